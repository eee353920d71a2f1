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
    /// What the answer before gave as `v`; empty at first.
    #[serde(default)]
    sau: String,
}

impl After {
    /// Id of the last frame that the phone has; 0 when that was told by another node, or before a restart.
    fn known(&self, epoch: u64) -> u64 {
        let parts = self.sau.split_once('-');
        parts.filter(|(of, _)| of.parse() == Ok(epoch)).and_then(|(_, id)| id.parse().ok()).unwrap_or(0)
    }
}

/// `GET /dau-truong/{id}/cho?sau=V`: frames after V, as soon as there are any.
pub async fn wait(State(site): State<Site>, Path(id): Path<Uuid>, Query(after): Query<After>, headers: HeaderMap) -> Result<Response> {
    let (handle, p) = player(&site, id, &headers).await?;
    handle.sockets.asks(p);
    let mut state = handle.state.clone();
    let fresh = |s: &std::sync::Arc<crate::live::Snapshot>| s.version != after.known(s.epoch);
    drop(tokio::time::timeout(WAIT, state.wait_for(fresh)).await);
    let me = handle.ask(|reply| Command::Who(p, reply)).await.filter(|me| me.known).ok_or(Error::NotFound)?;
    let snapshot = handle.now();
    let now = site.clock.now().as_microsecond();
    let kicked = snapshot.people.get(p as usize).is_some_and(|person| person.kicked);
    let mut texts = vec![frames::hello(&me.name, me.phase, me.answer.as_ref(), now)];
    if kicked {
        texts.push(frames::word("kicked"));
    } else {
        texts.extend(frames::news(&snapshot, after.known(snapshot.epoch), p));
    }
    let texts: Vec<&str> = texts.iter().map(|text| text.as_str()).collect();
    let body = format!("{{\"v\":\"{}-{}\",\"frames\":[{}]}}", snapshot.epoch, snapshot.version, texts.join(","));
    Ok(([(axum::http::header::CONTENT_TYPE, "application/json")], body).into_response())
}

/// `GET /dau-truong/{id}/gio`: the time, for the phone's clock.
pub async fn time(State(site): State<Site>, Path(_): Path<Uuid>) -> Json<serde_json::Value> {
    // milliseconds of our age are far below what f64 holds exactly
    Json(json!({ "s": site.clock.now().as_microsecond() as f64 / 1000.0 }))
}
