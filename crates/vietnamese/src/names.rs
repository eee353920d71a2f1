//! Names of people (họ và tên): given name, how to address somebody, initials of a name or of an agency.
//!
//! One field holds the whole name; the parts below are only for sorting and addressing and are never stored apart.

use crate::letters::base;
use crate::normal::normalize_line;

/// The parts of a full name in Vietnamese order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PersonName {
    /// Họ: the first word; empty for a name of one word.
    pub family: String,
    /// Tên đệm: what stands between; often empty.
    pub middle: String,
    /// Tên: the last word, the one by which people are addressed and sorted.
    pub given: String,
}

impl PersonName {
    /// Splits a full name. Titles in front ("Ông", "Đồng chí", "TS.") are left out. Names such as "H'Hen Niê" and
    /// "Y Moan Ênuôl" have the given name first and the clan last.
    pub fn parse(full_name: &str) -> Self {
        let name = normalize_line(without_titles(full_name));
        let words: Vec<&str> = name.split(' ').filter(|w| !w.is_empty()).collect();
        let part = |slice: &[&str]| slice.join(" ");
        match words.as_slice() {
            [] => Self::default(),
            [only] => Self {
                given: (*only).to_owned(),
                ..Self::default()
            },
            [first, rest @ ..] if is_ede_female(first) => Self {
                family: part(rest),
                middle: String::new(),
                given: (*first).to_owned(),
            },
            ["Y", given, rest @ ..] => Self {
                family: part(rest),
                middle: String::new(),
                given: format!("Y {given}"),
            },
            [family, middle @ .., given] => Self {
                family: (*family).to_owned(),
                middle: part(middle),
                given: (*given).to_owned(),
            },
        }
    }
}

fn is_ede_female(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next() == Some('H')
        && matches!(letters.next(), Some('\'' | '’' | 'ʼ'))
        && letters.next().is_some()
}

/// How a person is spoken to in the interface and in papers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Address {
    /// Ông (a man).
    Ong,
    /// Bà (a woman).
    Ba,
    /// Ông/Bà, when the form is not known.
    OngBa,
    /// Đồng chí, in Party and state meetings.
    DongChi,
}

impl Address {
    /// The word itself, as it starts a line.
    pub fn word(self) -> &'static str {
        match self {
            Self::Ong => "Ông",
            Self::Ba => "Bà",
            Self::OngBa => "Ông/Bà",
            Self::DongChi => "Đồng chí",
        }
    }
}

/// Given name of a full name: "Võ Tấn Đức" → "Đức".
pub fn given_name(full_name: &str) -> String {
    PersonName::parse(full_name).given
}

/// Short form of address by given name: "Ông Đức". Only the word when the name is empty.
pub fn address(form: Address, full_name: &str) -> String {
    format!("{} {}", form.word(), given_name(full_name))
        .trim_end()
        .to_owned()
}

/// Form of address with the whole name, for papers: "Đồng chí Đinh Thị Bích Thảo".
pub fn address_in_full(form: Address, full_name: &str) -> String {
    format!(
        "{} {}",
        form.word(),
        normalize_line(without_titles(full_name))
    )
    .trim_end()
    .to_owned()
}

/// The name without what stands in front of it: academic titles with a dot ("PGS.TS."), "Đồng chí", "đ/c", and
/// Ông/Bà/Anh/Chị before at least three words (Ông is a family name too: "Ông Ích Khiêm").
pub fn without_titles(full_name: &str) -> &str {
    let mut rest = full_name.trim();
    loop {
        let lower = rest.to_lowercase();
        let first = rest.split_whitespace().next().unwrap_or_default();
        let words = rest.split_whitespace().count();
        let cut = if lower.starts_with("đồng chí ") {
            rest.split_whitespace().take(2).map(str::len).sum::<usize>() + 1
        } else if is_title(first, words) {
            first.len()
        } else {
            return rest;
        };
        match rest.get(cut..) {
            Some(next) if !next.trim().is_empty() => rest = next.trim_start(),
            _ => return rest,
        }
    }
}

fn is_title(word: &str, words: usize) -> bool {
    match word.to_lowercase().as_str() {
        "đ/c" | "đ/c:" => words > 1,
        "ông" | "bà" | "anh" | "chị" | "ông/bà" => words > 3,
        // "TS." is a title, "A." is an initial.
        _ => words > 1 && word.ends_with('.') && word.chars().count() > 2,
    }
}

/// Capital initials of a name, small joining words left out, Đ kept: "Sở Khoa học và Công nghệ" → "SKHCN".
pub fn initials(name: &str) -> String {
    normalize_line(name)
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty() && !is_joining_word(word))
        .filter_map(|word| word.chars().next())
        .map(|first| {
            if matches!(first, 'đ' | 'Đ') {
                'Đ'
            } else {
                base(first)
            }
        })
        .flat_map(char::to_uppercase)
        .collect()
}

/// One or two letters for a person's picture: family and given name, "Võ Tấn Đức" → "VĐ".
pub fn avatar_letters(full_name: &str) -> String {
    let name = PersonName::parse(full_name);
    let first = |part: &str| {
        part.chars()
            .find(|c| c.is_alphabetic())
            .map(|c| c.to_uppercase().collect::<String>())
    };
    format!(
        "{}{}",
        first(&name.family).unwrap_or_default(),
        first(&name.given).unwrap_or_default()
    )
}

pub(crate) fn is_joining_word(word: &str) -> bool {
    matches!(
        word.to_lowercase().as_str(),
        "và" | "của" | "về" | "cho" | "các" | "cùng"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn parts_of_names() {
        let name = PersonName::parse("Đồng chí  Đinh Thị Bích Thảo");
        assert_eq!(
            (
                name.family.as_str(),
                name.middle.as_str(),
                name.given.as_str()
            ),
            ("Đinh", "Thị Bích", "Thảo")
        );
        assert_eq!(given_name("Ông Ích Khiêm"), "Khiêm");
        assert_eq!(PersonName::parse("Ông Ích Khiêm").family, "Ông");
        assert_eq!(PersonName::parse("Ông Võ Tấn Đức").family, "Võ");
        assert_eq!(given_name("PGS.TS. Lê Hoà"), "Hoà");
        assert_eq!(given_name("H'Hen Niê"), "H'Hen");
        assert_eq!(given_name("Y Moan Ênuôl"), "Y Moan");
        assert_eq!(given_name("Điểu Bảo"), "Bảo");
        assert_eq!(given_name("Khánh"), "Khánh");
        assert_eq!(given_name(" "), "");
    }

    #[test]
    fn forms_of_address() {
        assert_eq!(address(Address::Ong, "Võ Tấn Đức"), "Ông Đức");
        assert_eq!(
            address_in_full(Address::DongChi, "đ/c Đinh Thị Bích Thảo"),
            "Đồng chí Đinh Thị Bích Thảo"
        );
        assert_eq!(address(Address::OngBa, ""), "Ông/Bà");
    }

    #[test]
    fn first_letters() {
        assert_eq!(initials("Sở Khoa học và Công nghệ"), "SKHCN");
        assert_eq!(initials("Ủy ban nhân dân tỉnh Đồng Nai"), "UBNDTĐN");
        assert_eq!(initials("Sở Văn hóa, Thể thao và Du lịch"), "SVHTTDL");
        assert_eq!(avatar_letters("Võ Tấn Đức"), "VĐ");
        assert_eq!(avatar_letters(""), "");
    }

    proptest! {
        #[test]
        fn any_text_is_a_name_of_sorts(text in any::<String>()) {
            let name = PersonName::parse(&text);
            prop_assert_eq!(name.given.is_empty(), normalize_line(without_titles(&text)).is_empty());
            let _ = (initials(&text), avatar_letters(&text), address_in_full(Address::Ba, &text));
        }

        #[test]
        fn parts_make_the_whole(words in prop::collection::vec("[A-Z][a-zà-öù-ýăđĩũơưạ-ỹ]{1,5}", 1..6)) {
            let whole = words.join(" ");
            let n = PersonName::parse(&whole);
            let again = [n.family, n.middle, n.given].into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" ");
            prop_assert_eq!(again, normalize_line(&whole));
        }
    }
}
