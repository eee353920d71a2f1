//! All SQL of the programme.
use crate::model::{Checked, Draft, ProgrammeItem};
use base::{Actor, Error, Fetch, Result, Tx, args};
use uuid::Uuid;

base::queries! {
    LIST = "select id, campaign, stop, activity, on_date, starts_at, ends_at, title, place, performer, note, source, ordinal,
        revision, withdrawn_at from programme_item where campaign = $1 and withdrawn_at is null
        order by on_date is null, on_date, starts_at is not null, starts_at, ordinal, id";
    WITHDRAWN = "select id, campaign, stop, activity, on_date, starts_at, ends_at, title, place, performer, note, source, ordinal,
        revision, withdrawn_at from programme_item where campaign = $1 and withdrawn_at is not null
        order by withdrawn_at desc limit 50";
    FIND = "select id, campaign, stop, activity, on_date, starts_at, ends_at, title, place, performer, note, source, ordinal,
        revision, withdrawn_at from programme_item where id = $1";
    INSERT = "insert into programme_item (id, campaign, stop, activity, on_date, starts_at, ends_at, title, place, performer, note,
        source, ordinal, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)";
    UPDATE = "update programme_item set stop = $3, activity = $4, on_date = $5, starts_at = $6, ends_at = $7, title = $8,
        place = $9, performer = $10, note = $11, revision = revision + 1 where id = $1 and revision = $2 and withdrawn_at is null";
    WITHDRAW = "update programme_item set withdrawn_at = $2, revision = revision + 1 where id = $1 and withdrawn_at is null";
    RESTORE = "update programme_item set withdrawn_at = null, revision = revision + 1 where id = $1 and withdrawn_at is not null";
    SHIFT = "update programme_item set starts_at = starts_at + $3, ends_at = ends_at + $3, revision = revision + 1
        where campaign = $1 and on_date = $2 and starts_at >= $4 and withdrawn_at is null";
    OFF_DAY = "select count(*) from programme_item where campaign = $1 and on_date = $2 and withdrawn_at is null
        and (starts_at < $3 or starts_at >= $4)";
    CLEAR_PLAN = "update programme_item set withdrawn_at = $2, revision = revision + 1
        where campaign = $1 and source = 'plan' and revision = 1 and withdrawn_at is null";
}

/// Items on show, by day and time.
pub async fn list(db: &mut impl Fetch, campaign: Uuid) -> Result<Vec<ProgrammeItem>> {
    db.all(LIST, args![campaign]).await
}

/// The last withdrawn items, newest first.
pub async fn withdrawn(db: &mut impl Fetch, campaign: Uuid) -> Result<Vec<ProgrammeItem>> {
    db.all(WITHDRAWN, args![campaign]).await
}

/// One item, withdrawn or not.
pub async fn find(db: &mut impl Fetch, id: Uuid) -> Result<ProgrammeItem> {
    db.one(FIND, args![id]).await
}

/// Adds an item; the caller audits.
pub async fn insert(tx: &mut Tx, actor: &Actor, campaign: Uuid, d: &Draft, c: &Checked, source: &str, ordinal: i64) -> Result<Uuid> {
    let id = Uuid::now_v7();
    let day = c.date.map(|d| d.to_string());
    let values = args![
        id, campaign, c.stop, c.activity, day, c.starts_at, c.ends_at, d.title.trim(), d.place.trim(), d.performer.trim(),
        d.note.trim(), source, ordinal, actor.at
    ];
    tx.exec(INSERT, values).await?;
    Ok(id)
}

/// Changes an item if nobody else did meanwhile.
pub async fn update(tx: &mut Tx, id: Uuid, d: &Draft, c: &Checked) -> Result<()> {
    let day = c.date.map(|d| d.to_string());
    let values = args![
        id, d.revision, c.stop, c.activity, day, c.starts_at, c.ends_at, d.title.trim(), d.place.trim(), d.performer.trim(),
        d.note.trim()
    ];
    changed(tx.exec(UPDATE, values).await?)
}

/// Takes an item off the programme; it can be restored.
pub async fn withdraw(tx: &mut Tx, id: Uuid, now: i64) -> Result<()> {
    changed(tx.exec(WITHDRAW, args![id, now]).await?)
}

/// Puts a withdrawn item back.
pub async fn restore(tx: &mut Tx, id: Uuid) -> Result<()> {
    changed(tx.exec(RESTORE, args![id]).await?)
}

/// Moves everything of a day from `from_ms` on by `by_ms`; returns how many items moved.
pub async fn shift(tx: &mut Tx, campaign: Uuid, day: &str, by_ms: i64, from_ms: i64) -> Result<u64> {
    tx.exec(SHIFT, args![campaign, day, by_ms, from_ms]).await
}

/// How many items of a day begin before `from_ms` or from `to_ms` on: what a shift carried over midnight.
pub async fn off_day(tx: &mut Tx, campaign: Uuid, day: &str, from_ms: i64, to_ms: i64) -> Result<i64> {
    base::feature::count(tx, OFF_DAY, args![campaign, day, from_ms, to_ms]).await
}

/// Withdraws the items that an earlier version of the plan gave and nobody touched.
pub async fn clear_untouched(tx: &mut Tx, campaign: Uuid, now: i64) -> Result<u64> {
    tx.exec(CLEAR_PLAN, args![campaign, now]).await
}

fn changed(rows: u64) -> Result<()> {
    if rows == 0 { Err(Error::Conflict("events-conflict".into())) } else { Ok(()) }
}
