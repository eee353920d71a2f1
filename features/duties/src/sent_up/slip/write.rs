//! Viết phiếu vướng mắc: the form of a new difficulty or a draft, kept or sent. Sending makes a matter of it with a number and a clock.
use super::href;
use super::store::{self, Slip, Words};
use crate::meanwhile::{self, Stored};
use crate::sent_up::desk::Desk;
use crate::sent_up::matter::{self, HOME, flow};
use crate::sent_up::model::{Clock, Step};
use crate::sent_up::notice::{self, Notice, To};
use crate::sent_up::store::{Note, Reach, note};
use crate::sent_up::upload::{ACCEPT, Received};
use askama::Template;
use axum::extract::{Multipart, Path, Query};
use axum::http::StatusCode;
use axum::response::Response;
use base::{Actor, Error, Result, Tx, Viewer, args};
use serde::Deserialize;
use serde_json::json;
use ui::{Choice, Form, Frame, Page};
use uuid::Uuid;

/// What the address may say: the duty that one came from.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Asked {
    nv: String,
}

#[derive(Template)]
#[template(path = "sent_up/slip/write.html")]
struct WritePage {
    page: Page,
    form: Form,
    stored: Vec<Stored>,
    action: String,
    escalation: String,
    agencies: Vec<Choice>,
    duty: String,
    file_name: String,
    is_new: bool,
    accept: &'static str,
}

/// `GET /nhiem-vu/vuong-mac/moi`
pub async fn form(frame: Frame, viewer: Viewer, Query(asked): Query<Asked>) -> Result<Response> {
    let about = asked.nv.parse::<Uuid>().ok();
    let desk = Desk::about(&frame, &viewer, about).await?;
    let mut form = Form::new();
    if let Some(id) = about {
        let duty = crate::store::find(&mut frame.site.db.reader(), &desk.scope, id).await?;
        form = form.with("nv", id.to_string()).with("co_quan", duty.agency.map(|a| a.to_string()).unwrap_or_default());
    }
    Ok(ui::html(&page(&frame, &viewer, &desk, None, form).await?))
}

/// The form, empty or with a draft.
pub async fn draft(frame: &Frame, viewer: &Viewer, desk: &Desk, slip: &Slip) -> Result<Response> {
    Ok(ui::html(&page(frame, viewer, desk, Some(slip), as_stored(slip)).await?))
}

fn as_stored(slip: &Slip) -> Form {
    Form::from_pairs([("title", slip.title.clone()), ("words", slip.words.clone()), ("wish", slip.wish.clone())])
        .with("nv", slip.duty.map(|d| d.to_string()).unwrap_or_default())
        .with("revision", slip.revision.to_string())
}

/// What was typed, beside what somebody else stored or sent meanwhile.
async fn conflict(frame: &Frame, viewer: &Viewer, id: Uuid, form: Form) -> Result<Response> {
    let (desk, slip) = super::view::load(frame, viewer, id).await?;
    let form = form.with("revision", slip.revision.to_string()).failing("", frame.t("sentup-conflict"));
    let mut page = page(frame, viewer, &desk, Some(&slip), form).await?;
    let fields = [meanwhile::text("title", "sentup-title"), meanwhile::text("words", "sentup-what"), meanwhile::text("wish", "sentup-wish")];
    page.stored = meanwhile::differing(frame, &page.form, &as_stored(&slip), &fields);
    Ok(ui::with_status(StatusCode::CONFLICT, &page))
}

async fn page(frame: &Frame, viewer: &Viewer, desk: &Desk, slip: Option<&Slip>, form: Form) -> Result<WritePage> {
    let duty = match form.value("nv").parse::<Uuid>() {
        Ok(id) => {
            let mut db = frame.site.db.reader();
            let duty = crate::store::find(&mut db, &desk.scope, id).await?;
            format!("{}. {}", duty.number, crate::sent_up::store::name_of(&mut db, duty.assignment).await?)
        }
        Err(_) => String::new(),
    };
    let title = frame.t(if slip.is_some() { "sentup-slip-draft" } else { "sentup-file-one" });
    let page = frame.page(title).noindex().crumb(frame.t("sentup-matters"), HOME);
    Ok(WritePage {
        page: if slip.is_none() && duty.is_empty() { page.working(desk.campaign.id).again(format!("{HOME}/moi")) } else { page },
        action: slip.map_or_else(|| format!("{HOME}/moi"), |s| href(s.id)),
        escalation: desk.campaign.escalation.clone(),
        agencies: if slip.is_some() { Vec::new() } else { desk.agencies(viewer) },
        file_name: slip.and_then(|s| s.file_name.clone()).unwrap_or_default(),
        is_new: slip.is_none(),
        accept: ACCEPT,
        duty,
        form,
        stored: Vec::new(),
    })
}

/// What is wrong with what was typed, put at its field.
fn check(frame: &Frame, got: &Received, form: &mut Form, sends: bool) {
    if got.line("title").is_empty() {
        form.fail("title", frame.t("sentup-error-title"));
    } else if got.line("title").chars().count() > 160 {
        form.fail("title", frame.t("sentup-error-long"));
    }
    if sends && got.words("words").is_empty() {
        form.fail("words", frame.t("sentup-error-words"));
    }
    if !got.file_fits() {
        form.fail("file", frame.t("sentup-error-file"));
    }
}

/// `POST /nhiem-vu/vuong-mac/moi`
pub async fn create(frame: Frame, viewer: Viewer, body: Multipart) -> Result<Response> {
    let got = Received::read(body).await?;
    let desk = Desk::about(&frame, &viewer, got.keys("nv").first().copied()).await?;
    let sends = got.line("do") != "keep";
    let mut form = got.form();
    check(&frame, &got, &mut form, sends);
    let duty = match got.keys("nv").first() {
        Some(id) => Some(crate::store::find(&mut frame.site.db.reader(), &desk.scope, *id).await?),
        None => None,
    };
    let agency = duty.as_ref().and_then(|d| d.agency).or_else(|| got.keys("co_quan").first().copied());
    let agency = agency.filter(|a| desk.acts_for(&viewer, *a) && desk.directory.get(*a).is_some());
    if agency.is_none() {
        form.fail("co_quan", frame.t("sentup-error-agency"));
    }
    let (Some(agency), true) = (agency, form.ok()) else {
        return Ok(ui::unprocessable(&page(&frame, &viewer, &desk, None, form).await?));
    };
    let stored = got.store(&frame.site).await?;
    let actor = viewer.actor();
    let mut tx = frame.site.db.write().await?;
    flow::lock(&mut tx, desk.campaign.id).await?;
    let file = got.record(&mut tx, &actor, stored.as_ref()).await?;
    let (title, words, wish) = (got.line("title"), got.words("words"), got.words("wish"));
    let said = Words { duty: duty.map(|d| d.id), title: &title, words: &words, wish: &wish, file };
    let id = store::insert(&mut tx, &actor, desk.campaign.id, agency, &said).await?;
    tx.audit(&actor, "difficulty.write", "difficulty", id, Some(desk.campaign.id), json!({})).await?;
    finish(&frame, &mut tx, &actor, &desk, (id, agency, &title), sends).await?;
    tx.commit().await?;
    frame.site.mail_waiting.notify_one();
    Ok(ui::done(&href(id), &frame.t(if sends { "sentup-slip-sent" } else { "sentup-slip-kept" })))
}

/// `POST /nhiem-vu/vuong-mac/phieu/{id}`: a draft is kept, sent or dropped.
pub async fn save(frame: Frame, viewer: Viewer, Path(id): Path<Uuid>, body: Multipart) -> Result<Response> {
    let got = Received::read(body).await?;
    let (desk, slip) = super::view::load(&frame, &viewer, id).await?;
    if !desk.acts_for(&viewer, slip.agency) {
        return Err(Error::Forbidden);
    }
    let button = got.line("do");
    let (sends, drops) = (button == "send", button == "drop");
    let mut form = got.form();
    if !drops {
        check(&frame, &got, &mut form, sends);
    }
    if !slip.is_draft() || slip.revision != got.number("revision") {
        return conflict(&frame, &viewer, id, form).await;
    }
    if !form.ok() {
        return Ok(ui::unprocessable(&page(&frame, &viewer, &desk, Some(&slip), form).await?));
    }
    let stored = got.store(&frame.site).await?;
    let actor = viewer.actor();
    let mut tx = frame.site.db.write().await?;
    flow::lock(&mut tx, desk.campaign.id).await?;
    if drops {
        store::changed(tx.exec(store::STATE, args![id, "draft", "dropped"]).await?)?;
        tx.audit(&actor, "difficulty.drop", "difficulty", id, Some(desk.campaign.id), json!({})).await?;
        tx.commit().await?;
        return Ok(ui::done(HOME, &frame.t("sentup-slip-dropped")));
    }
    let file = got.record(&mut tx, &actor, stored.as_ref()).await?;
    let (title, words, wish) = (got.line("title"), got.words("words"), got.words("wish"));
    let said = Words { duty: slip.duty, title: &title, words: &words, wish: &wish, file };
    if let Err(error) = store::update(&mut tx, id, slip.revision, &said).await {
        drop(tx);
        return if matches!(error, Error::Conflict(_)) { conflict(&frame, &viewer, id, form).await } else { Err(error) };
    }
    tx.audit(&actor, "difficulty.write", "difficulty", id, Some(desk.campaign.id), json!({})).await?;
    finish(&frame, &mut tx, &actor, &desk, (id, slip.agency, &title), sends).await?;
    tx.commit().await?;
    frame.site.mail_waiting.notify_one();
    Ok(ui::done(&href(id), &frame.t(if sends { "sentup-slip-sent" } else { "sentup-slip-kept" })))
}

async fn finish(frame: &Frame, tx: &mut Tx, actor: &Actor, desk: &Desk, (id, agency, title): (Uuid, Uuid, &str), sends: bool) -> Result<()> {
    if sends { send(frame, tx, actor, desk, (id, agency, title), "file").await.map(drop) } else { Ok(()) }
}

/// Sends a difficulty: a matter of its own, with the next number, and the first clock. The caller holds the campaign's lock.
pub async fn send(frame: &Frame, tx: &mut Tx, actor: &Actor, desk: &Desk, (id, agency, title): (Uuid, Uuid, &str), kind: &str) -> Result<Uuid> {
    let clock = Clock::fresh(Step::Filed, &desk.rules, actor.at);
    let (matter, number) = matter::store::insert(tx, desk.campaign.id, title, Step::Filed, clock, actor.at).await?;
    store::changed(tx.exec(store::SEND, args![id, matter, actor.at]).await?)?;
    note(tx, actor, Note { subject: matter, slip: Some(id), kind, reach: Reach::Agency(agency), words: "", detail: json!({}) }).await?;
    tx.audit(actor, "difficulty.send", "difficulty", id, Some(desk.campaign.id), json!({ "matter": number })).await?;
    let title = format!("{} ({})", title, desk.name(agency));
    let told = Notice { campaign: desk.campaign.id, to: To::Office, kind: "matter-filed", title: &title, words: "", href: &matter::href(matter) };
    notice::send(&frame.site, tx, actor, &told).await?;
    Ok(matter)
}
