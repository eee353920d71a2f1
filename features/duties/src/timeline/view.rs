//! Bars, bands and words of the timeline, in the reader's language.
use super::model::{Axis, Stretch};
use super::store::{Group, Row};
use crate::ground::{Ground, shown, titled};
use crate::words::cell_key;
use crate::model::{Cell, State};
use plan::door::{Milestone, Section as Heading, Stop};
use std::collections::HashMap;
use ui::{Choice, Frame};
use vietnamese::dates;

/// A mark on the axis.
pub(super) struct Tick {
    pub label: String,
    pub style: String,
}

/// Something that goes over all rows: a stop's days, a milestone, today.
pub(super) struct Band {
    /// `stop`, `mark` or `today`.
    pub class: &'static str,
    pub style: String,
    pub label: String,
    pub when: String,
    pub href: String,
}

/// Duties under one heading.
pub(super) struct Section {
    pub title: String,
    pub bars: Vec<Bar>,
}

/// One duty.
pub(super) struct Bar {
    pub title: String,
    pub href: String,
    /// The agency, or the section where the heading is the agency.
    pub note: String,
    pub cell: &'static str,
    pub tone: &'static str,
    pub state: String,
    pub cell_words: String,
    /// Style of the bar; empty when it has no days on the axis.
    pub style: String,
    /// Style of the mark at the first deadline, where the approved one is another.
    pub first_style: String,
    /// Style of the mark at the day of the report.
    pub done_style: String,
    pub from: String,
    pub due: String,
    pub first_due: String,
    pub done: String,
}

pub(super) fn ticks(axis: Axis, week: bool) -> Vec<Tick> {
    let month = |(day, s): (jiff::civil::Date, Stretch)| Tick { label: if s.holds_a_month() { dates::month(day) } else { String::new() }, style: s.style() };
    let months = axis.months().into_iter().map(month);
    if !week {
        return months.collect();
    }
    let label = |day: jiff::civil::Date| format!("{:02}/{:02}", day.day(), day.month());
    axis.weeks().into_iter().map(|(day, s)| Tick { label: label(day), style: s.style() }).collect()
}

pub(super) fn bands(frame: &Frame, axis: Axis, ground: &Ground, stops: &[Stop], marks: &[Milestone]) -> Vec<Band> {
    let mut bands = Vec::new();
    let mut add = |class: &'static str, start: &Option<String>, end: &Option<String>, label: String, href: String| {
        let Some(first) = plan::door::day(start.as_deref().or(end.as_deref())) else { return };
        let last = plan::door::day(end.as_deref()).filter(|last| *last >= first).unwrap_or(first);
        // A milestone is its last day; a stop all of its days.
        let from = if class == "mark" { last } else { first };
        if let Some(stretch) = axis.stretch(from, last) {
            let when = if first == last { dates::short(first) } else { dates::range(first, last, dates::RangeStyle::Dash) };
            bands.push(Band { class, style: stretch.style(), label, when, href });
        }
    };
    for stop in stops {
        add("stop", &stop.start_on, &stop.end_on, plan::door::stop_title(stop), ground.public(&format!("/su-kien/{}", stop.slug)));
    }
    for mark in marks {
        add("mark", &mark.start_on, &mark.end_on, mark.text.clone(), String::new());
    }
    if let Some(stretch) = axis.day(ground.today()) {
        let when = dates::short(ground.today());
        bands.push(Band { class: "today", style: stretch.style(), label: frame.t("duties-timeline-today"), when, href: String::new() });
    }
    bands
}

/// The agencies that one may filter by; the chosen one stays even when nothing of it passes.
pub(super) fn agencies(frame: &Frame, ground: &Ground, groups: &[Group], chosen: &str) -> Vec<Choice> {
    let mut choices: Vec<Choice> = groups.iter().map(|g| ground.agency(frame, g.agency)).map(|a| Choice::new(a.filter, a.name)).collect();
    if !chosen.is_empty() && !choices.iter().any(|c| c.value == chosen) {
        choices.push(Choice::new(chosen, ground.agency(frame, ground.agency_of(chosen)).name));
    }
    choices
}

pub(super) fn groups(frame: &Frame, ground: &Ground, axis: Axis, sections: &[Heading], rows: Vec<Row>, by_agency: bool) -> Vec<Section> {
    let headings: HashMap<&str, &Heading> = sections.iter().map(|s| (s.path.as_str(), s)).collect();
    let mut groups: Vec<Section> = Vec::new();
    for row in rows {
        let agency = ground.agency(frame, row.agency).name;
        let section = match headings.get(row.path.as_str()) {
            Some(heading) => format!("{} {}", row.path, heading.title),
            None => row.path.clone(),
        };
        let title = if by_agency { agency.clone() } else { section };
        let bar = bar(frame, ground, axis, &row, if by_agency { row.path.clone() } else { agency });
        match groups.last_mut().filter(|g| g.title == title) {
            Some(group) => group.bars.push(bar),
            None => groups.push(Section { title, bars: vec![bar] }),
        }
    }
    groups
}

fn bar(frame: &Frame, ground: &Ground, axis: Axis, row: &Row, note: String) -> Bar {
    let day = |iso: &Option<String>| plan::door::day(iso.as_deref());
    let cell = Cell::of(&row.cell).unwrap_or(Cell::InTerm);
    let due = day(&row.deadline).or(ground.campaign.end());
    let start = day(&row.start_on).or(ground.campaign.start()).or(due);
    let stretch = start.zip(due).and_then(|(a, b)| axis.stretch(a.min(b), b));
    let first = day(&row.first_deadline).filter(|_| row.first_deadline != row.deadline);
    let mark = |d: Option<jiff::civil::Date>| d.and_then(|d| axis.day(d)).map(|s| s.style()).unwrap_or_default();
    let words = |iso: &Option<String>| iso.as_deref().map(shown).unwrap_or_default();
    let (tone, class) = match cell {
        Cell::OnTime => ("ok", "on-time"),
        Cell::Late => ("ok", "late"),
        Cell::InTerm => ("go", "in-term"),
        Cell::Overdue => ("bad", "overdue"),
    };
    Bar {
        title: titled(row.number, &row.short_name),
        href: format!("/nhiem-vu/{}", row.id),
        note,
        cell: class,
        tone,
        state: State::of(&row.state).map(|s| frame.t(crate::words::state_key(s))).unwrap_or_default(),
        cell_words: frame.t(cell_key(cell)),
        style: stretch.map(|s| s.style()).unwrap_or_default(),
        first_style: mark(first),
        done_style: mark(day(&row.finished_on)),
        from: start.map(dates::short).unwrap_or_default(),
        due: row.deadline.as_deref().map_or_else(|| frame.t("duties-view-no-deadline"), shown),
        first_due: if first.is_some() { words(&row.first_deadline) } else { String::new() },
        done: words(&row.finished_on),
    }
}
