//! Khác nhau giữa hai bản (difference): what changed from one version of a report to another: figures, duties by the plan's sections,
//! and the words that people wrote. No IO.
use crate::figures::{DutyLine, Figures, percent, shown};
use crate::layout::tables::{agency_words, cell_words, state_words};
use crate::words::{PARTS, Words};
use duties::door::Cell;
use similar::{ChangeTag, TextDiff};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// All that changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// Figures of the whole and of agencies.
    pub figures: Vec<Changed>,
    /// Duties by section, in the plan's order.
    pub sections: Vec<SectionChange>,
    /// Words of the five parts.
    pub words: Vec<WordsChange>,
}

impl Difference {
    /// Whether the two say the same.
    pub fn is_empty(&self) -> bool {
        self.figures.is_empty() && self.sections.is_empty() && self.words.is_empty()
    }
    /// How many duties changed.
    pub fn duties(&self) -> usize {
        self.sections.iter().map(|s| s.duties.len()).sum()
    }
}

/// Something that was and is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// What it is: words of a paper, or a catalogue key where it begins with `reports-`.
    pub what: String,
    /// As it was; empty for something new.
    pub before: String,
    /// As it is; empty for something gone.
    pub after: String,
}

/// Changed duties of a section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SectionChange {
    /// "III.1.2".
    pub path: String,
    /// Words of its heading.
    pub title: String,
    /// Its duties.
    pub duties: Vec<DutyChange>,
}

/// How a duty changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// Not in the older version.
    Added,
    /// Not in the newer version.
    Gone,
    /// In both.
    Changed,
}

/// A changed duty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DutyChange {
    /// Key.
    pub id: Uuid,
    /// Number in the plan.
    pub number: i64,
    /// Short name.
    pub short: String,
    /// How.
    pub how: How,
    /// What of it.
    pub fields: Vec<Changed>,
}

/// Words of a part, line by line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WordsChange {
    /// 1 to 5.
    pub part: i64,
    /// Whether they stand after the data.
    pub after: bool,
    /// `-`, `+` or a space, and the line.
    pub lines: Vec<(char, String)>,
}

/// From the older to the newer.
pub fn between(a: (&Figures, &Words), b: (&Figures, &Words)) -> Difference {
    Difference { figures: figures(a.0, b.0), sections: sections(a.0, b.0), words: words(a.1, b.1) }
}

fn note(all: &mut Vec<Changed>, what: impl Into<String>, before: impl Into<String>, after: impl Into<String>) {
    let changed = Changed { what: what.into(), before: before.into(), after: after.into() };
    if changed.before != changed.after {
        all.push(changed);
    }
}

fn figures(a: &Figures, b: &Figures) -> Vec<Changed> {
    let (old, new) = (a.tally(), b.tally());
    let n = vietnamese::numbers::group;
    let mut all = Vec::new();
    note(&mut all, "reports-day", shown(Some(&a.day)), shown(Some(&b.day)));
    note(&mut all, "reports-total", n(old.cells.total()), n(new.cells.total()));
    for cell in Cell::ALL {
        note(&mut all, cell_words(cell), n(old.cells.of(cell)), n(new.cells.of(cell)));
    }
    note(&mut all, "reports-silent", n(old.silent), n(new.silent));
    note(&mut all, "reports-rate", percent(old.cells.rate()), percent(new.cells.rate()));
    let sent = |f: &Figures| n(f.papers.iter().map(|p| p.count).sum());
    note(&mut all, "reports-papers-sent", sent(a), sent(b));
    note(&mut all, "reports-difficulties", count(a.difficulties.len()), count(b.difficulties.len()));
    let answered = |f: &Figures| count(f.difficulties.iter().filter(|d| !d.answer.is_empty()).count());
    note(&mut all, "reports-difficulties-answered", answered(a), answered(b));
    note(&mut all, "reports-extensions", count(a.extensions.len()), count(b.extensions.len()));
    let stops = |f: &Figures| f.stops.iter().map(|s| (s.id, (s.title.clone(), format!("{} / {}", n(s.settled), n(s.total))))).collect::<HashMap<_, _>>();
    let (old_stops, new_stops) = (stops(a), stops(b));
    for s in a.stops.iter().filter(|s| !new_stops.contains_key(&s.id)).chain(&b.stops) {
        let of = |all: &HashMap<_, (String, String)>| all.get(&s.id).map(|(_, share)| share.clone()).unwrap_or_default();
        note(&mut all, s.title.clone(), of(&old_stops), of(&new_stops));
    }
    let line = |c: duties::door::Cells| Cell::ALL.map(|cell| n(c.of(cell))).join(" / ");
    let before: HashMap<_, _> = old.agencies.iter().map(|g| (g.key, g)).collect();
    for group in &new.agencies {
        note(&mut all, agency_words(group), before.get(&group.key).map(|g| line(g.cells)).unwrap_or_default(), line(group.cells));
    }
    let still: HashSet<_> = new.agencies.iter().map(|g| g.key).collect();
    for group in old.agencies.iter().filter(|g| !still.contains(&g.key)) {
        note(&mut all, agency_words(group), line(group.cells), "");
    }
    all
}

fn count(n: usize) -> String {
    vietnamese::numbers::group(i64::try_from(n).unwrap_or(i64::MAX))
}

fn sections(a: &Figures, b: &Figures) -> Vec<SectionChange> {
    let old: HashMap<Uuid, &DutyLine> = a.duties.iter().map(|d| (d.id, d)).collect();
    let new: HashSet<Uuid> = b.duties.iter().map(|d| d.id).collect();
    let changed = b.duties.iter().filter_map(|d| match old.get(&d.id) {
        None => Some((d, change(d, How::Added, Vec::new()))),
        Some(was) => {
            let fields = fields(was, d);
            (!fields.is_empty()).then(|| (d, change(d, How::Changed, fields)))
        }
    });
    let gone = a.duties.iter().filter(|d| !new.contains(&d.id)).map(|d| (d, change(d, How::Gone, Vec::new())));
    let mut all: Vec<SectionChange> = Vec::new();
    for (duty, change) in changed.chain(gone) {
        match all.iter_mut().find(|s| s.path == duty.path) {
            Some(section) => section.duties.push(change),
            None => {
                let title = b.section(&duty.path).or_else(|| a.section(&duty.path)).map(|s| s.title.clone()).unwrap_or_default();
                all.push(SectionChange { path: duty.path.clone(), title, duties: vec![change] });
            }
        }
    }
    all
}

fn change(d: &DutyLine, how: How, fields: Vec<Changed>) -> DutyChange {
    DutyChange { id: d.id, number: d.number, short: d.short.clone(), how, fields }
}

fn fields(a: &DutyLine, b: &DutyLine) -> Vec<Changed> {
    let cell = |d: &DutyLine| d.cell().map_or("", cell_words);
    let mut all = Vec::new();
    note(&mut all, "reports-field-text", &a.text, &b.text);
    note(&mut all, "reports-field-agency", &a.agency_name, &b.agency_name);
    note(&mut all, "reports-field-with", a.with.join(", "), b.with.join(", "));
    note(&mut all, "reports-field-state", state_words(a.state()), state_words(b.state()));
    note(&mut all, "reports-field-cell", cell(a), cell(b));
    note(&mut all, "reports-field-deadline", shown(a.deadline.as_deref()), shown(b.deadline.as_deref()));
    note(&mut all, "reports-field-finished", shown(a.finished_on.as_deref()), shown(b.finished_on.as_deref()));
    note(&mut all, "reports-field-words", &a.words, &b.words);
    note(&mut all, "reports-field-evidence", a.evidence.join("; "), b.evidence.join("; "));
    all
}

fn words(a: &Words, b: &Words) -> Vec<WordsChange> {
    let mut all = Vec::new();
    for part in PARTS {
        let (old, new) = (a.of(part), b.of(part));
        for (after, old, new) in [(false, old.before, new.before), (true, old.after, new.after)] {
            if old == new {
                continue;
            }
            let diff = TextDiff::from_lines(&old, &new);
            let sign = |tag| match tag {
                ChangeTag::Delete => '-',
                ChangeTag::Insert => '+',
                ChangeTag::Equal => ' ',
            };
            let lines = diff.iter_all_changes().map(|c| (sign(c.tag()), c.value().trim_end().to_owned())).filter(|(_, line)| !line.is_empty());
            all.push(WordsChange { part, after, lines: lines.collect() });
        }
    }
    all
}
