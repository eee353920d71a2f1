//! Lịch (`/nhiem-vu/lich`): deadlines, stops and milestones of a month (an agenda on phones), and secret addresses under which calendar
//! programs read them. It must never show an address twice, nor duties that its owner may not see any more.
mod address;
mod feed;
mod model;
pub(crate) mod store;
mod view;

pub use address::{create, revoke};
pub use feed::feed;

use crate::ground::{self, Ground, address as link};
use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use base::feature::PersonalData;
use base::{Result, Viewer};
use serde::Deserialize;
use serde_json::json;
use ui::{Frame, Link, Page};

pub(crate) const PATH: &str = "/nhiem-vu/lich";

/// Secret addresses of a person's calendar.
pub const HELD: PersonalData = PersonalData {
    what: "duties-data-calendar",
    purpose: "duties-data-calendar-why",
    retention_days: 0,
    export: |db, account| {
        Box::pin(async move {
            let all = store::of_account(db, account).await?;
            Ok(all.iter().map(|a| json!({ "created_at": a.created_at })).collect())
        })
    },
    erase: |tx, account| Box::pin(store::erase(tx, account)),
};

/// What the address may say.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Asked {
    /// Month, `2024-09`; this one when left out.
    thang: String,
}

#[derive(Template)]
#[template(path = "calendar/page.html")]
struct Screen {
    page: Page,
    month: String,
    before: Link,
    after: Link,
    this_month: String,
    weekdays: Vec<String>,
    weeks: Vec<Vec<view::Day>>,
    anything: bool,
    /// The nearest day on which a duty is due when this month holds nothing.
    nearest: Option<Link>,
    owners: Vec<address::Owner>,
    fresh: String,
    links: Vec<Link>,
}

/// `GET /nhiem-vu/lich`.
pub async fn show(frame: Frame, viewer: Viewer, Query(asked): Query<Asked>) -> Result<Response> {
    render(&frame, &viewer, &asked.thang, String::new()).await
}

/// The page; `fresh` is an address that was just made, shown this once.
async fn render(frame: &Frame, viewer: &Viewer, month: &str, fresh: String) -> Result<Response> {
    let site = &frame.site;
    let mut db = site.db.reader();
    let title = frame.t("duties-calendar-title");
    let Some(ground) = Ground::load(&mut db, site, viewer).await? else { return Ok(ground::nothing(frame, &title)) };
    let today = ground.today();
    let first = model::month(month, today);
    let days = model::weeks(first);
    let (from, to) = (days[0][0].to_string(), days[days.len() - 1][6].to_string());
    let due = store::deadlines(&mut db, &ground.scope, ground.campaign.id, today, (&from, &to), view::MOST).await?;
    let stops = plan::door::stops(&mut db, ground.campaign.id).await?;
    let milestones = plan::door::milestones(&mut db, ground.campaign.id).await?;
    let weeks = view::weeks(frame, &ground, &days, first, &due, &stops, &milestones);
    let near = |months: i8| {
        let day = model::shift(first, months);
        Link::new(vietnamese::dates::month(day), link(PATH, &[("thang", &model::word(day))]))
    };
    let anything = weeks.iter().flatten().any(|d| d.inside && !d.entries.is_empty());
    let month = (first.to_string(), first.last_of_month().to_string());
    let around = if anything { (None, None) } else { store::around(&mut db, &ground.scope, ground.campaign.id, (&month.0, &month.1)).await? };
    let around = [around.0, around.1].map(|day| plan::door::day(day.as_deref()));
    let nearest = around.into_iter().flatten().min_by_key(|day| (*day - first).get_days().abs());
    let nearest = nearest.map(|day| Link::new(vietnamese::dates::short(day), link(PATH, &[("thang", &model::word(day))])));
    Ok(ui::html(&Screen {
        page: frame.page(title).noindex().working(ground.campaign.id).active(PATH),
        month: vietnamese::upper_first(&vietnamese::dates::month(first)),
        before: near(-1),
        after: near(1),
        this_month: if first == today.first_of_month() { String::new() } else { PATH.into() },
        weekdays: (1..=7).map(|n| frame.t(&format!("duties-weekday-{n}"))).collect(),
        anything,
        nearest,
        weeks,
        owners: address::owners(frame, viewer, &ground, &mut db).await?,
        fresh,
        links: ground::ways(frame, ground.scope.is_all(), PATH),
    }))
}
