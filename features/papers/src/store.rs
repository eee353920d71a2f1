//! All SQL of papers. Every reading goes through the scope of the person who asks: grants of roles that may see papers, for the
//! campaign and the agency of the paper or for all. It knows no HTTP word.
use crate::model::Record;
use crate::scope::Scope;
use base::{Error, Fetch, Result, Tx, args};
use uuid::Uuid;

macro_rules! seen {
    () => {
        concat!("exists (select 1 from role_grant g where g.account = $1 and g.revoked_at is null and $2 like '%,' || g.role || ',%'
            and (g.campaign is null or g.campaign = p.campaign) and ", base::grant_reaches!("p.agency"), ")")
    };
}
macro_rules! columns {
    () => {
        "p.id, p.campaign, p.agency, p.kind, p.state, p.title, p.number, p.issued_on, p.content, p.blocks, p.source, p.batch, p.version,
            p.revision, p.created_at, p.updated_at"
    };
}

base::queries! {
    LIST = concat!("select p.id, p.kind, p.state, p.title, p.number, p.issued_on, p.content, p.updated_at, count(*) over () as total
        from paper p where ", seen!(), " and ($3 = '' or p.kind = $3) and (p.state = $4 or ($4 = '' and p.state <> 'dropped'))
        and ($5 = '' or p.search like '%' || $5 || '%') and (p.agency = $6 or $6 = $8) and (p.batch = $7 or $7 = $8)
        order by p.updated_at desc, p.id desc limit $9 offset $10");
    FIND = concat!("select ", columns!(), " from paper p where p.id = $3 and ", seen!());
    BATCH = concat!("select ", columns!(), " from paper p where p.batch = $3 and p.state <> 'dropped' and ", seen!(), " order by p.created_at, p.id");
    ANY = concat!("select ", columns!(), " from paper p where p.id = $1");
    OF_SOURCE = concat!("select ", columns!(), " from paper p where p.campaign = $1 and p.source = $2 and p.state <> 'dropped' order by p.created_at desc, p.id desc");
    WENT_OUT = "select p.kind, p.number, p.issued_on, p.title, p.source, p.batch from paper p where p.campaign = $1 and p.state in ('issued', 'signed')
        and exists (select 1 from paper_version v where v.paper = p.id and v.created_at <= $2) order by p.created_at, p.id";
    INSERT = "insert into paper (id, campaign, agency, kind, state, title, number, issued_on, search, content, blocks, source, batch, created_at, updated_at)
        values ($1, $2, $3, $4, 'draft', $5, $6, $7, $8, $9, $10, $11, $12, $13, $13)";
    UPDATE = "update paper set title = $3, number = $4, issued_on = $5, search = $6, content = $7, updated_at = $8, revision = revision + 1
        where id = $1 and revision = $2 and state = 'draft'";
    BLOCKS = "update paper set blocks = $2, updated_at = $3, revision = revision + 1 where id = $1 and state = 'draft'";
    MOVE = "update paper set state = $3, updated_at = $4, revision = revision + 1 where id = $1 and state = $2";
    ISSUE = "update paper set state = 'issued', version = version + 1, updated_at = $3, revision = revision + 1
        where id = $1 and revision = $2 and state = 'draft'";
    VERSION = "insert into paper_version (paper, version, document, docx, pdf, created_by, created_at) values ($1, $2, $3, $4, $5, $6, $7)";
    VERSIONS = "select v.version, v.document, d.sha256 as docx, f.sha256 as pdf, v.created_at from paper_version v
        join file d on d.id = v.docx join file f on f.id = v.pdf where v.paper = $1 order by v.version desc";
    SIGN = "update paper set state = 'signed', number = $2, issued_on = $3, search = $4, updated_at = $5, revision = revision + 1
        where id = $1 and version = $6 and state in ('issued', 'signed')";
    SIGNED = "insert into paper_signed (id, paper, version, file, number, issued_on, created_by, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8)";
    SIGNED_OF = "select s.version, s.number, s.issued_on, s.created_at, f.sha256, f.size from paper_signed s join file f on f.id = s.file
        where s.paper = $1 order by s.created_at desc, s.id desc";
    SENT_BY = "select p.title, s.at from paper p join (select paper, created_at as at from paper_version where created_by = $1
        union all select paper, created_at from paper_signed where created_by = $1) s on s.paper = p.id order by s.at, p.id";
    TEMPLATES = "select kind, content, revision from paper_template order by kind";
    TEMPLATE = "select kind, content, revision from paper_template where kind = $1";
    TEMPLATE_INSERT = "insert into paper_template (kind, content, revision, updated_at) values ($1, $2, 1, $3)";
    TEMPLATE_UPDATE = "update paper_template set content = $3, revision = revision + 1, updated_at = $4 where kind = $1 and revision = $2";
    LETTERHEAD = "select content, revision from paper_letterhead where agency = $1";
    LETTERHEADS = "select agency from paper_letterhead";
    LETTERHEAD_SET = "insert into paper_letterhead (agency, content, revision, updated_at) values ($1, $2, 1, $3)
        on conflict (agency) do update set content = excluded.content, updated_at = excluded.updated_at, revision = paper_letterhead.revision + 1
        where paper_letterhead.revision = $4";
    TEMPLATE_DELETE = "delete from paper_template where kind = $1";
}

/// A line of the list.
#[derive(base::FromRow, Clone, Debug)]
pub struct Listed {
    /// Key.
    pub id: Uuid,
    /// Kind.
    pub kind: String,
    /// State.
    pub state: String,
    /// Trích yếu.
    pub title: String,
    /// Number with symbol.
    pub number: String,
    /// ISO day.
    pub issued_on: Option<String>,
    /// JSON of what was typed.
    pub content: String,
    /// Unix milliseconds.
    pub updated_at: i64,
    /// How many the filter finds.
    pub total: i64,
}

/// What the list asks for; empty parts ask for all.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Kind.
    pub kind: String,
    /// State; empty is all but dropped ones.
    pub state: String,
    /// Folded words without `%` and `_`.
    pub words: String,
    /// Issuing agency.
    pub agency: Option<Uuid>,
    /// Letters to many.
    pub batch: Option<Uuid>,
}

/// A page of papers, newest change first. One statement.
pub async fn list(db: &mut impl Fetch, scope: &Scope, f: &Filter, limit: i64, offset: i64) -> Result<Vec<Listed>> {
    let nil = Uuid::nil();
    let values = args![scope.account, &scope.roles, &f.kind, &f.state, &f.words, f.agency.unwrap_or(nil), f.batch.unwrap_or(nil), nil, limit, offset];
    db.all(LIST, values).await
}

/// A paper that this person may see.
pub async fn find(db: &mut impl Fetch, scope: &Scope, id: Uuid) -> Result<Record> {
    db.maybe(FIND, args![scope.account, &scope.roles, id]).await?.ok_or(Error::NotFound)
}

/// Letters that were made together, as far as this person may see them.
pub async fn batch(db: &mut impl Fetch, scope: &Scope, batch: Uuid) -> Result<Vec<Record>> {
    db.all(BATCH, args![scope.account, &scope.roles, batch]).await
}

/// A paper for another feature, which answers for who may see it.
pub async fn any(db: &mut impl Fetch, id: Uuid) -> Result<Record> {
    db.maybe(ANY, args![id]).await?.ok_or(Error::NotFound)
}

/// Papers that a feature made, for it.
pub async fn of_source(db: &mut impl Fetch, campaign: Uuid, source: &str) -> Result<Vec<Record>> {
    db.all(OF_SOURCE, args![campaign, source]).await
}

/// A paper that went out.
#[derive(base::FromRow, Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    /// Kind.
    pub kind: String,
    /// Number with symbol; empty until the records office gave it.
    pub number: String,
    /// ISO day.
    pub issued_on: Option<String>,
    /// Trích yếu.
    pub title: String,
    /// Who made it.
    pub source: String,
    /// Letters that belong together.
    pub batch: Option<Uuid>,
}

/// Papers of a campaign that went out by a moment, oldest first.
pub async fn went_out(db: &mut impl Fetch, campaign: Uuid, by: i64) -> Result<Vec<Sent>> {
    db.all(WENT_OUT, args![campaign, by]).await
}

/// A new draft.
pub struct New<'a> {
    /// Campaign.
    pub campaign: Option<Uuid>,
    /// Issuing agency.
    pub agency: Option<Uuid>,
    /// Kind.
    pub kind: paper::Kind,
    /// What was typed.
    pub content: &'a crate::model::Content,
    /// JSON of given blocks, or empty.
    pub blocks: &'a str,
    /// Who made it.
    pub source: &'a str,
    /// Letters to many.
    pub batch: Option<Uuid>,
}

/// Adds a draft; the caller audits.
pub async fn insert(tx: &mut Tx, new: &New<'_>, now: i64) -> Result<Uuid> {
    let id = Uuid::now_v7();
    let c = new.content;
    let number = c.full_number(new.kind);
    let search = crate::model::search_key(&c.title, &format!("{} {}", c.issuer, c.addressee), &number);
    let day = c.whole_date().map(|day| day.to_string());
    let json = json(c)?;
    let values = args![
        id, new.campaign, new.agency, new.kind.code(), &c.title, number, day, search, json, new.blocks, new.source, new.batch, now
    ];
    tx.exec(INSERT, values).await?;
    Ok(id)
}

/// Changes a draft if nobody else did meanwhile; the caller audits.
pub async fn update(tx: &mut Tx, id: Uuid, kind: paper::Kind, revision: i64, c: &crate::model::Content, now: i64) -> Result<()> {
    let number = c.full_number(kind);
    let search = crate::model::search_key(&c.title, &format!("{} {}", c.issuer, c.addressee), &number);
    let day = c.whole_date().map(|day| day.to_string());
    changed(tx.exec(UPDATE, args![id, revision, &c.title, number, day, search, json(c)?, now]).await?)
}

/// Moves a paper from one state to another.
pub async fn set_state(tx: &mut Tx, id: Uuid, from: &str, to: &str, now: i64) -> Result<()> {
    changed(tx.exec(MOVE, args![id, from, to, now]).await?)
}

/// What a paper said when it went out.
#[derive(base::FromRow, Clone, Debug)]
pub struct Version {
    /// 1, 2, …
    pub version: i64,
    /// JSON of the block model.
    pub document: String,
    /// Content hash of the .docx.
    pub docx: String,
    /// Content hash of the .pdf.
    pub pdf: String,
    /// Unix milliseconds.
    pub created_at: i64,
}

/// Newest first.
pub async fn versions(db: &mut impl Fetch, paper: Uuid) -> Result<Vec<Version>> {
    db.all(VERSIONS, args![paper]).await
}

/// A signed copy.
#[derive(base::FromRow, Clone, Debug)]
pub struct Signed {
    /// Which version it signs.
    pub version: i64,
    /// Number with symbol.
    pub number: String,
    /// ISO day.
    pub issued_on: String,
    /// Unix milliseconds.
    pub created_at: i64,
    /// Content hash.
    pub sha256: String,
    /// Bytes.
    pub size: i64,
}

/// Newest first: the first is the valid text.
pub async fn signed(db: &mut impl Fetch, paper: Uuid) -> Result<Vec<Signed>> {
    db.all(SIGNED_OF, args![paper]).await
}

/// Titles of the papers that an account issued or whose signed copies it added, and when.
pub async fn sent_by(db: &mut impl Fetch, account: Uuid) -> Result<Vec<(String, i64)>> {
    db.all(SENT_BY, args![account]).await
}

/// A template that was changed here: kind, JSON and revision.
pub type Template = (String, String, i64);

/// All changed templates.
pub async fn templates(db: &mut impl Fetch) -> Result<Vec<Template>> {
    db.all(TEMPLATES, args![]).await
}

/// The changed template of a kind.
pub async fn template(db: &mut impl Fetch, kind: &str) -> Result<Option<Template>> {
    db.maybe(TEMPLATE, args![kind]).await
}

/// What is the same in every paper of an agency, once written down: JSON and revision.
pub async fn letterhead(db: &mut impl Fetch, agency: Uuid) -> Result<Option<(String, i64)>> {
    db.maybe(LETTERHEAD, args![agency]).await
}

/// The agencies for which it is written down.
pub async fn letterheads(db: &mut impl Fetch) -> Result<Vec<Uuid>> {
    let rows: Vec<(Uuid,)> = db.all(LETTERHEADS, args![]).await?;
    Ok(rows.into_iter().map(|(agency,)| agency).collect())
}

/// Writes it down (revision 0: for the first time) if nobody else did meanwhile; the caller audits.
pub async fn set_letterhead(tx: &mut Tx, agency: Uuid, content: &crate::model::Content, revision: i64, now: i64) -> Result<()> {
    changed(tx.exec(LETTERHEAD_SET, args![agency, json(content)?, now, revision]).await?)
}

/// JSON of a value.
pub fn json(value: &impl serde::Serialize) -> Result<String> {
    serde_json::to_string(value).map_err(Error::internal)
}

/// A change that found no row met somebody else's change.
pub fn changed(rows: u64) -> Result<()> {
    if rows == 0 { Err(Error::Conflict("papers-conflict".into())) } else { Ok(()) }
}
