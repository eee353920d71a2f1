//! Secret addresses: whoever has one reads the calendar without signing in. Made and ended by their owner: a person, or whoever acts
//! for the agency. Only a hash is kept, so an address is shown once.
use super::{PATH, store};
use crate::ground::Ground;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::Response;
use base::{Error, Fetch, Result, Site, Viewer};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Deserialize;
use serde_json::json;
use sha2::{Digest, Sha256};
use ui::Frame;
use uuid::Uuid;

/// Whose address the page offers.
pub(super) struct Owner {
    pub name: String,
    /// Empty for the person.
    pub agency: String,
    /// The living address, if there is one.
    pub id: String,
    pub since: String,
}

/// Who is asked for.
#[derive(Deserialize)]
pub struct Sent {
    /// Agency; empty for oneself.
    #[serde(default)]
    agency: String,
}

/// The person, then the agencies that this person acts for.
pub(super) async fn owners(frame: &Frame, viewer: &Viewer, ground: &Ground, db: &mut impl Fetch) -> Result<Vec<Owner>> {
    let owner = |name: String, agency: String, living: Vec<store::Address>| {
        let living = living.into_iter().next();
        Owner {
            name,
            agency,
            id: living.as_ref().map(|a| a.id.to_string()).unwrap_or_default(),
            since: living.map(|a| vietnamese::dates::short(vietnamese::dates::local(a.created_at))).unwrap_or_default(),
        }
    };
    let mut owners = vec![owner(frame.t("duties-calendar-mine"), String::new(), store::of_account(db, viewer.account).await?)];
    let mut agencies = viewer.agencies();
    agencies.retain(|a| viewer.can_for(crate::WORK, ground.campaign.id, *a));
    agencies.sort_unstable();
    agencies.dedup();
    for id in agencies.into_iter().take(5) {
        owners.push(owner(ground.agency(frame, Some(id)).name, id.to_string(), store::of_agency(db, id).await?));
    }
    Ok(owners)
}

fn may(viewer: &Viewer, campaign: Uuid, owner: (Option<Uuid>, Option<Uuid>)) -> bool {
    match owner {
        (Some(account), _) => account == viewer.account,
        (None, Some(agency)) => viewer.agencies().contains(&agency) && viewer.can_for(crate::WORK, campaign, agency),
        _ => false,
    }
}

/// `POST /nhiem-vu/lich/dia-chi`: makes an address; the one before ends.
pub async fn create(frame: Frame, viewer: Viewer, State(site): State<Site>, Form(sent): Form<Sent>) -> Result<Response> {
    let agency: Option<Uuid> = if sent.agency.is_empty() { None } else { Some(sent.agency.parse().map_err(|_| Error::NotFound)?) };
    let owner = (agency.is_none().then_some(viewer.account), agency);
    let secret: [u8; 24] = rand::random();
    let mut tx = site.db.write().await?;
    let campaign = plan::door::working(&mut tx, &viewer).await?.ok_or(Error::NotFound)?;
    if !may(&viewer, campaign.id, owner) {
        return Err(Error::NotFound);
    }
    let actor = viewer.actor();
    let before = match agency {
        Some(agency) => store::of_agency(&mut tx, agency).await?,
        None => store::of_account(&mut tx, viewer.account).await?,
    };
    for old in before {
        store::revoke(&mut tx, old.id, actor.at).await?;
    }
    let id = Uuid::now_v7();
    store::insert(&mut tx, id, &hash(&secret), owner, viewer.account, actor.at).await?;
    tx.audit(&actor, "duty.calendar.create", "duty_calendar", id, Some(campaign.id), json!({ "agency": agency })).await?;
    tx.commit().await?;
    let address = format!("{}{PATH}/{}.ics", site.config.public_url(), URL_SAFE_NO_PAD.encode(secret));
    super::render(&frame, &viewer, "", address).await
}

/// `POST /nhiem-vu/lich/dia-chi/{id}/huy`: ends an address.
pub async fn revoke(frame: Frame, viewer: Viewer, State(site): State<Site>, Path(id): Path<Uuid>) -> Result<Response> {
    let mut tx = site.db.write().await?;
    let found = store::by_id(&mut tx, id).await?.ok_or(Error::NotFound)?;
    let campaign = plan::door::working(&mut tx, &viewer).await?.ok_or(Error::NotFound)?;
    if !may(&viewer, campaign.id, (found.account, found.agency)) {
        return Err(Error::NotFound);
    }
    let actor = viewer.actor();
    store::revoke(&mut tx, id, actor.at).await?;
    tx.audit(&actor, "duty.calendar.revoke", "duty_calendar", id, Some(campaign.id), json!({ "agency": found.agency })).await?;
    tx.commit().await?;
    Ok(ui::done(PATH, &frame.t("duties-calendar-revoked")))
}

/// Hash of a secret as the database keeps it.
pub(super) fn hash(secret: &[u8]) -> Vec<u8> {
    Sha256::digest(secret).to_vec()
}

/// The secret in a file name like `abc.ics`.
pub(super) fn secret(file: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(file.strip_suffix(".ics")?).ok()
}
