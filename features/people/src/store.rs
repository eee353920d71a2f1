//! SQL of credentials, one-time tokens and of the accounts that they belong to.
use base::identity::ADMINISTRATOR;
use base::vault::Vault;
use base::{Actor, Error, Fetch, Result, Tx, args, identity};
use serde_json::json;
use uuid::Uuid;

base::queries! {
    TOKEN_INSERT = "insert into one_time_token (id, token_hash, kind, account, return_path, created_at, expires_at)
        values ($1, $2, $3, $4, $5, $6, $7)";
    TOKEN_FIND = "select id, account, return_path from one_time_token
        where token_hash = $1 and kind = $2 and used_at is null and expires_at > $3";
    TOKEN_USE = "update one_time_token set used_at = $2 where id = $1 and used_at is null and expires_at > $2";
    TOKENS_VOID = "update one_time_token set used_at = $3 where kind = $1 and account = $2 and used_at is null";
    TOKENS_VOID_KIND = "update one_time_token set used_at = $2 where kind = $1 and used_at is null";
    TOKENS_OLD = "delete from one_time_token where expires_at < $1";
    CREDENTIAL = "select secret, last_step from credential where account = $1 and kind = $2";
    CREDENTIAL_COUNT = "select count(*) from credential where account = $1 and kind = $2";
    CREDENTIAL_KINDS = "select kind, count(*), max(created_at) from credential where account = $1 group by kind";
    CREDENTIAL_INSERT = "insert into credential (id, account, kind, secret, last_step, created_at) values ($1, $2, $3, $4, $5, $6)";
    CREDENTIAL_DELETE = "delete from credential where account = $1 and kind = $2";
    RECOVERY_USE = "delete from credential where account = $1 and kind = 'recovery' and secret = $2";
    TOTP_ALL = "select account, secret from credential where kind = 'totp' order by account";
    TOTP_SEAL = "update credential set secret = $3 where account = $1 and kind = 'totp' and secret = $2";
    STEP_USE = "update credential set last_step = $2, used_at = $3
        where account = $1 and kind = 'totp' and (last_step is null or last_step < $2)";
    ACCOUNT_INSERT = "insert into account (id, email, name, title, phone, state, created_at) values ($1, $2, $3, $4, $5, $6, $7)";
    ACCOUNT_PROFILE = "update account set name = $2, title = $3, phone = $4 where id = $1";
    BY_PHONE = "select id, email, name, title, phone, state, created_at, last_seen_at from account
        where phone = $1 and email = '' and state = 'active'";
    PHONE_TAKEN = "select count(*) from account where phone = $1 and email = '' and state = 'active' and id <> $2";
    ACCOUNT_STATE = "update account set state = $2 where id = $1 and state = $3";
    ACCOUNT_SEEN = "update account set last_seen_at = $2 where id = $1";
    GRANT_INSERT = "insert into role_grant (id, account, role, campaign, agency, granted_at, granted_by)
        values ($1, $2, $3, $4, $5, $6, $7)";
    GRANT_REVOKE = "update role_grant set revoked_at = $2 where id = $1 and revoked_at is null";
    OPEN_LINKS = "select i.id, i.created_by from invitation i join account a on a.id = i.account
        where i.account = $1 and i.channel = 'link' and i.accepted_at is null and i.revoked_at is null and a.state = 'invited'
        and i.created_by is not null";
    LINK_END = "update invitation set token_hash = $2, revision = revision + 1 where id = $1";
    ADMINISTRATORS = "select distinct a.id from account a join role_grant g on g.account = a.id
        where a.state = 'active' and g.role = 'administrator' and g.revoked_at is null";
    OTHER_ADMINISTRATORS = "select count(distinct a.id) from account a join role_grant g on g.account = a.id
        where a.state = 'active' and g.role = 'administrator' and g.revoked_at is null and a.id <> $1";
}

/// Kinds of one-time tokens.
pub(crate) mod kind {
    /// E-mailed sign-in link, 15 minutes.
    pub const SIGN_IN: &str = "sign-in";
    /// Between the first and the second factor, 10 minutes.
    pub const SECOND: &str = "second";
    /// Makes the first administrator, one day.
    pub const FIRST: &str = "first";
    /// Marks a browser that signed in before, 180 days. It opens nothing; it only keeps strangers' guesses apart.
    pub const DEVICE: &str = "device";
}

/// A token that is still good.
#[derive(base::FromRow, Clone, Debug)]
pub(crate) struct Token {
    pub id: Uuid,
    pub account: Option<Uuid>,
    pub return_path: String,
}

/// Stores a new token and returns its text.
pub(crate) async fn issue(
    tx: &mut Tx,
    kind: &str,
    account: Option<Uuid>,
    return_path: &str,
    now: i64,
    minutes: i64,
) -> Result<String> {
    let (text, hash) = crate::secret::token();
    let values = args![Uuid::now_v7(), hash, kind, account, return_path, now, now + minutes * 60_000];
    tx.exec(TOKEN_INSERT, values).await?;
    Ok(text)
}

/// The unused, unexpired token with this text.
pub(crate) async fn find_token(db: &mut impl Fetch, kind: &str, text: &str, now: i64) -> Result<Option<Token>> {
    let Some(hash) = crate::secret::hash_of(text) else { return Ok(None) };
    db.maybe(TOKEN_FIND, args![hash, kind, now]).await
}

/// Burns a token; false when someone else was faster.
pub(crate) async fn use_token(tx: &mut Tx, id: Uuid, now: i64) -> Result<bool> {
    Ok(tx.exec(TOKEN_USE, args![id, now]).await? == 1)
}

/// Secret and last used step of a credential.
pub(crate) async fn credential(db: &mut impl Fetch, account: Uuid, kind: &str) -> Result<Option<(Vec<u8>, Option<i64>)>> {
    db.maybe(CREDENTIAL, args![account, kind]).await
}

/// Whether the account has a second factor.
pub(crate) async fn has_totp(db: &mut impl Fetch, account: Uuid) -> Result<bool> {
    Ok(base::feature::count(db, CREDENTIAL_COUNT, args![account, "totp"]).await? > 0)
}

/// Whether a sign-in link reaches this address: without, a password is the only way back in.
pub(crate) fn is_mailed(site: &base::Site, email: &str) -> bool {
    base::mail::leaves(site) && !email.is_empty()
}

/// Whether this person can come in again without anybody's help: by a password, or by a mail that will be sent.
pub(crate) async fn can_return(site: &base::Site, db: &mut impl Fetch, account: Uuid, email: &str) -> Result<bool> {
    Ok(is_mailed(site, email) || base::feature::count(db, CREDENTIAL_COUNT, args![account, "password"]).await? > 0)
}

/// Whether the roles held ask for a second factor.
pub(crate) async fn needs_totp(db: &mut impl Fetch, account: Uuid) -> Result<bool> {
    Ok(identity::grants(db, account).await?.iter().any(|g| identity::demands_second_factor(&g.role)))
}

/// Replaces the password.
pub(crate) async fn set_password(tx: &mut Tx, actor: &Actor, account: Uuid, hash: Vec<u8>) -> Result<()> {
    tx.exec(CREDENTIAL_DELETE, args![account, "password"]).await?;
    tx.exec(CREDENTIAL_INSERT, args![Uuid::now_v7(), account, "password", hash, None::<i64>, actor.at]).await?;
    tx.audit(actor, "credential.password", "account", account, None, json!({})).await
}

/// Sets the second factor (its `step` is used up by the set-up itself) and new recovery codes, returned to be shown once.
pub(crate) async fn set_totp(tx: &mut Tx, vault: &Vault, actor: &Actor, account: Uuid, secret: &[u8], step: i64) -> Result<Vec<String>> {
    if !vault.has_key() {
        return Err(key_missing());
    }
    let sealed = vault.seal(tx, &purpose(account), secret).await?;
    tx.exec(CREDENTIAL_DELETE, args![account, "totp"]).await?;
    tx.exec(CREDENTIAL_INSERT, args![Uuid::now_v7(), account, "totp", sealed, Some(step), actor.at]).await?;
    tx.audit(actor, "credential.totp", "account", account, None, json!({})).await?;
    new_recovery_codes(tx, actor, account).await
}

fn key_missing() -> Error {
    Error::Conflict("people-secret-key-missing".into())
}

/// What a sealed second factor is bound to.
pub(crate) fn purpose(account: Uuid) -> String {
    format!("totp {account}")
}

/// Opens the secret key and seals secrets of the second factor that an older program left in the clear.
pub(crate) async fn seal_all(site: &base::Site) -> Result<()> {
    let all: Vec<(Uuid, Vec<u8>)> = site.db.reader().all(TOTP_ALL, args![]).await?;
    let (sealed, plain): (Vec<_>, Vec<_>) = all.into_iter().partition(|(_, secret)| Vault::is_sealed(secret));
    let vault = base::vault::open(site, !sealed.is_empty()).await?;
    if plain.is_empty() || !vault.has_key() {
        return Ok(());
    }
    let actor = Actor::program("start", site.clock.now_ms());
    let mut tx = site.db.write().await?;
    for (account, secret) in &plain {
        let closed = vault.seal(&mut tx, &purpose(*account), secret).await?;
        tx.exec(TOTP_SEAL, args![*account, secret.clone(), closed]).await?;
    }
    tx.audit(&actor, "credential.seal", "credential", "totp", None, json!({ "rows": plain.len() })).await?;
    tx.commit().await
}

/// Ten new recovery codes; the old ones end.
pub(crate) async fn new_recovery_codes(tx: &mut Tx, actor: &Actor, account: Uuid) -> Result<Vec<String>> {
    tx.exec(CREDENTIAL_DELETE, args![account, "recovery"]).await?;
    let mut codes = Vec::with_capacity(10);
    for _ in 0..10 {
        let (code, hash) = crate::secret::recovery_code();
        tx.exec(CREDENTIAL_INSERT, args![Uuid::now_v7(), account, "recovery", hash, None::<i64>, actor.at]).await?;
        codes.push(code);
    }
    tx.audit(actor, "credential.recovery", "account", account, None, json!({ "codes": 10 })).await?;
    Ok(codes)
}

/// Takes the second factor and its recovery codes away.
pub(crate) async fn remove_totp(tx: &mut Tx, actor: &Actor, account: Uuid) -> Result<()> {
    tx.exec(CREDENTIAL_DELETE, args![account, "totp"]).await?;
    tx.exec(CREDENTIAL_DELETE, args![account, "recovery"]).await?;
    base::session::weaken_all(tx, account).await?;
    tx.audit(actor, "credential.totp-removed", "account", account, None, json!({})).await
}

/// Takes a 6-digit code or a recovery code, each only once. `device_ms` is [`base::Clock::device_ms`].
/// A recovery code works without the secret key too, so that a lost key locks nobody out for good.
pub(crate) async fn use_second_factor(tx: &mut Tx, vault: &Vault, actor: &Actor, account: Uuid, typed: &str, device_ms: i64) -> Result<bool> {
    if crate::totp::is_code(typed)
        && let Some((sealed, last)) = credential(tx, account, "totp").await?
    {
        if !vault.has_key() {
            return Err(key_missing());
        }
        let Some(step) = crate::totp::check(&vault.open(&purpose(account), &sealed)?, typed, device_ms, last) else { return Ok(false) };
        return Ok(tx.exec(STEP_USE, args![account, step, actor.at]).await? == 1);
    }
    if tx.exec(RECOVERY_USE, args![account, crate::secret::recovery_hash(typed)]).await? == 1 {
        tx.audit(actor, "credential.recovery-used", "account", account, None, json!({})).await?;
        return Ok(true);
    }
    Ok(false)
}

/// The active account that signs in with this key (see [`crate::model::login_key`]).
pub(crate) async fn account_by_login(db: &mut impl Fetch, login: &str) -> Result<Option<identity::Account>> {
    if login.contains('@') {
        return Ok(identity::account_by_email(db, login).await?.filter(|a| a.state == "active"));
    }
    let found: Vec<identity::Account> = db.all(BY_PHONE, args![login]).await?;
    Ok(if found.len() == 1 && !login.is_empty() { found.into_iter().next() } else { None })
}

/// A new account.
pub(crate) async fn add_account(tx: &mut Tx, actor: &Actor, person: &crate::model::Person, state: &str) -> Result<Uuid> {
    let id = Uuid::now_v7();
    tx.exec(ACCOUNT_INSERT, args![id, &person.email, &person.name, &person.title, &person.phone, state, actor.at]).await?;
    tx.audit(actor, "account.add", "account", id, None, json!({ "state": state })).await?;
    Ok(id)
}

/// Name, position and telephone.
pub(crate) async fn set_profile(tx: &mut Tx, actor: &Actor, id: Uuid, person: &crate::model::Person) -> Result<()> {
    tx.exec(ACCOUNT_PROFILE, args![id, &person.name, &person.title, &person.phone]).await?;
    tx.audit(actor, "account.profile", "account", id, None, json!({})).await
}

/// Moves an account from one state to another; false when it was not in `from`.
pub(crate) async fn set_state(tx: &mut Tx, actor: &Actor, id: Uuid, from: &str, to: &str) -> Result<bool> {
    if tx.exec(ACCOUNT_STATE, args![id, to, from]).await? == 0 {
        return Ok(false);
    }
    tx.audit(actor, "account.state", "account", id, None, json!({ "from": from, "to": to })).await?;
    Ok(true)
}

/// Gives a role.
pub(crate) async fn grant(tx: &mut Tx, actor: &Actor, account: Uuid, g: &identity::Grant) -> Result<Uuid> {
    let id = Uuid::now_v7();
    tx.exec(GRANT_INSERT, args![id, account, &g.role, g.campaign, g.agency, actor.at, actor.account]).await?;
    let detail = json!({ "role": g.role, "agency": g.agency, "account": account });
    tx.audit(actor, "role.grant", "role_grant", id, g.campaign, detail).await?;
    end_links_beyond(tx, actor, account, g).await?;
    Ok(id)
}

/// Ends links into an account that waits for its person, where their maker, who may have kept one, could not give what
/// the account now gets. Whoever may handle the account makes a new link.
async fn end_links_beyond(tx: &mut Tx, actor: &Actor, account: Uuid, g: &identity::Grant) -> Result<()> {
    let open: Vec<(Uuid, Uuid)> = tx.all(OPEN_LINKS, args![account]).await?;
    for (invitation, maker) in open {
        if !crate::model::gives(&identity::grants(tx, maker).await?, g) {
            let (_, nobody_knows) = crate::secret::token();
            tx.exec(LINK_END, args![invitation, nobody_knows]).await?;
            tx.audit(actor, "invitation.link-end", "invitation", invitation, g.campaign, json!({})).await?;
        }
    }
    Ok(())
}

/// The active accounts that may administer.
pub(crate) async fn administrators(db: &mut impl Fetch) -> Result<Vec<Uuid>> {
    let all: Vec<(Uuid,)> = db.all(ADMINISTRATORS, args![]).await?;
    Ok(all.into_iter().map(|(id,)| id).collect())
}

/// Whether this account is the only active one that may administer.
pub(crate) async fn is_last_administrator(db: &mut impl Fetch, account: Uuid) -> Result<bool> {
    let own = identity::grants(db, account).await?.iter().any(|g| g.role == ADMINISTRATOR);
    Ok(own && base::feature::count(db, OTHER_ADMINISTRATORS, args![account]).await? == 0)
}
