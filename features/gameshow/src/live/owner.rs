//! Chủ ván (owner): the one task that decides, journals and then tells. While one line is being written the next commands
//! wait in the queue and become the next line, so that many answers share one write. An answer carries the moment at which
//! its connection had it: waiting here costs nobody points.
use super::frames::{self, Frame};
use super::journal::{self, Batch};
use super::seal::{Sealed, seal};
use super::snapshot::{self, Counts, Line, Person, Snapshot};
use crate::model::PlayerRow;
use crate::store;
use base::db::Engine;
use base::{Actor, Error, Result, Site};
use quiz::chain::{Hash, read};
use quiz::game::KEY_LEAD;
use quiz::{Answer, Event, Game, Micros, Refusal, Stage};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{mpsc, oneshot, watch};
use uuid::Uuid;

/// Commands that become one line at most.
const LINE: usize = 1024;
/// How long a finished game stays, for phones that come back late.
const LINGER: Duration = Duration::from_secs(900);
/// How often a node looks whether another one wrote, where several may run.
const LOOK: Duration = Duration::from_secs(1);

/// Why something asked of the owner was not done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// The rules.
    Rule(Refusal),
    /// Somebody has this name.
    NameTaken,
}

/// Somebody who wants to come in.
#[derive(Clone, Debug, Default)]
pub struct Joining {
    /// Name as shown.
    pub name: String,
    /// Agency.
    pub agency: String,
    /// Unit.
    pub unit: String,
    /// Roster code; empty for nicknames.
    pub code: String,
    /// Team.
    pub team: Option<u16>,
}

/// What a host does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// The next step, as seen in this phase: pressed twice it happens once.
    Step(u32),
    /// Drop the question.
    Skip,
    /// Stop or run the time.
    Pause,
    /// More time.
    Extend(Micros),
    /// Close or open the door.
    Lock,
    /// Send out.
    Kick(u32),
    /// Take back.
    Restore(u32),
    /// To the winners.
    Finish,
}

/// What a phone is told when it comes back.
#[derive(Clone, Debug, Default)]
pub struct Self_ {
    /// Whether the game knows it.
    pub known: bool,
    /// Name.
    pub name: String,
    /// Phase.
    pub phase: u32,
    /// What it has answered in this phase.
    pub answer: Option<Answer>,
}

/// What the owner is asked.
pub enum Command {
    /// Come in.
    Join(Joining, oneshot::Sender<Result<u32, Refused>>),
    /// An answer: player, phase, answer, moment, credit.
    Answer(u32, u32, Answer, Micros, Micros, oneshot::Sender<Result<(), Refusal>>),
    /// The host.
    Host(Act, Actor, oneshot::Sender<Result<(), Refusal>>),
    /// Who am I?
    Who(u32, oneshot::Sender<Self_>),
}

enum Outcome {
    Joined(Result<u32, Refused>),
    Done(Result<(), Refusal>),
    Known(Self_),
}

#[derive(Default)]
struct Work {
    events: Vec<Event>,
    players: Vec<PlayerRow>,
    acts: Vec<(Actor, &'static str)>,
    outcomes: Vec<Outcome>,
}

/// The owner of one game.
pub struct Owner {
    site: Site,
    id: Uuid,
    game: Game,
    last: (i64, Hash),
    names: Vec<(Arc<str>, Arc<str>)>,
    taken: HashSet<String>,
    codes: HashMap<String, u32>,
    team_names: Arc<Vec<String>>,
    state: watch::Sender<Arc<Snapshot>>,
    counts: watch::Sender<Counts>,
    /// Of which phase, the sealed question, whether its key is out.
    sealed: Option<(u32, Sealed, bool)>,
    frame: u64,
    people: Arc<Vec<Person>>,
    top: Arc<Vec<Line>>,
}

impl Owner {
    /// Rebuilds a game from its journal.
    ///
    /// # Errors
    /// There is none, its chain is broken, or the database does not answer.
    pub async fn load(site: &Site, id: Uuid) -> Result<(Owner, watch::Receiver<Arc<Snapshot>>, watch::Receiver<Counts>)> {
        let (game, last, rows) = read_game(site, id).await?;
        let empty = Snapshot {
            version: 0,
            phase: 0,
            frames: Vec::new(),
            people: Arc::default(),
            ranked: 0,
            view: Arc::new(snapshot::view(&game, Arc::default(), Arc::default(), Arc::default())),
        };
        let (state, seen) = watch::channel(Arc::new(empty));
        let (counts, counted) = watch::channel(Counts::default());
        let mut owner = Owner {
            site: site.clone(),
            id,
            team_names: Arc::new(game.settings.teams.clone()),
            game,
            last,
            names: Vec::new(),
            taken: HashSet::new(),
            codes: HashMap::new(),
            state,
            counts,
            sealed: None,
            // ids go on growing over a restart
            frame: u64::try_from(site.clock.now_ms()).unwrap_or(0),
            people: Arc::default(),
            top: Arc::default(),
        };
        owner.name_all(rows);
        owner.tell(true);
        owner.count();
        Ok((owner, seen, counted))
    }

    fn name_all(&mut self, rows: Vec<PlayerRow>) {
        self.names.clear();
        self.taken.clear();
        self.codes.clear();
        for row in rows {
            self.name(&row);
        }
    }

    fn name(&mut self, row: &PlayerRow) {
        let team = self.game.players.get(usize::try_from(row.number).unwrap_or(usize::MAX)).and_then(|p| p.team);
        let team = team.and_then(|t| self.team_names.get(usize::from(t))).cloned().unwrap_or_default();
        let from = if row.agency.is_empty() { team } else { row.agency.clone() };
        self.names.push((row.name.as_str().into(), from.as_str().into()));
        self.taken.insert(vietnamese::fold(&row.name));
        if !row.code.is_empty() {
            self.codes.insert(row.code.clone(), u32::try_from(row.number).unwrap_or(u32::MAX));
        }
    }

    /// Runs until the game is over and everybody has had time to see the end.
    pub async fn run(mut self, mut commands: mpsc::Receiver<Command>) {
        let several = self.site.db.engine() == Engine::Postgres;
        let mut look = tokio::time::interval(LOOK);
        look.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        let mut ended: Option<tokio::time::Instant> = None;
        loop {
            let mut batch = Vec::new();
            let wake = self.until_wake();
            tokio::select! {
                n = commands.recv_many(&mut batch, LINE) => if n == 0 { return },
                () = tokio::time::sleep(wake) => {}
                _ = look.tick(), if several => self.look().await,
            }
            self.turn(batch).await;
            if self.game.stage == Stage::Ended && ended.get_or_insert_with(tokio::time::Instant::now).elapsed() > LINGER {
                return;
            }
        }
    }

    fn now(&self) -> Micros {
        self.site.clock.now().as_microsecond()
    }

    fn until_wake(&self) -> Duration {
        let key = match (self.game.stage, &self.sealed) {
            (Stage::Asked(ask), Some((_, _, false))) if ask.paused.is_none() => Some(ask.show - KEY_LEAD),
            _ => None,
        };
        let wait = [key, self.game.wakes()].into_iter().flatten().min().map_or(LINGER.as_micros() as Micros, |at| at - self.now());
        Duration::from_micros(u64::try_from(wait).unwrap_or(0))
    }

    /// Decides, writes, tells: one line of the journal.
    async fn turn(&mut self, batch: Vec<Command>) {
        let mut patience = 0;
        let work = loop {
            let mut work = Work::default();
            let now = self.now();
            for command in &batch {
                let outcome = self.decide(command, now, &mut work);
                work.outcomes.push(outcome);
            }
            while let Some(event) = self.game.due(now) {
                self.game.apply(&event);
                work.events.push(event);
            }
            if work.events.is_empty() {
                break work;
            }
            let line = Batch { game: self.id, last: self.last, events: &work.events, players: &work.players, acts: &work.acts };
            match journal::commit(&self.site, line).await {
                Ok(entry) => {
                    self.last = (entry.seq, entry.hash);
                    break work;
                }
                Err(error) => {
                    // What was not written did not happen: back to what the journal holds, then once more.
                    patience += 1;
                    if !error.is_unique() {
                        tracing::error!(game = %self.id, %error, "the journal of a game could not be written");
                        tokio::time::sleep(Duration::from_millis(100)).await;
                    }
                    self.reload().await;
                    if patience > 5 {
                        return;
                    }
                }
            }
        };
        let turned = work.events.iter().any(Event::turns);
        let shown = |e: &Event| !matches!(e, Event::Answered { .. } | Event::Joined { .. });
        let timed = matches!(self.game.stage, Stage::Asked(_)) && !turned && work.events.iter().any(shown);
        for (command, outcome) in batch.into_iter().zip(work.outcomes) {
            answer(command, outcome);
        }
        if turned || work.events.iter().any(shown) {
            self.tell(turned);
        }
        if timed {
            self.add_times();
        }
        self.send_key_when_due();
        self.count();
    }

    fn decide(&mut self, command: &Command, now: Micros, work: &mut Work) -> Outcome {
        match command {
            Command::Join(joining, _) => Outcome::Joined(self.join(joining, work)),
            Command::Answer(p, n, a, t, c, _) => Outcome::Done(self.game.answer(*p, *n, a, *t, *c).map(|event| self.take(event, work))),
            Command::Host(act, actor, _) => Outcome::Done(self.act(*act, now).map(|event| {
                let verb = match event {
                    Event::Kicked { .. } => "kick",
                    Event::Restored { .. } => "restore",
                    Event::Skipped => "skip",
                    _ => "",
                };
                if !verb.is_empty() {
                    work.acts.push((actor.clone(), verb));
                }
                self.take(event, work);
            })),
            Command::Who(p, _) => {
                let name = self.names.get(*p as usize).map(|(name, _)| name.to_string());
                let given = self.game.given.get(*p as usize).and_then(Option::as_ref);
                let answer = given.filter(|_| matches!(self.game.stage, Stage::Asked(_))).map(|g| g.answer.clone());
                Outcome::Known(Self_ { known: name.is_some(), name: name.unwrap_or_default(), phase: self.game.phase, answer })
            }
        }
    }

    fn take(&mut self, event: Event, work: &mut Work) {
        self.game.apply(&event);
        work.events.push(event);
    }

    fn join(&mut self, joining: &Joining, work: &mut Work) -> Result<u32, Refused> {
        if let Some(known) = self.codes.get(&joining.code).filter(|_| !joining.code.is_empty()) {
            return Ok(*known);
        }
        let official = !joining.code.is_empty();
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
        self.name(&row);
        work.players.push(row);
        Ok(p)
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
            Act::Finish => self.game.finish(),
        }
    }

    /// Another node may have written.
    async fn look(&mut self) {
        match store::last_seq(&mut self.site.db.reader(), self.id).await {
            Ok(seq) if seq > self.last.0 => {
                let phase = self.game.phase;
                self.reload().await;
                self.tell(self.game.phase != phase);
                self.count();
            }
            Ok(_) => {}
            Err(error) => tracing::warn!(game = %self.id, %error, "cannot see whether another node wrote"),
        }
    }

    /// Back to what the journal holds; tries until the database answers.
    async fn reload(&mut self) {
        loop {
            match read_game(&self.site, self.id).await {
                Ok((game, last, rows)) => {
                    self.game = game;
                    self.last = last;
                    self.name_all(rows);
                    return;
                }
                Err(error) => {
                    tracing::error!(game = %self.id, %error, "the journal of a game cannot be read; trying again");
                    tokio::time::sleep(Duration::from_millis(500)).await;
                }
            }
        }
    }

    fn push(&mut self, frames: &mut Vec<Frame>, text: axum::extract::ws::Utf8Bytes, mine: bool) {
        self.frame += 1;
        frames.push(Frame { id: self.frame, text, mine });
    }

    /// Shows a new moment. `turned`: the phase is another one, so its frames are made anew.
    fn tell(&mut self, turned: bool) {
        self.people = Arc::new(snapshot::people(&self.game));
        self.top = Arc::new(snapshot::top(&self.game, &self.names));
        let teams = Arc::new(self.game.teams());
        let view = Arc::new(snapshot::view(&self.game, self.top.clone(), teams, self.team_names.clone()));
        let mut frames = if turned { Vec::new() } else { self.state.borrow().frames.clone() };
        if turned {
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
                (Stage::Board, _) => (frames::board(n, "board", &view), true),
                (Stage::Podium, _) => (frames::board(n, "podium", &view), true),
                (Stage::Ended, _) => (frames::ended(n), true),
                _ => (frames::lobby(n), false),
            };
            self.push(&mut frames, text, mine);
            if let (Stage::Asked(ask), true) = (self.game.stage, self.sealed.as_ref().is_some_and(|(phase, _, out)| *phase == n && *out)) {
                let key = self.sealed.as_ref().map(|(n, sealed, _)| frames::key(*n, &sealed.key)).unwrap_or_default();
                self.push(&mut frames, key, false);
                let times = frames::times(n, &ask);
                self.push(&mut frames, times, false);
            }
        }
        self.show(frames, view);
    }

    fn show(&mut self, frames: Vec<Frame>, view: Arc<super::View>) {
        let ranked = u32::try_from(self.game.ranking.len()).unwrap_or(u32::MAX);
        let snapshot = Snapshot { version: self.frame, phase: self.game.phase, frames, people: self.people.clone(), ranked, view };
        self.state.send_replace(Arc::new(snapshot));
    }

    fn add(&mut self, text: axum::extract::ws::Utf8Bytes) {
        let (mut frames, view) = {
            let now = self.state.borrow();
            (now.frames.clone(), now.view.clone())
        };
        self.push(&mut frames, text, false);
        self.show(frames, view);
    }

    fn add_times(&mut self) {
        if let Stage::Asked(ask) = self.game.stage {
            self.add(frames::times(self.game.phase, &ask));
        }
    }

    fn send_key_when_due(&mut self) {
        let Stage::Asked(ask) = self.game.stage else { return };
        if ask.paused.is_some() || self.now() < ask.show - KEY_LEAD {
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

fn answer(command: Command, outcome: Outcome) {
    // Who asked may be gone; what was journalled stays.
    match (command, outcome) {
        (Command::Join(_, reply), Outcome::Joined(result)) => drop(reply.send(result)),
        (Command::Answer(.., reply) | Command::Host(_, _, reply), Outcome::Done(result)) => drop(reply.send(result)),
        (Command::Who(_, reply), Outcome::Known(known)) => drop(reply.send(known)),
        _ => {}
    }
}

async fn read_game(site: &Site, id: Uuid) -> Result<(Game, (i64, Hash), Vec<PlayerRow>)> {
    let mut db = site.db.reader();
    let entries = store::journal(&mut db, id, 0).await?;
    let broken = |_| Error::internal(format!("the journal of game {id} is broken"));
    let (events, hash) = read(&entries).map_err(broken)?;
    let game = Game::replay(&events).ok_or(Error::NotFound)?;
    let mut rows = store::players(&mut db, id).await?;
    rows.truncate(game.players.len());
    Ok((game, (entries.last().map_or(0, |e| e.seq), hash), rows))
}
