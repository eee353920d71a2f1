//! Which duty is which, and what a decision does.
use super::*;

const TEXT: &str = "KẾ HOẠCH\nTổ chức ngày hội\n\nI. TỔ CHỨC THỰC HIỆN\n\n1. Sở Y tế\n\n- Bố trí xe cứu thương tại sân vận động trước ngày 01/8/2026.\n\n- Kiểm tra an toàn thực phẩm các gian hàng.\n\n- Mở đường dây nóng tư vấn.\n";

fn stored(reading: &Reading) -> Vec<model::Assignment> {
    let one = |(n, d): (usize, &Assignment)| model::Assignment {
        id: uuid::Uuid::nil(), campaign: uuid::Uuid::nil(), number: n as i64 + 1, ordinal: n as i64, activity: None, kind: "other".into(), path: String::new(), text: d.text.clone(),
        short_name: String::new(), basis: "heading".into(), deadline_text: String::new(), deadline_start: None, deadline_end: None, span_start: 0, span_end: 0, confidence: 1.0,
        because: String::new(), confirmed_at: None, revision: 1, withdrawn_at: None,
        lead: d.lead.iter().map(|w| model::AgencyRef { words: w.clone(), ..Default::default() }).collect(), coordinating: vec![],
    };
    reading.assignments.iter().enumerate().map(one).collect()
}

fn amended() -> (Vec<model::Assignment>, Compared) {
    let before = plan_reader::read(TEXT);
    let rows = stored(&before);
    let after = plan_reader::read(&TEXT.replace("01/8/2026", "10/8/2026").replace("- Kiểm tra an toàn thực phẩm các gian hàng.\n\n", ""));
    let compared = Former::of(&before, &rows).compare(&after, &rows);
    (rows, compared)
}

#[test]
fn without_a_word_what_changed_is_taken_and_what_is_gone_is_withdrawn() {
    let (rows, compared) = amended();
    assert_eq!((compared.added.len(), compared.dropped.as_slice(), compared.changed.len(), compared.same()), (0, &[1][..], 1, 1));
    assert_eq!(compared.changed[0].changes.iter().map(|c| c.field).collect::<Vec<_>>(), ["text", "deadline"]);
    let done = compared.decided(&rows, &Fates::new());
    assert_eq!((done.pairs.get(&0), done.kept.len(), done.apart.len()), (Some(&0), 0, 0));
}

#[test]
fn a_decision_holds_only_for_its_case() {
    let (rows, compared) = amended();
    let kept = compared.decided(&rows, &Fates::from([(2, Fate::Keep), (1, Fate::Apart)]));
    assert_eq!((kept.pairs.get(&0), kept.kept.as_slice(), kept.apart.as_slice()), (None, &[1][..], &[(0, 0)][..]));
    let beside = compared.decided(&rows, &Fates::from([(1, Fate::Beside)]));
    assert_eq!((beside.pairs.get(&0), beside.kept.as_slice()), (None, &[0][..]));
    let of_another = compared.decided(&rows, &Fates::from([(1, Fate::Keep), (2, Fate::Beside), (3, Fate::Withdraw)]));
    assert_eq!((of_another.pairs.len(), of_another.kept.len(), of_another.apart.len()), (2, 0, 0));
}

#[test]
fn what_was_kept_stays_kept_and_is_found_again_where_a_text_names_it() {
    let before = plan_reader::read(&TEXT.replace("- Kiểm tra an toàn thực phẩm các gian hàng.\n\n", ""));
    let mut rows = stored(&before);
    let mut kept = stored(&plan_reader::read(TEXT)).remove(1);
    (kept.number, kept.ordinal, kept.basis) = (9, 2, KEPT.into());
    rows.push(kept);
    let former = Former::of(&before, &rows);
    let silent = former.compare(&before, &rows);
    assert_eq!((silent.dropped.as_slice(), silent.changed.len()), (&[2][..], 0));
    assert_eq!(silent.decided(&rows, &Fates::new()).kept, [2]);
    assert!(silent.decided(&rows, &Fates::from([(9, Fate::Withdraw)])).kept.is_empty());
    let again = former.compare(&plan_reader::read(TEXT), &rows);
    assert_eq!((again.pairs.get(&1), again.changed.len(), again.added.len(), again.dropped.len()), (Some(&2), 0, 0, 0));
}

#[test]
fn every_fate_has_its_word() {
    for fate in Fate::DROPPED.into_iter().chain(Fate::CHANGED) {
        assert_eq!(Fate::parse(fate.code()), Some(fate));
    }
    assert_eq!(Fate::parse("x"), None);
}
