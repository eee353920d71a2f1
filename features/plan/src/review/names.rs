//! Chưa rõ là ai: the words of a plan under review that name somebody nobody knows yet, with what can be proposed.
use super::work::Work;
use crate::publish::{NameAnswer, Somebody, resolve};
use crate::source::{self, Line};
use agencies::door::{Agency, DatedName, Directory, Kind, Span, suggest_members};
use base::{Fetch, Result};
use jiff::civil::Date;
use plan_reader::model::Reading;
use std::collections::{BTreeMap, HashSet};
use uuid::Uuid;

/// What sort of question it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sort {
    /// Stands for several: who are they?
    Group,
    /// Nobody can tell what it is.
    Unclear,
    /// Stands for nobody in particular; stays words unless a person says otherwise.
    Vague,
    /// A name that is another with a slip of the pen, or that only a person typed: it is never added in silence.
    Near,
    /// A name whose kind is plain: it will be added.
    New,
}

/// Words to be named.
#[derive(Clone, Debug)]
pub(crate) struct Unknown {
    pub key: String,
    pub words: String,
    pub sort: Sort,
    pub times: usize,
    /// First line that names it; 0 when the words do not stand there literally.
    pub line: usize,
    pub kind: Kind,
    /// Other spellings that the reader took for the same.
    pub aliases: Vec<String>,
    /// Proposed members: who, name.
    pub members: Vec<(Somebody, String)>,
    /// Names that may be meant.
    pub near: Vec<String>,
    pub answer: Option<NameAnswer>,
}

impl Unknown {
    /// Whether a person must answer before publishing.
    pub fn waits(&self) -> bool {
        self.answer.is_none() && matches!(self.sort, Sort::Group | Sort::Unclear | Sort::Near)
    }
}

/// The groups about which a plan does not ask: those that a person confirmed, where it amends one. A new plan asks, since its day may have
/// other members.
pub(crate) async fn confirmed(db: &mut impl Fetch, campaign: Option<Uuid>) -> Result<HashSet<Uuid>> {
    if campaign.is_some() { agencies::door::confirmed_groups(db).await } else { Ok(HashSet::new()) }
}

/// The words under review that no agency of that day answers to, in the plan's order. Groups in `confirmed` are known: a person has said
/// whom they stand for, and an amended plan does not ask again.
pub(crate) fn unknown(work: &Work, reading: &Reading, directory: &Directory, confirmed: &HashSet<Uuid>, on: Date, lines: &[Line<'_>], letters: &[char]) -> Vec<Unknown> {
    let (applied, _) = work.apply(reading);
    let everybody: Vec<String> = resolve::everybody(&applied).into_iter().map(str::to_owned).collect();
    let (all, by_id) = with_plan(directory, &with_added(work, &everybody), on);
    let counted = count(&applied);
    let read: HashSet<String> = resolve::everybody(reading).into_iter().map(resolve::words_key).collect();
    // Of two names of one plan that are near each other the commoner, else the earlier, is taken for the right one.
    let weight = |words: &str| {
        let key = resolve::words_key(words);
        let at = everybody.iter().position(|w| resolve::words_key(w) == key);
        read.contains(&key).then(|| (counted.get(&key).copied().unwrap_or(0), std::cmp::Reverse(at)))
    };
    let is_better = |other: &str, words: &str| {
        let other = weight(other);
        other.is_some() && other > weight(words)
    };
    let mut out = Vec::new();
    for words in &everybody {
        let key = resolve::words_key(words);
        let found = directory.find(words, on).and_then(|id| directory.get(id));
        let answer = work.names.get(&key).cloned();
        if found.is_some_and(|a| !a.is_group || confirmed.contains(&a.id)) && answer.is_none() {
            continue;
        }
        let unit = resolve::unit_of(reading, words);
        let name = unit.map_or(words.as_str(), |u| u.name.as_str());
        let typed = !read.contains(&key);
        let mut sort = sort_of(words, name, unit.map(|u| u.kind.as_str()), found.is_some());
        let near = if sort == Sort::New || typed && sort == Sort::Unclear { near(words, typed, &by_id, &is_better) } else { vec![] };
        if !near.is_empty() || typed && sort == Sort::New {
            sort = Sort::Near;
        }
        let members = if sort == Sort::Group { suggest_members(&all, words, on) } else { vec![] };
        let mut members: Vec<(Somebody, String)> = members.into_iter().filter_map(|id| by_id.get(&id).cloned()).collect();
        if let Some(NameAnswer::Group { members: chosen, .. }) = &answer {
            let more = by_id.values().filter(|(who, _)| chosen.contains(who));
            let more: Vec<_> = more.filter(|m| !members.contains(m)).cloned().collect();
            members.extend(more);
        }
        let at = source::find(letters, 0, letters.len(), words);
        out.push(Unknown {
            sort,
            times: counted.get(&key).copied().unwrap_or(0),
            line: at.map_or(0, |(start, _)| source::line_of(lines, start)),
            kind: Kind::of_name(name),
            aliases: unit.map(|u| u.aliases.clone()).unwrap_or_default(),
            members,
            near,
            answer,
            words: words.clone(),
            key,
        });
    }
    out
}

/// Those who may be meant by a name with a slip of the pen. Communes differ by one letter in earnest ("Tân An", "Tân Ân"):
/// where the plan's own text names one it is believed.
fn near(words: &str, typed: bool, by_id: &BTreeMap<Uuid, (Somebody, String)>, is_better: &impl Fn(&str, &str) -> bool) -> Vec<String> {
    if !typed && matches!(Kind::of_name(words), Kind::Commune | Kind::District | Kind::School | Kind::Company) {
        return vec![];
    }
    let fits = |(who, name): &&(Somebody, String)| agencies::door::is_near(name, words) && (matches!(who, Somebody::Agency(_)) || is_better(name, words));
    by_id.values().filter(fits).map(|(_, name)| name.clone()).take(3).collect()
}

fn sort_of(words: &str, name: &str, unit: Option<&str>, known_group: bool) -> Sort {
    let group = unit.map_or_else(|| agencies::door::is_group_name(name), |kind| kind == "group");
    if resolve::is_vague(words) {
        Sort::Vague
    } else if known_group || group {
        Sort::Group
    } else if Kind::of_name(name) == Kind::Other {
        Sort::Unclear
    } else {
        Sort::New
    }
}

/// Those of the plan and those whom a person has added to a group.
fn with_added(work: &Work, everybody: &[String]) -> Vec<String> {
    let added = work.names.values().filter_map(|a| match a {
        NameAnswer::New { name, .. } => Some(name.clone()),
        _ => None,
    });
    let mut all = everybody.to_vec();
    for name in added {
        if !all.iter().any(|n| resolve::words_key(n) == resolve::words_key(&name)) {
            all.push(name);
        }
    }
    all
}

/// The directory with those whom this plan will add, so that a group may have members that do not exist yet.
fn with_plan(directory: &Directory, everybody: &[String], on: Date) -> (Directory, BTreeMap<Uuid, (Somebody, String)>) {
    let mut all = directory.agencies().to_vec();
    let mut by_id: BTreeMap<Uuid, (Somebody, String)> = BTreeMap::new();
    for agency in directory.list(on) {
        by_id.insert(agency.id, (Somebody::Agency(agency.id), agency.name));
    }
    for words in everybody {
        if directory.find(words, on).is_some() || resolve::is_vague(words) || agencies::door::is_group_name(words) {
            continue;
        }
        let id = Uuid::now_v7();
        let name = DatedName { id, name: words.clone(), is_alias: false, span: Span::default() };
        let kind = Kind::of_name(words);
        all.push(Agency { id, slug: String::new(), kind, is_group: false, parent: None, span: Span::default(), merged_into: None, names: vec![name] });
        by_id.insert(id, (Somebody::Words(words.clone()), words.clone()));
    }
    (Directory::new(all), by_id)
}

/// Everybody who can be meant by other words: known agencies and those of this plan, in Vietnamese order.
pub(crate) fn candidates(work: &Work, reading: &Reading, directory: &Directory, on: Date) -> Vec<(Somebody, String)> {
    let (applied, _) = work.apply(reading);
    let everybody: Vec<String> = resolve::everybody(&applied).into_iter().map(str::to_owned).collect();
    let mut all: Vec<(Somebody, String)> = with_plan(directory, &with_added(work, &everybody), on).1.into_values().collect();
    all.sort_by_cached_key(|(_, name)| vietnamese::collate::sort_key(name));
    all
}

fn count(reading: &Reading) -> BTreeMap<String, usize> {
    let mut counted = BTreeMap::new();
    for words in reading.assignments.iter().flat_map(|a| a.lead.iter().chain(&a.coordinating)) {
        *counted.entry(resolve::words_key(words)).or_default() += 1;
    }
    counted
}
