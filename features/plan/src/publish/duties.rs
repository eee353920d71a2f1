//! Nhiệm vụ: writes the duties of a reading. In an amended plan a duty that stays, changed or not, keeps key and number;
//! one that is gone is marked withdrawn, never deleted.
use super::sections::{Heading, anchor};
use super::{Ctx, activities, resolve, write};
use crate::{model, naming, store};
use base::{Fetch, Result, Tx, args};
use plan_reader::model::{Assignment, Basis, Reading};
use std::collections::HashMap;
use uuid::Uuid;

/// A duty as written.
pub(crate) struct Written {
    pub id: Uuid,
    pub confirmed: bool,
}

pub(super) async fn write(tx: &mut Tx, ctx: &Ctx<'_>, headings: &[Heading], activities: &[activities::Written], before: Option<&Reading>) -> Result<Vec<Written>> {
    let old: Vec<model::Assignment> = tx.all(store::DUTIES, args![ctx.campaign]).await?;
    let pairs = before.map(|before| pairs(before, ctx.reading, &old)).unwrap_or_default();
    let (mut number,): (i64,) = tx.one(write::LAST_NUMBER, args![ctx.campaign]).await?;
    let names = resolve::everybody(ctx.reading);
    let mut written = Vec::new();
    let shorts = short_names(ctx.reading, &names);
    for (ordinal, duty) in ctx.reading.assignments.iter().enumerate() {
        let same = pairs.get(&ordinal).map(|at| &old[*at]);
        let answer = ctx.answers.duties.get(ordinal).cloned().unwrap_or_default();
        let was_confirmed = same.filter(|o| o.text == duty.text).and_then(|o| o.confirmed_at);
        let confirmed_at = if answer.confirmed { Some(ctx.actor.at) } else { was_confirmed };
        let confirmed_by = answer.confirmed.then_some(ctx.actor.account).flatten();
        let activity = activities.iter().filter(|a| duty.path.starts_with(&a.labels)).max_by_key(|a| a.labels.len());
        let kind = answer.kind.as_deref().or(activity.map(|a| a.kind.as_str())).map_or("other", model::kind);
        let activity = activity.map(|a| a.id);
        let path = anchor(headings, &duty.path, duty.span.start);
        let text = vietnamese::normalize_line(&duty.text);
        let short = &shorts[ordinal];
        let due = duty.deadline.clone().unwrap_or_default();
        let (basis, because, confidence) = (basis(duty.basis), &duty.because, duty.confidence);
        let id = same.map_or_else(Uuid::now_v7, |o| o.id);
        if same.is_some() {
            let values = args![
                id, ctx.document, ordinal, kind, activity, path, text, short, basis, due.text, due.start, due.end, duty.span.start,
                duty.span.end, confidence, because, confirmed_at, confirmed_by
            ];
            tx.exec(write::UPDATE_DUTY, values).await?;
        } else {
            number += 1;
            let values = args![
                id, ctx.campaign, ctx.document, ordinal, number, kind, activity, path, text, short, basis, due.text, due.start, due.end,
                duty.span.start, duty.span.end, confidence, because, confirmed_at, confirmed_by
            ];
            tx.exec(write::INSERT_DUTY, values).await?;
        }
        // What a person answered about the agencies holds until the plan itself names others.
        let answered = !answer.confirmed && was_confirmed.is_some() && same.is_some_and(|o| same_agencies(before, o, duty));
        if !answered {
            tx.exec(write::DROP_DUTY_AGENCIES, args![id]).await?;
            agencies(tx, ctx, id, duty).await?;
        }
        written.push(Written { id, confirmed: confirmed_at.is_some() });
    }
    for gone in old.iter().filter(|o| o.withdrawn_at.is_none() && !written.iter().any(|w| w.id == o.id)) {
        tx.exec(write::WITHDRAW_DUTY, args![gone.id, ctx.actor.at]).await?;
    }
    Ok(written)
}

/// Short names of a reading's duties, in its order.
pub(crate) fn short_names(reading: &Reading, everybody: &[&str]) -> Vec<String> {
    let paths: Vec<String> = reading.assignments.iter().map(|d| naming::citation(&d.path)).collect();
    let of = reading.assignments.iter().zip(&paths);
    let duties: Vec<_> = of.map(|(d, path)| naming::ToName { text: &d.text, path, lead: d.lead.first().map_or("", String::as_str) }).collect();
    naming::duty_names(&duties, everybody)
}

async fn agencies(tx: &mut Tx, ctx: &Ctx<'_>, id: Uuid, duty: &Assignment) -> Result<()> {
    for (role, names) in [("lead", &duty.lead), ("coordinating", &duty.coordinating)] {
        for (at, words) in names.iter().enumerate() {
            tx.exec(write::INSERT_DUTY_AGENCY, args![id, role, at, ctx.who.get(words), words]).await?;
        }
    }
    Ok(())
}

/// The earlier plan named the same agencies for this duty as the new one does.
fn same_agencies(before: Option<&Reading>, old: &model::Assignment, duty: &Assignment) -> bool {
    let was = usize::try_from(old.ordinal).ok().and_then(|at| before?.assignments.get(at));
    was.is_some_and(|was| was.lead == duty.lead && was.coordinating == duty.coordinating)
}

/// Code of a basis as stored.
pub(crate) fn basis(basis: Basis) -> &'static str {
    match basis {
        Basis::Label => "label",
        Basis::Bracket => "bracket",
        Basis::Table => "table",
        Basis::Heading => "heading",
        Basis::Prose => "prose",
    }
}

/// Which duty of the new reading is which stored one: changed ones as the diff pairs them, the others by equal words.
/// `old` is found by its place in the old reading.
fn pairs(before: &Reading, after: &Reading, old: &[model::Assignment]) -> HashMap<usize, usize> {
    let diff = plan_reader::diff(before, after);
    let mut free: Vec<usize> = (0..before.assignments.len()).filter(|i| !diff.dropped.contains(&before.assignments[*i])).collect();
    let mut pairs = HashMap::new();
    let stored = |i: usize| old.iter().position(|o| o.withdrawn_at.is_none() && usize::try_from(o.ordinal) == Ok(i));
    for (at, duty) in after.assignments.iter().enumerate() {
        let was = diff.changed.iter().find(|c| c.after == *duty).map(|c| &c.before);
        let same = |i: &usize| match was {
            Some(was) => before.assignments[*i] == *was,
            None => !diff.added.contains(duty) && vietnamese::same_text(&before.assignments[*i].text, &duty.text),
        };
        let near = |i: &usize| before.assignments[*i].path == duty.path;
        let Some(found) = free.iter().copied().find(|i| same(i) && near(i)).or_else(|| free.iter().copied().find(|i| same(i))) else { continue };
        free.retain(|i| *i != found);
        if let Some(row) = stored(found) {
            pairs.insert(at, row);
        }
    }
    pairs
}
