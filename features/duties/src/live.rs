//! Thay đổi trực tiếp: tells open pages that a duty changed, over server-sent events. Only a number and a link go out, each to those
//! who may see the duty; the page loads what is new itself, so nothing that matters is carried here.
use crate::scope::{Scope, key};
use crate::store::seen;
use axum::extract::{Path, Query};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use base::{Result, Site, Viewer, args};
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

base::queries! {
    CHANGED = concat!("select count(*) from duty_event e join duty d on d.id = e.duty where ", seen!(), " and d.campaign = $2 and e.at > $3
        and (e.actor is null or e.actor <> $4)");
    CHANGED_ONE = "select count(*) from duty_event e where e.duty = $1 and e.at > $2 and (e.actor is null or e.actor <> $3)";
}

/// Address of a page's stream: it counts what others did since the page was made.
pub fn address(site: &Site, stream: &str, back: &str) -> String {
    format!("{stream}?tu={}&ve={}", site.clock.now_ms(), ui::page::encode(back))
}

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
    since: i64,
    looked: bool,
    count: i64,
}

impl Listener {
    fn concerns(&self, change: &Change) -> bool {
        let seen = self.scope.is_all() || change.agencies.is_empty() || self.scope.own.iter().any(|a| change.agencies.contains(&key(a)));
        let here = self.only.is_none_or(|duty| change.duty.is_none_or(|d| d == duty));
        change.campaign == self.campaign && seen && here && change.by != Some(self.account)
    }

    /// Whether it is worth a look: what is heard is only a hint, the figure comes from the database.
    async fn heard(&mut self) -> Option<bool> {
        Some(match self.from.recv().await {
            Ok(event) if event.topic == TOPIC => serde_json::from_str::<Change>(&event.data).is_ok_and(|c| self.concerns(&c)),
            Ok(_) => false,
            Err(RecvError::Lagged(_)) => true,
            Err(RecvError::Closed) => return None,
        })
    }

    async fn next(&mut self) -> Option<Event> {
        loop {
            // Also at once: a page that slept or lost its connection learns what it missed
            let look = !self.looked || self.heard().await?;
            self.looked = true;
            if !look {
                continue;
            }
            let mut db = self.frame.site.db.reader();
            let counted = match self.only {
                Some(duty) => base::feature::count(&mut db, CHANGED_ONE, args![duty, self.since, self.account]).await,
                None => base::feature::count(&mut db, CHANGED, args![&self.scope.agencies, self.campaign, self.since, self.account]).await,
            };
            let Ok(count) = counted else { continue };
            if count > self.count {
                self.count = count;
                let words = self.frame.t1("duties-live-changed", "count", count);
                let html = format!("<a href=\"{}\">{}</a>", escape(&self.back), escape(&words));
                return Some(Event::default().event("replace").data(json!({ "id": PLACE, "html": html }).to_string()));
            }
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
    /// When the page was made, unix milliseconds.
    tu: Option<i64>,
}

/// `GET /nhiem-vu/dong-thoi`: changes that this person may see.
pub async fn all(frame: Frame, viewer: Viewer, Query(asked): Query<Asked>) -> Result<Response> {
    let Some(campaign) = plan::door::working(&mut frame.site.db.reader(), &viewer).await? else { return Err(base::Error::NotFound) };
    let scope = Scope::of(&mut frame.site.db.reader(), &viewer, campaign.id).await?;
    Ok(stream_of(frame, scope, viewer.account, campaign.id, None, &asked))
}

/// `GET /nhiem-vu/{id}/dong-thoi`: changes of one duty.
pub async fn one(frame: Frame, viewer: Viewer, Path(id): Path<Uuid>, Query(asked): Query<Asked>) -> Result<Response> {
    let seen = crate::duty::seen::Seen::load(&frame, &viewer, id).await?;
    let mut scope = seen.scope;
    scope.own.extend(seen.duty.agency.filter(|_| !scope.is_all()));
    Ok(stream_of(frame, scope, viewer.account, seen.duty.campaign, Some(id), &asked))
}

fn stream_of(frame: Frame, scope: Scope, account: Uuid, campaign: Uuid, only: Option<Uuid>, asked: &Asked) -> Response {
    let back = if asked.ve.starts_with("/nhiem-vu") { asked.ve.clone() } else { "/nhiem-vu".to_owned() };
    let since = asked.tu.unwrap_or_else(|| frame.site.clock.now_ms());
    let from = frame.site.live.subscribe();
    let listener = Listener { from, frame, scope, account, campaign, only, back, since, looked: false, count: 0 };
    let events = stream::unfold(listener, |mut listener| async move {
        let event = listener.next().await?;
        Some((Ok::<Event, Infallible>(event), listener))
    });
    Sse::new(events).keep_alive(KeepAlive::new().interval(Duration::from_secs(15))).into_response()
}
