//! What features to the right may ask of the programme. Read only.
pub use crate::model::ProgrammeItem;
use crate::store;
use base::{Fetch, Result};
use uuid::Uuid;

/// All items on show of a campaign, by day, time and order. One query.
pub async fn items(db: &mut impl Fetch, campaign: Uuid) -> Result<Vec<ProgrammeItem>> {
    store::list(db, campaign).await
}
