//! Sổ yêu cầu (register): what data subjects asked for, each with a clock of two working days, and what was answered.
use crate::show;
use crate::sign_in::Pairs;
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use base::{Actor, Error, Fetch, Result, Tx, Viewer, args};
use serde_json::json;
use ui::{Form, Frame, Page, Tone};
use uuid::Uuid;
use vietnamese::dates;

base::queries! {
    INSERT = "insert into data_request (id, account, kind, words, created_at, due_at, answered_at, answer)
        values ($1, $2, $3, $4, $5, $6, $7, $8)";
    OF_ACCOUNT = "select r.id, r.kind, r.words, r.created_at, r.due_at, r.answered_at, r.answer, r.revision, a.name
        from data_request r join account a on a.id = r.account where r.account = $1 order by r.created_at desc, r.id desc";
    ALL = "select r.id, r.kind, r.words, r.created_at, r.due_at, r.answered_at, r.answer, r.revision, a.name
        from data_request r join account a on a.id = r.account
        order by case when r.answered_at is null then 0 else 1 end, r.due_at, r.id limit 500";
    ANSWER = "update data_request set answer = $2, answered_at = $3, answered_by = $4, revision = revision + 1
        where id = $1 and answered_at is null";
    KNOWN = "select account from data_request where id = $1";
}

/// The rights that can be asked for.
pub(crate) const KINDS: [&str; 6] = ["know", "correct", "delete", "restrict", "object", "complain"];

#[derive(base::FromRow)]
struct Stored {
    id: Uuid,
    kind: String,
    words: String,
    created_at: i64,
    due_at: i64,
    answered_at: Option<i64>,
    answer: String,
    name: String,
}

/// A request as shown.
pub(crate) struct Row {
    pub id: Uuid,
    /// Name of the answer field.
    pub field: String,
    pub name: String,
    pub kind: String,
    pub words: String,
    pub made: String,
    pub answer: String,
    pub tone: Tone,
    pub state: String,
    pub is_open: bool,
}

#[derive(Template)]
#[template(path = "data/requests.html")]
struct RequestsPage {
    page: Page,
    form: Form,
    rows: Vec<Row>,
}

/// The end of the second working day after `now` (Saturday and Sunday do not count; public holidays are not known).
pub(crate) fn due(now: i64) -> i64 {
    let mut day = dates::local(now);
    let mut left = 2;
    while left > 0 {
        let Ok(next) = day.tomorrow() else { break };
        day = next;
        if !matches!(day.weekday(), jiff::civil::Weekday::Saturday | jiff::civil::Weekday::Sunday) {
            left -= 1;
        }
    }
    dates::day_end(day)
}

/// Writes a request into the register; returns when the answer is due.
pub(super) async fn register(tx: &mut Tx, actor: &Actor, account: Uuid, kind: &str, words: &str) -> Result<i64> {
    let (id, due) = (Uuid::now_v7(), due(actor.at));
    tx.exec(INSERT, args![id, account, kind, words, actor.at, due, None::<i64>, ""]).await?;
    tx.audit(actor, "data-request.make", "data_request", id, None, json!({ "kind": kind })).await?;
    Ok(due)
}

/// Notes an erasure that the person did without anybody's help.
pub(super) async fn register_done(tx: &mut Tx, actor: &Actor, account: Uuid) -> Result<()> {
    let id = Uuid::now_v7();
    tx.exec(INSERT, args![id, account, "delete", "", actor.at, due(actor.at), Some(actor.at), ""]).await?;
    tx.audit(actor, "data-request.self", "data_request", id, None, json!({ "kind": "delete" })).await
}

fn row(frame: &Frame, r: Stored, now: i64) -> Row {
    let (tone, state) = match r.answered_at {
        Some(at) => (Tone::Ok, frame.t1("people-request-answered", "day", show::day(at))),
        None if r.due_at < now => (Tone::Bad, frame.t1("people-request-late", "day", show::day(r.due_at))),
        None => (Tone::Go, frame.t1("people-request-due", "day", show::day(r.due_at))),
    };
    Row {
        id: r.id,
        field: format!("tra-loi-{}", r.id),
        name: if r.name.is_empty() { frame.t("people-erased-name") } else { r.name },
        kind: frame.t(&format!("people-request-{}", r.kind)),
        words: r.words,
        made: show::moment(r.created_at),
        answer: r.answer,
        tone,
        state,
        is_open: r.answered_at.is_none(),
    }
}

/// The requests of one person.
pub(super) async fn of_account(frame: &Frame, account: Uuid) -> Result<Vec<Row>> {
    let now = frame.site.clock.now_ms();
    let rows: Vec<Stored> = frame.site.db.reader().all(OF_ACCOUNT, args![account]).await?;
    Ok(rows.into_iter().map(|r| row(frame, r, now)).collect())
}

async fn page(frame: &Frame, form: Form) -> Result<RequestsPage> {
    let now = frame.site.clock.now_ms();
    let rows: Vec<Stored> = frame.site.db.reader().all(ALL, args![]).await?;
    let rows = rows.into_iter().map(|r| row(frame, r, now)).collect();
    let page = frame.page(frame.t("people-requests")).noindex().active("/quan-tri/du-lieu");
    Ok(RequestsPage { page, form, rows })
}

pub(super) async fn show(frame: Frame) -> Result<Response> {
    Ok(ui::html(&page(&frame, Form::new()).await?))
}

pub(super) async fn answer(frame: Frame, viewer: Viewer, Path(id): Path<Uuid>, axum::Form(pairs): Pairs) -> Result<Response> {
    let typed = Form::from_pairs(pairs);
    let words = vietnamese::normalize(typed.value("tra-loi"));
    let mut tx = frame.site.db.write().await?;
    let _: (Uuid,) = tx.one(KNOWN, args![id]).await?;
    if words.chars().count() < 5 {
        let field = format!("tra-loi-{id}");
        let form = Form::new().with(&field, typed.value("tra-loi")).failing(&field, frame.t("people-request-answer-short"));
        drop(tx);
        return Ok(ui::unprocessable(&page(&frame, form).await?));
    }
    let actor = viewer.actor();
    if tx.exec(ANSWER, args![id, words, actor.at, viewer.account]).await? == 0 {
        return Err(Error::Conflict("people-request-over".into()));
    }
    tx.audit(&actor, "data-request.answer", "data_request", id, None, json!({})).await?;
    tx.commit().await?;
    Ok(ui::done("/quan-tri/du-lieu", &frame.t("people-request-sent")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_clock_counts_working_days() {
        let at = |d: jiff::civil::Date| dates::day_start(d) + 9 * 3_600_000;
        // Tuesday → Thursday; Thursday → Monday; Friday → Tuesday; Sunday → Tuesday.
        for (from, to) in [(10, 12), (12, 16), (13, 17), (15, 17)] {
            assert_eq!(dates::local(due(at(date(2024, 9, from)))), date(2024, 9, to), "{from}");
        }
    }
}
