//! Duyệt kế hoạch: the text beside what was read; officers correct, name and confirm; nothing exists until "Ban hành".
mod actions;
mod amends;
mod edit;
mod facts;
mod facts_form;
mod facts_view;
pub(crate) mod form;
mod former;
mod marked;
mod names;
mod naming_form;
mod release;
mod screen;
pub(crate) mod store;
pub(crate) mod upload;
mod view;
pub(crate) mod work;

use crate::EDIT;
use axum::extract::DefaultBodyLimit;
use axum::handler::Handler;
use base::{Error, Fetch, Result, Routes, Viewer, Who};
use uuid::Uuid;

/// Largest upload: the extractor's own limit and room for the form around it.
const UPLOAD: usize = (50 << 20) + (1 << 20);

/// Routes of the review.
pub(crate) fn routes() -> Routes {
    let who = Who::Can(EDIT);
    Routes::new()
        .get("/ke-hoach/duyet", who, upload::list)
        .post("/ke-hoach/duyet", who, upload::upload.layer(DefaultBodyLimit::max(UPLOAD)))
        .get("/ke-hoach/duyet/{id}", who, screen::show)
        .post("/ke-hoach/duyet/{id}/nhiem-vu", who, actions::add)
        .post("/ke-hoach/duyet/{id}/nhiem-vu/{key}", who, actions::edit)
        .post("/ke-hoach/duyet/{id}/nhiem-vu/{key}/nhap", who, actions::typed)
        .post("/ke-hoach/duyet/{id}/nhiem-vu/{key}/dung", who, actions::confirm)
        .post("/ke-hoach/duyet/{id}/nhiem-vu/{key}/gop", who, actions::merge)
        .post("/ke-hoach/duyet/{id}/nhiem-vu/{key}/tach", who, actions::split)
        .post("/ke-hoach/duyet/{id}/nhiem-vu/{key}/bo", who, actions::remove)
        .post("/ke-hoach/duyet/{id}/nhiem-vu/{key}/khoi-phuc", who, actions::restore)
        .post("/ke-hoach/duyet/{id}/du-kien/{code}", who, facts_form::save)
        .post("/ke-hoach/duyet/{id}/du-kien/{code}/{verb}", who, facts_form::decide)
        .post("/ke-hoach/duyet/{id}/ban-cu/{number}", who, former::decide)
        .post("/ke-hoach/duyet/{id}/hoan-tac", who, actions::undo)
        .post("/ke-hoach/duyet/{id}/ten", who, naming_form::name)
        .get("/ke-hoach/duyet/{id}/xem-thu", who, release::preview)
        .post("/ke-hoach/duyet/{id}/ban-hanh", who, release::publish)
        .post("/ke-hoach/duyet/{id}/la-ban", who, release::version)
        .post("/ke-hoach/duyet/{id}/huy", who, release::drop_draft)
}

/// Whether this person may review for the campaign; a plan for a new campaign needs the permission everywhere.
fn may(viewer: &Viewer, campaign: Option<Uuid>) -> bool {
    viewer.can_in(EDIT, campaign.unwrap_or(Uuid::nil()))
}

/// The draft, if this person may see it and it is still open.
async fn open(db: &mut impl Fetch, viewer: &Viewer, id: Uuid) -> Result<store::Draft> {
    let draft = store::get(db, id).await?;
    if !may(viewer, draft.campaign) {
        return Err(Error::NotFound);
    }
    if draft.state != "open" {
        return Err(Error::Conflict("plan-review-ended".into()));
    }
    Ok(draft)
}
