//! Đọc bảng: finds the headings and hands each line below them on.
use super::cells::Cells;
use super::{Line, MAX_LINES, WIDE, Words};
use vietnamese::fold_loose;

/// Reads the first sheet that has a heading for the question's text. Large files take their time: not for async threads.
pub(in crate::sets::exchange) fn read(bytes: &[u8], words: &Words, category: &str) -> Result<Vec<Line>, &'static str> {
    let found = ::sheet::find(bytes, &::sheet::Limits::lines(MAX_LINES + 20), |lines| {
        let (at, columns) = lines.iter().take(15).enumerate().find_map(|(n, line)| columns(line, words).map(|c| (n, c)))?;
        let rest = lines[at + 1..].iter().filter(|l| l.cells.iter().any(|c| !c.trim().is_empty()));
        Some(rest.map(|l| Cells { line: l, columns: &columns }.question(words, category)).collect::<Vec<Line>>())
    });
    match found {
        Ok(Some(lines)) if lines.is_empty() => Err("gameshow-sets-sheet-empty"),
        Ok(Some(lines)) if lines.len() > MAX_LINES => Err("gameshow-sets-sheet-long"),
        Ok(Some(lines)) => Ok(lines),
        Ok(None) => Err("gameshow-sets-sheet-heading"),
        Err(::sheet::Refusal::TooLong) => Err("gameshow-sets-sheet-long"),
        Err(_) => Err("gameshow-sets-sheet-unreadable"),
    }
}

/// Where each column is; None when the line holds no heading of the text.
fn columns(line: &::sheet::Line, words: &Words) -> Option<[Option<usize>; WIDE]> {
    let mut found = [None; WIDE];
    for (n, slot) in found.iter_mut().enumerate() {
        *slot = line.cells.iter().position(|cell| !cell.is_empty() && fold_loose(cell) == fold_loose(&words.headings[n]));
    }
    found[1].is_some().then_some(found)
}
