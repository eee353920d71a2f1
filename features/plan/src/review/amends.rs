//! Thay đổi so với bản đang có: what an amended text adds, drops and changes, duty by duty, how far each duty in force is, and what a
//! person decides about it. It must show what publishing does, so it stands on the same comparison.
use super::marked::{self, Piece};
use super::view::Card;
use super::work::Work;
use crate::document::DutyView;
use crate::model;
use crate::progress::Known;
use crate::publish::{self, Before, Fate, compare};
use plan_reader::model::{Assignment, Reading};
use std::collections::HashMap;
use ui::Frame;
use uuid::Uuid;

/// The section of an amendment.
pub(crate) struct Amends {
    pub added: Vec<Item>,
    pub dropped: Vec<Item>,
    pub changed: Vec<Item>,
    pub same: usize,
    /// How many duties would be withdrawn as decided so far, and how many would stay with their former words.
    pub withdrawn: usize,
    pub kept: usize,
}

impl Amends {
    pub fn any(&self) -> bool {
        !self.added.is_empty() || !self.dropped.is_empty() || !self.changed.is_empty()
    }
}

/// One duty that differs.
#[derive(Default)]
pub(crate) struct Item {
    pub anchor: String,
    /// Public number of the duty in force; 0 for a new one.
    pub number: i64,
    pub revision: u32,
    /// Its card in the draft, and the number and line there; 0 where it has none.
    pub key: u32,
    pub card: usize,
    pub line: usize,
    /// Whether a person took its card out of the draft.
    pub removed: bool,
    pub text: String,
    /// Words and understood day of the deadline, and who leads: of a new or dropped duty.
    pub deadline: String,
    pub lead: String,
    pub fields: Vec<Field>,
    pub now: Option<DutyView>,
    /// How many agencies have it on their desks.
    pub agencies: i64,
    pub because: String,
    pub choices: Vec<(Fate, bool)>,
}

/// A field before and after.
pub(crate) struct Field {
    /// Catalogue key.
    pub label: &'static str,
    pub before: Vec<Piece>,
    pub after: Vec<Piece>,
    pub changed: bool,
}

/// Where a duty in force stands in the section.
pub(crate) fn anchor(number: i64) -> String {
    format!("cu-{number}")
}

/// What the draft does to the plan in force; the cards learn what they are.
pub(crate) fn of(frame: &Frame, before: &Before, work: &Work, reading: &Reading, cards: &mut [Card], known: &HashMap<Uuid, Known>) -> Amends {
    let rows = &before.duties;
    let compared = compare::Former::of(&before.reading, rows).compare(reading, rows);
    let (fates, decided) = (work.fates(), compared.decided(rows, &work.fates()));
    // Places of the reading are the cards that are not taken out, in their order
    let places: Vec<usize> = cards.iter().enumerate().filter(|(_, c)| !c.removed).map(|(at, _)| at).collect();
    let in_force = |row: &model::Assignment| Item {
        anchor: anchor(row.number),
        number: row.number,
        revision: work.former.get(&row.number).map_or(0, |d| d.revision),
        text: row.text.clone(),
        now: Some(DutyView::of(frame, &before.campaign, row, "", known.get(&row.id))),
        agencies: known.get(&row.id).map_or(0, |k| k.agencies),
        ..Item::default()
    };
    let mut changed: Vec<Item> = Vec::new();
    for one in &compared.changed {
        let (row, after) = (&rows[one.row], &reading.assignments[one.at]);
        let fate = compare::changed(row, &fates);
        let choices = Fate::CHANGED.into_iter().map(|f| (f, f == fate)).collect();
        let item = Item { text: after.text.clone(), fields: fields(frame, &one.before, after, one), choices, ..in_force(row) };
        changed.push(at_card(item, places.get(one.at), cards, "plan-diff-changed"));
    }
    let mut dropped: Vec<Item> = Vec::new();
    for row in compared.dropped.iter().map(|row| &rows[*row]) {
        let fate = compare::dropped(row, &fates);
        let choices = Fate::DROPPED.into_iter().map(|f| (f, f == fate)).collect();
        let kept = row.basis == compare::KEPT;
        let lead = row.lead.iter().map(|a| a.name.clone()).collect::<Vec<_>>().join("; ");
        let mut item = Item { deadline: deadline(frame, &row.deadline_text, row.deadline_end.as_deref()), lead, choices, ..in_force(row) };
        item.because = if kept { row.because.clone() } else { String::new() };
        if let Some(card) = cards.iter().find(|c| c.removed && vietnamese::same_text(&c.text, &row.text)) {
            (item.key, item.line, item.removed) = (card.key, card.line, true);
        }
        dropped.push(item);
    }
    let mut added: Vec<Item> = Vec::new();
    for at in &compared.added {
        let duty = &reading.assignments[*at];
        let item = Item { text: duty.text.clone(), deadline: of_reading(frame, duty), lead: duty.lead.join("; "), ..Item::default() };
        added.push(at_card(item, places.get(*at), cards, "plan-diff-added"));
    }
    let stay = decided.pairs.len() + decided.kept.len();
    let withdrawn = rows.iter().filter(|r| r.withdrawn_at.is_none()).count().saturating_sub(stay);
    Amends { same: compared.same(), withdrawn, kept: decided.kept.len(), added, dropped, changed }
}

/// Links an item and its card with each other.
fn at_card(mut item: Item, place: Option<&usize>, cards: &mut [Card], what: &'static str) -> Item {
    if let Some(card) = place.and_then(|at| cards.get_mut(*at)) {
        (item.key, item.card, item.line) = (card.key, card.number, card.line);
        if item.anchor.is_empty() {
            item.anchor = format!("moi-{}", card.key);
        }
        card.change = Some((item.anchor.clone(), what));
    }
    item
}

/// Words, deadline and leads, and whatever else differs; what did not change is there to be read beside it.
fn fields(frame: &Frame, before: &Assignment, after: &Assignment, one: &compare::Changed) -> Vec<Field> {
    let differs = |field: &str| one.changes.iter().any(|c| c.field == field);
    let mut all = Vec::new();
    let mut put = |label, field: &str, always: bool, (before, after): (Vec<Piece>, Vec<Piece>)| {
        if always || differs(field) {
            all.push(Field { label, before, after, changed: differs(field) });
        }
    };
    put("plan-edit-text", "text", false, marked::both(&before.text, &after.text));
    put("plan-deadline", "deadline", true, marked::both(&of_reading(frame, before), &of_reading(frame, after)));
    put("plan-lead", "lead", true, marked::lists(&before.lead, &after.lead));
    put("plan-coordinating", "coordinating", false, marked::lists(&before.coordinating, &after.coordinating));
    let path = |d: &Assignment| crate::naming::citation(&d.path);
    put("plan-section", "path", false, marked::both(&path(before), &path(after)));
    all
}

fn of_reading(frame: &Frame, duty: &Assignment) -> String {
    let due = duty.deadline.clone().unwrap_or_default();
    deadline(frame, &due.text, due.end.as_deref())
}

/// The plan's words, and the last day that they are understood as.
fn deadline(frame: &Frame, words: &str, end: Option<&str>) -> String {
    let day = end.map(|iso| frame.t1("plan-understood-until", "day", crate::words::shown(iso)));
    match (words.is_empty(), day) {
        (true, None) => frame.t("plan-deadline-none"),
        (true, Some(day)) => day,
        (false, None) => words.to_owned(),
        (false, Some(day)) => format!("{words} ({day})"),
    }
}

/// Duties of older versions that would stay in force, for the preview.
pub(crate) fn kept<'b>(before: &'b Before, work: &Work, reading: &Reading) -> Vec<&'b model::Assignment> {
    let compared = compare::Former::of(&before.reading, &before.duties).compare(reading, &before.duties);
    compared.decided(&before.duties, &work.fates()).kept.into_iter().map(|row| &before.duties[row]).collect()
}

/// The plan in force, if the draft amends one.
pub(crate) async fn before(db: &mut impl base::Fetch, campaign: Option<Uuid>) -> base::Result<Option<Before>> {
    match campaign {
        Some(id) => Ok(Some(publish::before(db, id).await?)),
        None => Ok(None),
    }
}
