//! `/ke-hoach/ban-goc`: the original file of the newest or an older version.
use super::Of;
use axum::extract::{Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use base::{Result, Site};

/// GET `/ke-hoach/ban-goc`: always as a download, so that no file of a stranger runs in a reader's browser.
pub(crate) async fn original(State(site): State<Site>, Query(of): Query<Of>) -> Result<Response> {
    let mut db = site.db.reader();
    let campaign = of.campaign(&mut db).await?;
    let document = of.version(&mut db, campaign.id).await?;
    let ending: String = document.file_name.rsplit_once('.').map_or("txt", |(_, e)| e).chars().filter(char::is_ascii_alphanumeric).take(5).collect();
    let name = format!("{}-{}.{ending}", vietnamese::slug(&document.kind), campaign.slug);
    let bytes = match document.file {
        Some(id) => {
            let stored = base::files::find(&mut db, id).await?;
            site.files.read(&stored.sha256).await?
        }
        None => document.source_text.into_bytes(),
    };
    let kind = match ending.as_str() {
        "pdf" => "application/pdf",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "txt" | "md" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    };
    let disposition = format!("attachment; filename=\"{name}\"");
    Ok(([(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, disposition.as_str())], bytes).into_response())
}
