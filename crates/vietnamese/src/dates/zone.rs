//! UTC unix milliseconds ↔ the wall clock of Việt Nam (Asia/Ho_Chi_Minh, UTC+7 since 1975, without daylight saving).

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, tz};

/// IANA name of the zone, for calendars and feeds.
pub const TIME_ZONE: &str = "Asia/Ho_Chi_Minh";

fn zone() -> TimeZone {
    TimeZone::get(TIME_ZONE).unwrap_or_else(|_| TimeZone::fixed(tz::offset(7)))
}

/// Wall clock at an instant given in UTC unix milliseconds. Instants out of jiff's range (years -9999 to 9999) are taken
/// to its nearest end.
pub fn from_unix_ms(ms: i64) -> DateTime {
    let instant = Timestamp::from_millisecond(ms).unwrap_or(if ms < 0 {
        Timestamp::MIN
    } else {
        Timestamp::MAX
    });
    zone().to_datetime(instant)
}

/// Date on the wall at an instant; short for `from_unix_ms(ms).date()`.
pub fn local(ms: i64) -> Date {
    from_unix_ms(ms).date()
}

/// Instant of a wall-clock time, UTC unix milliseconds.
pub fn to_unix_ms(at: DateTime) -> i64 {
    match at.to_zoned_datetime(zone()) {
        Ok(zoned) => zoned.timestamp().as_millisecond(),
        Err(_) => Offset::UTC
            .to_timestamp(at)
            .map_or(i64::MAX, Timestamp::as_millisecond),
    }
}

/// First millisecond of a day.
pub fn day_start(date: Date) -> i64 {
    to_unix_ms(date.to_datetime(Time::midnight()))
}

/// Last millisecond of a day: a deadline "by 10/10" runs out at its 23:59:59.999.
pub fn day_end(date: Date) -> i64 {
    day_start(date) + 86_400_000 - 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    #[test]
    fn seven_hours_ahead() {
        assert_eq!(
            from_unix_ms(1_728_493_200_000),
            date(2024, 10, 10).at(0, 0, 0, 0)
        );
        assert_eq!(local(1_728_493_199_999), date(2024, 10, 9));
        assert_eq!(day_start(date(2024, 10, 10)), 1_728_493_200_000);
        assert_eq!(local(day_end(date(2024, 10, 10))), date(2024, 10, 10));
    }

    proptest! {
        #[test]
        fn there_and_back(ms in 200_000_000_000i64..4_000_000_000_000) {
            prop_assert_eq!(to_unix_ms(from_unix_ms(ms)), ms);
        }

        #[test]
        fn any_instant_has_a_wall_clock(ms in any::<i64>()) {
            let at = from_unix_ms(ms);
            let _ = to_unix_ms(at);
        }
    }
}
