//! Diễn tiến: makes an event so. Whether it may happen was decided before; live and after a crash the same code runs.
use super::{Ask, Game, Given, Last, Player, Stage};
use crate::event::Event;
use crate::question::{Answer, check};
use crate::ranking::{Standing, rank};
use crate::score::{self, WHOLE};
use crate::tally::Tally;
use crate::Micros;

impl Game {
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
            Event::Freed { p } => self.with_player(*p, |player| player.freed = true),
            Event::Returned { p } => self.with_player(*p, |player| {
                player.freed = false;
                player.seat = player.seat.saturating_add(1);
            }),
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

    fn with_player(&mut self, p: u32, change: impl FnOnce(&mut Player)) {
        if let Some(player) = self.players.get_mut(p as usize) {
            change(player);
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
            player.answers += 1;
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
}
