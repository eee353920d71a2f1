//! Diễn biến: what happened to a duty as a person may read it, and the five steps of its flow with their days.
use crate::model::{Act, Side, State};
use crate::staff::Names;
use crate::store::{Duty, Event};
use crate::words;
use agencies::door::Directory;
use jiff::civil::Date;
use ui::{Frame, Step, StepState};

/// One line of the history.
pub(crate) struct Line {
    /// What happened.
    pub what: String,
    /// Hour and day.
    pub at: String,
    /// Name, or which side it was.
    pub who: String,
    /// Reason, report or note.
    pub words: String,
    /// Facts: deadlines before and after, to whom.
    pub facts: String,
    /// Whether it is a note and not a step.
    pub is_note: bool,
}

/// The history, newest first.
pub(crate) fn lines(frame: &Frame, events: &[Event], names: &Names<'_>, directory: &Directory, on: Date) -> Vec<Line> {
    events.iter().rev().map(|e| line(frame, e, names, directory, on)).collect()
}

fn line(frame: &Frame, event: &Event, names: &Names<'_>, directory: &Directory, on: Date) -> Line {
    let detail: serde_json::Value = serde_json::from_str(&event.detail).unwrap_or_default();
    let text = |name: &str| detail.get(name).and_then(|v| v.as_str()).unwrap_or_default().to_owned();
    let agency = text("agency").parse().ok().and_then(|id| directory.name_on(id, on)).map(|a| a.name).unwrap_or_default();
    let mut facts = Vec::new();
    if !agency.is_empty() {
        facts.push(agency);
    }
    let (typed, fixed) = (text("finished_before"), text("finished_on"));
    if !typed.is_empty() {
        facts.push(frame.t2("duties-fact-corrected", "before", words::day(Some(&typed)), "after", words::day(Some(&fixed))));
    } else if let Some(days) = Some(fixed).filter(|d| !d.is_empty()) {
        facts.push(frame.t1("duties-fact-finished", "day", words::day(Some(&days))));
    }
    let (before, after) = (text("deadline_before"), text("deadline"));
    if !before.is_empty() && !after.is_empty() {
        facts.push(frame.t2("duties-fact-deadline", "before", words::day(Some(&before)), "after", words::day(Some(&after))));
    }
    if !text("label").is_empty() {
        facts.push(text("label"));
    }
    Line { what: frame.t(&words::event_key(&event.kind)), at: words::moment(event.at), who: who(frame, event, names), words: event.words.clone(), facts: facts.join(" · "), is_note: event.kind == "note" }
}

/// The name for those who may read it, else which side acted.
pub(crate) fn who(frame: &Frame, event: &Event, names: &Names<'_>) -> String {
    let Some(account) = event.actor else { return frame.t("duties-by-program") };
    if let Some(name) = names.of(account) {
        return name.to_owned();
    }
    match (Act::of(&event.kind).map(Act::side), event.kind.as_str()) {
        (Some(Side::Agency), _) => frame.t("duties-by-agency"),
        (Some(Side::Coordinator), _) | (None, "reassign" | "extend" | "assign" | "amend" | "remind") => frame.t("duties-by-coordinator"),
        _ => frame.t("duties-by-somebody"),
    }
}

/// The five steps, each with the day on which it was last reached.
pub(crate) fn flow(frame: &Frame, duty: &Duty, events: &[Event]) -> Vec<Step> {
    const STEPS: [(&str, &[&str]); 5] = [
        ("duties-step-assign", &["assign", "reassign", "insist"]),
        ("duties-step-accept", &["accept"]),
        ("duties-step-work", &["start"]),
        ("duties-step-report", &["report"]),
        ("duties-step-confirm", &["confirm"]),
    ];
    let at = match duty.state() {
        State::Assigned | State::Returned | State::Withdrawn => 0,
        State::Accepted => 1,
        State::Working => 2,
        State::Reported => 3,
        State::Confirmed => 4,
    };
    let last = |kinds: &[&str]| events.iter().rfind(|e| kinds.contains(&e.kind.as_str())).map(|e| vietnamese::dates::short(vietnamese::dates::local(e.at)));
    STEPS
        .iter()
        .enumerate()
        .map(|(n, (key, kinds))| {
            let state = match n.cmp(&at) {
                std::cmp::Ordering::Less => StepState::Done,
                std::cmp::Ordering::Equal if duty.state() == State::Confirmed => StepState::Done,
                std::cmp::Ordering::Equal => StepState::Now,
                std::cmp::Ordering::Greater => StepState::Next,
            };
            let when = if n <= at { last(kinds).unwrap_or_default() } else { String::new() };
            Step::new(frame.t(key), state).when(when, "")
        })
        .collect()
}
