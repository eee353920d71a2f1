//! Trang của một phiên: its polls in order, where to run it, its results, and everything that is done to the whole of it.
use super::list::Pairs;
use super::snapshot::{self, Counted};
use super::store::{self, SessionRow};
use super::{DESK, forms, own, phone, room, stage, view};
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use base::{Error, Result, Viewer};
use serde_json::json;
use ui::{Choice, Form, Frame, Page};
use uuid::Uuid;

/// A poll as a line.
struct Line {
    poll: view::Shown,
    summary: String,
}

#[derive(Template)]
#[template(path = "polls/session.html")]
struct SessionPage {
    page: Page,
    session: SessionRow,
    pin: String,
    head: Form,
    kinds: Vec<Choice>,
    lines: Vec<Line>,
    gone: Vec<Line>,
    screen: String,
    phone: String,
    /// Devices that came in, and those of the busiest network.
    devices: (i64, i64),
}

async fn page(frame: &Frame, viewer: &Viewer, id: Uuid, head: Option<Form>) -> Result<SessionPage> {
    let mut db = frame.site.db.reader();
    let session = own(&mut db, viewer, id).await?;
    let snapshot = snapshot::load(&mut db, id).await?;
    let gone = store::polls_gone(&mut db, id).await?;
    let line = |(n, counted): (usize, &Counted)| Line { poll: view::shown(frame, n, counted), summary: view::summary(frame, counted.body()) };
    let head = head.unwrap_or_else(|| {
        Form::new()
            .with("title", session.title.clone())
            .with("revision", session.revision.to_string())
            .with("device_cap", session.device_cap.map(|cap| cap.to_string()).unwrap_or_default())
    });
    Ok(SessionPage {
        page: frame.page(session.title.clone()).crumb(frame.t("gameshow-polls-title"), DESK).noindex(),
        pin: crate::model::spaced(&session.pin),
        head,
        kinds: view::kinds(frame),
        lines: (1..).zip(&snapshot.polls).map(line).collect(),
        gone: gone.into_iter().map(Counted::empty).map(|c| line((0, &c))).collect(),
        screen: stage::link(&session.secret, id),
        phone: phone::path(id),
        devices: snapshot.devices,
        session,
    })
}

/// GET.
pub(super) async fn show(frame: Frame, viewer: Viewer, Path(id): Path<Uuid>) -> Result<Response> {
    Ok(ui::html(&page(&frame, &viewer, id, None).await?))
}

/// POST: changes the title and the measure of a network; if somebody else changed the session meanwhile, what was typed comes back.
pub(super) async fn update(frame: Frame, viewer: Viewer, Path(id): Path<Uuid>, axum::Form(pairs): Pairs) -> Result<Response> {
    let mut form = Form::from_pairs(pairs);
    let row = own(&mut frame.site.db.reader(), &viewer, id).await?;
    let (title, cap) = match (forms::title(&form), forms::device_cap(&form)) {
        (Ok(title), Ok(cap)) => (title, cap),
        (title, cap) => {
            for (field, message) in title.err().into_iter().chain(cap.err()) {
                form.fail(field, frame.t(message));
            }
            return Ok(ui::unprocessable(&page(&frame, &viewer, id, Some(form)).await?));
        }
    };
    let actor = viewer.actor();
    let revision = form.value("revision").parse().unwrap_or(0);
    let mut tx = frame.site.db.write().await?;
    match store::update(&mut tx, id, revision, &title, cap, actor.at).await {
        Err(Error::Conflict(key)) => {
            drop(tx);
            let mut form = form.with("revision", own(&mut frame.site.db.reader(), &viewer, id).await?.revision.to_string());
            form.fail("title", frame.t(&key));
            return Ok(ui::with_status(StatusCode::CONFLICT, &page(&frame, &viewer, id, Some(form)).await?));
        }
        other => other?,
    }
    tx.audit(&actor, "poll.change", "poll_session", id, row.campaign, json!({ "revision": revision + 1, "device_cap": cap })).await?;
    tx.commit().await?;
    room::tell(&frame.site, id).await;
    Ok(ui::done(&format!("{DESK}/{id}"), &frame.t("gameshow-polls-saved")))
}
