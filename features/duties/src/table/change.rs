//! Việc làm hàng loạt: what the coordinating department does to many duties, and which of them can take it. No IO.
use crate::model::{Act, Hand, State, may_extend, may_finish};
use crate::staff::Staff;
use crate::store::Duty;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// One act on one duty.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
pub(crate) enum Do {
    /// Confirms the report.
    Confirm,
    /// The report does not do.
    SendBack { words: String },
    /// Tells the agency, changes nothing.
    Remind { words: String },
    /// Sets who follows it; None for nobody.
    Officer { account: Option<Uuid> },
    /// Approves a later deadline.
    Extend { day: Date, words: String },
    /// Writes the agency's report down, as it was given by telephone or paper.
    Report { day: Date, words: String },
}

/// What is wanted of a duty that was seen at a revision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Wanted {
    /// The duty.
    pub id: Uuid,
    /// As it was seen.
    pub revision: i64,
    /// In this order.
    pub does: Vec<Do>,
}

/// What acts on many are judged by.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rule {
    /// Today.
    pub today: Date,
    /// Day of the plan.
    pub planned: Date,
    /// Whether only the leader grants more time in this campaign.
    pub leader_extends: bool,
}

/// Longest reason or words of an act on many, in characters.
pub(crate) const LONGEST: usize = 2_000;

/// Most duties of one act, so that it stays one transaction that nobody waits for.
pub(crate) const MOST: usize = 2_000;

impl Do {
    /// Kind of its event.
    pub fn kind(&self) -> &'static str {
        match self {
            Do::Confirm => "confirm",
            Do::SendBack { .. } => "send_back",
            Do::Remind { .. } => "remind",
            Do::Officer { .. } => "officer",
            Do::Extend { .. } => "extend",
            Do::Report { .. } => "report",
        }
    }

    /// Its reason or words.
    pub fn words(&self) -> &str {
        match self {
            Do::Confirm | Do::Officer { .. } => "",
            Do::SendBack { words } | Do::Remind { words } | Do::Extend { words, .. } | Do::Report { words, .. } => words,
        }
    }

    /// What is wrong with it whatever duty it is for: the same check when it is chosen, read from a sheet, and done.
    ///
    /// # Errors
    /// Catalogue key of the fault.
    pub fn check(&self, staff: &Staff) -> Result<(), &'static str> {
        let needs_words = matches!(self, Do::SendBack { .. } | Do::Extend { .. } | Do::Report { .. });
        match self {
            _ if needs_words && self.words().trim().is_empty() => Err("duties-reason-missing"),
            _ if self.words().chars().count() > LONGEST => Err("duties-words-long"),
            Do::Officer { account: Some(account) } if staff.get(*account).is_none() => Err("duties-bulk-officer-unknown"),
            _ => Ok(()),
        }
    }

    /// The state, deadline and day of completion that a duty has afterwards.
    ///
    /// # Errors
    /// Catalogue key that says why this duty cannot take it.
    pub fn on(&self, duty: &Duty, rule: Rule) -> Result<(State, Option<String>, Option<String>), &'static str> {
        let (state, deadline, finished) = (duty.state(), duty.deadline.clone(), duty.finished_on.clone());
        match self {
            _ if state == State::Withdrawn => Err("duties-bulk-withdrawn"),
            Do::Confirm => Act::Confirm.from(state).map(|s| (s, deadline, finished)).ok_or("duties-bulk-not-reported"),
            Do::SendBack { .. } => Act::SendBack.from(state).map(|s| (s, deadline, None)).ok_or("duties-bulk-not-reported"),
            Do::Remind { .. } if duty.agency.is_none() => Err("duties-bulk-nobody"),
            Do::Remind { .. } if state.is_finished() => Err("duties-bulk-done"),
            Do::Remind { .. } | Do::Officer { .. } => Ok((state, deadline, finished)),
            Do::Extend { day, .. } => may_extend(Hand::Office, rule.leader_extends, state, duty.deadline(), *day, rule.today).map(|()| (state, Some(day.to_string()), finished)),
            Do::Report { day, .. } => {
                may_finish(*day, duty.earliest(rule.planned), rule.today)?;
                Act::Report.from(state).map(|s| (s, deadline, Some(day.to_string()))).ok_or("duties-bulk-not-open")
            }
        }
    }

    /// Whether it can be taken back.
    pub fn has_undo(&self) -> bool {
        !matches!(self, Do::Remind { .. })
    }
}

/// What a duty was before acts on many, and its revision after them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Before {
    /// The duty.
    pub id: Uuid,
    /// Revision after the acts: later ones mean that somebody changed it since.
    pub revision: i64,
    /// Code of its state.
    pub state: String,
    /// Approved deadline.
    pub deadline: Option<String>,
    /// Day of completion.
    pub finished_on: Option<String>,
    /// Who followed it.
    pub officer: Option<Uuid>,
    /// The request for more time that the act answered.
    #[serde(default)]
    pub request: Option<Request>,
}

/// A request for more time of one duty, before an act on many answered it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Request {
    /// Its line.
    pub line: Uuid,
    /// Request.
    pub extension: Uuid,
    /// Code of the line's state.
    pub state: String,
}
