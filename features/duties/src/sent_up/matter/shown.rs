//! Việc và phiếu bằng lời: how matters and difficulties are put into words, the same on every page.
use super::store::Matter;
use crate::sent_up::desk::{ClockView, Desk};
use crate::sent_up::model::Step;
use crate::sent_up::slip::store::Slip;
use ui::{Frame, StepState, Tone};
use uuid::Uuid;

/// Colour of a step.
pub fn tone(step: Step) -> Tone {
    match step {
        Step::Filed | Step::Asked => Tone::Warn,
        Step::Taken | Step::Proposed => Tone::Go,
        Step::Decided | Step::Closed => Tone::Ok,
        Step::Withdrawn | Step::Merged => Tone::Plain,
    }
}

/// State of a difficulty whose matter is at a step: colour and words.
pub fn state_of(frame: &Frame, slip: &Slip, step: Step) -> (Tone, String) {
    match slip.state.as_str() {
        "draft" => (Tone::Plain, frame.t("sentup-slip-draft")),
        "withdrawn" | "dropped" => (Tone::Plain, frame.t("sentup-step-withdrawn")),
        _ if step == Step::Asked && slip.asked_at.is_some() => (Tone::Bad, frame.t("sentup-slip-asked")),
        // Another agency of the matter was asked: for this one the office works on it
        _ if step == Step::Asked => (Tone::Go, frame.t("sentup-step-taken")),
        _ if step == Step::Decided && slip.acknowledged_at.is_none() => (Tone::Warn, frame.t("sentup-slip-decided")),
        _ => (tone(step), frame.t(&format!("sentup-step-{}", step.code()))),
    }
}

/// The way of a matter with where it is.
pub fn steps(frame: &Frame, at: Step) -> Vec<ui::Step> {
    let way = [Step::Filed, Step::Taken, Step::Proposed, Step::Decided, Step::Closed];
    let at = if at == Step::Asked { Step::Taken } else { at };
    let here = way.iter().position(|s| *s == at);
    let state = |n: usize| match here {
        Some(here) if n < here || (n == here && at == Step::Closed) => StepState::Done,
        Some(here) if n == here => StepState::Now,
        _ => StepState::Next,
    };
    way.iter().enumerate().map(|(n, s)| ui::Step::new(frame.t(&format!("sentup-way-{}", s.code())), state(n))).collect()
}

/// A title that fits into the bar.
pub fn short(title: &str) -> String {
    if title.chars().count() > 48 { title.chars().take(47).chain(['…']).collect() } else { title.to_owned() }
}

/// A matter on the board or in a list.
pub struct Card {
    /// Key.
    pub id: Uuid,
    /// Address.
    pub href: String,
    /// "VM-3".
    pub label: String,
    /// In a few words.
    pub title: String,
    /// Agencies concerned, each once.
    pub agencies: Vec<String>,
    /// How many difficulties.
    pub slips: usize,
    /// How long it stands at its step, in working time.
    pub waited: String,
    /// Term of who has it.
    pub clock: Option<ClockView>,
    /// Words of the step.
    pub state: String,
    /// Colour.
    pub tone: Tone,
    /// How many agencies know the answer, of all; empty before there is one.
    pub known: String,
    /// Whether it can be put together with others.
    pub groupable: bool,
}

impl Card {
    /// A matter with its difficulties.
    pub fn of(frame: &Frame, desk: &Desk, matter: &Matter, slips: &[&Slip]) -> Card {
        let mut agencies: Vec<String> = Vec::new();
        for slip in slips {
            let name = desk.name(slip.agency);
            if !agencies.contains(&name) {
                agencies.push(name);
            }
        }
        let step = matter.step();
        let known = slips.iter().filter(|s| s.acknowledged_at.is_some()).count();
        Card {
            id: matter.id,
            href: super::href(matter.id),
            label: matter.label(),
            title: matter.title.clone(),
            slips: slips.len(),
            waited: desk.waited(frame, matter.step_at),
            clock: desk.clock(frame, matter.due_at),
            state: frame.t(&format!("sentup-step-{}", step.code())),
            tone: tone(step),
            known: if step == Step::Decided { frame.t2("sentup-known", "known", known, "all", slips.len()) } else { String::new() },
            groupable: step.is_groupable(),
            agencies,
        }
    }
}
