//! All SQL of sessions and their polls; ballots are in [`ballots`]. It knows no HTTP word.
pub(super) mod ballots;
pub(super) mod networks;

use super::model::Body;
use crate::scope::Scope;
use crate::store::run_by;
use base::{Actor, Error, Fetch, Result, Tx, args};
use uuid::Uuid;

macro_rules! session {
    () => {
        "select q.id, q.campaign, q.title, q.pin, q.secret, q.current, q.revision, q.created_at, q.changed_at, q.ended_at, q.withdrawn_at, q.forgotten_at,
        q.device_cap from poll_session q "
    };
}
macro_rules! listed {
    () => {
        "select q.id, q.title, q.pin, q.ended_at, q.changed_at,
        (select count(*) from poll p where p.session = q.id and p.withdrawn_at is null) as polls from poll_session q "
    };
}
macro_rules! poll {
    () => {
        "select id, ordinal, body, state, results, round, undo_round, revision from poll "
    };
}

base::queries! {
    LIST = concat!(listed!(), "where q.withdrawn_at is null and ", run_by!(), " order by q.ended_at is not null, q.changed_at desc, q.id limit 200");
    GONE = concat!(listed!(), "where q.withdrawn_at is not null and ", run_by!(), " order by q.withdrawn_at desc, q.id limit 20");
    SESSION = concat!(session!(), "where q.id = $1 and q.withdrawn_at is null");
    OWN = concat!(session!(), "where q.id = $3 and q.withdrawn_at is null and ", run_by!());
    OWN_ANY = concat!(session!(), "where q.id = $3 and ", run_by!());
    BY_PIN = "select id from poll_session where pin = $1 and ended_at is null and withdrawn_at is null";
    PIN_TAKEN = "select count(*) from poll_session where pin = $1 and ended_at is null";
    INSERT = "insert into poll_session (id, campaign, title, pin, secret, created_by, created_at, changed_at, device_cap)
        values ($1, $2, $3, $4, $5, $6, $7, $7, $8)";
    UPDATE = "update poll_session set title = $3, changed_at = $4, device_cap = $5, revision = revision + 1 where id = $1 and revision = $2 and withdrawn_at is null";
    TOUCH = "update poll_session set changed_at = $2, revision = revision + 1 where id = $1 and withdrawn_at is null";
    CURRENT = "update poll_session set current = $2 where id = $1";
    END = "update poll_session set ended_at = $2, changed_at = $2, revision = revision + 1 where id = $1 and ended_at is null and withdrawn_at is null";
    REOPEN = "update poll_session set ended_at = null, pin = $3, changed_at = $2, revision = revision + 1
        where id = $1 and ended_at is not null and withdrawn_at is null and forgotten_at is null";
    WITHDRAW = "update poll_session set withdrawn_at = $2, changed_at = $2 where id = $1 and withdrawn_at is null";
    RESTORE = "update poll_session set withdrawn_at = null, changed_at = $2 where id = $1 and withdrawn_at is not null";
    POLLS = concat!(poll!(), "where session = $1 and withdrawn_at is null order by ordinal, id");
    POLLS_GONE = concat!(poll!(), "where session = $1 and withdrawn_at is not null order by withdrawn_at desc, id limit 20");
    POLL = concat!(poll!(), "where session = $1 and id = $2 and withdrawn_at is null");
    LAST = "select coalesce(max(ordinal), 0) from poll where session = $1";
    ADD = "insert into poll (id, session, ordinal, kind, body, created_at) values ($1, $2, $3, $4, $5, $6)";
    CHANGE = "update poll set body = $4, revision = revision + 1 where session = $1 and id = $2 and revision = $3 and withdrawn_at is null";
    PLACE = "update poll set ordinal = $3 where session = $1 and id = $2";
    DROP_POLL = "update poll set withdrawn_at = $3, state = case when state = 'open' then 'closed' else state end
        where session = $1 and id = $2 and withdrawn_at is null";
    TAKE_BACK = "update poll set withdrawn_at = null where session = $1 and id = $2 and withdrawn_at is not null";
    STATE = "update poll set state = $3, results = $4, undo_round = null where session = $1 and id = $2 and withdrawn_at is null";
    RESULTS = "update poll set results = $3 where session = $1 and id = $2 and withdrawn_at is null";
    RESET = "update poll set state = 'ready', results = 'auto', undo_round = round, round = round + 1 where session = $1 and id = $2 and withdrawn_at is null";
    UNDO_RESET = "update poll set state = 'closed', results = 'hidden', round = undo_round, undo_round = null
        where session = $1 and id = $2 and withdrawn_at is null and undo_round is not null";
    CLOSE_ALL = "update poll set state = 'closed' where session = $1 and state = 'open'";
    END_FORGOTTEN = "update poll_session set ended_at = $2 where ended_at is null and changed_at < $1";
}

/// A session as stored.
#[derive(Clone, Debug, PartialEq, Eq, base::FromRow)]
pub(super) struct SessionRow {
    pub id: Uuid,
    pub campaign: Option<Uuid>,
    pub title: String,
    pub pin: String,
    pub secret: Vec<u8>,
    /// The poll on the screen.
    pub current: Option<Uuid>,
    pub revision: i64,
    pub created_at: i64,
    pub changed_at: i64,
    pub ended_at: Option<i64>,
    pub withdrawn_at: Option<i64>,
    /// What people wrote was erased.
    pub forgotten_at: Option<i64>,
    /// Devices of one network that may come in; None: any number, as a hall stands behind one address.
    pub device_cap: Option<i64>,
}

/// A line of the list.
#[derive(Clone, Debug, base::FromRow)]
pub(super) struct Listed {
    pub id: Uuid,
    pub title: String,
    pub pin: String,
    pub ended_at: Option<i64>,
    pub changed_at: i64,
    pub polls: i64,
}

/// A poll as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Poll {
    pub id: Uuid,
    pub ordinal: i64,
    pub body: Body,
    /// `ready`, `open`, `closed`.
    pub state: String,
    /// `auto`: seen when closed; `shown`; `hidden`.
    pub results: String,
    pub round: i64,
    /// The round before a reset that can be taken back.
    pub undo_round: Option<i64>,
    pub revision: i64,
}

#[derive(base::FromRow)]
struct PollRow {
    id: Uuid,
    ordinal: i64,
    body: String,
    state: String,
    results: String,
    round: i64,
    undo_round: Option<i64>,
    revision: i64,
}

fn poll_of(row: PollRow) -> Result<Poll> {
    let PollRow { id, ordinal, body, state, results, round, undo_round, revision } = row;
    let body = serde_json::from_str(&body).map_err(Error::internal)?;
    Ok(Poll { id, ordinal, body, state, results, round, undo_round, revision })
}

fn found(rows: u64) -> Result<()> {
    if rows == 0 { Err(Error::NotFound) } else { Ok(()) }
}

fn changed(rows: u64) -> Result<()> {
    if rows == 0 { Err(Error::Conflict("gameshow-sets-conflict".into())) } else { Ok(()) }
}

/// Sessions that this person may run, those that are on first. [1]
pub(super) async fn list(db: &mut impl Fetch, scope: &Scope) -> Result<Vec<Listed>> {
    db.all(LIST, args![scope.account, &scope.roles]).await
}

/// The last of them that were deleted. [1]
pub(super) async fn gone(db: &mut impl Fetch, scope: &Scope) -> Result<Vec<Listed>> {
    db.all(GONE, args![scope.account, &scope.roles]).await
}

/// One session that was not deleted.
pub(super) async fn session(db: &mut impl Fetch, id: Uuid) -> Result<SessionRow> {
    db.one(SESSION, args![id]).await
}

/// One that this person may run.
pub(super) async fn own(db: &mut impl Fetch, scope: &Scope, id: Uuid) -> Result<SessionRow> {
    db.one(OWN, args![scope.account, &scope.roles, id]).await
}

/// One that this person may run, deleted or not.
pub(super) async fn own_any(db: &mut impl Fetch, scope: &Scope, id: Uuid) -> Result<SessionRow> {
    db.one(OWN_ANY, args![scope.account, &scope.roles, id]).await
}

/// The session that is on under this PIN.
pub(super) async fn by_pin(db: &mut impl Fetch, pin: &str) -> Result<Option<Uuid>> {
    Ok(db.maybe::<(Uuid,)>(BY_PIN, args![pin]).await?.map(|(id,)| id))
}

/// Whether a session holds this PIN, deleted ones too: they can be taken back.
pub(super) async fn pin_taken(db: &mut impl Fetch, pin: &str) -> Result<bool> {
    Ok(base::feature::count(db, PIN_TAKEN, args![pin]).await? > 0)
}

/// What a new session is called and whose it is.
pub(super) struct NewSession<'n> {
    pub campaign: Option<Uuid>,
    pub title: &'n str,
    pub pin: &'n str,
    pub device_cap: Option<i64>,
}

/// Adds a session; the caller audits.
pub(super) async fn insert(tx: &mut Tx, actor: &Actor, new: &NewSession<'_>) -> Result<Uuid> {
    let id = Uuid::now_v7();
    let secret: [u8; 32] = rand::random();
    tx.exec(INSERT, args![id, new.campaign, new.title, new.pin, secret.to_vec(), actor.account, actor.at, new.device_cap]).await?;
    Ok(id)
}

/// Changes the title and the measure of a network, if nobody else changed the session meanwhile.
pub(super) async fn update(tx: &mut Tx, id: Uuid, revision: i64, title: &str, device_cap: Option<i64>, now: i64) -> Result<()> {
    changed(tx.exec(UPDATE, args![id, revision, title, now, device_cap]).await?)
}

/// Notes that something of a session changed, and locks it against others who do the same.
pub(super) async fn touch(tx: &mut Tx, id: Uuid, now: i64) -> Result<()> {
    found(tx.exec(TOUCH, args![id, now]).await?)
}

/// Puts a poll on the screen; None: the way in.
pub(super) async fn set_current(tx: &mut Tx, id: Uuid, poll: Option<Uuid>) -> Result<()> {
    found(tx.exec(CURRENT, args![id, poll]).await?)
}

/// Ends a session and closes its polls.
pub(super) async fn end(tx: &mut Tx, id: Uuid, now: i64) -> Result<()> {
    found(tx.exec(END, args![id, now]).await?)?;
    tx.exec(CLOSE_ALL, args![id]).await.map(drop)
}

/// Takes an ended session up again under this PIN.
pub(super) async fn reopen(tx: &mut Tx, id: Uuid, now: i64, pin: &str) -> Result<()> {
    found(tx.exec(REOPEN, args![id, now, pin]).await?)
}

/// Deletes a session; it can be taken back.
pub(super) async fn withdraw(tx: &mut Tx, id: Uuid, now: i64) -> Result<()> {
    found(tx.exec(WITHDRAW, args![id, now]).await?)?;
    tx.exec(CLOSE_ALL, args![id]).await.map(drop)
}

/// Takes a deleted session back.
pub(super) async fn restore(tx: &mut Tx, id: Uuid, now: i64) -> Result<()> {
    found(tx.exec(RESTORE, args![id, now]).await?)
}

/// Ends sessions at which nobody has done anything since a moment; their PINs become free.
pub(super) async fn end_forgotten(tx: &mut Tx, before: i64, now: i64) -> Result<u64> {
    tx.exec(END_FORGOTTEN, args![before, now]).await
}

/// Polls of a session in order. [1]
pub(super) async fn polls(db: &mut impl Fetch, session: Uuid) -> Result<Vec<Poll>> {
    db.all::<PollRow>(POLLS, args![session]).await?.into_iter().map(poll_of).collect()
}

/// The last deleted polls of a session. [1]
pub(super) async fn polls_gone(db: &mut impl Fetch, session: Uuid) -> Result<Vec<Poll>> {
    db.all::<PollRow>(POLLS_GONE, args![session]).await?.into_iter().map(poll_of).collect()
}

/// One poll of a session.
pub(super) async fn poll(db: &mut impl Fetch, session: Uuid, id: Uuid) -> Result<Poll> {
    poll_of(db.one(POLL, args![session, id]).await?)
}

/// Adds a poll at the end; the caller has touched the session.
pub(super) async fn add(tx: &mut Tx, session: Uuid, body: &Body, now: i64) -> Result<Uuid> {
    let (last,): (i64,) = tx.one(LAST, args![session]).await?;
    let id = Uuid::now_v7();
    let text = serde_json::to_string(body).map_err(Error::internal)?;
    tx.exec(ADD, args![id, session, last + 1, body.code(), text, now]).await?;
    Ok(id)
}

/// Changes what is asked, if nobody else did meanwhile.
pub(super) async fn change(tx: &mut Tx, session: Uuid, id: Uuid, revision: i64, body: &Body) -> Result<()> {
    let text = serde_json::to_string(body).map_err(Error::internal)?;
    changed(tx.exec(CHANGE, args![session, id, revision, text]).await?)
}

/// Gives a poll its place.
pub(super) async fn place(tx: &mut Tx, session: Uuid, id: Uuid, ordinal: i64) -> Result<()> {
    found(tx.exec(PLACE, args![session, id, ordinal]).await?)
}

/// Deletes a poll, closed if it was open; it can be taken back.
pub(super) async fn drop_poll(tx: &mut Tx, session: Uuid, id: Uuid, now: i64) -> Result<()> {
    found(tx.exec(DROP_POLL, args![session, id, now]).await?)
}

/// Takes a deleted poll back.
pub(super) async fn take_back(tx: &mut Tx, session: Uuid, id: Uuid) -> Result<()> {
    found(tx.exec(TAKE_BACK, args![session, id]).await?)
}

/// Opens or closes a poll; a reset before it can no longer be taken back.
pub(super) async fn set_state(tx: &mut Tx, session: Uuid, id: Uuid, state: &str, results: &str) -> Result<()> {
    found(tx.exec(STATE, args![session, id, state, results]).await?)
}

/// Shows or hides results.
pub(super) async fn set_results(tx: &mut Tx, session: Uuid, id: Uuid, results: &str) -> Result<()> {
    found(tx.exec(RESULTS, args![session, id, results]).await?)
}

/// Begins a new round; the ballots of the one before stay until the poll is opened again.
pub(super) async fn reset(tx: &mut Tx, session: Uuid, id: Uuid) -> Result<()> {
    found(tx.exec(RESET, args![session, id]).await?)
}

/// Goes back to the round before the reset.
pub(super) async fn undo_reset(tx: &mut Tx, session: Uuid, id: Uuid) -> Result<()> {
    if tx.exec(UNDO_RESET, args![session, id]).await? == 0 { Err(Error::Conflict("gameshow-polls-undo-none".into())) } else { Ok(()) }
}
