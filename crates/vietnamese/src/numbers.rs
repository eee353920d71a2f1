//! Numbers and money (số và tiền): 1.234.567, 2,5, 1.250.000 ₫, and the amount in words.
//!
//! Money is whole đồng in an i64; nothing here rounds silently.

use std::fmt;

use crate::letters::upper_first;
use crate::normal::normalize_line;
pub use crate::reading::{Dialect, MAX_IN_WORDS, in_words, in_words_as};

/// A whole number with dots between thousands: 1.234.567.
pub fn group(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut out = String::with_capacity(digits.len() * 4 / 3 + 1);
    if number < 0 {
        out.push('-');
    }
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push('.');
        }
        out.push(digit);
    }
    out
}

/// A decimal kept as an integer with `places` digits after the comma, zeros at the end dropped:
/// `decimal(1273718, 2) == "12.737,18"`, `decimal(250, 2) == "2,5"`.
pub fn decimal(scaled: i64, places: u32) -> String {
    let unit = 10u64.checked_pow(places).unwrap_or(u64::MAX);
    let (whole, rest) = (scaled.unsigned_abs() / unit, scaled.unsigned_abs() % unit);
    let sign = if scaled < 0 { "-" } else { "" };
    let whole = group(i64::try_from(whole).unwrap_or(i64::MAX)).replace('-', "");
    let rest = format!("{rest:0width$}", width = places as usize);
    let rest = rest.trim_end_matches('0');
    if rest.is_empty() || places == 0 {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{whole},{rest}")
    }
}

/// Money on screens: 1.250.000 ₫ (with a no-break space, so that it never wraps).
pub fn money(dong: i64) -> String {
    format!("{}\u{a0}₫", group(dong))
}

/// Money in papers: 1.250.000 đồng.
pub fn money_in_papers(dong: i64) -> String {
    format!("{} đồng", group(dong))
}

/// The amount in words as papers need it: "Một triệu hai trăm năm mươi nghìn đồng". `None` above [`MAX_IN_WORDS`] or
/// below zero.
pub fn money_in_words(dong: i64) -> Option<String> {
    let words = in_words(u64::try_from(dong).ok()?)?;
    Some(format!("{} đồng", upper_first(&words)))
}

/// Why a typed number was refused; its text is the Vietnamese message to show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NumberError {
    /// Nothing was typed.
    Empty,
    /// Not a whole number; holds what was typed.
    NotANumber(String),
    /// A fraction of a đồng, or of a thing that is counted.
    NotWhole(String),
    /// Beyond what can be stored.
    TooLarge,
}

impl fmt::Display for NumberError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => write!(f, "Chưa nhập số."),
            Self::NotANumber(typed) => write!(
                f,
                "“{typed}” không phải là số. Hãy nhập theo mẫu 1.234.567."
            ),
            Self::NotWhole(typed) => write!(
                f,
                "“{typed}” phải là số nguyên. Dấu chấm chỉ để ngăn hàng nghìn, ví dụ 1.234.567."
            ),
            Self::TooLarge => write!(f, "Số quá lớn."),
        }
    }
}

impl std::error::Error for NumberError {}

/// Reads a typed whole number: 1234567, 1.234.567, 1,234,567 or 1 234 567, with or without a minus sign.
///
/// # Errors
/// [`NumberError`] with a message for the person who typed it.
pub fn parse_integer(typed: &str) -> Result<i64, NumberError> {
    let typed = normalize_line(typed);
    if typed.is_empty() {
        return Err(NumberError::Empty);
    }
    let shown = || typed.chars().take(40).collect::<String>();
    let (negative, body) = match typed.strip_prefix(['-', '−']) {
        Some(rest) => (true, rest.trim_start()),
        None => (false, typed.as_str()),
    };
    if body.is_empty()
        || !body
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | ' '))
    {
        return Err(NumberError::NotANumber(shown()));
    }
    let marks: Vec<char> = body.chars().filter(|c| !c.is_ascii_digit()).collect();
    if let Some(&mark) = marks.first() {
        let groups: Vec<&str> = body.split(mark).collect();
        let (head, tail) = groups
            .split_first()
            .ok_or_else(|| NumberError::NotANumber(shown()))?;
        let fits = (1..=3).contains(&head.len()) && tail.iter().all(|group| group.len() == 3);
        if marks.iter().any(|&other| other != mark) || !fits {
            return Err(NumberError::NotWhole(shown()));
        }
    }
    let digits: String = body.chars().filter(char::is_ascii_digit).collect();
    let sign = if negative { "-" } else { "" };
    format!("{sign}{digits}")
        .parse()
        .map_err(|_| NumberError::TooLarge)
}

/// Reads typed money in đồng: 1250000, 1.250.000, 1,250,000đ, "1.250.000 ₫", "1.250.000 đồng", "1,5 triệu", "2 tỷ".
///
/// # Errors
/// [`NumberError`] with a message for the person who typed it.
pub fn parse_money(typed: &str) -> Result<i64, NumberError> {
    let text = normalize_line(typed).to_lowercase();
    let mut body = text.as_str();
    for unit in ["đồng", "vnđ", "vnd", "₫", "đ"] {
        if let Some(rest) = body.strip_suffix(unit) {
            body = rest.trim_end();
            break;
        }
    }
    for (word, factor) in [
        ("triệu", 1_000_000),
        ("tỷ", 1_000_000_000),
        ("tỉ", 1_000_000_000),
        ("nghìn", 1_000),
        ("ngàn", 1_000),
    ] {
        if let Some(amount) = body.strip_suffix(word) {
            return scaled(amount.trim_end(), factor)
                .ok_or_else(|| NumberError::NotANumber(text.chars().take(40).collect()));
        }
    }
    parse_integer(body)
}

/// "1,5" of a unit, exactly; `None` when it is no such number or leaves a fraction of a đồng.
fn scaled(amount: &str, factor: i64) -> Option<i64> {
    if let Ok(whole) = parse_integer(amount) {
        return whole.checked_mul(factor);
    }
    let (whole, rest) = amount.split_once([',', '.'])?;
    let whole = parse_integer(whole).ok().filter(|n| *n >= 0)?;
    if rest.is_empty() || rest.len() > 9 || !rest.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let unit = 10i64.pow(u32::try_from(rest.len()).ok()?);
    let part = rest.parse::<i64>().ok()?.checked_mul(factor)?;
    (part % unit == 0).then_some(())?;
    whole.checked_mul(factor)?.checked_add(part / unit)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn shows() {
        assert_eq!(group(1_234_567), "1.234.567");
        assert_eq!(group(-1000), "-1.000");
        assert_eq!(group(999), "999");
        assert_eq!(decimal(1_273_718, 2), "12.737,18");
        assert_eq!(
            (
                decimal(250, 2).as_str(),
                decimal(-5, 1).as_str(),
                decimal(300, 2).as_str()
            ),
            ("2,5", "-0,5", "3")
        );
        assert_eq!(money(1_250_000), "1.250.000\u{a0}₫");
        assert_eq!(money_in_papers(0), "0 đồng");
        assert_eq!(
            money_in_words(1_234_567).unwrap(),
            "Một triệu hai trăm ba mươi bốn nghìn năm trăm sáu mươi bảy đồng"
        );
        assert_eq!(money_in_words(-1), None);
    }

    #[test]
    fn reads() {
        for typed in [
            "1234567",
            "1.234.567",
            "1,234,567đ",
            "1 234 567 ₫",
            "1.234.567 đồng",
            "1.234.567 VNĐ",
        ] {
            assert_eq!(parse_money(typed), Ok(1_234_567), "{typed}");
        }
        assert_eq!(parse_money("1,5 triệu đồng"), Ok(1_500_000));
        assert_eq!(parse_money("2 tỷ"), Ok(2_000_000_000));
        assert_eq!(parse_integer("-5"), Ok(-5));
        assert_eq!(parse_integer(""), Err(NumberError::Empty));
        assert!(matches!(
            parse_integer("1,5"),
            Err(NumberError::NotWhole(_))
        ));
        assert!(matches!(
            parse_integer("1.23.456"),
            Err(NumberError::NotWhole(_))
        ));
        assert!(matches!(
            parse_integer("1.234,567"),
            Err(NumberError::NotWhole(_))
        ));
        assert!(matches!(
            parse_money("nhiều"),
            Err(NumberError::NotANumber(_))
        ));
        assert_eq!(
            parse_integer("99999999999999999999"),
            Err(NumberError::TooLarge)
        );
    }

    proptest! {
        #[test]
        fn what_is_shown_is_read_back(n in any::<i64>()) {
            prop_assert_eq!(parse_integer(&group(n)), Ok(n));
            prop_assert_eq!(parse_money(&money(n)), Ok(n));
        }

        #[test]
        fn never_panics(typed in any::<String>(), n in any::<i64>(), places in 0u32..40) {
            let _ = (parse_money(&typed), parse_integer(&typed), decimal(n, places), money_in_words(n));
        }

        #[test]
        fn money_like_text_never_panics(typed in "-?[0-9., ]{0,25}(triệu|tỷ|đ| đồng)?") {
            let _ = parse_money(&typed);
        }
    }
}
