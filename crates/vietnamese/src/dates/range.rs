//! Spans of days (từ ngày – đến ngày), as short as they can be read.

use jiff::civil::Date;

use super::show::{days_between, decree_month, short};

/// How a span is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RangeStyle {
    /// For sentences: "24 và 25/8/2024", "từ 24 đến 28/8/2024".
    Words,
    /// For labels and tables: "21–22/09/2024".
    Dash,
    /// For spans given by months: a first day of a month, and a last one, show as their month: "Tháng 8 đến 10/10/2024".
    Months,
}

/// Writes a span of days; both ends belong to it. Ends in the wrong order are put right.
pub fn range(start: Date, end: Date, style: RangeStyle) -> String {
    let (start, end) = if end < start {
        (end, start)
    } else {
        (start, end)
    };
    match style {
        RangeStyle::Words => words(start, end),
        RangeStyle::Dash => dash(start, end),
        RangeStyle::Months => months(start, end),
    }
}

fn plain(date: Date) -> String {
    format!("{}/{}/{}", date.day(), date.month(), date.year())
}

fn words(start: Date, end: Date) -> String {
    let head = if (start.year(), start.month()) == (end.year(), end.month()) {
        start.day().to_string()
    } else if start.year() == end.year() {
        format!("{}/{}", start.day(), start.month())
    } else {
        plain(start)
    };
    match days_between(start, end) {
        0 => plain(end),
        1 => format!("{head} và {}", plain(end)),
        _ => format!("từ {head} đến {}", plain(end)),
    }
}

fn dash(start: Date, end: Date) -> String {
    if start == end {
        short(end)
    } else if (start.year(), start.month()) == (end.year(), end.month()) {
        format!("{:02}–{}", start.day(), short(end))
    } else if start.year() == end.year() {
        format!("{:02}/{:02} – {}", start.day(), start.month(), short(end))
    } else {
        format!("{} – {}", short(start), short(end))
    }
}

fn months(start: Date, end: Date) -> String {
    let whole_start = start.day() == 1;
    let whole_end = end == end.last_of_month();
    let same_year = start.year() == end.year();
    let head = if same_year {
        decree_month(start)
    } else {
        format!("{}/{}", decree_month(start), start.year())
    };
    match (whole_start, whole_end) {
        (true, true) if same_year && start.month() == end.month() => {
            format!("Tháng {}/{}", decree_month(end), end.year())
        }
        (true, true) => format!(
            "Tháng {head} đến tháng {}/{}",
            decree_month(end),
            end.year()
        ),
        (true, false) if !same_year || start.month() != end.month() => {
            format!("Tháng {head} đến {}", short(end))
        }
        _ => dash(start, end),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    #[test]
    fn spans() {
        let d = date;
        for (start, end, style, text) in [
            (
                d(2024, 8, 24),
                d(2024, 8, 25),
                RangeStyle::Words,
                "24 và 25/8/2024",
            ),
            (
                d(2024, 8, 24),
                d(2024, 8, 28),
                RangeStyle::Words,
                "từ 24 đến 28/8/2024",
            ),
            (
                d(2024, 8, 31),
                d(2024, 9, 1),
                RangeStyle::Words,
                "31/8 và 1/9/2024",
            ),
            (
                d(2024, 12, 31),
                d(2025, 1, 2),
                RangeStyle::Words,
                "từ 31/12/2024 đến 2/1/2025",
            ),
            (
                d(2024, 8, 24),
                d(2024, 8, 24),
                RangeStyle::Words,
                "24/8/2024",
            ),
            (
                d(2024, 9, 21),
                d(2024, 9, 22),
                RangeStyle::Dash,
                "21–22/09/2024",
            ),
            (
                d(2024, 9, 22),
                d(2024, 9, 21),
                RangeStyle::Dash,
                "21–22/09/2024",
            ),
            (
                d(2024, 9, 30),
                d(2024, 10, 1),
                RangeStyle::Dash,
                "30/09 – 01/10/2024",
            ),
            (
                d(2024, 8, 1),
                d(2024, 10, 10),
                RangeStyle::Months,
                "Tháng 8 đến 10/10/2024",
            ),
            (
                d(2024, 8, 1),
                d(2024, 10, 31),
                RangeStyle::Months,
                "Tháng 8 đến tháng 10/2024",
            ),
            (
                d(2024, 2, 1),
                d(2024, 2, 29),
                RangeStyle::Months,
                "Tháng 02/2024",
            ),
            (
                d(2024, 8, 1),
                d(2024, 8, 10),
                RangeStyle::Months,
                "01–10/08/2024",
            ),
            (
                d(2024, 11, 1),
                d(2025, 1, 15),
                RangeStyle::Months,
                "Tháng 11/2024 đến 15/01/2025",
            ),
        ] {
            assert_eq!(range(start, end, style), text);
        }
    }

    proptest! {
        #[test]
        fn any_span_ends_with_its_year(a in 0i64..80_000, b in 0i64..80_000) {
            let base = date(1990, 1, 1);
            let at = |n: i64| base.checked_add(jiff::SignedDuration::from_hours(24 * n)).unwrap();
            for style in [RangeStyle::Words, RangeStyle::Dash, RangeStyle::Months] {
                let text = range(at(a), at(b), style);
                prop_assert!(text.ends_with(&at(a.max(b)).year().to_string()), "{}", text);
            }
        }
    }
}
