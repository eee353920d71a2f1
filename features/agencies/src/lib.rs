//! Cơ quan (agencies): dated organisations with their names, hand-overs and groups. It must never rewrite history: an old
//! plan keeps its old names, and must never decide between two agencies that could be meant.
#![cfg_attr(test, allow(clippy::unwrap_used))]

mod changes;
mod desk;
mod directory;
pub mod door;
mod edit;
mod exchange;
mod form;
mod groups;
mod life;
mod list;
mod matching;
mod members;
mod model;
mod people_link;
pub mod sections;
mod show;
mod store;
mod succession;
#[cfg(test)]
mod tests;

pub use sections::Sections;

use axum::handler::Handler;
use base::naming::Naming;
use base::{Feature, MenuEntry, Migration, Routes, Who};

/// Permission to change the directory.
pub const EDIT: &str = "agencies.edit";

/// How other pages, the log first, name things of this feature.
const NAMES: &[Naming] = &[
    Naming { entity: "agency", page: "/co-quan/{}", sql: concat!("select a.id, coalesce((select min(n.name) from agency_name n where n.agency = a.id and not n.is_alias and n.valid_to is null), ''), a.slug, a.id from agency a where a.id in (", base::fifty!(), ")") },
];

/// This feature's entry in the list of features.
pub fn feature() -> Feature {
    let edit = Who::Can(EDIT);
    let routes = Routes::new()
        .get("/co-quan", Who::Public, list::list)
        .get("/co-quan/{slug}", Who::Public, show::show)
        .get("/co-quan/quan-ly", edit, desk::desk)
        .get("/co-quan/moi", edit, edit::new)
        .post("/co-quan/moi", edit, edit::create)
        .get("/co-quan/{slug}/sua", edit, edit::edit)
        .post("/co-quan/{slug}/sua", edit, edit::update)
        .get("/co-quan/{slug}/doi-ten", edit, life::rename_form)
        .post("/co-quan/{slug}/doi-ten", edit, life::rename)
        .post("/co-quan/{slug}/ten/{name}/xoa", edit, life::remove_name)
        .get("/co-quan/{slug}/ket-thuc", edit, life::dissolve_form)
        .post("/co-quan/{slug}/ket-thuc", edit, life::dissolve)
        .post("/co-quan/{slug}/khoi-phuc", edit, life::revive)
        .get("/co-quan/{slug}/gop", edit, life::merge_form)
        .post("/co-quan/{slug}/gop", edit, life::merge)
        .post("/co-quan/{slug}/tach", edit, life::split)
        .get("/co-quan/{slug}/thanh-vien", edit, members::members)
        .post("/co-quan/{slug}/thanh-vien", edit, members::confirm)
        .get("/co-quan/xuat", edit, exchange::routes::export)
        .get("/co-quan/nhap", edit, exchange::routes::upload_form)
        .post("/co-quan/nhap", edit, exchange::routes::preview.layer(exchange::routes::limit()))
        .post("/co-quan/nhap/ghi", edit, exchange::routes::confirm.layer(exchange::routes::limit()));
    Feature::new("agencies").naming(NAMES)
        .migrations(&[Migration {
            name: "0001_agencies",
            sqlite: include_str!("migrations/sqlite/0001_agencies.sql"),
            postgres: include_str!("migrations/postgres/0001_agencies.sql"),
        }])
        .messages([include_str!("../messages/vi.ftl"), include_str!("../messages/en.ftl")])
        .grants(&[("coordinator", EDIT)])
        .menu(MenuEntry { label: "agencies-nav", href: "/co-quan", icon: "building", permission: "", order: 30 })
        .menu(MenuEntry { label: "agencies-desk", href: "/co-quan/quan-ly", icon: "building", permission: EDIT, order: 60 })
        .routes(routes)
        .start(people_link::start)
        .queries(store::QUERIES)
        .css(include_str!("agencies.css"))
}
