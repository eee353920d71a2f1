//! Bản in và màn hình lớn: the board on paper, the board across a hall, and an own plan on paper.
use super::access::Desk;
use super::board::{Facts, Loaded};
use super::tasks::{self, Line};
use super::view::{self, Group, Row};
use super::{BOARDS, task_store};
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use base::{Result, Viewer};
use ui::{Frame, Page};
use uuid::Uuid;

#[derive(Template)]
#[template(path = "prepare/board_print.html")]
struct BoardSheet {
    page: Page,
    facts: Facts,
    groups: Vec<Group>,
    made: String,
}

#[derive(Template)]
#[template(path = "prepare/stage.html")]
struct StagePage {
    page: Page,
    facts: Facts,
    kinds: Vec<Group>,
    rows: Vec<Row>,
    /// Whether more is lacking than there is room for.
    more: bool,
}

#[derive(Template)]
#[template(path = "prepare/tasks_print.html")]
struct TasksSheet {
    page: Page,
    name: String,
    words: String,
    deadline: String,
    rows: Vec<Line>,
    made: String,
}

fn made(frame: &Frame) -> String {
    let at = vietnamese::dates::date_and_time(vietnamese::dates::from_unix_ms(frame.site.clock.now_ms()));
    frame.t1("duties-printed-at", "when", at)
}

/// GET `/nhiem-vu/san-sang/{stop}/in`.
pub(crate) async fn board(frame: Frame, viewer: Viewer, Path(slug): Path<String>) -> Result<Response> {
    let l = Loaded::of(&frame, &viewer, &slug).await?;
    let rows = l.rows(&frame);
    let facts = l.facts(&frame, &rows);
    let page = frame.page(facts.title.clone()).crumb(facts.title.clone(), format!("{BOARDS}/{slug}")).noindex();
    let groups = view::groups(rows, |r| format!("{} · {}", r.day, r.kind));
    Ok(ui::html(&BoardSheet { page, facts, groups, made: made(&frame) }))
}

/// GET `/nhiem-vu/san-sang/{stop}/man-hinh`: red first, as many as a hall can read.
pub(crate) async fn stage(frame: Frame, viewer: Viewer, Path(slug): Path<String>) -> Result<Response> {
    const SHOWN: usize = 3;
    let l = Loaded::of(&frame, &viewer, &slug).await?;
    let all = l.rows(&frame);
    let facts = l.facts(&frame, &all);
    let mut rows = view::lacking(all);
    let more = rows.len() > SHOWN;
    rows.truncate(SHOWN);
    let kinds = view::groups(l.rows(&frame), |r| r.kind.clone());
    let page = frame.page(facts.title.clone()).noindex().refresh(30);
    Ok(ui::html(&StagePage { page, facts, kinds, rows, more }))
}

/// GET `/nhiem-vu/{id}/ke-hoach/in`.
pub(crate) async fn tasks(frame: Frame, viewer: Viewer, Path(id): Path<Uuid>) -> Result<Response> {
    let (desk, duty) = Desk::duty(&frame.site, &viewer, id).await?;
    let mut db = frame.site.db.reader();
    let (name, words) = tasks::words_of(&mut db, &desk, &duty).await?;
    let rows = task_store::of_duty(&mut db, id).await?;
    let page = frame.page(frame.t("duties-task-title")).crumb(frame.t("duties-task-title"), format!("/nhiem-vu/{id}/ke-hoach")).noindex();
    Ok(ui::html(&TasksSheet {
        page,
        name,
        words,
        deadline: duty.deadline().map(vietnamese::dates::short).unwrap_or_default(),
        rows: rows.iter().filter(|t| t.dropped_at.is_none()).map(|t| tasks::line(&frame, t)).collect(),
        made: made(&frame),
    }))
}
