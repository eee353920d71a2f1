//! PDF with a text layer: its lines as they were printed, page by page. Pictures of text are refused, never guessed.
//!
//! The PDF library panics on some files. The work runs in a thread of its own (named [`THREAD`], with a large stack), page
//! by page, so that a bad page costs its own text only; a program's panic hook can keep that thread's reports quiet.

mod content;
mod guard;
mod lines;
mod maps;

use std::panic::{AssertUnwindSafe, catch_unwind};

use pdf_extract::{Document, Error, output_doc_page};

use crate::{Extracted, Format, GoOn, Limits, Refusal, charset};

/// Name of the thread that reads a PDF.
const THREAD: &str = "pdf-text";
/// Its stack, bytes.
const STACK: usize = 32 << 20;
/// Letters that make a page one with a text layer; a stamp or a page number has fewer.
const LETTERS_OF_A_PAGE: usize = 25;

const DAMAGED: Refusal = Refusal::Damaged { what: "PDF" };

/// Text of a PDF.
pub(crate) fn read(bytes: &[u8], limits: &Limits, go_on: GoOn<'_>) -> Result<Extracted, Refusal> {
    guard::prescan(bytes, limits)?;
    std::thread::scope(|scope| {
        let worker = std::thread::Builder::new()
            .name(THREAD.to_owned())
            .stack_size(STACK);
        let handle = worker
            .spawn_scoped(scope, || read_here(bytes, limits, go_on))
            .map_err(|_| DAMAGED)?;
        handle.join().unwrap_or(Err(DAMAGED))
    })
}

fn read_here(bytes: &[u8], limits: &Limits, go_on: GoOn<'_>) -> Result<Extracted, Refusal> {
    let mut doc = load(bytes)?;
    let pages = u32::try_from(doc.get_pages().len()).unwrap_or(u32::MAX);
    if pages == 0 {
        return Err(DAMAGED);
    }
    if pages > limits.max_pages {
        return Err(Refusal::TooManyPages {
            pages,
            limit: limits.max_pages,
        });
    }
    if !go_on() {
        return Err(Refusal::TooSlow);
    }
    guard::sanitize(&mut doc, limits)?;
    maps::sanitize(&mut doc);
    content::keep_text_only(&mut doc, limits)?;
    let mut text = String::new();
    let (mut silent, mut broken) = (Vec::new(), Vec::new());
    for page in 1..=pages {
        let mut lines = lines::Lines::new(limits.max_text.saturating_sub(text.len()), go_on);
        let done = catch_unwind(AssertUnwindSafe(|| output_doc_page(&doc, &mut lines, page)));
        if !go_on() {
            return Err(Refusal::TooSlow);
        }
        if lines.is_full() {
            return Err(Refusal::TooMuchText {
                limit: limits.max_text,
            });
        }
        if !matches!(done, Ok(Ok(()))) {
            broken.push(page);
        }
        let page_text = lines.into_text();
        if page_text.chars().filter(|c| c.is_alphabetic()).count() < LETTERS_OF_A_PAGE {
            silent.push(page);
        }
        if !page_text.is_empty() {
            text.push_str(&page_text);
            text.push('\n');
        }
    }
    if silent.len() == pages as usize {
        return Err(if broken.is_empty() {
            Refusal::NoTextLayer
        } else {
            Refusal::GarbledPdf
        });
    }
    check_letters(&text)?;
    let decoded = charset::repair(&text);
    let mut notes: Vec<String> = decoded.note.into_iter().collect();
    if !broken.is_empty() {
        notes.push(format!(
            "Trang {} của PDF có chỗ không đọc được. Hãy đối chiếu với bản gốc.",
            list(&broken)
        ));
    }
    silent.retain(|page| !broken.contains(page));
    if !silent.is_empty() {
        notes.push(format!("Trang {} của PDF hầu như không có chữ (trang trống hoặc ảnh quét). Hãy đối chiếu với bản gốc.", list(&silent)));
    }
    Ok(Extracted {
        text: decoded.text,
        format: Format::Pdf,
        notes,
        pages: Some(pages),
    })
}

/// Loads the document, unlocking those that open without a password.
fn load(bytes: &[u8]) -> Result<Document, Refusal> {
    let locked = |error: &Error| matches!(error, Error::Decryption(_) | Error::InvalidPassword);
    let loaded = catch_unwind(|| Document::load_mem(bytes)).map_err(|_| DAMAGED)?;
    let mut doc = match loaded {
        Ok(doc) => doc,
        Err(error) if locked(&error) => return Err(Refusal::Encrypted),
        Err(_) => return Err(DAMAGED),
    };
    if doc.is_encrypted() {
        let unlocked = catch_unwind(AssertUnwindSafe(|| doc.decrypt("").is_ok())).unwrap_or(false);
        if !unlocked {
            return Err(Refusal::Encrypted);
        }
    }
    Ok(doc)
}

/// Refuses text whose letters have no meaning: private and replacement characters.
fn check_letters(text: &str) -> Result<(), Refusal> {
    let (mut bad, mut all) = (0usize, 0usize);
    for c in text.chars().filter(|c| !c.is_whitespace()) {
        all += 1;
        bad += usize::from(
            c == char::REPLACEMENT_CHARACTER
                || c.is_control()
                || matches!(c, '\u{E000}'..='\u{F8FF}'),
        );
    }
    if bad * 4 > all {
        Err(Refusal::GarbledPdf)
    } else {
        Ok(())
    }
}

/// "2, 3, 5" and no more than ten of them.
fn list(pages: &[u32]) -> String {
    let mut out = pages
        .iter()
        .take(10)
        .map(u32::to_string)
        .collect::<Vec<_>>()
        .join(", ");
    if pages.len() > 10 {
        out.push_str(", …");
    }
    out
}
