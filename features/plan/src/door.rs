//! Cửa của kế hoạch: what the programme, the public site and later features may ask. Read only; each function sends a
//! constant number of statements (in brackets), however long the plan is. Names of agencies are those of the plan's day.
pub use crate::model::{
    Activity, AgencyRef, Assignment, Campaign, Document, KINDS, Milestone, Question, Section, Stop, day, kind, kind_icon,
};
pub use crate::naming::{citation, short_name};
pub use crate::papers_link::cited;
pub use crate::words::{beat, tone};
pub use crate::place::{short_place, stop_place, stop_title};
pub use crate::known::{Desk, Source};
pub use crate::progress::{Known, Progress, State, progress};
pub use plan_reader::model::Reading;

use crate::store;
use base::{Fetch, Result, Viewer, args};
use jiff::civil::Date;
use uuid::Uuid;

/// Setting that holds the key of the current campaign.
pub const CURRENT: &str = "plan.current";

/// All campaigns, newest year first. [1]
pub async fn campaigns(db: &mut impl Fetch) -> Result<Vec<Campaign>> {
    store::campaigns(db).await
}

/// The campaign that the site shows: the chosen one, else the newest; None before the first plan. [2]
pub async fn current(db: &mut impl Fetch) -> Result<Option<Campaign>> {
    Ok(current_first(db).await?.into_iter().next())
}

/// All campaigns, the one that the site shows first, then the newest. [2]
pub async fn current_first(db: &mut impl Fetch) -> Result<Vec<Campaign>> {
    let chosen = base::settings::get(db, CURRENT).await?.and_then(|id| id.parse::<Uuid>().ok());
    let mut all = store::campaigns(db).await?;
    all.sort_by_key(|c| Some(c.id) != chosen);
    Ok(all)
}

/// The campaign that this person works in ([`Viewer::working`]): staff pages show it, whatever the site shows; None before the first
/// plan. [2]
pub async fn working(db: &mut impl Fetch, viewer: &Viewer) -> Result<Option<Campaign>> {
    let mut all = current_first(db).await?;
    let at = viewer.working(all.iter().map(|c| c.id)).and_then(|id| all.iter().position(|c| c.id == id));
    Ok(at.map(|at| all.swap_remove(at)))
}

/// The campaigns that still run on this day: the one that the site shows, and others until sixty days after their end. [2]
pub async fn running(db: &mut impl Fetch, day: Date) -> Result<Vec<Campaign>> {
    let mut all = current_first(db).await?;
    let mut first = true;
    all.retain(|c| std::mem::take(&mut first) || c.runs_on(day));
    Ok(all)
}

/// The campaign with this address word. [1]
pub async fn by_slug(db: &mut impl Fetch, slug: &str) -> Result<Option<Campaign>> {
    store::campaign_by_slug(db, slug).await
}

/// The campaign with this key. [1]
///
/// # Errors
/// [`base::Error::NotFound`].
pub async fn campaign(db: &mut impl Fetch, id: Uuid) -> Result<Campaign> {
    store::campaign(db, id).await
}

/// The stops in order, with host and members. [4]
pub async fn stops(db: &mut impl Fetch, campaign: Uuid) -> Result<Vec<Stop>> {
    let on = store::campaign(db, campaign).await?.names_day();
    store::stops(db, campaign, on).await
}

/// Where whoever may edit the campaign sets a stop's days and venue; saving leads back to `back` (empty: the campaign).
pub fn stop_form(stop: &Stop, back: &str) -> String {
    let form = format!("/ke-hoach/chien-dich/{}/chang/{}", stop.campaign, stop.id);
    if back.is_empty() { form } else { format!("{form}?ve={back}") }
}

/// The timetable in order. [1]
pub async fn milestones(db: &mut impl Fetch, campaign: Uuid) -> Result<Vec<Milestone>> {
    store::milestones(db, campaign).await
}

/// The activities in the plan's order, with agencies. [4]
pub async fn activities(db: &mut impl Fetch, campaign: Uuid) -> Result<Vec<Activity>> {
    let on = store::campaign(db, campaign).await?.names_day();
    store::activities(db, campaign, on).await
}

/// The duties in force, in the plan's order, with agencies. [4]
pub async fn assignments(db: &mut impl Fetch, campaign: Uuid) -> Result<Vec<Assignment>> {
    let mut all = all_assignments(db, campaign).await?;
    all.retain(|a| a.withdrawn_at.is_none());
    Ok(all)
}

/// Also those that an amendment withdrew. [4]
pub async fn all_assignments(db: &mut impl Fetch, campaign: Uuid) -> Result<Vec<Assignment>> {
    let on = store::campaign(db, campaign).await?.names_day();
    store::duties(db, campaign, on).await
}

/// The duties with these public numbers, withdrawn ones too, in no order. [2 for each fifty, and 1]
pub async fn assignments_numbered(db: &mut impl Fetch, campaign: &Campaign, numbers: &[i64]) -> Result<Vec<Assignment>> {
    store::duties_numbered(db, campaign.id, campaign.names_day(), numbers).await
}

/// The duties without their agencies, in the plan's order, withdrawn ones too: for who has the agencies already. [1]
pub async fn lines(db: &mut impl Fetch, campaign: Uuid) -> Result<Vec<Assignment>> {
    store::lines(db, campaign).await
}

/// How many duties are in force. [1]
pub async fn lines_count(db: &mut impl Fetch, campaign: Uuid) -> Result<i64> {
    base::feature::count(db, store::LINES_COUNT, base::args![campaign]).await
}

/// The headings of the newest text. [1]
pub async fn sections(db: &mut impl Fetch, campaign: Uuid) -> Result<Vec<Section>> {
    store::sections(db, campaign).await
}

/// The newest text. [1]
pub async fn document(db: &mut impl Fetch, campaign: Uuid) -> Result<Document> {
    store::document(db, campaign).await
}

/// All versions of the text, oldest first. [1]
pub async fn documents(db: &mut impl Fetch, campaign: Uuid) -> Result<Vec<Document>> {
    store::versions(db, campaign).await
}

/// What was read from the newest text, as it was published. [1]
pub async fn reading(db: &mut impl Fetch, campaign: Uuid) -> Result<Reading> {
    store::reading(db, campaign).await
}

/// What waits for a person, oldest first. [1]
pub async fn questions(db: &mut impl Fetch, campaign: Uuid) -> Result<Vec<Question>> {
    store::questions(db, campaign).await
}

/// How many questions wait for a person. [1]
pub async fn open_questions(db: &mut impl Fetch, campaign: Uuid) -> Result<i64> {
    base::feature::count(db, store::QUESTION_COUNT, args![campaign]).await
}
