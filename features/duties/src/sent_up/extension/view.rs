//! Một đề nghị gia hạn: its duties, reason and history; below the full text the answer of who has it: the coordinating department, or
//! the leader on a phone.
use super::store::{self, Extension, Line};
use super::{HOME, list};
use crate::model::Hand;
use crate::sent_up::desk::{self, Desk};
use crate::sent_up::model::LineState;
use crate::sent_up::notice::{Notice, To};
use crate::sent_up::store::events;
use crate::sent_up::upload;
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use base::{Result, Viewer};
use jiff::civil::Date;
use ui::{Form, Frame, Page, Step};
use uuid::Uuid;

#[derive(Template)]
#[template(path = "sent_up/extension/view.html")]
struct ExtensionPage {
    page: Page,
    id: Uuid,
    form: Form,
    record: Extension,
    agency: String,
    asked: String,
    rows: Vec<DutyRow>,
    timeline: Vec<Step>,
    may: May,
    /// Whether a wanted day lies behind the campaign's last day.
    beyond: bool,
    words: String,
    /// By which hours waiting and terms are counted.
    hours: String,
}

/// What this person may do with it now.
#[derive(Default)]
struct May {
    withdraw: bool,
    office: bool,
    office_grants: bool,
    recall: bool,
    leader: bool,
}

impl May {
    fn answer(&self) -> bool {
        self.office || self.leader
    }
}

struct DutyRow {
    id: Uuid,
    row: list::Row,
    duty: String,
    text: String,
    first: String,
    now: String,
    answer: String,
    on: bool,
    day: String,
    field: String,
}

/// A request with all that its page and its acts need.
pub struct Loaded {
    /// Surroundings.
    pub desk: Desk,
    /// The request.
    pub record: Extension,
    /// Its duties.
    pub lines: Vec<Line>,
}

impl Loaded {
    /// Loads it through what the viewer may see. [3 beyond the desk's]
    pub async fn find(frame: &Frame, viewer: &Viewer, id: Uuid) -> Result<Loaded> {
        let mut db = frame.site.db.reader();
        let campaign = store::campaign_of(&mut db, id).await?;
        let desk = Desk::of(frame, viewer, campaign).await?;
        let record = store::find(&mut db, &desk.scope, id).await?;
        let lines = store::lines(&mut db, id).await?;
        Ok(Loaded { desk, record, lines })
    }

    fn any(&self, state: LineState) -> bool {
        self.lines.iter().any(|l| l.state() == state)
    }
}

/// `GET /nhiem-vu/gia-han/{id}`
pub async fn show(frame: Frame, viewer: Viewer, Path(id): Path<Uuid>) -> Result<Response> {
    let loaded = Loaded::find(&frame, &viewer, id).await?;
    Ok(ui::html(&page(&frame, &viewer, &loaded, Form::new()).await?))
}

/// The page with a form that was refused; a new look at the request when somebody else was first.
pub async fn again(frame: &Frame, viewer: &Viewer, loaded: &Loaded, form: Form, conflict: bool) -> Result<Response> {
    if conflict {
        let fresh = Loaded::find(frame, viewer, loaded.record.id).await?;
        return Ok(ui::with_status(StatusCode::CONFLICT, &page(frame, viewer, &fresh, form).await?));
    }
    Ok(ui::unprocessable(&page(frame, viewer, loaded, form).await?))
}

async fn page(frame: &Frame, viewer: &Viewer, loaded: &Loaded, form: Form) -> Result<ExtensionPage> {
    let Loaded { desk, record, lines } = loaded;
    let history = events(&mut frame.site.db.reader(), &desk.scope, record.id).await?;
    let may = May {
        withdraw: desk.acts_for(viewer, record.agency) && lines.iter().any(|l| l.state().is_open()),
        office: desk.manages(viewer) && loaded.any(LineState::Open),
        office_grants: Hand::Office.grants(desk.rules.leader_extends),
        recall: desk.manages(viewer) && loaded.any(LineState::Up),
        leader: desk.decides(viewer) && loaded.any(LineState::Up),
    };
    let fresh = form.values("viec").is_empty() && form.ok();
    let mine = |l: &Line| (may.office && l.state() == LineState::Open) || (may.leader && l.state() == LineState::Up);
    let row = |l: &Line| {
        let field = format!("ngay-{}", l.id);
        let typed = form.value(&field);
        DutyRow {
            id: l.id,
            row: list::Row::of(frame, desk, l),
            duty: format!("/nhiem-vu/{}", l.duty),
            text: if l.text == l.short_name { String::new() } else { l.text.clone() },
            first: desk::day(l.first_deadline.as_deref()),
            now: desk::day(l.deadline.as_deref()),
            answer: l.answer.clone(),
            on: mine(l) && (fresh || form.has("viec", &l.id.to_string())),
            day: if typed.is_empty() { desk::day(Some(&l.asked_on)) } else { typed.to_owned() },
            field,
        }
    };
    let rows: Vec<DutyRow> = lines.iter().map(row).collect();
    let end = desk.campaign.end();
    let beyond = lines.iter().any(|l| l.state().is_open() && l.asked_on.parse::<Date>().is_ok_and(|d| end.is_some_and(|e| d > e)));
    let name = desk.name(record.agency);
    let words: Vec<String> = rows.iter().map(|r| format!("{}: {}{}", r.row.title, r.row.state, if r.row.granted.is_empty() { String::new() } else { format!(" ({})", r.row.granted) })).collect();
    let told = Notice { campaign: desk.campaign.id, to: To::Office, kind: "extension-state", title: &name, words: &words.join("\n"), href: &super::href(record.id) };
    Ok(ExtensionPage {
        page: frame.page(frame.t("sentup-extension")).noindex().crumb(frame.t("sentup-extensions"), HOME),
        id: record.id,
        asked: desk::moment(record.asked_at),
        timeline: desk.timeline(frame, &history),
        words: told.text(&frame.site),
        hours: if lines.iter().any(|l| l.state().is_open()) { desk.hours(frame) } else { String::new() },
        agency: name,
        record: record.clone(),
        form: if form.value("y-kien").is_empty() { form.with("y-kien", "") } else { form },
        rows,
        may,
        beyond,
    })
}

/// `GET /nhiem-vu/gia-han/{id}/tep`
pub async fn file(frame: Frame, viewer: Viewer, Path(id): Path<Uuid>) -> Result<Response> {
    let loaded = Loaded::find(&frame, &viewer, id).await?;
    upload::download(&frame.site, loaded.record.file).await
}
