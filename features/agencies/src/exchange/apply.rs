//! Ghi kết quả (apply): writes what a person saw and confirmed, all rows or none.
use super::columns::Column;
use super::compare::{Comparison, Planned};
use super::write::Whole;
use crate::directory::Directory;
use crate::store::{self, Fields};
use crate::succession::Succession;
use crate::{groups, matching};
use base::{Actor, Error, Fetch, Result, Tx, args};
use serde_json::json;
use uuid::Uuid;

/// Reads everything that a sheet shows, in four statements.
pub(crate) async fn load(db: &mut impl Fetch) -> Result<Whole> {
    Ok(Whole {
        directory: Directory::load(db).await?,
        succession: Succession::load(db).await?,
        groups: groups::all(db).await?,
        details: store::all_details(db).await?.into_iter().map(|d| (d.id, d)).collect(),
    })
}

/// Writes the comparison; new agencies first, so that rows may name each other.
pub(crate) async fn apply(tx: &mut Tx, actor: &Actor, comparison: &Comparison) -> Result<()> {
    let changed: Vec<&Planned> = comparison.planned.iter().filter(|p| p.is_new || !p.changes.is_empty()).collect();
    for planned in changed.iter().filter(|p| p.is_new) {
        let fields = Fields { parent: None, ..fields(&comparison.after, planned)? };
        store::insert_row(tx, actor, planned.id, &planned.name, &fields).await?;
    }
    for planned in &changed {
        write_row(tx, actor, &comparison.after, planned).await?;
        let columns: Vec<&str> = planned.changes.iter().map(|(c, ..)| c.heading()).collect();
        let action = if planned.is_new { "agency.import.create" } else { "agency.import.change" };
        tx.audit(actor, action, "agency", planned.id, None, json!({ "columns": columns })).await?;
    }
    Ok(())
}

/// The groups whose members the comparison sets.
pub(crate) fn groups(comparison: &Comparison) -> Vec<Uuid> {
    let sets = |p: &&Planned| p.changes.iter().any(|(c, ..)| *c == Column::Members) || (p.is_new && comparison.after.groups.contains_key(&p.id));
    comparison.planned.iter().filter(sets).map(|p| p.id).collect()
}

fn fields(after: &Whole, planned: &Planned) -> Result<Fields> {
    let agency = after.directory.get(planned.id).ok_or_else(|| Error::internal("a planned row without agency"))?;
    let details = after.details.get(&planned.id).cloned().unwrap_or_default();
    Ok(Fields {
        kind: agency.kind.code().into(),
        is_group: agency.is_group,
        parent: agency.parent,
        span: agency.span,
        phone: details.phone,
        email: details.email,
        address: details.address,
        note: details.note,
    })
}

async fn write_row(tx: &mut Tx, actor: &Actor, after: &Whole, planned: &Planned) -> Result<()> {
    let (id, f) = (planned.id, fields(after, planned)?);
    let from = store::iso(f.span.from);
    tx.exec(store::UPDATE, args![id, &f.kind, f.is_group, f.parent, from, &f.phone, &f.email, &f.address, &f.note]).await?;
    tx.exec(store::END, args![id, store::iso(f.span.to)]).await?;
    let touched = |columns: &[Column]| planned.is_new || planned.changes.iter().any(|(c, ..)| columns.contains(c));
    if touched(&[Column::Name, Column::Aliases, Column::From]) {
        tx.exec(store::DROP_NAMES, args![id]).await?;
        for n in after.directory.get(id).map(|a| a.names.as_slice()).unwrap_or_default() {
            let (from, to) = (store::iso(n.span.from), store::iso(n.span.to));
            tx.exec(store::INSERT_NAME, args![n.id, id, &n.name, matching::key(&n.name), n.is_alias, from, to]).await?;
        }
    }
    tx.exec(store::DROP_SUCCESSORS, args![id]).await?;
    for l in after.succession.links().iter().filter(|l| l.predecessor == id) {
        tx.exec(store::INSERT_SUCCESSOR, args![id, l.successor, vietnamese::dates::iso(l.on), &l.note]).await?;
    }
    if touched(&[Column::Members]) {
        let members: Vec<_> = after.groups.get(&id).into_iter().flatten().map(|m| m.agency).collect();
        if !members.is_empty() || !planned.is_new {
            groups::confirm(tx, actor, id, &members).await?;
        }
    }
    tx.exec(store::BUMP, args![id]).await?;
    Ok(())
}
