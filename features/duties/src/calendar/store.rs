//! Deadlines by day and line of the plan, and the addresses under which calendar programs read them.
use crate::scope::Scope;
use crate::store::{cell_now, cell_of, seen, standing};
use base::{Fetch, Result, Tx, args};
use jiff::civil::Date;
use uuid::Uuid;

base::queries! {
    // How many lines of the plan are due on each day, and of each day so many in the order in which they came (their keys): three walks
    // along the index of deadlines. Windows over the same rows take ten times as long with 20,000 of them.
    DEADLINES = concat!("with per_day as materialized (select d.now_deadline as deadline, count(distinct d.assignment) as on_day from duty d
        where ", standing!(), " and d.now_deadline between $4 and $5 group by d.now_deadline),
        shown as materialized (select p.deadline, p.on_day, (select d.assignment from duty d where ", standing!(), " and d.now_deadline = p.deadline
        group by d.assignment order by d.assignment limit 1 offset $6) as beyond from per_day p),
        line as (select c.deadline, c.on_day, c.assignment, count(*) as n, sum(case when c.cell = 'overdue' then 1 else 0 end) as overdue,
        sum(case when c.cell in ('on_time', 'late') then 1 else 0 end) as done, min(c.agency_key) as agency_key from
        (select s.deadline, s.on_day, d.assignment, d.agency_key, ", cell_now!("$3"), " as cell from shown s cross join duty d
        where ", standing!(), " and d.now_deadline = s.deadline and (s.beyond is null or d.assignment < s.beyond)) c
        group by c.deadline, c.on_day, c.assignment)
        select w.deadline, w.n, w.overdue, w.done, w.agency_key, w.on_day, w.assignment, l.number, l.short_name, l.text
        from line w join assignment l on l.id = w.assignment order by w.deadline, l.ordinal, w.assignment");
    NEAREST = concat!("select max(case when d.now_deadline < $3 then d.now_deadline end), min(case when d.now_deadline > $4 then d.now_deadline end)
        from duty d where ", standing!());
    OF_ACCOUNT = "select id, account, agency, created_at from duty_calendar where account = $1 and revoked_at is null order by created_at";
    OF_AGENCY = "select id, account, agency, created_at from duty_calendar where agency = $1 and revoked_at is null order by created_at";
    BY_ID = "select id, account, agency, created_at from duty_calendar where id = $1 and revoked_at is null";
    BY_TOKEN = "select id, account, agency, created_at from duty_calendar where token = $1 and revoked_at is null";
    INSERT_ADDRESS = "insert into duty_calendar (id, token, account, agency, created_by, created_at) values ($1, $2, $3, $4, $5, $6)";
    REVOKE = "update duty_calendar set revoked_at = $2 where id = $1 and revoked_at is null";
    ERASE = "delete from duty_calendar where account = $1";
}

/// What is due on one day by one line of the plan.
#[derive(base::FromRow, Clone, Debug)]
pub struct Due {
    /// Day, ISO.
    pub deadline: String,
    /// Line.
    pub assignment: Uuid,
    /// How many duties.
    pub n: i64,
    /// How many of them are overdue.
    pub overdue: i64,
    /// How many are done.
    pub done: i64,
    /// How many lines of the plan are due on that day.
    pub on_day: i64,
    /// Public number of the line.
    pub number: i64,
    /// Its short name.
    pub short_name: String,
    /// Its words.
    pub text: String,
    /// One of the agencies, as `agency_key` has it; the only one when `n` is 1.
    pub agency_key: String,
}

/// What is due now from one ISO day to another, in order; of each day at most so many lines of the plan.
pub async fn deadlines(db: &mut impl Fetch, scope: &Scope, campaign: Uuid, day: Date, (from, to): (&str, &str), most: i64) -> Result<Vec<Due>> {
    db.all(DEADLINES, args![&scope.agencies, campaign, day.to_string(), from, to, most]).await
}

/// The days on which duties are due that come last before these ISO days and first after them.
pub async fn around(db: &mut impl Fetch, scope: &Scope, campaign: Uuid, (from, to): (&str, &str)) -> Result<(Option<String>, Option<String>)> {
    db.one(NEAREST, args![&scope.agencies, campaign, from, to]).await
}

/// A secret address: of a person or of an agency.
#[derive(base::FromRow, Clone, Debug)]
pub struct Address {
    /// Key.
    pub id: Uuid,
    /// Whose, if a person's.
    pub account: Option<Uuid>,
    /// Whose, if an agency's.
    pub agency: Option<Uuid>,
    /// Unix milliseconds.
    pub created_at: i64,
}

/// The living addresses of a person.
pub async fn of_account(db: &mut impl Fetch, account: Uuid) -> Result<Vec<Address>> {
    db.all(OF_ACCOUNT, args![account]).await
}

/// The living addresses of an agency.
pub async fn of_agency(db: &mut impl Fetch, agency: Uuid) -> Result<Vec<Address>> {
    db.all(OF_AGENCY, args![agency]).await
}

/// A living address.
pub async fn by_id(db: &mut impl Fetch, id: Uuid) -> Result<Option<Address>> {
    db.maybe(BY_ID, args![id]).await
}

/// The living address with this hash of its secret.
pub async fn by_token(db: &mut impl Fetch, hash: &[u8]) -> Result<Option<Address>> {
    db.maybe(BY_TOKEN, args![hash]).await
}

/// Adds an address. The caller audits.
pub async fn insert(tx: &mut Tx, id: Uuid, hash: &[u8], owner: (Option<Uuid>, Option<Uuid>), by: Uuid, at: i64) -> Result<()> {
    tx.exec(INSERT_ADDRESS, args![id, hash, owner.0, owner.1, by, at]).await.map(drop)
}

/// Ends an address; false when it had ended already. The caller audits.
pub async fn revoke(tx: &mut Tx, id: Uuid, at: i64) -> Result<bool> {
    Ok(tx.exec(REVOKE, args![id, at]).await? > 0)
}

/// Removes the addresses of a person.
pub async fn erase(tx: &mut Tx, account: Uuid) -> Result<u64> {
    tx.exec(ERASE, args![account]).await
}
