//! Is it Vietnamese (có phải tiếng Việt)? Counts words with marks that are built like Vietnamese syllables.

use unicode_normalization::UnicodeNormalization;

const ONSETS: &[&str] = &[
    "ngh", "ng", "nh", "gh", "gi", "kh", "ch", "ph", "qu", "th", "tr", "b", "c", "d", "đ", "g",
    "h", "k", "l", "m", "n", "p", "q", "r", "s", "t", "v", "x", "",
];
const CODAS: &[&str] = &["ch", "nh", "ng", "c", "m", "n", "p", "t", ""];
const NUCLEI: &[&str] = &[
    "a", "ă", "â", "e", "ê", "i", "o", "ô", "ơ", "u", "ư", "y", "ia", "iê", "ya", "yê", "ua", "uô",
    "ưa", "ươ", "oa", "oă", "oe", "uâ", "uê", "uơ", "uy", "uya", "uyê", "ai", "ay", "ao", "au",
    "âu", "ây", "eo", "êu", "iu", "iêu", "yêu", "oi", "ôi", "ơi", "oai", "oay", "oao", "oeo", "ui",
    "ưi", "uôi", "ươi", "uây", "ưu", "ươu", "uyu",
];

/// Share of the words with marks that are Vietnamese syllables, and how many are.
pub(crate) fn score(text: &str) -> (f64, usize) {
    let (mut marked, mut good) = (0usize, 0usize);
    for word in
        text.split(|c: char| c.is_whitespace() || c.is_ascii_punctuation() || c.is_ascii_digit())
    {
        let word =
            word.trim_matches(|c: char| matches!(c, '“' | '”' | '‘' | '’' | '–' | '…' | '—'));
        if word.is_empty() || word.is_ascii() {
            continue;
        }
        marked += 1;
        good += usize::from(is_syllable(word));
    }
    if marked == 0 {
        (0.0, 0)
    } else {
        (good as f64 / marked as f64, good)
    }
}

/// True for a line that already holds letters which only Vietnamese uses.
pub(crate) fn has_vietnamese(line: &str) -> bool {
    line.chars().any(|c| {
        matches!(
            c,
            '\u{1EA0}'..='\u{1EF9}' | 'ă' | 'Ă' | 'đ' | 'Đ' | 'ơ' | 'Ơ' | 'ư' | 'Ư'
        )
    })
}

/// Onset, nucleus, coda and at most one tone; letters must not change case in the middle except in capitals.
fn is_syllable(word: &str) -> bool {
    let upper = word.chars().skip(1).filter(|c| c.is_uppercase()).count();
    let letters = word.chars().count();
    if letters > 8 || (upper > 0 && word.chars().any(char::is_lowercase)) {
        return false;
    }
    let mut tones = 0;
    let plain: String = word
        .to_lowercase()
        .nfd()
        .filter(|c| {
            let tone = matches!(c, '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}');
            tones += usize::from(tone);
            !tone
        })
        .collect();
    let plain: String = plain.nfc().collect();
    tones <= 1
        && ONSETS
            .iter()
            .filter_map(|onset| plain.strip_prefix(onset))
            .any(|rime| {
                CODAS
                    .iter()
                    .filter_map(|coda| rime.strip_suffix(coda))
                    .any(|nucleus| NUCLEI.contains(&nucleus))
            })
        || matches!(plain.as_str(), "gi" | "gin" | "giêng" | "quôc" | "quy")
}
