//! Hộp thư đi (outbox): a mail is written in the transaction that causes it and sent afterwards, again and again until it
//! is gone. Without an SMTP server it waits here and can be read or copied on the mailbox page. No fault of the server loses a mail:
//! it is tried for 60 days, and whatever was given up lies here for 30 more days, for a person to see and to send again.
mod deliver;
mod fault;
mod keep;

pub use deliver::{DELIVERY, leaves};
pub use fault::Fault;
pub use keep::{GIVEN_UP_DAYS, PURGE, WAITING_DAYS};

use crate::{Actor, Error, Fetch, Result, Tx, args};
use uuid::Uuid;

const DAY_MS: i64 = 86_400_000;

crate::queries! {
    INSERT = "insert into mail (id, to_address, subject, body, purpose, account, created_at, not_before, waits_since)
        values ($1, $2, $3, $4, $5, $6, $7, $7, $7)";
    RETRY = "update mail set not_before = $2, waits_since = $2, attempts = 0, gave_up_at = null, fault = null, last_error = null
        where id = $1 and sent_at is null";
    RETRY_ALL = "update mail set not_before = $1, waits_since = $1, attempts = 0, gave_up_at = null, fault = null, last_error = null
        where gave_up_at is not null and sent_at is null";
    LIST = "select id, to_address, subject, body, purpose, created_at, attempts, sent_at, gave_up_at, fault, last_error from mail
        order by case when sent_at is not null then 2 when gave_up_at is null then 1 else 0 end, created_at desc, id desc limit $1";
    SENT = "select count(*) from mail where sent_at is not null";
    UNSENT = "select fault, count(*) as mails, min(coalesce(gave_up_at, waits_since)) as since, count(gave_up_at) as given_up from mail
        where sent_at is null group by fault, gave_up_at is null order by 4 desc, 3";
}

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
#[derive(crate::FromRow, Clone, Debug)]
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
    /// See [`Fault::text`].
    pub fault: Option<String>,
    /// The server's own words.
    pub last_error: Option<String>,
}

/// Mails that did not go yet, for one and the same reason.
#[derive(crate::FromRow, Clone, Debug, PartialEq, Eq)]
pub struct Unsent {
    /// Why; None for those that were never tried. See [`Fault::text`].
    pub fault: Option<String>,
    /// How many.
    pub mails: i64,
    /// Since when the longest of them waits, or when the first of them was given up: unix milliseconds.
    pub since: i64,
    /// How many were given up: all of them or none.
    pub given_up: i64,
}

/// Puts a mail into the outbox, in the caller's transaction. Call `site.mail_waiting.notify_one()` after the commit.
pub async fn enqueue(tx: &mut Tx, actor: &Actor, mail: Mail<'_>) -> Result<Uuid> {
    let id = Uuid::now_v7();
    tx.exec(INSERT, args![id, mail.to, mail.subject, mail.body, mail.purpose, mail.account, actor.at]).await?;
    Ok(id)
}

/// First what was given up, then what waits, then what was sent; the newest of each first.
pub async fn list(db: &mut impl Fetch, limit: i64) -> Result<Vec<Listed>> {
    db.all(LIST, args![limit]).await
}

/// How many were sent.
pub async fn sent(db: &mut impl Fetch) -> Result<i64> {
    crate::feature::count(db, SENT, args![]).await
}

/// What did not go, by reason: what was given up first, then the longest waiting.
pub async fn unsent(db: &mut impl Fetch) -> Result<Vec<Unsent>> {
    db.all(UNSENT, args![]).await
}

/// Sends an unsent mail again at once; [`Error::NotFound`] when it is gone already. The caller audits.
/// Call `site.mail_waiting.notify_one()` after the commit.
pub async fn retry(tx: &mut Tx, actor: &Actor, id: Uuid) -> Result<()> {
    if tx.exec(RETRY, args![id, actor.at]).await? == 0 { Err(Error::NotFound) } else { Ok(()) }
}

/// Sends again whatever was given up, and says how many that were. The caller audits and notifies as for [`retry`].
pub async fn retry_all(tx: &mut Tx, actor: &Actor) -> Result<u64> {
    tx.exec(RETRY_ALL, args![actor.at]).await
}
