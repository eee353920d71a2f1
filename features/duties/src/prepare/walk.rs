//! Đi kiểm tra (walk): the phone view for somebody who goes through the venue, one day at a time, ticking with the thumb. Without
//! network a small script keeps the ticks on the phone and sends them later; without script every tick is a form.
use super::board::{Facts, Loaded};
use super::view::{self, Group};
use super::{BOARDS, model};
use askama::Template;
use axum::extract::{Path, Query};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use base::{Result, Viewer};
use sha2::{Digest, Sha256};
use std::sync::LazyLock;
use ui::{Frame, Page};

const TEXT: &str = include_str!("walk.js");
static NAME: LazyLock<String> = LazyLock::new(|| format!("di.{}.js", hex::encode(&Sha256::digest(TEXT)[..8])));

#[derive(Template)]
#[template(path = "prepare/walk.html")]
struct WalkPage {
    page: Page,
    facts: Facts,
    days: Vec<(String, String, bool)>,
    groups: Vec<Group>,
    script: String,
    here: String,
    only_mine: bool,
    account: String,
}

/// What the address chooses.
#[derive(serde::Deserialize, Default)]
#[serde(default)]
pub(crate) struct Asked {
    ngay: Option<i64>,
}

/// GET `/nhiem-vu/san-sang/{stop}/di`: without `ngay` the day that is on, else what comes before the first.
pub(crate) async fn show(frame: Frame, viewer: Viewer, Path(slug): Path<String>, Query(asked): Query<Asked>) -> Result<Response> {
    let l = Loaded::of(&frame, &viewer, &slug).await?;
    let rows = l.rows(&frame);
    let (facts, today) = (l.facts(&frame, &rows), frame.site.clock.today());
    let length = model::length(&l.stop);
    let on = (1..=length).find(|n| model::day_of(&l.stop, *n) == Some(today)).unwrap_or(0);
    let day = asked.ngay.filter(|n| (0..=length).contains(n)).unwrap_or(on);
    let address = |n: i64| format!("{BOARDS}/{slug}/di?ngay={n}");
    let days = (0..=length).map(|n| (address(n), view::day_title(&frame, &l.stop, n), n == day)).collect();
    let page = frame.page(frame.t("duties-walk-title")).crumb(facts.title.clone(), format!("{BOARDS}/{slug}")).noindex().working(l.desk.campaign.id).again(BOARDS);
    let groups = view::groups(rows.into_iter().filter(|r| r.day_no == day).collect(), |r| r.kind.clone());
    let script = format!("{BOARDS}/tap-lenh/{}", *NAME);
    Ok(ui::html(&WalkPage { page, facts, days, groups, script, here: address(day), only_mine: !l.desk.scope.is_all(), account: viewer.account.to_string() }))
}

/// GET `/nhiem-vu/san-sang/tap-lenh/{name}`: the script, kept under the hash of its content.
pub(crate) async fn script(Path(name): Path<String>) -> Response {
    if name != *NAME {
        return StatusCode::NOT_FOUND.into_response();
    }
    let fixed = [(header::CONTENT_TYPE, "text/javascript; charset=utf-8"), (header::CACHE_CONTROL, "public, max-age=31536000, immutable")];
    (fixed, TEXT).into_response()
}
