//! Người quản trị đầu tiên: a one-time link, printed on the terminal while the server has no administrator.
use super::{Pairs, after_first_factor, check_new_password, expired};
use crate::model::Person;
use crate::store::{self, kind};
use crate::visit::Visit;
use crate::password;
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use base::identity::{self, ADMINISTRATOR, Grant};
use base::{Actor, Result, Site, args};
use ui::{Form, Frame, Page};

/// How long the link of the first administrator holds.
pub const MINUTES: i64 = 24 * 60;

#[derive(Template)]
#[template(path = "sign_in/first.html")]
struct FirstPage {
    page: Page,
    form: Form,
    /// Whether the password is the only way back in: no mail leaves this server.
    must: bool,
}

/// The path of a new one-time link for the first administrator (older ones end); None when there is an administrator.
pub async fn first_administrator_link(site: &Site) -> Result<Option<String>> {
    let now = site.clock.now_ms();
    let mut tx = site.db.write().await?;
    if !store::administrators(&mut tx).await?.is_empty() {
        return Ok(None);
    }
    tx.exec(store::TOKENS_VOID_KIND, args![kind::FIRST, now]).await?;
    let token = store::issue(&mut tx, kind::FIRST, None, "", now, MINUTES).await?;
    let actor = Actor::program("first-administrator", now);
    tx.audit(&actor, "first-administrator.link", "account", "", None, serde_json::json!({})).await?;
    tx.commit().await?;
    Ok(Some(format!("/dang-nhap/lan-dau/{token}")))
}

fn page(frame: &Frame, form: Form) -> FirstPage {
    FirstPage { page: frame.page(frame.t("people-first")).noindex(), form, must: !base::mail::leaves(&frame.site) }
}

pub(super) async fn show(frame: Frame, Path(token): Path<String>) -> Result<Response> {
    let mut db = frame.site.db.reader();
    let known = store::find_token(&mut db, kind::FIRST, &token, frame.site.clock.now_ms()).await?.is_some();
    if !known || !store::administrators(&mut db).await?.is_empty() {
        return Ok(expired(&frame));
    }
    Ok(ui::html(&page(&frame, Form::new())))
}

pub(super) async fn enter(frame: Frame, visit: Visit, Path(token): Path<String>, axum::Form(pairs): Pairs) -> Result<Response> {
    let site = &frame.site;
    let now = site.clock.now_ms();
    let Some(found) = store::find_token(&mut site.db.reader(), kind::FIRST, &token, now).await? else { return Ok(expired(&frame)) };
    let mut form = Form::from_pairs(pairs);
    let (person, wrong) = Person::read(form.value("ten"), "", form.value("email"), "");
    for (field, message) in wrong {
        form.fail(field, frame.t(&message));
    }
    if person.email.is_empty() && form.error("email").is_empty() {
        form.fail("email", frame.t("people-email-missing"));
    }
    let has_password = !form.value("mat-khau").is_empty();
    if has_password || !store::is_mailed(site, &person.email) {
        check_new_password(&frame, &mut form, password::MIN_ALONE, &[&person.name, &person.email]);
    }
    if !form.ok() {
        return Ok(ui::unprocessable(&page(&frame, form)));
    }
    let hash = if has_password { Some(password::hash(form.value("mat-khau")).await?) } else { None };
    let mut tx = site.db.write().await?;
    tx.lock("first-administrator").await?;
    if !store::administrators(&mut tx).await?.is_empty() || !store::use_token(&mut tx, found.id, now).await? {
        return Ok(expired(&frame));
    }
    let program = Actor::program("first-administrator", now);
    let id = match identity::account_by_email(&mut tx, &person.email).await? {
        Some(account) => {
            store::set_state(&mut tx, &program, account.id, &account.state, "active").await?;
            account.id
        }
        None => store::add_account(&mut tx, &program, &person, "active").await?,
    };
    store::grant(&mut tx, &program, id, &Grant { role: ADMINISTRATOR.into(), campaign: None, agency: None }).await?;
    let actor = Actor::person(id, now);
    if let Some(hash) = hash {
        store::set_password(&mut tx, &actor, id, hash).await?;
    }
    tx.commit().await?;
    after_first_factor(site, &visit, id, "").await
}
