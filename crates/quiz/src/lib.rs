//! Luật đấu trường (quiz): the pure rules of a live quiz: phases, answers, scores, ranking, journal and re-count.
//! It knows no clock, network or database: time is an argument, in microseconds UTC. It must never pay an answer that
//! came early, late, twice or from a stranger.
#![cfg_attr(test, allow(clippy::unwrap_used))]

pub mod chain;
pub mod event;
pub mod game;
pub mod latency;
pub mod names;
pub mod question;
pub mod ranking;
pub mod recount;
pub mod score;
pub mod settings;
pub mod tally;
#[cfg(test)]
mod tests;

pub use chain::{Entry, Hash};
pub use event::Event;
pub use game::{Ask, Game, Player, Refusal, Stage};
pub use question::{Answer, Question};
pub use ranking::{Placed, Standing, Team};
pub use score::{Curve, Rule};
pub use settings::Settings;

/// A moment or a length of time, in microseconds (moments: UTC since 1970).
pub type Micros = i64;

/// One second.
pub const SECOND: Micros = 1_000_000;
