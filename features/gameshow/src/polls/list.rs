//! Danh sách phiên hỏi ý kiến: the sessions that one may run; a new one, a copy, ending, taking up again, deleting with undo.
use super::store::{self, Listed, NewSession};
use super::{DESK, forms, own, room, write};
use crate::RUN;
use crate::scope::Scope;
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use base::{Error, Fetch, Result, Viewer};
use serde_json::json;
use ui::{Form, Frame, Page};
use uuid::Uuid;

/// A form body as pairs.
pub(super) type Pairs = axum::Form<Vec<(String, String)>>;

/// So many PINs are tried before there is none free.
const TRIES: u32 = 50;

struct Row {
    session: Listed,
    pin: String,
    changed: String,
}

#[derive(Template)]
#[template(path = "polls/list.html")]
struct ListPage {
    page: Page,
    rows: Vec<Row>,
    gone: Vec<Listed>,
}

#[derive(Template)]
#[template(path = "polls/new.html")]
struct NewPage {
    page: Page,
    form: Form,
}

/// GET: the sessions that this person may run.
pub(super) async fn show(frame: Frame, viewer: Viewer) -> Result<Response> {
    let mut db = frame.site.db.reader();
    let scope = Scope::of(&viewer);
    let row = |session: Listed| {
        let changed = vietnamese::dates::from_unix_ms(session.changed_at).strftime("%d/%m/%Y").to_string();
        Row { pin: crate::model::spaced(&session.pin), changed, session }
    };
    let rows = store::list(&mut db, &scope).await?.into_iter().map(row).collect();
    let gone = store::gone(&mut db, &scope).await?;
    let page = frame.page(frame.t("gameshow-polls-title")).noindex();
    Ok(ui::html(&ListPage { page, rows, gone }))
}

async fn new_page(frame: &Frame, viewer: &Viewer, form: Form) -> Result<NewPage> {
    let page = frame.page(frame.t("gameshow-polls-new")).crumb(frame.t("gameshow-polls-title"), DESK).noindex();
    let campaign = plan::door::working(&mut frame.site.db.reader(), viewer).await?;
    Ok(NewPage { page: page.working(campaign.map(|c| c.id)), form })
}

/// GET `moi`: an empty form.
pub(super) async fn new(frame: Frame, viewer: Viewer) -> Result<Response> {
    Ok(ui::html(&new_page(&frame, &viewer, Form::new()).await?))
}

/// A PIN that neither a session nor a game holds.
async fn free_pin(db: &mut impl Fetch) -> Result<String> {
    for _ in 0..TRIES {
        let pin = format!("{:06}", 100_000 + rand::random::<u32>() % 900_000);
        if !store::pin_taken(db, &pin).await? && crate::store::by_pin(db, &pin).await?.is_none() {
            return Ok(pin);
        }
    }
    Err(Error::Conflict("gameshow-no-pin".into()))
}

/// POST `moi`: adds a session to the campaign that this person works in.
pub(super) async fn create(frame: Frame, viewer: Viewer, axum::Form(pairs): Pairs) -> Result<Response> {
    let mut form = Form::from_pairs(pairs);
    let title = match forms::title(&form) {
        Ok(title) => title,
        Err((field, message)) => {
            form.fail(field, frame.t(message));
            return Ok(ui::unprocessable(&new_page(&frame, &viewer, form).await?));
        }
    };
    let campaign = plan::door::working(&mut frame.site.db.reader(), &viewer).await?.map(|c| c.id);
    if campaign.is_some_and(|campaign| !viewer.can_in(RUN, campaign)) {
        return Err(Error::Forbidden);
    }
    let actor = viewer.actor();
    let mut tx = frame.site.db.write().await?;
    let pin = free_pin(&mut tx).await?;
    let id = store::insert(&mut tx, &actor, &NewSession { campaign, title: &title, pin: &pin, device_cap: None }).await?;
    tx.audit(&actor, "poll.create", "poll_session", id, campaign, json!({})).await?;
    tx.commit().await?;
    Ok(ui::done(&format!("{DESK}/{id}"), &frame.t("gameshow-polls-created")))
}

/// POST `{id}/sao-chep`: the same polls in a session of their own, with nothing given.
pub(super) async fn copy(frame: Frame, viewer: Viewer, Path(id): Path<Uuid>) -> Result<Response> {
    let actor = viewer.actor();
    let mut tx = frame.site.db.write().await?;
    let was = own(&mut tx, &viewer, id).await?;
    let title: String = frame.t1("gameshow-sets-copy-of", "title", &was.title).chars().take(120).collect();
    let pin = free_pin(&mut tx).await?;
    let copy = store::insert(&mut tx, &actor, &NewSession { campaign: was.campaign, title: &title, pin: &pin, device_cap: was.device_cap }).await?;
    let polls = store::polls(&mut tx, id).await?;
    for poll in &polls {
        store::add(&mut tx, copy, &poll.body, actor.at).await?;
    }
    tx.audit(&actor, "poll.copy", "poll_session", copy, was.campaign, json!({ "from": id, "polls": polls.len() })).await?;
    tx.commit().await?;
    Ok(ui::done(&format!("{DESK}/{copy}"), &frame.t("gameshow-polls-copied")))
}

/// POST `{id}/xoa`.
pub(super) async fn withdraw(frame: Frame, viewer: Viewer, Path(id): Path<Uuid>) -> Result<Response> {
    let actor = viewer.actor();
    let mut tx = frame.site.db.write().await?;
    tx.lock(&write::lock(id)).await?;
    let row = own(&mut tx, &viewer, id).await?;
    store::withdraw(&mut tx, id, actor.at).await?;
    tx.audit(&actor, "poll.delete", "poll_session", id, row.campaign, json!({})).await?;
    tx.commit().await?;
    room::tell(&frame.site, id).await;
    Ok(ui::done(&format!("{DESK}#da-xoa"), &frame.t("gameshow-polls-deleted")))
}

/// POST `{id}/khoi-phuc`.
pub(super) async fn restore(frame: Frame, viewer: Viewer, Path(id): Path<Uuid>) -> Result<Response> {
    let actor = viewer.actor();
    let mut tx = frame.site.db.write().await?;
    let row = store::own_any(&mut tx, &Scope::of(&viewer), id).await?;
    store::restore(&mut tx, id, actor.at).await?;
    tx.audit(&actor, "poll.restore", "poll_session", id, row.campaign, json!({})).await?;
    tx.commit().await?;
    Ok(ui::done(&format!("{DESK}/{id}"), &frame.t("gameshow-polls-restored")))
}

/// POST `{id}/ket-thuc`: all polls are closed, the PIN leads nowhere any more.
pub(super) async fn end(frame: Frame, viewer: Viewer, Path(id): Path<Uuid>) -> Result<Response> {
    let actor = viewer.actor();
    let mut tx = frame.site.db.write().await?;
    tx.lock(&write::lock(id)).await?;
    let row = own(&mut tx, &viewer, id).await?;
    if row.ended_at.is_none() {
        store::end(&mut tx, id, actor.at).await?;
        tx.audit(&actor, "poll.end", "poll_session", id, row.campaign, json!({})).await?;
        tx.commit().await?;
        room::tell(&frame.site, id).await;
    }
    Ok(ui::done(&format!("{DESK}/{id}"), &frame.t("gameshow-polls-ended-now")))
}

/// POST `{id}/mo-lai`: takes an ended session up again, under its PIN if that is still free.
pub(super) async fn reopen(frame: Frame, viewer: Viewer, Path(id): Path<Uuid>) -> Result<Response> {
    let actor = viewer.actor();
    let mut tx = frame.site.db.write().await?;
    let row = own(&mut tx, &viewer, id).await?;
    let taken = store::pin_taken(&mut tx, &row.pin).await? || crate::store::by_pin(&mut tx, &row.pin).await?.is_some();
    let pin = if taken { free_pin(&mut tx).await? } else { row.pin };
    store::reopen(&mut tx, id, actor.at, &pin).await?;
    tx.audit(&actor, "poll.reopen", "poll_session", id, row.campaign, json!({})).await?;
    tx.commit().await?;
    room::tell(&frame.site, id).await;
    Ok(ui::done(&format!("{DESK}/{id}"), &frame.t("gameshow-polls-reopened")))
}
