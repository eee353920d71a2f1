//! Thời hạn giữ thư: mails hold addresses and one-time links, so they do not stay for ever; but none goes unseen. What waits is given
//! up after 60 days, and what was given up stays 30 days more, on top of the mailbox page. What was sent is erased after 30 days.
use super::{DAY_MS, Fault};
use crate::{Job, Result, Site, args};
use std::time::Duration;

/// Days that a mail is tried, or waits for a mail server to be set.
pub const WAITING_DAYS: i64 = 60;
/// Days that a mail which was given up stays to be seen, and one that was sent.
pub const GIVEN_UP_DAYS: i64 = 30;

const EXPIRE: &str = "update mail set gave_up_at = $2, fault = $3 where sent_at is null and gave_up_at is null and waits_since < $1";
const OLD: &str = "delete from mail where sent_at < $1 or (sent_at is null and gave_up_at < $1)";

/// Erases what is past its time. It counts real days only.
pub const PURGE: Job = Job { name: "mail-purge", every: Duration::from_secs(3600), real_days: true, run: |site| Box::pin(purge(site)) };

async fn purge(site: Site) -> Result<()> {
    let now = site.clock.now_ms();
    let mut tx = site.db.write().await?;
    tx.unaudited("retention of mails");
    tx.exec(OLD, args![now - GIVEN_UP_DAYS * DAY_MS]).await?;
    tx.exec(EXPIRE, args![now - WAITING_DAYS * DAY_MS, now, Fault::Expired.word()]).await?;
    tx.commit().await
}
