//! The duty itself in SQL: rows through the scope of who asks, standings through time, events. Lists, sub-areas and pages have their
//! own texts beside them. Knows no HTTP word.
use crate::model::{Cell, State};
use crate::scope::Scope;
use base::{Actor, Error, Fetch, Result, Tx, args};
use jiff::civil::Date;
use serde_json::{Value, json};
use uuid::Uuid;

/// Columns of [`Duty`], from `duty d join duty_standing s`.
macro_rules! duty_columns {
    () => {
        "d.id, d.campaign, d.assignment, d.agency, d.number, d.ordinal, d.path, d.kind, d.start_on, d.first_deadline, d.from_campaign,
            d.officer, d.assigned_at, d.revision, s.seq, s.from_at, s.state, s.deadline, s.finished_on"
    };
}
/// Whose duties the scope shows: `$1` is `*` or `,key,key,`.
macro_rules! seen {
    () => {
        "($1 = '*' or $1 like '%,' || d.agency_key || ',%')"
    };
}
/// Duties of the campaign `$2` that stand now and that the reader `$1` may see.
macro_rules! standing {
    () => {
        concat!(seen!(), " and d.campaign = $2 and d.now_state <> 'withdrawn'")
    };
}
/// The standing, named `s` or as said, at moment `$3` (unix ms) or another.
macro_rules! standing_at {
    () => {
        standing_at!("s", "$3")
    };
    ($s:literal, $at:literal) => {
        concat!("join duty_standing ", $s, " on ", $s, ".duty = d.id and ", $s, ".from_at <= ", $at, " and (", $s, ".to_at is null or ", $s, ".to_at > ", $at, ")")
    };
}
/// The cell of a standing at day `$4` (ISO) or another: the rule of [`crate::model::cell`].
macro_rules! cell_at {
    () => {
        cell_at!("s", "$4")
    };
    ($s:literal, $day:literal) => {
        cell_of!(concat!($s, "."), $day)
    };
}
/// The cell of where a duty `d` stands now, at a day: its triggers keep that beside the duty (migration 0007).
macro_rules! cell_now {
    ($day:literal) => {
        cell_of!("d.now_", $day)
    };
}
/// The rule itself, for columns that begin so.
macro_rules! cell_of {
    ($c:expr, $day:literal) => {
        concat!("(case when ", $c, "state = 'confirmed' then (case when ", $c, "deadline is null or ", $c, "finished_on <= ", $c, "deadline
            then 'on_time' else 'late' end) when ", $c, "deadline is null or coalesce(", $c, "finished_on, ", $day, ") <= ", $c, "deadline
            then 'in_term' else 'overdue' end)")
    };
}
pub(crate) use {cell_at, cell_now, cell_of, duty_columns, seen, standing, standing_at};

base::queries! {
    FIND = concat!("select ", duty_columns!(), " from duty d join duty_standing s on s.duty = d.id and s.to_at is null
        where ", seen!(), " and d.id = $2");
    SIBLINGS = concat!("select ", duty_columns!(), " from duty d join duty_standing s on s.duty = d.id and s.to_at is null
        where d.campaign = $1 order by d.ordinal, d.id");
    // All duties, withdrawn ones too, of the lines in which these agencies have one
    BESIDE = concat!("select ", duty_columns!(), " from duty d join duty_standing s on s.duty = d.id and s.to_at is null
        where d.campaign = $1 and d.assignment in (select o.assignment from duty o where o.campaign = $1 and $2 like '%,' || o.agency_key || ',%')
        order by d.ordinal, d.id");
    INSERT = "insert into duty (id, campaign, assignment, agency, number, ordinal, path, kind, search, start_on, first_deadline, plan_deadline,
        from_campaign, assigned_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11, $12, $13)";
    FROM_PLAN = "update duty set number = $2, ordinal = $3, path = $4, kind = $5, search = $6, start_on = $7, plan_deadline = $8,
        from_campaign = $9 where id = $1";
    DERIVED = "select id, plan_deadline, search from duty where campaign = $1";
    // Who gave each duty last: the plan (`assign`, an amendment that brought it back or withdrew it) or a person
    GIVING = "select e.duty, e.kind from duty_event e join duty d on d.id = e.duty where d.campaign = $1 and (e.kind in ('assign', 'reassign')
        or (e.kind = 'amend' and (e.detail like '%\"withdrawn\":true%' or e.detail like '%\"back\":true%'))) order by e.at, e.id";
    TOUCH = "update duty set revision = revision + 1 where id = $1 and revision = $2";
    // Takes the row: whoever else changes it waits, so that what is read next stays so
    TAKE = "update duty set revision = revision + 1 where id = $1";
    END_STANDING = "update duty_standing set to_at = $2 where duty = $1 and to_at is null";
    BEGIN_STANDING = "insert into duty_standing (duty, seq, from_at, state, deadline, finished_on) values ($1, $2, $3, $4, $5, $6)";
    EVENT = "insert into duty_event (id, duty, at, kind, actor, words, detail) values ($1, $2, $3, $4, $5, $6, $7)";
    EVENTS = "select e.id, e.at, e.kind, e.actor, e.words, e.detail from duty_event e where e.duty = $1 order by e.at, e.id";
    CELLS = concat!("select s.state, ", cell_at!(), " as cell, count(*) as n from duty d ", standing_at!(), " where ", seen!(), "
        and d.campaign = $2 group by 1, 2");
    // The same now, every state: one reading of one index
    COUNT_NOW = concat!("select d.now_state, ", cell_now!("$3"), " as cell, count(*) as n from duty d where ", seen!(), " and d.campaign = $2 group by 1, 2");
    CELLS_BY_AGENCY_NOW = concat!("select d.agency, ", cell_now!("$3"), " as cell, count(*) as n from duty d where ", standing!(), " group by d.agency, 2");
    CELLS_BY_AGENCY = concat!("select d.agency, ", cell_at!(), " as cell, count(*) as n from duty d ", standing_at!(), " where ", seen!(), "
        and d.campaign = $2 and s.state <> 'withdrawn' group by d.agency, 2");
    PARTS = "select id, campaign, assignment, agency, role, ordinal, task, due_on, state, reply, done_on, revision from duty_part
        where campaign = $1 order by assignment, role desc, ordinal";
    PART_INSERT = "insert into duty_part (id, campaign, assignment, agency, role, ordinal, state, created_at) values ($1, $2, $3, $4, $5, $6, 'assigned', $7)";
    // What an agency answered is never overwritten: only its place, and whether it is in force
    PART_PLACE = "update duty_part set role = $2, ordinal = $3, revision = revision + 1 where id = $1";
    PART_BACK = "update duty_part set state = 'assigned', revision = revision + 1 where id = $1 and state = 'withdrawn'";
    PART_GONE = "update duty_part set state = 'withdrawn', revision = revision + 1 where id = $1 and state <> 'withdrawn'";
}

/// A duty as it stands now.
#[derive(base::FromRow, Clone, Debug, PartialEq, Eq)]
pub struct Duty {
    /// Key.
    pub id: Uuid,
    /// Campaign.
    pub campaign: Uuid,
    /// The line of the plan.
    pub assignment: Uuid,
    /// Who answers for it; None while the plan names nobody.
    pub agency: Option<Uuid>,
    /// Public number of the line.
    pub number: i64,
    /// Place in the newest text.
    pub ordinal: i64,
    /// Anchor of its section.
    pub path: String,
    /// Kind of activity.
    pub kind: String,
    /// First day that the plan gives it, ISO.
    pub start_on: Option<String>,
    /// The deadline at the moment of assignment, ISO; never changes.
    pub first_deadline: Option<String>,
    /// Whether the plan names none and the campaign's last day stands in.
    pub from_campaign: bool,
    /// Officer who follows it.
    pub officer: Option<Uuid>,
    /// Unix milliseconds.
    pub assigned_at: i64,
    /// Grows with every change.
    pub revision: i64,
    /// Number of the present standing.
    pub seq: i64,
    /// Since when it stands so, unix milliseconds.
    pub from_at: i64,
    /// Code of [`State`].
    pub state: String,
    /// Approved deadline, ISO.
    pub deadline: Option<String>,
    /// Day on which it was finished, ISO: as the report says, or as who confirmed it corrected it.
    pub finished_on: Option<String>,
}

impl Duty {
    /// State.
    pub fn state(&self) -> State {
        State::of(&self.state).unwrap_or(State::Assigned)
    }
    /// Approved deadline.
    pub fn deadline(&self) -> Option<Date> {
        plan::door::day(self.deadline.as_deref())
    }
    /// Day on which it was finished.
    pub fn finished(&self) -> Option<Date> {
        plan::door::day(self.finished_on.as_deref())
    }
    /// Day on which it was given.
    pub fn given_on(&self) -> Date {
        vietnamese::dates::local(self.assigned_at)
    }
    /// The first day on which it may have been finished: a plan may enter the program after its work began, so the day of the plan counts
    /// where that is earlier than the day on which the duty was given here.
    pub fn earliest(&self, planned: Date) -> Date {
        self.given_on().min(planned)
    }
    /// Cell on a day.
    pub fn cell(&self, today: Date) -> Option<Cell> {
        crate::model::cell(self.state(), self.deadline(), self.finished(), today)
    }
    /// Address of its page.
    pub fn href(&self) -> String {
        format!("/nhiem-vu/{}", self.id)
    }
}

/// Something that happened to a duty.
#[derive(base::FromRow, Clone, Debug)]
pub struct Event {
    /// Key.
    pub id: Uuid,
    /// Unix milliseconds.
    pub at: i64,
    /// Code of an act, or another kind (`assign`, `amend`, `extend`, `note`, …).
    pub kind: String,
    /// Account; None for the program.
    pub actor: Option<Uuid>,
    /// Reason, report or note.
    pub words: String,
    /// JSON facts.
    pub detail: String,
}

/// Another agency's own part in a line of the plan.
#[derive(base::FromRow, Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Key.
    pub id: Uuid,
    /// Campaign.
    pub campaign: Uuid,
    /// The line of the plan.
    pub assignment: Uuid,
    /// Whose part.
    pub agency: Uuid,
    /// `lead` or `coordinating`.
    pub role: String,
    /// Order as the plan names them.
    pub ordinal: i64,
    /// What it is to do, in the words of who leads; empty until said.
    pub task: String,
    /// By when, ISO.
    pub due_on: Option<String>,
    /// `assigned`, `accepted`, `returned`, `done` or `withdrawn`.
    pub state: String,
    /// Its answer.
    pub reply: String,
    /// When it was done, ISO.
    pub done_on: Option<String>,
    /// Grows with every change.
    pub revision: i64,
}

/// The duty, if this person may see it.
pub async fn find(db: &mut impl Fetch, scope: &Scope, id: Uuid) -> Result<Duty> {
    let duty: Duty = db.one(FIND, args![&scope.agencies, id]).await?;
    if scope.campaign.is_some_and(|c| c != duty.campaign) { Err(Error::NotFound) } else { Ok(duty) }
}

/// Everything that happened to a duty, oldest first.
pub async fn events(db: &mut impl Fetch, duty: Uuid) -> Result<Vec<Event>> {
    db.all(EVENTS, args![duty]).await
}

/// How many duties stand now in which state and cell on `day` (ISO); withdrawn ones too, their cell means nothing. [1]
pub async fn count_now(db: &mut impl Fetch, scope: &Scope, campaign: Uuid, day: &str) -> Result<Vec<(String, String, i64)>> {
    db.all(COUNT_NOW, args![&scope.agencies, campaign, day]).await
}

/// All duties of a campaign in the plan's order, withdrawn ones too.
pub async fn all(db: &mut impl Fetch, campaign: Uuid) -> Result<Vec<Duty>> {
    db.all(SIBLINGS, args![campaign]).await
}

/// All parts of a campaign.
pub async fn parts(db: &mut impl Fetch, campaign: Uuid) -> Result<Vec<Part>> {
    db.all(PARTS, args![campaign]).await
}

/// A new standing of a duty that this person saw at `revision`. Writes standing, event and audit entry.
pub struct Move<'a> {
    /// What kind of event it is: code of an act, or `extend`, `amend`, `reassign` ….
    pub kind: &'a str,
    /// State from now on.
    pub state: State,
    /// Approved deadline from now on, ISO.
    pub deadline: Option<String>,
    /// Day on which it was finished, ISO; only for finished states.
    pub finished_on: Option<String>,
    /// Reason or report.
    pub words: &'a str,
    /// Facts for the event, without names of people.
    pub detail: Value,
}

/// Gives the duty a new standing, if nobody changed it since it was read. Besides the first standing, and what an amended plan changes
/// (both in `sync`), the only way to one.
///
/// # Errors
/// [`Error::Conflict`] when another officer was first.
pub async fn step(tx: &mut Tx, actor: &Actor, duty: &Duty, to: Move<'_>) -> Result<()> {
    if tx.exec(TOUCH, args![duty.id, duty.revision]).await? == 0 {
        return Err(Error::Conflict("duties-conflict".into()));
    }
    stand(tx, actor, duty, to).await
}

/// Whoever gives, takes or moves many duties of a campaign waits here for others who do. Taken before anything is read, so that two
/// publications, a reassignment and acts on many follow one another.
pub async fn lock(tx: &mut Tx, campaign: Uuid) -> Result<()> {
    tx.lock(&format!("duties {campaign}")).await
}

/// A new standing for a duty that was read after its row was taken ([`TAKE`]) in this transaction.
pub(crate) async fn stand(tx: &mut Tx, actor: &Actor, duty: &Duty, to: Move<'_>) -> Result<()> {
    // Two changes within one millisecond must not make an empty or backward span
    let at = actor.at.max(duty.from_at + 1);
    let finished = if to.state.is_finished() { to.finished_on.clone() } else { None };
    tx.exec(END_STANDING, args![duty.id, at]).await?;
    tx.exec(BEGIN_STANDING, args![duty.id, duty.seq + 1, at, to.state.code(), to.deadline.clone(), finished.clone()]).await?;
    event(tx, actor, duty.id, to.kind, to.words, &to.detail).await?;
    let was = json!({ "state": duty.state, "deadline": duty.deadline, "finished_on": duty.finished_on });
    let is = json!({ "state": to.state.code(), "deadline": to.deadline, "finished_on": finished });
    tx.audit(actor, &format!("duty.{}", to.kind), "duty", duty.id, Some(duty.campaign), json!({ "from": was, "to": is })).await
}

/// Notes what happened, without a new standing. The caller audits.
pub async fn event(tx: &mut Tx, actor: &Actor, duty: Uuid, kind: &str, words: &str, detail: &Value) -> Result<()> {
    tx.exec(EVENT, args![Uuid::now_v7(), duty, actor.at, kind, actor.account, words, detail.to_string()]).await.map(drop)
}
