//! Người dẫn (host): prepares a game, runs it from a desk or a phone, lets people in or out. Apart from the big screen: the
//! host's own session is what allows it, no link and no token of a player does.
mod desk;
mod games;
mod people;
mod roster;
mod sure;
mod told;

use crate::live::{self, Handle};
use crate::model::GameRow;
use crate::scope::Scope;
use crate::{RUN, store};
use base::{Result, Routes, Site, Viewer, Who};
use uuid::Uuid;

/// The routes of this part.
pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/dau-truong/van", Who::Can(RUN), games::list)
        .get("/dau-truong/van/moi", Who::Can(RUN), games::new)
        .post("/dau-truong/van/moi", Who::Can(RUN), games::create)
        .get("/dau-truong/{id}/dieu-khien", Who::Can(RUN), desk::show)
        .post("/dau-truong/{id}/dieu-khien", Who::Can(RUN), desk::act)
        .get("/dau-truong/{id}/dieu-khien/chac-chan", Who::Can(RUN), sure::show)
        .get("/dau-truong/{id}/dieu-khien/su-kien", Who::Can(RUN), desk::events)
        .get("/dau-truong/{id}/danh-sach", Who::Can(RUN), roster::show)
        .post("/dau-truong/{id}/danh-sach", Who::Can(RUN), roster::save)
        .get("/dau-truong/{id}/nguoi-choi", Who::Can(RUN), people::show)
        .post("/dau-truong/{id}/nguoi-choi", Who::Can(RUN), people::act)
}

/// A game of this host, see [`Scope`]: everything that runs, reads or publishes a game as its host begins here.
///
/// # Errors
/// There is none that this person may see.
pub(crate) async fn own(site: &Site, viewer: &Viewer, id: Uuid) -> Result<GameRow> {
    store::own(&mut site.db.reader(), &Scope::of(viewer), id).await
}

/// A game of this host that is on.
async fn own_live(site: &Site, viewer: &Viewer, id: Uuid) -> Result<(GameRow, Handle)> {
    let row = own(site, viewer, id).await?;
    Ok((row, live::handle(site, id).await?))
}
