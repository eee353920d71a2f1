//! Tables and archives through the router, on both databases.
use crate::sets::DESK;
use crate::sets::tests::{features, key, set, texts};
use axum::http::StatusCode;
use base::testing::each_database;
use base::{Fetch, args};

/// What a preview hands on, as a form sends it.
fn handed_on(page: &str) -> String {
    let data = page.split("name=\"du-lieu\" value=\"").nth(1).and_then(|rest| rest.split("\">").next()).expect("the data");
    let plain = data.replace("&#34;", "\"").replace("&#39;", "'").replace("&#60;", "<").replace("&#62;", ">").replace("&#38;", "&");
    plain.bytes().map(|b| format!("%{b:02X}")).collect()
}

/// A table with these lines below the headings, as an archive with these files.
fn bundle(lines: &[[&str; 5]], files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    let head = [["Câu hỏi", "Đáp án", "Hệ số điểm", "Tên tệp ảnh, âm thanh, video", "Mô tả tệp"]];
    for (row, line) in (0_u32..).zip(head.iter().chain(lines)) {
        for (column, cell) in (0_u16..).zip(line) {
            sheet.write_string(row, column, *cell).expect("a cell");
        }
    }
    let table = book.save_to_buffer().expect("a table");
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in [("Bộ/câu hỏi.xlsx", table.as_slice())].iter().chain(files) {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).expect("an entry");
        std::io::Write::write_all(&mut zip, bytes).expect("written");
    }
    zip.finish().expect("an archive").into_inner()
}

#[tokio::test]
async fn media_and_points_travel_with_the_table_and_what_is_missing_is_said() {
    const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89";
    each_database(features, async |t| {
        let cookie = t.holder("officer").await;
        let set = set(&t, &cookie, "K%C3%A8m+%E1%BA%A3nh").await;
        let lines = [
            ["Ảnh này thật?", "Đúng", "2", "hồ gươm.PNG", "Một mặt hồ"],
            ["Lại ảnh ấy?", "Sai", "0", "Hồ Gươm.png", ""],
            ["Ảnh nào?", "Sai", "1", "không có.png", ""],
            ["Chương trình?", "Sai", "1", "xau.png", ""],
        ];
        let zip = bundle(&lines, &[("Bộ/tệp/hồ gươm.png", PNG), ("xau.png", b"MZ program"), ("__MACOSX/xau.png", PNG)]);
        let preview = t.upload(&format!("{set}/nhap"), &cookie, "bo.zip", &zip, &[]).await;
        assert_eq!(preview.status, StatusCode::OK, "{}", preview.text);
        for words in ["2 dòng có lỗi, 2 dòng đúng", "không có tệp tên này", "không phải ảnh PNG"] {
            assert!(preview.text.contains(words), "{words}: {}", preview.text);
        }
        let (files,): (i64,) = t.site.db.reader().one("select count(*) from file", args![]).await.expect("counted");
        assert_eq!(files, 0, "a preview names no file");
        let done = t.post(&format!("{set}/nhap/xac-nhan"), &cookie, &format!("du-lieu={}", handed_on(&preview.text))).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
        let asked = crate::sets::questions(&mut t.site.db.reader(), key(&set)).await.expect("questions");
        let media: Vec<_> = asked.iter().map(|q| q.media.clone().expect("a picture")).collect();
        assert_eq!(asked.iter().map(|q| q.weight).collect::<Vec<_>>(), [2000, 0]);
        assert!(media[0].alt == "Một mặt hồ" && media[0].file == media[1].file, "one file, named once");
        assert_eq!(t.get(&format!("/dau-truong/tep/{}", media[0].file), "").await.bytes, PNG);

        // the table alone finds the files of its own set, and of no other
        let table = t.get(&format!("{set}/xuat.xlsx"), &cookie).await.bytes;
        assert!(t.upload(&format!("{set}/nhap"), &cookie, "a.xlsx", &table, &[]).await.text.contains("Đọc được 2 câu, không có lỗi"));
        let other = crate::sets::tests::set(&t, &cookie, "Kh%C3%A1c").await;
        assert!(t.upload(&format!("{other}/nhap"), &cookie, "a.xlsx", &table, &[]).await.text.contains("2 dòng có lỗi, 0 dòng đúng"));
        // the archive brings them along
        let archive = t.get(&format!("{set}/xuat.zip"), &cookie).await;
        assert_eq!((archive.status, archive.headers["content-type"].to_str().expect("text")), (StatusCode::OK, "application/zip"));
        let preview = t.upload(&format!("{other}/nhap"), &cookie, "b.zip", &archive.bytes, &[]).await;
        assert!(preview.text.contains("Đọc được 2 câu, không có lỗi"), "{}", preview.text);
        t.post(&format!("{other}/nhap/xac-nhan"), &cookie, &format!("du-lieu={}", handed_on(&preview.text))).await;
        let copied = crate::sets::questions(&mut t.site.db.reader(), key(&other)).await.expect("questions");
        assert_eq!(copied.iter().map(|q| (q.weight, q.media.is_some())).collect::<Vec<_>>(), [(2000, true), (0, true)]);
        // a forged preview names no foreign file
        let forged = handed_on(&preview.text.replace("&#34;sha256&#34;:&#34;", "&#34;sha256&#34;:&#34;00"));
        assert_eq!(t.post(&format!("{other}/nhap/xac-nhan"), &cookie, &format!("du-lieu={forged}")).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let two = bundle(&lines, &[("b.xlsx", b"x")]);
        assert!(t.upload(&format!("{set}/nhap"), &cookie, "c.zip", &two, &[]).await.text.contains("đúng một tệp .xlsx"));
    })
    .await;
}

#[tokio::test]
async fn a_table_is_checked_line_by_line_and_stored_only_on_the_word() {
    each_database(features, async |t| {
        let cookie = t.holder("officer").await;
        let set = set(&t, &cookie, "Nh%E1%BA%ADp").await;
        let template = t.get(&format!("{DESK}/mau.xlsx"), &cookie).await;
        assert_eq!(template.status, StatusCode::OK);
        let preview = t.upload(&format!("{set}/nhap"), &cookie, "mau.xlsx", &template.bytes, &[]).await;
        assert_eq!(preview.status, StatusCode::OK, "{}", preview.text);
        assert!(preview.text.contains("Đọc được 6 câu"), "{}", preview.text);
        assert!(texts(&t, &set).await.is_empty(), "a preview stores nothing");
        let done = t.post(&format!("{set}/nhap/xac-nhan"), &cookie, &format!("du-lieu={}", handed_on(&preview.text))).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
        assert_eq!(texts(&t, &set).await.len(), 6);
        // an export reads back
        let export = t.get(&format!("{set}/xuat.xlsx"), &cookie).await;
        let again = t.upload(&format!("{set}/nhap"), &cookie, "a.xlsx", &export.bytes, &[]).await;
        assert!(again.text.contains("Đọc được 6 câu"));
        assert!(quiz::question::read_set(&t.get(&format!("{set}/xuat.toml"), &cookie).await.text).is_ok());
        // what is forged or broken is refused
        let forged = "%5B%7B%22text%22%3A%22%22%7D%5D";
        assert_eq!(t.post(&format!("{set}/nhap/xac-nhan"), &cookie, &format!("du-lieu={forged}")).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let broken = t.upload(&format!("{set}/nhap"), &cookie, "a.xlsx", b"khong phai bang tinh", &[]).await;
        assert_eq!(broken.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(broken.text.contains("Không đọc được tệp này"));
        assert_eq!(texts(&t, &set).await.len(), 6);
    })
    .await;
}
