//! Báo cáo (reports): entries with a title, shown to everybody and written by coordinators.
//! It must never write another feature's tables.
mod model;
mod routes;
mod store;
#[cfg(test)]
mod tests;

use base::{Feature, MenuEntry, Migration, Routes, Who};

/// May write entries.
pub const EDIT: &str = "reports.edit";

/// The feature as one value.
pub fn feature() -> Feature {
    Feature::new("reports")
        .migrations(&[Migration {
            name: "0001_reports",
            sqlite: include_str!("migrations/sqlite/0001_reports.sql"),
            postgres: include_str!("migrations/postgres/0001_reports.sql"),
        }])
        .messages([include_str!("../messages/vi.ftl"), include_str!("../messages/en.ftl")])
        .grants(&[("coordinator", EDIT)])
        .queries(store::QUERIES)
        .css(include_str!("reports.css"))
        .menu(MenuEntry { label: "reports-nav", href: "/bao-cao", icon: "calendar", permission: "", order: 90 })
        .routes(Routes::new().get("/bao-cao", Who::Public, routes::list).post("/bao-cao", Who::Can(EDIT), routes::add))
}
