//! Hộp sự kiện (outbox of events): what became final, written once in the transaction that made it so, for parts that are to come and
//! for other programs to read in order. A row is never changed or taken back; it must hold no name of a person, since no eraser reaches
//! it: a body refers to people by numbers or keys whose owner erases them. `ARCHITECTURE.md`, "Events", lists the kinds.
use crate::{Actor, Fetch, Result, Tx, args};
use serde_json::Value;

crate::queries! {
    LAST = "select coalesce(max(seq), 0) from event_outbox";
    INSERT = "insert into event_outbox (seq, kind, subject, at, body) values ($1, $2, $3, $4, $5) on conflict (kind, subject) do nothing";
    AFTER = "select seq, kind, subject, at, body from event_outbox where kind = $1 and seq > $2 order by seq limit $3";
    OF = "select seq, kind, subject, at, body from event_outbox where kind = $1 and subject = $2";
}

/// An event, as it was published.
#[derive(crate::FromRow, Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Its number: larger than those of all events that were published before. A reader keeps the last one that it has read.
    pub seq: i64,
    /// What happened, e.g. `gameshow.published`.
    pub kind: String,
    /// To what: the key of the thing.
    pub subject: String,
    /// When, unix milliseconds.
    pub at: i64,
    /// JSON; its fields belong to the kind.
    pub body: String,
}

/// Publishes what happened to `subject`, in the caller's transaction, which must carry an audit line; says whether it was now: the same
/// kind is published once for each subject, whoever asks again.
pub async fn publish(tx: &mut Tx, actor: &Actor, kind: &str, subject: impl ToString, body: &Value) -> Result<bool> {
    // Held until the commit: numbers come in the order of commits, so that no reader passes one by that was not there yet.
    tx.lock("event_outbox").await?;
    let (last,): (i64,) = tx.one(LAST, args![]).await?;
    Ok(tx.exec(INSERT, args![last + 1, kind, subject.to_string(), actor.at, body.to_string()]).await? > 0)
}

/// Events of a kind after a number, in order; 0 for the beginning.
pub async fn after(db: &mut impl Fetch, kind: &str, seq: i64, limit: i64) -> Result<Vec<Event>> {
    db.all(AFTER, args![kind, seq, limit]).await
}

/// What was published of one thing.
pub async fn of(db: &mut impl Fetch, kind: &str, subject: impl ToString) -> Result<Option<Event>> {
    db.maybe(OF, args![kind, subject.to_string()]).await
}
