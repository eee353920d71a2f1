//! In (press): draws papers off the request's thread, few at a time.
use base::{Error, Result};
use jiff::civil::Date;
use paper::{Fonts, Made, Paper, Print};
use std::io::Write;
use std::sync::{Arc, LazyLock, OnceLock};
use tokio::sync::Semaphore;

/// The faces, read once.
pub fn fonts() -> &'static Fonts {
    static FONTS: OnceLock<Fonts> = OnceLock::new();
    FONTS.get_or_init(Fonts::tinos)
}

/// Papers drawn at the same time; others wait, so that a rush of downloads leaves room for pages.
static PRESSES: LazyLock<Arc<Semaphore>> = LazyLock::new(|| Arc::new(Semaphore::new(2)));

/// Both files of a paper.
pub struct Files {
    /// Word.
    pub docx: Vec<u8>,
    /// PDF/A.
    pub pdf: Vec<u8>,
}

async fn run<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    in_turn(PRESSES.clone(), work).await
}

/// The turn goes with the work: a reader who leaves ends the waiting, not the drawing, and a press that draws is not free.
async fn in_turn<T: Send + 'static>(presses: Arc<Semaphore>, work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    let turn = presses.acquire_owned().await.map_err(Error::internal)?;
    let drawn = tokio::task::spawn_blocking(move || {
        let made = work();
        drop(turn);
        made
    });
    drawn.await.map_err(Error::internal)?
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

/// The .docx alone.
pub async fn docx(paper: Paper) -> Result<Vec<u8>> {
    run(move || Ok(Print::of(&paper, fonts()).docx())).await
}

/// Files under their names in one archive; they are compressed already.
pub async fn archive(files: Vec<(String, Vec<u8>)>) -> Result<Vec<u8>> {
    run(move || {
        let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        for (name, bytes) in &files {
            zip.start_file(name.as_str(), options).map_err(Error::internal)?;
            zip.write_all(bytes).map_err(Error::internal)?;
        }
        Ok(zip.finish().map_err(Error::internal)?.into_inner())
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
        let print = Print::of(&paper, fonts());
        Ok((print.svg(most), print.page_count()))
    })
    .await
}

/// Plain words.
pub async fn text(paper: Paper) -> Result<String> {
    run(move || Ok(Print::of(&paper, fonts()).text())).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc;

    #[tokio::test]
    async fn a_reader_who_leaves_does_not_free_a_press_that_draws() {
        let presses = Arc::new(Semaphore::new(1));
        let (begun, has_begun) = tokio::sync::oneshot::channel();
        let (end, may_end) = mpsc::channel::<()>();
        let asked = tokio::spawn(in_turn(presses.clone(), move || {
            begun.send(()).ok();
            may_end.recv().ok();
            Ok(())
        }));
        has_begun.await.unwrap();
        asked.abort();
        assert!(asked.await.unwrap_err().is_cancelled());
        assert_eq!(presses.available_permits(), 0, "it draws on");
        end.send(()).unwrap();
        presses.acquire().await.unwrap().forget(); // comes free when the drawing ends
        assert_eq!(presses.available_permits(), 0);
    }
}
