//! Biên bản: the minutes of a game to be printed and signed, with the journal's hash, so that paper and journal belong together.
use super::count::{Counted, load};
use super::pages::{Row, rows, teams};
use crate::host;
use crate::play::rule_sentences;
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use base::{Result, Viewer};
use ui::{Frame, Page};
use uuid::Uuid;

#[derive(Template)]
#[template(path = "results/minutes.html")]
struct MinutesPage {
    page: Page,
    title: String,
    day: String,
    began: String,
    ended: String,
    rule: Vec<String>,
    rows: Vec<Row>,
    teams: Vec<Row>,
    players: u32,
    ranked: usize,
    questions: usize,
    answers: usize,
    lines: usize,
    hash: String,
    id: Uuid,
}

fn at(ms: i64, format: &str) -> String {
    jiff::Timestamp::from_millisecond(ms).map(|t| t.to_zoned_datetime(base::clock::zone()).strftime(format).to_string()).unwrap_or_default()
}

/// `GET /dau-truong/{id}/bien-ban`.
pub async fn show(frame: Frame, viewer: Viewer, Path(id): Path<Uuid>) -> Result<Response> {
    host::own(&frame.site, &viewer, id).await?;
    let counted: Counted = load(&frame.site.db, id).await?;
    let ended = counted.row.ended_at.unwrap_or_else(|| frame.site.clock.now_ms());
    let mut honoured = rows(&frame, &counted);
    let places = u32::from(counted.count.settings.podium.max(3));
    honoured.retain(|row| row.rank <= places);
    Ok(ui::html(&MinutesPage {
        page: frame.page(frame.t("gameshow-minutes")).noindex(),
        title: counted.row.title.clone(),
        day: at(ended, "%d/%m/%Y"),
        began: at(counted.row.created_at, "%H:%M"),
        ended: at(ended, "%H:%M"),
        rule: rule_sentences(&frame, &counted.count.settings),
        rows: honoured,
        teams: teams(&counted),
        players: counted.count.players,
        ranked: counted.official.len(),
        questions: counted.count.questions.len(),
        answers: counted.count.answers.len(),
        lines: counted.lines,
        hash: hex::encode(counted.count.hash),
        id,
    }))
}
