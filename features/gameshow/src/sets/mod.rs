//! Bộ câu hỏi (question sets): written in the browser, imported and exported as tables, shared by all campaigns. It must never
//! change a question that a game has already taken.
pub(crate) mod builtin;
mod edit;
mod exchange;
mod list;
mod media;
pub(crate) mod model;
mod ordering;
mod show;
pub(crate) mod store;
#[cfg(test)]
mod tests;
pub(crate) mod view;

pub(crate) use store::QUERIES;

use crate::EDIT;
use axum::extract::DefaultBodyLimit;
use axum::handler::Handler;
use base::{Fetch, Result, Routes, Who};
use uuid::Uuid;

/// Where the desk of question sets is.
pub(crate) const DESK: &str = "/dau-truong/bo-cau-hoi";

/// The routes of this part.
pub(crate) fn routes() -> Routes {
    let who = Who::Can(EDIT);
    Routes::new()
        .get("/dau-truong/bo-cau-hoi", who, list::show)
        .get("/dau-truong/bo-cau-hoi/mau.xlsx", who, exchange::template)
        .get("/dau-truong/bo-cau-hoi/moi", who, list::new)
        .post("/dau-truong/bo-cau-hoi/moi", who, list::create)
        .get("/dau-truong/bo-cau-hoi/{set}", who, show::show)
        .post("/dau-truong/bo-cau-hoi/{set}", who, show::update)
        .post("/dau-truong/bo-cau-hoi/{set}/sao-chep", who, list::copy)
        .post("/dau-truong/bo-cau-hoi/{set}/xoa", who, list::withdraw)
        .post("/dau-truong/bo-cau-hoi/{set}/khoi-phuc", who, list::restore)
        .get("/dau-truong/bo-cau-hoi/{set}/xuat.xlsx", who, exchange::table)
        .get("/dau-truong/bo-cau-hoi/{set}/xuat.zip", who, exchange::archive)
        .get("/dau-truong/bo-cau-hoi/{set}/xuat.toml", who, exchange::toml)
        .get("/dau-truong/bo-cau-hoi/{set}/nhap", who, exchange::form)
        .post("/dau-truong/bo-cau-hoi/{set}/nhap", who, exchange::preview.layer(DefaultBodyLimit::max(exchange::UPLOAD)))
        .post("/dau-truong/bo-cau-hoi/{set}/nhap/xac-nhan", who, exchange::confirm)
        .get("/dau-truong/bo-cau-hoi/{set}/cau/moi", who, edit::new)
        .post("/dau-truong/bo-cau-hoi/{set}/cau/moi", who, edit::create)
        .get("/dau-truong/bo-cau-hoi/{set}/cau/{id}", who, edit::show)
        .post("/dau-truong/bo-cau-hoi/{set}/cau/{id}", who, edit::update)
        .post("/dau-truong/bo-cau-hoi/{set}/cau/{id}/len", who, ordering::up)
        .post("/dau-truong/bo-cau-hoi/{set}/cau/{id}/xuong", who, ordering::down)
        .post("/dau-truong/bo-cau-hoi/{set}/cau/{id}/sao-chep", who, ordering::copy)
        .post("/dau-truong/bo-cau-hoi/{set}/cau/{id}/xoa", who, ordering::drop_question)
        .post("/dau-truong/bo-cau-hoi/{set}/cau/{id}/khoi-phuc", who, ordering::take_back)
        .post("/dau-truong/bo-cau-hoi/{set}/cau/{id}/tep", who, media::upload.layer(DefaultBodyLimit::max(media::UPLOAD)))
        .post("/dau-truong/bo-cau-hoi/{set}/cau/{id}/tep/bo", who, media::remove)
        .get("/dau-truong/tep/{file}", Who::Public, media::serve)
}

/// Sets to choose from for a game: key, title and number of questions; empty ones are left out.
pub(crate) async fn choices(db: &mut impl Fetch) -> Result<Vec<(Uuid, String, i64)>> {
    Ok(store::list(db).await?.into_iter().filter(|s| s.questions > 0).map(|s| (s.id, s.title, s.questions)).collect())
}

/// The questions of a set in order, each with its key: what a game copies.
///
/// # Errors
/// [`base::Error::NotFound`] when there is no such set, or it was deleted.
pub(crate) async fn questions(db: &mut impl Fetch, set: Uuid) -> Result<Vec<quiz::Question>> {
    store::find(db, set).await?;
    Ok(store::questions(db, set).await?.into_iter().map(|asked| asked.question).collect())
}
