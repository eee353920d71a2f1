//! Trang của một việc: for the coordinating department and the leaders: every difficulty in it in full, the proposal, the decision, the
//! history; below them what can be done now. An officer is led to the own difficulty.
use super::shown;
use super::store::{self, Matter};
use super::{HOME, href};
use crate::sent_up::desk::{self, ClockView, Desk};
use crate::sent_up::model::{Act, Step};
use crate::sent_up::notice::{Notice, To};
use crate::sent_up::slip::{self, store as slips};
use crate::sent_up::store::events;
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use base::{Error, Result, Viewer};
use ui::{Form, Frame, Page, Tone};
use uuid::Uuid;

#[derive(Template)]
#[template(path = "sent_up/matter/view.html")]
struct MatterPage {
    page: Page,
    form: Form,
    matter: Matter,
    state: String,
    tone: Tone,
    clock: Option<ClockView>,
    waited: String,
    /// By which hours waiting and terms are counted.
    hours: String,
    steps: Vec<ui::Step>,
    slips: Vec<SlipView>,
    sent: usize,
    decision: String,
    decided: String,
    merged: Vec<String>,
    escalation: String,
    may: May,
    timeline: Vec<ui::Step>,
    words: String,
}

/// A difficulty within its matter.
pub struct SlipView {
    /// The difficulty.
    pub slip: slips::Slip,
    /// Who has it.
    pub agency: String,
    /// When it was sent.
    pub sent: String,
    /// Words of its state.
    pub state: String,
    /// Colour.
    pub tone: Tone,
    /// Whether the agency knows the answer.
    pub knows: bool,
}

/// What this person may do with it now.
#[derive(Default)]
struct May {
    take: bool,
    ask: bool,
    propose: bool,
    recall: bool,
    reopen: bool,
    split: bool,
    for_agency: bool,
    decide: bool,
}

/// A matter with all that its pages and acts need.
pub struct Loaded {
    /// Surroundings.
    pub desk: Desk,
    /// The matter.
    pub matter: Matter,
    /// Its difficulties, also withdrawn ones.
    pub slips: Vec<slips::Slip>,
}

impl Loaded {
    /// Loads it for somebody who sees the whole campaign; others do not find it here. [3 beyond the desk's]
    pub async fn find(frame: &Frame, viewer: &Viewer, id: Uuid) -> Result<Loaded> {
        let mut db = frame.site.db.reader();
        let campaign = store::campaign_of(&mut db, id).await?;
        let desk = Desk::of(frame, viewer, campaign).await?;
        let matter = store::find(&mut db, campaign, id).await?;
        let slips = slips::of_matter(&mut db, id).await?;
        if !desk.scope.is_all() && !slips.iter().any(|s| desk.scope.own.contains(&s.agency)) {
            return Err(Error::NotFound);
        }
        Ok(Loaded { desk, matter, slips })
    }

    /// Difficulties that count, in words.
    pub fn slips(&self, frame: &Frame) -> Vec<SlipView> {
        let view = |slip: &slips::Slip| {
            let (tone, state) = shown::state_of(frame, slip, self.matter.step());
            SlipView {
                agency: self.desk.name(slip.agency),
                sent: slip.sent_at.map(desk::moment).unwrap_or_default(),
                knows: slip.acknowledged_at.is_some(),
                slip: slip.clone(),
                state,
                tone,
            }
        };
        self.slips.iter().map(view).collect()
    }

    /// Agencies whose difficulties count, each once.
    pub fn agencies(&self) -> Vec<Uuid> {
        let mut all: Vec<Uuid> = self.slips.iter().filter(|s| s.is_sent()).map(|s| s.agency).collect();
        all.sort_unstable();
        all.dedup();
        all
    }
}

/// `GET /nhiem-vu/vuong-mac/{id}`
pub async fn show(frame: Frame, viewer: Viewer, Path(id): Path<Uuid>) -> Result<Response> {
    let loaded = Loaded::find(&frame, &viewer, id).await?;
    if !loaded.desk.scope.is_all() {
        let own = loaded.slips.iter().find(|s| loaded.desk.scope.own.contains(&s.agency)).ok_or(Error::NotFound)?;
        return Ok(Redirect::to(&slip::href(own.id)).into_response());
    }
    if let Some(into) = loaded.matter.merged_into {
        return Ok(Redirect::to(&href(into)).into_response());
    }
    Ok(ui::html(&page(&frame, &viewer, &loaded, Form::new()).await?))
}

/// The page with a form that was refused; a new look at the matter when somebody else was first.
pub async fn again(frame: &Frame, viewer: &Viewer, loaded: Loaded, form: Form, conflict: bool) -> Result<Response> {
    if conflict {
        let fresh = Loaded::find(frame, viewer, loaded.matter.id).await?;
        let form = form.failing("", frame.t("sentup-conflict"));
        return Ok(ui::with_status(StatusCode::CONFLICT, &page(frame, viewer, &fresh, form).await?));
    }
    Ok(ui::unprocessable(&page(frame, viewer, &loaded, form).await?))
}

async fn page(frame: &Frame, viewer: &Viewer, loaded: &Loaded, form: Form) -> Result<MatterPage> {
    let (desk, matter) = (&loaded.desk, &loaded.matter);
    let mut db = frame.site.db.reader();
    let history = events(&mut db, &desk.scope, matter.id).await?;
    let merged = store::merged(&mut db, matter.id).await?;
    let step = matter.step();
    let office = desk.manages(viewer);
    let can = |act: Act| office && act.from(step).is_some();
    let sent = loaded.slips.iter().filter(|s| s.is_sent()).count();
    let state = frame.t(&format!("sentup-step-{}", step.code()));
    let typed = |name: &str, there: &str| if form.values(name).is_empty() { there.to_owned() } else { form.value(name).to_owned() };
    let form = form.clone().with("title", typed("title", &matter.title)).with("proposal", typed("proposal", &matter.proposal));
    let told = Notice {
        campaign: desk.campaign.id,
        to: To::Office,
        kind: "matter-state",
        title: &format!("{} {}: {state}", matter.label(), matter.title),
        words: &matter.decision,
        href: &href(matter.id),
    };
    Ok(MatterPage {
        page: frame.page(format!("{} {}", matter.label(), shown::short(&matter.title))).noindex().crumb(frame.t("sentup-matters"), HOME),
        tone: shown::tone(step),
        clock: desk.clock(frame, matter.due_at),
        waited: desk.waited(frame, matter.step_at),
        hours: desk.hours(frame),
        steps: shown::steps(frame, step),
        slips: loaded.slips(frame),
        decision: matter.decided_as.as_ref().map(|how| frame.t(&format!("sentup-decided-{how}"))).unwrap_or_default(),
        decided: matter.decided_at.map(desk::moment).unwrap_or_default(),
        merged: merged.iter().map(|m| format!("{} {}", m.label(), m.title)).collect(),
        escalation: desk.campaign.escalation.clone(),
        may: May {
            take: can(Act::Take),
            ask: can(Act::Ask),
            propose: can(Act::Propose),
            recall: can(Act::Recall),
            reopen: can(Act::Reopen),
            split: office && step.is_groupable() && sent > 1,
            for_agency: office && matches!(step, Step::Asked | Step::Decided),
            decide: desk.decides(viewer) && step == Step::Proposed,
        },
        timeline: desk.timeline(frame, &history),
        words: told.text(&frame.site),
        matter: matter.clone(),
        sent,
        state,
        form,
    })
}
