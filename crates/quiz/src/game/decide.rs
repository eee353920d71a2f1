//! Quyết định: whether something may happen now. Nothing is changed here; the event that comes back is journalled first.
use super::{GRACE, Game, Refusal, SHOW_LEAD, Stage};
use crate::event::Event;
use crate::question::{Answer, Question};
use crate::{Micros, SECOND, latency};

/// Players who may come in by nickname, far more than any hall holds: what floods the door must not fill the memory, and every
/// turn of the game costs time for each player. People of the roster always find a place; their list is bounded itself.
pub const MOST_PLAYERS: usize = 20_000;
/// Longest time that a host may add at once.
const MOST_EXTRA: Micros = 600 * SECOND;

impl Game {
    /// Somebody wants to come in. `official`: they are on the roster.
    ///
    /// # Errors
    /// The door is locked, the game is over or full, or the team is none.
    pub fn join(&self, team: Option<u16>, official: bool) -> Result<Event, Refusal> {
        if self.locked || matches!(self.stage, Stage::Podium | Stage::Ended) {
            return Err(Refusal::Locked);
        }
        if !official && self.players.len() >= MOST_PLAYERS {
            return Err(Refusal::Full);
        }
        let teams = self.settings.teams.len();
        let fits = match team {
            Some(team) => usize::from(team) < teams,
            None => teams == 0 || official,
        };
        if !fits {
            return Err(Refusal::NoTeam);
        }
        Ok(Event::Joined { p: u32::try_from(self.players.len()).map_err(|_| Refusal::Locked)?, team, official })
    }

    /// Somebody has the code of a place that is taken. `connected`: its player is, or may be, connected now. In the lobby a
    /// phone may be changed; else only the host can open the place again, so that a guessed code takes nobody's game.
    ///
    /// # Errors
    /// The code is in use, its player was sent out, or the game is over.
    pub fn come_back(&self, p: u32, connected: bool) -> Result<Event, Refusal> {
        let player = self.players.get(p as usize).ok_or(Refusal::Stranger)?;
        match self.stage {
            _ if player.kicked => Err(Refusal::Kicked),
            Stage::Ended => Err(Refusal::Locked),
            _ if player.freed => Ok(Event::Returned { p }),
            Stage::Lobby if !connected => Ok(Event::Returned { p }),
            _ => Err(Refusal::Used),
        }
    }

    /// The host opens a place again for whoever has its code.
    ///
    /// # Errors
    /// Nobody of this game, no place with a code, opened already, or the game is over.
    pub fn free(&self, p: u32) -> Result<Event, Refusal> {
        let player = self.players.get(p as usize).ok_or(Refusal::Stranger)?;
        if player.freed || !player.official || self.stage == Stage::Ended {
            return Err(Refusal::NotNow);
        }
        Ok(Event::Freed { p })
    }

    /// An answer: `n` is the phase that the phone named, `t` when the server had it, `c` the credit for the way.
    ///
    /// # Errors
    /// It does not count, with the reason.
    pub fn answer(&self, p: u32, n: u32, answer: &Answer, t: Micros, c: Micros) -> Result<Event, Refusal> {
        let player = self.players.get(p as usize).ok_or(Refusal::Stranger)?;
        if player.kicked {
            return Err(Refusal::Kicked);
        }
        let Stage::Asked(ask) = self.stage else { return Err(if n > self.phase { Refusal::Early } else { Refusal::Late }) };
        if n != self.phase {
            return Err(if n > self.phase { Refusal::Early } else { Refusal::Late });
        }
        let c = c.clamp(0, latency::MOST);
        if ask.paused.is_some_and(|since| t >= since) {
            return Err(Refusal::Paused);
        }
        if t < ask.open {
            return Err(Refusal::Early);
        }
        if t - c > ask.close {
            return Err(Refusal::Late);
        }
        if self.given.get(p as usize).is_none_or(Option::is_some) {
            return Err(Refusal::Double);
        }
        let question = self.questions.get(usize::from(ask.q)).ok_or(Refusal::NotNow)?;
        if !question.fits(answer) {
            return Err(Refusal::Unfit);
        }
        Ok(Event::Answered { p, n, a: answer.clone(), t, c })
    }

    /// The one next step from here: ask, close, show, rank, honour, end.
    ///
    /// # Errors
    /// The game is over.
    pub fn step(&self, now: Micros) -> Result<Event, Refusal> {
        match self.stage {
            Stage::Lobby | Stage::Board if self.has_next() => Ok(self.ask(now)),
            Stage::Lobby => Err(Refusal::NotNow),
            Stage::Board => Ok(Event::Podium),
            Stage::Asked(_) => Ok(Event::Closed { t: now }),
            Stage::Closed(_) => Ok(Event::Revealed),
            Stage::Revealed(_) => Ok(Event::Board),
            Stage::Podium => Ok(Event::Ended { t: now }),
            Stage::Ended => Err(Refusal::NotNow),
        }
    }

    /// Whether a question is left.
    pub fn has_next(&self) -> bool {
        usize::from(self.next) < self.questions.len()
    }

    fn ask(&self, now: Micros) -> Event {
        let show = now + SHOW_LEAD;
        let open = show + Micros::from(self.settings.read_seconds) * SECOND;
        let seconds = self.questions.get(usize::from(self.next)).and_then(|q: &Question| q.seconds).unwrap_or(self.settings.answer_seconds);
        Event::Asked { q: self.next, show, open, close: open + Micros::from(seconds.max(1)) * SECOND }
    }

    /// Straight to the winners, whatever is left.
    ///
    /// # Errors
    /// A question is out, or they are shown already.
    pub fn finish(&self) -> Result<Event, Refusal> {
        match self.stage {
            Stage::Lobby | Stage::Revealed(_) | Stage::Board => Ok(Event::Podium),
            _ => Err(Refusal::NotNow),
        }
    }

    /// Drops the question that is out: nobody gets or loses anything.
    ///
    /// # Errors
    /// None is out.
    pub fn skip(&self) -> Result<Event, Refusal> {
        if matches!(self.stage, Stage::Asked(_)) { Ok(Event::Skipped) } else { Err(Refusal::NotNow) }
    }

    /// Stops the time, or lets it run again.
    ///
    /// # Errors
    /// No question is out.
    pub fn pause_or_resume(&self, now: Micros) -> Result<Event, Refusal> {
        match self.stage {
            Stage::Asked(ask) if ask.paused.is_some() => Ok(Event::Resumed { t: now }),
            Stage::Asked(ask) if now <= ask.close => Ok(Event::Paused { t: now }),
            _ => Err(Refusal::NotNow),
        }
    }

    /// Gives more time.
    ///
    /// # Errors
    /// No question is out, or answers have closed.
    pub fn extend(&self, by: Micros, now: Micros) -> Result<Event, Refusal> {
        match self.stage {
            Stage::Asked(ask) if ask.paused.is_some() || now <= ask.close => Ok(Event::Extended { close: ask.close + by.clamp(0, MOST_EXTRA) }),
            _ => Err(Refusal::NotNow),
        }
    }

    /// Ends a game that nobody has gone on with, wherever it stands; what was not counted stays so.
    ///
    /// # Errors
    /// It is over.
    pub fn abandon(&self, now: Micros) -> Result<Event, Refusal> {
        if self.stage == Stage::Ended { Err(Refusal::NotNow) } else { Ok(Event::Ended { t: now }) }
    }

    /// Closes or opens the door.
    ///
    /// # Errors
    /// The game is over.
    pub fn lock_or_unlock(&self) -> Result<Event, Refusal> {
        match self.stage {
            Stage::Ended => Err(Refusal::NotNow),
            _ => Ok(if self.locked { Event::Unlocked } else { Event::Locked }),
        }
    }

    /// Sends somebody out, or takes that back.
    ///
    /// # Errors
    /// Nobody of this game, or nothing to change, or the game is over.
    pub fn kick(&self, p: u32, out: bool) -> Result<Event, Refusal> {
        let player = self.players.get(p as usize).ok_or(Refusal::Stranger)?;
        if player.kicked == out || self.stage == Stage::Ended {
            return Err(Refusal::NotNow);
        }
        Ok(if out { Event::Kicked { p } } else { Event::Restored { p } })
    }

    /// What the clock itself brings: answers are counted when they have closed and all that were sent in time are here, or
    /// when everybody has answered. `slack`: so much longer an answer may take from the server that had it in time.
    pub fn due(&self, now: Micros, slack: Micros) -> Option<Event> {
        let Stage::Asked(ask) = self.stage else { return None };
        let everybody = now >= ask.open && self.answered > 0 && self.everybody_answered();
        (ask.paused.is_none() && (now >= ask.close + GRACE + slack || everybody)).then_some(Event::Closed { t: now })
    }

    fn everybody_answered(&self) -> bool {
        // The count alone tells most of the time that somebody is missing; only then is it worth looking at each.
        self.answered as usize >= self.players.len()
            || self.answered >= self.playing() && self.players.iter().zip(&self.given).all(|(p, g)| p.kicked || g.is_some())
    }

    /// When [`Game::due`] has to be asked next, if no event comes before.
    pub fn wakes(&self, slack: Micros) -> Option<Micros> {
        match self.stage {
            Stage::Asked(ask) if ask.paused.is_none() => Some(ask.close + GRACE + slack),
            _ => None,
        }
    }
}
