//! Cách hiện ngày giờ: times as pages of this feature show them.
use vietnamese::dates;

/// "23/09/2024".
pub(crate) fn day(ms: i64) -> String {
    dates::short(dates::local(ms))
}

/// "23/09/2024 08:30".
pub(crate) fn moment(ms: i64) -> String {
    let at = dates::from_unix_ms(ms);
    format!("{} {:02}:{:02}", dates::short(at.date()), at.hour(), at.minute())
}
