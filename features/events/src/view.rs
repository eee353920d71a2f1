//! What the pages show of stops and items: words and days in the reader's language.
use crate::model::{ProgrammeItem, parse_date};
use plan::door::{Activity, Stop};
use ui::Frame;
use uuid::Uuid;

/// A stop with its days.
pub struct StopView {
    /// Address word.
    pub slug: String,
    /// Name and place: "Cụm 1 · Định Quán".
    pub title: String,
    /// "21/09/2024 – 22/09/2024", or that the day comes later.
    pub when: String,
    /// Whether its days are known.
    pub dated: bool,
    /// Where its days are set, for whoever may.
    pub form: String,
    /// Where.
    pub venue: String,
    /// Host agency.
    pub host: String,
    /// Other agencies.
    pub members: Vec<String>,
    /// One line about it.
    pub summary: String,
    /// -1 over, 0 on today, 1 ahead or without a day.
    pub phase: i8,
    /// Days with their items.
    pub days: Vec<Day>,
}

/// One day of the programme.
pub struct Day {
    /// "Thứ Bảy, 21/09/2024", or that the day comes later.
    pub label: String,
    /// ISO, or empty.
    pub iso: String,
    /// Its items.
    pub lines: Vec<Line>,
}

/// One item as shown.
pub struct Line {
    /// Key.
    pub id: Uuid,
    /// "08:00 – 11:30" or "Cả ngày".
    pub time: String,
    /// What.
    pub title: String,
    /// Where.
    pub place: String,
    /// Who.
    pub performer: String,
    /// Note.
    pub note: String,
    /// Address of its activity, or empty.
    pub href: String,
    /// "now", "over" or "".
    pub state: &'static str,
    /// Given by the plan, untouched.
    pub from_plan: bool,
}

/// Groups items by stop and day; the second part holds items of no stop, or of one that the plan dropped.
/// `query` keeps links within a campaign that is not the current one.
pub fn by_stop(frame: &Frame, stops: &[Stop], items: &[ProgrammeItem], activities: &[Activity], query: &str) -> (Vec<StopView>, Vec<Day>) {
    let of = |stop: Option<Uuid>| -> Vec<&ProgrammeItem> { items.iter().filter(|i| i.stop == stop).collect() };
    let views = stops.iter().map(|s| stop_view(frame, s, days(frame, &of(Some(s.id)), activities, query))).collect();
    let elsewhere: Vec<&ProgrammeItem> = items.iter().filter(|i| !stops.iter().any(|s| Some(s.id) == i.stop)).collect();
    (views, days(frame, &elsewhere, activities, query))
}

fn stop_view(frame: &Frame, s: &Stop, days: Vec<Day>) -> StopView {
    let today = frame.site.clock.today().to_string();
    let last = s.end_on.as_ref().or(s.start_on.as_ref());
    let phase = match (&s.start_on, last) {
        (Some(_), Some(last)) if *last < today => -1,
        (Some(first), Some(_)) if *first <= today => 0,
        _ => 1,
    };
    StopView {
        slug: s.slug.clone(),
        title: plan::door::stop_title(s),
        when: when(frame, s),
        dated: s.start_on.is_some(),
        form: plan::door::stop_form(s, crate::edit::DESK),
        venue: s.venue.clone(),
        host: s.host.as_ref().map(|h| h.name.clone()).unwrap_or_default(),
        members: s.members.iter().map(|m| m.name.clone()).collect(),
        summary: s.summary.clone(),
        phase,
        days,
    }
}

fn when(frame: &Frame, s: &Stop) -> String {
    let Some(first) = s.start_on.as_deref().and_then(parse_date) else { return frame.t("events-date-later") };
    match s.end_on.as_deref().and_then(parse_date) {
        Some(last) if last != first => format!("{} – {}", first.strftime("%d/%m"), last.strftime("%d/%m/%Y")),
        _ => first.strftime("%d/%m/%Y").to_string(),
    }
}

fn days(frame: &Frame, items: &[&ProgrammeItem], activities: &[Activity], query: &str) -> Vec<Day> {
    let mut days: Vec<Day> = Vec::new();
    for item in items {
        let iso = item.on_date.clone().unwrap_or_default();
        if days.last().is_none_or(|d| d.iso != iso) {
            days.push(Day { label: day_label(frame, &iso), iso, lines: Vec::new() });
        }
        if let Some(day) = days.last_mut() {
            day.lines.push(line(frame, item, activities, query));
        }
    }
    days
}

fn day_label(frame: &Frame, iso: &str) -> String {
    let Some(date) = parse_date(iso) else { return frame.t("events-date-later") };
    let key = format!("events-weekday-{}", date.weekday().to_monday_one_offset());
    format!("{}, {}", frame.t(&key), date.strftime("%d/%m/%Y"))
}

fn line(frame: &Frame, item: &ProgrammeItem, activities: &[Activity], query: &str) -> Line {
    let now = frame.site.clock.now_ms();
    let clock = |ms: i64| vietnamese::dates::time(vietnamese::dates::from_unix_ms(ms).time());
    let time = match (item.starts_at, item.ends_at) {
        (Some(start), Some(end)) => format!("{} – {}", clock(start), clock(end)),
        (Some(start), None) => clock(start),
        _ => frame.t("events-all-day"),
    };
    let state = match (item.starts_at, item.ends_at) {
        (Some(_), Some(end)) if end <= now => "over",
        (Some(start), Some(_)) if start <= now => "now",
        _ => "",
    };
    let activity = activities.iter().find(|a| Some(a.id) == item.activity);
    Line {
        id: item.id,
        time,
        title: item.title.clone(),
        place: item.place.clone(),
        performer: item.performer.clone(),
        note: item.note.clone(),
        href: activity.map(|a| format!("/hoat-dong/{}{query}", a.slug)).unwrap_or_default(),
        state,
        from_plan: item.source == "plan" && item.edited_at.is_none(),
    }
}
