//! Lên trang chủ: which campaign the site shows after a publication, and a change that waits for its day. A running
//! campaign is never pushed off the home page in silence.
use crate::door;
use crate::model::Campaign;
use base::{Actor, Fetch, Job, Result, Site, Tx, settings};
use jiff::civil::Date;
use serde_json::json;
use std::time::Duration;
use uuid::Uuid;

/// Setting: the campaign that comes to the home page and its day, `KEY DAY`; empty when none waits.
const NEXT: &str = "plan.next";

/// When a newly published campaign comes to the home page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Home {
    /// At once.
    Now,
    /// On this day.
    From(Date),
    /// Only when somebody says so.
    No,
}

/// What the dates suggest: at once if nothing runs any more, else when the new one begins and the other is over.
pub(crate) fn by_dates(today: Date, running: Option<&Campaign>, start: Option<Date>) -> Home {
    let Some(running) = running else { return Home::Now };
    let (Some(end), Some(start)) = (running.end(), start) else { return Home::No };
    if end < today {
        return Home::Now;
    }
    let free = end.tomorrow().unwrap_or(end);
    Home::From(start.max(free))
}

/// Writes down what the site shows from now on; `running` is what it showed before.
pub(super) async fn place(tx: &mut Tx, actor: &Actor, new: Uuid, running: Option<&Campaign>, home: Home) -> Result<()> {
    let shown = match (home, running) {
        (Home::Now, _) | (_, None) => new,
        (_, Some(running)) => running.id,
    };
    settings::set(tx, door::CURRENT, &shown.to_string(), actor.at).await?;
    if let (Home::From(day), Some(_)) = (home, running) {
        settings::set(tx, NEXT, &format!("{new} {}", vietnamese::dates::iso(day)), actor.at).await?;
    }
    Ok(())
}

/// The campaign that waits for its day.
pub(crate) async fn waiting(db: &mut impl Fetch) -> Result<Option<(Uuid, Date)>> {
    let value = settings::get(db, NEXT).await?.unwrap_or_default();
    Ok(value.split_once(' ').and_then(|(id, day)| Some((id.parse().ok()?, day.parse().ok()?))))
}

/// Takes the waiting change back; the caller audits.
pub(crate) async fn forget(tx: &mut Tx, now: i64) -> Result<()> {
    settings::set(tx, NEXT, "", now).await
}

/// Brings a campaign to the home page on its day.
pub(crate) const TURN: Job = Job { name: "plan-home", every: Duration::from_secs(60), real_days: false, run: |site| Box::pin(turn(site)) };

pub(crate) async fn turn(site: Site) -> Result<()> {
    let due = waiting(&mut site.db.reader()).await?.filter(|(_, day)| *day <= site.clock.today());
    if due.is_none() {
        return Ok(());
    }
    let actor = Actor::program("job plan-home", site.clock.now_ms());
    let mut tx = site.db.write().await?;
    tx.lock("plan").await?;
    let Some((id, _)) = waiting(&mut tx).await?.filter(|(_, day)| *day <= site.clock.today()) else { return Ok(()) };
    settings::set(&mut tx, door::CURRENT, &id.to_string(), actor.at).await?;
    forget(&mut tx, actor.at).await?;
    tx.audit(&actor, "plan.current", "campaign", id, Some(id), json!({ "waited": true })).await?;
    tx.commit().await?;
    crate::refresh(&site).await
}
