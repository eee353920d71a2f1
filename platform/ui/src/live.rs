//! Values of the components that speak about progress and time (nhịp, đếm ngược, đang diễn ra).

use crate::parts::{StepState, Tone};

/// State of one duty in the beat.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BeatState {
    /// Done in time.
    Done,
    /// Done after the deadline.
    DoneLate,
    /// Under way.
    Working,
    /// Not its turn yet.
    Waiting,
    /// Past the deadline.
    Overdue,
    /// Its last day has passed and nobody has reported: nothing is said about the work itself.
    Unreported,
    /// Its time runs; nobody has said whether work has begun.
    InTerm,
    /// No last day is known.
    NoDeadline,
    /// Past the deadline, and who answers for it has not reported.
    OverdueUnreported,
}

impl BeatState {
    /// All states in the order of the legend.
    pub const ALL: [Self; 9] = [
        Self::Done,
        Self::DoneLate,
        Self::Working,
        Self::InTerm,
        Self::Waiting,
        Self::NoDeadline,
        Self::Unreported,
        Self::Overdue,
        Self::OverdueUnreported,
    ];
    /// Class name.
    pub fn class(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::DoneLate => "late",
            Self::Working => "working",
            Self::Waiting => "waiting",
            Self::Overdue | Self::OverdueUnreported => "overdue",
            Self::Unreported => "unreported",
            Self::InTerm => "working",
            Self::NoDeadline => "waiting",
        }
    }
    /// Message key of its word.
    pub fn word_key(self) -> &'static str {
        match self {
            Self::Done => "ui-beat-done",
            Self::DoneLate => "ui-beat-late",
            Self::Working => "ui-beat-working",
            Self::Waiting => "ui-beat-waiting",
            Self::Overdue => "ui-beat-overdue",
            Self::Unreported => "ui-beat-unreported",
            Self::InTerm => "ui-beat-in-term",
            Self::NoDeadline => "ui-beat-no-deadline",
            Self::OverdueUnreported => "ui-beat-overdue-unreported",
        }
    }
}

/// One duty.
#[derive(Debug, Clone)]
pub struct BeatBar {
    /// Name of the duty, read out and shown on hover.
    pub label: String,
    /// Address; empty makes a bar that is no link.
    pub href: String,
    /// State.
    pub state: BeatState,
}

/// The beat (nhịp): one bar per duty, in the plan's order.
#[derive(Debug, Clone, Default)]
pub struct Beat {
    /// Bars in the plan's order.
    pub bars: Vec<BeatBar>,
}

impl Beat {
    /// Most bars that a screen tells apart; with more duties a page leaves the beat out (and stays small).
    pub const MOST: u16 = 240;
}

impl Beat {
    /// How many duties stand in `state`.
    pub fn count(&self, state: &BeatState) -> usize {
        self.bars.iter().filter(|bar| bar.state == *state).count()
    }
    /// States that occur, with their numbers, in the order of the legend.
    pub fn legend(&self) -> Vec<(BeatState, usize)> {
        let counted = BeatState::ALL.into_iter().map(|state| (state, self.count(&state)));
        counted.filter(|(_, count)| *count > 0).collect()
    }
}

/// Time left until a moment, at the second at which the page was made (đếm ngược).
#[derive(Debug, Clone)]
pub struct Countdown {
    /// Whole days left.
    pub days: i64,
    /// Hours left beyond the days.
    pub hours: i64,
    /// Minutes left beyond the hours.
    pub minutes: i64,
    /// The moment, UTC unix milliseconds, for the behaviour that keeps it current.
    pub target: i64,
    /// The server's clock when the page was made: the behaviour counts from it, so a wrong phone clock does no harm.
    pub now: i64,
}

impl Countdown {
    /// From `now` to `target`, both UTC unix milliseconds. A moment that has passed gives zeros.
    pub fn new(now: i64, target: i64) -> Self {
        let minutes = (target - now).max(0) / 60_000;
        Self { days: minutes / 1440, hours: minutes / 60 % 24, minutes: minutes % 60, target, now }
    }
    /// Whether the moment has come.
    pub fn is_over(&self) -> bool {
        self.now >= self.target
    }
}

/// One entry of a programme: what, when, where (mục chương trình).
#[derive(Debug, Clone, Default)]
pub struct Slot {
    /// Hours as shown: "08:00 – 11:30".
    pub time: String,
    /// Start for machines (ISO with offset).
    pub iso: String,
    /// Title.
    pub title: String,
    /// Address; empty for none.
    pub href: String,
    /// Words below: space, agency.
    pub text: String,
    /// Words of the chip: place or waiting time; empty hides it.
    pub chip: String,
    /// Icon of the chip.
    pub chip_icon: String,
    /// Tone of the chip.
    pub tone: Tone,
}

/// One row of a run-of-show (kịch bản điều hành).
#[derive(Debug, Clone, Default)]
pub struct RunRow {
    /// Identifier that the up and down buttons send.
    pub id: String,
    /// Planned start, "08:15".
    pub start: String,
    /// Length as shown, "5 phút".
    pub length: String,
    /// What happens.
    pub title: String,
    /// Who is responsible.
    pub who: String,
    /// Where it stands.
    pub state: StepState,
    /// Words beside it: "trễ 3 phút"; empty hides it.
    pub drift: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn countdown_splits_and_never_goes_below_zero() {
        let left = Countdown::new(0, ((18 * 24 + 22) * 60 + 18) * 60_000 + 59_000);
        assert_eq!((left.days, left.hours, left.minutes), (18, 22, 18));
        let over = Countdown::new(10, 5);
        assert_eq!((over.days, over.hours, over.minutes, over.is_over()), (0, 0, 0, true));
    }

    #[test]
    fn legend_leaves_out_what_does_not_occur() {
        let bar = |state| BeatBar { label: String::new(), href: String::new(), state };
        let beat = Beat { bars: vec![bar(BeatState::Overdue), bar(BeatState::Done), bar(BeatState::Done)] };
        assert_eq!(beat.legend(), [(BeatState::Done, 2), (BeatState::Overdue, 1)]);
    }
}
