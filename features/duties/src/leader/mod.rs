//! Toàn cảnh của lãnh đạo (`/nhiem-vu/lanh-dao`): one screen on a phone for leaders and the coordinating department. Each number opens
//! its rows. It must never show a figure that its rows do not add up to.
pub(crate) mod model;
pub(crate) mod store;
mod view;

use crate::door::At;
use crate::ground::{self, Ground};
use crate::scope;
use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use base::{Error, Result, Viewer};
use jiff::ToSpan;
use serde::Deserialize;
use ui::{Beat, Cell as Figure, Frame, Link, Page};

/// What the address may say.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Asked {
    /// `het`: the whole ranking, not only its head.
    xem: String,
}

#[derive(Template)]
#[template(path = "leader/page.html")]
struct Screen {
    page: Page,
    when: String,
    cells: Vec<Figure>,
    total: i64,
    formula: String,
    rate: String,
    beat: Beat,
    needs: Vec<view::Need>,
    ranking: Vec<view::Rank>,
    ranked: usize,
    whole: bool,
    kinds: Vec<view::Kind>,
    stops: Vec<view::Stop>,
    since: Vec<view::Since>,
    links: Vec<Link>,
}

/// `GET /nhiem-vu/lanh-dao`: a constant number of statements (a test counts them).
pub async fn show(frame: Frame, viewer: Viewer, Query(asked): Query<Asked>) -> Result<Response> {
    let site = &frame.site;
    let mut db = site.db.reader();
    let title = frame.t("duties-leader-title");
    let Some(ground) = Ground::load(&mut db, site, &viewer).await? else { return Ok(ground::nothing(&frame, &title)) };
    if !ground.scope.is_all() {
        return Err(Error::Forbidden);
    }
    let (scope, id, at) = (&ground.scope, ground.campaign.id, &ground.at);
    let past = pasts(at);
    let mut shares = store::by_agency(&mut db, scope, id, at, &past).await?;
    let lines = store::by_line(&mut db, scope, id, at).await?;
    let mut since = Vec::with_capacity(past.len());
    let cells = model::total(&shares);
    for (which, moment) in past.iter().enumerate() {
        let changes = store::changed(&mut db, scope, id, at, moment).await?;
        since.push(view::since(&frame, moment, model::since(cells, &shares, &changes, which), which));
    }
    let waiting = store::waiting(&mut db, scope, id).await?;
    let questions = plan::door::open_questions(&mut db, id).await?;
    let stops = plan::door::stops(&mut db, id).await?;
    model::rank(&mut shares);
    let ranked = shares.len();
    let whole = asked.xem == "het" || ranked <= view::HEAD;
    let manages = scope::manages(&viewer, id);
    let now = vietnamese::dates::date_and_time(vietnamese::dates::from_unix_ms(at.ms));
    Ok(ui::html(&Screen {
        page: frame.page(title).noindex().active("/nhiem-vu/lanh-dao"),
        when: frame.t2("duties-leader-when", "name", ground.campaign.full_name(), "when", now),
        cells: view::cells(&frame, cells),
        total: cells.total(),
        formula: view::formula(&frame, cells),
        rate: cells.rate().map(ground::percent).unwrap_or_default(),
        beat: view::beat(&ground, &lines),
        needs: view::needs(&frame, waiting, questions, manages),
        ranking: shares.iter().take(if whole { usize::MAX } else { view::HEAD }).enumerate().map(|(at, s)| view::rank(&frame, &ground, at, s)).collect(),
        ranked,
        whole,
        kinds: view::kinds(&frame, &ground, &lines),
        stops: view::stops(&frame, &ground, &stops, &lines),
        since,
        links: ground::ways(&frame, true, "/nhiem-vu/lanh-dao"),
    }))
}

/// The end of yesterday and of the day a week ago.
fn pasts(at: &At) -> [At; 2] {
    [1, 7].map(|days| At::end_of(at.day.checked_sub(days.days()).unwrap_or(at.day)))
}
