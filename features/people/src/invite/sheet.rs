//! Bảng cán bộ (xlsx): reads a list of officers by its headings, written as people write them; and makes the template.
//! What a file may hold at most is the `sheet` crate's.
use rust_xlsxwriter::{Color, Format, Workbook, XlsxError};
use vietnamese::fold_loose;

/// Most people of one file.
pub(super) const MAX_ROWS: usize = 500;

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

/// Reads the first sheet that has the heading "Họ và tên". Large files take their time: not for async threads.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<Written>, Refusal> {
    let found = ::sheet::find(bytes, &::sheet::Limits::lines(MAX_ROWS + 30), |lines| {
        let rows: Vec<Vec<String>> = lines.iter().map(|l| l.cells.iter().map(|c| vietnamese::normalize_line(c)).collect()).collect();
        let (at, columns) = rows.iter().take(15).enumerate().find_map(|(n, row)| columns(row).map(|c| (n, c)))?;
        Some(rows[at + 1..].iter().filter_map(|row| person(row, &columns)).collect::<Vec<Written>>())
    });
    match found {
        Ok(Some(people)) if people.is_empty() => Err("people-sheet-empty"),
        Ok(Some(people)) if people.len() > MAX_ROWS => Err("people-sheet-long"),
        Ok(Some(people)) => Ok(people),
        Ok(None) => Err("people-sheet-no-heading"),
        Err(::sheet::Refusal::TooLong) => Err("people-sheet-long"),
        Err(::sheet::Refusal::Unreadable | ::sheet::Refusal::TooLarge) => Err("people-sheet-unreadable"),
    }
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
