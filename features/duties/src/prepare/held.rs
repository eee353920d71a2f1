//! Dữ liệu cá nhân của phần chuẩn bị: who is responsible for tasks and items, and who ticked them.
use base::{Fetch, PersonalData, args};
use serde_json::json;

base::queries! {
    OF_ACCOUNT_TASKS = "select title, due_on from own_task where account = $1 order by created_at";
    OF_ACCOUNT_ITEMS = "select words, due_on from check_item where account = $1 order by created_at";
    FREE_TASKS = "update own_task set account = null, revision = revision + 1 where account = $1";
    FREE_ITEMS = "update check_item set account = null, revision = revision + 1 where account = $1";
}

/// Responsibilities, and names that were typed without an account: two years after the campaign, then `keep::FORGET` takes them away. A typed
/// name belongs to no account, so nobody's export can hold it: people of one name are not one person.
pub(crate) const HELD: PersonalData = PersonalData {
    what: "duties-data-prepare",
    purpose: "duties-data-prepare-why",
    retention_days: 730,
    export: |db, id| {
        Box::pin(async move {
            let tasks: Vec<(String, Option<String>)> = db.all(OF_ACCOUNT_TASKS, args![id]).await?;
            let items: Vec<(String, Option<String>)> = db.all(OF_ACCOUNT_ITEMS, args![id]).await?;
            let tasks = tasks.into_iter().map(|(words, due)| json!({ "kind": "task", "words": words, "due": due }));
            let items = items.into_iter().map(|(words, due)| json!({ "kind": "checklist", "words": words, "due": due }));
            Ok(tasks.chain(items).collect())
        })
    },
    erase: |tx, id| Box::pin(async move { Ok(tx.exec(FREE_TASKS, args![id]).await? + tx.exec(FREE_ITEMS, args![id]).await?) }),
};
