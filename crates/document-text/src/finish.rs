//! Last touch on every text (hoàn thiện chữ): NFC, one kind of line end, no control characters. Words stay as they are.

use unicode_normalization::UnicodeNormalization;

/// Composes the text, repairs ƣ (a fault of old fonts), unifies line ends, drops invisible and control characters and
/// the blanks at line ends, and keeps at most one empty line in a row.
pub(crate) fn finish(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut line = String::new();
    let mut empty = 0u32;
    let unified = text.replace("\r\n", "\n").replace(
        ['\r', '\u{85}', '\u{2028}', '\u{2029}', '\u{B}', '\u{C}'],
        "\n",
    );
    for raw in unified.split('\n') {
        line.clear();
        line.extend(raw.chars().filter_map(visible).nfc());
        let tidy = line.trim_end();
        if tidy.trim_start().is_empty() {
            empty += 1;
            continue;
        }
        if !out.is_empty() {
            out.push_str(if empty > 0 { "\n\n" } else { "\n" });
        }
        empty = 0;
        out.push_str(tidy);
    }
    out
}

/// The character as kept, or `None` for what nobody sees. Soft hyphens go; they only told old programs where to break.
fn visible(c: char) -> Option<char> {
    match c {
        'ƣ' => Some('ư'),
        'Ƣ' => Some('Ư'),
        '\t' => Some('\t'),
        '\u{A0}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{3000}' => Some(' '),
        '\u{AD}'
        | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{2064}'
        | '\u{FEFF}'
        | '\u{FFFE}' => None,
        '\u{2010}' | '\u{2011}' => Some('-'),
        c if c.is_control() => None,
        c => Some(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn tidies() {
        assert_eq!(
            finish("\u{feff}a\u{300}b  \r\n\r\n\r\n chất lƣợng\u{ad}\rc\0"),
            "àb\n\n chất lượng\nc"
        );
    }

    proptest! {
        #[test]
        fn twice_is_once(text in any::<String>()) {
            let once = finish(&text);
            prop_assert_eq!(finish(&once), once);
        }
    }
}
