//! Đấu trường (gameshow): live games in halls, question sets and lessons. A game's answers live in its journal, which is the
//! only truth about it; nothing here may pay an answer that the journal does not hold.
#![cfg_attr(test, allow(clippy::unwrap_used))]

pub mod door;
mod doors;
mod host;
mod keep;
mod lessons;
mod live;
mod model;
mod play;
mod polls;
mod push;
mod recount;
mod results;
mod scene;
mod scope;
mod sets;
mod shipped;
mod stage;
mod store;
#[cfg(test)]
mod tests;

pub use recount::{Report, recount};

use base::naming::Naming;
use base::{Feature, MenuEntry, Migration, Result, Site};

/// May write question sets and lessons.
pub const EDIT: &str = "gameshow.edit";
/// May prepare and run games.
pub const RUN: &str = "gameshow.run";

const STYLE: &str = concat!(include_str!("gameshow.css"), include_str!("stage/stage.css"), include_str!("sets/sets.css"), include_str!("lessons/lessons.css"), include_str!("polls/polls.css"), include_str!("polls/stage.css"));

/// How other pages, the log first, name things of this feature.
const NAMES: &[Naming] = &[
    Naming { entity: "quiz_game", page: "/dau-truong/{}/dieu-khien", sql: concat!("select id, title, '', id from quiz_game where id in (", base::fifty!(), ")") },
    Naming { entity: "quiz_set", page: "/dau-truong/bo-cau-hoi/{}", sql: concat!("select id, title, '', id from quiz_set where id in (", base::fifty!(), ")") },
    Naming { entity: "quiz_question", page: "/dau-truong/bo-cau-hoi/{}", sql: concat!("select q.id, s.title, '', s.id from quiz_question q join quiz_set s on s.id = q.quiz_set where q.id in (", base::fifty!(), ")") },
    Naming { entity: "quiz_lesson", page: "/bai-hoc/soan/{}", sql: concat!("select id, title, '', id from quiz_lesson where id in (", base::fifty!(), ")") },
    Naming { entity: "poll_session", page: "/dau-truong/y-kien/{}", sql: concat!("select id, title, '', id from poll_session where id in (", base::fifty!(), ")") },
    Naming { entity: "poll", page: "/dau-truong/y-kien/{}", sql: concat!("select p.id, s.title, '', s.id from poll p join poll_session s on s.id = p.session where p.id in (", base::fifty!(), ")") },
];

/// The feature as one value.
pub fn feature() -> Feature {
    Feature::new("gameshow").naming(NAMES)
        .migrations(&[
            Migration {
                name: "0001_games",
                sqlite: include_str!("migrations/sqlite/0001_games.sql"),
                postgres: include_str!("migrations/postgres/0001_games.sql"),
            },
            Migration {
                name: "0002_sets",
                sqlite: include_str!("migrations/sqlite/0002_sets.sql"),
                postgres: include_str!("migrations/postgres/0002_sets.sql"),
            },
            Migration {
                name: "0003_lessons",
                sqlite: include_str!("migrations/sqlite/0003_lessons.sql"),
                postgres: include_str!("migrations/postgres/0003_lessons.sql"),
            },
            Migration {
                name: "0004_polls",
                sqlite: include_str!("migrations/sqlite/0004_polls.sql"),
                postgres: include_str!("migrations/postgres/0004_polls.sql"),
            },
            Migration {
                name: "0005_poll_networks",
                sqlite: include_str!("migrations/sqlite/0005_poll_networks.sql"),
                postgres: include_str!("migrations/postgres/0005_poll_networks.sql"),
            },
        ])
        .messages([include_str!("../messages/vi.ftl"), include_str!("../messages/en.ftl")])
        .grants(&[("coordinator", EDIT), ("coordinator", RUN), ("officer", EDIT), ("officer", RUN)])
        .queries(store::QUERIES)
        .queries(sets::QUERIES)
        .queries(lessons::QUERIES)
        .queries(polls::QUERIES)
        .queries(polls::BALLOT_QUERIES)
        .queries(polls::NETWORK_QUERIES)
        .css(STYLE)
        .personal_data(keep::PLAYERS)
        .job(keep::FORGET)
        .job(keep::END_IDLE)
        .job(lessons::FORGET)
        .job(polls::FORGET)
        .menu(MenuEntry { label: "gameshow-nav", href: "/dau-truong", icon: "gamepad", permission: "", order: 30 })
        .menu(MenuEntry { label: "gameshow-desk", href: "/dau-truong/van", icon: "gamepad", permission: RUN, order: 60 })
        .menu(MenuEntry { label: "gameshow-polls-nav", href: "/dau-truong/y-kien", icon: "chart", permission: RUN, order: 60 })
        .menu(MenuEntry { label: "gameshow-sets-nav", href: "/dau-truong/bo-cau-hoi", icon: "list", permission: EDIT, order: 61 })
        .menu(MenuEntry { label: "gameshow-lessons-nav", href: "/bai-hoc", icon: "book", permission: "", order: 31 })
        .menu(MenuEntry { label: "gameshow-lessons-desk", href: "/bai-hoc/soan", icon: "book", permission: EDIT, order: 62 })
        .start(|site| Box::pin(start(site)))
        .routes(play::routes().merge(host::routes()).merge(stage::routes()).merge(results::routes()).merge(sets::routes()).merge(lessons::routes()).merge(polls::routes()))
}

/// Start hook: the shipped sets are brought up to date, and every game that was on goes on.
async fn start(site: Site) -> Result<()> {
    shipped::take_over::<sets::builtin::Sets>(&site).await?;
    shipped::take_over::<lessons::builtin::Lessons>(&site).await?;
    lessons::key::open(&site).await?;
    lessons::limits::start(&site);
    polls::start(&site);
    live::start(site).await
}
