//! Lịch (iCalendar, RFC 5545): stops as days, programme items as hours in UTC, each with an id that never changes.
use super::home_of;
use crate::model::now_next::end_of;
use crate::snapshot::Snapshot;
use crate::words;
use base::Site;
use icalendar::{Calendar, Component, Event, EventLike, Property};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use plan::door::Activity;

/// One entry of a calendar, ready to be written.
#[derive(Clone, Debug, Default)]
pub(super) struct Entry {
    /// Part before the @ of its id.
    pub id: String,
    pub when: When,
    pub title: String,
    pub place: String,
    pub text: String,
    pub url: String,
    /// Grows with every change.
    pub revision: i64,
}

/// When an entry is.
#[derive(Clone, Debug, Default)]
pub(super) enum When {
    /// No day is known: such an entry is left out.
    #[default]
    Unknown,
    /// Whole days, both included.
    Days(Date, Date),
    /// Unix milliseconds.
    Hours(i64, i64),
}

/// Writes a calendar. `now` (unix milliseconds) stamps it; `host` makes the ids unique in the world.
pub(super) fn write(name: &str, host: &str, now: i64, entries: &[Entry]) -> String {
    let mut calendar = Calendar::empty();
    for (key, value) in [("VERSION", "2.0"), ("PRODID", "-//Nhip So//Chuong trinh//VI"), ("CALSCALE", "GREGORIAN"), ("METHOD", "PUBLISH")] {
        calendar.append_property(Property::new(key, value));
    }
    calendar.name(name);
    calendar.append_property(Property::new("REFRESH-INTERVAL", "PT1H").add_parameter("VALUE", "DURATION").done());
    for entry in entries {
        let mut event = Event::with_uid(&format!("{}@{host}", entry.id));
        event.add_property("DTSTAMP", utc(now));
        match entry.when {
            When::Unknown => continue,
            When::Days(first, last) => {
                let after = last.checked_add(1.day()).unwrap_or(last);
                event.append_property(day("DTSTART", first));
                event.append_property(day("DTEND", after));
                event.add_property("TRANSP", "TRANSPARENT");
            }
            When::Hours(start, end) => {
                event.add_property("DTSTART", utc(start));
                event.add_property("DTEND", utc(end));
            }
        }
        event.summary(&entry.title).sequence(u32::try_from(entry.revision).unwrap_or(0));
        if !entry.place.is_empty() {
            event.location(&entry.place);
        }
        if !entry.text.is_empty() {
            event.description(&entry.text);
        }
        if !entry.url.is_empty() {
            event.append_property(Property::new("URL", entry.url.as_str()).add_parameter("VALUE", "URI").done());
        }
        calendar.push(event.done());
    }
    calendar.to_string()
}

fn utc(ms: i64) -> String {
    Timestamp::from_millisecond(ms).unwrap_or(Timestamp::UNIX_EPOCH).strftime("%Y%m%dT%H%M%SZ").to_string()
}

fn day(key: &str, date: Date) -> Property {
    Property::new(key, date.strftime("%Y%m%d").to_string()).add_parameter("VALUE", "DATE").done()
}

/// Stops, main day and all of the programme.
pub(super) fn whole(snap: &Snapshot, site: &Site) -> String {
    let mut entries: Vec<Entry> = (0..snap.stops.len()).map(|at| stop(snap, site, at)).collect();
    let covered = |day: Date| snap.stops.iter().filter_map(Snapshot::days).any(|(first, last)| first <= day && day <= last);
    if let Some(day) = snap.campaign.main().filter(|day| !covered(*day)) {
        let (title, url) = home_of(snap, site);
        entries.push(Entry { id: format!("{}-main", snap.campaign.id), when: When::Days(day, day), title, url, revision: snap.campaign.revision, ..Entry::default() });
    }
    entries.extend((0..snap.items.len()).map(|at| item(snap, site, at)));
    write(&snap.campaign.full_name(), &host(site), site.clock.now_ms(), &entries)
}

/// One stop and its programme.
pub(super) fn of_stop(snap: &Snapshot, site: &Site, at: usize) -> String {
    let id = snap.stops[at].id;
    let mut entries = vec![stop(snap, site, at)];
    entries.extend((0..snap.items.len()).filter(|i| snap.items[*i].stop == Some(id)).map(|i| item(snap, site, i)));
    write(&format!("{}, {}", words::stop_title(&snap.stops[at]), snap.campaign.full_name()), &host(site), site.clock.now_ms(), &entries)
}

/// The programme of one activity.
pub(super) fn of_activity(snap: &Snapshot, site: &Site, activity: &Activity) -> String {
    let mine = (0..snap.items.len()).filter(|i| snap.items[*i].activity == Some(activity.id));
    let entries: Vec<Entry> = mine.map(|i| item(snap, site, i)).collect();
    write(&activity.title, &host(site), site.clock.now_ms(), &entries)
}

fn stop(snap: &Snapshot, site: &Site, at: usize) -> Entry {
    let stop = &snap.stops[at];
    Entry {
        id: stop.id.to_string(),
        when: Snapshot::days(stop).map_or(When::Unknown, |(first, last)| When::Days(first, last)),
        title: format!("{} · {}", words::stop_title(stop), snap.campaign.name),
        place: [stop.venue.as_str(), stop.place.as_str()].into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(", "),
        text: stop.summary.clone(),
        url: format!("{}{}", site.config.public_url(), snap.stop_href(stop)),
        revision: stop.revision,
    }
}

fn item(snap: &Snapshot, site: &Site, at: usize) -> Entry {
    let item = &snap.items[at];
    let stop = snap.stop(item.stop);
    let when = match (item.starts_at, end_of(&snap.items, at), plan::door::day(item.on_date.as_deref())) {
        (Some(start), Some(end), _) => When::Hours(start, end),
        (None, _, Some(day)) => When::Days(day, day),
        _ => When::Unknown,
    };
    let venue = stop.map(|s| if s.venue.is_empty() { words::stop_title(s) } else { s.venue.clone() }).unwrap_or_default();
    let href = snap.activity(item.activity).map(|a| snap.activity_href(a)).or_else(|| stop.map(|s| snap.stop_href(s))).unwrap_or_else(|| snap.at("/su-kien"));
    Entry {
        id: item.id.to_string(),
        when,
        title: item.title.clone(),
        place: [item.place.clone(), venue].into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(", "),
        text: [item.performer.as_str(), item.note.as_str()].into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>().join("\n"),
        url: format!("{}{href}", site.config.public_url()),
        revision: item.revision,
    }
}

fn host(site: &Site) -> String {
    let url = site.config.public_url();
    let rest = url.split_once("://").map_or(url.as_str(), |(_, rest)| rest);
    rest.split(['/', ':']).next().unwrap_or("nhipso").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_calendar_is_folded_escaped_and_in_utc() {
        let entries = [
            Entry {
                id: "a".into(),
                when: When::Hours(1_726_884_000_000, 1_726_887_600_000),
                title: "Khai mạc, phát động; “Chuyển đổi số – Chuyển đổi xanh” cùng toàn thể người dân trong tỉnh".into(),
                place: "Khu B".into(),
                text: "Dòng một\nDòng hai".into(),
                url: "https://x.vn/a?b=1,2".into(),
                revision: 3,
            },
            Entry { id: "b".into(), when: When::Days(date(2024, 9, 21), date(2024, 9, 22)), title: "Cụm 2".into(), ..Entry::default() },
            Entry { id: "c".into(), title: "Chưa có ngày".into(), ..Entry::default() },
        ];
        let text = write("Ngày hội", "x.vn", 1_726_800_000_000, &entries);
        assert!(text.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n") && text.ends_with("END:VCALENDAR\r\n"), "{text}");
        assert!(text.split("\r\n").all(|line| line.len() <= 75), "lines are at most 75 bytes");
        assert!(!text.replace("\r\n", "").contains('\n'));
        let whole = text.replace("\r\n ", "");
        assert!(whole.contains("DTSTART:20240921T020000Z\r\n") && whole.contains("DTEND:20240921T030000Z\r\n"));
        assert!(whole.contains("SUMMARY:Khai mạc\\, phát động\\; “Chuyển đổi số – Chuyển đổi xanh” cùng toàn thể người dân trong tỉnh\r\n"), "{whole}");
        assert!(whole.contains("DESCRIPTION:Dòng một\\nDòng hai\r\n") && whole.contains("UID:a@x.vn\r\n") && whole.contains("SEQUENCE:3"));
        assert!(whole.contains("URL;VALUE=URI:https://x.vn/a?b=1,2\r\n"), "{whole}");
        assert!(whole.contains("DTSTART;VALUE=DATE:20240921\r\n") && whole.contains("DTEND;VALUE=DATE:20240923\r\n"));
        assert_eq!(whole.matches("BEGIN:VEVENT").count(), 2);
        assert_eq!(whole.matches("DTSTAMP:20240920T024000Z").count(), 2);
    }
}
