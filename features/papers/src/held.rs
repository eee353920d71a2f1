//! Dữ liệu cá nhân trong văn bản (held): papers name people: signers, chairs, those who are honoured. What went out is a record and keeps
//! them. It must never take a name out of what went out.
use crate::store;
use base::{PersonalData, Reader, Result};
use serde_json::{Value, json};
use uuid::Uuid;

/// Who is named in papers has no account there; a person is shown the papers that the own account sent out.
pub(crate) const NAMES: PersonalData = PersonalData {
    what: "papers-data-names",
    purpose: "papers-data-names-why",
    retention_days: PersonalData::ARCHIVED,
    export: |db, account| Box::pin(sent(db, account)),
    // Records of the house; the account itself is erased by its own part.
    erase: |_, _| Box::pin(async { Ok(0) }),
};

async fn sent(db: &mut Reader<'_>, account: Uuid) -> Result<Vec<Value>> {
    let rows = store::sent_by(db, account).await?;
    Ok(rows.into_iter().map(|(title, at)| json!({ "subject": title, "created": vietnamese::dates::short(vietnamese::dates::local(at)) })).collect())
}
