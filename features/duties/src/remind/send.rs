//! Gửi lời nhắc: the job. One digest per person and day: its key is the person and the day, written in one transaction with the steps
//! told and the mail, so that neither a crash in the middle nor a second node sends anything twice.
use super::compose::{self, Digest};
use super::{model, store, text};
use base::mail::{self, Mail};
use base::{Actor, Fetch, Job, Result, Site, args};
use plan::door::Campaign;
use serde_json::json;
use std::time::Duration;
use uuid::Uuid;

/// Looks every five minutes whose hour has come; on a rehearsal clock it stays still.
pub const REMIND: Job = Job { name: "duties-remind", every: Duration::from_secs(300), real_days: true, run: |site| Box::pin(run(site)) };

/// Sends what is due at this hour.
pub(crate) async fn run(site: Site) -> Result<()> {
    if site.clock.is_rehearsal() {
        return Ok(());
    }
    let mut db = site.db.reader();
    let Some(campaign) = plan::door::current(&mut db).await? else { return Ok(()) };
    if campaign.state != "published" {
        return Ok(());
    }
    let hour = hour(&site);
    let today = compose::today(&mut db, &campaign, site.clock.today(), site.clock.now_ms()).await?;
    let set = &today.setting;
    if !set.enabled {
        return Ok(());
    }
    let held = held(&mut db, &site, campaign.id).await?;
    let actor = Actor::program("remind", site.clock.now_ms());
    for digest in today.digests.iter().filter(|d| model::is_time(hour, d.hour, set.quiet_from, set.quiet_to)).filter(|d| !held.contains(&String::new()) && !held.contains(&d.person.account.to_string())) {
        send(&site, &actor, &campaign, digest, false).await?;
    }
    Ok(())
}

/// The hour in Vietnam.
pub fn hour(site: &Site) -> i64 {
    i64::from(vietnamese::dates::from_unix_ms(site.clock.now_ms()).hour())
}

/// Keys of those who are held back today; the empty key is everybody.
pub async fn held(db: &mut impl Fetch, site: &Site, campaign: Uuid) -> Result<Vec<String>> {
    let rows: Vec<(Option<Uuid>, String)> = db.all(store::HELD, args![campaign, site.clock.today().to_string()]).await?;
    Ok(rows.into_iter().map(|(_, key)| key).collect())
}

/// Sends one person's digest of today, unless it went already; whether it went now.
pub async fn send(site: &Site, actor: &Actor, campaign: &Campaign, digest: &Digest, by_hand: bool) -> Result<bool> {
    let (who, day, name) = (&digest.person, site.clock.today().to_string(), campaign.full_name());
    let words = text::body(site, &name, digest);
    let outcome = if who.email.is_empty() { "no_address" } else { "queued" };
    let mut tx = site.db.write().await?;
    let values = args![who.account, &day, campaign.id, actor.at, digest.lines.len(), &words, outcome, by_hand];
    if tx.exec(store::DIGEST_ONCE, values).await? == 0 {
        return Ok(false);
    }
    for line in &digest.lines {
        tx.exec(store::TELL, args![line.subject, &line.deadline, line.step, who.account, &day]).await?;
    }
    if outcome == "queued" {
        let subject = text::subject(site, &name, digest);
        let mail = Mail { to: &who.email, subject: &subject, body: &words, purpose: "reminder", account: Some(who.account) };
        let id = mail::enqueue(&mut tx, actor, mail).await?;
        tx.exec(store::DIGEST_MAIL, args![who.account, &day, id]).await?;
    }
    let detail = json!({ "day": day, "lines": digest.lines.len(), "outcome": outcome });
    tx.audit(actor, "reminder.send", "account", who.account, Some(campaign.id), detail).await?;
    tx.commit().await?;
    site.mail_waiting.notify_one();
    Ok(true)
}
