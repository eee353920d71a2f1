//! Where the tone stands (vị trí dấu thanh): both school rules are in use, so names are compared in one of them.
//!
//! The canonical form is the older one, which state papers mostly use: hòa, khỏe, thủy, Ủy. It is for comparing and
//! sorting; the text that people wrote is shown as they wrote it.

use crate::letters::{is_vowel, split_tone, with_tone};
use crate::normal::normalize_line;

/// Moves the tone of open syllables in -oa, -oe, -uy to the first vowel (hoà → hòa, khoẻ → khỏe, thuỷ → thủy, Uỷ → Ủy),
/// of closed ones to the second (tòan → toàn), and of qu- to the y (qúy → quý). Other text stays; the result is NFC.
pub fn canonical_tone(text: &str) -> String {
    let letters: Vec<char> = unicode_normalization::UnicodeNormalization::nfc(text).collect();
    let mut out = letters.clone();
    let mut start = 0;
    while start < letters.len() {
        if !letters[start].is_alphabetic() {
            start += 1;
            continue;
        }
        let len = letters[start..]
            .iter()
            .take_while(|c| c.is_alphabetic())
            .count();
        place(&mut out[start..start + len]);
        start += len;
    }
    unicode_normalization::UnicodeNormalization::nfc(out.into_iter()).collect()
}

/// True when two texts differ only in spaces, letter case, composition or the place of tones: "Uỷ ban" = "Ủy Ban".
pub fn same_text(a: &str, b: &str) -> bool {
    let key = |text: &str| canonical_tone(&normalize_line(text)).to_lowercase();
    key(a) == key(b)
}

fn place(word: &mut [char]) {
    for at in 0..word.len().saturating_sub(1) {
        let (first, tone_a) = split_tone(word[at]);
        let (second, tone_b) = split_tone(word[at + 1]);
        let (low_a, low_b) = (lower(first), lower(second));
        if !matches!((low_a, low_b), ('o', 'a') | ('o', 'e') | ('u', 'y')) {
            continue;
        }
        let before = at.checked_sub(1).map(|i| word[i]);
        if before.is_some_and(is_vowel) || word.get(at + 2).copied().is_some_and(is_vowel) {
            continue;
        }
        let tone = match (tone_a, tone_b) {
            (Some(tone), None) | (None, Some(tone)) => tone,
            _ => continue,
        };
        let after_q = low_a == 'u' && before.is_some_and(|c| lower(c) == 'q');
        let open = at + 2 == word.len();
        let on_first = open && !after_q;
        if let Some(toned) = with_tone(if on_first { first } else { second }, tone) {
            (word[at], word[at + 1]) = if on_first {
                (toned, second)
            } else {
                (first, toned)
            };
        }
        return;
    }
}

fn lower(c: char) -> char {
    c.to_lowercase().next().unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn both_rules_meet() {
        for (written, canonical) in [
            ("hoà", "hòa"),
            ("hòa", "hòa"),
            ("thuỷ", "thủy"),
            ("Uỷ ban", "Ủy ban"),
            ("KHOẺ", "KHỎE"),
            ("Biên Hoà", "Biên Hòa"),
            ("tòan", "toàn"),
            ("toàn", "toàn"),
            ("quý", "quý"),
            ("qúy", "quý"),
            ("Khoái", "Khoái"),
            ("khuỷu", "khuỷu"),
            ("thuở", "thuở"),
            ("hoạch", "hoạch"),
            ("huỳnh", "huỳnh"),
            ("hùynh", "huỳnh"),
            ("xoã", "xõa"),
            ("ngoáy", "ngoáy"),
            ("tuý luý", "túy lúy"),
            ("UỶ", "ỦY"),
            ("và", "và"),
            ("", ""),
        ] {
            assert_eq!(canonical_tone(written), canonical, "{written}");
        }
        assert!(same_text("Uỷ ban  Nhân dân", "ủy ban nhân dân"));
        assert!(!same_text("hoa", "hòa"));
    }

    proptest! {
        #[test]
        fn twice_is_once_and_bases_stay(text in any::<String>()) {
            // Composed first: NFC may swap loose marks of other scripts, which is no matter of tones.
            let text: String = unicode_normalization::UnicodeNormalization::nfc(text.as_str()).collect();
            let once = canonical_tone(&text);
            prop_assert_eq!(canonical_tone(&once), once.clone());
            prop_assert_eq!(crate::fold(&once), crate::fold(&text));
        }

        #[test]
        fn words_of_vietnamese_letters(text in "[qhtkun]{0,2}[oòóu][aàáeẻyỷý][nu]?") {
            let once = canonical_tone(&text);
            prop_assert_eq!(canonical_tone(&once), once);
        }
    }
}
