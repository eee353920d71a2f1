//! Đánh dấu (tick): sets the state of an item. The client's key makes a repeated post harmless; the state that the person saw keeps a
//! late one from undoing what others did meanwhile.
use super::access::{Desk, back, client_key};
use super::model::Ready;
use super::store;
use axum::Form;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base::{Error, Result, Site, Viewer, args};
use serde_json::json;
use ui::Frame;
use uuid::Uuid;

/// What is sent.
#[derive(serde::Deserialize, Default)]
#[serde(default)]
pub(crate) struct Typed {
    /// Key of the client.
    khoa: String,
    /// State that the person saw.
    tu: String,
    /// State wanted.
    den: String,
    /// Reason.
    ly_do: String,
    /// Page to go back to.
    ve: String,
    /// Account whose phone kept the tick; empty from a form, which goes with its own session.
    ai: String,
}

/// POST `/nhiem-vu/muc/{id}/danh-dau`. Answers 204 to the script of the walk, else goes back.
pub(crate) async fn tick(
    State(site): State<Site>,
    frame: Frame,
    viewer: Viewer,
    headers: HeaderMap,
    Path(id): Path<Uuid>,
    Form(typed): Form<Typed>,
) -> Result<Response> {
    if !typed.ai.is_empty() && typed.ai != viewer.account.to_string() {
        // Kept by somebody else who was signed in on this phone: only they may send it
        return Err(Error::SignIn);
    }
    let desk = Desk::of_item(&site, &viewer, id).await?;
    let mut tx = site.db.write().await?;
    let item = desk.item(&mut tx, id).await?;
    let (Some(seen), Some(to)) = (Ready::of(&typed.tu), Ready::of(&typed.den)) else { return Err(Error::Invalid("duties-check-state".into())) };
    let reason: String = vietnamese::normalize_line(&typed.ly_do).chars().take(300).collect();
    if to == Ready::NotNeeded && reason.is_empty() {
        return Err(Error::Invalid("duties-check-reason".into()));
    }
    let actor = viewer.actor();
    let words = if to == Ready::NotNeeded { reason.as_str() } else { "" };
    let fresh = store::event(&mut tx, &actor, client_key(&typed.khoa), id, "state", to.code(), words).await?;
    if fresh && item.ready() != to {
        if item.dropped_at.is_some() || tx.exec(store::SET_STATE, args![id, seen.code(), to.code(), words, actor.at]).await? == 0 {
            return Err(Error::Conflict("duties-check-conflict".into()));
        }
        let detail = json!({ "from": item.state, "to": to.code() });
        tx.audit(&actor, "checklist.tick", "checklist_item", id, Some(item.campaign), detail).await?;
        tx.commit().await?;
    }
    let quiet = headers.get(header::ACCEPT).is_some_and(|a| a.as_bytes().starts_with(b"application/json"));
    if quiet {
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    let stop = plan::door::stops(&mut site.db.reader(), item.campaign).await?.into_iter().find(|s| s.id == item.stop);
    let board = stop.map_or_else(|| super::BOARDS.to_owned(), |s| format!("{}/{}", super::BOARDS, s.slug));
    Ok(ui::done(&back(&typed.ve, board), &frame.t("duties-check-ticked")))
}
