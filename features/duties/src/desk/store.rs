//! SQL of the desk: an agency's duties by urgency, its parts of others' duties, and the bars of the beat.
use crate::scope::Scope;
use crate::store::{Duty, duty_columns, seen};
use base::{Fetch, Result, args};
use uuid::Uuid;

/// What lies on a pile of the coordinating department; `$3` today. No duty lies on two.
macro_rules! pile {
    (nobody) => {
        "(d.agency is null and d.now_state not in ('withdrawn', 'confirmed'))"
    };
    (confirm) => {
        "(d.agency is not null and d.now_state = 'reported')"
    };
    (decide) => {
        "(d.agency is not null and d.now_state = 'returned')"
    };
    (overdue) => {
        "(d.agency is not null and d.now_state in ('assigned', 'accepted', 'working') and d.now_deadline < $3)"
    };
}
/// The first `$4` of it.
macro_rules! first {
    ($pile:ident, $order:literal) => {
        concat!("select * from (select '", stringify!($pile), "' as pile, d.id from duty d where ", seen!(), " and d.campaign = $2 and ", pile!($pile), "
            order by ", $order, "d.now_from, d.ordinal, d.id limit $4) as the_", stringify!($pile))
    };
}

base::queries! {
    // $3 today, $4 the day until which a deadline counts as near. Sent back: the report was refused at the moment the present standing began
    URGENT = concat!("select ", duty_columns!(), ", case
            when s.state = 'assigned' then 'accept'
            when s.state in ('accepted', 'working') and s.deadline < $3 then 'overdue'
            when s.state = 'working' and exists (select 1 from duty_event e where e.duty = d.id and e.kind = 'send_back' and e.at >= s.from_at - 1)
                then 'sent_back'
            when s.state in ('accepted', 'working') and s.deadline <= $4 then 'soon'
            when s.state in ('accepted', 'working') then 'later'
            when s.state = 'returned' then 'returned'
            when s.state = 'reported' then 'reported' else 'done' end as pile
        from duty d join duty_standing s on s.duty = d.id and s.to_at is null
        where ", seen!(), " and d.campaign = $2 and s.state <> 'withdrawn'
        order by case when s.state = 'assigned' then 0 when s.state in ('accepted', 'working') and s.deadline < $3 then 1
            when s.state in ('accepted', 'working') then 2 when s.state = 'returned' then 3 when s.state = 'reported' then 4 else 5 end,
            s.deadline is null, s.deadline, d.ordinal, d.id limit $5");
    // How many of each pile wait for the coordinating department, a duty on one pile only: $3 today
    PILES = concat!("select cast(coalesce(sum(case when ", pile!(nobody), " then 1 else 0 end), 0) as bigint),
        cast(coalesce(sum(case when ", pile!(confirm), " then 1 else 0 end), 0) as bigint),
        cast(coalesce(sum(case when ", pile!(decide), " then 1 else 0 end), 0) as bigint),
        cast(coalesce(sum(case when ", pile!(overdue), " then 1 else 0 end), 0) as bigint) from duty d where ", seen!(), " and d.campaign = $2");
    // The first $4 rows of each, longest waiting or longest overdue first
    WAITING = concat!("select ", duty_columns!(), ", w.pile from (",
        first!(nobody, ""), " union all ", first!(confirm, ""), " union all ", first!(decide, ""), " union all ", first!(overdue, "d.now_deadline, "),
        ") w join duty d on d.id = w.id join duty_standing s on s.duty = d.id and s.to_at is null
        order by w.pile, case when w.pile = 'overdue' then s.deadline else '' end, s.from_at, d.ordinal, d.id");
    PARTS = "select p.id, d.id as duty, d.number, d.path, p.agency, d.agency as lead, p.role, p.task, p.due_on, p.state, a.short_name as name
        from duty_part p join assignment a on a.id = p.assignment join duty d on d.assignment = p.assignment join duty_standing s on s.duty = d.id and s.to_at is null
        where p.campaign = $2 and p.state <> 'withdrawn' and s.state <> 'withdrawn' and $1 like '%,' || p.agency_key || ',%'
        order by case p.state when 'assigned' then 0 when 'accepted' then 1 when 'returned' then 2 else 3 end, p.due_on is null, p.due_on, d.ordinal, d.id limit $3";
    BEAT = concat!("select ", duty_columns!(), " from duty d join duty_standing s on s.duty = d.id and s.to_at is null
        where ", seen!(), " and d.campaign = $2 and s.state <> 'withdrawn' order by d.ordinal, d.id limit $3");
}

/// A duty on the desk, and on which pile it lies.
#[derive(base::FromRow, Clone, Debug)]
pub(crate) struct Piled {
    /// The duty.
    #[sqlx(flatten)]
    pub duty: Duty,
    /// `accept`, `overdue`, `sent_back`, `soon`, `later`, `returned`, `reported` or `done`.
    pub pile: String,
}

/// A duty that waits for the department.
#[derive(base::FromRow, Clone, Debug)]
pub(crate) struct Waiting {
    /// The duty.
    #[sqlx(flatten)]
    pub duty: Duty,
    /// `nobody`, `confirm`, `decide` or `overdue`.
    pub pile: String,
}

/// The first rows of each pile that waits for the department, and how many lie on each, in the order nobody, confirm, decide, overdue. [2]
pub(crate) async fn waiting(db: &mut impl Fetch, scope: &Scope, campaign: Uuid, today: &str, each: i64) -> Result<([i64; 4], Vec<Waiting>)> {
    let (nobody, confirm, decide, overdue): (i64, i64, i64, i64) = db.one(PILES, args![&scope.agencies, campaign, today]).await?;
    Ok(([nobody, confirm, decide, overdue], db.all(WAITING, args![&scope.agencies, campaign, today, each]).await?))
}

/// A part of ours in another's duty.
#[derive(base::FromRow, Clone, Debug)]
pub(crate) struct OwnPart {
    /// Key.
    pub id: Uuid,
    /// A duty of its line: its page shows the part.
    pub duty: Uuid,
    /// Public number of the line.
    pub number: i64,
    /// Section.
    pub path: String,
    /// Short name of the line.
    pub name: String,
    /// Who answers for the duty.
    pub lead: Option<Uuid>,
    /// What it is; empty until the lead says.
    pub task: String,
    /// By when, ISO.
    pub due_on: Option<String>,
    /// State of the part.
    pub state: String,
}

/// The most urgent duties of a scope. [1]
pub(crate) async fn urgent(db: &mut impl Fetch, scope: &Scope, campaign: Uuid, today: &str, near: &str, limit: i64) -> Result<Vec<Piled>> {
    db.all(URGENT, args![&scope.agencies, campaign, today, near, limit]).await
}

/// Parts of the scope's own agencies, once a part. [1]
pub(crate) async fn parts(db: &mut impl Fetch, scope: &Scope, campaign: Uuid, limit: i64) -> Result<Vec<OwnPart>> {
    let mut found: Vec<OwnPart> = db.all(PARTS, args![&scope.agencies, campaign, limit]).await?;
    let mut seen = std::collections::HashSet::new();
    found.retain(|p| seen.insert(p.id));
    Ok(found)
}

/// Duties in the plan's order, for the beat. [1]
pub(crate) async fn beat(db: &mut impl Fetch, scope: &Scope, campaign: Uuid, limit: i64) -> Result<Vec<Duty>> {
    db.all(BEAT, args![&scope.agencies, campaign, limit]).await
}
