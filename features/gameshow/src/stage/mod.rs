//! Màn hình lớn (stage): what the hall sees, by a signed link that opens nothing else. It holds no state: a reload shows the same.
use crate::live::{self, Handle, token};
use crate::play::{self, join_path};
use crate::push::{self, Draw};
use crate::scene::{self, Dropped, Scene, title_class};
use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use base::{Error, Result, Routes, Who};
use std::sync::Arc;
use ui::{Frame, Page};
use uuid::Uuid;

/// The routes of this part.
pub(crate) fn routes() -> Routes {
    Routes::new().get("/dau-truong/{id}/man-hinh", Who::Public, show).get("/dau-truong/{id}/man-hinh/su-kien", Who::Public, events)
}

/// The signed link of a game's big screen; `team`: the screen of one hall.
pub(crate) fn link(secret: &[u8], id: Uuid, team: Option<u16>) -> String {
    let hall = team.map(|t| format!("&doi={t}")).unwrap_or_default();
    format!("/dau-truong/{id}/man-hinh?k={}{hall}", token::screen(secret, id))
}

/// Query of the link.
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct Key {
    k: String,
    doi: Option<u16>,
}

#[derive(Template)]
#[template(path = "stage/stage.html")]
struct StagePage {
    page: Page,
    id: Uuid,
    key: String,
    hall: String,
    script: String,
    scene: String,
}

/// What never changes on a screen.
#[derive(Clone)]
struct Screen {
    page: Page,
    title: String,
    pin: String,
    qr: String,
    address: String,
    proof: String,
    /// The hall that it stands in; empty for the screen of all.
    hall: String,
    dropped: Arc<Dropped>,
}

impl Screen {
    /// The hall, or where one joins.
    fn place(&self) -> &str {
        if self.hall.is_empty() { &self.address } else { &self.hall }
    }

    fn title_class(&self) -> &'static str {
        title_class(&self.title)
    }
}

#[derive(Template)]
#[template(path = "stage/scene.html")]
struct ScenePart<'a> {
    page: &'a Page,
    screen: &'a Screen,
    s: &'a Scene,
    counters: String,
    /// Number of the question that the host has just dropped.
    dropped: Option<u32>,
}

#[derive(Template)]
#[template(path = "stage/counters.html")]
struct CountersPart<'a> {
    page: &'a Page,
    s: &'a Scene,
}

impl Draw for Screen {
    fn scene(&self, scene: &Scene) -> (&'static str, String) {
        let counters = self.counters(scene).1;
        ("san-khau", ScenePart { page: &self.page, screen: self, s: scene, counters, dropped: self.dropped.see(scene) }.render().unwrap_or_default())
    }
    fn counters(&self, scene: &Scene) -> (&'static str, String) {
        ("dem", CountersPart { page: &self.page, s: scene }.render().unwrap_or_default())
    }
}

async fn open(frame: &Frame, id: Uuid, key: &Key) -> Result<(Handle, Screen)> {
    let handle = live::handle(&frame.site, id).await?;
    if !token::is_screen(&handle.secret, id, &key.k) {
        return Err(Error::NotFound);
    }
    let row = crate::store::game(&mut frame.site.db.reader(), id).await?;
    let hall = match key.doi {
        Some(team) => row.settings().teams.get(usize::from(team)).cloned().ok_or(Error::NotFound)?,
        None => String::new(),
    };
    let dropped = Dropped::at(&mut frame.site.db.reader(), id, &scene::now(frame, &handle)).await?;
    let origin = frame.site.config.public_url();
    let bare = origin.trim_start_matches("https://").trim_start_matches("http://").to_owned();
    let href = format!("{origin}{}", join_path(&row.pin, key.doi));
    let screen = Screen {
        page: frame.page(row.title.clone()).noindex(),
        title: row.title.clone(),
        pin: row.spaced_pin(),
        qr: ui::qr::svg(&href, &frame.t1("gameshow-qr", "address", &href)).map_err(Error::internal)?,
        address: format!("{bare}/dau-truong"),
        proof: format!("{bare}/dau-truong/kq/{}", row.pin),
        hall,
        dropped: Arc::new(dropped),
    };
    Ok((handle, screen))
}

/// `GET /dau-truong/{id}/man-hinh?k=…`.
pub async fn show(frame: Frame, Path(id): Path<Uuid>, Query(key): Query<Key>) -> Result<Response> {
    let (handle, screen) = open(&frame, id, &key).await?;
    let scene = screen.scene(&scene::now(&frame, &handle)).1;
    let hall = key.doi.map(|t| format!("&doi={t}")).unwrap_or_default();
    let script = play::script_address(play::STAGE);
    Ok(ui::html(&StagePage { page: screen.page, id, key: key.k, hall, script, scene }))
}

/// `GET /dau-truong/{id}/man-hinh/su-kien?k=…`.
pub async fn events(frame: Frame, Path(id): Path<Uuid>, Query(key): Query<Key>) -> Result<Response> {
    let (handle, screen) = open(&frame, id, &key).await?;
    Ok(push::stream(frame, handle, screen))
}
