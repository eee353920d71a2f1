//! Luật của chương trình: times of a programme item and clashes between items. No IO.
use jiff::civil::{Date, Time};
use base::FromRow;
use uuid::Uuid;

/// One line of the programme.
#[derive(Clone, Debug, FromRow, PartialEq, Eq)]
pub struct ProgrammeItem {
    /// Key.
    pub id: Uuid,
    /// Campaign.
    pub campaign: Uuid,
    /// Stop of the journey, if it belongs to one.
    pub stop: Option<Uuid>,
    /// Activity of the plan that it carries out.
    pub activity: Option<Uuid>,
    /// Civil day in Vietnam, ISO.
    pub on_date: Option<String>,
    /// Unix milliseconds.
    pub starts_at: Option<i64>,
    /// Unix milliseconds; after `starts_at`.
    pub ends_at: Option<i64>,
    /// What happens.
    pub title: String,
    /// Where within the venue.
    pub place: String,
    /// Who does it, in words.
    pub performer: String,
    /// For the public: what to bring, who may come.
    pub note: String,
    /// `plan` or `person`.
    pub source: String,
    /// Order within the day for items without a time.
    pub ordinal: i64,
    /// Unix milliseconds at which a person last changed it; None for an item as the plan gave it or as it was added.
    pub edited_at: Option<i64>,
    /// Grows with every change.
    pub revision: i64,
    /// Unix milliseconds of its withdrawal; kept so that it can be restored.
    pub withdrawn_at: Option<i64>,
}

/// What an officer typed; kept as typed until it is right.
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct Draft {
    /// Key of a stop, or empty.
    pub stop: String,
    /// Key of an activity, or empty.
    pub activity: String,
    /// `dd/mm/yyyy` or ISO.
    pub date: String,
    /// `8:30`, `08h30`.
    pub start: String,
    /// As `start`; may be empty.
    pub end: String,
    /// What happens.
    pub title: String,
    /// Where.
    pub place: String,
    /// Who.
    pub performer: String,
    /// Note for the public.
    pub note: String,
    /// Revision that the form was made from.
    pub revision: i64,
}

/// A draft that can be stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// Stop.
    pub stop: Option<Uuid>,
    /// Activity.
    pub activity: Option<Uuid>,
    /// Day.
    pub date: Option<Date>,
    /// Unix milliseconds.
    pub starts_at: Option<i64>,
    /// Unix milliseconds.
    pub ends_at: Option<i64>,
}

/// Longest text of a field, in characters.
pub const LONGEST: usize = 300;

/// Checks a draft; errors are `(field, catalogue key)`.
pub fn check(draft: &Draft) -> Result<Checked, Vec<(&'static str, &'static str)>> {
    let mut errors = Vec::new();
    if draft.title.trim().is_empty() {
        errors.push(("title", "events-error-title"));
    }
    for (field, text) in [("title", &draft.title), ("place", &draft.place), ("performer", &draft.performer), ("note", &draft.note)] {
        if text.chars().count() > LONGEST {
            errors.push((field, "events-error-long"));
        }
    }
    let key = |text: &str| text.trim().parse::<Uuid>().ok();
    let date = match draft.date.trim() {
        "" => None,
        text => match parse_date(text) {
            Some(date) => Some(date),
            None => {
                errors.push(("date", "events-error-date"));
                None
            }
        },
    };
    let mut clock = |field: &'static str, text: &str| match text.trim() {
        "" => None,
        text => parse_time(text).or_else(|| {
            errors.push((field, "events-error-time"));
            None
        }),
    };
    let (start, end) = (clock("start", &draft.start), clock("end", &draft.end));
    if (start.is_some() || end.is_some()) && draft.date.trim().is_empty() {
        errors.push(("date", "events-error-date-needed"));
    }
    if end.is_some() && start.is_none() && draft.start.trim().is_empty() {
        errors.push(("start", "events-error-start-needed"));
    }
    if let (Some(start), Some(end)) = (start, end)
        && end <= start
    {
        errors.push(("end", "events-error-order"));
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    let at = |time: Option<Time>| Some(millis(date?, time?));
    Ok(Checked { stop: key(&draft.stop), activity: key(&draft.activity), date, starts_at: at(start), ends_at: at(end) })
}

/// As people type a day; [`vietnamese::dates::parse_date`].
pub fn parse_date(text: &str) -> Option<Date> {
    vietnamese::dates::parse_date(text).ok()
}

/// As people type a time; [`vietnamese::dates::parse_time`].
pub fn parse_time(text: &str) -> Option<Time> {
    vietnamese::dates::parse_time(text).ok()
}

/// Unix milliseconds of a civil time in Vietnam.
pub fn millis(date: Date, time: Time) -> i64 {
    vietnamese::dates::to_unix_ms(date.to_datetime(time))
}

/// The first item that would leave its day if all from `from_ms` on moved by `by_ms`. An item that ends at midnight stays.
pub fn shift_fault(items: &[ProgrammeItem], day: Date, by_ms: i64, from_ms: i64) -> Option<&ProgrammeItem> {
    let midnight = millis(day, Time::midnight());
    let next = day.tomorrow().map_or(i64::MAX, |d| millis(d, Time::midnight()));
    let iso = day.to_string();
    let leaves = |i: &&ProgrammeItem| {
        let Some(start) = i.starts_at.filter(|s| i.on_date.as_deref() == Some(iso.as_str()) && *s >= from_ms) else { return false };
        start + by_ms < midnight || start + by_ms >= next || i.ends_at.is_some_and(|end| end + by_ms > next)
    };
    items.iter().find(leaves)
}

/// Names of the fields in which a changed item differs; the log keeps them instead of the words, which may name people.
pub fn changed_fields(was: &ProgrammeItem, d: &Draft, c: &Checked) -> Vec<&'static str> {
    let day = c.date.map(|d| d.to_string());
    let fields = [
        ("stop", was.stop != c.stop),
        ("activity", was.activity != c.activity),
        ("date", was.on_date != day),
        ("start", was.starts_at != c.starts_at),
        ("end", was.ends_at != c.ends_at),
        ("title", was.title != d.title.trim()),
        ("place", was.place != d.place.trim()),
        ("performer", was.performer != d.performer.trim()),
        ("note", was.note != d.note.trim()),
    ];
    fields.into_iter().filter(|(_, changed)| *changed).map(|(name, _)| name).collect()
}

/// Pairs of items (indices) that use one place at the same time, or name one performer at the same time.
/// Items must be sorted by `starts_at`; an item without an end counts as 15 minutes.
pub fn clashes(items: &[ProgrammeItem]) -> Vec<(usize, usize)> {
    let span = |i: &ProgrammeItem| i.starts_at.map(|s| (s, i.ends_at.unwrap_or(s + 15 * 60_000)));
    let same = |a: &str, b: &str| !a.trim().is_empty() && vietnamese::fold(a) == vietnamese::fold(b);
    let mut found = Vec::new();
    for (i, a) in items.iter().enumerate() {
        let Some((_, a_end)) = span(a) else { continue };
        for (j, b) in items.iter().enumerate().skip(i + 1) {
            let Some((b_start, _)) = span(b) else { continue };
            if b_start >= a_end {
                break;
            }
            let same_place = a.stop == b.stop && same(&a.place, &b.place);
            if same_place || same(&a.performer, &b.performer) {
                found.push((i, j));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_order_and_a_missing_day_are_told() {
        let draft = Draft { title: "Khai mạc".into(), start: "9:00".into(), end: "8:00".into(), ..Draft::default() };
        assert_eq!(check(&draft).unwrap_err(), [("date", "events-error-date-needed"), ("end", "events-error-order")]);
        let good = Draft { date: "21/09/2024".into(), end: "10:00".into(), ..draft };
        assert_eq!(check(&good).unwrap().starts_at, Some(1_726_884_000_000));
    }

    #[test]
    fn one_place_cannot_hold_two_things_at_once() {
        let item = |n: u128, start: i64, end: i64, place: &str| ProgrammeItem {
            id: Uuid::from_u128(n),
            campaign: Uuid::nil(),
            stop: None,
            activity: None,
            on_date: None,
            starts_at: Some(start),
            ends_at: Some(end),
            title: String::new(),
            place: place.into(),
            performer: String::new(),
            note: String::new(),
            source: "person".into(),
            ordinal: 0,
            edited_at: None,
            revision: 1,
            withdrawn_at: None,
        };
        let items = [item(1, 0, 100, "Hội trường A"), item(2, 50, 150, "hoi truong a"), item(3, 100, 200, "Hội trường A"), item(4, 0, 9, "B")];
        assert_eq!(clashes(&items[..3]), [(0, 1), (1, 2)]);
        assert!(clashes(&items[2..]).is_empty());
    }
}
