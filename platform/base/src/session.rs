//! Phiên đăng nhập: who is asking. Tokens are 256 random bits, stored only as a hash; each can be listed and revoked.
use crate::identity::{self, ADMINISTRATOR, Grant};
use crate::{Actor, Error, Fetch, Job, Result, Site, Tx, args};
use axum::extract::FromRequestParts;
use axum::http::{HeaderMap, HeaderValue, header, request::Parts};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::time::Duration;
use uuid::Uuid;

/// Name of the session cookie.
pub const COOKIE: &str = "nhipso";
/// Name of the cookie that keeps which campaign a person works in, on this device.
pub const WORKING: &str = "chien-dich";
/// A session ends when nobody used it for so long.
const LIFETIME_MS: i64 = 12 * 3_600_000;
/// And after so long in any case.
const LONGEST_MS: i64 = 30 * 86_400_000;
/// How long what was proved at the sign-in counts as proof of who is at the browser.
const FRESH_MS: i64 = 600_000;
const SEEN_STEP_MS: i64 = 600_000;

crate::queries! {
    FIND = "select s.id, s.account, s.created_at, s.seen_at, s.second_factor from session s join account a on a.id = s.account
        where s.token_hash = $1 and s.revoked_at is null and s.expires_at > $2 and a.state = 'active'";
    INSERT = "insert into session (id, token_hash, account, created_at, seen_at, expires_at, second_factor, address, device)
        values ($1, $2, $3, $4, $4, $5, $6, $7, $8)";
    SEEN = "update session set seen_at = $2, expires_at = $3 where id = $1";
    ACCOUNT_SEEN = "update account set last_seen_at = $2 where id = $1";
    STRENGTHEN = "update session set second_factor = $2 where id = $1";
    WEAKEN = "update session set second_factor = $2 where account = $1";
    REVOKE = "update session set revoked_at = $2 where id = $1 and revoked_at is null";
    REVOKE_ALL = "update session set revoked_at = $2 where account = $1 and revoked_at is null";
    OLD = "delete from session where expires_at < $1 or revoked_at < $1";
}

/// Sessions that ended over 30 days ago are removed.
pub const PURGE: Job = Job { name: "session-purge", every: Duration::from_secs(3600), real_days: true, run: |site| Box::pin(purge(site)) };

/// The signed-in person of a request. As an extractor it sends others to the sign-in page.
#[derive(Clone, Debug)]
pub struct Viewer {
    /// Account key.
    pub account: Uuid,
    /// Họ và tên.
    pub name: String,
    /// Address.
    pub email: String,
    /// This session.
    pub session: Uuid,
    /// Roles that this session may use.
    pub grants: Vec<Grant>,
    /// Roles held that this session may not use: they demand a second factor, and it was opened without one.
    pub withheld: Vec<Grant>,
    /// The campaign that this person chose to work in on this device; not yet whether it exists or is open to them.
    chosen: Option<Uuid>,
    permissions: Vec<(Grant, &'static str)>,
    permissions_withheld: Vec<&'static str>,
    began: i64,
    now: i64,
}

impl Viewer {
    /// Whether any role held carries this permission, wherever.
    pub fn can(&self, permission: &str) -> bool {
        self.is_administrator() || self.permissions.iter().any(|(_, p)| *p == permission)
    }

    /// The usable roles that carry this permission, for queries over `role_grant`: ",coordinator,officer,"; withheld ones are left out.
    pub fn roles_with(&self, permission: &str) -> String {
        let carries = |g: &&Grant| g.role == ADMINISTRATOR || self.permissions.iter().any(|(held, p)| *p == permission && held.role == g.role);
        let roles: BTreeSet<&str> = self.grants.iter().filter(carries).map(|g| g.role.as_str()).collect();
        format!(",{},", roles.into_iter().collect::<Vec<_>>().join(","))
    }

    /// Whether a second factor would open what [`Viewer::can`] refuses.
    pub fn could(&self, permission: &str) -> bool {
        self.withheld.iter().any(|g| g.role == ADMINISTRATOR) || self.permissions_withheld.contains(&permission)
    }

    /// Whether the sign-in was less than ten minutes ago, so that it still says who is at the browser.
    pub fn is_fresh(&self) -> bool {
        self.now - self.began < FRESH_MS
    }

    /// Whether the permission holds in this campaign (a role without a campaign holds in all).
    pub fn can_in(&self, permission: &str, campaign: Uuid) -> bool {
        self.is_administrator()
            || self.permissions.iter().any(|(g, p)| *p == permission && g.campaign.is_none_or(|c| c == campaign))
    }

    /// Whether the permission holds for this agency in this campaign.
    pub fn can_for(&self, permission: &str, campaign: Uuid, agency: Uuid) -> bool {
        self.is_administrator()
            || self.permissions.iter().any(|(g, p)| {
                *p == permission && g.campaign.is_none_or(|c| c == campaign) && g.reaches(agency)
            })
    }

    /// Whether this is an administrator of the server.
    pub fn is_administrator(&self) -> bool {
        self.grants.iter().any(|g| g.role == ADMINISTRATOR)
    }

    /// Whether any role held reaches into this campaign.
    pub fn works_in(&self, campaign: Uuid) -> bool {
        self.grants.iter().any(|g| g.campaign.is_none_or(|c| c == campaign))
    }

    /// The one of these campaigns that this person works in: the chosen one, else the first that a role reaches into, else the first.
    pub fn working(&self, campaigns: impl Iterator<Item = Uuid> + Clone) -> Option<Uuid> {
        let mut open = campaigns.clone().filter(|c| self.works_in(*c));
        let chosen = open.clone().find(|c| Some(*c) == self.chosen);
        chosen.or_else(|| open.next()).or_else(|| campaigns.clone().next())
    }

    /// The agencies that this person acts for.
    pub fn agencies(&self) -> Vec<Uuid> {
        self.grants.iter().filter_map(|g| g.agency).collect()
    }

    /// As the author of a change, now.
    pub fn actor(&self) -> Actor {
        Actor::person(self.account, self.now)
    }
}

/// The person of a request, if any is signed in.
#[derive(Clone, Debug)]
pub struct MaybeViewer(pub Option<Viewer>);

impl<S: Send + Sync> FromRequestParts<S> for MaybeViewer {
    type Rejection = Error;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self> {
        Ok(MaybeViewer(parts.extensions.get::<Viewer>().cloned()))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Viewer {
    type Rejection = Error;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self> {
        parts.extensions.get::<Viewer>().cloned().ok_or(Error::SignIn)
    }
}

/// Begins a session in the given transaction and returns the token for the cookie (shown once, never stored).
/// `second_factor`: whether one was proved; without it roles that demand one stay withheld.
pub async fn begin(tx: &mut Tx, actor: &Actor, account: Uuid, second_factor: bool, address: &str, device: &str) -> Result<String> {
    let token: [u8; 32] = rand::random();
    let id = Uuid::now_v7();
    let device: String = device.chars().take(200).collect();
    tx.exec(INSERT, args![id, hash(&token), account, actor.at, actor.at + LIFETIME_MS, second_factor, address, device]).await?;
    tx.audit(actor, "session.begin", "session", id, None, serde_json::json!({})).await?;
    Ok(URL_SAFE_NO_PAD.encode(token))
}

/// The person of this session has just proved a second factor. The caller audits.
pub async fn strengthen(tx: &mut Tx, session: Uuid) -> Result<()> {
    tx.exec(STRENGTHEN, args![session, true]).await.map(drop)
}

/// The account has no second factor any more: its sessions count as opened without one. The caller audits.
pub async fn weaken_all(tx: &mut Tx, account: Uuid) -> Result<()> {
    tx.exec(WEAKEN, args![account, false]).await.map(drop)
}

/// Ends one session.
pub async fn revoke(tx: &mut Tx, actor: &Actor, session: Uuid) -> Result<()> {
    tx.exec(REVOKE, args![session, actor.at]).await?;
    tx.audit(actor, "session.revoke", "session", session, None, serde_json::json!({})).await
}

/// Ends all sessions of an account (lost phone, erased person).
pub async fn revoke_all(tx: &mut Tx, actor: &Actor, account: Uuid) -> Result<u64> {
    let n = tx.exec(REVOKE_ALL, args![account, actor.at]).await?;
    tx.audit(actor, "session.revoke-all", "account", account, None, serde_json::json!({ "sessions": n })).await?;
    Ok(n)
}

/// `Set-Cookie` that starts (token) or ends (None) the session in the browser.
pub fn cookie(site: &Site, token: Option<&str>) -> HeaderValue {
    let secure = if site.config.is_https() { "; Secure" } else { "" };
    let value = match token {
        Some(token) => format!("{COOKIE}={token}; Path=/; HttpOnly; SameSite=Lax{secure}"),
        None => format!("{COOKIE}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0{secure}"),
    };
    HeaderValue::from_str(&value).unwrap_or(HeaderValue::from_static(""))
}

/// The value of a request cookie.
pub fn cookie_value<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|v| v.to_str().ok())
        .flat_map(|v| v.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(k, v)| (k == name && !v.is_empty()).then_some(v))
}

/// Finds the viewer of a request; also moves "last seen" on, at most every ten minutes.
pub async fn viewer(site: &Site, headers: &HeaderMap) -> Result<Option<Viewer>> {
    let Some(token) = cookie_value(headers, COOKIE) else { return Ok(None) };
    let Ok(token) = URL_SAFE_NO_PAD.decode(token) else { return Ok(None) };
    let now = site.clock.now_ms();
    let mut db = site.db.reader();
    let found: Option<(Uuid, Uuid, i64, i64, bool)> = db.maybe(FIND, args![hash(&token), now]).await?;
    let Some((session, account, began, seen_at, second_factor)) = found else { return Ok(None) };
    let Some(person) = identity::account(&mut db, account).await? else { return Ok(None) };
    let grants = identity::grants(&mut db, account).await?;
    if now - seen_at > SEEN_STEP_MS {
        let mut tx = site.db.write().await?;
        tx.unaudited("last seen is housekeeping");
        tx.exec(ACCOUNT_SEEN, args![account, now]).await?;
        tx.exec(SEEN, args![session, now, (now + LIFETIME_MS).min(began + LONGEST_MS)]).await?;
        tx.commit().await?;
    }
    let (withheld, grants): (Vec<Grant>, Vec<Grant>) =
        grants.into_iter().partition(|g| !second_factor && identity::demands_second_factor(&g.role));
    let of = |g: &Grant| site.permissions_of(&g.role);
    let permissions = grants.iter().flat_map(|g| of(g).into_iter().map(|p| (g.clone(), p))).collect();
    let permissions_withheld = withheld.iter().flat_map(of).collect();
    let (name, email) = (person.name, person.email);
    let chosen = cookie_value(headers, WORKING).and_then(|id| id.parse().ok());
    Ok(Some(Viewer { account, name, email, session, grants, withheld, chosen, permissions, permissions_withheld, began, now }))
}

async fn purge(site: Site) -> Result<()> {
    let mut tx = site.db.write().await?;
    tx.unaudited("ended sessions");
    tx.exec(OLD, args![site.clock.now_ms() - 30 * 86_400_000]).await?;
    tx.commit().await
}

fn hash(token: &[u8]) -> Vec<u8> {
    Sha256::digest(token).to_vec()
}
