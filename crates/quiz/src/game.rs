//! Ván chơi: the state of a game, which is nothing but its events in order. `decide` functions say whether something may
//! happen now, [`Game::apply`] makes it so; live and after a crash the same code runs over the same events.
use crate::event::Event;
use crate::question::{Answer, Question, check};
use crate::ranking::{Placed, Standing, Team, rank, rank_teams};
use crate::score::{self, WHOLE};
use crate::settings::Settings;
use crate::tally::Tally;
use crate::{Micros, SECOND, latency};

mod decide;
mod refusal;
pub use refusal::Refusal;

/// Between the host's word and the moment at which a question is shown: time for the sealed question to arrive everywhere.
pub const SHOW_LEAD: Micros = 2 * SECOND;
/// So long before that moment the key goes out.
pub const KEY_LEAD: Micros = 900_000;
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

/// A question that is out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ask {
    /// Its place from 0.
    pub q: u16,
    /// When it is shown.
    pub show: Micros,
    /// When answers open.
    pub open: Micros,
    /// When they close.
    pub close: Micros,
    /// The time that points are counted by.
    pub given: Micros,
    /// Time that stood still since opening.
    pub stood: Micros,
    /// Since when time stands.
    pub paused: Option<Micros>,
}

impl Ask {
    /// How long an answer took that came at `t` with a credit of `c`.
    pub fn taken(&self, t: Micros, c: Micros) -> Micros {
        (t - self.open - self.stood - c.clamp(0, latency::MOST)).max(0)
    }

    /// What moves when time runs again at `t`.
    pub fn resume(&mut self, t: Micros) {
        let Some(since) = self.paused.take() else { return };
        let stood = (t - since).max(0);
        if since < self.show {
            self.show += stood;
        }
        if since < self.open {
            self.open += stood;
        } else {
            self.stood += stood;
        }
        self.close += stood;
    }
}

/// An answer that was taken.
#[derive(Clone, Debug, PartialEq)]
pub struct Given {
    /// The answer.
    pub answer: Answer,
    /// How much of it is right.
    pub share: u16,
    /// Time taken.
    pub taken: Micros,
    /// When it came.
    pub at: Micros,
}

/// What the last counted question brought a player.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Last {
    /// Whether there was an answer.
    pub answered: bool,
    /// How much of it was right.
    pub share: u16,
    /// What it earned.
    pub points: i64,
    /// Time taken.
    pub taken: Micros,
}

/// One who plays.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Player {
    /// Place in [`Settings::teams`].
    pub team: Option<u16>,
    /// On the roster.
    pub official: bool,
    /// Sent out.
    pub kicked: bool,
    /// How they stand.
    pub standing: Standing,
    /// Wholly right answers in a row.
    pub streak: u32,
    /// The last counted question.
    pub last: Last,
    /// Place after the last counted question; 0 before.
    pub rank: u32,
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

    /// Makes an event so. Whether it may happen was decided before.
    pub fn apply(&mut self, event: &Event) {
        if event.turns() {
            self.phase += 1;
        }
        match event {
            Event::Created { .. } => {}
            Event::Joined { team, official, .. } => {
                let number = u32::try_from(self.players.len()).unwrap_or(u32::MAX);
                let standing = Standing { player: number, ..Standing::default() };
                self.players.push(Player { team: *team, official: *official, standing, ..Player::default() });
                self.given.push(None);
            }
            Event::Kicked { p } => self.set_kicked(*p, true),
            Event::Restored { p } => self.set_kicked(*p, false),
            Event::Locked => self.locked = true,
            Event::Unlocked => self.locked = false,
            Event::Asked { q, show, open, close } => {
                self.clear();
                let ask = Ask { q: *q, show: *show, open: *open, close: *close, given: close - open, stood: 0, paused: None };
                self.stage = Stage::Asked(ask);
                self.next = q + 1;
            }
            Event::Extended { close } => self.with_ask(|ask| ask.close = *close),
            Event::Paused { t } => self.with_ask(|ask| ask.paused = Some(*t)),
            Event::Resumed { t } => self.with_ask(|ask| ask.resume(*t)),
            Event::Answered { p, a, t, c, .. } => self.take(*p, a, *t, *c),
            Event::Closed { .. } => self.count(),
            Event::Skipped => {
                self.clear();
                self.stage = Stage::Board;
            }
            Event::Revealed => {
                if let Stage::Closed(q) = self.stage {
                    self.stage = Stage::Revealed(q);
                }
            }
            Event::Board => self.stage = Stage::Board,
            Event::Podium => {
                self.stage = Stage::Podium;
                self.place();
            }
            Event::Ended { .. } => self.stage = Stage::Ended,
        }
    }

    fn set_kicked(&mut self, p: u32, kicked: bool) {
        if let Some(player) = self.players.get_mut(p as usize).filter(|p| p.kicked != kicked) {
            player.kicked = kicked;
            self.out = if kicked { self.out + 1 } else { self.out - 1 };
            self.place();
        }
    }

    fn with_ask(&mut self, change: impl FnOnce(&mut Ask)) {
        if let Stage::Asked(ask) = &mut self.stage {
            change(ask);
        }
    }

    fn clear(&mut self) {
        self.given.iter_mut().for_each(|given| *given = None);
        self.answered = 0;
    }

    fn take(&mut self, p: u32, answer: &Answer, t: Micros, c: Micros) {
        let Stage::Asked(ask) = self.stage else { return };
        let Some(question) = self.questions.get(usize::from(ask.q)) else { return };
        let share = check(question, answer).0;
        let given = Given { answer: answer.clone(), share, taken: ask.taken(t, c), at: t };
        if let Some(place @ None) = self.given.get_mut(p as usize) {
            *place = Some(given);
            self.answered += 1;
        }
    }

    /// Counts the question that is out: points, streaks, counts; then sorts once.
    fn count(&mut self) {
        let Stage::Asked(ask) = self.stage else { return };
        let Some(question) = self.questions.get(usize::from(ask.q)) else { return };
        let (weight, rule) = (question.weight, self.settings.rule);
        let mut tally = Tally::default();
        for (player, given) in self.players.iter_mut().zip(&self.given) {
            let Some(given) = given else {
                player.last = Last::default();
                player.streak = if weight == 0 { player.streak } else { 0 };
                continue;
            };
            let points = score::points(&rule, weight, given.share, given.taken, ask.given, player.streak);
            player.last = Last { answered: true, share: given.share, points, taken: given.taken };
            if !player.kicked {
                tally.add(question, &given.answer, given.share);
            }
            if weight == 0 {
                continue;
            }
            let standing = &mut player.standing;
            standing.points += points;
            if given.share == WHOLE {
                standing.right += 1;
                standing.time += given.taken;
                standing.last = given.at;
                player.streak += 1;
            } else {
                player.streak = 0;
            }
        }
        self.tallies[usize::from(ask.q)] = Some(tally);
        self.stage = Stage::Closed(ask.q);
        self.place();
    }

    fn place(&mut self) {
        self.ranking = rank(self.players.iter().filter(|p| !p.kicked).map(|p| p.standing));
        self.players.iter_mut().for_each(|p| p.rank = 0);
        for placed in &self.ranking {
            if let Some(player) = self.players.get_mut(placed.standing.player as usize) {
                player.rank = placed.rank;
            }
        }
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

    /// Of each team: members who were not sent out, and how many of them have answered.
    pub fn by_team(&self) -> Vec<(u32, u32)> {
        let mut counts = vec![(0, 0); self.settings.teams.len()];
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
