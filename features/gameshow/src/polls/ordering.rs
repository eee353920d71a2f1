//! Sắp xếp câu trong phiên: up, down, copy, delete with undo. Buttons, so that it needs no mouse and no script.
use super::store::{self, SessionRow};
use super::{DESK, own, room, write};
use axum::extract::Path;
use axum::response::Response;
use base::{Actor, Error, Result, Tx, Viewer};
use serde_json::json;
use ui::Frame;
use uuid::Uuid;

type Keys = Path<(Uuid, Uuid)>;

/// Begins a change of a session of this host; others who change it wait.
async fn begin(frame: &Frame, viewer: &Viewer, id: Uuid) -> Result<(Tx, SessionRow, Actor)> {
    let actor = viewer.actor();
    let mut tx = frame.site.db.write().await?;
    tx.lock(&write::lock(id)).await?;
    let session = own(&mut tx, viewer, id).await?;
    store::touch(&mut tx, id, actor.at).await?;
    Ok((tx, session, actor))
}

async fn finish(frame: &Frame, tx: Tx, id: Uuid, to: &str, message: &str) -> Result<Response> {
    tx.commit().await?;
    room::tell(&frame.site, id).await;
    Ok(ui::done(&format!("{DESK}/{id}{to}"), message))
}

/// POST `len`: one place up.
pub(super) async fn up(frame: Frame, viewer: Viewer, Path(keys): Keys) -> Result<Response> {
    shift(&frame, &viewer, keys, true).await
}

/// POST `xuong`: one place down.
pub(super) async fn down(frame: Frame, viewer: Viewer, Path(keys): Keys) -> Result<Response> {
    shift(&frame, &viewer, keys, false).await
}

async fn shift(frame: &Frame, viewer: &Viewer, (id, poll): (Uuid, Uuid), up: bool) -> Result<Response> {
    let (mut tx, session, actor) = begin(frame, viewer, id).await?;
    let all = store::polls(&mut tx, id).await?;
    let at = all.iter().position(|p| p.id == poll).ok_or(Error::NotFound)?;
    let other = if up { at.checked_sub(1) } else { Some(at + 1).filter(|n| *n < all.len()) };
    if let Some(other) = other {
        let mut order: Vec<Uuid> = all.iter().map(|p| p.id).collect();
        order.swap(at, other);
        for ((n, moved), was) in (1..).zip(order).zip(&all) {
            if was.id != moved || was.ordinal != n {
                store::place(&mut tx, id, moved, n).await?;
            }
        }
    }
    tx.audit(&actor, "poll-item.move", "poll", poll, session.campaign, json!({ "session": id, "up": up })).await?;
    finish(frame, tx, id, &format!("#cau-{poll}"), &frame.t("gameshow-sets-moved")).await
}

/// POST `sao-chep`: the same once more, at the end, with nothing given.
pub(super) async fn copy(frame: Frame, viewer: Viewer, Path((id, poll)): Keys) -> Result<Response> {
    let (mut tx, session, actor) = begin(&frame, &viewer, id).await?;
    let was = store::poll(&mut tx, id, poll).await?;
    let copy = store::add(&mut tx, id, &was.body, actor.at).await?;
    tx.audit(&actor, "poll-item.copy", "poll", copy, session.campaign, json!({ "session": id, "from": poll })).await?;
    finish(&frame, tx, id, &format!("#cau-{copy}"), &frame.t("gameshow-polls-poll-copied")).await
}

/// POST `xoa`: off the screen and out of the list; ballots stay, in case it is taken back.
pub(super) async fn drop_poll(frame: Frame, viewer: Viewer, Path((id, poll)): Keys) -> Result<Response> {
    let (mut tx, session, actor) = begin(&frame, &viewer, id).await?;
    store::drop_poll(&mut tx, id, poll, actor.at).await?;
    if session.current == Some(poll) {
        store::set_current(&mut tx, id, None).await?;
    }
    tx.audit(&actor, "poll-item.delete", "poll", poll, session.campaign, json!({ "session": id })).await?;
    finish(&frame, tx, id, "#da-xoa", &frame.t("gameshow-polls-poll-deleted")).await
}

/// POST `khoi-phuc`.
pub(super) async fn take_back(frame: Frame, viewer: Viewer, Path((id, poll)): Keys) -> Result<Response> {
    let (mut tx, session, actor) = begin(&frame, &viewer, id).await?;
    store::take_back(&mut tx, id, poll).await?;
    tx.audit(&actor, "poll-item.restore", "poll", poll, session.campaign, json!({ "session": id })).await?;
    finish(&frame, tx, id, &format!("#cau-{poll}"), &frame.t("gameshow-polls-poll-restored")).await
}
