//! So bảng với danh bạ (compare): what a sheet would change, row by row, and what is wrong with it. Reads nothing, writes
//! nothing: it builds the directory as it would be and shows the difference.
use super::columns::Column;
use super::read::{Row, Sheet};
use super::rows::{agency, date, former, list, phone};
use super::write::{Whole, cells, day_of};
use crate::directory::{Agency, Directory};
use crate::groups::GroupMember;
use crate::matching::{self, Marks};
use crate::model::{Kind, Span};
use crate::succession::{Link, Succession};
use jiff::civil::Date;
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// Something wrong in a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Problem {
    pub line: u32,
    pub column: Column,
    /// Catalogue key; takes `value`.
    pub key: &'static str,
    pub value: String,
}

/// What one row would do.
#[derive(Clone, Debug)]
pub(crate) struct Planned {
    pub line: u32,
    pub id: Uuid,
    pub is_new: bool,
    pub name: String,
    /// Column, before, after.
    pub changes: Vec<(Column, String, String)>,
}

/// What a whole sheet would do.
pub(crate) struct Comparison {
    pub planned: Vec<Planned>,
    pub problems: Vec<Problem>,
    /// Everything as it would be.
    pub after: Whole,
}

/// A row on its way: whose it is and its full text.
pub(super) struct Draft<'s> {
    pub row: &'s Row,
    pub id: Uuid,
    pub is_new: bool,
    pub cells: Vec<String>,
    pub before: Vec<String>,
}

impl Draft<'_> {
    /// The text of a column, of the file or as it is stored.
    pub fn cell(&self, column: Column) -> &str {
        &self.cells[column as usize]
    }
    /// Whether a cell of a known agency reads as it does today.
    fn untouched(&self, column: Column) -> bool {
        !self.is_new && self.cells[column as usize] == self.before[column as usize]
    }
}

/// Compares a sheet with everything as it is. `kind` gives the words of a kind.
pub(crate) fn compare(whole: Whole, sheet: &Sheet, today: Date, kind: &impl Fn(Kind) -> String) -> Comparison {
    let mut problems = Vec::new();
    let drafts = drafts(&whole, sheet, today, kind, &mut problems);
    let mut agencies: Vec<Agency> = whole.directory.agencies().to_vec();
    let mut details = whole.details;
    let at: HashMap<Uuid, usize> = agencies.iter().enumerate().map(|(n, a)| (a.id, n)).collect();
    for draft in &drafts {
        let old = at.get(&draft.id).map(|n| agencies[*n].clone());
        let new = agency(draft, old.as_ref(), kind, &mut problems);
        let entry = details.entry(draft.id).or_default();
        entry.phone = phone(draft.cell(Column::Phone));
        entry.email = draft.cell(Column::Email).to_lowercase();
        entry.address = draft.cell(Column::Address).to_owned();
        match at.get(&draft.id) {
            Some(n) => agencies[*n] = new,
            None => agencies.push(new),
        }
    }
    let named = Directory::new(agencies.clone());
    let mut links: Vec<Link> = whole.succession.links().to_vec();
    let mut groups = whole.groups;
    let at: HashMap<Uuid, usize> = agencies.iter().enumerate().map(|(n, a)| (a.id, n)).collect();
    for draft in &drafts {
        let agency = &mut agencies[at[&draft.id]];
        let on = day_of(agency.span, today);
        let find = |problems: &mut Vec<Problem>, column: Column, on: Date| -> Vec<Uuid> {
            let mut ids = Vec::new();
            for name in list(draft.cell(column)) {
                match named.find(&name, on).or_else(|| named.find_ever(&name)) {
                    Some(id) if id != draft.id => ids.push(id),
                    _ => problems.push(Problem { line: draft.row.line, column, key: "agencies-row-unknown-agency", value: name }),
                }
            }
            ids
        };
        if !draft.untouched(Column::Parent) {
            agency.parent = find(&mut problems, Column::Parent, on).first().copied();
        }
        if !draft.untouched(Column::Heirs) || !draft.untouched(Column::To) {
            let start = agency.span.to.and_then(|to| to.tomorrow().ok());
            let heirs = find(&mut problems, Column::Heirs, start.unwrap_or(on));
            let notes: HashMap<Uuid, String> =
                links.iter().filter(|l| l.predecessor == draft.id).map(|l| (l.successor, l.note.clone())).collect();
            links.retain(|l| l.predecessor != draft.id);
            match start {
                Some(on) => links.extend(heirs.into_iter().map(|successor| Link {
                    predecessor: draft.id,
                    successor,
                    on,
                    note: notes.get(&successor).cloned().unwrap_or_default(),
                })),
                None if heirs.is_empty() => {}
                None => problems.push(Problem {
                    line: draft.row.line,
                    column: Column::Heirs,
                    key: "agencies-row-heir-without-end",
                    value: String::new(),
                }),
            }
        }
        if !draft.untouched(Column::Members) {
            let members = find(&mut problems, Column::Members, on);
            agency.is_group |= !members.is_empty();
            groups.insert(draft.id, members.into_iter().map(|agency| GroupMember { agency, confirmed: true }).collect());
        }
    }
    circles(&drafts, &agencies, &at, &links, &mut problems);
    let after = Whole { directory: Directory::new(agencies), succession: Succession::new(links), groups, details };
    let planned = drafts.iter().map(|draft| {
        let now = after.directory.get(draft.id).map(|a| cells(&after, a, today, kind)).unwrap_or_default();
        let change = |c: Column| (draft.before[c as usize] != now[c as usize])
            .then(|| (c, draft.before[c as usize].clone(), now[c as usize].clone()));
        let changes = Column::ALL.into_iter().filter_map(change).collect();
        Planned { line: draft.row.line, id: draft.id, is_new: draft.is_new, name: draft.cell(Column::Name).to_owned(), changes }
    });
    let planned = planned.collect();
    problems.sort_by_key(|p| (p.line, p.column as usize));
    Comparison { planned, problems, after }
}

/// Finds out whose row each one is.
fn drafts<'s>(whole: &Whole, sheet: &'s Sheet, today: Date, kind: &impl Fn(Kind) -> String, problems: &mut Vec<Problem>) -> Vec<Draft<'s>> {
    let mut drafts: Vec<Draft<'s>> = Vec::new();
    let mut taken: HashMap<Uuid, u32> = HashMap::new();
    for row in &sheet.rows {
        let mut wrong = |column, key, value: &str| problems.push(Problem { line: row.line, column, key, value: value.to_owned() });
        for column in Column::ALL {
            if row.cell(column).chars().count() > column.longest() {
                wrong(column, "agencies-row-too-long", &column.longest().to_string());
            }
        }
        let name = row.cell(Column::Name);
        if matching::key(name).is_empty() {
            wrong(Column::Name, "agencies-row-no-name", "");
            continue;
        }
        let Ok(found) = identify(&whole.directory, sheet, row) else {
            wrong(Column::Name, "agencies-row-ambiguous", name);
            continue;
        };
        if let Some(line) = found.and_then(|id| taken.insert(id, row.line)) {
            wrong(Column::Name, "agencies-row-twice", &line.to_string());
            continue;
        }
        let span = span_of(sheet, row);
        let twin = drafts.iter().find(|d| found.is_none() && d.is_new && matching::same_name(d.cell(Column::Name), name) && span_of(sheet, d.row).meets(span));
        if let Some(twin) = twin {
            wrong(Column::Name, "agencies-row-twice", &twin.row.line.to_string());
            continue;
        }
        let before = found.and_then(|id| whole.directory.get(id)).map(|a| cells(whole, a, today, kind));
        let old = before.clone().unwrap_or_else(|| vec![String::new(); Column::ALL.len()]);
        let text = Column::ALL.iter().zip(&old).map(|(column, old)| match (sheet.has(*column), row.cell(*column)) {
            (false, _) | (true, "") if !sheet.has(*column) || *column == Column::Kind => old.clone(),
            (_, text) => text.to_owned(),
        });
        drafts.push(Draft { row, id: found.unwrap_or_else(Uuid::now_v7), is_new: found.is_none(), cells: text.collect(), before: old });
    }
    drafts
}

fn span_of(sheet: &Sheet, row: &Row) -> Span {
    let day = |c: Column| if sheet.has(c) { date(row.cell(c)) } else { None };
    Span { from: day(Column::From), to: day(Column::To) }
}

/// The agency that a row is about; `Ok(None)` for a new one, `Err` when several could be meant.
fn identify(directory: &Directory, sheet: &Sheet, row: &Row) -> Result<Option<Uuid>, ()> {
    let same = |a: &str, b: &str| matching::key(a) == matching::key(b) && matching::marks(a, b) == Marks::Same;
    let name = row.cell(Column::Name);
    let span = span_of(sheet, row);
    let former: Vec<(String, Date)> = list(row.cell(Column::Aliases)).iter().filter_map(|a| former(a)).collect();
    let class = |a: &Agency| {
        let meets = a.span.meets(span);
        let latest = a.latest_name().is_some_and(|n| same(&n.name, name));
        match () {
            () if latest && a.span == span => Some(3),
            () if latest && meets => Some(2),
            () if meets && a.names.iter().any(|n| same(&n.name, name)) => Some(1),
            () if meets && a.own_names().any(|n| former.iter().any(|(f, _)| same(&n.name, f))) => Some(0),
            () => None,
        }
    };
    let living = directory.agencies().iter().filter(|a| a.merged_into.is_none());
    let found: Vec<(i32, Uuid)> = living.filter_map(|a| Some((class(a)?, a.id))).collect();
    let Some(best) = found.iter().map(|(c, _)| *c).max() else { return Ok(None) };
    match found.iter().filter(|(c, _)| *c == best).collect::<Vec<_>>().as_slice() {
        [(_, one)] => Ok(Some(*one)),
        _ => Err(()),
    }
}

/// Circles among superiors or hand-overs.
fn circles(drafts: &[Draft<'_>], agencies: &[Agency], at: &HashMap<Uuid, usize>, links: &[Link], problems: &mut Vec<Problem>) {
    let succession = Succession::new(links.iter().cloned());
    for draft in drafts {
        let mut wrong = |column, key| problems.push(Problem { line: draft.row.line, column, key, value: String::new() });
        let mut seen = HashSet::from([draft.id]);
        let mut above = agencies[at[&draft.id]].parent;
        while let Some(id) = above {
            if !seen.insert(id) {
                wrong(Column::Parent, "agencies-row-parent-circle");
                break;
            }
            above = at.get(&id).and_then(|n| agencies[*n].parent);
        }
        let heirs = links.iter().filter(|l| l.predecessor == draft.id);
        if heirs.into_iter().any(|l| succession.would_circle(draft.id, l.successor)) {
            wrong(Column::Heirs, "agencies-row-heir-circle");
        }
    }
}
