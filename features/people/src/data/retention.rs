//! Thời hạn lưu (retention): idle accounts are locked after 45 days, and erased two years after the last sign-in.
//! The only administrator is never touched. Both are written into the log.
use super::erase;
use crate::store;
use base::{Actor, Fetch, Job, Result, Site, args};
use serde_json::json;
use std::time::Duration;
use uuid::Uuid;

base::queries! {
    IDLE = "select id from account where state = 'active' and coalesce(last_seen_at, created_at) < $1 order by id limit 200";
    OVER = "select id from account where state <> 'erased' and coalesce(last_seen_at, created_at) < $1 order by id limit 200";
    EXPIRED_INVITED = "select a.id from account a join invitation i on i.account = a.id
        where a.state = 'invited' and i.expires_at < $1 order by a.id limit 200";
    CONSENTS_OVER = "delete from consent where withdrawn_at < $1
        or (given_at < $1 and account in (select id from account where state = 'erased'))";
    REQUESTS_OVER = "delete from data_request where answered_at < $1";
}

/// Days that consents are kept after they ended, and requests after their answer: five years, as the page of personal data says.
pub(crate) const RECORD_DAYS: i64 = 1825;
/// Days after the last sign-in when an account is erased.
pub(crate) const DAYS: i64 = 730;
/// Days without a sign-in after which an account is locked (an administrator unlocks it).
pub(crate) const IDLE_DAYS: i64 = 45;
/// Days after which what is known of a person who never answered an invitation is erased.
const UNANSWERED_DAYS: i64 = 60;
const DAY_MS: i64 = 86_400_000;
const EVERY: Duration = Duration::from_secs(6 * 3600);

/// Locks idle accounts.
pub(crate) const LOCK: Job = Job { name: "people-idle", every: EVERY, real_days: true, run: |site| Box::pin(lock_idle(site)) };
/// Erases accounts past retention, and used-up tokens.
pub(crate) const ERASE: Job = Job { name: "people-retention", every: EVERY, real_days: true, run: |site| Box::pin(erase_old(site)) };

/// Locks accounts that nobody used for 45 days.
pub(crate) async fn lock_idle(site: Site) -> Result<()> {
    let now = site.clock.now_ms();
    let actor = Actor::program("job people-idle", now);
    let idle: Vec<(Uuid,)> = site.db.reader().all(IDLE, args![now - IDLE_DAYS * DAY_MS]).await?;
    for (id,) in idle {
        let mut tx = site.db.write().await?;
        tx.lock("administrators").await?;
        if store::is_last_administrator(&mut tx, id).await? {
            continue;
        }
        if store::set_state(&mut tx, &actor, id, "active", "locked").await? {
            base::session::revoke_all(&mut tx, &actor, id).await?;
            tx.commit().await?;
        }
    }
    Ok(())
}

/// Erases what is past its time.
pub(crate) async fn erase_old(site: Site) -> Result<()> {
    let now = site.clock.now_ms();
    let actor = Actor::program("job people-retention", now);
    let mut db = site.db.reader();
    let mut over: Vec<(Uuid,)> = db.all(OVER, args![now - DAYS * DAY_MS]).await?;
    over.extend(db.all::<(Uuid,)>(EXPIRED_INVITED, args![now - UNANSWERED_DAYS * DAY_MS]).await?);
    for (id,) in over {
        let mut tx = site.db.write().await?;
        match erase::person(&site, &mut tx, &actor, id).await {
            Ok(_) => tx.commit().await?,
            Err(base::Error::Conflict(_)) => {}
            Err(error) => return Err(error),
        }
    }
    let mut tx = site.db.write().await?;
    let mut records = 0;
    for sql in [CONSENTS_OVER, REQUESTS_OVER] {
        records += tx.exec(sql, args![now - RECORD_DAYS * DAY_MS]).await?;
    }
    if records > 0 {
        tx.audit(&actor, "records.expire", "account", Uuid::nil(), None, json!({ "rows": records })).await?;
    } else {
        tx.unaudited("one-time tokens that ended a day ago");
    }
    tx.exec(store::TOKENS_OLD, args![now - DAY_MS]).await?;
    tx.commit().await
}
