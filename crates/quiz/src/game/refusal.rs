//! Từ chối: why something may not happen now; each with a word that phones and texts know.

/// Why an answer or a step is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Answers are not open yet.
    Early,
    /// They are closed, or the phase that the phone names is over.
    Late,
    /// This player has answered.
    Double,
    /// Nobody of this game.
    Stranger,
    /// Sent out by the host.
    Kicked,
    /// Time stands.
    Paused,
    /// The answer does not fit the question.
    Unfit,
    /// Nobody comes in any more.
    Locked,
    /// There are as many players as a game takes.
    Full,
    /// The code is in use.
    Used,
    /// Such a team is not in this game, or one must be chosen.
    NoTeam,
    /// The game does not stand where this could be done.
    NotNow,
}

impl Refusal {
    /// Its word in frames and message keys.
    pub fn code(self) -> &'static str {
        match self {
            Refusal::Early => "early",
            Refusal::Late => "late",
            Refusal::Double => "double",
            Refusal::Stranger => "stranger",
            Refusal::Kicked => "kicked",
            Refusal::Paused => "paused",
            Refusal::Unfit => "unfit",
            Refusal::Locked => "locked",
            Refusal::Full => "full",
            Refusal::Used => "used",
            Refusal::NoTeam => "team",
            Refusal::NotNow => "now",
        }
    }
}
