//! Bảng nhiệm vụ: every duty that a person sees, by filter, with cells that add up; for the coordinating department acts on many at once,
//! each shown before it is done and most of them taken back with one press; saved filters; and the same rows as a spreadsheet, out and in.
mod apply;
mod bulk;
mod change;
mod preview;
mod sheet_in;
mod sheet_out;
mod show;
mod store;
mod undo;
mod views;

pub(crate) use store::QUERIES;
pub(crate) use views::PERSONAL;

use axum::extract::DefaultBodyLimit;
use axum::handler::Handler;
use base::{Routes, Who};

/// Largest form of a preview, and largest file.
const BODY: usize = 12 << 20;

/// The routes of the table.
pub(crate) fn routes() -> Routes {
    let (view, manage) = (Who::Can(crate::VIEW), Who::Can(crate::MANAGE));
    let large = || DefaultBodyLimit::max(BODY);
    Routes::new()
        .get("/nhiem-vu/bang", view, show::show)
        .get("/nhiem-vu/bang/tai", view, sheet_out::download)
        .post("/nhiem-vu/bang/chon", manage, bulk::choose)
        .post("/nhiem-vu/bang/nhap", manage, sheet_in::upload.layer(large()))
        .post("/nhiem-vu/bang/lam", manage, bulk::confirm.layer(large()))
        .post("/nhiem-vu/bang/lui/{bulk}", manage, undo::undo)
        .post("/nhiem-vu/bang/luu", view, views::save)
        .post("/nhiem-vu/bang/luu/{view}/bo", view, views::drop_view)
        .post("/nhiem-vu/bang/luu/{view}/chia-se", view, views::share)
}
