//! Bài học có sẵn: the lessons that the program brings, and the key that signs progress. It must never touch a lesson that a person changed.
use super::{model, store};
use crate::sets::builtin::{files, hash};
use base::{Actor, Error, Result, Site, settings};
use std::sync::Arc;

/// Name and text of every file.
const FILES: &[(&str, &str)] = files!("lessons":
    "01-tai-khoan-vneid-muc-2", "02-nop-ho-so-truc-tuyen", "03-ban-hang-livestream-dung-luat", "04-tra-cuu-nguon-goc-ocop",
    "05-du-lieu-ca-nhan-cua-toi", "06-bao-ve-tre-em-tren-mang", "07-nhan-dien-gia-danh-cong-an", "08-tin-gia-va-deepfake",
    "09-bao-ve-otp-va-mat-khau", "10-qr-an-toan-cho-ho-kinh-doanh", "11-tiet-kiem-dien-va-rac-dien-tu", "12-lam-viec-khong-giay-to");

const KEY: &str = "gameshow.progress-key";

/// Signs the progress of readers; made at the first start, the same on all nodes.
pub(super) struct ProgressKey(pub Vec<u8>);

/// The key of this installation.
pub(super) fn key(site: &Site) -> Result<Arc<ProgressKey>> {
    site.get::<ProgressKey>().ok_or_else(|| Error::internal("the key of lessons is made at start"))
}

/// Takes over what is new or changed since the last start; nothing when nothing is.
pub(crate) async fn import(site: &Site) -> Result<()> {
    let actor = Actor::program("start", site.clock.now_ms());
    if settings::get(&mut site.db.reader(), KEY).await?.is_none() {
        let mut tx = site.db.write().await?;
        tx.lock("gameshow-builtin").await?;
        if settings::get(&mut tx, KEY).await?.is_none() {
            settings::set(&mut tx, KEY, &hex::encode(rand::random::<[u8; 32]>()), actor.at).await?;
            tx.audit(&actor, "quiz-lesson.key", "setting", KEY, None, serde_json::json!({})).await?;
        }
        tx.commit().await?;
    }
    let key = settings::get(&mut site.db.reader(), KEY).await?.and_then(|k| hex::decode(k).ok()).ok_or_else(|| Error::internal("the key of lessons"))?;
    site.put(Arc::new(ProgressKey(key)));

    let known = store::builtin(&mut site.db.reader()).await?;
    let fits = |name: &str, text: &str| known.iter().any(|b| b.builtin_key == name && (b.edited_at.is_some() || b.builtin_hash == hash(text)));
    if FILES.iter().all(|(name, text)| fits(name, text)) {
        return Ok(());
    }
    let mut tx = site.db.write().await?;
    tx.lock("gameshow-builtin").await?;
    let known = store::builtin(&mut tx).await?; // again: another node may have been quicker
    let mut taken = 0;
    for (name, text) in FILES {
        let hash = hash(text);
        let lesson = quiz::question::read_lesson(text).map_err(|e| Error::internal(format!("{name}: {e}")))?;
        let id = match known.iter().find(|b| b.builtin_key == *name) {
            Some(b) if b.edited_at.is_some() || b.builtin_hash == hash => continue,
            Some(b) => {
                store::refresh(&mut tx, b.id, text, &lesson, &hash, actor.at).await?;
                b.id
            }
            None => {
                let slugs = store::slugs(&mut tx).await?;
                let slug = model::slug(&lesson.title, |word| slugs.iter().any(|s| s == word));
                store::insert(&mut tx, &slug, text, &lesson, Some((name, &hash)), actor.at).await?
            }
        };
        tx.audit(&actor, "quiz-lesson.builtin", "quiz_lesson", id, None, serde_json::json!({})).await?;
        taken += 1;
    }
    if taken > 0 { tx.commit().await } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_listed_readable_and_sourced() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/content/lessons");
        let mut names: Vec<String> = std::fs::read_dir(folder).expect("the folder").flatten().map(|e| e.file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        assert_eq!(names, FILES.iter().map(|(name, _)| format!("{name}.toml")).collect::<Vec<_>>());
        for (name, text) in FILES {
            let lesson = quiz::question::read_lesson(text).unwrap_or_else(|e| panic!("{name}: {e}"));
            assert!(lesson.questions.iter().all(|q| !q.explanation.is_empty()), "{name}: a question without explanation");
        }
        assert!(FILES.len() >= 12);
    }
}
