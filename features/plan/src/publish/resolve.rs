//! Ai là ai: the agencies that the words of a plan mean. Unknown ones are added, group names are flagged and their
//! members proposed for a person to confirm; words that name nobody stay words.
use super::{Answers, NameAnswer, Somebody};
use agencies::door::{self, Directory, Kind, NewAgency};
use base::{Actor, Result, Tx};
use jiff::civil::Date;
use plan_reader::model::{Reading, Unit};
use std::collections::{BTreeMap, HashMap};
use uuid::Uuid;

/// Who is meant by which words, and what a person should still look at.
#[derive(Default)]
pub(crate) struct Resolved {
    by_words: HashMap<String, Uuid>,
    /// Agencies that were unknown and whose kind nobody can tell: key, words, why.
    pub unsure: Vec<(Uuid, String, String)>,
    /// Groups whose members no person has confirmed.
    pub groups: Vec<(Uuid, String)>,
}

impl Resolved {
    /// The agency that these words mean.
    pub fn get(&self, words: &str) -> Option<Uuid> {
        self.by_words.get(&words_key(words)).copied()
    }

    fn somebody(&self, who: &Somebody) -> Option<Uuid> {
        match who {
            Somebody::Agency(id) => Some(*id),
            Somebody::Words(words) => self.get(words),
        }
    }
}

/// Two spellings of one name have one key; marks count, their place does not.
pub(crate) fn words_key(words: &str) -> String {
    vietnamese::canonical_tone(&vietnamese::normalize_line(words)).to_lowercase()
}

/// Words that stand for nobody in particular ("các đơn vị liên quan"): nothing can be assigned to them.
pub fn is_vague(words: &str) -> bool {
    let key = format!(" {} ", vietnamese::fold(words));
    const EMPTY: [&str; 24] = [
        "dang", "cai", "cac", "don", "vi", "dia", "phuong", "co", "quan", "huyen", "khac", "tham", "gia", "va", "to", "chuc", "ca", "nhan", "trong", "tinh",
        "tren", "ban", "so", "nganh",
    ];
    let nobody = key.contains(" don vi ") && key.split_whitespace().all(|w| EMPTY.contains(&w));
    key.contains(" lien quan ") || key.trim().is_empty() || nobody
}

/// Everybody that a reading names for a duty, an activity, a stop or as organiser, each once, in order.
pub(crate) fn everybody(reading: &Reading) -> Vec<&str> {
    let duties = reading.assignments.iter().flat_map(|a| a.lead.iter().chain(&a.coordinating));
    let activities = reading.activities.iter().flat_map(|a| a.lead.iter().chain(&a.coordinating));
    let stops = reading.clusters.iter().flat_map(|c| c.host.iter().chain(&c.members));
    let o = &reading.organisers;
    let organisers = o.lead.iter().chain(&o.organising).chain(&o.coordinating);
    let mut seen = std::collections::HashSet::new();
    duties.chain(activities).chain(stops).chain(organisers).map(String::as_str).filter(|w| seen.insert(words_key(w))).collect()
}

/// The unit of the reading that these words name.
pub(crate) fn unit_of<'r>(reading: &'r Reading, words: &str) -> Option<&'r Unit> {
    let key = words_key(words);
    reading.units.iter().find(|u| words_key(&u.name) == key || u.aliases.iter().any(|a| words_key(a) == key))
}

pub(crate) async fn resolve(tx: &mut Tx, actor: &Actor, reading: &Reading, answers: &Answers, on: Date) -> Result<Resolved> {
    tx.lock("agencies").await?;
    let known = Directory::load(tx).await?;
    let mut resolved = Resolved::default();
    let mut wanted: Vec<(String, NewAgency)> = Vec::new();
    let mut members: BTreeMap<String, &Vec<Somebody>> = BTreeMap::new();
    let mut aliases: Vec<(String, &str, &Somebody)> = Vec::new();
    for words in everybody(reading) {
        let key = words_key(words);
        let answer = answers.names.get(&key);
        let found = known.find(words, on);
        match (answer, found) {
            (Some(NameAnswer::Words), _) => continue,
            (Some(NameAnswer::AliasOf { of }), _) => aliases.push((key, words, of)),
            (Some(NameAnswer::New { name, kind }), _) => {
                let other = if words_key(name) == key { vec![] } else { vec![words.to_owned()] };
                wanted.push((key, NewAgency { name: name.clone(), kind: Some(*kind), is_group: false, aliases: other, on, valid_from: None }));
            }
            (Some(NameAnswer::Group { name, members: confirmed }), _) => {
                let other = if words_key(name) == key { vec![] } else { vec![words.to_owned()] };
                members.insert(key.clone(), confirmed);
                wanted.push((key, NewAgency { name: name.clone(), kind: None, is_group: true, aliases: other, on, valid_from: None }));
            }
            (None, Some(id)) => {
                resolved.by_words.insert(key, id);
                if known.get(id).is_some_and(|a| a.is_group) {
                    resolved.groups.push((id, words.to_owned()));
                }
            }
            (None, None) if is_vague(words) => continue,
            (None, None) => wanted.push((key, by_reader(reading, words, on))),
        }
    }
    wanted.extend(members_to_add(answers, &wanted, on));
    add(tx, actor, reading, answers, wanted, &mut resolved).await?;
    for (key, words, of) in aliases {
        if let Some(agency) = resolved.somebody(of) {
            door::add_alias(tx, actor, agency, words).await?;
            resolved.by_words.insert(key, known.canonical(agency));
        }
    }
    groups(tx, actor, &members, on, &mut resolved).await?;
    Ok(resolved)
}

/// Agencies that no duty names and that a person put into a group.
fn members_to_add(answers: &Answers, wanted: &[(String, NewAgency)], on: Date) -> Vec<(String, NewAgency)> {
    let named = answers.names.values().filter_map(|a| match a {
        NameAnswer::Group { members, .. } => Some(members),
        _ => None,
    });
    let keys: std::collections::BTreeSet<String> = named.flatten().filter_map(|m| match m {
        Somebody::Words(words) => Some(words_key(words)),
        Somebody::Agency(_) => None,
    }).collect();
    let new = |key: String| match answers.names.get(&key) {
        Some(NameAnswer::New { name, kind }) if !wanted.iter().any(|(k, _)| *k == key) => {
            Some((key, NewAgency { name: name.clone(), kind: Some(*kind), is_group: false, aliases: vec![], on, valid_from: None }))
        }
        _ => None,
    };
    keys.into_iter().filter_map(new).collect()
}

fn by_reader(reading: &Reading, words: &str, on: Date) -> NewAgency {
    let unit = unit_of(reading, words);
    let name = unit.map_or(words, |u| u.name.as_str());
    let is_group = unit.map_or_else(|| door::is_group_name(name), |u| u.kind == "group");
    let mut aliases: Vec<String> = unit.map(|u| u.aliases.clone()).unwrap_or_default();
    if words_key(words) != words_key(name) && !aliases.iter().any(|a| words_key(a) == words_key(words)) {
        aliases.push(words.to_owned());
    }
    NewAgency { name: name.to_owned(), kind: None, is_group, aliases, on, valid_from: None }
}

async fn add(tx: &mut Tx, actor: &Actor, reading: &Reading, answers: &Answers, wanted: Vec<(String, NewAgency)>, resolved: &mut Resolved) -> Result<()> {
    let (keys, new): (Vec<String>, Vec<NewAgency>) = wanted.into_iter().unzip();
    let known = Directory::load(tx).await?;
    let slip = |a: &NewAgency| {
        let believed = a.is_group || matches!(Kind::of_name(&a.name), Kind::Commune | Kind::District | Kind::School | Kind::Company);
        if believed || known.find(&a.name, a.on).is_some() { None } else { door::near_names(&known, &a.name, a.on).into_iter().next().map(|(_, n)| (a.name.clone(), n)) }
    };
    let slips: Vec<(String, String)> = new.iter().filter_map(slip).collect();
    let ids = door::ensure_many(tx, actor, &new).await?;
    for ((key, agency), id) in keys.into_iter().zip(&new).zip(ids) {
        let answered = answers.names.contains_key(&key);
        resolved.by_words.insert(key, id);
        if agency.is_group {
            if !resolved.groups.iter().any(|(g, _)| *g == id) {
                resolved.groups.push((id, agency.name.clone()));
            }
        } else if let Some((_, near)) = slips.iter().find(|(name, _)| *name == agency.name).filter(|_| !answered) {
            let because = format!("Gần giống “{near}” đã có trong danh bạ");
            resolved.unsure.push((id, agency.name.clone(), because));
        } else if !answered && Kind::of_name(&agency.name) == Kind::Other && !resolved.unsure.iter().any(|(a, ..)| *a == id) {
            let because = unit_of(reading, &agency.name).map(|u| u.because.clone()).unwrap_or_default();
            resolved.unsure.push((id, agency.name.clone(), because));
        }
    }
    Ok(())
}

/// Proposes members of the groups, or sets those that a person confirmed; keeps in `groups` what is still open.
async fn groups(tx: &mut Tx, actor: &Actor, confirmed: &BTreeMap<String, &Vec<Somebody>>, on: Date, resolved: &mut Resolved) -> Result<()> {
    let directory = Directory::load(tx).await?;
    let known = door::groups(tx).await?;
    let mut open = Vec::new();
    for (group, words) in std::mem::take(&mut resolved.groups) {
        let by_person = confirmed.iter().find(|(key, members)| resolved.by_words.get(*key) == Some(&group) && !members.is_empty());
        if let Some((_, members)) = by_person {
            let members: Vec<Uuid> = members.iter().filter_map(|m| resolved.somebody(m)).collect();
            door::confirm_group(tx, actor, group, &members).await?;
            continue;
        }
        if known.get(&group).is_some_and(|m| m.iter().any(|m| m.confirmed)) {
            continue;
        }
        let members = door::suggest_members(&directory, &words, on);
        door::propose_members(tx, actor, group, &members).await?;
        open.push((group, words));
    }
    resolved.groups = open;
    Ok(())
}
