//! Luật của việc gửi lên (rules of what is sent up): the steps of a matter, who has it at each, what leads where, and how its clock
//! runs. No IO.
use super::rules::Rules;

/// Where a matter stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Step {
    /// Sent by an agency (mới gửi).
    Filed,
    /// The coordinating department works on it (đang xử lý).
    Taken,
    /// An agency was asked back (hỏi lại).
    Asked,
    /// Before the leader (trình lãnh đạo).
    Proposed,
    /// Answered; the agencies acknowledge (đã có ý kiến).
    Decided,
    /// All know (đã xong).
    Closed,
    /// The agencies took it back (đã rút).
    Withdrawn,
    /// Goes on in another matter (đã gộp).
    Merged,
}

impl Step {
    /// All, in the order of the flow.
    pub const ALL: [Step; 8] =
        [Step::Filed, Step::Taken, Step::Asked, Step::Proposed, Step::Decided, Step::Closed, Step::Withdrawn, Step::Merged];
    /// The columns of the board: somebody has to act.
    pub const OPEN: [Step; 5] = [Step::Filed, Step::Taken, Step::Asked, Step::Proposed, Step::Decided];

    /// Word of the database and of addresses.
    pub fn code(self) -> &'static str {
        match self {
            Step::Filed => "filed",
            Step::Taken => "taken",
            Step::Asked => "asked",
            Step::Proposed => "proposed",
            Step::Decided => "decided",
            Step::Closed => "closed",
            Step::Withdrawn => "withdrawn",
            Step::Merged => "merged",
        }
    }
    /// The step with this code.
    pub fn of(code: &str) -> Option<Step> {
        Step::ALL.into_iter().find(|s| s.code() == code)
    }
    /// Whether somebody has to act.
    pub fn is_open(self) -> bool {
        Step::OPEN.contains(&self)
    }
    /// Whether the coordinating department may still put it together with others.
    pub fn is_groupable(self) -> bool {
        matches!(self, Step::Filed | Step::Taken | Step::Asked)
    }
    /// Working hours that who has it now may take; None when nobody has it.
    pub fn term(self, rules: &Rules) -> Option<i64> {
        match self {
            Step::Filed => Some(rules.take),
            Step::Taken => Some(rules.propose),
            Step::Asked => Some(rules.answer),
            Step::Proposed => Some(rules.decide),
            Step::Decided => Some(rules.acknowledge),
            Step::Closed | Step::Withdrawn | Step::Merged => None,
        }
    }
}

/// What somebody does to a matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Act {
    /// Office: takes it over.
    Take,
    /// Office: asks an agency back.
    Ask,
    /// Agency: answers the last open question.
    Answer,
    /// Office: lays a solution before the leader.
    Propose,
    /// Office: takes its proposal back before it is decided.
    Recall,
    /// Office: answers by itself, where it lies within its own powers.
    Settle,
    /// Leader: approves the proposal.
    Approve,
    /// Leader: decides otherwise.
    Otherwise,
    /// Leader: returns it for more.
    Return,
    /// The last agency acknowledged.
    Close,
    /// Agency or office: it is not solved.
    Reopen,
    /// Agency: the last one took its difficulty back.
    Withdraw,
}

impl Act {
    /// All acts.
    pub const ALL: [Act; 12] = [
        Act::Take, Act::Ask, Act::Answer, Act::Propose, Act::Recall, Act::Settle, Act::Approve, Act::Otherwise, Act::Return, Act::Close,
        Act::Reopen, Act::Withdraw,
    ];

    /// The kind of its event.
    pub fn code(self) -> &'static str {
        match self {
            Act::Take => "take",
            Act::Ask => "ask",
            Act::Answer => "answer",
            Act::Propose => "propose",
            Act::Recall => "recall",
            Act::Settle => "settle",
            Act::Approve => "approve",
            Act::Otherwise => "otherwise",
            Act::Return => "return",
            Act::Close => "close",
            Act::Reopen => "reopen",
            Act::Withdraw => "withdraw",
        }
    }

    /// Verb of the log.
    pub fn verb(self) -> &'static str {
        match self {
            Act::Take => "matter.take",
            Act::Ask => "matter.ask",
            Act::Answer => "matter.answer",
            Act::Propose => "matter.propose",
            Act::Recall => "matter.recall",
            Act::Settle => "matter.settle",
            Act::Approve => "matter.approve",
            Act::Otherwise => "matter.otherwise",
            Act::Return => "matter.return",
            Act::Close => "matter.close",
            Act::Reopen => "matter.reopen",
            Act::Withdraw => "matter.withdraw",
        }
    }

    /// The step that it leads to; None where it is not possible.
    pub fn from(self, step: Step) -> Option<Step> {
        match (self, step) {
            (Act::Take, Step::Filed) => Some(Step::Taken),
            (Act::Ask, Step::Filed | Step::Taken | Step::Asked) => Some(Step::Asked),
            (Act::Answer, Step::Asked) => Some(Step::Taken),
            (Act::Propose, Step::Taken | Step::Asked) => Some(Step::Proposed),
            (Act::Recall, Step::Proposed) => Some(Step::Taken),
            (Act::Settle, Step::Taken | Step::Asked) => Some(Step::Decided),
            (Act::Approve | Act::Otherwise, Step::Proposed) => Some(Step::Decided),
            (Act::Return, Step::Proposed) => Some(Step::Taken),
            (Act::Close, Step::Decided) => Some(Step::Closed),
            (Act::Reopen, Step::Decided | Step::Closed) => Some(Step::Taken),
            (Act::Withdraw, Step::Filed | Step::Taken | Step::Asked | Step::Proposed) => Some(Step::Withdrawn),
            _ => None,
        }
    }
}

/// The clock of a matter: when who has it should be done, and what the office had left when it gave it away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clock {
    /// Unix ms; None when nobody has it.
    pub due_at: Option<i64>,
    /// Working minutes; negative when the office was late already.
    pub left: Option<i64>,
}

impl Clock {
    /// A fresh term for a step.
    pub fn fresh(step: Step, rules: &Rules, now: i64) -> Clock {
        Clock { due_at: step.term(rules).map(|hours| rules.due(now, hours)), left: None }
    }

    /// The clock after an act. Asking back and recalling stop the office's own clock and let it run on, so that neither can be used
    /// to win time; what others send back begins a new term.
    pub fn after(self, act: Act, from: Step, to: Step, rules: &Rules, now: i64) -> Clock {
        let office = rules.office();
        let fresh = Clock::fresh(to, rules, now);
        match (act, from) {
            (Act::Ask, Step::Asked) => Clock { left: self.left, ..fresh },
            (Act::Ask | Act::Propose, Step::Taken) => Clock { left: self.due_at.map(|due| office.between(now, due)), ..fresh },
            (Act::Propose, Step::Asked) => Clock { left: self.left, ..fresh },
            (Act::Answer | Act::Recall, _) => match self.left {
                Some(left) if left > 0 => Clock { due_at: Some(office.after(now, left)), left: None },
                Some(_) => Clock { due_at: Some(now), left: None },
                None => fresh,
            },
            _ => fresh,
        }
    }
}

/// Where one duty's request for more time stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LineState {
    /// With the coordinating department.
    Open,
    /// With the leader.
    Up,
    /// A new deadline holds.
    Approved,
    /// Refused.
    Refused,
    /// The agency took it back, or the duty is gone.
    Withdrawn,
}

impl LineState {
    /// All.
    pub const ALL: [LineState; 5] = [LineState::Open, LineState::Up, LineState::Approved, LineState::Refused, LineState::Withdrawn];

    /// Word of the database.
    pub fn code(self) -> &'static str {
        match self {
            LineState::Open => "open",
            LineState::Up => "up",
            LineState::Approved => "approved",
            LineState::Refused => "refused",
            LineState::Withdrawn => "withdrawn",
        }
    }
    /// The state with this code.
    pub fn of(code: &str) -> Option<LineState> {
        LineState::ALL.into_iter().find(|s| s.code() == code)
    }
    /// Whether somebody has to answer.
    pub fn is_open(self) -> bool {
        matches!(self, LineState::Open | LineState::Up)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::datetime;
    use proptest::prelude::*;

    #[test]
    fn every_act_leads_somewhere_and_nothing_leaves_what_went_on_elsewhere() {
        for act in Act::ALL {
            assert!(Step::ALL.into_iter().any(|s| act.from(s).is_some()), "{act:?}");
            assert_eq!(act.from(Step::Merged), None, "{act:?}");
            assert_eq!(act.verb(), format!("matter.{}", act.code()));
        }
        for step in Step::ALL {
            assert_eq!(Step::of(step.code()), Some(step));
            assert_eq!(step.is_open(), step.term(&Rules::default()).is_some());
        }
        for state in LineState::ALL {
            assert_eq!(LineState::of(state.code()), Some(state));
        }
    }

    #[test]
    fn asking_back_stops_the_clock_and_wins_no_time() {
        let rules = Rules::default();
        let at = |day, hour| vietnamese::dates::to_unix_ms(datetime(2024, 9, day, hour, 0, 0, 0));
        let taken = Clock::fresh(Step::Taken, &rules, at(16, 8));
        assert_eq!(taken.due_at, Some(at(19, 8)), "three working days");
        let asked = taken.after(Act::Ask, Step::Taken, Step::Asked, &rules, at(18, 8));
        assert_eq!((asked.due_at, asked.left), (Some(at(20, 8)), Some(480)));
        let again = asked.after(Act::Ask, Step::Asked, Step::Asked, &rules, at(19, 8));
        assert_eq!(again.left, Some(480));
        let back = again.after(Act::Answer, Step::Asked, Step::Taken, &rules, at(20, 8));
        assert_eq!(back, Clock { due_at: Some(at(23, 8)), left: None }, "the one day that was left, over a weekend");
        let late = Clock { due_at: Some(at(16, 8)), left: None }.after(Act::Propose, Step::Taken, Step::Proposed, &rules, at(17, 8));
        let recalled = late.after(Act::Recall, Step::Proposed, Step::Taken, &rules, at(18, 8));
        assert_eq!(recalled.due_at, Some(at(18, 8)), "who was late stays late");
    }

    proptest! {
        #[test]
        fn any_order_of_acts_keeps_a_clock_where_somebody_must_act(acts in proptest::collection::vec(0_usize..12, 1..30)) {
            let rules = Rules::default();
            let mut now = vietnamese::dates::to_unix_ms(datetime(2024, 9, 16, 8, 0, 0, 0));
            let (mut step, mut clock) = (Step::Filed, Clock::fresh(Step::Filed, &rules, now));
            for n in acts {
                now += 5_400_000;
                if let Some(to) = Act::ALL[n].from(step) {
                    clock = clock.after(Act::ALL[n], step, to, &rules, now);
                    step = to;
                }
                prop_assert_eq!(clock.due_at.is_some(), step.is_open());
            }
        }
    }
}
