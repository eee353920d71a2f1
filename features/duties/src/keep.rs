//! Thời hạn lưu: what the catalogue of personal data promises is done. Texts of reminders, records of acts on many duties, saved views
//! and choices of people who are gone are forgotten after their time; names in own plans and checklists after the campaign's.
use crate::{prepare, remind, table};
use base::{Actor, Job, Result, Site, args};
use jiff::Span;
use serde_json::json;
use std::time::Duration;

/// People who are gone: erased, or not seen since `$1`.
macro_rules! gone {
    () => {
        "select a.id from account a where a.state = 'erased' or coalesce(a.last_seen_at, a.created_at) < $1"
    };
}
/// Campaigns that ended before the day `$1`.
macro_rules! over {
    () => {
        "select c.id from campaign c where coalesce(c.end_on, c.main_day, cast(c.year as text) || '-12-31') < $1"
    };
}

base::queries! {
    DIGESTS = "update remind_digest set words = '' where at < $1 and words <> ''";
    CHOICES = concat!("delete from remind_person where account in (", gone!(), ")");
    VIEWS = concat!("delete from duty_view where account in (", gone!(), ")");
    BULKS = "delete from duty_bulk where at < $1";
    TASK_NAMES = concat!("update own_task set person = '', account = null, revision = revision + 1 where (person <> '' or account is not null)
        and duty in (select d.id from duty d where d.campaign in (", over!(), "))");
    ITEM_NAMES = concat!("update check_item set person = '', account = null, revision = revision + 1 where (person <> '' or account is not null)
        and campaign in (", over!(), ")");
}

const DAY_MS: i64 = 86_400_000;

/// Forgets what has had its time. Counts real days, so a rehearsal forgets nothing.
pub(crate) const FORGET: Job = Job { name: "duties-retention", every: Duration::from_secs(6 * 3600), real_days: true, run: |site| Box::pin(forget(site)) };

pub(crate) async fn forget(site: Site) -> Result<()> {
    let now = site.clock.now_ms();
    let (reminders, views, names) = (remind::HELD.retention_days, table::PERSONAL.retention_days, prepare::HELD.retention_days);
    let ended = site.clock.today().saturating_sub(Span::new().days(names)).to_string();
    let mut tx = site.db.write().await?;
    let mut rows = 0;
    for (sql, before) in [(DIGESTS, now - reminders * DAY_MS), (CHOICES, now - reminders * DAY_MS), (VIEWS, now - views * DAY_MS), (BULKS, now - views * DAY_MS)] {
        rows += tx.exec(sql, args![before]).await?;
    }
    for sql in [TASK_NAMES, ITEM_NAMES] {
        rows += tx.exec(sql, args![&ended]).await?;
    }
    if rows == 0 {
        return Ok(());
    }
    tx.audit(&Actor::program("job duties-retention", now), "duties.forget", "duty", "", None, json!({ "rows": rows })).await?;
    tx.commit().await
}
