//! What people write, and what nobody but an attacker writes.
use super::*;
use rust_xlsxwriter::Workbook;
use std::io::Write;

fn book(write: impl FnOnce(&mut Workbook)) -> Vec<u8> {
    let mut book = Workbook::new();
    write(&mut book);
    book.save_to_buffer().unwrap()
}

fn all(bytes: &[u8], limits: &Limits) -> Result<Vec<Line>, Refusal> {
    find(bytes, limits, |lines| Some(lines.to_vec())).map(Option::unwrap_or_default)
}

/// The file with one of its parts exchanged.
fn with_part(bytes: &[u8], name: &str, content: &[u8]) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).unwrap();
        let own = part.name().unwrap().to_string();
        out.start_file(own.as_str(), zip::write::SimpleFileOptions::default()).unwrap();
        if own == name {
            out.write_all(content).unwrap();
        } else {
            std::io::copy(&mut part, &mut out).unwrap();
        }
    }
    out.finish().unwrap().into_inner()
}

#[test]
fn cells_come_as_people_read_them() {
    let file = book(|b| {
        let first = b.add_worksheet();
        first.write_string(0, 0, "bìa").unwrap();
        let sheet = b.add_worksheet();
        sheet.write_string(2, 1, "  Sở  A\n\nSở B ").unwrap();
        sheet.write_number(2, 2, 912_345_678.0).unwrap();
        sheet.write_number(4, 0, 1.5).unwrap();
        sheet.write_string(4, 80, "xa").unwrap();
    });
    let found = find(&file, &Limits::lines(10), |lines| (lines.len() > 1).then(|| lines.to_vec())).unwrap().unwrap();
    assert_eq!(found[0], Line { number: 3, cells: vec!["".into(), "Sở A\nSở B".into(), "912345678".into()] });
    assert_eq!((found[1].number, found[1].cell(0), found[1].cell(80)), (5, "1.5", ""));
}

#[test]
fn what_is_no_book_is_refused() {
    for bytes in [b"Ho va ten;Email".as_slice(), b"PK\x03\x04broken", b""] {
        assert_eq!(all(bytes, &Limits::lines(10)), Err(Refusal::Unreadable));
    }
    let long = book(|b| {
        let sheet = b.add_worksheet();
        for row in 0..11 {
            sheet.write_string(row, 0, "x").unwrap();
        }
    });
    assert_eq!(all(&long, &Limits::lines(10)), Err(Refusal::TooLong));
    assert_eq!(all(&long, &Limits { max_parts: 2, ..Limits::lines(20) }), Err(Refusal::TooLarge));
}

#[test]
fn a_bomb_is_refused_though_it_states_small_sizes() {
    let file = book(|b| {
        b.add_worksheet().write_string(0, 0, "x").unwrap();
    });
    let mut bomb = with_part(&file, "docProps/app.xml", &vec![b' '; 64 << 20]);
    assert!(bomb.len() < 200_000, "packed it is small");
    // The central directory says that each part unpacks to one byte.
    let places: Vec<usize> = bomb.windows(4).enumerate().filter(|(_, w)| w == b"PK\x01\x02").map(|(at, _)| at).collect();
    for at in places {
        bomb[at + 24..at + 28].copy_from_slice(&1_u32.to_le_bytes());
    }
    assert!(matches!(all(&bomb, &Limits::lines(10)), Err(Refusal::TooLarge | Refusal::Unreadable)));
}

#[test]
fn words_that_many_cells_share_are_counted_each_time() {
    let text = "x".repeat(30_000);
    let file = book(|b| {
        let sheet = b.add_worksheet();
        for row in 0..100 {
            for column in 0..50 {
                sheet.write_string(row, column, &text).unwrap();
            }
        }
    });
    assert!(file.len() < 200_000, "packed it is small: {}", file.len());
    assert_eq!(all(&file, &Limits::lines(1000)), Err(Refusal::TooLarge), "150 MB of text");
}
