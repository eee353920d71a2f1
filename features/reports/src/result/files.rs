//! Tệp và văn bản: the report as DOCX, PDF and xlsx, and as the body of its paper, which takes number, issue and signed copy.
use super::{drawn, said};
use crate::layout::{blocks, result};
use crate::{scope, sheet, view};
use axum::Form as Body;
use axum::extract::{Path, Query};
use axum::response::Response;
use base::{Error, Result, Viewer};
use serde::Deserialize;
use ui::Frame;
use uuid::Uuid;

/// Which version; none is the draft.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Which {
    ban: String,
}

impl Which {
    fn number(&self) -> Result<Option<i64>> {
        if self.ban.is_empty() { Ok(None) } else { self.ban.parse().map(Some).map_err(|_| Error::NotFound) }
    }
}

/// `GET /bao-cao/{id}/tai/{docx|pdf|xlsx}`
pub async fn download(frame: Frame, viewer: Viewer, Path((id, form)): Path<(Uuid, String)>, Query(which): Query<Which>) -> Result<Response> {
    let mut db = frame.site.db.reader();
    let (report, campaign) = scope::report(&mut db, &viewer, id).await?;
    let (figures, words) = said(&frame, &mut db, &report, &campaign, which.number()?).await?;
    let name = drawn::file_name(&report.name, &form);
    if form == "xlsx" {
        let bytes = tokio::task::spawn_blocking(move || sheet::result_book(&figures)).await.map_err(Error::internal)?;
        return Ok(view::attachment(&name, view::XLSX, bytes.map_err(Error::internal)?));
    }
    let mut record = papers::door::find(&mut db, report.paper).await?;
    record.blocks = serde_json::to_string(&blocks::body(&result::parts(&figures, &words))).map_err(Error::internal)?;
    drawn::files(&frame, papers::door::model_of(&record), &form, &name).await
}

/// `POST /bao-cao/{id}/van-ban`: the draft, or a frozen version, becomes the body of the paper while that is a draft.
pub async fn to_paper(frame: Frame, viewer: Viewer, Path(id): Path<Uuid>, Body(which): Body<Which>) -> Result<Response> {
    let mut db = frame.site.db.reader();
    let (report, campaign) = scope::own_report(&mut db, &viewer, id).await?;
    let number = which.number()?;
    let (figures, words) = said(&frame, &mut db, &report, &campaign, number).await?;
    let body = blocks::body(&result::parts(&figures, &words));
    let actor = viewer.actor();
    let mut tx = frame.site.db.write().await?;
    match papers::door::refresh_body(&mut tx, &actor, report.paper, &body).await {
        Err(Error::Conflict(_)) => {
            drop(tx);
            return Ok(ui::warned(&format!("/bao-cao/{id}"), &frame.t("reports-paper-out")));
        }
        other => other?,
    }
    tx.audit(&actor, "report.paper", "report", id, Some(report.campaign), serde_json::json!({ "number": number, "day": figures.day })).await?;
    tx.commit().await?;
    Ok(ui::done(&format!("{}/{}", papers::door::ADDRESS, report.paper), &frame.t("reports-paper-done")))
}
