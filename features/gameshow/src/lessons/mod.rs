//! Bài học (lessons): short cards with a quiz for everybody, without an account; progress lives in a signed cookie of the reader's
//! browser. It must never keep who read what: only a certificate that somebody asked for is stored.
pub(crate) mod builtin;
mod certificate;
mod desk;
pub(crate) mod key;
pub(crate) mod limits;
mod model;
mod progress;
mod read;
mod store;
#[cfg(test)]
mod tests;
mod view;

pub(crate) use store::{QUERIES, public};

use crate::EDIT;
use base::feature::Job;
use base::{Routes, Who};
use std::time::Duration;

/// Names on certificates are kept for so many days.
const KEPT_DAYS: i64 = 3 * 365;

/// Erases names of old certificates.
pub(crate) const FORGET: Job = Job {
    name: "lesson-certificates-retention",
    every: Duration::from_secs(24 * 3600),
    real_days: true,
    run: |site| Box::pin(certificate::forget(site, KEPT_DAYS)),
};

/// The routes of this part.
pub(crate) fn routes() -> Routes {
    let (all, who) = (Who::Public, Who::Can(EDIT));
    Routes::new()
        .get("/bai-hoc", all, read::list)
        .post("/bai-hoc/bat-dau-lai", all, read::begin_again)
        .get("/bai-hoc/chung-nhan", all, certificate::form)
        .post("/bai-hoc/chung-nhan", all, certificate::issue)
        .get("/bai-hoc/chung-nhan/{code}", all, certificate::show)
        .post("/bai-hoc/chung-nhan/{code}/xoa", all, certificate::erase)
        .get("/bai-hoc/kiem-tra", all, certificate::check)
        .get("/bai-hoc/soan", who, desk::list)
        .get("/bai-hoc/soan/moi", who, desk::new)
        .post("/bai-hoc/soan/moi", who, desk::create)
        .get("/bai-hoc/soan/{id}", who, desk::show)
        .post("/bai-hoc/soan/{id}", who, desk::update)
        .post("/bai-hoc/soan/{id}/an", who, desk::hide)
        .post("/bai-hoc/soan/{id}/hien", who, desk::unhide)
        .get("/bai-hoc/{slug}", all, read::begin)
        .get("/bai-hoc/{slug}/xong", all, read::finished)
        .get("/bai-hoc/{slug}/{step}", all, read::step)
        .post("/bai-hoc/{slug}/{step}", all, read::answer)
}
