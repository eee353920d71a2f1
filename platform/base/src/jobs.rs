//! Việc định kỳ: periodic work. A lease in the database lets only one node run a job at a time.
use crate::{Fetch, Job, Result, Site, args};
use std::time::Duration;

const CLAIM: &str = "insert into job_lease (name, holder, until) values ($1, $2, $3)
    on conflict (name) do update set holder = excluded.holder, until = excluded.until
    where job_lease.until < $4 or job_lease.holder = $2";
const DONE: &str = "update job_lease set last_ok_at = $2, last_error = null where name = $1";
const FAILED: &str = "update job_lease set last_error = $2 where name = $1";
const STATE: &str = "select name, last_ok_at, last_error from job_lease order by name";

/// Starts every job; each runs until the process ends. In a rehearsal those stay still that count real days.
pub fn start(site: &Site) {
    let holder = uuid::Uuid::now_v7().to_string();
    for job in site.jobs.iter().copied().filter(|job| !(job.real_days && site.clock.is_rehearsal())) {
        let (site, holder) = (site.clone(), holder.clone());
        tokio::spawn(async move {
            loop {
                if let Err(error) = turn(&site, &job, &holder).await {
                    tracing::warn!(job = job.name, %error, "a job failed; it will run again");
                }
                pause(&site, &job).await;
            }
        });
    }
}

/// Runs one job now if this node may, and notes how it went.
pub async fn turn(site: &Site, job: &Job, holder: &str) -> Result<()> {
    // Leases use the real clock: a rehearsal must not outlive them.
    let now = jiff::Timestamp::now().as_millisecond();
    let until = now + i64::try_from(job.every.as_millis()).unwrap_or(60_000).max(30_000);
    let mut tx = site.db.write().await?;
    tx.unaudited("job lease");
    let mine = tx.exec(CLAIM, args![job.name, holder, until, now]).await? > 0;
    tx.commit().await?;
    if !mine {
        return Ok(());
    }
    let result = (job.run)(site.clone()).await;
    let mut tx = site.db.write().await?;
    tx.unaudited("job lease");
    match &result {
        Ok(()) => tx.exec(DONE, args![job.name, jiff::Timestamp::now().as_millisecond()]).await?,
        Err(error) => tx.exec(FAILED, args![job.name, error.to_string()]).await?,
    };
    tx.commit().await?;
    result
}

/// How each job went last: `(name, last success, last error)`.
pub async fn state(db: &mut impl Fetch) -> Result<Vec<(String, Option<i64>, Option<String>)>> {
    db.all(STATE, args![]).await
}

async fn pause(site: &Site, job: &Job) {
    if job.name == crate::mail::DELIVERY.name {
        tokio::select! {
            () = tokio::time::sleep(job.every) => {}
            () = site.mail_waiting.notified() => tokio::time::sleep(Duration::from_millis(200)).await,
        }
    } else {
        tokio::time::sleep(job.every).await;
    }
}
