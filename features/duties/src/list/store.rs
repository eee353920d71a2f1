//! SQL of the lists: one `where` for rows and for cells, so that what is counted is what is shown. `$1` scope, `$2` campaign, `$3` moment,
//! `$4` its day, `$5`… the filter. Now has texts of its own that need no moment: the present standing has an index.
use super::filter::{Filter, Followed, Order};
use crate::door::At;
use crate::model::{Cell, Cells, State};
use crate::scope::Scope;
use crate::store::{Duty, cell_at, cell_now, cell_of, duty_columns, seen, standing_at};
use base::{Arg, Clock, Fetch, Result, args};
use uuid::Uuid;

macro_rules! standing_now {
    () => {
        "join duty_standing s on s.duty = d.id and s.to_at is null"
    };
}
/// `$c`: where the state of a duty stands, `$cell`: its cell.
macro_rules! filtered {
    () => {
        filtered!("s.", cell_at!())
    };
    ($c:literal, $cell:expr) => {
        concat!(" where ", seen!(), " and d.campaign = $2 and ($5 = '' or d.agency_key = case when $5 = '-' then '' else $5 end)
        and ($6 = '' or d.kind = $6) and ($7 = '' or d.path = $7 or d.path like $7 || '.%')
        and (case when $8 = '' then ", $c, "state <> 'withdrawn' else ", $c, "state = $8 end)
        and ($9 = '' or (", $c, "state <> 'withdrawn' and ", $cell, " = $9))
        and ($10 = '' or ", $c, "deadline >= $10) and ($11 = '' or ", $c, "deadline <= $11) and ($12 = '' or d.search like '%' || $12 || '%')
        and ($13 = 0 or ($13 = 1 and d.officer = $14) or ($13 = 2 and d.officer is null)) and ($15 = 0 or d.number = $15) ")
    };
}
macro_rules! listed {
    ($standing:expr, $order:expr) => {
        concat!("select ", duty_columns!(), " from duty d ", $standing, filtered!(), " order by ", $order, " limit $16 offset $17")
    };
}

base::queries! {
    // Now stands beside the duty itself: nothing is joined
    COUNT_NOW = concat!("select d.now_state, ", cell_now!("$4"), " as cell, count(*) as n from duty d",
        filtered!("d.now_", cell_now!("$4")), " group by 1, 2");
    COUNT_AT = concat!("select s.state, ", cell_at!(), " as cell, count(*) as n from duty d ", standing_at!(), filtered!(), " group by 1, 2");
    NOW_PLAN = listed!(standing_now!(), "d.ordinal, d.id");
    NOW_DEADLINE = listed!(standing_now!(), "s.deadline is null, s.deadline, d.ordinal, d.id");
    NOW_DEADLINE_DOWN = listed!(standing_now!(), "s.deadline is null, s.deadline desc, d.ordinal, d.id");
    NOW_SINCE = listed!(standing_now!(), "s.from_at, d.ordinal, d.id");
    NOW_NEWEST = listed!(standing_now!(), "s.from_at desc, d.ordinal, d.id");
    AT_PLAN = listed!(standing_at!(), "d.ordinal, d.id");
    AT_DEADLINE = listed!(standing_at!(), "s.deadline is null, s.deadline, d.ordinal, d.id");
    AT_DEADLINE_DOWN = listed!(standing_at!(), "s.deadline is null, s.deadline desc, d.ordinal, d.id");
    AT_SINCE = listed!(standing_at!(), "s.from_at, d.ordinal, d.id");
    AT_NEWEST = listed!(standing_at!(), "s.from_at desc, d.ordinal, d.id");
}

/// How many duties of a filter stand where.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    /// The four cells; withdrawn duties are in none.
    pub cells: Cells,
    /// Each state.
    pub states: Vec<(State, i64)>,
}

impl Counts {
    /// All rows, withdrawn ones too.
    pub fn total(&self) -> i64 {
        self.states.iter().map(|(_, n)| n).sum()
    }
}

fn values(scope: &Scope, campaign: Uuid, filter: &Filter, clock: &Clock) -> Vec<Arg> {
    let at = filter.past.map_or_else(|| At::now(clock), At::end_of);
    let iso = |day: Option<jiff::civil::Date>| day.map(|d| d.to_string()).unwrap_or_default();
    let (mode, who) = match filter.followed {
        Followed::Any => (0_i64, Uuid::nil()),
        Followed::By(account) => (1, account),
        Followed::Nobody => (2, Uuid::nil()),
    };
    args![
        &scope.agencies, campaign, at.until(), at.day.to_string(), &filter.agency, &filter.kind, &filter.path,
        filter.state.map_or("", State::code), filter.cell.map_or("", Cell::code), iso(filter.from), iso(filter.to), &filter.words, mode, who,
        filter.number
    ]
}

/// Cells and states of a filter. [1]
pub(crate) async fn counts(db: &mut impl Fetch, scope: &Scope, campaign: Uuid, filter: &Filter, clock: &Clock) -> Result<Counts> {
    let rows: Vec<(String, String, i64)> = if *filter == Filter::default() {
        let all = crate::store::count_now(db, scope, campaign, &clock.today().to_string()).await?;
        all.into_iter().filter(|(state, ..)| state != State::Withdrawn.code()).collect()
    } else {
        db.all(if filter.past.is_some() { COUNT_AT } else { COUNT_NOW }, values(scope, campaign, filter, clock)).await?
    };
    let mut counts = Counts::default();
    for (state, cell, n) in rows {
        let state = State::of(&state).unwrap_or(State::Assigned);
        counts.states.push((state, n));
        if let (Some(cell), true) = (Cell::of(&cell), state != State::Withdrawn) {
            counts.cells.add(cell, n);
        }
    }
    Ok(counts)
}

/// Rows of a filter. [1]
pub(crate) async fn page(db: &mut impl Fetch, scope: &Scope, campaign: Uuid, filter: &Filter, clock: &Clock, limit: i64, offset: i64) -> Result<Vec<Duty>> {
    let sql = match (filter.past.is_some(), filter.order) {
        (false, Order::Plan) => NOW_PLAN,
        (false, Order::Deadline) => NOW_DEADLINE,
        (false, Order::DeadlineDown) => NOW_DEADLINE_DOWN,
        (false, Order::Since) => NOW_SINCE,
        (false, Order::Newest) => NOW_NEWEST,
        (true, Order::Plan) => AT_PLAN,
        (true, Order::Deadline) => AT_DEADLINE,
        (true, Order::DeadlineDown) => AT_DEADLINE_DOWN,
        (true, Order::Since) => AT_SINCE,
        (true, Order::Newest) => AT_NEWEST,
    };
    let mut values = values(scope, campaign, filter, clock);
    values.extend(args![limit, offset]);
    db.all(sql, values).await
}
