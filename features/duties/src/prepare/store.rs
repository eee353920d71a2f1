//! Mục kiểm tra trong SQL: checklist items through the scope of who asks, their ticks, kinds and templates.
use crate::door::At;
use crate::scope::Scope;
use crate::store::seen;
use base::{Actor, Error, Fetch, Result, Tx, args};
use jiff::civil::Date;
use uuid::Uuid;

macro_rules! item {
    () => {
        "select d.id, d.campaign, d.stop, d.kind, d.template, d.duty, d.agency, d.day_no, d.ordinal, d.words, d.days_before, d.due_typed,
            d.due_on, d.state, d.reason, d.note, d.account, d.person, d.by_hand, d.edited, d.dropped_at, d.withdrawn_at,
            d.revision, k.name as kind_name, (select count(*) from prepare_file f where f.item = d.id and f.removed_at is null) as files
            from check_item d join check_kind k on k.id = d.kind "
    };
}

base::queries! {
    OF_STOP = concat!(item!(), "where ", seen!(), " and d.stop = $2 and d.dropped_at is null and d.withdrawn_at is null
        order by d.day_no, k.ordinal, k.name, d.agency_key, d.ordinal, d.id");
    DROPPED = concat!(item!(), "where ", seen!(), " and d.stop = $2 and d.dropped_at is not null and d.withdrawn_at is null
        order by d.dropped_at desc, d.id limit 50");
    FIND_ITEM = concat!(item!(), "where ", seen!(), " and d.id = $2 and d.withdrawn_at is null");
    ITEM_AGAIN = concat!(item!(), "where d.id = $1");
    ITEMS_OF = concat!(item!(), "where ", seen!(), " and d.campaign = $2 order by d.created_at, d.id");
    OF_DUTY = "select s.slug, s.name, count(*), sum(case when d.state in ('done', 'not_needed') then 1 else 0 end) from check_item d
        join stop s on s.id = d.stop where d.duty = $1 and d.dropped_at is null and d.withdrawn_at is null
        group by s.slug, s.name, s.ordinal order by s.ordinal";
    COUNTS = concat!("select d.stop, count(*), sum(case when d.state in ('done', 'not_needed') then 1 else 0 end),
        sum(case when d.state in ('todo', 'doing') and d.due_on < $3 then 1 else 0 end) from check_item d
        where ", seen!(), " and d.campaign = $2 and d.dropped_at is null and d.withdrawn_at is null group by d.stop");
    COUNTS_AT = "select i.stop, count(*), sum(case when i.state in ('done', 'not_needed') then 1 else 0 end),
        sum(case when i.state in ('todo', 'doing') and i.due_on < $3 then 1 else 0 end) from (select d.stop, d.due_on,
        coalesce((select e.state from check_event e where e.item = d.id and e.kind = 'state' and e.at <= $2 order by e.at desc, e.id desc limit 1), 'todo') as state
        from check_item d where d.campaign = $1 and d.created_at <= $2 and (d.dropped_at is null or d.dropped_at > $2)
        and (d.withdrawn_at is null or d.withdrawn_at > $2)) i group by i.stop";
    INSERT_ITEM = "insert into check_item (id, campaign, stop, kind, template, duty, agency, day_no, ordinal, words, days_before, due_typed,
        due_on, by_hand, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) on conflict (id) do nothing";
    // Only what is still as it was read
    FOLLOW = "update check_item set duty = $3, agency = $4, ordinal = $5, words = $6, days_before = $7, due_on = $8, withdrawn_at = $9,
        revision = revision + 1 where id = $1 and revision = $2";
    SAVE_ITEM = "update check_item set words = $3, agency = $4, due_typed = $5, due_on = $6, account = $7, person = $8, note = $9, edited = $10,
        revision = revision + 1 where id = $1 and revision = $2 and dropped_at is null";
    SET_STATE = "update check_item set state = $3, reason = $4, changed_at = $5, revision = revision + 1
        where id = $1 and state = $2 and dropped_at is null";
    SET_NOTE = "update check_item set note = $2, revision = revision + 1 where id = $1";
    DROP_ITEM = "update check_item set dropped_at = $2, revision = revision + 1 where id = $1 and dropped_at is null";
    RESTORE_ITEM = "update check_item set dropped_at = null, revision = revision + 1 where id = $1 and dropped_at is not null";
    EVENT_ONCE = "insert into check_event (id, item, at, actor, kind, state, words) values ($1, $2, $3, $4, $5, $6, $7) on conflict (id) do nothing";
    EVENTS_OF = "select e.at, e.actor, e.kind, e.state, e.words from check_event e where e.item = $1 order by e.at desc, e.id desc limit 50";
    KINDS = "select id, code, name, words, dropped_at, revision from check_kind order by ordinal, name, id";
    INSERT_KIND = "insert into check_kind (id, code, ordinal, name, words) values ($1, $2, $3, $4, $5) on conflict (code) do nothing";
    SAVE_KIND = "update check_kind set name = $3, words = $4, dropped_at = $5, revision = revision + 1 where id = $1 and revision = $2";
    TEMPLATES = "select id, kind, ordinal, words, days_before, every_day, dropped_at from check_template order by kind, ordinal, id";
    INSERT_TEMPLATE = "insert into check_template (id, kind, ordinal, words, days_before, every_day) values ($1, $2, $3, $4, $5, $6)";
    SAVE_TEMPLATE = "update check_template set ordinal = $3, words = $4, days_before = $5, every_day = $6, dropped_at = $7, revision = revision + 1
        where id = $1 and kind = $2";
    FILES_OF_ITEM = "select p.id, f.name, f.media_type, f.size from prepare_file p join file f on f.id = p.file
        where p.item = $1 and p.removed_at is null order by p.created_at, p.id";
    INSERT_FILE = "insert into prepare_file (id, task, item, file, created_at, created_by) values ($1, $2, $3, $4, $5, $6) on conflict (id) do nothing";
    FIND_FILE = "select id, task, item, file from prepare_file where id = $1 and removed_at is null";
    REMOVE_FILE = "update prepare_file set removed_at = $2 where id = $1 and removed_at is null";
}

/// One thing to be ready at a stop on a day.
#[derive(base::FromRow, Clone, Debug)]
pub struct Item {
    /// Key.
    pub id: Uuid,
    /// Campaign.
    pub campaign: Uuid,
    /// Stop.
    pub stop: Uuid,
    /// Kind.
    pub kind: Uuid,
    /// Template that it came from; None when written by hand.
    pub template: Option<Uuid>,
    /// Duty that asks for it.
    pub duty: Option<Uuid>,
    /// Who answers.
    pub agency: Option<Uuid>,
    /// Day of the stop; 0 before it.
    pub day_no: i64,
    /// Order within its kind.
    pub ordinal: i64,
    /// What is to be ready.
    pub words: String,
    /// How many days before its day it is due.
    pub days_before: i64,
    /// Due day that a person typed, ISO.
    pub due_typed: Option<String>,
    /// Due day, ISO; None while the stop has no date.
    pub due_on: Option<String>,
    /// Code of [`super::model::Ready`].
    pub state: String,
    /// Why it is not needed.
    pub reason: String,
    /// Note.
    pub note: String,
    /// Responsible account.
    pub account: Option<Uuid>,
    /// Responsible person by name.
    pub person: String,
    /// Added by hand: the plan does not take it away.
    pub by_hand: bool,
    /// Words or due day were changed: templates do not change them any more.
    pub edited: bool,
    /// Dropped by a person.
    pub dropped_at: Option<i64>,
    /// Withdrawn with its duty.
    pub withdrawn_at: Option<i64>,
    /// Grows with every change.
    pub revision: i64,
    /// Name of its kind.
    pub kind_name: String,
    /// How many files.
    pub files: i64,
}

impl Item {
    /// State.
    pub fn ready(&self) -> super::model::Ready {
        super::model::Ready::of(&self.state).unwrap_or(super::model::Ready::Todo)
    }
    /// Due day.
    pub fn due(&self) -> Option<Date> {
        plan::door::day(self.due_on.as_deref())
    }
}

/// A kind of readiness.
#[derive(base::FromRow, Clone, Debug)]
pub struct Kind {
    /// Key.
    pub id: Uuid,
    /// Word that never changes.
    pub code: String,
    /// Name.
    pub name: String,
    /// Phrases, one a line.
    pub words: String,
    /// Not used any more since, unix milliseconds.
    pub dropped_at: Option<i64>,
    /// Grows with every change.
    pub revision: i64,
}

/// A line of a ready-made checklist.
#[derive(base::FromRow, Clone, Debug)]
pub struct Template {
    /// Key.
    pub id: Uuid,
    /// Kind.
    pub kind: Uuid,
    /// Order.
    pub ordinal: i64,
    /// What is to be ready.
    pub words: String,
    /// How many days before.
    pub days_before: i64,
    /// On each day, or once before the stop.
    pub every_day: bool,
    /// Not used any more since, unix milliseconds.
    pub dropped_at: Option<i64>,
}

/// A new item; the key may come from the client, so that what is sent twice is written once.
pub struct New<'a> {
    pub id: Uuid,
    pub campaign: Uuid,
    pub stop: Uuid,
    pub kind: Uuid,
    pub template: Option<Uuid>,
    pub duty: Option<Uuid>,
    pub agency: Option<Uuid>,
    pub day_no: i64,
    pub ordinal: i64,
    pub words: &'a str,
    pub days_before: i64,
    pub due_typed: Option<String>,
    pub due_on: Option<String>,
    pub by_hand: bool,
}

/// Items of a stop that are asked for.
pub async fn of_stop(db: &mut impl Fetch, scope: &Scope, stop: Uuid) -> Result<Vec<Item>> {
    db.all(OF_STOP, args![&scope.agencies, stop]).await
}

/// The last dropped ones.
pub async fn dropped(db: &mut impl Fetch, scope: &Scope, stop: Uuid) -> Result<Vec<Item>> {
    db.all(DROPPED, args![&scope.agencies, stop]).await
}

/// The item, if this person may see it.
pub async fn find(db: &mut impl Fetch, scope: &Scope, id: Uuid) -> Result<Item> {
    let item: Item = db.one(FIND_ITEM, args![&scope.agencies, id]).await?;
    if scope.campaign.is_some_and(|c| c != item.campaign) { Err(Error::NotFound) } else { Ok(item) }
}

/// Per stop: items, settled ones, red ones.
pub async fn counts(db: &mut impl Fetch, agencies: &str, campaign: Uuid, today: Date) -> Result<Vec<(Uuid, i64, i64, i64)>> {
    db.all(COUNTS, args![agencies, campaign, today.to_string()]).await
}

/// Per stop at a moment: items, settled ones, red ones.
pub async fn counts_at(db: &mut impl Fetch, campaign: Uuid, at: &At) -> Result<Vec<(Uuid, i64, i64, i64)>> {
    db.all(COUNTS_AT, args![campaign, at.ms, at.day.to_string()]).await
}

/// Kinds, dropped ones too.
pub async fn kinds(db: &mut impl Fetch) -> Result<Vec<Kind>> {
    db.all(KINDS, args![]).await
}

/// Templates of all kinds, dropped ones too.
pub async fn templates(db: &mut impl Fetch) -> Result<Vec<Template>> {
    db.all(TEMPLATES, args![]).await
}

/// Adds an item; false when its key was there already.
pub async fn insert(tx: &mut Tx, actor: &Actor, n: New<'_>) -> Result<bool> {
    let values = args![
        n.id, n.campaign, n.stop, n.kind, n.template, n.duty, n.agency, n.day_no, n.ordinal, n.words, n.days_before, n.due_typed, n.due_on,
        n.by_hand, actor.at
    ];
    Ok(tx.exec(INSERT_ITEM, values).await? > 0)
}

/// Notes what happened to an item under the client's key; false when that key was noted before.
pub async fn event(tx: &mut Tx, actor: &Actor, key: Uuid, item: Uuid, kind: &str, state: &str, words: &str) -> Result<bool> {
    Ok(tx.exec(EVENT_ONCE, args![key, item, actor.at, actor.account, kind, state, words]).await? > 0)
}
