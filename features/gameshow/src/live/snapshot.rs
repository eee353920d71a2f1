//! Ảnh chụp ván: what phones, host, screens and plain pages see of a game at a moment; made by the owner, read by all.
use super::frames::Frame;
use quiz::game::Last;
use quiz::tally::Tally;
use quiz::{Game, Question, Stage, Team};
use std::sync::Arc;

/// A moment of a game.
#[derive(Clone, Debug)]
pub struct Snapshot {
    /// Of which owner the ids of the frames are: another one counts anew.
    pub epoch: u64,
    /// The newest frame's id.
    pub version: u64,
    /// Phase number.
    pub phase: u32,
    /// Frames of this phase in order.
    pub frames: Vec<Frame>,
    /// Each player's own line.
    pub people: Arc<Vec<Person>>,
    /// Players in the ranking.
    pub ranked: u32,
    /// For host, screens and plain pages.
    pub view: Arc<View>,
}

/// A player's own line.
#[derive(Clone, Copy, Debug, Default)]
pub struct Person {
    /// Place; 0 before there is one.
    pub rank: u32,
    /// Points.
    pub points: i64,
    /// Right answers in a row.
    pub streak: u32,
    /// The last question.
    pub last: Last,
    /// Team.
    pub team: Option<u16>,
    /// Sent out.
    pub kicked: bool,
    /// The code of this place may be used once more.
    pub freed: bool,
    /// On the roster.
    pub official: bool,
    /// Tokens of an earlier seat are void.
    pub seat: u16,
}

/// A line of the leaderboard.
#[derive(Clone, Debug)]
pub struct Line {
    /// Place.
    pub rank: u32,
    /// Name.
    pub name: Arc<str>,
    /// Agency or team; empty for none.
    pub from: Arc<str>,
    /// Points.
    pub points: i64,
}

/// What host and screens need.
#[derive(Clone, Debug)]
pub struct View {
    /// Grows with each moment that is shown: what was drawn before is old.
    pub moment: u64,
    /// Where the game stands.
    pub stage: Stage,
    /// Questions in all.
    pub of: usize,
    /// Whether a question is left.
    pub has_next: bool,
    /// The question that is on.
    pub question: Option<Arc<Question>>,
    /// Its place from 0.
    pub q: u16,
    /// What was answered, once counted.
    pub tally: Option<Arc<Tally>>,
    /// The first in the ranking.
    pub top: Arc<Vec<Line>>,
    /// Teams.
    pub teams: Arc<Vec<Team>>,
    /// Names of the teams.
    pub team_names: Arc<Vec<String>>,
    /// Nobody comes in.
    pub locked: bool,
    /// How many stand on the podium.
    pub podium: u16,
    /// Players who have answered a counted question.
    pub played: u32,
    /// Questions that were counted.
    pub counted: u32,
    /// Words on phones.
    pub text_on_phones: bool,
}

/// Counters, pushed to host and screens only.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Players who were not sent out.
    pub playing: u32,
    /// Answers to the question that is out.
    pub answered: u32,
    /// Of each team: members, and how many of them have answered.
    pub teams: Vec<(u32, u32)>,
}

/// Lines that a leaderboard holds at most.
const TOP: usize = 20;

/// Each player's own line.
pub fn people(game: &Game) -> Vec<Person> {
    let of = |p: &quiz::Player| Person {
        rank: p.rank,
        points: p.standing.points,
        streak: p.streak,
        last: p.last,
        team: p.team,
        kicked: p.kicked,
        freed: p.freed,
        official: p.official,
        seat: p.seat,
    };
    game.players.iter().map(of).collect()
}

/// The first in the ranking, with names; who has no points is not honoured.
pub fn top(game: &Game, names: &[(Arc<str>, Arc<str>)]) -> Vec<Line> {
    let nobody: (Arc<str>, Arc<str>) = ("".into(), "".into());
    let line = |placed: &quiz::Placed| {
        let number = placed.standing.player;
        let (name, from) = names.get(number as usize).unwrap_or(&nobody).clone();
        Line { rank: placed.rank, name, from, points: placed.standing.points }
    };
    let most = usize::from(game.settings.podium).max(TOP);
    game.ranking.iter().filter(|placed| placed.standing.points > 0).take(most).map(line).collect()
}

/// The view of a moment with this number; ranking and teams were made before.
pub fn view(game: &Game, moment: u64, top: Arc<Vec<Line>>, teams: Arc<Vec<Team>>, team_names: Arc<Vec<String>>) -> View {
    let current = game.current();
    let q = current.map_or(0, |(q, _)| q);
    let counted = matches!(game.stage, Stage::Closed(_) | Stage::Revealed(_));
    View {
        moment,
        stage: game.stage,
        of: game.questions.len(),
        has_next: game.has_next(),
        question: current.map(|(_, question)| Arc::new(question.clone())),
        q,
        tally: if counted { game.tallies.get(usize::from(q)).cloned().flatten().map(Arc::new) } else { None },
        top,
        teams,
        team_names,
        locked: game.locked,
        podium: game.settings.podium,
        played: game.played(),
        counted: game.counted(),
        text_on_phones: game.settings.text_on_phones,
    }
}
