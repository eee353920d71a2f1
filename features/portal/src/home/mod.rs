//! Trang chủ (home): the campaign on one page. Everything on it is read from the data; without data it says what to do.
mod hero;
pub mod now;
pub mod sections;

use crate::snapshot::{self, Snapshot};
use crate::{model::journey, words};
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use base::{Result, Site};
use serde::Deserialize;
use ui::live::Beat;
use ui::parts::{Link, Step};
use ui::{Frame, Page};

/// Which campaign: `?nam=`.
#[derive(Deserialize, Default)]
pub struct Which {
    /// Address word of a campaign.
    pub nam: Option<String>,
}

#[derive(Template)]
#[template(path = "home/home.html")]
struct HomePage {
    page: Page,
    hero: hero::Hero,
    now: now::Now,
    timetable: Vec<Step>,
    examples: Vec<Link>,
    placeholder: String,
    due: Option<sections::Due>,
    activities_title: String,
    halves: [Vec<sections::Kind>; 2],
    beat: Beat,
    who: Vec<sections::Who>,
    who_total: usize,
    switch: Vec<Link>,
    suffix: String,
}

#[derive(Template)]
#[template(path = "home/empty.html")]
struct EmptyPage {
    page: Page,
}

/// `/`.
pub async fn home(State(site): State<Site>, frame: Frame, Query(which): Query<Which>) -> Result<Response> {
    let Some(snap) = snapshot::of(&site, which.nam.as_deref()).await? else {
        let page = frame.page(frame.t("portal-empty-title")).description(frame.t("portal-empty-lead"));
        return Ok(ui::public(&EmptyPage { page }));
    };
    Ok(ui::public(&build(&frame, &snap)))
}

fn build(frame: &Frame, snap: &Snapshot) -> HomePage {
    let hero = hero::of(frame, snap);
    let description = hero.lead.clone();
    let title = words::theme(&snap.campaign).join(" – ");
    let page = frame.page(title).description(words::cut(&description, 200)).path(snap.at("/"));
    let now = now::of(frame, snap);
    HomePage {
        timetable: if now.is_empty() { now::timetable(frame, snap) } else { Vec::new() },
        examples: sections::examples(snap),
        placeholder: sections::placeholder(frame, snap),
        due: sections::due(frame, snap),
        activities_title: match snap.activities.len() {
            0 => String::new(),
            n => frame.t1("portal-activities-title", "count", words::count(frame, n)),
        },
        halves: sections::activities(frame, snap),
        beat: sections::beat(frame, snap),
        who: sections::who(frame, snap),
        who_total: snap.agencies.len(),
        switch: switch(snap),
        suffix: snap.query(),
        page,
        hero,
        now,
    }
}

/// Links to the other campaigns, newest first.
fn switch(snap: &Snapshot) -> Vec<Link> {
    let others = snap.others.iter().filter(|(slug, _)| *slug != snap.campaign.slug);
    others.map(|(slug, name)| Link::new(name.as_str(), format!("/?nam={slug}"))).collect()
}

/// Where the campaign stands now.
fn phase(frame: &Frame, snap: &Snapshot) -> journey::Phase {
    let clock = &frame.site.clock;
    let first = |stop: Option<&plan::door::Stop>, day: jiff::civil::Date| {
        let day = day.to_string();
        let there = |i: &&events::door::ProgrammeItem| i.on_date.as_deref() == Some(day.as_str()) && stop.is_none_or(|s| i.stop == Some(s.id));
        snap.items.iter().filter(there).filter_map(|i| i.starts_at).min()
    };
    journey::phase(&snap.campaign, &snap.stops, clock.now_ms(), clock.today(), first)
}
