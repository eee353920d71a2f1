//! Phạm vi (scope): which papers a person may see and change. A coordinator sees those of the campaign, an officer those of the
//! own agency, a leader reads all; a foreign key reads like one that does not exist.
use crate::model::Record;
use crate::{EDIT, VIEW};
use base::{Error, Result, Viewer};
use uuid::Uuid;

/// Who asks, for the queries.
pub struct Scope {
    /// Account.
    pub account: Uuid,
    /// Usable roles that may see papers: ",coordinator,officer,".
    pub roles: String,
}

impl Scope {
    /// The roles of this session that may see papers; withheld ones are left out.
    pub fn of(viewer: &Viewer) -> Scope {
        Scope { account: viewer.account, roles: viewer.roles_with(VIEW) }
    }
}

/// Whether this person may change papers of this campaign and agency.
pub fn may(viewer: &Viewer, campaign: Option<Uuid>, agency: Option<Uuid>) -> bool {
    viewer.can_for(EDIT, campaign.unwrap_or_default(), agency.unwrap_or_default())
}

/// Refuses those who only read.
pub fn demand(viewer: &Viewer, paper: &Record) -> Result<()> {
    if may(viewer, paper.campaign, paper.agency) { Ok(()) } else { Err(Error::Forbidden) }
}

/// Whether this person acts for all agencies of the campaign, not for one.
pub fn coordinates(viewer: &Viewer, campaign: Option<Uuid>) -> bool {
    may(viewer, campaign, None)
}
