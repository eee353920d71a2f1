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

/// The table: a head, then a line for each player.
fn table(frame: &Frame, counted: &Counted) -> Vec<Vec<String>> {
    let keys = ["gameshow-rank", "gameshow-name-short", "gameshow-agency", "gameshow-unit", "gameshow-code-short", "gameshow-team-word", "gameshow-points", "gameshow-right-count", "gameshow-time-total"];
    let mut head: Vec<String> = keys.iter().map(|key| frame.t(key)).collect();
    for at in 1..=counted.count.questions.len() {
        head.push(frame.t1("gameshow-col-points", "q", at));
        head.push(frame.t1("gameshow-col-time", "q", at));
    }
    let answers: HashMap<(u32, u16), (i64, i64)> = counted.count.answers.iter().map(|a| ((a.player, a.q), (a.points, a.taken))).collect();
    let mut lines = vec![head];
    for placed in &counted.official {
        let s = placed.standing;
        let player = counted.player(s.player);
        let mut line = vec![
            placed.rank.to_string(), shown_name(frame, &player.name), player.agency, player.unit, player.code,
            counted.team(s.player).to_owned(), s.points.to_string(), s.right.to_string(), seconds(s.time),
        ];
        for q in 0..counted.count.questions.len() {
            match answers.get(&(s.player, u16::try_from(q).unwrap_or(u16::MAX))) {
                Some((points, taken)) => line.extend([points.to_string(), seconds(*taken)]),
                None => line.extend([String::new(), String::new()]),
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
    let mut items = vec![head.to_vec()];
    for item in counted.items() {
        let apart = item.apart.map(|a| a.to_string()).unwrap_or_default();
        items.push(vec![item.q.to_string(), item.text, item.answered.to_string(), item.right.to_string(), apart, seconds(item.median * 1000)]);
    }
    let names = [frame.t("gameshow-results"), frame.t("gameshow-items")];
    let bytes = tokio::task::spawn_blocking(move || book([(&names[0], &lines), (&names[1], &items)])).await.map_err(Error::internal)?;
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    Ok(file(bytes.map_err(Error::internal)?, kind, &format!("dau-truong-{}.xlsx", counted.row.pin)))
}

fn book(sheets: [(&String, &Vec<Vec<String>>); 2]) -> std::result::Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let bold = Format::new().set_bold();
    for (name, lines) in sheets {
        let sheet = book.add_worksheet();
        sheet.set_name(name.chars().filter(|c| !"[]:*?/\\".contains(*c)).take(31).collect::<String>())?;
        sheet.set_freeze_panes(1, 2)?;
        for (row, line) in (0_u32..).zip(lines) {
            for (column, cell) in (0_u16..).zip(line) {
                match cell.parse::<f64>() {
                    _ if row == 0 => drop(sheet.write_with_format(row, column, cell, &bold)?),
                    // Codes may begin with a nought; they are words.
                    Ok(number) if column != 4 => drop(sheet.write(row, column, number)?),
                    _ => drop(sheet.write(row, column, cell)?),
                }
            }
        }
    }
    book.save_to_buffer()
}

/// `GET /dau-truong/{id}/ket-qua.csv`.
pub async fn csv(frame: Frame, viewer: Viewer, Path(id): Path<Uuid>) -> Result<Response> {
    let counted = counted(&frame, &viewer, id).await?;
    let text: String = table(&frame, &counted).iter().map(|line| line.iter().map(|cell| quoted(cell)).collect::<Vec<_>>().join(",") + "\r\n").collect();
    Ok(file(format!("\u{feff}{text}").into_bytes(), "text/csv; charset=utf-8", &format!("dau-truong-{}.csv", counted.row.pin)))
}

/// A cell that no spreadsheet takes for a formula.
pub(crate) fn quoted(cell: &str) -> String {
    let safe = if cell.starts_with(['=', '+', '@', '\t']) || (cell.starts_with('-') && cell.parse::<f64>().is_err()) { format!("'{cell}") } else { cell.to_owned() };
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
        assert_eq!(quoted("-12"), "-12");
        assert_eq!(quoted("-cmd"), "'-cmd");
        assert_eq!(quoted("a\"b,c"), "\"a\"\"b,c\"");
        assert_eq!(seconds(1_234_567), "1.234");
    }
}
