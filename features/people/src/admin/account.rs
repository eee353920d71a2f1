//! Một tài khoản: what an administrator sees and may do; never its password, codes or mails.
use super::accounts::{self, Held, tone_of};
use crate::account::session_rows;
use crate::directory::Names;
use crate::invite::grant_words;
use crate::{show as shown, store};
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use base::identity::{self, Account};
use base::{Error, Fetch, Result, Viewer, args, session};
use ui::{Frame, Page, Tone};
use uuid::Uuid;

#[derive(Template)]
#[template(path = "admin/account.html")]
struct AccountPage {
    page: Page,
    account: Account,
    made: String,
    seen: String,
    tone: Tone,
    state: String,
    roles: Vec<accounts::GrantRow>,
    sessions: Vec<crate::account::SessionRow>,
    has_password: bool,
    has_totp: bool,
    grant_href: String,
}

async fn load(db: &mut impl Fetch, id: Uuid) -> Result<Account> {
    identity::account(db, id).await?.filter(|a| a.state != "erased").ok_or(Error::NotFound)
}

pub(super) async fn show(frame: Frame, Path(id): Path<Uuid>) -> Result<Response> {
    let names = Names::load(&frame.site).await?;
    let mut db = frame.site.db.reader();
    let account = load(&mut db, id).await?;
    let held: Vec<Held> = db.all(accounts::GRANTS, args![]).await?;
    let row = |g: &Held| accounts::GrantRow {
        id: g.id,
        person: String::new(),
        account: id,
        words: grant_words(&frame, &names, &g.grant()),
        since: shown::day(g.granted_at),
    };
    let page = frame.page(account.name.clone()).noindex().active("/quan-tri/tai-khoan");
    let login = if account.email.is_empty() { &account.phone } else { &account.email };
    let grant_href = format!("/quan-tri/vai-tro?nguoi={}", ui::page::encode(login));
    Ok(ui::html(&AccountPage {
        grant_href,
        page: page.crumb(frame.t("people-accounts"), "/quan-tri/tai-khoan"),
        made: shown::day(account.created_at),
        seen: account.last_seen_at.map(shown::moment).unwrap_or_default(),
        tone: tone_of(&account.state),
        state: frame.t(&format!("people-state-{}", account.state)),
        roles: held.iter().filter(|g| g.account == id).map(row).collect(),
        sessions: session_rows(&frame, id, None).await?,
        has_password: store::credential(&mut db, id, "password").await?.is_some(),
        has_totp: store::has_totp(&mut db, id).await?,
        account,
    }))
}

fn back(id: Uuid) -> String {
    format!("/quan-tri/tai-khoan/{id}")
}

pub(super) async fn lock(frame: Frame, viewer: Viewer, Path(id): Path<Uuid>) -> Result<Response> {
    let mut tx = frame.site.db.write().await?;
    load(&mut tx, id).await?;
    crate::cli::lock_account(&mut tx, &viewer.actor(), id).await?;
    tx.commit().await?;
    Ok(ui::done(&back(id), &frame.t("people-locked")))
}

pub(super) async fn unlock(frame: Frame, viewer: Viewer, Path(id): Path<Uuid>) -> Result<Response> {
    let mut tx = frame.site.db.write().await?;
    load(&mut tx, id).await?;
    crate::cli::unlock_account(&mut tx, &viewer.actor(), id).await?;
    tx.commit().await?;
    Ok(ui::done(&back(id), &frame.t("people-unlocked")))
}

pub(super) async fn reset_totp(frame: Frame, viewer: Viewer, Path(id): Path<Uuid>) -> Result<Response> {
    let mut tx = frame.site.db.write().await?;
    load(&mut tx, id).await?;
    let actor = viewer.actor();
    store::remove_totp(&mut tx, &actor, id).await?;
    session::revoke_all(&mut tx, &actor, id).await?;
    tx.commit().await?;
    Ok(ui::done(&back(id), &frame.t("people-totp-reset")))
}

pub(super) async fn end_sessions(frame: Frame, viewer: Viewer, Path(id): Path<Uuid>) -> Result<Response> {
    let mut tx = frame.site.db.write().await?;
    load(&mut tx, id).await?;
    let ended = session::revoke_all(&mut tx, &viewer.actor(), id).await?;
    tx.commit().await?;
    Ok(ui::done(&back(id), &frame.t1("people-sessions-ended", "count", ended)))
}
