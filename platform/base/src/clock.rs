//! Đồng hồ: the only source of "now". A rehearsal clock starts on another day, so that a past plan can be lived through.
use jiff::{SignedDuration, Timestamp, civil::Date, tz::TimeZone};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// Says what time it is; everything that needs the time takes it from here.
#[derive(Clone, Debug, Default)]
pub struct Clock {
    offset: SignedDuration,
    rehearsal: bool,
    /// Milliseconds that tests have let pass.
    passed: Arc<AtomicI64>,
}

/// The zone in which every time is shown.
pub const ZONE: &str = "Asia/Ho_Chi_Minh";

/// Vietnam's time zone (UTC+7, no daylight saving).
pub fn zone() -> TimeZone {
    TimeZone::fixed(jiff::tz::offset(7))
}

impl Clock {
    /// The wall clock.
    pub fn real() -> Clock {
        Clock::default()
    }

    /// A clock that runs at normal speed but shows `today` now, at the present time of day.
    pub fn rehearsal(today: Date) -> Clock {
        let now = Timestamp::now().to_zoned_datetime(zone());
        let shown = today.to_datetime(now.time()).to_zoned_datetime(zone());
        let offset = shown.map(|z| z.timestamp().duration_since(now.timestamp())).unwrap_or_default();
        Clock { offset, rehearsal: true, ..Clock::default() }
    }

    /// A clock that stands in tests: now is `at`, running on from there.
    pub fn starting_at(at: Timestamp) -> Clock {
        Clock { offset: at.duration_since(Timestamp::now()), ..Clock::default() }
    }

    /// The instant now.
    pub fn now(&self) -> Timestamp {
        let offset = self.offset.saturating_add(SignedDuration::from_millis(self.passed.load(Ordering::Relaxed)));
        Timestamp::now().checked_add(offset).unwrap_or_else(|_| Timestamp::now())
    }

    /// Lets time pass at once, for tests of deadlines; all clones of this clock move.
    pub fn pass(&self, by: SignedDuration) {
        self.passed.fetch_add(i64::try_from(by.as_millis()).unwrap_or(i64::MAX), Ordering::Relaxed);
    }

    /// Now in unix milliseconds, as stored.
    pub fn now_ms(&self) -> i64 {
        self.now().as_millisecond()
    }

    /// What the clocks of people's own devices show, in unix milliseconds: a phone that makes sign-in codes does not rehearse.
    pub fn device_ms(&self) -> i64 {
        if self.rehearsal { Timestamp::now().as_millisecond() } else { self.now_ms() }
    }

    /// The civil day in Vietnam.
    pub fn today(&self) -> Date {
        self.now().to_zoned_datetime(zone()).date()
    }

    /// Whether this is a rehearsal: every page says so.
    pub fn is_rehearsal(&self) -> bool {
        self.rehearsal
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rehearsal_clock_shows_the_chosen_day_and_runs_on() {
        let clock = Clock::rehearsal(jiff::civil::date(2024, 9, 15));
        assert_eq!(clock.today(), jiff::civil::date(2024, 9, 15));
        let first = clock.now_ms();
        std::thread::sleep(std::time::Duration::from_millis(5));
        assert!(clock.now_ms() > first && clock.is_rehearsal());
        assert!((clock.device_ms() - Timestamp::now().as_millisecond()).abs() < 60_000, "phones show the real time");
    }
}
