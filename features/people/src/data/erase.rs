//! Xóa dữ liệu (erasure): through every feature in one transaction. The account stays as an empty shell, so that the
//! log keeps its chain; nobody can tell any more whose it was.
use base::{Actor, Error, Result, Site, Tx, args};
use serde_json::json;
use uuid::Uuid;

base::queries! {
    STATE = "update account set state = 'erased' where id = $1 and state <> 'erased'";
}

/// Erases a person.
///
/// # Errors
/// [`Error::Conflict`] for the last administrator: the server would be nobody's.
pub(crate) async fn person(site: &Site, tx: &mut Tx, actor: &Actor, account: Uuid) -> Result<u64> {
    tx.lock("administrators").await?;
    if crate::store::is_last_administrator(tx, account).await? {
        return Err(Error::Conflict("people-last-administrator".into()));
    }
    let mut rows = 0;
    for data in &site.personal_data {
        rows += (data.erase)(tx, account).await?;
    }
    tx.exec(STATE, args![account]).await?;
    tx.audit(actor, "account.erase", "account", account, None, json!({ "rows": rows })).await?;
    Ok(rows)
}
