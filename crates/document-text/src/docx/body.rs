//! The body in order (thân văn bản): walks paragraphs and tables, counts numbered paragraphs, gathers remarks.

use super::numbering::{Counters, Numbering};
use super::paragraph::{self, Content};
use super::styles::Styles;
use super::table::{self, Table};
use super::xml::Node;
use crate::Refusal;

/// One thing that stands on its own in the text.
#[derive(Debug)]
pub(crate) enum Block {
    /// A paragraph with its printed label; may hold soft line breaks.
    Paragraph(String),
    /// A table.
    Table(Table),
}

/// Reads blocks; keeps the counters of lists over the whole document.
pub(crate) struct BodyReader<'a> {
    styles: &'a Styles,
    numbering: &'a Numbering,
    counters: Counters<'a>,
    left: usize,
    max_text: usize,
    tracked: bool,
    old_font: bool,
    /// Text of a paragraph whose end mark was deleted: it runs on into the next one.
    run_on: String,
}

impl<'a> BodyReader<'a> {
    /// A reader that gives up after `max_text` bytes of text.
    pub(crate) fn new(styles: &'a Styles, numbering: &'a Numbering, max_text: usize) -> Self {
        Self {
            styles,
            numbering,
            counters: Counters::new(numbering, styles),
            left: max_text,
            max_text,
            tracked: false,
            old_font: false,
            run_on: String::new(),
        }
    }

    /// Blocks below an element: the document, a cell, a text box.
    pub(crate) fn blocks(&mut self, container: &Node) -> Result<Vec<Block>, Refusal> {
        let mut out = Vec::new();
        self.walk(container, &mut out)?;
        Ok(out)
    }

    /// Remarks for the officer.
    pub(crate) fn into_notes(self) -> Vec<String> {
        let mut notes = Vec::new();
        if self.tracked {
            notes.push(
                "Tệp còn dấu vết sửa (Track Changes): đã đọc như khi chấp nhận mọi sửa đổi."
                    .to_owned(),
            );
        }
        if self.old_font {
            notes.push("Đã chuyển chữ từ phông cũ (.Vn… hoặc VNI-…) sang Unicode. Hãy đọc soát lại tên riêng.".to_owned());
        }
        notes
    }

    fn walk(&mut self, node: &Node, out: &mut Vec<Block>) -> Result<(), Refusal> {
        for child in &node.children {
            match child.name {
                "p" => self.paragraph(child, out)?,
                "tbl" => {
                    let table = table::read(child, self)?;
                    out.push(Block::Table(table));
                }
                "del" | "moveFrom" | "pPr" | "tblPr" | "trPr" | "tcPr" => {}
                "AlternateContent" => {
                    if let Some(best) = child.children.iter().find(|form| form.contains("p")) {
                        self.walk(best, out)?;
                    }
                }
                _ => self.walk(child, out)?,
            }
        }
        Ok(())
    }

    fn paragraph(&mut self, node: &Node, out: &mut Vec<Block>) -> Result<(), Refusal> {
        let Content {
            text,
            boxes,
            tracked,
            old_font,
            ..
        } = paragraph::content(node, self.styles);
        let mark = node
            .child("pPr")
            .and_then(|properties| properties.child("rPr"));
        let mark_deleted = mark
            .is_some_and(|mark| mark.child("del").is_some() || mark.child("moveFrom").is_some());
        self.tracked |= tracked || mark_deleted;
        self.old_font |= old_font;
        self.left = self
            .left
            .checked_sub(text.len())
            .ok_or(Refusal::TooMuchText {
                limit: self.max_text,
            })?;
        if mark_deleted {
            self.run_on.push_str(&text);
        } else {
            let text = std::mem::take(&mut self.run_on) + &text;
            let label = self.label(node);
            let text = text.trim_matches(|c: char| c.is_whitespace());
            if !text.is_empty() {
                out.push(Block::Paragraph(label.unwrap_or_default() + text));
            }
        }
        for text_box in boxes {
            self.walk(text_box, out)?;
        }
        Ok(())
    }

    /// Label of a numbered paragraph. Empty numbered paragraphs count too, as they do on paper.
    fn label(&mut self, node: &Node) -> Option<String> {
        let properties = node.child("pPr");
        let style = properties
            .and_then(|p| p.value("pStyle"))
            .or(self.styles.default_paragraph());
        let from_style = style.and_then(|id| self.styles.numbering(id));
        let own = properties.and_then(|p| p.child("numPr"));
        let own_level = own
            .and_then(|n| n.value("ilvl"))
            .and_then(|level| level.parse::<usize>().ok());
        let (num_id, level) = match (own.and_then(|n| n.value("numId")), from_style) {
            (Some(num_id), _) => (num_id, own_level.unwrap_or(0)),
            (None, Some((num_id, style_level, style))) => {
                let linked = self.numbering.level_of_style(num_id, style, self.styles);
                (num_id, own_level.or(linked).or(style_level).unwrap_or(0))
            }
            (None, None) => return None,
        };
        if num_id == "0" {
            return None;
        }
        self.counters.next(num_id, level)
    }

    /// Styles of the document.
    pub(crate) fn styles(&self) -> &Styles {
        self.styles
    }
}
