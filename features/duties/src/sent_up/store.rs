//! What requests and matters have in common in SQL: their history, and whom a notice reaches. Knows no HTTP word.
use crate::scope::{self, Scope};
use base::{Actor, Fetch, Result, Tx, args};
use serde_json::Value;
use uuid::Uuid;

/// Rows of a table with `agency_key` that the scope `$1` shows.
macro_rules! own {
    ($table:literal) => {
        concat!("($1 = '*' or $1 like '%,' || ", $table, ".agency_key || ',%')")
    };
}
pub(crate) use own;

base::queries! {
    EVENT = "insert into sent_up_event (id, subject, difficulty, at, kind, actor, agency_key, reach, words, detail)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    EVENTS = concat!("select e.at, e.kind, e.agency_key, e.words, e.detail from sent_up_event e where e.subject = $2
        and ($1 = '*' or (e.reach = 'all' and (e.agency_key = '' or ", own!("e"), "))) order by e.at, e.id");
    SLIP_EVENTS = concat!("select e.at, e.kind, e.agency_key, e.words, e.detail from sent_up_event e where (e.subject = $2 or e.difficulty = $3)
        and ($1 = '*' or (e.reach = 'all' and (e.agency_key = '' or ", own!("e"), "))) order by e.at, e.id");
    NAME_OF = "select short_name from assignment where id = $1";
    FILE = "select id, sha256, name, media_type, size, purpose, created_by, created_at from file where id = $1";
}

/// Something that happened to a request or a matter.
#[derive(base::FromRow, Clone, Debug)]
pub struct Event {
    /// Unix milliseconds.
    pub at: i64,
    /// Code of an act, or another kind (`file`, `group`, …).
    pub kind: String,
    /// The agency that it concerns alone, as `agency_key`; empty for all.
    pub agency_key: String,
    /// What was said.
    pub words: String,
    /// JSON facts: `spent` and `over` in working minutes, numbers, days.
    pub detail: String,
}

/// Who reads an entry of the history.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// All agencies concerned.
    All,
    /// Only this agency, and the office.
    Agency(Uuid),
    /// Only the coordinating department and the leaders.
    Office,
}

/// An entry of the history to be written.
pub struct Note<'a> {
    /// Request or matter.
    pub subject: Uuid,
    /// The difficulty that it is about, if one.
    pub slip: Option<Uuid>,
    /// Code of an act, or another kind.
    pub kind: &'a str,
    /// Who reads it.
    pub reach: Reach,
    /// What was said.
    pub words: &'a str,
    /// JSON facts, without names of people.
    pub detail: Value,
}

/// Writes down what happened. The caller audits.
pub async fn note(tx: &mut Tx, actor: &Actor, n: Note<'_>) -> Result<()> {
    let (reach, key) = match n.reach {
        Reach::All => ("all", String::new()),
        Reach::Agency(agency) => ("all", scope::key(&agency)),
        Reach::Office => ("office", String::new()),
    };
    let values = args![Uuid::now_v7(), n.subject, n.slip, actor.at, n.kind, actor.account, key, reach, n.words, n.detail.to_string()];
    tx.exec(EVENT, values).await.map(drop)
}

/// The history of a request or matter, as far as the scope shows it, oldest first.
pub async fn events(db: &mut impl Fetch, scope: &Scope, subject: Uuid) -> Result<Vec<Event>> {
    db.all(EVENTS, args![&scope.agencies, subject]).await
}

/// The history of a difficulty: its own, and that of the matter it is in.
pub async fn slip_events(db: &mut impl Fetch, scope: &Scope, matter: Option<Uuid>, slip: Uuid) -> Result<Vec<Event>> {
    db.all(SLIP_EVENTS, args![&scope.agencies, matter.unwrap_or_default(), slip]).await
}

/// Short name of a line of the plan.
pub async fn name_of(db: &mut impl Fetch, assignment: Uuid) -> Result<String> {
    db.one::<(String,)>(NAME_OF, args![assignment]).await.map(|(name,)| name)
}
