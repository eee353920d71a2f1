//! Văn bản (papers): the campaign's official papers from template to signed copy: drafts with preview, letters to many, frozen
//! versions as DOCX and PDF, numbers and signed files from the records office. It must never draw a signature or a seal, fill a
//! blank by guessing, or change what went out.
#![cfg_attr(test, allow(clippy::unwrap_used))]

mod content;
mod copy;
pub mod door;
mod edit;
mod face;
mod facts;
mod fill;
mod held;
mod issue;
mod letterhead;
mod list;
mod merge;
mod model;
mod new;
mod office;
mod press;
mod printed;
mod scope;
mod shipped;
mod signed;
mod store;
mod templates;
mod view;
#[cfg(test)]
mod tests;

pub use facts::{Campaign, Facts, Which};

use axum::extract::DefaultBodyLimit;
use axum::handler::Handler;
use base::naming::Naming;
use base::{Feature, MenuEntry, Migration, Routes, Who};

/// May see papers.
pub const VIEW: &str = "papers.view";
/// May write papers: a coordinator all, an officer those of the own agency.
pub const EDIT: &str = "papers.edit";
/// May change the templates.
pub const TEMPLATES: &str = "papers.templates";

/// How other pages, the log first, name things of this feature.
const NAMES: &[Naming] = &[
    Naming { entity: "paper", page: "/van-ban/{}", sql: concat!("select id, title, '', id from paper where id in (", base::fifty!(), ")") },
    Naming { entity: "paper_letterhead", page: "/van-ban/dau/{}", sql: concat!("select l.agency, coalesce((select min(n.name) from agency_name n where n.agency = l.agency and not n.is_alias and n.valid_to is null), ''), '', l.agency from paper_letterhead l where l.agency in (", base::fifty!(), ")") },
];

/// The feature as one value.
pub fn feature() -> Feature {
    let (view, edit, templates) = (Who::Can(VIEW), Who::Can(EDIT), Who::Can(TEMPLATES));
    let routes = Routes::new()
        .get("/van-ban", view, list::list)
        .get("/van-ban/chu/{name}", Who::Public, face::serve)
        .get("/van-ban/moi", edit, new::form)
        .post("/van-ban/moi", edit, new::create)
        .get("/van-ban/{id}", view, edit::show)
        .post("/van-ban/{id}", edit, edit::save)
        .post("/van-ban/{id}/xem-truoc", edit, edit::preview)
        .get("/van-ban/{id}/tai/{form}", view, copy::download)
        .get("/van-ban/{id}/ban/{version}/{form}", view, copy::version)
        .get("/van-ban/{id}/sao-chep", view, copy::text)
        .post("/van-ban/{id}/phat-hanh", edit, issue::issue)
        .post("/van-ban/{id}/sua-lai", edit, issue::reopen)
        .post("/van-ban/{id}/bo", edit, issue::drop_draft)
        .post("/van-ban/{id}/khoi-phuc", edit, issue::restore)
        .get("/van-ban/{id}/ban-ky", view, signed::download)
        .post("/van-ban/{id}/ban-ky", edit, signed::upload.layer(DefaultBodyLimit::max(signed::LIMIT + (1 << 20))))
        .get("/van-ban/{id}/gui", edit, merge::form)
        .post("/van-ban/{id}/gui", edit, merge::create)
        .get("/van-ban/dot/{batch}/pdf", view, merge::one_file)
        .post("/van-ban/dot/{batch}/phat-hanh", edit, merge::issue_all)
        .get("/van-ban/dot/{batch}/zip", view, merge::all_files)
        .get("/van-ban/dau", edit, letterhead::list)
        .get("/van-ban/dau/{agency}", edit, letterhead::show)
        .post("/van-ban/dau/{agency}", edit, letterhead::save)
        .post("/van-ban/dau/{agency}/xem-truoc", edit, letterhead::preview)
        .get("/van-ban/mau", templates, templates::list)
        .get("/van-ban/mau/{kind}", templates, templates::show)
        .post("/van-ban/mau/{kind}", templates, templates::save)
        .post("/van-ban/mau/{kind}/xem-truoc", templates, templates::preview)
        .post("/van-ban/mau/{kind}/ban-goc", templates, templates::reset);
    Feature::new("papers")
        .naming(NAMES)
        .migrations(&[
            Migration {
                name: "0001_papers",
                sqlite: include_str!("migrations/sqlite/0001_papers.sql"),
                postgres: include_str!("migrations/postgres/0001_papers.sql"),
            },
            Migration {
                name: "0002_letterheads",
                sqlite: include_str!("migrations/sqlite/0002_letterheads.sql"),
                postgres: include_str!("migrations/postgres/0002_letterheads.sql"),
            },
        ])
        .messages([include_str!("../messages/vi.ftl"), include_str!("../messages/en.ftl")])
        .grants(&[("coordinator", VIEW), ("coordinator", EDIT), ("coordinator", TEMPLATES), ("officer", VIEW), ("officer", EDIT), ("leader", VIEW), ("office", VIEW)])
        .queries(store::QUERIES)
        .css(include_str!("papers.css"))
        .personal_data(held::NAMES)
        .menu(MenuEntry { label: "papers-nav", href: "/van-ban", icon: "file", permission: VIEW, order: 45 })
        .routes(routes)
}
