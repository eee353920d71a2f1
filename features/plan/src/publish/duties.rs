//! Nhiệm vụ: writes the duties of a reading. In an amended plan a duty that stays, changed or not, keeps key and number;
//! one that is gone is marked withdrawn, never deleted, or kept in force as it is where a person says so.
use super::compare::{Former, KEPT};
use super::history::{self, What};
use super::sections::{Heading, anchor};
use super::{Before, Ctx, activities, resolve, write};
use crate::{model, naming};
use base::{Fetch, Result, Tx, args};
use plan_reader::model::{Assignment, Basis, Reading};
use uuid::Uuid;

/// A duty as written.
pub(crate) struct Written {
    pub id: Uuid,
    pub confirmed: bool,
}

/// What became of the duties.
pub(crate) struct Done<'a> {
    /// Those of the reading, in its order.
    pub written: Vec<Written>,
    /// Those of older versions that stay in force.
    pub kept: Vec<&'a model::Assignment>,
    pub withdrawn: usize,
}

pub(super) async fn write<'a>(tx: &mut Tx, ctx: &Ctx<'_>, headings: &[Heading], activities: &[activities::Written], before: Option<&'a Before>) -> Result<Done<'a>> {
    let old = before.map(|b| b.duties.as_slice()).unwrap_or_default();
    let former = before.map(|b| Former::of(&b.reading, old));
    let compared = former.as_ref().map(|f| f.compare(ctx.reading, old)).unwrap_or_default();
    let decided = compared.decided(old, &ctx.answers.former);
    let kept: Vec<&model::Assignment> = decided.kept.iter().map(|row| &old[*row]).collect();
    let (mut number,): (i64,) = tx.one(write::LAST_NUMBER, args![ctx.campaign]).await?;
    let names = resolve::everybody(ctx.reading);
    let mut written = Vec::new();
    let mut happened = Vec::new();
    let mut numbers = Vec::new();
    let shorts = short_names(ctx.reading, &kept, &names);
    for (ordinal, duty) in ctx.reading.assignments.iter().enumerate() {
        let same = decided.pairs.get(&ordinal).map(|at| &old[*at]);
        let answer = ctx.answers.duties.get(ordinal).cloned().unwrap_or_default();
        // Of one that was kept from an older text a person confirmed other words and agencies
        let was_confirmed = same.filter(|o| o.text == duty.text && !o.is_kept()).and_then(|o| o.confirmed_at);
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
            let changes = compared.changed.iter().find(|c| c.at == ordinal).map(|c| c.changes.as_slice()).unwrap_or_default();
            match same {
                _ if !changes.is_empty() => happened.push(What::changed(id, duty.text.clone(), changes)),
                Some(kept) if kept.is_kept() => happened.push(What::named(id, duty.text.clone())),
                _ => {}
            }
        } else {
            number += 1;
            happened.extend(before.is_some().then(|| What::added(id, duty.text.clone())));
            let values = args![
                id, ctx.campaign, ctx.document, ordinal, number, kind, activity, path, text, short, basis, due.text, due.start, due.end,
                duty.span.start, duty.span.end, confidence, because, confirmed_at, confirmed_by
            ];
            tx.exec(write::INSERT_DUTY, values).await?;
        }
        // What a person answered about the agencies holds until the plan itself names others.
        let answered = !answer.confirmed && was_confirmed.is_some() && same.is_some_and(|o| same_agencies(before, o, duty));
        numbers.push(same.map_or(number, |o| o.number));
        if !answered {
            tx.exec(write::DROP_DUTY_AGENCIES, args![id]).await?;
            agencies(tx, ctx, id, duty).await?;
        }
        written.push(Written { id, confirmed: confirmed_at.is_some() });
    }
    let other = |id: Uuid| decided.apart.iter().find(|(row, _)| old[*row].id == id).map(|(_, at)| numbers[*at]);
    for (n, one) in kept.iter().enumerate() {
        keep(tx, ctx, one, n, &shorts).await?;
        happened.push(What::kept(one.id, one.text.clone(), other(one.id)));
    }
    let stays = |id: Uuid| written.iter().any(|w: &Written| w.id == id) || kept.iter().any(|k| k.id == id);
    let mut withdrawn = 0;
    for gone in old.iter().filter(|o| o.withdrawn_at.is_none() && !stays(o.id)) {
        tx.exec(write::WITHDRAW_DUTY, args![gone.id, ctx.actor.at]).await?;
        happened.push(What::withdrawn(gone.id, gone.text.clone(), other(gone.id)));
        withdrawn += 1;
    }
    history::write(tx, ctx.document, &happened).await?;
    Ok(Done { written, kept, withdrawn })
}

/// A duty that stays in force though the new text does not name it: its words, deadline, agencies and its place in the older version's
/// text stay as they are. Its reason says where it comes from, once.
async fn keep(tx: &mut Tx, ctx: &Ctx<'_>, one: &model::Assignment, n: usize, shorts: &[String]) -> Result<()> {
    let because = if one.basis == KEPT {
        one.because.clone()
    } else {
        let from = format!("Lời của bản {}; bản {} không còn nêu, người duyệt giữ nguyên hiệu lực.", ctx.version - 1, ctx.version);
        format!("{from} {}", one.because).trim().to_owned()
    };
    let at = ctx.reading.assignments.len() + n;
    tx.exec(write::KEEP_DUTY, args![one.id, at, &shorts[at], KEPT, because]).await?;
    Ok(())
}

/// Short names of a reading's duties, in its order, then of those that are kept beside it.
pub(crate) fn short_names(reading: &Reading, kept: &[&model::Assignment], everybody: &[&str]) -> Vec<String> {
    let paths: Vec<String> = reading.assignments.iter().map(|d| naming::citation(&d.path)).collect();
    let of = reading.assignments.iter().zip(&paths);
    let mut duties: Vec<_> = of.map(|(d, path)| naming::ToName { text: &d.text, path, lead: d.lead.first().map_or("", String::as_str) }).collect();
    duties.extend(kept.iter().map(|d| naming::ToName { text: &d.text, path: &d.path, lead: d.lead.first().map_or("", |a| &a.words) }));
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
fn same_agencies(before: Option<&Before>, old: &model::Assignment, duty: &Assignment) -> bool {
    let was = usize::try_from(old.ordinal).ok().and_then(|at| before?.reading.assignments.get(at));
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
