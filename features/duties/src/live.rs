//! Thay đổi trực tiếp: tells open pages that a duty changed, over server-sent events. Only a number and a link go out, each to those
//! who may see the duty; the page loads what is new itself, so nothing that matters is carried here.
use crate::scope::{Scope, key};
use axum::extract::{Path, Query};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use base::{Result, Site, Viewer};
use futures_util::stream;
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::convert::Infallible;
use std::time::Duration;
use tokio::sync::broadcast::{Receiver, error::RecvError};
use ui::Frame;
use uuid::Uuid;

/// Topic of all changes of duties; the data is [`Change`] as JSON.
pub const TOPIC: &str = "duties";

/// Id of the element that shows how much changed.
pub const PLACE: &str = "thay-doi";

/// What changed, small.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Change {
    /// Campaign.
    pub campaign: Uuid,
    /// The duty; None when many changed at once.
    pub duty: Option<Uuid>,
    /// Keys of the agencies whom it concerns, as [`key`] has them; empty for all.
    pub agencies: Vec<String>,
    /// Who did it: own changes are not news.
    pub by: Option<Uuid>,
    /// How many duties.
    pub count: usize,
}

/// Tells everybody; call it after the commit.
pub async fn publish(site: &Site, change: &Change) {
    if let Ok(data) = serde_json::to_string(change) {
        site.live.publish(TOPIC, &data).await;
    }
}

/// One duty changed.
pub async fn changed(site: &Site, campaign: Uuid, duty: Uuid, agencies: impl IntoIterator<Item = Uuid>, by: Option<Uuid>) {
    let agencies = agencies.into_iter().map(|a| key(&a)).collect();
    publish(site, &Change { campaign, duty: Some(duty), agencies, by, count: 1 }).await;
}

struct Listener {
    from: Receiver<base::live::Event>,
    frame: Frame,
    scope: Scope,
    account: Uuid,
    campaign: Uuid,
    only: Option<Uuid>,
    back: String,
    count: usize,
}

impl Listener {
    fn concerns(&self, change: &Change) -> bool {
        let seen = self.scope.is_all() || change.agencies.is_empty() || self.scope.own.iter().any(|a| change.agencies.contains(&key(a)));
        let here = self.only.is_none_or(|duty| change.duty.is_none_or(|d| d == duty));
        change.campaign == self.campaign && seen && here && change.by != Some(self.account)
    }

    async fn next(&mut self) -> Option<Event> {
        loop {
            let news = match self.from.recv().await {
                Ok(event) if event.topic == TOPIC => serde_json::from_str::<Change>(&event.data).ok().filter(|c| self.concerns(c)).map_or(0, |c| c.count),
                Ok(_) => 0,
                // More than could be kept: something certainly changed
                Err(RecvError::Lagged(_)) => 1,
                Err(RecvError::Closed) => return None,
            };
            if news == 0 {
                continue;
            }
            self.count += news;
            let words = self.frame.t1("duties-live-changed", "count", self.count);
            let html = format!("<a href=\"{}\">{}</a>", escape(&self.back), escape(&words));
            return Some(Event::default().event("replace").data(json!({ "id": PLACE, "html": html }).to_string()));
        }
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// What a listening page says of itself.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Asked {
    /// Where "load again" leads: a path below /nhiem-vu.
    ve: String,
}

/// `GET /nhiem-vu/dong-thoi`: changes that this person may see.
pub async fn all(frame: Frame, viewer: Viewer, Query(asked): Query<Asked>) -> Result<Response> {
    let Some(campaign) = plan::door::current(&mut frame.site.db.reader()).await? else { return Err(base::Error::NotFound) };
    let scope = Scope::of(&mut frame.site.db.reader(), &viewer, campaign.id).await?;
    Ok(stream_of(frame, scope, viewer.account, campaign.id, None, &asked.ve))
}

/// `GET /nhiem-vu/{id}/dong-thoi`: changes of one duty.
pub async fn one(frame: Frame, viewer: Viewer, Path(id): Path<Uuid>) -> Result<Response> {
    let seen = crate::duty::seen::Seen::load(&frame, &viewer, id).await?;
    let mut scope = seen.scope;
    scope.own.extend(seen.duty.agency.filter(|_| !scope.is_all()));
    Ok(stream_of(frame, scope, viewer.account, seen.duty.campaign, Some(id), &format!("/nhiem-vu/{id}")))
}

fn stream_of(frame: Frame, scope: Scope, account: Uuid, campaign: Uuid, only: Option<Uuid>, back: &str) -> Response {
    let back = if back.starts_with("/nhiem-vu") { back.to_owned() } else { "/nhiem-vu".to_owned() };
    let from = frame.site.live.subscribe();
    let listener = Listener { from, frame, scope, account, campaign, only, back, count: 0 };
    let events = stream::unfold(listener, |mut listener| async move {
        let event = listener.next().await?;
        Some((Ok::<Event, Infallible>(event), listener))
    });
    Sse::new(events).keep_alive(KeepAlive::new().interval(Duration::from_secs(15))).into_response()
}
