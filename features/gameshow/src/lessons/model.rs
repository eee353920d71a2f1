//! Luật của bài học: what a lesson is in the database, when it is finished, codes of certificates. No IO.
use quiz::question::Lesson;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A line of the list of lessons.
#[derive(Clone, Debug, base::FromRow)]
pub(crate) struct Listed {
    pub id: Uuid,
    pub slug: String,
    pub title: String,
    pub summary: String,
    pub category: String,
    pub minutes: i64,
    pub cards: i64,
    pub questions: i64,
    pub builtin: bool,
    pub edited: bool,
    pub hidden_at: Option<i64>,
}

/// A lesson with its content.
#[derive(Clone, Debug)]
pub(super) struct Stored {
    pub id: Uuid,
    pub slug: String,
    pub file: String,
    pub hidden: bool,
    pub revision: i64,
    pub lesson: Lesson,
}

/// A lesson on a certificate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Finished {
    pub slug: String,
    pub title: String,
}

/// An answer counts as right from this share on (thousandths): an estimate need not be exact.
pub(super) const RIGHT: u16 = 800;
/// Longest name on a certificate, in characters.
pub(super) const NAME_MAX: usize = 80;

/// Whether so many right answers of so many questions finish a lesson: four of five.
pub(super) fn passes(right: usize, questions: usize) -> bool {
    right >= needed(questions)
}

/// How many right answers of so many questions finish a lesson.
pub(super) fn needed(questions: usize) -> usize {
    (questions * 4).div_ceil(5)
}

/// A name as it may stand on a certificate, or the key of what is wrong.
pub(super) fn check_name(typed: &str) -> Result<String, &'static str> {
    let name = vietnamese::normalize_line(typed);
    match name.chars().count() {
        0 => Err("gameshow-lessons-name-missing"),
        n if n > NAME_MAX => Err("gameshow-lessons-name-long"),
        _ if !name.chars().any(char::is_alphabetic) || name.contains(['<', '>', '/', '@']) => Err("gameshow-lessons-name-wrong"),
        _ if quiz::names::is_rude(&name) => Err("gameshow-lessons-name-rude"),
        _ => Ok(name),
    }
}

/// Letters of codes: no vowels (no words by chance), none that look like digits.
const LETTERS: &[u8; 24] = b"BCDFGHJKLMNPQRTVWXYZ3467";

/// The code of a certificate from random bytes: `ABCD-EFGH-JKLM` (55 bits).
pub(super) fn code(random: [u8; 12]) -> String {
    let letters: Vec<char> = random.iter().map(|b| char::from(LETTERS[usize::from(b % 24)])).collect();
    letters.chunks(4).map(|c| c.iter().collect::<String>()).collect::<Vec<_>>().join("-")
}

/// A code as it was typed: case, blanks and dashes do not matter; None when it cannot be one.
pub(super) fn read_code(typed: &str) -> Option<String> {
    let plain: Vec<char> = typed.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect();
    let fits = plain.len() == 12 && plain.iter().all(|c| LETTERS.contains(&(*c as u8)));
    fits.then(|| plain.chunks(4).map(|c| c.iter().collect::<String>()).collect::<Vec<_>>().join("-"))
}

/// The address word of a lesson that no other one has; words of fixed addresses are avoided.
pub(super) fn slug(title: &str, taken: impl Fn(&str) -> bool) -> String {
    const FIXED: [&str; 4] = ["soan", "chung-nhan", "kiem-tra", "bat-dau-lai"];
    let base: String = vietnamese::slug(title).chars().take(80).collect();
    let base = if base.is_empty() { "bai".to_owned() } else { base.trim_end_matches('-').to_owned() };
    let free = |word: &str| !FIXED.contains(&word) && !taken(word);
    if free(&base) {
        return base;
    }
    (2..).map(|n| format!("{base}-{n}")).find(|word| free(word)).unwrap_or(base)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_of_five_finish_a_lesson() {
        assert!(passes(4, 5) && passes(1, 1) && passes(3, 3) && passes(0, 0));
        assert!(!passes(3, 5) && !passes(2, 3) && !passes(0, 1));
        assert_eq!([1, 3, 4, 5, 6, 10].map(needed), [1, 3, 4, 4, 5, 8]);
    }

    #[test]
    fn a_code_may_be_typed_carelessly() {
        let code = code([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 250]);
        assert_eq!(code.len(), 14);
        assert_eq!(read_code(&code.to_lowercase().replace('-', " ")), Some(code));
        assert_eq!(read_code("ABC"), None);
        assert_eq!(read_code("AAAA-EEEE-0000"), None);
    }

    #[test]
    fn names_are_names() {
        assert_eq!(check_name("  Nguyễn   Thị Ẩn "), Ok("Nguyễn Thị Ẩn".into()));
        assert_eq!(check_name(" "), Err("gameshow-lessons-name-missing"));
        assert_eq!(check_name(&"ẳ".repeat(81)), Err("gameshow-lessons-name-long"));
        assert_eq!(check_name("https://lua.example"), Err("gameshow-lessons-name-wrong"));
        assert_eq!(check_name("123"), Err("gameshow-lessons-name-wrong"));
        assert_eq!(check_name("Thằng Óc Chó"), Err("gameshow-lessons-name-rude"));
    }

    #[test]
    fn addresses_stay_apart() {
        assert_eq!(slug("Bảo vệ OTP", |_| false), "bao-ve-otp");
        assert_eq!(slug("Bảo vệ OTP", |w| w == "bao-ve-otp"), "bao-ve-otp-2");
        assert_eq!(slug("Soạn", |_| false), "soan-2");
        assert_eq!(slug("!!!", |_| false), "bai");
    }
}
