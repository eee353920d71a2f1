//! Kết quả (results): everything after a game comes out of its journal by a re-count, never out of what a server remembers.
//! Results become official once, by a person, and are then written, once, as an event for the results book of contests to come.
mod count;
mod export;
mod minutes;
mod pages;
mod paper;
mod published;

use crate::RUN;
use base::{Routes, Who};

pub(crate) use count::{Counted, load};
pub(crate) use export::{file, quoted};

/// The routes of this part.
pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/dau-truong/kq/{pin}", Who::Public, pages::by_pin)
        .get("/dau-truong/{id}/ket-qua", Who::Public, pages::show)
        .post("/dau-truong/{id}/ket-qua/cong-bo", Who::Can(RUN), pages::publish)
        .get("/dau-truong/{id}/ket-qua.xlsx", Who::Can(RUN), export::xlsx)
        .get("/dau-truong/{id}/ket-qua.csv", Who::Can(RUN), export::csv)
        .get("/dau-truong/{id}/bien-ban", Who::Can(RUN), minutes::show)
        .post("/dau-truong/{id}/bien-ban", Who::Can(RUN), minutes::to_paper)
        .get("/dau-truong/{id}/bien-ban/tai/{form}", Who::Can(RUN), minutes::download)
        .get("/dau-truong/loat/{series}", Who::Public, pages::series)
}
