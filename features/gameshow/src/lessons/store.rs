//! All SQL of lessons and certificates. It knows no HTTP word.
use super::model::{Finished, Listed, Stored};
use crate::shipped::Builtin;
use base::{Error, Fetch, Result, Tx, args};
use quiz::question::Lesson;
use uuid::Uuid;

base::queries! {
    PUBLIC = "select id, slug, title, summary, category, minutes, cards, questions, builtin_key is not null as builtin,
        edited_at is not null as edited, hidden_at from quiz_lesson where hidden_at is null order by ordinal, title, id limit 500";
    ALL = "select id, slug, title, summary, category, minutes, cards, questions, builtin_key is not null as builtin,
        edited_at is not null as edited, hidden_at from quiz_lesson order by hidden_at is not null, ordinal, title, id limit 500";
    BY_SLUG = "select id, slug, file, body, hidden_at is not null as hidden, revision from quiz_lesson where slug = $1 and hidden_at is null";
    FIND = "select id, slug, file, body, hidden_at is not null as hidden, revision from quiz_lesson where id = $1";
    SLUGS = "select slug from quiz_lesson";
    LAST = "select coalesce(max(ordinal), 0) from quiz_lesson";
    INSERT = "insert into quiz_lesson (id, slug, title, summary, category, minutes, ordinal, cards, questions, body, file, builtin_key, builtin_hash,
        created_at, changed_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $14)";
    CHANGE = "update quiz_lesson set title = $3, summary = $4, category = $5, minutes = $6, cards = $7, questions = $8, body = $9, file = $10,
        edited_at = $11, changed_at = $11, revision = revision + 1 where id = $1 and revision = $2";
    REFRESH = "update quiz_lesson set title = $2, summary = $3, category = $4, minutes = $5, cards = $6, questions = $7, body = $8, file = $9,
        builtin_hash = $10, changed_at = $11, revision = revision + 1 where id = $1";
    HIDE = "update quiz_lesson set hidden_at = $2, edited_at = coalesce(edited_at, $2), changed_at = $2 where id = $1 and hidden_at is null";
    UNHIDE = "update quiz_lesson set hidden_at = null, changed_at = $2 where id = $1 and hidden_at is not null";
    BUILTIN = "select id, builtin_key, builtin_hash, edited_at from quiz_lesson where builtin_key is not null";
    ISSUE = "insert into quiz_certificate (code, learner, name, lessons, issued_at) values ($1, $2, $3, $4, $5)
        on conflict (learner) do update set name = excluded.name, lessons = excluded.lessons, issued_at = excluded.issued_at, erased_at = null";
    OF_LEARNER = "select code, name, lessons, issued_at, erased_at from quiz_certificate where learner = $1";
    CERTIFICATE = "select code, name, lessons, issued_at, erased_at from quiz_certificate where code = $1";
    ERASE = "update quiz_certificate set name = '', erased_at = $3 where code = $1 and learner = $2 and erased_at is null";
    FORGET = "update quiz_certificate set name = '', erased_at = $2 where issued_at < $1 and erased_at is null";
}

/// The lessons that the public sees. [1]
pub(crate) async fn public(db: &mut impl Fetch) -> Result<Vec<Listed>> {
    db.all(PUBLIC, args![]).await
}

/// All lessons, hidden ones last. [1]
pub(super) async fn all(db: &mut impl Fetch) -> Result<Vec<Listed>> {
    db.all(ALL, args![]).await
}

#[derive(base::FromRow)]
struct Row {
    id: Uuid,
    slug: String,
    file: String,
    body: String,
    hidden: bool,
    revision: i64,
}

impl Row {
    fn stored(self) -> Result<Stored> {
        let lesson: Lesson = serde_json::from_str(&self.body).map_err(|e| Error::internal(format!("lesson {}: {e}", self.id)))?;
        Ok(Stored { id: self.id, slug: self.slug, file: self.file, hidden: self.hidden, revision: self.revision, lesson })
    }
}

/// A lesson on show. [1]
///
/// # Errors
/// [`Error::NotFound`], also while it is hidden.
pub(super) async fn by_slug(db: &mut impl Fetch, slug: &str) -> Result<Stored> {
    db.one::<Row>(BY_SLUG, args![slug]).await?.stored()
}

/// A lesson, hidden or not.
pub(super) async fn find(db: &mut impl Fetch, id: Uuid) -> Result<Stored> {
    db.one::<Row>(FIND, args![id]).await?.stored()
}

/// All address words that are taken.
pub(super) async fn slugs(db: &mut impl Fetch) -> Result<Vec<String>> {
    Ok(db.all::<(String,)>(SLUGS, args![]).await?.into_iter().map(|(s,)| s).collect())
}

/// Adds a lesson at the end; the caller audits. `builtin`: key and content hash.
pub(super) async fn insert(tx: &mut Tx, slug: &str, file: &str, l: &Lesson, builtin: Option<(&str, &str)>, now: i64) -> Result<Uuid> {
    let (last,): (i64,) = tx.one(LAST, args![]).await?;
    let id = Uuid::now_v7();
    let (key, hash) = (builtin.map(|b| b.0), builtin.map_or("", |b| b.1));
    let values = args![
        id, slug, &l.title, &l.summary, &l.category, i64::from(l.minutes), last + 1, l.cards.len(), l.questions.len(), body(l)?, file, key, hash, now
    ];
    tx.exec(INSERT, values).await?;
    Ok(id)
}

/// Changes a lesson, if nobody else did meanwhile. Its address stays.
pub(super) async fn change(tx: &mut Tx, id: Uuid, revision: i64, file: &str, l: &Lesson, now: i64) -> Result<()> {
    let values = args![id, revision, &l.title, &l.summary, &l.category, i64::from(l.minutes), l.cards.len(), l.questions.len(), body(l)?, file, now];
    if tx.exec(CHANGE, values).await? == 0 { Err(Error::Conflict("gameshow-lessons-conflict".into())) } else { Ok(()) }
}

/// Brings a lesson that no person touched up to the content of this version of the program.
pub(super) async fn refresh(tx: &mut Tx, id: Uuid, file: &str, l: &Lesson, hash: &str, now: i64) -> Result<()> {
    let values = args![id, &l.title, &l.summary, &l.category, i64::from(l.minutes), l.cards.len(), l.questions.len(), body(l)?, file, hash, now];
    tx.exec(REFRESH, values).await.map(drop)
}

/// Hides a lesson from the public, or shows it again.
pub(super) async fn set_hidden(tx: &mut Tx, id: Uuid, hidden: bool, now: i64) -> Result<()> {
    let rows = tx.exec(if hidden { HIDE } else { UNHIDE }, args![id, now]).await?;
    if rows == 0 { Err(Error::NotFound) } else { Ok(()) }
}

/// All lessons that the program brought.
pub(super) async fn builtin(db: &mut impl Fetch) -> Result<Vec<Builtin>> {
    db.all(BUILTIN, args![]).await
}

/// A certificate as stored.
#[derive(base::FromRow, Clone, Debug)]
pub(super) struct Certificate {
    pub code: String,
    pub name: String,
    lessons: String,
    pub issued_at: i64,
    pub erased_at: Option<i64>,
}

impl Certificate {
    /// The lessons on it.
    pub fn lessons(&self) -> Vec<Finished> {
        serde_json::from_str(&self.lessons).unwrap_or_default()
    }
}

/// Issues the certificate of a browser, or brings it up to date; its code stays.
pub(super) async fn issue(tx: &mut Tx, code: &str, learner: &[u8], name: &str, lessons: &[Finished], now: i64) -> Result<Certificate> {
    let lessons = serde_json::to_string(lessons).map_err(Error::internal)?;
    tx.exec(ISSUE, args![code, learner, name, lessons, now]).await?;
    tx.one(OF_LEARNER, args![learner]).await
}

/// The certificate of a browser.
pub(super) async fn of_learner(db: &mut impl Fetch, learner: &[u8]) -> Result<Option<Certificate>> {
    db.maybe(OF_LEARNER, args![learner]).await
}

/// The certificate with this code.
pub(super) async fn certificate(db: &mut impl Fetch, code: &str) -> Result<Option<Certificate>> {
    db.maybe(CERTIFICATE, args![code]).await
}

/// Erases the name on a certificate, for the browser that asked for it.
pub(super) async fn erase(tx: &mut Tx, code: &str, learner: &[u8], now: i64) -> Result<()> {
    if tx.exec(ERASE, args![code, learner, now]).await? == 0 { Err(Error::NotFound) } else { Ok(()) }
}

/// Erases the names of certificates that were issued before a moment.
pub(super) async fn forget(tx: &mut Tx, before: i64, now: i64) -> Result<u64> {
    tx.exec(FORGET, args![before, now]).await
}

fn body(l: &Lesson) -> Result<String> {
    serde_json::to_string(l).map_err(Error::internal)
}
