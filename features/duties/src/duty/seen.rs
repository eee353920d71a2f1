//! Nhiệm vụ như một người thấy: the duty with what this person is to it. Every handler of the page begins here.
use super::store;
use crate::scope::{self, Scope};
use crate::store::Duty;
use base::{Error, Result, Viewer};
use plan::door::{Assignment, Campaign};
use ui::Frame;
use uuid::Uuid;

/// A duty and who looks at it.
pub(crate) struct Seen {
    /// Its campaign.
    pub campaign: Campaign,
    /// Whose duties this person sees.
    pub scope: Scope,
    /// The duty.
    pub duty: Duty,
    /// May act for the agency that answers.
    pub works: bool,
    /// Acts for the coordinating department.
    pub manages: bool,
}

impl Seen {
    /// Loads it through what this person may see: five statements at most.
    ///
    /// # Errors
    /// [`Error::NotFound`] for what does not exist or belongs to others.
    pub async fn load(frame: &Frame, viewer: &Viewer, id: Uuid) -> Result<Seen> {
        let mut db = frame.site.db.reader();
        let campaign = store::campaign_of(&mut db, id).await?;
        let scope = Scope::of(&mut db, viewer, campaign).await?;
        let duty = store::find(&mut db, &scope, id).await?;
        let works = scope.acts_for(viewer, campaign, duty.agency);
        let campaign = plan::door::campaign(&mut db, campaign).await?;
        Ok(Seen { manages: scope::manages(viewer, campaign.id), campaign, scope, duty, works })
    }

    /// The line of the plan, with its agencies.
    pub async fn line(&self, frame: &Frame) -> Result<Assignment> {
        let found = plan::door::assignments_numbered(&mut frame.site.db.reader(), &self.campaign, &[self.duty.number]).await?;
        found.into_iter().next().ok_or(Error::NotFound)
    }

    /// Refuses those who may not act for the agency.
    pub fn demand_work(&self) -> Result<()> {
        if self.works { Ok(()) } else { Err(Error::Forbidden) }
    }

    /// Refuses all but the coordinating department.
    pub fn demand_manage(&self) -> Result<()> {
        if self.manages { Ok(()) } else { Err(Error::Forbidden) }
    }
}
