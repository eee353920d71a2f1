//! Cài đặt ván chơi: what a game's host decides before it begins; part of the first line of the journal.
use crate::score::Rule;
use serde::{Deserialize, Serialize};

/// The settings of a game. They never change after the first player joined.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// How points are counted.
    pub rule: Rule,
    /// Seconds between showing the question and opening the answers.
    pub read_seconds: u16,
    /// Seconds to answer, where the question itself states none.
    pub answer_seconds: u16,
    /// Teams or halls; empty: everybody plays alone.
    pub teams: Vec<String>,
    /// Whether results count only for people of the roster.
    pub roster_only: bool,
    /// How many stand on the podium.
    pub podium: u16,
    /// Whether phones show the question and the words of the options, or buttons only.
    pub text_on_phones: bool,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            rule: Rule::default(),
            read_seconds: 5,
            answer_seconds: 20,
            teams: Vec::new(),
            roster_only: false,
            podium: 3,
            text_on_phones: true,
        }
    }
}
