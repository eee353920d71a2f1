//! SQL of one duty's page: its line's other duties and parts, evidence, who follows it.
use crate::scope::Scope;
use crate::store::{Duty, Part, duty_columns, seen};
use base::{Actor, Fetch, Result, Tx, args};
use uuid::Uuid;

macro_rules! evidence_columns {
    () => {
        "e.id, e.kind, e.label, e.value, e.file, e.created_at, e.removed_at, f.name as file_name, f.size as file_size
            from duty_evidence e left join file f on f.id = e.file"
    };
}

/// Whether `e` was put back: it stands again as a piece of its own, for a moment in between must still see it gone.
macro_rules! put_back {
    () => {
        "exists (select 1 from duty_evidence n where n.duty = e.duty and n.id <> e.id and n.created_at >= e.removed_at and n.kind = e.kind
            and n.label = e.label and n.value = e.value and (n.file = e.file or (n.file is null and e.file is null)))"
    };
}

base::queries! {
    CAMPAIGN_OF = "select campaign from duty where id = $1";
    // A part's agency sees whose work its part belongs to
    FIND = concat!("select ", duty_columns!(), " from duty d join duty_standing s on s.duty = d.id and s.to_at is null
        where d.id = $2 and (", seen!(), " or exists (select 1 from duty_part p where p.assignment = d.assignment
        and p.state <> 'withdrawn' and $1 like '%,' || p.agency_key || ',%'))");
    OF_LINE = concat!("select ", duty_columns!(), " from duty d join duty_standing s on s.duty = d.id and s.to_at is null
        where d.assignment = $1 order by d.assigned_at, d.id");
    PARTS = "select id, campaign, assignment, agency, role, ordinal, task, due_on, state, reply, done_on, revision from duty_part
        where assignment = $1 and state <> 'withdrawn' order by role desc, ordinal";
    PART_STEP = "update duty_part set state = $3, reply = $4, done_on = $5, revision = revision + 1 where id = $1 and revision = $2";
    PART_TASK = "update duty_part set task = $3, due_on = $4, state = $5, revision = revision + 1 where id = $1 and revision = $2";
    EVIDENCE = concat!("select ", evidence_columns!(), " where e.duty = $1 and (e.removed_at is null or not ", put_back!(), ") order by e.created_at, e.id");
    ONE_EVIDENCE = concat!("select ", evidence_columns!(), " where e.duty = $1 and e.id = $2");
    EVIDENCE_INSERT = "insert into duty_evidence (id, duty, kind, label, value, file, created_by, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8)";
    EVIDENCE_REMOVE = "update duty_evidence set removed_at = $3 where duty = $1 and id = $2 and removed_at is null";
    EVIDENCE_RESTORE = concat!("insert into duty_evidence (id, duty, kind, label, value, file, created_by, created_at)
        select $3, e.duty, e.kind, e.label, e.value, e.file, $4, $5 from duty_evidence e where e.duty = $1 and e.id = $2
        and e.removed_at is not null and not ", put_back!());
    OFFICER = "update duty set officer = $3, revision = revision + 1 where id = $1 and revision = $2";
    EVENT_KNOWN = "select count(*) from duty_event where id = $1 and duty = $2";
    EVENT_KEYED = "insert into duty_event (id, duty, at, kind, actor, words, detail) values ($1, $2, $3, 'note', $4, $5, '{}')";
}

/// A piece of evidence.
#[derive(base::FromRow, Clone, Debug)]
pub struct Evidence {
    /// Key.
    pub id: Uuid,
    /// `paper`, `link`, `figure` or `file`.
    pub kind: String,
    /// What it shows.
    pub label: String,
    /// Number of the paper, address, figure with unit, or hash of the file.
    pub value: String,
    /// The stored file.
    pub file: Option<Uuid>,
    /// Unix milliseconds.
    pub created_at: i64,
    /// Unix milliseconds at which somebody took it back.
    pub removed_at: Option<i64>,
    /// Name of the file.
    pub file_name: Option<String>,
    /// Bytes of the file.
    pub file_size: Option<i64>,
}

/// Campaign of a duty, to know what its viewer may see there.
pub async fn campaign_of(db: &mut impl Fetch, duty: Uuid) -> Result<Uuid> {
    let (campaign,): (Uuid,) = db.one(CAMPAIGN_OF, args![duty]).await?;
    Ok(campaign)
}

/// The duty, if this person sees it: as its agency's, as all, or as one who has a part in its line.
pub async fn find(db: &mut impl Fetch, scope: &Scope, id: Uuid) -> Result<Duty> {
    db.one(FIND, args![&scope.agencies, id]).await
}

/// All duties of a line, withdrawn ones too.
pub async fn of_line(db: &mut impl Fetch, assignment: Uuid) -> Result<Vec<Duty>> {
    db.all(OF_LINE, args![assignment]).await
}

/// Parts of a line that are in force.
pub async fn parts(db: &mut impl Fetch, assignment: Uuid) -> Result<Vec<Part>> {
    db.all(PARTS, args![assignment]).await
}

/// Evidence of a duty, removed pieces too.
pub async fn evidence(db: &mut impl Fetch, duty: Uuid) -> Result<Vec<Evidence>> {
    db.all(EVIDENCE, args![duty]).await
}

/// One piece of a duty's evidence.
pub async fn one_evidence(db: &mut impl Fetch, duty: Uuid, id: Uuid) -> Result<Evidence> {
    db.one(ONE_EVIDENCE, args![duty, id]).await
}

/// Whether this event of the duty has been written: a form that came twice.
pub async fn knows_event(db: &mut impl Fetch, duty: Uuid, id: Uuid) -> Result<bool> {
    Ok(base::feature::count(db, EVENT_KNOWN, args![id, duty]).await? > 0)
}

/// A note under the key that its form carried. The caller audits.
pub async fn note(tx: &mut Tx, actor: &Actor, duty: Uuid, key: Uuid, words: &str) -> Result<()> {
    tx.exec(EVENT_KEYED, args![key, duty, actor.at, actor.account, words]).await.map(drop)
}
