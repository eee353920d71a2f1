//! Whole papers: what is read back from DOCX, PDF, picture and text is word for word the same, on whole pages.
mod samples;

use paper::{Block, Fonts, Kind, Made, Paper, Print, Span, Style, markup};
use std::io::Read;
use std::time::Instant;

const MADE: Made = Made { year: 2026, month: 9, day: 1 };

fn part(docx: &[u8], name: &str) -> String {
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(docx)).expect("a zip");
    let mut text = String::new();
    zip.by_name(name).expect(name).read_to_string(&mut text).expect("UTF-8");
    text
}

/// Words of the DOCX, by an XML parser: also proves that every part is well formed.
fn docx_words(docx: &[u8]) -> String {
    use quick_xml::events::Event;
    let xml = part(docx, "word/document.xml");
    let mut reader = quick_xml::Reader::from_str(&xml);
    let (mut out, mut in_text, mut depth) = (String::new(), false, 0);
    loop {
        match reader.read_event().expect("well-formed XML") {
            Event::Start(tag) => {
                depth += 1;
                in_text = tag.name().as_ref() == "w:t";
            }
            Event::End(tag) => {
                depth -= 1;
                in_text = false;
                if ["w:p", "w:tc"].contains(&tag.name().as_ref()) {
                    out.push('\n');
                }
            }
            Event::Empty(tag) if tag.name().as_ref() == "w:br" => out.push('\n'),
            Event::Text(text) if in_text => out.push_str(text.as_ref()),
            Event::GeneralRef(name) if in_text => out.push(match name.as_ref() {
                "amp" => '&',
                "lt" => '<',
                "gt" => '>',
                "quot" => '"',
                "apos" => '\'',
                other => panic!("{other:?}"),
            }),
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(depth, 0);
    out
}

/// Words and figures without marks, which the reader of the PDF may set at another word.
fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_owned).collect()
}

fn sorted(mut words: Vec<String>) -> Vec<String> {
    words.sort();
    words
}

fn digits(text: &str) -> Vec<String> {
    let mut all: Vec<String> = text.split(|c: char| !c.is_ascii_digit()).filter(|w| !w.is_empty()).map(str::to_owned).collect();
    all.sort();
    all
}

/// Words of the PDF page by page without the page numbers, by a reader that is not ours.
fn pdf_words(pdf: &[u8]) -> String {
    let pages = pdf_extract::extract_text_from_mem_by_pages(pdf).expect("a readable PDF");
    let bare = |(n, text): (usize, String)| {
        let mut lines: Vec<&str> = text.lines().collect();
        if n > 0 {
            let at = lines.iter().rposition(|line| line.trim() == (n + 1).to_string()).expect("its page number");
            lines.remove(at);
        }
        lines.join("\n")
    };
    pages.into_iter().enumerate().map(bare).collect::<Vec<_>>().join("\n")
}

#[test]
fn docx_and_pdf_hold_the_same_words_and_figures() {
    let fonts = Fonts::tinos();
    for (name, paper) in samples::all().into_iter().filter(|(name, _)| *name != "bao-cao") {
        let print = Print::of(&paper, &fonts);
        let (docx, pdf) = (docx_words(&print.docx()), pdf_words(&print.pdf(MADE).expect("a PDF")));
        assert_eq!(sorted(words(&docx)), sorted(words(&pdf)), "{name}");
        assert_eq!(digits(&docx), digits(&pdf), "{name}");
        let text = print.text();
        for word in given_words(&paper) {
            assert!(docx.contains(&word) || docx.contains(&word.to_uppercase()), "{name}: {word} in {docx}");
            assert!(text.contains(&word) || text.contains(&word.to_uppercase()), "{name}: {word} in {text}");
        }
    }
}

/// Every word that the paper's body was given.
fn given_words(paper: &Paper) -> Vec<String> {
    let mut all = Vec::new();
    for block in paper.body.iter().chain(paper.annexes.iter().flat_map(|annex| &annex.body)) {
        match block {
            Block::Heading { text, .. } | Block::Centre(text) => all.extend(words(text)),
            Block::Paragraph(text) | Block::Item { text, .. } => text.iter().for_each(|span| all.extend(words(&span.text))),
            Block::Table(table) => table.rows.iter().flat_map(|row| &row.cells).flatten().for_each(|span| all.extend(words(&span.text))),
            _ => {}
        }
    }
    all
}

#[test]
fn a_report_of_thirty_pages_is_quick_and_whole() {
    let fonts = Fonts::tinos();
    let paper = samples::report(112);
    let start = Instant::now();
    let print = Print::of(&paper, &fonts);
    let pdf = print.pdf(MADE).expect("a PDF");
    println!("{} pages, {} kB of PDF in {:.0?}", print.page_count(), pdf.len() / 1000, start.elapsed());
    assert!((28..=36).contains(&print.page_count()), "{}", print.page_count());
    let back = pdf_words(&pdf);
    assert_eq!(digits(&back).len(), digits(&docx_words(&print.docx())).len(), "no figure is lost, and repeated heads hold none");
    for n in [1, 57, 112] {
        assert!(back.contains(&format!("{} lượt người", n * 137)), "{n}");
    }
    assert!(back.matches("Cơ quan chủ trì").count() > 10, "the head of the table repeats");
    let xml = part(&print.docx(), "word/document.xml");
    assert!(xml.contains("<w:tblHeader/>") && xml.contains("<w:cantSplit/>") && xml.contains("<w:titlePg/>"));
}

#[test]
fn the_pdf_is_tagged_archival_and_the_same_every_time() {
    let fonts = Fonts::tinos();
    let print = Print::of(&samples::decision(), &fonts);
    let pdf = print.pdf(MADE).expect("a PDF");
    assert_eq!(pdf, print.pdf(MADE).expect("a PDF"));
    assert_eq!(print.docx(), print.docx());
    let raw = String::from_utf8_lossy(&pdf);
    assert!(raw.contains("<pdfaid:part>2</pdfaid:part>") && raw.contains("<pdfaid:conformance>A</pdfaid:conformance>"));
    assert!(raw.contains("/MarkInfo") && raw.contains("/StructTreeRoot") && raw.contains("Tinos-Bold"));
}

#[test]
fn letters_to_many_go_into_one_file() {
    let fonts = Fonts::tinos();
    let prints: Vec<Print> = [samples::letter(), samples::decision(), samples::party()].iter().map(|paper| Print::of(paper, &fonts)).collect();
    let pages: usize = prints.iter().map(Print::page_count).sum();
    let all = Print::pdf_of_all(&prints, MADE, &fonts).expect("a PDF");
    let texts = pdf_extract::extract_text_from_mem_by_pages(&all).expect("readable");
    assert_eq!(texts.len(), pages);
    assert!(texts[0].contains("Kính gửi") && texts[pages - 1].contains("ĐẢNG CỘNG SẢN"), "{texts:?}");
    assert!(Print::pdf_of_all(&[], MADE, &fonts).is_err());
}

#[test]
fn blanks_stay_blank_and_nothing_is_signed() {
    let fonts = Fonts::tinos();
    let text = Print::of(&samples::letter(), &fonts).text();
    assert!(text.contains("Số:         /SKHCN-CNTT") || text.contains("Số:        /SKHCN-CNTT"), "{text}");
    assert!(text.contains("Bình An, ngày       tháng 9 năm 2026"), "{text}");
    assert!(text.contains("V/v rà soát") && text.contains("KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC"), "{text}");
    assert_eq!(text.matches("./.").count(), 1);
    assert!(text.trim_end().contains("- Lưu: VT, CNTT.") && !text.to_lowercase().contains("đã ký"), "{text}");
    for docx in samples::all().iter().map(|(_, paper)| Print::of(paper, &fonts).docx()) {
        let mut zip = zip::ZipArchive::new(std::io::Cursor::new(docx)).expect("a zip");
        let names: Vec<String> = (0..zip.len()).map(|n| zip.by_index(n).expect("a part").name().expect("a name").into_owned()).collect();
        assert!(names.iter().all(|name| name.ends_with(".xml") || name.ends_with(".rels")), "no picture at all: {names:?}");
    }
}

#[test]
fn the_party_has_its_own_head_and_headings() {
    let fonts = Fonts::tinos();
    let text = Print::of(&samples::party(), &fonts).text();
    for words in ["ĐẢNG CỘNG SẢN VIỆT NAM", "Số 07-KH/BTC", "I- MỤC ĐÍCH, YÊU CẦU", "BAN TỔ CHỨC TỈNH ỦY", "- Như trên,", "- Lưu: VP, CNTT."] {
        assert!(text.contains(words), "{words} in {text}");
    }
    assert!(!text.contains("Độc lập"), "{text}");
}

#[test]
fn what_is_typed_is_never_markup() {
    let fonts = Fonts::tinos();
    let (body, _) = markup::read("A & B <script>\"x\"</script> ]]> 漢 \u{7}");
    let paper = Paper { kind: Kind::Notice, title: "R&D <b>".into(), body, ..Paper::default() };
    let print = Print::of(&paper, &fonts);
    assert!(docx_words(&print.docx()).contains("A & B <script>\"x\"</script> ]]>"));
    assert!(!print.svg(9)[0].contains("<script") && print.svg(9)[0].contains("&lt;script&gt;"));
    assert!(pdf_words(&print.pdf(MADE).expect("a PDF")).contains("A & B <script>"));
}

#[test]
fn empty_and_endless_papers_are_drawn() {
    let fonts = Fonts::tinos();
    for style in [Style::State, Style::Party] {
        for kind in Kind::ALL {
            let paper = Paper { style, kind: *kind, ..Paper::default() };
            let print = Print::of(&paper, &fonts);
            assert_eq!(print.page_count(), 1, "{kind:?}");
            print.pdf(MADE).expect("a PDF");
        }
    }
    // One row far taller than a page, one word far wider than a line.
    let cell = format!("| Nội dung |\n| {} |\n{}", "rất dài ".repeat(2500), "x".repeat(700));
    let (body, _) = markup::read(&cell);
    let print = Print::of(&Paper { kind: Kind::Report, body, ..Paper::default() }, &fonts);
    assert!(print.page_count() >= 4);
    assert_eq!(pdf_words(&print.pdf(MADE).expect("a PDF")).matches("rất").count(), 2500);
}

#[test]
fn a_heading_is_never_last_on_its_page() {
    let fonts = Fonts::tinos();
    for lines in 20..60 {
        let mut body: Vec<Block> = (0..lines).map(|n| Block::Paragraph(vec![Span::plain(format!("Dòng {n}."))])).collect();
        body.push(Block::Heading { level: 2, label: "1.".into(), text: "Đề mục cuối".into() });
        body.push(Block::Paragraph(vec![Span::plain("Nội dung sau đề mục.".repeat(12))]));
        let print = Print::of(&Paper { kind: Kind::Report, body, ..Paper::default() }, &fonts);
        let page = print.svg(usize::MAX).into_iter().find(|svg| svg.contains("Đề mục cuối")).expect("the heading");
        assert!(page.contains("Nội dung sau"), "{lines} lines before");
    }
}

#[test]
fn the_model_is_kept_as_json_and_comes_back() {
    for (name, paper) in samples::all() {
        let json = serde_json::to_string(&paper).expect("JSON");
        assert_eq!(serde_json::from_str::<Paper>(&json).expect("a paper"), paper, "{name}");
    }
    let old: Paper = serde_json::from_str(r#"{"kind":"notice","title":"Cũ"}"#).expect("what a later version lacks is empty");
    assert_eq!((old.kind, old.title.as_str(), old.body.len()), (Kind::Notice, "Cũ", 0));
}

#[test]
fn a_heading_row_never_ends_a_page() {
    use paper::{Column, Row, Table};
    let fonts = Fonts::tinos();
    for before in 20..60 {
        let mut rows: Vec<Row> = (0..before).map(|n| Row::plain([n.to_string(), "Việc".into()])).collect();
        rows.push(Row { cells: vec![vec![Span::plain("Đầu-mục")]], bold: true });
        rows.push(Row::plain(["x", "Dòng-sau"]));
        let table = Table { caption: String::new(), columns: vec![Column::new("Số", 1.0), Column::new("Việc", 4.0)], rows };
        let paper = Paper { kind: Kind::Report, title: "Bảng".into(), body: vec![Block::Table(table)], ..Paper::default() };
        let pages = Print::of(&paper, &fonts).svg(usize::MAX);
        let page = |words: &str| pages.iter().position(|svg| svg.contains(words)).expect(words);
        assert_eq!(page("Đầu-mục"), page("Dòng-sau"), "after {before} rows");
    }
}
