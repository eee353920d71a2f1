//! Nhắc việc trong SQL: settings, what is due, who was told what, digests and holds.
use crate::store::standing_at;
use base::{Fetch, Result, args};
use jiff::civil::Date;
use uuid::Uuid;

base::queries! {
    SETTING = "select enabled, hour, quiet_from, quiet_to, head_after, coordinator_after, office_after, counts_from, revision
        from remind_setting where campaign = $1";
    INSERT_SETTING = "insert into remind_setting (campaign, enabled, hour, quiet_from, quiet_to, head_after, coordinator_after, office_after,
        counts_from) values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (campaign) do nothing";
    SAVE_SETTING = "update remind_setting set enabled = $3, hour = $4, quiet_from = $5, quiet_to = $6, head_after = $7, coordinator_after = $8,
        office_after = $9, counts_from = $10, revision = revision + 1 where campaign = $1 and revision = $2";
    // The deadline is known since the first standing that has it, whatever the duty's state did since.
    DUE = concat!("select d.id, d.assignment, d.agency, d.officer, s.deadline,
        (select min(x.from_at) from duty_standing x where x.duty = d.id and x.deadline = s.deadline) as known_at
        from duty d ", standing_at!(), " where d.campaign = $1 and s.state not in ('reported', 'confirmed', 'withdrawn')
        and s.deadline is not null and s.deadline <= $2 order by s.deadline, d.ordinal, d.id");
    DUE_TASKS = "select t.id, t.title, t.account, t.due_on, t.created_at from own_task t join duty d on d.id = t.duty
        where d.campaign = $1 and t.account is not null and t.done_at is null and t.dropped_at is null and t.due_on <= $2
        order by t.due_on, t.ordinal, t.id";
    DUE_CHECKS = "select c.id, c.words, c.agency, c.account, c.due_on, c.created_at from check_item c where c.campaign = $1 and c.agency is not null
        and c.state in ('todo', 'doing') and c.dropped_at is null and c.withdrawn_at is null and c.due_on <= $2 order by c.due_on, c.id";
    TOLD = "select t.subject, t.deadline, t.step, t.account from remind_told t join remind_digest g on g.account = t.account and g.on_day = t.on_day
        where g.campaign = $1";
    TELL = "insert into remind_told (subject, deadline, step, account, on_day) values ($1, $2, $3, $4, $5) on conflict do nothing";
    PEOPLE = "select account, hour, muted from remind_person";
    PERSON = "select account, hour, muted from remind_person where account = $1";
    SAVE_PERSON = "insert into remind_person (account, hour, muted) values ($1, $2, $3)
        on conflict (account) do update set hour = excluded.hour, muted = excluded.muted";
    HELD = "select account, account_key from remind_hold where campaign = $1 and on_day = $2";
    HOLD = "insert into remind_hold (campaign, on_day, account, account_key, held_at, held_by) values ($1, $2, $3, $4, $5, $6)
        on conflict do nothing";
    RELEASE = "delete from remind_hold where campaign = $1 and on_day = $2 and account_key = $3";
    DIGEST_ONCE = "insert into remind_digest (account, on_day, campaign, at, lines, words, outcome, by_hand, mail)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing";
    // What the program said by itself today, and what a coordinator sent by hand
    HEARD = "select at from remind_digest where account = $1 and on_day = $2 and not by_hand limit 1";
    SAID_ON = "select account, campaign, by_hand from remind_digest where on_day = $1";
    SENT_ON = "select account, at, outcome, lines, words from remind_digest where campaign = $1 and on_day = $2";
    LOG = "select g.on_day, g.at, a.name, g.lines, g.words, g.outcome, g.by_hand, m.sent_at, m.gave_up_at, coalesce(m.last_error, '') as error
        from remind_digest g join account a on a.id = g.account left join mail m on m.id = g.mail
        where g.campaign = $1 and g.on_day >= $2 and g.on_day <= $3
        and ($4 = '' or ($4 = 'no_address' and g.outcome = 'no_address') or ($4 = 'sent' and m.sent_at is not null)
            or ($4 = 'failed' and m.gave_up_at is not null)
            or ($4 = 'waiting' and g.outcome = 'queued' and m.id is not null and m.sent_at is null and m.gave_up_at is null))
        order by g.at desc, a.name, g.account limit 200 offset $5";
    LOG_COUNT = "select count(*) from remind_digest g left join mail m on m.id = g.mail where g.campaign = $1 and g.on_day >= $2 and g.on_day <= $3
        and ($4 = '' or ($4 = 'no_address' and g.outcome = 'no_address') or ($4 = 'sent' and m.sent_at is not null)
            or ($4 = 'failed' and m.gave_up_at is not null)
            or ($4 = 'waiting' and g.outcome = 'queued' and m.id is not null and m.sent_at is null and m.gave_up_at is null))";
    OF_ACCOUNT = "select on_day, lines, outcome, words from remind_digest where account = $1 order by on_day";
    ERASE_DIGESTS = "update remind_digest set words = '' where account = $1 and words <> ''";
    ERASE_PERSON = "delete from remind_person where account = $1";
}

/// How a campaign reminds.
#[derive(base::FromRow, Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// Whether it reminds at all.
    pub enabled: bool,
    /// Hour of the digest, 0 to 23, in Vietnam.
    pub hour: i64,
    /// First quiet hour.
    pub quiet_from: i64,
    /// First hour that is not quiet.
    pub quiet_to: i64,
    /// Days after the deadline: head of the unit.
    pub head_after: i64,
    /// Days after: coordinating department.
    pub coordinator_after: i64,
    /// Days after: office of the People's Committee.
    pub office_after: i64,
    /// Deadlines before this ISO day remind nobody; empty: all.
    pub counts_from: String,
    /// Grows with every change; 0 while nobody has saved one.
    pub revision: i64,
}

impl Default for Setting {
    fn default() -> Setting {
        Setting { enabled: true, hour: 7, quiet_from: 20, quiet_to: 6, head_after: 2, coordinator_after: 5, office_after: 10, counts_from: String::new(), revision: 0 }
    }
}

/// A duty that is due soon or late.
#[derive(base::FromRow, Clone, Debug)]
pub struct Due {
    /// Duty.
    pub id: Uuid,
    /// Line of the plan.
    pub assignment: Uuid,
    /// Who answers.
    pub agency: Option<Uuid>,
    /// Officer who follows it.
    pub officer: Option<Uuid>,
    /// Approved deadline, ISO.
    pub deadline: String,
    /// Since when this deadline is known, unix milliseconds.
    pub known_at: i64,
}

/// Settings of a campaign; the defaults while nobody has saved any.
pub async fn setting(db: &mut impl Fetch, campaign: Uuid) -> Result<Setting> {
    Ok(db.maybe(SETTING, args![campaign]).await?.unwrap_or_default())
}

/// Open duties whose deadline is within a week or has passed.
pub async fn due(db: &mut impl Fetch, campaign: Uuid, until: Date, now: i64) -> Result<Vec<Due>> {
    db.all(DUE, args![campaign, until.to_string(), now]).await
}
