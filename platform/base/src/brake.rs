//! Phanh (brake): how often one origin may do something. Buckets live in the memory of this node, so each node of several counts for
//! itself; a key costs 32 bytes, whatever it was made of. It must never lock anybody out: a bucket always fills again.
use crate::{Error, Result};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// A key, as a hash of what is counted.
pub type Key = [u8; 32];

/// The key of one thing of a sort: an address, a device, a person.
#[must_use]
pub fn key(sort: &str, of: &[u8]) -> Key {
    Sha256::new().chain_update(sort).chain_update([0]).chain_update(of).finalize().into()
}

/// How fast something may be done.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// So many at once.
    pub burst: f64,
    /// So many more each second.
    pub per_second: f64,
}

/// Above this many keys, those that mean nothing any more are dropped.
const CROWDED: usize = 50_000;
/// At most once in this time, so that a flood of keys does not cost a walk through all of them each, milliseconds.
const TIDY_STEP: i64 = 5_000;

struct Bucket {
    tokens: f64,
    at: i64,
    per_second: f64,
    burst: f64,
}

impl Bucket {
    fn level(&self, now: i64) -> f64 {
        #[allow(clippy::cast_precision_loss)]
        let passed = (now - self.at).max(0) as f64 / 1000.0;
        (self.tokens + passed * self.per_second).min(self.burst)
    }
}

#[derive(Default)]
struct State {
    buckets: HashMap<Key, Bucket>,
    tidied: i64,
}

/// The buckets of one sort of thing.
#[derive(Default)]
pub struct Brake(Mutex<State>);

impl Brake {
    /// Counts one; `now` in Unix milliseconds.
    ///
    /// # Errors
    /// [`Error::TooMany`] with the seconds to wait, when the bucket is empty.
    pub fn take(&self, key: Key, rule: Rule, now: i64) -> Result<()> {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let was = state.buckets.get(&key);
        let level = was.map_or(rule.burst, |b| b.level(now));
        // A moment that is late in coming must not let what was counted since flow back.
        let at = was.map_or(now, |b| b.at.max(now));
        if level < 1.0 {
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
            let wait = ((1.0 - level) / rule.per_second).ceil() as u64;
            return Err(Error::TooMany(wait.max(1)));
        }
        state.buckets.insert(key, Bucket { tokens: level - 1.0, at, per_second: rule.per_second, burst: rule.burst });
        state.tidy(now);
        Ok(())
    }

    /// Gives one back: it turned out to cost nothing.
    pub fn give_back(&self, key: &Key) {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(b) = state.buckets.get_mut(key) {
            b.tokens = (b.tokens + 1.0).min(b.burst);
        }
    }
}

impl State {
    fn tidy(&mut self, now: i64) {
        if self.buckets.len() <= CROWDED || (now - self.tidied).abs() < TIDY_STEP {
            return;
        }
        self.tidied = now;
        self.buckets.retain(|_, b| b.level(now) < b.burst);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bucket_empties_says_how_long_to_wait_and_fills_again() {
        let (brake, rule) = (Brake::default(), Rule { burst: 3.0, per_second: 0.1 });
        assert!((0..3).all(|_| brake.take([1; 32], rule, 0).is_ok()));
        assert!(matches!(brake.take([1; 32], rule, 0), Err(Error::TooMany(10))));
        assert!(brake.take([2; 32], rule, 0).is_ok(), "another key has a bucket of its own");
        brake.give_back(&[1; 32]);
        assert!(brake.take([1; 32], rule, 0).is_ok());
        assert!(brake.take([1; 32], rule, 10_000).is_ok());
    }

    #[test]
    fn moments_out_of_order_fill_nothing() {
        let (brake, rule) = (Brake::default(), Rule { burst: 3.0, per_second: 1.0 });
        assert!([10_000, 0, 10_000].into_iter().all(|now| brake.take([1; 32], rule, now).is_ok()));
        assert!(brake.take([1; 32], rule, 10_000).is_err());
        assert_ne!(key("ab", b"c"), key("a", b"bc"));
    }

    #[test]
    fn full_buckets_are_dropped_when_it_is_crowded() {
        let (brake, rule) = (Brake::default(), Rule { burst: 2.0, per_second: 1.0 });
        let key = |n: u32| { let mut key = [0; 32]; key[..4].copy_from_slice(&n.to_be_bytes()); key };
        (0..=50_000).for_each(|n| brake.take(key(n), rule, 0).unwrap());
        brake.take(key(60_000), rule, 10_000).unwrap();
        assert_eq!(brake.0.lock().unwrap().buckets.len(), 1);
    }
}
