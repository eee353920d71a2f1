//! Cảnh: what host, big screen and plain pages show at a moment, made of the game's snapshot, its counters and the clock, in the
//! reader's language. Holds nothing.
mod dropped;
mod fit;
mod given;
mod parts;
mod phase;
mod shown;

use crate::live::{Counts, Snapshot};
pub use parts::{Hall, Row, Tile, letter, sign};
pub(crate) use dropped::Dropped;
pub(crate) use given::{in_order, right_words};
use parts::{halls, percent, row, team_rows};
pub use phase::Phase;
use quiz::{Micros, Stage};
pub use shown::{Key, title_class};
use std::sync::Arc;
use ui::Frame;

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
    /// Thousandths of the game's points that it is worth.
    pub weight: u16,
    /// Subject of the question in words; empty for none.
    pub category: String,
    /// Why.
    pub why: String,
    /// The right answer in words.
    pub right: String,
    /// Kind.
    pub kind: &'static str,
    /// Options.
    pub tiles: Vec<Tile>,
    /// What was given, where options say nothing of it: typed words, orders, estimates.
    pub given: Vec<Tile>,
    /// Median of the estimates; empty for none.
    pub median: String,
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
    /// Players who have answered a counted question.
    pub played: u32,
    /// Questions that were counted.
    pub counted: u32,
    /// Number of the moment; see [`Scene::key`].
    moment: u64,
    /// Picture, sound or video: kind, address, words.
    pub media: Option<(&'static str, String, String)>,
}

impl Scene {
    /// The scene at `now`. How a question that is still out was answered is in no scene, nor is its right answer.
    fn new(snapshot: &Snapshot, counts: &Counts, now: Micros) -> Scene {
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
            weight: question.map_or(1000, |q| q.weight),
            category: question.map(|q| q.category.clone()).unwrap_or_default(),
            why: question.filter(|_| phase == Phase::Revealed).map(|q| q.explanation.clone()).unwrap_or_default(),
            right: question.filter(|_| phase == Phase::Revealed).map(|q| right_words(q)).unwrap_or_default(),
            kind: question.map_or("", |q| q.kind_code()),
            tiles: Vec::new(),
            given: Vec::new(),
            median: String::new(),
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
            played: view.played,
            counted: view.counted,
            moment: view.moment,
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
                    Tile { letter: letter(at), class, shape, short: text.clone(), text, count, percent: percent(count, answered), height: count * 1000 / most, right }
                })
                .collect();
            if let Some(tally) = tally.filter(|_| is_out(phase)) {
                scene.given = given::given(question, tally, showing);
                scene.median = given::median(question, tally);
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
}

/// The scene of a game now.
pub fn now(frame: &Frame, handle: &crate::live::Handle) -> Scene {
    let counts = handle.counts.borrow().clone();
    let snapshot: Arc<Snapshot> = handle.now();
    let mut scene = Scene::new(&snapshot, &counts, frame.site.clock.now().as_microsecond());
    scene.connected = handle.sockets.count();
    let category = format!("gameshow-sets-category-{}", scene.category);
    scene.category = if scene.category != "khac" && frame.site.catalog.knows(&category) { frame.t(&category) } else { String::new() };
    for other in scene.given.iter_mut().filter(|tile| tile.text.is_empty()) {
        other.text = frame.t1("gameshow-answers-other", "n", other.count);
        other.short = other.text.clone();
    }
    if scene.kind == "true_false" {
        // These two words are the program's, not the question's.
        for (tile, key) in scene.tiles.iter_mut().zip(["gameshow-true", "gameshow-false"]) {
            tile.text = frame.t(key);
            if tile.right {
                scene.right = tile.text.clone();
            }
        }
    }
    scene
}
