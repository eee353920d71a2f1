//! Chuỗi nhật ký ván: lines of the journal, each holding the events that became durable together and the hash of the line
//! before, so that nobody can change, drop or reorder what was acknowledged without everybody seeing it.
use crate::event::Event;
use sha2::{Digest, Sha256};

/// SHA-256.
pub type Hash = [u8; 32];

/// One line of the journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Number from 1.
    pub seq: i64,
    /// Events as JSON, one per line of text.
    pub body: String,
    /// Hash over number, body and the hash before.
    pub hash: Hash,
}

/// Why a journal is not believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Broken {
    /// This line does not follow from the one before.
    Chain(i64),
    /// This line cannot be read.
    Unreadable(i64),
    /// It does not begin with the game's creation.
    Headless,
}

impl Entry {
    /// The line that follows `before` (number and hash).
    pub fn after(before: (i64, Hash), events: &[Event]) -> Entry {
        let mut body = String::with_capacity(events.len() * 96);
        for event in events {
            if !body.is_empty() {
                body.push('\n');
            }
            // Plain data of our own always serialises.
            body.push_str(&serde_json::to_string(event).unwrap_or_default());
        }
        let seq = before.0 + 1;
        Entry { seq, hash: hash(seq, &body, &before.1), body }
    }

    /// The events of this line.
    ///
    /// # Errors
    /// The text is no journal line.
    pub fn events(&self) -> Result<Vec<Event>, Broken> {
        self.body.lines().map(|line| serde_json::from_str(line).map_err(|_| Broken::Unreadable(self.seq))).collect()
    }

    /// Whether it follows `before`.
    pub fn follows(&self, before: (i64, Hash)) -> bool {
        self.seq == before.0 + 1 && self.hash == hash(self.seq, &self.body, &before.1)
    }
}

fn hash(seq: i64, body: &str, before: &Hash) -> Hash {
    let mut hash = Sha256::new();
    hash.update(seq.to_be_bytes());
    hash.update((body.len() as u64).to_be_bytes());
    hash.update(body.as_bytes());
    hash.update(before);
    hash.finalize().into()
}

/// Checks the whole chain and returns all events with the last hash.
///
/// # Errors
/// Where it breaks.
pub fn read(entries: &[Entry]) -> Result<(Vec<Event>, Hash), Broken> {
    let (events, (_, hash)) = read_on((0, [0; 32]), entries)?;
    Ok((events, hash))
}

/// Checks lines that follow `last` (number and hash) and returns their events with the new last line.
///
/// # Errors
/// Where it breaks.
pub fn read_on(mut last: (i64, Hash), entries: &[Entry]) -> Result<(Vec<Event>, (i64, Hash)), Broken> {
    let mut events = Vec::new();
    for entry in entries {
        if !entry.follows(last) {
            return Err(Broken::Chain(entry.seq));
        }
        events.extend(entry.events()?);
        last = (entry.seq, entry.hash);
    }
    Ok((events, last))
}
