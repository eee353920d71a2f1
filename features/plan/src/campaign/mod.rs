//! Chiến dịch: choosing the current one, editing its facts, stops and picture. What the plan says is never changed here.
mod edit;
mod picture;
mod stops;
pub(crate) mod store;
mod working;

use crate::model::Campaign;
use crate::publish::home;
use crate::{EDIT, door};
use askama::Template;
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::handler::Handler;
use axum::response::Response;
use base::{Error, Fetch, Result, Routes, Site, Viewer, Who, settings};
use serde_json::json;
use ui::{Frame, Page};
use uuid::Uuid;

/// Largest picture.
const PICTURE: usize = 8 << 20;

pub(crate) fn routes() -> Routes {
    let who = Who::Can(EDIT);
    Routes::new()
        .post("/ke-hoach/lam-viec", Who::SignedIn, working::choose)
        .get("/ke-hoach/chien-dich", who, list)
        .post("/ke-hoach/chien-dich/{id}/hien-tai", who, make_current)
        .post("/ke-hoach/chien-dich/{id}/thoi-hen", who, forget_turn)
        .get("/ke-hoach/chien-dich/{id}", who, edit::show)
        .post("/ke-hoach/chien-dich/{id}", who, edit::save)
        .post("/ke-hoach/chien-dich/{id}/tranh", who, picture::upload.layer(DefaultBodyLimit::max(PICTURE + (1 << 20))))
        .post("/ke-hoach/chien-dich/{id}/tranh/bo", who, picture::remove)
        .get("/ke-hoach/chien-dich/{id}/chang/{stop}", who, stops::show)
        .post("/ke-hoach/chien-dich/{id}/chang/{stop}", who, stops::save)
        .get("/tep/{file}", Who::Public, picture::serve)
        .get("/hinh-anh/net-ve/{name}", Who::Public, picture::drawing)
}

#[derive(Template)]
#[template(path = "campaign/list.html")]
struct List {
    page: Page,
    rows: Vec<Row>,
}

struct Row {
    campaign: Campaign,
    current: bool,
    may: bool,
    questions: i64,
    /// The day on which it comes to the home page.
    turn: Option<String>,
}

/// The campaign, if this person may edit it.
async fn mine(db: &mut impl Fetch, viewer: &Viewer, id: Uuid) -> Result<Campaign> {
    if viewer.can_in(EDIT, id) { door::campaign(db, id).await } else { Err(Error::NotFound) }
}

/// Whether this person may decide what the whole site shows.
fn may_choose(viewer: &Viewer) -> bool {
    viewer.can_in(EDIT, Uuid::nil())
}

/// GET `/ke-hoach/chien-dich`.
async fn list(State(site): State<Site>, frame: Frame, viewer: Viewer) -> Result<Response> {
    let mut db = site.db.reader();
    let current = door::current(&mut db).await?.map(|c| c.id);
    let open = store::open_questions(&mut db).await?;
    let turn = home::waiting(&mut db).await?;
    let row = |campaign: Campaign| Row {
        current: current == Some(campaign.id),
        may: may_choose(&viewer),
        turn: turn.filter(|(id, _)| *id == campaign.id).map(|(_, day)| crate::words::date(day)),
        questions: open.iter().find(|(id, _)| *id == campaign.id).map_or(0, |(_, n)| *n),
        campaign,
    };
    let rows = door::campaigns(&mut db).await?.into_iter().filter(|c| viewer.can_in(EDIT, c.id)).map(row).collect();
    Ok(ui::html(&List { page: frame.page(frame.t("plan-campaigns")).active("/ke-hoach/chien-dich").noindex(), rows }))
}

/// POST `…/hien-tai`: the site shows this campaign from now on.
async fn make_current(State(site): State<Site>, frame: Frame, viewer: Viewer, Path(id): Path<Uuid>) -> Result<Response> {
    if !may_choose(&viewer) {
        return Err(Error::Forbidden);
    }
    let actor = viewer.actor();
    let mut tx = site.db.write().await?;
    let campaign = mine(&mut tx, &viewer, id).await?;
    settings::set(&mut tx, door::CURRENT, &id.to_string(), actor.at).await?;
    if home::waiting(&mut tx).await?.is_some_and(|(next, _)| next == id) {
        home::forget(&mut tx, actor.at).await?;
    }
    tx.audit(&actor, "plan.current", "campaign", id, Some(id), json!({})).await?;
    tx.commit().await?;
    crate::refresh(&site).await?;
    Ok(ui::done("/ke-hoach/chien-dich", &frame.t1("plan-current-set", "name", campaign.full_name())))
}

/// POST `…/thoi-hen`: the campaign does not come to the home page by itself any more.
async fn forget_turn(State(site): State<Site>, frame: Frame, viewer: Viewer, Path(id): Path<Uuid>) -> Result<Response> {
    if !may_choose(&viewer) {
        return Err(Error::Forbidden);
    }
    let actor = viewer.actor();
    let mut tx = site.db.write().await?;
    let campaign = mine(&mut tx, &viewer, id).await?;
    if home::waiting(&mut tx).await?.is_none_or(|(next, _)| next != id) {
        return Err(Error::NotFound);
    }
    home::forget(&mut tx, actor.at).await?;
    tx.audit(&actor, "plan.current", "campaign", id, Some(id), json!({ "waits": false })).await?;
    tx.commit().await?;
    crate::refresh(&site).await?;
    Ok(ui::done("/ke-hoach/chien-dich", &frame.t1("plan-home-forgotten", "name", campaign.full_name())))
}
