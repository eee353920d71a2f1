//! Lời trên trang (words): dates, counts and names of stops in the reader's language. Says nothing that the data do not say.
use crate::snapshot::Snapshot;
use base::Lang;
use jiff::civil::Date;
use plan::door::{Campaign, Stop};
pub use plan::door::{short_place, stop_place, stop_title};
use ui::Frame;
use vietnamese::dates::{self, RangeStyle};

/// A span of days as labels show it; the same in both languages, since days are dd/mm/yyyy.
pub fn span(first: Date, last: Date) -> String {
    dates::range(first, last, RangeStyle::Dash)
}

/// The days of a stop, or that they come later.
pub fn stop_days(frame: &Frame, stop: &Stop) -> String {
    match Snapshot::days(stop) {
        Some((first, last)) => span(first, last),
        None => frame.t("portal-day-later"),
    }
}

/// When the campaign runs: "Tháng 8 đến 10/10/2024", or the plan's own words.
pub fn period(frame: &Frame, campaign: &Campaign) -> String {
    let style = if frame.preferences.lang == Lang::Vi { RangeStyle::Months } else { RangeStyle::Dash };
    match (campaign.start(), campaign.end()) {
        (Some(first), Some(last)) => dates::range(first, last, style),
        (Some(day), None) | (None, Some(day)) => dates::short(day),
        _ => campaign.period_text.clone(),
    }
}

/// "Thứ Năm, 10/10/2024".
pub fn weekday(frame: &Frame, day: Date) -> String {
    let key = format!("portal-weekday-{}", day.weekday().to_monday_one_offset());
    format!("{}, {}", frame.t(&key), dates::short(day))
}

/// "08:00" in Vietnam.
pub fn clock(ms: i64) -> String {
    dates::time(dates::from_unix_ms(ms).time())
}

/// "08:00 – 11:30", "08:00" or "Cả ngày".
pub fn hours(frame: &Frame, start: Option<i64>, end: Option<i64>) -> String {
    match (start, end) {
        (Some(start), Some(end)) => format!("{} – {}", clock(start), clock(end)),
        (Some(start), None) => clock(start),
        _ => frame.t("portal-all-day"),
    }
}

/// ISO with offset, for `datetime`.
pub fn iso(ms: i64) -> String {
    format!("{}+07:00", dates::from_unix_ms(ms).strftime("%Y-%m-%dT%H:%M"))
}

/// A count in words where the language has short ones, capitalised: "Hai", "Two"; digits beyond twelve.
pub fn count(frame: &Frame, number: usize) -> String {
    if (1..=12).contains(&number) { frame.t(&format!("portal-number-{number}")) } else { number.to_string() }
}

/// "A", "A và B", "A, B và C".
pub fn join(frame: &Frame, parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [one] => one.clone(),
        [head @ .., last] => frame.t2("portal-and", "a", head.join(", "), "b", last),
    }
}

/// With a capital first letter.
pub fn capital(text: &str) -> String {
    vietnamese::upper_first(text.trim())
}

/// The lines of a campaign's theme; a theme all in capitals is shown as a sentence, with the place's own capitals.
pub fn theme(campaign: &Campaign) -> Vec<String> {
    let lines = campaign.theme_lines.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.map(|line| if line.chars().any(char::is_lowercase) { line.to_owned() } else { calm(line, &campaign.place) }).collect()
}

fn calm(line: &str, place: &str) -> String {
    let low = line.to_lowercase();
    let named = if place.is_empty() { low } else { low.replace(&place.to_lowercase(), place) };
    capital(&named)
}

/// At most `most` characters, cut at a word.
pub fn cut(text: &str, most: usize) -> String {
    let text = text.trim();
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let head: String = text.chars().take(most).collect();
    let head = head.rsplit_once(' ').map_or(head.as_str(), |(a, _)| a);
    format!("{}…", head.trim_end_matches(|c: char| c.is_whitespace() || ",;:–-(“".contains(c)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_lose_their_level() {
        for (long, short) in [
            ("UBND huyện Định Quán", "Định Quán"),
            ("Thành phố Biên Hòa", "Biên Hòa"),
            ("Xã Ea Kly", "Ea Kly"),
            ("Quảng trường 2/9", "Quảng trường 2/9"),
            ("Quận 1", "Quận 1"),
            ("", ""),
        ] {
            assert_eq!(short_place(long), short);
        }
    }

    #[test]
    fn capitals_are_calmed_but_the_place_keeps_its_own() {
        assert_eq!(calm("CHUYỂN ĐỔI SỐ VÌ SÔNG LAM XANH", "Sông Lam"), "Chuyển đổi số vì Sông Lam xanh");
        assert_eq!(capital("ổn định"), "Ổn định");
        assert_eq!(capital(""), "");
    }

    #[test]
    fn a_cut_never_splits_a_word() {
        assert_eq!(cut("Đổi SIM và điện thoại, bốn chín", 23), "Đổi SIM và điện thoại…");
        assert_eq!(cut("ngắn", 20), "ngắn");
    }
}
