//! Trang công khai: the programme by stop and day, and one stop with all that concerns it.
use crate::model::ProgrammeItem;
use crate::{door, view};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use base::{Error, Result, Site};
use plan::door::Stop;
use serde::Deserialize;
use ui::{Frame, Page};

#[derive(Template)]
#[template(path = "programme.html")]
struct ProgrammePage {
    page: Page,
    stops: Vec<view::StopView>,
    elsewhere: Vec<view::Day>,
    query: String,
}

#[derive(Template)]
#[template(path = "stop.html")]
struct StopPage {
    page: Page,
    stop: view::StopView,
    others: Vec<view::StopView>,
    query: String,
}

/// Which campaign is asked for.
#[derive(Deserialize, Default)]
pub struct Of {
    /// Its address word; empty for the current one.
    #[serde(default)]
    nam: String,
}

struct Loaded {
    /// Keeps links within this campaign; empty for the current one.
    query: String,
    name: String,
    stops: Vec<Stop>,
    items: Vec<ProgrammeItem>,
    activities: Vec<plan::door::Activity>,
}

/// The whole programme.
pub async fn programme(State(site): State<Site>, frame: Frame, Query(of): Query<Of>) -> Result<Response> {
    let loaded = load(&site, &of).await?;
    let (stops, elsewhere) = match &loaded {
        Some(l) => view::by_stop(&frame, &l.stops, &l.items, &l.activities, &l.query),
        None => (Vec::new(), Vec::new()),
    };
    let query = loaded.as_ref().map(|l| l.query.clone()).unwrap_or_default();
    let title = match &loaded {
        Some(l) if !query.is_empty() => frame.t1("events-title-of", "campaign", &l.name),
        _ => frame.t("events-title"),
    };
    let page = frame.page(title).description(frame.t("events-lead"));
    Ok(ui::public(&ProgrammePage { page, stops, elsewhere, query }))
}

/// One stop.
pub async fn stop(State(site): State<Site>, frame: Frame, Path(slug): Path<String>, Query(of): Query<Of>) -> Result<Response> {
    let Loaded { query, stops, items, activities, .. } = load(&site, &of).await?.ok_or(Error::NotFound)?;
    let (stops, _) = view::by_stop(&frame, &stops, &items, &activities, &query);
    let (mut chosen, others): (Vec<_>, Vec<_>) = stops.into_iter().partition(|s| s.slug == slug);
    let stop = chosen.pop().ok_or(Error::NotFound)?;
    let page = frame.page(stop.title.clone()).crumb(frame.t("events-title"), format!("/su-kien{query}")).description(format!("{} · {}", stop.when, stop.venue));
    Ok(ui::public(&StopPage { page, stop, others, query }))
}

/// None before the first plan; 404 for a campaign that does not exist.
async fn load(site: &Site, of: &Of) -> Result<Option<Loaded>> {
    let mut db = site.db.reader();
    let current = plan::door::current(&mut db).await?;
    let here = of.nam.is_empty() || current.as_ref().is_some_and(|c| c.slug == of.nam);
    let campaign = if here { current } else { Some(plan::door::by_slug(&mut db, &of.nam).await?.ok_or(Error::NotFound)?) };
    let Some(campaign) = campaign else { return Ok(None) };
    Ok(Some(Loaded {
        query: if here { String::new() } else { format!("?nam={}", campaign.slug) },
        name: campaign.full_name(),
        stops: plan::door::stops(&mut db, campaign.id).await?,
        items: door::items(&mut db, campaign.id).await?,
        activities: plan::door::activities(&mut db, campaign.id).await?,
    }))
}
