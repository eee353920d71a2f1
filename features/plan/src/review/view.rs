//! Ba ngăn: what the panes of the review screen show. Pure.
use super::names::{Sort, Unknown};
use super::naming_form::code;
use super::work::{Duty, Work};
use crate::naming;
use crate::publish::{NameAnswer, resolve};
use crate::source::{self, Line, Mark, Marked, Run};
use plan_reader::model::{Basis, Reading};
use ui::Form;

/// An agency at a card.
pub(crate) struct Tag {
    pub words: String,
    /// "lead", "" or "unk".
    pub class: &'static str,
}

/// One duty of the middle pane.
pub(crate) struct Card {
    pub key: u32,
    pub revision: u32,
    /// Number that it will get; 0 for a removed one.
    pub number: usize,
    pub path: String,
    pub line: usize,
    pub text: String,
    pub waits: bool,
    pub confirmed: bool,
    pub removed: bool,
    pub first: bool,
    /// "0,97".
    pub figure: String,
    /// 0 to 100.
    pub percent: u32,
    pub lead: Vec<Tag>,
    pub coordinating: Vec<Tag>,
    /// Catalogue key of its kind.
    pub kind: String,
    pub deadline: String,
    pub understood: (Option<String>, Option<String>),
    pub because: String,
    pub edit: Option<Form>,
    pub split: Option<Form>,
    /// In an amendment: where it stands among the changes, and the catalogue key of what it is.
    pub change: Option<(String, &'static str)>,
}

/// One line of the left pane.
pub(crate) struct TextLine {
    pub number: usize,
    pub heading: bool,
    pub runs: Vec<TextRun>,
}

/// A piece of a line.
pub(crate) struct TextRun {
    pub text: String,
    /// Key of the duty whose words these are; 0 for none.
    pub duty: u32,
    /// Its number, where its words begin; 0 elsewhere.
    pub number: usize,
    /// "lead", "co", "unk" or "".
    pub role: &'static str,
    /// Code of the fact that was read here; empty for none.
    pub fact: String,
}

/// One card of the right pane.
pub(crate) struct Name {
    pub words: String,
    pub sort: Sort,
    pub times: usize,
    pub line: usize,
    pub waits: bool,
    pub answered: bool,
    pub aliases: String,
    /// Names that may be meant, and whether only a person typed this one.
    pub near: String,
    pub typed: bool,
    /// Typed members that nobody knows: field key, words.
    pub unknown: Vec<(String, String)>,
    /// What is chosen: "group", "alias", "new", "words" or "".
    pub chosen: &'static str,
    pub form: Form,
    /// Value, name, chosen.
    pub members: Vec<(String, String, bool)>,
}

impl Name {
    pub fn is_new(&self) -> bool {
        self.sort == Sort::New
    }
    pub fn is_group(&self) -> bool {
        self.sort == Sort::Group
    }
    pub fn is_vague(&self) -> bool {
        self.sort == Sort::Vague
    }
}

pub(crate) fn cards(work: &Work, unknown: &[Unknown], lines: &[Line<'_>]) -> Vec<Card> {
    let mut number = 0;
    let card = |(at, d): (usize, &Duty)| {
        number += usize::from(!d.removed);
        let duty = &d.duty;
        let deadline = duty.deadline.as_ref();
        Card {
            key: d.key,
            revision: d.revision,
            number: if d.removed { 0 } else { number },
            path: naming::citation(&duty.path),
            line: source::line_of(lines, duty.span.start),
            text: duty.text.clone(),
            waits: d.waits(),
            confirmed: d.confirmed,
            removed: d.removed,
            first: at == 0,
            figure: vietnamese::numbers::decimal((duty.confidence * 100.0).round() as i64, 2),
            percent: (duty.confidence * 100.0).round().clamp(0.0, 100.0) as u32,
            lead: duty.lead.iter().map(|w| Tag { words: w.clone(), class: if is_unclear(w, unknown) { "unk" } else { "lead" } }).collect(),
            coordinating: duty.coordinating.iter().map(|w| Tag { words: w.clone(), class: if is_unclear(w, unknown) { "unk" } else { "" } }).collect(),
            kind: d.kind.as_deref().map(|k| format!("plan-kind-{}", crate::model::kind(k))).unwrap_or_default(),
            deadline: deadline.map(|d| d.text.clone()).unwrap_or_default(),
            understood: (deadline.and_then(|d| d.start.clone()), deadline.and_then(|d| d.end.clone())),
            because: duty.because.clone(),
            edit: None,
            split: None,
            change: None,
        }
    };
    work.duties.iter().enumerate().map(card).collect()
}

fn is_unclear(words: &str, unknown: &[Unknown]) -> bool {
    let key = resolve::words_key(words);
    unknown.iter().any(|u| u.key == key && u.sort != Sort::New && u.answer.is_none())
}

pub(crate) fn text(reading: &Reading, work: &Work, cards: &[Card], unknown: &[Unknown], lines: &[Line<'_>], letters: &[char]) -> Vec<TextLine> {
    let mut marks: Vec<Marked> = Vec::new();
    for (of, d) in work.duties.iter().enumerate().filter(|(_, d)| !d.removed) {
        marks.push(Marked { start: d.duty.span.start, end: d.duty.span.end, mark: Mark::Duty, of });
        names_of(d, of, unknown, lines, letters, &mut marks);
    }
    let (facts, codes) = super::facts_view::marks(reading, work);
    marks.extend(facts);
    marks.sort_by_key(|m| m.start);
    let headings: Vec<usize> = crate::publish::heading_starts(reading);
    let shown = lines.iter().filter(|l| l.text.chars().any(char::is_alphanumeric));
    shown
        .map(|line| {
            let from = marks.partition_point(|m| m.start + 6000 < line.start);
            let to = marks.partition_point(|m| m.start < line.end);
            TextLine {
                number: line.number,
                heading: headings.iter().any(|h| (line.start..=line.end).contains(h)),
                runs: source::runs(line, &marks[from.min(to)..to]).into_iter().map(|r| run(r, cards, &codes)).collect(),
            }
        })
        .collect()
}

fn run(run: Run, cards: &[Card], codes: &[String]) -> TextRun {
    let card = run.duty.and_then(|of| cards.get(of));
    TextRun {
        duty: card.map_or(0, |c| c.key),
        number: card.filter(|_| run.begins).map_or(0, |c| c.number),
        role: match run.role {
            Some(Mark::Lead) => "lead",
            Some(Mark::Coordinating) => "co",
            Some(Mark::Unclear) => "unk",
            _ => "",
        },
        fact: run.fact.and_then(|of| codes.get(of)).cloned().unwrap_or_default(),
        text: run.text,
    }
}

/// Where the agencies of a duty stand: in its lines, and in those below it for duties read from label lines.
fn names_of(d: &Duty, of: usize, unknown: &[Unknown], lines: &[Line<'_>], letters: &[char], marks: &mut Vec<Marked>) {
    let first = source::line_of(lines, d.duty.span.start) - 1;
    let more = if d.duty.basis == Basis::Label { 8 } else { 0 };
    let last = (source::line_of(lines, d.duty.span.end) - 1 + more).min(lines.len().saturating_sub(1));
    let (Some(first), Some(last)) = (lines.get(first), lines.get(last)) else { return };
    for (names, mark) in [(&d.duty.lead, Mark::Lead), (&d.duty.coordinating, Mark::Coordinating)] {
        for words in names {
            let short = words.trim_start_matches("UBND ").trim_start_matches("Ủy ban nhân dân ");
            let found = [words.as_str(), short].iter().find_map(|w| source::find(letters, first.start, last.end, w));
            if let Some((start, end)) = found {
                let mark = if is_unclear(words, unknown) { Mark::Unclear } else { mark };
                marks.push(Marked { start, end, mark, of });
            }
        }
    }
}

pub(crate) fn name(u: &Unknown, typed: Option<&Form>) -> Name {
    let mut form = Form::new().with("name", u.words.clone()).with("kind", u.kind.code());
    let mut chosen = match u.sort {
        Sort::Group => "group",
        Sort::Vague => "words",
        Sort::New => "new",
        Sort::Unclear | Sort::Near => "",
    };
    if let Some(near) = u.near.first() {
        form = form.with("of", near.clone());
    }
    let mut picked: Option<Vec<String>> = None;
    match &u.answer {
        Some(NameAnswer::New { name, kind }) => {
            chosen = "new";
            form = form.with("name", name.clone()).with("kind", kind.code());
        }
        Some(NameAnswer::AliasOf { of }) => {
            chosen = "alias";
            let name = match of {
                crate::publish::Somebody::Words(words) => words.clone(),
                agency => u.members.iter().find(|(who, _)| who == agency).map(|(_, n)| n.clone()).unwrap_or_default(),
            };
            form = form.with("of", name);
        }
        Some(NameAnswer::Group { name, members }) => {
            chosen = "group";
            picked = Some(members.iter().map(code).collect());
            form = form.with("name", name.clone());
        }
        Some(NameAnswer::Words) => chosen = "words",
        None => {}
    }
    if let Some(typed) = typed {
        form = typed.clone();
        picked = Some(typed.values("member").to_vec());
        chosen = ["group", "alias", "new", "words"].into_iter().find(|c| *c == typed.value("as")).unwrap_or("");
    }
    let on = |value: &String| picked.as_ref().is_none_or(|p| p.contains(value));
    let member = |(who, name): &(crate::publish::Somebody, String)| {
        let value = code(who);
        let checked = on(&value);
        (value, name.clone(), checked)
    };
    Name {
        words: u.words.clone(),
        sort: u.sort,
        times: u.times,
        line: u.line,
        waits: u.waits(),
        answered: u.answer.is_some(),
        aliases: u.aliases.join(", "),
        near: u.near.iter().map(|n| format!("“{n}”")).collect::<Vec<_>>().join(", "),
        typed: u.sort == Sort::Near && u.near.is_empty(),
        unknown: form.values("unknown").iter().map(|w| (vietnamese::slug(w), w.clone())).collect(),
        chosen,
        members: u.members.iter().map(member).collect(),
        form,
    }
}
