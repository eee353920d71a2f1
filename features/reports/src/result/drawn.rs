//! In ra tệp: a paper of ours as DOCX or PDF, under a name without marks.
use crate::view;
use axum::response::Response;
use base::{Error, Result};
use papers::door::Paper;
use ui::Frame;

/// A block model as a file to keep.
pub async fn files(frame: &Frame, paper: Paper, form: &str, name: &str) -> Result<Response> {
    let bytes = papers::door::file(&frame.site, paper, form).await?.ok_or(Error::NotFound)?;
    Ok(view::attachment(name, if form == "pdf" { view::PDF } else { view::DOCX }, bytes))
}

/// "bao-cao-ket-qua.docx".
pub fn file_name(title: &str, form: &str) -> String {
    let slug: String = vietnamese::slug(title).chars().take(80).collect();
    let form: String = form.chars().filter(char::is_ascii_alphanumeric).collect();
    format!("{}.{form}", slug.trim_end_matches('-'))
}
