//! Ban hành: turns a reading into a campaign, or a new version of one, in the caller's transaction: all or nothing.
//! The plan's words are kept with everything; what no person has confirmed becomes an open question.
mod activities;
pub(crate) mod carry;
pub(crate) mod compare;
pub(crate) mod duties;
mod facts;
pub(crate) mod history;
pub(crate) mod home;
mod questions;
pub(crate) mod resolve;
mod sections;
mod stops;
pub(crate) mod write;

pub use compare::{Fate, Fates};
pub use home::Home;
pub use resolve::is_vague;

use crate::{door, store};
use agencies::door::Kind;
use base::{Actor, Error, Fetch, Result, Site, Tx, args};
use plan_reader::model::Reading;
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::collections::BTreeMap;
use uuid::Uuid;

/// Key of a campaign.
pub type CampaignId = Uuid;

/// Below this confidence a duty must be seen by a person.
pub const SURE: f64 = 0.8;

/// Where a reading comes from.
#[derive(Clone, Debug, Default)]
pub struct Source {
    /// The stored original.
    pub file: Option<Uuid>,
    /// Hash of its bytes: the same bytes are never published twice.
    pub sha256: String,
    /// Its name.
    pub file_name: String,
    /// Remarks of the text extractor, one a line.
    pub notes: String,
    /// The campaign that this text amends.
    pub amends: Option<CampaignId>,
    /// When a new campaign comes to the home page; None leaves it to the dates. An amendment changes nothing there.
    pub home: Option<Home>,
}

/// Somebody, by key or by the words of the same plan (who may not exist yet).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Somebody {
    /// A known agency.
    Agency(Uuid),
    /// Whom these words of the plan name.
    Words(String),
}

/// What a person decided about words that name somebody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "as", rename_all = "snake_case")]
pub enum NameAnswer {
    /// A new agency.
    New {
        /// Its name.
        name: String,
        /// Its kind.
        kind: Kind,
    },
    /// Another spelling of somebody.
    AliasOf {
        /// Who is meant.
        of: Somebody,
    },
    /// A name that stands for several; the members as the person confirmed them (empty: not yet).
    Group {
        /// Its name.
        name: String,
        /// Agencies of the group.
        members: Vec<Somebody>,
    },
    /// Stays words; nobody is assigned.
    Words,
}

/// What a person decided about one duty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DutyAnswer {
    /// A person has seen it and says it is right.
    pub confirmed: bool,
    /// Kind chosen by a person.
    pub kind: Option<String>,
}

/// A person's answers; the default is the reader's own.
#[derive(Clone, Debug, Default)]
pub struct Answers {
    /// By the plan's words (see [`resolve::words_key`]).
    pub names: BTreeMap<String, NameAnswer>,
    /// One for each duty of the reading, in its order; may be shorter.
    pub duties: Vec<DutyAnswer>,
    /// Of an amendment: what becomes of duties in force that it drops or changes.
    pub former: Fates,
}

/// The plan in force that a reading amends.
pub(crate) struct Before {
    pub campaign: crate::model::Campaign,
    pub reading: Reading,
    /// All duties with their agencies, withdrawn ones too.
    pub duties: Vec<crate::model::Assignment>,
}

/// What the parts of publishing share.
pub(crate) struct Ctx<'a> {
    pub reading: &'a Reading,
    pub answers: &'a Answers,
    pub actor: &'a Actor,
    pub campaign: Uuid,
    pub document: Uuid,
    /// 1, 2, … of the document.
    pub version: i64,
    pub who: resolve::Resolved,
}

/// Publishes a reading: campaign, document, sections, activities, duties, stops, milestones, agencies and open
/// questions; then tells the features to the right. With `source.amends` it becomes the next version of that campaign:
/// duties that stay keep key and number, those that are gone are marked withdrawn unless `answers.former` keeps them in force.
/// After the commit call [`crate::refresh`].
///
/// # Errors
/// [`Error::Conflict`] when the same bytes are published already.
pub async fn publish(site: &Site, tx: &mut Tx, actor: &Actor, reading: &Reading, source: &Source, answers: &Answers) -> Result<CampaignId> {
    tx.lock("plan").await?;
    if !source.sha256.is_empty() && store::known_file(tx, &source.sha256).await?.is_some() {
        return Err(Error::Conflict("plan-already-published".into()));
    }
    let facts = facts::of(reading);
    let before = match source.amends {
        Some(id) => Some(before(tx, id).await?),
        None => None,
    };
    let (mut carried, mut answers) = (reading.clone(), answers.clone());
    if let Some(before) = &before {
        keep_answers(before, &mut carried, &mut answers);
    }
    let (reading, answers) = (&carried, &answers);
    let who = resolve::resolve(tx, actor, reading, answers, facts.names_on).await?;
    let running = door::current(tx).await?;
    let campaign = write::campaign(tx, actor, &facts, before.as_ref().map(|b| (&b.campaign, &b.reading))).await?;
    if before.is_none() {
        let home = source.home.unwrap_or_else(|| home::by_dates(site.clock.today(), running.as_ref(), facts.start_on));
        home::place(tx, actor, campaign, running.as_ref(), home).await?;
    }
    let (document, version) = write::document(tx, actor, campaign, reading, source, &facts).await?;
    let ctx = Ctx { reading, answers, actor, campaign, document, version, who };
    let sections = sections::write(tx, &ctx).await?;
    let activities = activities::write(tx, &ctx).await?;
    let duties = duties::write(tx, &ctx, &sections, &activities, before.as_ref()).await?;
    let stops = stops::write(tx, &ctx).await?;
    write::milestones(tx, &ctx).await?;
    let questions = questions::write(tx, &ctx, &duties, &stops).await?;
    let detail = json!({
        "version": if before.is_some() { "amended" } else { "first" }, "duties": duties.written.len(), "kept": duties.kept.len(), "withdrawn": duties.withdrawn, "stops": stops.len(),
        "activities": activities.len(), "questions": questions, "sha256": source.sha256,
    });
    tx.audit(actor, "plan.publish", "campaign", campaign, Some(campaign), detail).await?;
    site.announce(tx, actor, "plan.published", campaign).await?;
    Ok(campaign)
}

pub(crate) async fn before(db: &mut impl Fetch, campaign: CampaignId) -> Result<Before> {
    let (campaign, reading) = (store::campaign(db, campaign).await?, store::reading(db, campaign).await?);
    let duties = store::duties(db, campaign.id, campaign.names_day()).await?;
    Ok(Before { campaign, reading, duties })
}

/// A person's earlier answers that hold for a text that amends a campaign.
pub(crate) async fn kept(db: &mut impl Fetch, campaign: CampaignId, reading: &Reading) -> Result<Vec<carry::Kept>> {
    let before = before(db, campaign).await?;
    Ok(carry::kept(&before.reading, &before.duties, reading))
}

/// What a person said of duties that the amended text repeats holds on, unless a person has answered anew.
fn keep_answers(before: &Before, reading: &mut Reading, answers: &mut Answers) {
    let kept = carry::kept(&before.reading, &before.duties, reading);
    answers.duties.resize(reading.assignments.len(), DutyAnswer::default());
    let duties = std::mem::take(&mut reading.assignments).into_iter().zip(std::mem::take(&mut answers.duties));
    let mut places: Vec<Vec<(plan_reader::model::Assignment, DutyAnswer)>> = duties.map(|one| vec![one]).collect();
    for one in kept {
        if one.at.iter().any(|at| places[*at].iter().any(|(_, answer)| answer.confirmed)) {
            continue;
        }
        let kind = places[one.at[0]][0].1.kind.clone();
        for at in &one.at {
            places[*at].clear(); // of duties that were joined, the others are part of the first
        }
        let answer = |part: carry::Part| (part.duty, DutyAnswer { confirmed: false, kind: kind.clone().or(part.kind) });
        places[one.at[0]] = one.parts.into_iter().map(answer).collect();
    }
    (reading.assignments, answers.duties) = places.into_iter().flatten().unzip();
}

/// Whether a text is the next version of a plan that is published already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Version {
    /// It amends this campaign's plan.
    Of(CampaignId),
    /// It may; a person must say.
    Unsure(CampaignId),
    /// A plan of its own.
    New,
}

/// Compares a reading with the plans of the same issuer and year. One issuer may have several plans in a year, so that
/// alone says nothing: the same paper, or most duties in common under one name, make a version.
pub(crate) async fn version_of(db: &mut impl Fetch, reading: &Reading) -> Result<Version> {
    let facts = facts::of(reading);
    let mut found = Version::New;
    for c in store::campaigns(db).await?.into_iter().filter(|c| c.year == facts.year && vietnamese::same_text(&c.issuer, &facts.issuer)) {
        let before = store::reading(db, c.id).await?;
        let (old, new) = (&before.document, &reading.document);
        let same_paper = old.number.is_some() && old.number == new.number && old.issued_on.is_some() && old.issued_on == new.issued_on;
        let same_name = vietnamese::same_text(&c.place, &facts.place) && vietnamese::same_text(&c.name, &facts.name);
        let share = common(&before, reading);
        if same_paper && share >= 0.2 || same_name && share >= 0.5 {
            return Ok(Version::Of(c.id));
        }
        let title = |d: &plan_reader::model::Document| d.title.clone().unwrap_or_default();
        let doubt = same_paper || share >= 0.2 || same_name && vietnamese::same_text(&title(old), &title(new));
        if doubt && found == Version::New {
            found = Version::Unsure(c.id);
        }
    }
    Ok(found)
}

/// Share of the duties that two readings have in common, changed ones too.
fn common(before: &Reading, after: &Reading) -> f64 {
    let all = before.assignments.len().max(after.assignments.len());
    let diff = plan_reader::diff(before, after);
    if all == 0 { 0.0 } else { (diff.same + diff.changed.len()) as f64 / all as f64 }
}

/// What was brought about by a publication, for the person who waits.
pub(crate) async fn counts(db: &mut impl Fetch, campaign: CampaignId) -> Result<[usize; 4]> {
    let mut counted = [0_usize; 4];
    for (at, sql) in [write::COUNT_DUTIES, write::COUNT_ACTIVITIES, write::COUNT_AGENCIES, store::QUESTION_COUNT].into_iter().enumerate() {
        counted[at] = usize::try_from(base::feature::count(db, sql, args![campaign]).await?).unwrap_or(0);
    }
    Ok(counted)
}

/// When a new campaign of this reading would come to the home page by its dates, and what is shown there now.
pub(crate) async fn home_of(db: &mut impl Fetch, today: jiff::civil::Date, reading: &Reading) -> Result<(Home, Option<crate::model::Campaign>)> {
    let running = door::current(db).await?;
    Ok((home::by_dates(today, running.as_ref(), facts::of(reading).start_on), running))
}

/// The day whose agencies a reading means.
pub(crate) fn names_on(reading: &Reading) -> jiff::civil::Date {
    facts::of(reading).names_on
}

/// Labels of the innermost heading that stands before a position.
pub(crate) fn path_at(reading: &Reading, at: usize) -> Vec<String> {
    let headings = sections::flatten(&reading.outline);
    headings.into_iter().rfind(|h| h.span.start <= at).map(|h| h.labels).unwrap_or_default()
}

/// Facts of the campaign for a preview: catalogue key and value.
pub(crate) fn facts_shown(reading: &Reading) -> Vec<(&'static str, String)> {
    let f = facts::of(reading);
    let day = |d: Option<jiff::civil::Date>| d.map(crate::words::date).unwrap_or_else(|| "…".into());
    vec![
        ("plan-fact-name", f.name),
        ("plan-fact-place", f.place),
        ("plan-fact-year", f.year.to_string()),
        ("plan-fact-theme", f.theme),
        ("plan-fact-issuer", f.issuer),
        ("plan-fact-period", format!("{} – {}", day(f.start_on), day(f.end_on))),
        ("plan-fact-main-day", day(f.main_day)),
    ]
}

/// Where the headings of a reading begin.
pub(crate) fn heading_starts(reading: &Reading) -> Vec<usize> {
    sections::flatten(&reading.outline).into_iter().map(|h| h.span.start).collect()
}
