//! Trực tiếp: publish/subscribe by topic, in the process by default, over NATS between nodes.
//! Events are hints to look again; nothing that matters is carried only here.
use crate::{Error, Result};
use futures_util::StreamExt;
use serde::{Deserialize, Serialize};
use tokio::sync::broadcast;

const SUBJECT: &str = "nhipso.live";

/// One event.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Event {
    /// Topic, e.g. `plan/0192…`.
    pub topic: String,
    /// What happened, small.
    pub data: String,
    origin: uuid::Uuid,
}

/// The bus of this node.
#[derive(Clone)]
pub struct Live {
    local: broadcast::Sender<Event>,
    nats: Option<async_nats::Client>,
    node: uuid::Uuid,
}

impl Live {
    /// A bus within this process.
    pub fn local() -> Live {
        Live { local: broadcast::channel(1024).0, nats: None, node: uuid::Uuid::now_v7() }
    }

    /// A bus that also reaches the other nodes.
    ///
    /// # Errors
    /// When the NATS server cannot be reached at start; later breaks are mended by the client itself.
    pub async fn nats(url: &str) -> Result<Live> {
        let client = async_nats::connect(url).await.map_err(|e| Error::internal(format!("NATS {url}: {e}")))?;
        let mut incoming = client.subscribe(SUBJECT).await.map_err(Error::internal)?;
        let live = Live { nats: Some(client), ..Live::local() };
        let (local, node) = (live.local.clone(), live.node);
        tokio::spawn(async move {
            while let Some(message) = incoming.next().await {
                match serde_json::from_slice::<Event>(&message.payload) {
                    Ok(event) if event.origin != node => drop(local.send(event)),
                    Ok(_) => {}
                    Err(error) => tracing::warn!(%error, "an unreadable live event was dropped"),
                }
            }
        });
        Ok(live)
    }

    /// Tells everybody who listens, on every node.
    pub async fn publish(&self, topic: &str, data: &str) {
        let event = Event { topic: topic.to_owned(), data: data.to_owned(), origin: self.node };
        if let Some(nats) = &self.nats {
            let payload = serde_json::to_vec(&event).unwrap_or_default();
            if let Err(error) = nats.publish(SUBJECT, payload.into()).await {
                tracing::warn!(%error, "a live event did not reach the other nodes");
            }
        }
        drop(self.local.send(event));
    }

    /// Listens to all topics from now on.
    pub fn subscribe(&self) -> broadcast::Receiver<Event> {
        self.local.subscribe()
    }
}
