//! Danh bạ cơ quan (directory): all agencies with their dated names, read in one statement and asked in memory.
//! A province has some hundreds; it must never be kept longer than one request.
use crate::matching::{self, Marks};
use crate::model::{AgencyName, Kind, Span};
use crate::store;
use base::{Fetch, Result};
use jiff::civil::Date;
use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;
use uuid::Uuid;

/// A name with its days.
#[derive(Clone, Debug)]
pub struct DatedName {
    /// Key of the row.
    pub id: Uuid,
    /// As written.
    pub name: String,
    /// Other spelling or abbreviation: found, but never shown as the name.
    pub is_alias: bool,
    /// When papers used it.
    pub span: Span,
}

/// One agency with all its names.
#[derive(Clone, Debug)]
pub struct Agency {
    /// Key.
    pub id: Uuid,
    /// Last part of its page.
    pub slug: String,
    /// Kind.
    pub kind: Kind,
    /// Whether it stands for several agencies.
    pub is_group: bool,
    /// Cơ quan cấp trên.
    pub parent: Option<Uuid>,
    /// When it existed.
    pub span: Span,
    /// The record that this duplicate was merged into.
    pub merged_into: Option<Uuid>,
    /// Names, oldest row first.
    pub names: Vec<DatedName>,
}

impl Agency {
    /// The names under which it is shown, without other spellings.
    pub fn own_names(&self) -> impl DoubleEndedIterator<Item = &DatedName> {
        self.names.iter().filter(|n| !n.is_alias)
    }

    /// The name that it has now or had last.
    pub fn latest_name(&self) -> Option<&DatedName> {
        self.own_names().max_by_key(|n| (n.span.to.is_none(), n.span.to, n.span.from))
    }
}

/// All agencies of the installation.
#[derive(Default)]
pub struct Directory {
    agencies: Vec<Agency>,
    at: HashMap<Uuid, usize>,
    // Both are for finding by name: whoever only shows names does not pay for them.
    by_key: OnceLock<HashMap<String, Vec<(usize, usize)>>>,
    by_short: OnceLock<HashMap<String, Vec<(usize, String)>>>,
}

impl Directory {
    /// Reads it, in one statement.
    pub async fn load(db: &mut impl Fetch) -> Result<Directory> {
        let mut agencies: Vec<Agency> = Vec::new();
        for row in store::directory(db).await? {
            if agencies.last().is_none_or(|last| last.id != row.id) {
                agencies.push(Agency {
                    id: row.id,
                    slug: row.slug,
                    kind: Kind::from_code(&row.kind).unwrap_or(Kind::Other),
                    is_group: row.is_group,
                    parent: row.parent,
                    span: store::span(row.valid_from.as_deref(), row.valid_to.as_deref()),
                    merged_into: row.merged_into,
                    names: Vec::new(),
                });
            }
            if let Some(last) = agencies.last_mut() {
                let span = store::span(row.name_from.as_deref(), row.name_to.as_deref());
                last.names.push(DatedName { id: row.name_id, name: row.name, is_alias: row.is_alias, span });
            }
        }
        Ok(Directory::new(agencies))
    }

    /// A directory of these agencies.
    pub fn new(agencies: Vec<Agency>) -> Directory {
        let at = agencies.iter().enumerate().map(|(at, agency)| (agency.id, at)).collect();
        Directory { agencies, at, ..Directory::default() }
    }

    fn by_key(&self) -> &HashMap<String, Vec<(usize, usize)>> {
        self.by_key.get_or_init(|| {
            let mut by_key: HashMap<String, Vec<(usize, usize)>> = HashMap::new();
            for (at, agency) in self.agencies.iter().enumerate() {
                for (n, name) in agency.names.iter().enumerate() {
                    by_key.entry(matching::key(&name.name)).or_default().push((at, n));
                }
            }
            by_key
        })
    }

    /// All records, merged duplicates included, in the order of creation.
    pub fn agencies(&self) -> &[Agency] {
        &self.agencies
    }

    /// The record with this key, as it is (also a merged duplicate).
    pub fn get(&self, id: Uuid) -> Option<&Agency> {
        self.at.get(&id).map(|&at| &self.agencies[at])
    }

    /// The record with this slug.
    pub fn by_slug(&self, slug: &str) -> Option<&Agency> {
        self.agencies.iter().find(|a| a.slug == slug)
    }

    /// The record that this one counts as: itself, or what it was merged into.
    pub fn canonical(&self, id: Uuid) -> Uuid {
        let mut seen = HashSet::new();
        let mut id = id;
        while let Some(next) = self.get(id).and_then(|a| a.merged_into) {
            if !seen.insert(id) {
                break;
            }
            id = next;
        }
        id
    }

    /// This record and the duplicates merged into it.
    pub fn same_as(&self, id: Uuid) -> Vec<Uuid> {
        let id = self.canonical(id);
        self.agencies.iter().map(|a| a.id).filter(|other| self.canonical(*other) == id).collect()
    }

    /// The one agency that a paper of day `on` means by this name; `None` when nobody or more than one bears it.
    /// Names of that day count before old and new names of agencies that lived on that day; an agency that did not
    /// exist on the day is never found. Short names ("SKHCN") come last, then a left-out place ("UBND tỉnh").
    pub fn find(&self, name: &str, on: Date) -> Option<Uuid> {
        let key = matching::key(name);
        if key.is_empty() {
            return None;
        }
        let named = self.by_key().get(&key).into_iter().flatten().map(|&(at, n)| {
            let n = &self.agencies[at].names[n];
            (at, n.name.as_str(), n.span.holds(on))
        });
        if let Some(found) = self.best(named, name, on) {
            return found;
        }
        let short = self.by_short.get_or_init(|| self.short_names());
        let loose = vietnamese::fold_loose(name);
        let named = [&key, &loose].into_iter().flat_map(|k| short.get(k.as_str())).flatten();
        match self.best(named.map(|(at, short)| (*at, short.as_str(), true)), name, on) {
            Some(found) => found,
            None => self.with_place(&key, name, on),
        }
    }

    /// The one agency of the best class of candidates `(agency, spelling, whether in use on that day)`; `Some(None)`
    /// when the best class holds several, `None` when nobody fits.
    fn best<'n>(&self, named: impl Iterator<Item = (usize, &'n str, bool)>, name: &str, on: Date) -> Option<Option<Uuid>> {
        let fitting: Vec<((Marks, bool), usize)> = named
            .filter(|(at, ..)| self.alive(*at, on))
            .map(|(at, spelling, holds)| ((matching::marks(spelling, name), holds), at))
            .filter(|((marks, _), _)| *marks != Marks::Differ)
            .collect();
        let best = fitting.iter().map(|(class, _)| *class).max()?;
        Some(self.one(fitting.into_iter().filter(|(class, _)| *class == best).map(|(_, at)| at)))
    }

    /// The one agency that ever bore exactly this name, marks included, whatever the day.
    pub fn find_ever(&self, name: &str) -> Option<Uuid> {
        let same = |n: &DatedName| matching::marks(&n.name, name) == Marks::Same;
        let named = self.by_key().get(&matching::key(name)).into_iter().flatten();
        self.one(named.filter(|(at, n)| same(&self.agencies[*at].names[*n])).map(|(at, _)| *at))
    }

    /// "UBND tỉnh" for the one agency whose name goes on with a place: "Ủy ban nhân dân tỉnh …".
    fn with_place(&self, key: &str, name: &str, on: Date) -> Option<Uuid> {
        if !(key.ends_with(" tinh") || key.ends_with(" thanh pho")) {
            return None;
        }
        let words = matching::expand(name).split(' ').count();
        let begins = |full: &str| {
            let full = matching::expand(full);
            let head: Vec<&str> = full.split(' ').take(words).collect();
            matching::same_name(&head.join(" "), name)
        };
        let found = self.agencies.iter().enumerate().filter(|(at, a)| {
            self.alive(*at, on) && !a.is_group && a.names.iter().any(|n| n.span.holds(on) && begins(&n.name))
        });
        self.one(found.map(|(at, _)| at))
    }

    fn short_names(&self) -> HashMap<String, Vec<(usize, String)>> {
        let mut all: HashMap<String, Vec<(usize, String)>> = HashMap::new();
        for (at, agency) in self.agencies.iter().enumerate() {
            for name in &agency.names {
                for (key, short) in matching::short_names(&name.name) {
                    all.entry(key).or_default().push((at, short));
                }
            }
        }
        all
    }

    /// Whether the agency that this record counts as existed on the day.
    fn alive(&self, at: usize, on: Date) -> bool {
        let id = self.canonical(self.agencies[at].id);
        self.get(id).is_some_and(|a| a.span.holds(on))
    }

    /// The one agency that all of these count as; `None` for none or several.
    fn one(&self, found: impl Iterator<Item = usize>) -> Option<Uuid> {
        let mut ids = found.map(|at| self.canonical(self.agencies[at].id));
        let first = ids.next()?;
        ids.all(|id| id == first).then_some(first)
    }

    /// The name that papers of day `on` write; for a day outside all its names the nearest one in time.
    pub fn name_on(&self, id: Uuid, on: Date) -> Option<AgencyName> {
        let agency = self.get(self.canonical(id))?;
        let own = || agency.names.iter().filter(|n| !n.is_alias);
        let name = own()
            .rfind(|n| n.span.holds(on))
            .or_else(|| own().filter(|n| n.span.to.is_some_and(|to| to < on)).max_by_key(|n| n.span.to))
            .or_else(|| own().min_by_key(|n| n.span.from))
            .or(agency.names.first())?;
        Some(AgencyName {
            id: agency.id,
            name: name.name.clone(),
            slug: agency.slug.clone(),
            kind: agency.kind,
            is_group: agency.is_group,
            alive: agency.span.holds(on),
        })
    }

    /// The agencies of a day in Vietnamese order, merged duplicates left out.
    pub fn list(&self, on: Date) -> Vec<AgencyName> {
        let living = self.agencies.iter().filter(|a| a.merged_into.is_none() && a.span.holds(on));
        let mut list: Vec<AgencyName> = living.filter_map(|a| self.name_on(a.id, on)).collect();
        list.sort_by_cached_key(|a| vietnamese::collate::sort_key(&a.name));
        list
    }
}
