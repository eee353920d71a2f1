//! PDF files built in the test: text, scans, locked and broken ones.

use super::*;
use std::io::Write;

/// A PDF of the given objects (1-based), with a correct cross-reference table.
pub(super) fn pdf(objects: &[Vec<u8>], trailer: &str) -> Vec<u8> {
    let mut out = b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n".to_vec();
    let mut places = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        places.push(out.len());
        out.extend(format!("{} 0 obj\n", at + 1).bytes());
        out.extend(object);
        out.extend(b"\nendobj\n");
    }
    let start = out.len();
    out.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    for place in places {
        out.extend(format!("{place:010} 00000 n \n").bytes());
    }
    out.extend(
        format!(
            "trailer\n<</Size {} /Root 1 0 R {trailer}>>\nstartxref\n{start}\n%%EOF\n",
            objects.len() + 1
        )
        .bytes(),
    );
    out
}

pub(super) fn stream(dict: &str, data: &[u8]) -> Vec<u8> {
    let mut out = format!("<<{dict} /Length {}>>\nstream\n", data.len()).into_bytes();
    out.extend(data);
    out.extend(b"\nendstream");
    out
}

fn deflate(data: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(data).unwrap();
    encoder.finish().unwrap()
}

/// Codes 1.. for the characters of a text, as Word writes them: two-byte codes, a ToUnicode map, widths of half an em.
#[derive(Default)]
struct Font {
    letters: Vec<char>,
    widths: &'static str,
}

impl Font {
    fn show(&mut self, text: &str) -> String {
        let mut hex = String::new();
        for c in text.chars() {
            let at = self
                .letters
                .iter()
                .position(|known| *known == c)
                .unwrap_or_else(|| {
                    self.letters.push(c);
                    self.letters.len() - 1
                });
            hex.push_str(&format!("{:04X}", at + 1));
        }
        format!("<{hex}> Tj")
    }

    fn map(&self) -> Vec<u8> {
        let lines: Vec<String> = self
            .letters
            .iter()
            .enumerate()
            .map(|(at, c)| format!("<{:04X}> <{:04X}>", at + 1, u32::from(*c)))
            .collect();
        format!(
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def 1 begincodespacerange <0000> <FFFF> endcodespacerange {} beginbfchar\n{}\nendbfchar endcmap end end",
            lines.len(),
            lines.join("\n")
        )
        .into_bytes()
    }
}

/// One page per content stream with one font; `extra` objects come from number 8 on.
fn document(contents: &[String], font: &Font, resources: &str, extra: &[Vec<u8>]) -> Vec<u8> {
    let first = 8 + extra.len();
    let kids: Vec<String> = (0..contents.len())
        .map(|at| format!("{} 0 R", first + at * 2))
        .collect();
    let mut objects = vec![
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        format!("<</Type/Pages/Kids[{}]/Count {}/MediaBox[0 0 595 842]>>", kids.join(" "), contents.len()).into_bytes(),
        b"<</Type/Font/Subtype/Type0/BaseFont/Own/Encoding/Identity-H/DescendantFonts[4 0 R]/ToUnicode 6 0 R>>".to_vec(),
        format!("<</Type/Font/Subtype/CIDFontType2/BaseFont/Own/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/DW 500{}/FontDescriptor 5 0 R>>", font.widths).into_bytes(),
        b"<</Type/FontDescriptor/FontName/Own/Flags 4/FontBBox[0 0 1000 1000]/ItalicAngle 0/Ascent 800/Descent -200/CapHeight 700/StemV 80>>".to_vec(),
        stream("", &font.map()),
        b"null".to_vec(),
    ];
    objects.extend(extra.iter().cloned());
    for (at, content) in contents.iter().enumerate() {
        let body = first + at * 2 + 1;
        objects.push(format!("<</Type/Page/Parent 2 0 R/Resources<</Font<</F1 3 0 R>>{resources}>>/Contents {body} 0 R>>").into_bytes());
        objects.push(stream("/Filter/FlateDecode", &deflate(content.as_bytes())));
    }
    pdf(&objects, "")
}

fn page(font: &mut Font, lines: &[&str]) -> String {
    let mut out = String::from("1 0 0 rg 0 0 595 842 re f /Missing cs BT /F1 14 Tf 85 780 Td ");
    for line in lines {
        out.push_str(&font.show(line));
        out.push_str(" 0 -20 Td ");
    }
    out.push_str("ET");
    out
}

#[test]
fn a_pdf_that_takes_too_long_is_given_up() {
    let mut font = Font::default();
    let contents: Vec<String> = (0..20).map(|_| page(&mut font, &["KẾ HOẠCH tổ chức Ngày hội chuyển đổi số"])).collect();
    let bytes = document(&contents, &font, "", &[]);
    let asked = std::sync::atomic::AtomicU32::new(0);
    let go_on = || asked.fetch_add(1, std::sync::atomic::Ordering::Relaxed) < 100;
    assert_eq!(extract_while(&bytes, "a.pdf", &Limits::default(), &go_on), Err(Refusal::TooSlow));
    assert!(asked.into_inner() < 150, "it stops soon after it is told to");
    assert!(extract(&bytes, "a.pdf", &Limits::default()).is_ok());
}

#[test]
fn lines_of_a_pdf() {
    let mut font = Font::default();
    let one = page(
        &mut font,
        &[
            "KẾ HOẠCH",
            "Tổ chức Ngày hội chuyển đổi số",
            "của các xã, phường trong tỉnh",
        ],
    );
    let two = page(
        &mut font,
        &[
            "2",
            "II. TỔ CHỨC THỰC HIỆN",
            "1. Sở Y tế chỉ đạo các bệnh viện.",
        ],
    );
    let out = read(&document(&[one, two], &font, "", &[]), "a.pdf").unwrap();
    assert_eq!(
        out.text,
        "KẾ HOẠCH\nTổ chức Ngày hội chuyển đổi số\ncủa các xã, phường trong tỉnh\n2\nII. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế chỉ đạo các bệnh viện."
    );
    assert_eq!(
        (out.format, out.pages, out.notes.len()),
        (Format::Pdf, Some(2), 0)
    );
}

#[test]
fn gaps_make_spaces_and_tabs() {
    let mut font = Font::default();
    let parts = [
        font.show("Số:"),
        font.show("/KH-UBND"),
        font.show("Đồng Xuân, ngày"),
        font.show("tháng 02 năm 2026"),
    ];
    let content = format!(
        "BT /F1 10 Tf 1 0 0 1 50 700 Tm {} 1 0 0 1 70 700 Tm {} 1 0 0 1 300 700 Tm {} 1 0 0 1 50 680 Tm {} ET",
        parts[0], parts[1], parts[2], parts[3]
    );
    let out = read(&document(&[content], &font, "", &[]), "a.pdf").unwrap();
    assert_eq!(out.text, "Số: /KH-UBND\tĐồng Xuân, ngày\ntháng 02 năm 2026");
}

#[test]
fn widths_given_by_ranges_are_used() {
    let mut font = Font::default();
    // "Kế" with letters of 800/1000 in, each shown apart: with the default width of 500 there would be spaces.
    let letters = [font.show("K"), font.show("ế"), font.show("t")];
    let content = format!(
        "BT /F1 10 Tf 50 700 Td {} 8 0 Td {} 8 0 Td {} ET",
        letters[0], letters[1], letters[2]
    );
    let long = page(&mut font, &["Các đơn vị phối hợp thực hiện"]);
    let contents = [format!("{content} {long}")];
    assert!(
        read(&document(&contents, &font, "", &[]), "a.pdf")
            .unwrap()
            .text
            .starts_with("K ế t\n")
    );
    font.widths = "/W[1 3 800 4[600]]";
    assert!(
        read(&document(&contents, &font, "", &[]), "a.pdf")
            .unwrap()
            .text
            .starts_with("Kết\n")
    );
}

#[test]
fn scans_and_half_scans() {
    let font = Font::default();
    let picture = stream(
        "/Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray",
        &[0],
    );
    let scan = String::from("q 595 0 0 842 0 0 cm /Im1 Do Q");
    let bytes = document(
        std::slice::from_ref(&scan),
        &font,
        "/XObject<</Im1 8 0 R>>",
        std::slice::from_ref(&picture),
    );
    assert_eq!(read(&bytes, "a.pdf"), Err(Refusal::NoTextLayer));
    assert!(message(&bytes, "a.pdf").contains("không có lớp chữ"));
    let mut font = Font::default();
    let text = page(&mut font, &["Các đơn vị báo cáo kết quả trước ngày hội."]);
    let out = read(
        &document(&[text, scan], &font, "/XObject<</Im1 8 0 R>>", &[picture]),
        "a.pdf",
    )
    .unwrap();
    assert!(out.notes[0].starts_with("Trang 2 "), "{:?}", out.notes);
}

#[test]
fn forms_are_read_and_circles_cut() {
    let mut font = Font::default();
    let shown = font.show("Chữ nằm trong một biểu mẫu được gọi từ trang");
    let dict = "/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>/XObject<</Me 9 0 R>>>>";
    let good = stream(
        dict,
        format!("BT /F1 12 Tf 50 600 Td {shown} ET").as_bytes(),
    );
    let circle = stream(dict, b"/Me Do /Me Do");
    let bytes = document(
        &["/Good Do /Me Do".to_owned()],
        &font,
        "/XObject<</Good 8 0 R/Me 9 0 R>>",
        &[good, circle],
    );
    assert_eq!(
        read(&bytes, "a.pdf").unwrap().text,
        "Chữ nằm trong một biểu mẫu được gọi từ trang"
    );
}

#[test]
fn bombs_locks_and_damage() {
    let zeros = deflate(&vec![b' '; 40 << 20]);
    let font = Font::default();
    let heavy: Vec<Vec<u8>> = (0..10)
        .map(|_| stream("/Filter/FlateDecode", &zeros))
        .collect();
    assert_eq!(
        read(&document(&[String::new()], &font, "", &heavy), "a.pdf"),
        Err(Refusal::Bomb)
    );
    let locked = pdf(
        &[
            b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
            b"<</Type/Pages/Kids[]/Count 0>>".to_vec(),
            format!(
                "<</Filter/Standard/V 2/R 3/Length 128/P -4/O<{}>/U<{}>>>",
                "11".repeat(32),
                "22".repeat(32)
            )
            .into_bytes(),
        ],
        "/Encrypt 3 0 R /ID[<00112233445566778899AABBCCDDEEFF><00112233445566778899AABBCCDDEEFF>]",
    );
    assert_eq!(read(&locked, "a.pdf"), Err(Refusal::Encrypted));
    assert!(matches!(
        read(b"%PDF-1.7\nnothing here", "a.pdf"),
        Err(Refusal::Damaged { .. })
    ));
    let mut font = Font::default();
    let whole = document(
        &[page(
            &mut font,
            &["Các đơn vị phối hợp thực hiện nhiệm vụ."],
        )],
        &font,
        "",
        &[],
    );
    assert!(read(&whole, "a.pdf").is_ok());
    let _ = read(&whole[..whole.len() / 2], "a.pdf");
}

#[test]
fn huge_code_ranges_are_cut() {
    let map = b"begincmap 1 begincodespacerange <00000000> <FFFFFFFF> endcodespacerange 1 beginbfrange <00000000> <FFFFFFFF> <0041> endbfrange endcmap";
    let mut font = Font::default();
    let content = page(&mut font, &["abc"]);
    let mut bytes = document(&[content], &font, "", &[stream("", map)]);
    let text = String::from_utf8_lossy(&bytes).into_owned();
    if let Some(at) = text.find("/ToUnicode 6 0 R") {
        let at = crate::detect::find(&bytes, &text.as_bytes()[at..at + 16]).unwrap();
        bytes[at + 11] = b'8';
    }
    assert!(read(&bytes, "a.pdf").is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn damaged_pdfs_never_panic(hits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12)) {
        let mut font = Font::default();
        let content = page(&mut font, &["Các đơn vị phối hợp thực hiện nhiệm vụ.", "Hết"]);
        let mut bytes = document(&[content], &font, "", &[]);
        for (at, value) in hits {
            let at = at.index(bytes.len());
            bytes[at] = value;
        }
        let _ = read(&bytes, "a.pdf");
    }
}
