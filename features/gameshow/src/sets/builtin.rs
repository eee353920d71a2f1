//! Bộ có sẵn: the sets that the program brings, taken over at start. It must never touch a set that a person changed or deleted.
use super::store::{self, Head};
use base::{Actor, Error, Result, Site};
use sha2::{Digest, Sha256};

macro_rules! files {
    ($folder:literal: $($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("../../content/", $folder, "/", $name, ".toml")))),*]
    };
}
pub(crate) use files;

/// Name and text of every file.
const FILES: &[(&str, &str)] = files!("sets":
    "01-chinh-quyen-so", "02-kinh-te-so", "03-xa-hoi-so", "04-lua-dao-truc-tuyen", "05-thanh-toan-khong-tien-mat", "06-chuyen-doi-xanh");

/// Takes over what is new or changed since the last start; nothing when nothing is.
pub(crate) async fn import(site: &Site) -> Result<()> {
    let known = store::builtin(&mut site.db.reader()).await?;
    let fits = |name: &str, text: &str| known.iter().any(|b| b.builtin_key == name && (b.edited_at.is_some() || b.builtin_hash == hash(text)));
    if FILES.iter().all(|(name, text)| fits(name, text)) {
        return Ok(());
    }
    let actor = Actor::program("start", site.clock.now_ms());
    let mut tx = site.db.write().await?;
    tx.lock("gameshow-builtin").await?;
    let known = store::builtin(&mut tx).await?; // again: another node may have been quicker
    let mut taken = 0;
    for (name, text) in FILES {
        let hash = hash(text);
        let set = quiz::question::read_set(text).map_err(|e| Error::internal(format!("{name}: {e}")))?;
        let head = Head { title: &set.title, category: &set.category, description: &set.description };
        let id = match known.iter().find(|b| b.builtin_key == *name) {
            Some(b) if b.edited_at.is_some() || b.builtin_hash == hash => continue,
            Some(b) => {
                store::refresh(&mut tx, b.id, &head, &hash, actor.at).await?;
                b.id
            }
            None => store::insert(&mut tx, &actor, &head, Some((name, &hash))).await?,
        };
        for question in &set.questions {
            store::add(&mut tx, id, question, actor.at).await?;
        }
        tx.audit(&actor, "quiz-set.builtin", "quiz_set", id, None, serde_json::json!({ "questions": set.questions.len() })).await?;
        taken += 1;
    }
    if taken > 0 { tx.commit().await } else { Ok(()) }
}

pub(crate) fn hash(text: &str) -> String {
    hex::encode(Sha256::digest(text.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_listed_readable_and_sourced() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/content/sets");
        let mut names: Vec<String> = std::fs::read_dir(folder).expect("the folder").flatten().map(|e| e.file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        assert_eq!(names, FILES.iter().map(|(name, _)| format!("{name}.toml")).collect::<Vec<_>>());
        let mut count = 0;
        for (name, text) in FILES {
            let set = quiz::question::read_set(text).unwrap_or_else(|e| panic!("{name}: {e}"));
            for q in &set.questions {
                assert!(!q.explanation.is_empty() && !q.source.is_empty(), "{name}: {} has no explanation or source", q.text);
            }
            count += set.questions.len();
        }
        assert!(count >= 120, "{count} questions");
    }
}
