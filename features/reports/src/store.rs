//! All SQL of reports. Who may see a report is asked of its campaign by `scope`. Knows no HTTP word.
use crate::figures::Figures;
use crate::words::{PartWords, Words};
use base::{Error, Fetch, Result, Tx, args};
use uuid::Uuid;

base::queries! {
    LIST = "select r.id, r.campaign, r.paper, r.name, r.day, r.dropped, r.revision, r.updated_at,
        (select count(*) from report_version v where v.report = r.id) as versions from report r where r.campaign = $1
        order by r.updated_at desc, r.id desc";
    FIND = "select r.id, r.campaign, r.paper, r.name, r.day, r.dropped, r.revision, r.updated_at,
        (select count(*) from report_version v where v.report = r.id) as versions from report r where r.id = $1";
    INSERT = "insert into report (id, campaign, paper, name, day, created_at, updated_at) values ($1, $2, $3, $4, $5, $6, $6)";
    UPDATE = "update report set name = $3, day = $4, updated_at = $5, revision = revision + 1 where id = $1 and revision = $2";
    TOUCH = "update report set updated_at = $2 where id = $1";
    DROP = "update report set dropped = $2, updated_at = $3, revision = revision + 1 where id = $1";
    WORDS = "select part, words_before, words_after, revision from report_words where report = $1 order by part";
    SAVE_WORDS = "insert into report_words (report, part, words_before, words_after) values ($1, $2, $3, $4)
        on conflict (report, part) do update set words_before = excluded.words_before, words_after = excluded.words_after,
        revision = report_words.revision + 1 where report_words.revision = $5";
    VERSIONS = "select id, report, number, name, day, created_at from report_version where report = $1 order by number desc";
    VERSION = "select id, report, number, name, day, created_at, figures, words from report_version where report = $1 and number = $2";
    VERSION_BY_ID = "select v.id, v.report, v.number, v.name, v.day, v.created_at, v.figures, v.words from report_version v where v.id = $1";
    FREEZE = "insert into report_version (id, report, number, name, day, figures, words, created_by, created_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (report, number) do nothing";
    LETTERS_BEGIN = "insert into report_letters (id, campaign, batch, day, letters, created_at) values ($1, $2, $3, $4, $5, $6)
        on conflict (id) do nothing";
    LETTERS_BY_ID = "select id, campaign, batch, day, letters, created_at from report_letters where id = $1";
    LETTERS_OF = "select id, campaign, batch, day, letters, created_at from report_letters where campaign = $1 order by created_at desc, id desc limit 5";
    LETTER = "insert into report_letter (letters, agency, paper, overdue, open) values ($1, $2, $3, $4, $5)";
}

/// A report being written.
#[derive(base::FromRow, Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Key.
    pub id: Uuid,
    /// Campaign.
    pub campaign: Uuid,
    /// The paper that it becomes.
    pub paper: Uuid,
    /// What it is called here.
    pub name: String,
    /// ISO day to whose end figures are counted; None: as things stand.
    pub day: Option<String>,
    /// Whether it was put aside.
    pub dropped: bool,
    /// Grows with every change.
    pub revision: i64,
    /// Unix milliseconds.
    pub updated_at: i64,
    /// How many frozen versions it has.
    pub versions: i64,
}

/// A frozen version without its content.
#[derive(base::FromRow, Clone, Debug, PartialEq, Eq)]
pub struct Frozen {
    /// Key.
    pub id: Uuid,
    /// Report.
    pub report: Uuid,
    /// 1, 2, …
    pub number: i64,
    /// What it is called.
    pub name: String,
    /// ISO day of its figures.
    pub day: String,
    /// Unix milliseconds.
    pub created_at: i64,
}

/// A frozen version.
#[derive(base::FromRow, Clone, Debug)]
pub struct Version {
    /// What it is called and when.
    #[sqlx(flatten)]
    pub about: Frozen,
    figures: String,
    words: String,
}

impl Version {
    /// Figures as they were.
    pub fn figures(&self) -> Result<Figures> {
        serde_json::from_str(&self.figures).map_err(Error::internal)
    }
    /// Words as they were.
    pub fn words(&self) -> Result<Words> {
        serde_json::from_str(&self.words).map_err(Error::internal)
    }
}

/// Reports of a campaign, newest change first, those put aside too.
pub async fn list(db: &mut impl Fetch, campaign: Uuid) -> Result<Vec<Report>> {
    db.all(LIST, args![campaign]).await
}

/// A report; the caller asks who may see it.
pub async fn find(db: &mut impl Fetch, id: Uuid) -> Result<Option<Report>> {
    db.maybe(FIND, args![id]).await
}

/// Adds a report; the caller audits.
pub async fn insert(tx: &mut Tx, id: Uuid, campaign: Uuid, paper: Uuid, name: &str, day: Option<String>, at: i64) -> Result<()> {
    tx.exec(INSERT, args![id, campaign, paper, name, day, at]).await.map(drop)
}

/// Changes name and day if nobody else did meanwhile; the caller audits.
pub async fn update(tx: &mut Tx, id: Uuid, revision: i64, name: &str, day: Option<String>, at: i64) -> Result<()> {
    changed(tx.exec(UPDATE, args![id, revision, name, day, at]).await?)
}

/// Puts a report aside, or takes it back; the caller audits.
pub async fn set_dropped(tx: &mut Tx, id: Uuid, dropped: bool, at: i64) -> Result<()> {
    changed(tx.exec(DROP, args![id, dropped, at]).await?)
}

/// Words of all parts, and the revision of each.
pub async fn words(db: &mut impl Fetch, report: Uuid) -> Result<(Words, Vec<(i64, i64)>)> {
    let rows: Vec<(i64, String, String, i64)> = db.all(WORDS, args![report]).await?;
    let revisions = rows.iter().map(|r| (r.0, r.3)).collect();
    Ok((Words(rows.into_iter().map(|(part, before, after, _)| (part, PartWords { before, after })).collect()), revisions))
}

/// Keeps the words of a part if nobody else changed them since `revision` (0: not written yet); the caller audits.
pub async fn save_words(tx: &mut Tx, report: Uuid, part: i64, words: &PartWords, revision: i64, at: i64) -> Result<()> {
    changed(tx.exec(SAVE_WORDS, args![report, part, &words.before, &words.after, revision]).await?)?;
    tx.exec(TOUCH, args![report, at]).await.map(drop)
}

/// Frozen versions without content, newest first.
pub async fn versions(db: &mut impl Fetch, report: Uuid) -> Result<Vec<Frozen>> {
    db.all(VERSIONS, args![report]).await
}

/// A frozen version of a report that the caller may see.
pub async fn version(db: &mut impl Fetch, report: Uuid, number: i64) -> Result<Version> {
    db.maybe(VERSION, args![report, number]).await?.ok_or(Error::NotFound)
}

/// A frozen version by its key; the caller asks who may see its report.
pub async fn version_by_id(db: &mut impl Fetch, id: Uuid) -> Result<Version> {
    db.maybe(VERSION_BY_ID, args![id]).await?.ok_or(Error::NotFound)
}

/// Freezes; false when this number was frozen by somebody else (or by the first of two clicks). The caller audits.
pub async fn freeze(tx: &mut Tx, actor: &base::Actor, report: Uuid, number: i64, name: &str, figures: &Figures, words: &Words) -> Result<bool> {
    let (f, w) = (serde_json::to_string(figures).map_err(Error::internal)?, serde_json::to_string(words).map_err(Error::internal)?);
    let values = args![Uuid::now_v7(), report, number, name, &figures.day, f, w, actor.account, actor.at];
    Ok(tx.exec(FREEZE, values).await? > 0)
}

/// Letters that were made together.
#[derive(base::FromRow, Clone, Debug, PartialEq, Eq)]
pub struct Letters {
    /// Key, from the form.
    pub id: Uuid,
    /// Campaign.
    pub campaign: Uuid,
    /// Batch of the papers.
    pub batch: Uuid,
    /// ISO day of their figures.
    pub day: String,
    /// How many.
    pub letters: i64,
    /// Unix milliseconds.
    pub created_at: i64,
}

/// Begins a batch; false when this form was sent before. The caller audits.
pub async fn begin_letters(tx: &mut Tx, l: &Letters) -> Result<bool> {
    Ok(tx.exec(LETTERS_BEGIN, args![l.id, l.campaign, l.batch, &l.day, l.letters, l.created_at]).await? > 0)
}

/// Letters by their key; the caller asks who may see the campaign.
pub async fn letters_by_id(db: &mut impl Fetch, id: Uuid) -> Result<Option<Letters>> {
    db.maybe(LETTERS_BY_ID, args![id]).await
}

/// The newest five batches of a campaign.
pub async fn letters_of(db: &mut impl Fetch, campaign: Uuid) -> Result<Vec<Letters>> {
    db.all(LETTERS_OF, args![campaign]).await
}

/// One letter of a batch.
pub async fn insert_letter(tx: &mut Tx, letters: Uuid, agency: Uuid, paper: Uuid, overdue: usize, open: usize) -> Result<()> {
    tx.exec(LETTER, args![letters, agency, paper, overdue, open]).await.map(drop)
}

/// A change that found no row met somebody else's change.
fn changed(rows: u64) -> Result<()> {
    if rows == 0 { Err(Error::Conflict("reports-conflict".into())) } else { Ok(()) }
}
