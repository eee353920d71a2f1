//! Hỏi ý kiến (polls): live polls and boards of questions for a hall. A ballot is secret: it knows a device's random number and
//! nobody's name; what a host has not shown is in no page and no frame.
mod desk;
mod edit;
mod export;
mod forms;
mod keep;
mod list;
mod model;
mod moderate;
mod ordering;
mod pace;
mod phone;
mod room;
mod session;
mod settle;
mod snapshot;
mod spelling;
mod stage;
mod store;
mod stream;
#[cfg(test)]
mod tests;
mod view;
mod vote;
mod write;

pub(crate) use keep::FORGET;
pub(crate) use store::QUERIES;
pub(crate) use store::ballots::QUERIES as BALLOT_QUERIES;
pub(crate) use store::networks::QUERIES as NETWORK_QUERIES;

use crate::RUN;
use crate::scope::Scope;
use base::{Fetch, Result, Routes, Site, Viewer, Who};
use uuid::Uuid;

/// Where sessions are prepared.
pub(crate) const DESK: &str = "/dau-truong/y-kien";

/// The routes of this part.
pub(crate) fn routes() -> Routes {
    let run = Who::Can(RUN);
    Routes::new()
        .get("/dau-truong/y-kien", run, list::show)
        .get("/dau-truong/y-kien/moi", run, list::new)
        .post("/dau-truong/y-kien/moi", run, list::create)
        .get("/dau-truong/y-kien/{id}", run, session::show)
        .post("/dau-truong/y-kien/{id}", run, session::update)
        .post("/dau-truong/y-kien/{id}/sao-chep", run, list::copy)
        .post("/dau-truong/y-kien/{id}/xoa", run, list::withdraw)
        .post("/dau-truong/y-kien/{id}/khoi-phuc", run, list::restore)
        .post("/dau-truong/y-kien/{id}/ket-thuc", run, list::end)
        .post("/dau-truong/y-kien/{id}/mo-lai", run, list::reopen)
        .get("/dau-truong/y-kien/{id}/cau/moi", run, edit::new)
        .post("/dau-truong/y-kien/{id}/cau/moi", run, edit::create)
        .get("/dau-truong/y-kien/{id}/cau/{poll}", run, edit::show)
        .post("/dau-truong/y-kien/{id}/cau/{poll}", run, edit::update)
        .post("/dau-truong/y-kien/{id}/cau/{poll}/len", run, ordering::up)
        .post("/dau-truong/y-kien/{id}/cau/{poll}/xuong", run, ordering::down)
        .post("/dau-truong/y-kien/{id}/cau/{poll}/sao-chep", run, ordering::copy)
        .post("/dau-truong/y-kien/{id}/cau/{poll}/xoa", run, ordering::drop_poll)
        .post("/dau-truong/y-kien/{id}/cau/{poll}/khoi-phuc", run, ordering::take_back)
        .get("/dau-truong/y-kien/{id}/dieu-khien", run, desk::show)
        .post("/dau-truong/y-kien/{id}/dieu-khien", run, desk::act)
        .get("/dau-truong/y-kien/{id}/dieu-khien/su-kien", run, desk::events)
        .get("/dau-truong/y-kien/{id}/cau/{poll}/dat-lai", run, desk::reset_form)
        .post("/dau-truong/y-kien/{id}/cau/{poll}/dat-lai", run, desk::reset)
        .get("/dau-truong/y-kien/{id}/cau/{poll}/duyet", run, moderate::show)
        .post("/dau-truong/y-kien/{id}/cau/{poll}/duyet", run, moderate::act)
        .get("/dau-truong/y-kien/{id}/cau/{poll}/duyet/su-kien", run, moderate::events)
        .get("/dau-truong/y-kien/{id}/ket-qua.csv", run, export::csv)
        .get("/dau-truong/y-kien/{id}/ket-qua.xlsx", run, export::xlsx)
        .get("/dau-truong/y-kien/{id}/man-hinh", Who::Public, stage::show)
        .get("/dau-truong/y-kien/{id}/man-hinh/su-kien", Who::Public, stage::events)
        .get("/dau-truong/y-kien/{id}/tham-gia", Who::Public, phone::show)
        .get("/dau-truong/y-kien/{id}/tham-gia/su-kien", Who::Public, phone::events)
        .post("/dau-truong/y-kien/{id}/tham-gia/{poll}", Who::Public, vote::vote)
        .post("/dau-truong/y-kien/{id}/tham-gia/{poll}/hoi", Who::Public, vote::ask)
        .post("/dau-truong/y-kien/{id}/tham-gia/{poll}/ung-ho", Who::Public, vote::upvote)
}

/// Start hook: from now on ballots are taken.
pub(crate) fn start(site: &Site) {
    room::start(site);
}

/// Where people come in who typed this PIN, or followed its QR code; None when no session is on under it.
pub(crate) async fn door(db: &mut impl Fetch, pin: &str) -> Result<Option<String>> {
    Ok(store::by_pin(db, pin).await?.map(phone::path))
}

/// Whether a session holds this PIN, so that no game may take it.
pub(crate) async fn holds_pin(db: &mut impl Fetch, pin: &str) -> Result<bool> {
    store::pin_taken(db, pin).await
}

/// A session of this host, see [`Scope`].
///
/// # Errors
/// There is none that this person may see.
async fn own(db: &mut impl Fetch, viewer: &Viewer, id: Uuid) -> Result<store::SessionRow> {
    store::own(db, &Scope::of(viewer), id).await
}
