//! Bản xem (view): pages of a paper as pictures, and the words that pages about papers share.
use crate::model::{KINDS, Record};
use crate::press;
use askama::Template;
use base::Result;
use paper::Paper;
use ui::{Choice, Frame, Tone};

/// Pages shown in a preview; the rest is in the files.
const SHOWN: usize = 12;

/// The preview.
#[derive(Template)]
#[template(path = "preview.html")]
pub struct Preview {
    page: ui::Page,
    /// Pictures of pages, made by our own press from escaped words.
    pub pages: Vec<String>,
    /// All pages.
    pub count: usize,
}

impl Preview {
    /// Draws it.
    pub async fn of(frame: &Frame, paper: Paper) -> Result<Preview> {
        let (pages, count) = press::pictures(paper, SHOWN).await?;
        Ok(Preview { page: frame.page(""), pages, count })
    }
}

/// Kinds to choose from.
pub fn kinds() -> Vec<Choice> {
    KINDS.iter().map(|kind| Choice::new(kind.code(), kind.words())).collect()
}

/// Words of a kind.
pub fn kind_words(code: &str) -> &'static str {
    paper::Kind::from_code(code).map_or("", paper::Kind::words)
}

/// Tone and catalogue key of a state.
pub fn state(state: &str) -> (Tone, &'static str) {
    match state {
        "issued" => (Tone::Warn, "papers-state-issued"),
        "signed" => (Tone::Ok, "papers-state-signed"),
        "dropped" => (Tone::Plain, "papers-state-dropped"),
        _ => (Tone::Go, "papers-state-draft"),
    }
}

/// "Giấy mời 05/GM-SKHCN", for headings.
pub fn name(record: &Record) -> String {
    format!("{} {}", kind_words(&record.kind), record.number).trim().to_owned()
}

/// Name of a file to download: kind and title without marks.
pub fn file_name(record: &Record, ending: &str) -> String {
    let slug: String = vietnamese::slug(&format!("{} {}", kind_words(&record.kind), record.title)).chars().take(80).collect();
    format!("{}.{ending}", slug.trim_end_matches('-'))
}
