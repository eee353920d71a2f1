//! So sánh với bản đang có: which duty of an amended text is which one in force, and what a person decides about those that are gone or
//! changed. Pure; the review shows by it what publishing will do. It must never pair a duty twice, nor follow a decision that was made
//! about another case.
use crate::model;
use plan_reader::Change;
use plan_reader::model::{Assignment, Deadline, Reading};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};

/// Basis of a duty that the newest text does not name and a person kept in force.
pub(crate) const KEPT: &str = "kept";

/// What a person decides about a duty in force that the amended text changes or drops.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    /// Dropped: it is withdrawn (rút).
    Withdraw,
    /// Dropped: it stays in force with the words of the former version (giữ nguyên hiệu lực).
    Keep,
    /// Changed: it is the same duty and takes the new words, deadline and agencies.
    Take,
    /// Changed: the new words are another duty; this one is withdrawn.
    Apart,
    /// Changed: the new words are another duty; this one stays in force beside it.
    Beside,
}

/// Fates by the public numbers of duties; the default stands where there is none, or one of another case.
pub type Fates = BTreeMap<i64, Fate>;

impl Fate {
    /// What can be said of a dropped duty, and of a changed one.
    pub(crate) const DROPPED: [Fate; 2] = [Fate::Withdraw, Fate::Keep];
    pub(crate) const CHANGED: [Fate; 3] = [Fate::Take, Fate::Apart, Fate::Beside];

    /// Value in forms, and last word of the catalogue key `plan-fate-…`.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Fate::Withdraw => "withdraw",
            Fate::Keep => "keep",
            Fate::Take => "take",
            Fate::Apart => "apart",
            Fate::Beside => "beside",
        }
    }

    pub(crate) fn parse(code: &str) -> Option<Fate> {
        Fate::DROPPED.into_iter().chain(Fate::CHANGED).find(|f| f.code() == code)
    }
}

/// The duties in force before: those of the earlier text in its words, then those that a person had kept from older versions.
pub(crate) struct Former {
    pub duties: Vec<Assignment>,
    /// Their places among the stored rows.
    rows: Vec<Option<usize>>,
}

impl Former {
    /// `stored`: all duties of the campaign with their agencies.
    pub fn of(before: &Reading, stored: &[model::Assignment]) -> Former {
        let live = |o: &&model::Assignment| o.withdrawn_at.is_none();
        let at = |i: usize| stored.iter().position(|o| live(&o) && o.basis != KEPT && usize::try_from(o.ordinal) == Ok(i));
        let mut rows: Vec<Option<usize>> = (0..before.assignments.len()).map(at).collect();
        let mut duties = before.assignments.clone();
        for (row, kept) in stored.iter().enumerate().filter(|(_, o)| live(o) && o.basis == KEPT) {
            rows.push(Some(row));
            duties.push(as_read(kept));
        }
        Former { duties, rows }
    }

    /// Pairs them with the duties of the amended text: changed ones as the diff pairs them, the others by equal words.
    pub fn compare(&self, after: &Reading, stored: &[model::Assignment]) -> Compared {
        let before = Reading { assignments: self.duties.clone(), ..Reading::default() };
        let diff = plan_reader::diff(&before, after);
        let mut free: Vec<usize> = (0..self.duties.len()).filter(|i| !diff.dropped.contains(&self.duties[*i])).collect();
        let mut found = Compared::default();
        for (at, duty) in after.assignments.iter().enumerate() {
            let was = diff.changed.iter().find(|c| c.after == *duty);
            let same = |i: &usize| match was {
                Some(was) => self.duties[*i] == was.before,
                None => !diff.added.contains(duty) && vietnamese::same_text(&self.duties[*i].text, &duty.text),
            };
            let near = |i: &usize| self.duties[*i].path == duty.path;
            let one = free.iter().copied().find(|i| same(i) && near(i)).or_else(|| free.iter().copied().find(|i| same(i)));
            free.retain(|i| Some(*i) != one);
            let Some((i, row)) = one.and_then(|i| Some((i, self.rows[i]?))) else {
                found.added.push(at);
                continue;
            };
            found.pairs.insert(at, row);
            // Where a kept duty stands in the new text is no change of it
            let kept = stored.get(row).is_some_and(|o| o.basis == KEPT);
            let changes: Vec<Change> = was.map(|c| c.changes.clone()).unwrap_or_default().into_iter().filter(|c| !kept || c.field != "path").collect();
            if !changes.is_empty() {
                found.changed.push(Changed { row, at, before: self.duties[i].clone(), changes });
            }
        }
        let paired = |row: &usize| found.pairs.values().any(|r| r == row);
        found.dropped = (0..stored.len()).filter(|row| stored[*row].withdrawn_at.is_none() && !paired(row)).collect();
        found
    }
}

/// A stored duty as if it were read; it has no place in a text.
fn as_read(row: &model::Assignment) -> Assignment {
    let words = |list: &[model::AgencyRef]| list.iter().map(|a| a.words.clone()).collect::<Vec<_>>();
    let named = !row.deadline_text.is_empty() || row.deadline_start.is_some() || row.deadline_end.is_some();
    let deadline = || Deadline { text: row.deadline_text.clone(), start: row.deadline_start.clone(), end: row.deadline_end.clone(), ..Deadline::default() };
    Assignment {
        text: row.text.clone(),
        lead: words(&row.lead),
        coordinating: words(&row.coordinating),
        deadline: named.then(deadline),
        confidence: row.confidence,
        because: row.because.clone(),
        ..Assignment::default()
    }
}

/// A duty that the amended text says otherwise.
#[derive(Clone, Debug)]
pub(crate) struct Changed {
    pub row: usize,
    /// Its place in the amended reading.
    pub at: usize,
    pub before: Assignment,
    pub changes: Vec<Change>,
}

/// What an amended text does to the duties in force, before anybody decides. Rows are places among the stored duties.
#[derive(Clone, Debug, Default)]
pub(crate) struct Compared {
    /// From places in the amended reading to rows.
    pub pairs: HashMap<usize, usize>,
    /// Places in the amended reading.
    pub added: Vec<usize>,
    pub dropped: Vec<usize>,
    pub changed: Vec<Changed>,
}

/// What is done: the same, with a person's decisions.
#[derive(Clone, Debug, Default)]
pub(crate) struct Decided {
    pub pairs: HashMap<usize, usize>,
    /// Rows that stay in force with their own words, in their order.
    pub kept: Vec<usize>,
    /// Rows of which a person said that the new words are another duty: the row, and the place of the other.
    pub apart: Vec<(usize, usize)>,
}

impl Compared {
    /// Duties that the text repeats.
    pub fn same(&self) -> usize {
        self.pairs.len() - self.changed.len()
    }

    pub fn decided(&self, stored: &[model::Assignment], fates: &Fates) -> Decided {
        let mut done = Decided { pairs: self.pairs.clone(), ..Decided::default() };
        done.kept = self.dropped.iter().copied().filter(|row| dropped(&stored[*row], fates) == Fate::Keep).collect();
        for one in &self.changed {
            let fate = changed(&stored[one.row], fates);
            if fate != Fate::Take {
                done.pairs.remove(&one.at);
                done.apart.push((one.row, one.at));
                done.kept.extend((fate == Fate::Beside).then_some(one.row));
            }
        }
        done.kept.sort_unstable_by_key(|row| (stored[*row].ordinal, stored[*row].number));
        done
    }
}

/// The fate of a dropped duty: what a person kept in force once stays so until a person says otherwise.
pub(crate) fn dropped(row: &model::Assignment, fates: &Fates) -> Fate {
    let otherwise = if row.basis == KEPT { Fate::Keep } else { Fate::Withdraw };
    fates.get(&row.number).copied().filter(|f| Fate::DROPPED.contains(f)).unwrap_or(otherwise)
}

/// The fate of a changed duty.
pub(crate) fn changed(row: &model::Assignment, fates: &Fates) -> Fate {
    fates.get(&row.number).copied().filter(|f| Fate::CHANGED.contains(f)).unwrap_or(Fate::Take)
}

#[cfg(test)]
#[path = "compare_tests.rs"]
mod tests;
