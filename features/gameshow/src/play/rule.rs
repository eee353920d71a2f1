//! Thể lệ: the rule of a game in words, as it is counted; may be printed beside the contest's regulation.
use crate::store;
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use base::Result;
use quiz::Settings;
use quiz::score::Curve;
use ui::{Frame, Page};
use uuid::Uuid;
use vietnamese::numbers::group;

#[derive(Template)]
#[template(path = "play/rule.html")]
struct RulePage {
    page: Page,
    lines: Vec<String>,
    questions: usize,
}

/// The rule in sentences.
pub(crate) fn sentences(frame: &Frame, settings: &Settings) -> Vec<String> {
    let rule = settings.rule;
    let curve = match rule.curve {
        Curve::Half => "gameshow-rule-half",
        Curve::Linear => "gameshow-rule-linear",
        Curve::Flat => "gameshow-rule-flat",
    };
    let mut lines = vec![frame.t1(curve, "points", group(i64::from(rule.points)))];
    lines.push(frame.t("gameshow-rule-share"));
    lines.push(if rule.minus > 0 { frame.t1("gameshow-rule-minus", "points", group(i64::from(rule.minus))) } else { frame.t("gameshow-rule-no-minus") });
    if rule.streak > 0 {
        lines.push(frame.t1("gameshow-rule-streak", "points", group(i64::from(rule.streak))));
    }
    lines.push(frame.t("gameshow-rule-weight"));
    lines.push(frame.t("gameshow-rule-credit"));
    lines.push(frame.t("gameshow-rule-tie"));
    if !settings.teams.is_empty() {
        lines.push(frame.t("gameshow-rule-team"));
    }
    lines.push(frame.t("gameshow-rule-once"));
    lines.push(frame.t("gameshow-rule-recount"));
    lines
}

/// `GET /dau-truong/{id}/luat`.
pub async fn show(frame: Frame, Path(id): Path<Uuid>) -> Result<Response> {
    let row = store::game(&mut frame.site.db.reader(), id).await?;
    let lines = sentences(&frame, &row.settings());
    let title = frame.t1("gameshow-rule-of", "title", &row.title);
    let page = frame.page(title).crumb(frame.t("gameshow-nav"), "/dau-truong").noindex();
    Ok(ui::html(&RulePage { page, lines, questions: row.questions().len() }))
}
