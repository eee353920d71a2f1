//! Tên của sự vật (naming): how any page calls a thing of any feature, by the noun and key under which the log knows it.
//! A feature says it once, as a statement; who may see a page is still decided by that page.
use crate::{Arg, Fetch, Result, Site};
use std::collections::HashMap;
use uuid::Uuid;

/// How the things of one kind are named.
#[derive(Clone, Copy, Debug)]
pub struct Naming {
    /// The noun of the log.
    pub entity: &'static str,
    /// `select key, title, word, place …` for up to fifty keys, `where … in (`[`fifty!`](crate::fifty)`)`.
    pub sql: &'static str,
    /// Address of its page; `{}` stands for the word, or for the place where that is empty; of two the
    /// first stands for that, the second for the key. Empty: it has no page.
    pub page: &'static str,
}

/// A thing as it is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// In words.
    pub title: String,
    /// Address of its page, or empty.
    pub href: String,
}

/// The placeholders of a [`Naming`].
#[macro_export]
macro_rules! fifty {
    () => {
        "$1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38, $39, $40, $41, $42, $43, $44, $45, $46, $47, $48, $49, $50"
    };
}

const FIFTY: usize = 50;
/// Longer titles are cut.
const LONGEST: usize = 90;

/// The things of a kind with these keys; those that are gone or have no name are left out. One statement for each fifty keys.
pub async fn names(site: &Site, db: &mut impl Fetch, entity: &str, keys: &[Uuid]) -> Result<HashMap<Uuid, Named>> {
    let mut found = HashMap::new();
    let Some(naming) = site.naming.iter().find(|n| n.entity == entity) else { return Ok(found) };
    for part in keys.chunks(FIFTY) {
        let padded = part.iter().copied().chain(std::iter::repeat(Uuid::nil())).take(FIFTY);
        let rows: Vec<(Uuid, String, String, Uuid)> = db.all(naming.sql, padded.map(Arg::from).collect()).await?;
        for (key, title, word, place) in rows.into_iter().filter(|(_, title, _, _)| !title.is_empty()) {
            let word = if word.is_empty() { place.to_string() } else { word };
            let href = naming.page.replacen("{}", &word, 1).replacen("{}", &key.to_string(), 1);
            found.insert(key, Named { title: short(title), href });
        }
    }
    Ok(found)
}

fn short(title: String) -> String {
    if title.chars().count() <= LONGEST {
        return title;
    }
    let cut: String = title.chars().take(LONGEST).collect();
    format!("{}…", cut.rsplit_once(' ').map_or(cut.as_str(), |(whole, _)| whole))
}
