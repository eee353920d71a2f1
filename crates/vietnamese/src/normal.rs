//! Tidy text (chuẩn hoá chữ): NFC, plain spaces, no invisible characters. It must never change a word.

use unicode_normalization::UnicodeNormalization;

/// Invisible characters that files bring along and nobody typed: soft hyphen, zero-width marks, byte order mark.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}' | '\u{FFFE}')
        && !matches!(c, '\u{2028}' | '\u{2029}')
}

/// Text with several lines, as stored: NFC; ƣ/Ƣ (a known fault of old fonts) → ư/Ư; every kind of blank → one space;
/// lines trimmed and ended with `\n`; at most one empty line in a row; control and invisible characters removed.
pub fn normalize(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let unified = text.replace("\r\n", "\n").replace(
        ['\r', '\u{2028}', '\u{2029}', '\u{B}', '\u{C}', '\u{85}'],
        "\n",
    );
    let mut empty = 0;
    for line in unified.split('\n') {
        let line = tidy(line);
        if line.is_empty() {
            empty += 1;
            continue;
        }
        if !out.is_empty() {
            out.push('\n');
            if empty > 0 {
                out.push('\n');
            }
        }
        empty = 0;
        out.push_str(&line);
    }
    out
}

/// One line, as names and titles are stored: like [`normalize`], and line breaks become spaces.
pub fn normalize_line(text: &str) -> String {
    tidy(text)
}

fn tidy(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut gap = false;
    let visible = line
        .chars()
        .filter(|&c| !is_invisible(c) && (!c.is_control() || c.is_whitespace()));
    for c in visible.nfc() {
        if c.is_whitespace() {
            gap = true;
            continue;
        }
        if gap && !out.is_empty() {
            out.push(' ');
        }
        gap = false;
        out.push(match c {
            'ƣ' => 'ư',
            'Ƣ' => 'Ư',
            other => other,
        });
    }
    // Repairing ƣ may let a following mark join it.
    if line.contains(['ƣ', 'Ƣ']) {
        out.nfc().collect()
    } else {
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn tidies_what_files_bring() {
        assert_eq!(
            normalize_line("  Đô\u{300}ng\u{a0}\u{a0}Nai\u{200b} "),
            "Đồng Nai"
        );
        assert_eq!(
            normalize_line("chất lƣợng\nSỔ TAY HƢỚNG DẪN"),
            "chất lượng SỔ TAY HƯỚNG DẪN"
        );
        assert_eq!(
            normalize("\u{feff}Một  dòng \r\n\r\n\r\nHai\tdòng\rba\n"),
            "Một dòng\n\nHai dòng\nba"
        );
        assert_eq!(normalize(" \n\u{0}\n"), "");
    }

    proptest! {
        #[test]
        fn twice_is_once(text in any::<String>()) {
            let once = normalize(&text);
            prop_assert_eq!(normalize(&once), once);
            let line = normalize_line(&text);
            prop_assert!(!line.contains('\n'));
            prop_assert_eq!(normalize_line(&line), line);
        }

        #[test]
        fn composed_and_decomposed_agree(text in "[a-zà-öù-ýăđĩũơưạ-ỹĂĐƠƯ ]{0,40}") {
            let apart: String = text.nfd().collect();
            prop_assert_eq!(normalize_line(&apart), normalize_line(&text));
        }
    }
}
