//! Đếm lại: the ranking out of the journal alone, by other code than the live game's: it walks over the events, checks again
//! that every answer was allowed, and adds up. The jury compares it with what the hall saw.
use crate::chain::{Broken, Entry, Hash, read};
use crate::event::Event;
use crate::question::{Question, check};
use crate::ranking::{Placed, Standing, rank};
use crate::score::{WHOLE, points};
use crate::settings::Settings;
use crate::{Micros, latency};
use std::collections::{BTreeMap, BTreeSet};

/// What a journal says.
#[derive(Clone, Debug)]
pub struct Recount {
    /// Settings in its first line.
    pub settings: Settings,
    /// Questions in its first line.
    pub questions: Vec<Question>,
    /// The ranking, without those who were sent out.
    pub ranking: Vec<Placed>,
    /// Every counted answer.
    pub answers: Vec<Counted>,
    /// Players who ever came in.
    pub players: u32,
    /// Answers in the journal that no rule allows: must be 0.
    pub forbidden: u32,
    /// Hash of the last line: stands for the whole journal.
    pub hash: Hash,
    /// Whether the game is over.
    pub ended: bool,
}

/// An answer that was counted.
#[derive(Clone, Debug, PartialEq)]
pub struct Counted {
    /// Player.
    pub player: u32,
    /// Question, from 0.
    pub q: u16,
    /// How much of it was right.
    pub share: u16,
    /// Time taken.
    pub taken: Micros,
    /// What it earned.
    pub points: i64,
    /// The answer.
    pub answer: crate::question::Answer,
}

/// A question that is out, while walking.
struct Window {
    q: u16,
    phase: u32,
    open: Micros,
    close: Micros,
    given: Micros,
    show: Micros,
    stopped: Option<Micros>,
    stood: Micros,
    answers: BTreeMap<u32, (u16, Micros, Micros, crate::question::Answer)>,
}

/// Counts a journal again.
///
/// # Errors
/// The chain is broken or the journal cannot be read.
pub fn recount(entries: &[Entry]) -> Result<Recount, Broken> {
    let (events, hash) = read(entries)?;
    let mut events = events.into_iter();
    let Some(Event::Created { settings, questions }) = events.next() else { return Err(Broken::Headless) };
    let mut sums: BTreeMap<u32, (Standing, u32)> = BTreeMap::new();
    let mut out: BTreeSet<u32> = BTreeSet::new();
    let mut counted = Vec::new();
    let (mut phase, mut forbidden, mut ended) = (0, 0, false);
    let mut window: Option<Window> = None;
    for event in events {
        phase += u32::from(event.turns());
        match event {
            Event::Joined { p, .. } => drop(sums.insert(p, (Standing { player: p, ..Standing::default() }, 0))),
            Event::Kicked { p } => drop(out.insert(p)),
            Event::Restored { p } => drop(out.remove(&p)),
            Event::Asked { q, show, open, close } => {
                window = Some(Window { q, phase, open, close, show, given: close - open, stopped: None, stood: 0, answers: BTreeMap::new() });
            }
            Event::Extended { close } => {
                if let Some(w) = &mut window {
                    w.close = close;
                }
            }
            Event::Paused { t } => {
                if let Some(w) = &mut window {
                    w.stopped = Some(t);
                }
            }
            Event::Resumed { t } => {
                if let Some(w) = &mut window {
                    run_again(w, t);
                }
            }
            Event::Answered { p, n, a, t, c } => {
                let allowed = window.as_mut().is_some_and(|w| {
                    let known = sums.contains_key(&p) && !out.contains(&p) && n == w.phase;
                    let in_time = t >= w.open && t - c <= w.close && w.stopped.is_none_or(|since| t < since);
                    let sound = (0..=latency::MOST).contains(&c) && !w.answers.contains_key(&p);
                    let Some(question) = questions.get(usize::from(w.q)).filter(|_| known && in_time && sound) else { return false };
                    let taken = (t - c - w.open - w.stood).max(0);
                    w.answers.insert(p, (check(question, &a).0, taken, t, a));
                    true
                });
                forbidden += u32::from(!allowed);
            }
            Event::Closed { .. } => {
                if let Some(w) = window.take() {
                    add_up(&settings, &questions, w, &mut sums, &mut counted);
                }
            }
            Event::Skipped => window = None,
            Event::Ended { .. } => ended = true,
            Event::Created { .. } | Event::Freed { .. } | Event::Returned { .. } | Event::Locked | Event::Unlocked | Event::Revealed | Event::Board | Event::Podium => {}
        }
    }
    let players = u32::try_from(sums.len()).unwrap_or(u32::MAX);
    let ranking = rank(sums.iter().filter(|(p, _)| !out.contains(p)).map(|(_, (standing, _))| *standing));
    Ok(Recount { settings: *settings, questions, ranking, answers: counted, players, forbidden, hash, ended })
}

fn run_again(w: &mut Window, t: Micros) {
    let Some(since) = w.stopped.take() else { return };
    let stood = (t - since).max(0);
    w.close += stood;
    if since < w.open {
        w.open += stood;
    } else {
        w.stood += stood;
    }
    if since < w.show {
        w.show += stood;
    }
}

fn add_up(settings: &Settings, questions: &[Question], w: Window, sums: &mut BTreeMap<u32, (Standing, u32)>, counted: &mut Vec<Counted>) {
    let weight = questions.get(usize::from(w.q)).map_or(0, |q| q.weight);
    for (player, (sum, streak)) in sums.iter_mut() {
        let Some((share, taken, at, answer)) = w.answers.get(player) else {
            *streak = if weight == 0 { *streak } else { 0 };
            continue;
        };
        let earned = points(&settings.rule, weight, *share, *taken, w.given, *streak);
        counted.push(Counted { player: *player, q: w.q, share: *share, taken: *taken, points: earned, answer: answer.clone() });
        if weight > 0 {
            sum.points += earned;
            let whole = *share == WHOLE;
            *streak = if whole { *streak + 1 } else { 0 };
            if whole {
                sum.right += 1;
                sum.time += *taken;
                sum.last = *at;
            }
        }
    }
}
