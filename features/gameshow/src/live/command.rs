//! Lệnh cho chủ ván: what the owner of a game is asked by doors, phones, hosts and jobs, and what it answers.
use super::snapshot::Person;
use base::Actor;
use quiz::{Answer, Micros, Refusal};
use tokio::sync::oneshot;

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
    /// The player with this code may be connected to another node, where it is not seen from here.
    pub elsewhere: bool,
}

/// The place of a player, as the token names it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// Number.
    pub number: u32,
    /// How often the place was taken again, see [`quiz::Player::seat`].
    pub seat: u16,
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
    /// Let the code of this place be used once more.
    Free(u32),
    /// To the winners.
    Finish,
    /// To the end, from wherever it stands; nobody has gone on with it.
    Abandon,
}

/// What a phone is told when it comes back.
#[derive(Clone, Debug, Default)]
pub struct Self_ {
    /// Whether the game knows it.
    pub known: bool,
    /// Name.
    pub name: String,
    /// Team; empty for none.
    pub team: String,
    /// Phase.
    pub phase: u32,
    /// What it has answered to the question that is on: out, counted or shown.
    pub answer: Option<Answer>,
}

/// What the owner is asked.
pub enum Command {
    /// Come in.
    Join(Joining, oneshot::Sender<Result<Place, Refused>>),
    /// An answer: player, phase, answer, moment, credit.
    Answer(u32, u32, Answer, Micros, Micros, oneshot::Sender<Result<(), Refusal>>),
    /// The host.
    Host(Act, Actor, oneshot::Sender<Result<(), Refusal>>),
    /// Who am I?
    Who(u32, oneshot::Sender<Self_>),
    /// How everybody stands now, those included who have just come in.
    People(oneshot::Sender<Vec<Person>>),
}

impl Command {
    /// Whether it may change the game.
    pub fn writes(&self) -> bool {
        !matches!(self, Command::Who(..) | Command::People(_))
    }
}

/// What was decided about a command.
pub enum Outcome {
    /// Of a join.
    Joined(Result<Place, Refused>),
    /// Of an answer or an act.
    Done(Result<(), Refusal>),
    /// Of a question who one is.
    Known(Self_),
    /// Of a question how everybody stands.
    People(Vec<Person>),
}

/// Tells those who asked.
pub fn answer(command: Command, outcome: Outcome) {
    // Who asked may be gone; what was journalled stays.
    match (command, outcome) {
        (Command::Join(_, reply), Outcome::Joined(result)) => drop(reply.send(result)),
        (Command::Answer(.., reply) | Command::Host(_, _, reply), Outcome::Done(result)) => drop(reply.send(result)),
        (Command::Who(_, reply), Outcome::Known(known)) => drop(reply.send(known)),
        (Command::People(reply), Outcome::People(people)) => drop(reply.send(people)),
        _ => {}
    }
}
