//! Tài khoản của tôi: name, position, telephone; how one signs in; where one is signed in.
pub(crate) mod proof;
mod security;
mod sessions;

pub(crate) use sessions::{QUERIES, Row as SessionRow, rows as session_rows};

use crate::model::Person;
use crate::sign_in::Pairs;
use crate::store;
use askama::Template;
use axum::response::Response;
use base::{Error, Result, Routes, Viewer, Who, identity};
use ui::{Form, Frame, Page};

pub(crate) fn routes() -> Routes {
    let p = Who::SignedIn;
    Routes::new()
        .get("/tai-khoan", p, show)
        .post("/tai-khoan", p, save)
        .get("/tai-khoan/bao-mat", p, security::show)
        .post("/tai-khoan/mat-khau", p, security::password)
        .get("/tai-khoan/hai-lop", p, security::start)
        .post("/tai-khoan/hai-lop", p, security::set_up)
        .post("/tai-khoan/hai-lop/go", p, security::remove)
        .post("/tai-khoan/ma-du-phong", p, security::codes)
        .get("/tai-khoan/phien", p, sessions::show)
        .post("/tai-khoan/phien/khac", p, sessions::end_others)
        .post("/tai-khoan/phien/{id}/ket-thuc", p, sessions::end)
}

#[derive(Template)]
#[template(path = "account/profile.html")]
struct ProfilePage {
    page: Page,
    form: Form,
    email: String,
    roles: Vec<String>,
    weak: bool,
}

/// A page of "my account".
pub(crate) fn page(frame: &Frame, key: &str) -> Page {
    let page = frame.page(frame.t(key)).noindex().active("/tai-khoan");
    if key == "people-account" { page } else { page.crumb(frame.t("people-account"), "/tai-khoan") }
}

/// The account of the viewer.
pub(crate) async fn own(frame: &Frame, viewer: &Viewer) -> Result<identity::Account> {
    identity::account(&mut frame.site.db.reader(), viewer.account).await?.ok_or(Error::NotFound)
}

async fn profile(frame: &Frame, viewer: &Viewer, form: Form) -> Result<ProfilePage> {
    let names = crate::directory::Names::load(&frame.site).await?;
    let mut db = frame.site.db.reader();
    let weak = store::needs_totp(&mut db, viewer.account).await? && !store::has_totp(&mut db, viewer.account).await?;
    let roles = viewer.grants.iter().chain(&viewer.withheld).map(|g| crate::invite::grant_words(frame, &names, g)).collect();
    Ok(ProfilePage { page: page(frame, "people-account"), form, email: viewer.email.clone(), roles, weak })
}

async fn show(frame: Frame, viewer: Viewer) -> Result<Response> {
    let account = own(&frame, &viewer).await?;
    let form = Form::new().with("ten", account.name).with("chuc-vu", account.title).with("dien-thoai", account.phone);
    Ok(ui::html(&profile(&frame, &viewer, form).await?))
}

async fn save(frame: Frame, viewer: Viewer, axum::Form(pairs): Pairs) -> Result<Response> {
    let mut form = Form::from_pairs(pairs);
    let (person, wrong) = Person::read(form.value("ten"), form.value("chuc-vu"), "", form.value("dien-thoai"));
    for (field, message) in wrong {
        form.fail(field, frame.t(&message));
    }
    if viewer.email.is_empty() && form.error("dien-thoai").is_empty() {
        let args = base::args![&person.phone, viewer.account];
        if person.phone.is_empty() {
            form.fail("dien-thoai", frame.t("people-invited-phone-needed"));
        } else if base::feature::count(&mut frame.site.db.reader(), store::PHONE_TAKEN, args).await? > 0 {
            form.fail("dien-thoai", frame.t("people-phone-taken"));
        }
    }
    if !form.ok() {
        return Ok(ui::unprocessable(&profile(&frame, &viewer, form).await?));
    }
    let mut tx = frame.site.db.write().await?;
    store::set_profile(&mut tx, &viewer.actor(), viewer.account, &person).await?;
    tx.commit().await?;
    Ok(ui::done("/tai-khoan", &frame.t("people-saved")))
}
