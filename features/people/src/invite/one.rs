//! Mời một người: the form, and the page with link, QR code and a text ready to paste into Zalo.
use super::store::{self, Outcome, expiry};
use super::{Choices, read_grant};
use crate::directory::Names;
use crate::model::Person;
use crate::show;
use crate::sign_in::Pairs;
use askama::Template;
use axum::response::Response;
use base::identity::Grant;
use base::{Actor, Error, Result, Site, Tx, Viewer, mail};
use ui::{Choice, Form, Frame, Page};
use uuid::Uuid;

#[derive(Template)]
#[template(path = "invite/one.html")]
struct OnePage {
    page: Page,
    form: Form,
    choices: Choices,
    channels: Vec<Choice>,
}

/// A link that was just made, as it is shown once.
pub(crate) struct Invited {
    /// Person.
    pub name: String,
    /// Role and agency in words.
    pub role: String,
    /// Address that the link leads to.
    pub link: String,
    /// QR code of it.
    pub qr: String,
    /// Text to paste.
    pub words: String,
    /// Last day, as shown.
    pub until: String,
}

#[derive(Template)]
#[template(path = "invite/ready.html")]
struct ReadyPage {
    page: Page,
    invited: Vec<Invited>,
    mailed: usize,
    existing: usize,
    /// Whether nobody else's device reaches the address of the links.
    only_here: bool,
    address: String,
    port: u16,
}

/// The page with links that were just made. It is an answer to a form and cannot be fetched again.
pub(crate) fn ready(frame: &Frame, invited: Vec<Invited>, mailed: usize, existing: usize) -> Response {
    let page = frame.page(frame.t("people-ready")).noindex().active("/quan-tri/loi-moi");
    let page = page.crumb(frame.t("people-invitations"), "/quan-tri/loi-moi");
    let config = &frame.site.config;
    ui::html(&ReadyPage { page, invited, mailed, existing, only_here: config.is_only_here(), address: config.public_url(), port: config.listen.port() })
}

/// Role, agency and campaign in words: "Cán bộ cơ quan · Sở A".
pub(crate) fn grant_words(frame: &Frame, names: &Names, grant: &Grant) -> String {
    let parts = [frame.t(&format!("base-role-{}", grant.role)), names.agency(grant.agency), names.campaign(grant.campaign)];
    parts.into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// What the person gets to see of a new link.
pub(crate) fn invited(frame: &Frame, names: &Names, name: &str, grants: &[Grant], token: &str, channel: &str) -> Result<Invited> {
    let link = format!("{}/dang-nhap/loi-moi/{token}", frame.site.config.public_url());
    let role = grants.iter().map(|g| grant_words(frame, names, g)).collect::<Vec<_>>().join("; ");
    let until = show::day(expiry(channel, frame.site.clock.now_ms()));
    let site_name = frame.page("").head_title();
    let args = [("name", name.to_owned()), ("site", site_name), ("link", link.clone()), ("day", until.clone())];
    let words = frame.site.catalog.text(frame.preferences.lang, "people-invite-words", &args);
    let qr = ui::qr::svg(&link, &frame.t1("people-invite-qr", "name", name)).map_err(Error::internal)?;
    Ok(Invited { name: name.to_owned(), role, link, qr, words, until })
}

/// Puts the invitation letter into the outbox.
pub(crate) async fn send_letter(frame: &Frame, tx: &mut Tx, actor: &Actor, name: &str, email: &str, token: &str) -> Result<()> {
    let site: &Site = &frame.site;
    let link = format!("{}/dang-nhap/loi-moi/{token}", site.config.public_url());
    let args = [("name", name.to_owned()), ("link", link), ("day", show::day(expiry("email", actor.at))), ("site", frame.page("").head_title())];
    let body = site.catalog.text(frame.preferences.lang, "people-mail-invite-body", &args);
    let subject = frame.t("people-mail-invite-subject");
    let account = base::identity::account_by_email(tx, email).await?.map(|a| a.id);
    mail::enqueue(tx, actor, mail::Mail { to: email, subject: &subject, body: &body, purpose: "invitation", account }).await?;
    Ok(())
}

fn channels(frame: &Frame) -> Vec<Choice> {
    vec![
        Choice::new("link", frame.t("people-channel-link")).hint(frame.t("people-channel-link-hint")),
        Choice::new("email", frame.t("people-channel-email")).hint(frame.t("people-channel-email-hint")),
    ]
}

async fn page(frame: &Frame, viewer: &Viewer, names: &Names, form: Form) -> Result<OnePage> {
    let page = frame.page(frame.t("people-invite-one")).noindex().active("/quan-tri/loi-moi");
    let page = page.crumb(frame.t("people-invitations"), "/quan-tri/loi-moi");
    Ok(OnePage { page, form, choices: Choices::of(frame, viewer, names), channels: channels(frame) })
}

pub(super) async fn show(frame: Frame, viewer: Viewer) -> Result<Response> {
    let names = Names::load(&frame.site).await?;
    let form = Form::new().with("kenh", "link").with("vai-tro", "officer").with("ma", Uuid::now_v7().to_string());
    Ok(ui::html(&page(&frame, &viewer, &names, form).await?))
}

pub(super) async fn invite(frame: Frame, viewer: Viewer, axum::Form(pairs): Pairs) -> Result<Response> {
    let site = &frame.site;
    let names = Names::load(site).await?;
    let mut form = Form::from_pairs(pairs);
    let key: Uuid = form.value("ma").parse().map_err(|_| Error::NotFound)?;
    let (person, wrong) = Person::read(form.value("ten"), form.value("chuc-vu"), form.value("email"), form.value("dien-thoai"));
    for (field, message) in wrong {
        form.fail(field, frame.t(&message));
    }
    let channel = if form.value("kenh") == "email" { "email" } else { "link" };
    if channel == "email" && form.value("email").trim().is_empty() {
        form.fail("email", frame.t("people-email-for-letter"));
    }
    let grant = read_grant(&frame, &viewer, &names, &mut form)?;
    if !form.ok() {
        return Ok(ui::unprocessable(&page(&frame, &viewer, &names, form).await?));
    }
    let actor = viewer.actor();
    let mut tx = site.db.write().await?;
    match store::invite(&mut tx, &actor, &viewer.grants, key, &person, &grant, channel).await? {
        Outcome::Invited(token) if channel == "email" => {
            send_letter(&frame, &mut tx, &actor, &person.name, &person.email, &token).await?;
            tx.commit().await?;
            site.mail_waiting.notify_one();
            Ok(ui::done("/quan-tri/loi-moi", &frame.t1("people-invite-sent", "name", person.name)))
        }
        Outcome::Invited(token) => {
            tx.commit().await?;
            Ok(ready(&frame, vec![invited(&frame, &names, &person.name, &[grant], &token, channel)?], 0, 0))
        }
        Outcome::Existing => {
            tx.commit().await?;
            Ok(ui::done("/quan-tri/loi-moi", &frame.t1("people-invite-existing", "name", person.name)))
        }
    }
}
