//! Đề nghị của nhiệm vụ đã rút: a duty that the plan no longer has, or that went to another agency, leaves no request open behind it.
use super::store;
use crate::sent_up::store::{Note, Reach, note};
use base::feature::BoxFuture;
use base::{Actor, Fetch, Result, Site, Tx, args};
use serde_json::json;
use std::collections::BTreeMap;
use uuid::Uuid;

/// Reaction to everything that withdraws duties, in the same transaction.
pub(crate) fn duties_changed<'a>(_: &'a Site, tx: &'a mut Tx, actor: &'a Actor, campaign: Uuid) -> BoxFuture<'a, Result<()>> {
    Box::pin(close(tx, actor, campaign))
}

/// Ends the requests of duties that were withdrawn.
pub(crate) async fn close(tx: &mut Tx, actor: &Actor, campaign: Uuid) -> Result<()> {
    let lines: Vec<(Uuid, Uuid)> = tx.all(store::ORPHANS, args![campaign]).await?;
    let mut of: BTreeMap<Uuid, u64> = BTreeMap::new();
    for (line, extension) in lines {
        // Whoever answered it in this moment was first
        *of.entry(extension).or_default() += tx.exec(store::CLOSE, args![line, actor.at]).await?;
    }
    for (extension, count) in of.into_iter().filter(|(_, count)| *count > 0) {
        let detail = json!({ "duties": count });
        tx.exec(store::BUMP, args![extension]).await?;
        note(tx, actor, Note { subject: extension, slip: None, kind: "duty-gone", reach: Reach::All, words: "", detail: detail.clone() }).await?;
        tx.audit(actor, "extension.close", "extension", extension, Some(campaign), detail).await?;
    }
    Ok(())
}
