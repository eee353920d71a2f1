//! Văn bản (papers): entries with a title, shown to everybody and written by coordinators.
//! It must never write another feature's tables.
mod model;
mod routes;
mod store;
#[cfg(test)]
mod tests;

use base::{Feature, MenuEntry, Migration, Routes, Who};

/// May write entries.
pub const EDIT: &str = "papers.edit";

/// The feature as one value.
pub fn feature() -> Feature {
    Feature::new("papers")
        .migrations(&[Migration {
            name: "0001_papers",
            sqlite: include_str!("migrations/sqlite/0001_papers.sql"),
            postgres: include_str!("migrations/postgres/0001_papers.sql"),
        }])
        .messages([include_str!("../messages/vi.ftl"), include_str!("../messages/en.ftl")])
        .grants(&[("coordinator", EDIT)])
        .queries(store::QUERIES)
        .css(include_str!("papers.css"))
        .menu(MenuEntry { label: "papers-nav", href: "/van-ban", icon: "calendar", permission: "", order: 90 })
        .routes(Routes::new().get("/van-ban", Who::Public, routes::list).post("/van-ban", Who::Can(EDIT), routes::add))
}
