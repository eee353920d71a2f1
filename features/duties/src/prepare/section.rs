//! Phần kế hoạch riêng trên trang nhiệm vụ: what the duty's page shows of this part; the page itself belongs to the desk.
use super::tasks::{self, Line};
use super::{BOARDS, store, task_store};
use crate::duty::section::{Context, Section};
use askama::Template;
use base::{Error, Fetch, Result, args};
use ui::Page;

#[derive(Template)]
#[template(path = "prepare/section.html")]
struct Inner {
    page: Page,
    href: String,
    total: usize,
    done: usize,
    next: Vec<Line>,
    stops: Vec<(String, String, i64, i64)>,
    may: bool,
    back: String,
}

/// How far the own plan is, its next tasks, and the boards where the duty's checklists are. None for partners, who have only a part
/// in the line: the plan is the agency's own, with the names of its people. [2]
pub(crate) async fn section(cx: &Context<'_>) -> Result<Option<Section>> {
    let (frame, duty) = (cx.frame, cx.duty);
    if !(cx.scope.is_all() || duty.agency.is_some_and(|a| cx.scope.own.contains(&a))) {
        return Ok(None);
    }
    let mut db = frame.site.db.reader();
    let tasks: Vec<_> = task_store::of_duty(&mut db, duty.id).await?.into_iter().filter(|t| t.dropped_at.is_none()).collect();
    let counts: Vec<(String, String, i64, i64)> = db.all(store::OF_DUTY, args![duty.id]).await?;
    let shown = counts.into_iter().map(|(slug, name, total, settled)| (format!("{BOARDS}/{slug}"), name, settled, total));
    let section = Inner {
        page: frame.page(""),
        href: format!("/nhiem-vu/{}/ke-hoach", duty.id),
        total: tasks.len(),
        done: tasks.iter().filter(|t| t.done_at.is_some()).count(),
        next: tasks.iter().filter(|t| t.done_at.is_none()).take(5).map(|t| tasks::line(frame, t)).collect(),
        stops: shown.collect(),
        may: cx.works,
        back: duty.href(),
    };
    let html = section.render().map_err(Error::internal)?;
    Ok(Some(Section { id: "ke-hoach-rieng", title: frame.t("duties-task-title"), html, key: "" }))
}
