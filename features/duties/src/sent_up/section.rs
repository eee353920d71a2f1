//! Phần của trang nhiệm vụ (section): what was sent up about one duty, and the ways to send something. The duty page shows it with
//! its other sections.
use super::desk::Desk;
use super::{extension, slip};
use crate::duty::section::{Context, Section};
use crate::model::State;
use askama::Template;
use base::{Error, Result};
use ui::Page;

/// Requests for more time and difficulties with one duty, as far as the viewer may see them.
#[derive(Template)]
#[template(path = "sent_up/section.html")]
struct SentUp {
    page: Page,
    /// Address of the form that asks for more time; empty when it cannot be asked now.
    ask_href: String,
    /// Address of the form of a new difficulty; empty for those who do not act for the agency.
    file_href: String,
    /// Requests, newest first.
    extensions: Vec<extension::list::Row>,
    /// Difficulties, newest first.
    difficulties: Vec<slip::list::Row>,
}

/// What was sent up about a duty. [4]
pub(crate) async fn section(cx: &Context<'_>) -> Result<Section> {
    let (frame, duty) = (cx.frame, cx.duty);
    let desk = Desk::with(frame, cx.campaign.clone(), cx.scope.clone()).await?;
    let mut db = frame.site.db.reader();
    let lines = extension::store::of_duty(&mut db, &desk.scope, duty.id).await?;
    let slips = slip::store::of_duty(&mut db, &desk.scope, cx.viewer.account, duty.id).await?;
    let acts = cx.works && duty.agency.is_some();
    let running = matches!(duty.state(), State::Assigned | State::Returned | State::Accepted | State::Working);
    let may_ask = acts && running && duty.deadline.is_some() && !lines.iter().any(|l| l.state().is_open());
    let sent_up = SentUp {
        page: frame.page(""),
        ask_href: if may_ask { format!("{}/moi?nv={}", extension::HOME, duty.id) } else { String::new() },
        file_href: if acts { format!("{}/moi?nv={}", super::matter::HOME, duty.id) } else { String::new() },
        extensions: lines.iter().map(|l| extension::list::Row::of(frame, &desk, l)).collect(),
        difficulties: slips.iter().map(|s| slip::list::Row::of(frame, &desk, s)).collect(),
    };
    Ok(Section { id: "gui-len", title: frame.t("sentup-section"), html: sent_up.render().map_err(Error::internal)?, key: "v" })
}
