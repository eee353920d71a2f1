//! Giữ câu trả lời qua bản sửa đổi: where the plan says of a duty what it said before, a person's words about it (who, by
//! when, of which kind) hold on. Pure: the earlier text is read again, so that what the plan says and what a person said
//! are told apart. It must never keep an answer against a text that has changed.
use crate::model;
use plan_reader::model::{Assignment, Reading};

/// A duty of the new reading with a person's earlier answer.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Kept {
    /// Its place in the new reading.
    pub at: usize,
    pub duty: Assignment,
    /// Kind that a person chose.
    pub kind: Option<String>,
}

/// The answers that hold. `before` is the earlier reading as published, `stored` its duties with agencies.
pub(crate) fn kept(before: &Reading, stored: &[model::Assignment], new: &Reading) -> Vec<Kept> {
    let raw = plan_reader::read(&before.source.text);
    let mut free: Vec<usize> = (0..raw.assignments.len()).collect();
    let mut out = Vec::new();
    for (at, duty) in new.assignments.iter().enumerate() {
        let says = |i: &usize| says_the_same(&raw.assignments[*i], duty);
        let near = |i: &usize| raw.assignments[*i].path == duty.path;
        let Some(found) = free.iter().copied().find(|i| says(i) && near(i)).or_else(|| free.iter().copied().find(|i| says(i))) else { continue };
        free.retain(|i| *i != found);
        if let Some(one) = answered(&raw.assignments[found], before, stored) {
            out.push(carry(at, duty, &raw.assignments[found], before, one));
        }
    }
    out
}

fn says_the_same(a: &Assignment, b: &Assignment) -> bool {
    a.lead == b.lead && a.coordinating == b.coordinating && vietnamese::same_text(&a.text, &b.text)
}

/// The stored duty that was made of this one and that a person confirmed; none if it was split or taken out.
fn answered<'s>(raw: &Assignment, before: &Reading, stored: &'s [model::Assignment]) -> Option<&'s model::Assignment> {
    let mut made = before.assignments.iter().enumerate().filter(|(_, b)| b.span.start < raw.span.end && raw.span.start < b.span.end);
    let (at, _) = made.next()?;
    if made.next().is_some() {
        return None;
    }
    stored.iter().find(|s| s.withdrawn_at.is_none() && s.confirmed_at.is_some() && usize::try_from(s.ordinal) == Ok(at))
}

fn carry(at: usize, new: &Assignment, raw: &Assignment, before: &Reading, stored: &model::Assignment) -> Kept {
    let words = |list: &[model::AgencyRef]| list.iter().map(|a| a.words.clone()).collect::<Vec<_>>();
    let mut duty = new.clone();
    duty.text.clone_from(&stored.text);
    duty.lead = words(&stored.lead);
    duty.coordinating = words(&stored.coordinating);
    let was = usize::try_from(stored.ordinal).ok().and_then(|n| before.assignments.get(n));
    let days = |d: &Assignment| d.deadline.as_ref().map(|d| (d.text.clone(), d.start.clone(), d.end.clone()));
    if days(raw) == days(new)
        && let Some(was) = was
    {
        duty.deadline.clone_from(&was.deadline);
    }
    // The kind of its activity is the reader's; another one was chosen.
    let activity = was.and_then(|w| before.activities.iter().filter(|a| w.path.starts_with(&a.path)).max_by_key(|a| a.path.len()));
    let by_reader = activity.map_or("other", |a| model::kind(&a.kind));
    Kept { at, duty, kind: Some(stored.kind.clone()).filter(|k| k != by_reader) }
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
        assert_eq!((kept[0].at, kept[0].duty.text.as_str(), kept[0].duty.lead[0].as_str(), kept[0].kind.as_deref()), (0, "Xe cứu thương", "Công an tỉnh", Some("drill")));
        assert!(super::kept(&before, &stored(&before, false), &new).is_empty());
        // Other agencies in the new text: the plan has spoken.
        assert!(super::kept(&before, &rows, &plan_reader::read(&TEXT.replace("Sở Y tế", "Sở Nội vụ"))).is_empty());
    }
}
