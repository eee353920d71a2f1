//! Sự kiện (events): the programme of a campaign by stop and day: what happens when, where and by whom.
//! It must never change a stop or a duty: those belong to the plan.
mod adopt;
pub mod door;
mod edit;
mod model;
mod pages;
mod store;
mod view;
#[cfg(test)]
mod tests;

use base::naming::Naming;
use base::{Feature, MenuEntry, Migration, Routes, Who};

/// May write the programme.
pub const EDIT: &str = "events.edit";

/// How other pages, the log first, name things of this feature.
const NAMES: &[Naming] = &[
    Naming { entity: "programme_item", page: "/su-kien/soan/{}", sql: concat!("select id, title, '', id from programme_item where id in (", base::fifty!(), ")") },
];

/// The feature as one value.
pub fn feature() -> Feature {
    Feature::new("events").naming(NAMES)
        .migrations(&[Migration {
            name: "0001_programme",
            sqlite: include_str!("migrations/sqlite/0001_programme.sql"),
            postgres: include_str!("migrations/postgres/0001_programme.sql"),
        }])
        .messages([include_str!("../messages/vi.ftl"), include_str!("../messages/en.ftl")])
        .grants(&[("coordinator", EDIT)])
        .queries(store::QUERIES)
        .css(include_str!("events.css"))
        .reaction("plan.published", adopt::plan_published)
        .menu(MenuEntry { label: "events-nav", href: "/su-kien", icon: "calendar", permission: "", order: 10 })
        .menu(MenuEntry { label: "events-desk", href: "/su-kien/soan", icon: "calendar", permission: EDIT, order: 50 })
        .routes(
            Routes::new()
                .get("/su-kien", Who::Public, pages::programme)
                .get("/su-kien/{stop}", Who::Public, pages::stop)
                .get("/su-kien/soan", Who::Can(EDIT), edit::list)
                .get("/su-kien/soan/moi", Who::Can(EDIT), edit::new)
                .post("/su-kien/soan/moi", Who::Can(EDIT), edit::create)
                .get("/su-kien/soan/{id}", Who::Can(EDIT), edit::show)
                .post("/su-kien/soan/{id}", Who::Can(EDIT), edit::update)
                .post("/su-kien/soan/{id}/rut", Who::Can(EDIT), edit::withdraw)
                .post("/su-kien/soan/{id}/khoi-phuc", Who::Can(EDIT), edit::restore)
                .post("/su-kien/soan/doi-gio", Who::Can(EDIT), edit::shift),
        )
}
