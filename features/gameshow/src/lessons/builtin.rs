//! Bài học có sẵn: the lessons that the program brings.
use super::{model, store};
use crate::shipped::{Builtin, File, Shipped, files};
use base::{Actor, Error, Fetch, Result, Tx};
use uuid::Uuid;

/// The lessons.
pub(crate) struct Lessons;

impl Shipped for Lessons {
    const FILES: &'static [(&'static str, &'static str)] = files!("lessons":
        "01-tai-khoan-vneid-muc-2", "02-nop-ho-so-truc-tuyen", "03-ban-hang-livestream-dung-luat", "04-tra-cuu-nguon-goc-ocop",
        "05-du-lieu-ca-nhan-cua-toi", "06-bao-ve-tre-em-tren-mang", "07-nhan-dien-gia-danh-cong-an", "08-tin-gia-va-deepfake",
        "09-bao-ve-otp-va-mat-khau", "10-qr-an-toan-cho-ho-kinh-doanh", "11-tiet-kiem-dien-va-rac-dien-tu", "12-lam-viec-khong-giay-to");

    async fn known(db: &mut impl Fetch) -> Result<Vec<Builtin>> {
        store::builtin(db).await
    }

    async fn take(tx: &mut Tx, actor: &Actor, file: &File<'_>, old: Option<Uuid>) -> Result<()> {
        let lesson = quiz::question::read_lesson(file.text).map_err(|e| Error::internal(format!("{}: {e}", file.name)))?;
        let id = match old {
            Some(id) => {
                store::refresh(tx, id, file.text, &lesson, &file.hash, actor.at).await?;
                id
            }
            None => {
                let slugs = store::slugs(tx).await?;
                let slug = model::slug(&lesson.title, |word| slugs.iter().any(|s| s == word));
                store::insert(tx, &slug, file.text, &lesson, Some((file.name, &file.hash)), actor.at).await?
            }
        };
        tx.audit(actor, "quiz-lesson.builtin", "quiz_lesson", id, None, serde_json::json!({})).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_listed_readable_and_sourced() {
        crate::shipped::listed::<Lessons>("lessons");
        for (name, text) in Lessons::FILES {
            let lesson = quiz::question::read_lesson(text).unwrap_or_else(|e| panic!("{name}: {e}"));
            assert!(lesson.questions.iter().all(|q| !q.explanation.is_empty()), "{name}: a question without explanation");
        }
        assert!(Lessons::FILES.len() >= 12);
    }
}
