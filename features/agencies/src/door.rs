//! Cửa của danh bạ cơ quan: what the plan, the programme and the public site may ask of agencies, and the few things that
//! they may add. Everything else about agencies belongs to this feature's own pages.
//!
//! Each function reads in one statement (two where hand-overs or groups count). Who asks much in a row takes a
//! [`Directory`] (and [`Succession`]) once and asks it in memory.
pub use crate::directory::{Agency, DatedName, Directory};
pub use crate::groups::GroupMember;
pub use crate::model::{AgencyName, Kind, NewAgency, Span, is_group_name};
pub use crate::succession::{Link, Succession};

use crate::{groups, matching, store};
use base::{Actor, Error, Fetch, Result, Tx, args};
use jiff::civil::Date;
use serde_json::json;
use std::collections::HashMap;
use uuid::Uuid;

/// The one agency that a paper of day `on` means by this name; see [`Directory::find`].
pub async fn find_by_name(db: &mut impl Fetch, name: &str, on: Date) -> Result<Option<Uuid>> {
    Ok(Directory::load(db).await?.find(name, on))
}

/// Like [`find_by_name`] for many names, in one statement; the answers stand in the order of the names.
pub async fn find_many(db: &mut impl Fetch, names: &[String], on: Date) -> Result<Vec<Option<Uuid>>> {
    let directory = Directory::load(db).await?;
    Ok(names.iter().map(|name| directory.find(name, on)).collect())
}

/// Finds the agency by its name or one of its aliases on day `new.on`, or adds it. Unknown aliases are added to a found
/// one; its other facts stay as they are. Writes its own audit entry when it changes anything.
///
/// # Errors
/// [`Error::Invalid`] for a name without letters.
pub async fn ensure(tx: &mut Tx, actor: &Actor, new: NewAgency) -> Result<Uuid> {
    let ids = ensure_many(tx, actor, &[new]).await?;
    ids.first().copied().ok_or_else(|| Error::internal("ensure_many answers for each"))
}

/// [`ensure`] for many, in order; the directory is read again only after something was added.
pub async fn ensure_many(tx: &mut Tx, actor: &Actor, new: &[NewAgency]) -> Result<Vec<Uuid>> {
    tx.lock("agencies").await?;
    let mut directory = Directory::load(tx).await?;
    let mut ids = Vec::with_capacity(new.len());
    for agency in new {
        let name = vietnamese::normalize_line(&agency.name);
        if matching::key(&name).is_empty() {
            return Err(Error::Invalid("agencies-name-empty".into()));
        }
        let found = directory.find(&name, agency.on).or_else(|| agency.aliases.iter().find_map(|a| directory.find(a, agency.on)));
        let id = match found {
            Some(id) => id,
            None => {
                let kind = agency.kind.unwrap_or_else(|| Kind::of_name(&name));
                let span = Span { from: agency.valid_from, to: None };
                let fields = store::Fields { kind: kind.code().into(), is_group: agency.is_group, span, ..store::Fields::default() };
                let (id, slug) = store::insert(tx, actor, &name, &fields).await?;
                tx.audit(actor, "agency.create", "agency", id, None, json!({ "slug": slug })).await?;
                id
            }
        };
        let known = directory.get(id).map(|a| a.names.as_slice()).unwrap_or_default();
        let mut added: Vec<&str> = Vec::new();
        for alias in std::iter::once(&name).chain(&agency.aliases) {
            let is_new = !matching::key(alias).is_empty()
                && !known.iter().any(|n| matching::same_name(&n.name, alias))
                && !added.iter().any(|a| matching::same_name(a, alias));
            // A new agency has its own name already; what finds the agency by rule needs no row.
            let needed = is_new && directory.find(alias, agency.on) != Some(id) && (found.is_some() || !matching::same_name(alias, &name));
            if needed {
                store::insert_name(tx, id, &vietnamese::normalize_line(alias), true, Span::default()).await?;
                added.push(alias);
            }
        }
        if !added.is_empty() {
            tx.audit(actor, "agency.alias", "agency", id, None, json!({ "added": added })).await?;
        }
        if found.is_none() || !added.is_empty() {
            directory = Directory::load(tx).await?;
        }
        ids.push(id);
    }
    Ok(ids)
}

/// Names as papers of day `on` write them, in one statement. Unknown keys are left out; a merged duplicate gives the
/// name of the agency that it was merged into, under its own key.
pub async fn names_on(db: &mut impl Fetch, ids: &[Uuid], on: Date) -> Result<HashMap<Uuid, AgencyName>> {
    let directory = Directory::load(db).await?;
    Ok(ids.iter().filter_map(|id| Some((*id, directory.name_on(*id, on)?))).collect())
}

/// The agencies of a day, in Vietnamese order; groups are among them ([`AgencyName::is_group`]).
pub async fn list(db: &mut impl Fetch, on: Date) -> Result<Vec<AgencyName>> {
    Ok(Directory::load(db).await?.list(on))
}

/// The agency with this page.
pub async fn by_slug(db: &mut impl Fetch, slug: &str) -> Result<Option<Agency>> {
    Ok(Directory::load(db).await?.by_slug(slug).cloned())
}

/// Who does the work of `id` on day `today`; see [`Succession::today_of`].
pub async fn today_of(db: &mut impl Fetch, id: Uuid, today: Date) -> Result<Vec<Uuid>> {
    let directory = Directory::load(db).await?;
    Ok(Succession::load(db).await?.today_of(&directory, id, today))
}

/// The agency, its merged duplicates and all its predecessors; see [`Succession::line_of`]. To show "its" duties, load
/// what names any of these.
pub async fn line_of(db: &mut impl Fetch, id: Uuid) -> Result<Vec<Uuid>> {
    let directory = Directory::load(db).await?;
    Ok(Succession::load(db).await?.line_of(&directory, id))
}

/// Which agencies a group name stands for, proposed and confirmed, in order.
pub async fn group_members(db: &mut impl Fetch, group: Uuid) -> Result<Vec<GroupMember>> {
    Ok(groups::all(db).await?.remove(&group).unwrap_or_default())
}

/// All groups with their members, in one statement.
pub async fn groups(db: &mut impl Fetch) -> Result<HashMap<Uuid, Vec<GroupMember>>> {
    groups::all(db).await
}

/// The groups whose members a person confirmed. [1]
pub async fn confirmed_groups(db: &mut impl Fetch) -> Result<std::collections::HashSet<Uuid>> {
    let all = groups::all(db).await?;
    Ok(all.into_iter().filter(|(_, members)| !members.is_empty() && members.iter().all(|m| m.confirmed)).map(|(group, _)| group).collect())
}

/// The agencies of day `on` that a group's name suggests ("UBND các huyện, thành phố": all whose names begin with
/// "UBND huyện" or "UBND thành phố"); empty when its words say nothing.
pub fn suggest_members(directory: &Directory, group_name: &str, on: Date) -> Vec<Uuid> {
    groups::suggest(directory, group_name, on)
}

/// Writes down which agencies a group may stand for, for a person to confirm. Earlier proposals are replaced; once a
/// person has confirmed the group nothing changes.
pub async fn propose_members(tx: &mut Tx, actor: &Actor, group: Uuid, members: &[Uuid]) -> Result<()> {
    groups::propose(tx, actor, group, members).await
}

/// Sets the members of a group as a person confirmed them.
pub async fn confirm_group(tx: &mut Tx, actor: &Actor, group: Uuid, members: &[Uuid]) -> Result<()> {
    groups::confirm(tx, actor, group, members).await
}

/// Agencies of day `on` whose names may be meant by a name with a slip of the pen, at most three: key, name of the day.
pub fn near_names(directory: &Directory, name: &str, on: Date) -> Vec<(Uuid, String)> {
    let near = |a: &AgencyName| directory.get(a.id).is_some_and(|one| one.names.iter().any(|n| matching::near(&n.name, name)));
    directory.list(on).into_iter().filter(near).take(3).map(|a| (a.id, a.name)).collect()
}

/// Whether two names may be one with a slip of the pen.
pub fn is_near(a: &str, b: &str) -> bool {
    matching::near(a, b)
}

/// Sets the kind that a person chose.
///
/// # Errors
/// [`Error::NotFound`] for an unknown agency.
pub async fn set_kind(tx: &mut Tx, actor: &Actor, agency: Uuid, kind: Kind) -> Result<()> {
    if tx.exec(store::SET_KIND, args![agency, kind.code()]).await? == 0 {
        return Err(Error::NotFound);
    }
    tx.audit(actor, "agency.edit", "agency", agency, None, json!({ "kind": kind.code() })).await
}

/// Declares an agency a duplicate of another, as a person says; what refers to it stays.
///
/// # Errors
/// [`Error::Invalid`] with a catalogue key when the two cannot be one.
pub async fn merge(tx: &mut Tx, actor: &Actor, agency: Uuid, into: Uuid) -> Result<()> {
    let revision = store::details(tx, agency).await?.revision;
    crate::changes::merge(tx, actor, agency, revision, into).await
}

/// Adds another spelling or abbreviation, unless the agency has it already.
///
/// # Errors
/// [`Error::Invalid`] for a name without letters, [`Error::NotFound`] for an unknown agency.
pub async fn add_alias(tx: &mut Tx, actor: &Actor, agency: Uuid, alias: &str) -> Result<()> {
    let alias = vietnamese::normalize_line(alias);
    if matching::key(&alias).is_empty() {
        return Err(Error::Invalid("agencies-name-empty".into()));
    }
    let directory = Directory::load(tx).await?;
    let id = directory.canonical(agency);
    let record = directory.get(id).ok_or(Error::NotFound)?;
    if !record.names.iter().any(|n| matching::same_name(&n.name, &alias)) {
        store::insert_name(tx, id, &alias, true, Span::default()).await?;
        tx.audit(actor, "agency.alias", "agency", id, None, json!({ "added": [alias] })).await?;
    }
    Ok(())
}
