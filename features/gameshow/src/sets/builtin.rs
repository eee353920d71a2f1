//! Bộ có sẵn: the sets that the program brings.
use super::store::{self, Head};
use crate::shipped::{Builtin, File, Shipped, files};
use base::{Actor, Error, Fetch, Result, Tx};
use uuid::Uuid;

/// The sets.
pub(crate) struct Sets;

impl Shipped for Sets {
    const FILES: &'static [(&'static str, &'static str)] = files!("sets":
        "01-chinh-quyen-so", "02-kinh-te-so", "03-xa-hoi-so", "04-lua-dao-truc-tuyen", "05-thanh-toan-khong-tien-mat", "06-chuyen-doi-xanh");

    async fn known(db: &mut impl Fetch) -> Result<Vec<Builtin>> {
        store::builtin(db).await
    }

    async fn take(tx: &mut Tx, actor: &Actor, file: &File<'_>, old: Option<Uuid>) -> Result<()> {
        let set = quiz::question::read_set(file.text).map_err(|e| Error::internal(format!("{}: {e}", file.name)))?;
        let head = Head { title: &set.title, category: &set.category, description: &set.description };
        let id = match old {
            Some(id) => {
                store::refresh(tx, id, &head, &file.hash, actor.at).await?;
                id
            }
            None => store::insert(tx, actor, &head, Some((file.name, &file.hash))).await?,
        };
        for question in &set.questions {
            store::add(tx, id, question, actor.at).await?;
        }
        tx.audit(actor, "quiz-set.builtin", "quiz_set", id, None, serde_json::json!({ "questions": set.questions.len() })).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_listed_readable_and_sourced() {
        crate::shipped::listed::<Sets>("sets");
        let mut count = 0;
        for (name, text) in Sets::FILES {
            let set = quiz::question::read_set(text).unwrap_or_else(|e| panic!("{name}: {e}"));
            for q in &set.questions {
                assert!(!q.explanation.is_empty() && !q.source.is_empty(), "{name}: {} has no explanation or source", q.text);
            }
            count += set.questions.len();
        }
        assert!(count >= 120, "{count} questions");
    }
}
