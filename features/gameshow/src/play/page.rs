//! Trang chơi: whole and usable without script (it reloads itself, but never while somebody answers); with script the module takes
//! over the same place.
use super::own::Own;
use super::player;
use crate::live::{Command, Self_};
use crate::play::{script, words};
use crate::scene::{self, Phase, Scene};
use askama::Template;
use axum::extract::{Path, Query};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use base::Result;
use ui::{Frame, Page};
use uuid::Uuid;

/// Seconds after which the page without script reloads where no clock runs.
const RELOAD: u32 = 4;

/// Query of the page: words that were not taken, to be put right.
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct Kept {
    a: String,
}

#[derive(Template)]
#[template(path = "play/page.html")]
struct PlayPage {
    page: Page,
    id: Uuid,
    title: String,
    script: String,
    words: String,
    me: Self_,
    s: Scene,
    own: Option<Standing>,
    /// What was answered to the question that is on.
    given: Option<Own>,
    kicked: bool,
    /// Words that were not taken.
    kept: String,
    words_on: bool,
    range: Option<(String, String, String)>,
}

/// The player's own line, as shown.
struct Standing {
    rank: u32,
    of: u32,
    points: String,
    last: String,
    answered: bool,
    whole: bool,
    part: bool,
}

/// When the page without script reloads: when the clock changes what it shows, so that no form is taken from under somebody's hands.
fn reload(s: &Scene, answered: bool) -> u32 {
    let left = u32::try_from(s.left()).unwrap_or(RELOAD);
    match s.phase {
        _ if s.paused => RELOAD,
        Phase::Soon | Phase::Read => left.max(1),
        Phase::Open if !answered => left + 1,
        _ => RELOAD,
    }
}

/// `GET /dau-truong/{id}/choi`.
pub async fn show(frame: Frame, Path(id): Path<Uuid>, Query(kept): Query<Kept>, headers: HeaderMap) -> Result<Response> {
    let Ok((handle, p)) = player(&frame.site, id, &headers).await else {
        let over = crate::store::game(&mut frame.site.db.reader(), id).await?.ended_at.is_some();
        let to = if over { format!("/dau-truong/{id}/ket-qua") } else { format!("/dau-truong/{id}/vao") };
        return Ok(Redirect::to(&to).into_response());
    };
    handle.sockets.asks(p);
    let me = handle.ask(|reply| Command::Who(p, reply)).await.unwrap_or_default();
    if !me.known {
        return Ok(Redirect::to(&format!("/dau-truong/{id}/vao")).into_response());
    }
    let snapshot = handle.now();
    let s = scene::now(&frame, &handle);
    let person = snapshot.people.get(p as usize).copied();
    let own = person.map(|person| Standing {
        rank: person.rank,
        of: snapshot.ranked,
        points: vietnamese::numbers::group(person.points),
        last: vietnamese::numbers::group(person.last.points),
        answered: person.last.answered,
        whole: person.last.share == quiz::score::WHOLE,
        part: (1..quiz::score::WHOLE).contains(&person.last.share),
    });
    let range = match snapshot.view.question.as_ref().map(|q| &q.kind) {
        Some(quiz::question::Kind::Estimate { min, max, unit, .. }) => Some((min.plain(unit), max.plain(unit), unit.clone())),
        _ => None,
    };
    let given = snapshot.view.question.as_deref().zip(me.answer.as_ref()).map(|(question, answer)| Own::of(question, answer));
    let page = frame.page(handle.title.to_string()).noindex().refresh(reload(&s, me.answer.is_some()));
    Ok(ui::html(&PlayPage {
        page,
        id,
        title: handle.title.to_string(),
        script: script::address(script::PLAY),
        words: words::json(&frame),
        kicked: person.is_some_and(|person| person.kicked),
        kept: kept.a,
        words_on: snapshot.view.text_on_phones,
        range,
        me,
        s,
        own,
        given,
    }))
}
