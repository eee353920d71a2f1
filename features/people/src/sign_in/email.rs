//! Đăng nhập bằng đường liên kết: a link by e-mail, good for 15 minutes and once. Opening it shows a button; only the
//! button uses it up, so that mail scanners that follow links do no harm.
use super::{Back, Message, Pairs, after_first_factor, expired, password, slow_down};
use crate::model::is_address;
use crate::store::{self, kind};
use crate::visit::{Visit, local};
use crate::limits;
use askama::Template;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use base::{Actor, Result, Site, Tx, identity, mail};
use ui::{Form, Frame, Page};
use serde_json::json;
use uuid::Uuid;

const MINUTES: i64 = 15;

#[derive(Template)]
#[template(path = "sign_in/email.html")]
struct EmailPage {
    page: Page,
    form: Form,
}

/// The first page of the sign-in: a link by mail, or, where no mail leaves this server, the password at once.
fn page(frame: &Frame, form: Form, status: StatusCode) -> Response {
    if !mail::leaves(&frame.site) {
        return ui::with_status(status, &password::page(frame, form));
    }
    let back = local(form.value("ve"), "");
    ui::with_status(status, &EmailPage { page: frame.page(frame.t("people-sign-in")).noindex(), form: form.with("ve", back) })
}

pub(super) async fn show(frame: Frame, Query(back): Query<Back>) -> Response {
    page(&frame, Form::new().with("ve", back.ve), StatusCode::OK)
}

pub(super) async fn ask(frame: Frame, visit: Visit, axum::Form(pairs): Pairs) -> Result<Response> {
    let mut form = Form::from_pairs(pairs);
    let email = vietnamese::normalize_line(form.value("email")).to_lowercase();
    if !is_address(&email) {
        form.fail("email", frame.t("people-email-odd"));
        return Ok(page(&frame, form, StatusCode::UNPROCESSABLE_ENTITY));
    }
    let now = frame.site.clock.now_ms();
    let limits = limits::of(&frame.site);
    let origin = visit.origin_of(&frame.site, &email).await?;
    if let Err(error) = limits.attempt(origin, now) {
        return slow_down(&frame, error);
    }
    if limits.mail(&email, origin, now) {
        send(&frame, &email, &local(form.value("ve"), "")).await?;
    } else {
        tracing::warn!(address = %visit.address, "no further sign-in mail to a mailbox that was sent five; the links sent still work");
    }
    visit.settle().await;
    Ok(Redirect::to("/dang-nhap/da-gui").into_response())
}

/// Puts the mail into the outbox if the address belongs to an active account.
async fn send(frame: &Frame, email: &str, back: &str) -> Result<()> {
    let site = &frame.site;
    let Some(account) = identity::account_by_email(&mut site.db.reader(), email).await? else { return Ok(()) };
    if account.state != "active" {
        return Ok(());
    }
    let actor = Actor::program("sign-in", site.clock.now_ms());
    let mut tx = site.db.write().await?;
    let link = format!("{}{}", site.config.public_url(), link(&mut tx, account.id, back, actor.at, MINUTES).await?);
    let letter = mail::Mail {
        to: email,
        subject: &frame.t("people-mail-sign-in-subject"),
        body: &frame.t2("people-mail-sign-in-body", "name", &account.name, "link", link),
        purpose: "sign-in",
        account: Some(account.id),
    };
    mail::enqueue(&mut tx, &actor, letter).await?;
    tx.audit(&actor, "sign-in.mail", "account", account.id, None, json!({})).await?;
    tx.commit().await?;
    site.mail_waiting.notify_one();
    Ok(())
}

/// The path of a new one-time link into an account; the caller audits.
pub(crate) async fn link(tx: &mut Tx, account: Uuid, back: &str, now: i64, minutes: i64) -> Result<String> {
    let token = store::issue(tx, kind::SIGN_IN, Some(account), back, now, minutes).await?;
    Ok(format!("/dang-nhap/lien-ket/{token}"))
}

pub(super) async fn sent(frame: Frame) -> Response {
    let no_mail = if !mail::leaves(&frame.site) { "people-sent-no-server" } else { "people-sent-help" };
    ui::html(&Message {
        page: frame.page(frame.t("people-sent")).noindex(),
        lead: frame.t("people-sent-lead"),
        text: frame.t(no_mail),
        link: "/dang-nhap".into(),
        link_text: frame.t("people-sent-again"),
    })
}

#[derive(Template)]
#[template(path = "sign_in/confirm.html")]
struct ConfirmPage {
    page: Page,
}

pub(super) async fn open(frame: Frame, Path(token): Path<String>) -> Result<Response> {
    let now = frame.site.clock.now_ms();
    Ok(match store::find_token(&mut frame.site.db.reader(), kind::SIGN_IN, &token, now).await? {
        Some(_) => ui::html(&ConfirmPage { page: frame.page(frame.t("people-confirm")).noindex() }),
        None => expired(&frame),
    })
}

pub(super) async fn confirm(frame: Frame, visit: Visit, Path(token): Path<String>) -> Result<Response> {
    let site = &frame.site;
    if let Err(error) = limits::of(site).attempt(visit.stranger(), site.clock.now_ms()) {
        return slow_down(&frame, error);
    }
    match burn(site, &token).await? {
        Some((account, back)) => after_first_factor(site, &visit, account, &back).await,
        None => Ok(expired(&frame)),
    }
}

/// Uses a link up; None when it is over or its account may not sign in.
async fn burn(site: &Site, token: &str) -> Result<Option<(Uuid, String)>> {
    let now = site.clock.now_ms();
    let mut tx = site.db.write().await?;
    let Some(found) = store::find_token(&mut tx, kind::SIGN_IN, token, now).await? else { return Ok(None) };
    let Some(account) = found.account else { return Ok(None) };
    if !store::use_token(&mut tx, found.id, now).await? {
        return Ok(None);
    }
    let active = identity::account(&mut tx, account).await?.is_some_and(|a| a.state == "active");
    tx.audit(&Actor::person(account, now), "sign-in.link", "account", account, None, json!({})).await?;
    tx.commit().await?;
    Ok(active.then_some((account, found.return_path)))
}
