//! Dữ kiện của chiến dịch: name, place, year, dates and theme of a campaign out of its reading. No IO.
use crate::model::day;
use crate::naming;
use jiff::civil::{Date, date};
use plan_reader::model::Reading;

/// Facts of a campaign as the plan states them.
pub(crate) struct Facts {
    pub name: String,
    pub place: String,
    pub year: i64,
    pub theme: String,
    pub theme_lines: String,
    pub issuer: String,
    pub start_on: Option<Date>,
    pub end_on: Option<Date>,
    pub main_day: Option<Date>,
    pub period_text: String,
    pub names_on: Date,
    pub escalation: String,
    pub organisers: String,
    pub title: String,
}

/// Takes the facts from a reading; what the plan does not say stays empty.
pub(crate) fn of(reading: &Reading) -> Facts {
    let doc = &reading.document;
    let title = doc.title.clone().unwrap_or_default();
    // A text without its letterhead still names who leads it.
    let led_by = reading.organisers.lead.first().map(String::as_str);
    let issuer = naming::title_case(doc.issuer.as_deref().or(led_by).unwrap_or_default());
    let period = reading.period.as_ref();
    let issued = day(doc.issued_on.as_deref());
    let dates = [doc.issued_on.as_deref(), period.and_then(|p| p.start.as_deref()), period.and_then(|p| p.end.as_deref())];
    let named = naming::campaign_name(&title, doc.place.as_deref(), &issuer, &dates);
    let start_on = period.and_then(|p| day(p.start.as_deref())).or(issued);
    let end_on = period.and_then(|p| day(p.end.as_deref())).or_else(|| last_day(reading));
    let year = if named.year > 0 { named.year } else { start_on.or(end_on).map_or(0, |d| i64::from(d.year())) };
    let theme = reading.theme.as_ref().map(|t| vietnamese::normalize_line(&t.text)).unwrap_or_default();
    let names_on = issued.or(start_on).or(end_on).unwrap_or_else(|| i16::try_from(year).ok().and_then(|y| Date::new(y, 1, 1).ok()).unwrap_or(date(2024, 1, 1)));
    let o = &reading.organisers;
    let organisers: Vec<&str> = o.organising.iter().chain(o.lead.iter().filter(|_| o.organising.is_empty())).map(String::as_str).collect();
    Facts {
        main_day: main_day(reading, start_on, end_on),
        theme_lines: naming::theme_lines(&theme),
        theme,
        name: named.name,
        place: named.place,
        year,
        issuer,
        start_on,
        end_on,
        period_text: period.map(|p| p.text.clone()).unwrap_or_default(),
        names_on,
        escalation: reading.escalation.as_ref().map(|e| vietnamese::normalize_line(&e.text)).unwrap_or_default(),
        organisers: organisers.join("\n"),
        title,
    }
}

/// The national day if the period holds it, else the first dated stop, the closing, the first day.
fn main_day(reading: &Reading, start: Option<Date>, end: Option<Date>) -> Option<Date> {
    let national = start.and_then(|s| Date::new(s.year(), 10, 10).ok());
    let held = national.filter(|n| start.is_some_and(|s| s <= *n) && end.is_some_and(|e| *n <= e));
    let stop = reading.clusters.iter().filter_map(|c| day(c.start.as_deref())).min();
    let closing = reading.closing.as_ref().and_then(|c| day(c.start.as_deref()));
    held.or(stop).or(closing).or(start)
}

/// The last day that the plan names, for plans without a period.
fn last_day(reading: &Reading) -> Option<Date> {
    let stops = reading.clusters.iter().filter_map(|c| day(c.end.as_deref()));
    let closing = reading.closing.iter().filter_map(|c| day(c.end.as_deref()));
    let milestones = reading.milestones.iter().filter_map(|m| day(m.end.as_deref()));
    stops.chain(closing).chain(milestones).max()
}
