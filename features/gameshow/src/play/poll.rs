//! Đường dự phòng: where WebSocket is blocked, a phone asks and waits up to 20 seconds for news. Same frames, same tokens.
use super::player;
use crate::live::{Command, frames};
use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use base::{Error, Result, Site};
use serde_json::json;
use std::time::Duration;
use uuid::Uuid;

const WAIT: Duration = Duration::from_secs(20);

/// Query of [`wait`].
#[derive(serde::Deserialize)]
pub struct After {
    /// Id of the last frame that the phone has.
    #[serde(default)]
    sau: u64,
}

/// `GET /dau-truong/{id}/cho?sau=N`: frames after N, as soon as there are any.
pub async fn wait(State(site): State<Site>, Path(id): Path<Uuid>, Query(after): Query<After>, headers: HeaderMap) -> Result<Response> {
    let (handle, p) = player(&site, id, &headers).await?;
    let mut state = handle.state.clone();
    let fresh = |s: &std::sync::Arc<crate::live::Snapshot>| s.version != after.sau;
    drop(tokio::time::timeout(WAIT, state.wait_for(fresh)).await);
    let me = handle.ask(|reply| Command::Who(p, reply)).await.filter(|me| me.known).ok_or(Error::NotFound)?;
    let snapshot = handle.now();
    let now = site.clock.now().as_microsecond();
    let kicked = snapshot.people.get(p as usize).is_some_and(|person| person.kicked);
    let mut texts = vec![frames::hello(&me.name, me.phase, me.answer.as_ref(), now)];
    if kicked {
        texts.push(frames::word("kicked"));
    } else {
        texts.extend(frames::news(&snapshot, after.sau, p));
    }
    let texts: Vec<&str> = texts.iter().map(|text| text.as_str()).collect();
    let body = format!("{{\"v\":{},\"frames\":[{}]}}", snapshot.version, texts.join(","));
    Ok(([(axum::http::header::CONTENT_TYPE, "application/json")], body).into_response())
}

/// `GET /dau-truong/{id}/gio`: the time, for the phone's clock.
pub async fn time(State(site): State<Site>, Path(_): Path<Uuid>) -> Json<serde_json::Value> {
    // milliseconds of our age are far below what f64 holds exactly
    Json(json!({ "s": site.clock.now().as_microsecond() as f64 / 1000.0 }))
}
