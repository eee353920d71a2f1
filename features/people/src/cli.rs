//! Việc trên dòng lệnh: accounts from the terminal, for the officer who has the machine; and what the pages share with it.
use crate::invite::store::{self as invitations, Outcome};
use crate::model::{Person, grant_fault, login_key};
use crate::{directory::Directory, store};
use base::identity::{self, Account, Grant};
use base::{Actor, Error, Fetch, Result, Site, Tx, args, session};
use std::collections::HashMap;
use uuid::Uuid;

base::queries! {
    ACCOUNTS = "select id, email, name, title, phone, state, created_at, last_seen_at from account where state <> 'erased' order by created_at, id";
    ROLES = "select account, role from role_grant where revoked_at is null order by granted_at, id";
}

/// An account with its roles.
#[derive(Clone, Debug)]
pub struct Listed {
    /// Key.
    pub id: Uuid,
    /// `invited`, `active` or `locked`.
    pub state: String,
    /// Họ và tên.
    pub name: String,
    /// Address, may be empty.
    pub email: String,
    /// Role keys.
    pub roles: Vec<String>,
}

/// All living accounts, oldest first.
pub async fn list(site: &Site) -> Result<Vec<Listed>> {
    let mut db = site.db.reader();
    let accounts: Vec<Account> = db.all(ACCOUNTS, args![]).await?;
    let mut roles: HashMap<Uuid, Vec<String>> = HashMap::new();
    for (account, role) in db.all::<(Uuid, String)>(ROLES, args![]).await? {
        roles.entry(account).or_default().push(role);
    }
    let listed = |a: Account| Listed { roles: roles.remove(&a.id).unwrap_or_default(), id: a.id, state: a.state, name: a.name, email: a.email };
    Ok(accounts.into_iter().map(listed).collect())
}

/// Invites someone into a role everywhere; returns the path of the one-time link.
///
/// # Errors
/// [`Error::Invalid`] for an unknown role or an unusable name or address; [`Error::Conflict`] when the address has an
/// account already (it got the role, but no link is made for it).
pub async fn invite_link(site: &Site, actor: &Actor, role: &str, name: &str, email: &str) -> Result<String> {
    let (person, wrong) = Person::read(name, "", email, "");
    if let Some((_, message)) = wrong.first() {
        return Err(Error::Invalid(site.catalog.text(base::Lang::Vi, message, &[])));
    }
    let grant = Grant { role: role.to_owned(), campaign: None, agency: None };
    if grant_fault(&grant, Directory::of(site).roles(), false).is_some() {
        return Err(Error::Invalid(site.catalog.text(base::Lang::Vi, "people-role-missing", &[])));
    }
    let mut tx = site.db.write().await?;
    match invitations::invite(&mut tx, actor, &[], Uuid::now_v7(), &person, &grant, "link").await? {
        Outcome::Invited(token) => {
            tx.commit().await?;
            Ok(format!("/dang-nhap/loi-moi/{token}"))
        }
        Outcome::Existing => {
            tx.commit().await?;
            Err(Error::Conflict(site.catalog.text(base::Lang::Vi, "people-invite-existing", &[("name", person.name)])))
        }
    }
}

/// The account that a person at the terminal means: its key, e-mail address or telephone number.
async fn find(db: &mut impl Fetch, typed: &str) -> Result<Uuid> {
    let login = login_key(typed);
    if let Ok(id) = typed.trim().parse::<Uuid>() {
        return identity::account(db, id).await?.map(|a| a.id).ok_or(Error::NotFound);
    }
    match identity::account_by_email(db, &login).await? {
        Some(account) => Ok(account.id),
        None => store::account_by_login(db, &login).await?.map(|a| a.id).ok_or(Error::NotFound),
    }
}

/// How long a sign-in link made at the terminal holds: a person reads it out or pastes it at once.
const LINK_MINUTES: i64 = 60;

/// The path of a new one-time sign-in link and how many minutes it holds, for whoever lost every other way in. Without an account named it is the only
/// administrator's, or the first administrator's while there is none. A second factor is still asked for.
///
/// # Errors
/// [`Error::NotFound`] for an unknown account, [`Error::Conflict`] for one that may not sign in or when several could be meant.
pub async fn sign_in_link(site: &Site, actor: &Actor, account: Option<&str>) -> Result<(String, i64)> {
    if account.is_none()
        && let Some(first) = crate::first_administrator_link(site).await?
    {
        return Ok((first, crate::sign_in::FIRST_MINUTES));
    }
    let mut tx = site.db.write().await?;
    let id = match account {
        Some(typed) => find(&mut tx, typed).await?,
        None => {
            let [only] = store::administrators(&mut tx).await?[..] else { return Err(Error::Conflict("people-link-whose".into())) };
            only
        }
    };
    if identity::account(&mut tx, id).await?.is_none_or(|a| a.state != "active") {
        return Err(Error::Conflict("people-link-not-active".into()));
    }
    let path = crate::sign_in::link(&mut tx, id, "", actor.at, LINK_MINUTES).await?;
    tx.audit(actor, "sign-in.terminal", "account", id, None, serde_json::json!({})).await?;
    tx.commit().await?;
    Ok((path, LINK_MINUTES))
}

/// An error in words for the terminal.
pub fn words(site: &Site, error: Error) -> String {
    let text = |key: &str| site.catalog.text(base::Lang::Vi, key, &[]);
    match error {
        Error::NotFound => text("people-link-nobody"),
        Error::Conflict(said) | Error::Invalid(said) => if site.catalog.knows(&said) { text(&said) } else { said },
        other => other.to_string(),
    }
}

/// Locks an account and ends its sessions.
pub async fn lock(site: &Site, actor: &Actor, account: &str) -> Result<()> {
    let mut tx = site.db.write().await?;
    let id = find(&mut tx, account).await?;
    lock_account(&mut tx, actor, id).await?;
    tx.commit().await
}

/// Unlocks an account.
pub async fn unlock(site: &Site, actor: &Actor, account: &str) -> Result<()> {
    let mut tx = site.db.write().await?;
    let id = find(&mut tx, account).await?;
    unlock_account(&mut tx, actor, id).await?;
    tx.commit().await
}

/// Takes the second factor away; roles that need one set it up again at the next sign-in.
pub async fn reset_totp(site: &Site, actor: &Actor, account: &str) -> Result<()> {
    let mut tx = site.db.write().await?;
    let id = find(&mut tx, account).await?;
    store::remove_totp(&mut tx, actor, id).await?;
    session::revoke_all(&mut tx, actor, id).await?;
    tx.commit().await
}

/// Locks an active account, unless it is the last administrator.
pub(crate) async fn lock_account(tx: &mut Tx, actor: &Actor, id: Uuid) -> Result<()> {
    tx.lock("administrators").await?;
    if store::is_last_administrator(tx, id).await? {
        return Err(Error::Conflict("people-last-administrator".into()));
    }
    if !store::set_state(tx, actor, id, "active", "locked").await? {
        return Err(Error::Conflict("people-state-changed".into()));
    }
    session::revoke_all(tx, actor, id).await?;
    Ok(())
}

/// Unlocks an account; its idle time begins anew.
pub(crate) async fn unlock_account(tx: &mut Tx, actor: &Actor, id: Uuid) -> Result<()> {
    if !store::set_state(tx, actor, id, "locked", "active").await? {
        return Err(Error::Conflict("people-state-changed".into()));
    }
    tx.exec(store::ACCOUNT_SEEN, args![id, actor.at]).await?;
    Ok(())
}
