//! Bản đang duyệt: what an officer has done to a reading so far. Pure; every operation can be undone, and nothing is
//! created of it before it is published.
pub(crate) use super::edit::Edit;
use super::facts::{self, FactEdit, Facts};
use super::former::Decision;
use crate::publish::carry::Kept;
use crate::publish::{Answers, DutyAnswer, NameAnswer, SURE};
use plan_reader::model::{Assignment, Basis, Reading, Span};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Steps that can be taken back.
const UNDO: usize = 40;

/// The state of a review, stored as one JSON text.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Work {
    next: u32,
    /// In the plan's order; removed ones stay, struck through.
    pub duties: Vec<Duty>,
    /// By the plan's words.
    pub names: BTreeMap<String, NameAnswer>,
    undo: Vec<Step>,
    /// What is typed into an edit form and not yet saved, by duty: nothing typed is lost.
    #[serde(default)]
    pub typed: BTreeMap<u32, Vec<(String, String)>>,
    /// The campaign whose plan this may amend; publishing waits until a person says.
    #[serde(default)]
    pub unsure: Option<uuid::Uuid>,
    /// What a person decided about the other facts, by their codes.
    #[serde(default)]
    pub facts: Facts,
    /// Of an amendment: what a person decided about duties in force that it drops or changes, by their public numbers.
    #[serde(default)]
    pub former: BTreeMap<i64, Decision>,
}

/// One duty under review.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Duty {
    pub key: u32,
    /// Grows with every change: a form that was made from an older state is refused.
    pub revision: u32,
    pub duty: Assignment,
    /// Kind chosen by a person.
    pub kind: Option<String>,
    pub confirmed: bool,
    pub removed: bool,
}

impl Duty {
    /// Whether a person must look at it before the plan can be published.
    pub fn waits(&self) -> bool {
        !self.removed && !self.confirmed && (self.duty.confidence < SURE || self.duty.lead.is_empty())
    }
}

/// How to take a change back: these come out, those come in again at their places.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Step {
    pub what: String,
    pub out: Vec<u32>,
    pub back: Vec<(usize, Duty)>,
    /// A fact as it was.
    #[serde(default)]
    pub fact: Option<(String, FactEdit)>,
    /// A decision as it was.
    #[serde(default)]
    pub former: Option<(i64, Decision)>,
}

/// Why an operation is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refused {
    /// No such duty.
    Gone,
    /// Someone else changed it meanwhile.
    Changed,
    /// There is nothing to do (merge the first, split into one).
    Nothing,
}

impl Work {
    /// The reader's own answers.
    pub fn new(reading: &Reading) -> Work {
        let mut work = Work::default();
        for duty in &reading.assignments {
            let key = work.key();
            work.duties.push(Duty { key, revision: 1, duty: duty.clone(), kind: None, confirmed: false, removed: false });
        }
        work
    }

    /// A person's answers of an earlier version of the plan, which the new text does not contradict. Of duties that were joined the
    /// others stay, struck through.
    pub fn keep(&mut self, kept: Vec<Kept>) {
        let keys: Vec<u32> = self.duties.iter().map(|d| d.key).collect();
        for one in kept {
            let mut at = one.at.iter().filter_map(|at| keys.get(*at)).filter_map(|key| self.duties.iter().position(|d| d.key == *key));
            let (Some(first), others) = (at.next(), at.collect::<Vec<_>>()) else { continue };
            for other in others {
                (self.duties[other].removed, self.duties[other].confirmed) = (true, true);
            }
            for (n, part) in one.parts.into_iter().enumerate() {
                if n == 0 {
                    let d = &mut self.duties[first];
                    (d.duty, d.kind, d.confirmed) = (part.duty, part.kind, true);
                } else {
                    let key = self.key();
                    self.duties.insert(first + n, Duty { key, revision: 1, duty: part.duty, kind: part.kind, confirmed: true, removed: false });
                }
            }
        }
    }

    fn key(&mut self) -> u32 {
        self.next += 1;
        self.next
    }

    /// The place of a duty that is still as the form saw it.
    pub fn at(&self, key: u32, revision: u32) -> Result<usize, Refused> {
        let at = self.duties.iter().position(|d| d.key == key).ok_or(Refused::Gone)?;
        if self.duties[at].revision == revision { Ok(at) } else { Err(Refused::Changed) }
    }

    pub fn get(&self, key: u32) -> Option<&Duty> {
        self.duties.iter().find(|d| d.key == key)
    }

    fn remember(&mut self, what: &str, out: Vec<u32>, back: Vec<(usize, Duty)>) {
        self.step(Step { what: what.to_owned(), out, back, ..Step::default() });
    }

    pub(super) fn step(&mut self, step: Step) {
        self.undo.push(step);
        let old = self.undo.len().saturating_sub(UNDO);
        self.undo.drain(..old);
    }

    fn change(&mut self, what: &str, key: u32, revision: u32, change: impl FnOnce(&mut Duty)) -> Result<(), Refused> {
        let at = self.at(key, revision)?;
        let before = self.duties[at].clone();
        change(&mut self.duties[at]);
        self.duties[at].revision += 1;
        self.typed.remove(&key);
        self.remember(what, vec![key], vec![(at, before)]);
        Ok(())
    }

    /// "Đúng rồi".
    pub fn confirm(&mut self, key: u32, revision: u32) -> Result<(), Refused> {
        self.change("confirm", key, revision, |d| d.confirmed = true)
    }

    /// Takes a duty out, or in again.
    pub fn remove(&mut self, key: u32, revision: u32, removed: bool) -> Result<(), Refused> {
        self.change(if removed { "remove" } else { "restore" }, key, revision, |d| d.removed = removed)
    }

    /// A person's words for it; that also confirms it.
    pub fn edit(&mut self, key: u32, revision: u32, edit: Edit) -> Result<(), Refused> {
        self.change("edit", key, revision, |d| {
            edit.write(&mut d.duty);
            d.kind = edit.kind;
            d.confirmed = true;
        })
    }

    /// Joins a duty to the one before it.
    pub fn merge(&mut self, key: u32, revision: u32) -> Result<u32, Refused> {
        let at = self.at(key, revision)?;
        let before = self.duties[..at].iter().rposition(|d| !d.removed).ok_or(Refused::Nothing)?;
        let (first, second) = (self.duties[before].clone(), self.duties[at].clone());
        let mut joined = first.clone();
        joined.key = self.key();
        joined.revision = 1;
        joined.confirmed = true;
        let end = first.duty.text.trim_end_matches(['.', ';', ',', ' ']);
        joined.duty.text = format!("{end}; {}", second.duty.text.trim());
        for (all, more) in [(&mut joined.duty.lead, &second.duty.lead), (&mut joined.duty.coordinating, &second.duty.coordinating)] {
            for name in more {
                if !all.contains(name) {
                    all.push(name.clone());
                }
            }
        }
        joined.duty.deadline = first.duty.deadline.clone().or(second.duty.deadline.clone());
        joined.duty.span = Span { start: first.duty.span.start.min(second.duty.span.start), end: first.duty.span.end.max(second.duty.span.end) };
        let new = joined.key;
        self.duties.remove(at);
        self.duties[before] = joined;
        self.remember("merge", vec![new], vec![(before, first), (at, second)]);
        Ok(new)
    }

    /// Cuts a duty into parts; `letters` is the source text, in which each part is looked for.
    pub fn split(&mut self, key: u32, revision: u32, parts: &[String], letters: &[char]) -> Result<u32, Refused> {
        let at = self.at(key, revision)?;
        if parts.len() < 2 {
            return Err(Refused::Nothing);
        }
        let old = self.duties.remove(at);
        let mut from = old.duty.span.start;
        let mut new = Vec::new();
        for (n, text) in parts.iter().enumerate() {
            let mut part = old.clone();
            part.key = self.key();
            part.revision = 1;
            part.confirmed = true;
            part.duty.text = text.clone();
            if let Some((start, end)) = crate::source::find(letters, from, old.duty.span.end, text) {
                part.duty.span = Span { start, end };
                from = end;
            }
            new.push(part.key);
            self.duties.insert(at + n, part);
        }
        let first = new[0];
        self.remember("split", new, vec![(at, old)]);
        Ok(first)
    }

    /// A duty that the reader missed; it takes its place by its span.
    pub fn add(&mut self, path: Vec<String>, span: Span, edit: Edit, because: &str) -> u32 {
        let mut duty = Assignment { path, basis: Basis::Prose, span, confidence: 1.0, because: because.to_owned(), ..Assignment::default() };
        edit.write(&mut duty);
        let key = self.key();
        let at = self.duties.iter().position(|d| d.duty.span.start > span.start).unwrap_or(self.duties.len());
        self.duties.insert(at, Duty { key, revision: 1, duty, kind: edit.kind, confirmed: true, removed: false });
        self.remember("add", vec![key], vec![]);
        key
    }

    /// A person's decision about a fact that is still as the form saw it.
    pub fn fact(&mut self, code: &str, revision: u32, change: impl FnOnce(&mut FactEdit)) -> Result<(), Refused> {
        let before = self.facts.get(code).cloned().unwrap_or_default();
        if before.revision != revision {
            return Err(Refused::Changed);
        }
        let mut after = before.clone();
        change(&mut after);
        after.revision += 1;
        self.facts.insert(code.to_owned(), after);
        self.step(Step { what: "fact".into(), fact: Some((code.to_owned(), before)), ..Step::default() });
        Ok(())
    }

    /// What the last step was; None when there is nothing to take back.
    pub fn last_step(&self) -> Option<&str> {
        self.undo.last().map(|s| s.what.as_str())
    }

    /// Takes the last step back; returns a duty to look at.
    pub fn undo(&mut self) -> Option<u32> {
        let step = self.undo.pop()?;
        if let Some((code, mut before)) = step.fact {
            before.revision = self.facts.get(&code).map_or(0, |f| f.revision) + 1;
            self.facts.insert(code, before);
        }
        if let Some((number, mut before)) = step.former {
            before.revision = self.former.get(&number).map_or(0, |d| d.revision) + 1;
            self.former.insert(number, before);
        }
        let newest = self.duties.iter().filter(|d| step.out.contains(&d.key)).map(|d| d.revision).max().unwrap_or(0);
        self.duties.retain(|d| !step.out.contains(&d.key));
        let shown = step.back.first().map(|(_, d)| d.key);
        for (at, mut duty) in step.back {
            // A form that was made from the state now taken back must not fit the restored one.
            duty.revision = newest.max(duty.revision) + 1;
            let at = at.min(self.duties.len());
            self.duties.insert(at, duty);
        }
        Some(shown.or_else(|| self.duties.first().map(|d| d.key)).unwrap_or(0))
    }

    /// The next duty that waits for a person after `key`, else the next one.
    pub fn after(&self, key: u32) -> Option<u32> {
        let at = self.duties.iter().position(|d| d.key == key)?;
        let waits = self.duties[at + 1..].iter().chain(&self.duties[..at]).find(|d| d.waits());
        waits.or_else(|| self.duties[at + 1..].iter().find(|d| !d.removed)).map(|d| d.key)
    }

    /// Duties that wait for a person.
    pub fn waiting(&self) -> usize {
        self.duties.iter().filter(|d| d.waits()).count()
    }

    /// The reading as the officer left it, with the answers for publishing.
    pub fn apply(&self, reading: &Reading) -> (Reading, Answers) {
        let kept: Vec<&Duty> = self.duties.iter().filter(|d| !d.removed).collect();
        let mut applied = reading.clone();
        facts::apply(&mut applied, &self.facts, "Người duyệt sửa");
        applied.assignments = kept.iter().map(|d| d.duty.clone()).collect();
        let sure = |d: &&Duty| DutyAnswer { confirmed: d.confirmed, kind: d.kind.clone() };
        (applied, Answers { names: self.names.clone(), duties: kept.iter().map(sure).collect(), former: self.fates() })
    }
}

#[cfg(test)]
#[path = "work_tests.rs"]
mod tests;
