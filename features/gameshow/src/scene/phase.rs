//! Bước của ván: where a game stands, with the clock's part in it.
use quiz::{Ask, Micros, Stage};

/// Where a game stands, with the clock's part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Waiting for players.
    Lobby,
    /// A question is on its way.
    Soon,
    /// It is shown, answers are not open.
    Read,
    /// Answers are open.
    Open,
    /// They have closed, and are being counted.
    Over,
    /// Counted.
    Closed,
    /// The right answer.
    Revealed,
    /// The ranking.
    Board,
    /// The winners.
    Podium,
    /// The end.
    Ended,
}

impl Phase {
    /// Where a game stands at `now`.
    pub fn of(stage: &Stage, now: Micros) -> Phase {
        match stage {
            Stage::Lobby => Phase::Lobby,
            Stage::Asked(ask) => Phase::of_ask(ask, ask.paused.unwrap_or(now)),
            Stage::Closed(_) => Phase::Closed,
            Stage::Revealed(_) => Phase::Revealed,
            Stage::Board => Phase::Board,
            Stage::Podium => Phase::Podium,
            Stage::Ended => Phase::Ended,
        }
    }

    fn of_ask(ask: &Ask, now: Micros) -> Phase {
        match now {
            t if t < ask.show => Phase::Soon,
            t if t < ask.open => Phase::Read,
            t if t <= ask.close => Phase::Open,
            _ => Phase::Over,
        }
    }

    /// Its word in templates and message keys.
    pub fn word(self) -> &'static str {
        match self {
            Phase::Lobby => "lobby",
            Phase::Soon => "soon",
            Phase::Read => "read",
            Phase::Open => "open",
            Phase::Over => "over",
            Phase::Closed => "closed",
            Phase::Revealed => "revealed",
            Phase::Board => "board",
            Phase::Podium => "podium",
            Phase::Ended => "ended",
        }
    }
}
