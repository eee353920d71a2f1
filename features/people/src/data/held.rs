//! Dữ liệu mà nền tảng và phần "người" giữ: what the accounts, sessions, roles, mails, consents and requests say of a
//! person, and how each of them is erased.
use base::{Fetch, PersonalData, Reader, Result, Tx, args};
use serde_json::{Value, json};
use uuid::Uuid;

base::queries! {
    ACCOUNT_ROW = "select email, name, title, phone, state, created_at, last_seen_at from account where id = $1";
    SESSIONS = "select created_at, seen_at, address, device from session where account = $1 order by created_at";
    GRANTS = "select role, granted_at, revoked_at from role_grant where account = $1 order by granted_at";
    MAILS = "select subject, purpose, created_at, sent_at from mail where account = $1 order by created_at";
    CREDENTIALS = "select kind, created_at, used_at from credential where account = $1 order by created_at";
    CONSENTS = "select purpose, text_version, evidence, guardian_name, guardian_contact, given_at, withdrawn_at from consent
        where account = $1 order by given_at";
    REQUESTS = "select kind, words, answer, created_at, answered_at from data_request where account = $1 order by created_at";
    BLANK = "update account set email = '', name = '', title = '', phone = '', state = 'erased' where id = $1";
    END_GRANTS = "update role_grant set revoked_at = coalesce(last_seen_at, created_at)
        from account where account.id = role_grant.account and role_grant.account = $1 and role_grant.revoked_at is null";
    DROP_SESSIONS = "delete from session where account = $1";
    DROP_CREDENTIALS = "delete from credential where account = $1";
    DROP_TOKENS = "delete from one_time_token where account = $1";
    DROP_MAILS = "delete from mail where account = $1";
    BLANK_CONSENTS = "update consent set guardian_name = '', guardian_contact = '' where account = $1";
    BLANK_REQUESTS = "update data_request set words = '', answer = '' where account = $1";
    CLOSE_INVITATIONS = "update invitation set revoked_at = created_at where account = $1 and accepted_at is null and revoked_at is null";
}

/// Accounts, credentials, sessions, roles, mails: two years after the last sign-in.
pub(crate) const ACCOUNT: PersonalData = PersonalData {
    what: "people-data-account",
    purpose: "people-data-account-why",
    retention_days: super::retention::DAYS,
    export: |db, id| Box::pin(account(db, id)),
    erase: |tx, id| Box::pin(erase_account(tx, id)),
};

/// Consents and requests: kept as proof, without names, for as long as the law may ask for it.
pub(crate) const RECORDS: PersonalData = PersonalData {
    what: "people-data-records",
    purpose: "people-data-records-why",
    retention_days: super::retention::RECORD_DAYS,
    export: |db, id| Box::pin(records(db, id)),
    erase: |tx, id| Box::pin(erase_records(tx, id)),
};

fn time(ms: Option<i64>) -> Value {
    ms.map_or(Value::Null, |ms| json!(crate::show::moment(ms)))
}

type AccountRow = (String, String, String, String, String, i64, Option<i64>);

async fn account(db: &mut Reader<'_>, id: Uuid) -> Result<Vec<Value>> {
    let mut out = Vec::new();
    let rows: Vec<AccountRow> = db.all(ACCOUNT_ROW, args![id]).await?;
    for (email, name, title, phone, state, created, seen) in rows {
        out.push(json!({ "kind": "account", "name": name, "title": title, "email": email, "phone": phone, "state": state,
            "created": time(Some(created)), "last_seen": time(seen) }));
    }
    let rows: Vec<(String, i64, Option<i64>)> = db.all(GRANTS, args![id]).await?;
    out.extend(rows.into_iter().map(|(role, from, to)| json!({ "kind": "role", "role": role, "from": time(Some(from)), "to": time(to) })));
    let rows: Vec<(String, i64, Option<i64>)> = db.all(CREDENTIALS, args![id]).await?;
    out.extend(rows.into_iter().map(|(kind, at, used)| json!({ "kind": "credential", "of": kind, "created": time(Some(at)), "used": time(used) })));
    let rows: Vec<(i64, i64, String, String)> = db.all(SESSIONS, args![id]).await?;
    out.extend(rows.into_iter().map(|(at, seen, address, device)| {
        json!({ "kind": "session", "created": time(Some(at)), "last_seen": time(Some(seen)), "address": address, "device": device })
    }));
    let rows: Vec<(String, String, i64, Option<i64>)> = db.all(MAILS, args![id]).await?;
    out.extend(rows.into_iter().map(|(subject, purpose, at, sent)| {
        json!({ "kind": "mail", "subject": subject, "purpose": purpose, "created": time(Some(at)), "sent": time(sent) })
    }));
    Ok(out)
}

type ConsentRow = (String, String, String, String, String, i64, Option<i64>);

async fn records(db: &mut Reader<'_>, id: Uuid) -> Result<Vec<Value>> {
    let consents: Vec<ConsentRow> = db.all(CONSENTS, args![id]).await?;
    let mut out: Vec<Value> = consents
        .into_iter()
        .map(|(purpose, text, evidence, guardian, contact, given, withdrawn)| {
            json!({ "kind": "consent", "purpose": purpose, "text": text, "evidence": evidence, "guardian": guardian,
                "guardian_contact": contact, "given": time(Some(given)), "withdrawn": time(withdrawn) })
        })
        .collect();
    let requests: Vec<(String, String, String, i64, Option<i64>)> = db.all(REQUESTS, args![id]).await?;
    out.extend(requests.into_iter().map(|(kind, words, answer, at, answered)| {
        json!({ "kind": "request", "of": kind, "words": words, "answer": answer, "created": time(Some(at)), "answered": time(answered) })
    }));
    Ok(out)
}

async fn erase_account(tx: &mut Tx, id: Uuid) -> Result<u64> {
    let mut rows = 0;
    for sql in [END_GRANTS, DROP_SESSIONS, DROP_CREDENTIALS, DROP_TOKENS, DROP_MAILS, CLOSE_INVITATIONS, BLANK] {
        rows += tx.exec(sql, args![id]).await?;
    }
    Ok(rows)
}

async fn erase_records(tx: &mut Tx, id: Uuid) -> Result<u64> {
    Ok(tx.exec(BLANK_CONSENTS, args![id]).await? + tx.exec(BLANK_REQUESTS, args![id]).await?)
}
