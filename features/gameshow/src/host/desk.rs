//! Bàn điều khiển: one big next step, the rest small; usable with a thumb. Every button is a form, so it works without script;
//! what changes by itself comes over server-sent events.
use super::told::Told;
use super::{own, own_live};
use crate::live::{Act, Command};
use crate::push::{self, Draw};
use crate::scene::{self, Phase, Scene};
use crate::{stage, store};
use askama::Template;
use axum::Form as Body;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use base::{Error, Result, Viewer};
use quiz::{Question, SECOND, Stage};
use ui::{Frame, Page};
use uuid::Uuid;

#[derive(Template)]
#[template(path = "host/desk.html")]
struct DeskPage {
    page: Page,
    id: Uuid,
    pin: String,
    title: String,
    screen: String,
    halls: Vec<(String, String)>,
    roster: i64,
    panel: String,
    script: String,
    /// Whether links and QR codes lead nowhere but to this machine, and where that is.
    only_here: bool,
    address: String,
    port: u16,
}

/// What a desk draws.
struct Desk {
    page: Page,
    id: Uuid,
    /// With their answers: for the host alone.
    questions: Vec<Question>,
}

impl Desk {
    /// The question that is on, with its answer, and the one that comes next.
    fn told(&self, s: &Scene) -> (Option<Told>, Option<Told>) {
        let on = !matches!(s.phase, Phase::Lobby | Phase::Board | Phase::Podium | Phase::Ended);
        let at = s.q.saturating_sub(1) as usize;
        let of = |at| Told::of(&self.page, &self.questions, at);
        (of(at).filter(|_| on), of(s.next()).filter(|_| s.has_next))
    }
}

#[derive(Template)]
#[template(path = "host/panel.html")]
struct PanelPart<'a> {
    page: &'a Page,
    id: Uuid,
    s: &'a Scene,
    counters: String,
    told: Option<Told>,
    next: Option<Told>,
}

#[derive(Template)]
#[template(path = "host/counters.html")]
struct CountersPart<'a> {
    page: &'a Page,
    s: &'a Scene,
}

impl Draw for Desk {
    fn scene(&self, scene: &Scene) -> (&'static str, String) {
        let counters = self.counters(scene).1;
        let (told, next) = self.told(scene);
        ("ban", PanelPart { page: &self.page, id: self.id, s: scene, counters, told, next }.render().unwrap_or_default())
    }
    fn counters(&self, scene: &Scene) -> (&'static str, String) {
        ("dem", CountersPart { page: &self.page, s: scene }.render().unwrap_or_default())
    }
}

/// `GET /dau-truong/{id}/dieu-khien`; a game that is over leads to its results.
pub async fn show(frame: Frame, viewer: Viewer, Path(id): Path<Uuid>) -> Result<Response> {
    if own(&frame.site, &viewer, id).await?.ended_at.is_some() {
        return Ok(Redirect::to(&format!("/dau-truong/{id}/ket-qua")).into_response());
    }
    let (row, handle) = own_live(&frame.site, &viewer, id).await?;
    let page = frame.page(frame.t1("gameshow-run", "title", &row.title)).noindex().refresh(5);
    let desk = Desk { page: page.clone(), id, questions: row.questions() };
    let teams = row.settings().teams;
    let hall = |(at, name): (usize, &String)| (name.clone(), stage::link(&row.secret, id, u16::try_from(at).ok()));
    let halls = teams.iter().enumerate().map(hall).collect();
    let roster = store::roster_count(&mut frame.site.db.reader(), id).await?;
    let panel = desk.scene(&scene::now(&frame, &handle)).1;
    let script = crate::play::script_address(crate::play::STAGE);
    let screen = stage::link(&row.secret, id, None);
    Ok(ui::html(&DeskPage { page, id, pin: row.spaced_pin(), title: row.title, screen, halls, roster, panel, script, only_here: frame.site.config.is_only_here(), address: frame.site.config.public_url(), port: frame.site.config.listen.port() }))
}

/// `GET /dau-truong/{id}/dieu-khien/su-kien`.
pub async fn events(frame: Frame, viewer: Viewer, Path(id): Path<Uuid>) -> Result<Response> {
    let (row, handle) = own_live(&frame.site, &viewer, id).await?;
    let desk = Desk { page: frame.page(String::new()), id, questions: row.questions() };
    Ok(push::stream(frame, handle, desk))
}

/// A button.
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct Pressed {
    act: String,
    n: u32,
}

fn act_of(pressed: &Pressed) -> Result<Act> {
    Ok(match pressed.act.as_str() {
        "step" => Act::Step(pressed.n),
        "skip" => Act::Skip,
        "pause" => Act::Pause,
        "more" => Act::Extend(10 * SECOND),
        "lock" => Act::Lock,
        "finish" => Act::Finish,
        _ => return Err(Error::Invalid("gameshow-no-now".into())),
    })
}

/// `POST /dau-truong/{id}/dieu-khien`.
pub async fn act(frame: Frame, viewer: Viewer, Path(id): Path<Uuid>, Body(pressed): Body<Pressed>) -> Result<Response> {
    let (row, handle) = own_live(&frame.site, &viewer, id).await?;
    let act = act_of(&pressed)?;
    let back = format!("/dau-truong/{id}/dieu-khien");
    let before = handle.now();
    if matches!(act, Act::Skip | Act::Finish) && pressed.n != before.phase {
        // It was asked for something that has passed.
        return Ok(ui::warned(&back, &frame.t("gameshow-host-no-now")));
    }
    let begins = matches!(act, Act::Step(_)) && before.view.stage == Stage::Lobby;
    if begins && row.settings().roster_only && store::roster_count(&mut frame.site.db.reader(), id).await? == 0 {
        // Nobody could come in, and the roster is closed once the game has begun
        return Ok(ui::warned(&format!("/dau-truong/{id}/danh-sach"), &frame.t("gameshow-host-no-roster")));
    }
    let result = handle.ask(|reply| Command::Host(act, viewer.actor(), reply)).await;
    match result.ok_or_else(|| Error::internal("a step could not be journalled"))? {
        Ok(()) if act == Act::Skip => Ok(ui::done(&back, &frame.t1("gameshow-dropped-done", "q", u32::from(before.view.q) + 1))),
        Ok(()) => Ok(Redirect::to(&back).into_response()),
        Err(why) => Ok(ui::warned(&back, &frame.t(&format!("gameshow-host-no-{}", why.code())))),
    }
}
