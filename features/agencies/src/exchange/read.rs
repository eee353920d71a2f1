//! Đọc bảng (read): lines of a spreadsheet into rows of the directory; what a file may hold at most is the `sheet` crate's.
use super::columns::Column;
use serde::{Deserialize, Serialize};

/// Most agencies of one file.
pub(crate) const MAX_ROWS: usize = 2_000;

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

/// Reads the first sheet that has the heading "Tên". Errors are catalogue keys. Large files take their time: not for
/// async threads.
pub(crate) fn read(bytes: &[u8]) -> Result<Sheet, &'static str> {
    let found = sheet::find(bytes, &sheet::Limits::lines(MAX_ROWS + 20), |lines| {
        let lines: Vec<(u32, Vec<String>)> = lines.iter().map(|l| (l.number, l.cells.iter().map(|c| listed(c)).collect())).collect();
        let head = lines.iter().take(15).enumerate().find_map(|(at, (_, cells))| headings(cells).map(|h| (at, h)));
        head.map(|(at, places)| (places, lines[at + 1..].to_vec()))
    });
    let (places, lines) = match found {
        Ok(Some(found)) => found,
        Ok(None) => return Err("agencies-sheet-no-heading"),
        Err(sheet::Refusal::Unreadable) => return Err("agencies-sheet-unreadable"),
        Err(sheet::Refusal::TooLarge) => return Err("agencies-sheet-huge"),
        Err(sheet::Refusal::TooLong) => return Err("agencies-sheet-long"),
    };
    let rows: Vec<Row> = lines
        .iter()
        .map(|(line, cells)| {
            let cell = |place: &Option<usize>| place.and_then(|p| cells.get(p)).cloned().unwrap_or_default();
            Row { line: *line, cells: places.iter().map(cell).collect() }
        })
        .filter(|row| row.cells.iter().any(|c| !c.is_empty()))
        .collect();
    match rows.len() {
        0 => Err("agencies-sheet-empty"),
        n if n > MAX_ROWS => Err("agencies-sheet-long"),
        _ => Ok(Sheet { has: places.iter().map(Option::is_some).collect(), rows }),
    }
}

/// Cells with several lines hold lists; a line break separates like a semicolon.
fn listed(cell: &str) -> String {
    cell.replace('\n', "; ")
}

/// Where each column stands; `None` when this is no line of headings.
fn headings(cells: &[String]) -> Option<Vec<Option<usize>>> {
    let known: Vec<Option<Column>> = cells.iter().map(|c| Column::of_heading(c)).collect();
    let places: Vec<Option<usize>> = Column::ALL.iter().map(|c| known.iter().position(|k| *k == Some(*c))).collect();
    let alone = cells.iter().filter(|c| !c.is_empty()).count() == 1 && cells.len() > 1;
    (places[Column::Name as usize].is_some() && !alone).then_some(places)
}
