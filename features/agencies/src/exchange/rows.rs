//! Một dòng của bảng (rows): reads the cells of one row into an agency and says what is wrong with them. Pure.
use super::columns::Column;
use super::compare::{Draft, Problem};
use crate::directory::{Agency, DatedName};
use crate::matching;
use crate::model::{Kind, Span, is_group_name};
use jiff::civil::Date;
use std::collections::HashSet;
use uuid::Uuid;

/// The names of a cell that holds a list.
pub(super) fn list(cell: &str) -> Vec<String> {
    let mut seen = HashSet::new();
    cell.split(';').map(vietnamese::normalize_line).filter(|n| !n.is_empty() && seen.insert(n.clone())).collect()
}

/// "Tên cũ (đến 29/04/2026)": a name that held until that day.
pub(super) fn former(alias: &str) -> Option<(String, Date)> {
    let (name, rest) = alias.rsplit_once("(đến ")?;
    Some((vietnamese::normalize_line(name), date(rest.strip_suffix(')')?)?))
}

/// A spreadsheet drops the first zero of a number.
pub(super) fn phone(cell: &str) -> String {
    let bare = cell.len() >= 9 && cell.len() <= 10 && !cell.starts_with(['0', '1']) && cell.bytes().all(|b| b.is_ascii_digit());
    if bare { format!("0{cell}") } else { cell.to_owned() }
}

/// The agency that a row describes, its references still to be found.
pub(super) fn agency(draft: &Draft<'_>, old: Option<&Agency>, kind: &impl Fn(Kind) -> String, problems: &mut Vec<Problem>) -> Agency {
    let mut wrong = |column: Column, key, value: &str| problems.push(Problem { line: draft.row.line, column, key, value: value.to_owned() });
    let mut day = |column: Column| match draft.cell(column) {
        "" => None,
        text => vietnamese::dates::parse_date(text).map_err(|error| wrong(column, "agencies-row-date", &error.to_string())).ok(),
    };
    let span = Span { from: day(Column::From), to: day(Column::To) };
    if span.from.zip(span.to).is_some_and(|(from, to)| from > to) {
        wrong(Column::To, "agencies-row-dates-crossed", "");
    }
    let name = draft.cell(Column::Name).to_owned();
    let words = draft.cell(Column::Kind);
    let same = |k: &Kind| k.code() == words || vietnamese::fold(&kind(*k)) == vietnamese::fold(words);
    let kind = match Kind::ALL.into_iter().find(same) {
        Some(kind) => kind,
        // "UBND thành phố …" was a province if it was called one before.
        None if words.is_empty() => {
            let names = std::iter::once(name.clone()).chain(list(draft.cell(Column::Aliases)));
            let kinds: Vec<Kind> = names.map(|n| Kind::of_name(&n)).collect();
            if kinds[0] == Kind::District && kinds.contains(&Kind::Province) { Kind::Province } else { kinds[0] }
        }
        None => {
            wrong(Column::Kind, "agencies-row-kind", words);
            Kind::Other
        }
    };
    for (column, fine) in [
        (Column::Phone, draft.cell(Column::Phone).chars().all(|c| c.is_ascii_digit() || " .-–()+;,/".contains(c))),
        (Column::Email, crate::form::is_email(draft.cell(Column::Email))),
    ] {
        if !draft.cell(column).is_empty() && !fine {
            wrong(column, "agencies-row-contact", draft.cell(column));
        }
    }
    let mut own: Vec<(String, Date)> = Vec::new();
    let mut names: Vec<DatedName> = Vec::new();
    for alias in list(draft.cell(Column::Aliases)) {
        match former(&alias) {
            Some(name) => own.push(name),
            None if matching::key(&alias).is_empty() => wrong(Column::Aliases, "agencies-row-alias", &alias),
            None => {
                let known = old.and_then(|o| o.names.iter().find(|n| n.is_alias && n.name == alias));
                let span = known.map(|n| n.span).unwrap_or_default();
                names.push(DatedName { id: Uuid::now_v7(), name: alias, is_alias: true, span });
            }
        }
    }
    own.sort_by_key(|(_, to)| *to);
    let mut from = span.from;
    for (name, to) in own {
        if from.is_some_and(|from| to < from) || span.to.is_some_and(|end| end <= to) {
            wrong(Column::Aliases, "agencies-row-former", &name);
        }
        names.push(DatedName { id: Uuid::now_v7(), name, is_alias: false, span: Span { from, to: Some(to) } });
        from = to.tomorrow().ok();
    }
    names.push(DatedName { id: Uuid::now_v7(), name: name.clone(), is_alias: false, span: Span { from, to: None } });
    Agency {
        id: draft.id,
        slug: old.map(|o| o.slug.clone()).unwrap_or_default(),
        kind,
        is_group: old.map_or_else(|| is_group_name(&name), |o| o.is_group),
        parent: old.and_then(|o| o.parent),
        span,
        merged_into: None,
        names,
    }
}

/// A day as people type it.
pub(super) fn date(text: &str) -> Option<Date> {
    vietnamese::dates::parse_date(text).ok()
}
