//! Ghi phiếu: brings ballots to the disk. While one transaction is being written the next ballots wait in the queue and become
//! the next one, so that many share one commit. Only when it has returned is anything acknowledged.
use super::model::{self, Ballot, Body, Kind, Unfit};
use super::room;
use super::store::ballots::{self, Of};
use base::{Result, Site, Tx};
use std::collections::HashMap;
use tokio::sync::{mpsc, oneshot};
use uuid::Uuid;

/// Ballots that may wait; a sender beyond that waits itself.
const QUEUE: usize = 4096;
/// Ballots of one transaction at most.
const BATCH: usize = 512;
/// Questions of one device that a board holds at most, besides answered ones.
const ASKED_MOST: usize = 5;

/// What a device gives.
#[derive(Clone, Debug)]
pub(super) enum Give {
    /// An answer as typed: places or words.
    Vote(Vec<String>),
    /// A question as typed.
    Ask(String),
    /// A vote for a question, or taking it back.
    Upvote(Uuid, bool),
}

/// Why it does not count; also the last words of the message's key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refused {
    /// The poll takes no ballots.
    Closed,
    /// It was reset since the page was made.
    Reset,
    /// This device has voted, and the poll does not let votes be changed.
    Double,
    /// No such question.
    Gone,
    /// This device has asked enough for now.
    Asked,
    /// What was typed.
    Unfit(Unfit),
}

impl Refused {
    /// Last word of the message's key.
    pub fn code(self) -> &'static str {
        match self {
            Refused::Closed => "closed",
            Refused::Reset => "reset",
            Refused::Double => "double",
            Refused::Gone => "gone",
            Refused::Asked => "asked",
            Refused::Unfit(unfit) => unfit.code(),
        }
    }
}

/// A ballot on its way.
pub(super) struct Command {
    pub session: Uuid,
    pub of: Of,
    pub give: Give,
    pub reply: oneshot::Sender<std::result::Result<(), Refused>>,
}

/// The one task of this node that writes ballots.
pub(super) struct Writer {
    site: Site,
}

impl Writer {
    /// Starts it; the answer is the way to it.
    pub fn start(site: &Site) -> mpsc::Sender<Command> {
        let (ballots, waiting) = mpsc::channel(QUEUE);
        tokio::spawn(Writer { site: site.clone() }.run(waiting));
        ballots
    }

    async fn run(self, mut waiting: mpsc::Receiver<Command>) {
        let mut batch = Vec::with_capacity(BATCH);
        while waiting.recv_many(&mut batch, BATCH).await > 0 {
            match self.write(&batch).await {
                Ok(outcomes) => {
                    let mut sessions: Vec<Uuid> = batch.iter().zip(&outcomes).filter(|(_, o)| o.is_ok()).map(|(c, _)| c.session).collect();
                    sessions.sort_unstable();
                    sessions.dedup();
                    for (command, outcome) in batch.drain(..).zip(outcomes) {
                        // Who asked may be gone; what was written stays.
                        command.reply.send(outcome).ok();
                    }
                    for session in sessions {
                        room::tell(&self.site, session).await;
                    }
                }
                Err(error) => {
                    // Dropped replies tell the askers that nothing was written.
                    tracing::error!(%error, ballots = batch.len(), "ballots could not be written");
                    batch.clear();
                }
            }
        }
    }

    async fn write(&self, batch: &[Command]) -> Result<Vec<std::result::Result<(), Refused>>> {
        let now = self.site.clock.now_ms();
        let mut tx = self.site.db.write().await?;
        tx.unaudited("ballots are secret; what a host does with them is in the log");
        let open = open_polls(&mut tx, batch).await?;
        let mut outcomes = Vec::with_capacity(batch.len());
        for command in batch {
            outcomes.push(one(&mut tx, command, &open, now).await?);
        }
        tx.commit().await?;
        Ok(outcomes)
    }
}

/// Polls that take ballots, by key, with round and body. A host who closes one waits for the lock, or we wait for the host.
async fn open_polls(tx: &mut Tx, batch: &[Command]) -> Result<HashMap<Uuid, (Uuid, i64, Body)>> {
    let mut sessions: Vec<Uuid> = batch.iter().map(|c| c.session).collect();
    sessions.sort_unstable();
    sessions.dedup();
    let mut open = HashMap::new();
    for session in sessions {
        tx.lock(&lock(session)).await?;
        for (poll, round, body) in ballots::open(tx, session).await? {
            let body = serde_json::from_str(&body).map_err(base::Error::internal)?;
            open.insert(poll, (session, round, body));
        }
    }
    Ok(open)
}

/// Name of the lock that ballots and hosts of a session share.
pub(super) fn lock(session: Uuid) -> String {
    format!("polls {session}")
}

async fn one(tx: &mut Tx, command: &Command, open: &HashMap<Uuid, (Uuid, i64, Body)>, now: i64) -> Result<std::result::Result<(), Refused>> {
    let of = command.of;
    let Some((_, round, body)) = open.get(&of.poll).filter(|(session, ..)| *session == command.session) else { return Ok(Err(Refused::Closed)) };
    if *round != of.round {
        return Ok(Err(Refused::Reset));
    }
    Ok(match (&command.give, &body.kind) {
        (Give::Vote(typed), _) => match model::ballot(body, typed) {
            Err(unfit) => Err(Refused::Unfit(unfit)),
            Ok(ballot) => vote(tx, of, &ballot, body.change, now).await?,
        },
        (Give::Ask(typed), Kind::Board { moderated }) => match model::asked(typed) {
            Err(unfit) => Err(Refused::Unfit(unfit)),
            Ok(text) => ask(tx, of, &text, *moderated, now).await?,
        },
        (Give::Upvote(question, on), Kind::Board { .. }) => {
            if ballots::upvote(tx, of, *question, *on).await? { Ok(()) } else { Err(Refused::Gone) }
        }
        _ => Err(Refused::Closed),
    })
}

async fn vote(tx: &mut Tx, of: Of, ballot: &Ballot, change: bool, now: i64) -> Result<std::result::Result<(), Refused>> {
    Ok(if ballots::vote(tx, of, ballot, change, now).await? { Ok(()) } else { Err(Refused::Double) })
}

/// The same words twice are one question: a finger that slipped, or a page sent again.
async fn ask(tx: &mut Tx, of: Of, text: &str, moderated: bool, now: i64) -> Result<std::result::Result<(), Refused>> {
    let asked = ballots::asked(tx, of).await?;
    if asked.iter().any(|(known, _)| known == text) {
        return Ok(Ok(()));
    }
    if asked.iter().filter(|(_, state)| state != "answered").count() >= ASKED_MOST {
        return Ok(Err(Refused::Asked));
    }
    ballots::ask(tx, of, text, if moderated { "waiting" } else { "shown" }, now).await?;
    Ok(Ok(()))
}
