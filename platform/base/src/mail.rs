//! Hộp thư đi (outbox): a mail is written in the transaction that causes it and sent afterwards, again and again until it
//! is gone. Without an SMTP server it waits here and can be read or copied on the mailbox page.
use crate::{Actor, Error, Fetch, Job, Result, Site, Tx, args};
use lettre::message::Mailbox;
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use std::time::Duration;
use uuid::Uuid;

const INSERT: &str = "insert into mail (id, to_address, subject, body, purpose, account, created_at, not_before)
    values ($1, $2, $3, $4, $5, $6, $7, $7)";
const WAITING: &str = "select id, to_address, subject, body, attempts from mail
    where sent_at is null and gave_up_at is null and not_before <= $1 order by not_before limit 50";
/// A mail is claimed before it is sent, for longer than a server may take, so that two nodes never send it both.
const CLAIM: &str = "update mail set not_before = $3 where id = $1 and not_before <= $2 and sent_at is null and gave_up_at is null";
const CLAIM_MS: i64 = 10 * 60_000;
const SENT: &str = "update mail set sent_at = $2, attempts = attempts + 1, last_error = null where id = $1";
const FAILED: &str = "update mail set attempts = attempts + 1, not_before = $2, gave_up_at = $3, last_error = $4 where id = $1";
const RETRY: &str = "update mail set not_before = $2, attempts = 0, gave_up_at = null, last_error = null where id = $1 and sent_at is null";
const OLD: &str = "delete from mail where created_at < $1 and (sent_at is not null or gave_up_at is not null or $2)";
const LIST: &str = "select id, to_address, subject, body, purpose, created_at, attempts, sent_at, gave_up_at, last_error
    from mail order by created_at desc, id desc limit $1";

const MAX_ATTEMPTS: i64 = 30;
const DAY_MS: i64 = 86_400_000;

/// Sends what waits.
pub const DELIVERY: Job = Job { name: "mail-delivery", every: Duration::from_secs(20), real_days: false, run: |site| Box::pin(deliver(site)) };
/// Mails hold addresses and one-time links: they are erased after 30 days.
pub const PURGE: Job = Job { name: "mail-purge", every: Duration::from_secs(3600), real_days: true, run: |site| Box::pin(purge(site)) };

/// A mail to be sent.
pub struct Mail<'m> {
    /// Address.
    pub to: &'m str,
    /// Subject in the reader's language.
    pub subject: &'m str,
    /// Plain text.
    pub body: &'m str,
    /// Why it is sent, e.g. `sign-in`.
    pub purpose: &'m str,
    /// Account of the addressee.
    pub account: Option<Uuid>,
}

/// A mail as the mailbox page shows it.
#[derive(sqlx::FromRow, Clone, Debug)]
#[allow(missing_docs)]
pub struct Listed {
    pub id: Uuid,
    pub to_address: String,
    pub subject: String,
    pub body: String,
    pub purpose: String,
    pub created_at: i64,
    pub attempts: i64,
    pub sent_at: Option<i64>,
    pub gave_up_at: Option<i64>,
    pub last_error: Option<String>,
}

/// Puts a mail into the outbox, in the caller's transaction. Call `site.mail_waiting.notify_one()` after the commit.
pub async fn enqueue(tx: &mut Tx, actor: &Actor, mail: Mail<'_>) -> Result<Uuid> {
    let id = Uuid::now_v7();
    tx.exec(INSERT, args![id, mail.to, mail.subject, mail.body, mail.purpose, mail.account, actor.at]).await?;
    Ok(id)
}

/// The newest mails.
pub async fn list(db: &mut impl Fetch, limit: i64) -> Result<Vec<Listed>> {
    db.all(LIST, args![limit]).await
}

/// Sends an unsent mail again at once; [`Error::NotFound`] when it is gone already. The caller audits.
/// Call `site.mail_waiting.notify_one()` after the commit.
pub async fn retry(tx: &mut Tx, actor: &Actor, id: Uuid) -> Result<()> {
    if tx.exec(RETRY, args![id, actor.at]).await? == 0 { Err(Error::NotFound) } else { Ok(()) }
}

/// Whether mails leave this server: it knows a mail server, and what is rehearsed goes to nobody.
pub fn leaves(site: &Site) -> bool {
    site.config.smtp_url.is_some() && !site.clock.is_rehearsal()
}

async fn deliver(site: Site) -> Result<()> {
    let Some(url) = site.config.smtp_url.clone().filter(|_| leaves(&site)) else { return Ok(()) };
    let server = AsyncSmtpTransport::<Tokio1Executor>::from_url(&url).map_err(Error::internal)?.build();
    let from: Mailbox = site.config.mail_from.parse().map_err(Error::internal)?;
    let now = site.clock.now_ms();
    let waiting: Vec<(Uuid, String, String, String, i64)> = site.db.reader().all(WAITING, args![now]).await?;
    for (id, to, subject, body, attempts) in waiting {
        let mut tx = site.db.write().await?;
        tx.unaudited("delivery state; the mail itself was audited by its cause");
        let mine = tx.exec(CLAIM, args![id, now, now + CLAIM_MS]).await? > 0;
        tx.commit().await?;
        if !mine {
            continue;
        }
        let outcome = send(&server, &from, &to, subject, body).await;
        let mut tx = site.db.write().await?;
        tx.unaudited("delivery state; the mail itself was audited by its cause");
        match outcome {
            Ok(()) => tx.exec(SENT, args![id, now]).await?,
            Err(error) => {
                let wait = (60_000_i64 << attempts.min(6)).min(DAY_MS / 12);
                let gave_up = (attempts + 1 >= MAX_ATTEMPTS).then_some(now);
                tx.exec(FAILED, args![id, now + wait, gave_up, error]).await?
            }
        };
        tx.commit().await?;
    }
    Ok(())
}

async fn send(
    server: &AsyncSmtpTransport<Tokio1Executor>,
    from: &Mailbox,
    to: &str,
    subject: String,
    body: String,
) -> std::result::Result<(), String> {
    let to: Mailbox = to.parse().map_err(|e| format!("{e}"))?;
    let message = Message::builder().from(from.clone()).to(to).subject(subject).body(body).map_err(|e| e.to_string())?;
    server.send(message).await.map(drop).map_err(|e| e.to_string())
}

async fn purge(site: Site) -> Result<()> {
    let mut tx = site.db.write().await?;
    tx.unaudited("retention of mails");
    let limit = site.clock.now_ms() - 30 * DAY_MS;
    tx.exec(OLD, args![limit, site.config.smtp_url.is_none()]).await?;
    tx.commit().await
}
