//! Đẩy tin: server-sent events with ready HTML for screens, desks and phones. What a person may be typing in lies in the outer
//! part, which is drawn again only when the poll itself turns; counts lie in inner parts of their own.
use super::snapshot::Snapshot;
use axum::http::HeaderMap;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use base::Result;
use futures_util::stream;
use serde_json::json;
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;

/// What is drawn of a moment.
pub(super) struct Parts {
    /// Whatever the outer part depends on; equal keys mean that it needs no drawing.
    pub key: String,
    /// Id of the outer element, and its HTML with the inner parts in it.
    pub outer: (&'static str, String),
    /// Ids and HTML of the inner parts.
    pub inner: Vec<(String, String)>,
}

impl Parts {
    /// The key as pages and events carry it.
    pub fn mark(&self) -> String {
        mark(&self.key)
    }
}

fn mark(key: &str) -> String {
    hex::encode(&Sha256::digest(key.as_bytes())[..8])
}

/// Draws one reader's view.
pub(super) trait Draw: Send + 'static {
    /// Shortest pause between two events.
    const PAUSE: Duration;
    /// Draws a moment.
    fn draw(&mut self, snapshot: &Snapshot) -> impl Future<Output = Result<Parts>> + Send;
}

/// Query of a stream: the mark of what the page shows already.
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(super) struct Known {
    moc: String,
}

impl Known {
    /// A browser that comes back says itself what it had last.
    pub fn with(self, headers: &HeaderMap) -> String {
        let last = headers.get("last-event-id").and_then(|v| v.to_str().ok());
        last.map_or(self.moc, str::to_owned)
    }
}

struct Pusher<D> {
    seen: watch::Receiver<Arc<Snapshot>>,
    draw: D,
    mark: String,
    first: bool,
    sent: HashMap<String, String>,
    ready: Vec<Event>,
}

/// The stream of a session for one reader. It ends when the session is deleted.
pub(super) fn stream<D: Draw>(seen: watch::Receiver<Arc<Snapshot>>, draw: D, known: String) -> Response {
    let pusher = Pusher { seen, draw, mark: known, first: true, sent: HashMap::new(), ready: Vec::new() };
    let events = stream::unfold(pusher, |mut pusher| async move {
        let event = pusher.next().await?;
        Some((Ok::<Event, Infallible>(event), pusher))
    });
    Sse::new(events).keep_alive(KeepAlive::new().interval(Duration::from_secs(15))).into_response()
}

impl<D: Draw> Pusher<D> {
    async fn next(&mut self) -> Option<Event> {
        loop {
            if let Some(event) = self.ready.pop() {
                return Some(event);
            }
            if !self.first {
                self.seen.changed().await.ok()?;
                // One event for all that happens meanwhile.
                tokio::time::sleep(D::PAUSE).await;
            }
            self.first = false;
            let snapshot = self.seen.borrow_and_update().clone();
            match self.draw.draw(&snapshot).await {
                Ok(parts) => self.compare(parts),
                Err(error) => {
                    tracing::warn!(%error, "a live view of polls could not be drawn");
                    return None;
                }
            }
        }
    }

    fn compare(&mut self, parts: Parts) {
        let mark = parts.mark();
        if mark == self.mark {
            for (id, html) in &parts.inner {
                if self.sent.get(id) != Some(html) {
                    self.ready.push(replace(id, html, &mark));
                }
            }
        } else {
            self.ready.push(replace(parts.outer.0, &parts.outer.1, &mark));
        }
        self.mark = mark;
        self.sent = parts.inner.into_iter().collect();
    }
}

fn replace(id: &str, html: &str, mark: &str) -> Event {
    Event::default().event("replace").id(mark).data(json!({ "id": id, "html": html }).to_string())
}
