//! Đăng nhập bằng mật khẩu: one answer and one duration for every failure, whether the account exists or not.
use super::{Back, Pairs, after_first_factor, slow_down};
use crate::visit::{Visit, local};
use crate::{limits, password, store};
use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use base::Result;
use ui::{Form, Frame, Page};

/// Bytes; no address is longer (RFC 5321), and what strangers send is not kept, hashed or searched beyond.
const LONGEST_LOGIN: usize = 254;

#[derive(Template)]
#[template(path = "sign_in/password.html")]
pub(super) struct PasswordPage {
    page: Page,
    form: Form,
    /// Whether mails leave this server.
    mails: bool,
}

pub(super) fn page(frame: &Frame, form: Form) -> PasswordPage {
    let back = local(form.value("ve"), "");
    let mails = base::mail::leaves(&frame.site);
    PasswordPage { page: frame.page(frame.t("people-sign-in")).noindex(), form: form.with("ve", back), mails }
}

pub(super) async fn show(frame: Frame, Query(back): Query<Back>) -> Response {
    ui::html(&page(&frame, Form::new().with("ve", back.ve)))
}

pub(super) async fn enter(frame: Frame, visit: Visit, axum::Form(pairs): Pairs) -> Result<Response> {
    let is_asked = pairs.iter().any(|(name, _)| name == "mat-khau");
    let mut form = Form::from_pairs(pairs);
    if !is_asked {
        // From the other form: the address comes along.
        return Ok(ui::html(&page(&frame, form)));
    }
    for (field, key) in [("email", "people-email-missing"), ("mat-khau", "people-password-missing")] {
        if form.value(field).trim().is_empty() {
            form.fail(field, frame.t(key));
        }
    }
    if form.value("email").len() > LONGEST_LOGIN {
        form.fail("email", frame.t("people-email-odd"));
        form = form.with("email", "");
    }
    if !form.ok() {
        return Ok(ui::unprocessable(&page(&frame, form)));
    }
    let site = &frame.site;
    let login = crate::model::login_key(form.value("email"));
    let (limits, now) = (limits::of(site), site.clock.now_ms());
    let origin = visit.origin_of(site, &login).await?;
    if let Err(error) = limits.attempt(origin, now).and_then(|()| limits.guess(&login, origin, now)) {
        return slow_down(&frame, error);
    }
    let mut db = site.db.reader();
    let account = store::account_by_login(&mut db, &login).await?;
    let stored = store::credential(&mut db, account.as_ref().map(|a| a.id).unwrap_or_default(), "password").await?;
    let right = password::verify(form.value("mat-khau"), stored.map(|(hash, _)| hash)).await?;
    match account {
        Some(account) if right => {
            limits.succeeded(&login, origin);
            after_first_factor(site, &visit, account.id, form.value("ve")).await
        }
        _ => {
            tracing::warn!(address = %visit.address, "a password sign-in failed");
            visit.settle().await;
            form.fail("mat-khau", frame.t("people-password-wrong"));
            Ok(ui::unprocessable(&page(&frame, form)))
        }
    }
}
