//! Bản đang duyệt trong cơ sở dữ liệu. Nothing else exists of a draft until it is published.
use super::upload::Found;
use super::work::Work;
use base::{Actor, Error, Fetch, Result, Tx, args};
use plan_reader::model::Reading;
use uuid::Uuid;

base::queries! {
    INSERT = "insert into plan_draft (id, campaign, file, sha256, file_name, source_text, reading, work, state, created_by, created_at, changed_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, 'open', $9, $10, $10)";
    OPEN = "select id, campaign, file_name, changed_at from plan_draft where state = 'open' order by changed_at desc, id desc";
    SAME = "select id from plan_draft where sha256 = $1 and state = 'open'";
    GET = "select id, campaign, file, sha256, file_name, reading, work, revision, state, changed_at from plan_draft where id = $1";
    SAVE = "update plan_draft set work = $3, revision = revision + 1, changed_at = $4 where id = $1 and revision = $2 and state = 'open'";
    AIM = "update plan_draft set campaign = $2 where id = $1 and state = 'open'";
    END = "update plan_draft set state = $3, campaign = coalesce($4, campaign), revision = revision + 1, changed_at = $5
        where id = $1 and revision = $2 and state = 'open'";
}

/// A line of the list of drafts.
#[derive(base::FromRow, Clone, Debug)]
pub(crate) struct Listed {
    pub id: Uuid,
    pub campaign: Option<Uuid>,
    pub file_name: String,
    pub changed_at: i64,
}

#[derive(base::FromRow)]
struct Row {
    id: Uuid,
    campaign: Option<Uuid>,
    file: Option<Uuid>,
    sha256: String,
    file_name: String,
    reading: String,
    work: String,
    revision: i64,
    state: String,
    changed_at: i64,
}

/// A draft with everything in it.
pub(crate) struct Draft {
    pub id: Uuid,
    pub campaign: Option<Uuid>,
    pub file: Option<Uuid>,
    pub sha256: String,
    pub file_name: String,
    pub reading: Reading,
    pub work: Work,
    pub revision: i64,
    pub state: String,
    pub changed_at: i64,
}

pub(crate) async fn get(db: &mut impl Fetch, id: Uuid) -> Result<Draft> {
    let r: Row = db.one(GET, args![id]).await?;
    Ok(Draft {
        reading: serde_json::from_str(&r.reading).map_err(Error::internal)?,
        work: serde_json::from_str(&r.work).map_err(Error::internal)?,
        id: r.id,
        campaign: r.campaign,
        file: r.file,
        sha256: r.sha256,
        file_name: r.file_name,
        revision: r.revision,
        state: r.state,
        changed_at: r.changed_at,
    })
}

pub(crate) async fn open(db: &mut impl Fetch) -> Result<Vec<Listed>> {
    db.all(OPEN, args![]).await
}

/// The open draft of the same bytes, if any.
pub(crate) async fn same(db: &mut impl Fetch, sha256: &str) -> Result<Option<Uuid>> {
    Ok(db.maybe::<(Uuid,)>(SAME, args![sha256]).await?.map(|(id,)| id))
}

/// Adds a draft; the caller audits.
pub(crate) async fn insert(tx: &mut Tx, actor: &Actor, file: Uuid, found: &Found<'_>, work: &Work) -> Result<Uuid> {
    let id = Uuid::now_v7();
    let json = serde_json::to_string(found.reading).map_err(Error::internal)?;
    let work = serde_json::to_string(work).map_err(Error::internal)?;
    tx.exec(INSERT, args![id, found.campaign, file, found.sha256, found.name, &found.reading.source.text, json, work, actor.account, actor.at]).await?;
    Ok(id)
}

/// Saves the work if nobody saved meanwhile; says whether it was saved.
pub(crate) async fn save(tx: &mut Tx, draft: &Draft, now: i64) -> Result<bool> {
    let work = serde_json::to_string(&draft.work).map_err(Error::internal)?;
    Ok(tx.exec(SAVE, args![draft.id, draft.revision, work, now]).await? == 1)
}

/// Says which campaign a draft amends; none makes it a plan of its own.
pub(crate) async fn aim(tx: &mut Tx, draft: Uuid, campaign: Option<Uuid>) -> Result<()> {
    tx.exec(AIM, args![draft, campaign]).await?;
    Ok(())
}

/// Ends a draft: `published` or `dropped`.
pub(crate) async fn end(tx: &mut Tx, draft: &Draft, state: &str, campaign: Option<Uuid>, now: i64) -> Result<()> {
    match tx.exec(END, args![draft.id, draft.revision, state, campaign, now]).await? {
        1 => Ok(()),
        _ => Err(Error::Conflict("plan-review-changed".into())),
    }
}
