//! Lãnh đạo quyết: the leader reads everything in full on a phone, then approves the proposal, decides otherwise, or returns it for
//! more. The answer goes to all agencies concerned.
use super::acts::{begin, finish, is_fresh, words};
use super::flow::{self, Said};
use super::view::{Loaded, SlipView};
use super::{HOME, href, shown, store};
use crate::sent_up::desk::ClockView;
use crate::sent_up::extension::decide::Typed;
use crate::sent_up::model::{Act, Step};
use crate::sent_up::notice::To;
use askama::Template;
use axum::Form as Body;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use base::{Error, Result, Viewer, args};
use ui::{Form, Frame, Page};
use uuid::Uuid;

#[derive(Template)]
#[template(path = "sent_up/matter/decide.html")]
struct DecidePage {
    page: Page,
    form: Form,
    id: Uuid,
    revision: i64,
    label: String,
    title: String,
    proposal: String,
    clock: Option<ClockView>,
    waited: String,
    /// By which hours waiting and terms are counted.
    hours: String,
    slips: Vec<SlipView>,
    escalation: String,
    /// What somebody else decided meanwhile; empty while it is open.
    decided: String,
    decision: String,
}

async fn leader(frame: &Frame, viewer: &Viewer, id: Uuid) -> Result<Loaded> {
    let loaded = Loaded::find(frame, viewer, id).await?;
    if loaded.desk.decides(viewer) { Ok(loaded) } else { Err(Error::Forbidden) }
}

fn page(frame: &Frame, loaded: &Loaded, form: Form) -> DecidePage {
    let (desk, matter) = (&loaded.desk, &loaded.matter);
    let open = matter.step() == Step::Proposed;
    DecidePage {
        page: frame.page(frame.t("sentup-decide")).noindex().crumb(frame.t("sentup-to-decide"), format!("{HOME}/cho-quyet")),
        id: matter.id,
        revision: matter.revision,
        label: matter.label(),
        title: matter.title.clone(),
        proposal: matter.proposal.clone(),
        clock: desk.clock(frame, matter.due_at),
        waited: desk.waited(frame, matter.step_at),
        hours: desk.hours(frame),
        slips: loaded.slips(frame).into_iter().filter(|s| s.slip.is_sent()).collect(),
        escalation: desk.campaign.escalation.clone(),
        decided: if open { String::new() } else { frame.t(&format!("sentup-step-{}", matter.step().code())) },
        decision: matter.decision.clone(),
        form,
    }
}

/// `GET /nhiem-vu/vuong-mac/{id}/quyet`
pub async fn show(frame: Frame, viewer: Viewer, Path(id): Path<Uuid>) -> Result<Response> {
    let loaded = leader(&frame, &viewer, id).await?;
    if loaded.matter.step() != Step::Proposed {
        return Ok(Redirect::to(&href(id)).into_response());
    }
    Ok(ui::html(&page(&frame, &loaded, Form::new())))
}

/// `POST /nhiem-vu/vuong-mac/{id}/quyet`
pub async fn decide(frame: Frame, viewer: Viewer, Path(id): Path<Uuid>, Body(typed): Body<Typed>) -> Result<Response> {
    let loaded = leader(&frame, &viewer, id).await?;
    let mut form = Form::from_pairs(typed.iter().cloned());
    let (act, field, how) = match form.value("do") {
        "approve" => (Act::Approve, "", "approved"),
        "otherwise" => (Act::Otherwise, "y-kien", "otherwise"),
        "return" => (Act::Return, "ly-do", ""),
        _ => return Err(Error::Invalid("sentup-error-form".into())),
    };
    if !is_fresh(&typed, &loaded) || act.from(loaded.matter.step()).is_none() {
        let answer = page(&frame, &loaded, form.failing("", frame.t("sentup-conflict")));
        return Ok(ui::with_status(StatusCode::CONFLICT, &answer));
    }
    let said = if act == Act::Approve { loaded.matter.proposal.clone() } else { words(&typed, field) };
    if said.is_empty() {
        form.fail(field, frame.t("sentup-error-say"));
        return Ok(ui::unprocessable(&page(&frame, &loaded, form)));
    }
    let actor = viewer.actor();
    let mut tx = match begin(&frame, &loaded).await {
        Err(Error::Conflict(key)) => {
            let fresh = leader(&frame, &viewer, id).await?;
            return Ok(ui::with_status(StatusCode::CONFLICT, &page(&frame, &fresh, form.failing("", frame.t(&key)))));
        }
        other => other?,
    };
    if act == Act::Return {
        flow::act(&mut tx, &actor, &loaded.desk, &loaded.matter, act, Said::office(&said)).await?;
        return finish(&frame, tx, &actor, &loaded, Some(To::Office), "matter-returned", &said, "sentup-did-return").await;
    }
    flow::act(&mut tx, &actor, &loaded.desk, &loaded.matter, act, Said::all(&said)).await?;
    tx.exec(store::DECIDE, args![id, &said, how, actor.account, actor.at]).await?;
    let (title, agencies) = (shown::short(&loaded.matter.title), loaded.agencies());
    let told = crate::sent_up::notice::Notice { campaign: loaded.desk.campaign.id, to: To::Office, kind: "matter-decided", title: &title, words: &said, href: &href(id) };
    crate::sent_up::notice::send(&frame.site, &mut tx, &actor, &told).await?;
    finish(&frame, tx, &actor, &loaded, Some(To::Agencies(agencies)), "matter-decided", &said, "sentup-did-decide").await
}
