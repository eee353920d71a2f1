//! Search keys (khoá tìm kiếm): text without marks, case and punctuation. Keys are for finding, never for showing.
//!
//! i and y: a y that is the only vowel at the end of a syllable after a consonant (or after qu-) becomes i, so mỹ = mĩ,
//! kỹ = kĩ, lý = lí, quy = qui. Elsewhere y stays, since there it makes another word: tay ≠ tai, thuý ≠ thúi; a lone
//! "y" (y tế, ý) stays too.

use unicode_normalization::char::decompose_compatible;

use crate::normal::is_invisible;

/// One character of a key and where the source character that it came from starts (byte offset).
pub(crate) type Keyed = (char, usize);

/// Search key of a text: marks dropped, đ → d, lower case, punctuation and blanks → one space, i/y merged as the module
/// says. `fold("Kỹ thuật — Đồng Nai") == "ki thuat dong nai"`. Folding a key again changes nothing.
pub fn fold(text: &str) -> String {
    folded(text).into_iter().map(|(c, _)| c).collect()
}

/// Like [`fold`] and without spaces at all, for what people type in one word: "dongnai", "#ChuyenDoiSo", "KH & CN".
pub fn fold_loose(text: &str) -> String {
    folded(text)
        .into_iter()
        .map(|(c, _)| c)
        .filter(|&c| c != ' ')
        .collect()
}

/// The key with its source offsets, i/y merged.
pub(crate) fn folded(text: &str) -> Vec<Keyed> {
    let mut key = plain(text);
    let mut start = 0;
    while start < key.len() {
        let len = key[start..].iter().take_while(|(c, _)| *c != ' ').count();
        merge_y(&mut key[start..start + len]);
        start += len + 1;
    }
    key
}

/// The key with its source offsets, without the i/y merge.
pub(crate) fn plain(text: &str) -> Vec<Keyed> {
    let mut key: Vec<Keyed> = Vec::with_capacity(text.len());
    let mut gap = false;
    for (at, source) in text.char_indices() {
        let mut push = |c: char| {
            if is_mark(c) || is_invisible(c) {
                return;
            }
            if !c.is_alphanumeric() {
                gap = true;
                return;
            }
            if gap && !key.is_empty() {
                key.push((' ', at));
            }
            gap = false;
            key.push((c, at));
        };
        each_base(source, &mut push);
    }
    key
}

/// Decomposes, lower-cases and decomposes again (some lower-case forms decompose further).
fn each_base(source: char, push: &mut impl FnMut(char)) {
    let lowered = |c: char| match c {
        'đ' | 'Đ' => 'd',
        'ƣ' | 'Ƣ' => 'u',
        other => other,
    };
    decompose_compatible(source, |part| {
        for low in part.to_lowercase() {
            decompose_compatible(low, |c| push(lowered(c)));
        }
    });
}

/// True for combining diacritical marks U+0300 to U+036F, horn and breve included.
pub(crate) fn is_mark(c: char) -> bool {
    ('\u{300}'..='\u{36F}').contains(&c)
}

fn merge_y(word: &mut [Keyed]) {
    let Some(((last, _), head)) = word.split_last_mut() else {
        return;
    };
    if *last != 'y' || head.is_empty() {
        return;
    }
    let head: Vec<char> = head.iter().map(|(c, _)| *c).collect();
    let onset = match head.as_slice() {
        [before @ .., 'q', 'u'] => before,
        all => all,
    };
    if onset
        .iter()
        .all(|c| c.is_ascii_alphabetic() && !"aeiouy".contains(*c))
    {
        *last = 'i';
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use unicode_normalization::UnicodeNormalization;

    #[test]
    fn keys_as_documented() {
        for (text, key) in [
            ("Đồng Nai", "dong nai"),
            ("  Ủy ban – nhân dân, ", "uy ban nhan dan"),
            ("Kỹ thuật", "ki thuat"),
            ("kĩ", "ki"),
            ("Cẩm Mỹ", "cam mi"),
            ("quy chế", "qui che"),
            ("tay", "tay"),
            ("thủy", "thuy"),
            ("y tế", "y te"),
            ("Lý", "li"),
            ("10/10/2024", "10 10 2024"),
            ("KH&CN", "kh cn"),
            ("chất lƣợng", "chat luong"),
            ("", ""),
            ("…", ""),
            ("chuyển\u{ad}đổi", "chuyendoi"),
            ("ﬁle", "file"),
            ("ÂU CƠ", "au co"),
        ] {
            assert_eq!(fold(text), key, "{text}");
        }
        assert_eq!(fold_loose("#Đồng-Nai & Kỹ"), "dongnaiki");
    }

    proptest! {
        #[test]
        fn folding_twice_is_folding_once(text in any::<String>()) {
            let key = fold(&text);
            prop_assert_eq!(fold(&key), key.clone());
            prop_assert!(!key.starts_with(' ') && !key.ends_with(' ') && !key.contains("  "));
        }

        #[test]
        fn composition_and_case_do_not_matter(text in "[a-zà-öù-ýăđĩũơưạ-ỹĂĐƠƯ ,.]{0,40}") {
            let apart: String = text.nfd().collect();
            prop_assert_eq!(fold(&apart), fold(&text));
            prop_assert_eq!(fold(&text.to_uppercase()), fold(&text));
        }

        #[test]
        fn offsets_stand_on_characters(text in any::<String>()) {
            prop_assert!(folded(&text).iter().all(|(_, at)| text.is_char_boundary(*at)));
        }
    }
}
