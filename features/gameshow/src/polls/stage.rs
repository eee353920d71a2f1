//! Màn hình lớn của phiên: what the hall sees, by a signed link that opens nothing else. What the host has not shown is not in it.
use super::snapshot::{self, Snapshot};
use super::stream::{self, Draw, Known, Parts};
use super::{DESK, room, view};
use crate::live::token;
use crate::play::join_path;
use askama::Template;
use axum::extract::{Path, Query};
use axum::http::HeaderMap;
use axum::response::Response;
use base::{Error, Result};
use std::time::Duration;
use ui::{Frame, Page};
use uuid::Uuid;

/// Lines of questions that a hall can read at once, and the letters of one.
const LINES: usize = 8;
const LETTERS: usize = 44;

/// The signed link of a session's big screen.
pub(super) fn link(secret: &[u8], id: Uuid) -> String {
    format!("{DESK}/{id}/man-hinh?k={}", token::screen(secret, id))
}

/// Query of the link.
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(super) struct Key {
    k: String,
}

#[derive(Template)]
#[template(path = "polls/stage.html")]
struct StagePage {
    page: Page,
    id: Uuid,
    key: String,
    mark: String,
    scene: String,
}

struct Screen {
    frame: Frame,
    page: Page,
    qr: String,
    address: String,
}

#[derive(Template)]
#[template(path = "polls/scene.html")]
struct ScenePart<'a> {
    page: &'a Page,
    qr: &'a str,
    address: &'a str,
    title: &'a str,
    pin: String,
    of: usize,
    ended: bool,
    on: Option<&'a view::Shown>,
    counts: String,
    results: String,
}

#[derive(Template)]
#[template(path = "polls/scene_counts.html")]
struct CountsPart<'a> {
    page: &'a Page,
    on: &'a view::Shown,
}

#[derive(Template)]
#[template(path = "polls/scene_results.html")]
struct ResultsPart<'a> {
    page: &'a Page,
    on: &'a view::Shown,
    questions_more: usize,
}

impl Screen {
    fn parts(&self, snapshot: &Snapshot) -> Parts {
        let session = &snapshot.session;
        let on = snapshot.current().map(|(n, c)| view::public(&self.frame, n, c, c.on_screen()));
        let (mut counts, mut results, mut inner) = (String::new(), String::new(), Vec::new());
        if let Some(on) = &on {
            counts = CountsPart { page: &self.page, on }.render().unwrap_or_default();
            inner.push(("dem".to_owned(), counts.clone()));
            if on.on_screen {
                let mut few = on.clone();
                let fit = fitting(few.questions.iter().map(|q| q.text.chars().count()));
                let questions_more = few.questions.len() - fit;
                few.questions.truncate(fit);
                results = ResultsPart { page: &self.page, on: &few, questions_more }.render().unwrap_or_default();
                inner.push(("kq".to_owned(), results.clone()));
            }
        }
        let key = match &on {
            Some(on) => format!("{} {} {} {} {}", on.id, on.state, on.on_screen, on.n, on.text) + &on.bars.iter().map(|b| b.text.as_str()).collect::<Vec<_>>().join("|"),
            None => String::new(),
        };
        let key = format!("{} {} {} {} {key}", session.title, session.pin, session.ended_at.is_some(), snapshot.polls.len());
        let scene = ScenePart {
            page: &self.page,
            qr: &self.qr,
            address: &self.address,
            title: &session.title,
            pin: crate::model::spaced(&session.pin),
            of: snapshot.polls.len(),
            ended: session.ended_at.is_some(),
            on: on.as_ref(),
            counts,
            results,
        };
        Parts { key, outer: ("san-khau", scene.render().unwrap_or_default()), inner }
    }
}

/// How many questions of these lengths fit on the screen; one always does.
fn fitting(lengths: impl Iterator<Item = usize>) -> usize {
    let lines = lengths.scan(0, |sum, length| {
        *sum += length.div_ceil(LETTERS).max(1);
        Some(*sum)
    });
    lines.enumerate().take_while(|(at, sum)| *at == 0 || *sum <= LINES).count()
}

impl Draw for Screen {
    const PAUSE: Duration = Duration::from_millis(50);
    async fn draw(&mut self, snapshot: &Snapshot) -> Result<Parts> {
        Ok(self.parts(snapshot))
    }
}

/// The session and its screen, for those who have the link.
async fn open(frame: &Frame, id: Uuid, key: &Key) -> Result<(Snapshot, Screen)> {
    let snapshot = snapshot::load(&mut frame.site.db.reader(), id).await?;
    let session = &snapshot.session;
    if !token::is_screen(&session.secret, id, &key.k) {
        return Err(Error::NotFound);
    }
    let origin = frame.site.config.public_url();
    let bare = origin.trim_start_matches("https://").trim_start_matches("http://");
    let href = format!("{origin}{}", join_path(&session.pin, None));
    let screen = Screen {
        frame: frame.clone(),
        page: frame.page(session.title.clone()).noindex(),
        qr: ui::qr::svg(&href, &frame.t1("gameshow-qr", "address", &href)).map_err(Error::internal)?,
        address: format!("{bare}/dau-truong"),
    };
    Ok((snapshot, screen))
}

/// `GET …/man-hinh?k=…`.
pub(super) async fn show(frame: Frame, Path(id): Path<Uuid>, Query(key): Query<Key>) -> Result<Response> {
    let (snapshot, screen) = open(&frame, id, &key).await?;
    let parts = screen.parts(&snapshot);
    let mark = parts.mark();
    Ok(ui::html(&StagePage { page: screen.page, id, key: key.k, mark, scene: parts.outer.1 }))
}

/// `GET …/man-hinh/su-kien?k=…`.
pub(super) async fn events(frame: Frame, Path(id): Path<Uuid>, Query(key): Query<Key>, Query(known): Query<Known>, headers: HeaderMap) -> Result<Response> {
    let (_, screen) = open(&frame, id, &key).await?;
    Ok(stream::stream(room::watch(&frame.site, id).await?, screen, known.with(&headers)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hall_reads_eight_lines() {
        assert_eq!(fitting([30, 60, 80, 40, 40, 50].into_iter()), 5);
        assert_eq!(fitting([400, 10].into_iter()), 1, "one always fits");
        assert_eq!(fitting(std::iter::empty()), 0);
    }
}
