//! Ván chơi: the state of a game, which is nothing but its events in order. `decide` functions say whether something may
//! happen now, [`Game::apply`] makes it so; live and after a crash the same code runs over the same events.
use crate::event::Event;
use crate::question::Question;
use crate::ranking::{Placed, Team, rank_teams};
use crate::settings::Settings;
use crate::tally::Tally;
use crate::{Micros, SECOND, latency};

mod apply;
mod ask;
mod decide;
mod player;
mod refusal;
pub use ask::Ask;
pub use decide::MOST_PLAYERS;
pub use player::{Given, Last, Player};
pub use refusal::Refusal;

/// Between the host's word and the moment at which a question is shown: time for the sealed question to arrive everywhere.
pub const SHOW_LEAD: Micros = 2 * SECOND;
/// So long before that moment the key goes out at most; see [`Ask::key_at`].
pub const KEY_LEAD: Micros = 1_200_000;
/// The key comes earlier than the question is shown by at most this part of the time to read it.
pub const KEY_SHARE: Micros = 5;
/// Answers are counted so long after they closed, when all that were sent in time have arrived.
pub const GRACE: Micros = latency::MOST + 50_000;

/// Where a game stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Waiting for players.
    Lobby,
    /// A question is out: first unseen, then to read, then open, by the clock.
    Asked(Ask),
    /// Counted; the right answer is not shown yet.
    Closed(u16),
    /// The right answer is shown.
    Revealed(u16),
    /// The ranking is shown.
    Board,
    /// The winners are shown.
    Podium,
    /// Over.
    Ended,
}

/// A game.
#[derive(Clone, Debug)]
pub struct Game {
    /// Settings.
    pub settings: Settings,
    /// Questions in order.
    pub questions: Vec<Question>,
    /// Players by number.
    pub players: Vec<Player>,
    /// How many of them were sent out.
    pub out: u32,
    /// Grows with each turn; every answer names it.
    pub phase: u32,
    /// Where it stands.
    pub stage: Stage,
    /// Whether nobody comes in any more.
    pub locked: bool,
    /// The question that comes next.
    pub next: u16,
    /// Answers to the question that is out, by player.
    pub given: Vec<Option<Given>>,
    /// How many there are.
    pub answered: u32,
    /// Counts of each question that was counted.
    pub tallies: Vec<Option<Tally>>,
    /// The ranking after the last counted question.
    pub ranking: Vec<Placed>,
}

impl Game {
    /// A game as it is created.
    pub fn new(settings: Settings, questions: Vec<Question>) -> Game {
        Game {
            tallies: vec![None; questions.len()],
            settings,
            questions,
            players: Vec::new(),
            out: 0,
            phase: 0,
            stage: Stage::Lobby,
            locked: false,
            next: 0,
            given: Vec::new(),
            answered: 0,
            ranking: Vec::new(),
        }
    }

    /// The game that these events make; None when they do not begin with a creation.
    pub fn replay<'e>(events: impl IntoIterator<Item = &'e Event>) -> Option<Game> {
        let mut events = events.into_iter();
        let Some(Event::Created { settings, questions }) = events.next() else { return None };
        let mut game = Game::new((**settings).clone(), questions.clone());
        events.for_each(|event| game.apply(event));
        Some(game)
    }

    /// How teams stand: means over members who were not sent out.
    pub fn teams(&self) -> Vec<Team> {
        let members = self.players.iter().filter(|p| !p.kicked).filter_map(|p| Some((p.team?, p.standing.points)));
        rank_teams(self.settings.teams.len(), members)
    }

    /// Players who were not sent out.
    pub fn playing(&self) -> u32 {
        u32::try_from(self.players.len()).unwrap_or(u32::MAX) - self.out
    }

    /// Players who were not sent out and have answered a counted question.
    pub fn played(&self) -> u32 {
        u32::try_from(self.players.iter().filter(|p| !p.kicked && p.answers > 0).count()).unwrap_or(u32::MAX)
    }

    /// Questions that were counted.
    pub fn counted(&self) -> u32 {
        u32::try_from(self.tallies.iter().flatten().count()).unwrap_or(u32::MAX)
    }

    /// Of each team: members who were not sent out, and how many of them have answered.
    pub fn by_team(&self) -> Vec<(u32, u32)> {
        let mut counts = vec![(0, 0); self.settings.teams.len()];
        if counts.is_empty() {
            return counts;
        }
        for (player, given) in self.players.iter().zip(&self.given).filter(|(p, _)| !p.kicked) {
            if let Some((members, answered)) = player.team.and_then(|team| counts.get_mut(usize::from(team))) {
                *members += 1;
                *answered += u32::from(given.is_some());
            }
        }
        counts
    }

    /// The question that is on: out, counted or shown.
    pub fn current(&self) -> Option<(u16, &Question)> {
        let q = match self.stage {
            Stage::Asked(ask) => ask.q,
            Stage::Closed(q) | Stage::Revealed(q) => q,
            _ => return None,
        };
        Some((q, self.questions.get(usize::from(q))?))
    }
}
