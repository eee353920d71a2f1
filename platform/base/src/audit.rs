//! Nhật ký: the append-only, hash-chained log of every change. It holds no name and no e-mail, only account ids,
//! so that erasing a person never breaks the chain.
use crate::{Db, Fetch, Result, Tx, args};
use serde_json::Value;
use sha2::{Digest, Sha256};
use uuid::Uuid;

const LAST: &str = "select seq, hash from audit order by seq desc limit 1";
const INSERT: &str = "insert into audit (seq, at, actor, actor_label, action, entity, entity_id, campaign, detail, prev_hash, hash)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
const PAGE: &str = "select seq, at, actor, actor_label, action, entity, entity_id, campaign, detail, prev_hash, hash
    from audit where seq > $1 order by seq limit $2";

/// Who makes a change: a person, or the program itself for a named reason.
#[derive(Clone, Debug)]
pub struct Actor {
    /// The account, if a person acts.
    pub account: Option<Uuid>,
    /// "person", or what part of the program acts ("up", "job mail-delivery"): never a person's name.
    pub label: String,
    /// Now, in unix milliseconds.
    pub at: i64,
}

impl Actor {
    /// The program itself.
    pub fn program(label: &str, at: i64) -> Actor {
        Actor { account: None, label: label.to_owned(), at }
    }

    /// A person.
    pub fn person(account: Uuid, at: i64) -> Actor {
        Actor { account: Some(account), label: "person".into(), at }
    }
}

/// One line of the log, as stored.
#[derive(crate::FromRow, Clone, Debug)]
pub struct Entry {
    /// Running number without gaps.
    pub seq: i64,
    /// Unix milliseconds.
    pub at: i64,
    /// Account, if a person acted.
    pub actor: Option<Uuid>,
    /// See [`Actor::label`].
    pub actor_label: String,
    /// Verb, e.g. `plan.publish`.
    pub action: String,
    /// Table or noun.
    pub entity: String,
    /// Its key in text.
    pub entity_id: String,
    /// Campaign, if it belongs to one.
    pub campaign: Option<Uuid>,
    /// JSON: what changed, without personal data.
    pub detail: String,
    /// Hash of the line before.
    pub prev_hash: Vec<u8>,
    /// SHA-256 over all fields and `prev_hash`.
    pub hash: Vec<u8>,
}

impl Entry {
    fn digest(&self) -> Vec<u8> {
        let mut hash = Sha256::new();
        let mut put = |bytes: &[u8]| {
            hash.update((bytes.len() as u64).to_be_bytes());
            hash.update(bytes);
        };
        put(&self.seq.to_be_bytes());
        put(&self.at.to_be_bytes());
        put(self.actor.map(|id| id.to_string()).unwrap_or_default().as_bytes());
        for text in [&self.actor_label, &self.action, &self.entity, &self.entity_id] {
            put(text.as_bytes());
        }
        put(self.campaign.map(|id| id.to_string()).unwrap_or_default().as_bytes());
        put(self.detail.as_bytes());
        put(&self.prev_hash);
        hash.finalize().to_vec()
    }
}

impl Tx {
    /// Notes a line for the log; it is written when this transaction commits, with it or not at all. `detail` must hold no personal data.
    pub async fn audit(
        &mut self,
        actor: &Actor,
        action: &str,
        entity: &str,
        entity_id: impl std::fmt::Display + Send,
        campaign: Option<Uuid>,
        detail: Value,
    ) -> Result<()> {
        self.note_audit(Entry {
            seq: 0,
            at: actor.at,
            actor: actor.account,
            actor_label: actor.label.clone(),
            action: action.to_owned(),
            entity: entity.to_owned(),
            entity_id: entity_id.to_string(),
            campaign,
            detail: detail.to_string(),
            prev_hash: Vec::new(),
            hash: Vec::new(),
        });
        Ok(())
    }

    /// Chains and writes the noted lines: the last thing before the commit, so that the lock on the end of the chain is
    /// taken last and held for a moment only (taken earlier it could deadlock, and a long import would stop all others). Returns the numbers of the first and last line.
    pub(crate) async fn write_audit(&mut self, noted: Vec<Entry>) -> Result<(i64, i64)> {
        self.lock("audit").await?;
        let last: Option<(i64, Vec<u8>)> = self.maybe(LAST, args![]).await?;
        let (mut seq, mut prev_hash) = last.unwrap_or((0, Vec::new()));
        let first = seq + 1;
        for mut entry in noted {
            seq += 1;
            entry.seq = seq;
            entry.prev_hash = prev_hash;
            entry.hash = entry.digest();
            let e = &entry;
            let values = args![
                e.seq, e.at, e.actor, &e.actor_label, &e.action, &e.entity, &e.entity_id, e.campaign, &e.detail,
                e.prev_hash.clone(), e.hash.clone()
            ];
            self.exec(INSERT, values).await?;
            prev_hash = entry.hash;
        }
        Ok((first, seq))
    }
}

/// What `doctor` says of the chain.
#[derive(Debug, PartialEq, Eq)]
pub enum Chain {
    /// Whole: so many lines.
    Whole(i64),
    /// The first line that does not fit.
    BrokenAt(i64),
}

/// Recomputes the whole chain.
pub async fn verify(db: &Db) -> Result<Chain> {
    let (mut seq, mut hash) = (0, Vec::new());
    loop {
        let page: Vec<Entry> = db.reader().all(PAGE, args![seq, 1000_i64]).await?;
        if page.is_empty() {
            return Ok(Chain::Whole(seq));
        }
        for entry in page {
            if entry.seq != seq + 1 || entry.prev_hash != hash || entry.digest() != entry.hash {
                return Ok(Chain::BrokenAt(entry.seq));
            }
            (seq, hash) = (entry.seq, entry.hash);
        }
    }
}

/// The number of the newest line: other nodes learn from it that something changed.
pub async fn newest(db: &Db) -> Result<i64> {
    let last: Option<(i64, Vec<u8>)> = db.reader().maybe(LAST, args![]).await?;
    Ok(last.map_or(0, |(seq, _)| seq))
}

/// Lines after `seq`, oldest first.
pub async fn page(db: &Db, seq: i64, limit: i64) -> Result<Vec<Entry>> {
    db.reader().all(PAGE, args![seq, limit]).await
}
