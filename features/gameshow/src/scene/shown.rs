//! Cảnh trong mẫu trang: what templates ask of a scene.
use super::parts::percent;
use super::fit::{self, Shown};
use super::{Hall, Phase, Row, Scene, Tile};
use quiz::Micros;
use std::collections::VecDeque;

/// So many stand on steps at most, when places are shared.
const STEPS: usize = 5;

/// So many halls stand below a lobby at most.
const HALLS: usize = 6;

/// Class of a title that a lobby shows, by its length.
pub fn title_class(title: &str) -> &'static str {
    fit::title(title)
}

/// See [`Scene::key`].
pub type Key = (u32, &'static str, i64, bool, bool, u64);

impl Scene {
    /// Whole seconds left.
    pub fn left(&self) -> i64 {
        ((self.until - self.now).max(0) + 999) / 1000
    }

    /// Per cent of the time left.
    pub fn left_percent(&self) -> i64 {
        ((self.until - self.now).max(0) * 100 / self.all.max(1)).min(100)
    }

    /// Per cent of the players who have answered.
    pub fn answered_percent(&self) -> u32 {
        (self.answered * 100 / self.playing.max(1)).min(100)
    }

    /// Per cent of the answers that were right.
    pub fn right_percent(&self) -> u32 {
        percent(self.right_count, self.answered)
    }

    /// The word of the phase, for `data-phase` and message keys.
    pub fn word(&self) -> &'static str {
        self.phase.word()
    }

    /// Message key of the phase.
    pub fn phase_key(&self) -> String {
        format!("gameshow-phase-{}", self.word())
    }

    /// Message key of the next step.
    pub fn step_key(&self) -> String {
        format!("gameshow-step-{}", self.word())
    }

    /// What must be drawn anew when it changes; counters are not part of it. While the ranking is shown every moment counts, as
    /// somebody may have been sent out; while a question is out a film on the screen must not begin anew for that.
    pub fn key(&self) -> Key {
        let ranked = matches!(self.phase, Phase::Board | Phase::Podium | Phase::Ended);
        (self.n, self.word(), self.until, self.paused, self.locked, if ranked { self.moment } else { 0 })
    }

    /// Those who stand on steps: places one to three, equals on steps of one height; the first in the middle, the others to its left
    /// and right in turn.
    pub fn steps(&self) -> Vec<Row> {
        let mut steps = VecDeque::new();
        for (at, row) in self.honoured().iter().take(self.standing()).enumerate() {
            if at % 2 == 1 { steps.push_front(row.clone()) } else { steps.push_back(row.clone()) }
        }
        steps.into()
    }

    /// How many stand on steps.
    fn standing(&self) -> usize {
        self.honoured().iter().take(STEPS).take_while(|row| row.rank <= 3).count()
    }

    /// Those beside the steps.
    pub fn beside(&self) -> Vec<Row> {
        self.honoured().iter().skip(self.standing()).take(self.podium.max(9).saturating_sub(3).min(9)).cloned().collect()
    }

    /// Classes of the question that is out, by how much there is to read; in read time the options are not yet there.
    pub fn fit(&self) -> &'static str {
        let typed = matches!(self.kind, "typed" | "estimate");
        let options: Vec<&str> = if typed || self.phase == Phase::Read { Vec::new() } else { self.tiles.iter().map(|tile| tile.text.as_str()).collect() };
        fit::asked(&self.text, &options, self.media.is_some())
    }

    /// How the answer is shown so that all of it fits.
    pub fn shown(&self) -> Shown {
        let bars = self.given.is_empty() && self.kind != "order";
        let options: Vec<&str> = if bars { self.tiles.iter().map(|tile| tile.text.as_str()).collect() } else { Vec::new() };
        fit::revealed(&self.text, &options, &self.right, self.given.len(), &self.why)
    }

    /// What the question counts more than others, "2" or "1,5"; None where it counts as every one, or not at all.
    pub fn times(&self) -> Option<String> {
        (self.weight > 0 && self.weight != 1000 && !self.text.is_empty()).then(|| quiz::question::Number(i64::from(self.weight)).to_string())
    }

    /// Whether the question that is shown is a rehearsal.
    pub fn is_trial(&self) -> bool {
        self.weight == 0 && !self.text.is_empty()
    }

    /// Place of the question that comes next, from 0. A counted question takes four phases to the ranking, a dropped one two.
    pub fn next(&self) -> usize {
        match self.phase {
            Phase::Lobby => 0,
            Phase::Board => (self.n / 2).saturating_sub(self.counted) as usize,
            _ => self.q as usize,
        }
    }

    /// Halls that a line has room for, those with most people first, and how many more there are.
    pub fn biggest_halls(&self) -> (Vec<Hall>, usize) {
        let mut halls = self.halls.clone();
        if halls.len() > HALLS {
            halls.sort_by_key(|hall| std::cmp::Reverse(hall.members));
            halls.truncate(HALLS - 1);
        }
        let more = self.halls.len() - halls.len();
        (halls, more)
    }

    /// What the counts belong to: options, or what was given where options say nothing of it.
    pub fn counted_tiles(&self) -> &[Tile] {
        if self.given.is_empty() && self.kind != "order" { &self.tiles } else { &self.given }
    }

    /// Teams where there are teams, else people.
    pub fn honoured(&self) -> &[Row] {
        if self.halls.is_empty() { &self.rows } else { &self.teams }
    }

    /// When the clock changes what is shown, in milliseconds from now.
    pub fn until_change(&self, now: Micros) -> Option<i64> {
        (self.until > 0 && !self.paused && self.phase != Phase::Over).then(|| (self.until - now / 1000 + 1).max(1))
    }
}
