//! Hành trình (journey): where each stop stands in time and what the countdown runs to.
use crate::snapshot::Snapshot;
use jiff::civil::Date;
use plan::door::{Campaign, Stop};
use ui::parts::StepState;

/// What the countdown runs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A stop begins: its position.
    Stop(usize),
    /// The main day of the campaign.
    MainDay,
    /// The campaign begins.
    Start,
}

/// Where the campaign stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Phase {
    /// Something comes: what, its unix milliseconds, and whether the hour is known.
    Ahead {
        /// What.
        target: Target,
        /// When, unix milliseconds.
        at: i64,
        /// Whether a programme gives the hour.
        timed: bool,
    },
    /// It runs, nothing more has a day.
    Running,
    /// It ended on that day.
    Over(Date),
    /// No day is known yet.
    Undated,
}

/// Where a stop stands on a day; a stop without days is ahead.
pub fn state_of(stop: &Stop, today: Date) -> StepState {
    match Snapshot::days(stop) {
        Some((_, last)) if last < today => StepState::Done,
        Some((first, _)) if first <= today => StepState::Now,
        _ => StepState::Next,
    }
}

/// What comes next. `first_start` gives the first programmed start (unix milliseconds) on a day at a stop (None: anywhere).
pub fn phase(campaign: &Campaign, stops: &[Stop], now: i64, today: Date, first_start: impl Fn(Option<&Stop>, Date) -> Option<i64>) -> Phase {
    let mut ahead: Vec<(i64, bool, Target)> = Vec::new();
    let mut push = |target: Target, stop: Option<&Stop>, day: Date| {
        let programmed = first_start(stop, day);
        let at = programmed.unwrap_or_else(|| vietnamese::dates::day_start(day));
        if at > now && day >= today {
            ahead.push((at, programmed.is_some(), target));
        }
    };
    for (position, stop) in stops.iter().enumerate() {
        if let Some((first, _)) = Snapshot::days(stop) {
            push(Target::Stop(position), Some(stop), first);
        }
    }
    let starts_on = |day: Date| stops.iter().any(|s| Snapshot::days(s).is_some_and(|(first, last)| first <= day && day <= last));
    if let Some(day) = campaign.main().filter(|day| !starts_on(*day)) {
        push(Target::MainDay, None, day);
    }
    if let Some(day) = campaign.start().filter(|day| !starts_on(*day)) {
        push(Target::Start, None, day);
    }
    if let Some((at, timed, target)) = ahead.into_iter().min_by_key(|(at, _, _)| *at) {
        return Phase::Ahead { target, at, timed };
    }
    let last_stop = stops.iter().filter_map(Snapshot::days).map(|(_, last)| last);
    let last = last_stop.chain(campaign.end()).chain(campaign.main()).max();
    match last {
        Some(last) if last < today => Phase::Over(last),
        Some(_) => Phase::Running,
        None => Phase::Undated,
    }
}
