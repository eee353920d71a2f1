//! Trang của phiếu: an agency follows its difficulty: where it stands, who has it and until when, what was asked, the answer. A draft
//! shows its form. The coordinating department is led to the matter.
use super::store::{self, Slip};
use super::write;
use crate::sent_up::desk::{self, ClockView, Desk};
use crate::sent_up::matter::{self, HOME, shown};
use crate::sent_up::model::Step;
use crate::sent_up::notice::{Notice, To};
use crate::sent_up::store::slip_events;
use crate::sent_up::upload;
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use base::{Result, Viewer};
use ui::{Form, Frame, Page, Tone};
use uuid::Uuid;

#[derive(Template)]
#[template(path = "sent_up/slip/view.html")]
struct SlipPage {
    page: Page,
    form: Form,
    slip: Slip,
    agency: String,
    state: String,
    tone: Tone,
    clock: Option<ClockView>,
    steps: Vec<ui::Step>,
    escalation: String,
    label: String,
    sent: String,
    decision: String,
    decided: String,
    with: Vec<String>,
    may: May,
    timeline: Vec<ui::Step>,
    words: String,
    /// By which hours waiting and terms are counted.
    hours: String,
}

/// What this person may do with it now.
struct May {
    answer: bool,
    withdraw: bool,
    resend: bool,
    acknowledge: bool,
    reopen: bool,
}

/// The difficulty, through what the viewer may see. [2 beyond the desk's]
pub async fn load(frame: &Frame, viewer: &Viewer, id: Uuid) -> Result<(Desk, Slip)> {
    let mut db = frame.site.db.reader();
    let campaign = store::campaign_of(&mut db, id).await?;
    let desk = Desk::of(frame, viewer, campaign).await?;
    let slip = store::find(&mut db, &desk.scope, viewer.account, id).await?;
    Ok((desk, slip))
}

/// `GET /nhiem-vu/vuong-mac/phieu/{id}`
pub async fn show(frame: Frame, viewer: Viewer, Path(id): Path<Uuid>) -> Result<Response> {
    let (desk, slip) = load(&frame, &viewer, id).await?;
    if slip.is_draft() {
        return write::draft(&frame, &viewer, &desk, &slip).await;
    }
    if let (true, Some(matter)) = (desk.scope.is_all() && slip.is_sent(), slip.matter) {
        return Ok(Redirect::to(&format!("{}#{}", matter::href(matter), slip.id)).into_response());
    }
    Ok(ui::html(&page(&frame, &viewer, &desk, slip, Form::new()).await?))
}

/// The page with a form that was refused.
pub async fn again(frame: &Frame, viewer: &Viewer, id: Uuid, form: Form, status: StatusCode) -> Result<Response> {
    let (desk, slip) = load(frame, viewer, id).await?;
    Ok(ui::with_status(status, &page(frame, viewer, &desk, slip, form).await?))
}

async fn page(frame: &Frame, viewer: &Viewer, desk: &Desk, slip: Slip, form: Form) -> Result<SlipPage> {
    let mut db = frame.site.db.reader();
    let found = match slip.matter {
        Some(id) => Some(matter::store::find(&mut db, desk.campaign.id, id).await?),
        None => None,
    };
    let others = match slip.matter {
        Some(id) => store::of_matter(&mut db, id).await?,
        None => Vec::new(),
    };
    let history = slip_events(&mut db, &desk.scope, slip.matter, slip.id).await?;
    let step = found.as_ref().map_or(Step::Filed, |m| m.step());
    let acts = desk.acts_for(viewer, slip.agency);
    let (tone, state) = shown::state_of(frame, &slip, step);
    let mut with: Vec<String> = others.iter().filter(|o| o.is_sent() && o.agency != slip.agency).map(|o| desk.name(o.agency)).collect();
    with.sort();
    with.dedup();
    let answered = matches!(step, Step::Decided | Step::Closed);
    let decision = found.as_ref().filter(|_| answered).map(|m| m.decision.clone()).unwrap_or_default();
    let label = found.as_ref().map(|m| m.label()).unwrap_or_default();
    let told = Notice {
        campaign: desk.campaign.id,
        to: To::Office,
        kind: "matter-state",
        title: &format!("{label} {}: {state}", slip.title),
        words: &decision,
        href: &super::href(slip.id),
    };
    Ok(SlipPage {
        page: frame.page(shown::short(&slip.title)).noindex().crumb(frame.t("sentup-matters"), HOME),
        hours: desk.hours(frame),
        agency: desk.name(slip.agency),
        clock: if slip.is_sent() { found.as_ref().and_then(|m| desk.clock(frame, m.due_at)) } else { None },
        steps: shown::steps(frame, if slip.is_sent() { step } else { Step::Withdrawn }),
        escalation: desk.campaign.escalation.clone(),
        sent: slip.sent_at.map(desk::moment).unwrap_or_default(),
        decided: found.as_ref().and_then(|m| m.decided_at).map(desk::moment).unwrap_or_default(),
        may: May {
            answer: acts && slip.is_sent() && slip.asked_at.is_some(),
            withdraw: acts && slip.is_sent() && matches!(step, Step::Filed | Step::Taken | Step::Asked | Step::Proposed),
            resend: acts && slip.state == "withdrawn",
            acknowledge: acts && slip.is_sent() && step == Step::Decided && slip.acknowledged_at.is_none(),
            reopen: acts && slip.is_sent() && answered,
        },
        timeline: desk.timeline(frame, &history),
        words: told.text(&frame.site),
        decision,
        label,
        with,
        state,
        tone,
        form,
        slip,
    })
}

/// `GET /nhiem-vu/vuong-mac/phieu/{id}/tep`
pub async fn file(frame: Frame, viewer: Viewer, Path(id): Path<Uuid>) -> Result<Response> {
    let (_, slip) = load(&frame, &viewer, id).await?;
    upload::download(&frame.site, slip.file).await
}
