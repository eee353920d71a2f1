//! Hộp thư đi: what waits since when and why, what was sent or given up. Without a mail server its one-time links are copied from
//! here, so it is for administrators only, and each look at it is written into the log.
use crate::show as shown;
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use base::{Result, Viewer, mail};
use serde_json::json;
use ui::{Frame, Page, Tone};
use uuid::Uuid;

/// Mails that did not go, for one reason.
struct Group {
    tone: Tone,
    state: String,
    words: String,
    why: String,
}

struct Row {
    id: Uuid,
    to: String,
    subject: String,
    body: String,
    made: String,
    tone: Tone,
    state: String,
    why: String,
    said: String,
    unsent: bool,
}

#[derive(Template)]
#[template(path = "admin/mailbox.html")]
struct MailboxPage {
    page: Page,
    rows: Vec<Row>,
    groups: Vec<Group>,
    has_server: bool,
    waiting: i64,
    sent: i64,
    failed: i64,
    waiting_days: i64,
    seen_days: i64,
}

fn state(frame: &Frame, given_up: bool, tried: bool) -> (Tone, String) {
    let (tone, key) = match (given_up, tried) {
        (true, _) => (Tone::Bad, "people-mail-failed"),
        (false, true) => (Tone::Warn, "people-mail-retrying"),
        (false, false) => (Tone::Go, "people-mail-waiting"),
    };
    (tone, frame.t(key))
}

fn why(frame: &Frame, fault: Option<&str>) -> String {
    fault.map(|word| frame.t(&mail::Fault::text(word))).unwrap_or_default()
}

fn group(frame: &Frame, unsent: &mail::Unsent) -> Group {
    let given_up = unsent.given_up > 0;
    let (tone, state) = state(frame, given_up, unsent.fault.is_some());
    let key = if given_up { "people-mail-group-failed" } else { "people-mail-group-waiting" };
    let words = frame.t2(key, "count", unsent.mails, "since", shown::moment(unsent.since));
    Group { tone, state, words, why: why(frame, unsent.fault.as_deref()) }
}

fn row(frame: &Frame, m: mail::Listed) -> Row {
    let (tone, state) = match m.sent_at {
        Some(_) => (Tone::Ok, frame.t("people-mail-sent")),
        None => state(frame, m.gave_up_at.is_some(), m.attempts > 0),
    };
    Row {
        id: m.id,
        to: m.to_address,
        subject: m.subject,
        body: m.body,
        made: shown::moment(m.created_at),
        tone,
        state,
        why: why(frame, m.fault.as_deref()),
        said: m.last_error.unwrap_or_default(),
        unsent: m.sent_at.is_none(),
    }
}

pub(super) async fn show(frame: Frame, viewer: Viewer) -> Result<Response> {
    let site = &frame.site;
    let mut db = site.db.reader();
    let rows: Vec<Row> = mail::list(&mut db, 200).await?.into_iter().map(|m| row(&frame, m)).collect();
    let unsent = mail::unsent(&mut db).await?;
    let sent = mail::sent(&mut db).await?;
    let failed: i64 = unsent.iter().map(|u| u.given_up).sum();
    let waiting = unsent.iter().map(|u| u.mails).sum::<i64>() - failed;
    let mut tx = site.db.write().await?;
    tx.audit(&viewer.actor(), "mailbox.read", "mail", "", None, json!({ "mails": rows.len() })).await?;
    tx.commit().await?;
    let page = frame.page(frame.t("people-mailbox")).noindex().active("/quan-tri/hop-thu");
    let groups = unsent.iter().map(|u| group(&frame, u)).collect();
    let has_server = site.config.smtp_url.is_some();
    let (waiting_days, seen_days) = (mail::WAITING_DAYS, mail::GIVEN_UP_DAYS);
    Ok(ui::html(&MailboxPage { page, rows, groups, has_server, waiting, sent, failed, waiting_days, seen_days }))
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

/// `POST /quan-tri/hop-thu/gui-lai`: whatever was given up goes out again.
pub(super) async fn retry_all(frame: Frame, viewer: Viewer) -> Result<Response> {
    let actor = viewer.actor();
    let mut tx = frame.site.db.write().await?;
    let mails = mail::retry_all(&mut tx, &actor).await?;
    if mails > 0 {
        tx.audit(&actor, "mail.retry-all", "mail", "", None, json!({ "mails": mails })).await?;
        tx.commit().await?;
        frame.site.mail_waiting.notify_one();
    }
    Ok(ui::done("/quan-tri/hop-thu", &frame.t1("people-mail-all-again", "count", mails)))
}
