//! Toàn cảnh của lãnh đạo (`/nhiem-vu/lanh-dao`): one screen on a phone for leaders and the coordinating department. Each number opens
//! its rows. It must never show a figure that its rows do not add up to.
mod figures;
pub(crate) mod model;
pub(crate) mod store;
mod view;

use crate::ground::{self, Ground};
use crate::scope;
use askama::Template;
use axum::extract::Query;
use axum::response::{IntoResponse, Redirect, Response};
use base::{Result, Viewer};
use serde::Deserialize;
use ui::{Beat, Cell as Figure, Frame, Link, Page};

/// What the address may say.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Asked {
    /// `het`: the whole ranking, not only its head.
    xem: String,
}

#[derive(Template)]
#[template(path = "leader/page.html")]
struct Screen {
    page: Page,
    when: String,
    cells: Vec<Figure>,
    total: i64,
    formula: String,
    rate: String,
    done_of: String,
    beat: Beat,
    needs: Vec<view::Need>,
    ranking: Vec<view::Rank>,
    ranked: usize,
    whole: bool,
    kinds: Vec<view::Kind>,
    stops: Vec<view::Stop>,
    since: Vec<view::Since>,
    links: Vec<Link>,
}

/// `GET /nhiem-vu/lanh-dao`: a constant number of statements (a test counts them).
pub async fn show(frame: Frame, viewer: Viewer, Query(asked): Query<Asked>) -> Result<Response> {
    let site = &frame.site;
    let mut db = site.db.reader();
    let title = frame.t("duties-leader-title");
    let Some(ground) = Ground::load(&mut db, site, &viewer).await? else { return Ok(ground::nothing(&frame, &title)) };
    if !ground.scope.is_all() {
        // A role for another campaign lands here too; the desk says what there is for its holder
        return Ok(Redirect::to("/nhiem-vu").into_response());
    }
    let id = ground.campaign.id;
    // A beat of more bars would say nothing; the lines are read only to draw it
    let by_line = plan::door::lines_count(&mut db, id).await? <= i64::from(ui::Beat::MOST);
    let lines = if by_line { plan::door::lines(&mut db, id).await? } else { Vec::new() };
    let at = &ground.at;
    let figures = figures::of(site, id, at, by_line).await?;
    let questions = plan::door::open_questions(&mut db, id).await?;
    // Terms run out by the minute: these two are counted each time
    let gone_up = crate::sent_up::report::waiting(&mut db, id, at.ms).await?;
    let ranked = figures.shares.len();
    let whole = asked.xem == "het" || ranked <= view::HEAD;
    let reader = view::Reader { manages: scope::manages(&viewer, id), decides: viewer.can_in(crate::DECIDE, id) };
    let now = vietnamese::dates::date_and_time(vietnamese::dates::from_unix_ms(at.ms));
    Ok(ui::html(&Screen {
        page: frame.page(title).noindex().working(ground.campaign.id).active("/nhiem-vu/lanh-dao"),
        when: frame.t2("duties-leader-when", "name", ground.campaign.full_name(), "when", now),
        cells: view::cells(&frame, figures.cells),
        total: figures.cells.total(),
        formula: view::formula(&frame, figures.cells),
        done_of: view::done_of(&frame, figures.cells),
        rate: figures.cells.rate().map(ground::percent).unwrap_or_default(),
        beat: view::beat(&lines, &figures.lines),
        needs: view::needs(&frame, reader, figures.waiting, &gone_up, questions),
        ranking: figures.shares.iter().zip(model::places(&figures.shares)).take(if whole { usize::MAX } else { view::HEAD }).map(|(s, place)| view::rank(&frame, &ground, place, s)).collect(),
        ranked,
        whole,
        kinds: view::kinds(&frame, &figures.lines),
        stops: view::stops(&frame, &ground, &figures),
        since: figures.since.iter().enumerate().map(|(which, (moment, since))| view::since(&frame, moment, *since, which)).collect(),
        links: ground::ways(&frame, true, "/nhiem-vu/lanh-dao"),
    }))
}
