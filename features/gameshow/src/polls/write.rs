//! Ghi phiếu: brings ballots, and the coming of devices, to the disk. While one transaction is being written the next ballots wait in the queue and become
//! the next one, so that many share one commit. Only when it has returned is anything acknowledged.
use super::model::{self, Ballot, Body, Kind, Unfit};
use super::room;
use super::settle::{Write, settle};
use super::store::ballots::{self, Of};
use super::store::networks;
use base::{Error, Result, Site, Tx};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::net::IpAddr;
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
    /// As many devices of this network have come in as may.
    Full,
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
            Refused::Full => "full",
            Refused::Unfit(unfit) => unfit.code(),
        }
    }
}

/// Whether something counts.
pub(super) type Outcome = std::result::Result<(), Refused>;

/// What is on its way to the disk.
#[derive(Clone, Debug)]
pub(super) enum What {
    /// A ballot.
    Ballot(Of, Give),
    /// A device that comes in from a network, see [`network`].
    Come(Vec<u8>),
}

/// Something on its way, of a session.
pub(super) struct Command {
    pub session: Uuid,
    pub what: What,
    pub reply: oneshot::Sender<Outcome>,
}

/// A network as the session knows it: a hash that tells nothing without its secret, and nothing in another session.
pub(super) fn network(secret: &[u8], address: IpAddr) -> Vec<u8> {
    let network = base::http::network(address).octets();
    Sha256::new().chain_update("network").chain_update(secret).chain_update(network).finalize()[..16].to_vec()
}

/// Has something written; returns when it is on the disk.
///
/// # Errors
/// It could not be written.
pub(super) async fn write(site: &Site, session: Uuid, what: What) -> Result<Outcome> {
    let (reply, answer) = oneshot::channel();
    room::rooms(site)?.ballots.send(Command { session, what, reply }).await.map_err(|_| Error::internal("nobody writes ballots"))?;
    answer.await.map_err(|_| Error::internal("a ballot could not be written"))
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
            let outcomes = settle(&self, &batch).await;
            // How many came in is seen at the next look: each phone of a hall that comes in must not make all others draw.
            let news = |c: &Command, o: &Option<Outcome>| matches!(c.what, What::Ballot(..)) && matches!(o, Some(Ok(())));
            let mut sessions: Vec<Uuid> = batch.iter().zip(&outcomes).filter(|(c, o)| news(c, o)).map(|(c, _)| c.session).collect();
            sessions.sort_unstable();
            sessions.dedup();
            for (command, outcome) in batch.drain(..).zip(outcomes) {
                // Who asked may be gone; what was written stays. A dropped reply tells that nothing was written.
                outcome.map(|outcome| command.reply.send(outcome).ok());
            }
            for session in sessions {
                room::tell(&self.site, session).await;
            }
        }
    }
}

impl Write<Command, Outcome> for Writer {
    async fn write(&self, batch: &[Command]) -> Result<Vec<Outcome>> {
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
    let mut sessions: Vec<Uuid> = batch.iter().filter(|c| matches!(c.what, What::Ballot(..))).map(|c| c.session).collect();
    sessions.sort_unstable();
    sessions.dedup();
    let mut open = HashMap::new();
    for session in sessions {
        tx.lock(&lock(session)).await?;
        for (poll, round, body) in ballots::open(tx, session).await? {
            let body = serde_json::from_str(&body).map_err(Error::internal)?;
            open.insert(poll, (session, round, body));
        }
    }
    Ok(open)
}

/// Name of the lock that ballots and hosts of a session share.
pub(super) fn lock(session: Uuid) -> String {
    format!("polls {session}")
}

async fn one(tx: &mut Tx, command: &Command, open: &HashMap<Uuid, (Uuid, i64, Body)>, now: i64) -> Result<Outcome> {
    let (of, give) = match &command.what {
        What::Ballot(of, give) => (*of, give),
        What::Come(network) => return Ok(if networks::come(tx, command.session, network).await? { Ok(()) } else { Err(Refused::Full) }),
    };
    let Some((_, round, body)) = open.get(&of.poll).filter(|(session, ..)| *session == command.session) else { return Ok(Err(Refused::Closed)) };
    if *round != of.round {
        return Ok(Err(Refused::Reset));
    }
    Ok(match (give, &body.kind) {
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

async fn vote(tx: &mut Tx, of: Of, ballot: &Ballot, change: bool, now: i64) -> Result<Outcome> {
    Ok(if ballots::vote(tx, of, ballot, change, now).await? { Ok(()) } else { Err(Refused::Double) })
}

/// The same words twice are one question: a finger that slipped, or a page sent again.
async fn ask(tx: &mut Tx, of: Of, text: &str, moderated: bool, now: i64) -> Result<Outcome> {
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
