//! Bước hai: the 6-digit code or a recovery code; for roles that need it and have none, its set-up before the way in.
use super::{LANDING, Pairs, STEP_COOKIE, begin, expired, slow_down};
use crate::store::{self, Token, kind};
use crate::visit::{Visit, local};
use crate::{limits, totp};
use askama::Template;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use base::{Actor, Error, Result, Site, identity, session};
use ui::{Form, Frame, Page};
use uuid::Uuid;

#[derive(Template)]
#[template(path = "sign_in/code.html")]
struct CodePage {
    page: Page,
    form: Form,
}

/// What a person needs to set the second factor up; used by the account page too.
#[derive(Template)]
#[template(path = "sign_in/set_up.html")]
pub(crate) struct SetUpPage {
    pub page: Page,
    pub form: Form,
    pub qr: String,
    pub letters: String,
    pub action: &'static str,
    pub lead: String,
    /// What the person proves besides, see [`crate::account::proof`].
    pub proof: &'static str,
}

/// Recovery codes, shown once.
#[derive(Template)]
#[template(path = "sign_in/codes.html")]
pub(crate) struct CodesPage {
    pub page: Page,
    pub codes: Vec<String>,
    pub on: String,
}

impl SetUpPage {
    /// The page for a secret; `form` holds it in the field `khoa` (a new one is made when it does not).
    pub(crate) fn new(frame: &Frame, form: Form, account: &identity::Account, action: &'static str, lead: String) -> Result<SetUpPage> {
        let secret = totp::from_letters(form.value("khoa")).unwrap_or_else(totp::new_secret);
        let page = frame.page(frame.t("people-totp-set-up")).noindex();
        let issuer = if page.shell.name.is_empty() { "Nhịp Số".to_owned() } else { page.shell.name.clone() };
        let owner = if account.email.is_empty() { &account.name } else { &account.email };
        let qr = ui::qr::svg(&totp::address(&secret, &issuer, owner), &frame.t("people-totp-qr")).map_err(Error::internal)?;
        let letters = totp::letters(&secret);
        Ok(SetUpPage { page, form: form.with("khoa", letters.clone()), qr, letters, action, lead, proof: "" })
    }
}

/// The half sign-in of this browser.
async fn half(site: &Site, headers: &HeaderMap) -> Result<Option<(Token, Uuid)>> {
    let Some(text) = session::cookie_value(headers, STEP_COOKIE) else { return Ok(None) };
    let token = store::find_token(&mut site.db.reader(), kind::SECOND, text, site.clock.now_ms()).await?;
    Ok(token.and_then(|t| t.account.map(|a| (t, a))))
}

async fn account(site: &Site, id: Uuid) -> Result<identity::Account> {
    identity::account(&mut site.db.reader(), id).await?.filter(|a| a.state == "active").ok_or(Error::NotFound)
}

const SET_UP: &str = "/dang-nhap/buoc-hai/thiet-lap";

pub(super) async fn show(frame: Frame, headers: HeaderMap) -> Result<Response> {
    let Some((_, id)) = half(&frame.site, &headers).await? else { return Ok(expired(&frame)) };
    if store::has_totp(&mut frame.site.db.reader(), id).await? {
        return Ok(ui::html(&CodePage { page: frame.page(frame.t("people-code")).noindex(), form: Form::new() }));
    }
    let account = account(&frame.site, id).await?;
    Ok(ui::html(&SetUpPage::new(&frame, Form::new(), &account, SET_UP, frame.t("people-totp-needed"))?))
}

/// Counts a guess at the second factor of an account.
fn guess(site: &Site, origin: limits::Origin, id: Uuid) -> Result<()> {
    let now = site.clock.now_ms();
    let limits = limits::of(site);
    limits.attempt(origin, now)?;
    limits.guess(&format!("totp {id}"), origin, now)
}

pub(super) async fn enter(frame: Frame, visit: Visit, headers: HeaderMap, axum::Form(pairs): Pairs) -> Result<Response> {
    let site = &frame.site;
    let Some((token, id)) = half(site, &headers).await? else { return Ok(expired(&frame)) };
    let origin = visit.origin(&mut site.db.reader(), id, site.clock.now_ms()).await?;
    if let Err(error) = guess(site, origin, id) {
        return slow_down(&frame, error);
    }
    let mut form = Form::from_pairs(pairs);
    account(site, id).await?;
    let actor = Actor::person(id, site.clock.now_ms());
    let mut tx = site.db.write().await?;
    if !store::use_second_factor(&mut tx, &base::vault::of(site), &actor, id, form.value("ma"), site.clock.device_ms()).await? {
        drop(tx);
        visit.settle().await;
        form.fail("ma", frame.t("people-code-wrong"));
        return Ok(ui::unprocessable(&CodePage { page: frame.page(frame.t("people-code")).noindex(), form }));
    }
    if !store::use_token(&mut tx, token.id, actor.at).await? {
        return Ok(expired(&frame));
    }
    let mut response = Redirect::to(&local(&token.return_path, LANDING)).into_response();
    begin(site, &mut tx, &visit, id, true, &mut response).await?;
    tx.commit().await?;
    limits::of(site).succeeded(&format!("totp {id}"), origin);
    Ok(response)
}

pub(super) async fn set_up(frame: Frame, visit: Visit, headers: HeaderMap, axum::Form(pairs): Pairs) -> Result<Response> {
    let site = &frame.site;
    let Some((token, id)) = half(site, &headers).await? else { return Ok(expired(&frame)) };
    let account = account(site, id).await?;
    let mut form = Form::from_pairs(pairs);
    let now = site.clock.now_ms();
    let secret = totp::from_letters(form.value("khoa"));
    let step = secret.as_ref().and_then(|s| totp::check(s, form.value("ma"), site.clock.device_ms(), None));
    let (Some(secret), Some(step)) = (secret, step) else {
        form.fail("ma", frame.t("people-code-wrong-set-up"));
        return Ok(ui::unprocessable(&SetUpPage::new(&frame, form, &account, SET_UP, frame.t("people-totp-needed"))?));
    };
    let actor = Actor::person(id, now);
    let mut tx = site.db.write().await?;
    // Whoever set it up first owns it: half a sign-in must not replace a second factor.
    if store::has_totp(&mut tx, id).await? || !store::use_token(&mut tx, token.id, now).await? {
        return Ok(expired(&frame));
    }
    let codes = store::set_totp(&mut tx, &base::vault::of(site), &actor, id, &secret, step).await?;
    let on = local(&token.return_path, LANDING);
    let mut response = ui::html(&CodesPage { page: frame.page(frame.t("people-recovery")).noindex().once(), codes, on });
    begin(site, &mut tx, &visit, id, true, &mut response).await?;
    tx.commit().await?;
    Ok(response)
}
