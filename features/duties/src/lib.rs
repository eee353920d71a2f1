//! Nhiệm vụ (duties): who does what of the plan by when, from giving to confirmation. State and deadlines live in standings through
//! time, so that every figure can be had for any past day. It must never type a cell, change a first deadline, or forget who decided.
#![cfg_attr(test, allow(clippy::unwrap_used))]

pub mod door;
mod desk;
mod duty;
mod holders;
mod list;
mod live;
mod model;
mod notices;
pub mod prepare;
mod remind;
mod scope;
mod staff;
mod store;
mod sync;
mod table;
mod words;
#[cfg(test)]
mod tests;

use base::{Feature, MenuEntry, Migration, Routes, Who};

/// May see duties: a coordinator and a leader all of the campaign, an officer those of the own agency.
pub const VIEW: &str = "duties.view";
/// May work on the duties of the own agency.
pub const WORK: &str = "duties.work";
/// Acts for the coordinating department: gives, confirms, sends back, proposes.
pub const MANAGE: &str = "duties.manage";
/// Decides what is sent up to the leaders.
pub const DECIDE: &str = "duties.decide";

/// The feature as one value.
pub fn feature() -> Feature {
    Feature::new("duties")
        .migrations(&[
            Migration {
                name: "0001_duties",
                sqlite: include_str!("migrations/sqlite/0001_duties.sql"),
                postgres: include_str!("migrations/postgres/0001_duties.sql"),
            },
            Migration {
                name: "0003_prepare",
                sqlite: include_str!("migrations/sqlite/0003_prepare.sql"),
                postgres: include_str!("migrations/postgres/0003_prepare.sql"),
            },
            Migration {
                name: "0004_reminders",
                sqlite: include_str!("migrations/sqlite/0004_reminders.sql"),
                postgres: include_str!("migrations/postgres/0004_reminders.sql"),
            },
            Migration {
                name: "0005_views",
                sqlite: include_str!("migrations/sqlite/0005_views.sql"),
                postgres: include_str!("migrations/postgres/0005_views.sql"),
            },
        ])
        .messages([include_str!("../messages/vi.ftl"), include_str!("../messages/en.ftl")])
        .grants(&[
            ("coordinator", VIEW), ("coordinator", WORK), ("coordinator", MANAGE), ("officer", VIEW), ("officer", WORK), ("leader", VIEW),
            ("leader", DECIDE), ("head", VIEW), ("head", WORK), ("office", VIEW),
        ])
        .routes(routes())
        .css(concat!(include_str!("duties.css"), include_str!("prepare/prepare.css")))
        .queries(store::QUERIES)
        .queries(staff::QUERIES)
        .queries(duty::QUERIES)
        .queries(live::QUERIES)
        .queries(list::QUERIES)
        .queries(desk::QUERIES)
        .queries(table::QUERIES)
        .personal_data(table::PERSONAL)
        .menu(MenuEntry { label: "duties-table-title", href: "/nhiem-vu/bang", icon: "filter", permission: VIEW, order: 9 })
        .menu(MenuEntry { label: "duties-desk-title", href: "/nhiem-vu", icon: "list", permission: VIEW, order: 8 })
        .reaction("plan.published", sync::plan_changed)
        .reaction("plan.duties", sync::plan_changed)
        // After the duties themselves: checklists follow them
        .reaction("plan.published", prepare::plan_changed)
        .reaction("plan.duties", prepare::plan_changed)
        .reaction("plan.stops", prepare::plan_changed)
        .reaction("duties.given", prepare::plan_changed)
        .queries(&prepare::queries())
        .queries(holders::QUERIES)
        .menu(MenuEntry { label: "duties-menu-ready", href: prepare::BOARDS, icon: "check", permission: VIEW, order: 45 })
        .personal_data(prepare::HELD)
        .queries(remind::store::QUERIES)
        .menu(MenuEntry { label: "duties-menu-remind", href: remind::PAGE, icon: "bell", permission: MANAGE, order: 46 })
        .personal_data(remind::HELD)
        .job(remind::REMIND)
        .start(|site| Box::pin(async move { prepare::start(&site).await }))
}

fn routes() -> Routes {
    Routes::new()
        .get("/nhiem-vu", Who::Can(VIEW), desk::show)
        .get("/nhiem-vu/dong-thoi", Who::Can(VIEW), live::all)
        .merge(duty::routes()).merge(table::routes())
        .merge(prepare::routes())
        .merge(remind::routes())
}
