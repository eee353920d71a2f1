//! Text of a file that an officer uploads (lấy chữ từ tệp): .txt, .md, .docx and PDF with a text layer.
//!
//! Bytes in, text out: no file, network, clock or log. The kind of file is told by its content; the name only breaks
//! ties. Whatever comes in, the answer is text or a [`Refusal`] whose Vietnamese message says what to do next; nothing
//! is inflated beyond the [`Limits`].
//!
//! Text is NFC, its lines end with `\n`, paragraphs of a .docx stand apart by an empty line, rows of a table are
//! `| cell | cell |` on one line each. Lines of a PDF stay as they were printed; joining them is the reader's work.
#![cfg_attr(test, allow(clippy::unwrap_used))]

mod charset;
mod detect;
mod docx;
mod finish;
mod pdf;
mod plain;
mod refusal;

pub use refusal::Refusal;

use detect::Kind;

/// Upper bounds for one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Size of the file, bytes.
    pub max_bytes: usize,
    /// What the compressed parts that are read may inflate to together, bytes.
    pub max_inflated: u64,
    /// How many times larger an inflated part may be than its compressed form, once it is above 1 MB.
    pub max_ratio: u64,
    /// Size of the text, bytes of UTF-8.
    pub max_text: usize,
    /// Pages of a PDF.
    pub max_pages: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            max_bytes: 50 << 20,
            max_inflated: 128 << 20,
            max_ratio: 250,
            max_text: 4 << 20,
            max_pages: 1000,
        }
    }
}

/// What kind of file the text came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Plain text.
    Text,
    /// Markdown; its marks are left in the text.
    Markdown,
    /// Word document.
    Docx,
    /// PDF with a text layer.
    Pdf,
}

impl Format {
    /// Short name for lists and stored records: "txt", "md", "docx", "pdf".
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "txt",
            Self::Markdown => "md",
            Self::Docx => "docx",
            Self::Pdf => "pdf",
        }
    }
}

/// The text of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extracted {
    /// The text, NFC, `\n` line ends, without a final line end.
    pub text: String,
    /// Kind of file, by its content.
    pub format: Format,
    /// Remarks for the officer, in Vietnamese: converted from TCVN3, pages without text, tracked changes taken as accepted.
    pub notes: Vec<String>,
    /// Number of pages, for PDF only.
    pub pages: Option<u32>,
}

/// Asked again and again while a file is read; `false` gives up. Time is the caller's: this crate has no clock.
pub type GoOn<'a> = &'a (dyn Fn() -> bool + Sync);

/// Reads the text of a file, however long it takes.
///
/// # Errors
/// A [`Refusal`] when the file is empty, too large, of another kind, damaged, locked or without text.
pub fn extract(bytes: &[u8], file_name: &str, limits: &Limits) -> Result<Extracted, Refusal> {
    extract_while(bytes, file_name, limits, &|| true)
}

/// Reads the text of a file for as long as `go_on` says so; it is asked at least once for each letter of a PDF.
///
/// # Errors
/// As [`extract`], and [`Refusal::TooSlow`] when `go_on` ended it.
pub fn extract_while(bytes: &[u8], file_name: &str, limits: &Limits, go_on: GoOn<'_>) -> Result<Extracted, Refusal> {
    if bytes.is_empty() {
        return Err(Refusal::Empty);
    }
    if bytes.len() > limits.max_bytes {
        return Err(Refusal::TooLarge {
            size: bytes.len(),
            limit: limits.max_bytes,
        });
    }
    let mut out = match detect::kind(bytes, file_name)? {
        Kind::Text => plain::read(bytes, Format::Text)?,
        Kind::Markdown => plain::read(bytes, Format::Markdown)?,
        Kind::Zip => docx::read(bytes, limits)?,
        Kind::Pdf => pdf::read(bytes, limits, go_on)?,
    };
    out.text = finish::finish(&out.text);
    if out.text.len() > limits.max_text {
        return Err(Refusal::TooMuchText {
            limit: limits.max_text,
        });
    }
    if !out.text.chars().any(char::is_alphanumeric) {
        return Err(if out.format == Format::Pdf {
            Refusal::NoTextLayer
        } else {
            Refusal::NoText
        });
    }
    Ok(out)
}

#[cfg(test)]
mod tests;
