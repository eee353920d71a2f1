//! Việc gửi lên (what is sent up): requests for more time, and difficulties that the coordinating department groups and the leader
//! decides. Every step has its clock, its history and its notice; nobody sees another agency's draft.
pub(crate) mod desk;
pub mod extension;
pub mod matter;
mod model;
pub(crate) mod news;
mod notice;
pub mod report;
pub(crate) mod rules;
mod rules_page;
mod section;
pub mod slip;
mod store;
mod upload;
mod worktime;

pub(crate) use extension::{close, duties_changed};
pub(crate) use section::section;

use crate::{DECIDE, MANAGE, VIEW, WORK};
use axum::extract::DefaultBodyLimit;
use axum::handler::Handler;
use base::{Routes, Who};

/// Every SQL text of this area.
pub(crate) fn queries() -> Vec<(&'static str, &'static str)> {
    [store::QUERIES, rules::QUERIES, extension::store::QUERIES, slip::store::QUERIES, matter::store::QUERIES].concat()
}

/// Routes; most are below the two homes of the area.
pub(crate) fn routes() -> Routes {
    let (view, work, manage, decide) = (Who::Can(VIEW), Who::Can(WORK), Who::Can(MANAGE), Who::Can(DECIDE));
    let limit = || DefaultBodyLimit::max(upload::LIMIT + (1 << 20));
    Routes::new()
        .get("/nhiem-vu/gia-han", view, extension::list::list)
        .get("/nhiem-vu/gia-han/moi", work, extension::ask::form)
        .post("/nhiem-vu/gia-han/moi", work, extension::ask::create.layer(limit()))
        .get("/nhiem-vu/gia-han/{id}", view, extension::view::show)
        .get("/nhiem-vu/gia-han/{id}/tep", view, extension::view::file)
        .post("/nhiem-vu/gia-han/{id}/xu-ly", manage, extension::decide::office)
        .post("/nhiem-vu/gia-han/{id}/quyet-dinh", decide, extension::decide::leader)
        .post("/nhiem-vu/gia-han/{id}/rut", work, extension::decide::withdraw)
        .post("/nhiem-vu/gia-han/{id}/da-nhan", work, extension::noted::note)
        .get("/nhiem-vu/vuong-mac", view, matter::board::show)
        .get("/nhiem-vu/vuong-mac/moi", work, slip::write::form)
        .post("/nhiem-vu/vuong-mac/moi", work, slip::write::create.layer(limit()))
        .get("/nhiem-vu/vuong-mac/phieu/{id}", view, slip::view::show)
        .post("/nhiem-vu/vuong-mac/phieu/{id}", work, slip::write::save.layer(limit()))
        .get("/nhiem-vu/vuong-mac/phieu/{id}/tep", view, slip::view::file)
        .post("/nhiem-vu/vuong-mac/phieu/{id}/tra-loi", work, slip::acts::answer)
        .post("/nhiem-vu/vuong-mac/phieu/{id}/da-nhan", work, slip::acts::acknowledge)
        .post("/nhiem-vu/vuong-mac/phieu/{id}/rut", work, slip::acts::withdraw)
        .post("/nhiem-vu/vuong-mac/phieu/{id}/gui-lai", work, slip::acts::resend)
        .post("/nhiem-vu/vuong-mac/phieu/{id}/mo-lai", work, slip::acts::reopen)
        .get("/nhiem-vu/vuong-mac/cho-quyet", decide, matter::board::waiting)
        .get("/nhiem-vu/vuong-mac/cai-dat", manage, rules_page::show)
        .post("/nhiem-vu/vuong-mac/cai-dat", manage, rules_page::save)
        .post("/nhiem-vu/vuong-mac/gop", manage, matter::group::group)
        .get("/nhiem-vu/vuong-mac/{id}", view, matter::view::show)
        .post("/nhiem-vu/vuong-mac/{id}/tiep-nhan", manage, matter::acts::take)
        .post("/nhiem-vu/vuong-mac/{id}/hoi-lai", manage, matter::acts::ask)
        .post("/nhiem-vu/vuong-mac/{id}/de-xuat", manage, matter::acts::propose)
        .post("/nhiem-vu/vuong-mac/{id}/rut-trinh", manage, matter::acts::recall)
        .post("/nhiem-vu/vuong-mac/{id}/mo-lai", manage, matter::acts::reopen)
        .post("/nhiem-vu/vuong-mac/{id}/tach", manage, matter::group::split)
        .get("/nhiem-vu/vuong-mac/{id}/quyet", decide, matter::decide::show)
        .post("/nhiem-vu/vuong-mac/{id}/quyet", decide, matter::decide::decide)
}
