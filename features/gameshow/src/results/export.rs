//! Xuất kết quả: per player and per question, as .xlsx and CSV.
use super::count::{Counted, load};
use super::pages::shown_name;
use crate::host;
use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use base::{Error, Result, Viewer};
use rust_xlsxwriter::{Format, Workbook, XlsxError};
use std::collections::HashMap;
use ui::Frame;
use uuid::Uuid;

/// A cell, by what its column holds: what a person typed stays words, whatever it looks like.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Cell {
    /// Words.
    Text(String),
    /// A whole number.
    Whole(i64),
    /// A duration in microseconds, shown in seconds with three decimals.
    Time(i64),
    /// Nothing: no answer.
    None,
}

impl Cell {
    fn count(n: impl TryInto<i64>) -> Cell {
        Cell::Whole(n.try_into().unwrap_or(i64::MAX))
    }

    /// For CSV; words are made safe for spreadsheets, numbers are numbers.
    fn csv(&self) -> String {
        match self {
            Cell::Text(words) => quoted(words),
            Cell::Whole(n) => n.to_string(),
            Cell::Time(micros) => seconds(*micros),
            Cell::None => String::new(),
        }
    }
}

fn heads(words: impl IntoIterator<Item = String>) -> Vec<Cell> {
    words.into_iter().map(Cell::Text).collect()
}

/// The table: a head, then a line for each player.
fn table(frame: &Frame, counted: &Counted) -> Vec<Vec<Cell>> {
    let keys = ["gameshow-rank", "gameshow-name-short", "gameshow-agency", "gameshow-unit", "gameshow-code-short", "gameshow-team-word", "gameshow-points", "gameshow-right-count", "gameshow-time-total"];
    let mut head = heads(keys.iter().map(|key| frame.t(key)));
    for at in 1..=counted.count.questions.len() {
        head.extend(heads([frame.t1("gameshow-col-points", "q", at), frame.t1("gameshow-col-time", "q", at)]));
    }
    let answers: HashMap<(u32, u16), (i64, i64)> = counted.count.answers.iter().map(|a| ((a.player, a.q), (a.points, a.taken))).collect();
    let mut lines = vec![head];
    for placed in &counted.official {
        let s = placed.standing;
        let player = counted.player(s.player);
        let mut line = vec![if placed.rank > 0 { Cell::count(placed.rank) } else { Cell::None }];
        line.extend([shown_name(frame, &player.name), player.agency, player.unit, player.code, counted.team(s.player).to_owned()].map(Cell::Text));
        line.extend([Cell::count(s.points), Cell::count(s.right), Cell::Time(s.time)]);
        for q in 0..counted.count.questions.len() {
            match answers.get(&(s.player, u16::try_from(q).unwrap_or(u16::MAX))) {
                Some((points, taken)) => line.extend([Cell::Whole(*points), Cell::Time(*taken)]),
                None => line.extend([Cell::None, Cell::None]),
            }
        }
        lines.push(line);
    }
    lines
}

fn seconds(micros: i64) -> String {
    format!("{}.{:03}", micros / 1_000_000, micros % 1_000_000 / 1000)
}

async fn counted(frame: &Frame, viewer: &Viewer, id: Uuid) -> Result<Counted> {
    host::own(&frame.site, viewer, id).await?;
    load(&frame.site.db, id).await
}

/// `GET /dau-truong/{id}/ket-qua.xlsx`: results, and the questions with their difficulty.
pub async fn xlsx(frame: Frame, viewer: Viewer, Path(id): Path<Uuid>) -> Result<Response> {
    let counted = counted(&frame, &viewer, id).await?;
    let lines = table(&frame, &counted);
    let head = ["gameshow-question-word", "gameshow-text", "gameshow-answered", "gameshow-right", "gameshow-apart", "gameshow-median"].map(|key| frame.t(key));
    let mut items = vec![heads(head)];
    for item in counted.items() {
        let apart = item.apart.map_or(Cell::None, Cell::count);
        items.push(vec![Cell::count(item.q), Cell::Text(item.text), Cell::count(item.answered), Cell::count(item.right), apart, Cell::Time(item.median * 1000)]);
    }
    let names = [frame.t("gameshow-results"), frame.t("gameshow-items")];
    let bytes = tokio::task::spawn_blocking(move || book([(&names[0], &lines), (&names[1], &items)])).await.map_err(Error::internal)?;
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    Ok(file(bytes.map_err(Error::internal)?, kind, &format!("dau-truong-{}.xlsx", counted.row.pin)))
}

fn book(sheets: [(&String, &Vec<Vec<Cell>>); 2]) -> std::result::Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let (bold, time) = (Format::new().set_bold(), Format::new().set_num_format("0.000"));
    for (name, lines) in sheets {
        let sheet = book.add_worksheet();
        sheet.set_name(name.chars().filter(|c| !"[]:*?/\\".contains(*c)).take(31).collect::<String>())?;
        sheet.set_freeze_panes(1, 2)?;
        for (row, line) in (0_u32..).zip(lines) {
            for (column, cell) in (0_u16..).zip(line) {
                match cell {
                    Cell::Text(words) if row == 0 => drop(sheet.write_string_with_format(row, column, words, &bold)?),
                    Cell::Text(words) => drop(sheet.write_string(row, column, words)?),
                    Cell::Whole(n) => drop(sheet.write_number(row, column, number(*n))?),
                    Cell::Time(micros) => drop(sheet.write_number_with_format(row, column, number(micros / 1000) / 1000.0, &time)?),
                    Cell::None => {}
                }
            }
        }
    }
    book.save_to_buffer()
}

/// A spreadsheet knows no other numbers; points and milliseconds stay far below 2^53.
#[allow(clippy::cast_precision_loss)]
fn number(n: i64) -> f64 {
    n as f64
}

/// `GET /dau-truong/{id}/ket-qua.csv`.
pub async fn csv(frame: Frame, viewer: Viewer, Path(id): Path<Uuid>) -> Result<Response> {
    let counted = counted(&frame, &viewer, id).await?;
    let text: String = table(&frame, &counted).iter().map(|line| line.iter().map(Cell::csv).collect::<Vec<_>>().join(",") + "\r\n").collect();
    Ok(file(format!("\u{feff}{text}").into_bytes(), "text/csv; charset=utf-8", &format!("dau-truong-{}.csv", counted.row.pin)))
}

/// A cell that no spreadsheet takes for a formula.
pub(crate) fn quoted(cell: &str) -> String {
    let safe = if cell.starts_with(['=', '+', '-', '@', '\t']) { format!("'{cell}") } else { cell.to_owned() };
    if safe.contains(['"', ',', '\n', '\r']) { format!("\"{}\"", safe.replace('"', "\"\"")) } else { safe }
}

/// A file to be kept.
pub(crate) fn file(bytes: Vec<u8>, kind: &'static str, name: &str) -> Response {
    ([(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\""))], bytes).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_never_becomes_a_formula() {
        assert_eq!(quoted("=1+1"), "'=1+1");
        assert_eq!(Cell::Whole(-12).csv(), "-12");
        assert_eq!(quoted("-cmd"), "'-cmd");
        assert_eq!(quoted("a\"b,c"), "\"a\"\"b,c\"");
        assert_eq!(seconds(1_234_567), "1.234");
    }

    #[test]
    fn a_column_says_what_a_cell_is_not_its_look() {
        let typed = |words: &str| Cell::Text(words.into());
        let lines = vec![vec![typed("Tên"), typed("Mã"), typed("Điểm"), typed("Giây")], vec![typed("1e5"), typed("007"), Cell::Whole(1500), Cell::Time(1_234_567)], vec![typed("inf"), typed("-1"), Cell::Whole(-2), Cell::None]];
        let names = ["Kết quả".to_owned(), "Câu".to_owned()];
        let bytes = book([(&names[0], &lines), (&names[1], &vec![])]).unwrap();
        // words lie among the shared strings, numbers in the sheet
        let part = |name: &str| {
            let mut archive = zip::ZipArchive::new(std::io::Cursor::new(&bytes)).unwrap();
            std::io::read_to_string(archive.by_name(name).unwrap()).unwrap()
        };
        let (words, sheet) = (part("xl/sharedStrings.xml"), part("xl/worksheets/sheet1.xml"));
        for word in ["1e5", "007", "inf", "-1"] {
            assert!(words.contains(&format!("<t>{word}</t>")), "{word}: {words}");
        }
        for n in ["<v>1500</v>", "<v>1.234</v>", "<v>-2</v>"] {
            assert!(sheet.contains(n), "{n}: {sheet}");
        }
        assert!(!sheet.contains("<v>100000</v>") && !sheet.contains("r=\"D3\""));
    }
}
