//! Xuất kết quả: one table as CSV and as .xlsx: counts per option, words, questions with their votes and states. The figures are those of the page.
use super::model::Kind;
use super::snapshot::{self, Snapshot};
use super::{own, view};
use crate::results::{file, quoted};
use axum::extract::Path;
use axum::response::Response;
use base::{Error, Result, Viewer};
use rust_xlsxwriter::{Format, Workbook, XlsxError};
use ui::Frame;
use uuid::Uuid;

/// A cell: words, or a figure that a spreadsheet can add up.
#[derive(Clone)]
enum Cell {
    Words(String),
    Figure(i64),
}

impl Cell {
    fn text(&self) -> String {
        match self {
            Cell::Words(words) => words.clone(),
            Cell::Figure(figure) => figure.to_string(),
        }
    }
}

/// The table: a head, how many devices came in, then a line for each option, step, word and question.
fn table(frame: &Frame, snapshot: &Snapshot) -> Vec<Vec<Cell>> {
    let words = |text: &str| Cell::Words(text.to_owned());
    let keys = ["number", "kind", "question", "item", "count", "percent", "state"];
    let mut lines = vec![keys.map(|key| Cell::Words(frame.t(&format!("gameshow-polls-col-{key}")))).to_vec()];
    let (devices, busiest) = snapshot.devices;
    if devices > 0 {
        let whole = |key: &str, count: i64, percent: Cell| vec![words(""), Cell::Words(frame.t("gameshow-polls-session")), words(&snapshot.session.title), Cell::Words(frame.t(key)), Cell::Figure(count), percent, words("")];
        lines.push(whole("gameshow-polls-col-devices", devices, words("")));
        lines.push(whole("gameshow-polls-col-busiest", busiest, Cell::Figure((busiest * 100 + devices / 2) / devices)));
    }
    for (n, counted) in (1..).zip(&snapshot.polls) {
        let poll = view::shown(frame, n, counted);
        let mut line = |item: Cell, count: i64, percent: Option<i64>, state: &str| {
            let number = Cell::Figure(i64::try_from(n).unwrap_or(0));
            let percent = percent.map_or(words(""), Cell::Figure);
            lines.push(vec![number, words(&poll.kind_words), words(&poll.text), item, Cell::Figure(count), percent, words(state)]);
        };
        match &counted.body().kind {
            Kind::Choice { .. } | Kind::Rating { .. } => {
                for bar in &poll.bars {
                    line(if bar.text.is_empty() { words(&bar.letter) } else { words(&bar.text) }, bar.count, Some(bar.percent), &poll.state_words);
                }
            }
            Kind::Words { .. } => {
                for word in &poll.words {
                    let state = if word.hidden { frame.t("gameshow-polls-question-hidden") } else { poll.state_words.clone() };
                    line(words(&word.word), word.count, None, &state);
                }
            }
            Kind::Board { .. } => {
                for question in &poll.questions {
                    line(words(&question.text), question.votes, None, &frame.t(&format!("gameshow-polls-question-{}", question.state)));
                }
            }
        }
        if !counted.is_board() {
            line(Cell::Words(frame.t("gameshow-polls-voters")), poll.voters, None, &poll.state_words);
        }
    }
    lines
}

async fn load(frame: &Frame, viewer: &Viewer, id: Uuid) -> Result<Snapshot> {
    own(&mut frame.site.db.reader(), viewer, id).await?;
    snapshot::load(&mut frame.site.db.reader(), id).await
}

/// `GET …/ket-qua.csv`.
pub(super) async fn csv(frame: Frame, viewer: Viewer, Path(id): Path<Uuid>) -> Result<Response> {
    let snapshot = load(&frame, &viewer, id).await?;
    let line = |cells: &Vec<Cell>| cells.iter().map(|cell| quoted(&cell.text())).collect::<Vec<_>>().join(",") + "\r\n";
    let text: String = table(&frame, &snapshot).iter().map(line).collect();
    Ok(file(format!("\u{feff}{text}").into_bytes(), "text/csv; charset=utf-8", &format!("y-kien-{}.csv", snapshot.session.pin)))
}

/// `GET …/ket-qua.xlsx`.
pub(super) async fn xlsx(frame: Frame, viewer: Viewer, Path(id): Path<Uuid>) -> Result<Response> {
    let snapshot = load(&frame, &viewer, id).await?;
    let lines = table(&frame, &snapshot);
    let name = frame.t("gameshow-polls-results");
    let bytes = tokio::task::spawn_blocking(move || book(&name, &lines)).await.map_err(Error::internal)?;
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    Ok(file(bytes.map_err(Error::internal)?, kind, &format!("y-kien-{}.xlsx", snapshot.session.pin)))
}

fn book(name: &str, lines: &[Vec<Cell>]) -> std::result::Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let bold = Format::new().set_bold();
    let sheet = book.add_worksheet();
    sheet.set_name(name)?;
    sheet.set_freeze_panes(1, 0)?;
    for (column, width) in [(0, 6.0), (1, 18.0), (2, 48.0), (3, 48.0), (4, 10.0), (5, 10.0), (6, 16.0)] {
        sheet.set_column_width(column, width)?;
    }
    for (row, line) in (0_u32..).zip(lines) {
        for (column, cell) in (0_u16..).zip(line) {
            match cell {
                Cell::Words(words) if row == 0 => drop(sheet.write_with_format(row, column, words, &bold)?),
                Cell::Words(words) => drop(sheet.write_string(row, column, words)?),
                Cell::Figure(figure) => drop(sheet.write(row, column, *figure)?),
            }
        }
    }
    book.save_to_buffer()
}
