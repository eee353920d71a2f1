//! Thành văn bản (blocks): parts as the body of an official paper.
use super::{Bit, Line, Part, Piece, Table};
use papers::door::{self, Block, Body, Span};

/// Printed where people have written nothing yet.
const OPEN: &str = "……………";

/// The body of a paper.
pub fn body(parts: &[Part]) -> Body {
    let mut body = Vec::new();
    for part in parts {
        body.push(Block::Heading { level: 1, label: part.label.clone(), text: part.title.clone() });
        body.extend(part.pieces.iter().flat_map(piece));
    }
    Body { body, annexes: Vec::new() }
}

fn piece(piece: &Piece) -> Vec<Block> {
    match piece {
        Piece::Heading { level, label, text } => vec![Block::Heading { level: *level, label: label.clone(), text: text.clone() }],
        Piece::Words(bits) => vec![Block::Paragraph(spans(bits))],
        Piece::Item(mark, bits) => vec![Block::Item { level: 0, mark: mark.clone(), text: spans(bits) }],
        Piece::Table(table) => vec![Block::Table(self::table(table))],
        Piece::Bars { caption, rows } => {
            // The longest bar is the whole; lengths are for the eye, the figure beside them is exact
            let rows = rows.iter().map(|r| door::Bar { label: r.label.clone(), value: i16::try_from(r.value).map_or(f32::from(i16::MAX), f32::from), shown: r.shown.clone() });
            vec![Block::Bars(door::Bars { caption: caption.clone(), rows: rows.collect() })]
        }
        Piece::Centre(words) => vec![Block::Centre(words.clone())],
        Piece::Break => vec![Block::PageBreak],
        Piece::Blank => vec![Block::Paragraph(vec![Span::plain(OPEN)])],
    }
}

fn spans(bits: &[Bit]) -> Vec<Span> {
    let span = |bit: &Bit| match bit {
        Bit::Bold(words) => Span::bold(words.as_str()),
        Bit::Italic(words) => Span::italic(words.as_str()),
        other => Span::plain(other.words()),
    };
    bits.iter().map(span).collect()
}

fn table(table: &Table) -> door::Table {
    let rows = table.rows.iter().map(|line| door::Row { cells: line.cells.iter().map(|cell| spans(cell)).collect(), bold: line.bold });
    door::Table { caption: table.caption.clone(), columns: table.columns.clone(), rows: rows.collect() }
}

/// What a person typed.
pub fn typed(words: &str) -> Vec<Piece> {
    let (mut blocks, annexes) = paper::markup::read(words);
    for annex in annexes {
        blocks.push(Block::Centre(annex.title));
        blocks.extend(annex.body);
    }
    blocks.into_iter().map(of_block).collect()
}

fn of_block(block: Block) -> Piece {
    match block {
        // The five parts are the highest headings; a heading that a person types stands below them
        Block::Heading { level, label, text } => Piece::Heading { level: level.max(2), label, text },
        Block::Paragraph(text) => Piece::Words(bits(text)),
        Block::Item { mark, text, .. } => Piece::Item(mark, bits(text)),
        Block::Centre(words) => Piece::Centre(words),
        Block::Table(t) => {
            let rows = t.rows.into_iter().map(|row| Line { cells: row.cells.into_iter().map(bits).collect(), bold: row.bold });
            Piece::Table(Table { caption: t.caption, columns: t.columns, rows: rows.collect() })
        }
        Block::Bars(_) | Block::PageBreak => Piece::Break,
    }
}

fn bits(text: Vec<Span>) -> Vec<Bit> {
    let bit = |span: Span| match (span.bold, span.italic) {
        (true, _) => Bit::Bold(span.text),
        (false, true) => Bit::Italic(span.text),
        (false, false) => Bit::Text(span.text),
    };
    text.into_iter().map(bit).collect()
}
