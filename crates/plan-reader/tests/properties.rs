//! Properties (tính chất): any text gives a reading without panic, every span lies inside the text, and reading twice gives the
//! same. The texts are noise as well as broken pieces of plans.

use plan_reader::model::{OutlineNode, Span};
use plan_reader::{Reading, diff, read};
use proptest::prelude::*;

const PIECES: &[&str] = &[
    "KẾ HOẠCH", "I. MỤC ĐÍCH, YÊU CẦU", "II- NỘI DUNG", "III. TIẾN ĐỘ", "IV. KINH PHÍ", "V. TỔ CHỨC THỰC HIỆN", "1. Sở Y tế", "2.3 Cuộc thi", "1️. Chủ đề: “Số”", "a) Thời gian: từ tháng 8/2026", "đ) Đơn vị chủ trì: UBND tỉnh",
    "- Đơn vị phối hợp: UBND các huyện, thành phố Vinh và thị xã Cửa Lò.", "- + Bế mạc", "* Lưu ý:", "(giao Công an tỉnh chủ trì, phối hợp", "thực hiện).", "(*Giao Tỉnh đoàn (để", "Phối hợp với Sở Y tế bố trí", "trước ngày 31/02/2026", "chậm nhất",
    "| STT | Nội dung | Đơn vị chủ trì | Thời gian |", "|---|---|", "| 1 | Việc | Sở Y tế/ | Quý IX/2026 |", "07 giờ 30 - 8h | Đón", "|", "\t\t", "Nơi nhận:", "- Như trên;", "- Lưu: VT.", "KT. CHỦ TỊCH", "Võ Tấn An", "Phụ lục I", "12", "¹ Chú thích", "./.",
    "- Cụm 1: Đơn vị đăng cai UBND xã A, các đơn vị tham gia: ", "Quá trình thực hiện, có khó khăn, vướng mắc, gửi Sở A để báo cáo UBND tỉnh", "Căn cứ Quyết định số 505/QĐ-", "**", "##", "“", "”", "(", ")", ":", "và", "các", "UBND", "ngày", "tháng 13/2026", "2026–2027", "từ ngày 5 đến", "Ƣ", "a\u{301}", "\u{feff}",
];

fn spans(r: &Reading) -> Vec<Span> {
    fn outline(nodes: &[OutlineNode], out: &mut Vec<Span>) {
        for n in nodes {
            out.push(n.span);
            outline(&n.children, out);
        }
    }
    let mut s = vec![r.document.span, r.organisers.span];
    s.extend(r.theme.iter().map(|x| x.span));
    s.extend(r.period.iter().map(|x| x.span));
    s.extend(r.legal_bases.iter().map(|x| x.span));
    s.extend(r.clusters.iter().map(|x| x.span));
    s.extend(r.units.iter().map(|x| x.span));
    s.extend(r.activities.iter().map(|x| x.span));
    s.extend(r.assignments.iter().map(|x| x.span));
    s.extend(r.assignments.iter().filter_map(|x| x.deadline.as_ref()).map(|x| x.span));
    s.extend(r.milestones.iter().map(|x| x.span));
    s.extend(r.budget_sources.iter().map(|x| x.span));
    s.extend(r.escalation.iter().map(|x| x.span));
    s.extend(r.recipients.iter().map(|x| x.span));
    s.extend(r.programme.iter().map(|x| x.span));
    s.extend(r.closing.iter().map(|x| x.span));
    s.extend(r.unread.iter().map(|x| x.span));
    s.extend(r.warnings.iter().map(|x| x.span));
    outline(&r.outline, &mut s);
    s
}

fn check(text: &str) -> Result<(), TestCaseError> {
    let r = read(text);
    let n = r.source.text.chars().count();
    for s in spans(&r) {
        prop_assert!(s.start <= s.end && s.end <= n, "{s:?} of {n}");
    }
    for a in &r.assignments {
        prop_assert!(!a.text.is_empty(), "a duty without words");
        prop_assert!(a.lead.iter().chain(&a.coordinating).all(|u| !u.trim().is_empty()), "an empty name");
    }
    prop_assert_eq!(&r, &read(text));
    let json = serde_json::to_string(&r).expect("a reading is JSON");
    prop_assert_eq!(&serde_json::from_str::<Reading>(&json).expect("and back"), &r);
    prop_assert!(diff(&r, &r).changed.is_empty());
    let _ = plan_reader::is_plan(&r);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 160, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text(text in "\\PC{0,400}") {
        check(&text)?;
    }

    #[test]
    fn any_lines(lines in prop::collection::vec("[-+*|(): .,;/0-9a-zA-ZđĐàáảãạƠớờÊếệÔồộƯừự\\t\u{301}]{0,60}", 0..30)) {
        check(&lines.join("\n"))?;
    }

    #[test]
    fn pieces_of_plans(parts in prop::collection::vec((0..PIECES.len(), 0..4usize), 0..60)) {
        let mut text = String::new();
        for (p, glue) in parts {
            text.push_str(PIECES[p]);
            text.push_str(["\n", "\n\n", " ", "    "][glue]);
        }
        check(&text)?;
    }

    #[test]
    fn damaged_plans(which in 0..100usize, cuts in prop::collection::vec((0..10_000usize, 0..40usize), 0..12)) {
        let dir = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/plans");
        let mut files: Vec<_> = std::fs::read_dir(dir).expect("plans").flatten().map(|e| e.path()).filter(|p| p.extension().is_some_and(|x| x == "txt")).collect();
        files.sort();
        let text = std::fs::read_to_string(&files[which % files.len()]).expect("a plan");
        let mut chars: Vec<char> = text.chars().collect();
        for (at, len) in cuts {
            if chars.is_empty() { break; }
            let at = at % chars.len();
            let end = (at + len).min(chars.len());
            chars.drain(at..end);
        }
        check(&chars.into_iter().collect::<String>())?;
    }
}

#[test]
fn twice_the_text_takes_no_more_than_a_few_times_as_long() {
    let unit = "1. Sở Y tế\n\n- Phối hợp với Công an tỉnh (giao Sở A thực hiện) bố trí xe trước ngày 3/4/2026 ((((\n\n";
    let time = |n: usize| {
        let text = format!("KẾ HOẠCH\nThử\n\nI. TỔ CHỨC THỰC HIỆN\n\n{}", unit.repeat(n));
        (0..3).map(|_| { let s = std::time::Instant::now(); std::hint::black_box(read(&text)); s.elapsed() }).min().expect("three runs")
    };
    let (small, large) = (time(400), time(3_200));
    assert!(large < small * 40, "8 times the text took {large:?} after {small:?}");
}
