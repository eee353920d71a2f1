//! All SQL of live games: games, journal lines, players, rosters. It knows no HTTP word.
use crate::model::{GameRow, Listed, NewGame, PlayerRow, RosterRow};
use crate::scope::Scope;
use base::{Actor, Error, Fetch, Result, Tx, args};
use quiz::Entry;
use uuid::Uuid;

macro_rules! game {
    () => {
        "select q.campaign, q.title, q.pin, q.series, q.settings, q.questions, q.secret, q.created_at, q.ended_at, q.published_at from quiz_game q "
    };
}
macro_rules! listed {
    () => {
        "select q.id, q.title, q.pin, q.ended_at, q.published_at, (select count(*) from quiz_player p where p.game = q.id) as players from quiz_game q "
    };
}
// Who may run a game, see `scope`: a grant that reaches its campaign, of who made it or who acts for all agencies. A game of no campaign is in every one.
macro_rules! run_by {
    () => {
        concat!("exists (select 1 from role_grant g where g.account = $1 and g.revoked_at is null and $2 like '%,' || g.role || ',%'
            and (g.role = 'administrator' or (g.campaign is null or q.campaign is null or g.campaign = q.campaign)
            and (q.created_by = $1 or ", base::grant_reaches!("null"), ")))")
    };
}

pub(crate) use run_by;

base::queries! {
    INSERT = "insert into quiz_game (id, campaign, title, pin, series, settings, questions, secret, created_by, created_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    GAME = concat!(game!(), "where q.id = $1");
    OWN = concat!(game!(), "where q.id = $3 and ", run_by!());
    BY_PIN = "select id from quiz_game where pin = $1 and ended_at is null";
    LAST_OF_PIN = "select id from quiz_game where pin = $1 order by created_at desc, id desc limit 1";
    UNFINISHED = "select id from quiz_game where ended_at is null order by created_at, id";
    LIST = concat!(listed!(), "order by q.ended_at is not null, q.created_at desc, q.id desc limit 200");
    MINE = concat!(listed!(), "where ", run_by!(), " order by q.ended_at is not null, q.created_at desc, q.id desc limit 200");
    SERIES = concat!(listed!(), "where q.series = $1 and q.ended_at is not null order by q.created_at, q.id");
    MADE = "select title, created_at, ended_at from quiz_game where created_by = $1 order by created_at, id";
    END = "update quiz_game set ended_at = $2 where id = $1 and ended_at is null";
    PUBLISH = "update quiz_game set published_at = $2 where id = $1 and published_at is null and ended_at is not null";
    APPEND = "insert into quiz_journal (game, seq, at, body, hash) values ($1, $2, $3, $4, $5)";
    JOURNAL = "select seq, body, hash from quiz_journal where game = $1 and seq > $2 order by seq";
    ADD_PLAYER = "insert into quiz_player (game, number, name, agency, unit, code, joined_at) values ($1, $2, $3, $4, $5, $6, $7)";
    PLAYERS = "select number, name, agency, unit, code from quiz_player where game = $1 and number >= $2 order by number";
    IDLE = "select id from quiz_game where ended_at is null
        and (select max(j.at) from quiz_journal j where j.game = quiz_game.id) < $1 order by created_at, id";
    ROSTER = "select code, name, agency, unit from quiz_roster where game = $1 order by agency, unit, name, code";
    ROSTER_FIND = "select code, name, agency, unit from quiz_roster where game = $1 and code = $2";
    ROSTER_COUNT = "select count(*) from quiz_roster where game = $1";
    ROSTER_CLEAR = "delete from quiz_roster where game = $1";
    ROSTER_ADD = "insert into quiz_roster (game, code, name, agency, unit) values ($1, $2, $3, $4, $5)";
    FORGET_PLAYERS = "update quiz_player set name = '', agency = '', unit = '', code = '' where name <> ''
        and game in (select id from quiz_game where ended_at < $1)";
    FORGET_ROSTERS = "delete from quiz_roster where game in (select id from quiz_game where ended_at < $1)";
}

/// A new game with the first line of its journal; the caller audits.
pub async fn insert(tx: &mut Tx, actor: &Actor, id: Uuid, new: &NewGame, first: &Entry) -> Result<()> {
    let values = args![
        id, new.campaign, &new.title, &new.pin, &new.series, &new.settings, &new.questions, new.secret.clone(), actor.account, actor.at
    ];
    tx.exec(INSERT, values).await?;
    append(tx, id, first, actor.at).await
}

/// One game.
pub async fn game(db: &mut impl Fetch, id: Uuid) -> Result<GameRow> {
    db.one(GAME, args![id]).await
}

/// A game that this person may run.
pub async fn own(db: &mut impl Fetch, scope: &Scope, id: Uuid) -> Result<GameRow> {
    db.one(OWN, args![scope.account, &scope.roles, id]).await
}

/// The game that is on under this PIN.
pub async fn by_pin(db: &mut impl Fetch, pin: &str) -> Result<Option<Uuid>> {
    Ok(db.maybe::<(Uuid,)>(BY_PIN, args![pin]).await?.map(|(id,)| id))
}

/// The latest game that had this PIN.
pub async fn last_of_pin(db: &mut impl Fetch, pin: &str) -> Result<Option<Uuid>> {
    Ok(db.maybe::<(Uuid,)>(LAST_OF_PIN, args![pin]).await?.map(|(id,)| id))
}

/// Games that are not over.
pub async fn unfinished(db: &mut impl Fetch) -> Result<Vec<Uuid>> {
    Ok(db.all::<(Uuid,)>(UNFINISHED, args![]).await?.into_iter().map(|(id,)| id).collect())
}

/// Games, those that are on first, as everybody sees them.
pub async fn list(db: &mut impl Fetch) -> Result<Vec<Listed>> {
    db.all(LIST, args![]).await
}

/// The games that this person may run, those that are on first.
pub async fn mine(db: &mut impl Fetch, scope: &Scope) -> Result<Vec<Listed>> {
    db.all(MINE, args![scope.account, &scope.roles]).await
}

/// The finished games of a series.
pub async fn series(db: &mut impl Fetch, name: &str) -> Result<Vec<Listed>> {
    db.all(SERIES, args![name]).await
}

/// Title, beginning and end (unix milliseconds) of the games that an account made.
pub async fn made(db: &mut impl Fetch, account: Uuid) -> Result<Vec<(String, i64, Option<i64>)>> {
    db.all(MADE, args![account]).await
}

/// Notes that a game is over.
pub async fn end(tx: &mut Tx, game: Uuid, now: i64) -> Result<()> {
    tx.exec(END, args![game, now]).await.map(drop)
}

/// Publishes results once; says whether it was now.
pub async fn publish(tx: &mut Tx, game: Uuid, now: i64) -> Result<bool> {
    Ok(tx.exec(PUBLISH, args![game, now]).await? > 0)
}

/// Appends a line that nothing else belongs to, where this program is the only one that writes. It is on the disk when this returns.
pub async fn append_alone(db: &base::db::Db, game: Uuid, entry: &Entry, at: i64) -> Result<()> {
    db.append(APPEND, line(game, entry, at)).await
}

fn line(game: Uuid, entry: &Entry, at: i64) -> Vec<base::Arg> {
    args![game, entry.seq, at, &entry.body, entry.hash.to_vec()]
}

/// Appends a line. Two nodes that append the same number meet at the key: the second one's line is refused.
pub async fn append(tx: &mut Tx, game: Uuid, entry: &Entry, at: i64) -> Result<()> {
    tx.exec(APPEND, line(game, entry, at)).await.map(drop)
}

/// Lines after `seq`, in order.
pub async fn journal(db: &mut impl Fetch, game: Uuid, seq: i64) -> Result<Vec<Entry>> {
    let rows: Vec<(i64, String, Vec<u8>)> = db.all(JOURNAL, args![game, seq]).await?;
    let entry = |(seq, body, hash): (i64, String, Vec<u8>)| {
        let hash = hash.try_into().map_err(|_| Error::internal("a journal line without a hash"))?;
        Ok(Entry { seq, body, hash })
    };
    rows.into_iter().map(entry).collect()
}

/// Games that are on and in whose journal nothing was written since this moment (unix milliseconds).
pub async fn idle(db: &mut impl Fetch, since: i64) -> Result<Vec<Uuid>> {
    Ok(db.all::<(Uuid,)>(IDLE, args![since]).await?.into_iter().map(|(id,)| id).collect())
}

/// Writes who stands behind a number.
pub async fn add_player(tx: &mut Tx, game: Uuid, p: &PlayerRow, now: i64) -> Result<()> {
    tx.exec(ADD_PLAYER, args![game, p.number, &p.name, &p.agency, &p.unit, &p.code, now]).await.map(drop)
}

/// Players by number, from this one on.
pub async fn players(db: &mut impl Fetch, game: Uuid, from: i64) -> Result<Vec<PlayerRow>> {
    db.all(PLAYERS, args![game, from]).await
}

/// The roster.
pub async fn roster(db: &mut impl Fetch, game: Uuid) -> Result<Vec<RosterRow>> {
    db.all(ROSTER, args![game]).await
}

/// A line of the roster by its code.
pub async fn roster_find(db: &mut impl Fetch, game: Uuid, code: &str) -> Result<Option<RosterRow>> {
    db.maybe(ROSTER_FIND, args![game, code]).await
}

/// How many people are on the roster.
pub async fn roster_count(db: &mut impl Fetch, game: Uuid) -> Result<i64> {
    base::feature::count(db, ROSTER_COUNT, args![game]).await
}

/// Puts a roster in the place of the one before; the caller audits.
pub async fn set_roster(tx: &mut Tx, game: Uuid, rows: &[RosterRow]) -> Result<()> {
    tx.exec(ROSTER_CLEAR, args![game]).await?;
    for row in rows {
        tx.exec(ROSTER_ADD, args![game, &row.code, &row.name, &row.agency, &row.unit]).await?;
    }
    Ok(())
}

/// Erases the names of players and rosters of games that ended before a moment.
pub async fn forget_names(tx: &mut Tx, before: i64) -> Result<u64> {
    let erased = tx.exec(FORGET_PLAYERS, args![before]).await?;
    Ok(erased + tx.exec(FORGET_ROSTERS, args![before]).await?)
}
