//! All SQL of this feature. It knows no HTTP word.
use crate::model::Entry;
use base::{Actor, Fetch, Result, Tx, args};
use uuid::Uuid;

base::queries! {
    LIST = "select id, title from reports_entry order by created_at desc, id desc limit 500";
    INSERT = "insert into reports_entry (id, title, created_at) values ($1, $2, $3)";
}

/// The newest entries.
pub async fn list(db: &mut impl Fetch) -> Result<Vec<Entry>> {
    db.all(LIST, args![]).await
}

/// Adds an entry and notes it in the audit log.
pub async fn add(tx: &mut Tx, actor: &Actor, title: &str) -> Result<Uuid> {
    let id = Uuid::now_v7();
    tx.exec(INSERT, args![id, title, actor.at]).await?;
    tx.audit(actor, "reports.add", "reports_entry", id, None, serde_json::json!({})).await?;
    Ok(id)
}
