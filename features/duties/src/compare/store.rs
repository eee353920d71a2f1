//! Two moments of the same duties beside each other, by the same rules that count today.
use super::model::Kind;
use crate::door::At;
use crate::model::Cells;
use crate::scope::Scope;
use crate::store::{cell_at, seen, standing_at};
use base::{Fetch, Result, args};
use uuid::Uuid;

/// Every duty that stands at the later moment (`$3`, `$4`), and how it stood at the earlier (`$5`, `$6`): begins a statement with `c`.
/// `materialized`, so that a cell is worked out once a duty, not once a column.
macro_rules! both {
    () => {
        concat!("with c as materialized (select d.id, d.assignment, d.agency, d.agency_key, d.ordinal, a.state as state_was, s.state as state_now,
            a.deadline as deadline_was, s.deadline as deadline_now,
            case when a.duty is null then 'none' when a.state = 'withdrawn' then 'withdrawn' else ", cell_at!("a", "$6"), " end as was,
            case when s.state = 'withdrawn' then 'withdrawn' else ", cell_at!(), " end as now
            from duty d ", standing_at!(), " left ", standing_at!("a", "$5"), " where ", seen!(), " and d.campaign = $2) ")
    };
}
/// The rule of each [`Kind`].
macro_rules! is {
    (added) => {
        "(c.was in ('none', 'withdrawn') and c.now <> 'withdrawn')"
    };
    (withdrawn) => {
        "(c.was not in ('none', 'withdrawn') and c.now = 'withdrawn')"
    };
    (done) => {
        "(c.was not in ('on_time', 'late') and c.now in ('on_time', 'late'))"
    };
    (reopened) => {
        "(c.was in ('on_time', 'late') and c.now in ('in_term', 'overdue'))"
    };
    (overdue) => {
        "(c.was <> 'overdue' and c.now = 'overdue')"
    };
    (relieved) => {
        "(c.was = 'overdue' and c.now <> 'overdue')"
    };
    (moved) => {
        "(c.was not in ('none', 'withdrawn') and c.now <> 'withdrawn' and coalesce(c.deadline_was, '') <> coalesce(c.deadline_now, ''))"
    };
    (state) => {
        "(c.was not in ('none', 'withdrawn') and c.now <> 'withdrawn' and c.state_was <> c.state_now)"
    };
}
macro_rules! sum {
    ($rule:expr, $name:literal) => {
        concat!("sum(case when ", $rule, " then 1 else 0 end) as ", $name)
    };
}

base::queries! {
    SUMMARY = concat!(both!(), "select c.agency,
        sum(case when c.was = 'on_time' then 1 else 0 end) as was_on_time, sum(case when c.was = 'late' then 1 else 0 end) as was_late,
        sum(case when c.was = 'in_term' then 1 else 0 end) as was_in_term, sum(case when c.was = 'overdue' then 1 else 0 end) as was_overdue,
        sum(case when c.now = 'on_time' then 1 else 0 end) as on_time, sum(case when c.now = 'late' then 1 else 0 end) as late,
        sum(case when c.now = 'in_term' then 1 else 0 end) as in_term, sum(case when c.now = 'overdue' then 1 else 0 end) as overdue,
        ", sum!(is!(added), "added"), ", ", sum!(is!(withdrawn), "withdrawn"), ", ", sum!(is!(done), "done"), ", ",
        sum!(is!(reopened), "reopened"), ", ", sum!(is!(overdue), "became_overdue"), ", ", sum!(is!(relieved), "relieved"), ", ",
        sum!(is!(moved), "moved"), ", ", sum!(is!(state), "state"), " from c group by c.agency");
    CHANGES = concat!(both!(), "select c.id, c.assignment, c.agency, c.state_was, c.state_now, c.deadline_was, c.deadline_now, c.was, c.now,
        count(*) over () as total from c
        where ($8 = '' or c.agency_key = $8 or ($8 = '-' and c.agency_key = '')) and (($7 = 'them' and ", is!(added), ")
        or ($7 = 'rut' and ", is!(withdrawn), ") or ($7 = 'xong' and ", is!(done), ") or ($7 = 'mo-lai' and ", is!(reopened), ")
        or ($7 = 'qua-han' and ", is!(overdue), ") or ($7 = 'het-qua-han' and ", is!(relieved), ") or ($7 = 'han' and ", is!(moved), ")
        or ($7 = 'trang_thai' and ", is!(state), ") or ($7 = '' and (c.was <> c.now or ", is!(moved), " or ", is!(state), ")))
        order by c.ordinal, c.id limit $9 offset $10");
}

/// One agency between two moments.
#[derive(sqlx::FromRow, Clone, Debug, Default)]
pub struct Share {
    /// None: duties that nobody has.
    pub agency: Option<Uuid>,
    was_on_time: i64,
    was_late: i64,
    was_in_term: i64,
    was_overdue: i64,
    on_time: i64,
    late: i64,
    in_term: i64,
    overdue: i64,
    added: i64,
    withdrawn: i64,
    done: i64,
    reopened: i64,
    became_overdue: i64,
    relieved: i64,
    moved: i64,
    state: i64,
}

impl Share {
    /// The four cells then.
    pub fn then(&self) -> Cells {
        Cells { on_time: self.was_on_time, late: self.was_late, in_term: self.was_in_term, overdue: self.was_overdue }
    }
    /// The four cells at the later moment.
    pub fn now(&self) -> Cells {
        Cells { on_time: self.on_time, late: self.late, in_term: self.in_term, overdue: self.overdue }
    }
    /// How many duties changed so; 0 for [`Kind::Any`].
    pub fn count(&self, kind: Kind) -> i64 {
        match kind {
            Kind::Any => 0,
            Kind::Added => self.added,
            Kind::Withdrawn => self.withdrawn,
            Kind::Done => self.done,
            Kind::Reopened => self.reopened,
            Kind::Overdue => self.became_overdue,
            Kind::Relieved => self.relieved,
            Kind::Moved => self.moved,
            Kind::State => self.state,
        }
    }
    /// Adds another agency's figures.
    pub fn add(&mut self, other: &Share) {
        let mut pairs = [
            (&mut self.was_on_time, other.was_on_time), (&mut self.was_late, other.was_late), (&mut self.was_in_term, other.was_in_term),
            (&mut self.was_overdue, other.was_overdue), (&mut self.on_time, other.on_time), (&mut self.late, other.late),
            (&mut self.in_term, other.in_term), (&mut self.overdue, other.overdue), (&mut self.added, other.added),
            (&mut self.withdrawn, other.withdrawn), (&mut self.done, other.done), (&mut self.reopened, other.reopened),
            (&mut self.became_overdue, other.became_overdue), (&mut self.relieved, other.relieved), (&mut self.moved, other.moved),
            (&mut self.state, other.state),
        ];
        pairs.iter_mut().for_each(|(mine, theirs)| **mine += *theirs);
    }
}

/// A duty that changed.
#[derive(sqlx::FromRow, Clone, Debug)]
pub struct Change {
    /// Duty.
    pub id: Uuid,
    /// Its line of the plan.
    pub assignment: Uuid,
    /// Who answers for it.
    pub agency: Option<Uuid>,
    /// State code then; None before it was given.
    pub state_was: Option<String>,
    /// State code at the later moment.
    pub state_now: String,
    /// Approved deadline then, ISO.
    pub deadline_was: Option<String>,
    /// Approved deadline at the later moment, ISO.
    pub deadline_now: Option<String>,
    /// Cell then, `withdrawn`, or `none`.
    pub was: String,
    /// Cell at the later moment, or `withdrawn`.
    pub now: String,
    /// How many rows there are in all.
    pub total: i64,
}

/// Which changes.
pub struct Wanted {
    /// What happened.
    pub kind: Kind,
    /// `agency_key`, `-` for duties of nobody, empty for all.
    pub agency: String,
    /// At most so many …
    pub limit: i64,
    /// … after so many.
    pub offset: i64,
}

/// All agencies between two moments.
pub async fn summary(db: &mut impl Fetch, scope: &Scope, campaign: Uuid, then: &At, now: &At) -> Result<Vec<Share>> {
    db.all(SUMMARY, args![&scope.agencies, campaign, now.until(), now.day.to_string(), then.until(), then.day.to_string()]).await
}

/// The duties that changed, in the plan's order.
pub async fn changes(db: &mut impl Fetch, scope: &Scope, campaign: Uuid, then: &At, now: &At, wanted: &Wanted) -> Result<Vec<Change>> {
    let values = args![
        &scope.agencies, campaign, now.until(), now.day.to_string(), then.until(), then.day.to_string(), wanted.kind.code(), &wanted.agency, wanted.limit,
        wanted.offset
    ];
    db.all(CHANGES, values).await
}
