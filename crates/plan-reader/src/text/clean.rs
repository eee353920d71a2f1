//! Cleaning (làm sạch): NFC, ƣ to ư, odd spaces, line ends, Markdown marks. Changes the dress of the text, never a word of it.

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// One printed line after cleaning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawLine {
    /// Trimmed text; inner columns are kept apart by four spaces.
    pub text: String,
    /// Depth of a Markdown heading, 0 for none.
    pub md: u8,
    /// White space before it was cut.
    pub indented: bool,
}

/// Repairs characters and composes to NFC.
pub fn repair(text: &str) -> String {
    // Composing is the dear part; most files are composed already.
    if is_nfc_quick(text.chars()) == IsNormalized::Yes {
        return characters(text.chars());
    }
    characters(text.nfc())
}

fn characters(text: impl Iterator<Item = char>) -> String {
    let mut out = String::with_capacity(text.size_hint().0 * 2);
    let mut before = '\n';
    for c in text {
        let mapped = match c {
            'ƣ' => 'ư',
            'Ƣ' => 'Ư',
            'Ð' | 'Ɖ' => 'Đ',
            '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => ' ',
            '\u{ad}' => {
                if before.is_uppercase() || before.is_ascii_digit() || before.is_whitespace() {
                    '-'
                } else {
                    continue;
                }
            }
            '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{fe0f}' | '\u{20e3}' => continue,
            '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => {
                // "\r\n" becomes two ends; blank_after below cannot tell, so drop the second.
                before = '\r';
                out.push('\n');
                continue;
            }
            '\n' => {
                if before != '\r' {
                    out.push('\n');
                }
                before = '\n';
                continue;
            }
            '\t' => '\t',
            c if c.is_control() => continue,
            c => c,
        };
        out.push(mapped);
        before = mapped;
    }
    // ƣ followed by a loose tone mark composes only now.
    if is_nfc_quick(out.chars()) == IsNormalized::Yes { out } else { out.nfc().collect() }
}

fn unescape(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        if c == '\\' && chars.peek().is_some_and(char::is_ascii_punctuation) {
            continue;
        }
        out.push(c);
    }
    out
}

fn emphasis(line: &str) -> String {
    if !line.contains(['*', '_']) {
        return line.to_owned();
    }
    let bullet = line.starts_with("* ") || line.starts_with("*\t");
    let (head, body) = if bullet { line.split_at(1) } else { ("", line) };
    let mut out = String::from(head);
    let chars: Vec<char> = body.chars().collect();
    let mut i = 0;
    while i < chars.len() {
        let c = chars[i];
        let run = chars[i..].iter().take_while(|d| **d == c).count();
        match c {
            '*' => {
                let before = i.checked_sub(1).map(|k| chars[k]);
                let after = chars.get(i + run).copied();
                let loose = before.is_none_or(char::is_whitespace) && after.is_none_or(char::is_whitespace) && run == 1;
                let product = before.is_some_and(|b| b.is_ascii_digit()) && after.is_some_and(|a| a.is_ascii_digit());
                if loose || product {
                    out.push('*');
                }
                i += run;
            }
            '_' if run <= 2 => {
                let before = i.checked_sub(1).map(|k| chars[k]);
                let after = chars.get(i + run).copied();
                let inside = before.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric);
                if inside {
                    out.extend(std::iter::repeat_n('_', run));
                }
                i += run;
            }
            _ => {
                out.push(c);
                i += 1;
            }
        }
    }
    out
}

fn squeeze(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut run = 0;
    for c in line.trim().chars() {
        if c == ' ' {
            run += 1;
            continue;
        }
        if run > 0 {
            out.push_str(if run >= 4 { "    " } else { " " });
            run = 0;
        }
        out.push(c);
    }
    out
}

/// True for a line of stars, dashes or underscores only.
pub fn rule(line: &str) -> bool {
    !line.is_empty() && line.chars().all(|c| matches!(c, '-' | '–' | '—' | '_' | '=' | '*' | '~' | '.' | '…' | ' ')) && {
        line == "*" || line.chars().filter(|c| *c != ' ').count() >= 3
    }
}

/// One cleaned line.
pub fn line(raw: &str) -> RawLine {
    let indented = raw.starts_with([' ', '\t']);
    let mut text = raw.trim().to_owned();
    if text.starts_with('|') || (text.contains('\t') && !text.starts_with('#')) {
        text = if text.contains(['*', '_', '\\']) { emphasis(&unescape(&text)) } else { text };
        return RawLine { text: text.trim().to_owned(), md: 0, indented };
    }
    let mut md = 0;
    if text.starts_with('#') {
        let depth = text.bytes().take_while(|b| *b == b'#').count();
        if depth <= 6 && text[depth..].starts_with([' ', '\t']) {
            md = u8::try_from(depth).unwrap_or(6);
            text = text[depth..].trim().trim_end_matches('#').to_owned();
        }
    }
    if let Some(rest) = text.strip_prefix("> ") {
        text = rest.to_owned();
    }
    if text.contains('\\') {
        text = unescape(&text);
    }
    if !rule(&text) {
        text = emphasis(&text);
    }
    RawLine { text: squeeze(&text), md, indented }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_go_words_stay() {
        assert_eq!(line("**Thời gian:** từ *đầu* tháng").text, "Thời gian: từ đầu tháng");
        assert_eq!(line("(*giao Sở Y tế thực hiện*).").text, "(giao Sở Y tế thực hiện).");
        assert_eq!(line("* Khối 6: vẽ").text, "* Khối 6: vẽ");
        assert_eq!(line("## I. MỤC ĐÍCH"), RawLine { text: "I. MỤC ĐÍCH".into(), md: 2, indented: false });
        assert_eq!(line("1\\. Sở Y tế").text, "1. Sở Y tế");
        assert_eq!(line("ten_tep_1 x").text, "ten_tep_1 x");
    }

    #[test]
    fn characters_are_repaired() {
        assert_eq!(repair("chất lƣợng\r\nSố\u{a0}1️⃣"), "chất lượng\nSố 1");
        assert_eq!(repair("KH\u{ad}UBND thông\u{ad} tin"), "KH-UBND thông tin");
    }
}
