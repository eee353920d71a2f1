//! Nhập và xuất bộ câu hỏi: an xlsx is read into a preview with what is wrong in each line; nothing is stored before the person says so.
mod sheet;

use super::list::Pairs;
use super::model::SetRow;
use super::{DESK, store, view};
use askama::Template;
use axum::extract::{Multipart, Path};
use axum::http::{HeaderName, header};
use axum::response::{IntoResponse, Response};
use base::{Error, Result, Viewer};
use quiz::Question;
use serde_json::json;
use ui::{Form, Frame, Page};
use uuid::Uuid;

/// Largest request with a table.
pub(super) const UPLOAD: usize = 4 << 20;
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

#[derive(Template)]
#[template(path = "sets/upload.html")]
struct UploadPage {
    page: Page,
    form: Form,
    set: SetRow,
}

struct Row {
    number: u32,
    text: String,
    kind: String,
    right: String,
    faults: Vec<String>,
}

#[derive(Template)]
#[template(path = "sets/import.html")]
struct PreviewPage {
    page: Page,
    set: SetRow,
    rows: Vec<Row>,
    good: usize,
    wrong: usize,
    data: String,
}

fn page_of(frame: &Frame, set: &SetRow) -> Page {
    frame.page(frame.t("gameshow-sets-import")).crumb(frame.t("gameshow-sets-title"), DESK).crumb(set.title.clone(), format!("{DESK}/{}", set.id)).noindex()
}

/// GET `{set}/nhap`.
pub(super) async fn form(frame: Frame, Path(set): Path<Uuid>) -> Result<Response> {
    let set = store::find(&mut frame.site.db.reader(), set).await?;
    Ok(ui::html(&UploadPage { page: page_of(&frame, &set), form: Form::new(), set }))
}

/// GET `mau.xlsx`: headings, one example of each kind, explanations.
pub(super) async fn template(frame: Frame) -> Result<Response> {
    let examples = quiz::question::read_set(include_str!("examples.toml")).map_err(Error::internal)?;
    let notes: Vec<String> = (1..=9).map(|n| frame.t(&format!("gameshow-sets-sheet-note-{n}"))).collect();
    let words = words(&frame);
    let bytes = sheet::write(&words, &examples.questions, &notes).map_err(Error::internal)?;
    Ok(download("mau-bo-cau-hoi.xlsx", XLSX, bytes))
}

/// GET `{set}/xuat.xlsx`: what [`preview`] reads back.
pub(super) async fn export(frame: Frame, Path(set): Path<Uuid>) -> Result<Response> {
    let (set, questions) = load(&frame, set).await?;
    let bytes = sheet::write(&words(&frame), &questions, &[]).map_err(Error::internal)?;
    Ok(download(&format!("{}.xlsx", name(&set)), XLSX, bytes))
}

/// GET `{set}/xuat.toml`: the form in which the program brings its own sets.
pub(super) async fn export_file(frame: Frame, Path(set): Path<Uuid>) -> Result<Response> {
    let (set, questions) = load(&frame, set).await?;
    let file = quiz::question::Set { title: set.title.clone(), category: set.category.clone(), description: set.description.clone(), questions };
    Ok(download(&format!("{}.toml", name(&set)), "application/toml; charset=utf-8", quiz::question::write_set(&file).into_bytes()))
}

async fn load(frame: &Frame, set: Uuid) -> Result<(SetRow, Vec<Question>)> {
    let mut db = frame.site.db.reader();
    let row = store::find(&mut db, set).await?;
    let questions = store::questions(&mut db, set).await?.into_iter().map(|asked| Question { id: String::new(), ..asked.question }).collect();
    Ok((row, questions))
}

fn name(set: &SetRow) -> String {
    let slug = vietnamese::slug(&set.title);
    if slug.is_empty() { "bo-cau-hoi".into() } else { slug }
}

fn download(name: &str, kind: &str, bytes: Vec<u8>) -> Response {
    let headers: [(HeaderName, String); 2] = [(header::CONTENT_TYPE, kind.into()), (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\""))];
    (headers, bytes).into_response()
}

/// Words of the table in the reader's language.
fn words(frame: &Frame) -> sheet::Words {
    sheet::Words {
        headings: sheet::COLUMNS.map(|c| frame.t(&format!("gameshow-sets-column-{c}"))),
        kinds: quiz::question::KINDS.map(|k| view::kind_words(frame, k)),
        categories: super::model::CATEGORIES.iter().map(|c| ((*c).to_owned(), view::category_words(frame, c))).collect(),
    }
}

/// POST `{set}/nhap`: the preview.
pub(super) async fn preview(frame: Frame, Path(set): Path<Uuid>, mut body: Multipart) -> Result<Response> {
    let set = store::find(&mut frame.site.db.reader(), set).await?;
    let (mut bytes, mut too_large) = (Vec::new(), false);
    while let Ok(Some(field)) = body.next_field().await {
        if field.name() == Some("file") {
            match field.bytes().await {
                Ok(read) => bytes = read.to_vec(),
                Err(_) => too_large = true,
            }
        }
    }
    let (words, category) = (words(&frame), set.category.clone());
    let read = tokio::task::spawn_blocking(move || sheet::read(&bytes, &words, &category)).await.map_err(Error::internal)?;
    let read = if too_large { Err("gameshow-sets-sheet-large") } else { read };
    let lines = match read {
        Ok(lines) => lines,
        Err(key) => {
            let form = Form::new().failing("file", frame.t(key));
            return Ok(ui::unprocessable(&UploadPage { page: page_of(&frame, &set), form, set }));
        }
    };
    let words_of = |fault: &sheet::LineFault| {
        let column = frame.t(&format!("gameshow-sets-column-{}", fault.column));
        let what = frame.t1(&super::model::fault_key(fault.code), "limit", fault.limit);
        format!("{column}: {what}")
    };
    let good: Vec<&Question> = lines.iter().filter(|l| l.faults.is_empty()).map(|l| &l.question).collect();
    let data = serde_json::to_string(&good).map_err(Error::internal)?;
    let (good, wrong) = (good.len(), lines.iter().filter(|l| !l.faults.is_empty()).count());
    let row = |l: &sheet::Line| Row {
        number: l.number,
        text: l.question.text.clone(),
        kind: if l.faults.iter().any(|f| f.column == "kind") { String::new() } else { view::kind_words(&frame, l.question.kind_code()) },
        right: l.question.right_words(),
        faults: l.faults.iter().map(words_of).collect(),
    };
    let rows = lines.iter().map(row).collect();
    let page = page_of(&frame, &set);
    Ok(ui::html(&PreviewPage { page, set, rows, good, wrong, data }))
}

/// POST `{set}/nhap/xac-nhan`: stores what the preview showed as right; everything is checked again.
pub(super) async fn confirm(frame: Frame, viewer: Viewer, Path(set): Path<Uuid>, axum::Form(pairs): Pairs) -> Result<Response> {
    let row = store::find(&mut frame.site.db.reader(), set).await?;
    let form = Form::from_pairs(pairs);
    let questions: Vec<Question> = serde_json::from_str(form.value("du-lieu")).unwrap_or_default();
    let wrong = questions.iter().any(|q| !q.faults().is_empty() || q.media.is_some());
    if questions.is_empty() || wrong || questions.len() > sheet::MAX_LINES {
        let form = Form::new().failing("file", frame.t("gameshow-sets-sheet-again"));
        return Ok(ui::unprocessable(&UploadPage { page: page_of(&frame, &row), form, set: row }));
    }
    let actor = viewer.actor();
    let mut tx = frame.site.db.write().await?;
    store::touch(&mut tx, set, actor.at).await?;
    for question in &questions {
        store::add(&mut tx, set, question, actor.at).await?;
    }
    tx.audit(&actor, "quiz-set.import", "quiz_set", set, None, json!({ "questions": questions.len() })).await?;
    tx.commit().await?;
    Ok(ui::done(&format!("{DESK}/{set}"), &frame.t1("gameshow-sets-imported", "count", questions.len())))
}
