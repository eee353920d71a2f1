//! All SQL that reads the plan. Knows no HTTP word; every text runs on both engines.
use crate::model::{Activity, AgencyRef, Assignment, Campaign, Document, Milestone, Question, Section, Stop};
use agencies::door::Directory;
use base::{Fetch, Result, args};
use jiff::civil::Date;
use uuid::Uuid;

macro_rules! campaign_columns {
    () => {
        "select id, slug, name, place, theme, theme_lines, intro, year, issuer, start_on, end_on, main_day, period_text,
        names_on, escalation, organisers, hotline, accent_hue, visual_file, state, revision, created_at from campaign "
    };
}
macro_rules! document_columns {
    () => {
        "select id, campaign, version, kind, number, symbol, title, issuer, issued_on, place, signer, signer_title, file,
        file_name, source_text, published_at, superseded_at from plan_document "
    };
}
macro_rules! duty_columns {
    () => {
        "select id, campaign, number, ordinal, activity, kind, path, text, short_name, basis, deadline_text, deadline_start,
        deadline_end, span_start, span_end, confidence, because, confirmed_at, revision, withdrawn_at from assignment "
    };
}
/// Fifty public numbers: one text for both engines, padded with 0, found by the index.
macro_rules! fifty {
    () => {
        "($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24,
            $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38, $39, $40, $41, $42, $43, $44, $45, $46,
            $47, $48, $49, $50, $51)"
    };
}

base::queries! {
    CAMPAIGNS = concat!(campaign_columns!(), "order by year desc, created_at desc, id desc");
    CAMPAIGN = concat!(campaign_columns!(), "where id = $1");
    CAMPAIGN_BY_SLUG = concat!(campaign_columns!(), "where slug = $1");
    SLUGS = "select slug from campaign where slug = $1 or slug like $1 || '-%'";
    KNOWN_FILE = "select d.campaign from plan_document d where d.sha256 = $1";
    DOCUMENT = concat!(document_columns!(), "where campaign = $1 and superseded_at is null");
    DOCUMENT_OF = concat!(document_columns!(), "where id = (select a.document from assignment a where a.id = $1)");
    VERSIONS = concat!(document_columns!(), "where campaign = $1 order by version");
    READING = "select reading from plan_document where campaign = $1 and superseded_at is null";
    SECTIONS = "select s.id, s.ordinal, s.depth, s.path, s.label, s.title, s.span_start, s.span_end from plan_section s
        join plan_document d on d.id = s.document where d.campaign = $1 and d.superseded_at is null order by s.ordinal";
    SECTIONS_OF = "select id, ordinal, depth, path, label, title, span_start, span_end from plan_section where document = $1 order by ordinal";
    STOPS = "select id, campaign, ordinal, slug, kind, name, place, venue, summary, days, start_on, end_on, drawing, revision,
        host as host_id, host_words, plan_name, withdrawn_at from stop where campaign = $1 order by ordinal, id";
    STOP_MEMBERS = "select m.stop, 'member' as role, m.agency, m.words from stop_member m join stop s on s.id = m.stop
        where s.campaign = $1 order by m.stop, m.ordinal";
    MILESTONES = "select id, ordinal, text, start_on, end_on, span_start, span_end from milestone where campaign = $1 order by ordinal, id";
    ACTIVITIES = "select id, campaign, ordinal, slug, kind, path, label, title, short_name, summary, audience, venue, text, span_start,
        span_end, revision, withdrawn_at from activity where campaign = $1 order by ordinal, id";
    ACTIVITY_AGENCIES = "select g.activity, g.role, g.agency, g.words from activity_agency g join activity a on a.id = g.activity
        where a.campaign = $1 order by g.activity, g.role, g.ordinal";
    DUTIES = concat!(duty_columns!(), "where campaign = $1 order by ordinal, number");
    DUTY = concat!(duty_columns!(), "where campaign = $1 and number = $2");
    DUTY_AGENCIES = "select g.assignment, g.role, g.agency, g.words from assignment_agency g
        join assignment a on a.id = g.assignment where a.campaign = $1 order by g.assignment, g.role, g.ordinal";
    DUTIES_NUMBERED = concat!(duty_columns!(), "where campaign = $1 and number in ", fifty!());
    DUTY_AGENCIES_NUMBERED = concat!("select g.assignment, g.role, g.agency, g.words from assignment_agency g
        join assignment a on a.id = g.assignment where a.campaign = $1 and a.number in ", fifty!(), " order by g.assignment, g.role, g.ordinal");
    ACTIVITY_LINK = "select short_name, slug from activity where id = $1";
    QUESTIONS = "select id, campaign, kind, entity, words, because from plan_question
        where campaign = $1 and answered_at is null order by id";
    LINES_COUNT = "select count(*) from assignment where campaign = $1 and withdrawn_at is null";
    QUESTION_COUNT = "select count(*) from plan_question where campaign = $1 and answered_at is null";
}

pub(crate) async fn campaigns(db: &mut impl Fetch) -> Result<Vec<Campaign>> {
    db.all(CAMPAIGNS, args![]).await
}

pub(crate) async fn campaign(db: &mut impl Fetch, id: Uuid) -> Result<Campaign> {
    db.one(CAMPAIGN, args![id]).await
}

pub(crate) async fn campaign_by_slug(db: &mut impl Fetch, slug: &str) -> Result<Option<Campaign>> {
    db.maybe(CAMPAIGN_BY_SLUG, args![slug]).await
}

pub(crate) async fn known_file(db: &mut impl Fetch, sha256: &str) -> Result<Option<Uuid>> {
    Ok(db.maybe::<(Uuid,)>(KNOWN_FILE, args![sha256]).await?.map(|(id,)| id))
}

pub(crate) async fn document(db: &mut impl Fetch, campaign: Uuid) -> Result<Document> {
    db.one(DOCUMENT, args![campaign]).await
}

/// The text that a duty's span is a place in: the newest that names it.
pub(crate) async fn document_of(db: &mut impl Fetch, duty: Uuid) -> Result<Document> {
    db.one(DOCUMENT_OF, args![duty]).await
}

/// The headings of one version.
pub(crate) async fn sections_of(db: &mut impl Fetch, document: Uuid) -> Result<Vec<Section>> {
    db.all(SECTIONS_OF, args![document]).await
}

pub(crate) async fn versions(db: &mut impl Fetch, campaign: Uuid) -> Result<Vec<Document>> {
    db.all(VERSIONS, args![campaign]).await
}

pub(crate) async fn reading(db: &mut impl Fetch, campaign: Uuid) -> Result<plan_reader::model::Reading> {
    let (json,): (String,) = db.one(READING, args![campaign]).await?;
    serde_json::from_str(&json).map_err(base::Error::internal)
}

pub(crate) async fn sections(db: &mut impl Fetch, campaign: Uuid) -> Result<Vec<Section>> {
    db.all(SECTIONS, args![campaign]).await
}

pub(crate) async fn milestones(db: &mut impl Fetch, campaign: Uuid) -> Result<Vec<Milestone>> {
    db.all(MILESTONES, args![campaign]).await
}

pub(crate) async fn questions(db: &mut impl Fetch, campaign: Uuid) -> Result<Vec<Question>> {
    db.all(QUESTIONS, args![campaign]).await
}

/// One agency at a thing: thing, role, agency, the plan's words.
type Role = (Uuid, String, Option<Uuid>, String);

/// Names of agencies as of one day; loaded once per list.
pub(crate) struct Names {
    directory: Directory,
    on: Date,
}

impl Names {
    pub async fn load(db: &mut impl Fetch, on: Date) -> Result<Names> {
        Ok(Names { directory: Directory::load(db).await?, on })
    }

    pub fn show(&self, agency: Option<Uuid>, words: &str) -> AgencyRef {
        match agency.and_then(|id| self.directory.name_on(id, self.on)) {
            Some(a) => AgencyRef { id: Some(a.id), name: a.name, slug: a.slug, is_group: a.is_group, words: words.to_owned() },
            None => AgencyRef { id: None, name: words.to_owned(), words: words.to_owned(), ..AgencyRef::default() },
        }
    }
}

fn take(roles: &[Role], thing: Uuid, role: &str, names: &Names) -> Vec<AgencyRef> {
    let from = roles.partition_point(|(t, ..)| *t < thing);
    let own = roles[from..].iter().take_while(|(t, ..)| *t == thing);
    own.filter(|(_, r, ..)| r == role).map(|(_, _, agency, words)| names.show(*agency, words)).collect()
}

/// Stops with host and members.
pub(crate) async fn stops(db: &mut impl Fetch, campaign: Uuid, on: Date) -> Result<Vec<Stop>> {
    let mut stops: Vec<Stop> = db.all(STOPS, args![campaign]).await?;
    stops.retain(|stop| stop.withdrawn_at.is_none());
    let mut roles = db.all(STOP_MEMBERS, args![campaign]).await?;
    roles.sort_by_key(|r: &Role| r.0);
    let names = Names::load(db, on).await?;
    for stop in &mut stops {
        let named = stop.host_id.is_some() || !stop.host_words.is_empty();
        stop.host = named.then(|| names.show(stop.host_id, &stop.host_words));
        stop.members = take(&roles, stop.id, "member", &names);
    }
    Ok(stops)
}

/// Activities with agencies; withdrawn ones are left out.
pub(crate) async fn activities(db: &mut impl Fetch, campaign: Uuid, on: Date) -> Result<Vec<Activity>> {
    let mut all: Vec<Activity> = db.all(ACTIVITIES, args![campaign]).await?;
    all.retain(|a| a.withdrawn_at.is_none());
    let mut roles = db.all(ACTIVITY_AGENCIES, args![campaign]).await?;
    roles.sort_by_key(|r: &Role| r.0);
    let names = Names::load(db, on).await?;
    for one in &mut all {
        one.lead = take(&roles, one.id, "lead", &names);
        one.coordinating = take(&roles, one.id, "coordinating", &names);
    }
    Ok(all)
}

/// Duties without their agencies, withdrawn ones too.
pub(crate) async fn lines(db: &mut impl Fetch, campaign: Uuid) -> Result<Vec<Assignment>> {
    db.all(DUTIES, args![campaign]).await
}

/// Duties with agencies, withdrawn ones too.
pub(crate) async fn duties(db: &mut impl Fetch, campaign: Uuid, on: Date) -> Result<Vec<Assignment>> {
    let mut all: Vec<Assignment> = db.all(DUTIES, args![campaign]).await?;
    let mut roles = db.all(DUTY_AGENCIES, args![campaign]).await?;
    roles.sort_by_key(|r: &Role| r.0);
    let names = Names::load(db, on).await?;
    for one in &mut all {
        one.lead = take(&roles, one.id, "lead", &names);
        one.coordinating = take(&roles, one.id, "coordinating", &names);
    }
    Ok(all)
}

/// At most so many numbers are asked for at once.
const AT_ONCE: usize = 50;

/// Duties with these public numbers, with agencies, withdrawn ones too, in no order: three statements for each fifty.
pub(crate) async fn duties_numbered(db: &mut impl Fetch, campaign: Uuid, on: Date, numbers: &[i64]) -> Result<Vec<Assignment>> {
    let mut found = Vec::with_capacity(numbers.len());
    let names = Names::load(db, on).await?;
    for some in numbers.chunks(AT_ONCE) {
        let values = || {
            let padding = std::iter::repeat_n(0, AT_ONCE - some.len());
            args![campaign].into_iter().chain(some.iter().copied().chain(padding).map(base::Arg::from)).collect::<Vec<_>>()
        };
        let mut these: Vec<Assignment> = db.all(DUTIES_NUMBERED, values()).await?;
        let mut roles = db.all(DUTY_AGENCIES_NUMBERED, values()).await?;
        roles.sort_by_key(|r: &Role| r.0);
        for one in &mut these {
            one.lead = take(&roles, one.id, "lead", &names);
            one.coordinating = take(&roles, one.id, "coordinating", &names);
        }
        found.append(&mut these);
    }
    Ok(found)
}
