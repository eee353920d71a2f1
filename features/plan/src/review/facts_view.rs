//! Dữ kiện trên màn hình duyệt: cards of facts in groups, and the lines that nothing was read from. Pure.
use super::facts::{self, Key, Kind};
use super::work::Work;
use crate::publish::SURE;
use crate::source::{self, Line, Mark, Marked};
use plan_reader::model::Reading;
use ui::Form;

/// One fact.
pub(crate) struct FactCard {
    pub key: Key,
    pub code: String,
    pub revision: u32,
    /// What is said first.
    pub title: String,
    /// Catalogue key of a field, its value.
    pub rows: Vec<(&'static str, String)>,
    /// 0 when a person added it.
    pub line: usize,
    pub figure: String,
    pub percent: u32,
    pub unsure: bool,
    pub because: String,
    pub confirmed: bool,
    pub removed: bool,
    pub form: Option<Form>,
}

/// Facts of one sort.
pub(crate) struct FactGroup {
    /// Catalogue key of its heading.
    pub title: &'static str,
    pub cards: Vec<FactCard>,
    pub open: bool,
    /// The next one, where one may be added.
    pub add: Option<NewFact>,
    /// Catalogue key of the button.
    pub add_label: &'static str,
}

/// A fact that a person may add.
pub(crate) struct NewFact {
    pub kind: Kind,
    pub code: String,
    pub form: Option<Form>,
}

/// A line that nothing was read from.
pub(crate) struct UnreadLine {
    pub code: String,
    pub revision: u32,
    pub number: usize,
    pub text: String,
    pub because: String,
    pub passed: bool,
}

/// Lines to look at: those without any meaning, those kept as words of an activity, those passed over.
#[derive(Default)]
pub(crate) struct UnreadLines {
    pub open: Vec<UnreadLine>,
    pub described: Vec<UnreadLine>,
    pub passed: Vec<UnreadLine>,
}

impl UnreadLines {
    pub fn any(&self) -> bool {
        !self.open.is_empty() || !self.described.is_empty() || !self.passed.is_empty()
    }
}

/// What nobody has looked at although the reader was not sure, or read nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Unseen {
    /// Facts of little confidence.
    pub facts: usize,
    /// Lines that nothing was read from.
    pub lines: usize,
}

impl Unseen {
    pub fn of(groups: &[FactGroup], unread: &UnreadLines) -> Unseen {
        Unseen { facts: groups.iter().flat_map(|g| &g.cards).filter(|c| c.unsure).count(), lines: unread.open.len() }
    }
    pub fn any(self) -> bool {
        self.facts + self.lines > 0
    }
    /// What a person says to have seen; it fits no other state.
    pub fn code(self) -> String {
        format!("{}-{}", self.facts, self.lines)
    }
}

/// The facts in their groups; `opened` is the form that is open, with what was typed.
pub(crate) fn groups(r: &Reading, work: &Work, opened: Option<&(Key, Form)>, lines: &[Line<'_>]) -> Vec<FactGroup> {
    let keys = facts::keys(r, &work.facts);
    let group = |title: &'static str, kinds: &[Kind], add: Option<Kind>, add_label: &'static str| {
        let mut cards: Vec<FactCard> = keys.iter().filter(|k| kinds.contains(&k.kind)).map(|k| card(r, work, *k, lines)).collect();
        for card in &mut cards {
            card.form = opened.filter(|(key, _)| *key == card.key).map(|(_, f)| f.clone().within("du-kien"));
        }
        let add = add.map(|kind| Key { kind, at: if kind.many() { facts::next(r, &work.facts, kind) } else { 0 } });
        let add = add.filter(|key| !keys.contains(key)).map(|key| NewFact { kind: key.kind, code: key.code(), form: opened.filter(|(k, _)| *k == key).map(|(_, f)| f.clone().within("du-kien")) });
        let editing = add.as_ref().is_some_and(|a| a.form.is_some()) || cards.iter().any(|c| c.form.is_some());
        let few = !matches!(kinds.first(), Some(Kind::Milestone | Kind::Recipient));
        FactGroup { title, open: editing || few, cards, add, add_label }
    };
    vec![
        group("plan-fact-group-theme", &[Kind::Theme], Some(Kind::Theme), "plan-fact-add-theme"),
        group("plan-fact-group-period", &[Kind::Period], Some(Kind::Period), "plan-fact-add-period"),
        group("plan-stops", &[Kind::Stop], Some(Kind::Stop), "plan-fact-add-stop"),
        group("plan-stop-closing", &[Kind::Closing], Some(Kind::Closing), "plan-fact-add-closing"),
        group("plan-fact-group-organisers", &[Kind::Organisers], Some(Kind::Organisers), "plan-fact-add-organisers"),
        group("plan-fact-group-milestones", &[Kind::Milestone], Some(Kind::Milestone), "plan-fact-add-milestone"),
        group("plan-fact-group-recipients", &[Kind::Recipient], Some(Kind::Recipient), "plan-fact-add-recipient"),
    ]
}

fn card(r: &Reading, work: &Work, key: Key, lines: &[Line<'_>]) -> FactCard {
    let code = key.code();
    let state = work.facts.get(&code).cloned().unwrap_or_default();
    let values = facts::values(r, &work.facts, key);
    let shown = |name: &str| {
        let value = values.get(name).cloned().unwrap_or_default();
        match name {
            "from" | "until" => crate::model::day(Some(&value)).map(crate::words::date).unwrap_or_default(),
            _ => value.lines().collect::<Vec<_>>().join("; "),
        }
    };
    let fields = key.kind.fields();
    let first = fields.iter().copied().find(|f| !shown(f).is_empty());
    let rows = fields.iter().filter(|f| first != Some(**f)).map(|f| (label(f), shown(f))).filter(|(_, v)| !v.is_empty());
    let seen = facts::seen(r, key);
    let sure = seen.as_ref().map_or(1.0, |s| s.1);
    FactCard {
        title: first.map(shown).unwrap_or_default(),
        rows: rows.collect(),
        line: seen.as_ref().map_or(0, |s| source::line_of(lines, s.0.start)),
        figure: vietnamese::numbers::decimal((sure * 100.0).round() as i64, 2),
        percent: (sure * 100.0).round().clamp(0.0, 100.0) as u32,
        unsure: sure < SURE && !state.confirmed && !state.removed,
        because: if state.values.is_some() { String::new() } else { seen.map(|s| s.2).unwrap_or_default() },
        confirmed: state.confirmed,
        removed: state.removed,
        revision: state.revision,
        form: None,
        code,
        key,
    }
}

/// Catalogue key of a field.
pub(crate) fn label(field: &str) -> &'static str {
    match field {
        "name" => "plan-fact-name-field",
        "host" => "plan-stop-host",
        "members" => "plan-fact-members",
        "venue" => "plan-stop-venue",
        "from" => "plan-edit-from",
        "until" => "plan-edit-until",
        "lead" => "plan-lead",
        "organising" => "plan-fact-organising",
        "coordinating" => "plan-coordinating",
        "purpose" => "plan-fact-purpose",
        _ => "plan-fact-words",
    }
}

/// Where the facts stand in the text; `of` is the place in the list of codes that comes with the marks.
pub(crate) fn marks(r: &Reading, work: &Work) -> (Vec<Marked>, Vec<String>) {
    let keys: Vec<Key> = facts::keys(r, &work.facts).into_iter().filter(|k| !work.facts.get(&k.code()).is_some_and(|f| f.removed)).collect();
    let spans = keys.iter().enumerate().filter_map(|(of, k)| facts::seen(r, *k).map(|s| (of, s.0)));
    let marks = spans.filter(|(_, s)| s.end > s.start).map(|(of, s)| Marked { start: s.start, end: s.end, mark: Mark::Fact, of }).collect();
    (marks, keys.iter().map(|k| k.code()).collect())
}

/// The lines that nothing was read from, without those that a person has since made a duty of.
pub(crate) fn unread(r: &Reading, work: &Work, lines: &[Line<'_>]) -> UnreadLines {
    let mut out = UnreadLines::default();
    let made = |start: usize, end: usize| work.duties.iter().any(|d| !d.removed && d.duty.span.start < end && d.duty.span.end > start);
    for u in r.unread.iter().filter(|u| !made(u.span.start, u.span.end)) {
        let code = Key { kind: Kind::Line, at: u.span.start }.code();
        let state = work.facts.get(&code).cloned().unwrap_or_default();
        let line = UnreadLine {
            number: source::line_of(lines, u.span.start),
            text: u.text.clone(),
            because: u.because.clone(),
            passed: state.removed,
            revision: state.revision,
            code,
        };
        let list = if line.passed { &mut out.passed } else if u.described { &mut out.described } else { &mut out.open };
        list.push(line);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::work::Edit;
    use plan_reader::model::{Span, Unread};

    #[test]
    fn a_line_leaves_the_list_when_a_duty_is_made_of_it_or_a_person_passes_it_over() {
        let unseen = |work: &Work, r: &Reading, lines: &[Line<'_>]| Unseen::of(&groups(r, work, None, lines), &unread(r, work, lines));
        let line = |start: usize, described| Unread { text: "x".into(), described, span: Span { start, end: start + 5 }, ..Unread::default() };
        let r = Reading { unread: vec![line(0, false), line(10, true), line(20, false)], ..Reading::default() };
        let lines = source::lines("01234\n\n\n\n\n01234");
        let mut work = Work::new(&r);
        let count = |work: &Work| { let u = unread(&r, work, &lines); (u.open.len(), u.described.len(), u.passed.len()) };
        assert_eq!(count(&work), (2, 1, 0));
        assert_eq!(unseen(&work, &r, &lines), Unseen { facts: 0, lines: 2 });
        let mut theme = r.clone();
        theme.theme = Some(plan_reader::model::Theme { text: "x".into(), confidence: SURE - 0.1, ..Default::default() });
        assert_eq!(unseen(&work, &theme, &lines), Unseen { facts: 1, lines: 2 });
        let mut seen = work.clone();
        seen.fact("chu-de-0", 0, |f| f.confirmed = true).unwrap();
        seen.fact("chu-de", 0, |f| f.confirmed = true).unwrap();
        assert_eq!(unseen(&seen, &theme, &lines), Unseen { facts: 0, lines: 2 });
        work.fact("dong-20", 0, |f| f.removed = true).unwrap();
        assert_eq!(count(&work), (1, 1, 1));
        work.add(vec![], Span { start: 0, end: 5 }, Edit { text: "x".into(), lead: vec!["A".into()], ..Edit::default() }, "");
        assert_eq!(count(&work), (0, 1, 1));
        work.undo();
        work.undo();
        assert_eq!(count(&work), (2, 1, 0));
        assert_eq!(work.fact("dong-20", 0, |f| f.removed = true), Err(crate::review::work::Refused::Changed));
    }
}
