//! Matters in SQL.
use super::super::model::{Clock, Step};
use base::{Fetch, Result, Tx, args};
use uuid::Uuid;

macro_rules! columns {
    () => {
        "m.id, m.campaign, m.number, m.title, m.step, m.step_at, m.due_at, m.left_minutes, m.proposal, m.decision, m.decided_as, m.decided_at,
            m.merged_into, m.created_at, m.revision from matter m"
    };
}

base::queries! {
    CAMPAIGN_OF = "select campaign from matter where id = $1";
    FIND = concat!("select ", columns!(), " where m.id = $1 and m.campaign = $2");
    BOARD = concat!("select ", columns!(), " where m.campaign = $1 and $2 like '%,' || m.step || ',%'
        order by case when m.due_at is null then -m.step_at else m.due_at end, m.number desc limit $3");
    MERGED = concat!("select ", columns!(), " where m.merged_into = $1 order by m.number");
    REPORT = concat!("select ", columns!(), " where m.campaign = $1 order by m.number");
    NUMBER = "select coalesce(max(number), 0) + 1 from matter where campaign = $1";
    INSERT = "insert into matter (id, campaign, number, title, step, step_at, due_at, left_minutes, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $6)";
    MOVE = "update matter set step = $3, step_at = $4, due_at = $5, left_minutes = $6, revision = revision + 1 where id = $1 and revision = $2";
    TITLE = "update matter set title = $2 where id = $1";
    PROPOSAL = "update matter set title = $3, proposal = $4, revision = revision + 1 where id = $1 and revision = $2";
    DECIDE = "update matter set decision = $2, decided_as = $3, decided_by = $4, decided_at = $5 where id = $1";
    MERGE = "update matter set merged_into = $2 where id = $1";
    WAITING = "select m.step, count(*) as n, sum(case when m.due_at < $2 then 1 else 0 end) as late from matter m
        where m.campaign = $1 and m.step in ('filed', 'taken', 'asked', 'proposed', 'decided') group by m.step";
    WAITING_LINES = "select l.state, count(*) as n, sum(case when l.due_at < $2 then 1 else 0 end) as late from extension_line l
        join extension x on x.id = l.extension where x.campaign = $1 and l.state in ('open', 'up') group by l.state";
}

/// A matter.
#[derive(base::FromRow, Clone, Debug)]
pub struct Matter {
    /// Key.
    pub id: Uuid,
    /// Campaign.
    pub campaign: Uuid,
    /// Number within the campaign: VM-12.
    pub number: i64,
    /// In a few words.
    pub title: String,
    /// Code of [`Step`].
    pub step: String,
    /// Since when, unix ms.
    pub step_at: i64,
    /// By when who has it should act, unix ms.
    pub due_at: Option<i64>,
    /// Working minutes that the office had left when it gave it out of its hands.
    pub left_minutes: Option<i64>,
    /// What the coordinating department proposes.
    pub proposal: String,
    /// The answer.
    pub decision: String,
    /// `approved`, `otherwise` or `settled`.
    pub decided_as: Option<String>,
    /// Unix ms.
    pub decided_at: Option<i64>,
    /// The matter in which it goes on.
    pub merged_into: Option<Uuid>,
    /// Unix ms.
    pub created_at: i64,
    /// Grows with every change.
    pub revision: i64,
}

impl Matter {
    /// Step.
    pub fn step(&self) -> Step {
        Step::of(&self.step).unwrap_or(Step::Closed)
    }
    /// Clock.
    pub fn clock(&self) -> Clock {
        Clock { due_at: self.due_at, left: self.left_minutes }
    }
    /// "VM-12".
    pub fn label(&self) -> String {
        label(self.number)
    }
}

/// How a matter is called by number.
pub fn label(number: i64) -> String {
    format!("VM-{number}")
}

/// Steps as queries take them: `,filed,taken,`.
pub fn steps(steps: &[Step]) -> String {
    format!(",{},", steps.iter().map(|s| s.code()).collect::<Vec<_>>().join(","))
}

/// Campaign of a matter, whoever asks.
pub async fn campaign_of(db: &mut impl Fetch, id: Uuid) -> Result<Uuid> {
    db.one::<(Uuid,)>(CAMPAIGN_OF, args![id]).await.map(|(c,)| c)
}

/// The matter of a campaign. Whoever asks has found out that the person sees all of the campaign, or one of its difficulties.
pub async fn find(db: &mut impl Fetch, campaign: Uuid, id: Uuid) -> Result<Matter> {
    db.one(FIND, args![id, campaign]).await
}

/// Most matters of a board.
pub const MOST: i64 = 1_000;

/// Matters at these steps: what is due first, then what ended last. At most so many.
pub async fn board(db: &mut impl Fetch, campaign: Uuid, at: &str, limit: i64) -> Result<Vec<Matter>> {
    db.all(BOARD, args![campaign, at, limit]).await
}

/// Matters that go on in this one.
pub async fn merged(db: &mut impl Fetch, id: Uuid) -> Result<Vec<Matter>> {
    db.all(MERGED, args![id]).await
}

/// All matters of a campaign.
pub async fn report(db: &mut impl Fetch, campaign: Uuid) -> Result<Vec<Matter>> {
    db.all(REPORT, args![campaign]).await
}

/// Adds a matter with the next number; the caller holds the campaign's lock and audits. Returns key and number.
pub async fn insert(tx: &mut Tx, campaign: Uuid, title: &str, step: Step, clock: Clock, now: i64) -> Result<(Uuid, i64)> {
    let (number,): (i64,) = tx.one(NUMBER, args![campaign]).await?;
    let id = Uuid::now_v7();
    tx.exec(INSERT, args![id, campaign, number, title, step.code(), now, clock.due_at, clock.left]).await?;
    Ok((id, number))
}
