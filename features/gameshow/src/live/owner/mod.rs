//! Chủ ván (owner): the one task of a node that decides, journals and then tells. While one line is being written the next
//! commands wait in the queue and become the next line, so that many answers share one write. An answer carries the moment at
//! which its connection had it: waiting here costs nobody points.
//!
//! Several nodes may have an owner of the same game. On PostgreSQL each line is written under the game's lock, held for one
//! transaction: whoever has it first reads the lines that others wrote, then decides. So no two nodes ever decide on
//! different pasts, no answer is refused for another node's sake, and the lock of a node that dies is free at once.
mod decide;
mod read;
mod tell;

use super::command::{Command, Outcome, answer};
use super::journal::{self, Batch};
use super::seal::Sealed;
use super::snapshot::{self, Counts, Line, Person, Snapshot};
use super::sockets::Sockets;
use crate::model::{GameRow, PlayerRow};
use base::db::Engine;
use base::{Result, Site};
use decide::Work;
use quiz::chain::Hash;
use quiz::{Event, Game, Micros, Stage};
use read::{hint, read_game};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{mpsc, watch};
use tokio::time::Instant;
use uuid::Uuid;

/// Commands that become one line at most.
const LINE: usize = 1024;
/// While answers trickle they wait so long for others to share a write with; far below what a player feels, and nobody loses points.
const GATHER: Duration = Duration::from_millis(2);
/// Answers trickle when the line before is no older than this; a lone one is written at once.
const TRICKLE: Duration = Duration::from_millis(25);
/// So many share a write well enough.
const ENOUGH: usize = 32;
/// How long a finished game stays, for phones that come back late.
const LINGER: Duration = Duration::from_secs(900);
/// How often a node looks whether another one wrote, where several may run; what NATS tells comes sooner.
const LOOK: Duration = Duration::from_secs(1);
/// Other nodes are told of a line with nothing but answers at most so often.
const WORD: Duration = Duration::from_millis(100);
/// Where several nodes may write, counting waits so much longer for answers that another one had in time.
const SLACK: Micros = 250_000;
/// So many failed writes in a row, then those who asked are left without an answer: they come back and ask again.
const PATIENCE: u32 = 5;

/// The owner of one game.
pub struct Owner {
    site: Site,
    id: Uuid,
    campaign: Option<Uuid>,
    /// Name of the lock and topic of the hints between nodes.
    name: String,
    /// Whether other nodes may write too.
    several: bool,
    game: Game,
    last: (i64, Hash),
    names: Vec<(Arc<str>, Arc<str>)>,
    taken: HashSet<String>,
    codes: HashMap<String, u32>,
    team_names: Arc<Vec<String>>,
    sockets: Arc<Sockets>,
    state: watch::Sender<Arc<Snapshot>>,
    counts: watch::Sender<Counts>,
    /// Of which phase, the sealed question, whether its key is out.
    sealed: Option<(u32, Sealed, bool)>,
    frame: u64,
    epoch: u64,
    people: Arc<Vec<Person>>,
    top: Arc<Vec<Line>>,
    /// Grows whenever a new moment is shown.
    moment: u64,
    /// The phase that was shown last.
    told: Option<u32>,
    news: News,
    hinted: Instant,
    /// When the last line was written here.
    written: Instant,
}

/// What has become true since it was last shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct News {
    /// Everybody sees it.
    loud: bool,
    /// Only the host and the player concerned.
    quiet: bool,
}

impl Owner {
    /// Rebuilds a game from its journal.
    ///
    /// # Errors
    /// There is none, its chain is broken, or the database does not answer.
    pub async fn load(
        site: &Site, id: Uuid, row: &GameRow, sockets: Arc<Sockets>,
    ) -> Result<(Owner, watch::Receiver<Arc<Snapshot>>, watch::Receiver<Counts>)> {
        let (game, last, rows) = read_game(site, id).await?;
        let epoch = rand::random();
        let view = Arc::new(snapshot::view(&game, 0, Arc::default(), Arc::default(), Arc::default()));
        let empty = Snapshot { epoch, version: 0, phase: 0, frames: Vec::new(), people: Arc::default(), ranked: 0, view };
        let (state, seen) = watch::channel(Arc::new(empty));
        let (counts, counted) = watch::channel(Counts::default());
        let mut owner = Owner {
            site: site.clone(),
            id,
            campaign: row.campaign,
            name: format!("gameshow/{id}"),
            several: site.db.engine() == Engine::Postgres,
            team_names: Arc::new(game.settings.teams.clone()),
            game,
            last,
            names: Vec::new(),
            taken: HashSet::new(),
            codes: HashMap::new(),
            sockets,
            state,
            counts,
            sealed: None,
            frame: 0,
            epoch,
            people: Arc::default(),
            top: Arc::default(),
            moment: 0,
            told: None,
            news: News::default(),
            hinted: Instant::now(),
            written: Instant::now(),
        };
        rows.iter().for_each(|row| owner.enter(row));
        owner.show_news();
        Ok((owner, seen, counted))
    }

    /// Knows the name of somebody who came in.
    fn enter(&mut self, row: &PlayerRow) {
        let number = u32::try_from(row.number).unwrap_or(u32::MAX);
        let from = if row.agency.is_empty() { self.team_of(number) } else { row.agency.clone() };
        self.names.push((row.name.as_str().into(), from.as_str().into()));
        self.taken.insert(vietnamese::fold(&row.name));
        if !row.code.is_empty() {
            self.codes.insert(row.code.clone(), number);
        }
    }

    /// Name of a player's team; empty for none.
    fn team_of(&self, p: u32) -> String {
        let team = self.game.players.get(p as usize).and_then(|player| player.team);
        team.and_then(|team| self.team_names.get(usize::from(team))).cloned().unwrap_or_default()
    }

    /// Runs until the game is over and everybody has had time to see the end.
    pub async fn run(mut self, mut commands: mpsc::Receiver<Command>) {
        let mut hints = self.site.live.subscribe();
        let mut look = tokio::time::interval(LOOK);
        look.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        let mut ended: Option<Instant> = None;
        loop {
            let mut batch = Vec::new();
            let wake = self.until_wake();
            tokio::select! {
                n = commands.recv_many(&mut batch, LINE) => if n == 0 { return } else { self.gather(&mut commands, &mut batch).await },
                () = tokio::time::sleep(wake) => {}
                _ = look.tick(), if self.several => self.look().await,
                () = hint(&mut hints, &self.name, self.last.0), if self.several => self.look().await,
            }
            self.turn(batch).await;
            if self.game.stage == Stage::Ended && ended.get_or_insert_with(Instant::now).elapsed() > LINGER {
                return;
            }
        }
    }

    /// Each write costs the same however many answers it holds: a few that trickle in share one.
    async fn gather(&self, commands: &mut mpsc::Receiver<Command>, batch: &mut Vec<Command>) {
        let trickles = batch.len() < ENOUGH && self.written.elapsed() < TRICKLE && batch.iter().all(|c| matches!(c, Command::Answer(..)));
        if !trickles {
            return;
        }
        tokio::time::sleep(GATHER).await;
        while batch.len() < LINE && let Ok(command) = commands.try_recv() {
            batch.push(command);
        }
    }

    fn now(&self) -> Micros {
        self.site.clock.now().as_microsecond()
    }

    fn slack(&self) -> Micros {
        if self.several { SLACK } else { 0 }
    }

    fn until_wake(&self) -> Duration {
        let key = match (self.game.stage, &self.sealed) {
            (Stage::Asked(ask), Some((_, _, false))) if ask.paused.is_none() => Some(ask.key_at()),
            _ => None,
        };
        let next = [key, self.game.wakes(self.slack())].into_iter().flatten().min();
        let wait = next.map_or(LINGER.as_micros() as Micros, |at| at - self.now());
        Duration::from_micros(u64::try_from(wait).unwrap_or(0))
    }

    /// Decides, writes, tells: one line of the journal.
    async fn turn(&mut self, batch: Vec<Command>) {
        let mut failures = 0;
        let outcomes = loop {
            match self.attempt(&batch).await {
                Ok(outcomes) => break outcomes,
                Err(error) => {
                    // What was not written did not happen: back to what the journal holds, then once more.
                    failures += 1;
                    tracing::error!(game = %self.id, %error, "the journal of a game could not be written");
                    tokio::time::sleep(Duration::from_millis(100)).await;
                    self.reload().await;
                    if failures > PATIENCE {
                        break Vec::new();
                    }
                }
            }
        };
        for (command, outcome) in batch.into_iter().zip(outcomes) {
            answer(command, outcome);
        }
        self.show_news();
    }

    /// One attempt: whatever came of it is in the journal when this returns.
    async fn attempt(&mut self, batch: &[Command]) -> Result<Vec<Outcome>> {
        let (mut tx, mut now) = (None, self.now());
        if self.several && (batch.iter().any(Command::writes) || self.game.due(now, SLACK).is_some()) {
            let mut locked = self.site.db.write().await?;
            locked.lock(&self.name).await?;
            self.read_on(&mut locked).await?;
            (tx, now) = (Some(locked), self.now());
        } else if self.several && batch.iter().any(|c| matches!(c, Command::Who(p, _) if *p as usize >= self.names.len())) {
            // Came in on another node a moment ago.
            let site = self.site.clone();
            self.read_on(&mut site.db.reader()).await?;
        }
        let Work { events, players, acts, outcomes } = self.decide_all(batch, now);
        if events.is_empty() {
            if let Some(tx) = tx {
                tx.commit().await?;
            }
            return Ok(outcomes);
        }
        let line = Batch { game: self.id, campaign: self.campaign, last: self.last, events: &events, players: &players, acts: &acts };
        let entry = journal::commit(&self.site.db, tx, line, self.site.clock.now_ms()).await?;
        self.last = (entry.seq, entry.hash);
        self.written = Instant::now();
        self.note(&events);
        self.hint_others(&events);
        Ok(outcomes)
    }

    /// What of these events is to be shown.
    fn note(&mut self, events: &[Event]) {
        for event in events {
            match event {
                Event::Answered { .. } | Event::Joined { .. } => {}
                Event::Freed { .. } => self.news.quiet = true,
                Event::Returned { p } => {
                    self.sockets.expel(*p);
                    self.news.quiet = true;
                }
                _ => self.news.loud = true,
            }
        }
    }

    /// Tells the other nodes that there is a line. Only a hint: they look each second anyway.
    fn hint_others(&mut self, events: &[Event]) {
        let only_answers = events.iter().all(|e| matches!(e, Event::Answered { .. }));
        if !self.site.live.has_others() || (only_answers && self.hinted.elapsed() < WORD) {
            return;
        }
        self.hinted = Instant::now();
        let (live, name, seq) = (self.site.live.clone(), self.name.clone(), self.last.0.to_string());
        tokio::spawn(async move { live.publish(&name, &seq).await });
    }

}
