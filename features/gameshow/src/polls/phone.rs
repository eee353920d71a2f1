//! Trang của người tham gia: no account, no name; a device is known by a signed cookie that holds a random number. Whole and usable
//! without script; with script it turns by itself, and what somebody is typing stays.
use super::snapshot::{self, Snapshot};
use super::store::ballots::{self, Own};
use super::stream::{self, Draw, Known, Parts};
use super::write::{self, What};
use super::{DESK, room, view};
use crate::live::token;
use askama::Template;
use axum::extract::{Extension, Path, Query};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base::http::ClientAddress;
use base::{Error, Result};
use std::time::Duration;
use ui::{Frame, Page};
use uuid::Uuid;

/// Seconds after which the page without script reloads, where nobody is typing.
const RELOAD: u32 = 5;
/// Seconds that a device is known.
const KNOWN: u32 = 14 * 86_400;

/// Where people take part.
pub(super) fn path(id: Uuid) -> String {
    format!("{DESK}/{id}/tham-gia")
}

#[derive(Template)]
#[template(path = "polls/phone.html")]
struct PhonePage {
    page: Page,
    id: Uuid,
    title: String,
    mark: String,
    panel: String,
}

#[derive(Template)]
#[template(path = "polls/phone_full.html")]
struct FullPage {
    page: Page,
    id: Uuid,
    title: String,
    cap: i64,
}

#[derive(Template)]
#[template(path = "polls/phone_panel.html")]
struct PanelPart<'a> {
    page: &'a Page,
    id: Uuid,
    ended: bool,
    polls: &'a [Mine],
}

#[derive(Template)]
#[template(path = "polls/phone_results.html")]
struct ResultsPart<'a> {
    page: &'a Page,
    id: Uuid,
    mine: &'a Mine,
}

/// A poll as this device sees it.
struct Mine {
    poll: view::Shown,
    voted: bool,
    /// Whether the form is there: open, and not voted or to be changed.
    form: bool,
    results: bool,
    /// Fields for words, with what stands in them.
    fields: Vec<String>,
    /// Own questions that nobody else sees yet.
    pending: Vec<view::QuestionShown>,
    /// What was typed and refused, and why.
    typed: String,
    wrong: String,
    html: String,
}

/// What a device typed that was refused: of which poll, the words, and the key of the message.
pub(super) struct Typed {
    pub poll: Uuid,
    pub words: Vec<String>,
    pub message: String,
}

struct Phone {
    frame: Frame,
    page: Page,
    id: Uuid,
    voter: Uuid,
    own: Own,
    /// What the own ballots depended on when they were read.
    turned: String,
}

/// Polls, states and rounds that a phone sees: own ballots are read again when these turn.
fn turned(snapshot: &Snapshot) -> String {
    snapshot.for_phones().iter().map(|(_, c)| format!("{} {} {} {};", c.poll.id, c.poll.state, c.poll.round, c.poll.results)).collect()
}

impl Phone {
    async fn load(frame: &Frame, page: Page, voter: Uuid, snapshot: &Snapshot) -> Result<Phone> {
        let id = snapshot.session.id;
        let own = ballots::own(&mut frame.site.db.reader(), id, voter).await?;
        Ok(Phone { frame: frame.clone(), page, id, voter, own, turned: turned(snapshot) })
    }

    fn mine(&self, n: usize, c: &snapshot::Counted, typed: Option<&Typed>) -> Mine {
        let id = c.poll.id;
        let answer = self.own.0.iter().find(|(poll, _)| *poll == id).map(|(_, answer)| answer.as_str());
        let voted = answer.is_some();
        let results = c.on_phone(voted);
        let mut poll = view::public(&self.frame, n, c, results);
        for place in answer.unwrap_or_default().split(',').filter_map(|p| p.parse::<usize>().ok()) {
            if let Some(bar) = poll.bars.get_mut(place) {
                bar.mine = true;
            }
        }
        let is_own = |question: Uuid| c.questions.iter().any(|q| q.id == question && q.voter == self.voter);
        for question in &mut poll.questions {
            question.mine = is_own(question.id);
            question.voted = self.own.2.iter().any(|(voted,)| *voted == question.id);
        }
        let all = view::shown(&self.frame, n, c).questions;
        let pending = all.into_iter().filter(|q| (q.state == "waiting" || q.state == "hidden") && is_own(q.id)).collect();
        let typed = typed.filter(|t| t.poll == id);
        let mut fields = match typed {
            Some(typed) if poll.kind == "words" => typed.words.clone(),
            _ => self.own.1.iter().filter(|(poll, _)| *poll == id).map(|(_, word)| word.clone()).collect(),
        };
        fields.resize(usize::from(poll.most), String::new());
        let form = poll.is_open() && (!voted || poll.change);
        Mine {
            voted,
            form,
            results,
            fields,
            pending,
            typed: typed.filter(|_| poll.kind == "board").and_then(|t| t.words.first().cloned()).unwrap_or_default(),
            wrong: typed.map(|t| t.message.clone()).unwrap_or_default(),
            poll,
            html: String::new(),
        }
    }

    fn parts(&self, snapshot: &Snapshot, typed: Option<&Typed>) -> (Parts, Vec<Mine>) {
        let mut polls: Vec<Mine> = snapshot.for_phones().into_iter().map(|(n, c)| self.mine(n, c, typed)).collect();
        let mut key = format!("{} {};", snapshot.session.ended_at.is_some(), snapshot.session.title);
        let mut inner = Vec::new();
        for mine in &mut polls {
            mine.html = ResultsPart { page: &self.page, id: self.id, mine }.render().unwrap_or_default();
            inner.push((format!("kq-{}", mine.poll.n), mine.html.clone()));
            let bars: String = mine.poll.bars.iter().map(|b| format!("{}|{}|", b.text, b.mine)).collect();
            key += &format!("{} {} {} {} {} {} {bars};", mine.poll.id, mine.poll.n, mine.poll.state, mine.poll.round, mine.voted, mine.poll.text);
        }
        let panel = PanelPart { page: &self.page, id: self.id, ended: snapshot.session.ended_at.is_some(), polls: &polls };
        let html = panel.render().unwrap_or_default();
        (Parts { key, outer: ("tham-gia", html), inner }, polls)
    }
}

impl Draw for Phone {
    const PAUSE: Duration = Duration::from_millis(700);
    async fn draw(&mut self, snapshot: &Snapshot) -> Result<Parts> {
        let now = turned(snapshot);
        if now != self.turned {
            self.own = snapshot.own(&mut self.frame.site.db.reader(), self.voter).await?;
            self.turned = now;
        }
        Ok(self.parts(snapshot, None).0)
    }
}

/// Name of the cookie that holds a device's token of a session.
pub(super) fn cookie(id: Uuid) -> String {
    format!("hy-{}", id.simple())
}

/// The device that a request's cookie names; None for none, a forged one, or one of another session.
pub(super) fn device(headers: &HeaderMap, secret: &[u8], id: Uuid) -> Option<Uuid> {
    token::read_device(secret, id, base::session::cookie_value(headers, &cookie(id))?)
}

/// The page of a device. [8]
pub(super) async fn page(frame: &Frame, snapshot: &Snapshot, voter: Uuid, typed: Option<&Typed>) -> Result<Response> {
    let session = &snapshot.session;
    let plain = frame.page(session.title.clone()).noindex();
    let phone = Phone::load(frame, plain.clone(), voter, snapshot).await?;
    let (parts, polls) = phone.parts(snapshot, typed);
    let types = |mine: &Mine| mine.form && (mine.poll.kind == "words" || mine.poll.kind == "board" || mine.poll.most > 1);
    let page = if polls.iter().any(types) || session.ended_at.is_some() { plain } else { plain.refresh(RELOAD) };
    let shown = PhonePage { page, id: session.id, title: session.title.clone(), mark: parts.mark(), panel: parts.outer.1 };
    Ok(if typed.is_some() { ui::with_status(StatusCode::UNPROCESSABLE_ENTITY, &shown) } else { ui::html(&shown) })
}

/// What a device sees that may not come in any more: the way over another network.
fn full(frame: &Frame, snapshot: &Snapshot) -> Response {
    let session = &snapshot.session;
    let page = frame.page(session.title.clone()).noindex();
    ui::with_status(StatusCode::FORBIDDEN, &FullPage { page, id: session.id, title: session.title.clone(), cap: session.device_cap.unwrap_or(0) })
}

/// `GET …/tham-gia`: who comes for the first time gets a device's token.
pub(super) async fn show(
    frame: Frame,
    Path(id): Path<Uuid>,
    Extension(ClientAddress(address)): Extension<ClientAddress>,
    headers: HeaderMap,
) -> Result<Response> {
    let snapshot = snapshot::load(&mut frame.site.db.reader(), id).await?;
    let secret = &snapshot.session.secret;
    if let Some(voter) = device(&headers, secret, id) {
        return page(&frame, &snapshot, voter, None).await;
    }
    room::rooms(&frame.site)?.doors.pass(address, frame.site.clock.now_ms())?;
    if snapshot.session.ended_at.is_none() && write::write(&frame.site, id, What::Come(write::network(secret, address))).await?.is_err() {
        return Ok(full(&frame, &snapshot));
    }
    let voter = Uuid::from_bytes(rand::random());
    let mut response = page(&frame, &snapshot, voter, None).await?.into_response();
    let secure = if frame.site.config.is_https() { "; Secure" } else { "" };
    let token = token::device(secret, id, voter);
    let cookie = format!("{}={token}; Path={DESK}; HttpOnly; SameSite=Lax; Max-Age={KNOWN}{secure}", cookie(id));
    response.headers_mut().append(header::SET_COOKIE, HeaderValue::from_str(&cookie).map_err(Error::internal)?);
    Ok(response)
}

/// `GET …/tham-gia/su-kien`.
pub(super) async fn events(frame: Frame, Path(id): Path<Uuid>, Query(known): Query<Known>, headers: HeaderMap) -> Result<Response> {
    let seen = room::watch(&frame.site, id).await?;
    let snapshot = seen.borrow().clone();
    let voter = device(&headers, &snapshot.session.secret, id).ok_or(Error::Forbidden)?;
    let phone = Phone::load(&frame, frame.page(snapshot.session.title.clone()), voter, &snapshot).await?;
    Ok(stream::stream(seen, phone, known.with(&headers)))
}
