//! Sự kiện của ván: everything that ever happened in a game, as its journal keeps it. No name of a person is in it.
use crate::question::{Answer, Question};
use crate::settings::Settings;
use crate::Micros;
use serde::{Deserialize, Serialize};

/// One thing that happened. Moments are microseconds UTC.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "e", rename_all = "lowercase")]
pub enum Event {
    /// The first line: what is played and by which rule.
    Created {
        /// Settings.
        settings: Box<Settings>,
        /// Questions in order.
        questions: Vec<Question>,
    },
    /// Somebody came in; numbers run from 0 without gaps.
    Joined {
        /// Number.
        p: u32,
        /// Place in [`Settings::teams`], if there are teams.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        team: Option<u16>,
        /// Whether they are on the roster.
        #[serde(default)]
        official: bool,
    },
    /// The host sent somebody out.
    Kicked {
        /// Number.
        p: u32,
    },
    /// The host took that back.
    Restored {
        /// Number.
        p: u32,
    },
    /// The host lets whoever has the code of this place come in again.
    Freed {
        /// Number.
        p: u32,
    },
    /// Somebody came in again by the code of this place: tokens before are void.
    Returned {
        /// Number.
        p: u32,
    },
    /// Nobody comes in any more.
    Locked,
    /// They do again.
    Unlocked,
    /// A question goes out.
    Asked {
        /// Its place, from 0.
        q: u16,
        /// When it is shown.
        show: Micros,
        /// When answers open.
        open: Micros,
        /// When they close.
        close: Micros,
    },
    /// More time.
    Extended {
        /// The new end.
        close: Micros,
    },
    /// Time stands.
    Paused {
        /// Since.
        t: Micros,
    },
    /// Time runs again; what had not come yet moves by the length of the pause.
    Resumed {
        /// Since.
        t: Micros,
    },
    /// An answer that counts.
    #[serde(rename = "a")]
    Answered {
        /// Player.
        p: u32,
        /// Phase number that the phone named.
        n: u32,
        /// The answer.
        a: Answer,
        /// When the server had it.
        t: Micros,
        /// Credit for the way, see [`crate::latency`].
        c: Micros,
    },
    /// Answers are closed and counted.
    Closed {
        /// When.
        t: Micros,
    },
    /// The question does not count.
    Skipped,
    /// The right answer is shown.
    Revealed,
    /// The ranking is shown.
    Board,
    /// The winners are shown.
    Podium,
    /// The game is over.
    Ended {
        /// When.
        t: Micros,
    },
}

impl Event {
    /// Whether the phase number grows with it.
    pub fn turns(&self) -> bool {
        use Event::{Asked, Board, Closed, Ended, Podium, Revealed, Skipped};
        matches!(self, Asked { .. } | Closed { .. } | Skipped | Revealed | Board | Podium | Ended { .. })
    }
}
