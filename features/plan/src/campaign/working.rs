//! Chiến dịch đang làm: a person chooses, on this device, which campaign staff pages show; what the public sees stays as it is.
use crate::door;
use axum::Form;
use axum::extract::State;
use axum::response::Response;
use base::{Error, Result, Site, Viewer, session};
use ui::Frame;
use uuid::Uuid;

/// What the chooser sends.
#[derive(serde::Deserialize)]
pub(super) struct Chosen {
    #[serde(rename = "chien-dich")]
    campaign: Uuid,
    #[serde(default)]
    ve: String,
}

/// POST `/ke-hoach/lam-viec`: keeps the choice for a year and goes back to the page where it was made.
pub(super) async fn choose(State(site): State<Site>, frame: Frame, viewer: Viewer, Form(chosen): Form<Chosen>) -> Result<Response> {
    let campaign = door::campaign(&mut site.db.reader(), chosen.campaign).await?;
    if !viewer.works_in(campaign.id) {
        return Err(Error::NotFound);
    }
    let mut response = ui::done(&people::local(&chosen.ve, "/nhiem-vu"), &frame.t1("plan-working-now", "name", campaign.full_name()));
    people::keep(&site, &mut response, session::WORKING, &campaign.id.to_string());
    Ok(response)
}
