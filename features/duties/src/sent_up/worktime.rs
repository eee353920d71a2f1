//! Giờ làm việc (working time): terms of those who have to answer run in office hours only, so that a Friday evening or a public
//! holiday makes nobody late. No IO.
use jiff::ToSpan;
use jiff::civil::{Date, Time, Weekday};
use std::collections::BTreeSet;

/// No term runs longer than this: a calendar without working days must not run for ever.
const LONGEST_DAYS: i32 = 1_000;

/// When an office works.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Office {
    /// Morning and afternoon, from and to.
    pub shifts: [(Time, Time); 2],
    /// Weekdays that are off (nghỉ lễ).
    pub closed: BTreeSet<Date>,
    /// Days of a weekend that are worked (làm bù).
    pub extra: BTreeSet<Date>,
}

impl Default for Office {
    fn default() -> Office {
        let at = |hour, minute| Time::constant(hour, minute, 0, 0);
        Office { shifts: [(at(7, 30), at(11, 30)), (at(13, 0), at(17, 0))], closed: BTreeSet::new(), extra: BTreeSet::new() }
    }
}

impl Office {
    /// Whether the office works on a day.
    pub fn works_on(&self, day: Date) -> bool {
        let weekend = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
        if weekend { self.extra.contains(&day) } else { !self.closed.contains(&day) }
    }

    /// Working minutes of a whole day.
    pub fn day_minutes(&self) -> i64 {
        self.shifts.iter().map(|(from, to)| minute(*to) - minute(*from)).sum::<i64>().max(1)
    }

    /// The working spans of a day in unix milliseconds.
    fn spans(&self, day: Date) -> impl Iterator<Item = (i64, i64)> + '_ {
        let at = move |time: Time| vietnamese::dates::to_unix_ms(day.to_datetime(time));
        let open = self.works_on(day);
        self.shifts.iter().filter(move |_| open).map(move |(from, to)| (at(*from), at(*to))).filter(|(from, to)| from < to)
    }

    /// The moment at which so many working minutes after `from` (unix ms) are over; `from` itself for none.
    pub fn after(&self, from: i64, minutes: i64) -> i64 {
        let mut left = minutes.max(0) * 60_000;
        if left == 0 {
            return from;
        }
        let mut day = vietnamese::dates::local(from);
        for _ in 0..LONGEST_DAYS {
            for (start, end) in self.spans(day) {
                let start = start.max(from);
                if start < end {
                    if left <= end - start {
                        return start + left;
                    }
                    left -= end - start;
                }
            }
            day = day.saturating_add(1.day());
        }
        from + minutes * 60_000
    }

    /// When the office works again; None while it works.
    pub fn opens(&self, now: i64) -> Option<i64> {
        let mut day = vietnamese::dates::local(now);
        for _ in 0..LONGEST_DAYS {
            if let Some((start, _)) = self.spans(day).find(|(_, end)| now < *end) {
                return (now < start).then_some(start);
            }
            day = day.saturating_add(1.day());
        }
        None
    }

    /// Whole working minutes between two moments; negative when `to` is before `from`.
    pub fn between(&self, from: i64, to: i64) -> i64 {
        if to < from {
            return -self.between(to, from);
        }
        let (mut day, last, mut sum) = (vietnamese::dates::local(from), vietnamese::dates::local(to), 0);
        for _ in 0..LONGEST_DAYS {
            if day > last {
                break;
            }
            sum += self.spans(day).map(|(start, end)| (end.min(to) - start.max(from)).max(0)).sum::<i64>();
            day = day.saturating_add(1.day());
        }
        sum / 60_000
    }
}

fn minute(time: Time) -> i64 {
    i64::from(time.hour()) * 60 + i64::from(time.minute())
}

/// A length of working time in days, hours and minutes; the smaller ones only where they still matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Length {
    /// Working days.
    pub days: i64,
    /// Hours beyond them.
    pub hours: i64,
    /// Minutes beyond these.
    pub minutes: i64,
}

impl Length {
    /// Takes working minutes apart.
    pub fn of(minutes: i64, office: &Office) -> Length {
        let (minutes, day) = (minutes.abs(), office.day_minutes());
        Length { days: minutes / day, hours: minutes % day / 60, minutes: minutes % day % 60 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{date, datetime};
    use proptest::prelude::*;

    fn at(month: i8, day: i8, hour: i8, minute: i8) -> i64 {
        vietnamese::dates::to_unix_ms(datetime(2024, month, day, hour, minute, 0, 0))
    }

    #[test]
    fn a_term_jumps_over_nights_weekends_and_holidays() {
        let office = Office { closed: [date(2024, 9, 2), date(2024, 9, 3)].into(), ..Office::default() };
        assert_eq!(office.day_minutes(), 480);
        assert_eq!(office.after(at(9, 16, 9, 0), 60), at(9, 16, 10, 0));
        assert_eq!(office.after(at(9, 16, 11, 0), 60), at(9, 16, 13, 30), "over lunch");
        assert_eq!(office.after(at(9, 13, 16, 0), 120), at(9, 16, 8, 30), "over the weekend");
        assert_eq!(office.after(at(9, 15, 9, 0), 480), at(9, 16, 17, 0), "filed on a Sunday");
        assert_eq!(office.after(at(8, 30, 16, 0), 480), at(9, 4, 16, 0), "over 2 September");
        let worked = Office { extra: [date(2024, 9, 14)].into(), ..Office::default() };
        assert_eq!(worked.after(at(9, 13, 16, 0), 120), at(9, 14, 8, 30), "a Saturday that is worked");
        assert_eq!(office.between(at(9, 13, 16, 0), at(9, 16, 8, 30)), 120);
        assert_eq!(office.between(at(9, 16, 8, 30), at(9, 13, 16, 0)), -120);
        assert_eq!(Length::of(480 + 125, &office), Length { days: 1, hours: 2, minutes: 5 });
    }

    #[test]
    fn an_office_that_never_works_does_not_run_for_ever() {
        let noon = Time::constant(12, 0, 0, 0);
        let office = Office { shifts: [(noon, noon), (noon, noon)], ..Office::default() };
        assert_eq!(office.after(0, 10), 600_000);
    }

    proptest! {
        #[test]
        fn what_is_given_is_what_is_counted(start in 0_i64..10_000_000, minutes in 1_i64..20_000) {
            let office = Office::default();
            let from = at(9, 1, 0, 0) + start * 60;
            let due = office.after(from, minutes);
            prop_assert_eq!(office.between(from, due), minutes);
            prop_assert!(office.works_on(vietnamese::dates::local(due - 1)));
        }
    }
}
