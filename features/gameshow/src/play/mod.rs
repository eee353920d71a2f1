//! Người chơi (play): how people come in and play, with a phone, with or without WebSocket or script. A player's token is a
//! cookie that no script can read; it opens nothing but this player's place in this game.
mod answer;
mod door;
mod own;
mod page;
mod poll;
mod rule;
mod script;
mod socket;
mod words;

use crate::live::{self, Handle, token};
use axum::http::HeaderMap;
use base::{Error, Result, Routes, Site, Who};
use uuid::Uuid;

pub(crate) use door::{clean_code, join_path};

/// The routes of this part.
pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/dau-truong", Who::Public, door::home)
        .post("/dau-truong/vao", Who::Public, door::by_pin)
        .get("/dau-truong/vao/{pin}", Who::Public, door::by_link)
        .get("/dau-truong/{id}/vao", Who::Public, door::form)
        .post("/dau-truong/{id}/vao", Who::Public, door::join)
        .get("/dau-truong/{id}/choi", Who::Public, page::show)
        .get("/dau-truong/{id}/ws", Who::Public, socket::open)
        .get("/dau-truong/{id}/cho", Who::Public, poll::wait)
        .get("/dau-truong/{id}/gio", Who::Public, poll::time)
        .post("/dau-truong/{id}/tra-loi", Who::Public, answer::form)
        .post("/dau-truong/{id}/gui", Who::Public, answer::json)
        .get("/dau-truong/{id}/luat", Who::Public, rule::show)
        .get("/dau-truong/tap-lenh/{name}", Who::Public, script::serve)
}

pub(crate) use rule::sentences as rule_sentences;
pub(crate) use script::{STAGE, address as script_address};

/// The player that a request's cookie names.
///
/// # Errors
/// No such game is on, the cookie is none of ours, or somebody else has taken the place by its code since.
pub(crate) async fn player(site: &Site, id: Uuid, headers: &HeaderMap) -> Result<(Handle, u32)> {
    let handle = live::handle(site, id).await?;
    let token = base::session::cookie_value(headers, &token::cookie(id)).ok_or(Error::Forbidden)?;
    let place = token::read_player(&handle.secret, id, token).ok_or(Error::Forbidden)?;
    // A later seat than is known here was given by another node a moment ago.
    if handle.now().people.get(place.number as usize).is_some_and(|person| person.seat > place.seat) {
        return Err(Error::Forbidden);
    }
    Ok((handle, place.number))
}
