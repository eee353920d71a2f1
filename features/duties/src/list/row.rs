//! Một dòng: a duty as lists show it, with the plan's short name and the agency's name of the plan's day. Words of a page of rows come in
//! a constant number of statements.
use crate::store::Duty;
use crate::words;
use agencies::door::Directory;
use base::{Fetch, Result};
use jiff::civil::Date;
use plan::door::{Assignment, Campaign};
use std::collections::HashMap;
use ui::{Frame, Tone};
use uuid::Uuid;

/// One row.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    /// The duty.
    pub id: Uuid,
    /// Its page.
    pub href: String,
    /// Public number.
    pub number: i64,
    /// Short name.
    pub name: String,
    /// Section.
    pub path: String,
    /// Name of who answers; empty while nobody does.
    pub agency: String,
    /// Approved deadline.
    pub deadline: String,
    /// First deadline, where it differs.
    pub first: String,
    /// Tone of the chip.
    pub tone: Tone,
    /// Words of the chip.
    pub state: String,
    /// Whether it is overdue.
    pub late: bool,
    /// Since which day it stands so.
    pub since: String,
}

/// The lines of the plan behind duties, by key: three statements for at most fifty duties.
pub(crate) async fn lines(db: &mut impl Fetch, campaign: &Campaign, duties: &[Duty]) -> Result<HashMap<Uuid, Assignment>> {
    let mut numbers: Vec<i64> = duties.iter().map(|d| d.number).collect();
    numbers.sort_unstable();
    numbers.dedup();
    let found = plan::door::assignments_numbered(db, campaign, &numbers).await?;
    Ok(found.into_iter().map(|a| (a.id, a)).collect())
}

/// Rows of duties as they stood on a day.
pub(crate) fn rows(frame: &Frame, duties: &[Duty], lines: &HashMap<Uuid, Assignment>, directory: &Directory, on: Date, today: Date) -> Vec<Row> {
    duties.iter().map(|d| row(frame, d, lines.get(&d.assignment), directory, on, today)).collect()
}

fn row(frame: &Frame, duty: &Duty, line: Option<&Assignment>, directory: &Directory, on: Date, today: Date) -> Row {
    let (tone, state) = words::chip(frame, duty, today);
    let deadline = words::day(duty.deadline.as_deref());
    Row {
        id: duty.id,
        href: duty.href(),
        number: duty.number,
        name: line.map(|l| l.short_name.clone()).unwrap_or_default(),
        path: duty.path.clone(),
        agency: duty.agency.and_then(|a| directory.name_on(a, on)).map(|a| a.name).unwrap_or_default(),
        first: Some(words::day(duty.first_deadline.as_deref())).filter(|f| *f != deadline).unwrap_or_default(),
        deadline,
        late: tone == Tone::Bad,
        tone,
        state,
        since: vietnamese::dates::short(vietnamese::dates::local(duty.from_at)),
    }
}
