//! Difficulties in SQL. Drafts are read by their own agency, and by the officer of the coordinating department who wrote one for it.
use crate::scope::Scope;
use base::{Actor, Error, Fetch, Result, Tx, args};
use std::collections::HashMap;
use uuid::Uuid;

macro_rules! columns {
    () => {
        "f.id, f.campaign, f.agency, f.duty, coalesce(a.short_name, '') as duty_name, f.title, f.words, f.wish, f.file, b.name as file_name, f.state,
            f.matter, f.question, f.asked_at, f.created_at, f.sent_at, f.acknowledged_at, f.revision, m.number, m.step, m.step_at, m.due_at,
            coalesce(m.decision, '') as decision
            from difficulty f left join duty d on d.id = f.duty left join assignment a on a.id = d.assignment
            left join file b on b.id = f.file left join matter m on m.id = f.matter"
    };
}
/// Who sees a difficulty: `$1` scope, `$2` account.
macro_rules! seen {
    () => {
        "($1 like '%,' || f.agency_key || ',%' or ($1 = '*' and (f.state not in ('draft', 'dropped') or f.written_by = $2)))"
    };
}

base::queries! {
    CAMPAIGN_OF = "select campaign from difficulty where id = $1";
    FIND = concat!("select ", columns!(), " where ", seen!(), " and f.id = $3");
    LIST = concat!("select ", columns!(), " where ", seen!(), " and f.campaign = $3 and f.state <> 'dropped'
        and (($4 = 'open' and (f.state = 'draft' or m.step in ('filed', 'taken', 'asked', 'proposed', 'decided')))
            or ($4 = 'done' and f.state <> 'draft' and m.step in ('closed', 'withdrawn', 'merged')))
        order by case when f.state = 'draft' then 0 when f.asked_at is not null then 1 when m.step = 'decided' then 2 else 3 end, f.created_at desc, f.id desc
        limit 200");
    // What the agency itself must act on: an answer to acknowledge, a question to answer
    NEWS = concat!("select ", columns!(), " where $1 like '%,' || f.agency_key || ',%' and f.campaign = $2 and f.state = 'sent'
        and ((m.step = 'decided' and f.acknowledged_at is null) or (m.step = 'asked' and f.asked_at is not null))
        order by m.step, m.step_at desc, f.id limit 50");
    OF_DUTY = concat!("select ", columns!(), " where ", seen!(), " and f.duty = $3 and f.state <> 'dropped' order by f.created_at desc, f.id");
    OF_MATTER = concat!("select ", columns!(), " where f.matter = $1 order by f.sent_at, f.id");
    OF_BOARD = concat!("select ", columns!(), " where f.campaign = $1 and f.state = 'sent' and $2 like '%,' || m.step || ',%' order by f.sent_at, f.id");
    REPORT = concat!("select ", columns!(), " where f.campaign = $1 and f.state in ('sent', 'withdrawn') order by f.sent_at, f.id");
    SENDINGS = "select e.difficulty, e.at, e.kind from sent_up_event e join difficulty f on f.id = e.difficulty where f.campaign = $1
        and e.kind in ('file', 'resend', 'withdraw') order by e.at, e.id";
    INSERT = "insert into difficulty (id, campaign, agency, duty, title, words, wish, file, state, written_by, created_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, 'draft', $9, $10)";
    UPDATE = "update difficulty set duty = $3, title = $4, words = $5, wish = $6, file = coalesce($7, file), revision = revision + 1
        where id = $1 and revision = $2 and state = 'draft'";
    SEND = "update difficulty set state = 'sent', matter = $2, sent_at = $3, revision = revision + 1 where id = $1 and state in ('draft', 'withdrawn')";
    STATE = "update difficulty set state = $3, question = '', asked_at = null, revision = revision + 1 where id = $1 and state = $2";
    ASK = "update difficulty set question = $2, asked_at = $3, revision = revision + 1 where id = $1 and state = 'sent'";
    ANSWERED = "update difficulty set question = '', asked_at = null, revision = revision + 1 where id = $1 and asked_at is not null";
    UNASK = "update difficulty set question = '', asked_at = null, revision = revision + 1 where matter = $1 and asked_at is not null";
    ACKNOWLEDGE = "update difficulty set acknowledged_at = $2, acknowledged_by = $3, revision = revision + 1 where id = $1 and acknowledged_at is null and state = 'sent'";
    FORGET = "update difficulty set acknowledged_at = null, acknowledged_by = null where matter = $1";
    MOVE = "update difficulty set matter = $2, revision = revision + 1 where id = $1";
    MOVE_ALL = "update difficulty set matter = $2, revision = revision + 1 where matter = $1";
}

/// A difficulty, with where its matter stands.
#[derive(base::FromRow, Clone, Debug)]
pub struct Slip {
    /// Key.
    pub id: Uuid,
    /// Campaign.
    pub campaign: Uuid,
    /// Who has it.
    pub agency: Uuid,
    /// The duty that it is about; None in general.
    pub duty: Option<Uuid>,
    /// Short name of the duty.
    pub duty_name: String,
    /// What it is about, in a few words.
    pub title: String,
    /// What is difficult.
    pub words: String,
    /// What the agency proposes.
    pub wish: String,
    /// File.
    pub file: Option<Uuid>,
    /// Its name.
    pub file_name: Option<String>,
    /// `draft`, `sent`, `withdrawn` or `dropped`.
    pub state: String,
    /// Matter; None while a draft.
    pub matter: Option<Uuid>,
    /// Open question of the coordinating department.
    pub question: String,
    /// Since when it waits for the answer, unix ms.
    pub asked_at: Option<i64>,
    /// Unix ms.
    pub created_at: i64,
    /// Unix ms.
    pub sent_at: Option<i64>,
    /// When the agency said that it knows the answer, unix ms.
    pub acknowledged_at: Option<i64>,
    /// Grows with every change.
    pub revision: i64,
    /// Number of the matter.
    pub number: Option<i64>,
    /// Step of the matter.
    pub step: Option<String>,
    /// Since when, unix ms.
    pub step_at: Option<i64>,
    /// By when who has it should act, unix ms.
    pub due_at: Option<i64>,
    /// The matter's answer; empty before there is one.
    pub decision: String,
}

impl Slip {
    /// Whether it was not sent yet.
    pub fn is_draft(&self) -> bool {
        self.state == "draft"
    }
    /// Whether it counts.
    pub fn is_sent(&self) -> bool {
        self.state == "sent"
    }
}

/// Campaign of a difficulty, whoever asks.
pub async fn campaign_of(db: &mut impl Fetch, id: Uuid) -> Result<Uuid> {
    db.one::<(Uuid,)>(CAMPAIGN_OF, args![id]).await.map(|(c,)| c)
}

/// The difficulty, if this person may see it.
pub async fn find(db: &mut impl Fetch, scope: &Scope, account: Uuid, id: Uuid) -> Result<Slip> {
    db.one(FIND, args![&scope.agencies, account, id]).await
}

/// Difficulties that are open (or done), what the agency must act on first. At most 200.
pub async fn list(db: &mut impl Fetch, scope: &Scope, account: Uuid, campaign: Uuid, done: bool) -> Result<Vec<Slip>> {
    db.all(LIST, args![&scope.agencies, account, campaign, if done { "done" } else { "open" }]).await
}

/// Difficulties that the scope's own agencies must act on: questions first, then answers that they have not acknowledged. At most 50.
pub async fn news(db: &mut impl Fetch, scope: &Scope, campaign: Uuid) -> Result<Vec<Slip>> {
    db.all(NEWS, args![&scope.agencies, campaign]).await
}

/// Difficulties with a duty, newest first.
pub async fn of_duty(db: &mut impl Fetch, scope: &Scope, account: Uuid, duty: Uuid) -> Result<Vec<Slip>> {
    db.all(OF_DUTY, args![&scope.agencies, account, duty]).await
}

/// Difficulties of a matter, also withdrawn ones.
pub async fn of_matter(db: &mut impl Fetch, matter: Uuid) -> Result<Vec<Slip>> {
    db.all(OF_MATTER, args![matter]).await
}

/// Difficulties of all matters at these steps (`,filed,taken,`).
pub async fn of_board(db: &mut impl Fetch, campaign: Uuid, steps: &str) -> Result<Vec<Slip>> {
    db.all(OF_BOARD, args![campaign, steps]).await
}

/// All difficulties that were ever sent.
pub async fn report(db: &mut impl Fetch, campaign: Uuid) -> Result<Vec<Slip>> {
    db.all(REPORT, args![campaign]).await
}

/// When each difficulty stood as sent: from, until (unix ms). One that was taken back and sent again has two spans.
pub async fn sendings(db: &mut impl Fetch, campaign: Uuid) -> Result<HashMap<Uuid, Vec<(i64, Option<i64>)>>> {
    let rows: Vec<(Uuid, i64, String)> = db.all(SENDINGS, args![campaign]).await?;
    let mut all: HashMap<Uuid, Vec<(i64, Option<i64>)>> = HashMap::new();
    for (slip, at, kind) in rows {
        let spans = all.entry(slip).or_default();
        match (spans.last_mut(), kind == "withdraw") {
            (Some((_, until @ None)), true) => *until = Some(at),
            (_, false) => spans.push((at, None)),
            _ => {}
        }
    }
    Ok(all)
}

/// What is written on a slip.
#[derive(Clone, Debug, Default)]
pub struct Words<'a> {
    /// The duty that it is about.
    pub duty: Option<Uuid>,
    /// In a few words.
    pub title: &'a str,
    /// What is difficult.
    pub words: &'a str,
    /// What the agency proposes.
    pub wish: &'a str,
    /// File; None keeps what is there.
    pub file: Option<Uuid>,
}

/// Keeps a new draft. The caller audits.
pub async fn insert(tx: &mut Tx, actor: &Actor, campaign: Uuid, agency: Uuid, w: &Words<'_>) -> Result<Uuid> {
    let id = Uuid::now_v7();
    tx.exec(INSERT, args![id, campaign, agency, w.duty, w.title, w.words, w.wish, w.file, actor.account, actor.at]).await?;
    Ok(id)
}

/// Changes a draft that was read at this revision. The caller audits.
pub async fn update(tx: &mut Tx, id: Uuid, revision: i64, w: &Words<'_>) -> Result<()> {
    changed(tx.exec(UPDATE, args![id, revision, w.duty, w.title, w.words, w.wish, w.file]).await?)
}

/// A change that found no row met somebody else's change.
pub fn changed(rows: u64) -> Result<()> {
    if rows == 0 { Err(Error::Conflict("sentup-conflict".into())) } else { Ok(()) }
}
