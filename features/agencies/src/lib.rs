//! Cơ quan (agencies): dated organisations with their names, hand-overs and groups. It must never rewrite history: an old
//! plan keeps its old names, and must never decide between two agencies that could be meant.
#![cfg_attr(test, allow(clippy::unwrap_used))]

mod directory;
pub mod door;
mod groups;
mod matching;
mod model;
mod store;
mod succession;
#[cfg(test)]
mod tests;

use base::{Feature, Migration};

/// This feature's entry in the list of features.
pub fn feature() -> Feature {
    Feature::new("agencies")
        .migrations(&[Migration {
            name: "0001_agencies",
            sqlite: include_str!("migrations/sqlite/0001_agencies.sql"),
            postgres: include_str!("migrations/postgres/0001_agencies.sql"),
        }])
        .queries(store::QUERIES)
}
