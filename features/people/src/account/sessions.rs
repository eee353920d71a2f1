//! Các phiên đăng nhập: which device, since when, from where; each can be ended, and ends at once.
use super::page;
use crate::show;
use crate::visit::device_words;
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use base::{Error, Fetch, Result, Tx, Viewer, args, session};
use ui::{Frame, Page};
use uuid::Uuid;

base::queries! {
    LIVE = "select id, created_at, seen_at, expires_at, address, device from session
        where account = $1 and revoked_at is null and expires_at > $2 order by seen_at desc, id desc";
    OTHERS = "select id from session where account = $1 and revoked_at is null and id <> $2";
    OWNED = "select count(*) from session where id = $1 and account = $2 and revoked_at is null";
}

/// A session as shown.
pub(crate) struct Row {
    /// Key.
    pub id: Uuid,
    /// Browser and system.
    pub device: String,
    /// Address.
    pub address: String,
    /// Since when.
    pub since: String,
    /// Last seen.
    pub seen: String,
    /// Whether it is the one that asks.
    pub is_this: bool,
}

#[derive(Template)]
#[template(path = "account/sessions.html")]
struct SessionsPage {
    page: Page,
    rows: Vec<Row>,
}

#[derive(base::FromRow)]
struct Stored {
    id: Uuid,
    created_at: i64,
    seen_at: i64,
    address: String,
    device: String,
}

/// The live sessions of an account.
pub(crate) async fn rows(frame: &Frame, account: Uuid, this: Option<Uuid>) -> Result<Vec<Row>> {
    let now = frame.site.clock.now_ms();
    let stored: Vec<Stored> = frame.site.db.reader().all(LIVE, args![account, now]).await?;
    let row = |s: Stored| {
        let known = device_words(&s.device);
        Row {
            id: s.id,
            device: if known.is_empty() { frame.t("people-device-unknown") } else { known },
            address: s.address,
            since: show::moment(s.created_at),
            seen: show::moment(s.seen_at),
            is_this: this == Some(s.id),
        }
    };
    Ok(stored.into_iter().map(row).collect())
}

pub(super) async fn show(frame: Frame, viewer: Viewer) -> Result<Response> {
    let rows = rows(&frame, viewer.account, Some(viewer.session)).await?;
    Ok(ui::html(&SessionsPage { page: page(&frame, "people-sessions"), rows }))
}

/// Ends all sessions of the viewer except this one.
pub(super) async fn revoke_others(tx: &mut Tx, viewer: &Viewer) -> Result<usize> {
    let others: Vec<(Uuid,)> = tx.all(OTHERS, args![viewer.account, viewer.session]).await?;
    for (id,) in &others {
        session::revoke(tx, &viewer.actor(), *id).await?;
    }
    Ok(others.len())
}

pub(super) async fn end_others(frame: Frame, viewer: Viewer) -> Result<Response> {
    let mut tx = frame.site.db.write().await?;
    let ended = revoke_others(&mut tx, &viewer).await?;
    tx.commit().await?;
    Ok(ui::done("/tai-khoan/phien", &frame.t1("people-sessions-ended", "count", ended)))
}

pub(super) async fn end(frame: Frame, viewer: Viewer, Path(id): Path<Uuid>) -> Result<Response> {
    let mut tx = frame.site.db.write().await?;
    if base::feature::count(&mut tx, OWNED, args![id, viewer.account]).await? == 0 {
        return Err(Error::NotFound);
    }
    session::revoke(&mut tx, &viewer.actor(), id).await?;
    tx.commit().await?;
    Ok(ui::done("/tai-khoan/phien", &frame.t1("people-sessions-ended", "count", 1)))
}
