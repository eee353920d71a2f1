//! Vào chơi: by PIN, by QR, by nickname, or with the code of the roster so that the result counts officially. The address of a
//! game's door holds its long random key, which only the PIN, the QR code and the host's links give away: no public page may link
//! to a game that is on.
use crate::live::{self, Command, Games, Handle, Joining, Refused, token};
use crate::model::Listed;
use crate::store;
use askama::Template;
use axum::Form as Body;
use axum::extract::{Extension, Path, Query};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Redirect, Response};
use base::http::ClientAddress;
use base::{Error, Result};
use quiz::Stage;
use ui::{Choice, Form, Frame, Page};
use uuid::Uuid;

#[derive(Template)]
#[template(path = "play/home.html")]
struct HomePage {
    page: Page,
    form: Form,
    on: Vec<Listed>,
    over: Vec<Listed>,
    runs: bool,
}

#[derive(Template)]
#[template(path = "play/door.html")]
struct DoorPage {
    page: Page,
    form: Form,
    id: Uuid,
    pin: String,
    teams: Vec<Choice>,
    roster: bool,
    roster_only: bool,
    closed: bool,
}

/// What was typed at a door.
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct Typed {
    pin: String,
    name: String,
    code: String,
    team: String,
}

/// Query of the door: the hall's own QR code names its team.
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct Hall {
    doi: String,
}

/// Where people come in; `team` is the hall's own place in the list.
pub(crate) fn join_path(pin: &str, team: Option<u16>) -> String {
    match team {
        Some(team) => format!("/dau-truong/vao/{pin}?doi={team}"),
        None => format!("/dau-truong/vao/{pin}"),
    }
}

async fn home_page(frame: &Frame, form: Form) -> Result<HomePage> {
    let list = store::list(&mut frame.site.db.reader()).await?;
    let (on, over): (Vec<Listed>, Vec<Listed>) = list.into_iter().partition(Listed::is_on);
    let over = over.into_iter().filter(|game| game.published_at.is_some()).take(12).collect();
    let runs = frame.viewer.as_ref().is_some_and(|v| v.can(crate::RUN));
    let page = frame.page(frame.t("gameshow-nav")).description(frame.t("gameshow-lead"));
    Ok(HomePage { page, form, on, over, runs })
}

/// `GET /dau-truong`.
pub async fn home(frame: Frame) -> Result<Response> {
    let page = home_page(&frame, Form::new()).await?;
    Ok(ui::public(&page))
}

/// `POST /dau-truong/vao`: a PIN typed by hand.
pub async fn by_pin(frame: Frame, Body(typed): Body<Typed>) -> Result<Response> {
    let digits: String = typed.pin.chars().filter(char::is_ascii_digit).collect();
    let mut db = frame.site.db.reader();
    match store::by_pin(&mut db, &digits).await? {
        Some(id) => Ok(Redirect::to(&format!("/dau-truong/{id}/vao")).into_response()),
        None => {
            if let Some(polls) = crate::polls::door(&mut db, &digits).await? {
                return Ok(Redirect::to(&polls).into_response());
            }
            let form = Form::new().with("pin", typed.pin).failing("pin", frame.t("gameshow-pin-unknown"));
            Ok(ui::unprocessable(&home_page(&frame, form).await?))
        }
    }
}

/// `GET /dau-truong/vao/{pin}`: the QR code.
pub async fn by_link(frame: Frame, Path(pin): Path<String>, Query(hall): Query<Hall>) -> Result<Response> {
    let mut db = frame.site.db.reader();
    let Some(id) = store::by_pin(&mut db, &pin).await? else {
        let polls = crate::polls::door(&mut db, &pin).await?.ok_or(Error::NotFound)?;
        return Ok(Redirect::to(&polls).into_response());
    };
    let team = if hall.doi.is_empty() { String::new() } else { format!("?doi={}", hall.doi.parse::<u16>().unwrap_or(0)) };
    Ok(Redirect::to(&format!("/dau-truong/{id}/vao{team}")).into_response())
}

async fn door_page(frame: &Frame, handle: &Handle, form: Form) -> Result<DoorPage> {
    let mut db = frame.site.db.reader();
    let row = store::game(&mut db, handle.id).await?;
    let roster = store::roster_count(&mut db, handle.id).await? > 0;
    let settings = row.settings();
    let teams = settings.teams.iter().enumerate().map(|(at, name)| Choice::new(at.to_string(), name.clone())).collect();
    let view = handle.now().view.clone();
    let closed = view.locked || matches!(view.stage, Stage::Podium | Stage::Ended);
    let page = frame.page(row.title.clone()).noindex();
    Ok(DoorPage { page, form, id: handle.id, pin: row.spaced_pin(), teams, roster, roster_only: settings.roster_only, closed })
}

/// Whether a request's cookie holds a place. Who was sent out holds none: they may come in anew, with nothing of what they had.
async fn is_in(frame: &Frame, id: Uuid, headers: &HeaderMap) -> bool {
    let Ok((handle, p)) = super::player(&frame.site, id, headers).await else { return false };
    handle.now().people.get(p as usize).is_none_or(|person| !person.kicked)
}

/// `GET /dau-truong/{id}/vao`: who are you? Who is in already goes on to play.
pub async fn form(frame: Frame, Path(id): Path<Uuid>, Query(hall): Query<Hall>, headers: HeaderMap) -> Result<Response> {
    if is_in(&frame, id, &headers).await {
        return Ok(Redirect::to(&format!("/dau-truong/{id}/choi")).into_response());
    }
    let handle = live::handle(&frame.site, id).await?;
    Ok(ui::html(&door_page(&frame, &handle, Form::new().with("team", hall.doi)).await?))
}

/// `POST /dau-truong/{id}/vao`.
pub async fn join(
    frame: Frame,
    Path(id): Path<Uuid>,
    Extension(ClientAddress(address)): Extension<ClientAddress>,
    headers: HeaderMap,
    Body(typed): Body<Typed>,
) -> Result<Response> {
    if is_in(&frame, id, &headers).await {
        return Ok(Redirect::to(&format!("/dau-truong/{id}/choi")).into_response());
    }
    let handle = live::handle(&frame.site, id).await?;
    let games = frame.site.get::<Games>().ok_or(Error::NotFound)?;
    let now = frame.site.clock.now_ms();
    games.doors.pass(address, now)?;
    let with_code = !clean_code(&typed.code).is_empty();
    if with_code {
        games.doors.guess(address, id, now)?;
    }
    let joining = match joining(&frame, &handle, &typed).await? {
        Ok(joining) => joining,
        Err((field, message)) => return refused(&frame, &handle, &typed, field, message).await,
    };
    let result = handle.ask(|reply| Command::Join(joining, reply)).await.ok_or_else(|| Error::internal("a player could not be journalled"))?;
    let place = match result {
        Ok(place) => place,
        Err(Refused::NameTaken) => return refused(&frame, &handle, &typed, "name", "gameshow-name-taken").await,
        Err(Refused::Rule(quiz::Refusal::NoTeam)) => return refused(&frame, &handle, &typed, "team", "gameshow-team-missing").await,
        Err(Refused::Rule(quiz::Refusal::Full)) => return refused(&frame, &handle, &typed, "name", "gameshow-no-full").await,
        Err(Refused::Rule(quiz::Refusal::Kicked)) => return refused(&frame, &handle, &typed, "code", "gameshow-no-kicked").await,
        // Counted as a wrong code: somebody who tries them would learn of those in use.
        Err(Refused::Rule(quiz::Refusal::Used)) => return refused(&frame, &handle, &typed, "code", "gameshow-no-used").await,
        Err(Refused::Rule(_)) => return refused(&frame, &handle, &typed, "name", "gameshow-no-locked").await,
    };
    if with_code {
        games.doors.guessed_right(address, id);
    }
    let mut response = Redirect::to(&format!("/dau-truong/{id}/choi")).into_response();
    let secure = if frame.site.config.is_https() { "; Secure" } else { "" };
    let token = token::player(&handle.secret, id, place);
    let cookie = format!("{}={token}; Path=/dau-truong; HttpOnly; SameSite=Lax; Max-Age=86400{secure}", token::cookie(id));
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

/// What was typed as somebody who may ask to come in, or the field and message that say what is wrong.
async fn joining(frame: &Frame, handle: &Handle, typed: &Typed) -> Result<std::result::Result<Joining, (&'static str, &'static str)>> {
    let mut db = frame.site.db.reader();
    let settings = store::game(&mut db, handle.id).await?.settings();
    let team = typed.team.parse::<u16>().ok();
    let code = clean_code(&typed.code);
    if !code.is_empty() {
        let Some(row) = store::roster_find(&mut db, handle.id, &code).await? else { return Ok(Err(("code", "gameshow-code-unknown"))) };
        let elsewhere = frame.site.live.has_others();
        let own = settings.teams.iter().position(|t| vietnamese::fold(t) == vietnamese::fold(&row.agency));
        let team = own.and_then(|at| u16::try_from(at).ok()).or(team);
        return Ok(Ok(Joining { name: row.name, agency: row.agency, unit: row.unit, code: row.code, team, elsewhere }));
    }
    if settings.roster_only {
        return Ok(Err(("code", "gameshow-code-missing")));
    }
    Ok(match quiz::names::check_name(&typed.name) {
        Ok(name) => Ok(Joining { name, team, ..Joining::default() }),
        Err(quiz::names::NameFault::Length) => Err(("name", "gameshow-name-length")),
        Err(quiz::names::NameFault::Letters) => Err(("name", "gameshow-name-letters")),
        Err(quiz::names::NameFault::Rude) => Err(("name", "gameshow-name-rude")),
        Err(quiz::names::NameFault::Pretends) => Err(("name", "gameshow-name-pretends")),
    })
}

/// Codes are compared without spaces, in capitals.
pub(crate) fn clean_code(typed: &str) -> String {
    typed.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_uppercase()
}

async fn refused(frame: &Frame, handle: &Handle, typed: &Typed, field: &str, message: &str) -> Result<Response> {
    let form = Form::new()
        .with("name", typed.name.clone())
        .with("code", typed.code.clone())
        .with("team", typed.team.clone())
        .failing(field, frame.t(message));
    Ok(ui::unprocessable(&door_page(frame, handle, form).await?))
}
