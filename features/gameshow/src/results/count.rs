//! Đếm lại một ván: journal and names together, as pages, exports, minutes and the command line show them.
use crate::model::{GameRow, PlayerRow};
use crate::store;
use base::{Db, Error, Result};
use quiz::chain::Broken;
use quiz::ranking::{Placed, Team, rank, rank_teams};
use quiz::recount::{Recount, recount};
use quiz::{Entry, Event, Micros};
use std::collections::BTreeSet;
use uuid::Uuid;

/// A counted game.
pub struct Counted {
    /// The game.
    pub row: GameRow,
    /// Who stands behind the numbers.
    pub players: Vec<PlayerRow>,
    /// Team and roster of each number, out of the journal.
    pub sides: Vec<(Option<u16>, bool)>,
    /// The re-count.
    pub count: Recount,
    /// The ranking that is official: of the roster where only that counts, else of all.
    pub official: Vec<Placed>,
    /// Teams.
    pub teams: Vec<Team>,
    /// Lines of the journal.
    pub lines: usize,
    /// How the game went.
    pub course: Course,
}

/// How a game went, out of the journal.
#[derive(Clone, Debug, Default)]
pub struct Course {
    /// Questions that went out, in order.
    pub asked: Vec<Asked>,
    /// Times that the clock was stopped.
    pub pauses: u32,
    /// Players who stay sent out.
    pub out: BTreeSet<u32>,
    sides: Sides,
}

/// A question that went out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Its place, from 0.
    pub q: u16,
    /// When it was shown, microseconds.
    pub show: Micros,
    /// Whether its answers were counted; the host dropped it otherwise.
    pub counted: bool,
}

/// Difficulty of a question.
pub struct Item {
    /// Number from 1.
    pub q: usize,
    /// The question.
    pub text: String,
    /// Answers.
    pub answered: usize,
    /// Mean share of right, per cent: the lower, the harder.
    pub right: usize,
    /// How far the best third did better than the last third, per cent points; None with fewer than nine players.
    pub apart: Option<i64>,
    /// Median time, milliseconds.
    pub median: i64,
}

/// Reads and counts a game.
///
/// # Errors
/// No such game, or a journal that is not whole.
pub async fn load(db: &Db, id: Uuid) -> Result<Counted> {
    let mut reader = db.reader();
    let row = store::game(&mut reader, id).await?;
    let entries = store::journal(&mut reader, id, 0).await?;
    let players = store::players(&mut reader, id, 0).await?;
    let counted = tokio::task::spawn_blocking(move || count(&entries).map(|(count, course)| (count, course, entries.len())));
    let (count, mut course, lines) = counted.await.map_err(Error::internal)?.map_err(|broken| Error::internal(format!("the journal of game {id}: {broken:?}")))?;
    let sides = std::mem::take(&mut course.sides);
    let side = |p: u32| sides.get(p as usize).copied().unwrap_or((None, false));
    let official = if count.settings.roster_only {
        rank(count.ranking.iter().map(|p| p.standing).filter(|s| side(s.player).1))
    } else {
        count.ranking.clone()
    };
    let members = official.iter().filter_map(|p| Some((side(p.standing.player).0?, p.standing.points)));
    let teams = rank_teams(count.settings.teams.len(), members);
    Ok(Counted { row, players, sides, official, teams, count, lines, course })
}

type Sides = Vec<(Option<u16>, bool)>;

fn count(entries: &[Entry]) -> std::result::Result<(Recount, Course), Broken> {
    let count = recount(entries)?;
    let mut course = Course::default();
    for entry in entries {
        for event in entry.events()? {
            course.note(&event);
        }
    }
    Ok((count, course))
}

impl Course {
    fn note(&mut self, event: &Event) {
        match event {
            Event::Joined { team, official, .. } => self.sides.push((*team, *official)),
            Event::Asked { q, show, .. } => self.asked.push(Asked { q: *q, show: *show, counted: false }),
            Event::Closed { .. } => self.asked.iter_mut().last().into_iter().for_each(|asked| asked.counted = true),
            Event::Paused { .. } => self.pauses += 1,
            Event::Kicked { p } => drop(self.out.insert(*p)),
            Event::Restored { p } => drop(self.out.remove(p)),
            _ => {}
        }
    }
}

impl Counted {
    /// The player behind a number.
    pub fn player(&self, number: u32) -> PlayerRow {
        self.players.get(number as usize).cloned().unwrap_or_default()
    }

    /// Name of a player's team; empty for none.
    pub fn team(&self, number: u32) -> &str {
        let team = self.sides.get(number as usize).and_then(|(team, _)| *team);
        team.and_then(|t| self.count.settings.teams.get(usize::from(t))).map_or("", String::as_str)
    }

    /// Name of a team.
    pub fn team_name(&self, team: u16) -> &str {
        self.count.settings.teams.get(usize::from(team)).map_or("", String::as_str)
    }

    /// Who was in the ranking by answers, see [`quiz::Game::played`].
    pub fn played(&self) -> usize {
        self.count.answers.iter().map(|a| a.player).filter(|p| !self.course.out.contains(p)).collect::<BTreeSet<_>>().len()
    }

    /// Answers to a question, and how many of them were wholly right.
    pub fn answered(&self, q: u16) -> (usize, usize) {
        let of = self.count.answers.iter().filter(|a| a.q == q && !self.course.out.contains(&a.player));
        of.fold((0, 0), |(all, right), a| (all + 1, right + usize::from(a.share == quiz::score::WHOLE)))
    }

    /// Difficulty of each question that was counted.
    pub fn items(&self) -> Vec<Item> {
        let third = self.official.len() / 3;
        let best: Vec<u32> = self.official.iter().take(third).map(|p| p.standing.player).collect();
        let last: Vec<u32> = self.official.iter().rev().take(third).map(|p| p.standing.player).collect();
        let mut items = Vec::new();
        for (at, question) in self.count.questions.iter().enumerate() {
            let answers: Vec<_> = self.count.answers.iter().filter(|a| usize::from(a.q) == at).collect();
            if answers.is_empty() {
                continue;
            }
            let mean = |who: &[u32]| {
                let sum: u64 = answers.iter().filter(|a| who.contains(&a.player)).map(|a| u64::from(a.share)).sum();
                i64::try_from(sum / 10 / (who.len().max(1) as u64)).unwrap_or(0)
            };
            let mut times: Vec<i64> = answers.iter().map(|a| a.taken / 1000).collect();
            times.sort_unstable();
            let sum: usize = answers.iter().map(|a| usize::from(a.share)).sum();
            items.push(Item {
                q: at + 1,
                text: question.text.clone(),
                answered: answers.len(),
                right: sum / 10 / answers.len(),
                apart: (third >= 3).then(|| mean(&best) - mean(&last)),
                median: times[times.len() / 2],
            });
        }
        items
    }
}
