//! Counts of the leaders' screen. One reading of all duties, the rest by what is indexed: changed lately, waiting, of nobody.
use super::model::{Change, Share};
use crate::model::Cells;
use crate::scope::Scope;
use crate::store::{cell_at, seen, standing_at};
use base::{Fetch, Result, args};
use uuid::Uuid;

use crate::door::At;

macro_rules! sums {
    () => {
        "sum(case when c.cell = 'on_time' then 1 else 0 end), sum(case when c.cell = 'late' then 1 else 0 end),
        sum(case when c.cell = 'in_term' then 1 else 0 end), sum(case when c.cell = 'overdue' then 1 else 0 end)"
    };
}

base::queries! {
    // One reading of all duties; `materialized`, so that a cell is worked out once a duty, not once a column
    NOW = concat!("with c as materialized (select d.agency, d.assignment, s.from_at, s.deadline, ", cell_at!(), " as cell from duty d ", standing_at!(), "
        where ", seen!(), " and d.campaign = $2 and s.state <> 'withdrawn')
        select cast(1 as bigint) as part, c.agency as id, '' as due, ", sums!(), ", min(case when c.cell = 'overdue' then c.deadline end),
        sum(case when c.cell = 'overdue' and c.from_at <= $5 and c.deadline >= $6 then 1 else 0 end),
        sum(case when c.cell = 'overdue' and c.from_at <= $7 and c.deadline >= $8 then 1 else 0 end) from c group by c.agency
        union all select cast(2 as bigint), c.assignment, coalesce(c.deadline, ''), ", sums!(), ", null, 0, 0 from c group by c.assignment, c.deadline");
    CHANGED = concat!("select case when a.duty is null then 'none' when a.state = 'withdrawn' then 'withdrawn' else ", cell_at!("a", "$6"), " end as was,
        case when s.state = 'withdrawn' then 'withdrawn' else ", cell_at!(), " end as now,
        count(*), sum(case when a.duty is not null and coalesce(a.deadline, '') <> coalesce(s.deadline, '') then 1 else 0 end)
        from duty_standing s join duty d on d.id = s.duty and s.from_at <= $3 left ", standing_at!("a", "$5"), "
        where ", seen!(), " and d.campaign = $2 and s.to_at is null and s.from_at > $5 group by 1, 2");
    WAITING = concat!("select s.state, count(*) from duty_standing s join duty d on d.id = s.duty where ", seen!(), " and d.campaign = $2
        and s.to_at is null and s.state in ('reported', 'returned') group by s.state");
    OF_NOBODY = concat!("select count(*) from duty d join duty_standing s on s.duty = d.id and s.to_at is null
        where ", seen!(), " and d.campaign = $2 and d.agency is null and s.state <> 'withdrawn'");
}

/// Cells of one line of the plan for one deadline (ISO, empty for none).
#[derive(Clone, Debug)]
pub struct LineShare {
    /// Line.
    pub assignment: Uuid,
    /// Deadline.
    pub due: String,
    /// Its cells.
    pub cells: Cells,
}

/// The shares of agencies and of lines now; `since` are the two past moments. [1]
pub async fn now(db: &mut impl Fetch, scope: &Scope, campaign: Uuid, at: &At, since: &[At; 2]) -> Result<(Vec<Share>, Vec<LineShare>)> {
    type Row = (i64, Option<Uuid>, String, i64, i64, i64, i64, Option<String>, i64, i64);
    let [a, b] = since;
    let values = args![&scope.agencies, campaign, at.until(), at.day.to_string(), a.ms, a.day.to_string(), b.ms, b.day.to_string()];
    let rows: Vec<Row> = db.all(NOW, values).await?;
    let (mut agencies, mut lines) = (Vec::new(), Vec::new());
    for (part, id, due, on_time, late, in_term, overdue, oldest, x, y) in rows {
        let cells = Cells { on_time, late, in_term, overdue };
        match (part, id) {
            (1, agency) => agencies.push(Share { agency, cells, oldest, crossed: [x, y] }),
            (_, Some(assignment)) => lines.push(LineShare { assignment, due, cells }),
            _ => {}
        }
    }
    Ok((agencies, lines))
}

/// What changed since a moment.
pub async fn changed(db: &mut impl Fetch, scope: &Scope, campaign: Uuid, at: &At, since: &At) -> Result<Vec<Change>> {
    let values = args![&scope.agencies, campaign, at.until(), at.day.to_string(), since.ms, since.day.to_string()];
    let rows: Vec<(String, String, i64, i64)> = db.all(CHANGED, values).await?;
    Ok(rows.into_iter().map(|(was, now, n, moved)| Change { was, now, n, moved }).collect())
}

/// What waits for somebody.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Waiting {
    /// Reports to confirm.
    pub reported: i64,
    /// Duties that were sent back.
    pub returned: i64,
    /// Duties that nobody has.
    pub of_nobody: i64,
}

/// What waits for the coordinating department.
pub async fn waiting(db: &mut impl Fetch, scope: &Scope, campaign: Uuid) -> Result<Waiting> {
    let rows: Vec<(String, i64)> = db.all(WAITING, args![&scope.agencies, campaign]).await?;
    let (of_nobody,): (i64,) = db.one(OF_NOBODY, args![&scope.agencies, campaign]).await?;
    let of = |state: &str| rows.iter().find(|(s, _)| s == state).map_or(0, |(_, n)| *n);
    Ok(Waiting { reported: of("reported"), returned: of("returned"), of_nobody })
}
