//! Tải về và sao chép: a paper as .docx, .pdf and plain words. What went out is given as it went, byte for byte.
use crate::scope::Scope;
use crate::{model::Record, press, store, view};
use askama::Template;
use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use base::{Error, Result, Viewer};
use paper::Paper;
use ui::{Frame, Page};
use uuid::Uuid;

const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// A file to keep, never shown in the browser.
pub fn attachment(name: &str, kind: &str, bytes: Vec<u8>) -> Response {
    let headers = [(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\""))];
    (headers, bytes).into_response()
}

/// What a paper says now: the newest version once it went out, else the draft.
pub async fn current(frame: &Frame, record: &Record) -> Result<(Paper, Option<store::Version>)> {
    if !record.is_draft() && record.version > 0 {
        let newest = store::versions(&mut frame.site.db.reader(), record.id).await?.into_iter().next();
        if let Some(version) = newest {
            return Ok((serde_json::from_str(&version.document).map_err(Error::internal)?, Some(version)));
        }
    }
    Ok((record.content().paper(record.kind(), record.given().as_ref()), None))
}

/// `GET /van-ban/{id}/tai/{docx|pdf}`
pub async fn download(frame: Frame, viewer: Viewer, Path((id, form)): Path<(Uuid, String)>) -> Result<Response> {
    let record = store::find(&mut frame.site.db.reader(), &Scope::of(&viewer), id).await?;
    let (paper, frozen) = current(&frame, &record).await?;
    give(&frame, &record, &form, frozen, Some(paper)).await
}

/// `GET /van-ban/{id}/ban/{version}/{docx|pdf}`
pub async fn version(frame: Frame, viewer: Viewer, Path((id, version, form)): Path<(Uuid, i64, String)>) -> Result<Response> {
    let mut db = frame.site.db.reader();
    let record = store::find(&mut db, &Scope::of(&viewer), id).await?;
    let frozen = store::versions(&mut db, id).await?.into_iter().find(|v| v.version == version).ok_or(Error::NotFound)?;
    give(&frame, &record, &form, Some(frozen), None).await
}

async fn give(frame: &Frame, record: &Record, form: &str, frozen: Option<store::Version>, paper: Option<Paper>) -> Result<Response> {
    let kind = match form {
        "docx" => DOCX,
        "pdf" => "application/pdf",
        _ => return Err(Error::NotFound),
    };
    let bytes = bytes(frame, form, frozen.as_ref(), paper).await?;
    Ok(attachment(&view::file_name(record, form), kind, bytes))
}

/// The file of a version as it went out, else of a draft as it says now; only the one that is asked for is drawn.
pub async fn bytes(frame: &Frame, form: &str, frozen: Option<&store::Version>, paper: Option<Paper>) -> Result<Vec<u8>> {
    match (frozen, paper, form) {
        (Some(version), _, "docx") => frame.site.files.read(&version.docx).await,
        (Some(version), ..) => frame.site.files.read(&version.pdf).await,
        (None, Some(paper), "docx") => press::docx(paper).await,
        (None, Some(paper), _) => press::one_pdf(vec![paper], frame.site.clock.today()).await,
        (None, None, _) => Err(Error::NotFound),
    }
}

#[derive(Template)]
#[template(path = "copy.html")]
struct CopyPage {
    page: Page,
    id: Uuid,
    words: String,
}

/// `GET /van-ban/{id}/sao-chep`: plain words for a message.
pub async fn text(frame: Frame, viewer: Viewer, Path(id): Path<Uuid>) -> Result<Response> {
    let record = store::find(&mut frame.site.db.reader(), &Scope::of(&viewer), id).await?;
    let (paper, _) = current(&frame, &record).await?;
    let words = press::text(paper).await?;
    let page = frame.page(frame.t("papers-copy")).noindex().active("/van-ban").crumb(view::name(&record), format!("/van-ban/{id}"));
    Ok(ui::html(&CopyPage { page, id, words }))
}
