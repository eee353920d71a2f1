//! Quyết định: what becomes of the commands of one line. The rules are [`quiz::Game`]'s; here are names, codes and who acted.
use super::Owner;
use crate::live::command::{Act, Command, Joining, Outcome, Place, Refused, Self_};
use crate::live::snapshot;
use crate::model::PlayerRow;
use base::Actor;
use quiz::{Answer, Event, Micros, Refusal, Stage};

/// What was decided, not yet written.
#[derive(Default)]
pub(super) struct Work {
    pub events: Vec<Event>,
    pub players: Vec<PlayerRow>,
    pub acts: Vec<(Actor, Event)>,
    pub outcomes: Vec<Outcome>,
}

impl Owner {
    /// Decides about all commands and what the clock brings. The game is ahead of its journal then: it must be written, or
    /// the game be reloaded.
    pub(super) fn decide_all(&mut self, batch: &[Command], now: Micros) -> Work {
        let mut work = Work::default();
        for command in batch {
            let outcome = self.decide(command, now, &mut work);
            work.outcomes.push(outcome);
        }
        // With a full line more may wait in the queue that came in time: those first.
        while batch.len() < super::LINE
            && let Some(event) = self.game.due(now, self.slack())
        {
            self.take(event, &mut work);
        }
        work
    }

    fn decide(&mut self, command: &Command, now: Micros, work: &mut Work) -> Outcome {
        match command {
            Command::Join(joining, _) => Outcome::Joined(self.join(joining, work)),
            Command::Answer(p, n, a, t, c, _) => Outcome::Done(match self.game.answer(*p, *n, a, *t, *c) {
                Ok(event) => {
                    self.take(event, work);
                    Ok(())
                }
                // It was written, although the write seemed to fail.
                Err(Refusal::Double) if self.is_journalled(*p, a, *t) => Ok(()),
                Err(why) => Err(why),
            }),
            Command::Host(act, actor, _) => Outcome::Done(self.act(*act, now).map(|event| {
                work.acts.push((actor.clone(), event.clone()));
                self.take(event, work);
            })),
            Command::Who(p, _) => Outcome::Known(self.who(*p)),
            Command::People(_) => Outcome::People(snapshot::people(&self.game)),
        }
    }

    fn take(&mut self, event: Event, work: &mut Work) {
        self.game.apply(&event);
        work.events.push(event);
    }

    fn is_journalled(&self, p: u32, answer: &Answer, at: Micros) -> bool {
        self.game.given.get(p as usize).and_then(Option::as_ref).is_some_and(|given| given.at == at && given.answer == *answer)
    }

    fn who(&self, p: u32) -> Self_ {
        let Some((name, _)) = self.names.get(p as usize) else { return Self_::default() };
        let given = self.game.given.get(p as usize).and_then(Option::as_ref);
        let answer = given.filter(|_| matches!(self.game.stage, Stage::Asked(_) | Stage::Closed(_) | Stage::Revealed(_))).map(|g| g.answer.clone());
        Self_ { known: true, name: name.to_string(), team: self.team_of(p), phase: self.game.phase, answer }
    }

    fn join(&mut self, joining: &Joining, work: &mut Work) -> Result<Place, Refused> {
        let official = !joining.code.is_empty();
        if let Some(p) = self.codes.get(&joining.code).copied().filter(|_| official) {
            let connected = joining.elsewhere || self.sockets.is_here(p);
            let event = self.game.come_back(p, connected).map_err(Refused::Rule)?;
            self.take(event, work);
            let seat = self.game.players.get(p as usize).map_or(0, |player| player.seat);
            return Ok(Place { number: p, seat });
        }
        if !official && self.taken.contains(&vietnamese::fold(&joining.name)) {
            return Err(Refused::NameTaken);
        }
        let event = self.game.join(joining.team, official).map_err(Refused::Rule)?;
        let Event::Joined { p, .. } = event else { return Err(Refused::Rule(Refusal::NotNow)) };
        let row = PlayerRow {
            number: i64::from(p),
            name: joining.name.clone(),
            agency: joining.agency.clone(),
            unit: joining.unit.clone(),
            code: joining.code.clone(),
        };
        self.take(event, work);
        self.enter(&row);
        work.players.push(row);
        Ok(Place { number: p, seat: 0 })
    }

    fn act(&self, act: Act, now: Micros) -> Result<Event, Refusal> {
        match act {
            Act::Step(phase) if phase != self.game.phase => Err(Refusal::NotNow),
            Act::Step(_) => self.game.step(now),
            Act::Skip => self.game.skip(),
            Act::Pause => self.game.pause_or_resume(now),
            Act::Extend(by) => self.game.extend(by, now),
            Act::Lock => self.game.lock_or_unlock(),
            Act::Kick(p) => self.game.kick(p, true),
            Act::Restore(p) => self.game.kick(p, false),
            Act::Free(p) => self.game.free(p),
            Act::Finish => self.game.finish(),
            Act::Abandon => self.game.abandon(now),
        }
    }
}
