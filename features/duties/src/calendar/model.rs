//! Tháng (month) as weeks from Monday. No IO.
use jiff::ToSpan;
use jiff::civil::Date;

/// First day of the month that `2024-09` names; of today's month for anything else.
pub fn month(word: &str, today: Date) -> Date {
    let named = format!("{}-01", word.trim()).parse::<Date>().ok();
    named.filter(|d| (1900..=2999).contains(&d.year())).unwrap_or(today).first_of_month()
}

/// `2024-09`.
pub fn word(day: Date) -> String {
    format!("{:04}-{:02}", day.year(), day.month())
}

/// The first day of a month before or after.
pub fn shift(first: Date, months: i8) -> Date {
    first.checked_add(i64::from(months).months()).unwrap_or(first).first_of_month()
}

/// The weeks that touch a month, Monday first.
pub fn weeks(first: Date) -> Vec<[Date; 7]> {
    let back = i64::from(first.weekday().to_monday_zero_offset());
    let start = first.checked_sub(back.days()).unwrap_or(first);
    let last = first.last_of_month();
    let week = |n: i64| {
        let monday = start.checked_add((n * 7).days()).unwrap_or(start);
        std::array::from_fn(|d| monday.checked_add(i64::try_from(d).unwrap_or(0).days()).unwrap_or(monday))
    };
    (0..6).map(week).take_while(|w: &[Date; 7]| w[0] <= last).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_month_is_whole_weeks() {
        let september = month("2024-09", date(2020, 1, 5));
        let weeks = weeks(september);
        assert_eq!((weeks.len(), weeks[0][0], weeks[5][6]), (6, date(2024, 8, 26), date(2024, 10, 6)));
        assert_eq!(month("bừa", date(2024, 10, 7)), date(2024, 10, 1));
        assert_eq!((shift(september, -1), shift(date(2024, 12, 1), 1)), (date(2024, 8, 1), date(2025, 1, 1)));
        assert_eq!(word(september), "2024-09");
    }
}
