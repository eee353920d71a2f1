//! Word documents (.docx): paragraphs in order with the numbers that Word would print, tables row by row.
//!
//! Tracked deletions are left out and insertions kept, as if all changes were accepted; hidden text, headers, footers,
//! footnotes and field codes are left out.

mod body;
mod label;
mod numbering;
mod package;
mod paragraph;
mod render;
mod styles;
mod table;
mod xml;

use crate::{Extracted, Format, Limits, Refusal};

/// Deepest nesting of elements that is read; Word itself stays far below.
const MAX_DEPTH: usize = 200;

/// Text of a .docx.
pub(crate) fn read(bytes: &[u8], limits: &Limits) -> Result<Extracted, Refusal> {
    let mut package = package::Package::open(bytes, limits)?;
    let main = package.main_document()?;
    let document = package
        .part(&main)?
        .ok_or(Refusal::Damaged { what: "Word" })?;
    let root = xml::parse(&document, MAX_DEPTH)?;
    drop(document);
    let styles = package
        .sibling(&main, "styles.xml")?
        .map(|part| xml::parse(&part, MAX_DEPTH))
        .transpose()?;
    let numbering = package
        .sibling(&main, "numbering.xml")?
        .map(|part| xml::parse(&part, MAX_DEPTH))
        .transpose()?;
    let styles = styles
        .map(|root| styles::Styles::read(&root))
        .unwrap_or_default();
    let numbering = numbering
        .map(|root| numbering::Numbering::read(&root))
        .unwrap_or_default();
    let mut reader = body::BodyReader::new(&styles, &numbering, limits.max_text);
    let blocks = reader.blocks(&root)?;
    let notes = reader.into_notes();
    Ok(Extracted {
        text: render::render(&blocks),
        format: Format::Docx,
        notes,
        pages: None,
    })
}

#[cfg(test)]
mod tests;
