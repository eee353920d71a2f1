//! Ghi sổ: brings events to the disk. One transaction for all that wait (group commit): the line of the journal, the names of
//! those who came in, and what the log of the house must know. Only when it returns may anything be acknowledged.
use crate::model::PlayerRow;
use crate::store;
use base::{Actor, Result, Site};
use quiz::chain::Hash;
use quiz::{Entry, Event};
use serde_json::json;
use uuid::Uuid;

/// What belongs to one line.
pub struct Batch<'b> {
    /// The game.
    pub game: Uuid,
    /// Number and hash of the line before.
    pub last: (i64, Hash),
    /// The events.
    pub events: &'b [Event],
    /// Who came in.
    pub players: &'b [PlayerRow],
    /// What a host did that the log of the house keeps: who and verb.
    pub acts: &'b [(Actor, &'static str)],
}

/// Appends a line and returns it.
///
/// # Errors
/// Another node has written meanwhile ([`base::Error::is_unique`]), or the database does not answer.
pub async fn commit(site: &Site, batch: Batch<'_>) -> Result<Entry> {
    let entry = Entry::after(batch.last, batch.events);
    let now = site.clock.now_ms();
    let mut tx = site.db.write().await?;
    store::append(&mut tx, batch.game, &entry, now).await?;
    for player in batch.players {
        store::add_player(&mut tx, batch.game, player, now).await?;
    }
    if batch.events.iter().any(|event| matches!(event, Event::Ended { .. })) {
        store::end(&mut tx, batch.game, now).await?;
        let detail = json!({ "journal": hex::encode(entry.hash) });
        tx.audit(&Actor::program("game", now), "quiz.end", "quiz_game", batch.game, None, detail).await?;
    }
    for (actor, verb) in batch.acts {
        let actor = actor.clone();
        note(&mut tx, &actor, verb, batch.game).await?;
    }
    tx.unaudited("the journal of a game is a chained log of its own");
    tx.commit().await?;
    Ok(entry)
}

async fn note(tx: &mut base::Tx, actor: &Actor, verb: &str, game: Uuid) -> Result<()> {
    match verb {
        "kick" => tx.audit(actor, "quiz.kick", "quiz_game", game, None, json!({})).await,
        "restore" => tx.audit(actor, "quiz.restore", "quiz_game", game, None, json!({})).await,
        "skip" => tx.audit(actor, "quiz.skip", "quiz_game", game, None, json!({})).await,
        _ => Ok(()),
    }
}
