//! Kế thừa (succession): who does an agency's work today. History is never rewritten: old papers keep the old agency.
use crate::directory::Directory;
use crate::store::{self, SuccessorRow};
use base::{Fetch, Result};
use jiff::civil::Date;
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// Hand-overs between agencies.
#[derive(Default)]
pub struct Succession {
    links: Vec<Link>,
    from: HashMap<Uuid, Vec<usize>>,
}

/// From one agency to the next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Who did the work before.
    pub predecessor: Uuid,
    /// Who does it from that day on.
    pub successor: Uuid,
    /// First day of the successor's duty.
    pub on: Date,
    /// Why: number of the resolution or decision.
    pub note: String,
}

impl Succession {
    /// Reads all hand-overs, in one statement.
    pub async fn load(db: &mut impl Fetch) -> Result<Succession> {
        let rows = store::successors(db).await?;
        Ok(Succession::new(rows.into_iter().filter_map(|SuccessorRow { predecessor, successor, on_date, note }| {
            Some(Link { predecessor, successor, on: on_date.parse().ok()?, note })
        })))
    }

    /// From these links.
    pub fn new(links: impl IntoIterator<Item = Link>) -> Succession {
        let mut all = Succession { links: links.into_iter().collect(), from: HashMap::new() };
        for (at, link) in all.links.iter().enumerate() {
            all.from.entry(link.predecessor).or_default().push(at);
        }
        all
    }

    /// All links.
    pub fn links(&self) -> &[Link] {
        &self.links
    }

    /// The agencies that do the work of `id` on day `today`: itself while it lives, else the living ones at the end of
    /// the hand-overs that have happened by then. Empty when the work ended. A circle of hand-overs ends by itself.
    pub fn today_of(&self, directory: &Directory, id: Uuid, today: Date) -> Vec<Uuid> {
        let mut seen = HashSet::new();
        let mut waiting = vec![directory.canonical(id)];
        let mut found = Vec::new();
        while let Some(id) = waiting.pop() {
            if !seen.insert(id) {
                continue;
            }
            if directory.get(id).is_some_and(|a| a.span.holds(today)) {
                found.push(id);
                continue;
            }
            let next = self.from.get(&id).into_iter().flatten().rev().map(|&at| &self.links[at]);
            waiting.extend(next.filter(|l| l.on <= today).map(|l| directory.canonical(l.successor)));
        }
        found
    }

    /// This agency, its merged duplicates and all whose work came to it, directly or through others: what an officer
    /// of today's agency answers for.
    pub fn line_of(&self, directory: &Directory, id: Uuid) -> Vec<Uuid> {
        let mut seen = HashSet::new();
        let mut waiting = vec![directory.canonical(id)];
        let mut line = Vec::new();
        while let Some(id) = waiting.pop() {
            if !seen.insert(id) {
                continue;
            }
            let same = directory.same_as(id);
            let before = self.links.iter().filter(|l| directory.canonical(l.successor) == id);
            waiting.extend(before.map(|l| directory.canonical(l.predecessor)));
            line.extend(if same.is_empty() { vec![id] } else { same });
        }
        line
    }

    /// Whether a hand-over from `predecessor` to `successor` would close a circle.
    pub fn would_circle(&self, predecessor: Uuid, successor: Uuid) -> bool {
        let mut seen = HashSet::new();
        let mut waiting = vec![successor];
        while let Some(id) = waiting.pop() {
            if id == predecessor {
                return true;
            }
            if seen.insert(id) {
                waiting.extend(self.from.get(&id).into_iter().flatten().map(|&at| self.links[at].successor));
            }
        }
        false
    }
}
