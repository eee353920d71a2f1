//! All SQL of agencies. Knows no HTTP word; every text runs on both engines.
use crate::model::Span;
use base::{Actor, Error, Fetch, Result, Tx, args};
use jiff::civil::Date;
use uuid::Uuid;

base::queries! {
    DIRECTORY = "select a.id, a.slug, a.kind, a.is_group, a.parent, a.valid_from, a.valid_to, a.merged_into,
        n.id as name_id, n.name, n.is_alias, n.valid_from as name_from, n.valid_to as name_to
        from agency a join agency_name n on n.agency = a.id order by a.id, n.id";
    SUCCESSORS = "select predecessor, successor, on_date, note from agency_successor order by on_date, successor";
    MEMBERS = "select grp, member, confirmed_at from agency_group_member order by grp, ordinal, member";
    SLUGS = "select slug from agency where slug = $1 or slug like $1 || '-%'";
    ALL_DETAILS = "select id, slug, is_group, parent, phone, email, address, note, merged_into, revision
        from agency order by id";
    DROP_NAMES = "delete from agency_name where agency = $1";
    DETAILS = "select id, slug, is_group, parent, phone, email, address, note, merged_into, revision
        from agency where id = $1";
    INSERT = "insert into agency (id, slug, kind, is_group, parent, valid_from, valid_to, phone, email, address, note, created_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    INSERT_NAME = "insert into agency_name (id, agency, name, fold, is_alias, valid_from, valid_to)
        values ($1, $2, $3, $4, $5, $6, $7)";
    DELETE_NAME = "delete from agency_name where id = $1 and agency = $2";
    CLOSE_NAMES = "update agency_name set valid_to = $2 where agency = $1 and not is_alias and (valid_to is null or valid_to > $2)";
    SPELL_NAME = "update agency_name set name = $3, fold = $4 where id = $1 and agency = $2";
    REOPEN_NAME = "update agency_name set valid_to = $3 where id = $1 and agency = $2";
    UPDATE = "update agency set kind = $2, is_group = $3, parent = $4, valid_from = $5, phone = $6, email = $7, address = $8, note = $9
        where id = $1";
    SET_KIND = "update agency set kind = $2, revision = revision + 1 where id = $1";
    END = "update agency set valid_to = $2 where id = $1";
    INSERT_SUCCESSOR = "insert into agency_successor (predecessor, successor, on_date, note) values ($1, $2, $3, $4)
        on conflict (predecessor, successor) do update set on_date = excluded.on_date, note = excluded.note";
    DROP_SUCCESSORS = "delete from agency_successor where predecessor = $1";
    DROP_SUCCESSOR = "delete from agency_successor where predecessor = $1 and successor = $2";
    MERGE = "update agency set merged_into = $2 where id = $1 or merged_into = $1";
    SPLIT = "update agency set merged_into = null where id = $1";
    DROP_MEMBERS = "delete from agency_group_member where grp = $1";
    DROP_PROPOSED = "delete from agency_group_member where grp = $1 and confirmed_at is null";
    INSERT_MEMBER = "insert into agency_group_member (grp, member, ordinal, confirmed_at, confirmed_by)
        values ($1, $2, $3, $4, $5) on conflict (grp, member) do nothing";
    NEXT_REVISION = "update agency set revision = revision + 1 where id = $1 and revision = $2";
    BUMP = "update agency set revision = revision + 1 where id = $1";
}

/// One name of one agency, as the directory reads it.
#[derive(base::FromRow, Debug)]
pub(crate) struct NameRow {
    pub id: Uuid,
    pub slug: String,
    pub kind: String,
    pub is_group: bool,
    pub parent: Option<Uuid>,
    pub valid_from: Option<String>,
    pub valid_to: Option<String>,
    pub merged_into: Option<Uuid>,
    pub name_id: Uuid,
    pub name: String,
    pub is_alias: bool,
    pub name_from: Option<String>,
    pub name_to: Option<String>,
}

/// A hand-over between two agencies.
#[derive(base::FromRow, Clone, Debug)]
pub(crate) struct SuccessorRow {
    pub predecessor: Uuid,
    pub successor: Uuid,
    pub on_date: String,
    pub note: String,
}

/// Everything kept about one agency besides its names.
#[derive(base::FromRow, Clone, Debug, Default)]
pub(crate) struct Details {
    pub id: Uuid,
    pub slug: String,
    pub is_group: bool,
    pub parent: Option<Uuid>,
    pub phone: String,
    pub email: String,
    pub address: String,
    pub note: String,
    pub merged_into: Option<Uuid>,
    pub revision: i64,
}

/// Reads the two ends of a span; the database holds only ISO days.
pub(crate) fn span(from: Option<&str>, to: Option<&str>) -> Span {
    let day = |text: Option<&str>| text.and_then(|t| t.parse::<Date>().ok());
    Span { from: day(from), to: day(to) }
}

/// A day as stored.
pub(crate) fn iso(day: Option<Date>) -> Option<String> {
    day.map(vietnamese::dates::iso)
}

pub(crate) async fn directory(db: &mut impl Fetch) -> Result<Vec<NameRow>> {
    db.all(DIRECTORY, args![]).await
}

pub(crate) async fn successors(db: &mut impl Fetch) -> Result<Vec<SuccessorRow>> {
    db.all(SUCCESSORS, args![]).await
}

pub(crate) async fn members(db: &mut impl Fetch) -> Result<Vec<(Uuid, Uuid, Option<i64>)>> {
    db.all(MEMBERS, args![]).await
}

pub(crate) async fn details(db: &mut impl Fetch, id: Uuid) -> Result<Details> {
    db.one(DETAILS, args![id]).await
}

/// [`Details`] of all agencies, in one statement.
pub(crate) async fn all_details(db: &mut impl Fetch) -> Result<Vec<Details>> {
    db.all(ALL_DETAILS, args![]).await
}

/// What a person may say of an agency besides its names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Fields {
    pub kind: String,
    pub is_group: bool,
    pub parent: Option<Uuid>,
    pub span: Span,
    pub phone: String,
    pub email: String,
    pub address: String,
    pub note: String,
}

/// Adds an agency with its first name and returns its key and slug. The caller audits.
pub(crate) async fn insert(tx: &mut Tx, actor: &Actor, name: &str, f: &Fields) -> Result<(Uuid, String)> {
    let id = Uuid::now_v7();
    let slug = insert_row(tx, actor, id, name, f).await?;
    insert_name(tx, id, name, false, Span { from: f.span.from, to: None }).await?;
    Ok((id, slug))
}

/// Adds an agency without names under this key and returns its slug, made from `name`.
pub(crate) async fn insert_row(tx: &mut Tx, actor: &Actor, id: Uuid, name: &str, f: &Fields) -> Result<String> {
    let slug = free_slug(tx, name).await?;
    let (from, to) = (iso(f.span.from), iso(f.span.to));
    let values = args![id, &slug, &f.kind, f.is_group, f.parent, from, to, &f.phone, &f.email, &f.address, &f.note, actor.at];
    tx.exec(INSERT, values).await?;
    Ok(slug)
}

pub(crate) async fn insert_name(tx: &mut Tx, agency: Uuid, name: &str, is_alias: bool, span: Span) -> Result<Uuid> {
    let id = Uuid::now_v7();
    let key = crate::matching::key(name);
    tx.exec(INSERT_NAME, args![id, agency, name, key, is_alias, iso(span.from), iso(span.to)]).await?;
    Ok(id)
}

/// A slug that nobody has: "so-y-te", "so-y-te-2", …
async fn free_slug(tx: &mut Tx, name: &str) -> Result<String> {
    let mut wanted = vietnamese::slug(name);
    wanted.truncate(80);
    if wanted.is_empty() || RESERVED.contains(&wanted.as_str()) {
        wanted = format!("co-quan-{wanted}").trim_end_matches('-').to_owned();
    }
    let taken: Vec<(String,)> = tx.all(SLUGS, args![&wanted]).await?;
    let free = |slug: &String| !taken.iter().any(|(t,)| t == slug);
    if free(&wanted) {
        return Ok(wanted);
    }
    (2..).map(|n| format!("{wanted}-{n}")).find(free).ok_or_else(|| Error::internal("no free slug"))
}

/// Words of our own addresses below `/co-quan/`.
const RESERVED: &[&str] = &["moi", "nhap", "xuat", "quan-ly", "gop"];
