//! Thời hạn lưu: names of players and rosters are forgotten a year after their game; the journal, which holds none, stays.
use crate::store;
use base::{Job, Result, Site};
use std::time::Duration;

/// Days after the end of a game.
const DAYS: i64 = 365;

/// The job.
pub const FORGET: Job = Job { name: "gameshow-retention", every: Duration::from_secs(6 * 3600), real_days: true, run: |site| Box::pin(forget(site)) };

async fn forget(site: Site) -> Result<()> {
    let now = site.clock.now_ms();
    let mut tx = site.db.write().await?;
    let erased = store::forget_names(&mut tx, now - DAYS * 86_400_000).await?;
    if erased == 0 {
        return Ok(());
    }
    let actor = base::Actor::program("job gameshow-retention", now);
    tx.audit(&actor, "quiz.forget", "quiz_game", "", None, serde_json::json!({ "rows": erased })).await?;
    tx.commit().await
}
