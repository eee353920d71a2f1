//! Gửi thư: one round over what waits. A fault of the server or of our settings ends the round, since the next mail would meet it too;
//! the mail is tried again, sooner or later, for as long as it is kept.
use super::Fault;
use crate::{Fetch, Job, Result, Site, args};
use lettre::message::Mailbox;
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use std::time::Duration;
use uuid::Uuid;

const WAITING: &str = "select id, to_address, subject, body, attempts from mail
    where sent_at is null and gave_up_at is null and not_before <= $1 order by not_before limit 50";
/// A mail is claimed before it is sent, for longer than a server may take, so that two nodes never send it both.
const CLAIM: &str = "update mail set not_before = $3 where id = $1 and not_before <= $2 and sent_at is null and gave_up_at is null";
const CLAIM_MS: i64 = 10 * 60_000;
const SENT: &str = "update mail set sent_at = $2, attempts = attempts + 1, gave_up_at = null, fault = null, last_error = null where id = $1";
const FAILED: &str = "update mail set attempts = attempts + 1, not_before = $2, gave_up_at = $3, fault = $4, last_error = $5 where id = $1";
/// Whoever says nothing for so long is not there.
const PATIENCE: Duration = Duration::from_secs(120);
const MINUTE_MS: i64 = 60_000;

/// Sends what waits.
pub const DELIVERY: Job = Job { name: "mail-delivery", every: Duration::from_secs(20), real_days: false, run: |site| Box::pin(deliver(site)) };

type Server = AsyncSmtpTransport<Tokio1Executor>;
/// Why it did not go, and the words of whoever said so.
type Failure = (Fault, String);

/// Whether mails leave this server: it knows a mail server, and what is rehearsed goes to nobody.
pub fn leaves(site: &Site) -> bool {
    site.config.smtp_url.is_some() && !site.clock.is_rehearsal()
}

async fn deliver(site: Site) -> Result<()> {
    let Some(url) = site.config.smtp_url.clone().filter(|_| leaves(&site)) else { return Ok(()) };
    let way = way(&url, &site.config.mail_from);
    let waiting: Vec<(Uuid, String, String, String, i64)> = site.db.reader().all(WAITING, args![site.clock.now_ms()]).await?;
    for (id, to, subject, body, attempts) in waiting {
        // Of this mail, not of the round: many slow ones take longer than a claim holds
        let now = site.clock.now_ms();
        let mut tx = site.db.write().await?;
        tx.unaudited("delivery state; the mail itself was audited by its cause");
        let mine = tx.exec(CLAIM, args![id, now, now + CLAIM_MS]).await? > 0;
        tx.commit().await?;
        if !mine {
            continue;
        }
        let outcome = match &way {
            Ok((server, from)) => send(server, from, &to, subject, body).await,
            Err(failure) => Err(failure.clone()),
        };
        let mut tx = site.db.write().await?;
        tx.unaudited("delivery state; the mail itself was audited by its cause");
        let Err((fault, words)) = outcome else {
            tx.exec(SENT, args![id, now]).await?;
            tx.commit().await?;
            continue;
        };
        tx.exec(FAILED, args![id, now + pause(fault, attempts), fault.is_final().then_some(now), fault.word(), &words]).await?;
        tx.commit().await?;
        if !fault.is_of_the_mail() {
            tracing::warn!(fault = fault.word(), said = %words, "mails wait for the mail server");
            break;
        }
    }
    Ok(())
}

/// The server and the sender of the settings.
fn way(url: &str, from: &str) -> std::result::Result<(Server, Mailbox), Failure> {
    let unusable = |error: &dyn std::fmt::Display| (Fault::Settings, error.to_string());
    let server = Server::from_url(url).map_err(|e| unusable(&e))?.build();
    Ok((server, from.parse().map_err(|e: lettre::address::AddressError| unusable(&e))?))
}

/// How long to wait after so many attempts: longer each time, but no longer than a quarter of an hour for a server that was down, so
/// that everything goes soon after it is back, and about an hour for one that asked to be left alone.
fn pause(fault: Fault, attempts: i64) -> i64 {
    let most = if fault.is_of_the_mail() { 64 } else { 15 };
    MINUTE_MS * (1_i64 << attempts.clamp(0, 6)).min(most)
}

async fn send(server: &Server, from: &Mailbox, to: &str, subject: String, body: String) -> std::result::Result<(), Failure> {
    let unusable = |error: &dyn std::fmt::Display| (Fault::Address, error.to_string());
    let to: Mailbox = to.parse().map_err(|e: lettre::address::AddressError| unusable(&e))?;
    let message = Message::builder().from(from.clone()).to(to).subject(subject).body(body).map_err(|e| unusable(&e))?;
    let Ok(outcome) = tokio::time::timeout(PATIENCE, server.send(message)).await else {
        return Err((Fault::Slow, format!("no answer within {} s", PATIENCE.as_secs())));
    };
    let Err(error) = outcome else { return Ok(()) };
    let fault = match Fault::of(&error) {
        Fault::Refused => refused(server).await,
        other => other,
    };
    Err((fault, error.to_string()))
}

/// A message counts as refused only where the server takes connections and lets us in: the same words may have met us at the door.
async fn refused(server: &Server) -> Fault {
    match tokio::time::timeout(PATIENCE, server.test_connection()).await {
        Ok(Ok(true)) => Fault::Refused,
        Ok(Err(error)) => match Fault::of(&error) {
            Fault::Refused => Fault::Unreachable,
            other => other,
        },
        _ => Fault::Unreachable,
    }
}
