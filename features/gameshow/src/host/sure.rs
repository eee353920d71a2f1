//! Hỏi lại: what cannot be taken back is asked once more, on a page of its own, so that it works without script and no push closes it.
use super::own_live;
use crate::scene::{self, Phase};
use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use base::{Error, Result, Viewer};
use ui::{Frame, Page};
use uuid::Uuid;

#[derive(Template)]
#[template(path = "host/sure.html")]
struct SurePage {
    page: Page,
    id: Uuid,
    /// The question that would be dropped.
    text: String,
    help: String,
    go: String,
    act: &'static str,
    /// The phase that it is asked for: later the answer is void.
    n: u32,
    back: String,
}

/// What is to be done.
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct Asked {
    viec: String,
}

/// `GET /dau-truong/{id}/dieu-khien/chac-chan?viec=`.
pub async fn show(frame: Frame, viewer: Viewer, Path(id): Path<Uuid>, Query(asked): Query<Asked>) -> Result<Response> {
    let (row, handle) = own_live(&frame.site, &viewer, id).await?;
    let s = scene::now(&frame, &handle);
    let back = format!("/dau-truong/{id}/dieu-khien");
    let out = matches!(s.phase, Phase::Soon | Phase::Read | Phase::Open | Phase::Over);
    let (title, help, go, act, text) = match asked.viec.as_str() {
        "skip" if out => {
            let text = row.questions().get(s.q.saturating_sub(1) as usize).map(|q| q.text.clone()).unwrap_or_default();
            (frame.t1("gameshow-sure-skip", "q", s.q), frame.t("gameshow-sure-skip-help"), frame.t1("gameshow-sure-skip-do", "q", s.q), "skip", text)
        }
        "finish" if matches!(s.phase, Phase::Lobby | Phase::Revealed | Phase::Board) => {
            let left = s.of.saturating_sub(s.next());
            (frame.t("gameshow-sure-finish"), frame.t1("gameshow-sure-finish-help", "n", left), frame.t("gameshow-sure-finish-do"), "finish", String::new())
        }
        "skip" | "finish" => return Ok(ui::warned(&back, &frame.t("gameshow-host-no-now"))),
        _ => return Err(Error::NotFound),
    };
    let page = frame.page(title).crumb(row.title, back.clone()).noindex();
    Ok(ui::html(&SurePage { page, id, text, help, go, act, n: s.n, back }))
}
