//! Bảng cán bộ (xlsx): reads a list of officers by its headings, written as people write them; and makes the template.
//! Only cells are read: formulas, macros and links of a file are never followed.
use calamine::{Data, DataRef, Reader, Xlsx};
use rust_xlsxwriter::{Color, Format, Workbook, XlsxError};
use std::io::Cursor;
use vietnamese::fold_loose;

/// Most people of one file.
pub(super) const MAX_ROWS: usize = 500;
const MAX_COLUMNS: u32 = 60;
/// Unpacked size that a list of officers never reaches.
const MAX_UNPACKED: u64 = 64 << 20;

/// One person as written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Written {
    pub name: String,
    pub title: String,
    pub agency: String,
    pub email: String,
    pub phone: String,
    pub role: String,
}

/// Why a file cannot be read; a catalogue key.
pub(super) type Refusal = &'static str;

/// Headings by which a column is known (without marks, spaces and case).
const HEADINGS: [&[&str]; 6] = [
    &["họ và tên", "họ tên", "tên cán bộ", "họ tên cán bộ", "họ và tên cán bộ", "cán bộ", "full name", "name"],
    &["chức vụ", "chức danh", "vị trí", "title", "position"],
    &["cơ quan", "đơn vị", "cơ quan, đơn vị", "tên cơ quan", "tên đơn vị", "cơ quan đơn vị công tác", "đơn vị công tác", "agency"],
    &["e-mail", "thư điện tử", "thư công vụ", "địa chỉ e-mail", "e-mail công vụ", "hộp thư"],
    &["điện thoại", "số điện thoại", "sđt", "di động", "số di động", "điện thoại di động", "phone"],
    &["vai trò", "quyền", "nhóm quyền", "role"],
];

/// Reads the first sheet that has the heading "Họ và tên".
pub(super) fn read(bytes: &[u8]) -> Result<Vec<Written>, Refusal> {
    if !bytes.starts_with(b"PK") || unpacked_size(bytes) > MAX_UNPACKED {
        return Err("people-sheet-unreadable");
    }
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(|_| "people-sheet-unreadable")?;
    for sheet in book.sheet_names() {
        let rows = rows_of(&mut book, &sheet)?;
        if let Some((at, columns)) = rows.iter().take(15).enumerate().find_map(|(n, row)| columns(row).map(|c| (n, c))) {
            let people: Vec<Written> = rows[at + 1..].iter().filter_map(|row| person(row, &columns)).collect();
            return match people.len() {
                0 => Err("people-sheet-empty"),
                n if n > MAX_ROWS => Err("people-sheet-long"),
                _ => Ok(people),
            };
        }
    }
    Err("people-sheet-no-heading")
}

/// The sum of the sizes that the archive's own list of files states.
fn unpacked_size(bytes: &[u8]) -> u64 {
    let mut sum = 0_u64;
    let mut rest = bytes;
    while let Some(at) = rest.windows(4).position(|w| w == b"PK\x01\x02") {
        let Some(size) = rest.get(at + 24..at + 28) else { break };
        sum += u64::from(u32::from_le_bytes([size[0], size[1], size[2], size[3]]));
        rest = &rest[at + 4..];
    }
    sum
}

/// Cell by cell, so that a lone cell in the last row of the sheet does not ask for the whole sheet's memory.
fn rows_of(book: &mut Xlsx<Cursor<&[u8]>>, sheet: &str) -> Result<Vec<Vec<String>>, Refusal> {
    let mut cells = book.worksheet_cells_reader(sheet).map_err(|_| "people-sheet-unreadable")?;
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut last = None;
    while let Some(cell) = cells.next_cell().map_err(|_| "people-sheet-unreadable")? {
        let (row, column) = cell.get_position();
        if column >= MAX_COLUMNS {
            continue;
        }
        if last != Some(row) {
            if rows.len() > MAX_ROWS + 30 {
                return Err("people-sheet-long");
            }
            rows.push(Vec::new());
            last = Some(row);
        }
        if let Some(line) = rows.last_mut() {
            let column = column as usize;
            if line.len() <= column {
                line.resize(column + 1, String::new());
            }
            line[column] = words(cell.get_value());
        }
    }
    Ok(rows)
}

fn words(value: &DataRef<'_>) -> String {
    let value: Data = value.clone().into();
    let text = match value {
        Data::Float(n) if n.fract() == 0.0 && n.abs() < 1e15 => format!("{n:.0}"),
        Data::Empty | Data::Error(_) => String::new(),
        other => other.to_string(),
    };
    vietnamese::normalize_line(&text)
}

fn columns(row: &[String]) -> Option<[Option<usize>; 6]> {
    let find = |names: &[&str]| row.iter().position(|cell| names.iter().any(|n| !cell.is_empty() && fold_loose(n) == fold_loose(cell)));
    let columns = HEADINGS.map(find);
    columns[0].is_some().then_some(columns)
}

fn person(row: &[String], columns: &[Option<usize>; 6]) -> Option<Written> {
    let cell = |n: usize| columns[n].and_then(|c| row.get(c)).cloned().unwrap_or_default();
    let mut phone = cell(4);
    if phone.len() == 9 && phone.chars().all(|c| c.is_ascii_digit()) {
        // A spreadsheet drops the first zero of a number.
        phone.insert(0, '0');
    }
    let person = Written { name: cell(0), title: cell(1), agency: cell(2), email: cell(3), phone, role: cell(5) };
    (person != Written::default() && !(person.name.is_empty() && person.email.is_empty() && person.phone.is_empty())).then_some(person)
}

/// The template: headings, two example lines, a sheet with explanations. Words come from the catalogue.
pub(super) fn template(headings: &[String; 6], examples: &[[String; 6]], notes: &[String]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let bold = Format::new().set_bold().set_background_color(Color::Theme(0, 1));
    let text = Format::new().set_num_format("@");
    let sheet = book.add_worksheet().set_name("Danh sách")?;
    for (column, (heading, width)) in (0_u16..).zip(headings.iter().zip([28.0, 24.0, 34.0, 30.0, 16.0, 20.0])) {
        sheet.set_column_width(column, width)?.set_column_format(column, &text)?;
        sheet.write_string_with_format(0, column, heading, &bold)?;
        for (row, example) in (1_u32..).zip(examples) {
            sheet.write_string_with_format(row, column, &example[usize::from(column)], &text)?;
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    let help = book.add_worksheet().set_name("Hướng dẫn")?;
    help.set_column_width(0, 100.0)?;
    for (row, note) in (0_u32..).zip(notes) {
        help.write_string(row, 0, note)?;
    }
    book.save_to_buffer()
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// An xlsx with these lines.
    pub(crate) fn book(lines: &[&[&str]]) -> Vec<u8> {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        for (row, line) in (0_u32..).zip(lines) {
            for (column, cell) in (0_u16..).zip(*line) {
                match cell.parse::<f64>() {
                    Ok(n) => sheet.write_number(row, column, n).unwrap(),
                    Err(_) => sheet.write_string(row, column, *cell).unwrap(),
                };
            }
        }
        book.save_to_buffer().unwrap()
    }

    #[test]
    fn headings_are_found_below_a_title_and_without_marks() {
        let file = book(&[&["DANH SÁCH CÁN BỘ"], &[], &["STT", "HO VA TEN", "Số điện thoại", "Thư điện tử", "Đơn vị"], &["1", "Trần Văn Bê", "912345678", "be@xa.example", "Xã An Hòa"], &[], &["2", "Lê Thị Xê"]]);
        let people = read(&file).unwrap();
        assert_eq!(people.len(), 2);
        assert_eq!(people[0], Written { name: "Trần Văn Bê".into(), phone: "0912345678".into(), email: "be@xa.example".into(), agency: "Xã An Hòa".into(), ..Written::default() });
    }

    #[test]
    fn what_is_no_list_is_refused_with_a_reason() {
        assert_eq!(read(b"Ho va ten;Email"), Err("people-sheet-unreadable"));
        assert_eq!(read(b"PK\x03\x04broken"), Err("people-sheet-unreadable"));
        assert_eq!(read(&book(&[&["a", "b"]])), Err("people-sheet-no-heading"));
        assert_eq!(read(&book(&[&["Họ và tên"]])), Err("people-sheet-empty"));
        let line: &[&str] = &["Người"];
        let mut long = vec![&["Họ và tên"] as &[&str]];
        long.extend(std::iter::repeat_n(line, 501));
        assert_eq!(read(&book(&long)), Err("people-sheet-long"));
    }

    #[test]
    fn the_template_reads_back() {
        let headings = ["Họ và tên", "Chức vụ", "Cơ quan", "E-mail", "Điện thoại", "Vai trò"].map(String::from);
        let example = ["Lê Văn A", "Chuyên viên", "Sở A", "a@so.example", "0912345678", "Cán bộ"].map(String::from);
        let people = read(&template(&headings, &[example], &["Mỗi dòng một người".into()]).unwrap()).unwrap();
        assert_eq!((people[0].phone.as_str(), people[0].role.as_str()), ("0912345678", "Cán bộ"));
    }
}
