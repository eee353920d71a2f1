//! Đồng ý (consent): given to one purpose in one wording, provable, withdrawn at any time. For a child both the child
//! (from seven) and the guardian must agree, and either may withdraw. Silence is never consent: nothing here defaults.
use base::{Actor, Error, Fetch, Result, Tx, args};
use serde_json::json;
use uuid::Uuid;

base::queries! {
    INSERT = "insert into consent (id, account, subject, campaign, purpose, text_version, evidence, is_child, child_agreed_at,
        guardian_name, guardian_contact, guardian_agreed_at, given_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
    END = "update consent set withdrawn_at = $4 where withdrawn_at is null and purpose = $3
        and ((account = $1 and $2 = '') or ($1 is null and subject = $2 and subject <> ''))";
    END_ONE = "update consent set withdrawn_at = $3 where id = $1 and account = $2 and withdrawn_at is null";
    VALID = "select count(*) from consent where withdrawn_at is null and purpose = $3
        and ((account = $1 and $2 = '') or ($1 is null and subject = $2 and subject <> ''))
        and (not is_child or (child_agreed_at is not null and guardian_agreed_at is not null))";
    OF_ACCOUNT = "select id, purpose, text_version, given_at, withdrawn_at from consent where account = $1 order by given_at desc, id desc";
}

/// Whose consent it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A person with an account.
    Account(Uuid),
    /// A person without one, by the key of the feature that knows them, e.g. `entry:0192…`.
    Named(String),
}

impl Subject {
    fn keys(&self) -> (Option<Uuid>, String) {
        match self {
            Subject::Account(id) => (Some(*id), String::new()),
            Subject::Named(key) => (None, key.clone()),
        }
    }
}

/// The legal representative of a child (người đại diện).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guardian {
    /// Họ và tên.
    pub name: String,
    /// Telephone or e-mail by which the consent can be checked.
    pub contact: String,
    /// When the guardian agreed, unix milliseconds; None while it is awaited.
    pub agreed_at: Option<i64>,
    /// When the child agreed; None while it is awaited.
    pub child_agreed_at: Option<i64>,
}

/// A consent to be recorded.
#[derive(Clone, Debug)]
pub struct Consent {
    /// Whose.
    pub subject: Subject,
    /// Within this campaign.
    pub campaign: Option<Uuid>,
    /// For what: one purpose, e.g. `publish-name`; its words are the catalogue key `people-consent-{purpose}`.
    pub purpose: String,
    /// Version of the wording that was agreed to.
    pub text_version: String,
    /// How it was given: `form`, `paper`.
    pub evidence: String,
    /// For a child.
    pub guardian: Option<Guardian>,
}

/// Records a consent, replacing an earlier one of the same person to the same purpose.
///
/// # Errors
/// [`Error::Invalid`] without purpose, wording, or name and contact of a child's guardian.
pub async fn give(tx: &mut Tx, actor: &Actor, consent: &Consent) -> Result<Uuid> {
    let (account, subject) = consent.subject.keys();
    if consent.purpose.is_empty() || consent.text_version.is_empty() || (account.is_none() && subject.is_empty()) {
        return Err(Error::Invalid("people-consent-incomplete".into()));
    }
    if consent.guardian.as_ref().is_some_and(|g| g.name.trim().is_empty() || g.contact.trim().is_empty()) {
        return Err(Error::Invalid("people-consent-guardian".into()));
    }
    tx.exec(END, args![account, &subject, &consent.purpose, actor.at]).await?;
    let id = Uuid::now_v7();
    let g = consent.guardian.as_ref();
    let values = args![
        id, account, &subject, consent.campaign, &consent.purpose, &consent.text_version, &consent.evidence, g.is_some(),
        g.and_then(|g| g.child_agreed_at), g.map_or("", |g| g.name.trim()), g.map_or("", |g| g.contact.trim()),
        g.and_then(|g| g.agreed_at), actor.at
    ];
    tx.exec(INSERT, values).await?;
    let detail = json!({ "purpose": consent.purpose, "text": consent.text_version, "child": g.is_some() });
    tx.audit(actor, "consent.give", "consent", id, consent.campaign, detail).await?;
    Ok(id)
}

/// Withdraws a consent; returns whether there was one. What was done before stays lawful, nothing new may follow.
pub async fn withdraw(tx: &mut Tx, actor: &Actor, whose: &Subject, purpose: &str) -> Result<bool> {
    let (account, subject) = whose.keys();
    let ended = tx.exec(END, args![account, &subject, purpose, actor.at]).await?;
    if ended > 0 {
        let about = account.map_or(subject, |id| id.to_string());
        tx.audit(actor, "consent.withdraw", "consent", about, None, json!({ "purpose": purpose })).await?;
    }
    Ok(ended > 0)
}

/// Whether a consent to this purpose is in force; for a child, whether child and guardian both agreed.
pub async fn has(db: &mut impl Fetch, whose: &Subject, purpose: &str) -> Result<bool> {
    let (account, subject) = whose.keys();
    Ok(base::feature::count(db, VALID, args![account, subject, purpose]).await? > 0)
}

/// Withdraws one consent of an account by its key; false when it is not theirs or over.
pub(crate) async fn withdraw_one(tx: &mut Tx, actor: &Actor, id: Uuid, account: Uuid) -> Result<bool> {
    if tx.exec(END_ONE, args![id, account, actor.at]).await? == 0 {
        return Ok(false);
    }
    tx.audit(actor, "consent.withdraw", "consent", id, None, json!({})).await?;
    Ok(true)
}

/// A consent as its owner sees it.
#[derive(base::FromRow, Clone, Debug)]
pub(crate) struct Given {
    pub id: Uuid,
    pub purpose: String,
    pub text_version: String,
    pub given_at: i64,
    pub withdrawn_at: Option<i64>,
}

/// All consents of an account, newest first.
pub(crate) async fn of_account(db: &mut impl Fetch, account: Uuid) -> Result<Vec<Given>> {
    db.all(OF_ACCOUNT, args![account]).await
}
