//! Phần của trang nhiệm vụ (section): what was sent up about one duty, and the ways to send something. The duty page shows it with
//! `{{ section|safe }}`.
use super::desk::Desk;
use super::{extension, slip};
use crate::store::Duty;
use crate::{WORK, model::State};
use askama::Template;
use base::{Result, Viewer};
use ui::{Frame, Page};

/// Requests for more time and difficulties with one duty, as far as the viewer may see them.
#[derive(Template)]
#[template(path = "sent_up/section.html")]
pub struct Section {
    page: Page,
    /// Address of the form that asks for more time; empty when it cannot be asked now.
    pub ask_href: String,
    /// Address of the form of a new difficulty; empty for those who do not act for the agency.
    pub file_href: String,
    /// Requests, newest first.
    pub extensions: Vec<extension::list::Row>,
    /// Difficulties, newest first.
    pub difficulties: Vec<slip::list::Row>,
}

/// What was sent up about a duty. [6, 2 more for an officer]
pub async fn section(frame: &Frame, viewer: &Viewer, duty: &Duty) -> Result<Section> {
    let desk = Desk::of(frame, viewer, duty.campaign).await?;
    let mut db = frame.site.db.reader();
    let lines = extension::store::of_duty(&mut db, &desk.scope, duty.id).await?;
    let slips = slip::store::of_duty(&mut db, &desk.scope, viewer.account, duty.id).await?;
    let acts = viewer.can_in(WORK, duty.campaign) && desk.scope.acts_for(viewer, duty.campaign, duty.agency) && duty.agency.is_some();
    let running = matches!(duty.state(), State::Assigned | State::Returned | State::Accepted | State::Working);
    let may_ask = acts && running && duty.deadline.is_some() && !lines.iter().any(|l| l.state().is_open());
    Ok(Section {
        page: frame.page(""),
        ask_href: if may_ask { format!("{}/moi?nv={}", extension::HOME, duty.id) } else { String::new() },
        file_href: if acts { format!("{}/moi?nv={}", super::matter::HOME, duty.id) } else { String::new() },
        extensions: lines.iter().map(|l| extension::list::Row::of(frame, &desk, l)).collect(),
        difficulties: slips.iter().map(|s| slip::list::Row::of(frame, &desk, s)).collect(),
    })
}
