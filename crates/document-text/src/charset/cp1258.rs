//! Windows-1258: base letters with their shape, and tones as combining marks after them.

/// Windows-1252 characters of the bytes 80 to 9F; unused bytes stay as control characters and are dropped later.
const C1: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž', '\u{8F}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}', 'ž', 'Ÿ',
];

/// Where Windows-1258 differs from Windows-1252.
const OWN: [(char, char); 14] = [
    ('Ã', 'Ă'),
    ('Ì', '\u{300}'),
    ('Ð', 'Đ'),
    ('Ò', '\u{309}'),
    ('Õ', 'Ơ'),
    ('Ý', 'Ư'),
    ('Þ', '\u{303}'),
    ('ã', 'ă'),
    ('ì', '\u{301}'),
    ('ð', 'đ'),
    ('ò', '\u{323}'),
    ('õ', 'ơ'),
    ('ý', 'ư'),
    ('þ', '₫'),
];

/// A byte as Windows-1252 reads it.
pub(crate) fn latin(byte: u8) -> char {
    match byte {
        0x80..=0x9F => C1[usize::from(byte - 0x80)],
        other => char::from(other),
    }
}

/// Converts text whose Windows-1258 bytes were read as Windows-1252; tones stay decomposed (NFC comes later).
pub(crate) fn from_latin(text: &str) -> String {
    text.chars()
        .map(|c| {
            OWN.iter()
                .find(|(from, _)| *from == c)
                .map_or(c, |(_, to)| *to)
        })
        .collect()
}

/// Writes Windows-1258 bytes, to test the reader with sentences of our own.
#[cfg(test)]
pub(crate) fn to_bytes(text: &str) -> Vec<u8> {
    use unicode_normalization::UnicodeNormalization;
    let mut out = Vec::new();
    for c in text.nfc() {
        let mut tone = None;
        let rest: String = std::iter::once(c)
            .nfd()
            .filter(|m| {
                let is_tone =
                    matches!(m, '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}');
                if is_tone {
                    tone = Some(*m);
                }
                !is_tone
            })
            .collect();
        for part in rest.nfc().chain(tone) {
            let latin = OWN
                .iter()
                .find(|(_, own)| *own == part)
                .map_or(part, |(from, _)| *from);
            out.push(u8::try_from(u32::from(latin)).unwrap());
        }
    }
    out
}
