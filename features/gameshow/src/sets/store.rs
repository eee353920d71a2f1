//! All SQL of question sets. It knows no HTTP word.
use super::model::{Asked, Listed, SetRow};
use crate::shipped::Builtin;
use base::{Actor, Error, Fetch, Result, Tx, args};
use quiz::Question;
use uuid::Uuid;

macro_rules! set_columns {
    () => {
        "select id, title, category, description, builtin_key is not null as builtin, edited_at, revision from quiz_set "
    };
}

base::queries! {
    LIST = "select s.id, s.title, s.category, s.description, s.builtin_key is not null as builtin, s.edited_at is not null as edited, s.changed_at,
        (select count(*) from quiz_question q where q.quiz_set = s.id and q.withdrawn_at is null) as questions
        from quiz_set s where s.withdrawn_at is null order by s.builtin_key is not null, s.builtin_key, s.changed_at desc, s.id limit 500";
    GONE = concat!(set_columns!(), "where withdrawn_at is not null order by withdrawn_at desc, id limit 20");
    FIND = concat!(set_columns!(), "where id = $1 and withdrawn_at is null");
    FIND_GONE = concat!(set_columns!(), "where id = $1 and withdrawn_at is not null");
    INSERT = "insert into quiz_set (id, title, category, description, builtin_key, builtin_hash, created_by, created_at, changed_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $8)";
    UPDATE = "update quiz_set set title = $3, category = $4, description = $5, edited_at = $6, changed_at = $6, revision = revision + 1
        where id = $1 and revision = $2 and withdrawn_at is null";
    TOUCH = "update quiz_set set edited_at = $2, changed_at = $2, revision = revision + 1 where id = $1 and withdrawn_at is null";
    WITHDRAW = "update quiz_set set withdrawn_at = $2, edited_at = $2, changed_at = $2, revision = revision + 1 where id = $1 and withdrawn_at is null";
    RESTORE = "update quiz_set set withdrawn_at = null, changed_at = $2, revision = revision + 1 where id = $1 and withdrawn_at is not null";
    QUESTIONS = "select id, ordinal, revision, body from quiz_question where quiz_set = $1 and withdrawn_at is null order by ordinal, id";
    QUESTIONS_GONE = "select id, ordinal, revision, body from quiz_question where quiz_set = $1 and withdrawn_at is not null
        order by withdrawn_at desc, id limit 20";
    QUESTION = "select id, ordinal, revision, body from quiz_question where quiz_set = $1 and id = $2 and withdrawn_at is null";
    LAST = "select coalesce(max(ordinal), 0) from quiz_question where quiz_set = $1";
    ADD = "insert into quiz_question (id, quiz_set, ordinal, kind, category, difficulty, body, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8)";
    CHANGE = "update quiz_question set kind = $4, category = $5, difficulty = $6, body = $7, revision = revision + 1
        where quiz_set = $1 and id = $2 and revision = $3 and withdrawn_at is null";
    PLACE = "update quiz_question set ordinal = $3 where quiz_set = $1 and id = $2";
    DROP_QUESTION = "update quiz_question set withdrawn_at = $3, revision = revision + 1 where quiz_set = $1 and id = $2 and withdrawn_at is null";
    TAKE_BACK = "update quiz_question set withdrawn_at = null, revision = revision + 1 where quiz_set = $1 and id = $2 and withdrawn_at is not null";
    BUILTIN = "select id, builtin_key, builtin_hash, edited_at from quiz_set where builtin_key is not null";
    REFRESH = "update quiz_set set title = $2, category = $3, description = $4, builtin_hash = $5, changed_at = $6 where id = $1";
    CLEAR = "update quiz_question set withdrawn_at = $2 where quiz_set = $1 and withdrawn_at is null";
}

/// All sets, those of people first. [1]
pub(crate) async fn list(db: &mut impl Fetch) -> Result<Vec<Listed>> {
    db.all(LIST, args![]).await
}

/// The last deleted sets. [1]
pub(super) async fn gone(db: &mut impl Fetch) -> Result<Vec<SetRow>> {
    db.all(GONE, args![]).await
}

/// One set.
///
/// # Errors
/// [`Error::NotFound`].
pub(crate) async fn find(db: &mut impl Fetch, id: Uuid) -> Result<SetRow> {
    db.one(FIND, args![id]).await
}

/// One deleted set.
pub(super) async fn find_gone(db: &mut impl Fetch, id: Uuid) -> Result<SetRow> {
    db.one(FIND_GONE, args![id]).await
}

/// What a set is called.
pub(super) struct Head<'h> {
    pub title: &'h str,
    pub category: &'h str,
    pub description: &'h str,
}

/// Adds a set; the caller audits. `builtin`: key and content hash.
pub(super) async fn insert(tx: &mut Tx, actor: &Actor, head: &Head<'_>, builtin: Option<(&str, &str)>) -> Result<Uuid> {
    let id = Uuid::now_v7();
    let (key, hash) = (builtin.map(|b| b.0), builtin.map_or("", |b| b.1));
    tx.exec(INSERT, args![id, head.title, head.category, head.description, key, hash, actor.account, actor.at]).await?;
    Ok(id)
}

/// Changes what a set is called, if nobody else did meanwhile.
pub(super) async fn update(tx: &mut Tx, id: Uuid, revision: i64, head: &Head<'_>, now: i64) -> Result<()> {
    changed(tx.exec(UPDATE, args![id, revision, head.title, head.category, head.description, now]).await?)
}

/// Notes that a person changed something in a set.
pub(super) async fn touch(tx: &mut Tx, id: Uuid, now: i64) -> Result<()> {
    if tx.exec(TOUCH, args![id, now]).await? == 0 { Err(Error::NotFound) } else { Ok(()) }
}

/// Deletes a set; it can be taken back.
pub(super) async fn withdraw(tx: &mut Tx, id: Uuid, now: i64) -> Result<()> {
    if tx.exec(WITHDRAW, args![id, now]).await? == 0 { Err(Error::NotFound) } else { Ok(()) }
}

/// Takes a deleted set back.
pub(super) async fn restore(tx: &mut Tx, id: Uuid, now: i64) -> Result<()> {
    if tx.exec(RESTORE, args![id, now]).await? == 0 { Err(Error::NotFound) } else { Ok(()) }
}

#[derive(base::FromRow)]
struct QuestionRow {
    id: Uuid,
    ordinal: i64,
    revision: i64,
    body: String,
}

impl QuestionRow {
    fn asked(self) -> Result<Asked> {
        let mut question: Question = serde_json::from_str(&self.body).map_err(|e| Error::internal(format!("question {}: {e}", self.id)))?;
        question.id = self.id.to_string();
        Ok(Asked { id: self.id, ordinal: self.ordinal, revision: self.revision, question })
    }
}

/// The questions of a set in order. [1]
pub(crate) async fn questions(db: &mut impl Fetch, set: Uuid) -> Result<Vec<Asked>> {
    db.all::<QuestionRow>(QUESTIONS, args![set]).await?.into_iter().map(QuestionRow::asked).collect()
}

/// The last deleted questions of a set. [1]
pub(super) async fn questions_gone(db: &mut impl Fetch, set: Uuid) -> Result<Vec<Asked>> {
    db.all::<QuestionRow>(QUESTIONS_GONE, args![set]).await?.into_iter().map(QuestionRow::asked).collect()
}

/// One question of this set.
///
/// # Errors
/// [`Error::NotFound`], also when it belongs to another set.
pub(super) async fn question(db: &mut impl Fetch, set: Uuid, id: Uuid) -> Result<Asked> {
    db.one::<QuestionRow>(QUESTION, args![set, id]).await?.asked()
}

/// Adds a question at the end; the caller audits and touches the set.
pub(super) async fn add(tx: &mut Tx, set: Uuid, q: &Question, now: i64) -> Result<Uuid> {
    let (last,): (i64,) = tx.one(LAST, args![set]).await?;
    let id = Uuid::now_v7();
    tx.exec(ADD, args![id, set, last + 1, q.kind_code(), &q.category, i64::from(q.difficulty), body(q)?, now]).await?;
    Ok(id)
}

/// Changes a question, if nobody else did meanwhile.
pub(super) async fn change(tx: &mut Tx, set: Uuid, id: Uuid, revision: i64, q: &Question) -> Result<()> {
    changed(tx.exec(CHANGE, args![set, id, revision, q.kind_code(), &q.category, i64::from(q.difficulty), body(q)?]).await?)
}

/// Gives a question its place.
pub(super) async fn place(tx: &mut Tx, set: Uuid, id: Uuid, ordinal: i64) -> Result<()> {
    tx.exec(PLACE, args![set, id, ordinal]).await.map(drop)
}

/// Deletes a question; it can be taken back.
pub(super) async fn drop_question(tx: &mut Tx, set: Uuid, id: Uuid, now: i64) -> Result<()> {
    if tx.exec(DROP_QUESTION, args![set, id, now]).await? == 0 { Err(Error::NotFound) } else { Ok(()) }
}

/// Takes a deleted question back.
pub(super) async fn take_back(tx: &mut Tx, set: Uuid, id: Uuid) -> Result<()> {
    if tx.exec(TAKE_BACK, args![set, id]).await? == 0 { Err(Error::NotFound) } else { Ok(()) }
}

/// All sets that the program brought, deleted ones too.
pub(super) async fn builtin(db: &mut impl Fetch) -> Result<Vec<Builtin>> {
    db.all(BUILTIN, args![]).await
}

/// Brings a set that no person touched up to the content of this version of the program.
pub(super) async fn refresh(tx: &mut Tx, id: Uuid, head: &Head<'_>, hash: &str, now: i64) -> Result<()> {
    tx.exec(REFRESH, args![id, head.title, head.category, head.description, hash, now]).await?;
    tx.exec(CLEAR, args![id, now]).await.map(drop)
}

fn body(q: &Question) -> Result<String> {
    serde_json::to_string(&Question { id: String::new(), ..q.clone() }).map_err(Error::internal)
}

fn changed(rows: u64) -> Result<()> {
    if rows == 0 { Err(Error::Conflict("gameshow-sets-conflict".into())) } else { Ok(()) }
}
