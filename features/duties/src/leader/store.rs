//! Counts of the leaders' screen. One reading of all duties, the rest by what is indexed: changed lately, waiting, of nobody.
use super::model::{Change, Share};
use crate::model::{Cell, Cells};
use crate::scope::Scope;
use crate::store::{cell_at, cell_now, cell_of, seen, standing, standing_at};
use base::{Fetch, Result, args};
use std::collections::HashMap;
use uuid::Uuid;

use crate::door::At;

base::queries! {
    // One reading of one index; `materialized`, so that a cell is worked out once a duty. $3 today, $4 to $7 the two past moments and
    // their days, $8 whether lines are told apart ($8 = 1) or only their kinds
    NOW = concat!("with c as materialized (select d.agency, d.assignment, d.kind, d.now_from as since, d.now_deadline as deadline, ", cell_now!("$3"), " as cell
        from duty d where ", standing!(), ")
        select cast(1 as bigint) as part, c.agency as id, '' as kind, '' as due, c.cell, count(*) as n, min(c.deadline) as oldest,
        sum(case when c.since <= $4 and c.deadline >= $5 then 1 else 0 end) as x, sum(case when c.since <= $6 and c.deadline >= $7 then 1 else 0 end) as y
        from c group by c.agency, c.cell
        union all select cast(2 as bigint), case when $8 = 1 then c.assignment end, c.kind, coalesce(c.deadline, ''), c.cell, count(*), '', 0, 0
        from c group by 2, 3, 4, 5");
    CHANGED = concat!("select case when a.duty is null then 'none' when a.state = 'withdrawn' then 'withdrawn' else ", cell_at!("a", "$6"), " end as was,
        case when s.state = 'withdrawn' then 'withdrawn' else ", cell_at!(), " end as now,
        count(*), sum(case when a.duty is not null and coalesce(a.deadline, '') <> coalesce(s.deadline, '') then 1 else 0 end)
        from duty_standing s join duty d on d.id = s.duty and s.from_at <= $3 left ", standing_at!("a", "$5"), "
        where ", seen!(), " and d.campaign = $2 and s.to_at is null and s.from_at > $5 and d.now_from > $5 group by 1, 2");
    WAITING = concat!("select cast(coalesce(sum(case when d.now_state = 'reported' then 1 else 0 end), 0) as bigint),
        cast(coalesce(sum(case when d.now_state = 'returned' then 1 else 0 end), 0) as bigint),
        cast(coalesce(sum(case when d.agency is null and d.now_state <> 'withdrawn' then 1 else 0 end), 0) as bigint)
        from duty d where ", seen!(), " and d.campaign = $2");
}

/// Cells of one line of the plan, or of all lines of a kind, for one deadline (ISO, empty for none).
#[derive(Clone, Debug)]
pub struct LineShare {
    /// Line; None where only kinds are told apart.
    pub assignment: Option<Uuid>,
    /// Kind of activity.
    pub kind: String,
    /// Deadline.
    pub due: String,
    /// Its cells.
    pub cells: Cells,
}

/// The shares of agencies now, and of lines, or where these are too many to show, of kinds; `since` are the two past moments. [1]
pub async fn now(db: &mut impl Fetch, scope: &Scope, campaign: Uuid, at: &At, since: &[At; 2], by_line: bool) -> Result<(Vec<Share>, Vec<LineShare>)> {
    type Row = (i64, Option<Uuid>, String, String, String, i64, Option<String>, i64, i64);
    let [a, b] = since;
    let values = args![&scope.agencies, campaign, at.day.to_string(), a.ms, a.day.to_string(), b.ms, b.day.to_string(), i64::from(by_line)];
    let rows: Vec<Row> = db.all(NOW, values).await?;
    let mut agencies: HashMap<Option<Uuid>, Share> = HashMap::new();
    let mut lines: HashMap<(Option<Uuid>, String, String), Cells> = HashMap::new();
    for (part, id, kind, due, cell, n, oldest, x, y) in rows {
        let Some(cell) = Cell::of(&cell) else { continue };
        if part != 1 {
            lines.entry((id, kind, due)).or_default().add(cell, n);
            continue;
        }
        let share = agencies.entry(id).or_insert_with(|| Share { agency: id, ..Share::default() });
        share.cells.add(cell, n);
        if cell == Cell::Overdue {
            (share.oldest, share.crossed) = (oldest, [x, y]);
        }
    }
    let lines = lines.into_iter().map(|((assignment, kind, due), cells)| LineShare { assignment, kind, due, cells }).collect();
    Ok((agencies.into_values().collect(), lines))
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

/// What waits for the coordinating department. [1]
pub async fn waiting(db: &mut impl Fetch, scope: &Scope, campaign: Uuid) -> Result<Waiting> {
    let (reported, returned, of_nobody): (i64, i64, i64) = db.one(WAITING, args![&scope.agencies, campaign]).await?;
    Ok(Waiting { reported, returned, of_nobody })
}
