//! Dữ liệu cá nhân của phần nhắc việc: digests that a person got, and what the person chose.
use super::store;
use base::{Fetch, PersonalData, args};
use serde_json::json;

/// Digests and choices: two years, like the account itself; `keep::FORGET` holds the promise.
pub(crate) const HELD: PersonalData = PersonalData {
    what: "duties-data-remind",
    purpose: "duties-data-remind-why",
    retention_days: 730,
    export: |db, id| {
        Box::pin(async move {
            let sent: Vec<(String, i64, String, String)> = db.all(store::OF_ACCOUNT, args![id]).await?;
            let chosen: Vec<(uuid::Uuid, Option<i64>, String)> = db.all(store::PERSON, args![id]).await?;
            let sent = sent.into_iter().map(|(day, lines, outcome, words)| json!({ "kind": "digest", "day": day, "lines": lines, "outcome": outcome, "words": words }));
            let chosen = chosen.into_iter().map(|(_, hour, muted)| json!({ "kind": "choice", "hour": hour, "muted": muted }));
            Ok(sent.chain(chosen).collect())
        })
    },
    erase: |tx, id| Box::pin(async move { Ok(tx.exec(store::ERASE_DIGESTS, args![id]).await? + tx.exec(store::ERASE_PERSON, args![id]).await?) }),
};
