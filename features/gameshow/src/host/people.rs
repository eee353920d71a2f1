//! Người chơi trong ván: found by name, sent out, and taken back.
use super::own_live;
use crate::live::{Act, Command};
use crate::store;
use askama::Template;
use axum::Form as Body;
use axum::extract::{Path, Query};
use axum::response::Response;
use base::{Error, Result, Viewer};
use ui::{Form, Frame, Page};
use uuid::Uuid;

/// Lines of one page.
const SHOWN: usize = 100;

/// A line.
struct Line {
    number: i64,
    name: String,
    from: String,
    points: String,
    kicked: bool,
    /// The code may be used once more.
    freed: bool,
    /// May come in again by code when the host says so.
    official: bool,
}

#[derive(Template)]
#[template(path = "host/people.html")]
struct PeoplePage {
    page: Page,
    form: Form,
    lines: Vec<Line>,
    found: usize,
}

/// What was looked for.
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct Search {
    q: String,
}

/// `GET /dau-truong/{id}/nguoi-choi?q=`.
pub async fn show(frame: Frame, viewer: Viewer, Path(id): Path<Uuid>, Query(search): Query<Search>) -> Result<Response> {
    let (row, handle) = own_live(&frame.site, &viewer, id).await?;
    let people = handle.ask(Command::People).await.unwrap_or_default();
    let teams = row.settings().teams;
    let all = store::players(&mut frame.site.db.reader(), id, 0).await?;
    let wanted = search.q.trim();
    let mut lines: Vec<Line> = all
        .into_iter()
        .filter(|p| wanted.is_empty() || vietnamese::contains_folded(&p.name, wanted) || vietnamese::contains_folded(&p.agency, wanted))
        .map(|p| {
            let person = people.get(usize::try_from(p.number).unwrap_or(usize::MAX)).copied().unwrap_or_default();
            let team = person.team.and_then(|t| teams.get(usize::from(t))).cloned().unwrap_or_default();
            let from = [p.agency, p.unit, team].into_iter().filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" · ");
            Line { number: p.number, name: p.name, from, points: vietnamese::numbers::group(person.points), kicked: person.kicked, freed: person.freed, official: person.official }
        })
        .collect();
    lines.sort_by(|a, b| b.kicked.cmp(&a.kicked).then_with(|| vietnamese::collate::compare(&a.name, &b.name)));
    let found = lines.len();
    lines.truncate(SHOWN);
    let page = frame.page(frame.t("gameshow-manage-people")).crumb(row.title, format!("/dau-truong/{id}/dieu-khien")).noindex();
    Ok(ui::html(&PeoplePage { page, form: Form::new().with("q", search.q), lines, found }))
}

/// A button.
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct Pressed {
    moi_ra: Option<u32>,
    cho_lai: Option<u32>,
    mo_ma: Option<u32>,
}

/// `POST /dau-truong/{id}/nguoi-choi`.
pub async fn act(frame: Frame, viewer: Viewer, Path(id): Path<Uuid>, Body(pressed): Body<Pressed>) -> Result<Response> {
    let (_, handle) = own_live(&frame.site, &viewer, id).await?;
    let (act, done) = match (pressed.moi_ra, pressed.cho_lai, pressed.mo_ma) {
        (Some(p), ..) => (Act::Kick(p), "gameshow-kicked"),
        (_, Some(p), _) => (Act::Restore(p), "gameshow-restored"),
        (.., Some(p)) => (Act::Free(p), "gameshow-freed"),
        _ => return Err(Error::NotFound),
    };
    let result = handle.ask(|reply| Command::Host(act, viewer.actor(), reply)).await;
    let back = format!("/dau-truong/{id}/nguoi-choi");
    match result.ok_or_else(|| Error::internal("a step could not be journalled"))? {
        Ok(()) => Ok(ui::done(&back, &frame.t(done))),
        Err(why) => Ok(ui::warned(&back, &frame.t(&format!("gameshow-host-no-{}", why.code())))),
    }
}
