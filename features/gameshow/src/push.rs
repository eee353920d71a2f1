//! Đẩy tin cho người dẫn và màn hình: server-sent events with ready HTML, at most five a second however many answer, so that
//! nothing grows with the square of the players.
use crate::live::Handle;
use crate::scene::{self, Key, Scene};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use serde_json::json;
use std::convert::Infallible;
use std::time::Duration;
use tokio::time::Instant;
use ui::Frame;

/// Shortest pause between two pushes.
const PAUSE: Duration = Duration::from_millis(200);
/// Longest, so that a lost connection is noticed.
const LONG: Duration = Duration::from_secs(30);

/// Draws: the whole scene, and the counters within it.
pub trait Draw: Send + 'static {
    /// Id of the element with the whole scene, and its HTML.
    fn scene(&self, scene: &Scene) -> (&'static str, String);
    /// Id of the element with the counters, and its HTML.
    fn counters(&self, scene: &Scene) -> (&'static str, String);
}

struct Pusher<D> {
    frame: Frame,
    handle: Handle,
    draw: D,
    drawn: Option<Key>,
    counted: String,
    ready: Vec<Event>,
    /// When the clock changes what is shown.
    wake: Instant,
}

/// The stream of a game for one screen.
pub fn stream<D: Draw>(frame: Frame, handle: Handle, draw: D) -> Response {
    let pusher = Pusher { frame, handle, draw, drawn: None, counted: String::new(), ready: Vec::new(), wake: Instant::now() };
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
            let first = self.drawn.is_none();
            if !first {
                tokio::select! {
                    changed = self.handle.state.changed() => changed.ok()?,
                    changed = self.handle.counts.changed() => {
                        changed.ok()?;
                        tokio::time::sleep(PAUSE).await;
                    }
                    () = tokio::time::sleep_until(self.wake) => {}
                }
            }
            self.handle.state.mark_unchanged();
            self.handle.counts.mark_unchanged();
            let scene = scene::now(&self.frame, &self.handle);
            let change = scene.until_change(self.frame.site.clock.now().as_microsecond());
            self.wake = Instant::now() + change.map_or(LONG, |ms| Duration::from_millis(u64::try_from(ms).unwrap_or(0))).min(LONG);
            let key = scene.key();
            let (id, html) = self.draw.counters(&scene);
            if self.drawn != Some(key) {
                self.drawn = Some(key);
                let (id, html) = self.draw.scene(&scene);
                self.ready.push(replace(id, &html));
            } else if html != self.counted {
                self.ready.push(replace(id, &html));
            }
            self.counted = html;
        }
    }
}

fn replace(id: &str, html: &str) -> Event {
    Event::default().event("replace").data(json!({ "id": id, "html": html }).to_string())
}
