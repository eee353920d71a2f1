//! Phụ lục .xlsx (sheet): the tables of a report as a workbook. The same figures as on screen and in the paper: counts are numbers, the
//! rest is words.
use crate::figures::{Figures, percent, ready, shown};
use crate::layout::tables::{agency_words, cell_words, result, state_words};
use crate::layout::{Part, Piece};
use duties::door::Cell;
use rust_xlsxwriter::{Format, FormatAlign, Workbook, Worksheet, XlsxError};

/// What a cell holds.
enum Value {
    Words(String),
    Count(i64),
}

impl Value {
    fn of(words: &str) -> Value {
        // Counts are printed with "." between thousands; only such words are numbers
        let digits: String = words.chars().filter(|c| *c != '.').collect();
        match digits.parse::<i64>() {
            Ok(n) if vietnamese::numbers::group(n) == words => Value::Count(n),
            _ => Value::Words(words.to_owned()),
        }
    }
}

/// Cells, agencies and every duty.
pub fn result_book(figures: &Figures) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let tally = figures.tally();
    let text = |words: &str| Value::Words(words.to_owned());
    let mut cells = vec![vec![text("Nhóm"), text("Số nhiệm vụ")]];
    cells.extend(Cell::ALL.map(|cell| vec![text(cell_words(cell)), Value::Count(tally.cells.of(cell))]));
    cells.push(vec![text("Tổng số"), Value::Count(tally.cells.total())]);
    cells.push(vec![text("Chưa có báo cáo"), Value::Count(tally.silent)]);
    cells.push(vec![text("Tỷ lệ hoàn thành trên số đã hoàn thành hoặc quá hạn"), text(&percent(tally.cells.rate()))]);
    cells.push(vec![text("Số liệu đến"), text(&figures.until())]);
    write(&mut book, "Tổng hợp", &cells, &[36.0, 16.0])?;

    let mut rows = vec![["TT", "Cơ quan, đơn vị", "Tổng số", "HT đúng hạn", "HT quá hạn", "Trong hạn", "Quá hạn", "Chưa báo cáo", "Tỷ lệ HT"].map(text).into_iter().collect::<Vec<_>>()];
    let line = |n: Value, name: &str, c: duties::door::Cells, silent: i64| {
        vec![n, text(name), Value::Count(c.total()), Value::Count(c.on_time), Value::Count(c.late), Value::Count(c.in_term), Value::Count(c.overdue), Value::Count(silent), text(&percent(c.rate()))]
    };
    rows.extend((1..).zip(&tally.agencies).map(|(n, g)| line(Value::Count(n), agency_words(g), g.cells, g.silent)));
    rows.push(line(text(""), "Tổng số", tally.cells, tally.silent));
    write(&mut book, "Theo cơ quan", &rows, &[6.0, 44.0, 10.0, 12.0, 12.0, 12.0, 12.0, 13.0, 10.0])?;

    if !figures.stops.is_empty() {
        let mut rows = vec![["TT", "Cụm, chặng", "Số mục", "Đã xong", "Còn hạn", "Quá hạn", "Tỷ lệ"].map(text).into_iter().collect::<Vec<_>>()];
        rows.extend((1..).zip(&figures.stops).map(|(n, s)| {
            let counts = [s.total, s.settled, s.open(), s.red].map(Value::Count);
            [Value::Count(n), text(&s.title)].into_iter().chain(counts).chain([text(&ready(s.settled, s.total))]).collect()
        }));
        write(&mut book, "Sẵn sàng", &rows, &[6.0, 44.0, 10.0, 10.0, 10.0, 10.0, 10.0])?;
    }

    let head = ["Số", "Mục của kế hoạch", "Nhiệm vụ", "Cơ quan chủ trì", "Phối hợp", "Hạn đầu", "Thời hạn", "Trạng thái", "Nhóm", "Ngày báo cáo", "Kết quả", "Minh chứng"];
    let mut rows = vec![head.map(text).into_iter().collect::<Vec<_>>()];
    let day = figures.date();
    for d in &figures.duties {
        let words = if d.is_reported() { d.words.clone() } else if d.cell().is_none() { String::new() } else { result(d, day).last().map(|b| b.words().to_owned()).unwrap_or_default() };
        rows.push(vec![
            Value::Count(d.number), text(&d.path), text(&d.text), text(&d.agency_name), text(&d.with.join(", ")), text(&shown(d.first_deadline.as_deref())),
            text(&shown(d.deadline.as_deref())), text(state_words(d.state())), text(d.cell().map_or("", cell_words)), text(&shown(d.finished_on.as_deref())),
            text(&words), text(&d.evidence.join("; ")),
        ]);
    }
    write(&mut book, "Nhiệm vụ", &rows, &[6.0, 12.0, 60.0, 32.0, 32.0, 12.0, 12.0, 24.0, 26.0, 13.0, 50.0, 40.0])?;
    book.save_to_buffer()
}

/// A sheet for each part that has a table.
pub fn parts_book(parts: &[Part]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    for part in parts {
        for piece in &part.pieces {
            let Piece::Table(table) = piece else { continue };
            let mut rows = vec![table.columns.iter().map(|c| Value::Words(c.head.clone())).collect::<Vec<_>>()];
            rows.extend(table.rows.iter().map(|r| r.cells.iter().map(|cell| Value::of(&cell.iter().map(|b| b.words()).collect::<String>())).collect()));
            let widths: Vec<f64> = table.columns.iter().map(|c| f64::from(c.weight) * 1.4 + 6.0).collect();
            write(&mut book, &format!("{} {}", part.label, part.title), &rows, &widths)?;
        }
    }
    book.save_to_buffer()
}

fn write(book: &mut Workbook, name: &str, rows: &[Vec<Value>], widths: &[f64]) -> Result<(), XlsxError> {
    let head = Format::new().set_bold().set_text_wrap().set_align(FormatAlign::VerticalCenter);
    let cell = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let count = Format::new().set_num_format("#,##0").set_align(FormatAlign::Top);
    let sheet: &mut Worksheet = book.add_worksheet();
    sheet.set_name(name.chars().filter(|c| !"[]:*?/\\".contains(*c)).take(31).collect::<String>().trim())?;
    sheet.set_freeze_panes(1, 0)?;
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0).set_repeat_rows(0, 0)?;
    for (at, width) in (0_u16..).zip(widths) {
        sheet.set_column_width(at, *width)?;
    }
    for (at, row) in (0_u32..).zip(rows) {
        for (column, value) in (0_u16..).zip(row) {
            match value {
                Value::Words(words) if words.is_empty() => {}
                // Excel takes at most 32,767 characters in a cell
                Value::Words(words) => drop(sheet.write_with_format(at, column, words.chars().take(32_000).collect::<String>(), if at == 0 { &head } else { &cell })?),
                Value::Count(n) => drop(sheet.write_with_format(at, column, i32::try_from(*n).map_or(f64::from(i32::MAX), f64::from), &count)?),
            }
        }
    }
    Ok(())
}
