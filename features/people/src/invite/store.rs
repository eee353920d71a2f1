//! SQL of invitations.
use crate::model::Person;
use crate::store as accounts;
use base::identity::{self, Grant};
use base::{Actor, Error, Fetch, Result, Tx, args};
use serde_json::json;
use uuid::Uuid;

base::queries! {
    OPEN_BY_TOKEN = "select id, account from invitation
        where token_hash = $1 and accepted_at is null and revoked_at is null and expires_at > $2";
    BY_ID = "select i.id, i.account, i.created_at, i.expires_at, i.accepted_at, i.revoked_at,
        a.name, a.email, a.state from invitation i join account a on a.id = i.account where i.id = $1";
    LIST = "select i.id, i.account, i.created_at, i.expires_at, i.accepted_at, i.revoked_at,
        a.name, a.email, a.state from invitation i join account a on a.id = i.account order by i.created_at desc, i.id desc limit 1000";
    GRANTS_OF_INVITED = "select g.account, g.role, g.campaign, g.agency from role_grant g
        where g.revoked_at is null and g.account in (select account from invitation)";
    INSERT = "insert into invitation (id, account, channel, token_hash, created_at, created_by, renewed_at, expires_at)
        values ($1, $2, $3, $4, $5, $6, $5, $7)";
    RENEW = "update invitation set token_hash = $2, channel = $3, renewed_at = $4, expires_at = $5, renewals = renewals + 1, revision = revision + 1
        where id = $1 and accepted_at is null and revoked_at is null and account in (select id from account where state = 'invited')";
    MADE_BY = "select created_by from invitation where id = $1";
    ACCEPT = "update invitation set accepted_at = $2 where id = $1 and accepted_at is null and revoked_at is null";
    REVOKE = "update invitation set revoked_at = $2 where id = $1 and accepted_at is null and revoked_at is null and account in (select id from account where state = 'invited')";
    GRANTS_END = "update role_grant set revoked_at = $2 where account = $1 and revoked_at is null";
    FORGET_INVITED = "update account set state = 'erased', name = '', email = '', title = '', phone = '' where id = $1 and state = 'invited'";
    MAILS_END = "delete from mail where account = $1";
}

const DAY_MS: i64 = 86_400_000;

/// An invitation with its person.
#[derive(base::FromRow, Clone, Debug)]
pub(crate) struct Invitation {
    pub id: Uuid,
    pub account: Uuid,
    pub created_at: i64,
    pub expires_at: i64,
    pub accepted_at: Option<i64>,
    pub revoked_at: Option<i64>,
    pub name: String,
    pub email: String,
    pub state: String,
}

impl Invitation {
    /// `accepted`, `revoked`, `expired` or `open`.
    pub(crate) fn standing(&self, now: i64) -> &'static str {
        if self.accepted_at.is_some() {
            "accepted"
        } else if self.revoked_at.is_some() || self.state != "invited" {
            "revoked"
        } else if self.expires_at <= now {
            "expired"
        } else {
            "open"
        }
    }
}

/// What came of inviting someone.
pub(crate) enum Outcome {
    /// A new account waits for its person; the token of the link.
    Invited(String),
    /// The address has an account already: it got the role; no link is made for it.
    Existing,
}

fn lifetime(channel: &str) -> i64 {
    if channel == "email" { 7 * DAY_MS } else { 14 * DAY_MS }
}

/// When a link of this channel, made now, ends.
pub(crate) fn expiry(channel: &str, now: i64) -> i64 {
    now + lifetime(channel)
}

/// Invites a person into a role. `key` makes a repeated form harmless: it renews the same invitation, as long as its
/// maker, who holds `held`, may still give all that the account has got meanwhile.
pub(crate) async fn invite(tx: &mut Tx, actor: &Actor, held: &[Grant], key: Uuid, person: &Person, grant: &Grant, channel: &str) -> Result<Outcome> {
    if let Some(known) = find(tx, key).await? {
        let own = actor.account.is_some() && made_by(tx, key).await? == actor.account;
        let reach = identity::grants(tx, known.account).await?.iter().all(|g| crate::model::gives(held, g));
        let same = known.email == person.email && own && reach;
        return if same { renew(tx, actor, key, channel).await.map(Outcome::Invited) } else { Err(Error::Conflict("people-invite-repeated".into())) };
    }
    if let Some(account) = identity::account_by_email(tx, &person.email).await? {
        if !identity::grants(tx, account.id).await?.contains(grant) {
            accounts::grant(tx, actor, account.id, grant).await?;
        } else {
            tx.audit(actor, "role.kept", "account", account.id, grant.campaign, json!({ "role": grant.role })).await?;
        }
        return Ok(Outcome::Existing);
    }
    let account = accounts::add_account(tx, actor, person, "invited").await?;
    accounts::grant(tx, actor, account, grant).await?;
    let (token, hash) = crate::secret::token();
    let values = args![key, account, channel, hash, actor.at, actor.account, expiry(channel, actor.at)];
    tx.exec(INSERT, values).await?;
    let detail = json!({ "channel": channel, "role": grant.role });
    tx.audit(actor, "invitation.make", "invitation", key, grant.campaign, detail).await?;
    Ok(Outcome::Invited(token))
}

async fn made_by(tx: &mut Tx, id: Uuid) -> Result<Option<Uuid>> {
    let (by,): (Option<Uuid>,) = tx.one(MADE_BY, args![id]).await?;
    Ok(by)
}

/// One invitation.
pub(crate) async fn find(db: &mut impl Fetch, id: Uuid) -> Result<Option<Invitation>> {
    db.maybe(BY_ID, args![id]).await
}

/// A new link for an open or expired invitation; the old one ends at once.
pub(crate) async fn renew(tx: &mut Tx, actor: &Actor, id: Uuid, channel: &str) -> Result<String> {
    let (token, hash) = crate::secret::token();
    if tx.exec(RENEW, args![id, hash, channel, actor.at, expiry(channel, actor.at)]).await? == 0 {
        return Err(Error::Conflict("people-invite-closed".into()));
    }
    tx.audit(actor, "invitation.renew", "invitation", id, None, json!({ "channel": channel })).await?;
    Ok(token)
}

/// Notes that the person came in.
pub(crate) async fn accepted(tx: &mut Tx, actor: &Actor, id: Uuid) -> Result<()> {
    if tx.exec(ACCEPT, args![id, actor.at]).await? == 0 {
        return Err(Error::Conflict("people-invite-closed".into()));
    }
    tx.audit(actor, "invitation.accept", "invitation", id, None, json!({})).await
}

/// Takes an invitation back; what was known of the person, who never came in, is erased.
pub(crate) async fn revoke(tx: &mut Tx, actor: &Actor, invitation: &Invitation) -> Result<()> {
    if tx.exec(REVOKE, args![invitation.id, actor.at]).await? == 0 {
        return Err(Error::Conflict("people-invite-closed".into()));
    }
    tx.exec(GRANTS_END, args![invitation.account, actor.at]).await?;
    tx.exec(MAILS_END, args![invitation.account]).await?;
    tx.exec(FORGET_INVITED, args![invitation.account]).await?;
    tx.audit(actor, "invitation.revoke", "invitation", invitation.id, None, json!({})).await
}

/// All invitations, newest first, with the roles of their people.
pub(crate) async fn list(db: &mut impl Fetch) -> Result<Vec<(Invitation, Vec<Grant>)>> {
    let invitations: Vec<Invitation> = db.all(LIST, args![]).await?;
    let grants: Vec<(Uuid, String, Option<Uuid>, Option<Uuid>)> = db.all(GRANTS_OF_INVITED, args![]).await?;
    let mut by_account: std::collections::HashMap<Uuid, Vec<Grant>> = std::collections::HashMap::new();
    for (account, role, campaign, agency) in grants {
        by_account.entry(account).or_default().push(Grant { role, campaign, agency });
    }
    Ok(invitations.into_iter().map(|i| { let g = by_account.get(&i.account).cloned().unwrap_or_default(); (i, g) }).collect())
}
