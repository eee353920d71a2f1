//! Trả lời không qua WebSocket: by script where WebSocket is blocked, by a plain form where there is no script.
use super::player;
use crate::live::{Command, Handle};
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use base::{Error, Result, Site};
use quiz::question::Kind;
use quiz::{Answer, Question, Refusal, Stage};
use serde_json::json;
use ui::Frame;
use uuid::Uuid;

/// Longest text that comes back with the page, in characters.
const KEPT: usize = 200;

/// Body of [`json`].
#[derive(serde::Deserialize)]
pub struct Sent {
    n: u32,
    a: Answer,
}

async fn send(site: &Site, handle: &Handle, p: u32, n: u32, a: Answer) -> Result<Result<(), Refusal>> {
    let now = site.clock.now().as_microsecond();
    // Over plain HTTP nobody measures the way, so there is no credit.
    let result = handle.ask(|reply| Command::Answer(p, n, a, now, 0, reply)).await;
    result.ok_or_else(|| Error::internal("an answer could not be journalled"))
}

/// `POST /dau-truong/{id}/gui`: an answer as JSON.
pub async fn json(State(site): State<Site>, Path(id): Path<Uuid>, headers: HeaderMap, body: Bytes) -> Result<Response> {
    let (handle, p) = player(&site, id, &headers).await?;
    let Ok(sent) = serde_json::from_slice::<Sent>(body.get(..2048.min(body.len())).unwrap_or_default()) else {
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, axum::Json(json!({"k": "no", "n": 0, "why": Refusal::Unfit.code()}))).into_response());
    };
    let answer = match send(&site, &handle, p, sent.n, sent.a).await? {
        Ok(()) => json!({"k": "ack", "n": sent.n}),
        Err(why) => json!({"k": "no", "n": sent.n, "why": why.code()}),
    };
    Ok(axum::Json(answer).into_response())
}

/// `POST /dau-truong/{id}/tra-loi`: the form of the page without script.
pub async fn form(frame: Frame, Path(id): Path<Uuid>, headers: HeaderMap, axum::Form(pairs): axum::Form<Vec<(String, String)>>) -> Result<Response> {
    let (handle, p) = player(&frame.site, id, &headers).await?;
    let n = pairs.iter().find(|(k, _)| k == "n").and_then(|(_, v)| v.parse().ok()).unwrap_or(0);
    let values: Vec<String> = pairs.into_iter().filter(|(k, _)| k == "a").map(|(_, v)| v).collect();
    let back = format!("/dau-truong/{id}/choi");
    let snapshot = handle.now();
    // A form of a question before is not read as an answer to the one that is on.
    let Some(question) = snapshot.view.question.as_ref().filter(|_| n >= snapshot.phase && matches!(snapshot.view.stage, Stage::Asked(_))) else {
        return Ok(ui::warned(&back, &frame.t("gameshow-no-late")));
    };
    // What was typed comes back with the page; a long one would not fit its address.
    let typed = matches!(question.kind, Kind::Typed { .. } | Kind::Estimate { .. });
    let kept = values.first().filter(|text| typed && !text.is_empty() && text.chars().count() <= KEPT);
    let again = kept.map_or_else(|| back.clone(), |text| format!("{back}?a={}", ui::page::encode(text)));
    let Some(a) = read(question, &values) else {
        return Ok(ui::warned(&again, &unfit(&frame, question)));
    };
    match send(&frame.site, &handle, p, n, a).await? {
        Ok(()) => Ok(ui::done(&back, &frame.t("gameshow-acked"))),
        Err(why @ (Refusal::Paused | Refusal::Early)) => Ok(ui::warned(&again, &frame.t(&format!("gameshow-no-{}", why.code())))),
        Err(why) => Ok(ui::warned(&back, &frame.t(&format!("gameshow-no-{}", why.code())))),
    }
}

/// Reads the fields of a form. A number grouped by commas, `1,250`, is 1.250 where 1,25 lies outside of what may be answered.
fn read(question: &Question, values: &[String]) -> Option<Answer> {
    let grouped = || values.iter().map(|text| text.replace(',', ".")).collect::<Vec<_>>();
    question.parse(values).or_else(|| matches!(question.kind, Kind::Estimate { .. }).then(|| question.parse(&grouped())).flatten())
}

/// What is wrong with an answer that does not fit its question.
fn unfit(frame: &Frame, question: &Question) -> String {
    match &question.kind {
        Kind::Estimate { min, max, unit, .. } => format!("{} {} – {} {unit}", frame.t("gameshow-no-range"), min.plain(unit), max.plain(unit)).trim_end().to_owned(),
        Kind::Many { .. } => frame.t("gameshow-no-choice"),
        Kind::Order { .. } => frame.t("gameshow-no-order"),
        Kind::Typed { .. } => frame.t("gameshow-no-words"),
        _ => frame.t("gameshow-no-unfit"),
    }
}
