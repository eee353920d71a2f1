//! Danh sách ván đang chơi: which games have their owner in this process. Filled at start from the database, so that every
//! game that was on goes on by itself.
use super::command::Command;
use super::owner::Owner;
use super::snapshot::{Counts, Snapshot};
use super::sockets::Sockets;
use crate::doors::Doors;
use crate::store;
use base::{Error, Result, Site};
use std::collections::HashMap;
use std::sync::Arc;
use tokio::sync::{Mutex, mpsc, oneshot, watch};
use uuid::Uuid;

/// Commands that may wait; a sender beyond that waits itself.
const QUEUE: usize = 4096;

/// The games with an owner here, a slot of the [`Site`].
#[derive(Default)]
pub struct Games {
    games: Mutex<HashMap<Uuid, Handle>>,
    /// How often an address may come in.
    pub doors: Doors,
}

/// The way to a game.
#[derive(Clone)]
pub struct Handle {
    /// The game.
    pub id: Uuid,
    /// Title.
    pub title: Arc<str>,
    /// Key of its tokens.
    pub secret: Arc<[u8]>,
    /// Its latest moment.
    pub state: watch::Receiver<Arc<Snapshot>>,
    /// Its counters.
    pub counts: watch::Receiver<Counts>,
    /// Who is connected.
    pub sockets: Arc<Sockets>,
    commands: mpsc::Sender<Command>,
}

impl Handle {
    /// Asks the owner; None when it is gone or could not write.
    pub async fn ask<T>(&self, command: impl FnOnce(oneshot::Sender<T>) -> Command) -> Option<T> {
        let (reply, answer) = oneshot::channel();
        self.commands.send(command(reply)).await.ok()?;
        answer.await.ok()
    }

    /// Hands a command over and comes back for the answer later.
    pub async fn send<T>(&self, command: impl FnOnce(oneshot::Sender<T>) -> Command) -> Option<oneshot::Receiver<T>> {
        let (reply, answer) = oneshot::channel();
        self.commands.send(command(reply)).await.ok()?;
        Some(answer)
    }

    /// Its latest moment.
    pub fn now(&self) -> Arc<Snapshot> {
        self.state.borrow().clone()
    }
}

/// The way to a game that is on; its owner is started if it has none here.
///
/// # Errors
/// There is no such game, or it is over.
pub async fn handle(site: &Site, id: Uuid) -> Result<Handle> {
    let slot = site.get::<Games>().ok_or_else(|| Error::internal("the games have not been started"))?;
    let mut games = slot.games.lock().await;
    if let Some(handle) = games.get(&id).filter(|handle| !handle.commands.is_closed()) {
        return Ok(handle.clone());
    }
    games.retain(|_, handle| !handle.commands.is_closed());
    let row = store::game(&mut site.db.reader(), id).await?;
    if row.ended_at.is_some() {
        return Err(Error::NotFound);
    }
    let sockets = Arc::new(Sockets::default());
    let (owner, state, counts) = Owner::load(site, id, &row, sockets.clone()).await?;
    let (commands, waiting) = mpsc::channel(QUEUE);
    tokio::spawn(owner.run(waiting));
    let handle = Handle { id, title: row.title.into(), secret: row.secret.into(), state, counts, sockets, commands };
    games.insert(id, handle.clone());
    Ok(handle)
}

/// Start hook: every game that is not over goes on.
///
/// # Errors
/// The database does not answer.
pub async fn start(site: Site) -> Result<()> {
    site.put(Arc::new(Games::default()));
    for id in store::unfinished(&mut site.db.reader()).await? {
        if let Err(error) = handle(&site, id).await {
            tracing::error!(game = %id, %error, "a game could not be taken up again");
        }
    }
    Ok(())
}
