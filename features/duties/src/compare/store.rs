//! Two moments of the same duties beside each other, by the same rules that count today.
use super::model::Kind;
use crate::door::At;
use crate::model::{Cell, Cells};
use crate::scope::Scope;
use crate::store::{cell_at, cell_now, cell_of, seen, standing, standing_at};
use base::{Fetch, Result, args};
use std::collections::HashMap;
use uuid::Uuid;

/// Every duty that stands at the later moment (`$3`, `$4`), and how it stood at the earlier (`$5`, `$6`), of those of the duty's own
/// columns that `$which` says: begins a statement with `c`. `materialized`, so that a cell is worked out once a duty, not once a column.
macro_rules! both {
    ($which:literal) => {
        concat!("with c as materialized (select d.id, d.assignment, d.agency, d.agency_key, d.ordinal, d.number, a.state as state_was, s.state as state_now,
            a.deadline as deadline_was, s.deadline as deadline_now,
            case when a.duty is null then 'none' when a.state = 'withdrawn' then 'withdrawn' else ", cell_at!("a", "$6"), " end as was,
            case when s.state = 'withdrawn' then 'withdrawn' else ", cell_at!(), " end as now
            from duty d ", standing_at!(), " left ", standing_at!("a", "$5"), " where ", seen!(), " and d.campaign = $2 and ", $which, ") ")
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
base::queries! {
    // What nobody touched since the earlier moment stood then as it stands now: only its cell may have another day. One index, no join
    SUMMARY = concat!(both!("d.now_from > $5"), "select c.agency, c.was, c.now,
        cast(case when ", is!(moved), " then 1 else 0 end as bigint) as moved, cast(case when ", is!(state), " then 1 else 0 end as bigint) as state,
        count(*) as n from c group by 1, 2, 3, 4, 5
        union all select d.agency, ", cell_now!("$6"), ", ", cell_now!("$4"), ", cast(0 as bigint), cast(0 as bigint), count(*) from duty d
        where ", standing!(), " and d.now_from <= $5 group by 1, 2, 3");
    // Changed is only what somebody touched, or what crossed its deadline between the two days
    CHANGES = concat!(both!("(d.now_from > $5 or (d.now_deadline >= $6 and d.now_deadline < $4))"), "select x.id, x.number, l.short_name, x.agency,
        x.state_was, x.state_now, x.deadline_was, x.deadline_now, x.was, x.now, x.total from (select c.*, count(*) over () as total from c
        where ($8 = '' or c.agency_key = $8 or ($8 = '-' and c.agency_key = '')) and (($7 = 'them' and ", is!(added), ")
        or ($7 = 'rut' and ", is!(withdrawn), ") or ($7 = 'xong' and ", is!(done), ") or ($7 = 'mo-lai' and ", is!(reopened), ")
        or ($7 = 'qua-han' and ", is!(overdue), ") or ($7 = 'het-qua-han' and ", is!(relieved), ") or ($7 = 'han' and ", is!(moved), ")
        or ($7 = 'trang_thai' and ", is!(state), ") or ($7 = '' and (c.was <> c.now or ", is!(moved), " or ", is!(state), ")))
        order by c.ordinal, c.id limit $9 offset $10) x join assignment l on l.id = x.assignment order by x.ordinal, x.id");
}

/// One agency between two moments.
#[derive(Clone, Debug, Default)]
pub struct Share {
    /// None: duties that nobody has.
    pub agency: Option<Uuid>,
    then: Cells,
    now: Cells,
    kinds: [i64; Kind::ALL.len()],
}

impl Share {
    /// The four cells then.
    pub fn then(&self) -> Cells {
        self.then
    }
    /// The four cells at the later moment.
    pub fn now(&self) -> Cells {
        self.now
    }
    /// How many duties changed so; 0 for [`Kind::Any`].
    pub fn count(&self, kind: Kind) -> i64 {
        Kind::ALL.iter().position(|k| *k == kind).map_or(0, |at| self.kinds[at])
    }
    fn count_in(&mut self, was: &str, now: &str, moved: bool, state: bool, n: i64) {
        if let Some(cell) = Cell::of(was) {
            self.then.add(cell, n);
        }
        if let Some(cell) = Cell::of(now) {
            self.now.add(cell, n);
        }
        for (sum, _) in self.kinds.iter_mut().zip(Kind::ALL).filter(|(_, kind)| kind.holds(was, now, moved, state)) {
            *sum += n;
        }
    }
    /// Adds another agency's figures.
    pub fn add(&mut self, other: &Share) {
        for cell in Cell::ALL {
            self.then.add(cell, other.then.of(cell));
            self.now.add(cell, other.now.of(cell));
        }
        self.kinds.iter_mut().zip(other.kinds).for_each(|(mine, theirs)| *mine += theirs);
    }
}

/// A duty that changed.
#[derive(base::FromRow, Clone, Debug)]
pub struct Change {
    /// Duty.
    pub id: Uuid,
    /// Public number of its line.
    pub number: i64,
    /// Short name of it.
    pub short_name: String,
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

/// All agencies between two moments. [1]
pub async fn summary(db: &mut impl Fetch, scope: &Scope, campaign: Uuid, then: &At, now: &At) -> Result<Vec<Share>> {
    type Row = (Option<Uuid>, String, String, i64, i64, i64);
    let values = args![&scope.agencies, campaign, now.until(), now.day.to_string(), then.until(), then.day.to_string()];
    let rows: Vec<Row> = db.all(SUMMARY, values).await?;
    let mut shares: HashMap<Option<Uuid>, Share> = HashMap::new();
    for (agency, was, now, moved, state, n) in rows {
        let share = shares.entry(agency).or_insert_with(|| Share { agency, ..Share::default() });
        share.count_in(&was, &now, moved == 1, state == 1, n);
    }
    Ok(shares.into_values().collect())
}

/// The duties that changed, in the plan's order.
pub async fn changes(db: &mut impl Fetch, scope: &Scope, campaign: Uuid, then: &At, now: &At, wanted: &Wanted) -> Result<Vec<Change>> {
    let values = args![
        &scope.agencies, campaign, now.until(), now.day.to_string(), then.until(), then.day.to_string(), wanted.kind.code(), &wanted.agency, wanted.limit,
        wanted.offset
    ];
    db.all(CHANGES, values).await
}
