//! Đọc bảng (read): an xlsx into rows of text. Only cells are read, never formulas or links; a file that unpacks to an
//! absurd size is refused before it can fill the memory.
use super::columns::Column;
use calamine::{DataRef, Reader, Xlsx};
use serde::{Deserialize, Serialize};
use std::io::{Cursor, Read};

/// Most agencies of one file.
pub(crate) const MAX_ROWS: usize = 2_000;
const MAX_COLUMNS: u32 = 60;
const MAX_UNPACKED: u64 = 48 << 20;
const MAX_PARTS: usize = 500;

/// The rows of a file, as text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Sheet {
    /// Which of [`Column::ALL`] the file has.
    pub has: Vec<bool>,
    /// Rows with their line numbers in the file.
    pub rows: Vec<Row>,
}

/// One row: a cell for each of [`Column::ALL`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Row {
    /// Line in the file, from 1.
    pub line: u32,
    /// Cells, cleaned.
    pub cells: Vec<String>,
}

impl Sheet {
    /// Whether the file has this column.
    pub fn has(&self, column: Column) -> bool {
        self.has.get(column as usize).copied().unwrap_or(false)
    }

    /// Whether what came back from the preview has the right shape.
    pub fn is_sound(&self) -> bool {
        let n = Column::ALL.len();
        self.has.len() == n && self.rows.len() <= MAX_ROWS && self.rows.iter().all(|r| r.cells.len() == n)
    }
}

impl Row {
    /// The cell of a column; empty when there is none.
    pub fn cell(&self, column: Column) -> &str {
        self.cells.get(column as usize).map_or("", String::as_str)
    }
}

/// Reads the first sheet that has the heading "Tên". Errors are catalogue keys.
pub(crate) fn read(bytes: &[u8]) -> Result<Sheet, &'static str> {
    const UNREADABLE: &str = "agencies-sheet-unreadable";
    check_size(bytes)?;
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(|_| UNREADABLE)?;
    for name in book.sheet_names() {
        let lines = lines(&mut book, &name)?;
        let head = lines.iter().take(15).enumerate().find_map(|(at, (_, cells))| headings(cells).map(|h| (at, h)));
        let Some((at, places)) = head else { continue };
        let rows: Vec<Row> = lines[at + 1..]
            .iter()
            .map(|(line, cells)| {
                let cell = |place: &Option<usize>| place.and_then(|p| cells.get(p)).cloned().unwrap_or_default();
                Row { line: line + 1, cells: places.iter().map(cell).collect() }
            })
            .filter(|row| row.cells.iter().any(|c| !c.is_empty()))
            .collect();
        return match rows.len() {
            0 => Err("agencies-sheet-empty"),
            n if n > MAX_ROWS => Err("agencies-sheet-long"),
            _ => Ok(Sheet { has: places.iter().map(Option::is_some).collect(), rows }),
        };
    }
    Err("agencies-sheet-no-heading")
}

/// Unpacks every part once into nothing: the sizes that an archive states may lie.
fn check_size(bytes: &[u8]) -> Result<(), &'static str> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| "agencies-sheet-unreadable")?;
    if archive.len() > MAX_PARTS {
        return Err("agencies-sheet-huge");
    }
    let mut left = MAX_UNPACKED;
    for at in 0..archive.len() {
        let part = archive.by_index(at).map_err(|_| "agencies-sheet-unreadable")?;
        let read = std::io::copy(&mut part.take(left + 1), &mut std::io::sink()).map_err(|_| "agencies-sheet-unreadable")?;
        left = left.checked_sub(read).ok_or("agencies-sheet-huge")?;
    }
    Ok(())
}

/// Cell by cell, so that a lone cell at the end of the sheet does not ask for the whole sheet's memory.
fn lines(book: &mut Xlsx<Cursor<&[u8]>>, name: &str) -> Result<Vec<(u32, Vec<String>)>, &'static str> {
    let mut reader = book.worksheet_cells_reader(name).map_err(|_| "agencies-sheet-unreadable")?;
    let mut lines: Vec<(u32, Vec<String>)> = Vec::new();
    while let Some(cell) = reader.next_cell().map_err(|_| "agencies-sheet-unreadable")? {
        let (row, column) = cell.get_position();
        let text = words(cell.get_value());
        if column >= MAX_COLUMNS || text.is_empty() {
            continue;
        }
        if lines.last().is_none_or(|(last, _)| *last != row) {
            if lines.len() > MAX_ROWS + 20 {
                return Err("agencies-sheet-long");
            }
            lines.push((row, Vec::new()));
        }
        if let Some((_, cells)) = lines.last_mut() {
            let column = column as usize;
            cells.resize(cells.len().max(column + 1), String::new());
            cells[column] = text;
        }
    }
    Ok(lines)
}

fn words(value: &DataRef<'_>) -> String {
    let text = match value {
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Int(n) => n.to_string(),
        DataRef::Float(n) if n.fract() == 0.0 && n.abs() < 1e15 => format!("{n:.0}"),
        DataRef::Float(n) => n.to_string(),
        DataRef::DateTime(at) if at.is_datetime() => {
            let (year, month, day, ..) = at.to_ymd_hms_milli();
            format!("{day:02}/{month:02}/{year}")
        }
        DataRef::DateTimeIso(text) => text.get(..10).unwrap_or(text).to_owned(),
        _ => String::new(),
    };
    // Cells with several lines hold lists; a line break separates like a semicolon.
    let lines: Vec<String> = text.lines().map(vietnamese::normalize_line).filter(|l| !l.is_empty()).collect();
    lines.join("; ")
}

/// Where each column stands; `None` when this is no line of headings.
fn headings(cells: &[String]) -> Option<Vec<Option<usize>>> {
    let known: Vec<Option<Column>> = cells.iter().map(|c| Column::of_heading(c)).collect();
    let places: Vec<Option<usize>> = Column::ALL.iter().map(|c| known.iter().position(|k| *k == Some(*c))).collect();
    let alone = cells.iter().filter(|c| !c.is_empty()).count() == 1 && cells.len() > 1;
    (places[Column::Name as usize].is_some() && !alone).then_some(places)
}
