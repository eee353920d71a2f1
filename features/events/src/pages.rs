//! Trang công khai: the programme by stop and day, and one stop with all that concerns it.
use crate::model::ProgrammeItem;
use crate::{door, view};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use base::{Error, Result, Site};
use plan::door::Stop;
use ui::{Frame, Page};

#[derive(Template)]
#[template(path = "programme.html")]
struct ProgrammePage {
    page: Page,
    stops: Vec<view::StopView>,
    elsewhere: Vec<view::Day>,
}

#[derive(Template)]
#[template(path = "stop.html")]
struct StopPage {
    page: Page,
    stop: view::StopView,
    others: Vec<view::StopView>,
}

struct Loaded {
    stops: Vec<Stop>,
    items: Vec<ProgrammeItem>,
    activities: Vec<plan::door::Activity>,
}

/// The whole programme.
pub async fn programme(State(site): State<Site>, frame: Frame) -> Result<Response> {
    let loaded = load(&site).await?;
    let (stops, elsewhere) = match &loaded {
        Some(l) => view::by_stop(&frame, &l.stops, &l.items, &l.activities),
        None => (Vec::new(), Vec::new()),
    };
    let title = frame.t("events-title");
    let page = frame.page(title).description(frame.t("events-lead"));
    Ok(ui::public(&ProgrammePage { page, stops, elsewhere }))
}

/// One stop.
pub async fn stop(State(site): State<Site>, frame: Frame, Path(slug): Path<String>) -> Result<Response> {
    let loaded = load(&site).await?.ok_or(Error::NotFound)?;
    let (stops, _) = view::by_stop(&frame, &loaded.stops, &loaded.items, &loaded.activities);
    let (mut chosen, others): (Vec<_>, Vec<_>) = stops.into_iter().partition(|s| s.slug == slug);
    let stop = chosen.pop().ok_or(Error::NotFound)?;
    let page = frame.page(stop.title.clone()).crumb(frame.t("events-title"), "/su-kien").description(format!("{} · {}", stop.when, stop.venue));
    Ok(ui::public(&StopPage { page, stop, others }))
}

async fn load(site: &Site) -> Result<Option<Loaded>> {
    let mut db = site.db.reader();
    let Some(campaign) = plan::door::current(&mut db).await? else { return Ok(None) };
    Ok(Some(Loaded {
        stops: plan::door::stops(&mut db, campaign.id).await?,
        items: door::items(&mut db, campaign.id).await?,
        activities: plan::door::activities(&mut db, campaign.id).await?,
    }))
}
