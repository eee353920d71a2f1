//! Cảnh: what host and big screen show at a moment, made of the game's snapshot, its counters and the clock. Holds nothing.
use crate::live::{Counts, Line, Snapshot, View};
use quiz::{Ask, Micros, Stage};
use std::sync::Arc;
use ui::Frame;

/// Where a game stands, with the clock's part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Waiting for players.
    Lobby,
    /// A question is on its way.
    Soon,
    /// It is shown, answers are not open.
    Read,
    /// Answers are open.
    Open,
    /// They have closed, and are being counted.
    Over,
    /// Counted.
    Closed,
    /// The right answer.
    Revealed,
    /// The ranking.
    Board,
    /// The winners.
    Podium,
    /// The end.
    Ended,
}

impl Phase {
    /// Where a game stands at `now`.
    pub fn of(stage: &Stage, now: Micros) -> Phase {
        match stage {
            Stage::Lobby => Phase::Lobby,
            Stage::Asked(ask) => Phase::of_ask(ask, ask.paused.unwrap_or(now)),
            Stage::Closed(_) => Phase::Closed,
            Stage::Revealed(_) => Phase::Revealed,
            Stage::Board => Phase::Board,
            Stage::Podium => Phase::Podium,
            Stage::Ended => Phase::Ended,
        }
    }

    fn of_ask(ask: &Ask, now: Micros) -> Phase {
        match now {
            t if t < ask.show => Phase::Soon,
            t if t < ask.open => Phase::Read,
            t if t <= ask.close => Phase::Open,
            _ => Phase::Over,
        }
    }

    /// Its word in templates and message keys.
    pub fn word(self) -> &'static str {
        match self {
            Phase::Lobby => "lobby",
            Phase::Soon => "soon",
            Phase::Read => "read",
            Phase::Open => "open",
            Phase::Over => "over",
            Phase::Closed => "closed",
            Phase::Revealed => "revealed",
            Phase::Board => "board",
            Phase::Podium => "podium",
            Phase::Ended => "ended",
        }
    }
}

/// One option as it is shown.
#[derive(Clone, Debug)]
pub struct Tile {
    /// A, B, C …
    pub letter: char,
    /// `a` … `d`: colour and shape.
    pub class: &'static str,
    /// Symbol.
    pub shape: &'static str,
    /// Words.
    pub text: String,
    /// How often chosen.
    pub count: u32,
    /// Per cent of the answers.
    pub percent: u32,
    /// Height against the highest, thousandths.
    pub height: u32,
    /// Whether it is right.
    pub right: bool,
}

/// A team or hall with its counts.
#[derive(Clone, Debug)]
pub struct Hall {
    /// Name.
    pub name: String,
    /// Members.
    pub members: u32,
    /// Of whom so many have answered.
    pub answered: u32,
}

impl Hall {
    /// Per cent.
    pub fn percent(&self) -> u32 {
        self.answered * 100 / self.members.max(1)
    }
}

/// A place on the podium or in a table: rank, name, from, points as shown.
#[derive(Clone, Debug)]
pub struct Row {
    /// Place.
    pub rank: u32,
    /// Name.
    pub name: String,
    /// Agency or team; empty for none.
    pub from: String,
    /// Points as shown.
    pub points: String,
}

/// A moment.
#[derive(Clone)]
pub struct Scene {
    /// Where it stands.
    pub phase: Phase,
    /// Phase number.
    pub n: u32,
    /// Number of the question, from 1.
    pub q: u32,
    /// Of so many.
    pub of: usize,
    /// Words of the question; empty before it is shown.
    pub text: String,
    /// Why.
    pub why: String,
    /// The right answer in words.
    pub right: String,
    /// Kind.
    pub kind: &'static str,
    /// Options, or for typed and estimate what was given most often.
    pub tiles: Vec<Tile>,
    /// Answers.
    pub answered: u32,
    /// Wholly right ones.
    pub right_count: u32,
    /// Players.
    pub playing: u32,
    /// Phones that are connected here.
    pub connected: usize,
    /// The next moment of the clock and now, unix milliseconds; 0 for none.
    pub until: i64,
    /// Now.
    pub now: i64,
    /// All of the time that runs, milliseconds.
    pub all: i64,
    /// Time stands.
    pub paused: bool,
    /// Nobody comes in.
    pub locked: bool,
    /// Whether a question is left.
    pub has_next: bool,
    /// The ranking's top.
    pub rows: Vec<Row>,
    /// Teams by mean.
    pub teams: Vec<Row>,
    /// Teams with counts.
    pub halls: Vec<Hall>,
    /// Places on the podium.
    pub podium: usize,
    /// Picture, sound or video: kind, address, words.
    pub media: Option<(&'static str, String, String)>,
}

const SHAPES: [(&str, &str); 4] = [("a", "s-non"), ("b", "s-thoi"), ("c", "s-banh"), ("d", "s-trong")];

/// Letters of options.
pub fn letter(at: usize) -> char {
    char::from(b'A' + u8::try_from(at % 26).unwrap_or(0))
}

/// Colour class and shape of an option.
pub fn sign(at: usize) -> (&'static str, &'static str) {
    SHAPES[at % SHAPES.len()]
}

impl Scene {
    /// The scene at `now`. `host`: with counts of a running question, which players and screens must not see.
    pub fn new(snapshot: &Snapshot, counts: &Counts, now: Micros) -> Scene {
        let view = &snapshot.view;
        let phase = Phase::of(&view.stage, now);
        let shown = !matches!(phase, Phase::Soon);
        let question = view.question.as_ref().filter(|_| shown);
        let tally = view.tally.as_deref();
        let answered = tally.map_or(counts.answered, |t| t.answered);
        let is_out = |phase| matches!(phase, Phase::Revealed | Phase::Closed);
        let mut scene = Scene {
            phase,
            n: snapshot.phase,
            q: u32::from(view.q) + 1,
            of: view.of,
            text: question.map(|q| q.text.clone()).unwrap_or_default(),
            why: question.filter(|_| phase == Phase::Revealed).map(|q| q.explanation.clone()).unwrap_or_default(),
            right: question.filter(|_| phase == Phase::Revealed).map(|q| q.right_words()).unwrap_or_default(),
            kind: question.map_or("", |q| q.kind_code()),
            tiles: Vec::new(),
            answered,
            right_count: tally.map_or(0, |t| t.right),
            playing: counts.playing,
            connected: 0,
            until: 0,
            now: now / 1000,
            all: 0,
            paused: false,
            locked: view.locked,
            has_next: view.has_next,
            rows: view.top.iter().map(row).collect(),
            teams: team_rows(view),
            halls: halls(view, counts),
            podium: usize::from(view.podium),
            media: question.and_then(|q| q.media.as_ref()).map(|m| (m.kind.code(), format!("/dau-truong/tep/{}", m.file), m.alt.clone())),
        };
        if let Some(question) = question {
            let right = question.right_options();
            let options = question.options();
            let most = (0..options.len()).map(|at| tally.map_or(0, |t| t.option(at))).max().unwrap_or(0).max(1);
            let showing = phase == Phase::Revealed;
            scene.tiles = options
                .into_iter()
                .enumerate()
                .map(|(at, text)| {
                    let count = if is_out(phase) { tally.map_or(0, |t| t.option(at)) } else { 0 };
                    let (class, shape) = sign(at);
                    let right = showing && (scene.kind == "order" || right.contains(&at));
                    Tile { letter: letter(at), class, shape, text, count, percent: count * 100 / answered.max(1), height: count * 1000 / most, right }
                })
                .collect();
            if scene.tiles.is_empty() && is_out(phase) {
                scene.tiles = given(tally, answered);
            }
        }
        if let Stage::Asked(ask) = view.stage {
            let at = ask.paused.unwrap_or(now);
            let (until, since) = match phase {
                Phase::Soon => (ask.show, ask.show - quiz::game::SHOW_LEAD),
                Phase::Read => (ask.open, ask.show),
                _ => (ask.close, ask.open),
            };
            scene.until = until / 1000;
            scene.all = ((until - since) / 1000).max(1);
            scene.now = at / 1000;
            scene.paused = ask.paused.is_some();
        }
        scene
    }

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
        (self.right_count * 100 + self.answered / 2) / self.answered.max(1)
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

    /// What must be drawn anew when it changes; counters are not part of it.
    pub fn key(&self) -> (u32, &'static str, i64, bool, bool, usize) {
        (self.n, self.word(), self.until, self.paused, self.locked, self.rows.len())
    }

    /// Those who stand on steps: the first three rows, second to the left, first in the middle.
    pub fn steps(&self) -> Vec<(usize, Row)> {
        let rows = self.honoured();
        [1, 0, 2].into_iter().filter_map(|at| Some((at, rows.get(at)?.clone()))).collect()
    }

    /// Those beside the steps.
    pub fn beside(&self) -> Vec<Row> {
        self.honoured().iter().skip(3).take(self.podium.max(9).saturating_sub(3).min(9)).cloned().collect()
    }

    /// Teams where there are teams, else people.
    pub fn honoured(&self) -> &[Row] {
        if self.teams.is_empty() { &self.rows } else { &self.teams }
    }

    /// When the clock changes what is shown, in milliseconds from now.
    pub fn until_change(&self, now: Micros) -> Option<i64> {
        (self.until > 0 && !self.paused && self.phase != Phase::Over).then(|| (self.until - now / 1000 + 1).max(1))
    }
}

fn row(line: &Line) -> Row {
    Row { rank: line.rank, name: line.name.to_string(), from: line.from.to_string(), points: vietnamese::numbers::group(line.points) }
}

fn team_rows(view: &View) -> Vec<Row> {
    let name = |team: u16| view.team_names.get(usize::from(team)).cloned().unwrap_or_default();
    let row = |t: &quiz::Team| Row { rank: t.rank, name: name(t.team), from: String::new(), points: vietnamese::numbers::group(t.mean()) };
    view.teams.iter().filter(|t| t.members > 0).map(row).collect()
}

fn halls(view: &View, counts: &Counts) -> Vec<Hall> {
    let hall = |(name, (members, answered)): (&String, &(u32, u32))| Hall { name: name.clone(), members: *members, answered: *answered };
    view.team_names.iter().zip(&counts.teams).map(hall).collect()
}

/// What was typed most often.
fn given(tally: Option<&quiz::tally::Tally>, answered: u32) -> Vec<Tile> {
    let Some(tally) = tally else { return Vec::new() };
    let top = tally.top(4);
    let most = top.first().map_or(1, |(_, n)| *n).max(1);
    top.into_iter()
        .enumerate()
        .map(|(at, (text, count))| {
            let (class, shape) = sign(at);
            Tile { letter: letter(at), class, shape, text: text.to_owned(), count, percent: count * 100 / answered.max(1), height: count * 1000 / most, right: false }
        })
        .collect()
}

/// The scene of a game now.
pub fn now(frame: &Frame, handle: &crate::live::Handle) -> Scene {
    let counts = handle.counts.borrow().clone();
    let snapshot: Arc<Snapshot> = handle.now();
    let mut scene = Scene::new(&snapshot, &counts, frame.site.clock.now().as_microsecond());
    scene.connected = handle.sockets.count();
    scene
}
