//! Extractors (bộ trích): each file reads one part of the contract from the tree. They share a [`Ctx`]; none changes the tree.

pub mod activities;
pub mod budget;
pub mod closing;
pub mod clusters;
pub mod document;
pub mod duties;
pub mod escalation;
pub mod frame;
pub mod legal;
pub mod milestones;
pub mod outline;
pub mod programme;
pub mod recipients;
pub mod units;
pub mod unread;
pub mod warnings;

use crate::dates::{self, Clock};
use crate::model::{Deadline, Span};
use crate::text::source::{Para, Source};
use crate::tree::Tree;

/// What every extractor may look at.
pub struct Ctx<'s> {
    /// Text and index.
    pub src: &'s Source,
    /// Paragraphs before the first heading.
    pub head: &'s [Para<'s>],
    /// Paragraphs of the closing: signature and recipients.
    pub tail: &'s [Para<'s>],
    /// Blocks of body and annexes.
    pub tree: Tree<'s>,
    /// Year of the plan.
    pub clock: Clock,
}

impl Ctx<'_> {
    /// Span of a slice of the source.
    pub fn span(&self, slice: &str) -> Span {
        self.src.span(slice)
    }

    /// Deadline in a slice of running text.
    pub fn deadline(&self, slice: &str) -> Option<Deadline> {
        dates::deadline(slice, self.clock).map(|f| self.deadline_of(slice, &f, 0.9))
    }

    /// Deadline of a slice that says nothing but when.
    pub fn when(&self, slice: &str) -> Option<Deadline> {
        let words = slice.trim();
        if words.is_empty() || words.chars().all(|c| !c.is_alphanumeric()) {
            return None;
        }
        let text = crate::text::words::collapse(&words.replace("<br>", " "));
        let text = crate::text::words::unstop(&text).to_owned();
        let found = dates::whole(slice, self.clock);
        let (start, end) = found.map_or((None, None), |f| (f.first, f.last));
        let sure = start.is_some() || end.is_some();
        Some(Deadline { text, start, end, span: self.span(words), confidence: if sure { 0.95 } else { 0.5 }, because: if sure { "Cột hoặc dòng thời gian".into() } else { "Giữ nguyên lời, chưa tính được ngày".into() } })
    }

    fn deadline_of(&self, slice: &str, f: &dates::Found, confidence: f64) -> Deadline {
        let words = slice[f.at..f.end].trim();
        let computed = f.first.is_some() || f.last.is_some();
        Deadline {
            text: crate::text::words::collapse(words),
            start: f.first.clone(),
            end: f.last.clone(),
            span: self.span(words),
            confidence: if computed { confidence } else { 0.5 },
            because: if computed { "Cụm từ chỉ thời hạn trong câu".into() } else { "Giữ nguyên lời, chưa tính được ngày".into() },
        }
    }
}
