//! Sửa danh bạ (changes): what a person may do to an agency. Each function checks the revision that the person saw,
//! writes its audit entry and never rewrites what a past day was called.
use crate::directory::Directory;
use crate::model::Span;
use crate::store::{self, Fields};
use crate::succession::Succession;
use crate::{groups, matching};
use base::{Actor, Error, Result, Tx, args};
use jiff::civil::Date;
use serde_json::json;
use uuid::Uuid;

/// Catalogue key: somebody else saved first.
pub(crate) const CHANGED: &str = "agencies-conflict";

/// Counts the revision up, if the person saw the newest one.
async fn claim(tx: &mut Tx, id: Uuid, revision: i64) -> Result<()> {
    match tx.exec(store::NEXT_REVISION, args![id, revision]).await? {
        0 => Err(Error::Conflict(CHANGED.into())),
        _ => Ok(()),
    }
}

fn refuse<T>(key: &str) -> Result<T> {
    Err(Error::Invalid(key.into()))
}

/// Adds an agency with its other names.
pub(crate) async fn create(tx: &mut Tx, actor: &Actor, name: &str, aliases: &[String], fields: &Fields) -> Result<(Uuid, String)> {
    if matching::key(name).is_empty() {
        return refuse("agencies-name-empty");
    }
    let (id, slug) = store::insert(tx, actor, name, fields).await?;
    for alias in aliases {
        store::insert_name(tx, id, alias, true, Span::default()).await?;
    }
    tx.audit(actor, "agency.create", "agency", id, None, json!({ "slug": slug })).await?;
    Ok((id, slug))
}

/// Corrects what is known: fields, the spelling of the latest name, the undated other names.
pub(crate) async fn edit(tx: &mut Tx, actor: &Actor, id: Uuid, revision: i64, name: &str, aliases: &[String], f: &Fields) -> Result<()> {
    claim(tx, id, revision).await?;
    let directory = Directory::load(tx).await?;
    let agency = directory.get(id).ok_or(Error::NotFound)?;
    if f.parent == Some(id) {
        return refuse("agencies-parent-self");
    }
    if f.span.from.zip(agency.span.to).is_some_and(|(from, to)| from > to) {
        return refuse("agencies-dates-crossed");
    }
    let latest = agency.latest_name().ok_or(Error::NotFound)?;
    if latest.name != name {
        tx.exec(store::SPELL_NAME, args![latest.id, id, name, matching::key(name)]).await?;
    }
    let from = store::iso(f.span.from);
    tx.exec(store::UPDATE, args![id, &f.kind, f.is_group, f.parent, from, &f.phone, &f.email, &f.address, &f.note]).await?;
    let undated: Vec<_> = agency.names.iter().filter(|n| n.is_alias && n.span == Span::default()).collect();
    for gone in undated.iter().filter(|n| !aliases.contains(&n.name)) {
        tx.exec(store::DELETE_NAME, args![gone.id, id]).await?;
    }
    for new in aliases.iter().filter(|a| !undated.iter().any(|n| n.name == **a)) {
        store::insert_name(tx, id, new, true, Span::default()).await?;
    }
    tx.audit(actor, "agency.edit", "agency", id, None, json!({ "revision": revision + 1 })).await
}

/// Gives the agency another name from a day on; papers of earlier days keep the old one.
pub(crate) async fn rename(tx: &mut Tx, actor: &Actor, id: Uuid, revision: i64, name: &str, from: Date) -> Result<()> {
    claim(tx, id, revision).await?;
    let directory = Directory::load(tx).await?;
    let agency = directory.get(id).ok_or(Error::NotFound)?;
    if matching::key(name).is_empty() {
        return refuse("agencies-name-empty");
    }
    let later = agency.own_names().any(|n| n.span.from.is_some_and(|start| start >= from));
    if later || agency.span.from.is_some_and(|start| start >= from) {
        return refuse("agencies-rename-too-early");
    }
    if agency.span.to.is_some_and(|end| end < from) {
        return refuse("agencies-rename-after-end");
    }
    let Ok(eve) = from.yesterday() else { return refuse("agencies-rename-too-early") };
    tx.exec(store::CLOSE_NAMES, args![id, vietnamese::dates::iso(eve)]).await?;
    store::insert_name(tx, id, name, false, Span { from: Some(from), to: None }).await?;
    tx.audit(actor, "agency.rename", "agency", id, None, json!({ "from": from, "name": name })).await
}

/// Takes a name back: another spelling, or the latest renaming, after which the name before it holds again.
pub(crate) async fn remove_name(tx: &mut Tx, actor: &Actor, id: Uuid, revision: i64, name: Uuid) -> Result<()> {
    claim(tx, id, revision).await?;
    let directory = Directory::load(tx).await?;
    let agency = directory.get(id).ok_or(Error::NotFound)?;
    let gone = agency.names.iter().find(|n| n.id == name).ok_or(Error::NotFound)?;
    if !gone.is_alias {
        let latest = agency.latest_name().is_some_and(|n| n.id == name);
        let before = agency.own_names().filter(|n| n.id != name).max_by_key(|n| n.span.to);
        let (true, Some(before)) = (latest, before) else { return refuse("agencies-name-needed") };
        tx.exec(store::REOPEN_NAME, args![before.id, id, store::iso(gone.span.to)]).await?;
    }
    tx.exec(store::DELETE_NAME, args![name, id]).await?;
    tx.audit(actor, "agency.name.remove", "agency", id, None, json!({ "name": gone.name })).await
}

/// Ends the agency on the eve of `on`, the first day of those who take its work over (there may be none).
pub(crate) async fn dissolve(tx: &mut Tx, actor: &Actor, id: Uuid, revision: i64, on: Date, heirs: &[Uuid], note: &str) -> Result<()> {
    claim(tx, id, revision).await?;
    let directory = Directory::load(tx).await?;
    let agency = directory.get(id).ok_or(Error::NotFound)?;
    if agency.merged_into.is_some() {
        return refuse("agencies-merged-already");
    }
    let (true, Ok(eve)) = (agency.span.from.is_none_or(|from| from < on), on.yesterday()) else {
        return refuse("agencies-dates-crossed");
    };
    tx.exec(store::DROP_SUCCESSORS, args![id]).await?;
    tx.exec(store::END, args![id, vietnamese::dates::iso(eve)]).await?;
    hand_over(tx, &directory, id, on, heirs, note).await?;
    tx.audit(actor, "agency.dissolve", "agency", id, None, json!({ "on": on, "successors": heirs })).await
}

/// Writes the hand-overs of one agency, refusing circles and those who did not exist on the day.
pub(crate) async fn hand_over(tx: &mut Tx, directory: &Directory, id: Uuid, on: Date, heirs: &[Uuid], note: &str) -> Result<()> {
    let succession = Succession::load(tx).await?;
    for heir in heirs {
        if succession.would_circle(id, *heir) {
            return refuse("agencies-successor-circle");
        }
        if !directory.get(directory.canonical(*heir)).is_some_and(|a| a.span.holds(on)) {
            return refuse("agencies-successor-absent");
        }
        tx.exec(store::INSERT_SUCCESSOR, args![id, *heir, vietnamese::dates::iso(on), note]).await?;
    }
    Ok(())
}

/// Takes an ending back: the agency lives on and its hand-overs are gone.
pub(crate) async fn revive(tx: &mut Tx, actor: &Actor, id: Uuid, revision: i64) -> Result<()> {
    claim(tx, id, revision).await?;
    tx.exec(store::DROP_SUCCESSORS, args![id]).await?;
    tx.exec(store::END, args![id, None::<String>]).await?;
    tx.audit(actor, "agency.revive", "agency", id, None, json!({})).await
}

/// Declares a record a duplicate of another: its names find the other, its page leads there, what refers to it stays.
pub(crate) async fn merge(tx: &mut Tx, actor: &Actor, id: Uuid, revision: i64, into: Uuid) -> Result<()> {
    claim(tx, id, revision).await?;
    let directory = Directory::load(tx).await?;
    let (agency, target) = (directory.get(id).ok_or(Error::NotFound)?, directory.get(into).ok_or(Error::NotFound)?);
    if directory.canonical(into) == id || target.merged_into.is_some() {
        return refuse("agencies-merge-self");
    }
    if agency.is_group != target.is_group {
        return refuse("agencies-merge-group");
    }
    if Succession::load(tx).await?.would_circle(id, into) {
        return refuse("agencies-successor-circle");
    }
    let start = agency.span.from.or(target.span.from).unwrap_or(Date::constant(1900, 1, 1));
    tx.exec(store::MERGE, args![id, into]).await?;
    tx.exec(store::INSERT_SUCCESSOR, args![id, into, vietnamese::dates::iso(start), ""]).await?;
    tx.exec(store::BUMP, args![into]).await?;
    tx.audit(actor, "agency.merge", "agency", id, None, json!({ "into": into })).await
}

/// Takes a merge back.
pub(crate) async fn split(tx: &mut Tx, actor: &Actor, id: Uuid, revision: i64) -> Result<()> {
    claim(tx, id, revision).await?;
    let Some(into) = store::details(tx, id).await?.merged_into else { return refuse("agencies-not-merged") };
    tx.exec(store::DROP_SUCCESSOR, args![id, into]).await?;
    tx.exec(store::SPLIT, args![id]).await?;
    tx.exec(store::BUMP, args![into]).await?;
    tx.audit(actor, "agency.split", "agency", id, None, json!({ "from": into })).await
}

/// Sets the members of a group, if the person saw its newest state.
pub(crate) async fn set_members(tx: &mut Tx, actor: &Actor, id: Uuid, revision: i64, members: &[Uuid]) -> Result<()> {
    let known = store::details(tx, id).await?;
    if known.revision != revision {
        return Err(Error::Conflict(CHANGED.into()));
    }
    let directory = Directory::load(tx).await?;
    if members.iter().any(|m| directory.get(*m).is_none_or(|a| a.is_group || a.merged_into.is_some())) {
        return refuse("agencies-member-unknown");
    }
    groups::confirm(tx, actor, id, members).await
}
