//! Addresses of pages (đường dẫn): kebab case without marks. y stays y, so that addresses read as people write.

use crate::fold::plain;

/// ASCII kebab-case of a text: "Cuộc thi vẽ tranh AI (Kỹ thuật số)" → "cuoc-thi-ve-tranh-ai-ky-thuat-so".
/// Letters of other scripts are left out; the result is empty when nothing is left, so the caller needs a fallback.
pub fn slug(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (c, _) in plain(text) {
        match c {
            ' ' if !out.is_empty() && !out.ends_with('-') => out.push('-'),
            c if c.is_ascii_alphanumeric() => out.push(c),
            _ => {}
        }
    }
    out.truncate(out.trim_end_matches('-').len());
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn reads_like_the_title() {
        assert_eq!(
            slug("Cuộc thi vẽ tranh AI (Kỹ thuật số)"),
            "cuoc-thi-ve-tranh-ai-ky-thuat-so"
        );
        assert_eq!(
            slug("UBND huyện Định Quán: 24 – 25/8"),
            "ubnd-huyen-dinh-quan-24-25-8"
        );
        assert_eq!(slug("日本 – 語"), "");
    }

    proptest! {
        #[test]
        fn only_plain_letters_digits_and_single_hyphens(text in any::<String>()) {
            let s = slug(&text);
            prop_assert!(s.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'));
            prop_assert!(!s.starts_with('-') && !s.ends_with('-') && !s.contains("--"));
            prop_assert_eq!(slug(&s), s);
        }
    }
}
