//! Writing dates and times (ghi ngày giờ): short for screens, long for papers.

use jiff::civil::{Date, DateTime, Time, Weekday};

/// Short form for screens: 05/02/2026.
pub fn short(date: Date) -> String {
    format!("{:02}/{:02}/{}", date.day(), date.month(), date.year())
}

/// ISO form for files, databases and `datetime` attributes: 2026-02-05.
pub fn iso(date: Date) -> String {
    format!("{:04}-{:02}-{:02}", date.year(), date.month(), date.day())
}

/// Long form of papers by decree 30/2020, annex I: days below 10 and months 1 and 2 get a leading zero, months 3 to 9 do
/// not: "ngày 05 tháng 02 năm 2026", "ngày 10 tháng 4 năm 2026".
pub fn long(date: Date) -> String {
    format!(
        "ngày {:02} tháng {} năm {}",
        date.day(),
        decree_month(date),
        date.year()
    )
}

/// Weekday and long form for invitations: "Thứ Năm, ngày 05 tháng 02 năm 2026".
pub fn long_words(date: Date) -> String {
    format!("{}, {}", weekday(date.weekday()), long(date))
}

/// A month as papers write it: "tháng 02/2026", "tháng 8/2024".
pub fn month(date: Date) -> String {
    format!("tháng {}/{}", decree_month(date), date.year())
}

pub(super) fn decree_month(date: Date) -> String {
    if date.month() < 3 {
        format!("{:02}", date.month())
    } else {
        date.month().to_string()
    }
}

/// Name of a day of the week; weeks start on Monday.
pub fn weekday(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "Thứ Hai",
        Weekday::Tuesday => "Thứ Ba",
        Weekday::Wednesday => "Thứ Tư",
        Weekday::Thursday => "Thứ Năm",
        Weekday::Friday => "Thứ Sáu",
        Weekday::Saturday => "Thứ Bảy",
        Weekday::Sunday => "Chủ nhật",
    }
}

/// Short name for calendars: T2 ... T7, CN.
pub fn weekday_short(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "T2",
        Weekday::Tuesday => "T3",
        Weekday::Wednesday => "T4",
        Weekday::Thursday => "T5",
        Weekday::Friday => "T6",
        Weekday::Saturday => "T7",
        Weekday::Sunday => "CN",
    }
}

/// Time on screens, 24 hours: "08:00".
pub fn time(time: Time) -> String {
    format!("{:02}:{:02}", time.hour(), time.minute())
}

/// Time in papers: "08 giờ 00".
pub fn time_words(time: Time) -> String {
    format!("{:02} giờ {:02}", time.hour(), time.minute())
}

/// Both for papers: "08 giờ 05 phút ngày 05 tháng 02 năm 2026".
pub fn moment_words(at: DateTime) -> String {
    format!("{} phút {}", time_words(at.time()), long(at.date()))
}

/// Both for screens: "08:00 05/02/2026".
pub fn date_and_time(at: DateTime) -> String {
    format!("{} {}", time(at.time()), short(at.date()))
}

/// How far a day is from today, for deadlines: "còn 3 ngày", "còn 1 ngày", "hôm nay", "quá hạn 2 ngày".
pub fn relative_day(day: Date, today: Date) -> String {
    let days = days_between(today, day);
    match days {
        0 => "hôm nay".to_owned(),
        1.. => format!("còn {days} ngày"),
        _ => format!("quá hạn {} ngày", -days),
    }
}

/// Days from one date to another, negative backwards.
pub(super) fn days_between(from: Date, to: Date) -> i64 {
    from.duration_until(to).as_hours() / 24
}

/// A count in papers, with a leading zero below ten: "02", "15".
pub fn count_word(count: u64) -> String {
    format!("{count:02}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{date, time as at};

    #[test]
    fn forms() {
        let day = date(2026, 2, 5);
        assert_eq!(short(day), "05/02/2026");
        assert_eq!(iso(day), "2026-02-05");
        assert_eq!(long(day), "ngày 05 tháng 02 năm 2026");
        assert_eq!(long(date(2026, 4, 10)), "ngày 10 tháng 4 năm 2026");
        assert_eq!(long(date(2024, 10, 10)), "ngày 10 tháng 10 năm 2024");
        assert_eq!(long_words(day), "Thứ Năm, ngày 05 tháng 02 năm 2026");
        assert_eq!(moment_words(date(2024, 9, 14).at(9, 5, 0, 0)), "09 giờ 05 phút ngày 14 tháng 9 năm 2024");
        assert_eq!(weekday(date(2024, 8, 25).weekday()), "Chủ nhật");
        assert_eq!(weekday_short(date(2024, 8, 24).weekday()), "T7");
        assert_eq!(time(at(8, 0, 0, 0)), "08:00");
        assert_eq!(time_words(at(8, 0, 0, 0)), "08 giờ 00");
        assert_eq!(
            date_and_time(date(2024, 10, 10).at(19, 5, 0, 0)),
            "19:05 10/10/2024"
        );
        assert_eq!(month(date(2024, 8, 1)), "tháng 8/2024");
        assert_eq!(
            (count_word(2).as_str(), count_word(15).as_str()),
            ("02", "15")
        );
    }

    #[test]
    fn distance() {
        let today = date(2024, 10, 8);
        assert_eq!(relative_day(date(2024, 10, 11), today), "còn 3 ngày");
        assert_eq!(relative_day(today, today), "hôm nay");
        assert_eq!(relative_day(date(2024, 10, 6), today), "quá hạn 2 ngày");
        assert_eq!(relative_day(date(2025, 10, 8), today), "còn 365 ngày");
    }
}
