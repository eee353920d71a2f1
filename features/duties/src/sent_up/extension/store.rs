//! Requests for more time in SQL. One open request per duty is a unique index; two who decide at once meet at the revision.
use super::super::model::LineState;
use super::super::store::own;
use crate::scope::Scope;
use base::{Actor, Error, Fetch, Result, Tx, args};
use uuid::Uuid;

macro_rules! lines {
    ($more:literal) => {
        concat!("select l.id, l.extension, l.duty, l.was, l.asked_on, l.state, l.granted_on, l.answer, l.step_at, l.due_at, l.decided_at, l.decided_by,
            x.agency, x.reason, x.asked_at, d.number, a.short_name, a.text, d.first_deadline, s.deadline, s.state as duty_state", $more, "
            from extension_line l join extension x on x.id = l.extension join duty d on d.id = l.duty join assignment a on a.id = d.assignment
            join duty_standing s on s.duty = d.id and s.to_at is null")
    };
}

base::queries! {
    CAMPAIGN_OF = "select campaign from extension where id = $1";
    FIND = concat!("select x.id, x.agency, x.reason, x.opinion, x.file, f.name as file_name, x.asked_at, x.revision from extension x
        left join file f on f.id = x.file where ", own!("x"), " and x.id = $2");
    LINES = concat!(lines!(", cast(0 as bigint) as total"), " where l.extension = $1 order by d.ordinal, l.id");
    LIST = concat!(lines!(", count(*) over () as total"), " where ", own!("x"), " and x.campaign = $2 and $3 like '%,' || l.state || ',%'
        order by case when l.state in ('open', 'up') then l.due_at else -l.step_at end, l.id limit $4 offset $5");
    OF_DUTY = concat!(lines!(", cast(0 as bigint) as total"), " where ", own!("x"), " and l.duty = $2 order by x.asked_at desc, l.id");
    CHOICES = "select d.id, d.number, a.short_name, s.deadline, d.agency from duty d join assignment a on a.id = d.assignment
        join duty_standing s on s.duty = d.id and s.to_at is null
        where ($1 = '*' or $1 like '%,' || d.agency_key || ',%') and d.campaign = $2 and d.agency_key <> '' and s.deadline is not null
        and s.state in ('assigned', 'returned', 'accepted', 'working')
        and not exists (select 1 from extension_line l where l.duty = d.id and l.state in ('open', 'up'))
        order by s.deadline, d.ordinal, d.id limit 500";
    INSERT = "insert into extension (id, campaign, agency, reason, file, asked_by, asked_at) values ($1, $2, $3, $4, $5, $6, $7)";
    INSERT_LINE = "insert into extension_line (id, extension, duty, was, asked_on, state, step_at, due_at) values ($1, $2, $3, $4, $5, 'open', $6, $7)";
    TOUCH = "update extension set revision = revision + 1 where id = $1 and revision = $2";
    OPINION = "update extension set opinion = $2 where id = $1";
    MOVE = "update extension_line set state = $3, step_at = $4, due_at = $5 where id = $1 and state = $2";
    DECIDE = "update extension_line set state = $3, granted_on = $4, answer = $5, step_at = $6, decided_at = $6, decided_by = $7 where id = $1 and state = $2";
    ORPHANS = "select l.id, l.extension from extension_line l join extension x on x.id = l.extension
        join duty_standing s on s.duty = l.duty and s.to_at is null
        where x.campaign = $1 and l.state in ('open', 'up') and s.state = 'withdrawn' order by l.extension, l.id";
    CLOSE = "update extension_line set state = 'withdrawn', step_at = $2, decided_at = $2, decided_by = null where id = $1 and state in ('open', 'up')";
    OPEN = concat!(lines!(", cast(0 as bigint) as total"), " where x.campaign = $1 and l.state in ('open', 'up')");
    BUMP = "update extension set revision = revision + 1 where id = $1";
    REOPEN = "update extension_line set state = $2, granted_on = null, answer = '', step_at = $3, decided_at = null, decided_by = null, noted_at = null where id = $1
        and state = 'approved' and not exists (select 1 from extension_line o where o.duty = extension_line.duty and o.state in ('open', 'up'))";
    // Answers that the agency has not taken note of; what ended by its own hand is no news
    NEWS = concat!(lines!(", count(*) over () as total"), " where ", own!("x"), " and x.campaign = $2 and l.state in ('approved', 'refused')
        and l.noted_at is null and l.extension in (select e.extension from (select k.extension, max(k.decided_at) as newest from extension_line k
        join extension y on y.id = k.extension where ", own!("y"), " and y.campaign = $2 and k.state in ('approved', 'refused') and k.noted_at is null
        group by k.extension order by newest desc, k.extension limit 20) e) order by l.decided_at desc, d.ordinal, l.id");
    // Up to the newest answer that was shown: one that came after it was not read
    NOTE = "update extension_line set noted_at = $2 where extension = $1 and state in ('approved', 'refused') and noted_at is null and decided_at <= $3";
    REPORT = concat!(lines!(", cast(0 as bigint) as total"), " where x.campaign = $1 order by x.asked_at, d.ordinal, l.id");
}

/// A request without its duties.
#[derive(base::FromRow, Clone, Debug)]
pub struct Extension {
    /// Key.
    pub id: Uuid,
    /// Who asks.
    pub agency: Uuid,
    /// Why.
    pub reason: String,
    /// What the coordinating department says to the leader.
    pub opinion: String,
    /// File.
    pub file: Option<Uuid>,
    /// Its name.
    pub file_name: Option<String>,
    /// Unix milliseconds.
    pub asked_at: i64,
    /// Grows with every change.
    pub revision: i64,
}

/// One duty of a request.
#[derive(base::FromRow, Clone, Debug)]
pub struct Line {
    /// Key.
    pub id: Uuid,
    /// Request.
    pub extension: Uuid,
    /// Duty.
    pub duty: Uuid,
    /// Approved deadline when it was asked, ISO.
    pub was: String,
    /// Wanted deadline, ISO.
    pub asked_on: String,
    /// Code of [`LineState`].
    pub state: String,
    /// New deadline, ISO; only when approved.
    pub granted_on: Option<String>,
    /// Reason of the answer.
    pub answer: String,
    /// Since when it stands so, unix ms.
    pub step_at: i64,
    /// By when it should be answered, unix ms.
    pub due_at: i64,
    /// Unix ms.
    pub decided_at: Option<i64>,
    /// Who answered or took it back; None when nobody did, or when it ended with its duty.
    pub decided_by: Option<Uuid>,
    /// Who asks.
    pub agency: Uuid,
    /// Why.
    pub reason: String,
    /// Unix ms.
    pub asked_at: i64,
    /// Public number of the duty.
    pub number: i64,
    /// Short name of the duty.
    pub short_name: String,
    /// Words of the plan.
    pub text: String,
    /// First deadline, ISO.
    pub first_deadline: Option<String>,
    /// Approved deadline now, ISO.
    pub deadline: Option<String>,
    /// State of the duty now.
    pub duty_state: String,
    /// How many the list holds.
    pub total: i64,
}

impl Line {
    /// State.
    pub fn state(&self) -> LineState {
        LineState::of(&self.state).unwrap_or(LineState::Withdrawn)
    }
    /// Whether it ended because its duty was withdrawn.
    pub fn ended_with_duty(&self) -> bool {
        self.state() == LineState::Withdrawn && self.decided_by.is_none()
    }
}

/// A duty that more time can be asked for.
#[derive(base::FromRow, Clone, Debug)]
pub struct Choice {
    /// Duty.
    pub id: Uuid,
    /// Public number.
    pub number: i64,
    /// Short name.
    pub short_name: String,
    /// Approved deadline, ISO.
    pub deadline: String,
    /// Who answers for it.
    pub agency: Uuid,
}

/// Campaign of a request, whoever asks: to find out what they may see.
pub async fn campaign_of(db: &mut impl Fetch, id: Uuid) -> Result<Uuid> {
    db.one::<(Uuid,)>(CAMPAIGN_OF, args![id]).await.map(|(c,)| c)
}

/// The request, if this person may see it.
pub async fn find(db: &mut impl Fetch, scope: &Scope, id: Uuid) -> Result<Extension> {
    db.one(FIND, args![&scope.agencies, id]).await
}

/// Its duties in the plan's order.
pub async fn lines(db: &mut impl Fetch, extension: Uuid) -> Result<Vec<Line>> {
    db.all(LINES, args![extension]).await
}

/// A page of duties for which more time was asked, in these states: what is due first, then what was answered last.
pub async fn list(db: &mut impl Fetch, scope: &Scope, campaign: Uuid, states: &[LineState], limit: i64, offset: i64) -> Result<Vec<Line>> {
    let states = format!(",{},", states.iter().map(|s| s.code()).collect::<Vec<_>>().join(","));
    db.all(LIST, args![&scope.agencies, campaign, states, limit, offset]).await
}

/// Answers that the scope's agencies have not taken note of, newest first: those of at most 20 requests, each with all of its answers,
/// so that nothing is noted which was not shown.
pub async fn news(db: &mut impl Fetch, scope: &Scope, campaign: Uuid) -> Result<Vec<Line>> {
    db.all(NEWS, args![&scope.agencies, campaign]).await
}

/// All requests for a duty, newest first.
pub async fn of_duty(db: &mut impl Fetch, scope: &Scope, duty: Uuid) -> Result<Vec<Line>> {
    db.all(OF_DUTY, args![&scope.agencies, duty]).await
}

/// Duties that more time can be asked for: not reported, with a deadline, without an open request; what is due first.
pub async fn choices(db: &mut impl Fetch, scope: &Scope, campaign: Uuid) -> Result<Vec<Choice>> {
    db.all(CHOICES, args![&scope.agencies, campaign]).await
}

/// What is asked.
pub struct New<'a> {
    /// Campaign.
    pub campaign: Uuid,
    /// Who asks.
    pub agency: Uuid,
    /// Why.
    pub reason: &'a str,
    /// File.
    pub file: Option<Uuid>,
    /// Duties with their present deadline.
    pub duties: Vec<(Uuid, &'a str)>,
    /// Wanted deadline, ISO.
    pub asked_on: &'a str,
    /// By when it should be answered, unix ms.
    pub due_at: i64,
}

/// Keeps a request. The caller audits.
///
/// # Errors
/// [`Error::Conflict`] when one of the duties has an open request already.
pub async fn insert(tx: &mut Tx, actor: &Actor, new: &New<'_>) -> Result<Uuid> {
    let id = Uuid::now_v7();
    tx.exec(INSERT, args![id, new.campaign, new.agency, new.reason, new.file, actor.account, actor.at]).await?;
    for (duty, was) in &new.duties {
        match tx.exec(INSERT_LINE, args![Uuid::now_v7(), id, *duty, *was, new.asked_on, actor.at, new.due_at]).await {
            Err(e) if e.is_unique() => return Err(Error::Conflict("sentup-extension-error-open".into())),
            other => other?,
        };
    }
    Ok(id)
}

/// Marks the request as changed by somebody who saw this revision.
///
/// # Errors
/// [`Error::Conflict`] when somebody else was first.
pub async fn touch(tx: &mut Tx, id: Uuid, revision: i64) -> Result<()> {
    let touched = tx.exec(TOUCH, args![id, revision]).await?;
    if touched == 0 { Err(Error::Conflict("sentup-conflict".into())) } else { Ok(()) }
}

/// Hands a duty's request to the leader or back.
pub async fn pass(tx: &mut Tx, actor: &Actor, line: &Line, to: LineState, due_at: i64) -> Result<()> {
    changed(tx.exec(MOVE, args![line.id, &line.state, to.code(), actor.at, due_at]).await?)
}

/// Answers a duty's request.
pub async fn decide(tx: &mut Tx, actor: &Actor, line: &Line, to: LineState, granted: Option<&str>, answer: &str) -> Result<()> {
    changed(tx.exec(DECIDE, args![line.id, &line.state, to.code(), granted, answer, actor.at, actor.account]).await?)
}

fn changed(rows: u64) -> Result<()> {
    if rows == 0 { Err(Error::Conflict("sentup-conflict".into())) } else { Ok(()) }
}

/// All requests of a campaign, oldest first.
pub async fn report(db: &mut impl Fetch, campaign: Uuid) -> Result<Vec<Line>> {
    db.all(REPORT, args![campaign]).await
}
