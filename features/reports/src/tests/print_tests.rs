//! One source of figures: screen, DOCX, PDF and xlsx say the same digits.
use super::*;
use base::testing::each_database;
use calamine::{Data, Reader, Xlsx};
use std::io::Cursor;

/// Cells of a sheet as words.
fn cells(bytes: &[u8], sheet: &str) -> Vec<Vec<String>> {
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes.to_vec())).unwrap();
    let range = book.worksheet_range(sheet).unwrap();
    let word = |d: &Data| match d {
        Data::Float(n) => format!("{n}"),
        other => other.to_string(),
    };
    range.rows().map(|row| row.iter().map(word).collect()).collect()
}

#[tokio::test]
async fn screen_docx_pdf_and_xlsx_say_the_same_digits() {
    each_database(features, async |t| {
        let more: String = (0..25).map(|n| format!("{}. Ủy ban nhân dân xã Đồi {n}\n- Tuyên truyền tại xã số {n}, hoàn thành trước ngày {}/9/2024.\n", n + 4, n % 20 + 5)).collect();
        publish(&t, &format!("{PLAN}{more}")).await;
        stand(&t, duty_of(&t, "Y tế").await, "2024-09-08T10:00", "confirmed", Some("2024-09-12"), "Đã bố trí 1.234 lượt.").await;
        let cookie = t.holder("coordinator").await;
        let address = create(&t, &cookie, "14/9/2024").await;
        let page = t.get(&address, &cookie).await.text;
        let sheet = page.split("<div class=\"reports-sheet\"").nth(1).unwrap().split("<aside").next().unwrap();
        let screen = squeezed(&format!("<{sheet}"));
        let pdf = squeezed(&pdf_extract::extract_text_from_mem(&t.get(&format!("{address}/tai/pdf"), &cookie).await.bytes).unwrap());
        let docx = t.get(&format!("{address}/tai/docx"), &cookie).await.bytes;
        let docx = squeezed(&document_text::extract(&docx, "a.docx", &document_text::Limits::default()).unwrap().text).replace('|', "");
        let xlsx = t.get(&format!("{address}/tai/xlsx"), &cookie).await.bytes;

        // Every sentence and row of the screen that has a digit stands in both files in the same digits
        let sentences = ["Trong tổng số 29 nhiệm vụ có 01 nhiệm vụ hoàn thành (01 quá hạn);", "= 1 / (1 + ", "Hoàn thành quá hạn 03 ngày. Báo cáo ngày 12/09/2024: Đã bố trí 1.234 lượt."];
        for said in sentences.map(|s| squeezed(s)) {
            for (name, text) in [("screen", &screen), ("pdf", &pdf), ("docx", &docx)] {
                assert!(text.contains(&said), "{said} in {name}: {text}");
            }
        }
        let rows = cells(&xlsx, "Theo cơ quan");
        assert_eq!(rows.len(), 31, "a head, 29 agencies and the sum");
        for row in &rows[1..] {
            let line = squeezed(&row.concat());
            for (name, text) in [("screen", &screen), ("pdf", &pdf), ("docx", &docx)] {
                assert!(text.contains(&line), "{line} in {name}: {text}");
            }
        }
        let four = cells(&xlsx, "Tổng hợp");
        let sum: f64 = four[1..5].iter().map(|r| r[1].parse::<f64>().unwrap()).sum();
        assert_eq!((sum, four[5][1].as_str()), (29.0, "29"));
        for row in &four[1..6] {
            assert!(pdf.contains(&squeezed(&row[..2].concat())) && screen.contains(&squeezed(&row[..2].concat())) && docx.contains(&squeezed(&row[..2].concat())), "{row:?}");
        }
        let duties = cells(&xlsx, "Nhiệm vụ");
        assert_eq!(duties.len(), 30);
        let silent = duties.iter().filter(|r| r[10] == "chưa có báo cáo").count();
        assert_eq!(silent, 28);
        for text in [&screen, &pdf, &docx] {
            // Each in its row, and once in the sentence that counts them
            assert_eq!(text.matches("chưacóbáocáo").count(), silent + 1, "{text}");
        }
    })
    .await;
}
