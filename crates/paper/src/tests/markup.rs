//! What lines become.
use super::*;
use proptest::prelude::*;

#[test]
fn lines_become_blocks() {
    let (body, annexes) = read(
        "Căn cứ tình hình **thực tế**,\n\nI. MỤC ĐÍCH\n1. Thời gian\n1. Giao Sở Y tế bố trí xe cứu thương.\n1.1. Tuyến đường\na) Các xã;\n- Chủ trì;\n+ Phối hợp;\n## QUYẾT ĐỊNH:\nĐiều 1. Ban hành.\n===\nI. không phải đề mục\n# Danh sách đội\n| TT | Đội | Điểm |\n|---|---|---|\n| 1 | Bình An | 9,5 |\nHết",
    );
    let heading = |level, label: &str, text: &str| Block::Heading { level, label: label.into(), text: text.into() };
    let item = |mark: &str, text: &str, level| Block::Item { level, mark: mark.into(), text: vec![Span::plain(text)] };
    assert_eq!(body[0], Block::Paragraph(vec![Span::plain("Căn cứ tình hình "), Span::bold("thực tế"), Span::plain(",")]));
    assert_eq!(body[1..5], [heading(1, "I.", "MỤC ĐÍCH"), heading(2, "1.", "Thời gian"), item("1.", "Giao Sở Y tế bố trí xe cứu thương.", 0), heading(3, "1.1.", "Tuyến đường")]);
    assert_eq!(body[5..8], [item("a)", "Các xã;", 0), item("-", "Chủ trì;", 0), item("+", "Phối hợp;", 1)]);
    assert_eq!(body[8..11], [Block::Centre("QUYẾT ĐỊNH:".into()), item("Điều 1.", "Ban hành.", 0), Block::PageBreak]);
    assert_eq!(body[11], Block::Paragraph(vec![Span::plain("I. không phải đề mục")]));
    assert_eq!(annexes.len(), 1);
    let Block::Table(table) = &annexes[0].body[0] else { panic!("{annexes:?}") };
    assert_eq!((table.columns.len(), table.rows.len()), (3, 1), "the rule of dashes is no row");
    assert_eq!(table.columns.iter().map(|c| c.stand).collect::<Vec<_>>(), [Stand::Centre, Stand::Left, Stand::Right]);
    assert_eq!(annexes[0].body[1], Block::Paragraph(vec![Span::plain("Hết")]));
}

proptest! {
    #[test]
    fn no_word_is_lost(lines in proptest::collection::vec("[A-Za-zăâđêôơưáàảãạếềữĐỄ0-9 .)(:;,*_|#=+-]{0,40}", 0..20)) {
        let (body, annexes) = read(&lines.join("\n"));
        let json = format!("{body:?} {annexes:?}");
        for word in lines.iter().flat_map(|l| l.split(|c: char| !c.is_alphanumeric())).filter(|w| w.chars().count() > 3) {
            prop_assert!(json.contains(word), "{word} in {json}");
        }
    }
}
