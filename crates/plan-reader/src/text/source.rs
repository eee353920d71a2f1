//! The source (bản nguồn): the normalised text, its paragraphs, and the index from bytes to Unicode scalar values.

use super::clean;
use super::join;
use super::label::{self, Label};
use crate::model::Span;

/// A paragraph of the source.
#[derive(Debug, Clone)]
pub struct Para<'a> {
    /// All of it.
    pub text: &'a str,
    /// Without its label.
    pub body: &'a str,
    /// Its label.
    pub label: Option<Label>,
    /// Markdown heading depth, 0 for none.
    pub md: u8,
    /// A blank line stood before it.
    pub gap: bool,
    /// It is a row of a table.
    pub row: bool,
}

/// Normalised text with the index that turns slices into spans.
#[derive(Debug)]
pub struct Source {
    text: String,
    lines: Vec<(usize, usize, u8, bool)>,
    blocks: Vec<usize>,
    total: usize,
}

const BLOCK: usize = 64;

impl Source {
    /// Cleans, joins and indexes a text.
    pub fn new(raw: &str) -> Self {
        let repaired = clean::repair(raw);
        let cleaned: Vec<_> = repaired.split('\n').map(clean::line).collect();
        let mut text = String::with_capacity(repaired.len());
        let mut lines = Vec::new();
        for j in join::join(&cleaned) {
            if !text.is_empty() {
                text.push_str(if j.gap { "\n\n" } else { "\n" });
            }
            let start = text.len();
            text.push_str(&j.text);
            lines.push((start, text.len(), j.md, j.gap));
        }
        let mut blocks = Vec::with_capacity(text.len() / BLOCK + 1);
        let mut scalars = 0;
        for (i, b) in text.bytes().enumerate() {
            if i % BLOCK == 0 {
                blocks.push(scalars);
            }
            if b & 0xC0 != 0x80 {
                scalars += 1;
            }
        }
        Self { text, lines, blocks, total: scalars }
    }

    /// The normalised text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Gives the text away.
    pub fn into_text(self) -> String {
        self.text
    }

    /// Paragraphs in order.
    pub fn paras(&self) -> Vec<Para<'_>> {
        self.lines
            .iter()
            .map(|&(start, end, md, gap)| {
                let text = &self.text[start..end];
                let row = text.starts_with('|') || text.contains('\t');
                let label = if row { None } else { label::parse(text) };
                let body = label.as_ref().map_or(text, |l| &text[l.end..]);
                Para { text, body, label, md, gap, row }
            })
            .collect()
    }

    fn scalar(&self, byte: usize) -> usize {
        let block = byte / BLOCK;
        let Some(&before) = self.blocks.get(block) else { return self.total };
        before + self.text.as_bytes()[block * BLOCK..byte].iter().filter(|b| **b & 0xC0 != 0x80).count()
    }

    /// Byte offset of a slice that was cut from this text.
    pub fn offset(&self, slice: &str) -> usize {
        let at = (slice.as_ptr() as usize).wrapping_sub(self.text.as_ptr() as usize);
        if at <= self.text.len() { at } else { 0 }
    }

    /// Span of a slice that was cut from this text.
    pub fn span(&self, slice: &str) -> Span {
        let start = self.offset(slice);
        self.span_bytes(start, (start + slice.len()).min(self.text.len()))
    }

    /// Span from one slice's start to another's end.
    pub fn span_to(&self, first: &str, last: &str) -> Span {
        let start = self.offset(first);
        self.span_bytes(start, (self.offset(last) + last.len()).max(start).min(self.text.len()))
    }

    fn span_bytes(&self, start: usize, end: usize) -> Span {
        Span { start: self.scalar(start), end: self.scalar(end) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_count_scalars() {
        let s = Source::new(&"Ủy ban nhân dân. ".repeat(20));
        let at = s.text().rfind("nhân").expect("there");
        let slice = &s.text()[at..at + "nhân".len()];
        let span = s.span(slice);
        let cut: String = s.text().chars().skip(span.start).take(span.end - span.start).collect();
        assert_eq!(cut, "nhân");
        let all = s.span(s.text());
        assert_eq!(all.end, s.text().chars().count());
        assert_eq!(Source::new("").span("").end, 0);
        let full = Source::new(&format!("{}ế", "a".repeat(61)));
        assert_eq!((full.text().len(), full.span(full.text()).end), (64, 62));
    }
}
