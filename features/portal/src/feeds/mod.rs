//! Mang đi dùng (feeds): calendar, news, site map, and what browsers and phones ask of a site.
mod calendar;
mod news;
mod site_map;

pub use site_map::{icon, manifest, robots, site_map};

use crate::home::Which;
use crate::snapshot::{self, Snapshot};
use axum::extract::{Path, Query, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use base::http::cache::Public;
use base::{Error, Result, Site};

/// `/lich.ics`: the whole campaign.
pub async fn calendar(State(site): State<Site>, Query(which): Query<Which>) -> Result<Response> {
    let snap = snapshot::must(&site, which.nam.as_deref()).await?;
    Ok(text(calendar::whole(&snap, &site), "text/calendar; charset=utf-8"))
}

/// `/lich/{stop}.ics`.
pub async fn stop_calendar(State(site): State<Site>, Path(file): Path<String>, Query(which): Query<Which>) -> Result<Response> {
    let snap = snapshot::must(&site, which.nam.as_deref()).await?;
    let slug = file.strip_suffix(".ics").ok_or(Error::NotFound)?;
    let stop = snap.stops.iter().position(|s| s.slug == slug).ok_or(Error::NotFound)?;
    Ok(text(calendar::of_stop(&snap, &site, stop), "text/calendar; charset=utf-8"))
}

/// `/lich/hoat-dong/{activity}.ics`.
pub async fn activity_calendar(State(site): State<Site>, Path(file): Path<String>, Query(which): Query<Which>) -> Result<Response> {
    let snap = snapshot::must(&site, which.nam.as_deref()).await?;
    let slug = file.strip_suffix(".ics").ok_or(Error::NotFound)?;
    let activity = snap.activities.iter().find(|a| a.slug == slug).ok_or(Error::NotFound)?;
    Ok(text(calendar::of_activity(&snap, &site, activity), "text/calendar; charset=utf-8"))
}

/// `/tin.rss`.
pub async fn news(State(site): State<Site>, Query(which): Query<Which>) -> Result<Response> {
    let snap = snapshot::must(&site, which.nam.as_deref()).await?;
    Ok(text(news::feed(&site, &snap).await?, "application/rss+xml; charset=utf-8"))
}

/// Title and absolute address of a campaign's home.
fn home_of(snap: &Snapshot, site: &Site) -> (String, String) {
    (snap.campaign.full_name(), format!("{}{}", site.config.public_url(), snap.at("/")))
}

/// A public text that is the same for everybody.
pub(crate) fn text(body: String, kind: &'static str) -> Response {
    let mut response = body.into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    response.extensions_mut().insert(Public);
    response
}

/// Escapes for XML; characters that XML forbids are dropped.
pub(crate) fn xml(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\u{FFFE}' | '\u{FFFF}' => {}
            _ if letter.is_control() => out.push(' '),
            _ => out.push(letter),
        }
    }
    out
}
