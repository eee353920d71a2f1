//! Báo cáo (reports): the result report that writes itself from duties and papers in the usual five parts, frozen versions with their
//! differences, the weekly table, and a letter to each agency that is late. It must never type a figure, print less than every duty,
//! or change what was frozen.
#![cfg_attr(test, allow(clippy::unwrap_used))]

mod difference;
mod figures;
mod filter;
mod layout;
mod letters;
mod read;
mod result;
mod rows;
mod scope;
mod sheet;
mod store;
mod view;
mod weekly;
mod words;
#[cfg(test)]
mod tests;

use base::naming::Naming;
use base::{Feature, MenuEntry, Migration, Routes, Who};

/// May read reports of a campaign.
pub const VIEW: &str = "reports.view";
/// May write and freeze them, and make letters.
pub const EDIT: &str = "reports.edit";
/// What papers say made a result report.
pub(crate) const RESULT: &str = "reports:result";
/// What papers say made a weekly table; its last day follows.
pub(crate) const WEEK: &str = "reports:week:";
/// What papers say made a pressing letter.
pub(crate) const LETTER: &str = "reports:letter";

/// How other pages, the log first, name things of this feature.
const NAMES: &[Naming] = &[
    Naming { entity: "report", page: "/bao-cao/{}", sql: concat!("select id, name, '', id from report where id in (", base::fifty!(), ")") },
];

/// The feature as one value.
pub fn feature() -> Feature {
    let (view, edit) = (Who::Can(VIEW), Who::Can(EDIT));
    let routes = Routes::new()
        .get("/bao-cao/dong", view, rows::show)
        .get("/bao-cao/tuan", view, weekly::show)
        .get("/bao-cao/tuan/tai/{form}", view, weekly::download)
        .post("/bao-cao/tuan", edit, weekly::to_paper)
        .get("/bao-cao/don-doc", edit, letters::form)
        .post("/bao-cao/don-doc", edit, letters::create);
    Feature::new("reports").naming(NAMES)
        .migrations(&[Migration {
            name: "0001_reports",
            sqlite: include_str!("migrations/sqlite/0001_reports.sql"),
            postgres: include_str!("migrations/postgres/0001_reports.sql"),
        }])
        .messages([include_str!("../messages/vi.ftl"), include_str!("../messages/en.ftl")])
        .grants(&[("coordinator", VIEW), ("coordinator", EDIT), ("leader", VIEW), ("office", VIEW)])
        .queries(store::QUERIES)
        .css(include_str!("reports.css"))
        .menu(MenuEntry { label: "reports-nav", href: "/bao-cao", icon: "chart", permission: VIEW, order: 46 })
        .routes(routes.merge(result::routes()))
}
