//! Luật nhắc việc: which step a deadline is at, who hears of it, and at which hour. No IO.
use jiff::civil::Date;

/// A step before or after a deadline, in the order of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Step {
    /// Seven days before.
    Week,
    /// Three days before.
    Days,
    /// The day before.
    Eve,
    /// The last day.
    Day,
    /// Has passed: the officer.
    Late,
    /// Has passed for longer: the head of the unit.
    Head,
    /// Then the coordinating department.
    Coordinator,
    /// At last the office of the People's Committee.
    Office,
}

impl Step {
    /// Word of the database.
    pub fn code(self) -> &'static str {
        match self {
            Step::Week => "t7",
            Step::Days => "t3",
            Step::Eve => "t1",
            Step::Day => "t0",
            Step::Late => "late",
            Step::Head => "head",
            Step::Coordinator => "coordinator",
            Step::Office => "office",
        }
    }

    /// Role that hears of it.
    pub fn role(self) -> &'static str {
        match self {
            Step::Head => base::identity::HEAD,
            Step::Coordinator => base::identity::COORDINATOR,
            Step::Office => base::identity::OFFICE,
            _ => base::identity::OFFICER,
        }
    }

    /// What a person may mute: `soon`, `late` or `ladder`.
    pub fn mute(self) -> &'static str {
        match self {
            Step::Week | Step::Days | Step::Eve | Step::Day => "soon",
            Step::Late => "late",
            Step::Head | Step::Coordinator | Step::Office => "ladder",
        }
    }
}

/// Kinds that a person may leave out of the digest: duties and own tasks before their deadline, after it, the ladder, checklists.
pub const MUTES: [&str; 5] = ["soon", "late", "ladder", "tasks", "checks"];

/// Days after a deadline at which each of the higher steps hears of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ladder {
    /// Head of the unit.
    pub head: i64,
    /// Coordinating department.
    pub coordinator: i64,
    /// Office of the People's Committee.
    pub office: i64,
}

/// The step before (or on) the last day that is reached with so many days left; a missed one is caught up by the next. None while it is far.
fn before(days_left: i64) -> Option<Step> {
    match days_left {
        0 => Some(Step::Day),
        1 => Some(Step::Eve),
        2..=3 => Some(Step::Days),
        4..=7 => Some(Step::Week),
        _ => None,
    }
}

/// The steps that a deadline has reached, lowest first: one before it, all rungs after it.
pub fn steps(days_left: i64, ladder: &Ladder) -> Vec<Step> {
    if days_left >= 0 {
        return before(days_left).into_iter().collect();
    }
    let late = -days_left;
    let rungs = [(1, Step::Late), (ladder.head, Step::Head), (ladder.coordinator, Step::Coordinator), (ladder.office, Step::Office)];
    rungs.into_iter().filter(|(after, _)| late >= *after).map(|(_, step)| step).collect()
}

/// Whether a deadline counts: it did not lie in the past already when it became known here, nor before reminding was switched on.
pub fn counts(deadline: Date, known_on: Date, since: Date) -> bool {
    deadline >= known_on && deadline >= since
}

/// Whether an hour is quiet; the span may go over midnight, equal ends mean no quiet hours.
pub fn is_quiet(hour: i64, from: i64, to: i64) -> bool {
    if from <= to { (from..to).contains(&hour) } else { hour >= from || hour < to }
}

/// The hour at which a digest goes: the chosen one, or when that is quiet the end of the quiet hours.
pub fn hour_of(chosen: i64, from: i64, to: i64) -> i64 {
    if is_quiet(chosen, from, to) { to } else { chosen }
}

/// Whether a digest may go now.
pub fn is_time(now: i64, chosen: i64, from: i64, to: i64) -> bool {
    !is_quiet(now, from, to) && now >= hour_of(chosen, from, to)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const LADDER: Ladder = Ladder { head: 2, coordinator: 5, office: 10 };

    #[test]
    fn steps_come_in_order_of_time() {
        let at = |days| steps(days, &LADDER);
        assert_eq!(at(8), []);
        assert_eq!((at(7), at(4), at(3), at(2), at(1), at(0)), (vec![Step::Week], vec![Step::Week], vec![Step::Days], vec![Step::Days], vec![Step::Eve], vec![Step::Day]));
        assert_eq!(at(-1), [Step::Late]);
        assert_eq!(at(-2), [Step::Late, Step::Head]);
        assert_eq!(at(-10), [Step::Late, Step::Head, Step::Coordinator, Step::Office]);
    }

    #[test]
    fn past_deadlines_do_not_count() {
        let day = |d| jiff::civil::date(2024, 9, d);
        assert!(counts(day(15), day(15), day(1)));
        assert!(!counts(day(14), day(15), day(1)), "known only after it had passed");
        assert!(!counts(day(14), day(1), day(15)), "passed before reminding began");
    }

    proptest! {
        #[test]
        fn the_ladder_never_goes_down(days in -60_i64..30) {
            let rank = |d| steps(d, &LADDER).last().map_or(0, |s| 1 + *s as usize);
            prop_assert!(rank(days - 1) >= rank(days));
        }

        #[test]
        fn nothing_goes_in_quiet_hours_and_each_day_has_its_hour(chosen in 0_i64..24, from in 0_i64..24, to in 0_i64..24) {
            let hours: Vec<i64> = (0..24).filter(|h| is_time(*h, chosen, from, to)).collect();
            prop_assert!(hours.iter().all(|h| !is_quiet(*h, from, to)));
            prop_assert!(!hours.is_empty(), "{chosen} {from} {to}");
        }
    }
}
