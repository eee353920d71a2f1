//! Danh sách xin gia hạn: the coordinator sees what waits and for how long, the leader what was passed up, an agency its own.
use super::store::{self, Line};
use super::{HOME, href};
use crate::sent_up::desk::{self, ClockView, Desk};
use crate::sent_up::model::LineState;
use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use base::{Result, Viewer};
use serde::Deserialize;
use ui::{Frame, Page, Pager, Tone};

const PER_PAGE: u32 = 50;

/// What the address may say: which of them, and which page.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Asked {
    xem: String,
    trang: String,
}

#[derive(Template)]
#[template(path = "sent_up/extension/list.html")]
struct ListPage {
    page: Page,
    tabs: Vec<Tab>,
    rows: Vec<Row>,
    pager: Pager,
    may_ask: bool,
    sees_all: bool,
    is_done: bool,
    leader_extends: bool,
    /// By which hours waiting and terms are counted.
    hours: String,
}

/// A choice of what is listed.
pub struct Tab {
    /// Words.
    pub label: String,
    /// Address.
    pub href: String,
    /// Whether it is shown.
    pub on: bool,
}

/// A duty of a request, as lists show it.
pub struct Row {
    /// Address of the request.
    pub href: String,
    /// Name of the duty.
    pub title: String,
    /// Number of the duty.
    pub number: i64,
    /// Who asks.
    pub agency: String,
    /// Deadline when it was asked.
    pub was: String,
    /// Wanted day.
    pub wanted: String,
    /// Granted day; empty for none.
    pub granted: String,
    /// Words of the state.
    pub state: String,
    /// Its colour.
    pub tone: Tone,
    /// How long it has waited; empty once answered.
    pub waited: String,
    /// The term of who has it; None once answered.
    pub clock: Option<ClockView>,
}

impl Row {
    /// A line in words.
    pub fn of(frame: &Frame, desk: &Desk, line: &Line) -> Row {
        let state = line.state();
        Row {
            href: href(line.extension),
            title: line.short_name.clone(),
            number: line.number,
            agency: desk.name(line.agency),
            was: desk::day(Some(&line.was)),
            wanted: desk::day(Some(&line.asked_on)),
            granted: desk::day(line.granted_on.as_deref()),
            state: if line.ended_with_duty() { frame.t("sentup-line-duty-gone") } else { frame.t(&format!("sentup-line-{}", state.code())) },
            tone: tone(state),
            waited: if state.is_open() { desk.waited(frame, line.asked_at) } else { String::new() },
            clock: state.is_open().then(|| desk.clock(frame, Some(line.due_at))).flatten(),
        }
    }
}

/// Colour of a state.
pub fn tone(state: LineState) -> Tone {
    match state {
        LineState::Open => Tone::Warn,
        LineState::Up => Tone::Go,
        LineState::Approved => Tone::Ok,
        LineState::Refused => Tone::Bad,
        LineState::Withdrawn => Tone::Plain,
    }
}

/// `GET /nhiem-vu/gia-han`: one statement beyond the desk's.
pub async fn list(frame: Frame, viewer: Viewer, Query(asked): Query<Asked>) -> Result<Response> {
    let desk = Desk::working(&frame, &viewer).await?;
    let is_done = asked.xem == "xong";
    let states: &[LineState] = match asked.xem.as_str() {
        "xong" => &[LineState::Approved, LineState::Refused, LineState::Withdrawn],
        "trinh" => &[LineState::Up],
        "cho" => &[LineState::Open],
        _ => &[LineState::Open, LineState::Up],
    };
    let number: u32 = asked.trang.parse().unwrap_or(1).clamp(1, 10_000);
    let mut db = frame.site.db.reader();
    let found = store::list(&mut db, &desk.scope, desk.campaign.id, states, i64::from(PER_PAGE), i64::from((number - 1) * PER_PAGE)).await?;
    let total = u64::try_from(found.first().map_or(0, |l| l.total)).unwrap_or(0);
    let base = if asked.xem.is_empty() { HOME.to_owned() } else { format!("{HOME}?xem={}", ui::page::encode(&asked.xem)) };
    let tab = |word: &str, key: &str| Tab {
        label: frame.t(key),
        href: if word.is_empty() { HOME.to_owned() } else { format!("{HOME}?xem={word}") },
        on: asked.xem == word,
    };
    Ok(ui::html(&ListPage {
        tabs: vec![tab("", "sentup-tab-open"), tab("cho", "sentup-tab-office"), tab("trinh", "sentup-tab-up"), tab("xong", "sentup-tab-done")],
        rows: found.iter().map(|line| Row::of(&frame, &desk, line)).collect(),
        pager: Pager::new(number, PER_PAGE, total, &base),
        may_ask: viewer.can_in(crate::WORK, desk.campaign.id),
        sees_all: desk.scope.is_all(),
        leader_extends: desk.rules.leader_extends,
        hours: desk.hours(&frame),
        is_done,
        page: frame.page(frame.t("sentup-extensions")).noindex().working(desk.campaign.id).crumb(frame.t("sentup-duties"), "/nhiem-vu"),
    }))
}
