//! Tables (bảng): a grid of cells with merged ones filled in, and the frames that are no tables told apart.

use super::body::{Block, BodyReader};
use super::xml::Node;
use crate::Refusal;

/// A table as a grid.
#[derive(Debug, Default)]
pub(crate) struct Table {
    /// Rows of cells; a cell is a list of lines.
    pub rows: Vec<Vec<Vec<String>>>,
    /// Lines are drawn around or between its cells.
    pub bordered: bool,
}

/// Columns that one row may have; Word allows 63.
const MAX_COLUMNS: usize = 100;

/// Words of the letterhead and of the signature block, without marks.
const FRAME_WORDS: &[&str] = &[
    "CONG HOA XA HOI CHU NGHIA",
    "DANG CONG SAN VIET NAM",
    "NOI NHAN",
    "DOC LAP - TU DO",
];

/// Reads a table. A cell merged downwards is repeated in each of its rows, so that every row can be read alone; a cell
/// merged across is followed by empty ones, so that columns stay in line.
pub(crate) fn read(node: &Node, reader: &mut BodyReader<'_>) -> Result<Table, Refusal> {
    let mut table = Table {
        bordered: is_bordered(node, reader),
        ..Table::default()
    };
    let mut rows = Vec::new();
    collect(node, "tr", &mut rows);
    // Text of the merged cell that runs through each column.
    let mut above: Vec<Vec<String>> = Vec::new();
    for row in rows {
        let mut cells: Vec<Vec<String>> = Vec::new();
        let properties = row.child("trPr");
        if properties.is_some_and(|p| p.child("del").is_some()) {
            continue;
        }
        let gap = |name: &str| number(properties, name).unwrap_or(0).min(MAX_COLUMNS);
        cells.resize(gap("gridBefore"), Vec::new());
        let mut nodes = Vec::new();
        collect(row, "tc", &mut nodes);
        for cell in nodes {
            let at = cells.len();
            if at >= MAX_COLUMNS {
                break;
            }
            if above.len() <= at {
                above.resize(at + 1, Vec::new());
            }
            let properties = cell.child("tcPr");
            let merge = properties.and_then(|p| p.child("vMerge"));
            let lines = lines(reader.blocks(cell)?);
            let lines = match merge.map(|merge| merge.attr("val")) {
                Some(Some("restart")) => {
                    above[at] = lines.clone();
                    lines
                }
                Some(_) if lines.is_empty() => above[at].clone(),
                Some(_) => lines,
                None => {
                    above[at].clear();
                    lines
                }
            };
            cells.push(lines);
            let span = number(properties, "gridSpan")
                .unwrap_or(1)
                .clamp(1, MAX_COLUMNS - at);
            cells.resize(at + span, Vec::new());
        }
        cells.resize(cells.len() + gap("gridAfter"), Vec::new());
        table.rows.push(cells);
    }
    table
        .rows
        .retain(|row| row.iter().any(|cell| !cell.is_empty()));
    Ok(table)
}

/// Rows or cells, through the wrappers that Word puts around them (content controls, insertions), not into inner tables.
fn collect<'n>(node: &'n Node, name: &str, out: &mut Vec<&'n Node>) {
    for child in &node.children {
        if child.name == name {
            out.push(child);
        } else if child.name.is_empty()
            || child.name == "Choice"
            || child.name == "AlternateContent"
        {
            collect(child, name, out);
        }
    }
}

fn number(properties: Option<&Node>, name: &str) -> Option<usize> {
    properties?.value(name)?.parse().ok()
}

/// Lines of a cell; an inner table gives one line per row.
fn lines(blocks: Vec<Block>) -> Vec<String> {
    let mut out = Vec::new();
    for block in blocks {
        match block {
            Block::Paragraph(text) => out.extend(
                text.split('\n')
                    .map(one_line)
                    .filter(|line| !line.is_empty()),
            ),
            Block::Table(inner) => out.extend(inner.rows.iter().map(|row| {
                let cells: Vec<String> = row
                    .iter()
                    .filter(|cell| !cell.is_empty())
                    .map(|cell| cell.join(" "))
                    .collect();
                cells.join("; ")
            })),
        }
    }
    out
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_bordered(node: &Node, reader: &BodyReader<'_>) -> bool {
    let properties = node.child("tblPr");
    if let Some(borders) = properties.and_then(|p| p.child("tblBorders")) {
        return draws(borders);
    }
    if properties
        .and_then(|p| p.value("tblStyle"))
        .is_some_and(|style| reader.styles().bordered(style))
    {
        return true;
    }
    let mut rows = Vec::new();
    collect(node, "tr", &mut rows);
    rows.iter().any(|row| {
        let mut cells = Vec::new();
        collect(row, "tc", &mut cells);
        cells.iter().any(|cell| {
            cell.child("tcPr")
                .and_then(|p| p.child("tcBorders"))
                .is_some_and(draws)
        })
    })
}

/// Whether a set of borders draws any line.
pub(crate) fn draws(borders: &Node) -> bool {
    borders
        .children
        .iter()
        .any(|side| !matches!(side.attr("val"), None | Some("nil" | "none")))
}

impl Table {
    /// A frame that only places text on the page: the letterhead, the signature block, a box of one column. `at_end`:
    /// the first or last table of the document.
    pub(crate) fn is_frame(&self, at_end: bool) -> bool {
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        if columns <= 1 {
            return true;
        }
        let few = self.rows.len() <= 6 && columns <= 4;
        if few
            && self
                .rows
                .iter()
                .flatten()
                .flatten()
                .any(|line| has_frame_word(line))
        {
            return true;
        }
        !self.bordered && columns == 2 && at_end && self.rows.len() <= 4
    }
}

fn has_frame_word(line: &str) -> bool {
    use unicode_normalization::UnicodeNormalization;
    let plain: String = line
        .to_uppercase()
        .nfd()
        .filter(|c| !('\u{300}'..='\u{36F}').contains(c))
        .map(|c| {
            if c == 'Đ' {
                'D'
            } else if matches!(c, '–' | '—') {
                '-'
            } else {
                c
            }
        })
        .collect();
    FRAME_WORDS.iter().any(|word| plain.contains(word))
}
