//! The rules of the decree, each with its cases.
use super::*;
use proptest::prelude::*;

#[test]
fn leading_zeros() {
    for (number, printed) in [("5", "05"), ("15", "15"), ("05", "05"), ("7a", "07a"), (" 9 ", "09"), ("227", "227")] {
        assert_eq!(padded(number), printed);
    }
    let date = |day, month| date_line("Đồng Nai", PartialDate { day: Some(day), month: Some(month), year: Some(2026) });
    assert_eq!(date(5, 2), "Đồng Nai, ngày 05 tháng 02 năm 2026");
    assert_eq!(date(5, 3), "Đồng Nai, ngày 05 tháng 3 năm 2026");
    assert_eq!(date(15, 10), "Đồng Nai, ngày 15 tháng 10 năm 2026");
    let open = date_line("", PartialDate { day: None, month: Some(9), year: Some(2026) });
    assert_eq!(open, "ngày \u{a0}\u{a0}\u{a0}\u{a0}\u{a0} tháng 9 năm 2026");
}

#[test]
fn numbers_and_symbols() {
    let state = |kind, body, unit| symbol(Style::State, kind, body, unit);
    assert_eq!(state(Kind::Plan, "UBND", ""), "/KH-UBND");
    assert_eq!(state(Kind::Letter, "UBND", "VX"), "/UBND-VX");
    assert_eq!(state(Kind::Letter, "SKHCN", ""), "/SKHCN");
    assert_eq!(symbol(Style::Party, Kind::Plan, "BTC", ""), "-KH/BTC");
    assert_eq!(symbol(Style::Party, Kind::Letter, "BTC", ""), "-CV/BTC");
    assert_eq!(number_line(Style::State, "5", "/KH-UBND"), "Số: 05/KH-UBND");
    assert_eq!(number_line(Style::State, "", "/KH-UBND"), format!("Số: {GAP}/KH-UBND"));
    assert_eq!(number_line(Style::Party, "7", "-KH/BTC"), "Số 07-KH/BTC");
}

#[test]
fn capacities_stack() {
    let lines = |collective: &str, stands, head: &str, office: &str| {
        Capacity { collective: collective.into(), stands, head: head.into(), office: office.into() }.lines()
    };
    assert_eq!(lines("Ủy ban nhân dân", Stands::For, "Chủ tịch", "Phó Chủ tịch"), ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]);
    assert_eq!(lines("", Stands::Acting, "", "Chủ tịch"), ["Q. CHỦ TỊCH"]);
    assert_eq!(lines("", Stands::Order, "Chủ tịch", "Chánh Văn phòng"), ["TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"]);
    assert_eq!(lines("", Stands::Delegated, "Giám đốc", "Trưởng phòng"), ["TUQ. GIÁM ĐỐC", "TRƯỞNG PHÒNG"]);
    assert_eq!(lines("TM. Ban Tổ chức", Stands::Own, "", "Trưởng ban"), ["TM. BAN TỔ CHỨC", "TRƯỞNG BAN"], "never twice");
    assert!(lines("", Stands::Own, "", "").is_empty());
}

#[test]
fn the_file_copy_is_last_and_once() {
    let given = Recipients { lines: ["- Như trên;", "Lưu: VT, cũ.", "Sở Tài chính (phối hợp)", " "].map(String::from).to_vec(), unit: "CNTT.".into() };
    assert_eq!(recipient_lines(Style::State, &given), ["- Như trên;", "- Sở Tài chính (phối hợp);", "- Lưu: VT, CNTT."]);
    assert_eq!(recipient_lines(Style::State, &Recipients::default()), ["- Lưu: VT."]);
    assert_eq!(recipient_lines(Style::Party, &given)[0], "- Như trên,");
}

#[test]
fn bases_end_in_their_marks() {
    let given = ["Căn cứ Luật A;", "Căn cứ Nghị định B.", ""].map(String::from);
    assert_eq!(bases(&given, '.'), ["Căn cứ Luật A;", "Căn cứ Nghị định B."]);
    assert_eq!(bases(&given, ',')[1], "Căn cứ Nghị định B,");
}

#[test]
fn annexes_are_counted_in_roman() {
    assert_eq!([1, 4, 9, 14, 40].map(roman), ["I", "IV", "IX", "XIV", "XL"]);
}

fn marks(body: &[Block]) -> usize {
    let texts = body.iter().filter_map(|b| match b {
        Block::Paragraph(t) | Block::Item { text: t, .. } => Some(t.iter().map(|s| s.text.as_str()).collect::<String>()),
        _ => None,
    });
    texts.map(|t| t.matches("./.").count() + t.matches(". /.").count()).sum()
}

proptest! {
    #[test]
    fn the_closing_mark_stands_once(ends in proptest::collection::vec(prop_oneof!["", r"\.", r"\./\.", r"\. /\.", ";", ", "], 1..6), table in any::<bool>()) {
        let mut body: Vec<Block> = ends.iter().map(|end| Block::Paragraph(vec![Span::plain(format!("Đề nghị các đơn vị thực hiện{end}"))])).collect();
        if table {
            body.insert(0, Block::Table(crate::Table::default()));
        }
        close(&mut body);
        prop_assert_eq!(marks(&body), 1);
        let again = { let mut b = body.clone(); close(&mut b); b };
        prop_assert_eq!(again, body);
    }

    #[test]
    fn every_date_is_padded_as_the_decree_says(day in 1u8..32, month in 1u8..13) {
        let line = date_line("X", PartialDate { day: Some(day), month: Some(month), year: Some(2026) });
        let wanted = format!("X, ngày {day:02} tháng {}{month} năm 2026", if month < 3 { "0" } else { "" });
        prop_assert_eq!(line, wanted);
    }
}
