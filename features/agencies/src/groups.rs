//! Nhóm cơ quan (group): "UBND các huyện, thành phố" stands for agencies that a person confirms. A proposal assigns
//! nothing by itself.
use crate::directory::Directory;
use crate::model::Kind;
use crate::{matching, store};
use base::{Actor, Fetch, Result, Tx, args};
use jiff::civil::Date;
use serde_json::json;
use std::collections::HashMap;
use uuid::Uuid;

/// One agency of a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GroupMember {
    /// The agency.
    pub agency: Uuid,
    /// Whether a person confirmed the group; otherwise it is only proposed.
    pub confirmed: bool,
}

pub(crate) async fn all(db: &mut impl Fetch) -> Result<HashMap<Uuid, Vec<GroupMember>>> {
    let mut groups: HashMap<Uuid, Vec<GroupMember>> = HashMap::new();
    for (group, agency, confirmed_at) in store::members(db).await? {
        groups.entry(group).or_default().push(GroupMember { agency, confirmed: confirmed_at.is_some() });
    }
    Ok(groups)
}

pub(crate) async fn propose(tx: &mut Tx, actor: &Actor, group: Uuid, members: &[Uuid]) -> Result<()> {
    let known = all(tx).await?.remove(&group).unwrap_or_default();
    let same = known.iter().map(|m| m.agency).eq(members.iter().copied());
    if same || known.iter().any(|m| m.confirmed) {
        return Ok(());
    }
    tx.exec(store::DROP_PROPOSED, args![group]).await?;
    for (ordinal, member) in members.iter().enumerate() {
        tx.exec(store::INSERT_MEMBER, args![group, member, ordinal, None::<i64>, None::<Uuid>]).await?;
    }
    tx.audit(actor, "agency.group.propose", "agency", group, None, json!({ "members": members })).await
}

pub(crate) async fn confirm(tx: &mut Tx, actor: &Actor, group: Uuid, members: &[Uuid]) -> Result<()> {
    tx.exec(store::DROP_MEMBERS, args![group]).await?;
    for (ordinal, member) in members.iter().enumerate() {
        tx.exec(store::INSERT_MEMBER, args![group, member, ordinal, actor.at, actor.account]).await?;
    }
    tx.exec(store::BUMP, args![group]).await?;
    tx.audit(actor, "agency.group.confirm", "agency", group, None, json!({ "members": members })).await
}

/// Agencies of day `on` whose names begin as the group's words say: "UBND các huyện, thị xã" gives all "UBND huyện …"
/// and "UBND thị xã …"; "Các sở, ban, ngành" all "Sở …" and "Ban …". In Vietnamese order.
/// Never the province itself, though "UBND thành phố …" may be its name.
pub(crate) fn suggest(directory: &Directory, group_name: &str, on: Date) -> Vec<Uuid> {
    let beginnings = beginnings(group_name);
    let fits = |name: &str| {
        let key = matching::key(name);
        beginnings.iter().any(|b| key.strip_prefix(b.as_str()).is_some_and(|rest| rest.starts_with(' ')))
    };
    directory.list(on).into_iter().filter(|a| !a.is_group && a.kind != Kind::Province && fits(&a.name)).map(|a| a.id).collect()
}

/// The folded beginnings of names that a group's words stand for; empty for words that say nothing ("các đơn vị liên quan").
fn beginnings(group_name: &str) -> Vec<String> {
    let name = matching::expand(group_name);
    let low = name.to_lowercase();
    let Some(at) = low.find("các ").filter(|at| *at == 0 || low.as_bytes().get(at - 1) == Some(&b' ')) else {
        return Vec::new();
    };
    if low.len() != name.len() {
        return Vec::new();
    }
    let (head, tail) = (matching::key(&name[..at]), &low[at + "các ".len()..]);
    let tail = tail.replace(" và ", ",").replace(['–', ';', '/'], ",");
    let mut all: Vec<String> = Vec::new();
    for part in tail.split(',') {
        let word = matching::key(part);
        let word = KNOWN.iter().find(|known| word == **known || word.strip_prefix(**known).is_some_and(|r| r.starts_with(' ')));
        if let Some(word) = word {
            all.push(if head.is_empty() { (*word).to_owned() } else { format!("{head} {word}") });
        }
    }
    all
}

/// Words that stand for a class of agencies; a word with a proper name behind it still means the class.
const KNOWN: &[&str] = &["huyen", "quan", "thi xa", "thanh pho", "xa", "phuong", "thi tran", "dac khu", "so", "ban", "truong", "phong"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_a_group() {
        assert_eq!(beginnings("UBND các huyện, thành phố"), ["uy ban nhan dan huyen", "uy ban nhan dan thanh pho"]);
        assert_eq!(beginnings("Ủy ban nhân dân các xã, phường và đặc khu").len(), 3);
        assert_eq!(beginnings("Các sở, ban, ngành"), ["so", "ban"]);
        assert!(beginnings("các đơn vị liên quan").is_empty());
        assert!(beginnings("Sở Y tế").is_empty());
    }
}
