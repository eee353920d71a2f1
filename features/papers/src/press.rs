//! In (press): draws papers off the request's thread, few at a time, and serves the type for the preview.
use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use base::{Error, Result};
use jiff::civil::Date;
use paper::{Fonts, Look, Made, Paper, Print};
use std::sync::{Arc, OnceLock};
use tokio::sync::Semaphore;

/// The faces, read once.
pub fn fonts() -> &'static Fonts {
    static FONTS: OnceLock<Fonts> = OnceLock::new();
    FONTS.get_or_init(Fonts::tinos)
}

/// Papers drawn at the same time; others wait, so that a rush of downloads leaves room for pages.
fn presses() -> &'static Semaphore {
    static PRESSES: Semaphore = Semaphore::const_new(2);
    &PRESSES
}

/// Both files of a paper.
pub struct Files {
    /// Word.
    pub docx: Vec<u8>,
    /// PDF/A.
    pub pdf: Vec<u8>,
}

async fn run<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    let _turn = presses().acquire().await.map_err(Error::internal)?;
    tokio::task::spawn_blocking(work).await.map_err(Error::internal)?
}

fn made(day: Date) -> Made {
    Made { year: u16::try_from(day.year()).unwrap_or(1970), month: day.month().unsigned_abs(), day: day.day().unsigned_abs() }
}

/// The .docx and the .pdf; `day` is when they are made.
pub async fn files(paper: Paper, day: Date) -> Result<Files> {
    run(move || {
        let print = Print::of(&paper, fonts());
        Ok(Files { docx: print.docx(), pdf: print.pdf(made(day)).map_err(Error::internal)? })
    })
    .await
}

/// One PDF of many papers.
pub async fn one_pdf(papers: Vec<Paper>, day: Date) -> Result<Vec<u8>> {
    run(move || {
        let prints: Vec<Print> = papers.iter().map(|paper| Print::of(paper, fonts())).collect();
        Print::pdf_of_all(&prints, made(day), fonts()).map_err(Error::internal)
    })
    .await
}

/// Pages as pictures, at most the first `most`, and how many there are.
pub async fn pictures(paper: Paper, most: usize) -> Result<(Vec<String>, usize)> {
    run(move || {
        let mut pages = Print::of(&paper, fonts()).svg();
        let count = pages.len();
        pages.truncate(most);
        Ok((pages, count))
    })
    .await
}

/// Plain words.
pub async fn text(paper: Paper) -> Result<String> {
    run(move || Ok(Print::of(&paper, fonts()).text())).await
}

/// `GET /van-ban/chu/{name}`: a face for the preview; only browsers without Times New Roman ask for it.
pub async fn font(Path(name): Path<String>) -> Result<Response> {
    let look = match name.as_str() {
        "thuong.ttf" => Look { bold: false, italic: false },
        "dam.ttf" => Look { bold: true, italic: false },
        "nghieng.ttf" => Look { bold: false, italic: true },
        "dam-nghieng.ttf" => Look { bold: true, italic: true },
        _ => return Err(Error::NotFound),
    };
    let bytes: Arc<[u8]> = fonts().bytes(look).into();
    let headers = [(header::CONTENT_TYPE, "font/ttf"), (header::CACHE_CONTROL, "public, max-age=31536000, immutable")];
    Ok((headers, bytes.to_vec()).into_response())
}
