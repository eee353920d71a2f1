//! Hộp thư đi: what waits, was sent or failed. Without a mail server its one-time links are copied from here, so it is
//! for administrators only, and each look at it is written into the log.
use crate::show as shown;
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use base::{Result, Viewer, args, mail};
use serde_json::json;
use ui::{Frame, Page, Tone};
use uuid::Uuid;

base::queries! {
    COUNTS = "select count(*), count(sent_at), count(gave_up_at) from mail";
}

struct Row {
    id: Uuid,
    to: String,
    subject: String,
    body: String,
    made: String,
    tone: Tone,
    state: String,
    error: String,
    unsent: bool,
}

#[derive(Template)]
#[template(path = "admin/mailbox.html")]
struct MailboxPage {
    page: Page,
    rows: Vec<Row>,
    has_server: bool,
    waiting: i64,
    sent: i64,
    failed: i64,
}

fn row(frame: &Frame, m: mail::Listed) -> Row {
    let (tone, key) = match (m.sent_at, m.gave_up_at, m.attempts) {
        (Some(_), _, _) => (Tone::Ok, "people-mail-sent"),
        (None, Some(_), _) => (Tone::Bad, "people-mail-failed"),
        (None, None, 0) => (Tone::Go, "people-mail-waiting"),
        _ => (Tone::Warn, "people-mail-retrying"),
    };
    Row {
        id: m.id,
        to: m.to_address,
        subject: m.subject,
        body: m.body,
        made: shown::moment(m.created_at),
        tone,
        state: frame.t(key),
        error: m.last_error.unwrap_or_default(),
        unsent: m.sent_at.is_none(),
    }
}

pub(super) async fn show(frame: Frame, viewer: Viewer) -> Result<Response> {
    let site = &frame.site;
    let mut db = site.db.reader();
    let rows: Vec<Row> = mail::list(&mut db, 200).await?.into_iter().map(|m| row(&frame, m)).collect();
    let (all, sent, failed): (i64, i64, i64) = base::Fetch::one(&mut db, COUNTS, args![]).await?;
    let mut tx = site.db.write().await?;
    tx.audit(&viewer.actor(), "mailbox.read", "mail", "", None, json!({ "mails": rows.len() })).await?;
    tx.commit().await?;
    let page = frame.page(frame.t("people-mailbox")).noindex().active("/quan-tri/hop-thu");
    Ok(ui::html(&MailboxPage { page, rows, has_server: site.config.smtp_url.is_some(), waiting: all - sent - failed, sent, failed }))
}

pub(super) async fn retry(frame: Frame, viewer: Viewer, Path(id): Path<Uuid>) -> Result<Response> {
    let actor = viewer.actor();
    let mut tx = frame.site.db.write().await?;
    mail::retry(&mut tx, &actor, id).await?;
    tx.audit(&actor, "mail.retry", "mail", id, None, json!({})).await?;
    tx.commit().await?;
    frame.site.mail_waiting.notify_one();
    Ok(ui::done("/quan-tri/hop-thu", &frame.t("people-mail-again")))
}
