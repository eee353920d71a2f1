//! Danh sách văn bản: the papers that a person may see, by kind, state and agency, found without marks.
use crate::scope::{self, Scope};
use crate::store::{self, Filter};
use crate::{facts::Facts, view};
use agencies::door::Directory;
use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use base::{Result, Viewer};
use serde::Deserialize;
use ui::{Choice, Form, Frame, Page, Pager, Tone};
use uuid::Uuid;

const PER_PAGE: u32 = 50;

/// What the address may say.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Asked {
    q: String,
    loai: String,
    trang_thai: String,
    co_quan: String,
    dot: String,
    trang: String,
}

#[derive(Template)]
#[template(path = "list.html")]
struct ListPage {
    page: Page,
    form: Form,
    kinds: Vec<Choice>,
    states: Vec<Choice>,
    agencies: Vec<Choice>,
    rows: Vec<Row>,
    pager: Pager,
    filtered: bool,
    batch: String,
    drafts: usize,
    may_write: bool,
    may_template: bool,
}

struct Row {
    href: String,
    title: String,
    to: String,
    kind: &'static str,
    number: String,
    issuer: String,
    when: String,
    state: String,
    tone: Tone,
}

/// `GET /van-ban`: two statements.
pub async fn list(frame: Frame, viewer: Viewer, Query(asked): Query<Asked>) -> Result<Response> {
    let mut db = frame.site.db.reader();
    let scope = Scope::of(&viewer);
    let words: String = vietnamese::fold(&vietnamese::normalize_line(&asked.q)).chars().filter(|c| !"%_".contains(*c)).take(100).collect();
    let filter = Filter { kind: asked.loai.clone(), state: asked.trang_thai.clone(), words, agency: asked.co_quan.parse().ok(), batch: asked.dot.parse().ok() };
    let number: u32 = asked.trang.parse().unwrap_or(1).clamp(1, 10_000);
    let found = store::list(&mut db, &scope, &filter, i64::from(PER_PAGE), i64::from((number - 1) * PER_PAGE)).await?;
    let total = found.first().map_or(0, |row| row.total);
    let pager = Pager::new(number, PER_PAGE, u64::try_from(total).unwrap_or(0), &address(&asked));
    let directory = Directory::load(&mut db).await?;
    let today = frame.site.clock.today();
    let rows: Vec<Row> = found.into_iter().map(|row| line(&frame, row)).collect();
    let all = |label: &str| std::iter::once(Choice::new("", frame.t(label)));
    let mine: Vec<Uuid> = viewer.agencies();
    let campaign = Facts::working(&frame.site, &viewer).await?.map(|c| c.id);
    let sees_all = scope::coordinates(&viewer, campaign) || mine.is_empty();
    let agencies = directory.list(today).into_iter().filter(|a| !a.is_group && (sees_all || mine.contains(&a.id))).map(|a| Choice::new(a.id.to_string(), a.name));
    let states = [("draft", "papers-state-draft"), ("issued", "papers-state-issued"), ("signed", "papers-state-signed"), ("dropped", "papers-state-dropped")];
    let form = Form::from_pairs([("q", asked.q.clone()), ("loai", asked.loai.clone()), ("trang_thai", asked.trang_thai.clone()), ("co_quan", asked.co_quan.clone())]);
    Ok(ui::html(&ListPage {
        page: frame.page(frame.t("papers-nav")).noindex().active("/van-ban"),
        kinds: all("papers-all-kinds").chain(view::kinds()).collect(),
        states: all("papers-all-states").chain(states.map(|(value, key)| Choice::new(value, frame.t(key)))).collect(),
        agencies: all("papers-all-agencies").chain(agencies).collect(),
        filtered: !address(&asked).ends_with("/van-ban"),
        drafts: rows.iter().filter(|row| row.tone == Tone::Go).count(),
        batch: filter.batch.map(|id| id.to_string()).unwrap_or_default(),
        may_write: viewer.can(crate::EDIT),
        may_template: viewer.can(crate::TEMPLATES),
        form,
        rows,
        pager,
    }))
}

fn line(frame: &Frame, row: store::Listed) -> Row {
    let content: crate::model::Content = serde_json::from_str(&row.content).unwrap_or_default();
    let (tone, state) = view::state(&row.state);
    let day = row.issued_on.as_deref().and_then(|day| day.parse().ok()).map(vietnamese::dates::short);
    Row {
        href: format!("/van-ban/{}", row.id),
        title: row.title,
        to: content.addressee,
        kind: view::kind_words(&row.kind),
        number: if row.number.is_empty() { frame.t("papers-no-number") } else { row.number },
        issuer: content.issuer,
        when: day.unwrap_or_else(|| vietnamese::dates::short(vietnamese::dates::local(row.updated_at))),
        state: frame.t(state),
        tone,
    }
}

/// The list's address with all parameters but the page.
fn address(asked: &Asked) -> String {
    let parts = [("q", &asked.q), ("loai", &asked.loai), ("trang_thai", &asked.trang_thai), ("co_quan", &asked.co_quan), ("dot", &asked.dot)];
    let given: Vec<String> = parts.into_iter().filter(|(_, value)| !value.is_empty()).map(|(name, value)| format!("{name}={}", ui::page::encode(value))).collect();
    if given.is_empty() { "/van-ban".to_owned() } else { format!("/van-ban?{}", given.join("&")) }
}
