//! Nền tảng (base): database, sessions, permissions, audit, outbox, jobs, live events, files and the HTTP frame
//! that every feature stands on. It must never know a feature, a page or a word of the plan.
#![cfg_attr(test, allow(clippy::unwrap_used))]

pub mod audit;
pub mod brake;
pub mod clock;
pub mod config;
pub mod db;
pub mod error;
pub mod feature;
pub mod files;
pub mod http;
pub mod i18n;
pub mod identity;
pub mod jobs;
pub mod live;
pub mod mail;
pub mod naming;
pub mod nodes;
pub mod outbox;
pub mod routes;
pub mod session;
pub mod settings;
pub mod site;
pub mod testing;
pub mod vault;
#[cfg(test)]
mod tests;

pub use audit::Actor;
pub use clock::Clock;
pub use config::Config;
pub use db::{Arg, Db, Fetch, Reader, Record, Tx};
pub use error::{Error, Result};
pub use feature::{Feature, Job, MenuEntry, Migration, PersonalData};
pub use i18n::{Catalog, Lang};
pub use routes::{Routes, Who};
pub use session::{MaybeViewer, Viewer};
pub use site::Site;
/// Fills a struct from a row of either engine. From `sqlx-macros` itself: by way of `sqlx` it would build both drivers a second time, for
/// queries checked while compiling, which nobody here writes.
pub use sqlx_macros::FromRow;

use feature::Feature as F;

/// The platform's own entry in the list of features: its tables, texts and housekeeping jobs.
pub fn feature() -> F {
    F::new("base")
        .migrations(&[
            Migration {
                name: "0001_base",
                sqlite: include_str!("migrations/sqlite/0001_base.sql"),
                postgres: include_str!("migrations/postgres/0001_base.sql"),
            },
            Migration {
                name: "0002_mail_faults",
                sqlite: include_str!("migrations/sqlite/0002_mail_faults.sql"),
                postgres: include_str!("migrations/postgres/0002_mail_faults.sql"),
            },
            Migration {
                name: "0003_events",
                sqlite: include_str!("migrations/sqlite/0003_events.sql"),
                postgres: include_str!("migrations/postgres/0003_events.sql"),
            },
        ])
        .messages([include_str!("../messages/vi.ftl"), include_str!("../messages/en.ftl")])
        .queries(session::QUERIES)
        .queries(mail::QUERIES)
        .queries(outbox::QUERIES)
        .job(mail::DELIVERY)
        .job(mail::PURGE)
        .job(session::PURGE)
}
