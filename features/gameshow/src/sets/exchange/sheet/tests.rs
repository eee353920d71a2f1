//! What is written reads back; what is wrong is said line by line.
use super::*;
use quiz::question::{Media, MediaKind};
use rust_xlsxwriter::Workbook;
use std::collections::HashMap;

fn words() -> Words {
    let kinds = ["Một đáp án", "Nhiều đáp án", "Đúng hay sai", "Gõ chữ", "Xếp thứ tự", "Ước lượng"].map(String::from);
    let mut headings = COLUMNS.map(String::from);
    headings[1] = "Câu hỏi".into();
    headings[8] = "Đáp án".into();
    Words { headings, kinds, categories: vec![("xa-hoi-so".into(), "Xã hội số".into()), ("ky-nang-so".into(), "Kỹ năng số".into())] }
}

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

#[test]
fn what_is_written_reads_back() {
    let set = quiz::question::read_set(include_str!("../examples.toml")).unwrap();
    let mut questions = set.questions.clone();
    for (n, q) in (0..).zip(&mut questions) {
        q.weight = [1000, 0, 3000][n % 3];
    }
    questions[0].media = Some(Media { kind: MediaKind::Picture, file: "key".into(), alt: "Một tấm ảnh".into() });
    let names = HashMap::from([("key".to_owned(), "ảnh.png".to_owned())]);
    let lines = read(&write(&words(), &questions, &names, &["Ghi chú".into()]).unwrap(), &words(), "xa-hoi-so").unwrap();
    for (line, q) in lines.iter().zip(&questions) {
        assert_eq!((&line.question, &line.faults), (&Question { media: None, ..q.clone() }, &vec![]));
    }
    assert_eq!((lines.len(), lines[0].media.as_str(), lines[0].alt.as_str()), (questions.len(), "ảnh.png", "Một tấm ảnh"));
    assert!(lines[1..].iter().all(|l| l.media.is_empty()));
}

#[test]
fn each_line_says_what_is_wrong_with_it() {
    let head: &[&str] = &["kind", "cau hoi", "option-a", "option-b", "ĐÁP ÁN", "min", "max", "category", "seconds", "weight"];
    let file = book(&[&["BỘ CÂU HỎI"], head, &["", "Một?", "x", "y", "B"], &["", "Nhiều?", "x", "y", "a; b"], &["", "Thật?", "", "", "sai"],
        &["Đoán mò", "Gì?", "x", "y", "A"], &["", "Chữ nào?", "x", "y", "C"], &["Ước lượng", "Bao nhiêu?", "", "", "nhiều", "0", "9"],
        &["", "", "x", "y", "A"], &["Gõ chữ", "Gõ?", "", "", "", "", "", "Chủ đề lạ", "abc", "4"]]);
    let lines = read(&file, &words(), "xa-hoi-so").unwrap();
    let told: Vec<_> = lines.iter().map(|l| (l.number, l.faults.iter().map(|f| (f.column, f.code)).collect::<Vec<_>>())).collect();
    assert_eq!(lines[1].question.kind_code(), "many");
    assert_eq!(told[..3], [(3, vec![]), (4, vec![]), (5, vec![])]);
    assert_eq!(told[3], (6, vec![("kind", "kind")]));
    assert_eq!(told[4], (7, vec![("answer", "letters")]));
    assert_eq!(told[5], (8, vec![("answer", "no-number")]));
    assert_eq!(told[6], (9, vec![("text", "missing")]));
    assert_eq!(told[7], (10, vec![("seconds", "no-number"), ("category", "category"), ("weight", "number")]));
}

#[test]
fn what_is_no_table_is_refused() {
    let key = |bytes: &[u8]| read(bytes, &words(), "khac").err().unwrap();
    assert_eq!(key(b"cau hoi;dap an"), "gameshow-sets-sheet-unreadable");
    assert_eq!(key(&book(&[&["a", "b"]])), "gameshow-sets-sheet-heading");
    assert_eq!(key(&book(&[&["Câu hỏi"]])), "gameshow-sets-sheet-empty");
    let mut long: Vec<&[&str]> = vec![&["Câu hỏi"]];
    long.extend(std::iter::repeat_n(&["x"] as &[&str], MAX_LINES + 1));
    assert_eq!(key(&book(&long)), "gameshow-sets-sheet-long");
}
