//! Cửa vào: how often one address may come into games, and how often it may be wrong about a code of the roster. A hall behind
//! one address gets in within a minute; a flood does not, and nobody finds codes by trying.
use base::http::network;
use std::collections::HashMap;
use std::hash::Hash;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Mutex, PoisonError};
use uuid::Uuid;

/// Entries of one address: more at once than any hall holds, then so many each second.
const ENTRIES: Rule = Rule { burst: 1500.0, per_second: 20.0 };
/// Wrong codes of one address: the slips of a hall, then one every six seconds.
const WRONG_HERE: Rule = Rule { burst: 30.0, per_second: 1.0 / 6.0 };
/// Wrong codes of one game from everywhere, so that many addresses cannot share the guessing.
const WRONG_IN_GAME: Rule = Rule { burst: 300.0, per_second: 1.0 };
/// Keys that are remembered; those whose bucket is full again are forgotten first.
const MOST: usize = 20_000;
/// At most once in this time, milliseconds: a flood of keys must not cost a walk through all of them each.
const TIDY: i64 = 5_000;

#[derive(Clone, Copy)]
struct Rule {
    burst: f64,
    per_second: f64,
}

/// Buckets by address (of IPv6 the line) and by game.
#[derive(Default)]
pub struct Doors {
    entries: Buckets<Ipv6Addr>,
    here: Buckets<Ipv6Addr>,
    in_game: Buckets<Uuid>,
}

impl Doors {
    /// Whether one more may come in from here at `now` (unix milliseconds).
    pub fn pass(&self, from: IpAddr, now: i64) -> bool {
        self.entries.take(network(from), ENTRIES, now)
    }

    /// Whether a code may be tried. It is counted as wrong before it is looked at, so that tries at the same moment count too.
    pub fn may_guess(&self, from: IpAddr, game: Uuid, now: i64) -> bool {
        if !self.here.take(network(from), WRONG_HERE, now) {
            return false;
        }
        let may = self.in_game.take(game, WRONG_IN_GAME, now);
        if !may {
            self.here.give(&network(from), WRONG_HERE);
        }
        may
    }

    /// The code was right: it costs nothing.
    pub fn guessed_right(&self, from: IpAddr, game: Uuid) {
        self.here.give(&network(from), WRONG_HERE);
        self.in_game.give(&game, WRONG_IN_GAME);
    }
}

/// What is left in a bucket, and as of when.
type Bucket = (f64, i64);

struct Buckets<K>(Mutex<Kept<K>>);

struct Kept<K> {
    buckets: HashMap<K, Bucket>,
    tidied: i64,
}

impl<K> Default for Buckets<K> {
    fn default() -> Buckets<K> {
        Buckets(Mutex::new(Kept { buckets: HashMap::new(), tidied: 0 }))
    }
}

impl<K: Eq + Hash> Buckets<K> {
    fn give(&self, key: &K, rule: Rule) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((left, _)) = kept.buckets.get_mut(key) {
            *left = (*left + 1.0).min(rule.burst);
        }
    }

    fn take(&self, key: K, rule: Rule, now: i64) -> bool {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.buckets.len() >= MOST && (now - kept.tidied).abs() >= TIDY {
            kept.tidied = now;
            kept.buckets.retain(|_, bucket| level(*bucket, rule, now) < rule.burst);
        }
        let bucket = kept.buckets.entry(key).or_insert((rule.burst, now));
        let left = level(*bucket, rule, now);
        let passes = left >= 1.0;
        *bucket = (if passes { left - 1.0 } else { left }, bucket.1.max(now));
        passes
    }
}

fn level((left, since): Bucket, rule: Rule, now: i64) -> f64 {
    let seconds = f64::from(i32::try_from((now - since).max(0)).unwrap_or(i32::MAX)) / 1000.0;
    (left + seconds * rule.per_second).min(rule.burst)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ip(text: &str) -> IpAddr {
        text.parse().expect("an address")
    }

    #[test]
    fn a_hall_gets_in_and_a_flood_does_not() {
        let doors = Doors::default();
        assert!((0..1500).all(|_| doors.pass(ip("10.0.0.1"), 0)));
        assert!(!doors.pass(ip("10.0.0.1"), 0));
        assert!(doors.pass(ip("10.0.0.2"), 0), "others are not kept out");
        assert_eq!((0..100).filter(|_| doors.pass(ip("10.0.0.1"), 1000)).count(), 20);
    }

    #[test]
    fn a_line_with_many_addresses_is_one() {
        let doors = Doors::default();
        let passed = (0..3_000).filter(|n| doors.pass(ip(&format!("2001:db8:0:1::{n:x}")), 0)).count();
        assert_eq!(passed, 1500);
        assert!(doors.pass(ip("2001:db8:0:2::1"), 0), "the neighbour's line");
    }

    #[test]
    fn wrong_codes_have_their_own_small_measure() {
        let (doors, game) = (Doors::default(), Uuid::from_u128(1));
        let tries = |from: &str, now: i64| doors.may_guess(ip(from), game, now);
        for _ in 0..500 {
            assert!(tries("10.0.0.1", 0), "right codes cost nothing");
            doors.guessed_right(ip("10.0.0.1"), game);
        }
        assert_eq!((0..500).filter(|_| tries("10.0.0.1", 0)).count(), 30);
        assert_eq!((0..500).filter(|_| tries("10.0.0.1", 60_000)).count(), 10);
        assert!(doors.pass(ip("10.0.0.1"), 60_000), "others of the hall come in by nickname");
        let spread = (0..2_000).filter(|n| tries(&format!("10.1.{}.{}", n / 250, n % 250), 60_000)).count();
        assert!(spread <= 300, "{spread} wrong codes in one game, from many addresses");
        assert!(doors.may_guess(ip("10.0.0.9"), Uuid::from_u128(2), 60_000), "another game");
    }
}
