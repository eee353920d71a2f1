//! Việc của cơ quan điều phối: takes a matter over, asks back, proposes or answers by itself, takes the proposal back, opens it again.
use super::flow::{self, Said};
use super::view::{Loaded, again};
use super::{href, store};
use crate::sent_up::extension::decide::Typed;
use crate::sent_up::model::Act;
use crate::sent_up::notice::{self, Notice, To};
use crate::sent_up::slip::store as slips;
use crate::sent_up::store::Reach;
use axum::Form as Body;
use axum::extract::Path;
use axum::response::Response;
use base::{Actor, Error, Result, Tx, Viewer, args};
use serde_json::json;
use ui::{Form, Frame};
use uuid::Uuid;

/// A value of several lines.
pub fn words(typed: &Typed, name: &str) -> String {
    vietnamese::normalize(value(typed, name)).trim().to_owned()
}

/// A value as it was typed.
pub fn value<'t>(typed: &'t Typed, name: &str) -> &'t str {
    typed.iter().find(|(n, _)| n == name).map_or("", |(_, v)| v.as_str())
}

/// Whether the form was filled in on this state of the matter.
pub fn is_fresh(typed: &Typed, loaded: &Loaded) -> bool {
    value(typed, "revision").parse() == Ok(loaded.matter.revision)
}

/// Begins the change: the campaign's lock, and nobody changed the matter since it was read.
pub async fn begin(frame: &Frame, loaded: &Loaded) -> Result<Tx> {
    let mut tx = frame.site.db.write().await?;
    flow::lock(&mut tx, loaded.desk.campaign.id).await?;
    let now = store::find(&mut tx, loaded.desk.campaign.id, loaded.matter.id).await?;
    if now.revision == loaded.matter.revision { Ok(tx) } else { Err(Error::Conflict("sentup-conflict".into())) }
}

/// Tells somebody of the step, commits, and goes back to the matter.
#[allow(clippy::too_many_arguments)]
pub async fn finish(frame: &Frame, mut tx: Tx, actor: &Actor, loaded: &Loaded, to: Option<To>, kind: &str, words: &str, done: &str) -> Result<Response> {
    let id = loaded.matter.id;
    if let Some(to) = to {
        let (title, href) = (format!("{} {}", loaded.matter.label(), loaded.matter.title), if matches!(to, To::Leaders) { format!("{}/quyet", href(id)) } else { href(id) });
        let told = Notice { campaign: loaded.desk.campaign.id, to, kind, title: &title, words, href: &href };
        notice::send(&frame.site, &mut tx, actor, &told).await?;
    }
    tx.commit().await?;
    frame.site.mail_waiting.notify_one();
    Ok(ui::done(&href(id), &frame.t(done)))
}

/// [`begin`]; somebody who was first within the last moments is shown like any other, with what was typed.
macro_rules! begun {
    ($frame:expr, $viewer:expr, $loaded:expr, $form:expr) => {
        match begin($frame, &$loaded).await {
            Ok(tx) => tx,
            Err(Error::Conflict(_)) => return again($frame, $viewer, $loaded, $form, true).await,
            Err(other) => return Err(other),
        }
    };
}

async fn office(frame: &Frame, viewer: &Viewer, id: Uuid) -> Result<Loaded> {
    let loaded = Loaded::find(frame, viewer, id).await?;
    loaded.desk.demand_office(viewer)?;
    Ok(loaded)
}

/// `POST …/tiep-nhan`
pub async fn take(frame: Frame, viewer: Viewer, Path(id): Path<Uuid>, Body(typed): Body<Typed>) -> Result<Response> {
    let loaded = office(&frame, &viewer, id).await?;
    if !is_fresh(&typed, &loaded) || Act::Take.from(loaded.matter.step()).is_none() {
        return again(&frame, &viewer, loaded, Form::from_pairs(typed), true).await;
    }
    let (actor, mut tx) = (viewer.actor(), begin(&frame, &loaded).await?);
    flow::act(&mut tx, &actor, &loaded.desk, &loaded.matter, Act::Take, Said::all("")).await?;
    let to = To::Agencies(loaded.agencies());
    finish(&frame, tx, &actor, &loaded, Some(to), "matter-taken", "", "sentup-did-take").await
}

/// `POST …/hoi-lai`: asks one of the agencies.
pub async fn ask(frame: Frame, viewer: Viewer, Path(id): Path<Uuid>, Body(typed): Body<Typed>) -> Result<Response> {
    let loaded = office(&frame, &viewer, id).await?;
    let slip: Option<Uuid> = value(&typed, "phieu").parse().ok();
    let slip = loaded.slips.iter().find(|s| Some(s.id) == slip && s.is_sent()).cloned().ok_or(Error::NotFound)?;
    let (question, form) = (words(&typed, "hoi"), Form::from_pairs(typed.iter().cloned()));
    if !is_fresh(&typed, &loaded) || Act::Ask.from(loaded.matter.step()).is_none() {
        return again(&frame, &viewer, loaded, form, true).await;
    }
    if question.is_empty() {
        let form = form.failing(&format!("hoi-{}", slip.id), frame.t("sentup-error-say"));
        return again(&frame, &viewer, loaded, form, false).await;
    }
    let (actor, mut tx) = (viewer.actor(), begun!(&frame, &viewer, loaded, form));
    slips::changed(tx.exec(slips::ASK, args![slip.id, &question, actor.at]).await?)?;
    let said = Said { words: &question, reach: Reach::Agency(slip.agency), slip: Some(slip.id) };
    flow::act(&mut tx, &actor, &loaded.desk, &loaded.matter, Act::Ask, said).await?;
    finish(&frame, tx, &actor, &loaded, Some(To::Agencies(vec![slip.agency])), "matter-asked", &question, "sentup-did-ask").await
}

/// `POST …/de-xuat`: keeps a proposal, lays it before the leader, or answers where it lies within the own powers.
pub async fn propose(frame: Frame, viewer: Viewer, Path(id): Path<Uuid>, Body(typed): Body<Typed>) -> Result<Response> {
    let loaded = office(&frame, &viewer, id).await?;
    let (title, proposal) = (vietnamese::normalize_line(value(&typed, "title")), words(&typed, "proposal"));
    let mut form = Form::from_pairs(typed.iter().cloned());
    let act = match value(&typed, "do") {
        "propose" => Some(Act::Propose),
        "settle" => Some(Act::Settle),
        _ => None,
    };
    if !is_fresh(&typed, &loaded) || Act::Propose.from(loaded.matter.step()).is_none() {
        return again(&frame, &viewer, loaded, form, true).await;
    }
    if title.is_empty() {
        form.fail("title", frame.t("sentup-error-title"));
    } else if title.chars().count() > 160 {
        form.fail("title", frame.t("sentup-error-long"));
    }
    if proposal.is_empty() && act.is_some() {
        form.fail("proposal", frame.t("sentup-error-proposal"));
    }
    if !form.ok() {
        return again(&frame, &viewer, loaded, form, false).await;
    }
    let (actor, mut tx) = (viewer.actor(), begun!(&frame, &viewer, loaded, form));
    slips::changed(tx.exec(store::PROPOSAL, args![id, loaded.matter.revision, &title, &proposal]).await?)?;
    let now = store::find(&mut tx, loaded.desk.campaign.id, id).await?;
    let loaded = Loaded { matter: now, ..loaded };
    match act {
        None => {
            tx.audit(&actor, "matter.draft", "matter", id, Some(loaded.desk.campaign.id), json!({})).await?;
            finish(&frame, tx, &actor, &loaded, None, "", "", "sentup-did-keep").await
        }
        Some(Act::Settle) => {
            flow::act(&mut tx, &actor, &loaded.desk, &loaded.matter, Act::Settle, Said::all(&proposal)).await?;
            tx.exec(store::DECIDE, args![id, &proposal, "settled", actor.account, actor.at]).await?;
            let to = To::Agencies(loaded.agencies());
            finish(&frame, tx, &actor, &loaded, Some(to), "matter-decided", &proposal, "sentup-did-settle").await
        }
        Some(act) => {
            // The agencies see that it lies before the leader, not what is proposed
            flow::act(&mut tx, &actor, &loaded.desk, &loaded.matter, act, Said::all("")).await?;
            finish(&frame, tx, &actor, &loaded, Some(To::Leaders), "matter-proposed", &proposal, "sentup-did-propose").await
        }
    }
}

/// `POST …/rut-trinh`: takes the proposal back before it is decided.
pub async fn recall(frame: Frame, viewer: Viewer, Path(id): Path<Uuid>, Body(typed): Body<Typed>) -> Result<Response> {
    let loaded = office(&frame, &viewer, id).await?;
    if !is_fresh(&typed, &loaded) || Act::Recall.from(loaded.matter.step()).is_none() {
        return again(&frame, &viewer, loaded, Form::from_pairs(typed), true).await;
    }
    let (actor, mut tx) = (viewer.actor(), begin(&frame, &loaded).await?);
    flow::act(&mut tx, &actor, &loaded.desk, &loaded.matter, Act::Recall, Said::office("")).await?;
    finish(&frame, tx, &actor, &loaded, Some(To::Leaders), "matter-recalled", "", "sentup-did-recall").await
}

/// `POST …/mo-lai`: the office opens an answered matter again.
pub async fn reopen(frame: Frame, viewer: Viewer, Path(id): Path<Uuid>, Body(typed): Body<Typed>) -> Result<Response> {
    let loaded = office(&frame, &viewer, id).await?;
    let (why, form) = (words(&typed, "ly-do"), Form::from_pairs(typed.iter().cloned()));
    if !is_fresh(&typed, &loaded) || Act::Reopen.from(loaded.matter.step()).is_none() {
        return again(&frame, &viewer, loaded, form, true).await;
    }
    if why.is_empty() {
        return again(&frame, &viewer, loaded, form.failing("ly-do", frame.t("sentup-error-say")), false).await;
    }
    let (actor, mut tx) = (viewer.actor(), begun!(&frame, &viewer, loaded, form));
    flow::act(&mut tx, &actor, &loaded.desk, &loaded.matter, Act::Reopen, Said::all(&why)).await?;
    let to = To::Agencies(loaded.agencies());
    finish(&frame, tx, &actor, &loaded, Some(to), "matter-reopened", &why, "sentup-reopened").await
}
