//! Vướng mắc của cơ quan: what an agency wrote and sent, what it must act on first.
use super::{href, store};
use crate::sent_up::desk::{self, ClockView, Desk};
use crate::sent_up::matter::shown;
use crate::sent_up::model::Step;
use askama::Template;
use axum::response::Response;
use base::{Result, Viewer};
use ui::{Frame, Page, Tone};

#[derive(Template)]
#[template(path = "sent_up/slip/list.html")]
struct ListPage {
    page: Page,
    rows: Vec<Row>,
    done: bool,
    may_write: bool,
    escalation: String,
    several: bool,
    /// By which hours waiting and terms are counted.
    hours: String,
}

/// A difficulty, as lists show it.
pub struct Row {
    /// Address.
    pub href: String,
    /// "VM-3"; empty for drafts.
    pub label: String,
    /// In a few words.
    pub title: String,
    /// Short name of the duty; empty in general.
    pub duty: String,
    /// Who has it.
    pub agency: String,
    /// When it was sent or written.
    pub when: String,
    /// Words of the state.
    pub state: String,
    /// Colour.
    pub tone: Tone,
    /// Term of who has the matter.
    pub clock: Option<ClockView>,
}

impl Row {
    /// A difficulty in words.
    pub fn of(frame: &Frame, desk: &Desk, slip: &store::Slip) -> Row {
        let step = slip.step.as_deref().and_then(Step::of).unwrap_or(Step::Filed);
        let (tone, state) = shown::state_of(frame, slip, step);
        Row {
            href: href(slip.id),
            label: slip.number.map(crate::sent_up::matter::store::label).unwrap_or_default(),
            title: slip.title.clone(),
            duty: slip.duty_name.clone(),
            agency: desk.name(slip.agency),
            when: desk::moment(slip.sent_at.unwrap_or(slip.created_at)),
            clock: if slip.is_sent() { desk.clock(frame, slip.due_at) } else { None },
            state,
            tone,
        }
    }
}

/// `GET /nhiem-vu/vuong-mac` for an officer: one statement beyond the desk's.
pub async fn list(frame: &Frame, viewer: &Viewer, desk: &Desk, done: bool) -> Result<Response> {
    let found = store::list(&mut frame.site.db.reader(), &desk.scope, viewer.account, desk.campaign.id, done).await?;
    Ok(ui::html(&ListPage {
        hours: desk.hours(frame),
        rows: found.iter().map(|slip| Row::of(frame, desk, slip)).collect(),
        page: frame.page(frame.t("sentup-matters")).noindex().working(desk.campaign.id).crumb(frame.t("sentup-duties"), "/nhiem-vu"),
        may_write: viewer.can_in(crate::WORK, desk.campaign.id) && !desk.agencies(viewer).is_empty(),
        several: desk.scope.own.len() > 1,
        escalation: desk.campaign.escalation.clone(),
        done,
    }))
}
