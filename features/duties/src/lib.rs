//! Nhiệm vụ (duties): who does what of the plan by when, from giving to confirmation. State and deadlines live in standings through
//! time, so that every figure can be had for any past day. It must never type a cell, change a first deadline, or forget who decided.
#![cfg_attr(test, allow(clippy::unwrap_used))]

mod calendar;
mod compare;
mod counted;
pub mod door;
mod desk;
mod duty;
mod ground;
mod leader;
mod list;
mod live;
mod model;
mod notices;
mod public;
mod scope;
mod sent_up;
mod staff;
mod store;
mod sync;
mod table;
mod timeline;
mod views;
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

/// May see the leaders' screen: all agencies beside each other.
pub const OVERVIEW: &str = "duties.overview";

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
                name: "0002_sent_up",
                sqlite: include_str!("migrations/sqlite/0002_sent_up.sql"),
                postgres: include_str!("migrations/postgres/0002_sent_up.sql"),
            },
            Migration {
                name: "0005_views",
                sqlite: include_str!("migrations/sqlite/0005_views.sql"),
                postgres: include_str!("migrations/postgres/0005_views.sql"),
            },
            Migration {
                name: "0006_overview",
                sqlite: include_str!("migrations/sqlite/0006_overview.sql"),
                postgres: include_str!("migrations/postgres/0006_overview.sql"),
            },
        ])
        .messages([include_str!("../messages/vi.ftl"), include_str!("../messages/en.ftl")])
        .grants(&[
            ("coordinator", VIEW), ("coordinator", WORK), ("coordinator", MANAGE), ("officer", VIEW), ("officer", WORK), ("leader", VIEW),
            ("leader", DECIDE), ("coordinator", OVERVIEW), ("leader", OVERVIEW),
        ])
        .routes(routes())
        .css(concat!(include_str!("duties.css"), include_str!("sent_up/sent_up.css"), include_str!("views.css")))
        .queries(store::QUERIES)
        .queries(counted::QUERIES)
        .queries(staff::QUERIES)
        .queries(duty::QUERIES)
        .queries(live::QUERIES)
        .queries(views::QUERIES[0])
        .queries(views::QUERIES[1])
        .queries(views::QUERIES[2])
        .queries(views::QUERIES[3])
        .queries(public::QUERIES)
        .start(|site| {
            Box::pin(async move {
                public::start(&site);
                Ok(())
            })
        })
        .personal_data(calendar::HELD)
        .menu(MenuEntry { label: "duties-leader-title", href: "/nhiem-vu/lanh-dao", icon: "chart", permission: OVERVIEW, order: 7 })
        .queries(list::QUERIES)
        .queries(desk::QUERIES)
        .queries(table::QUERIES)
        .personal_data(table::PERSONAL)
        .menu(MenuEntry { label: "duties-table-title", href: "/nhiem-vu/bang", icon: "filter", permission: VIEW, order: 9 })
        .menu(MenuEntry { label: "duties-desk-title", href: "/nhiem-vu", icon: "list", permission: VIEW, order: 8 })
        .queries(&sent_up::queries())
        .menu(MenuEntry { label: "sentup-matters", href: sent_up::matter::HOME, icon: "alert", permission: VIEW, order: 10 })
        .reaction("plan.published", sync::plan_changed)
        .reaction("plan.duties", sync::plan_changed)
        .reaction("agencies.group-confirmed", sync::group_confirmed)
}

fn routes() -> Routes {
    let own = Routes::new().get("/nhiem-vu", Who::Can(VIEW), desk::show).get("/nhiem-vu/dong-thoi", Who::Can(VIEW), live::all);
    own.merge(duty::routes()).merge(table::routes()).merge(sent_up::routes()).merge(views::routes())
}
