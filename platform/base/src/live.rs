//! Trực tiếp: publish/subscribe by topic, in the process by default, over NATS between nodes.
//! Events are hints to look again; nothing that matters is carried only here, so a lost NATS server stops nobody.
use crate::{Error, Result};
use async_nats::connection::State;
use futures_util::StreamExt;
use serde::{Deserialize, Serialize};
use std::time::Duration;
use tokio::sync::broadcast;

/// How long a publisher waits for NATS; it is a hint, the next look at the database finds the same.
const PATIENCE: Duration = Duration::from_millis(500);

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
    nats: Option<Nats>,
    node: uuid::Uuid,
}

#[derive(Clone)]
struct Nats {
    client: async_nats::Client,
    subject: String,
}

impl Live {
    /// A bus within this process.
    pub fn local() -> Live {
        Live { local: broadcast::channel(1024).0, nats: None, node: uuid::Uuid::now_v7() }
    }

    /// A bus that also reaches the other nodes of the same installation ([`crate::settings::installation`]); several
    /// installations may share one NATS server. It connects in the background, now and after every break.
    ///
    /// # Errors
    /// When the address is none. A server that does not answer is no error.
    pub async fn nats(url: &str, installation: &str) -> Result<Live> {
        let options = async_nats::ConnectOptions::new().name("nhipso").retry_on_initial_connect().event_callback(|event| async move {
            tracing::info!("NATS: {event}");
        });
        let client = options.connect(url).await.map_err(|e| Error::internal(format!("NATS: {e}")))?;
        let subject = format!("nhipso.{installation}.live");
        let mut incoming = client.subscribe(subject.clone()).await.map_err(Error::internal)?;
        let live = Live { nats: Some(Nats { client, subject }), ..Live::local() };
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

    /// Whether a NATS server answers at this address, for `doctor`.
    ///
    /// # Errors
    /// It does not answer, or refuses us.
    pub async fn probe(url: &str) -> Result<()> {
        let client = async_nats::connect(url).await.map_err(|e| Error::internal(format!("NATS: {e}")))?;
        client.flush().await.map_err(Error::internal)
    }

    /// Whether events go to other nodes too.
    pub fn has_others(&self) -> bool {
        self.nats.is_some()
    }

    /// Whether the other nodes can be reached at this moment.
    pub fn is_connected(&self) -> bool {
        self.nats.as_ref().is_some_and(|nats| nats.client.connection_state() == State::Connected)
    }

    /// Tells everybody who listens, on every node. It never waits long: without NATS only this node hears it.
    pub async fn publish(&self, topic: &str, data: &str) {
        let event = Event { topic: topic.to_owned(), data: data.to_owned(), origin: self.node };
        if let Some(nats) = &self.nats
            && self.is_connected()
        {
            let payload = serde_json::to_vec(&event).unwrap_or_default();
            match tokio::time::timeout(PATIENCE, nats.client.publish(nats.subject.clone(), payload.into())).await {
                Ok(Ok(())) => {}
                Ok(Err(error)) => tracing::warn!(%error, "a live event did not reach the other nodes"),
                Err(_) => tracing::warn!("a live event did not reach the other nodes in time"),
            }
        }
        drop(self.local.send(event));
    }

    /// Listens to all topics from now on.
    pub fn subscribe(&self) -> broadcast::Receiver<Event> {
        self.local.subscribe()
    }
}
