//! Phạm vi (scope): whose duties a person sees and moves. The coordinating department and leaders see all of a campaign, an officer
//! those of the own agency and of those whose work it took over; a foreign key reads like one that does not exist.
use crate::{MANAGE, VIEW, WORK};
use agencies::door::{Directory, Succession};
use base::{Fetch, Result, Viewer};
use uuid::Uuid;

/// Who asks, as the queries take it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope {
    /// Only this campaign; None for those who hold their role everywhere and ask by a duty's own key.
    pub campaign: Option<Uuid>,
    /// `*` for all agencies, else `,key,key,` with keys as `agency_key` has them.
    pub agencies: String,
    /// The agencies in whose name this person works, own ones and those whose work they took over; also beside `*`, for a leader or an
    /// office who is an agency's officer too.
    pub own: Vec<Uuid>,
}

impl Scope {
    /// What this person sees in a campaign, and for whom they work. An officer without an agency there sees nothing.
    pub async fn of(db: &mut impl Fetch, viewer: &Viewer, campaign: Uuid) -> Result<Scope> {
        let held = viewer.agencies();
        let may = |permission: &str| -> Vec<Uuid> { held.iter().copied().filter(|a| viewer.can_for(permission, campaign, *a)).collect() };
        let (sees, works) = (may(VIEW), may(WORK));
        let line = if sees.is_empty() && works.is_empty() { None } else { Some((Directory::load(db).await?, Succession::load(db).await?)) };
        let whole = |agencies: Vec<Uuid>| -> Vec<Uuid> {
            let Some((directory, succession)) = &line else { return Vec::new() };
            let mut all: Vec<Uuid> = agencies.into_iter().flat_map(|a| succession.line_of(directory, a)).collect();
            all.sort_unstable();
            all.dedup();
            all
        };
        let own = whole(works);
        if sees_all(viewer, campaign) {
            return Ok(Scope { own, ..Scope::all(campaign) });
        }
        Ok(Scope { own, ..Scope::only(campaign, whole(sees)) })
    }

    /// All duties of all campaigns: for those who hold a role everywhere and ask by a duty's own key.
    pub fn anywhere() -> Scope {
        Scope { campaign: None, agencies: "*".into(), own: Vec::new() }
    }

    /// All of a campaign: for the program itself and for pages whose route states who may.
    pub fn all(campaign: Uuid) -> Scope {
        Scope { campaign: Some(campaign), agencies: "*".into(), own: Vec::new() }
    }

    /// These agencies of a campaign, without asking who took over whose work.
    pub fn only(campaign: Uuid, own: Vec<Uuid>) -> Scope {
        // `,,` would hold the empty key of duties that nobody has
        if own.is_empty() {
            return Scope { campaign: Some(campaign), agencies: ",".into(), own };
        }
        Scope { campaign: Some(campaign), agencies: format!(",{},", own.iter().map(key).collect::<Vec<_>>().join(",")), own }
    }

    /// Whether it shows all agencies.
    pub fn is_all(&self) -> bool {
        self.agencies == "*"
    }

    /// Whether this person may act for this agency's duties (in its own name or as its successor).
    pub fn acts_for(&self, viewer: &Viewer, campaign: Uuid, agency: Option<Uuid>) -> bool {
        manages(viewer, campaign) || agency.is_some_and(|a| self.own.contains(&a))
    }
}

/// Whether this person sees all duties of the campaign.
pub fn sees_all(viewer: &Viewer, campaign: Uuid) -> bool {
    viewer.can_for(VIEW, campaign, Uuid::nil())
}

/// Whether this person acts for the coordinating department.
pub fn manages(viewer: &Viewer, campaign: Uuid) -> bool {
    viewer.can_in(MANAGE, campaign)
}

/// An agency as `agency_key` has it.
pub fn key(agency: &Uuid) -> String {
    agency.simple().to_string()
}
