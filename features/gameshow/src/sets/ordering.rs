//! Sắp xếp câu hỏi: up, down, copy, delete with undo. Buttons, so that it needs no mouse and no script.
use super::{DESK, store};
use axum::extract::Path;
use axum::response::Response;
use base::{Error, Result, Viewer};
use serde_json::json;
use ui::Frame;
use uuid::Uuid;

type Keys = Path<(Uuid, Uuid)>;

/// POST `len`: one place up.
pub(super) async fn up(frame: Frame, viewer: Viewer, Path(keys): Keys) -> Result<Response> {
    shift(&frame, &viewer, keys, true).await
}

/// POST `xuong`: one place down.
pub(super) async fn down(frame: Frame, viewer: Viewer, Path(keys): Keys) -> Result<Response> {
    shift(&frame, &viewer, keys, false).await
}

async fn shift(frame: &Frame, viewer: &Viewer, (set, id): (Uuid, Uuid), up: bool) -> Result<Response> {
    let actor = viewer.actor();
    let mut tx = frame.site.db.write().await?;
    store::touch(&mut tx, set, actor.at).await?; // also locks the set against others who sort
    let all = store::questions(&mut tx, set).await?;
    let at = all.iter().position(|q| q.id == id).ok_or(Error::NotFound)?;
    let other = if up { at.checked_sub(1) } else { Some(at + 1).filter(|n| *n < all.len()) };
    if let Some(other) = other {
        let mut order: Vec<Uuid> = all.iter().map(|q| q.id).collect();
        order.swap(at, other);
        for ((n, id), was) in (1..).zip(order).zip(&all) {
            if was.id != id || was.ordinal != n {
                store::place(&mut tx, set, id, n).await?;
            }
        }
    }
    tx.audit(&actor, "quiz-question.move", "quiz_question", id, None, json!({ "set": set, "up": up })).await?;
    tx.commit().await?;
    Ok(ui::done(&format!("{DESK}/{set}#cau-{id}"), &frame.t("gameshow-sets-moved")))
}

/// POST `sao-chep`: the same question once more, at the end.
pub(super) async fn copy(frame: Frame, viewer: Viewer, Path((set, id)): Keys) -> Result<Response> {
    let actor = viewer.actor();
    let mut tx = frame.site.db.write().await?;
    let was = store::question(&mut tx, set, id).await?;
    store::touch(&mut tx, set, actor.at).await?;
    let copy = store::add(&mut tx, set, &was.question, actor.at).await?;
    tx.audit(&actor, "quiz-question.copy", "quiz_question", copy, None, json!({ "set": set, "from": id })).await?;
    tx.commit().await?;
    Ok(ui::done(&format!("{DESK}/{set}/cau/{copy}"), &frame.t("gameshow-sets-question-copied")))
}

/// POST `xoa`.
pub(super) async fn drop_question(frame: Frame, viewer: Viewer, Path((set, id)): Keys) -> Result<Response> {
    let actor = viewer.actor();
    let mut tx = frame.site.db.write().await?;
    store::touch(&mut tx, set, actor.at).await?;
    store::drop_question(&mut tx, set, id, actor.at).await?;
    tx.audit(&actor, "quiz-question.delete", "quiz_question", id, None, json!({ "set": set })).await?;
    tx.commit().await?;
    Ok(ui::done(&format!("{DESK}/{set}#da-xoa"), &frame.t("gameshow-sets-question-deleted")))
}

/// POST `khoi-phuc`.
pub(super) async fn take_back(frame: Frame, viewer: Viewer, Path((set, id)): Keys) -> Result<Response> {
    let actor = viewer.actor();
    let mut tx = frame.site.db.write().await?;
    store::touch(&mut tx, set, actor.at).await?;
    store::take_back(&mut tx, set, id).await?;
    tx.audit(&actor, "quiz-question.restore", "quiz_question", id, None, json!({ "set": set })).await?;
    tx.commit().await?;
    Ok(ui::done(&format!("{DESK}/{set}#cau-{id}"), &frame.t("gameshow-sets-question-restored")))
}
