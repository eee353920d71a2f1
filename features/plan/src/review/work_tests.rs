//! Operations of a review and their undoing.
use super::*;

const TEXT: &str = "Mở bàn giúp dân; phát tờ rơi. Trực cấp cứu.";

fn work() -> Work {
    let duty = |text: &str, start: usize, end: usize, confidence| Assignment {
        text: text.into(), lead: vec!["Sở Y tế".into()], span: Span { start, end }, confidence, ..Assignment::default()
    };
    let assignments = vec![duty("Mở bàn giúp dân; phát tờ rơi", 0, 28, 0.9), duty("Trực cấp cứu", 30, 42, 0.5)];
    Work::new(&Reading { assignments, ..Reading::default() })
}

fn texts(work: &Work) -> Vec<&str> {
    work.duties.iter().filter(|d| !d.removed).map(|d| d.duty.text.as_str()).collect()
}

#[test]
fn what_is_unsure_waits_until_it_is_seen() {
    let mut w = work();
    assert_eq!(w.waiting(), 1);
    w.confirm(2, 1).unwrap();
    assert_eq!(w.waiting(), 0);
    assert_eq!(w.confirm(2, 1), Err(Refused::Changed));
    assert_eq!(w.confirm(9, 1), Err(Refused::Gone));
    let (_, answers) = w.apply(&Reading::default());
    assert_eq!(answers.duties.iter().map(|d| d.confirmed).collect::<Vec<_>>(), [false, true]);
}

#[test]
fn split_and_merge_can_be_taken_back() {
    let letters: Vec<char> = TEXT.chars().collect();
    let mut w = work();
    let before = w.duties.iter().map(|d| d.duty.clone()).collect::<Vec<_>>();
    w.split(1, 1, &["Mở bàn giúp dân".into(), "phát tờ rơi".into()], &letters).unwrap();
    assert_eq!(texts(&w), ["Mở bàn giúp dân", "phát tờ rơi", "Trực cấp cứu"]);
    assert_eq!((w.duties[1].duty.span.start, w.duties[1].duty.span.end), (17, 28));
    let second = w.duties[1].key;
    w.merge(second, 1).unwrap();
    assert_eq!(texts(&w), ["Mở bàn giúp dân; phát tờ rơi", "Trực cấp cứu"]);
    assert_eq!(w.undo(), Some(3));
    assert_eq!(texts(&w).len(), 3);
    w.undo().unwrap();
    assert_eq!(w.duties.iter().map(|d| d.duty.clone()).collect::<Vec<_>>(), before);
    assert_eq!(w.undo(), None);
    assert_eq!(w.merge(1, w.duties[0].revision), Err(Refused::Nothing));
    assert_eq!(w.split(2, 1, &["một".into()], &letters), Err(Refused::Nothing));
}

#[test]
fn an_added_duty_stands_where_its_words_stand() {
    let mut w = work();
    let edit = Edit { text: "phát tờ rơi".into(), lead: vec!["Sở Y tế".into()], ..Edit::default() };
    w.add(vec!["I".into()], Span { start: 17, end: 28 }, edit, "Người duyệt thêm");
    assert_eq!(texts(&w), ["Mở bàn giúp dân; phát tờ rơi", "phát tờ rơi", "Trực cấp cứu"]);
    w.remove(1, 1, true).unwrap();
    assert_eq!(texts(&w).len(), 2);
    w.remove(1, 2, false).unwrap();
    assert_eq!(texts(&w).len(), 3);
    w.undo();
    assert_eq!(texts(&w).len(), 2);
}

#[test]
fn an_edit_keeps_its_words_and_confirms() {
    let mut w = work();
    let edit = Edit { text: "Trực cấp cứu 24/24".into(), lead: vec!["Sở Y tế".into(), "Công an tỉnh".into()], deadline_text: "xong trước ngày 1/10".into(), deadline_end: Some("2024-09-30".into()), ..Edit::default() };
    w.edit(2, 1, edit).unwrap();
    let (reading, _) = w.apply(&Reading::default());
    let duty = &reading.assignments[1];
    assert_eq!((duty.lead.len(), duty.deadline.as_ref().unwrap().end.as_deref()), (2, Some("2024-09-30")));
    assert_eq!(w.waiting(), 0);
    let json = serde_json::to_string(&w).unwrap();
    assert_eq!(serde_json::from_str::<Work>(&json).unwrap(), w);
}

proptest::proptest! {
    #[test]
    fn undoing_everything_gives_the_beginning(steps in proptest::collection::vec((0u8..6, 0usize..8), 0..30)) {
        let letters: Vec<char> = TEXT.chars().collect();
        let mut w = work();
        let before: Vec<Assignment> = w.duties.iter().map(|d| d.duty.clone()).collect();
        for (op, at) in steps {
            let Some(d) = w.duties.get(at).cloned() else { continue };
            match op {
                0 => drop(w.confirm(d.key, d.revision)),
                1 => drop(w.remove(d.key, d.revision, !d.removed)),
                2 => drop(w.merge(d.key, d.revision)),
                3 => drop(w.split(d.key, d.revision, &["a".into(), "b".into()], &letters)),
                4 => drop(w.edit(d.key, d.revision, Edit { text: "x".into(), ..Edit::default() })),
                _ => { w.add(vec![], Span::default(), Edit { text: "y".into(), ..Edit::default() }, ""); }
            }
        }
        while w.undo().is_some() && w.last_step().is_some() {}
        proptest::prop_assert_eq!(w.duties.iter().map(|d| d.duty.clone()).collect::<Vec<_>>(), before);
        proptest::prop_assert!(w.duties.iter().all(|d| !d.removed && !d.confirmed));
    }
}
