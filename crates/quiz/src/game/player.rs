//! Người chơi: how one who plays stands, and what they gave to the question that is out.
use crate::Micros;
use crate::question::Answer;
use crate::ranking::Standing;

/// An answer that was taken.
#[derive(Clone, Debug, PartialEq)]
pub struct Given {
    /// The answer.
    pub answer: Answer,
    /// How much of it is right.
    pub share: u16,
    /// Time taken.
    pub taken: Micros,
    /// When it came.
    pub at: Micros,
}

/// What the last counted question brought a player.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Last {
    /// Whether there was an answer.
    pub answered: bool,
    /// How much of it was right.
    pub share: u16,
    /// What it earned.
    pub points: i64,
    /// Time taken.
    pub taken: Micros,
}

/// One who plays.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Player {
    /// Place in [`Settings::teams`].
    pub team: Option<u16>,
    /// On the roster.
    pub official: bool,
    /// Sent out.
    pub kicked: bool,
    /// The host lets whoever has this code come in again.
    pub freed: bool,
    /// How often this place was taken again by its code; tokens of a time before are void.
    pub seat: u16,
    /// How they stand.
    pub standing: Standing,
    /// Counted questions that were answered.
    pub answers: u32,
    /// Wholly right answers in a row.
    pub streak: u32,
    /// The last counted question.
    pub last: Last,
    /// Place after the last counted question; 0 before.
    pub rank: u32,
}
