//! Import and export on both databases.
use super::read;
use crate::door::{self, Directory};
use crate::tests::{DAY, add, features};
use axum::http::StatusCode;
use base::testing::{Answer, TestSite, each_database};
use jiff::civil::date;
use rust_xlsxwriter::Workbook;

fn book(lines: &[&[&str]]) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (row, line) in (0_u32..).zip(lines) {
        for (column, cell) in (0_u16..).zip(*line) {
            sheet.write_string(row, column, *cell).unwrap();
        }
    }
    book.save_to_buffer().unwrap()
}

fn between<'t>(text: &'t str, from: &str, to: &str) -> &'t str {
    let start = text.find(from).unwrap_or_else(|| panic!("{from} in {text}")) + from.len();
    &text[start..start + text[start..].find(to).unwrap()]
}

/// Confirms a preview as a browser would.
async fn confirm(t: &TestSite, cookie: &str, preview: &Answer) -> Answer {
    let sheet = between(&preview.text, "name=\"bang\" hidden>", "</textarea>");
    let sheet = sheet.replace("&#34;", "\"").replace("&#60;", "<").replace("&#62;", ">").replace("&#39;", "'").replace("&#38;", "&");
    let seal = between(&preview.text, "name=\"dau\" value=\"", "\"");
    t.upload("/co-quan/nhap/ghi", cookie, "x", b"", &[("bang", sheet.as_str()), ("dau", seal)]).await
}

const REFORM: &[&[&str]] = &[
    &["DANH SÁCH CƠ QUAN TỈNH"],
    &["STT", "Tên cơ quan", "Loại", "Tên khác", "Cơ quan cấp trên", "Hiệu lực từ", "Hiệu lực đến", "Kế thừa bởi", "Điện thoại", "E-mail", "Địa chỉ", "Nhóm gồm"],
    &["1", "UBND thành phố An Bình", "", "UBND tỉnh An Bình (đến 29/04/2026); UBND TPAB", "", "", "", "", "0251 3822501", "ubnd@anbinh.example", "Số 1, phường Trung Tâm"],
    &["2", "Sở Thông tin và Truyền thông", "Sở, ban, ngành", "STTTT", "UBND tỉnh An Bình", "", "28/02/2025", "Sở Khoa học và Công nghệ"],
    &["3", "Sở Khoa học và Công nghệ", "", "", "UBND tỉnh An Bình"],
    &["4", "UBND xã Hòa Phú", "", "", "", "01/07/2025", "", "", "", "", "", ""],
    &["5", "UBND huyện Hòa Phú", "", "", "", "", "30/06/2025", "UBND xã Hòa Phú; UBND xã Hòa An"],
    &["6", "UBND xã Hòa An", "", "", "", "01/07/2025"],
    &["7", "UBND các xã", "", "", "", "", "", "", "", "", "", "UBND xã Hòa Phú\nUBND xã Hòa An"],
];

#[tokio::test]
async fn nothing_is_stored_before_confirming_and_the_export_comes_back_unchanged() {
    each_database(features, async |t| {
        let editor = t.holder("coordinator").await;
        let old = add(&t, &["Sở Khoa học và Công nghệ"]).await[0];
        let preview = t.upload("/co-quan/nhap", &editor, "a.xlsx", &book(REFORM), &[]).await;
        assert_eq!(preview.status, StatusCode::OK, "{}", preview.text);
        assert!(preview.text.contains("Sẽ thêm 6 cơ quan, sửa 1 cơ quan"), "{}", preview.text);
        assert_eq!(Directory::load(&mut t.site.db.reader()).await.unwrap().agencies().len(), 1);
        let done = confirm(&t, &editor, &preview).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
        let mut db = t.site.db.reader();
        let all = Directory::load(&mut db).await.unwrap();
        assert_eq!(all.agencies().len(), 7);
        let province = all.find("UBND tỉnh", DAY).unwrap();
        assert_eq!(all.name_on(province, DAY).unwrap().name, "UBND tỉnh An Bình");
        assert_eq!(all.name_on(province, date(2026, 4, 30)).unwrap().name, "UBND thành phố An Bình");
        let stttt = all.find("STTTT", DAY).unwrap();
        assert_eq!(door::today_of(&mut db, stttt, date(2026, 1, 1)).await.unwrap(), [old]);
        assert_eq!(all.get(stttt).unwrap().parent, Some(province));
        let district = all.find("UBND huyện Hòa Phú", DAY).unwrap();
        assert_eq!(door::today_of(&mut db, district, date(2026, 1, 1)).await.unwrap().len(), 2);
        let group = all.find("UBND các xã", DAY).unwrap();
        assert_eq!(door::group_members(&mut db, group).await.unwrap().iter().filter(|m| m.confirmed).count(), 2);

        let file = t.get("/co-quan/xuat", &editor).await;
        assert!(file.bytes.starts_with(b"PK"));
        let again = t.upload("/co-quan/nhap", &editor, "b.xlsx", &file.bytes, &[]).await;
        assert!(again.text.contains("Bảng tính giống hệt danh bạ"), "{}: {}", t.engine, again.text);
    })
    .await;
}

#[tokio::test]
async fn an_export_fills_an_empty_database_with_the_same() {
    each_database(features, async |t| {
        let editor = t.holder("coordinator").await;
        let preview = t.upload("/co-quan/nhap", &editor, "a.xlsx", &book(REFORM), &[]).await;
        confirm(&t, &editor, &preview).await;
        let first = read::read(&t.get("/co-quan/xuat", &editor).await.bytes).unwrap();
        let other = TestSite::start(t.engine, &features).await;
        let editor = other.holder("coordinator").await;
        let file = t.get("/co-quan/xuat", &t.holder("coordinator").await).await.bytes;
        let preview = other.upload("/co-quan/nhap", &editor, "a.xlsx", &file, &[]).await;
        assert_eq!(confirm(&other, &editor, &preview).await.status, StatusCode::SEE_OTHER, "{}", preview.text);
        assert_eq!(read::read(&other.get("/co-quan/xuat", &editor).await.bytes).unwrap(), first);
    })
    .await;
}

#[tokio::test]
async fn an_edited_export_changes_only_what_was_edited() {
    each_database(features, async |t| {
        let editor = t.holder("coordinator").await;
        add(&t, &["Sở Y tế", "Sở Công thương", "Sở Du lịch"]).await;
        let mut sheet = read::read(&t.get("/co-quan/xuat", &editor).await.bytes).unwrap();
        for row in &mut sheet.rows {
            if row.cells[0] == "Sở Công thương" {
                row.cells[0] = "Sở Công Thương".into();
                row.cells[7] = "912345678".into();
            }
        }
        let file = super::write::xlsx(&sheet, &[]).unwrap();
        let preview = t.upload("/co-quan/nhap", &editor, "b.xlsx", &file, &[]).await;
        assert!(preview.text.contains("Sẽ thêm 0 cơ quan, sửa 1 cơ quan") && preview.text.contains("0912345678"), "{}", preview.text);
        add(&t, &["Sở Tư pháp"]).await;
        assert_eq!(confirm(&t, &editor, &preview).await.status, StatusCode::SEE_OTHER, "an unrelated change does not matter");
        let page = t.get("/co-quan/so-cong-thuong", "").await;
        assert!(page.text.contains("Sở Công Thương") && page.text.contains("0912345678"));
        assert_eq!(confirm(&t, &editor, &preview).await.status, StatusCode::CONFLICT, "the same preview is stale now");
    })
    .await;
}

#[tokio::test]
async fn every_fault_is_told_by_row_and_nothing_is_stored() {
    each_database(features, async |t| {
        let editor = t.holder("coordinator").await;
        let lines: &[&[&str]] = &[
            &["Tên", "Loại", "Hiệu lực từ", "Hiệu lực đến", "Kế thừa bởi", "E-mail", "Cơ quan cấp trên"],
            &["Sở A", "Loại lạ", "31/02/2024"],
            &["Sở B", "", "01/01/2025", "01/01/2024"],
            &["Sở C", "", "", "", "Sở A"],
            &["sở a"],
            &["", "Cấp xã"],
            &["Sở D", "", "", "", "", "khong-phai-thu", "Sở Không Có"],
            &["Sở E", "", "", "01/01/2024", "Sở G"],
            &["Sở G", "", "", "02/01/2024", "Sở E", "", "Sở H"],
            &["Sở H", "", "", "", "", "", "Sở G"],
        ];
        let answer = t.upload("/co-quan/nhap", &editor, "a.xlsx", &book(lines), &[]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        for words in [
            "Không có loại “Loại lạ”",
            "Không có ngày 31 trong tháng 2 năm 2024",
            "Ngày kết thúc trước ngày bắt đầu",
            "phải ghi ngày “Hiệu lực đến”",
            "Trùng với dòng 2",
            "Chưa có tên cơ quan",
            "“khong-phai-thu” chưa đúng dạng",
            "Không tìm thấy cơ quan “Sở Không Có”",
            "kế thừa lẫn nhau thành vòng",
            "cấp trên của nhau thành vòng",
        ] {
            assert!(answer.text.contains(words), "{words} in {}", answer.text);
        }
        assert!(!answer.text.contains("/co-quan/nhap/ghi"), "nothing to confirm");
        assert!(Directory::load(&mut t.site.db.reader()).await.unwrap().agencies().is_empty());
    })
    .await;
}

#[tokio::test]
async fn absurd_files_are_refused_with_a_reason() {
    each_database(features, async |t| {
        let editor = t.holder("coordinator").await;
        let mut far = Workbook::new();
        far.add_worksheet().write_string(0, 0, "Tên").unwrap().write_string(1_048_575, 16_383, "x").unwrap();
        let long: Vec<Vec<String>> = (0..2_100).map(|n| vec![if n == 0 { "Tên".into() } else { format!("Sở {n}") }]).collect();
        let long: Vec<Vec<&str>> = long.iter().map(|l| l.iter().map(String::as_str).collect()).collect();
        let long: Vec<&[&str]> = long.iter().map(Vec::as_slice).collect();
        for (bytes, words) in [
            (Vec::new(), "Hãy chọn một tệp"),
            (b"ten;loai".to_vec(), "Không đọc được tệp này"),
            (b"PK\x03\x04hong".to_vec(), "Không đọc được tệp này"),
            (book(&[&["Họ", "Chức vụ"]]), "Không thấy dòng tiêu đề"),
            (book(&[&["Tên", "Loại"]]), "chưa có dòng nào"),
            (far.save_to_buffer().unwrap(), "chưa có dòng nào"),
            (book(&long), "quá 2.000 dòng"),
            (bomb(), "Tệp quá lớn"),
            (vec![b'x'; 5 << 20], "Tệp quá lớn"),
        ] {
            let answer = t.upload("/co-quan/nhap", &editor, "a.xlsx", &bytes, &[]).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{words}");
            assert!(answer.text.contains(words), "{words}");
        }
        let lost = t.upload("/co-quan/nhap/ghi", &editor, "x", b"", &[("bang", "{\"has\":[],\"rows\":[]}"), ("dau", "")]).await;
        assert_eq!(lost.status, StatusCode::UNPROCESSABLE_ENTITY);
    })
    .await;
}

/// A small archive that unpacks to 60 MB.
fn bomb() -> Vec<u8> {
    use std::io::Write;
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file("xl/workbook.xml", zip::write::SimpleFileOptions::default()).unwrap();
    let block = vec![b' '; 1 << 20];
    for _ in 0..60 {
        zip.write_all(&block).unwrap();
    }
    zip.finish().unwrap().into_inner()
}
