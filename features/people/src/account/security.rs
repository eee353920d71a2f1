//! Bảo mật của tài khoản: password, second factor, recovery codes. Whoever changes them proves again who is at the
//! browser (see [`proof`]).
use super::proof::{self, Proof};
use super::{own, page};
use crate::sign_in::{CodesPage, Pairs, SetUpPage, check_new_password, slow_down};
use crate::visit::Visit;
use crate::{password, store, totp};
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
    proof: &'static str,
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
        proof: Proof::of(&mut db, viewer).await?.name(),
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

pub(super) async fn password(frame: Frame, viewer: Viewer, visit: Visit, axum::Form(pairs): Pairs) -> Result<Response> {
    let site = &frame.site;
    let mut form = Form::from_pairs(pairs);
    let proof = match proof::ask(&frame, &viewer, &visit, &mut form).await {
        Ok(proof) => proof,
        Err(error) => return slow_down(&frame, error),
    };
    let account = own(&frame, &viewer).await?;
    let has_totp = store::has_totp(&mut site.db.reader(), viewer.account).await?;
    check_new_password(&frame, &mut form, least(has_totp), &[&account.name, &account.email, &account.phone]);
    if !form.ok() {
        return Ok(ui::unprocessable(&security(&frame, &viewer, form).await?));
    }
    let hash = password::hash(form.value("mat-khau")).await?;
    let mut tx = site.db.write().await?;
    match proof::take(proof, &frame, &mut tx, &viewer, &visit, &mut form).await {
        Err(error) => return slow_down(&frame, error),
        Ok(false) => {
            drop(tx);
            return Ok(ui::unprocessable(&security(&frame, &viewer, form).await?));
        }
        Ok(true) => {}
    }
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
    let proof = Proof::of(&mut frame.site.db.reader(), &viewer).await?;
    Ok(ui::html(&set_up_page(&frame, &viewer, Form::new(), proof).await?))
}

async fn set_up_page(frame: &Frame, viewer: &Viewer, form: Form, proof: Proof) -> Result<SetUpPage> {
    let account = own(frame, viewer).await?;
    let lead = if viewer.withheld.is_empty() { "people-totp-lead" } else { "people-totp-needed" };
    let page = SetUpPage::new(frame, form, &account, SET_UP, frame.t(lead))?;
    Ok(SetUpPage { proof: proof.name(), ..page })
}

pub(super) async fn set_up(frame: Frame, viewer: Viewer, visit: Visit, axum::Form(pairs): Pairs) -> Result<Response> {
    let site = &frame.site;
    let mut form = Form::from_pairs(pairs);
    let secret = totp::from_letters(form.value("khoa"));
    let step = secret.as_ref().and_then(|s| totp::check(s, form.value("ma"), site.clock.device_ms(), None));
    let proof = match proof::ask(&frame, &viewer, &visit, &mut form).await {
        Ok(proof) => proof,
        Err(error) => return slow_down(&frame, error),
    };
    if step.is_none() {
        form.fail("ma", frame.t("people-code-wrong-set-up"));
    }
    let (Some(secret), Some(step), true) = (secret, step, form.ok()) else {
        return Ok(ui::unprocessable(&set_up_page(&frame, &viewer, form, proof).await?));
    };
    let mut tx = site.db.write().await?;
    if store::has_totp(&mut tx, viewer.account).await? {
        return Err(Error::Conflict("people-totp-already".into()));
    }
    let codes = store::set_totp(&mut tx, &base::vault::of(site), &viewer.actor(), viewer.account, &secret, step).await?;
    base::session::strengthen(&mut tx, viewer.session).await?;
    super::sessions::revoke_others(&mut tx, &viewer).await?;
    tx.commit().await?;
    Ok(ui::html(&CodesPage { page: page(&frame, "people-recovery").once(), codes, on: "/tai-khoan/bao-mat".into() }))
}

pub(super) async fn remove(frame: Frame, viewer: Viewer, visit: Visit, axum::Form(pairs): Pairs) -> Result<Response> {
    let mut form = Form::from_pairs(pairs);
    let mut tx = frame.site.db.write().await?;
    if store::needs_totp(&mut tx, viewer.account).await? {
        return Err(Error::Conflict("people-totp-must-stay".into()));
    }
    match proof::code("ma", &frame, &mut tx, &viewer, &visit, &mut form).await {
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
    match proof::code("ma", &frame, &mut tx, &viewer, &visit, &mut form).await {
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
    Ok(ui::html(&CodesPage { page: page(&frame, "people-recovery").once(), codes, on: "/tai-khoan/bao-mat".into() }))
}
