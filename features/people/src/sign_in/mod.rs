//! Đăng nhập (sign-in): by one-time e-mail link or password, then a second factor where one is set or asked for.
//! No answer ever tells whether an address has an account; every sign-in gets a session token of its own.
mod email;
mod first;
pub(crate) mod invited;
mod out;
mod password;
mod second;

pub(crate) use first::MINUTES as FIRST_MINUTES;
pub use first::first_administrator_link;
pub(crate) use email::link;
pub(crate) use second::{CodesPage, SetUpPage};

use crate::store::{self, kind};
use crate::visit::{DEVICE_COOKIE, Visit};
use askama::Template;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use base::{Actor, Error, Result, Routes, Site, Viewer, Who, args, session};
use ui::{Form, Frame, Page};
use uuid::Uuid;

/// Cookie between the two factors.
const STEP_COOKIE: &str = "nhipso2";
const STEP_MINUTES: i64 = 10;
const DEVICE_MINUTES: i64 = 180 * 24 * 60;

/// Leads everybody to where their work is; the way on for sign-ins that came from nowhere in particular.
pub(crate) const LANDING: &str = "/vao";

/// What a browser sends as a form.
pub(crate) type Pairs = axum::Form<Vec<(String, String)>>;

/// `?ve=/path`: where to go back to.
#[derive(serde::Deserialize, Default)]
pub(crate) struct Back {
    #[serde(default)]
    pub ve: String,
}

pub(crate) fn routes() -> Routes {
    let p = Who::Public;
    Routes::new()
        .get("/dang-nhap", p, email::show)
        .post("/dang-nhap", p, email::ask)
        .get("/dang-nhap/da-gui", p, email::sent)
        .get("/dang-nhap/lien-ket/{token}", p, email::open)
        .post("/dang-nhap/lien-ket/{token}", p, email::confirm)
        .get("/dang-nhap/mat-khau", p, password::show)
        .post("/dang-nhap/mat-khau", p, password::enter)
        .get("/dang-nhap/buoc-hai", p, second::show)
        .post("/dang-nhap/buoc-hai", p, second::enter)
        .post("/dang-nhap/buoc-hai/thiet-lap", p, second::set_up)
        .get("/dang-nhap/lan-dau/{token}", p, first::show)
        .post("/dang-nhap/lan-dau/{token}", p, first::enter)
        .get("/dang-nhap/loi-moi/{token}", p, invited::show)
        .post("/dang-nhap/loi-moi/{token}", p, invited::accept)
        .get(LANDING, Who::SignedIn, land)
        .post("/dang-xuat", p, out::sign_out)
}

/// A page that says one thing and offers one way on.
#[derive(Template)]
#[template(path = "sign_in/message.html")]
pub(crate) struct Message {
    pub page: Page,
    pub lead: String,
    pub text: String,
    pub link: String,
    pub link_text: String,
}

/// The page for a link that is used, expired or wrong: nothing tells which.
pub(crate) fn expired(frame: &Frame) -> Response {
    let message = Message {
        page: frame.page(frame.t("people-link-over")).noindex(),
        lead: frame.t("people-link-over-lead"),
        text: frame.t("people-link-over-help"),
        link: "/dang-nhap".into(),
        link_text: frame.t("people-link-new"),
    };
    ui::with_status(StatusCode::NOT_FOUND, &message)
}

/// When to try again, in words: "14 giây", "3 phút".
pub(crate) fn wait_words(frame: &Frame, seconds: u64) -> String {
    if seconds < 90 { frame.t1("people-wait-seconds", "count", seconds) } else { frame.t1("people-wait-minutes", "count", seconds.div_ceil(60)) }
}

/// Turns "too many" into a page that says when to try again; other errors stay.
pub(crate) fn slow_down(frame: &Frame, error: Error) -> Result<Response> {
    let Error::TooMany(seconds) = error else { return Err(error) };
    let message = Message {
        page: frame.page(frame.t("base-problem-too-many")).noindex(),
        lead: frame.t1("people-too-many-lead", "wait", wait_words(frame, seconds)),
        text: frame.t("people-too-many-help"),
        link: "/dang-nhap".into(),
        link_text: frame.t("people-too-many-link"),
    };
    let mut response = ui::with_status(StatusCode::TOO_MANY_REQUESTS, &message);
    response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    Ok(response)
}

/// After the first factor: on to the second where one is set or asked for, else in.
pub(crate) async fn after_first_factor(site: &Site, visit: &Visit, account: Uuid, back: &str) -> Result<Response> {
    let mut db = site.db.reader();
    if !store::has_totp(&mut db, account).await? && !store::needs_totp(&mut db, account).await? {
        return enter(site, visit, account, back).await;
    }
    let now = site.clock.now_ms();
    let mut tx = site.db.write().await?;
    tx.unaudited("half a sign-in");
    let token = store::issue(&mut tx, kind::SECOND, Some(account), back, now, STEP_MINUTES).await?;
    tx.commit().await?;
    let mut response = Redirect::to("/dang-nhap/buoc-hai").into_response();
    set_cookie(&mut response, &step_cookie(site, Some(&token)));
    Ok(response)
}

/// Where the roles that this session may use have their work; whoever has none looks after the own account.
async fn land(frame: Frame, viewer: Viewer) -> Redirect {
    Redirect::to(frame.site.landing(&viewer.grants).unwrap_or("/tai-khoan"))
}

/// Begins a session and leads on.
async fn enter(site: &Site, visit: &Visit, account: Uuid, back: &str) -> Result<Response> {
    let mut tx = site.db.write().await?;
    let mut response = Redirect::to(&crate::visit::local(back, LANDING)).into_response();
    begin(site, &mut tx, visit, account, false, &mut response).await?;
    tx.commit().await?;
    Ok(response)
}

/// Begins a session in the caller's transaction and puts its cookie into the response. The browser's old session ends.
pub(crate) async fn begin(
    site: &Site,
    tx: &mut base::Tx,
    visit: &Visit,
    account: Uuid,
    second_factor: bool,
    response: &mut Response,
) -> Result<()> {
    let actor = Actor::person(account, site.clock.now_ms());
    if let Some(old) = visit.session {
        session::revoke(tx, &actor, old).await?;
    }
    let token = session::begin(tx, &actor, account, second_factor, &visit.address.to_string(), &visit.device).await?;
    tx.exec(store::ACCOUNT_SEEN, args![account, actor.at]).await?;
    response.headers_mut().append(header::SET_COOKIE, session::cookie(site, Some(&token)));
    set_cookie(response, &step_cookie(site, None));
    if visit.origin(tx, account, actor.at).await? == visit.stranger() {
        let known = store::issue(tx, kind::DEVICE, Some(account), "", actor.at, DEVICE_MINUTES).await?;
        set_cookie(response, &path_cookie(site, DEVICE_COOKIE, &known, DEVICE_MINUTES));
    }
    Ok(())
}

fn step_cookie(site: &Site, token: Option<&str>) -> String {
    path_cookie(site, STEP_COOKIE, token.unwrap_or(""), if token.is_some() { STEP_MINUTES } else { 0 })
}

/// A cookie that only the sign-in pages get.
fn path_cookie(site: &Site, name: &str, value: &str, minutes: i64) -> String {
    let secure = if site.config.is_https() { "; Secure" } else { "" };
    format!("{name}={value}; Path=/dang-nhap; HttpOnly; SameSite=Lax; Max-Age={}{secure}", minutes * 60)
}

pub(crate) fn set_cookie(response: &mut Response, cookie: &str) {
    if let Ok(value) = HeaderValue::from_str(cookie) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
}

/// Checks two typed copies of a new password; complaints go to the fields `mat-khau` and `mat-khau-2`.
pub(crate) fn check_new_password(frame: &Frame, form: &mut Form, min: usize, personal: &[&str]) {
    let typed = form.value("mat-khau").to_owned();
    if let Some(weak) = crate::password::check(&typed, min, personal) {
        form.fail("mat-khau", frame.t1(weak.key(), "count", weak.count()));
    } else if form.value("mat-khau-2") != typed {
        form.fail("mat-khau-2", frame.t("people-password-twice"));
    }
}
