//! Vietnamese order (thứ tự chữ Việt): syllable by syllable, base letters, then tones, and letter case last of all.
//!
//! Uses the CLDR collation for `vi`. Keys depend on the version of that data, so a stored key must be rewritten when
//! [`VERSION`] changes; they are for ordering only and must never be shown.

use std::cmp::Ordering;
use std::sync::LazyLock;

use icu_collator::options::{AlternateHandling, CollatorOptions, Strength};
use icu_collator::{Collator, CollatorBorrowed};
use icu_locale_core::locale;

use crate::names::PersonName;
use crate::normal::normalize_line;
use crate::tone::canonical_tone;

/// Version of the keys: raise it when the rules below or the collation data change, and rewrite stored keys.
pub const VERSION: u32 = 1;

/// Order of one text. Comparing two keys, or their bytes, compares the texts.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SortKey(Vec<u8>);

impl SortKey {
    /// The bytes to store in a BLOB or BYTEA column; they order by plain byte comparison.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// The bytes, taken.
    pub fn into_bytes(self) -> Vec<u8> {
        self.0
    }
}

fn collator(strength: Strength) -> CollatorBorrowed<'static> {
    let mut options = CollatorOptions::default();
    options.strength = Some(strength);
    options.alternate_handling = Some(AlternateHandling::NonIgnorable);
    // kn: digits by value, "Cụm 2" before "Cụm 10".
    Collator::try_new(locale!("vi-u-kn").into(), options)
        .expect("the collation data is compiled in")
}

static SYLLABLES: LazyLock<CollatorBorrowed<'static>> =
    LazyLock::new(|| collator(Strength::Secondary));
static WHOLE: LazyLock<CollatorBorrowed<'static>> = LazyLock::new(|| collator(Strength::Tertiary));

/// Key of one text: "An Lộc" < "Anh", "Duy" < "Đồng Nai" < "E", "Hà Nội" < "Hả An", "Cụm 2" < "Cụm 10".
/// Spaces and the place of tones do not count ("hoà" = "hòa"); case decides only between otherwise equal texts.
pub fn sort_key(text: &str) -> SortKey {
    key_of_fields(&[text])
}

/// The bytes of [`sort_key`], for a database column.
pub fn sort_key_bytes(text: &str) -> Vec<u8> {
    sort_key(text).into_bytes()
}

/// Order of two texts. To sort a list use `sort_by_cached_key` with [`sort_key`].
pub fn compare(a: &str, b: &str) -> Ordering {
    if a == b {
        Ordering::Equal
    } else {
        sort_key(a).cmp(&sort_key(b))
    }
}

/// Key of a person's full name: by given name, then family name, then middle name ("Võ Tấn Đức" stands under Đ).
pub fn person_key(full_name: &str) -> SortKey {
    let name = PersonName::parse(full_name);
    key_of_fields(&[&name.given, &name.family, &name.middle])
}

/// Key of several fields in a row; a shorter field comes before a longer one that begins with it.
pub fn key_of_fields(fields: &[&str]) -> SortKey {
    let mut key = Vec::new();
    let mut tail = Vec::new();
    for field in fields {
        let field = canonical_tone(&normalize_line(field));
        for syllable in field.split(' ').filter(|s| !s.is_empty()) {
            let Ok(()) = SYLLABLES.write_sort_key_to(syllable, &mut key);
            key.push(1);
        }
        key.push(0);
        let Ok(()) = WHOLE.write_sort_key_to(&field, &mut tail);
        tail.push(0);
    }
    key.append(&mut tail);
    SortKey(key)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sorted(mut list: Vec<&str>, key: fn(&str) -> SortKey) -> Vec<&str> {
        list.reverse();
        list.sort_by_cached_key(|text| key(text));
        list
    }

    #[test]
    fn places_in_vietnamese_order() {
        let right = vec![
            "An Giang",
            "An Lộc",
            "Anh",
            "Ánh",
            "Ăn",
            "Ân",
            "Bà Rịa",
            "Cụm 2",
            "Cụm 10",
            "Duy",
            "Đà Lạt",
            "Đồng Nai",
            "E",
            "Em",
            "Êm",
            "Hà Nội",
            "Hả An",
            "O",
            "Ô",
            "Ơ",
            "Tam Phước",
            "Trảng Bom",
            "U",
            "Ư",
            "Vũng Tàu",
            "Xuân Lộc",
        ];
        assert_eq!(sorted(right.clone(), sort_key), right);
    }

    #[test]
    fn tones_in_order_and_case_last() {
        let right = vec!["ma", "mà", "mả", "mã", "má", "mạ", "mạ a"];
        assert_eq!(sorted(right.clone(), sort_key), right);
        assert_eq!(compare("an bình", "An Bình"), Ordering::Less);
        assert_eq!(compare("An An", "an bình"), Ordering::Less);
        assert_eq!(compare("Biên Hoà", "Biên  Hòa"), Ordering::Equal);
    }

    #[test]
    fn people_by_given_name() {
        let right = vec![
            "Trần An",
            "Lê Văn Anh",
            "Nguyễn Duy",
            "Võ Tấn Đức",
            "Đinh Thị Bích Thảo",
            "Lê Thị Thảo",
            "Lê Văn Thảo",
        ];
        assert_eq!(sorted(right.clone(), person_key), right);
    }

    #[test]
    fn bytes_order_like_keys() {
        assert!(sort_key_bytes("An Lộc") < sort_key_bytes("Anh"));
        assert!(sort_key_bytes("") < sort_key_bytes("a"));
    }

    proptest! {
        #[test]
        fn a_prefix_of_syllables_comes_first(a in "[a-zà-öù-ýăđĩũơưạ-ỹ]{1,6}( [a-zà-öù-ýăđĩũơưạ-ỹ]{1,6}){0,2}", b in "[a-zà-öù-ýăđĩũơưạ-ỹ]{1,6}") {
            prop_assert_eq!(compare(&a, &format!("{a} {b}")), Ordering::Less);
        }

        #[test]
        fn any_text_has_a_key(a in any::<String>(), b in any::<String>()) {
            prop_assert_eq!(compare(&a, &b), compare(&b, &a).reverse());
            prop_assert_eq!(sort_key(&a).as_bytes().cmp(sort_key(&b).as_bytes()), compare(&a, &b));
        }
    }
}
