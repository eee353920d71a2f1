//! Luật của nhiệm vụ: the states of a duty, who may move it where, and the four cells. No IO.
use jiff::civil::Date;

/// Where a duty stands in its flow: giao → tiếp nhận (or trả lại) → thực hiện → báo cáo → xác nhận.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum State {
    /// Given; the agency has not answered (đã giao).
    Assigned,
    /// Sent back with a reason; the coordinator decides (trả lại).
    Returned,
    /// Taken over (đã tiếp nhận).
    Accepted,
    /// Being carried out (đang thực hiện).
    Working,
    /// Reported as done, to be confirmed (đã báo cáo).
    Reported,
    /// Confirmed (đã xác nhận).
    Confirmed,
    /// No longer this agency's: an amendment dropped it, or another agency got it (đã rút).
    Withdrawn,
}

impl State {
    /// All, in the order of the flow.
    pub const ALL: [State; 7] =
        [State::Assigned, State::Returned, State::Accepted, State::Working, State::Reported, State::Confirmed, State::Withdrawn];

    /// Word of the database and of addresses.
    pub fn code(self) -> &'static str {
        match self {
            State::Assigned => "assigned",
            State::Returned => "returned",
            State::Accepted => "accepted",
            State::Working => "working",
            State::Reported => "reported",
            State::Confirmed => "confirmed",
            State::Withdrawn => "withdrawn",
        }
    }

    /// The state with this code.
    pub fn of(code: &str) -> Option<State> {
        State::ALL.into_iter().find(|s| s.code() == code)
    }

    /// Whether a report says that it is done, so that `finished_on` is known: the day that the report names, within [`may_finish`].
    pub fn is_finished(self) -> bool {
        matches!(self, State::Reported | State::Confirmed)
    }
}

/// What somebody does to a duty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Act {
    /// Agency: takes it over.
    Accept,
    /// Agency: sends it back, with a reason.
    Return,
    /// Agency: begins.
    Start,
    /// Agency: reports it done, with evidence.
    Report,
    /// Agency: takes the report back before it is confirmed.
    Recall,
    /// Coordinator: gives a returned duty again, with a reason.
    Insist,
    /// Coordinator: confirms the report.
    Confirm,
    /// Coordinator: the report does not do, with a reason.
    SendBack,
    /// Coordinator: opens a confirmed duty again, with a reason.
    Reopen,
}

/// Who may do an act.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The agency that answers for the duty.
    Agency,
    /// The coordinating department.
    Coordinator,
}

impl Act {
    /// All acts.
    pub const ALL: [Act; 9] = [
        Act::Accept, Act::Return, Act::Start, Act::Report, Act::Recall, Act::Insist, Act::Confirm, Act::SendBack, Act::Reopen,
    ];

    /// Last part of its address, and the kind of its event.
    pub fn code(self) -> &'static str {
        match self {
            Act::Accept => "accept",
            Act::Return => "return",
            Act::Start => "start",
            Act::Report => "report",
            Act::Recall => "recall",
            Act::Insist => "insist",
            Act::Confirm => "confirm",
            Act::SendBack => "send_back",
            Act::Reopen => "reopen",
        }
    }

    /// The act with this code.
    pub fn of(code: &str) -> Option<Act> {
        Act::ALL.into_iter().find(|a| a.code() == code)
    }

    /// Whose act it is.
    pub fn side(self) -> Side {
        match self {
            Act::Accept | Act::Return | Act::Start | Act::Report | Act::Recall => Side::Agency,
            Act::Insist | Act::Confirm | Act::SendBack | Act::Reopen => Side::Coordinator,
        }
    }

    /// Whether a reason must be given.
    pub fn needs_reason(self) -> bool {
        matches!(self, Act::Return | Act::Insist | Act::SendBack | Act::Reopen)
    }

    /// The state that it leads to; None where it is not possible.
    pub fn from(self, state: State) -> Option<State> {
        match (self, state) {
            (Act::Accept, State::Assigned | State::Returned) => Some(State::Accepted),
            (Act::Return, State::Assigned | State::Accepted) => Some(State::Returned),
            (Act::Start, State::Accepted) => Some(State::Working),
            (Act::Report, State::Accepted | State::Working) => Some(State::Reported),
            (Act::Recall, State::Reported) => Some(State::Working),
            (Act::Insist, State::Returned) => Some(State::Assigned),
            (Act::Confirm, State::Reported) => Some(State::Confirmed),
            (Act::SendBack, State::Reported) => Some(State::Working),
            (Act::Reopen, State::Confirmed) => Some(State::Working),
            _ => None,
        }
    }
}

/// One of the four cells of the Government's statistics (bốn ô): computed, never typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Cell {
    /// Hoàn thành đúng hạn.
    OnTime,
    /// Hoàn thành quá hạn.
    Late,
    /// Chưa hoàn thành, trong hạn.
    InTerm,
    /// Chưa hoàn thành, quá hạn.
    Overdue,
}

impl Cell {
    /// All, in the order of the statistics.
    pub const ALL: [Cell; 4] = [Cell::OnTime, Cell::Late, Cell::InTerm, Cell::Overdue];

    /// Word of addresses and of SQL.
    pub fn code(self) -> &'static str {
        match self {
            Cell::OnTime => "on_time",
            Cell::Late => "late",
            Cell::InTerm => "in_term",
            Cell::Overdue => "overdue",
        }
    }

    /// The cell with this code.
    pub fn of(code: &str) -> Option<Cell> {
        Cell::ALL.into_iter().find(|c| c.code() == code)
    }
}

/// The cell of a duty on a day; None when it is withdrawn. Done means confirmed, and is judged by the day on which it was finished, as
/// the report says or as who confirmed it corrected it: waiting for the confirmation is not the agency's fault. A report that waits is
/// judged by that day too. Both ends belong to the term.
/// `store` has the same rule in SQL; a property test holds the two together.
pub fn cell(state: State, deadline: Option<Date>, finished_on: Option<Date>, today: Date) -> Option<Cell> {
    let in_time = deadline.is_none_or(|last| finished_on.unwrap_or(today) <= last);
    match (state, in_time) {
        (State::Withdrawn, _) => None,
        (State::Confirmed, true) => Some(Cell::OnTime),
        (State::Confirmed, false) => Some(Cell::Late),
        (_, true) => Some(Cell::InTerm),
        (_, false) => Some(Cell::Overdue),
    }
}

/// Who has to do with more time for a duty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hand {
    /// Asks for it.
    Asks,
    /// The coordinating department grants it.
    Office,
    /// The leader grants it.
    Leader,
}

impl Hand {
    /// Whether this hand may grant more time in a campaign whose rule says that only the leader does (`leader_extends`).
    pub fn grants(self, leader_extends: bool) -> bool {
        match self {
            Hand::Asks => false,
            Hand::Office => !leader_extends,
            Hand::Leader => true,
        }
    }
}

/// Whether a duty may get this later deadline from this hand: the one rule for requests, answers, acts on many and sheets.
///
/// # Errors
/// The catalogue key of what stands against it.
pub fn may_extend(hand: Hand, leader_extends: bool, state: State, deadline: Option<Date>, day: Date, today: Date) -> Result<(), &'static str> {
    match () {
        () if hand != Hand::Asks && !hand.grants(leader_extends) => Err("duties-extend-leader"),
        () if state == State::Withdrawn || state.is_finished() => Err("sentup-extension-error-over"),
        () if day < today => Err("sentup-extension-error-past"),
        () if deadline.is_some_and(|last| day <= last) => Err("sentup-extension-error-earlier"),
        () => Ok(()),
    }
}

/// Whether an agency may say that a duty was finished on this day: not before `earliest`, not in the future.
///
/// # Errors
/// The catalogue key of what stands against it.
pub fn may_finish(day: Date, earliest: Date, today: Date) -> Result<(), &'static str> {
    match () {
        () if day > today => Err("duties-report-future"),
        () if day < earliest => Err("duties-report-early"),
        () => Ok(()),
    }
}

/// The approved deadline (ISO; None for none) once an amended plan says `plan` where it said `planned`. A later day than the plan said was
/// granted by somebody, and holds until the plan itself gives more.
pub fn amended(approved: Option<&str>, planned: Option<&str>, plan: Option<&str>) -> Option<String> {
    let granted = matches!((approved, planned), (Some(a), Some(p)) if a > p);
    match (approved, plan) {
        (Some(approved), Some(plan)) if granted && approved > plan => Some(approved.to_owned()),
        (_, plan) => plan.map(str::to_owned),
    }
}

/// How many duties are in each cell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cells {
    /// Hoàn thành đúng hạn.
    pub on_time: i64,
    /// Hoàn thành quá hạn.
    pub late: i64,
    /// Chưa hoàn thành, trong hạn.
    pub in_term: i64,
    /// Chưa hoàn thành, quá hạn.
    pub overdue: i64,
}

impl Cells {
    /// All duties.
    pub fn total(self) -> i64 {
        self.on_time + self.late + self.in_term + self.overdue
    }
    /// Done ones.
    pub fn done(self) -> i64 {
        self.on_time + self.late
    }
    /// How many in one cell.
    pub fn of(self, cell: Cell) -> i64 {
        match cell {
            Cell::OnTime => self.on_time,
            Cell::Late => self.late,
            Cell::InTerm => self.in_term,
            Cell::Overdue => self.overdue,
        }
    }
    /// Adds to a cell.
    pub fn add(&mut self, cell: Cell, n: i64) {
        match cell {
            Cell::OnTime => self.on_time += n,
            Cell::Late => self.late += n,
            Cell::InTerm => self.in_term += n,
            Cell::Overdue => self.overdue += n,
        }
    }
    /// Done of what had to be done by now, in ten-thousandths: done / (done + overdue), as the Government's reports count;
    /// None before anything was due or done.
    pub fn rate(self) -> Option<i64> {
        let due = self.done() + self.overdue;
        (due > 0).then(|| (self.done() * 10_000 + due / 2) / due)
    }
    /// Done of everything given, in ten-thousandths; None when nothing was given.
    pub fn done_of_all(self) -> Option<i64> {
        let all = self.total();
        (all > 0).then(|| (self.done() * 10_000 + all / 2) / all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn every_act_leads_somewhere_and_codes_are_their_own() {
        for act in Act::ALL {
            assert_eq!(Act::of(act.code()), Some(act));
            assert!(State::ALL.into_iter().any(|s| act.from(s).is_some()), "{act:?}");
            assert_eq!(act.from(State::Withdrawn), None, "{act:?}: nothing moves what was withdrawn");
        }
        for state in State::ALL {
            assert_eq!(State::of(state.code()), Some(state));
        }
    }

    #[test]
    fn the_day_of_the_report_decides() {
        let (last, day) = (Some(date(2024, 9, 20)), date(2024, 10, 1));
        assert_eq!(cell(State::Confirmed, last, Some(date(2024, 9, 20)), day), Some(Cell::OnTime));
        assert_eq!(cell(State::Confirmed, last, Some(date(2024, 9, 21)), day), Some(Cell::Late));
        assert_eq!(cell(State::Reported, last, Some(date(2024, 9, 20)), day), Some(Cell::InTerm), "waits for others");
        assert_eq!(cell(State::Working, last, None, day), Some(Cell::Overdue));
        assert_eq!(cell(State::Assigned, None, None, day), Some(Cell::InTerm));
        assert_eq!(cell(State::Withdrawn, last, None, day), None);
    }

    #[test]
    fn more_time_has_one_rule() {
        let (last, day, today) = (Some(date(2024, 9, 20)), date(2024, 9, 25), date(2024, 9, 22));
        let may = |hand, leader, state, day| may_extend(hand, leader, state, last, day, today);
        assert_eq!(may(Hand::Office, false, State::Working, day), Ok(()));
        assert_eq!(may(Hand::Office, true, State::Working, day), Err("duties-extend-leader"));
        assert_eq!((may(Hand::Leader, true, State::Working, day), may(Hand::Asks, true, State::Returned, day)), (Ok(()), Ok(())));
        for state in [State::Reported, State::Confirmed, State::Withdrawn] {
            assert_eq!(may(Hand::Leader, false, state, day), Err("sentup-extension-error-over"), "{state:?}");
        }
        assert_eq!(may(Hand::Leader, false, State::Working, date(2024, 9, 21)), Err("sentup-extension-error-past"));
        assert_eq!(may_extend(Hand::Asks, false, State::Working, Some(day), day, today), Err("sentup-extension-error-earlier"));
    }

    #[test]
    fn a_day_of_completion_lies_between_giving_and_today() {
        let (given, today) = (date(2024, 9, 1), date(2024, 9, 15));
        assert_eq!((may_finish(given, given, today), may_finish(today, given, today)), (Ok(()), Ok(())));
        assert_eq!(may_finish(date(2024, 8, 31), given, today), Err("duties-report-early"));
        assert_eq!(may_finish(date(2024, 9, 16), given, today), Err("duties-report-future"));
    }

    #[test]
    fn an_amendment_keeps_the_later_of_a_grant_and_the_plan() {
        let of = |approved, planned, plan| amended(Some(approved), Some(planned), plan);
        assert_eq!(of("2024-09-25", "2024-09-09", Some("2024-09-12")).as_deref(), Some("2024-09-25"), "granted, later than the plan");
        assert_eq!(of("2024-09-25", "2024-09-09", Some("2024-09-30")).as_deref(), Some("2024-09-30"), "the plan gives more");
        assert_eq!(of("2024-09-09", "2024-09-09", Some("2024-09-05")).as_deref(), Some("2024-09-05"), "nothing was granted");
        assert_eq!(of("2024-09-25", "2024-09-09", None), None, "no deadline at all is the latest");
    }

    #[test]
    fn the_rate_is_the_governments() {
        let report = Cells { on_time: 14_068, late: 1_983, in_term: 5_640, overdue: 223 };
        assert_eq!((report.total(), report.rate()), (21_914, Some(9_863)));
        assert_eq!((Cells::default().rate(), Cells::default().done_of_all()), (None, None));
        assert_eq!(Cells { on_time: 1, in_term: 50, ..Cells::default() }.done_of_all(), Some(196));
    }
}
