//! Ai được gì (access): the campaign, whose items a person sees, and what it may change.
use super::store::Item;
use crate::scope::{self, Scope};
use crate::store::Duty;
use base::{Error, Fetch, Result, Site, Viewer};
use plan::door::{Campaign, Stop};
use uuid::Uuid;

/// What a person works on.
pub(super) struct Desk {
    pub campaign: Campaign,
    pub scope: Scope,
    pub viewer: Viewer,
}

impl Desk {
    /// The campaign that this person works in, through the eyes of who asks.
    pub async fn of(site: &Site, viewer: &Viewer) -> Result<Desk> {
        let mut db = site.db.reader();
        let campaign = plan::door::working(&mut db, viewer).await?.ok_or_else(|| Error::Conflict("duties-no-campaign".into()))?;
        let scope = Scope::of(&mut db, viewer, campaign.id).await?;
        Ok(Desk { campaign, scope, viewer: viewer.clone() })
    }

    /// The desk of a duty's own campaign, and the duty if this person may see it.
    pub async fn duty(site: &Site, viewer: &Viewer, id: Uuid) -> Result<(Desk, Duty)> {
        let mut db = site.db.reader();
        let any = crate::store::find(&mut db, &Scope::anywhere(), id).await?;
        let campaign = plan::door::campaign(&mut db, any.campaign).await?;
        let scope = Scope::of(&mut db, viewer, campaign.id).await?;
        let duty = crate::store::find(&mut db, &scope, id).await?;
        Ok((Desk { campaign, scope, viewer: viewer.clone() }, duty))
    }

    /// The desk of a checklist item's own campaign: mails and phones lead to items of any.
    pub async fn of_item(site: &Site, viewer: &Viewer, id: Uuid) -> Result<Desk> {
        let mut db = site.db.reader();
        let item = super::store::find(&mut db, &Scope::anywhere(), id).await?;
        let campaign = plan::door::campaign(&mut db, item.campaign).await?;
        let scope = Scope::of(&mut db, viewer, campaign.id).await?;
        Ok(Desk { campaign, scope, viewer: viewer.clone() })
    }

    /// A stop of the campaign by its address word.
    pub async fn stop(&self, db: &mut impl Fetch, slug: &str) -> Result<Stop> {
        let stops = plan::door::stops(db, self.campaign.id).await?;
        stops.into_iter().find(|s| s.slug == slug).ok_or(Error::NotFound)
    }

    /// Where this person sets a stop's days, to come back to `back`; empty for whoever may not.
    pub fn days_form(&self, stop: &Stop, back: &str) -> String {
        if self.viewer.can_in(plan::EDIT, self.campaign.id) { plan::door::stop_form(stop, back) } else { String::new() }
    }

    /// Whether this person acts for the coordinating department.
    pub fn manages(&self) -> bool {
        scope::manages(&self.viewer, self.campaign.id)
    }

    /// Whether this person may change what this agency answers for.
    pub fn may(&self, agency: Option<Uuid>) -> bool {
        self.scope.acts_for(&self.viewer, self.campaign.id, agency)
    }

    /// Refuses who may only read.
    pub fn must(&self, agency: Option<Uuid>) -> Result<()> {
        if self.may(agency) { Ok(()) } else { Err(Error::Forbidden) }
    }

    /// The item, if this person may change it.
    pub async fn item(&self, db: &mut impl Fetch, id: Uuid) -> Result<Item> {
        let item = super::store::find(db, &self.scope, id).await?;
        self.must(item.agency).map(|()| item)
    }

    /// The agency that a form may name: any for the coordinator, an own one for others.
    pub fn chosen(&self, typed: &str) -> Result<Option<Uuid>> {
        let id: Option<Uuid> = if typed.is_empty() { None } else { Some(typed.parse().map_err(|_| Error::NotFound)?) };
        match id {
            None if self.manages() => Ok(None),
            None => self.scope.own.first().copied().map(Some).ok_or(Error::Forbidden),
            Some(id) if self.may(Some(id)) => Ok(Some(id)),
            Some(_) => Err(Error::NotFound),
        }
    }
}

/// A key that a client made; without one a fresh key, so that the form works all the same.
pub(super) fn client_key(typed: &str) -> Uuid {
    typed.trim().parse().unwrap_or_else(|_| Uuid::now_v7())
}

/// A page of this part to go back to; `fallback` for anything else.
pub(super) fn back(typed: &str, fallback: String) -> String {
    let local = typed.starts_with("/nhiem-vu/") && !typed.contains(['\\', '\r', '\n']) && typed.len() < 300 && typed.is_ascii();
    if local { typed.to_owned() } else { fallback }
}
