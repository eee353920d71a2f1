//! Giới hạn số lần thử: slows guessing down without locking anybody out. Buckets live in memory, per account and address
//! (strict), per account (so that many addresses cannot share the guessing) and per address (generous: a hall of
//! hundreds signs in behind one NAT). Nothing is ever locked for good by strangers.
use base::{Error, Result, Site};
use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

/// Sign-in attempts of one address: 600 at once, one more each second (600 in ten minutes).
const ADDRESS: Rule = Rule { burst: 600.0, per_second: 1.0 };
/// Wrong guesses at one account from everywhere: 40 at once, one more every minute.
const ACCOUNT: Rule = Rule { burst: 40.0, per_second: 1.0 / 60.0 };
/// Sign-in mails to one mailbox: 5 at once, one more every three minutes.
const MAILBOX: Rule = Rule { burst: 5.0, per_second: 1.0 / 180.0 };
/// Wrong guesses from one address at one account that cost nothing.
const FREE: u32 = 3;
/// Longest pause between two guesses, seconds.
const LONGEST: u64 = 900;
/// Above this many keys, those that mean nothing any more are dropped.
const CROWDED: usize = 50_000;

#[derive(Clone, Copy)]
struct Rule {
    burst: f64,
    per_second: f64,
}

struct Bucket {
    tokens: f64,
    at: i64,
}

#[derive(Default)]
struct Failures {
    count: u32,
    until: i64,
    at: i64,
}

#[derive(Default)]
struct State {
    buckets: HashMap<(u8, String), Bucket>,
    failures: HashMap<(IpAddr, String), Failures>,
}

/// The buckets of this node.
#[derive(Default)]
pub(crate) struct Limits(Mutex<State>);

/// The limits of the running program.
pub(crate) fn of(site: &Site) -> Arc<Limits> {
    site.get::<Limits>().unwrap_or_else(|| {
        site.put(Arc::new(Limits::default()));
        site.get::<Limits>().unwrap_or_default()
    })
}

impl Limits {
    fn with<T>(&self, work: impl FnOnce(&mut State) -> T) -> T {
        work(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Counts an attempt of an address.
    pub(crate) fn attempt(&self, address: IpAddr, now: i64) -> Result<()> {
        self.with(|s| s.take(0, &address.to_string(), ADDRESS, now)).map_err(Error::TooMany)
    }

    /// Counts a mail to a mailbox; false: enough for now (the answer to the asker stays the same).
    pub(crate) fn mail(&self, mailbox: &str, now: i64) -> bool {
        self.with(|s| s.take(2, mailbox, MAILBOX, now)).is_ok()
    }

    /// Counts a guess at `account` (as typed, existing or not) from `address`, before it is checked, so that guesses
    /// made at the same moment count too. After three, each doubles the pause (8 s, 16 s … 15 min).
    pub(crate) fn guess(&self, account: &str, address: IpAddr, now: i64) -> Result<()> {
        self.with(|s| {
            let key = (address, account.to_owned());
            let pause = s.failures.get(&key).map_or(0, |f| f.until - now);
            if pause > 0 {
                return Err(u64::try_from(pause / 1000 + 1).unwrap_or(1));
            }
            s.take(1, account, ACCOUNT, now)?;
            let f = s.failures.entry(key).or_default();
            if now - f.at > 3_600_000 {
                f.count = 0;
            }
            f.count += 1;
            f.at = now;
            if f.count > FREE {
                let pause = (4_u64 << (f.count - FREE).min(10)).min(LONGEST);
                f.until = now + i64::try_from(pause * 1000).unwrap_or(0);
            }
            s.tidy(now);
            Ok(())
        })
        .map_err(Error::TooMany)
    }

    /// The guess was right: it costs nothing, and the wrong ones of this address are forgotten.
    pub(crate) fn succeeded(&self, account: &str, address: IpAddr) {
        self.with(|s| {
            s.failures.remove(&(address, account.to_owned()));
            if let Some(b) = s.buckets.get_mut(&(1, account.to_owned())) {
                b.tokens = (b.tokens + 1.0).min(ACCOUNT.burst);
            }
        });
    }
}

impl State {
    fn level(&self, kind: u8, key: &str, rule: Rule, now: i64) -> f64 {
        let Some(b) = self.buckets.get(&(kind, key.to_owned())) else { return rule.burst };
        #[allow(clippy::cast_precision_loss)]
        let passed = (now - b.at).max(0) as f64 / 1000.0;
        (b.tokens + passed * rule.per_second).min(rule.burst)
    }

    fn peek(&self, kind: u8, key: &str, rule: Rule, now: i64) -> std::result::Result<(), u64> {
        let level = self.level(kind, key, rule, now);
        if level >= 1.0 {
            return Ok(());
        }
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let wait = ((1.0 - level) / rule.per_second).ceil() as u64;
        Err(wait.max(1))
    }

    fn take(&mut self, kind: u8, key: &str, rule: Rule, now: i64) -> std::result::Result<(), u64> {
        self.peek(kind, key, rule, now)?;
        let tokens = self.level(kind, key, rule, now) - 1.0;
        self.buckets.insert((kind, key.to_owned()), Bucket { tokens, at: now });
        self.tidy(now);
        Ok(())
    }

    fn tidy(&mut self, now: i64) {
        if self.buckets.len() > CROWDED {
            self.buckets.retain(|_, b| now - b.at < 600_000);
        }
        if self.failures.len() > CROWDED {
            self.failures.retain(|_, f| now < f.until || now - f.at < 600_000);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HALL: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(203, 0, 113, 5));
    const HOME: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(198, 51, 100, 7));

    #[test]
    fn a_hall_of_hundreds_passes_and_a_flood_does_not() {
        let limits = Limits::default();
        assert!((0..600).all(|_| limits.attempt(HALL, 0).is_ok()));
        assert!(matches!(limits.attempt(HALL, 0), Err(Error::TooMany(1))));
        assert!(limits.attempt(HOME, 0).is_ok());
        assert!(limits.attempt(HALL, 2_000).is_ok());
    }

    #[test]
    fn pauses_grow_but_end_and_stay_with_the_guesser() {
        let limits = Limits::default();
        assert!((0..4).all(|_| limits.guess("a@b.vn", HALL, 0).is_ok()));
        assert!(matches!(limits.guess("a@b.vn", HALL, 0), Err(Error::TooMany(9))));
        assert!(limits.guess("a@b.vn", HOME, 0).is_ok(), "the owner at home signs in");
        assert!(limits.guess("c@b.vn", HALL, 0).is_ok(), "the neighbour in the hall too");
        let mut now = 0;
        let mut pauses = Vec::new();
        while pauses.len() < 12 {
            match limits.guess("a@b.vn", HALL, now) {
                Ok(()) => {}
                Err(Error::TooMany(wait)) => {
                    pauses.push(wait);
                    now += i64::try_from(wait).unwrap() * 1000;
                }
                Err(e) => panic!("{e}"),
            }
        }
        assert_eq!(pauses[..4], [9, 17, 33, 65]);
        assert_eq!(pauses[11], LONGEST + 1, "never longer");
        limits.succeeded("a@b.vn", HALL);
        assert!(limits.guess("a@b.vn", HALL, now).is_ok());
    }

    #[test]
    fn many_addresses_cannot_share_the_guessing() {
        let limits = Limits::default();
        for n in 0..40 {
            assert!(limits.guess("a@b.vn", IpAddr::from([10, 0, 0, n]), 0).is_ok());
        }
        assert!(matches!(limits.guess("a@b.vn", HOME, 0), Err(Error::TooMany(60))));
        assert!(limits.guess("a@b.vn", HOME, 61_000).is_ok(), "never for good");
    }

    #[test]
    fn a_mailbox_is_not_flooded() {
        let limits = Limits::default();
        assert_eq!((0..9).filter(|_| limits.mail("a@b.vn", 0)).count(), 5);
        assert!(limits.mail("a@b.vn", 181_000));
    }
}
