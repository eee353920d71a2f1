//! Kế hoạch (plan): reads a plan's file, lets officers review it, publishes it as a campaign, and keeps the living plan
//! document. It must never assign anybody silently, lose the plan's words, or rewrite an older version.
#![cfg_attr(test, allow(clippy::unwrap_used))]

mod campaign;
mod document;
pub mod door;
mod import;
mod known;
mod model;
mod naming;
mod papers_link;
mod people_link;
mod place;
mod progress;
mod publish;
mod questions;
mod review;
mod shell;
mod source;
mod store;
mod words;
#[cfg(test)]
mod tests;

pub use import::{Imported, Outcome, import_file, import_or_ask};
pub use publish::{Answers, CampaignId, DutyAnswer, Fate, Fates, Home, NameAnswer, SURE, Somebody, Source, is_vague, publish};
pub use shell::refresh;

use base::naming::Naming;
use base::{Feature, MenuEntry, Migration, Routes, Who};

/// May review and publish plans, edit campaigns and answer open questions.
pub const EDIT: &str = "plan.edit";

/// How other pages, the log first, name things of this feature.
const NAMES: &[Naming] = &[
    Naming { entity: "campaign", page: "/ke-hoach/chien-dich/{}", sql: concat!("select id, trim(name || ' ' || place) || ' ' || year, '', id from campaign where id in (", base::fifty!(), ")") },
    Naming { entity: "stop", page: "/ke-hoach/chien-dich/{}/chang/{}", sql: concat!("select id, name, '', campaign from stop where id in (", base::fifty!(), ")") },
    Naming { entity: "plan_draft", page: "/ke-hoach/duyet/{}", sql: concat!("select id, file_name, '', id from plan_draft where id in (", base::fifty!(), ")") },
    Naming { entity: "plan_question", page: "/ke-hoach/can-xac-nhan", sql: concat!("select id, words, '', id from plan_question where id in (", base::fifty!(), ")") },
];

/// This feature's entry in the list of features.
pub fn feature() -> Feature {
    Feature::new("plan").naming(NAMES)
        .migrations(&[
            Migration {
                name: "0001_plan",
                sqlite: include_str!("migrations/sqlite/0001_plan.sql"),
                postgres: include_str!("migrations/postgres/0001_plan.sql"),
            },
            Migration {
                name: "0002_history",
                sqlite: include_str!("migrations/sqlite/0002_history.sql"),
                postgres: include_str!("migrations/postgres/0002_history.sql"),
            },
        ])
        .messages([include_str!("../messages/vi.ftl"), include_str!("../messages/en.ftl")])
        .css(concat!(include_str!("plan.css"), include_str!("review.css")))
        .menu(MenuEntry { label: "plan-title", href: "/ke-hoach", icon: "file", permission: "", order: 40 })
        .menu(MenuEntry { label: "plan-review", href: "/ke-hoach/duyet", icon: "file", permission: EDIT, order: 20 })
        .menu(MenuEntry { label: "plan-questions", href: "/ke-hoach/can-xac-nhan", icon: "flag", permission: EDIT, order: 21 })
        .menu(MenuEntry { label: "plan-campaigns", href: "/ke-hoach/chien-dich", icon: "settings", permission: EDIT, order: 22 })
        .routes(
            Routes::new()
                .get("/ke-hoach", Who::Public, document::show)
                .get("/ke-hoach/ban-goc", Who::Public, document::original)
                .get("/ke-hoach/thay-doi", Who::Public, document::changes)
                .get("/ke-hoach/nhiem-vu/{number}", Who::Public, document::duty)
                .get("/ke-hoach/nhiem-vu/{number}/lich.ics", Who::Public, document::calendar)
                .merge(review::routes())
                .merge(campaign::routes())
                .merge(questions::routes()),
        )
        .job(publish::home::TURN)
        .grants(&[("coordinator", EDIT)])
        .queries(store::QUERIES)
        .queries(publish::write::QUERIES)
        .queries(publish::history::QUERIES)
        .queries(review::store::QUERIES)
        .queries(campaign::store::QUERIES)
        .queries(questions::store::QUERIES)
        .start(|site| {
            Box::pin(async move {
                people_link::start(&site);
                papers_link::start(&site);
                refresh(&site).await
            })
        })
        .refresh(|site| Box::pin(async move { refresh(&site).await }))
}
