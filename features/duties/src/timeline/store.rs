//! Duties as the timeline lists them: how many each agency has, how far they reach, and one page of them.
use crate::door::At;
use crate::scope::Scope;
use crate::store::{cell_now, cell_of, seen, standing};
use base::{Arg, Fetch, Result, args};
use uuid::Uuid;

/// Duties that stand now and pass the filter: day `$3`, cell `$4`, agency `$5`, kind `$6`, words `$7`. Alias `c`.
macro_rules! wanted {
    () => {
        concat!("(select d.id, d.assignment, d.agency, d.agency_key, d.number, d.ordinal, d.path, d.start_on, d.first_deadline,
            d.now_state as state, d.now_deadline as deadline, d.now_finished_on as finished_on, ", cell_now!("$3"), " as cell from duty d
            where ", standing!(), "
            and ($5 = '' or d.agency_key = $5 or ($5 = '-' and d.agency_key = ''))
            and ($6 = '' or d.kind = $6) and ($7 = '' or d.search like '%' || $7 || '%')) c where ($4 = '' or c.cell = $4)")
    };
}

base::queries! {
    GROUPS = concat!("select c.agency, count(*) as n, min(coalesce(c.start_on, c.first_deadline, c.deadline)) as first_on,
        max(coalesce(c.deadline, c.first_deadline)) as last_on from ", wanted!(), " group by c.agency");
    // The plan's words only for the rows of the page
    PAGE = concat!("select x.id, x.number, l.short_name, x.agency, x.path, x.start_on, x.first_deadline, x.state, x.deadline, x.finished_on, x.cell
        from (select c.* from ", wanted!(), " and ($8 = '*' or $8 like '%,' || c.agency_key || ',%') order by c.ordinal, c.number, c.id
        limit $9 offset $10) x join assignment l on l.id = x.assignment order by x.ordinal, x.number, x.id");
}

/// What the reader wants to see.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Cell code; empty for all.
    pub cell: String,
    /// `agency_key`, `-`, or empty for all.
    pub agency: String,
    /// Kind code; empty for all.
    pub kind: String,
    /// Folded words; empty for all.
    pub words: String,
}

/// How much one agency has.
#[derive(base::FromRow, Clone, Debug)]
pub struct Group {
    /// None: duties of nobody.
    pub agency: Option<Uuid>,
    /// How many duties.
    pub n: i64,
    /// First day that they touch, ISO.
    pub first_on: Option<String>,
    /// Last day, ISO.
    pub last_on: Option<String>,
}

/// A duty as a bar.
#[derive(base::FromRow, Clone, Debug)]
pub struct Row {
    /// Key.
    pub id: Uuid,
    /// Public number of its line of the plan.
    pub number: i64,
    /// Short name of the line.
    pub short_name: String,
    /// Who answers for it.
    pub agency: Option<Uuid>,
    /// Anchor of its section.
    pub path: String,
    /// First day that the plan gives it, ISO.
    pub start_on: Option<String>,
    /// First deadline, ISO.
    pub first_deadline: Option<String>,
    /// State code.
    pub state: String,
    /// Approved deadline, ISO.
    pub deadline: Option<String>,
    /// Day of the report, ISO.
    pub finished_on: Option<String>,
    /// Cell code.
    pub cell: String,
}

fn common(scope: &Scope, campaign: Uuid, at: &At, filter: &Filter) -> Vec<Arg> {
    args![&scope.agencies, campaign, at.day.to_string(), &filter.cell, &filter.agency, &filter.kind, &filter.words]
}

/// The agencies with how much they have.
pub async fn groups(db: &mut impl Fetch, scope: &Scope, campaign: Uuid, at: &At, filter: &Filter) -> Result<Vec<Group>> {
    db.all(GROUPS, common(scope, campaign, at, filter)).await
}

/// Duties of these agencies (`*` for all, else `,key,key,`) in the plan's order.
pub async fn page(db: &mut impl Fetch, scope: &Scope, campaign: Uuid, at: &At, filter: &Filter, agencies: &str, limit: i64, offset: i64) -> Result<Vec<Row>> {
    let mut values = common(scope, campaign, at, filter);
    values.extend(args![agencies, limit, offset]);
    db.all(PAGE, values).await
}
