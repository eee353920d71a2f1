//! Soạn câu hỏi: one form for each kind, with the picture of the phone beside it. "Xem thử" shows what was typed without storing it.
use super::list::Pairs;
use super::model::{self, Asked, SetRow};
use super::{DESK, media, store, view};
use askama::Template;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::Response;
use base::{Error, Result, Viewer};
use quiz::Question;
use quiz::question::{MAX_CHOICES, MAX_ITEMS};
use serde_json::json;
use ui::{Choice, Form, Frame, Page};
use uuid::Uuid;

/// Where one writes an option: its field, and the value that marks it right.
struct Slot {
    name: String,
    n: String,
    letter: &'static str,
}

#[derive(Template)]
#[template(path = "sets/edit.html")]
struct EditPage {
    page: Page,
    form: Form,
    picture: Form,
    kind: &'static str,
    kind_words: String,
    action: String,
    stored: bool,
    options: Vec<Slot>,
    items: Vec<Slot>,
    categories: Vec<Choice>,
    difficulties: Vec<Choice>,
    weights: Vec<Choice>,
    truths: Vec<Choice>,
    accept: &'static str,
    phone: view::Phone,
}

/// The kind of a new question.
#[derive(serde::Deserialize, Default)]
#[serde(default)]
pub(super) struct Wanted {
    loai: String,
}

fn page(frame: &Frame, set: &SetRow, id: Option<Uuid>, q: &Question, form: Form, picture: Form) -> EditPage {
    let slots = |word: &str, most: usize| {
        let letters = ["A", "B", "C", "D", "E", "F"];
        (1..=most).map(|n| Slot { name: format!("{word}-{n}"), n: n.to_string(), letter: letters[(n - 1) % 6] }).collect()
    };
    let title = frame.t(if id.is_some() { "gameshow-sets-question-edit" } else { "gameshow-sets-question-new" });
    let page = frame.page(title).crumb(frame.t("gameshow-sets-title"), DESK).crumb(set.title.clone(), format!("{DESK}/{}", set.id)).noindex();
    let base = format!("{DESK}/{}/cau", set.id);
    EditPage {
        page,
        form,
        picture,
        kind: q.kind_code(),
        kind_words: view::kind_words(frame, q.kind_code()),
        action: id.map_or_else(|| format!("{base}/moi?loai={}", q.kind_code()), |id| format!("{base}/{id}")),
        stored: id.is_some(),
        options: slots("option", MAX_CHOICES),
        items: slots("item", MAX_ITEMS),
        categories: view::categories(frame, &q.category),
        difficulties: view::difficulties(frame),
        weights: (0..=3).map(|n| Choice::new(n.to_string(), frame.t(&format!("gameshow-sets-weight-{n}")))).collect(),
        truths: vec![Choice::new("1", frame.t("gameshow-sets-true")), Choice::new("2", frame.t("gameshow-sets-false"))],
        accept: media::ACCEPT,
        phone: view::Phone::of(q),
    }
}

/// The page again with a picture that was refused.
pub(super) fn refused(frame: &Frame, set: &SetRow, asked: &Asked, picture: Form) -> Response {
    let form = model::form_of(&asked.question, asked.revision);
    ui::unprocessable(&page(frame, set, Some(asked.id), &asked.question, form, picture))
}

/// GET `moi?loai=`: an empty question of a kind.
pub(super) async fn new(frame: Frame, Path(set): Path<Uuid>, Query(wanted): Query<Wanted>) -> Result<Response> {
    let row = store::find(&mut frame.site.db.reader(), set).await?;
    let kind = if wanted.loai.is_empty() { "one" } else { &wanted.loai };
    let question = model::fresh(kind, &row.category).ok_or(Error::NotFound)?;
    let mut form = model::form_of(&question, 0);
    if kind == "estimate" {
        form = form.with("value", "");
    }
    Ok(ui::html(&page(&frame, &row, None, &question, form, Form::new())))
}

/// POST `moi?loai=`: adds it, or shows it.
pub(super) async fn create(frame: Frame, viewer: Viewer, Path(set): Path<Uuid>, Query(wanted): Query<Wanted>, axum::Form(pairs): Pairs) -> Result<Response> {
    let row = store::find(&mut frame.site.db.reader(), set).await?;
    let was = model::fresh(&wanted.loai, &row.category).ok_or(Error::NotFound)?;
    let mut form = Form::from_pairs(pairs);
    let (question, wrong) = model::read(&form, &was);
    if form.value("act") == "preview" {
        return Ok(ui::html(&page(&frame, &row, None, &question, form, Form::new())));
    }
    if !wrong.is_empty() {
        view::complain(&frame, &mut form, &wrong);
        return Ok(ui::unprocessable(&page(&frame, &row, None, &question, form, Form::new())));
    }
    let actor = viewer.actor();
    let mut tx = frame.site.db.write().await?;
    store::touch(&mut tx, set, actor.at).await?;
    let id = store::add(&mut tx, set, &question, actor.at).await?;
    tx.audit(&actor, "quiz-question.add", "quiz_question", id, None, json!({ "set": set, "kind": question.kind_code() })).await?;
    tx.commit().await?;
    Ok(ui::done(&format!("{DESK}/{set}/cau/{id}"), &frame.t("gameshow-sets-question-added")))
}

/// GET `{id}`: the form of a question.
pub(super) async fn show(frame: Frame, Path((set, id)): Path<(Uuid, Uuid)>) -> Result<Response> {
    let mut db = frame.site.db.reader();
    let row = store::find(&mut db, set).await?;
    let asked = store::question(&mut db, set, id).await?;
    let form = model::form_of(&asked.question, asked.revision);
    Ok(ui::html(&page(&frame, &row, Some(id), &asked.question, form, Form::new())))
}

/// POST `{id}`: changes it; if somebody else did meanwhile, what was typed comes back with a word about it.
pub(super) async fn update(frame: Frame, viewer: Viewer, Path((set, id)): Path<(Uuid, Uuid)>, axum::Form(pairs): Pairs) -> Result<Response> {
    let mut db = frame.site.db.reader();
    let row = store::find(&mut db, set).await?;
    let was = store::question(&mut db, set, id).await?;
    let mut form = Form::from_pairs(pairs);
    let (question, wrong) = model::read(&form, &was.question);
    if form.value("act") == "preview" {
        return Ok(ui::html(&page(&frame, &row, Some(id), &question, form, Form::new())));
    }
    if !wrong.is_empty() {
        view::complain(&frame, &mut form, &wrong);
        return Ok(ui::unprocessable(&page(&frame, &row, Some(id), &question, form, Form::new())));
    }
    let actor = viewer.actor();
    let revision = form.value("revision").parse().unwrap_or(0);
    let mut tx = frame.site.db.write().await?;
    store::touch(&mut tx, set, actor.at).await?;
    match store::change(&mut tx, set, id, revision, &question).await {
        Err(Error::Conflict(key)) => {
            drop(tx);
            let theirs = store::question(&mut frame.site.db.reader(), set, id).await?;
            let mut form = form.with("revision", theirs.revision.to_string());
            form.fail("text", frame.t(&key));
            let mut shown = page(&frame, &row, Some(id), &question, form, Form::new());
            let words = format!("{} ({})", theirs.question.text, theirs.question.right_words());
            shown.page = shown.page.notice(ui::Tone::Warn, frame.t1("gameshow-sets-conflict-theirs", "text", words));
            return Ok(ui::with_status(StatusCode::CONFLICT, &shown));
        }
        other => other?,
    }
    tx.audit(&actor, "quiz-question.change", "quiz_question", id, None, json!({ "set": set, "revision": revision + 1 })).await?;
    tx.commit().await?;
    Ok(ui::done(&format!("{DESK}/{set}/cau/{id}"), &frame.t("gameshow-sets-question-saved")))
}
