//! Danh sách bộ câu hỏi: all sets with a filter by subject; a new one, a copy, deleting with undo.
use super::model::{Listed, SetRow, check_head};
use super::store::{self, Head};
use super::{DESK, view};
use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use base::{Result, Viewer};
use serde_json::json;
use ui::{Choice, Form, Frame, Page};
use uuid::Uuid;

/// A form body as pairs.
pub(super) type Pairs = axum::Form<Vec<(String, String)>>;

struct Row {
    set: Listed,
    category: String,
    changed: String,
}

#[derive(Template)]
#[template(path = "sets/list.html")]
struct ListPage {
    page: Page,
    rows: Vec<Row>,
    gone: Vec<SetRow>,
    filter: Form,
    categories: Vec<Choice>,
    questions: i64,
    any: bool,
}

#[derive(Template)]
#[template(path = "sets/new.html")]
struct NewPage {
    page: Page,
    form: Form,
    categories: Vec<Choice>,
}

/// What the list is filtered by.
#[derive(serde::Deserialize, Default)]
#[serde(default)]
pub(super) struct Filter {
    #[serde(rename = "chu-de")]
    category: String,
    q: String,
}

/// GET: all sets.
pub(super) async fn show(frame: Frame, Query(filter): Query<Filter>) -> Result<Response> {
    let mut db = frame.site.db.reader();
    let all = store::list(&mut db).await?;
    let gone = store::gone(&mut db).await?;
    let any = !all.is_empty();
    let key = vietnamese::fold(&filter.q);
    let fits = |s: &Listed| {
        (filter.category.is_empty() || s.category == filter.category)
            && (key.is_empty() || vietnamese::contains_folded(&format!("{} {}", s.title, s.description), &key))
    };
    let row = |set: Listed| {
        let day = vietnamese::dates::from_unix_ms(set.changed_at).strftime("%d/%m/%Y").to_string();
        Row { category: view::category_words(&frame, &set.category), changed: day, set }
    };
    let rows: Vec<Row> = all.into_iter().filter(fits).map(row).collect();
    let questions = rows.iter().map(|r| r.set.questions).sum();
    let mut categories = vec![Choice::new("", frame.t("gameshow-sets-all"))];
    categories.extend(view::categories(&frame, ""));
    let filter = Form::new().with("chu-de", filter.category).with("q", filter.q);
    let page = frame.page(frame.t("gameshow-sets-title")).noindex();
    Ok(ui::html(&ListPage { page, rows, gone, filter, categories, questions, any }))
}

fn new_page(frame: &Frame, form: Form) -> NewPage {
    let page = frame.page(frame.t("gameshow-sets-new")).crumb(frame.t("gameshow-sets-title"), DESK).noindex();
    NewPage { page, form, categories: view::categories(frame, "") }
}

/// GET `moi`: an empty form.
pub(super) async fn new(frame: Frame) -> Result<Response> {
    Ok(ui::html(&new_page(&frame, Form::new().with("category", "ky-nang-so"))))
}

/// POST `moi`: adds a set.
pub(super) async fn create(frame: Frame, viewer: Viewer, axum::Form(pairs): Pairs) -> Result<Response> {
    let mut form = Form::from_pairs(pairs);
    let (title, category, description) = match check_head(&form) {
        Ok(head) => head,
        Err(wrong) => {
            view::complain(&frame, &mut form, &wrong);
            return Ok(ui::unprocessable(&new_page(&frame, form)));
        }
    };
    let actor = viewer.actor();
    let mut tx = frame.site.db.write().await?;
    let id = store::insert(&mut tx, &actor, &Head { title: &title, category: &category, description: &description }, None).await?;
    tx.audit(&actor, "quiz-set.add", "quiz_set", id, None, json!({})).await?;
    tx.commit().await?;
    Ok(ui::done(&format!("{DESK}/{id}"), &frame.t("gameshow-sets-added")))
}

/// POST `{set}/sao-chep`: a set of one's own with the same questions.
pub(super) async fn copy(frame: Frame, viewer: Viewer, Path(set): Path<Uuid>) -> Result<Response> {
    let actor = viewer.actor();
    let mut tx = frame.site.db.write().await?;
    let was = store::find(&mut tx, set).await?;
    let title: String = frame.t1("gameshow-sets-copy-of", "title", &was.title).chars().take(120).collect();
    let id = store::insert(&mut tx, &actor, &Head { title: &title, category: &was.category, description: &was.description }, None).await?;
    let questions = store::questions(&mut tx, set).await?;
    for asked in &questions {
        store::add(&mut tx, id, &asked.question, actor.at).await?;
    }
    tx.audit(&actor, "quiz-set.copy", "quiz_set", id, None, json!({ "from": set, "questions": questions.len() })).await?;
    tx.commit().await?;
    Ok(ui::done(&format!("{DESK}/{id}"), &frame.t("gameshow-sets-copied")))
}

/// POST `{set}/xoa`.
pub(super) async fn withdraw(frame: Frame, viewer: Viewer, Path(set): Path<Uuid>) -> Result<Response> {
    let actor = viewer.actor();
    let mut tx = frame.site.db.write().await?;
    store::withdraw(&mut tx, set, actor.at).await?;
    tx.audit(&actor, "quiz-set.delete", "quiz_set", set, None, json!({})).await?;
    tx.commit().await?;
    Ok(ui::done(&format!("{DESK}#da-xoa"), &frame.t("gameshow-sets-deleted")))
}

/// POST `{set}/khoi-phuc`.
pub(super) async fn restore(frame: Frame, viewer: Viewer, Path(set): Path<Uuid>) -> Result<Response> {
    let actor = viewer.actor();
    let mut tx = frame.site.db.write().await?;
    store::find_gone(&mut tx, set).await?;
    store::restore(&mut tx, set, actor.at).await?;
    tx.audit(&actor, "quiz-set.restore", "quiz_set", set, None, json!({})).await?;
    tx.commit().await?;
    Ok(ui::done(&format!("{DESK}/{set}"), &frame.t("gameshow-sets-restored")))
}
