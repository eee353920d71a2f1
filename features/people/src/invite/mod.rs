//! Lời mời (invitations): by e-mail, or as a one-time link and QR code to print or paste into Zalo; singly or from an
//! xlsx of officers. The links of an invitation are shown to those only who could have given all its roles themselves.
mod choose;
mod import;
mod list;
mod one;
mod sheet;
#[cfg(test)]
pub(crate) use sheet::tests as sheet_tests;
pub(crate) mod store;

pub(crate) use choose::{Choices, read_grant};
pub(crate) use one::grant_words;

use base::{Routes, Who};

/// May invite (coordinators within their campaign).
pub(crate) const PERMISSION: &str = "people.invite";

pub(crate) fn routes() -> Routes {
    let p = Who::Can(PERMISSION);
    Routes::new()
        .get("/quan-tri/loi-moi", p, list::show)
        .get("/quan-tri/loi-moi/moi", p, one::show)
        .post("/quan-tri/loi-moi/moi", p, one::invite)
        .post("/quan-tri/loi-moi/{id}/gui-lai", p, list::renew)
        .post("/quan-tri/loi-moi/{id}/thu-hoi", p, list::revoke)
        .get("/quan-tri/loi-moi/tep", p, import::show)
        .post("/quan-tri/loi-moi/tep", p, import::preview)
        .post("/quan-tri/loi-moi/tep/xac-nhan", p, import::confirm)
        .get("/quan-tri/loi-moi/tep/mau.xlsx", p, import::template)
}
