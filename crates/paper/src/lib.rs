//! Văn bản hành chính (paper): an official paper as blocks → DOCX, PDF, picture and plain text, in the layout of Decree
//! 30/2020/NĐ-CP or of the Party. Pure: fonts come as bytes, nothing reads a clock or a file. It must never draw a
//! signature or a seal: above the name stays empty room.
//!
//! ```
//! use paper::{Block, Fonts, Kind, Made, Paper, Print, Span};
//! let mut letter = Paper { kind: Kind::Notice, issuer: "Sở Khoa học và Công nghệ".into(), title: "Kết quả cuộc thi".into(), ..Paper::default() };
//! letter.body.push(Block::Paragraph(vec![Span::plain("Sở Khoa học và Công nghệ thông báo như sau")]));
//! let fonts = Fonts::tinos();
//! let print = Print::of(&letter, &fonts);
//! let (docx, pdf) = (print.docx(), print.pdf(Made { year: 2026, month: 9, day: 1 })?);
//! assert!(print.page_count() == 1 && docx.starts_with(b"PK") && pdf.starts_with(b"%PDF"));
//! assert!(print.text().contains("thông báo như sau./."));
//! # Ok::<(), paper::PdfError>(())
//! ```
//!
//! | want | use |
//! |---|---|
//! | say what the paper is | [`Paper`] with its [`Block`]s (the block model: stable, stored as JSON by serde) |
//! | read blocks from words that a person typed | [`markup`] |
//! | one rule of the decree | [`rules`] |
//! | draw it | [`Print`] |
#![cfg_attr(test, allow(clippy::unwrap_used))]

mod compose;
mod docx;
mod fonts;
mod kind;
mod layout;
pub mod markup;
mod model;
mod pdf;
mod pieces;
mod print;
pub mod rules;
mod svg;
mod text;

pub use fonts::{Fonts, Look};
pub use kind::Kind;
pub use model::{Annex, Bar, Bars, Block, Column, Paper, PartialDate, Recipients, Row, Signature, Span, Stand, Style, Table, Text};
pub use pdf::{Made, PdfError};
pub use print::Print;
