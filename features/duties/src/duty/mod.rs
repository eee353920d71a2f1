//! Trang của một nhiệm vụ: the plan's words, who, by when, where it stands, what happened, evidence, and every act on it as a form that
//! works without a script. It must never show a name to those who may not read it, or lose what was typed.
mod acts;
mod evidence;
mod give;
mod parts;
mod report;
mod rows;
pub(crate) mod section;
pub(crate) mod seen;
mod show;
pub(crate) mod store;
mod timeline;
mod told;

pub(crate) use acts::and_mailed;
pub(crate) use store::QUERIES;

use axum::extract::DefaultBodyLimit;
use axum::handler::Handler;
use base::{Routes, Who};

/// The routes of the page.
pub(crate) fn routes() -> Routes {
    let (view, work, manage) = (Who::Can(crate::VIEW), Who::Can(crate::WORK), Who::Can(crate::MANAGE));
    let files = || DefaultBodyLimit::max(evidence::LIMIT + (1 << 20));
    Routes::new()
        .get("/nhiem-vu/{id}", view, show::show)
        .get("/nhiem-vu/{id}/dong-thoi", view, crate::live::one)
        .post("/nhiem-vu/{id}/viec/{act}", work, acts::act)
        .post("/nhiem-vu/{id}/bao-cao", work, report::report.layer(files()))
        .post("/nhiem-vu/{id}/minh-chung", work, evidence::add.layer(files()))
        .get("/nhiem-vu/{id}/minh-chung/{evidence}", view, evidence::download)
        .post("/nhiem-vu/{id}/minh-chung/{evidence}/bo", work, evidence::remove)
        .post("/nhiem-vu/{id}/minh-chung/{evidence}/lay-lai", work, evidence::restore)
        .post("/nhiem-vu/{id}/ghi-chu", work, give::note)
        .post("/nhiem-vu/{id}/nguoi-theo-doi", work, give::officer)
        .post("/nhiem-vu/{id}/giao", manage, give::reassign)
        .post("/nhiem-vu/{id}/phan/{part}/viec/{act}", work, parts::act)
        .post("/nhiem-vu/{id}/phan/{part}/viec-cua-phan", work, parts::task)
}
