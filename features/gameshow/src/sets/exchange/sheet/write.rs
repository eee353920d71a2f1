//! Ghi bảng: questions as lines that read back.
use super::{WIDE, Words};
use quiz::Question;
use quiz::question::{KINDS, Kind};
use rust_xlsxwriter::{Color, Format, Workbook, XlsxError};
use std::collections::HashMap;

/// Widths of the columns, in letters.
const WIDTHS: [f64; WIDE] = [
    16.0, 52.0, 24.0, 24.0, 24.0, 24.0, 18.0, 18.0, 26.0, 10.0, 10.0, 10.0, 46.0, 34.0, 30.0, 20.0, 10.0, 10.0, 10.0, 26.0, 34.0,
];

/// Writes questions as a table that [`super::read`] reads back, with a sheet of explanations. `names`: by the key of a file what it is
/// called in the table; a file without a name is left out.
pub(in crate::sets::exchange) fn write(words: &Words, questions: &[Question], names: &HashMap<String, String>, notes: &[String]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let head = Format::new().set_bold().set_text_wrap().set_background_color(Color::Theme(0, 1));
    let text = Format::new().set_num_format("@").set_text_wrap();
    let sheet = book.add_worksheet().set_name("Câu hỏi")?;
    for (column, (heading, width)) in (0_u16..).zip(words.headings.iter().zip(WIDTHS)) {
        sheet.set_column_width(column, width)?.set_column_format(column, &text)?;
        sheet.write_string_with_format(0, column, heading, &head)?;
    }
    for (row, q) in (1_u32..).zip(questions) {
        for (column, cell) in (0_u16..).zip(cells(words, q, names)) {
            sheet.write_string_with_format(row, column, &cell, &text)?;
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    if !notes.is_empty() {
        let help = book.add_worksheet().set_name("Hướng dẫn")?;
        help.set_column_width(0, 110.0)?;
        for (row, note) in (0_u32..).zip(notes) {
            help.write_string_with_format(row, 0, note, &Format::new().set_text_wrap())?;
        }
    }
    book.save_to_buffer()
}

fn cells(words: &Words, q: &Question, names: &HashMap<String, String>) -> [String; WIDE] {
    let mut cells: [String; WIDE] = Default::default();
    let kind = KINDS.iter().position(|k| *k == q.kind_code()).unwrap_or(0);
    cells[0] = words.kinds[kind].clone();
    cells[1] = q.text.clone();
    let letters = ["A", "B", "C", "D", "E", "F"];
    match &q.kind {
        Kind::One { choices } | Kind::Many { choices } => {
            for (n, choice) in choices.iter().enumerate().take(6) {
                cells[2 + n] = choice.text.clone();
            }
            cells[8] = q.right_options().into_iter().map(|n| letters[n % 6]).collect::<Vec<_>>().join(", ");
        }
        Kind::TrueFalse { .. } => cells[8] = q.right_words(),
        Kind::Typed { accepted } => cells[8] = accepted.join("; "),
        Kind::Order { items } => {
            for (n, item) in items.iter().enumerate().take(6) {
                cells[2 + n] = item.clone();
            }
        }
        Kind::Estimate { value, min, max, unit } => {
            cells[8] = value.to_string();
            cells[9] = min.to_string();
            cells[10] = max.to_string();
            cells[11] = unit.clone();
        }
    }
    cells[12] = q.explanation.clone();
    cells[13] = q.source.clone();
    cells[14] = q.source_url.clone();
    cells[15] = words.categories.iter().find(|(code, _)| *code == q.category).map_or_else(|| q.category.clone(), |(_, label)| label.clone());
    cells[16] = q.difficulty.to_string();
    cells[17] = q.seconds.map(|s| s.to_string()).unwrap_or_default();
    cells[18] = (q.weight / 1000).to_string();
    if let Some(media) = &q.media {
        cells[19] = names.get(&media.file).cloned().unwrap_or_default();
        cells[20] = media.alt.clone();
    }
    cells
}
