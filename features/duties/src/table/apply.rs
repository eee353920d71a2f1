//! Thực hiện hàng loạt: all acts in one transaction, or none. Each duty has its event and its audit entry; each agency gets one mail.
use super::change::{Before, Do, Request, Rule, Wanted};
use super::store;
use crate::notices::{Letters, Post, To};
use crate::sent_up::extension::closing;
use crate::store::{Duty, Move, step};
use crate::words;
use base::{Actor, Error, Result, Site, Tx, args};
use plan::door::Assignment;
use serde_json::json;
use std::collections::HashMap;
use uuid::Uuid;

/// Applies what is wanted to duties that were read in this transaction; returns what they were before. More time that is given answers the
/// agency's open request.
///
/// # Errors
/// [`Error::Conflict`] when a duty is not as it was seen or cannot take its act: nothing is done then.
pub(crate) async fn apply(tx: &mut Tx, actor: &Actor, campaign: Uuid, duties: &[Duty], wanted: &[Wanted], rule: Rule) -> Result<Vec<Before>> {
    let extends = wanted.iter().flat_map(|w| &w.does).any(|d| matches!(d, Do::Extend { .. }));
    let open = if extends { closing::open(tx, campaign).await? } else { HashMap::new() };
    let by_key: HashMap<Uuid, &Duty> = duties.iter().map(|d| (d.id, d)).collect();
    let mut before = Vec::with_capacity(wanted.len());
    for one in wanted {
        let conflict = || Error::Conflict("duties-conflict".into());
        let mut duty = by_key.get(&one.id).copied().cloned().filter(|d| d.revision == one.revision).ok_or_else(conflict)?;
        let was = duty.clone();
        let mut request = None;
        for act in &one.does {
            act_on(tx, actor, &mut duty, act, rule).await?;
            if let (Do::Extend { day, words }, Some(line)) = (act, open.get(&one.id)) {
                closing::grant(tx, actor, campaign, line, &day.to_string(), words).await?;
                request = Some(Request { line: line.id, extension: line.extension, state: line.state.clone() });
            }
        }
        let Duty { id, state, deadline, finished_on, officer, .. } = was;
        before.push(Before { id, revision: duty.revision, state, deadline, finished_on, officer, request });
    }
    Ok(before)
}

async fn act_on(tx: &mut Tx, actor: &Actor, duty: &mut Duty, act: &Do, rule: Rule) -> Result<()> {
    let (state, deadline, finished_on) = act.on(duty, rule).map_err(|key| Error::Conflict(key.into()))?;
    match act {
        Do::Remind { words } => {
            crate::store::event(tx, actor, duty.id, "remind", words, &json!({})).await?;
            tx.audit(actor, "duty.remind", "duty", duty.id, Some(duty.campaign), json!({})).await?;
        }
        Do::Officer { account } => {
            store::set_officer(tx, duty, *account).await?;
            duty.revision += 1;
            duty.officer = *account;
            crate::store::event(tx, actor, duty.id, "officer", "", &json!({ "account": account })).await?;
            tx.audit(actor, "duty.officer", "duty", duty.id, Some(duty.campaign), json!({ "account": account })).await?;
        }
        Do::Confirm | Do::SendBack { .. } | Do::Extend { .. } | Do::Report { .. } => {
            let detail = match act {
                Do::Extend { .. } => json!({ "deadline_before": duty.deadline, "deadline": deadline }),
                Do::Report { .. } => json!({ "finished_on": finished_on, "on_behalf": true }),
                _ => json!({}),
            };
            let to = Move { kind: act.kind(), state, deadline: deadline.clone(), finished_on: finished_on.clone(), words: act.words(), detail };
            step(tx, actor, duty, to).await?;
            moved(duty, actor, state, deadline, finished_on);
        }
    }
    Ok(())
}

/// The duty after a step, so that a further act of the same transaction follows on it.
pub(crate) fn moved(duty: &mut Duty, actor: &Actor, state: crate::model::State, deadline: Option<String>, finished_on: Option<String>) {
    duty.revision += 1;
    duty.seq += 1;
    duty.from_at = actor.at.max(duty.from_at + 1);
    duty.finished_on = finished_on.filter(|_| state.is_finished());
    state.code().clone_into(&mut duty.state);
    duty.deadline = deadline;
}

/// Notes an act on many under the key of its form: so that it can be taken back, and is not done again when the form comes twice.
pub(crate) async fn note(tx: &mut Tx, actor: &Actor, campaign: Uuid, key: Uuid, before: &[Before]) -> Result<()> {
    let items = serde_json::to_string(before).map_err(Error::internal)?;
    tx.exec(store::BULK_INSERT, args![key, campaign, actor.account, actor.at, items]).await.map(drop)
}

/// One mail for each agency with all its duties, and for each person who is to follow some; returns how many people were told.
pub(crate) async fn mail(site: &Site, tx: &mut Tx, actor: &Actor, post: &Post, duties: &[Duty], lines: &HashMap<Uuid, Assignment>, wanted: &[Wanted]) -> Result<usize> {
    let does: HashMap<Uuid, &Wanted> = wanted.iter().map(|w| (w.id, w)).collect();
    let mut letters = Letters::default();
    for duty in duties {
        for act in does.get(&duty.id).into_iter().flat_map(|one| &one.does) {
            let to = match act {
                Do::Officer { account } => account.map(To::Person),
                _ => duty.agency.map(To::Agency),
            };
            letters.add(to, sentence(site, duty, lines.get(&duty.assignment), act));
        }
    }
    letters.send(site, tx, actor, post).await
}

/// "Nhắc việc: nhiệm vụ 12, Xe cứu thương, hạn 20/09/2024. …"
pub(crate) fn sentence(site: &Site, duty: &Duty, line: Option<&Assignment>, act: &Do) -> String {
    let day = match act {
        Do::Extend { day, .. } => vietnamese::dates::short(*day),
        _ => words::day(duty.deadline.as_deref()),
    };
    words::news(site, duty, line.map(|l| l.short_name.as_str()).unwrap_or_default(), act.kind(), &day, act.words())
}
