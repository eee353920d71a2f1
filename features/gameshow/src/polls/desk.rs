//! Bàn điều khiển phiên: one big next step, the rest small; usable with a thumb. Every button is a form that says what it wants of
//! which poll, so pressed twice, or by two people, it happens once.
use super::snapshot::{self, Counted, Snapshot};
use super::store::{self, SessionRow, ballots};
use super::stream::{self, Draw, Known, Parts};
use super::{DESK, own, phone, room, stage, view, write};
use askama::Template;
use axum::Form as Body;
use axum::extract::{Path, Query};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use base::{Error, Result, Tx, Viewer};
use serde_json::json;
use std::time::Duration;
use ui::{Frame, Page};
use uuid::Uuid;

#[derive(Template)]
#[template(path = "polls/desk.html")]
struct DeskPage {
    page: Page,
    id: Uuid,
    title: String,
    pin: String,
    screen: String,
    phone: String,
    mark: String,
    panel: String,
    /// As on the desk of a game.
    only_here: bool,
    address: String,
    port: u16,
}

#[derive(Template)]
#[template(path = "polls/panel.html")]
struct PanelPart<'a> {
    page: &'a Page,
    id: Uuid,
    of: usize,
    on: Option<view::Shown>,
    next: Option<(Uuid, usize)>,
    lines: Vec<view::Shown>,
    counts: String,
    /// Devices that came in, and those of the busiest network.
    devices: (i64, i64),
    cap: Option<i64>,
}

#[derive(Template)]
#[template(path = "polls/panel_counts.html")]
struct CountsPart<'a> {
    page: &'a Page,
    on: &'a view::Shown,
}

#[derive(Template)]
#[template(path = "polls/reset.html")]
struct ResetPage {
    page: Page,
    action: String,
    back: String,
    poll: view::Shown,
}

struct Desk {
    frame: Frame,
    page: Page,
    id: Uuid,
}

impl Desk {
    fn parts(&self, snapshot: &Snapshot) -> Parts {
        let shown = |(n, c): (usize, &Counted)| view::shown(&self.frame, n, c);
        let on = snapshot.current().map(shown);
        let counts = on.as_ref().map(|on| CountsPart { page: &self.page, on }.render().unwrap_or_default()).unwrap_or_default();
        let next = snapshot.next().map(|(n, c)| (c.poll.id, n));
        let lines = (1..).zip(&snapshot.polls).map(shown).collect();
        let part = PanelPart { page: &self.page, id: self.id, of: snapshot.polls.len(), on, next, lines, counts: counts.clone(), devices: snapshot.devices, cap: snapshot.session.device_cap };
        // The panel holds nothing that anybody types: it is drawn as often as it changes.
        let html = part.render().unwrap_or_default();
        Parts { key: html.clone(), outer: ("ban", html), inner: Vec::new() }
    }
}

impl Draw for Desk {
    const PAUSE: Duration = Duration::from_millis(250);
    async fn draw(&mut self, snapshot: &Snapshot) -> Result<Parts> {
        Ok(self.parts(snapshot))
    }
}

fn desk(frame: &Frame, title: &str, id: Uuid) -> Desk {
    Desk { frame: frame.clone(), page: frame.page(frame.t1("gameshow-run", "title", title)).noindex(), id }
}

/// `GET …/dieu-khien`; a session that is over leads to its page.
pub(super) async fn show(frame: Frame, viewer: Viewer, Path(id): Path<Uuid>) -> Result<Response> {
    let session = own(&mut frame.site.db.reader(), &viewer, id).await?;
    let snapshot = snapshot::load(&mut frame.site.db.reader(), id).await?;
    if session.ended_at.is_some() {
        return Ok(Redirect::to(&format!("{DESK}/{id}")).into_response());
    }
    let desk = desk(&frame, &session.title, id);
    let parts = desk.parts(&snapshot);
    Ok(ui::html(&DeskPage {
        page: desk.page.clone().refresh(5),
        id,
        title: session.title.clone(),
        pin: crate::model::spaced(&session.pin),
        screen: stage::link(&session.secret, id),
        phone: phone::path(id),
        mark: parts.mark(),
        panel: parts.outer.1,
        only_here: frame.site.config.is_only_here(),
        address: frame.site.config.public_url(),
        port: frame.site.config.listen.port(),
    }))
}

/// `GET …/dieu-khien/su-kien`.
pub(super) async fn events(frame: Frame, viewer: Viewer, Path(id): Path<Uuid>, Query(known): Query<Known>, headers: HeaderMap) -> Result<Response> {
    own(&mut frame.site.db.reader(), &viewer, id).await?;
    let seen = room::watch(&frame.site, id).await?;
    let desk = desk(&frame, "", id);
    Ok(stream::stream(seen, desk, known.with(&headers)))
}

/// A button.
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(super) struct Pressed {
    act: String,
    poll: Option<Uuid>,
}

/// Begins an act on a session that is on; ballots wait until it is done.
async fn begin(frame: &Frame, viewer: &Viewer, id: Uuid) -> Result<(Tx, SessionRow)> {
    let mut tx = frame.site.db.write().await?;
    tx.lock(&write::lock(id)).await?;
    let session = own(&mut tx, viewer, id).await?;
    if session.ended_at.is_some() {
        return Err(Error::Conflict("gameshow-polls-over".into()));
    }
    store::touch(&mut tx, id, viewer.actor().at).await?;
    Ok((tx, session))
}

/// `POST …/dieu-khien`.
pub(super) async fn act(frame: Frame, viewer: Viewer, Path(id): Path<Uuid>, Body(pressed): Body<Pressed>) -> Result<Response> {
    let actor = viewer.actor();
    let (mut tx, session) = begin(&frame, &viewer, id).await?;
    let poll = match pressed.poll {
        Some(poll) => Some(store::poll(&mut tx, id, poll).await?),
        None => None,
    };
    let verb = match (pressed.act.as_str(), &poll) {
        ("open", Some(poll)) => {
            if poll.state != "open" {
                store::set_state(&mut tx, id, poll.id, "open", "auto").await?;
                ballots::purge(&mut tx, poll.id, poll.round).await?;
            }
            store::set_current(&mut tx, id, Some(poll.id)).await?;
            "poll.open"
        }
        ("close", Some(poll)) => {
            if poll.state == "open" {
                store::set_state(&mut tx, id, poll.id, "closed", &poll.results).await?;
            }
            "poll.close"
        }
        ("show" | "hide", Some(poll)) => {
            store::set_results(&mut tx, id, poll.id, if pressed.act == "show" { "shown" } else { "hidden" }).await?;
            "poll.results"
        }
        ("screen", Some(poll)) => {
            store::set_current(&mut tx, id, Some(poll.id)).await?;
            "poll.screen"
        }
        ("lobby", None) => {
            store::set_current(&mut tx, id, None).await?;
            "poll.screen"
        }
        ("undo", Some(poll)) => {
            store::undo_reset(&mut tx, id, poll.id).await?;
            "poll.reset-undo"
        }
        _ => return Err(Error::Invalid("gameshow-no-now".into())),
    };
    tx.audit(&actor, verb, "poll", poll.as_ref().map_or(id, |p| p.id), session.campaign, json!({ "session": id })).await?;
    tx.commit().await?;
    room::tell(&frame.site, id).await;
    Ok(Redirect::to(&format!("{DESK}/{id}/dieu-khien")).into_response())
}

/// `GET …/cau/{poll}/dat-lai`: asks once more, with the figures that would go.
pub(super) async fn reset_form(frame: Frame, viewer: Viewer, Path((id, poll)): Path<(Uuid, Uuid)>) -> Result<Response> {
    own(&mut frame.site.db.reader(), &viewer, id).await?;
    let snapshot = snapshot::load(&mut frame.site.db.reader(), id).await?;
    let (n, counted) = snapshot.poll(poll).ok_or(Error::NotFound)?;
    let back = format!("{DESK}/{id}/dieu-khien");
    let page = frame.page(frame.t("gameshow-polls-reset-title")).crumb(snapshot.session.title.clone(), back.clone()).noindex();
    Ok(ui::html(&ResetPage { page, action: format!("{DESK}/{id}/cau/{poll}/dat-lai"), back, poll: view::shown(&frame, n, counted) }))
}

/// `POST …/cau/{poll}/dat-lai`: begins a new round; what was given stays until the poll is opened again.
pub(super) async fn reset(frame: Frame, viewer: Viewer, Path((id, poll)): Path<(Uuid, Uuid)>) -> Result<Response> {
    let (mut tx, session) = begin(&frame, &viewer, id).await?;
    let row = store::poll(&mut tx, id, poll).await?;
    let given = ballots::given(&mut tx, poll, row.round).await?;
    // A round in which nothing was given is as good as new; resetting it would only lose what can still be taken back.
    if given > 0 {
        store::reset(&mut tx, id, poll).await?;
    }
    tx.audit(&viewer.actor(), "poll.reset", "poll", poll, session.campaign, json!({ "session": id, "given": given })).await?;
    tx.commit().await?;
    room::tell(&frame.site, id).await;
    Ok(ui::done(&format!("{DESK}/{id}/dieu-khien"), &frame.t("gameshow-polls-reset-done")))
}
