//! Một bước của việc (a step of a matter): the only way to move one. It checks that nobody was first, sets the clock, writes the
//! history with the working time that the step took, and the log.
use super::store::{self, Matter};
use crate::sent_up::desk::Desk;
use crate::sent_up::model::{Act, Clock, Step};
use crate::sent_up::slip::store as slips;
use crate::sent_up::store::{Note, Reach, note};
use base::{Actor, Error, Result, Tx, args};
use serde_json::{Value, json};
use uuid::Uuid;

/// All changes to matters of a campaign follow one another: a group, its members and its number are never seen half changed.
pub async fn lock(tx: &mut Tx, campaign: Uuid) -> Result<()> {
    tx.lock(&format!("sent-up {campaign}")).await
}

/// What is said with an act.
pub struct Said<'a> {
    /// Words of the history.
    pub words: &'a str,
    /// Who reads them.
    pub reach: Reach,
    /// The difficulty that it is about, if one.
    pub slip: Option<Uuid>,
}

impl<'a> Said<'a> {
    /// To all concerned.
    pub fn all(words: &'a str) -> Said<'a> {
        Said { words, reach: Reach::All, slip: None }
    }
    /// To the coordinating department and the leaders.
    pub fn office(words: &'a str) -> Said<'a> {
        Said { words, reach: Reach::Office, slip: None }
    }
}

/// Does an act on a matter as it was read, and returns where it leads.
///
/// # Errors
/// [`Error::Conflict`] when somebody else was first, or the act is not possible any more.
pub async fn act(tx: &mut Tx, actor: &Actor, desk: &Desk, matter: &Matter, act: Act, said: Said<'_>) -> Result<Step> {
    let from = matter.step();
    let to = act.from(from).ok_or_else(|| Error::Conflict("sentup-conflict".into()))?;
    let clock = matter.clock().after(act, from, to, &desk.rules, actor.at);
    set(tx, actor, matter, to, clock).await?;
    if matches!(act, Act::Propose | Act::Settle) {
        tx.exec(slips::UNASK, args![matter.id]).await?;
    }
    if act == Act::Reopen {
        tx.exec(slips::FORGET, args![matter.id]).await?;
        tx.exec(store::DECIDE, args![matter.id, "", None::<String>, None::<Uuid>, None::<i64>]).await?;
    }
    let detail = taken(desk, matter, actor.at);
    let entry = Note { subject: matter.id, slip: said.slip, kind: act.code(), reach: said.reach, words: said.words, detail: detail.clone() };
    note(tx, actor, entry).await?;
    let detail = json!({ "from": from.code(), "to": to.code(), "spent": detail["spent"], "over": detail["over"] });
    tx.audit(actor, act.verb(), "matter", matter.id, Some(matter.campaign), detail).await?;
    Ok(to)
}

/// Puts a matter at a step with a clock, if nobody changed it since it was read.
pub async fn set(tx: &mut Tx, actor: &Actor, matter: &Matter, to: Step, clock: Clock) -> Result<()> {
    slips::changed(tx.exec(store::MOVE, args![matter.id, matter.revision, to.code(), actor.at, clock.due_at, clock.left]).await?)
}

/// How many working minutes the step took that ends now, and how many too many.
pub fn taken(desk: &Desk, matter: &Matter, now: i64) -> Value {
    let over = matter.due_at.filter(|due| *due < now).map(|due| desk.minutes(due, now));
    json!({ "spent": desk.minutes(matter.step_at, now), "over": over })
}
