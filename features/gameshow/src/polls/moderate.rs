//! Duyệt: questions of a board are approved, hidden, pinned, marked as answered; words are taken off the screen and put back. A second
//! officer can do it while the first one runs the session.
use super::snapshot::{self, Snapshot};
use super::store::{self, ballots};
use super::stream::{self, Draw, Known, Parts};
use super::{DESK, own, room, spelling, view, write};
use askama::Template;
use axum::Form as Body;
use axum::extract::{Path, Query};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use base::{Error, Result, Viewer};
use serde_json::json;
use std::time::Duration;
use ui::{Frame, Page};
use uuid::Uuid;

#[derive(Template)]
#[template(path = "polls/moderate.html")]
struct ModeratePage {
    page: Page,
    action: String,
    mark: String,
    panel: String,
}

#[derive(Template)]
#[template(path = "polls/moderate_panel.html")]
struct PanelPart<'a> {
    page: &'a Page,
    action: &'a str,
    poll: view::Shown,
}

impl view::Shown {
    /// Questions in a state.
    fn in_state<'s>(&'s self, state: &'s str) -> Vec<&'s view::QuestionShown> {
        self.questions.iter().filter(|q| q.state == state).collect()
    }
}

struct Panel {
    frame: Frame,
    page: Page,
    action: String,
    poll: Uuid,
}

impl Panel {
    fn new(frame: &Frame, page: Page, id: Uuid, poll: Uuid) -> Panel {
        Panel { frame: frame.clone(), page, action: format!("{DESK}/{id}/cau/{poll}/duyet"), poll }
    }
    fn parts(&self, snapshot: &Snapshot) -> Result<Parts> {
        let (n, counted) = snapshot.poll(self.poll).ok_or(Error::NotFound)?;
        let part = PanelPart { page: &self.page, action: &self.action, poll: view::shown(&self.frame, n, counted) };
        let html = part.render().map_err(Error::internal)?;
        Ok(Parts { key: html.clone(), outer: ("duyet", html), inner: Vec::new() })
    }
}

impl Draw for Panel {
    const PAUSE: Duration = Duration::from_millis(500);
    async fn draw(&mut self, snapshot: &Snapshot) -> Result<Parts> {
        self.parts(snapshot)
    }
}

/// `GET …/cau/{poll}/duyet`.
pub(super) async fn show(frame: Frame, viewer: Viewer, Path((id, poll)): Path<(Uuid, Uuid)>) -> Result<Response> {
    let session = own(&mut frame.site.db.reader(), &viewer, id).await?;
    let snapshot = snapshot::load(&mut frame.site.db.reader(), id).await?;
    let back = if session.ended_at.is_some() { format!("{DESK}/{id}") } else { format!("{DESK}/{id}/dieu-khien") };
    let page = frame.page(frame.t("gameshow-polls-moderate")).crumb(session.title.clone(), back).noindex().refresh(8);
    let panel = Panel::new(&frame, page.clone(), id, poll);
    let parts = panel.parts(&snapshot)?;
    Ok(ui::html(&ModeratePage { page, action: panel.action.clone(), mark: parts.mark(), panel: parts.outer.1 }))
}

/// `GET …/cau/{poll}/duyet/su-kien`.
pub(super) async fn events(
    frame: Frame,
    viewer: Viewer,
    Path((id, poll)): Path<(Uuid, Uuid)>,
    Query(known): Query<Known>,
    headers: HeaderMap,
) -> Result<Response> {
    own(&mut frame.site.db.reader(), &viewer, id).await?;
    let panel = Panel::new(&frame, frame.page(String::new()), id, poll);
    Ok(stream::stream(room::watch(&frame.site, id).await?, panel, known.with(&headers)))
}

/// A button.
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(super) struct Pressed {
    act: String,
    question: Option<Uuid>,
    word: String,
}

/// `POST …/cau/{poll}/duyet`.
pub(super) async fn act(frame: Frame, viewer: Viewer, Path((id, poll)): Path<(Uuid, Uuid)>, Body(pressed): Body<Pressed>) -> Result<Response> {
    let mut tx = frame.site.db.write().await?;
    tx.lock(&write::lock(id)).await?;
    let session = own(&mut tx, &viewer, id).await?;
    let round = store::poll(&mut tx, id, poll).await?.round;
    let known = match (pressed.act.as_str(), pressed.question) {
        ("approve" | "reopen", Some(question)) => ballots::set_question(&mut tx, poll, round, question, "shown").await?,
        ("hide", Some(question)) => ballots::set_question(&mut tx, poll, round, question, "hidden").await?,
        ("answer", Some(question)) => ballots::set_question(&mut tx, poll, round, question, "answered").await?,
        ("pin", Some(question)) => ballots::pin_question(&mut tx, poll, round, question, true).await?,
        ("unpin", Some(question)) => ballots::pin_question(&mut tx, poll, round, question, false).await?,
        ("hide-word" | "show-word", None) => {
            let snapshot = snapshot::load(&mut tx, id).await?;
            let key = spelling::key(&pressed.word);
            let words = snapshot.poll(poll).map(|(_, c)| c.words.as_slice()).unwrap_or_default();
            // gone from the page meanwhile: kept off all the same, should it be said again
            let keys = words.iter().find(|w| spelling::key(&w.word) == key).map_or_else(|| vec![key.clone()], |w| w.keys.clone());
            // Who typed without marks may have meant another word, which stays
            let keys = keys.into_iter().filter(|one| spelling::is_bare(&key) || !spelling::is_bare(one));
            for key in keys {
                ballots::hide_word(&mut tx, poll, round, &key, pressed.act == "hide-word").await?;
            }
            true
        }
        _ => return Err(Error::Invalid("gameshow-no-now".into())),
    };
    if !known {
        return Err(Error::NotFound);
    }
    let detail = json!({ "session": id, "poll": poll, "act": pressed.act });
    tx.audit(&viewer.actor(), "poll.moderate", "poll_question", pressed.question.unwrap_or(poll), session.campaign, detail).await?;
    tx.commit().await?;
    room::tell(&frame.site, id).await;
    let at = pressed.question.map(|q| format!("#hoi-{q}")).unwrap_or_default();
    Ok(Redirect::to(&format!("{DESK}/{id}/cau/{poll}/duyet{at}")).into_response())
}
