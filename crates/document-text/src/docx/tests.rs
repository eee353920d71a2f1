//! Word documents built in the test from zip and strings.

mod lists;
mod tables;

use std::io::{Cursor, Write};

use super::*;
use proptest::prelude::*;
use zip::write::SimpleFileOptions;

pub(super) const W: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wps="x" xmlns:v="y" xmlns:a="z""#;

pub(super) fn zipped(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A document with a body, and numbering and styles where given.
pub(super) fn docx(body: &str, numbering: &str, styles: &str) -> Vec<u8> {
    zipped(&[
        ("[Content_Types].xml", "<Types/>"),
        (
            "word/document.xml",
            &format!(
                "<?xml version=\"1.0\"?><w:document {W}><w:body>{body}<w:sectPr><w:headerReference/></w:sectPr></w:body></w:document>"
            ),
        ),
        (
            "word/numbering.xml",
            &format!("<w:numbering {W}>{numbering}</w:numbering>"),
        ),
        (
            "word/styles.xml",
            &format!("<w:styles {W}>{styles}</w:styles>"),
        ),
        (
            "word/header1.xml",
            &format!("<w:hdr {W}><w:p><w:r><w:t>đầu trang</w:t></w:r></w:p></w:hdr>"),
        ),
    ])
}

pub(super) fn text_of(body: &str) -> String {
    text_with(body, "", "")
}

pub(super) fn text_with(body: &str, numbering: &str, styles: &str) -> String {
    crate::extract(&docx(body, numbering, styles), "a.docx", &Limits::default())
        .unwrap()
        .text
}

pub(super) fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r></w:p>")
}

#[test]
fn paragraphs_tabs_breaks_and_entities() {
    let body = format!(
        "{}<w:p><w:r><w:t>A</w:t><w:tab/><w:t xml:space=\"preserve\">B &amp; C &lt;1&gt; &#273;</w:t><w:br/><w:t>D</w:t></w:r></w:p><w:p/>{}",
        p("KẾ HOẠCH "),
        p("Hết")
    );
    assert_eq!(text_of(&body), "KẾ HOẠCH\n\nA\tB & C <1> đ\nD\n\nHết");
}

#[test]
fn changes_hidden_text_fields_and_notes() {
    let body = "<w:p><w:r><w:t xml:space=\"preserve\">Giữ </w:t></w:r><w:del><w:r><w:delText>bỏ</w:delText></w:r></w:del><w:ins><w:r><w:t xml:space=\"preserve\">thêm </w:t></w:r></w:ins>\
        <w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r><w:r><w:t>chữ</w:t></w:r><w:r><w:footnoteReference w:id=\"1\"/></w:r>\
        <w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t xml:space=\"preserve\"> số 5</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>\
        <w:hyperlink><w:r><w:t>, liên kết</w:t></w:r></w:hyperlink><w:moveFrom><w:r><w:t>chuyển đi</w:t></w:r></w:moveFrom></w:p>";
    let out = crate::extract(&docx(body, "", ""), "a.docx", &Limits::default()).unwrap();
    assert_eq!(out.text, "Giữ thêm chữ số 5, liên kết");
    assert!(out.notes[0].contains("Track Changes"));
    let joined = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t xml:space=\"preserve\">Một </w:t></w:r></w:p>".to_owned() + &p("đoạn");
    assert_eq!(text_of(&joined), "Một đoạn");
}

#[test]
fn text_boxes_come_once() {
    let boxed = |text: &str| format!("<w:txbxContent>{}</w:txbxContent>", p(text));
    let body = format!(
        "<w:p><w:r><mc:AlternateContent><mc:Choice><wps:txbx>{}</wps:txbx><a:p><a:r><a:t>hình</a:t></a:r></a:p></mc:Choice><mc:Fallback><v:textbox>{}</v:textbox></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>Đoạn</w:t></w:r></w:p>",
        boxed("Trong khung"),
        boxed("Trong khung")
    );
    assert_eq!(text_of(&body), "Đoạn\n\nTrong khung");
}

#[test]
fn old_fonts_are_converted() {
    let run = |font: &str, text: &str| {
        format!(
            "<w:p><w:r><w:rPr><w:rFonts w:ascii=\"{font}\"/></w:rPr><w:t>{text}</w:t></w:r></w:p>"
        )
    };
    let body = run(".VnTime", "Uû ban nh©n d©n")
        + &run(".VnTimeH", "kÕ ho¹ch")
        + &run("VNI-Times", "Keá hoaïch")
        + &run("Times New Roman", "Kế hoạch");
    let out = crate::extract(&docx(&body, "", ""), "a.docx", &Limits::default()).unwrap();
    assert_eq!(
        out.text,
        "Uỷ ban nhân dân\n\nKẾ HOẠCH\n\nKế hoạch\n\nKế hoạch"
    );
    assert_eq!(out.notes.len(), 1);
}

#[test]
fn other_zips_and_bombs_are_refused() {
    let refuse = |parts: &[(&str, &str)]| {
        crate::extract(&zipped(parts), "a.docx", &Limits::default()).unwrap_err()
    };
    assert!(
        refuse(&[("[Content_Types].xml", ""), ("xl/workbook.xml", "")])
            .to_string()
            .contains("Excel")
    );
    assert!(
        refuse(&[("mimetype", ""), ("content.xml", "")])
            .to_string()
            .contains("OpenDocument")
    );
    assert!(refuse(&[("a.txt", "x")]).to_string().contains("ZIP"));
    let bomb = format!(
        "<w:document {W}><w:body>{}</w:body></w:document>",
        " ".repeat(90 << 20)
    );
    assert_eq!(
        refuse(&[("[Content_Types].xml", ""), ("word/document.xml", &bomb)]),
        Refusal::Bomb
    );
    let deep = format!("<w:document {W}>{}", "<w:p>".repeat(5000));
    assert!(matches!(
        refuse(&[("[Content_Types].xml", ""), ("word/document.xml", &deep)]),
        Refusal::Damaged { .. }
    ));
    let good = docx(&p("Kế hoạch"), "", "");
    assert!(matches!(
        crate::extract(&good[..good.len() / 2], "a.docx", &Limits::default()),
        Err(Refusal::Damaged { .. })
    ));
}

#[test]
fn main_part_by_relationship() {
    let bytes = zipped(&[
        ("[Content_Types].xml", "<Types/>"),
        (
            "_rels/.rels",
            r#"<Relationships><Relationship Type="http://x/officeDocument" Target="/doc/main.xml"/></Relationships>"#,
        ),
        (
            "doc/main.xml",
            &format!(
                "<w:document {W}><w:body>{}</w:body></w:document>",
                p("Nội dung")
            ),
        ),
    ]);
    assert_eq!(
        crate::extract(&bytes, "a", &Limits::default())
            .unwrap()
            .text,
        "Nội dung"
    );
}

proptest! {
    #[test]
    fn any_xml_body_is_read_or_refused(parts in prop::collection::vec(prop::sample::select(vec![
        "<w:p>", "</w:p>", "<w:r>", "</w:r>", "<w:t>chữ</w:t>", "<w:tbl>", "</w:tbl>", "<w:tr>", "</w:tr>", "<w:tc>", "</w:tc>", "<w:tab/>",
        "<w:tcPr><w:gridSpan w:val=\"99999999\"/><w:vMerge/></w:tcPr>", "<w:pPr><w:numPr><w:ilvl w:val=\"77\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr>", "&amp;", "<w:del>", "</w:del>", "&#x0;", "<w:fldChar w:fldCharType=\"begin\"/>",
    ]), 0..40)) {
        let numbering = "<w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"8\"><w:start w:val=\"9223372036854775807\"/><w:lvlText w:val=\"%9%1\"/></w:lvl></w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>";
        let _ = crate::extract(&docx(&parts.concat(), numbering, ""), "a.docx", &Limits::default());
    }

    #[test]
    fn damaged_zips_never_panic(hits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8)) {
        let mut bytes = docx(&p("Kế hoạch tổ chức"), "", "");
        for (at, value) in hits {
            let at = at.index(bytes.len());
            bytes[at] = value;
        }
        let _ = crate::extract(&bytes, "a.docx", &Limits::default());
    }

    #[test]
    fn plain_paragraphs_come_back(lines in prop::collection::vec("[a-zạ-ỹ0-9][a-zạ-ỹ0-9 ]{0,20}[a-zạ-ỹ0-9]", 1..8)) {
        let body: String = lines.iter().map(|line| p(line)).collect();
        prop_assert_eq!(text_of(&body), crate::finish::finish(&lines.join("\n\n")));
    }
}
