//! Soạn một câu hỏi ý kiến: options, scale, words or board. Once ballots are given only the wording may change.
use super::list::Pairs;
use super::model::{self, Body};
use super::store::{self, Poll, SessionRow, ballots};
use super::{DESK, forms, own, room, view, write};
use askama::Template;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::Response;
use base::{Error, Result, Viewer};
use serde_json::json;
use ui::{Choice, Form, Frame, Page};
use uuid::Uuid;

#[derive(Template)]
#[template(path = "polls/edit.html")]
struct EditPage {
    page: Page,
    action: String,
    kind: String,
    kind_words: String,
    form: Form,
    mosts: Vec<Choice>,
    tops: Vec<Choice>,
    words: Vec<Choice>,
    stored: bool,
}

/// Query of a new poll.
#[derive(serde::Deserialize, Default)]
#[serde(default)]
pub(super) struct Wanted {
    loai: String,
}

fn page(frame: &Frame, session: &SessionRow, poll: Option<Uuid>, kind: &str, form: Form) -> EditPage {
    let id = session.id;
    let here = format!("{DESK}/{id}");
    let title = frame.t(if poll.is_some() { "gameshow-polls-poll-edit" } else { "gameshow-polls-poll-new" });
    let most = |n: usize| Choice::new(n.to_string(), if n == 1 { frame.t("gameshow-polls-most-one") } else { frame.t1("gameshow-polls-most-n", "n", n) });
    EditPage {
        page: frame.page(title).crumb(frame.t("gameshow-polls-title"), DESK).crumb(session.title.clone(), here.clone()).noindex(),
        action: poll.map_or_else(|| format!("{here}/cau/moi?loai={kind}"), |poll| format!("{here}/cau/{poll}")),
        kind: kind.to_owned(),
        kind_words: frame.t(&format!("gameshow-polls-kind-{kind}")),
        form,
        mosts: (1..=model::OPTIONS_MAX).map(most).collect(),
        tops: ["5", "10"].map(|top| Choice::new(top, frame.t1("gameshow-polls-scale", "top", top))).to_vec(),
        words: (1..=model::WORDS_MAX).map(|n| Choice::new(n.to_string(), frame.t1("gameshow-polls-words-n", "n", n))).collect(),
        stored: poll.is_some(),
    }
}

fn complain(frame: &Frame, form: &mut Form, faults: &[forms::Fault]) {
    for (field, message) in faults {
        form.fail(field, frame.t(message));
    }
}

/// GET `moi?loai=`: an empty form.
pub(super) async fn new(frame: Frame, viewer: Viewer, Path(id): Path<Uuid>, Query(wanted): Query<Wanted>) -> Result<Response> {
    let session = own(&mut frame.site.db.reader(), &viewer, id).await?;
    let kind = if model::KINDS.contains(&wanted.loai.as_str()) { wanted.loai } else { return Err(Error::NotFound) };
    Ok(ui::html(&page(&frame, &session, None, &kind, forms::fresh())))
}

/// POST `moi?loai=`: adds it at the end.
pub(super) async fn create(
    frame: Frame,
    viewer: Viewer,
    Path(id): Path<Uuid>,
    Query(wanted): Query<Wanted>,
    axum::Form(pairs): Pairs,
) -> Result<Response> {
    let session = own(&mut frame.site.db.reader(), &viewer, id).await?;
    let mut form = Form::from_pairs(pairs);
    let (body, faults) = forms::read(&form, &wanted.loai).ok_or(Error::NotFound)?;
    if !faults.is_empty() {
        complain(&frame, &mut form, &faults);
        return Ok(ui::unprocessable(&page(&frame, &session, None, &wanted.loai, form)));
    }
    let actor = viewer.actor();
    let mut tx = frame.site.db.write().await?;
    tx.lock(&write::lock(id)).await?;
    store::touch(&mut tx, id, actor.at).await?;
    let poll = store::add(&mut tx, id, &body, actor.at).await?;
    tx.audit(&actor, "poll-item.add", "poll", poll, session.campaign, json!({ "session": id, "kind": body.code() })).await?;
    tx.commit().await?;
    room::tell(&frame.site, id).await;
    Ok(ui::done(&format!("{DESK}/{id}#cau-{poll}"), &frame.t("gameshow-polls-poll-added")))
}

/// GET `{poll}`: the form of a poll.
pub(super) async fn show(frame: Frame, viewer: Viewer, Path((id, poll)): Path<(Uuid, Uuid)>) -> Result<Response> {
    let mut db = frame.site.db.reader();
    let session = own(&mut db, &viewer, id).await?;
    let row = store::poll(&mut db, id, poll).await?;
    let form = forms::form_of(&row.body, row.revision);
    Ok(ui::html(&page(&frame, &session, Some(poll), row.body.code(), form)))
}

/// Whether a change leaves the meaning of what was given alone.
fn only_wording(was: &Body, now: &Body) -> bool {
    Body { text: now.text.clone(), change: now.change, ..was.clone() } == *now
}

/// POST `{poll}`: changes it.
pub(super) async fn update(frame: Frame, viewer: Viewer, Path((id, poll)): Path<(Uuid, Uuid)>, axum::Form(pairs): Pairs) -> Result<Response> {
    let session = own(&mut frame.site.db.reader(), &viewer, id).await?;
    let actor = viewer.actor();
    let mut form = Form::from_pairs(pairs);
    let revision: i64 = form.value("revision").parse().unwrap_or(0);
    let mut tx = frame.site.db.write().await?;
    tx.lock(&write::lock(id)).await?;
    let was: Poll = store::poll(&mut tx, id, poll).await?;
    let kind = was.body.code();
    let (body, faults) = forms::read(&form, kind).ok_or(Error::NotFound)?;
    if !faults.is_empty() {
        complain(&frame, &mut form, &faults);
        return Ok(ui::unprocessable(&page(&frame, &session, Some(poll), kind, form)));
    }
    if !only_wording(&was.body, &body) && (was.state == "open" || ballots::given(&mut tx, poll, was.round).await? > 0) {
        form.fail("", frame.t("gameshow-polls-fault-given"));
        return Ok(ui::with_status(StatusCode::CONFLICT, &page(&frame, &session, Some(poll), kind, form)));
    }
    store::touch(&mut tx, id, actor.at).await?;
    match store::change(&mut tx, id, poll, revision, &body).await {
        Err(Error::Conflict(key)) => {
            let mut form = form.with("revision", was.revision.to_string());
            form.fail("text", frame.t(&key));
            let mut shown = page(&frame, &session, Some(poll), kind, form);
            shown.page = shown.page.notice(ui::Tone::Warn, frame.t1("gameshow-sets-conflict-theirs", "text", theirs(&frame, &was.body)));
            return Ok(ui::with_status(StatusCode::CONFLICT, &shown));
        }
        other => other?,
    }
    tx.audit(&actor, "poll-item.change", "poll", poll, session.campaign, json!({ "session": id, "revision": revision + 1 })).await?;
    tx.commit().await?;
    room::tell(&frame.site, id).await;
    Ok(ui::done(&format!("{DESK}/{id}#cau-{poll}"), &frame.t("gameshow-polls-poll-saved")))
}

fn theirs(frame: &Frame, body: &Body) -> String {
    format!("{} ({})", body.text, view::summary(frame, body))
}
