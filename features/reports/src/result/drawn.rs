//! In ra tệp: a paper of ours as DOCX or PDF, under a name without marks.
use crate::view;
use axum::response::Response;
use base::{Error, Result};
use papers::door::Paper;
use ui::Frame;

/// A block model as a file to keep.
pub async fn files(frame: &Frame, paper: Paper, form: &str, name: &str) -> Result<Response> {
    if !matches!(form, "docx" | "pdf") {
        return Err(Error::NotFound);
    }
    let files = papers::door::files(&frame.site, paper).await?;
    Ok(if form == "pdf" { view::attachment(name, view::PDF, files.pdf) } else { view::attachment(name, view::DOCX, files.docx) })
}

/// "bao-cao-ket-qua.docx".
pub fn file_name(title: &str, form: &str) -> String {
    let slug: String = vietnamese::slug(title).chars().take(80).collect();
    let form: String = form.chars().filter(char::is_ascii_alphanumeric).collect();
    format!("{}.{form}", slug.trim_end_matches('-'))
}
