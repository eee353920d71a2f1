//! Soạn bài học: officers add and change lessons as a text of the documented form, hide and show them. A lesson that was changed is
//! never overwritten by the program.
use super::model::{self, Listed};
use super::store;
use askama::Template;
use axum::Form as Body;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use base::{Error, Result, Viewer};
use quiz::question::{FileError, Lesson, read_lesson};
use serde_json::json;
use ui::{Form, Frame, Page};
use uuid::Uuid;

const DESK: &str = "/bai-hoc/soan";
/// Longest file, bytes.
const FILE_MAX: usize = 100_000;

#[derive(Template)]
#[template(path = "lessons/desk.html")]
struct DeskPage {
    page: Page,
    lessons: Vec<Listed>,
}

#[derive(Template)]
#[template(path = "lessons/edit.html")]
struct EditPage {
    page: Page,
    form: Form,
    action: String,
    slug: String,
    hidden: bool,
    stored: bool,
}

/// GET: all lessons.
pub(super) async fn list(frame: Frame) -> Result<Response> {
    let lessons = store::all(&mut frame.site.db.reader()).await?;
    Ok(ui::html(&DeskPage { page: frame.page(frame.t("gameshow-lessons-desk")).noindex(), lessons }))
}

fn edit_page(frame: &Frame, form: Form, stored: Option<&model::Stored>) -> EditPage {
    let title = stored.map_or_else(|| frame.t("gameshow-lessons-new"), |s| s.lesson.title.clone());
    EditPage {
        page: frame.page(title).crumb(frame.t("gameshow-lessons-desk"), DESK).noindex(),
        form,
        action: stored.map_or_else(|| format!("{DESK}/moi"), |s| format!("{DESK}/{}", s.id)),
        slug: stored.map(|s| s.slug.clone()).unwrap_or_default(),
        hidden: stored.is_some_and(|s| s.hidden),
        stored: stored.is_some(),
    }
}

/// GET `moi`: a sample to begin from.
pub(super) async fn new(frame: Frame) -> Result<Response> {
    let form = Form::new().with("file", include_str!("sample.toml")).with("revision", "0");
    Ok(ui::html(&edit_page(&frame, form, None)))
}

/// Reads what was typed, or says what is wrong and where.
fn read(frame: &Frame, form: &Form) -> std::result::Result<(String, Lesson), String> {
    let text = form.value("file").replace("\r\n", "\n");
    if text.len() > FILE_MAX {
        return Err(frame.t("gameshow-lessons-file-long"));
    }
    read_lesson(&text).map(|lesson| (text, lesson)).map_err(|error| match error {
        FileError::Syntax(words) => frame.t1("gameshow-lessons-file-syntax", "words", words),
        FileError::Head(word) => frame.t1("gameshow-lessons-file-head", "word", word),
        FileError::Card(n, word) => frame.t2("gameshow-lessons-file-card", "number", n, "word", word),
        FileError::Question(n, fault) => {
            let what = frame.t1(&format!("gameshow-sets-fault-{}", fault.code), "limit", fault.limit);
            frame.t2("gameshow-lessons-file-question", "number", n, "fault", format!("{}: {what}", fault.field))
        }
    })
}

/// POST `moi`: adds a lesson.
pub(super) async fn create(frame: Frame, viewer: Viewer, Body(pairs): Body<Vec<(String, String)>>) -> Result<Response> {
    let mut form = Form::from_pairs(pairs);
    let (text, lesson) = match read(&frame, &form) {
        Ok(read) => read,
        Err(words) => {
            form.fail("file", words);
            return Ok(ui::unprocessable(&edit_page(&frame, form, None)));
        }
    };
    let actor = viewer.actor();
    let mut tx = frame.site.db.write().await?;
    tx.lock("gameshow-lessons").await?;
    let slugs = store::slugs(&mut tx).await?;
    let slug = model::slug(&lesson.title, |word| slugs.iter().any(|s| s == word));
    let id = store::insert(&mut tx, &slug, &text, &lesson, None, actor.at).await?;
    tx.audit(&actor, "quiz-lesson.add", "quiz_lesson", id, None, json!({})).await?;
    tx.commit().await?;
    Ok(ui::done(&format!("{DESK}/{id}"), &frame.t("gameshow-lessons-added")))
}

/// GET `{id}`: the text of a lesson.
pub(super) async fn show(frame: Frame, Path(id): Path<Uuid>) -> Result<Response> {
    let stored = store::find(&mut frame.site.db.reader(), id).await?;
    let form = Form::new().with("file", stored.file.clone()).with("revision", stored.revision.to_string());
    Ok(ui::html(&edit_page(&frame, form, Some(&stored))))
}

/// POST `{id}`: changes it, if nobody else did meanwhile.
pub(super) async fn update(frame: Frame, viewer: Viewer, Path(id): Path<Uuid>, Body(pairs): Body<Vec<(String, String)>>) -> Result<Response> {
    let stored = store::find(&mut frame.site.db.reader(), id).await?;
    let mut form = Form::from_pairs(pairs);
    let (text, lesson) = match read(&frame, &form) {
        Ok(read) => read,
        Err(words) => {
            form.fail("file", words);
            return Ok(ui::unprocessable(&edit_page(&frame, form, Some(&stored))));
        }
    };
    let actor = viewer.actor();
    let revision = form.value("revision").parse().unwrap_or(0);
    let mut tx = frame.site.db.write().await?;
    if let Err(error) = store::change(&mut tx, id, revision, &text, &lesson, actor.at).await {
        let Error::Conflict(key) = error else { return Err(error) };
        drop(tx);
        let theirs = store::find(&mut frame.site.db.reader(), id).await?;
        let mut form = form.with("revision", theirs.revision.to_string());
        form.fail("file", frame.t(&key));
        return Ok(ui::with_status(StatusCode::CONFLICT, &edit_page(&frame, form, Some(&theirs))));
    }
    tx.audit(&actor, "quiz-lesson.change", "quiz_lesson", id, None, json!({ "revision": revision + 1 })).await?;
    tx.commit().await?;
    Ok(ui::done(&format!("{DESK}/{id}"), &frame.t("gameshow-lessons-saved")))
}

/// POST `{id}/an`.
pub(super) async fn hide(frame: Frame, viewer: Viewer, Path(id): Path<Uuid>) -> Result<Response> {
    set_hidden(&frame, &viewer, id, true).await
}

/// POST `{id}/hien`.
pub(super) async fn unhide(frame: Frame, viewer: Viewer, Path(id): Path<Uuid>) -> Result<Response> {
    set_hidden(&frame, &viewer, id, false).await
}

async fn set_hidden(frame: &Frame, viewer: &Viewer, id: Uuid, hidden: bool) -> Result<Response> {
    let actor = viewer.actor();
    let mut tx = frame.site.db.write().await?;
    store::set_hidden(&mut tx, id, hidden, actor.at).await?;
    if hidden {
        tx.audit(&actor, "quiz-lesson.hide", "quiz_lesson", id, None, json!({})).await?;
    } else {
        tx.audit(&actor, "quiz-lesson.unhide", "quiz_lesson", id, None, json!({})).await?;
    }
    tx.commit().await?;
    Ok(ui::done(DESK, &frame.t(if hidden { "gameshow-lessons-hidden" } else { "gameshow-lessons-unhidden" })))
}
