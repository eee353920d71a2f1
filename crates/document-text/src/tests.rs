//! Every kind of file through the one door, and the refusals.

mod pdfs;

use super::*;
use proptest::prelude::*;

fn read(bytes: &[u8], name: &str) -> Result<Extracted, Refusal> {
    extract(bytes, name, &Limits::default())
}

fn message(bytes: &[u8], name: &str) -> String {
    read(bytes, name).unwrap_err().to_string()
}

#[test]
fn text_and_markdown() {
    let out = read("KẾ HOẠCH\r\n\r\nI. Mục đích\n".as_bytes(), "ke-hoach.txt").unwrap();
    assert_eq!(
        (out.text.as_str(), out.format, out.pages),
        ("KẾ HOẠCH\n\nI. Mục đích", Format::Text, None)
    );
    assert!(out.notes.is_empty());
    let out = read("# Kế hoạch\n**Sở**".as_bytes(), "KH.MD").unwrap();
    assert_eq!(
        (out.format.name(), out.text.as_str()),
        ("md", "# Kế hoạch\n**Sở**")
    );
    // Decomposed text is composed.
    assert_eq!(
        read("Ke\u{302}\u{301} hoa\u{323}ch".as_bytes(), "a")
            .unwrap()
            .text,
        "Kế hoạch"
    );
}

#[test]
fn refusals_say_what_to_do() {
    assert_eq!(read(b"", "a.txt"), Err(Refusal::Empty));
    assert_eq!(read(b" \n\t", "a.txt"), Err(Refusal::NoText));
    let large = vec![b'a'; 1024];
    let small = Limits {
        max_bytes: 1000,
        ..Limits::default()
    };
    assert!(matches!(
        extract(&large, "a.txt", &small),
        Err(Refusal::TooLarge {
            size: 1024,
            limit: 1000
        })
    ));
    let shown = Refusal::TooLarge {
        size: 200 << 20,
        limit: 50 << 20,
    }
    .to_string();
    assert!(
        shown.contains("200 MB") && shown.contains("50 MB"),
        "{shown}"
    );
    assert!(message(b"\xFF\xD8\xFF\xE0\0\x10JFIF", "ke-hoach.docx").contains("tệp ảnh (JPEG)"));
    assert!(message(b"\x89PNG\r\n\x1a\n\0\0", "a.pdf").contains("PNG"));
    assert!(message(b"{\\rtf1 abc}", "a.doc").contains(".docx"));
    assert!(message(b"<!DOCTYPE html><p>a", "a.txt").contains("HTML"));
    assert!(message(b"Rar!\x1A\x07\0", "a.rar").contains("RAR"));
    assert!(message(b"\0\x01\x02\x03\0\0\xff\xfe\x05\x06", "a.txt").contains("nhị phân"));
    let compound = |inside: &str| {
        let mut bytes = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
        bytes.extend(inside.encode_utf16().flat_map(u16::to_le_bytes));
        bytes
    };
    assert!(
        message(&compound("WordDocument"), "a.doc").contains("hãy mở bằng Word và lưu thành .docx")
            || message(&compound("WordDocument"), "a.doc")
                .contains("Hãy mở bằng Word và lưu thành .docx")
    );
    assert_eq!(
        read(&compound("EncryptedPackage"), "a.docx"),
        Err(Refusal::Encrypted)
    );
    assert!(message(&compound("Workbook"), "a.xls").contains("Excel"));
}

#[test]
fn long_text_is_refused() {
    let long = "kế hoạch ".repeat(600_000);
    assert!(matches!(
        read(long.as_bytes(), "a.txt"),
        Err(Refusal::TooMuchText { .. })
    ));
}

proptest! {
    #[test]
    fn any_bytes_are_text_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..600), name in "[a-z]{0,4}\\.(txt|md|docx|pdf)") {
        let _ = read(&bytes, &name);
    }

    #[test]
    fn known_beginnings_with_any_rest(start in prop::sample::select(vec![&b"PK\x03\x04"[..], b"%PDF-1.7\n", b"\xFF\xFE", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", b"\xEF\xBB\xBF"]), bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = read(&[start, &bytes].concat(), "a");
    }

    #[test]
    fn any_text_survives(text in "[a-zạ-ỹ ,.\n]{1,200}") {
        if let Ok(out) = read(text.as_bytes(), "a.txt") {
            prop_assert_eq!(out.text.split_whitespace().collect::<String>(), text.split_whitespace().collect::<String>());
        }
    }
}
