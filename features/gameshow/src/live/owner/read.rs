//! Đọc sổ: what the journal holds becomes the game: all of it at first, later what other nodes have written since.
use super::Owner;
use crate::model::PlayerRow;
use crate::store;
use base::{Error, Fetch, Result, Site};
use quiz::chain::{self, Hash};
use quiz::{Event, Game};
use std::time::Duration;
use tokio::sync::broadcast::{Receiver, error::RecvError};
use uuid::Uuid;

impl Owner {
    /// Reads what others wrote and makes it so here.
    pub(super) async fn read_on(&mut self, db: &mut impl Fetch) -> Result<()> {
        let entries = store::journal(db, self.id, self.last.0).await?;
        if entries.is_empty() {
            return Ok(());
        }
        let (events, last) = chain::read_on(self.last, &entries).map_err(|_| broken(self.id))?;
        let known = i64::try_from(self.names.len()).map_err(Error::internal)?;
        let rows = if events.iter().any(|e| matches!(e, Event::Joined { .. })) { store::players(db, self.id, known).await? } else { Vec::new() };
        events.iter().for_each(|event| self.game.apply(event));
        self.last = last;
        let joined = self.game.players.len() - self.names.len();
        rows.iter().take(joined).for_each(|row| self.enter(row));
        self.note(&events);
        Ok(())
    }

    /// Another node may have written.
    pub(super) async fn look(&mut self) {
        let site = self.site.clone();
        if let Err(error) = self.read_on(&mut site.db.reader()).await {
            tracing::warn!(game = %self.id, %error, "cannot see whether another node wrote");
        }
    }

    /// Back to what the journal holds; tries until the database answers.
    pub(super) async fn reload(&mut self) {
        loop {
            match read_game(&self.site, self.id).await {
                Ok((game, last, rows)) => {
                    self.game = game;
                    self.last = last;
                    self.names.clear();
                    self.taken.clear();
                    self.codes.clear();
                    rows.iter().for_each(|row| self.enter(row));
                    self.news.loud = true;
                    return;
                }
                Err(error) => {
                    tracing::error!(game = %self.id, %error, "the journal of a game cannot be read; trying again");
                    tokio::time::sleep(Duration::from_millis(500)).await;
                }
            }
        }
    }
}

/// Ends when another node says that it wrote a line that is not known here.
pub(super) async fn hint(hints: &mut Receiver<base::live::Event>, name: &str, known: i64) {
    loop {
        match hints.recv().await {
            Ok(event) if event.topic == name && event.data.parse().is_ok_and(|seq: i64| seq > known) => return,
            Ok(_) => {}
            Err(RecvError::Lagged(_)) => return,
            Err(RecvError::Closed) => std::future::pending().await,
        }
    }
}

fn broken(id: Uuid) -> Error {
    Error::internal(format!("the journal of game {id} is broken"))
}

pub(super) async fn read_game(site: &Site, id: Uuid) -> Result<(Game, (i64, Hash), Vec<PlayerRow>)> {
    let mut db = site.db.reader();
    let entries = store::journal(&mut db, id, 0).await?;
    let (events, last) = chain::read_on((0, [0; 32]), &entries).map_err(|_| broken(id))?;
    let game = Game::replay(&events).ok_or(Error::NotFound)?;
    let mut rows = store::players(&mut db, id, 0).await?;
    rows.truncate(game.players.len());
    Ok((game, last, rows))
}
