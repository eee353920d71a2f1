//! Đã nhận câu trả lời (noted): the agency takes note of the answer to its request for more time; from then on it is no news on its desk.
use super::decide::{Typed, value};
use super::store;
use super::view::Loaded;
use super::href;
use crate::sent_up::slip::acts::back;
use crate::sent_up::store::{Note, Reach, note as write};
use axum::Form as Body;
use axum::extract::Path;
use axum::response::Response;
use base::{Error, Result, Viewer, args};
use serde_json::json;
use ui::Frame;
use uuid::Uuid;

/// `POST /nhiem-vu/gia-han/{id}/da-nhan`: the answers up to the moment `den`, the newest that was shown; a second time changes nothing.
pub async fn note(frame: Frame, viewer: Viewer, Path(id): Path<Uuid>, Body(typed): Body<Typed>) -> Result<Response> {
    let Loaded { desk, record, .. } = Loaded::find(&frame, &viewer, id).await?;
    if !desk.acts_for(&viewer, record.agency) {
        return Err(Error::Forbidden);
    }
    let seen: i64 = value(&typed, "den").parse().unwrap_or(0);
    let actor = viewer.actor();
    let mut tx = frame.site.db.write().await?;
    let count = tx.exec(store::NOTE, args![id, actor.at, seen]).await?;
    if count > 0 {
        let detail = json!({ "duties": count });
        write(&mut tx, &actor, Note { subject: id, slip: None, kind: "noted", reach: Reach::Agency(record.agency), words: "", detail: detail.clone() }).await?;
        tx.audit(&actor, "extension.note", "extension", id, Some(desk.campaign.id), detail).await?;
        tx.commit().await?;
    }
    Ok(ui::done(&back(&typed, href(id)), &frame.t("sentup-extension-did-note")))
}
