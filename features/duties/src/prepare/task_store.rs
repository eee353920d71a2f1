//! Việc riêng trong SQL: an agency's own tasks below a duty. Who may see the duty may see them.
use crate::store::seen;
use base::{Actor, Fetch, Result, Tx, args};
use uuid::Uuid;

macro_rules! task {
    () => {
        "select t.id, t.duty, t.ordinal, t.title, t.account, coalesce(a.name, t.person) as person, t.start_on, t.due_on, t.note, t.done_at,
            t.dropped_at, t.revision, (select count(*) from prepare_file f where f.task = t.id and f.removed_at is null) as files
            from own_task t left join account a on a.id = t.account "
    };
}

base::queries! {
    OF_DUTY_TASKS = concat!(task!(), "where t.duty = $1 order by t.ordinal, t.id");
    FIND_TASK = concat!(task!(), "where t.id = $1");
    INSERT_TASK = "insert into own_task (id, duty, ordinal, title, account, person, start_on, due_on, note, created_at, created_by)
        values ($1, $2, (select coalesce(max(ordinal), 0) + 1 from own_task where duty = $2), $3, $4, $5, $6, $7, $8, $9, $10)
        on conflict (id) do nothing";
    SAVE_TASK = "update own_task set title = $3, account = $4, person = $5, start_on = $6, due_on = $7, note = $8, revision = revision + 1
        where id = $1 and revision = $2 and dropped_at is null";
    DONE_TASK = "update own_task set done_at = $2, done_by = $3, revision = revision + 1 where id = $1 and done_at is null";
    UNDONE_TASK = "update own_task set done_at = null, done_by = null, revision = revision + 1 where id = $1 and done_at is not null";
    DROP_TASK = "update own_task set dropped_at = $2, revision = revision + 1 where id = $1 and dropped_at is null";
    RESTORE_TASK = "update own_task set dropped_at = null, revision = revision + 1 where id = $1 and dropped_at is not null";
    PLACE_TASK = "update own_task set ordinal = $2, revision = revision + 1 where id = $1";
    FILES_OF_TASK = "select p.id, f.name, f.media_type, f.size from prepare_file p join file f on f.id = p.file
        where p.task = $1 and p.removed_at is null order by p.created_at, p.id";
    BY_NUMBER = concat!("select d.id, d.agency from duty d join duty_standing s on s.duty = d.id and s.to_at is null
        where ", seen!(), " and d.campaign = $2 and d.number = $3 and s.state <> 'withdrawn' order by d.ordinal, d.id");
}

/// A task of an agency's own plan.
#[derive(base::FromRow, Clone, Debug)]
pub struct Task {
    /// Key.
    pub id: Uuid,
    /// Duty above it.
    pub duty: Uuid,
    /// Order.
    pub ordinal: i64,
    /// What is to be done.
    pub title: String,
    /// Responsible account.
    pub account: Option<Uuid>,
    /// Responsible person's name.
    pub person: String,
    /// First day, ISO.
    pub start_on: Option<String>,
    /// Last day, ISO.
    pub due_on: Option<String>,
    /// Note.
    pub note: String,
    /// When it was marked as done, unix milliseconds.
    pub done_at: Option<i64>,
    /// When it was dropped.
    pub dropped_at: Option<i64>,
    /// Grows with every change.
    pub revision: i64,
    /// How many files.
    pub files: i64,
}

/// What a person types of a task.
#[derive(Clone, Debug, Default)]
pub struct Fields {
    pub title: String,
    pub account: Option<Uuid>,
    pub person: String,
    pub start_on: Option<String>,
    pub due_on: Option<String>,
    pub note: String,
}

impl Fields {
    /// As it stands.
    pub fn of(task: &Task) -> Fields {
        Fields {
            title: task.title.clone(),
            account: task.account,
            person: task.person.clone(),
            start_on: task.start_on.clone(),
            due_on: task.due_on.clone(),
            note: task.note.clone(),
        }
    }
}

/// All tasks of a duty in order, dropped ones too.
pub async fn of_duty(db: &mut impl Fetch, duty: Uuid) -> Result<Vec<Task>> {
    db.all(OF_DUTY_TASKS, args![duty]).await
}

/// One task.
pub async fn find(db: &mut impl Fetch, id: Uuid) -> Result<Task> {
    db.one(FIND_TASK, args![id]).await
}

/// Adds a task at the end; false when its key was there already.
pub async fn insert(tx: &mut Tx, actor: &Actor, id: Uuid, duty: Uuid, f: &Fields) -> Result<bool> {
    let values = args![
        id, duty, &f.title, f.account, &f.person, f.start_on.clone(), f.due_on.clone(), &f.note, actor.at, actor.account
    ];
    Ok(tx.exec(INSERT_TASK, values).await? > 0)
}
