//! Dates and times that people type (ngày giờ người dùng gõ): d/m/yyyy and ISO, with messages that say what to correct.

use std::fmt;

use jiff::civil::{Date, Time};

use crate::normal::normalize_line;

/// Why a typed date or time was refused; its text is the Vietnamese message to show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DateError {
    /// Nothing was typed.
    Empty,
    /// Not of the form of a date; holds what was typed.
    NotADate(String),
    /// The year does not have four digits or is out of 1900 to 2199.
    Year(String),
    /// No such month.
    Month(i64),
    /// The month has fewer days: day, month, year, days of that month.
    Day(i64, i8, i16, i8),
    /// Not a time of day; holds what was typed.
    NotATime(String),
}

impl fmt::Display for DateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => write!(f, "Chưa nhập ngày."),
            Self::NotADate(typed) => write!(
                f,
                "“{typed}” không phải là ngày. Hãy nhập theo mẫu ngày/tháng/năm, ví dụ 10/10/2024."
            ),
            Self::Year(typed) => write!(
                f,
                "Năm “{typed}” chưa đúng. Hãy ghi đủ bốn chữ số, từ 1900 đến 2199."
            ),
            Self::Month(month) => write!(f, "Không có tháng {month}. Tháng phải từ 1 đến 12."),
            Self::Day(day, month, year, last) => {
                write!(
                    f,
                    "Không có ngày {day} trong tháng {month} năm {year}. Tháng này chỉ có {last} ngày."
                )
            }
            Self::NotATime(typed) => write!(
                f,
                "“{typed}” không phải là giờ. Hãy nhập theo mẫu giờ:phút, ví dụ 08:00."
            ),
        }
    }
}

impl std::error::Error for DateError {}

/// Reads a typed date: 5/2/2026, 05-02-2026, 5.2.2026, "ngày 5 tháng 2 năm 2026" or ISO 2026-02-05.
///
/// # Errors
/// [`DateError`] with a message for the person who typed it.
pub fn parse_date(typed: &str) -> Result<Date, DateError> {
    let typed = normalize_line(typed);
    if typed.is_empty() {
        return Err(DateError::Empty);
    }
    let refuse = || DateError::NotADate(shortened(&typed));
    let plain = typed
        .to_lowercase()
        .replace("ngày", " ")
        .replace(" tháng ", "/")
        .replace(" năm ", "/");
    let plain = plain.replace(['-', '.'], "/").replace(' ', "");
    let parts: Vec<&str> = plain.split('/').collect();
    let [a, b, c] = parts.as_slice() else {
        return Err(refuse());
    };
    if [a, b, c]
        .iter()
        .any(|part| part.is_empty() || part.len() > 4 || !part.bytes().all(|b| b.is_ascii_digit()))
    {
        return Err(refuse());
    }
    let (day, month, year) = if a.len() == 4 && c.len() <= 2 {
        (c, b, a)
    } else {
        (a, b, c)
    };
    if day.len() > 2 || month.len() > 2 {
        return Err(refuse());
    }
    build(day, month, year).ok_or_else(refuse)?
}

fn build(day: &str, month: &str, year: &str) -> Option<Result<Date, DateError>> {
    let number: i16 = year.parse().ok()?;
    if year.len() != 4 || !(1900..2200).contains(&number) {
        return Some(Err(DateError::Year(year.to_owned())));
    }
    let (day, month): (i8, i8) = (day.parse().ok()?, month.parse().ok()?);
    let Ok(first) = Date::new(number, month, 1) else {
        return Some(Err(DateError::Month(month.into())));
    };
    Some(
        Date::new(number, month, day)
            .map_err(|_| DateError::Day(day.into(), month, number, first.days_in_month())),
    )
}

/// Reads a typed time of day: 8:00, 08:00, 8h, 8h30, 14h30', "8 giờ 30", "14 giờ 30 phút".
///
/// # Errors
/// [`DateError::NotATime`], or [`DateError::Empty`] when nothing was typed.
pub fn parse_time(typed: &str) -> Result<Time, DateError> {
    let typed = normalize_line(typed);
    if typed.is_empty() {
        return Err(DateError::Empty);
    }
    let refuse = || DateError::NotATime(shortened(&typed));
    let plain = typed
        .to_lowercase()
        .replace("phút", "")
        .replace("giờ", ":")
        .replace('h', ":");
    let plain: String = plain
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '\'' | '’' | '′' | 'ʼ'))
        .collect();
    let (hour, minute) = plain.split_once(':').ok_or_else(refuse)?;
    let digits = |part: &str| part.len() <= 2 && part.bytes().all(|b| b.is_ascii_digit());
    if hour.is_empty() || !digits(hour) || !digits(minute) {
        return Err(refuse());
    }
    let minute = if minute.is_empty() { "0" } else { minute };
    match (hour.parse(), minute.parse()) {
        (Ok(hour), Ok(minute)) => Time::new(hour, minute, 0, 0).map_err(|_| refuse()),
        _ => Err(refuse()),
    }
}

/// Typed text for a message, at most 40 characters.
fn shortened(typed: &str) -> String {
    let mut out: String = typed.chars().take(40).collect();
    if out.len() < typed.len() {
        out.push('…');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{date, time};
    use proptest::prelude::*;

    #[test]
    fn reads_dates() {
        for typed in [
            "5/2/2026",
            " 05/02/2026",
            "05-02-2026",
            "5.2.2026",
            "2026-02-05",
            "ngày 05 tháng 02 năm 2026",
            "5 / 2 / 2026",
        ] {
            assert_eq!(parse_date(typed), Ok(date(2026, 2, 5)), "{typed}");
        }
        assert_eq!(parse_date(""), Err(DateError::Empty));
        assert_eq!(parse_date("mai"), Err(DateError::NotADate("mai".into())));
        assert_eq!(parse_date("5/2/26"), Err(DateError::Year("26".into())));
        assert_eq!(parse_date("5/13/2026"), Err(DateError::Month(13)));
        assert_eq!(
            parse_date("29/2/2026").unwrap_err().to_string(),
            "Không có ngày 29 trong tháng 2 năm 2026. Tháng này chỉ có 28 ngày."
        );
        assert_eq!(parse_date("0/2/2026"), Err(DateError::Day(0, 2, 2026, 28)));
    }

    #[test]
    fn reads_times() {
        for (typed, hour, minute) in [
            ("8:00", 8, 0),
            ("08:05", 8, 5),
            ("8h", 8, 0),
            ("14h30’", 14, 30),
            ("7 giờ 20 phút", 7, 20),
            ("8h00'", 8, 0),
        ] {
            assert_eq!(parse_time(typed), Ok(time(hour, minute, 0, 0)), "{typed}");
        }
        for typed in ["25:00", "8", "8:60", "sáng", ":30"] {
            assert!(
                matches!(parse_time(typed), Err(DateError::NotATime(_))),
                "{typed}"
            );
        }
    }

    proptest! {
        #[test]
        fn never_panics(typed in any::<String>()) {
            let _ = (parse_date(&typed), parse_time(&typed));
        }

        #[test]
        fn what_is_shown_is_read_back(n in 0i64..70_000) {
            let day = date(1900, 1, 1).checked_add(jiff::SignedDuration::from_hours(24 * n)).unwrap();
            for text in [super::super::short(day), super::super::iso(day), super::super::long(day)] {
                prop_assert_eq!(parse_date(&text), Ok(day));
            }
        }
    }
}
