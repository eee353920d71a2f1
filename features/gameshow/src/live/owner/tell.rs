//! Báo tin: what has become true is shown to phones, host and screens; frames are encoded once for everybody.
use super::{News, Owner};
use crate::live::View;
use crate::live::frames::{self, Frame};
use crate::live::seal::seal;
use crate::live::snapshot::{self, Counts, Snapshot};
use axum::extract::ws::Utf8Bytes;
use quiz::Stage;
use std::sync::Arc;

impl Owner {
    /// Shows whatever was noted since the last time: by this node or another one, written now or read again.
    pub(super) fn show_news(&mut self) {
        let News { loud, quiet } = std::mem::take(&mut self.news);
        let turned = self.told != Some(self.game.phase);
        if turned || loud {
            self.tell(turned);
        } else if quiet {
            self.refresh();
        }
        if let (false, true, Stage::Asked(ask)) = (turned, loud, self.game.stage) {
            self.add(frames::times(self.game.phase, &ask));
        }
        self.send_key_when_due();
        self.count();
    }

    /// Shows a new moment. `turned`: the phase is another one, so its frames are made anew.
    fn tell(&mut self, turned: bool) {
        self.told = Some(self.game.phase);
        self.moment += 1;
        self.people = Arc::new(snapshot::people(&self.game));
        self.top = Arc::new(snapshot::top(&self.game, &self.names));
        let teams = Arc::new(self.game.teams());
        let view = Arc::new(snapshot::view(&self.game, self.moment, self.top.clone(), teams, self.team_names.clone()));
        // Who was sent out leaves the ranking that is being shown.
        let ranked = matches!(self.game.stage, Stage::Board | Stage::Podium);
        let frames = if turned || ranked { self.frames(&view) } else { self.state.borrow().frames.clone() };
        self.show(frames, view);
    }

    /// The frames of the phase in order.
    fn frames(&mut self, view: &View) -> Vec<Frame> {
        let mut frames = Vec::new();
        let n = self.game.phase;
        let of = self.game.questions.len();
        let current = self.game.current().map(|(_, q)| q.clone());
        let (text, mine) = match (self.game.stage, current) {
            (Stage::Asked(ask), Some(question)) => {
                if self.sealed.as_ref().is_none_or(|(phase, ..)| *phase != n) {
                    let plain = frames::question(&question, self.game.settings.text_on_phones);
                    self.sealed = Some((n, seal(&plain, rand::random(), rand::random()), false));
                }
                let sealed = self.sealed.as_ref().map_or("", |(_, sealed, _)| sealed.sealed.as_str());
                (frames::ask(n, &ask, of, sealed), false)
            }
            (Stage::Closed(_), _) => (frames::closed(n), false),
            (Stage::Revealed(_), Some(question)) => (frames::reveal(n, &question), true),
            (Stage::Board, _) => (frames::board(n, "board", view), true),
            (Stage::Podium, _) => (frames::board(n, "podium", view), true),
            (Stage::Ended, _) => (frames::ended(n), true),
            _ => (frames::lobby(n), false),
        };
        self.push(&mut frames, text, mine);
        if let (Stage::Asked(ask), true) = (self.game.stage, self.sealed.as_ref().is_some_and(|(phase, _, out)| *phase == n && *out)) {
            let key = self.sealed.as_ref().map(|(n, sealed, _)| frames::key(*n, &sealed.key)).unwrap_or_default();
            self.push(&mut frames, key, false);
            self.push(&mut frames, frames::times(n, &ask), false);
        }
        frames
    }

    fn push(&mut self, frames: &mut Vec<Frame>, text: Utf8Bytes, mine: bool) {
        self.frame += 1;
        frames.push(Frame { id: self.frame, text, mine });
    }

    fn moment(&self, frames: Vec<Frame>, view: Arc<View>) -> Arc<Snapshot> {
        let ranked = u32::try_from(self.game.ranking.len()).unwrap_or(u32::MAX);
        Arc::new(Snapshot { epoch: self.epoch, version: self.frame, phase: self.game.phase, frames, people: self.people.clone(), ranked, view })
    }

    fn show(&mut self, frames: Vec<Frame>, view: Arc<View>) {
        self.state.send_replace(self.moment(frames, view));
    }

    /// Makes known how everybody stands without waking anybody: ten thousand phones have nothing to do with it.
    fn refresh(&mut self) {
        self.people = Arc::new(snapshot::people(&self.game));
        let (frames, view) = self.shown();
        let moment = self.moment(frames, view);
        self.state.send_if_modified(|now| {
            *now = moment;
            false
        });
    }

    fn shown(&self) -> (Vec<Frame>, Arc<View>) {
        let now = self.state.borrow();
        (now.frames.clone(), now.view.clone())
    }

    fn add(&mut self, text: Utf8Bytes) {
        let (mut frames, view) = self.shown();
        self.push(&mut frames, text, false);
        self.show(frames, view);
    }

    fn send_key_when_due(&mut self) {
        let Stage::Asked(ask) = self.game.stage else { return };
        if ask.paused.is_some() || self.now() < ask.key_at() {
            return;
        }
        let key = match &mut self.sealed {
            Some((phase, sealed, out @ false)) if *phase == self.game.phase => {
                *out = true;
                frames::key(*phase, &sealed.key)
            }
            _ => return,
        };
        self.add(key);
    }

    fn count(&self) {
        let counts = Counts { playing: self.game.playing(), answered: self.game.answered, teams: self.game.by_team() };
        self.counts.send_if_modified(|was| {
            let changed = *was != counts;
            *was = counts;
            changed
        });
    }
}
