//! Danh sách lời mời: who was invited by whom and how it stands; new links and taking back.
use super::one::{grant_words, invited, ready, send_letter};
use super::store::{self, Invitation};
use crate::directory::Names;
use crate::model::may_handle;
use crate::show;
use crate::sign_in::Pairs;
use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use base::identity::{self, Grant};
use base::{Error, Fetch, Result, Viewer};
use ui::{Form, Frame, Page, Pager, Tone};
use uuid::Uuid;

const PER_PAGE: u32 = 50;

struct Row {
    id: Uuid,
    name: String,
    email: String,
    role: String,
    made: String,
    until: String,
    tone: Tone,
    state: String,
    is_open: bool,
}

#[derive(Template)]
#[template(path = "invite/list.html")]
struct ListPage {
    page: Page,
    rows: Vec<Row>,
    pager: Pager,
    waiting: usize,
    /// Whether a letter would leave this server.
    has_mail: bool,
}

#[derive(serde::Deserialize)]
pub(super) struct Filter {
    trang: Option<u32>,
}

pub(super) async fn show(frame: Frame, viewer: Viewer, Query(filter): Query<Filter>) -> Result<Response> {
    let names = Names::load(&frame.site).await?;
    let now = frame.site.clock.now_ms();
    let all = store::list(&mut frame.site.db.reader()).await?;
    let mine: Vec<(Invitation, Vec<Grant>)> = all.into_iter().filter(|(_, g)| may_handle(&viewer, g)).collect();
    let pager = Pager::new(filter.trang.unwrap_or(1), PER_PAGE, mine.len() as u64, "/quan-tri/loi-moi");
    let waiting = mine.iter().filter(|(i, _)| i.standing(now) == "open").count();
    let skip = (pager.page as usize - 1) * PER_PAGE as usize;
    let rows = mine.iter().skip(skip).take(PER_PAGE as usize).map(|(i, g)| row(&frame, &names, i, g, now)).collect();
    let page = frame.page(frame.t("people-invitations")).noindex().active("/quan-tri/loi-moi");
    Ok(ui::html(&ListPage { page, rows, pager, waiting, has_mail: base::mail::leaves(&frame.site) }))
}

fn row(frame: &Frame, names: &Names, i: &Invitation, grants: &[Grant], now: i64) -> Row {
    let standing = i.standing(now);
    let tone = match standing {
        "accepted" => Tone::Ok,
        "open" => Tone::Go,
        "expired" => Tone::Warn,
        _ => Tone::Plain,
    };
    Row {
        id: i.id,
        name: if i.name.is_empty() { frame.t("people-erased-name") } else { i.name.clone() },
        email: i.email.clone(),
        role: grants.iter().map(|g| grant_words(frame, names, g)).collect::<Vec<_>>().join("; "),
        made: show::day(i.created_at),
        until: show::day(i.expires_at),
        tone,
        state: frame.t(&format!("people-invite-{standing}")),
        is_open: standing == "open" || standing == "expired",
    }
}

/// The invitation if this person may act on it; else as if there were none.
async fn mine(db: &mut impl Fetch, viewer: &Viewer, id: Uuid) -> Result<(Invitation, Vec<Grant>)> {
    let invitation = store::find(db, id).await?.ok_or(Error::NotFound)?;
    let grants = identity::grants(db, invitation.account).await?;
    if may_handle(viewer, &grants) { Ok((invitation, grants)) } else { Err(Error::NotFound) }
}

pub(super) async fn renew(frame: Frame, viewer: Viewer, Path(id): Path<Uuid>, axum::Form(pairs): Pairs) -> Result<Response> {
    let site = &frame.site;
    let names = Names::load(site).await?;
    let form = Form::from_pairs(pairs);
    let actor = viewer.actor();
    let mut tx = site.db.write().await?;
    let (invitation, grants) = mine(&mut tx, &viewer, id).await?;
    let channel = if form.value("kenh") == "email" && !invitation.email.is_empty() { "email" } else { "link" };
    let token = store::renew(&mut tx, &actor, id, channel).await?;
    if channel == "email" {
        send_letter(&frame, &mut tx, &actor, &invitation.name, &invitation.email, &token).await?;
        tx.commit().await?;
        site.mail_waiting.notify_one();
        return Ok(ui::done("/quan-tri/loi-moi", &frame.t1("people-invite-sent", "name", invitation.name)));
    }
    tx.commit().await?;
    Ok(ready(&frame, vec![invited(&frame, &names, &invitation.name, &grants, &token, channel)?], 0, 0))
}

pub(super) async fn revoke(frame: Frame, viewer: Viewer, Path(id): Path<Uuid>) -> Result<Response> {
    let mut tx = frame.site.db.write().await?;
    let (invitation, _) = mine(&mut tx, &viewer, id).await?;
    store::revoke(&mut tx, &viewer.actor(), &invitation).await?;
    tx.commit().await?;
    Ok(ui::done("/quan-tri/loi-moi", &frame.t("people-invite-taken-back")))
}
