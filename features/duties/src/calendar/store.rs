//! Deadlines by day and line of the plan, and the addresses under which calendar programs read them.
use crate::door::At;
use crate::scope::Scope;
use crate::store::{cell_at, cell_of, seen, standing_at};
use base::{Fetch, Result, Tx, args};
use uuid::Uuid;

base::queries! {
    DEADLINES = concat!("select c.deadline, c.assignment, count(*) as n, sum(case when c.cell = 'overdue' then 1 else 0 end) as overdue,
        sum(case when c.cell in ('on_time', 'late') then 1 else 0 end) as done, min(c.agency_key) as agency_key from
        (select s.deadline, d.assignment, d.ordinal, d.agency_key, ", cell_at!(), " as cell from duty d ", standing_at!(), "
        where ", seen!(), " and d.campaign = $2 and s.state <> 'withdrawn' and s.deadline between $5 and $6) c
        group by c.deadline, c.assignment order by c.deadline, min(c.ordinal), c.assignment");
    OF_ACCOUNT = "select id, account, agency, created_at from duty_calendar where account = $1 and revoked_at is null order by created_at";
    OF_AGENCY = "select id, account, agency, created_at from duty_calendar where agency = $1 and revoked_at is null order by created_at";
    BY_ID = "select id, account, agency, created_at from duty_calendar where id = $1 and revoked_at is null";
    BY_TOKEN = "select id, account, agency, created_at from duty_calendar where token = $1 and revoked_at is null";
    INSERT_ADDRESS = "insert into duty_calendar (id, token, account, agency, created_by, created_at) values ($1, $2, $3, $4, $5, $6)";
    REVOKE = "update duty_calendar set revoked_at = $2 where id = $1 and revoked_at is null";
    ERASE = "delete from duty_calendar where account = $1";
}

/// What is due on one day by one line of the plan.
#[derive(sqlx::FromRow, Clone, Debug)]
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
    /// One of the agencies, as `agency_key` has it; the only one when `n` is 1.
    pub agency_key: String,
}

/// What is due from one ISO day to another, in order.
pub async fn deadlines(db: &mut impl Fetch, scope: &Scope, campaign: Uuid, at: &At, from: &str, to: &str) -> Result<Vec<Due>> {
    db.all(DEADLINES, args![&scope.agencies, campaign, at.until(), at.day.to_string(), from, to]).await
}

/// A secret address: of a person or of an agency.
#[derive(sqlx::FromRow, Clone, Debug)]
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
