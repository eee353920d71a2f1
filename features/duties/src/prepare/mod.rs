//! Chuẩn bị (prepare): an agency's own detailed plan below a duty, ready-made checklists per stop and day, and the boards that say
//! what still lacks. It must never count as a duty of the plan, nor lose a tick when the plan is amended.
mod access;
mod board;
mod copy;
mod files;
mod held;
mod item;
mod kinds;
pub(crate) mod model;
mod print;
mod section;
pub(crate) mod store;
mod sync;
#[cfg(test)]
mod sync_tests;
mod task_acts;
pub(crate) mod task_store;
mod tasks;
mod templates;
mod tick;
mod view;
mod walk;

pub use model::Readiness;
pub(crate) use held::HELD;
pub(crate) use section::section;
pub(crate) use sync::{line_given, plan_changed, start};
pub(crate) use tasks::day as day_field;

use crate::door::At;
use crate::{MANAGE, VIEW, WORK};
use axum::extract::DefaultBodyLimit;
use base::{Fetch, Result, Routes, Who};
use jiff::civil::Date;
use plan::door::Stop;
use std::collections::HashMap;
use uuid::Uuid;

/// Where the boards are.
pub(crate) const BOARDS: &str = "/nhiem-vu/san-sang";

/// Every SQL text of this part.
pub(crate) fn queries() -> Vec<(&'static str, &'static str)> {
    [store::QUERIES, task_store::QUERIES, held::QUERIES].concat()
}

/// The routes of this part.
pub(crate) fn routes() -> Routes {
    let upload = DefaultBodyLimit::max(files::REQUEST);
    Routes::new()
        .get("/nhiem-vu/{id}/ke-hoach", Who::Can(VIEW), tasks::list)
        .post("/nhiem-vu/{id}/ke-hoach", Who::Can(WORK), tasks::add)
        .post("/nhiem-vu/{id}/ke-hoach/chep", Who::Can(WORK), copy::tasks)
        .get("/nhiem-vu/{id}/ke-hoach/in", Who::Can(VIEW), print::tasks)
        .get("/nhiem-vu/viec/{id}", Who::Can(VIEW), tasks::show)
        .post("/nhiem-vu/viec/{id}", Who::Can(WORK), tasks::save)
        .post("/nhiem-vu/viec/{id}/xong", Who::Can(WORK), task_acts::done)
        .post("/nhiem-vu/viec/{id}/thu-tu", Who::Can(WORK), task_acts::order)
        .post("/nhiem-vu/viec/{id}/bo", Who::Can(WORK), task_acts::take_away)
        .post("/nhiem-vu/viec/{id}/khoi-phuc", Who::Can(WORK), task_acts::restore)
        .post("/nhiem-vu/viec/{id}/tep", Who::Can(WORK), axum::handler::Handler::layer(files::to_task, upload.clone()))
        .get(BOARDS, Who::Can(VIEW), board::index)
        .get("/nhiem-vu/san-sang/{stop}", Who::Can(VIEW), board::show)
        .get("/nhiem-vu/san-sang/{stop}/di", Who::Can(VIEW), walk::show)
        .get("/nhiem-vu/san-sang/{stop}/man-hinh", Who::Can(VIEW), print::stage)
        .get("/nhiem-vu/san-sang/{stop}/in", Who::Can(VIEW), print::board)
        .post("/nhiem-vu/san-sang/{stop}/them", Who::Can(WORK), item::add)
        .post("/nhiem-vu/san-sang/{stop}/theo-mau", Who::Can(MANAGE), item::from_templates)
        .post("/nhiem-vu/san-sang/{stop}/chep", Who::Can(WORK), copy::kind)
        .get("/nhiem-vu/san-sang/tap-lenh/{name}", Who::Public, walk::script)
        .get("/nhiem-vu/muc/{id}", Who::Can(VIEW), item::show)
        .post("/nhiem-vu/muc/{id}", Who::Can(WORK), item::save)
        .post("/nhiem-vu/muc/{id}/danh-dau", Who::Can(WORK), tick::tick)
        .post("/nhiem-vu/muc/{id}/bo", Who::Can(WORK), item::take_away)
        .post("/nhiem-vu/muc/{id}/khoi-phuc", Who::Can(WORK), item::restore)
        .post("/nhiem-vu/muc/{id}/chep", Who::Can(WORK), copy::item)
        .post("/nhiem-vu/muc/{id}/tep", Who::Can(WORK), axum::handler::Handler::layer(files::to_item, upload))
        .get("/nhiem-vu/tep-chuan-bi/{id}", Who::Can(VIEW), files::serve)
        .post("/nhiem-vu/tep-chuan-bi/{id}/bo", Who::Can(WORK), files::remove)
        .get("/nhiem-vu/mau-kiem-tra", Who::Can(MANAGE), templates::list)
        .post("/nhiem-vu/mau-kiem-tra", Who::Can(MANAGE), templates::add_kind)
        .get("/nhiem-vu/mau-kiem-tra/{id}", Who::Can(MANAGE), templates::show)
        .post("/nhiem-vu/mau-kiem-tra/{id}", Who::Can(MANAGE), templates::save)
}

/// How ready each stop of a campaign is, in their order: for the leader's screen. [6]
pub async fn readiness(db: &mut impl Fetch, campaign: Uuid, today: Date) -> Result<Vec<Readiness>> {
    let stops = plan::door::stops(db, campaign).await?;
    readiness_of(db, campaign, &stops, today).await
}

/// The same for stops that are known already. [1]
pub(crate) async fn readiness_of(db: &mut impl Fetch, campaign: Uuid, stops: &[Stop], today: Date) -> Result<Vec<Readiness>> {
    Ok(each(stops, store::counts(db, "*", campaign, today).await?, today))
}

/// How ready each stop was at a moment: items that were asked for then, with the ticks of then; for reports. [6]
pub async fn readiness_at(db: &mut impl Fetch, campaign: Uuid, at: &At) -> Result<Vec<Readiness>> {
    let stops = plan::door::stops(db, campaign).await?;
    Ok(each(&stops, store::counts_at(db, campaign, at).await?, at.day))
}

fn each(stops: &[Stop], counts: Vec<(Uuid, i64, i64, i64)>, today: Date) -> Vec<Readiness> {
    let counted: HashMap<Uuid, (i64, i64, i64)> = counts.into_iter().map(|(stop, a, b, c)| (stop, (a, b, c))).collect();
    stops.iter().map(|stop| view::readiness(stop, counted.get(&stop.id).copied().unwrap_or_default(), today)).collect()
}
