//! Phạm vi (scope): a report holds the duties of all agencies, so only those who may see all of a campaign see its reports. A report of
//! another campaign reads like one that does not exist.
use crate::store::{self, Report};
use crate::{EDIT, VIEW};
use base::{Error, Fetch, Result, Viewer};
use duties::door::At;
use plan::door::Campaign;
use ui::Frame;
use uuid::Uuid;

/// Whether this person reads reports of the campaign.
pub fn sees(viewer: &Viewer, campaign: Uuid) -> bool {
    viewer.can_for(VIEW, campaign, Uuid::nil())
}

/// Whether this person writes them.
pub fn writes(viewer: &Viewer, campaign: Uuid) -> bool {
    viewer.can_for(EDIT, campaign, Uuid::nil())
}

/// The report with its campaign, if this person may see it.
pub async fn report(db: &mut impl Fetch, viewer: &Viewer, id: Uuid) -> Result<(Report, Campaign)> {
    let report = store::find(db, id).await?.filter(|r| sees(viewer, r.campaign)).ok_or(Error::NotFound)?;
    let campaign = plan::door::campaign(db, report.campaign).await?;
    Ok((report, campaign))
}

/// The same, for who writes.
pub async fn own_report(db: &mut impl Fetch, viewer: &Viewer, id: Uuid) -> Result<(Report, Campaign)> {
    let (report, campaign) = self::report(db, viewer, id).await?;
    if writes(viewer, report.campaign) { Ok((report, campaign)) } else { Err(Error::Forbidden) }
}

/// The campaign that an address names by key, else the one that this person works in; None before the first plan.
pub async fn campaign(db: &mut impl Fetch, viewer: &Viewer, named: Option<&str>) -> Result<Option<Campaign>> {
    let found = match named.filter(|n| !n.is_empty()) {
        Some(word) => {
            let id: Uuid = word.parse().map_err(|_| Error::NotFound)?;
            Some(plan::door::campaign(db, id).await?)
        }
        None => plan::door::working(db, viewer).await?,
    };
    match found {
        Some(c) if !sees(viewer, c.id) => Err(Error::NotFound),
        other => Ok(other),
    }
}

/// The moment of an ISO day: its end, or now where there is none or it is not over.
pub fn moment(frame: &Frame, day: Option<&str>) -> At {
    let clock = &frame.site.clock;
    match plan::door::day(day) {
        Some(day) if day < clock.today() => At::end_of(day),
        _ => At::now(clock),
    }
}
