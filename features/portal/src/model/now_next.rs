//! Bây giờ và tiếp theo (now and next): which programme items are on at a moment and which come after it.
use events::door::ProgrammeItem;
use jiff::civil::Date;

/// An item without an end counts as so long, unless another begins earlier at its stop.
const ASSUMED_MS: i64 = 60 * 60_000;
/// Most items that a home page names as next.
const NEXT: usize = 5;

/// Positions of items.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct NowNext {
    /// On now.
    pub now: Vec<usize>,
    /// Coming: the rest of the first day on which something comes, at most five.
    pub next: Vec<usize>,
}

/// The end of an item in unix milliseconds: its own; else the next start at the same stop, at most an hour later.
pub fn end_of(items: &[ProgrammeItem], at: usize) -> Option<i64> {
    let item = items.get(at)?;
    let start = item.starts_at?;
    if let Some(end) = item.ends_at.filter(|end| *end > start) {
        return Some(end);
    }
    let following = items.iter().filter(|i| i.stop == item.stop).filter_map(|i| i.starts_at).filter(|s| *s > start).min();
    Some(following.unwrap_or(i64::MAX).min(start + ASSUMED_MS))
}

/// What is on at `now` (unix milliseconds, of which `today` is the civil day) and what comes after.
pub fn now_next(items: &[ProgrammeItem], now: i64, today: Date) -> NowNext {
    let today = today.to_string();
    let mut found = NowNext::default();
    let mut coming: Vec<(String, i64, usize)> = Vec::new();
    for (at, item) in items.iter().enumerate() {
        let day = item.on_date.clone().unwrap_or_default();
        match item.starts_at {
            Some(start) if start > now => coming.push((day, start, at)),
            Some(_) if end_of(items, at).is_some_and(|end| now < end) => found.now.push(at),
            None if day == today => found.now.push(at),
            None if day > today => coming.push((day, i64::MAX, at)),
            _ => {}
        }
    }
    coming.sort();
    let first_day = coming.first().map(|(day, _, _)| day.clone()).unwrap_or_default();
    let same_day = coming.into_iter().take_while(|(day, _, _)| *day == first_day);
    found.next = same_day.take(NEXT).map(|(_, _, at)| at).collect();
    found
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use jiff::civil::date;
    use uuid::Uuid;

    const HOUR: i64 = 3_600_000;
    /// 21/09/2024 00:00 in Vietnam.
    const DAY: i64 = 1_726_851_600_000;

    pub(crate) fn item(start: Option<i64>, end: Option<i64>, day: &str) -> ProgrammeItem {
        ProgrammeItem {
            id: Uuid::nil(), campaign: Uuid::nil(), stop: None, activity: None, on_date: (!day.is_empty()).then(|| day.into()),
            starts_at: start.map(|h| DAY + h * HOUR), ends_at: end.map(|h| DAY + h * HOUR), title: String::new(), place: String::new(),
            performer: String::new(), note: String::new(), source: "plan".into(), ordinal: 0, edited_at: None, revision: 1, withdrawn_at: None,
        }
    }

    #[test]
    fn what_is_on_and_what_follows_on_the_same_day() {
        let day = "2024-09-21";
        let items = [item(Some(8), Some(11), day), item(Some(9), None, day), item(Some(10), Some(12), day), item(Some(14), None, day), item(Some(32), None, "2024-09-22")];
        let at = |hour: i64| now_next(&items, DAY + hour * HOUR, date(2024, 9, 21));
        assert_eq!(at(7), NowNext { now: vec![], next: vec![0, 1, 2, 3] });
        assert_eq!(at(9), NowNext { now: vec![0, 1], next: vec![2, 3] });
        assert_eq!(at(10), NowNext { now: vec![0, 2], next: vec![3] }, "an item without end stops where the next begins");
        assert_eq!(at(11), NowNext { now: vec![2], next: vec![3] }, "an end is exclusive");
        assert_eq!(at(15), NowNext { now: vec![], next: vec![4] });
        assert_eq!(now_next(&items, DAY + 40 * HOUR, date(2024, 9, 22)), NowNext::default());
    }

    #[test]
    fn an_item_without_hours_is_on_all_its_day() {
        let items = [item(None, None, "2024-09-21"), item(None, None, "2024-09-23"), item(None, None, "")];
        let on = |day| now_next(&items, DAY + 9 * HOUR, day);
        assert_eq!(on(date(2024, 9, 21)), NowNext { now: vec![0], next: vec![1] });
        assert_eq!(on(date(2024, 9, 22)), NowNext { now: vec![], next: vec![1] });
        assert_eq!(on(date(2024, 9, 24)), NowNext::default());
    }
}
