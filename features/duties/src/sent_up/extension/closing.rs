//! Requests that another act answers: more time given to many duties at once grants what their agencies asked for, and taking it back
//! opens the requests again.
use super::store::{self, Line};
use crate::sent_up::model::LineState;
use crate::sent_up::store::{Note, Reach, note};
use base::{Actor, Fetch, Result, Tx, args};
use serde_json::json;
use std::collections::HashMap;
use uuid::Uuid;

/// The open requests of a campaign by duty. [1]
pub(crate) async fn open(db: &mut impl Fetch, campaign: Uuid) -> Result<HashMap<Uuid, Line>> {
    let lines: Vec<Line> = db.all(store::OPEN, args![campaign]).await?;
    Ok(lines.into_iter().map(|line| (line.duty, line)).collect())
}

/// Grants an open request, on a day (ISO) that may be another than was asked for. The caller moves the deadline.
///
/// # Errors
/// [`base::Error::Conflict`] when somebody answered it meanwhile.
pub(crate) async fn grant(tx: &mut Tx, actor: &Actor, campaign: Uuid, line: &Line, day: &str, words: &str) -> Result<()> {
    store::decide(tx, actor, line, LineState::Approved, Some(day), words).await?;
    tx.exec(store::BUMP, args![line.extension]).await?;
    let detail = json!({ "duties": 1, "day": day });
    note(tx, actor, Note { subject: line.extension, slip: None, kind: "grant", reach: Reach::All, words, detail: detail.clone() }).await?;
    tx.audit(actor, "extension.approve", "extension", line.extension, Some(campaign), detail).await
}

/// Opens a granted request again as it stood, unless the agency asked anew meanwhile.
pub(crate) async fn reopen(tx: &mut Tx, actor: &Actor, campaign: Uuid, line: Uuid, extension: Uuid, state: &str) -> Result<()> {
    if tx.exec(store::REOPEN, args![line, state, actor.at]).await? == 0 {
        return Ok(());
    }
    tx.exec(store::BUMP, args![extension]).await?;
    note(tx, actor, Note { subject: extension, slip: None, kind: "reopen", reach: Reach::All, words: "", detail: json!({ "duties": 1 }) }).await?;
    tx.audit(actor, "extension.reopen", "extension", extension, Some(campaign), json!({ "duties": 1 })).await
}
