//! Bản chốt: freezing what a report says under a name; a frozen version is read for ever as it was.
use super::draft;
use crate::{scope, store};
use axum::Form as Body;
use axum::extract::Path;
use axum::response::Response;
use base::{Result, Viewer};
use serde::Deserialize;
use ui::Frame;
use uuid::Uuid;

/// What is typed: the name, and which version this is meant to be.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Typed {
    ten: String,
    so: i64,
}

/// `POST /bao-cao/{id}/chot`
pub async fn freeze(frame: Frame, viewer: Viewer, Path(id): Path<Uuid>, Body(typed): Body<Typed>) -> Result<Response> {
    let mut db = frame.site.db.reader();
    let (report, campaign) = scope::own_report(&mut db, &viewer, id).await?;
    let own = format!("/bao-cao/{id}");
    let name: String = vietnamese::normalize_line(&typed.ten).chars().take(120).collect();
    if name.is_empty() {
        return Ok(ui::warned(&own, &frame.t("reports-freeze-unnamed")));
    }
    let newest = store::versions(&mut db, id).await?.first().map_or(0, |v| v.number);
    let (figures, words) = draft(&frame, &mut db, &report, &campaign).await?;
    let actor = viewer.actor();
    let mut tx = frame.site.db.write().await?;
    // The number comes from the form: two clicks, or two people, freeze once
    if typed.so != newest + 1 || !store::freeze(&mut tx, &actor, id, typed.so, &name, &figures, &words).await? {
        drop(tx);
        return Ok(ui::warned(&own, &frame.t1("reports-freeze-taken", "number", typed.so)));
    }
    tx.audit(&actor, "report.freeze", "report", id, Some(report.campaign), serde_json::json!({ "number": typed.so, "day": figures.day, "total": figures.tally().cells.total() })).await?;
    tx.commit().await?;
    Ok(ui::done(&format!("{own}/ban/{}", typed.so), &frame.t1("reports-frozen", "number", typed.so)))
}

/// `GET /bao-cao/{id}/ban/{number}`
pub async fn show(frame: Frame, viewer: Viewer, Path((id, number)): Path<(Uuid, i64)>) -> Result<Response> {
    let mut db = frame.site.db.reader();
    let (report, campaign) = scope::report(&mut db, &viewer, id).await?;
    let version = store::version(&mut db, id, number).await?;
    super::show::frozen(&frame, &viewer, report, &campaign, version.about).await
}
