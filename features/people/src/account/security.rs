//! Bảo mật của tài khoản: password, second factor, recovery codes. Whoever changes them proves the password (or, with
//! a second factor, its code) again, so that an unattended browser is not enough.
use super::{own, page};
use crate::sign_in::{CodesPage, Pairs, SetUpPage, check_new_password, slow_down};
use crate::visit::Visit;
use crate::{limits, password, store, totp};
use askama::Template;
use axum::response::Response;
use base::{Error, Fetch, Result, Viewer, args};
use ui::{Form, Frame, Page};
use uuid::Uuid;

#[derive(Template)]
#[template(path = "account/security.html")]
struct SecurityPage {
    page: Page,
    form: Form,
    has_password: bool,
    has_totp: bool,
    needs_totp: bool,
    codes_left: i64,
    min: usize,
}

async fn security(frame: &Frame, viewer: &Viewer, form: Form) -> Result<SecurityPage> {
    let mut db = frame.site.db.reader();
    let kinds: Vec<(String, i64, i64)> = db.all(store::CREDENTIAL_KINDS, args![viewer.account]).await?;
    let count = |kind: &str| kinds.iter().find(|(k, _, _)| k == kind).map_or(0, |(_, n, _)| *n);
    let has_totp = count("totp") > 0;
    Ok(SecurityPage {
        page: page(frame, "people-security"),
        form,
        has_password: count("password") > 0,
        has_totp,
        needs_totp: store::needs_totp(&mut db, viewer.account).await?,
        codes_left: count("recovery"),
        min: least(has_totp),
    })
}

fn least(has_totp: bool) -> usize {
    if has_totp { password::MIN_WITH_TOTP } else { password::MIN_ALONE }
}

pub(super) async fn show(frame: Frame, viewer: Viewer) -> Result<Response> {
    Ok(ui::html(&security(&frame, &viewer, Form::new()).await?))
}

/// Proves that the person at the browser is the owner: the current password, where there is one.
async fn prove(frame: &Frame, viewer: &Viewer, visit: &Visit, form: &mut Form, field: &str) -> Result<()> {
    let site = &frame.site;
    let Some((hash, _)) = store::credential(&mut site.db.reader(), viewer.account, "password").await? else { return Ok(()) };
    let key = format!("own {}", viewer.account);
    limits::of(site).guess(&key, visit.stranger(), site.clock.now_ms())?;
    if password::verify(form.value(field), Some(hash)).await? {
        limits::of(site).succeeded(&key, visit.stranger());
    } else {
        form.fail(field, frame.t("people-password-current-wrong"));
    }
    Ok(())
}

pub(super) async fn password(frame: Frame, viewer: Viewer, visit: Visit, axum::Form(pairs): Pairs) -> Result<Response> {
    let site = &frame.site;
    let mut form = Form::from_pairs(pairs);
    if let Err(error) = prove(&frame, &viewer, &visit, &mut form, "mat-khau-cu").await {
        return slow_down(&frame, error);
    }
    let account = own(&frame, &viewer).await?;
    let has_totp = store::has_totp(&mut site.db.reader(), viewer.account).await?;
    check_new_password(&frame, &mut form, least(has_totp), &[&account.name, &account.email, &account.phone]);
    if !form.ok() {
        return Ok(ui::unprocessable(&security(&frame, &viewer, form).await?));
    }
    let hash = password::hash(form.value("mat-khau")).await?;
    let mut tx = site.db.write().await?;
    let actor = viewer.actor();
    store::set_password(&mut tx, &actor, viewer.account, hash).await?;
    super::sessions::revoke_others(&mut tx, &viewer).await?;
    tx.commit().await?;
    Ok(ui::done("/tai-khoan/bao-mat", &frame.t("people-password-changed")))
}

const SET_UP: &str = "/tai-khoan/hai-lop";

pub(super) async fn start(frame: Frame, viewer: Viewer) -> Result<Response> {
    if store::has_totp(&mut frame.site.db.reader(), viewer.account).await? {
        return Ok(axum::response::IntoResponse::into_response(axum::response::Redirect::to("/tai-khoan/bao-mat")));
    }
    let account = own(&frame, &viewer).await?;
    Ok(ui::html(&SetUpPage::new(&frame, Form::new(), &account, SET_UP, frame.t("people-totp-lead"))?))
}

pub(super) async fn set_up(frame: Frame, viewer: Viewer, axum::Form(pairs): Pairs) -> Result<Response> {
    let site = &frame.site;
    let mut form = Form::from_pairs(pairs);
    let secret = totp::from_letters(form.value("khoa"));
    let step = secret.as_ref().and_then(|s| totp::check(s, form.value("ma"), site.clock.device_ms(), None));
    let (Some(secret), Some(step)) = (secret, step) else {
        form.fail("ma", frame.t("people-code-wrong-set-up"));
        let account = own(&frame, &viewer).await?;
        return Ok(ui::unprocessable(&SetUpPage::new(&frame, form, &account, SET_UP, frame.t("people-totp-lead"))?));
    };
    let mut tx = site.db.write().await?;
    if store::has_totp(&mut tx, viewer.account).await? {
        return Err(Error::Conflict("people-totp-already".into()));
    }
    let codes = store::set_totp(&mut tx, &viewer.actor(), viewer.account, secret, step).await?;
    super::sessions::revoke_others(&mut tx, &viewer).await?;
    tx.commit().await?;
    Ok(ui::html(&CodesPage { page: page(&frame, "people-recovery"), codes, on: "/tai-khoan/bao-mat".into() }))
}

/// Counts a guess and takes the code typed in `ma`; the transaction goes on when it was right.
async fn with_code(frame: &Frame, tx: &mut base::Tx, viewer: &Viewer, visit: &Visit, form: &mut Form) -> Result<bool> {
    let key = format!("totp {}", viewer.account);
    let limits = limits::of(&frame.site);
    limits.guess(&key, visit.stranger(), frame.site.clock.now_ms())?;
    let actor = base::Actor::person(viewer.account, frame.site.clock.now_ms());
    if store::use_second_factor(tx, &actor, viewer.account, form.value("ma"), frame.site.clock.device_ms()).await? {
        limits.succeeded(&key, visit.stranger());
        return Ok(true);
    }
    form.fail("ma", frame.t("people-code-wrong"));
    Ok(false)
}

pub(super) async fn remove(frame: Frame, viewer: Viewer, visit: Visit, axum::Form(pairs): Pairs) -> Result<Response> {
    let mut form = Form::from_pairs(pairs);
    let mut tx = frame.site.db.write().await?;
    if store::needs_totp(&mut tx, viewer.account).await? {
        return Err(Error::Conflict("people-totp-must-stay".into()));
    }
    match with_code(&frame, &mut tx, &viewer, &visit, &mut form).await {
        Err(error) => return slow_down(&frame, error),
        Ok(false) => {
            drop(tx);
            return Ok(ui::unprocessable(&security(&frame, &viewer, form).await?));
        }
        Ok(true) => {}
    }
    store::remove_totp(&mut tx, &viewer.actor(), viewer.account).await?;
    tx.commit().await?;
    Ok(ui::done("/tai-khoan/bao-mat", &frame.t("people-totp-removed")))
}

pub(super) async fn codes(frame: Frame, viewer: Viewer, visit: Visit, axum::Form(pairs): Pairs) -> Result<Response> {
    let mut form = Form::from_pairs(pairs);
    let mut tx = frame.site.db.write().await?;
    match with_code(&frame, &mut tx, &viewer, &visit, &mut form).await {
        Err(error) => return slow_down(&frame, error),
        Ok(false) => {
            drop(tx);
            return Ok(ui::unprocessable(&security(&frame, &viewer, form).await?));
        }
        Ok(true) => {}
    }
    let id: Uuid = viewer.account;
    let codes = store::new_recovery_codes(&mut tx, &viewer.actor(), id).await?;
    tx.commit().await?;
    Ok(ui::html(&CodesPage { page: page(&frame, "people-recovery"), codes, on: "/tai-khoan/bao-mat".into() }))
}
