//! All SQL of the programme.
use crate::model::{Checked, Draft, ProgrammeItem};
use base::{Actor, Error, Fetch, Result, Tx, args};
use uuid::Uuid;

macro_rules! columns {
    () => {
        "select id, campaign, stop, activity, on_date, starts_at, ends_at, title, place, performer, note, source, ordinal,
        edited_at, revision, withdrawn_at from programme_item "
    };
}

base::queries! {
    // Both engines put missing days last and what lasts all day first; left to themselves they differ.
    LIST = concat!(columns!(), "where campaign = $1 and withdrawn_at is null
        order by on_date is null, on_date, starts_at is not null, starts_at, ordinal, id");
    WITHDRAWN = concat!(columns!(), "where campaign = $1 and withdrawn_at is not null order by withdrawn_at desc, id limit 50");
    FIND = concat!(columns!(), "where id = $1");
    INSERT = "insert into programme_item (id, campaign, stop, activity, on_date, starts_at, ends_at, title, place, performer, note,
        source, ordinal, plan_key, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)";
    UPDATE = "update programme_item set stop = $3, activity = $4, on_date = $5, starts_at = $6, ends_at = $7, title = $8,
        place = $9, performer = $10, note = $11, edited_at = $12, revision = revision + 1
        where id = $1 and revision = $2 and withdrawn_at is null";
    WITHDRAW = "update programme_item set withdrawn_at = $2, edited_at = $2, revision = revision + 1 where id = $1 and withdrawn_at is null";
    RESTORE = "update programme_item set withdrawn_at = null, edited_at = $2, revision = revision + 1
        where id = $1 and withdrawn_at is not null";
    SHIFT = "update programme_item set starts_at = starts_at + $3, ends_at = ends_at + $3, edited_at = $5, revision = revision + 1
        where campaign = $1 and on_date = $2 and starts_at >= $4 and withdrawn_at is null";
    FROM_PLAN = "select id, plan_key, edited_at, withdrawn_at from programme_item where campaign = $1 and source = 'plan'
        order by edited_at is null, ordinal, id";
    ADOPT_AGAIN = "update programme_item set stop = $2, activity = $3, on_date = $4, starts_at = $5, ends_at = $6, title = $7,
        place = $8, performer = $9, ordinal = $10, withdrawn_at = null, revision = revision + 1 where id = $1";
    DROP_FROM_PLAN = "update programme_item set withdrawn_at = $2, revision = revision + 1 where id = $1";
}

/// Items on show, by day and time; those of no day come last, those of the whole day first within it.
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

/// Where a new item comes from.
pub enum Origin {
    /// A line of the plan: what it is found by again, and its place.
    Plan { key: String, ordinal: i64 },
    /// An officer.
    Person,
}

/// Adds an item; the caller audits.
pub async fn insert(tx: &mut Tx, actor: &Actor, campaign: Uuid, d: &Draft, c: &Checked, origin: Origin) -> Result<Uuid> {
    let id = Uuid::now_v7();
    let (source, key, ordinal) = match origin {
        Origin::Plan { key, ordinal } => ("plan", key, ordinal),
        Origin::Person => ("person", String::new(), 0),
    };
    let values = args![
        id, campaign, c.stop, c.activity, day(c), c.starts_at, c.ends_at, d.title.trim(), d.place.trim(), d.performer.trim(),
        d.note.trim(), source, ordinal, key, actor.at
    ];
    tx.exec(INSERT, values).await?;
    Ok(id)
}

/// Changes an item if nobody else did meanwhile.
pub async fn update(tx: &mut Tx, id: Uuid, d: &Draft, c: &Checked, now: i64) -> Result<()> {
    let values = args![
        id, d.revision, c.stop, c.activity, day(c), c.starts_at, c.ends_at, d.title.trim(), d.place.trim(), d.performer.trim(),
        d.note.trim(), now
    ];
    changed(tx.exec(UPDATE, values).await?)
}

/// Takes an item off the programme; it can be restored.
pub async fn withdraw(tx: &mut Tx, id: Uuid, now: i64) -> Result<()> {
    changed(tx.exec(WITHDRAW, args![id, now]).await?)
}

/// Puts a withdrawn item back.
pub async fn restore(tx: &mut Tx, id: Uuid, now: i64) -> Result<()> {
    changed(tx.exec(RESTORE, args![id, now]).await?)
}

/// Moves everything of a day from `from_ms` on by `by_ms`; returns how many items moved. The caller has seen that none of
/// them leaves its day ([`crate::model::shift_fault`]).
pub async fn shift(tx: &mut Tx, campaign: Uuid, day: &str, by_ms: i64, from_ms: i64, now: i64) -> Result<u64> {
    tx.exec(SHIFT, args![campaign, day, by_ms, from_ms, now]).await
}

/// An item that a plan gave, as an amended plan looks for it.
#[derive(base::FromRow)]
pub struct FromPlan {
    /// Key.
    pub id: Uuid,
    /// The line of the plan.
    pub plan_key: String,
    /// When a person last touched it.
    pub edited_at: Option<i64>,
    /// When it was taken off.
    pub withdrawn_at: Option<i64>,
}

/// Everything that versions of the plan gave, withdrawn items too; those that a person touched first.
pub async fn from_plan(tx: &mut Tx, campaign: Uuid) -> Result<Vec<FromPlan>> {
    tx.all(FROM_PLAN, args![campaign]).await
}

/// Brings an item that no person touched up to the amended plan; one that was dropped comes back.
pub async fn adopt_again(tx: &mut Tx, id: Uuid, d: &Draft, c: &Checked, ordinal: i64) -> Result<()> {
    let values = args![id, c.stop, c.activity, day(c), c.starts_at, c.ends_at, d.title.trim(), d.place.trim(), d.performer.trim(), ordinal];
    tx.exec(ADOPT_AGAIN, values).await.map(drop)
}

/// Takes off an item that the amended plan has no more.
pub async fn drop_from_plan(tx: &mut Tx, id: Uuid, now: i64) -> Result<()> {
    tx.exec(DROP_FROM_PLAN, args![id, now]).await.map(drop)
}

fn day(c: &Checked) -> Option<String> {
    c.date.map(|d| d.to_string())
}

fn changed(rows: u64) -> Result<()> {
    if rows == 0 { Err(Error::Conflict("events-conflict".into())) } else { Ok(()) }
}
