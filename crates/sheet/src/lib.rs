//! Bảng tính (sheet): bytes of an .xlsx that somebody uploaded → lines of text. Only cells are read; formulas, macros and
//! links of a file are never followed. Whatever comes in, memory stays within the [`Limits`]: sizes that an archive
//! states are not believed, and words that cells share are counted as often as they are used. It takes its time with
//! large files, so servers call it outside their async threads.
#![cfg_attr(test, allow(clippy::unwrap_used))]

use calamine::{DataRef, Reader, Xlsx};
use std::io::{Cursor, Read};

#[cfg(test)]
mod tests;

/// Upper bounds for one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Lines of one sheet that are not empty.
    pub max_lines: usize,
    /// Columns; cells further right are left out.
    pub max_columns: usize,
    /// What all parts of the archive unpack to together, bytes.
    pub max_unpacked: u64,
    /// Parts of the archive.
    pub max_parts: usize,
    /// Text of all cells of one sheet together, bytes.
    pub max_text: usize,
}

impl Limits {
    /// Bounds for lists of at most `lines` lines.
    pub fn lines(lines: usize) -> Limits {
        Limits { max_lines: lines, max_columns: 60, max_unpacked: 48 << 20, max_parts: 500, max_text: 8 << 20 }
    }
}

/// Why a file is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// No .xlsx, or a broken one.
    Unreadable,
    /// It unpacks to more than the limits allow.
    TooLarge,
    /// A sheet has more lines than the limits allow.
    TooLong,
}

/// A line that is not empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// Its number in the sheet as people count, from 1.
    pub number: u32,
    /// Cells from the first column on, normalised; lines within a cell are kept apart by `\n`. Whole numbers come
    /// without a fraction, days as dd/mm/yyyy.
    pub cells: Vec<String>,
}

impl Line {
    /// A cell by its place from 0; empty when there is none.
    pub fn cell(&self, at: usize) -> &str {
        self.cells.get(at).map_or("", String::as_str)
    }
}

/// Shows the sheets to `take`, in their order, until it finds in one what it looks for.
///
/// # Errors
/// The [`Refusal`]; a sheet behind the one that was taken is not looked at.
pub fn find<T>(bytes: &[u8], limits: &Limits, mut take: impl FnMut(&[Line]) -> Option<T>) -> Result<Option<T>, Refusal> {
    check(bytes, limits)?;
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(|_| Refusal::Unreadable)?;
    for name in book.sheet_names() {
        if let Some(found) = take(&lines(&mut book, &name, limits)?) {
            return Ok(Some(found));
        }
    }
    Ok(None)
}

/// Unpacks every part once into nothing: the sizes that an archive states may lie.
fn check(bytes: &[u8], limits: &Limits) -> Result<(), Refusal> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| Refusal::Unreadable)?;
    if archive.len() > limits.max_parts {
        return Err(Refusal::TooLarge);
    }
    let mut left = limits.max_unpacked;
    for at in 0..archive.len() {
        let part = archive.by_index(at).map_err(|_| Refusal::Unreadable)?;
        let read = std::io::copy(&mut part.take(left + 1), &mut std::io::sink()).map_err(|_| Refusal::Unreadable)?;
        left = left.checked_sub(read).ok_or(Refusal::TooLarge)?;
    }
    Ok(())
}

/// Cell by cell, so that a lone cell at the end of the sheet does not ask for the whole sheet's memory.
fn lines(book: &mut Xlsx<Cursor<&[u8]>>, name: &str, limits: &Limits) -> Result<Vec<Line>, Refusal> {
    let mut reader = book.worksheet_cells_reader(name).map_err(|_| Refusal::Unreadable)?;
    let mut lines: Vec<Line> = Vec::new();
    let mut left = limits.max_text;
    while let Some(cell) = reader.next_cell().map_err(|_| Refusal::Unreadable)? {
        let (row, column) = cell.get_position();
        let (number, column) = (row.saturating_add(1), column as usize);
        if column >= limits.max_columns {
            continue;
        }
        let text = words(cell.get_value(), left)?;
        if text.is_empty() {
            continue;
        }
        left = left.checked_sub(text.len()).ok_or(Refusal::TooLarge)?;
        if lines.last().is_none_or(|last| last.number != number) {
            if lines.len() >= limits.max_lines {
                return Err(Refusal::TooLong);
            }
            lines.push(Line { number, cells: Vec::new() });
        }
        if let Some(line) = lines.last_mut() {
            line.cells.resize(line.cells.len().max(column + 1), String::new());
            line.cells[column] = text;
        }
    }
    Ok(lines)
}

fn words(value: &DataRef<'_>, most: usize) -> Result<String, Refusal> {
    let number;
    let text: &str = match value {
        DataRef::String(text) => text,
        DataRef::SharedString(text) => text,
        DataRef::DateTimeIso(text) => text.get(..10).unwrap_or(text),
        other => {
            number = figure(other);
            &number
        }
    };
    if text.len() > most {
        return Err(Refusal::TooLarge);
    }
    Ok(text.lines().map(vietnamese::normalize_line).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n"))
}

fn figure(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Int(n) => n.to_string(),
        DataRef::Float(n) if n.fract() == 0.0 && n.abs() < 1e15 => format!("{n:.0}"),
        DataRef::Float(n) => n.to_string(),
        DataRef::DateTime(at) if at.is_datetime() => {
            let (year, month, day, ..) = at.to_ymd_hms_milli();
            format!("{day:02}/{month:02}/{year}")
        }
        _ => String::new(),
    }
}
