//! Thời hạn lưu: games that nobody goes on with are ended, so that their time of keeping begins; names of players and rosters
//! are forgotten a year after their game. The journal, which holds no names, stays.
use crate::live::{self, Act, Command};
use crate::store;
use base::{Actor, Error, Job, PersonalData, Reader, Result, Site};
use serde_json::{Value, json};
use std::time::Duration;
use uuid::Uuid;

/// Days after the end of a game.
const DAYS: i64 = 365;
/// A game in which nothing has happened for so many days is over: longer than from one round of a contest to the next.
const IDLE_DAYS: i64 = 30;
const DAY: i64 = 86_400_000;

/// Erases names whose time is over.
pub const FORGET: Job = Job { name: "gameshow-retention", every: Duration::from_secs(6 * 3600), real_days: true, run: |site| Box::pin(forget(site)) };

/// Ends abandoned games.
pub const END_IDLE: Job = Job { name: "gameshow-idle", every: Duration::from_secs(6 * 3600), real_days: true, run: |site| Box::pin(end_idle(site)) };

/// Players have no account, so nothing of theirs is found by one. What is kept, for everybody to read: names until a year after
/// the game, in minutes handed to the papers' desk as long as those; answers, typed ones too, by number in the journal, which nobody can change.
pub const PLAYERS: PersonalData = PersonalData {
    what: "gameshow-data-players",
    purpose: "gameshow-data-players-why",
    retention_days: DAYS,
    export: |db, account| Box::pin(made(db, account)),
    // Games are the house's; who made one is an account's number, and the account itself is erased by its own part.
    erase: |_, _| Box::pin(async { Ok(0) }),
};

async fn made(db: &mut Reader<'_>, account: Uuid) -> Result<Vec<Value>> {
    let day = |ms: i64| vietnamese::dates::from_unix_ms(ms).strftime("%d/%m/%Y").to_string();
    let rows = store::made(db, account).await?;
    Ok(rows.into_iter().map(|(title, made, ended)| json!({ "subject": title, "created": day(made), "to": ended.map(day) })).collect())
}

async fn forget(site: Site) -> Result<()> {
    let now = site.clock.now_ms();
    let mut tx = site.db.write().await?;
    let erased = store::forget_names(&mut tx, now - DAYS * DAY).await?;
    if erased == 0 {
        return Ok(());
    }
    let actor = Actor::program("job gameshow-retention", now);
    tx.audit(&actor, "quiz.forget", "quiz_game", "", None, json!({ "rows": erased })).await?;
    tx.commit().await
}

/// Their owners end them as any host would: journalled, audited, with whatever was counted until then.
pub(crate) async fn end_idle(site: Site) -> Result<()> {
    let now = site.clock.now_ms();
    for id in store::idle(&mut site.db.reader(), now - IDLE_DAYS * DAY).await? {
        let actor = Actor::program("job gameshow-idle", now);
        let handle = live::handle(&site, id).await?;
        let ended = handle.ask(|reply| Command::Host(Act::Abandon, actor, reply)).await;
        ended.ok_or_else(|| Error::internal(format!("game {id} could not be ended")))?.ok();
    }
    Ok(())
}
