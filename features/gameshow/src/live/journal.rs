//! Ghi sổ: brings events to the disk. One transaction for all that wait (group commit): the line of the journal, the names of
//! those who came in, and what the log of the house must know. Only when it returns may anything be acknowledged.
use crate::model::PlayerRow;
use crate::store;
use base::db::Db;
use base::{Actor, Result, Tx};
use quiz::chain::Hash;
use quiz::{Entry, Event};
use serde_json::{Value, json};
use uuid::Uuid;

/// What belongs to one line.
pub struct Batch<'b> {
    /// The game.
    pub game: Uuid,
    /// Its campaign.
    pub campaign: Option<Uuid>,
    /// Number and hash of the line before.
    pub last: (i64, Hash),
    /// The events.
    pub events: &'b [Event],
    /// Who came in.
    pub players: &'b [PlayerRow],
    /// What hosts did: the log of the house keeps who and what.
    pub acts: &'b [(Actor, Event)],
}

impl Batch<'_> {
    /// Whether the line of the journal is all there is to write: answers, phones that came back, what the clock did.
    fn is_bare(&self) -> bool {
        self.players.is_empty() && self.acts.is_empty() && !self.events.iter().any(|event| matches!(event, Event::Ended { .. }))
    }
}

/// Appends a line and returns it; `now` in unix milliseconds. `locked` is the transaction that holds the game's lock where several
/// nodes may write.
///
/// # Errors
/// The database does not answer, or somebody wrote who does not keep to the lock ([`base::Error::is_unique`]).
pub async fn commit(db: &Db, locked: Option<Tx>, batch: Batch<'_>, now: i64) -> Result<Entry> {
    let entry = Entry::after(batch.last, batch.events);
    let mut tx = match locked {
        Some(tx) => tx,
        None if batch.is_bare() => {
            store::append_alone(db, batch.game, &entry, now).await?;
            return Ok(entry);
        }
        None => db.write().await?,
    };
    store::append(&mut tx, batch.game, &entry, now).await?;
    for player in batch.players {
        store::add_player(&mut tx, batch.game, player, now).await?;
    }
    if batch.events.iter().any(|event| matches!(event, Event::Ended { .. })) {
        store::end(&mut tx, batch.game, now).await?;
    }
    for (actor, event) in batch.acts {
        let actor = actor.clone();
        let Some((verb, detail)) = deed(event, &entry) else { continue };
        tx.audit(&actor, verb, "quiz_game", batch.game, batch.campaign, detail).await?;
    }
    tx.unaudited("the journal of a game is a chained log of its own");
    tx.commit().await?;
    Ok(entry)
}

/// The verb of the log, with what it was done to: numbers of players and questions, never names. None for what no host does.
fn deed(event: &Event, entry: &Entry) -> Option<(&'static str, Value)> {
    Some(match event {
        Event::Asked { q, .. } => ("quiz.ask", json!({ "question": q + 1 })),
        Event::Closed { .. } => ("quiz.close", json!({})),
        Event::Revealed => ("quiz.reveal", json!({})),
        Event::Board => ("quiz.board", json!({})),
        Event::Podium => ("quiz.honour", json!({})),
        Event::Ended { .. } => ("quiz.end", json!({ "journal": hex::encode(entry.hash) })),
        Event::Skipped => ("quiz.skip", json!({})),
        Event::Extended { .. } => ("quiz.extend", json!({})),
        Event::Paused { .. } => ("quiz.pause", json!({})),
        Event::Resumed { .. } => ("quiz.resume", json!({})),
        Event::Locked => ("quiz.lock", json!({})),
        Event::Unlocked => ("quiz.unlock", json!({})),
        Event::Kicked { p } => ("quiz.kick", json!({ "player": p + 1 })),
        Event::Restored { p } => ("quiz.restore", json!({ "player": p + 1 })),
        Event::Freed { p } => ("quiz.free", json!({ "player": p + 1 })),
        Event::Created { .. } | Event::Joined { .. } | Event::Returned { .. } | Event::Answered { .. } => return None,
    })
}
