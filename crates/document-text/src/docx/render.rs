//! Blocks to text (ghép thành văn bản): an empty line between blocks, one line per table row.

use super::body::Block;
use super::table::Table;

/// The text of a document. Soft breaks stay line breaks; a frame gives its lines cell by cell; a table gives rows
/// `| cell | cell |` with `<br>` between paragraphs of a cell and `\|` for a bar that was typed.
pub(crate) fn render(blocks: &[Block]) -> String {
    let tables: Vec<usize> = blocks
        .iter()
        .enumerate()
        .filter(|(_, b)| matches!(b, Block::Table(_)))
        .map(|(at, _)| at)
        .collect();
    let mut out = String::new();
    for (at, block) in blocks.iter().enumerate() {
        let text = match block {
            Block::Paragraph(text) => text.clone(),
            Block::Table(table)
                if table.is_frame(tables.first() == Some(&at) || tables.last() == Some(&at)) =>
            {
                frame(table)
            }
            Block::Table(table) => grid(table),
        };
        if text.is_empty() {
            continue;
        }
        if !out.is_empty() {
            out.push_str("\n\n");
        }
        out.push_str(&text);
    }
    out
}

fn frame(table: &Table) -> String {
    let cells = table.rows.iter().flatten().filter(|cell| !cell.is_empty());
    cells
        .map(|cell| cell.join("\n"))
        .collect::<Vec<_>>()
        .join("\n")
}

fn grid(table: &Table) -> String {
    let columns = table.rows.iter().map(Vec::len).max().unwrap_or(0);
    let mut lines = Vec::with_capacity(table.rows.len());
    for row in &table.rows {
        let mut line = String::from("|");
        for at in 0..columns {
            let cell = row
                .get(at)
                .map(|cell| cell.join("<br>").replace('|', "\\|"))
                .unwrap_or_default();
            line.push(' ');
            line.push_str(&cell);
            line.push_str(if cell.is_empty() { "|" } else { " |" });
        }
        lines.push(line);
    }
    lines.join("\n")
}
