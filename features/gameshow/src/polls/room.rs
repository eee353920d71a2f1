//! Phòng trực tiếp: one watcher for each session that anybody looks at on this node. It reads the session again when somebody
//! changed it, here or on another node, at most four times a second, however many look.
use super::pace::Pace;
use super::snapshot::{Snapshot, load};
use super::write::{Command, Writer};
use crate::doors::Doors;
use base::{Error, Result, Site};
use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::{Mutex, mpsc, watch};
use tokio::time::Instant;
use uuid::Uuid;

/// Shortest pause between two readings.
const PAUSE: Duration = Duration::from_millis(250);
/// Longest: finds what a lost event would have told, as other nodes write too.
const LOOK: Duration = Duration::from_secs(3);

/// The sessions that are watched here, and what ballots go through; a slot of the [`Site`].
pub(super) struct Rooms {
    rooms: Mutex<HashMap<Uuid, Arc<watch::Sender<Arc<Snapshot>>>>>,
    /// How often an address may bring a new device.
    pub doors: Doors,
    /// How often a device may send.
    pub pace: Pace,
    /// The way to the writer.
    pub ballots: mpsc::Sender<Command>,
}

/// Topic of a session on the bus.
fn topic(session: Uuid) -> String {
    format!("gameshow/polls/{session}")
}

/// Tells everybody who looks, on every node, to read again.
pub(super) async fn tell(site: &Site, session: Uuid) {
    site.live.publish(&topic(session), "").await;
}

/// Start hook: from now on ballots are taken.
pub(super) fn start(site: &Site) {
    let ballots = Writer::start(site);
    site.put(Arc::new(Rooms { rooms: Mutex::default(), doors: Doors::default(), pace: Pace::default(), ballots }));
}

/// The slot.
///
/// # Errors
/// The start hook has not run.
pub(super) fn rooms(site: &Site) -> Result<Arc<Rooms>> {
    site.get::<Rooms>().ok_or_else(|| Error::internal("polls have not been started"))
}

/// The latest of a session, as it changes.
///
/// # Errors
/// There is no such session.
pub(super) async fn watch(site: &Site, id: Uuid) -> Result<watch::Receiver<Arc<Snapshot>>> {
    let slot = rooms(site)?;
    let mut rooms = slot.rooms.lock().await;
    if let Some(room) = rooms.get(&id) {
        return Ok(room.subscribe());
    }
    // Listens before it reads, so that nothing is missed in between.
    let events = site.live.subscribe();
    let first = load(&mut site.db.reader(), id).await?;
    let (room, seen) = watch::channel(Arc::new(first));
    let room = Arc::new(room);
    rooms.insert(id, room.clone());
    tokio::spawn(run(site.clone(), id, room, events));
    Ok(seen)
}

async fn run(site: Site, id: Uuid, room: Arc<watch::Sender<Arc<Snapshot>>>, mut events: tokio::sync::broadcast::Receiver<base::live::Event>) {
    let topic = topic(id);
    let mut next = Instant::now();
    loop {
        tokio::select! {
            () = news(&mut events, &topic) => {}
            () = tokio::time::sleep(LOOK) => {}
        }
        tokio::time::sleep_until(next).await;
        next = Instant::now() + PAUSE;
        let Ok(slot) = rooms(&site) else { return };
        if room.receiver_count() == 0 {
            let mut rooms = slot.rooms.lock().await;
            if room.receiver_count() == 0 {
                rooms.remove(&id);
                return;
            }
        }
        match load(&mut site.db.reader(), id).await {
            Ok(now) => drop(room.send_if_modified(|was| {
                let changed = **was != now;
                if changed {
                    *was = Arc::new(now);
                }
                changed
            })),
            Err(Error::NotFound) => {
                // Deleted: who looks is sent away, and finds nothing when coming back.
                slot.rooms.lock().await.remove(&id);
                return;
            }
            Err(error) => tracing::warn!(session = %id, %error, "a session of polls could not be read"),
        }
    }
}

/// Ends when somebody told of this session.
async fn news(events: &mut tokio::sync::broadcast::Receiver<base::live::Event>, topic: &str) {
    loop {
        match events.recv().await {
            Ok(event) if event.topic == topic => return,
            Ok(_) => {}
            Err(RecvError::Lagged(_)) => return,
            Err(RecvError::Closed) => std::future::pending().await,
        }
    }
}
