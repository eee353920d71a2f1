//! What may be kept, and what it prints.
use super::*;
use crate::fill;

fn typed() -> Content {
    Content { title: "Mời họp".into(), issuer: "Sở A".into(), ..Content::default() }
}

#[test]
fn a_paper_needs_a_title_and_an_issuer_but_no_number_and_no_day() {
    assert!(typed().faults().is_empty());
    let fields: Vec<_> = Content::default().faults().into_iter().map(|(field, ..)| field).collect();
    assert_eq!(fields, ["title", "issuer"]);
    let with = |day: &str, month: &str, year: &str| Content { day: day.into(), month: month.into(), year: year.into(), ..typed() }.faults();
    assert!(with("", "9", "2026").is_empty() && with("5", "9", "").is_empty());
    assert_eq!(with("31", "2", "2026")[0].0, "day");
    assert_eq!(with("5", "", "2026")[0].0, "month");
    assert_eq!(with("x", "9", "2026")[0].0, "day");
    assert_eq!(with("", "", "26")[0].0, "year");
}

#[test]
fn an_unknown_blank_is_named() {
    let wrong = Content { body: "Kính mời {{ten_sep}} dự".into(), ..typed() };
    assert_eq!(wrong.faults(), [("body", "papers-error-blank", "ten_sep".to_owned())]);
    assert!(Content { body: "{{noi_nhan}}".into(), ..typed() }.faults().is_empty());
}

#[test]
fn what_is_typed_becomes_the_paper() {
    let content = Content {
        body_sign: "SA".into(), unit_sign: "VP".into(), number: "5".into(), to: "{{noi_nhan}}\n".into(), addressee: "Sở B".into(),
        body: "Nội dung".into(), stands: "for".into(), head: "Giám đốc".into(), office: "Phó Giám đốc".into(), signer: "Lê A".into(),
        second_office: "Thư ký".into(), ..typed()
    };
    let paper = content.paper(Kind::Letter, None);
    assert_eq!((paper.symbol.as_str(), paper.to.as_slice()), ("/SA-VP", &["Sở B".to_owned()][..]));
    assert_eq!(paper.signatures.iter().map(|s| s.capacity.join("/")).collect::<Vec<_>>(), ["THƯ KÝ", "KT. GIÁM ĐỐC/PHÓ GIÁM ĐỐC"]);
    assert_eq!(content.full_number(Kind::Letter), "05/SA-VP");
    let given = Given { body: vec![Block::Centre("Số liệu".into())], annexes: vec![] };
    assert_eq!(content.paper(Kind::Report, Some(&given)).body, given.body);
    assert_eq!(Content { addressee: String::new(), ..content }.paper(Kind::Letter, None).to, [fill::OPEN]);
}

#[test]
fn lines_with_blanks_are_named_as_they_are_printed() {
    let content = Content { to: "{{noi_nhan}}".into(), body: "Kính mời {{noi_nhan}}\nThời gian: …… giờ ……, ngày 5\nHết…".into(), bases: "Căn cứ {{ke_hoach}}".into(), ..typed() };
    let basis = format!("Căn cứ {}", fill::OPEN);
    assert_eq!(content.open_lines(false), [fill::OPEN, basis.as_str(), format!("Kính mời {}", fill::OPEN).as_str(), "Thời gian: …… giờ ……, ngày 5"]);
    assert_eq!((content.blanks(false), content.blanks(true)), (5, 2));
    let named = Content { addressee: "Sở B".into(), ..content };
    assert_eq!(named.open_lines(true), [basis]);
}

#[test]
fn agencies_have_their_letters() {
    for (name, sign) in [
        ("Sở Khoa học và Công nghệ", "SKHCN"), ("Ủy ban nhân dân tỉnh Bình An", "UBND"), ("UBND xã Ia Grai", "UBND"), ("Sở Y tế tỉnh Bình An", "SYT"), ("", ""),
    ] {
        assert_eq!(sign_of(name), sign, "{name}");
    }
}
