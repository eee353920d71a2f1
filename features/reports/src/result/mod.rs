//! Trang báo cáo kết quả: list, the report itself, words around its data, frozen versions and their differences, files and paper.
mod compare;
pub mod drawn;
mod edit;
mod files;
mod list;
mod part;
mod show;
mod versions;

pub use list::paper_state;

use crate::figures::Figures;
use crate::store::{self, Report};
use crate::words::Words;
use crate::{EDIT, VIEW, read, scope};
use base::{Fetch, Result, Routes, Who};
use plan::door::Campaign;
use ui::Frame;

/// Pages and acts.
pub fn routes() -> Routes {
    let (view, edit) = (Who::Can(VIEW), Who::Can(EDIT));
    Routes::new()
        .get("/bao-cao", view, list::list)
        .get("/bao-cao/moi", edit, list::form)
        .post("/bao-cao/moi", edit, list::create)
        .get("/bao-cao/{id}", view, show::show)
        .get("/bao-cao/{id}/sua", edit, edit::form)
        .post("/bao-cao/{id}/sua", edit, edit::save)
        .post("/bao-cao/{id}/bo", edit, edit::put_aside)
        .post("/bao-cao/{id}/khoi-phuc", edit, edit::take_back)
        .get("/bao-cao/{id}/phan/{part}", edit, part::form)
        .post("/bao-cao/{id}/phan/{part}", edit, part::save)
        .post("/bao-cao/{id}/chot", edit, versions::freeze)
        .get("/bao-cao/{id}/ban/{number}", view, versions::show)
        .get("/bao-cao/{id}/khac", view, compare::show)
        .get("/bao-cao/{id}/tai/{form}", view, files::download)
        .post("/bao-cao/{id}/van-ban", edit, files::to_paper)
}

/// What a report says now.
async fn draft(frame: &Frame, db: &mut impl Fetch, report: &Report, campaign: &Campaign) -> Result<(Figures, Words)> {
    let figures = read::figures(db, campaign, &scope::moment(frame, report.day.as_deref())).await?;
    let (words, _) = store::words(db, report.id).await?;
    Ok((figures, words))
}

/// What it says now, or said in a frozen version.
async fn said(frame: &Frame, db: &mut impl Fetch, report: &Report, campaign: &Campaign, version: Option<i64>) -> Result<(Figures, Words)> {
    match version {
        Some(number) => {
            let frozen = store::version(db, report.id, number).await?;
            Ok((frozen.figures()?, frozen.words()?))
        }
        None => draft(frame, db, report, campaign).await,
    }
}
