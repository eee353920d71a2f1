//! VNI for Windows: a base letter, then one byte for its shape and tone; ơ, ư, đ and the toned i have bytes of their own.

/// Small marks and what they put on the letter before; the capital mark has the same meaning.
const MARKS: &[(char, &str)] = &[
    ('ù', "\u{301}"),
    ('ø', "\u{300}"),
    ('û', "\u{309}"),
    ('õ', "\u{303}"),
    ('ï', "\u{323}"),
    ('â', "\u{302}"),
    ('á', "\u{302}\u{301}"),
    ('à', "\u{302}\u{300}"),
    ('å', "\u{302}\u{309}"),
    ('ã', "\u{302}\u{303}"),
    ('ä', "\u{302}\u{323}"),
    ('ê', "\u{306}"),
    ('é', "\u{306}\u{301}"),
    ('è', "\u{306}\u{300}"),
    ('ú', "\u{306}\u{309}"),
    ('ü', "\u{306}\u{303}"),
    ('ë', "\u{306}\u{323}"),
];

/// Small letters of their own.
const LETTERS: &[(char, char)] = &[
    ('ô', 'ơ'),
    ('ö', 'ư'),
    ('ñ', 'đ'),
    ('í', 'í'),
    ('ì', 'ì'),
    ('æ', 'ỉ'),
    ('ó', 'ĩ'),
    ('ò', 'ị'),
    ('î', 'ỵ'),
];

fn small(c: char) -> char {
    c.to_lowercase().next().unwrap_or(c)
}

/// Converts text whose VNI bytes were read as Windows-1252; the result is decomposed in places (NFC comes later).
pub(crate) fn from_latin(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    let mut previous = ' ';
    for c in text.chars() {
        let low = small(c);
        let base = small(previous);
        let mark = MARKS
            .iter()
            .find(|(mark, _)| *mark == low)
            .map(|(_, meaning)| *meaning);
        if let Some(mark) = mark.filter(|mark| fits(base, mark)) {
            out.push_str(mark);
            previous = ' ';
            continue;
        }
        let own = LETTERS
            .iter()
            .find(|(byte, _)| *byte == low)
            .map(|(_, letter)| *letter);
        let letter = match own {
            Some(letter) if c == low => letter,
            Some(letter) => letter.to_uppercase().next().unwrap_or(letter),
            None => c,
        };
        out.push(letter);
        previous = letter;
    }
    out
}

/// Whether a mark can stand on a letter: tones on vowels, ^ on a e o, breve on a.
fn fits(base: char, mark: &str) -> bool {
    match mark.chars().next() {
        Some('\u{302}') => "aeo".contains(base),
        Some('\u{306}') => base == 'a',
        _ => "aeiouyơư".contains(base),
    }
}

/// Writes VNI bytes, to test the reader with sentences of our own.
#[cfg(test)]
pub(crate) fn to_bytes(text: &str) -> Vec<u8> {
    use unicode_normalization::UnicodeNormalization;
    let byte = |c: char, upper: bool| {
        let c = if upper {
            c.to_uppercase().next().unwrap()
        } else {
            c
        };
        u8::try_from(u32::from(c)).unwrap()
    };
    let mut out = Vec::new();
    for c in text.nfc() {
        let (low, upper) = (small(c), c.is_uppercase());
        if let Some((own, _)) = LETTERS.iter().find(|(_, letter)| *letter == low) {
            out.push(byte(*own, upper));
            continue;
        }
        let parts: Vec<char> = low.nfd().collect();
        let (base, mut marks) = (parts[0], parts[1..].to_vec());
        let horn = marks
            .iter()
            .position(|m| *m == '\u{31B}')
            .map(|at| marks.remove(at))
            .is_some();
        out.push(match (base, horn) {
            ('o', true) => byte('ô', upper),
            ('u', true) => byte('ö', upper),
            _ => byte(base, upper),
        });
        marks.sort_by_key(|m| !matches!(m, '\u{302}' | '\u{306}'));
        let marks: String = marks.into_iter().collect();
        if !marks.is_empty() {
            let (mark, _) = MARKS.iter().find(|(_, meaning)| *meaning == marks).unwrap();
            out.push(byte(*mark, upper));
        }
    }
    out
}
