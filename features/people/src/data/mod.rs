//! Dữ liệu cá nhân (personal data, Law 91/2025/QH15): what is held about a person, why and how long; consent; requests
//! with their clock; erasure through every feature in one transaction.
pub mod consent;
pub(crate) mod erase;
mod held;
mod mine;
pub(crate) mod requests;
pub(crate) mod retention;

pub(crate) use held::{ACCOUNT, RECORDS};

use base::{Routes, Who};

/// May see and answer the register of requests (administrators).
pub(crate) const PERMISSION: &str = "people.data";

pub(crate) fn routes() -> Routes {
    let p = Who::SignedIn;
    let admin = Who::Can(PERMISSION);
    Routes::new()
        .get("/tai-khoan/du-lieu", p, mine::show)
        .get("/tai-khoan/du-lieu/tai-ve", p, mine::download)
        .post("/tai-khoan/du-lieu/yeu-cau", p, mine::request)
        .post("/tai-khoan/du-lieu/xoa", p, mine::erase)
        .post("/tai-khoan/dong-y/{id}/rut", p, mine::withdraw)
        .get("/quan-tri/du-lieu", admin, requests::show)
        .post("/quan-tri/du-lieu/{id}/tra-loi", admin, requests::answer)
}

/// Every SQL text of this area.
pub(crate) fn queries() -> Vec<(&'static str, &'static str)> {
    [consent::QUERIES, erase::QUERIES, held::QUERIES, requests::QUERIES, retention::QUERIES].concat()
}
