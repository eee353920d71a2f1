//! Gửi lời nhắc: the job. One digest per person and day, whatever campaigns it speaks of: written in one transaction with the steps
//! told and the mail, so that neither a crash in the middle nor a second node sends anything twice.
use super::compose::{self, Digest};
use super::{model, store, text};
use base::mail::{self, Mail};
use base::{Actor, Fetch, Job, Result, Site, args};
use plan::door::Campaign;
use serde_json::json;
use std::collections::BTreeMap;
use std::time::Duration;
use uuid::Uuid;

/// Looks every five minutes whose hour has come; on a rehearsal clock it stays still.
pub const REMIND: Job = Job { name: "duties-remind", every: Duration::from_secs(300), real_days: true, run: |site| Box::pin(run(site)) };

/// What one campaign has to say to a person today.
pub type Part<'a> = (&'a Campaign, &'a Digest);

/// Sends what is due at this hour. Whose hour has come in one campaign hears of all others in the same mail.
pub(crate) async fn run(site: Site) -> Result<()> {
    if site.clock.is_rehearsal() {
        return Ok(());
    }
    let mut db = site.db.reader();
    let mut known = Vec::new();
    for campaign in plan::door::running(&mut db, site.clock.today()).await?.into_iter().filter(|c| c.state == "published") {
        let today = compose::today(&mut db, &campaign, site.clock.today(), site.clock.now_ms()).await?;
        if today.setting.enabled {
            let held = held(&mut db, &site, campaign.id).await?;
            known.push((campaign, today, held));
        }
    }
    let said: Vec<(Uuid, Uuid, bool)> = db.all(store::SAID_ON, args![site.clock.today().to_string()]).await?;
    let heard = |account: Uuid, campaign: Uuid| said.iter().any(|(a, c, by_hand)| *a == account && (!by_hand || *c == campaign));
    let hour = hour(&site);
    let actor = Actor::program("remind", site.clock.now_ms());
    let mut people: BTreeMap<Uuid, (bool, Vec<Part<'_>>)> = BTreeMap::new();
    for (campaign, today, held) in &known {
        let set = &today.setting;
        // What is quiet now in one campaign does not go along with another
        if model::is_quiet(hour, set.quiet_from, set.quiet_to) {
            continue;
        }
        for digest in today.digests.iter().filter(|d| !heard(d.person.account, campaign.id)).filter(|d| !held.contains(&String::new()) && !held.contains(&d.person.account.to_string())) {
            let entry = people.entry(digest.person.account).or_default();
            entry.0 |= model::is_time(hour, digest.hour, set.quiet_from, set.quiet_to);
            entry.1.push((campaign, digest));
        }
    }
    for (_, (is_time, parts)) in people {
        if is_time {
            send(&site, &actor, &parts, false).await?;
        }
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

/// Sends one person what these campaigns say today, unless it went already; whether it went now. The program sends nothing more to
/// whoever heard from any campaign today; a coordinator by hand may, once for each.
pub async fn send(site: &Site, actor: &Actor, parts: &[Part<'_>], by_hand: bool) -> Result<bool> {
    let Some((_, first)) = parts.first() else { return Ok(false) };
    let (who, day) = (&first.person, site.clock.today().to_string());
    let outcome = if who.email.is_empty() { "no_address" } else { "queued" };
    let mut tx = site.db.write().await?;
    if !by_hand && tx.maybe::<(i64,)>(store::HEARD, args![who.account, &day]).await?.is_some() {
        return Ok(false);
    }
    let mail = match outcome {
        "queued" => {
            let (subject, body) = (text::subject(site, parts), text::body(site, parts));
            let mail = Mail { to: &who.email, subject: &subject, body: &body, purpose: "reminder", account: Some(who.account) };
            Some(mail::enqueue(&mut tx, actor, mail).await?)
        }
        _ => None,
    };
    for part in parts {
        let (campaign, digest) = part;
        let words = text::body(site, &[*part]);
        let values = args![who.account, &day, campaign.id, actor.at, digest.lines.len(), words, outcome, by_hand, mail];
        // Another node was faster: all of this transaction is dropped
        if tx.exec(store::DIGEST_ONCE, values).await? == 0 {
            return Ok(false);
        }
        for line in &digest.lines {
            tx.exec(store::TELL, args![line.subject, &line.deadline, line.step, who.account, &day]).await?;
        }
        let detail = json!({ "day": day, "lines": digest.lines.len(), "outcome": outcome });
        tx.audit(actor, "reminder.send", "account", who.account, Some(campaign.id), detail).await?;
    }
    tx.commit().await?;
    site.mail_waiting.notify_one();
    Ok(true)
}
