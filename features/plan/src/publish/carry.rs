//! Giữ câu trả lời qua bản sửa đổi: where the plan says of a duty what it said before, a person's words about it (who, by
//! when, of which kind) hold on. Pure: the earlier text is read again, so that what the plan says and what a person said
//! are told apart. It must never keep an answer against a text that has changed.
use crate::model;
use plan_reader::model::{Assignment, Reading, Span};
use std::collections::BTreeMap;

/// A person's earlier answer about duties that the new reading repeats.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Kept {
    /// Their places in the new reading: one, or those that a person joined.
    pub at: Vec<usize>,
    /// What a person made of them: one duty, or the parts into which a person cut it.
    pub parts: Vec<Part>,
}

/// A duty as a person left it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Part {
    pub duty: Assignment,
    /// Kind that a person chose.
    pub kind: Option<String>,
}

/// The answers that hold. `before` is the earlier reading as published, `stored` its duties with agencies.
pub(crate) fn kept(before: &Reading, stored: &[model::Assignment], new: &Reading) -> Vec<Kept> {
    let raw = plan_reader::read(&before.source.text);
    let repeated = repeated(&raw, new);
    let mut out = Vec::new();
    for group in groups(&raw.assignments, &before.assignments) {
        let at: Option<Vec<usize>> = group.raw.iter().map(|i| repeated.get(i).copied()).collect();
        let rows: Option<Vec<_>> = group.made.iter().map(|i| answered(*i, stored)).collect();
        if let (Some(at), Some(rows)) = (at, rows)
            && !rows.is_empty()
        {
            let parts = carry(&group, &at, &rows, &raw, before, new);
            out.push(Kept { at, parts });
        }
    }
    out
}

/// Which duty of the new text says what one of the old text said.
fn repeated(raw: &Reading, new: &Reading) -> BTreeMap<usize, usize> {
    let mut free: Vec<usize> = (0..raw.assignments.len()).collect();
    let mut found = BTreeMap::new();
    for (at, duty) in new.assignments.iter().enumerate() {
        let says = |i: &usize| says_the_same(&raw.assignments[*i], duty);
        let near = |i: &usize| raw.assignments[*i].path == duty.path;
        if let Some(one) = free.iter().copied().find(|i| says(i) && near(i)).or_else(|| free.iter().copied().find(|i| says(i))) {
            free.retain(|i| *i != one);
            found.insert(one, at);
        }
    }
    found
}

fn says_the_same(a: &Assignment, b: &Assignment) -> bool {
    a.lead == b.lead && a.coordinating == b.coordinating && vietnamese::same_text(&a.text, &b.text)
}

/// Duties that the reader found (`raw`) and what was published of the same words (`made`), by their places.
#[derive(Debug, Default, PartialEq)]
struct Group {
    raw: Vec<usize>,
    made: Vec<usize>,
}

/// One raw duty with one made of it; one that was cut, with its parts; several that were joined, with the one. Where words overlap
/// in other ways, only those that stand for exactly the same words belong together.
fn groups(raw: &[Assignment], made: &[Assignment]) -> Vec<Group> {
    let touch = |a: &Assignment, b: &Assignment| a.span.start < b.span.end && b.span.start < a.span.end;
    let mut all: Vec<Group> = Vec::new();
    for (n, one) in raw.iter().enumerate() {
        let own: Vec<usize> = (0..made.len()).filter(|m| touch(one, &made[*m])).collect();
        let mut whole = Group { raw: vec![n], made: own };
        while let Some(at) = all.iter().position(|g| g.made.iter().any(|m| whole.made.contains(m))) {
            let other = all.remove(at);
            whole.raw.extend(other.raw);
            whole.made.extend(other.made);
        }
        for list in [&mut whole.raw, &mut whole.made] {
            list.sort_unstable();
            list.dedup();
        }
        all.push(whole);
    }
    let (plain, tangled): (Vec<Group>, Vec<Group>) = all.into_iter().partition(|g| g.raw.len() == 1 || g.made.len() == 1);
    let exact = tangled.iter().flat_map(|g| {
        let same = |r: &usize| g.made.iter().copied().filter(|m| made[*m].span == raw[*r].span).collect::<Vec<_>>();
        let twin = |r: &usize| g.raw.iter().filter(|o| raw[**o].span == raw[*r].span).count() > 1;
        g.raw.iter().filter(move |r| !twin(r)).map(move |r| Group { raw: vec![*r], made: same(r) }).filter(|g| g.made.len() == 1).collect::<Vec<_>>()
    });
    plain.into_iter().chain(exact).collect()
}

/// The stored duty at this place, if a person confirmed it.
fn answered(at: usize, stored: &[model::Assignment]) -> Option<&model::Assignment> {
    stored.iter().find(|s| s.withdrawn_at.is_none() && s.confirmed_at.is_some() && usize::try_from(s.ordinal) == Ok(at))
}

fn carry(group: &Group, at: &[usize], rows: &[&model::Assignment], raw: &Reading, before: &Reading, new: &Reading) -> Vec<Part> {
    let words = |list: &[model::AgencyRef]| list.iter().map(|a| a.words.clone()).collect::<Vec<_>>();
    let days = |d: &Assignment| d.deadline.as_ref().map(|d| (d.text.clone(), d.start.clone(), d.end.clone()));
    let same_days = group.raw.iter().zip(at).all(|(r, n)| days(&raw.assignments[*r]) == days(&new.assignments[*n]));
    let news = || at.iter().map(|n| &new.assignments[*n]);
    let (start, end) = (news().map(|d| d.span.start).min().unwrap_or(0), news().map(|d| d.span.end).max().unwrap_or(0));
    let letters: Vec<char> = if rows.len() > 1 { new.source.text.chars().collect() } else { Vec::new() };
    let mut from = start;
    let mut parts = Vec::new();
    for (was, stored) in group.made.iter().map(|m| &before.assignments[*m]).zip(rows) {
        let mut duty = new.assignments[at[0]].clone();
        duty.text.clone_from(&stored.text);
        duty.lead = words(&stored.lead);
        duty.coordinating = words(&stored.coordinating);
        duty.span = Span { start, end };
        if let Some((first, last)) = (rows.len() > 1).then(|| crate::source::find(&letters, from, end, &stored.text)).flatten() {
            duty.span = Span { start: first, end: last };
            from = last;
        }
        if same_days {
            duty.deadline.clone_from(&was.deadline);
        }
        // The kind of its activity is the reader's; another one was chosen.
        let activity = before.activities.iter().filter(|a| was.path.starts_with(&a.path)).max_by_key(|a| a.path.len());
        let by_reader = activity.map_or("other", |a| model::kind(&a.kind));
        parts.push(Part { duty, kind: Some(stored.kind.clone()).filter(|k| k != by_reader) });
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "KẾ HOẠCH\nTổ chức ngày hội\n\nI. TỔ CHỨC THỰC HIỆN\n\n1. Sở Y tế\n\n- Bố trí xe cứu thương tại các điểm.\n\n- Chuẩn bị thuốc.\n";

    fn stored(reading: &Reading, confirmed: bool) -> Vec<model::Assignment> {
        let one = |(n, d): (usize, &Assignment)| model::Assignment {
            id: uuid::Uuid::nil(), campaign: uuid::Uuid::nil(), number: n as i64 + 1, ordinal: n as i64, activity: None, kind: "drill".into(), path: String::new(), text: d.text.clone(),
            short_name: String::new(), basis: "heading".into(), deadline_text: String::new(), deadline_start: None, deadline_end: None, span_start: 0, span_end: 0, confidence: 1.0,
            because: String::new(), confirmed_at: confirmed.then_some(1), revision: 1, withdrawn_at: None,
            lead: d.lead.iter().map(|w| model::AgencyRef { words: w.clone(), ..Default::default() }).collect(), coordinating: vec![],
        };
        reading.assignments.iter().enumerate().map(one).collect()
    }

    #[test]
    fn an_answer_holds_while_the_plan_says_the_same() {
        let mut before = plan_reader::read(TEXT);
        before.assignments[0].lead = vec!["Công an tỉnh".into()];
        before.assignments[0].text = "Xe cứu thương".into();
        let rows = stored(&before, true);
        let new = plan_reader::read(&TEXT.replace("Chuẩn bị thuốc", "Chuẩn bị thuốc và nước"));
        let kept = kept(&before, &rows, &new);
        assert_eq!(kept.len(), 1);
        let [Part { duty, kind }] = kept[0].parts.as_slice() else { panic!("{kept:?}") };
        assert_eq!((kept[0].at.as_slice(), duty.text.as_str(), duty.lead[0].as_str(), kind.as_deref()), (&[0][..], "Xe cứu thương", "Công an tỉnh", Some("drill")));
        assert!(super::kept(&before, &stored(&before, false), &new).is_empty());
        // Other agencies in the new text: the plan has spoken.
        assert!(super::kept(&before, &rows, &plan_reader::read(&TEXT.replace("Sở Y tế", "Sở Nội vụ"))).is_empty());
    }

    /// The reading with its first duty cut into parts, as the review cuts it.
    fn cut(parts: &[&str]) -> Reading {
        let mut work = crate::review::work::Work::new(&plan_reader::read(TEXT));
        let before = plan_reader::read(TEXT);
        let letters: Vec<char> = before.source.text.chars().collect();
        work.split(1, 1, &parts.iter().map(|p| (*p).to_owned()).collect::<Vec<_>>(), &letters).unwrap();
        work.apply(&before).0
    }

    #[test]
    fn a_duty_that_was_cut_comes_back_in_its_parts() {
        for parts in [["Bố trí xe cứu thương", "tại các điểm"], ["Lo xe cấp cứu", "tại các điểm"], ["Lo xe", "Lo chỗ đỗ"]] {
            let mut before = cut(&parts);
            before.assignments[1].lead = vec!["Công an tỉnh".into()];
            let new = plan_reader::read(&TEXT.replace("Chuẩn bị thuốc", "Chuẩn bị thuốc và nước"));
            let kept = kept(&before, &stored(&before, true), &new);
            assert_eq!(kept.len(), 1, "{parts:?}: {kept:?}");
            assert_eq!(kept[0].at, [0]);
            let told: Vec<_> = kept[0].parts.iter().map(|p| (p.duty.text.as_str(), p.duty.lead[0].as_str())).collect();
            assert_eq!(told, [(parts[0], "Sở Y tế"), (parts[1], "Công an tỉnh")]);
            assert!(kept[0].parts.iter().all(|p| p.duty.span.start >= new.assignments[0].span.start && p.duty.span.end <= new.assignments[0].span.end));
            // the new text says something else of it: the plan has spoken
            let other = plan_reader::read(&TEXT.replace("xe cứu thương tại", "xe y tế tại"));
            assert!(super::kept(&before, &stored(&before, true), &other).iter().all(|k| k.at == [1]));
        }
    }

    #[test]
    fn duties_that_were_joined_come_back_as_one() {
        let read = plan_reader::read(TEXT);
        let mut work = crate::review::work::Work::new(&read);
        work.merge(2, 1).unwrap();
        let before = work.apply(&read).0;
        let new = plan_reader::read(&TEXT.replace("Sở Y tế\n", "Sở Y tế\n\n- Trực đường dây nóng suốt ngày đêm.\n"));
        let kept = kept(&before, &stored(&before, true), &new);
        assert_eq!(kept.len(), 1, "{kept:?}");
        assert_eq!((kept[0].at.as_slice(), kept[0].parts.len(), kept[0].parts[0].duty.text.as_str()), (&[1, 2][..], 1, "Bố trí xe cứu thương tại các điểm; Chuẩn bị thuốc"));
        // one of the two has changed: neither is answered
        assert!(super::kept(&before, &stored(&before, true), &plan_reader::read(&TEXT.replace("Chuẩn bị thuốc", "Mua thuốc"))).is_empty());
    }
}
