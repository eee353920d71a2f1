//! Nhận lời mời: the invited person opens the link, checks name and telephone, may choose a password, and is in.
use super::{Pairs, after_first_factor, check_new_password, expired};
use crate::invite::store as invitations;
use crate::model::Person;
use crate::visit::Visit;
use crate::{password, store};
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use base::{Actor, Error, Fetch, Result, args, identity};
use ui::{Form, Frame, Page};

#[derive(Template)]
#[template(path = "sign_in/invited.html")]
struct InvitedPage {
    page: Page,
    form: Form,
    email: String,
    /// Whether the password is the only way back in.
    must: bool,
}

fn page(frame: &Frame, form: Form, account: &identity::Account) -> InvitedPage {
    InvitedPage { page: frame.page(frame.t("people-invited")).noindex(), form, email: account.email.clone(), must: !store::is_mailed(&frame.site, &account.email) }
}

/// The open invitation behind a token, and its account.
async fn find(db: &mut impl Fetch, token: &str, now: i64) -> Result<Option<(uuid::Uuid, identity::Account)>> {
    let Some(hash) = crate::secret::hash_of(token) else { return Ok(None) };
    let found: Option<(uuid::Uuid, uuid::Uuid)> = db.maybe(invitations::OPEN_BY_TOKEN, args![hash, now]).await?;
    let Some((id, account)) = found else { return Ok(None) };
    let account = identity::account(db, account).await?.filter(|a| a.state == "invited");
    Ok(account.map(|a| (id, a)))
}

pub(super) async fn show(frame: Frame, Path(token): Path<String>) -> Result<Response> {
    let now = frame.site.clock.now_ms();
    let Some((_, account)) = find(&mut frame.site.db.reader(), &token, now).await? else { return Ok(expired(&frame)) };
    let form = Form::new().with("ten", &account.name).with("chuc-vu", &account.title).with("dien-thoai", &account.phone);
    Ok(ui::html(&page(&frame, form, &account)))
}

pub(super) async fn accept(frame: Frame, visit: Visit, Path(token): Path<String>, axum::Form(pairs): Pairs) -> Result<Response> {
    let site = &frame.site;
    let now = site.clock.now_ms();
    if let Err(error) = crate::limits::of(site).attempt(visit.stranger(), now) {
        return super::slow_down(&frame, error);
    }
    let Some((_, account)) = find(&mut site.db.reader(), &token, now).await? else { return Ok(expired(&frame)) };
    let mut form = Form::from_pairs(pairs);
    let (person, wrong) = Person::read(form.value("ten"), form.value("chuc-vu"), "", form.value("dien-thoai"));
    for (field, message) in wrong {
        form.fail(field, frame.t(&message));
    }
    let has_password = !form.value("mat-khau").is_empty();
    if has_password {
        check_new_password(&frame, &mut form, password::MIN_ALONE, &[&person.name, &account.email, &person.phone]);
    } else if !store::is_mailed(site, &account.email) {
        form.fail("mat-khau", frame.t("people-invited-password-needed"));
    }
    if account.email.is_empty() && form.error("dien-thoai").is_empty() {
        if person.phone.is_empty() {
            form.fail("dien-thoai", frame.t("people-invited-phone-needed"));
        } else if base::feature::count(&mut site.db.reader(), store::PHONE_TAKEN, args![&person.phone, account.id]).await? > 0 {
            form.fail("dien-thoai", frame.t("people-phone-taken"));
        }
    }
    if !form.ok() {
        return Ok(ui::unprocessable(&page(&frame, form, &account)));
    }
    let hash = if has_password { Some(password::hash(form.value("mat-khau")).await?) } else { None };
    let mut tx = site.db.write().await?;
    let Some((invitation, account)) = find(&mut tx, &token, now).await? else { return Ok(expired(&frame)) };
    let actor = Actor::person(account.id, now);
    if !store::set_state(&mut tx, &actor, account.id, "invited", "active").await? {
        return Err(Error::Conflict("people-link-over".into()));
    }
    invitations::accepted(&mut tx, &actor, invitation).await?;
    store::set_profile(&mut tx, &actor, account.id, &person).await?;
    tx.exec(store::ACCOUNT_SEEN, args![account.id, now]).await?;
    if let Some(hash) = hash {
        store::set_password(&mut tx, &actor, account.id, hash).await?;
    }
    tx.commit().await?;
    after_first_factor(site, &visit, account.id, "").await
}
