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
    /// The agencies behind it; empty for all.
    pub own: Vec<Uuid>,
}

impl Scope {
    /// What this person sees in a campaign. An officer without an agency there sees nothing.
    pub async fn of(db: &mut impl Fetch, viewer: &Viewer, campaign: Uuid) -> Result<Scope> {
        if sees_all(viewer, campaign) {
            return Ok(Scope { campaign: Some(campaign), agencies: "*".into(), own: Vec::new() });
        }
        let mine: Vec<Uuid> = viewer.agencies().into_iter().filter(|a| viewer.can_for(VIEW, campaign, *a)).collect();
        let mut own = Vec::new();
        if !mine.is_empty() {
            let (directory, succession) = (Directory::load(db).await?, Succession::load(db).await?);
            own = mine.into_iter().flat_map(|a| succession.line_of(&directory, a)).collect();
            own.sort_unstable();
            own.dedup();
        }
        Ok(Scope::only(campaign, own))
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
        manages(viewer, campaign) || (viewer.can_in(WORK, campaign) && agency.is_some_and(|a| self.own.contains(&a)))
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
