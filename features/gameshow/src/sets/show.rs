//! Một bộ câu hỏi: its questions in order with a filter, what it is called, what was deleted.
use super::list::Pairs;
use super::model::{Asked, SetRow, check_head};
use super::store::{self, Head};
use super::{DESK, view};
use askama::Template;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::Response;
use base::{Error, Result, Viewer};
use serde_json::json;
use ui::{Choice, Form, Frame, Page};
use uuid::Uuid;

#[derive(Template)]
#[template(path = "sets/show.html")]
struct ShowPage {
    page: Page,
    set: SetRow,
    category: String,
    lines: Vec<view::Line>,
    total: usize,
    filtered: bool,
    gone: Vec<view::Line>,
    head: Form,
    filter: Form,
    categories: Vec<Choice>,
    kinds: Vec<Choice>,
    filter_kinds: Vec<Choice>,
    filter_difficulties: Vec<Choice>,
}

/// What the questions are filtered by.
#[derive(serde::Deserialize, Default)]
#[serde(default)]
pub(super) struct Filter {
    #[serde(rename = "loai")]
    kind: String,
    #[serde(rename = "do-kho")]
    difficulty: String,
}

/// GET: the set.
pub(super) async fn show(frame: Frame, Path(set): Path<Uuid>, Query(filter): Query<Filter>) -> Result<Response> {
    let mut db = frame.site.db.reader();
    let row = store::find(&mut db, set).await?;
    let head = Form::new()
        .with("title", row.title.clone())
        .with("category", row.category.clone())
        .with("description", row.description.clone())
        .with("revision", row.revision.to_string());
    Ok(ui::html(&page(&frame, row, head, &filter).await?))
}

async fn page(frame: &Frame, set: SetRow, head: Form, filter: &Filter) -> Result<ShowPage> {
    let mut db = frame.site.db.reader();
    let all = store::questions(&mut db, set.id).await?;
    let gone = store::questions_gone(&mut db, set.id).await?;
    let fits = |asked: &Asked| {
        (filter.kind.is_empty() || asked.question.kind_code() == filter.kind)
            && (filter.difficulty.is_empty() || asked.question.difficulty.to_string() == filter.difficulty)
    };
    let total = all.len();
    let lines = (1..).zip(&all).filter(|(_, asked)| fits(asked)).map(|(n, asked)| view::Line::of(frame, n, asked)).collect();
    let any = || vec![Choice::new("", frame.t("gameshow-sets-all"))];
    let all_then = |rest: Vec<Choice>| any().into_iter().chain(rest).collect();
    Ok(ShowPage {
        page: frame.page(set.title.clone()).crumb(frame.t("gameshow-sets-title"), DESK).noindex(),
        category: view::category_words(frame, &set.category),
        lines,
        total,
        filtered: !filter.kind.is_empty() || !filter.difficulty.is_empty(),
        gone: gone.iter().map(|asked| view::Line::of(frame, 0, asked)).collect(),
        head,
        filter: Form::new().with("loai", filter.kind.clone()).with("do-kho", filter.difficulty.clone()),
        categories: view::categories(frame, &set.category),
        kinds: view::kinds(frame),
        filter_kinds: all_then(view::kinds(frame)),
        filter_difficulties: all_then(view::difficulties(frame)),
        set,
    })
}

/// POST: changes title, subject and description.
pub(super) async fn update(frame: Frame, viewer: Viewer, Path(set): Path<Uuid>, axum::Form(pairs): Pairs) -> Result<Response> {
    let mut form = Form::from_pairs(pairs);
    let row = store::find(&mut frame.site.db.reader(), set).await?;
    let (title, category, description) = match check_head(&form) {
        Ok(head) => head,
        Err(wrong) => {
            view::complain(&frame, &mut form, &wrong);
            return Ok(ui::unprocessable(&page(&frame, row, form, &Filter::default()).await?));
        }
    };
    let actor = viewer.actor();
    let revision = form.value("revision").parse().unwrap_or(0);
    let mut tx = frame.site.db.write().await?;
    match store::update(&mut tx, set, revision, &Head { title: &title, category: &category, description: &description }, actor.at).await {
        Err(Error::Conflict(key)) => {
            drop(tx);
            let theirs = store::find(&mut frame.site.db.reader(), set).await?;
            let mut form = form.with("revision", theirs.revision.to_string());
            form.fail("title", frame.t(&key));
            return Ok(ui::with_status(StatusCode::CONFLICT, &page(&frame, theirs, form, &Filter::default()).await?));
        }
        other => other?,
    }
    tx.audit(&actor, "quiz-set.change", "quiz_set", set, None, json!({ "revision": revision + 1 })).await?;
    tx.commit().await?;
    Ok(ui::done(&format!("{DESK}/{set}"), &frame.t("gameshow-sets-saved")))
}
