//! Words (từ): folding, collapsing and tokens. Folding is for comparing only; it must never reach a reader's eye.

use std::sync::LazyLock;
use unicode_normalization::char::decompose_canonical;

/// Base letters of the precomposed Latin letters, 0 where there is none.
static BASE: LazyLock<Vec<u8>> = LazyLock::new(|| {
    (0..0x1f00u32)
        .map(|u| {
            let Some(c) = char::from_u32(u).filter(|c| !c.is_ascii()) else { return 0 };
            let mut base = 0;
            let mut rest = true;
            decompose_canonical(c, |d| match d {
                d if d.is_ascii_alphabetic() && base == 0 => base = u8::try_from(d.to_ascii_lowercase()).unwrap_or(0),
                '\u{300}'..='\u{36f}' => {}
                _ => rest = false,
            });
            if rest { base } else { 0 }
        })
        .collect()
});

/// Lower case without marks, đ as d; other characters stay, so that words keep their borders.
pub fn fold(s: &str) -> String {
    let mut out = String::with_capacity(s.len());
    for c in s.chars() {
        if c.is_ascii() {
            out.push(c.to_ascii_lowercase());
            continue;
        }
        let base = BASE.get(c as usize).copied().unwrap_or(0);
        match c {
            _ if base != 0 => out.push(base as char),
            'đ' | 'Đ' => out.push('d'),
            _ => decompose_canonical(c, |d| {
                if d.is_ascii() {
                    out.push(d.to_ascii_lowercase());
                } else if !('\u{300}'..='\u{36f}').contains(&d) {
                    out.extend(d.to_lowercase());
                }
            }),
        }
    }
    out
}

/// Folded letters and digits only, one space between words: the key by which names and sentences are compared.
pub fn key(s: &str) -> String {
    let mut out = String::with_capacity(s.len());
    for w in fold(s).split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(w);
    }
    out
}

/// Runs of white space become one space; ends trimmed.
pub fn collapse(s: &str) -> String {
    let mut out = String::with_capacity(s.len());
    for w in s.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(w);
    }
    out
}

/// Strips white space and the given trailing punctuation.
pub fn trim_end<'a>(s: &'a str, marks: &[char]) -> &'a str {
    s.trim().trim_end_matches(|c: char| c.is_whitespace() || marks.contains(&c))
}

/// Strips white space and closing punctuation of a sentence, including "./.".
pub fn unstop(s: &str) -> &str {
    trim_end(s, &['.', ';', ',', ':', '/'])
}

/// Number of words.
pub fn count(s: &str) -> usize {
    s.split_whitespace().count()
}

/// True if the text has letters and none of them is small.
pub fn all_caps(s: &str) -> bool {
    let mut seen = 0;
    for c in s.chars().filter(|c| c.is_alphabetic()) {
        if c.is_lowercase() {
            return false;
        }
        seen += 1;
    }
    seen >= 2
}

/// First letter is a capital.
pub fn starts_upper(s: &str) -> bool {
    s.chars().next().is_some_and(char::is_uppercase)
}

/// First letter is small.
pub fn starts_lower(s: &str) -> bool {
    s.chars().next().is_some_and(char::is_lowercase)
}

/// A word or a punctuation mark with its place in the text it was cut from.
#[derive(Debug, Clone)]
pub struct Tok<'a> {
    /// As printed.
    pub s: &'a str,
    /// Folded.
    pub f: String,
    /// Byte offset of its start.
    pub at: usize,
    /// It is a word or number, not a mark.
    pub word: bool,
    /// Starts with a capital.
    pub cap: bool,
}

impl Tok<'_> {
    /// Byte offset one past its end.
    pub fn end(&self) -> usize {
        self.at + self.s.len()
    }
}

fn in_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Cuts a text into words and marks. "KH&CN", "VH-XH", "PT-TH", "T/H" and "TP." keep together.
pub fn tokens(s: &str) -> Vec<Tok<'_>> {
    let mut out = Vec::new();
    let mut chars = s.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if c.is_whitespace() {
            continue;
        }
        let mut end = at + c.len_utf8();
        let word = in_word(c);
        if word {
            while let Some(&(i, d)) = chars.peek() {
                let glued = matches!(d, '&' | '-' | '’' | '\'')
                    && s[i + d.len_utf8()..].chars().next().is_some_and(in_word)
                    && (d != '-' || s[i + 1..].starts_with(|x: char| x.is_uppercase() || x.is_ascii_digit()) || c.is_lowercase());
                if !(in_word(d) || glued) {
                    break;
                }
                end = i + d.len_utf8();
                chars.next();
            }
            if s[end..].starts_with('.') && matches!(&s[at..end], "TP" | "Tp" | "TX" | "Q" | "P" | "TT") {
                end += 1;
                chars.next();
            }
        } else if s[at..].starts_with("<br>") || s[at..].starts_with("<br/>") || s[at..].starts_with("<br />") {
            for (i, d) in chars.by_ref() {
                if d == '>' {
                    end = i + 1;
                    break;
                }
            }
        }
        let t = &s[at..end];
        out.push(Tok { s: t, f: fold(t), at, word, cap: c.is_uppercase() });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_forgets_marks_and_case() {
        assert_eq!(key("Ủy ban – Đồng  Nai, hòa/hoà"), "uy ban dong nai hoa hoa");
        assert_eq!(unstop(" việc này. /"), "việc này");
    }

    #[test]
    fn abbreviations_are_one_token() {
        let t: Vec<_> = tokens("Sở KH&CN, Phòng VH-XH<br>TP. Vinh").iter().map(|t| t.s.to_owned()).collect();
        assert_eq!(t, ["Sở", "KH&CN", ",", "Phòng", "VH-XH", "<br>", "TP.", "Vinh"]);
    }
}
