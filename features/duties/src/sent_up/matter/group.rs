//! Gộp và tách: several matters become one, answered together; a difficulty goes its own way again. Neither wins time: the earliest
//! term goes on to run.
use super::acts::{begin, is_fresh, value};
use super::flow;
use super::store::{self, Matter};
use super::view::{Loaded, again};
use super::{board, href};
use crate::sent_up::desk::Desk;
use crate::sent_up::extension::decide::Typed;
use crate::sent_up::model::{Act, Clock, Step};
use crate::sent_up::slip::store as slips;
use crate::sent_up::store::{Note, Reach, note};
use axum::Form as Body;
use axum::extract::Path;
use axum::response::Response;
use base::{Error, Result, Viewer, args};
use serde_json::json;
use ui::{Form, Frame};
use uuid::Uuid;

/// `POST /nhiem-vu/vuong-mac/gop`
pub async fn group(frame: Frame, viewer: Viewer, Body(typed): Body<Typed>) -> Result<Response> {
    let desk = Desk::working(&frame, &viewer).await?;
    desk.demand_office(&viewer)?;
    let mut ids: Vec<Uuid> = typed.iter().filter(|(n, _)| n == "gop").filter_map(|(_, v)| v.parse().ok()).collect();
    ids.sort_unstable();
    ids.dedup();
    if ids.len() < 2 {
        return board::again(&frame, &viewer, &desk, &frame.t("sentup-error-group")).await;
    }
    let title = vietnamese::normalize_line(value(&typed, "title")).chars().take(160).collect::<String>();
    let actor = viewer.actor();
    let mut tx = frame.site.db.write().await?;
    flow::lock(&mut tx, desk.campaign.id).await?;
    let mut matters: Vec<Matter> = Vec::with_capacity(ids.len());
    for id in ids {
        matters.push(store::find(&mut tx, desk.campaign.id, id).await?);
    }
    if matters.iter().any(|m| !m.step().is_groupable()) {
        drop(tx);
        return board::again(&frame, &viewer, &desk, &frame.t("sentup-conflict")).await;
    }
    matters.sort_by_key(|m| m.number);
    let (step, clock) = together(&desk, &matters, actor.at);
    let Some((target, others)) = matters.split_first() else { return Err(Error::NotFound) };
    let numbers = matters.iter().map(Matter::label).collect::<Vec<_>>().join(", ");
    for other in others {
        tx.exec(slips::MOVE_ALL, args![other.id, target.id]).await?;
        flow::set(&mut tx, &actor, other, Step::Merged, Clock { due_at: None, left: None }).await?;
        tx.exec(store::MERGE, args![other.id, target.id]).await?;
        let detail = json!({ "numbers": numbers, "spent": flow::taken(&desk, other, actor.at)["spent"] });
        note(&mut tx, &actor, Note { subject: other.id, slip: None, kind: "group", reach: Reach::All, words: "", detail }).await?;
    }
    flow::set(&mut tx, &actor, target, step, clock).await?;
    if !title.is_empty() {
        tx.exec(store::TITLE, args![target.id, &title]).await?;
    }
    let detail = json!({ "numbers": numbers });
    note(&mut tx, &actor, Note { subject: target.id, slip: None, kind: "group", reach: Reach::All, words: &title, detail: detail.clone() }).await?;
    tx.audit(&actor, "matter.group", "matter", target.id, Some(desk.campaign.id), detail).await?;
    let target = target.id;
    tx.commit().await?;
    Ok(ui::done(&href(target), &frame.t("sentup-did-group")))
}

/// Step and clock of matters put together: an open question stays open; otherwise the office has it, with the earliest term of those
/// that it had already, or a new one when all were new.
fn together(desk: &Desk, matters: &[Matter], now: i64) -> (Step, Clock) {
    let at = |step: Step| matters.iter().filter(move |m| m.step() == step);
    let running = at(Step::Taken).filter_map(|m| m.due_at).min();
    if at(Step::Asked).next().is_some() {
        let left = running.map(|due| desk.minutes(now, due)).into_iter().chain(at(Step::Asked).filter_map(|m| m.left_minutes)).min();
        return (Step::Asked, Clock { due_at: at(Step::Asked).filter_map(|m| m.due_at).min(), left });
    }
    let fresh = Clock::fresh(Step::Taken, &desk.rules, now);
    (Step::Taken, Clock { due_at: running.or(fresh.due_at), left: None })
}

/// `POST …/tach`: one difficulty becomes a matter of its own again.
pub async fn split(frame: Frame, viewer: Viewer, Path(id): Path<Uuid>, Body(typed): Body<Typed>) -> Result<Response> {
    let loaded = Loaded::find(&frame, &viewer, id).await?;
    loaded.desk.demand_office(&viewer)?;
    let slip: Option<Uuid> = value(&typed, "phieu").parse().ok();
    let slip = loaded.slips.iter().find(|s| Some(s.id) == slip && s.is_sent()).cloned().ok_or(Error::NotFound)?;
    let stay: Vec<&slips::Slip> = loaded.slips.iter().filter(|s| s.is_sent() && s.id != slip.id).collect();
    let (desk, matter) = (&loaded.desk, &loaded.matter);
    if !is_fresh(&typed, &loaded) || !matter.step().is_groupable() || stay.is_empty() {
        return again(&frame, &viewer, loaded, Form::from_pairs(typed), true).await;
    }
    let (actor, mut tx) = (viewer.actor(), begin(&frame, &loaded).await?);
    // The clock of the office runs on for both; an open question goes with who was asked
    let back = matter.clock().after(Act::Answer, Step::Asked, Step::Taken, &desk.rules, actor.at);
    let part = |asked: bool| match matter.step() {
        Step::Asked if !asked => (Step::Taken, back),
        step => (step, matter.clock()),
    };
    let (step, clock) = part(slip.asked_at.is_some());
    let (own, number) = store::insert(&mut tx, desk.campaign.id, &slip.title, step, clock, actor.at).await?;
    tx.exec(slips::MOVE, args![slip.id, own]).await?;
    let (step, clock) = part(stay.iter().any(|s| s.asked_at.is_some()));
    flow::set(&mut tx, &actor, matter, step, clock).await?;
    let detail = json!({ "numbers": format!("{}, {}", matter.label(), store::label(number)) });
    for subject in [matter.id, own] {
        let n = Note { subject, slip: Some(slip.id), kind: "split", reach: Reach::Agency(slip.agency), words: "", detail: detail.clone() };
        note(&mut tx, &actor, n).await?;
    }
    tx.audit(&actor, "matter.split", "matter", matter.id, Some(desk.campaign.id), detail).await?;
    tx.commit().await?;
    Ok(ui::done(&href(own), &frame.t("sentup-did-split")))
}
