//! Quản trị (administration): accounts and roles, the log, the outbox.
mod account;
mod accounts;
mod index;
mod log;
mod mailbox;

use base::{Routes, Who};

/// May see all accounts and change their roles and states (administrators).
pub(crate) const MANAGE: &str = "people.manage";
/// May read the log (administrators).
pub(crate) const LOG: &str = "people.log";
/// May read the outbox, with its one-time links (administrators).
pub(crate) const MAILBOX: &str = "people.mailbox";

pub(crate) fn routes() -> Routes {
    let p = Who::Can(MANAGE);
    Routes::new()
        .get("/quan-tri", Who::SignedIn, index::show)
        .get("/quan-tri/tai-khoan", p, accounts::show)
        .get("/quan-tri/tai-khoan/{id}", p, account::show)
        .post("/quan-tri/tai-khoan/{id}/khoa", p, account::lock)
        .post("/quan-tri/tai-khoan/{id}/mo-khoa", p, account::unlock)
        .post("/quan-tri/tai-khoan/{id}/go-hai-lop", p, account::reset_totp)
        .post("/quan-tri/tai-khoan/{id}/ket-thuc-phien", p, account::end_sessions)
        .get("/quan-tri/vai-tro", Who::Can(crate::invite::PERMISSION), accounts::roles)
        .post("/quan-tri/vai-tro", Who::Can(crate::invite::PERMISSION), accounts::grant)
        .post("/quan-tri/vai-tro/{id}/thu-hoi", Who::Can(crate::invite::PERMISSION), accounts::revoke)
        .get("/quan-tri/nhat-ky", Who::Can(LOG), log::show)
        .get("/quan-tri/hop-thu", Who::Can(MAILBOX), mailbox::show)
        .post("/quan-tri/hop-thu/gui-lai", Who::Can(MAILBOX), mailbox::retry_all)
        .post("/quan-tri/hop-thu/{id}/gui-lai", Who::Can(MAILBOX), mailbox::retry)
}

/// Every SQL text of this area.
pub(crate) fn queries() -> Vec<(&'static str, &'static str)> {
    [accounts::QUERIES, log::QUERIES].concat()
}
