//! Thời hạn lưu: words and questions of people, and the hashes of networks, are erased a year after their session; counts of choices and ratings stay. A session
//! that nobody has touched for three months ends by itself, so that its time begins and its PIN becomes free.
use super::store::{self, ballots, networks};
use base::{Job, Result, Site};
use std::time::Duration;

/// Days after the end of a session.
const DAYS: i64 = 365;
/// Days without any act of a host.
const IDLE: i64 = 90;
const DAY: i64 = 86_400_000;

/// The job.
pub(crate) const FORGET: Job = Job { name: "gameshow-polls-retention", every: Duration::from_secs(6 * 3600), real_days: true, run: |site| Box::pin(forget(site)) };

async fn forget(site: Site) -> Result<()> {
    let now = site.clock.now_ms();
    let mut tx = site.db.write().await?;
    let ended = store::end_forgotten(&mut tx, now - IDLE * DAY, now).await?;
    let erased = ballots::forget(&mut tx, now - DAYS * DAY, now).await? + networks::forget(&mut tx, now - DAYS * DAY).await?;
    if ended == 0 && erased == 0 {
        return Ok(());
    }
    let actor = base::Actor::program("job gameshow-polls-retention", now);
    tx.audit(&actor, "poll.forget", "poll_session", "", None, serde_json::json!({ "rows": erased, "ended": ended })).await?;
    tx.commit().await
}
