//! Trục thời gian (axis): days to shares of the width, and which part of a long list a page shows. No IO.
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

/// The days that the timeline shows, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Axis {
    first: Date,
    days: i32,
}

/// A stretch of the axis in hundredths of a percent of its width.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    from: i64,
    width: i64,
}

impl Stretch {
    /// Whether the name of a month fits into it: a cut word says nothing.
    pub fn holds_a_month(self) -> bool {
        self.width >= 800
    }

    /// As a style: two custom properties.
    pub fn style(self) -> String {
        format!("--a:{}.{:02}%;--w:{}.{:02}%", self.from / 100, self.from % 100, self.width / 100, self.width % 100)
    }
}

impl Axis {
    /// From the Monday at or before the first day to the Sunday at or after the last; at most two years.
    pub fn new(first: Date, last: Date) -> Axis {
        let back = i64::from(first.weekday().to_monday_zero_offset());
        let first = first.checked_sub(back.days()).unwrap_or(first);
        let days = first.until(last.max(first)).map_or(0, |s| s.get_days()) + 1;
        Axis { first, days: ((days + 6) / 7 * 7).clamp(7, 735) }
    }

    /// Number of days.
    pub fn days(self) -> i32 {
        self.days
    }

    /// From the first to the last day of something, cut at the ends; None when it lies outside.
    pub fn stretch(self, from: Date, to: Date) -> Option<Stretch> {
        let at = |day: Date| self.first.until(day).map_or(0, |s| s.get_days());
        let (from, to) = (at(from), at(to.max(from)) + 1);
        if to <= 0 || from >= self.days {
            return None;
        }
        let share = |days: i32| i64::from(days.clamp(0, self.days)) * 10_000 / i64::from(self.days);
        Some(Stretch { from: share(from), width: (share(to) - share(from)).max(1) })
    }

    /// One day.
    pub fn day(self, day: Date) -> Option<Stretch> {
        self.stretch(day, day)
    }

    /// The months that it touches, each with its first day and stretch.
    pub fn months(self) -> Vec<(Date, Stretch)> {
        let last = self.first.checked_add(i64::from(self.days - 1).days()).unwrap_or(self.first);
        let mut months = Vec::new();
        let mut month = self.first.first_of_month();
        while month <= last {
            months.extend(self.stretch(month, month.last_of_month()).map(|s| (month, s)));
            let Ok(next) = month.checked_add(1.month()) else { break };
            month = next;
        }
        months
    }

    /// The weeks, each with its Monday and stretch.
    pub fn weeks(self) -> Vec<(Date, Stretch)> {
        debug_assert_eq!(self.first.weekday(), Weekday::Monday);
        let monday = |n: i32| self.first.checked_add(i64::from(n * 7).days()).ok();
        (0..self.days / 7).filter_map(monday).filter_map(|m| Some((m, self.stretch(m, m.checked_add(6.days()).ok()?)?))).collect()
    }
}

/// Which groups, in order, a page of `per` rows from row `offset` touches: first and one past the last group, and how many rows of the
/// first group come before it.
pub fn window(sizes: &[i64], offset: i64, per: i64) -> (usize, usize, i64) {
    let (mut before, mut first, mut last, mut skip) = (0, sizes.len(), sizes.len(), 0);
    for (at, size) in sizes.iter().enumerate() {
        if first == sizes.len() && before + size > offset {
            (first, skip) = (at, offset - before);
        }
        before += size;
        if before >= offset + per {
            last = at + 1;
            break;
        }
    }
    (first, last, skip)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_axis_is_whole_weeks_and_places_days() {
        let axis = Axis::new(date(2024, 9, 4), date(2024, 9, 15));
        assert_eq!(axis.days(), 14, "Monday 2 to Sunday 15");
        assert_eq!(axis.stretch(date(2024, 9, 2), date(2024, 9, 8)), Some(Stretch { from: 0, width: 5000 }));
        assert_eq!(axis.stretch(date(2024, 8, 1), date(2024, 9, 2)).map(|s| s.width), Some(714), "cut at the left end");
        assert_eq!(axis.day(date(2024, 10, 1)), None);
        assert_eq!(Stretch { from: 5005, width: 714 }.style(), "--a:50.05%;--w:7.14%");
        assert_eq!((axis.weeks().len(), axis.months().len()), (2, 1));
    }

    #[test]
    fn a_page_touches_the_groups_that_its_rows_are_of() {
        let sizes = [3, 5, 2];
        assert_eq!(window(&sizes, 0, 4), (0, 2, 0));
        assert_eq!(window(&sizes, 4, 4), (1, 2, 1));
        assert_eq!(window(&sizes, 8, 4), (2, 3, 0));
        assert_eq!(window(&sizes, 20, 4), (3, 3, 0));
        assert_eq!(window(&[], 0, 4), (0, 0, 0));
    }
}
