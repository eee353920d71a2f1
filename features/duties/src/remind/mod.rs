//! Nhắc việc (remind): before a deadline and after it, one digest per person and day, climbing a ladder the longer a duty is late;
//! every notice also as words for Zalo or the telephone. It must never send twice, in quiet hours, in a rehearsal, or for deadlines
//! that had passed before they became known here.
mod compose;
mod held;
mod log;
mod mine;
pub(crate) mod model;
mod page;
pub(crate) mod send;
mod settings;
pub(crate) mod store;
mod text;

pub(crate) use held::HELD;
pub(crate) use send::REMIND;

use crate::{MANAGE, VIEW};
use base::{Error, Fetch, Result, Routes, Viewer, Who};
use plan::door::Campaign;

/// Where the coordinator sees what goes out today.
pub(crate) const PAGE: &str = "/nhiem-vu/nhac";

/// The routes of this part.
pub(crate) fn routes() -> Routes {
    Routes::new()
        .get(PAGE, Who::Can(MANAGE), page::show)
        .post("/nhiem-vu/nhac/gui", Who::Can(MANAGE), page::send_now)
        .post("/nhiem-vu/nhac/giu", Who::Can(MANAGE), page::hold)
        .get("/nhiem-vu/nhac/so", Who::Can(MANAGE), log::show)
        .get("/nhiem-vu/nhac/cai-dat", Who::Can(MANAGE), settings::show)
        .post("/nhiem-vu/nhac/cai-dat", Who::Can(MANAGE), settings::save)
        .get("/nhiem-vu/nhac/cua-toi", Who::Can(VIEW), mine::show)
        .post("/nhiem-vu/nhac/cua-toi", Who::Can(VIEW), mine::save)
}

/// The campaign that this person works in, for who coordinates it.
async fn coordinated(db: &mut impl Fetch, viewer: &Viewer) -> Result<Campaign> {
    let campaign = plan::door::working(db, viewer).await?.ok_or_else(|| Error::Conflict("duties-no-campaign".into()))?;
    if crate::scope::manages(viewer, campaign.id) { Ok(campaign) } else { Err(Error::Forbidden) }
}
