//! The days of a month with what they hold, in the reader's language.
use super::store::Due;
use crate::ground::{Ground, line_rows, rows, titled};
use jiff::civil::Date;
use plan::door::{Milestone, Stop};
use ui::Frame;
use uuid::Uuid;
use vietnamese::dates;

/// How many entries a day shows before it says how many more there are.
const SHOWN: usize = 4;
/// How many it needs at most: those, and the one that stands in place of "1 more".
pub(super) const MOST: i64 = SHOWN as i64 + 1;

/// One day.
pub(super) struct Day {
    pub number: i8,
    pub iso: String,
    pub long: String,
    pub inside: bool,
    pub today: bool,
    pub entries: Vec<Entry>,
    pub more: usize,
    pub more_href: String,
}

/// Something on a day.
pub(super) struct Entry {
    /// `stop`, `mark`, `due`, `late` or `done`: style and icon.
    pub class: &'static str,
    pub icon: &'static str,
    pub title: String,
    pub note: String,
    pub href: String,
}

pub(super) fn weeks(frame: &Frame, ground: &Ground, weeks: &[[Date; 7]], first: Date, due: &[Due], stops: &[Stop], marks: &[Milestone]) -> Vec<Vec<Day>> {
    let day = |date: &Date| {
        let mut entries = events(frame, ground, *date, stops, marks);
        let iso = date.to_string();
        let own: Vec<&Due> = due.iter().filter(|d| d.deadline == iso).collect();
        let all = own.first().map_or(0, |d| usize::try_from(d.on_day).unwrap_or(0));
        let room = SHOWN.saturating_sub(entries.len()).max(1);
        // One hidden entry would take the line that says so.
        let shown = if all <= room + 1 { all } else { room };
        entries.extend(own.iter().take(shown).map(|d| entry(frame, ground, d)));
        Day {
            number: date.day(),
            long: format!("{}, {}", frame.t(&format!("duties-weekday-{}", date.weekday().to_monday_one_offset())), dates::short(*date)),
            inside: date.first_of_month() == first,
            today: *date == ground.today(),
            entries,
            more: all - shown,
            more_href: rows(&[("tu", &iso), ("den", &iso)]),
            iso,
        }
    };
    weeks.iter().map(|week| week.iter().map(day).collect()).collect()
}

fn events(frame: &Frame, ground: &Ground, date: Date, stops: &[Stop], marks: &[Milestone]) -> Vec<Entry> {
    let span = |start: &Option<String>, end: &Option<String>| {
        let first = plan::door::day(start.as_deref())?;
        Some((first, plan::door::day(end.as_deref()).filter(|last| *last >= first).unwrap_or(first)))
    };
    let stop = stops.iter().filter(|s| span(&s.start_on, &s.end_on).is_some_and(|(a, b)| a <= date && date <= b));
    let mut entries: Vec<Entry> = stop
        .map(|s| Entry { class: "stop", icon: "flag", title: plan::door::stop_title(s), note: s.venue.clone(), href: ground.public(&format!("/su-kien/{}", s.slug)) })
        .collect();
    // A milestone of many days is said on its first and its last, not on each between.
    let mark = |m: &Milestone| {
        let note = match span(&m.start_on, &m.end_on)? {
            (a, b) if a == b && a == date => String::new(),
            (a, _) if a == date => frame.t("duties-calendar-begins"),
            (_, b) if b == date => frame.t("duties-calendar-ends"),
            _ => return None,
        };
        Some(Entry { class: "mark", icon: "target", title: m.text.clone(), note, href: ground.public("/ke-hoach") })
    };
    entries.extend(marks.iter().filter_map(mark));
    if ground.campaign.main() == Some(date) && !entries.iter().any(|e| e.class == "stop") {
        entries.push(Entry { class: "stop", icon: "drum", title: ground.campaign.name.clone(), note: String::new(), href: ground.public("/su-kien") });
    }
    entries
}

fn entry(frame: &Frame, ground: &Ground, due: &Due) -> Entry {
    let agency = ground.agency(frame, agency_key(&due.agency_key));
    let alone = due.n == 1;
    let note = if alone { agency.name.clone() } else { frame.t2("duties-calendar-done-of", "done", due.done, "n", due.n) };
    let (class, icon) = match due {
        d if d.overdue > 0 => ("late", "alert"),
        d if d.done == d.n => ("done", "check"),
        _ => ("due", "clock"),
    };
    let mut asked = vec![("tu", due.deadline.as_str()), ("den", due.deadline.as_str())];
    if alone {
        asked.push(("co_quan", &agency.filter));
    }
    Entry { class, icon, title: titled(due.number, &due.short_name), note, href: line_rows(due.number, &asked) }
}

/// The agency of an `agency_key`.
pub(super) fn agency_key(key: &str) -> Option<Uuid> {
    Uuid::try_parse(key).ok()
}
