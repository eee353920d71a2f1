//! Tranh của chiến dịch (pictures): the generated key visual as files of their own, with addresses that name their content,
//! so that browsers keep them until the sun moves to the next stop. An uploaded key visual takes the place of the wide one.
use crate::snapshot::{self, Snapshot};
use crate::{model::journey, words};
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use base::{Error, Result, Site};
use jiff::civil::Date;
use key_visual::{Drawing, MOST_STOPS, Palette, Spec, Stop, StopState};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use ui::Frame;
use ui::parts::StepState;

/// Most pictures kept in memory.
const KEPT: usize = 64;

/// Pictures that were drawn, by address; a slot of the [`Site`].
#[derive(Default)]
struct Drawn(Mutex<HashMap<String, Bytes>>);

/// What the picture of a campaign shows on a day.
pub fn spec(snap: &Snapshot, today: Date) -> Spec {
    let colour = |name: &str| ui::tokens::colour(name, true).to_owned();
    let campaign = &snap.campaign;
    let theme = words::theme(campaign).join(" – ");
    let name = campaign.full_name();
    let stops = snap.stops.iter().enumerate().take(MOST_STOPS).map(|(at, stop)| Stop {
        label: words::stop_place(stop),
        drawing: Drawing::from_name(&stop.drawing).unwrap_or(Drawing::ALL[at % Drawing::ALL.len()]),
        state: match journey::state_of(stop, today) {
            StepState::Done => StopState::Done,
            StepState::Now => StopState::On,
            StepState::Next => StopState::Next,
        },
    });
    let mut stops: Vec<Stop> = stops.collect();
    if stops.is_empty() {
        stops.push(Stop { label: campaign.place.clone(), drawing: Drawing::ALL[0], state: StopState::Next });
    }
    Spec {
        seed: campaign.slug.clone(),
        title: if theme.is_empty() { name.clone() } else { theme },
        subtitle: name,
        stops,
        palette: Palette {
            ground: colour("then"),
            raised: colour("then-raised"),
            shell: [colour("shell-1"), colour("shell-2"), colour("shell-3")],
            son: colour("son-fill"),
            gold: colour("gold"),
            bronze: colour("bronze"),
            leaf: ui::tokens::colour("leaf", false).to_owned(),
            water: colour("tile-b"),
        },
    }
}

fn tag(spec: &Spec) -> String {
    hex::encode(&Sha256::digest(format!("{}{spec:?}", env!("CARGO_PKG_VERSION")).as_bytes())[..6])
}

fn href(snap: &Snapshot, today: Date, name: &str) -> String {
    format!("/tranh/{}/{}/{name}", snap.campaign.slug, tag(&spec(snap, today)))
}

/// Address of the wide picture.
pub fn wide_href(snap: &Snapshot, today: Date) -> String {
    match snap.campaign.visual_file {
        Some(file) => format!("/tep/{file}"),
        None => href(snap, today, "rong.svg"),
    }
}

/// Address of the tile of a stop; empty beyond the stops that a picture holds.
pub fn tile_href(snap: &Snapshot, position: usize, today: Date) -> String {
    if position < MOST_STOPS { href(snap, today, &format!("chang-{}.svg", position + 1)) } else { String::new() }
}

/// What the wide picture shows, for those who cannot see it.
pub fn words(frame: &Frame, snap: &Snapshot, today: Date) -> String {
    let spec = spec(snap, today);
    let on = spec.stops.iter().find(|s| s.state == StopState::On).map(|s| s.label.clone());
    let places: Vec<String> = spec.stops.iter().map(|s| s.label.clone()).filter(|l| !l.is_empty()).collect();
    let shown = frame.t1("portal-picture", "places", words::join(frame, &places));
    match on.filter(|place| !place.is_empty()) {
        Some(place) => format!("{shown} {}", frame.t1("portal-picture-sun", "place", place)),
        None => shown,
    }
}

/// `/tranh/{campaign}/{tag}/{name}`: the wide picture, a tile or the share preview.
pub async fn picture(State(site): State<Site>, Path((slug, asked, name)): Path<(String, String, String)>) -> Result<Response> {
    let snap = snapshot::must(&site, Some(&slug)).await?;
    let spec = spec(&snap, site.clock.today());
    let tag = tag(&spec);
    let bytes = drawn(&site, &format!("{slug}/{tag}/{name}"), || draw(&spec, &name).map(Bytes::from))?;
    // yesterday's address still answers, with today's picture, but is not to be kept
    let keep = if asked == tag { "public, max-age=31536000, immutable" } else { "public, max-age=60" };
    Ok(answer(bytes, "image/svg+xml", keep))
}

fn draw(spec: &Spec, name: &str) -> Result<String> {
    if name == "rong.svg" {
        return Ok(key_visual::render(spec));
    }
    let number = name.strip_prefix("chang-").and_then(|n| n.strip_suffix(".svg")).and_then(|n| n.parse::<usize>().ok());
    number.and_then(|n| key_visual::tile(spec, n.checked_sub(1)?)).ok_or(Error::NotFound)
}

/// `/xem-truoc.svg`: the share preview of the current campaign.
pub async fn share_svg(State(site): State<Site>) -> Result<Response> {
    let snap = snapshot::must(&site, None).await?;
    let spec = spec(&snap, site.clock.today());
    let bytes = drawn(&site, &format!("{}.svg", tag(&spec)), || Ok(Bytes::from(key_visual::share(&spec))))?;
    Ok(answer(bytes, "image/svg+xml", "public, max-age=3600"))
}

/// `/xem-truoc.png`: the same as PNG, which is what social networks take.
pub async fn share_png(State(site): State<Site>) -> Result<Response> {
    let snap = snapshot::must(&site, None).await?;
    let spec = spec(&snap, site.clock.today());
    let bytes = drawn(&site, &format!("{}.png", tag(&spec)), || crate::preview::png(&spec).map(Bytes::from))?;
    Ok(answer(bytes, "image/png", "public, max-age=3600"))
}

/// The picture under this key; drawn once and kept.
pub(crate) fn drawn(site: &Site, key: &str, draw: impl FnOnce() -> Result<Bytes>) -> Result<Bytes> {
    let drawn = match site.get::<Drawn>() {
        Some(drawn) => drawn,
        None => {
            let fresh = Arc::new(Drawn::default());
            site.put(fresh.clone());
            fresh
        }
    };
    let mut all = drawn.0.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = all.get(key) {
        return Ok(known.clone());
    }
    let bytes = draw()?;
    if all.len() >= KEPT {
        all.clear();
    }
    all.insert(key.to_owned(), bytes.clone());
    Ok(bytes)
}

pub(crate) fn answer(bytes: Bytes, kind: &'static str, keep: &'static str) -> Response {
    let mut response = bytes.into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(keep));
    response
}
