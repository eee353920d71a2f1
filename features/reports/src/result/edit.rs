//! Tên và ngày số liệu của báo cáo; putting it aside and taking it back.
use super::list::check;
use crate::figures::shown;
use crate::{scope, store};
use askama::Template;
use axum::Form as Body;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use base::{Error, Result, Viewer};
use serde::Deserialize;
use ui::{Form, Frame, Page};
use uuid::Uuid;

#[derive(Template)]
#[template(path = "result/edit.html")]
struct EditPage {
    page: Page,
    id: Uuid,
    form: Form,
}

fn page(frame: &Frame, report: &store::Report, form: Form) -> EditPage {
    let page = frame.page(frame.t("reports-edit")).noindex().active("/bao-cao").crumb(frame.t("reports-nav"), "/bao-cao").crumb(report.name.clone(), format!("/bao-cao/{}", report.id));
    EditPage { page, id: report.id, form }
}

/// `GET /bao-cao/{id}/sua`
pub async fn form(frame: Frame, viewer: Viewer, Path(id): Path<Uuid>) -> Result<Response> {
    let (report, _) = scope::own_report(&mut frame.site.db.reader(), &viewer, id).await?;
    let form = Form::new().with("ten", &report.name).with("ngay", shown(report.day.as_deref())).with("revision", report.revision.to_string());
    Ok(ui::html(&page(&frame, &report, form)))
}

/// What is typed.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Typed {
    ten: String,
    ngay: String,
    revision: i64,
}

/// `POST /bao-cao/{id}/sua`
pub async fn save(frame: Frame, viewer: Viewer, Path(id): Path<Uuid>, Body(typed): Body<Typed>) -> Result<Response> {
    let (report, _) = scope::own_report(&mut frame.site.db.reader(), &viewer, id).await?;
    let mut form = Form::from_pairs([("ten", typed.ten.clone()), ("ngay", typed.ngay.clone()), ("revision", typed.revision.to_string())]);
    let (name, day) = check(&frame, &mut form, &typed.ten, &typed.ngay);
    if !form.ok() {
        return Ok(ui::unprocessable(&page(&frame, &report, form)));
    }
    let actor = viewer.actor();
    let mut tx = frame.site.db.write().await?;
    match store::update(&mut tx, id, typed.revision, &name, day.clone(), actor.at).await {
        Err(Error::Conflict(_)) => {
            drop(tx);
            let form = form.with("revision", report.revision.to_string()).failing("ten", frame.t1("reports-conflict-name", "name", &report.name));
            return Ok(ui::with_status(StatusCode::CONFLICT, &page(&frame, &report, form)));
        }
        other => other?,
    }
    tx.audit(&actor, "report.change", "report", id, Some(report.campaign), serde_json::json!({ "day": day })).await?;
    tx.commit().await?;
    Ok(ui::done(&format!("/bao-cao/{id}"), &frame.t("reports-saved")))
}

/// `POST /bao-cao/{id}/bo`
pub async fn put_aside(frame: Frame, viewer: Viewer, Path(id): Path<Uuid>) -> Result<Response> {
    turn(&frame, &viewer, id, true).await
}

/// `POST /bao-cao/{id}/khoi-phuc`
pub async fn take_back(frame: Frame, viewer: Viewer, Path(id): Path<Uuid>) -> Result<Response> {
    turn(&frame, &viewer, id, false).await
}

async fn turn(frame: &Frame, viewer: &Viewer, id: Uuid, dropped: bool) -> Result<Response> {
    let (report, _) = scope::own_report(&mut frame.site.db.reader(), viewer, id).await?;
    let actor = viewer.actor();
    let mut tx = frame.site.db.write().await?;
    store::set_dropped(&mut tx, id, dropped, actor.at).await?;
    let act = if dropped { "report.drop" } else { "report.restore" };
    tx.audit(&actor, act, "report", id, Some(report.campaign), serde_json::json!({})).await?;
    tx.commit().await?;
    let (to, key) = if dropped { (format!("/bao-cao?cd={}", report.campaign), "reports-dropped") } else { (format!("/bao-cao/{id}"), "reports-restored") };
    Ok(ui::done(&to, &frame.t(key)))
}
