//! Giới hạn số lần thử: slows guessing down without locking anybody out. Buckets live in memory, per account and origin
//! (strict), per account (so that many addresses cannot share the guessing) and per address (generous: a hall of
//! hundreds signs in behind one NAT). A browser that signed in to the account before has buckets of its own, which
//! strangers cannot empty; from a new device the e-mail link stays open while an account is being guessed at.
//! What is typed is kept as a hash only: a key costs 32 bytes, however long the words.
use base::brake::{Brake, Key, Rule};
use base::http::network;
use base::{Error, Result, Site};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Arc, Mutex, PoisonError};
use uuid::Uuid;

/// Sign-in attempts of one address: 600 at once, one more each second (600 in ten minutes).
const ADDRESS: Rule = Rule { burst: 600.0, per_second: 1.0 };
/// Wrong guesses at one account from everywhere (and attempts of one known device): 40 at once, one more every minute.
const ACCOUNT: Rule = Rule { burst: 40.0, per_second: 1.0 / 60.0 };
/// Sign-in mails to one mailbox: 5 at once, one more every three minutes.
const MAILBOX: Rule = Rule { burst: 5.0, per_second: 1.0 / 180.0 };
/// Wrong guesses from one origin at one account that cost nothing.
const FREE: u32 = 3;
/// Longest pause between two guesses, seconds.
const LONGEST: u64 = 900;
/// Above this many keys, those that mean nothing any more are dropped.
const CROWDED: usize = 50_000;
/// At most once in this time, so that a flood of keys does not cost a walk through all of them each, milliseconds.
const TIDY_STEP: i64 = 5_000;

/// Where an attempt comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    /// Anybody at this address; of IPv6 the network of 64 bits counts, since one line has as many addresses as it likes.
    Address(IpAddr),
    /// The browser (key of its token) that signed in to this very account before.
    Known(Uuid),
}

#[derive(Default)]
struct Failures {
    count: u32,
    until: i64,
    at: i64,
}

#[derive(Default)]
struct State {
    failures: HashMap<Key, Failures>,
    tidied: i64,
}

/// The buckets of this node.
#[derive(Default)]
pub(crate) struct Limits {
    buckets: Brake,
    state: Mutex<State>,
}

/// The limits of the running program.
pub(crate) fn of(site: &Site) -> Arc<Limits> {
    site.get::<Limits>().unwrap_or_else(|| {
        site.put(Arc::new(Limits::default()));
        site.get::<Limits>().unwrap_or_default()
    })
}

impl Limits {
    fn with<T>(&self, work: impl FnOnce(&mut State) -> T) -> T {
        work(&mut self.state.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Counts an attempt of an origin.
    pub(crate) fn attempt(&self, origin: Origin, now: i64) -> Result<()> {
        let rule = if matches!(origin, Origin::Known(_)) { ACCOUNT } else { ADDRESS };
        self.buckets.take(key("attempt", origin, ""), rule, now)
    }

    /// Counts a mail to a mailbox; false: enough for now (the answer to the asker stays the same, and the links that
    /// were sent before still work).
    pub(crate) fn mail(&self, mailbox: &str, origin: Origin, now: i64) -> bool {
        self.buckets.take(shared("mail", origin, mailbox), MAILBOX, now).is_ok()
    }

    /// Counts a guess at `account` (as typed, existing or not), before it is checked, so that guesses made at the same
    /// moment count too. After three of one origin, each doubles the pause (8 s, 16 s … 15 min).
    pub(crate) fn guess(&self, account: &str, origin: Origin, now: i64) -> Result<()> {
        self.with(|s| {
            let own = key("failures", origin, account);
            let pause = s.failures.get(&own).map_or(0, |f| f.until - now);
            if pause > 0 {
                return Err(Error::TooMany(u64::try_from(pause / 1000 + 1).unwrap_or(1)));
            }
            self.buckets.take(shared("account", origin, account), ACCOUNT, now)?;
            s.tidy(now);
            let f = s.failures.entry(own).or_default();
            if now - f.at > 3_600_000 {
                f.count = 0;
            }
            f.count += 1;
            f.at = now;
            if f.count > FREE {
                let pause = (4_u64 << (f.count - FREE).min(10)).min(LONGEST);
                f.until = now + i64::try_from(pause * 1000).unwrap_or(0);
            }
            Ok(())
        })
    }

    /// The guess was right: it costs nothing, and the wrong ones of this origin are forgotten.
    pub(crate) fn succeeded(&self, account: &str, origin: Origin) {
        self.with(|s| s.failures.remove(&key("failures", origin, account)));
        self.buckets.give_back(&shared("account", origin, account));
    }
}

/// The key of what one origin does with one account or mailbox.
fn key(sort: &str, origin: Origin, words: &str) -> Key {
    let mut hash = Sha256::new();
    hash.update(sort);
    match origin {
        Origin::Address(address) => hash.update(network(address).octets()),
        Origin::Known(device) => hash.update(device.as_bytes()),
    }
    hash.update(words);
    hash.finalize().into()
}

/// The key that all strangers share; a known device has its own.
fn shared(sort: &str, origin: Origin, words: &str) -> Key {
    match origin {
        Origin::Address(_) => key(sort, Origin::Address(Ipv6Addr::UNSPECIFIED.into()), words),
        known @ Origin::Known(_) => key(sort, known, words),
    }
}

impl State {
    fn tidy(&mut self, now: i64) {
        if self.failures.len() <= CROWDED || (now - self.tidied).abs() < TIDY_STEP {
            return;
        }
        self.tidied = now;
        self.failures.retain(|_, f| now < f.until || now - f.at < 600_000);
    }
}

#[cfg(test)]
#[path = "limits_tests.rs"]
mod tests;
