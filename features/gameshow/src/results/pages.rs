//! Trang kết quả: for everybody once they are official, for those who may run the game before; and one leaderboard of a series.
use super::count::{Counted, Item, load};
use super::published;
use crate::{host, store};
use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use base::{Error, Result, Viewer, outbox};
use quiz::ranking::merge;
use ui::{Frame, Page};
use uuid::Uuid;

/// Lines of a public table.
const SHOWN: usize = 100;

/// A line.
pub(super) struct Row {
    pub rank: u32,
    pub name: String,
    pub from: String,
    pub points: String,
    pub right: u32,
}

impl Row {
    /// The place as shown: none without points.
    pub fn place(&self) -> String {
        if self.rank > 0 { self.rank.to_string() } else { "–".into() }
    }
}

#[derive(Template)]
#[template(path = "results/show.html")]
struct ResultsPage {
    page: Page,
    id: Uuid,
    title: String,
    rows: Vec<Row>,
    teams: Vec<Row>,
    items: Vec<Item>,
    players: usize,
    hash: String,
    forbidden: u32,
    published: bool,
    staff: bool,
    series: String,
}

#[derive(Template)]
#[template(path = "results/series.html")]
struct SeriesPage {
    page: Page,
    rows: Vec<Row>,
    games: usize,
    more: usize,
}

/// A name on a public page; erased ones are said to be.
pub(super) fn shown_name(frame: &Frame, name: &str) -> String {
    if name.is_empty() { frame.t("gameshow-erased") } else { name.to_owned() }
}

pub(super) fn rows(frame: &Frame, counted: &Counted) -> Vec<Row> {
    let row = |placed: &quiz::Placed| {
        let player = counted.player(placed.standing.player);
        let from = if player.agency.is_empty() { counted.team(placed.standing.player).to_owned() } else { player.agency };
        Row {
            rank: placed.rank,
            name: shown_name(frame, &player.name),
            from,
            points: vietnamese::numbers::group(placed.standing.points),
            right: placed.standing.right,
        }
    };
    counted.official.iter().map(row).collect()
}

pub(super) fn teams(counted: &Counted) -> Vec<Row> {
    let row = |team: &quiz::Team| Row {
        rank: team.rank,
        name: counted.team_name(team.team).to_owned(),
        from: String::new(),
        points: vietnamese::numbers::group(team.mean()),
        right: team.members,
    };
    counted.teams.iter().filter(|team| team.members > 0).map(row).collect()
}

/// `GET /dau-truong/kq/{pin}`: the short address on the big screen, of the latest game with this PIN.
pub async fn by_pin(frame: Frame, Path(pin): Path<String>) -> Result<Response> {
    let id = store::last_of_pin(&mut frame.site.db.reader(), &pin).await?.ok_or(Error::NotFound)?;
    Ok(Redirect::to(&format!("/dau-truong/{id}/ket-qua")).into_response())
}

/// `GET /dau-truong/{id}/ket-qua`.
pub async fn show(frame: Frame, Path(id): Path<Uuid>) -> Result<Response> {
    let row = store::game(&mut frame.site.db.reader(), id).await?;
    let staff = match &frame.viewer {
        Some(viewer) if viewer.can(crate::RUN) => host::own(&frame.site, viewer, id).await.is_ok(),
        _ => false,
    };
    if row.ended_at.is_none() || (row.published_at.is_none() && !staff) {
        let page = frame.page(frame.t1("gameshow-results-of", "title", &row.title)).crumb(frame.t("gameshow-nav"), "/dau-truong").noindex();
        return Ok(ui::html(&WaitingPage { page, id, on: row.ended_at.is_none() }));
    }
    let counted = load(&frame.site.db, id).await?;
    let mut lines = rows(&frame, &counted);
    let players = lines.len();
    lines.truncate(SHOWN);
    let page = frame.page(frame.t1("gameshow-results-of", "title", &row.title)).crumb(frame.t("gameshow-nav"), "/dau-truong");
    let page = ResultsPage {
        page,
        id,
        title: row.title,
        rows: lines,
        teams: teams(&counted),
        items: if staff { counted.items() } else { Vec::new() },
        players,
        hash: hex::encode(counted.count.hash),
        forbidden: counted.count.forbidden,
        published: row.published_at.is_some(),
        staff,
        series: row.series,
    };
    Ok(if staff { ui::html(&page) } else { ui::public(&page) })
}

#[derive(Template)]
#[template(path = "results/waiting.html")]
struct WaitingPage {
    page: Page,
    id: Uuid,
    on: bool,
}

/// `POST /dau-truong/{id}/ket-qua/cong-bo`: makes results official and publishes them as an event, once.
pub async fn publish(frame: Frame, viewer: Viewer, Path(id): Path<Uuid>) -> Result<Response> {
    let row = host::own(&frame.site, &viewer, id).await?;
    if row.ended_at.is_none() {
        return Err(Error::Conflict("gameshow-not-over".into()));
    }
    let counted = load(&frame.site.db, id).await?;
    if counted.count.forbidden > 0 {
        return Err(Error::Conflict("gameshow-forbidden-found".into()));
    }
    let actor = viewer.actor();
    let mut tx = frame.site.db.write().await?;
    if store::publish(&mut tx, id, actor.at).await? {
        let detail = serde_json::json!({ "journal": hex::encode(counted.count.hash), "players": counted.official.len() });
        tx.audit(&actor, "quiz.publish", "quiz_game", id, row.campaign, detail).await?;
        outbox::publish(&mut tx, &actor, published::PUBLISHED, id, &published::body(&counted, id, actor.at)).await?;
        tx.commit().await?;
    }
    Ok(ui::done(&format!("/dau-truong/{id}/ket-qua"), &frame.t("gameshow-published-now")))
}

/// `GET /dau-truong/loat/{series}`: one leaderboard of the published games of a series, the same in whatever order they came.
pub async fn series(frame: Frame, Path(name): Path<String>) -> Result<Response> {
    let listed = store::series(&mut frame.site.db.reader(), &name).await?;
    let listed: Vec<_> = listed.into_iter().filter(|game| game.published_at.is_some()).collect();
    if name.is_empty() || listed.is_empty() {
        return Err(Error::NotFound);
    }
    let mut games = Vec::new();
    for game in &listed {
        games.push(load(&frame.site.db, game.id).await?);
    }
    let standings = games.iter().enumerate().map(|(at, g)| (at, g.official.iter().map(|p| p.standing).collect()));
    let merged = merge(standings);
    let more = merged.len().saturating_sub(SHOWN);
    let row = |line: &quiz::ranking::Merged<usize>| {
        let game = &games[line.game];
        let player = game.player(line.standing.player);
        let from = if player.agency.is_empty() { game.row.title.clone() } else { player.agency };
        Row {
            rank: line.rank,
            name: shown_name(&frame, &player.name),
            from,
            points: vietnamese::numbers::group(line.standing.points),
            right: line.standing.right,
        }
    };
    let rows = merged.iter().take(SHOWN).map(row).collect();
    let page = frame.page(frame.t1("gameshow-series-of", "name", &name)).crumb(frame.t("gameshow-nav"), "/dau-truong");
    Ok(ui::public(&SeriesPage { page, rows, games: games.len(), more }))
}
