//! Bảng vướng mắc của cơ quan điều phối: one column a step, what is due first on top, red when over. Several matters are put together
//! from here. An officer gets the own list at the same address.
use super::shown::Card;
use super::store::{self, Matter};
use super::{HOME, href};
use crate::sent_up::desk::Desk;
use crate::sent_up::model::{LineState, Step};
use crate::sent_up::extension;
use crate::sent_up::slip::{self, store as slips};
use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use base::{Error, Result, Viewer};
use serde::Deserialize;
use std::collections::HashMap;
use ui::{Frame, Page, Tone};
use uuid::Uuid;

/// What the address may say.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Asked {
    xem: String,
}

#[derive(Template)]
#[template(path = "sent_up/matter/board.html")]
struct BoardPage {
    page: Page,
    columns: Vec<Column>,
    total: usize,
    late: usize,
    escalation: String,
    manages: bool,
    decides: bool,
    /// By which hours waiting and terms are counted.
    hours: String,
}

struct Column {
    code: &'static str,
    title: String,
    holder: String,
    cards: Vec<Card>,
}

#[derive(Template)]
#[template(path = "sent_up/matter/done.html")]
struct DonePage {
    page: Page,
    cards: Vec<Card>,
}

#[derive(Template)]
#[template(path = "sent_up/matter/waiting.html")]
struct WaitingPage {
    page: Page,
    only_matters: bool,
    rows: Vec<Waits>,
    /// By which hours waiting and terms are counted.
    hours: String,
}

/// Something that waits for the leader.
struct Waits {
    href: String,
    title: String,
    from: String,
    waited: String,
    clock: Option<crate::sent_up::desk::ClockView>,
}

/// Cards of matters at these steps. [2]
async fn cards(frame: &Frame, desk: &Desk, steps: &[Step]) -> Result<Vec<(Matter, Card)>> {
    let mut db = frame.site.db.reader();
    let at = store::steps(steps);
    let matters = store::board(&mut db, desk.campaign.id, &at, store::MOST).await?;
    let all = slips::of_board(&mut db, desk.campaign.id, &at).await?;
    let mut of: HashMap<Uuid, Vec<&slips::Slip>> = HashMap::new();
    for slip in &all {
        of.entry(slip.matter.unwrap_or_default()).or_default().push(slip);
    }
    let none = Vec::new();
    Ok(matters.into_iter().map(|m| { let card = Card::of(frame, desk, &m, of.get(&m.id).unwrap_or(&none)); (m, card) }).collect())
}

/// `GET /nhiem-vu/vuong-mac`: the board, or the own list.
pub async fn show(frame: Frame, viewer: Viewer, Query(asked): Query<Asked>) -> Result<Response> {
    let desk = Desk::working(&frame, &viewer).await?;
    let done = asked.xem == "xong";
    if !desk.scope.is_all() {
        return slip::list::list(&frame, &viewer, &desk, done).await;
    }
    let page = frame.page(frame.t("sentup-matters")).noindex().working(desk.campaign.id).crumb(frame.t("sentup-duties"), "/nhiem-vu");
    if done {
        let cards = cards(&frame, &desk, &[Step::Closed, Step::Withdrawn]).await?.into_iter().map(|(_, c)| c).collect();
        return Ok(ui::html(&DonePage { page, cards }));
    }
    Ok(ui::html(&board(&frame, &viewer, &desk, page).await?))
}

async fn board(frame: &Frame, viewer: &Viewer, desk: &Desk, page: Page) -> Result<BoardPage> {
    let mut columns: Vec<Column> = Step::OPEN
        .map(|step| Column {
            code: step.code(),
            title: frame.t(&format!("sentup-step-{}", step.code())),
            holder: frame.t(&format!("sentup-holder-{}", step.code())),
            cards: Vec::new(),
        })
        .into();
    for (matter, card) in cards(frame, desk, &Step::OPEN).await? {
        if let Some(column) = columns.iter_mut().find(|c| c.code == matter.step) {
            column.cards.push(card);
        }
    }
    let all = || columns.iter().flat_map(|c| &c.cards);
    Ok(BoardPage {
        total: all().count(),
        late: all().filter(|c| c.clock.as_ref().is_some_and(|k| k.tone == Tone::Bad)).count(),
        escalation: desk.campaign.escalation.clone(),
        manages: desk.manages(viewer),
        decides: desk.decides(viewer),
        hours: desk.hours(frame),
        columns,
        page,
    })
}

/// The board again, with what was wrong.
pub async fn again(frame: &Frame, viewer: &Viewer, desk: &Desk, wrong: &str) -> Result<Response> {
    let page = frame.page(frame.t("sentup-matters")).noindex().working(desk.campaign.id).notice(Tone::Bad, wrong);
    Ok(ui::with_status(axum::http::StatusCode::CONFLICT, &board(frame, viewer, desk, page).await?))
}

/// `GET /nhiem-vu/vuong-mac/cho-quyet`: what waits for the leader: matters and requests for more time, what is due first. With
/// `xem=vuong-mac` matters only: the rows of that number on the leaders' screen.
pub async fn waiting(frame: Frame, viewer: Viewer, Query(asked): Query<Asked>) -> Result<Response> {
    let desk = Desk::working(&frame, &viewer).await?;
    if !desk.decides(&viewer) {
        return Err(Error::Forbidden);
    }
    let mut found: Vec<(i64, Waits)> = Vec::new();
    for (matter, card) in cards(&frame, &desk, &[Step::Proposed]).await? {
        let row = Waits { href: format!("{}/quyet", href(matter.id)), title: card.title, from: card.agencies.join("; "), waited: card.waited, clock: card.clock };
        found.push((matter.due_at.unwrap_or(i64::MAX), row));
    }
    let only_matters = asked.xem == "vuong-mac";
    let lines = match only_matters {
        true => Vec::new(),
        false => extension::store::list(&mut frame.site.db.reader(), &desk.scope, desk.campaign.id, &[LineState::Up], 200, 0).await?,
    };
    for line in &lines {
        let row = extension::list::Row::of(&frame, &desk, line);
        let title = frame.t2("sentup-wants-until", "title", &row.title, "day", &row.wanted);
        found.push((line.due_at, Waits { href: row.href, title, from: row.agency, waited: desk.waited(&frame, line.step_at), clock: row.clock }));
    }
    found.sort_by_key(|(due, _)| *due);
    let page = frame.page(frame.t("sentup-to-decide")).noindex().working(desk.campaign.id).crumb(frame.t("sentup-matters"), HOME);
    Ok(ui::html(&WaitingPage { page, only_matters, hours: desk.hours(&frame), rows: found.into_iter().map(|(_, row)| row).collect() }))
}

