//! Nhập và xuất bộ câu hỏi: an xlsx is read into a preview with what is wrong in each line; nothing is stored before the person says so.
mod bundle;
mod export;
mod media;
mod sheet;
#[cfg(test)]
mod tests;

pub(super) use export::{archive, table, template, toml};

use super::list::Pairs;
use super::model::SetRow;
use super::{DESK, store, view};
use askama::Template;
use axum::extract::{Multipart, Path};
use axum::response::Response;
use base::{Error, Result, Viewer};
use quiz::Question;
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::collections::HashMap;
use ui::{Form, Frame, Page};
use uuid::Uuid;

/// Largest request with a table and its files.
pub(super) const UPLOAD: usize = 300 << 20;
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
    media: String,
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

/// Words of the table in the reader's language.
fn words(frame: &Frame) -> sheet::Words {
    sheet::Words {
        headings: sheet::COLUMNS.map(|c| frame.t(&format!("gameshow-sets-column-{c}"))),
        kinds: quiz::question::KINDS.map(|k| view::kind_words(frame, k)),
        categories: super::model::CATEGORIES.iter().map(|c| ((*c).to_owned(), view::category_words(frame, c))).collect(),
    }
}

/// A question as the preview hands it on: its media is a file of this set, or one that came with the table.
#[derive(Serialize, Deserialize)]
struct Pending {
    question: Question,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    fresh: Option<media::Fresh>,
}

/// POST `{set}/nhap`: the preview. No question is stored; content of files is written, but not named, so that nobody finds it.
pub(super) async fn preview(frame: Frame, Path(set): Path<Uuid>, body: Multipart) -> Result<Response> {
    let mut db = frame.site.db.reader();
    let set = store::find(&mut db, set).await?;
    let (words, category) = (words(&frame), set.category.clone());
    let read = match media::receive(body).await? {
        Some(file) => tokio::task::spawn_blocking(move || media::read(file, &words, &category)).await.map_err(Error::internal)?,
        None => Err("gameshow-sets-sheet-large"),
    };
    let (mut lines, bundle) = match read {
        Ok(read) => read,
        Err(key) => {
            let form = Form::new().failing("file", frame.t(key));
            return Ok(ui::unprocessable(&UploadPage { page: page_of(&frame, &set), form, set }));
        }
    };
    let own: Vec<Question> = store::questions(&mut db, set.id).await?.into_iter().map(|asked| asked.question).collect();
    let kept = bundle::kept(&mut db, &own).await?;
    let fresh = media::attach(&frame.site, &mut lines, &kept, bundle).await?;
    let words_of = |fault: &sheet::LineFault| {
        let column = frame.t(&format!("gameshow-sets-column-{}", fault.column));
        let what = frame.t1(&super::model::fault_key(fault.code), "limit", fault.limit);
        format!("{column}: {what}")
    };
    let pending = |(l, fresh): (&sheet::Line, Option<media::Fresh>)| l.faults.is_empty().then(|| Pending { question: l.question.clone(), fresh });
    let good: Vec<Pending> = lines.iter().zip(fresh).filter_map(pending).collect();
    let data = serde_json::to_string(&good).map_err(Error::internal)?;
    let (good, wrong) = (good.len(), lines.iter().filter(|l| !l.faults.is_empty()).count());
    let row = |l: &sheet::Line| Row {
        number: l.number,
        text: l.question.text.clone(),
        kind: if l.faults.iter().any(|f| f.column == "kind") { String::new() } else { view::kind_words(&frame, l.question.kind_code()) },
        right: l.question.right_words(),
        media: l.media.clone(),
        faults: l.faults.iter().map(words_of).collect(),
    };
    let rows = lines.iter().map(row).collect();
    let page = page_of(&frame, &set);
    Ok(ui::html(&PreviewPage { page, set, rows, good, wrong, data }))
}

/// POST `{set}/nhap/xac-nhan`: stores what the preview showed as right; everything is checked again.
pub(super) async fn confirm(frame: Frame, viewer: Viewer, Path(set): Path<Uuid>, axum::Form(pairs): Pairs) -> Result<Response> {
    let site = &frame.site;
    let mut db = site.db.reader();
    let row = store::find(&mut db, set).await?;
    let form = Form::from_pairs(pairs);
    let mut pending: Vec<Pending> = serde_json::from_str(form.value("du-lieu")).unwrap_or_default();
    let mut right = !pending.is_empty() && pending.len() <= sheet::MAX_LINES && pending.iter().all(|p| p.question.faults().is_empty());
    let mut contents = Vec::new();
    for p in &mut pending {
        let content = if right { media::check(site, &mut db, &mut p.question, p.fresh.as_ref()).await? } else { None };
        right = content.is_some();
        contents.extend(content);
    }
    if !right {
        let form = Form::new().failing("file", frame.t("gameshow-sets-sheet-again"));
        return Ok(ui::unprocessable(&UploadPage { page: page_of(&frame, &row), form, set: row }));
    }
    let actor = viewer.actor();
    let mut tx = site.db.write().await?;
    store::touch(&mut tx, set, actor.at).await?;
    let mut named = HashMap::new();
    let count = pending.len();
    for (mut p, content) in pending.into_iter().zip(contents) {
        if let (Some(fresh), Some(content), Some(media)) = (&p.fresh, content, &mut p.question.media) {
            media.file = media::name(&mut tx, &actor, fresh, content, &mut named).await?;
        }
        store::add(&mut tx, set, &p.question, actor.at).await?;
    }
    tx.audit(&actor, "quiz-set.import", "quiz_set", set, None, json!({ "questions": count, "files": named.len() })).await?;
    tx.commit().await?;
    Ok(ui::done(&format!("{DESK}/{set}"), &frame.t1("gameshow-sets-imported", "count", count)))
}
