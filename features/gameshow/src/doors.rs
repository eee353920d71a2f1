//! Cửa vào: how often one address may come into games, and how often it may be wrong about a code of the roster. A hall behind
//! one address gets in within a minute; a flood does not, and nobody finds codes by trying. Each node counts for itself.
use base::Result;
use base::brake::{Brake, Key, Rule, key};
use base::http::network;
use std::net::IpAddr;
use uuid::Uuid;

/// Entries of one address: more at once than any hall holds, then so many each second.
const ENTRIES: Rule = Rule { burst: 1500.0, per_second: 20.0 };
/// Wrong codes of one address: the slips of a hall, then one every six seconds.
const WRONG_HERE: Rule = Rule { burst: 30.0, per_second: 1.0 / 6.0 };
/// Wrong codes of one game from everywhere, so that many addresses cannot share the guessing.
const WRONG_IN_GAME: Rule = Rule { burst: 300.0, per_second: 1.0 };

/// Buckets by address (of IPv6 the line) and by game.
#[derive(Default)]
pub struct Doors(Brake);

fn entries(from: IpAddr) -> Key {
    key("entries", &network(from).octets())
}

fn wrong_here(from: IpAddr) -> Key {
    key("wrong here", &network(from).octets())
}

fn wrong_in_game(game: Uuid) -> Key {
    key("wrong in game", game.as_bytes())
}

impl Doors {
    /// One more comes in from here at `now` (unix milliseconds).
    ///
    /// # Errors
    /// [`base::Error::TooMany`] with the seconds to wait.
    pub fn pass(&self, from: IpAddr, now: i64) -> Result<()> {
        self.0.take(entries(from), ENTRIES, now)
    }

    /// A code is tried. It is counted as wrong before it is looked at, so that tries at the same moment count too.
    ///
    /// # Errors
    /// [`base::Error::TooMany`] with the seconds to wait.
    pub fn guess(&self, from: IpAddr, game: Uuid, now: i64) -> Result<()> {
        self.0.take(wrong_here(from), WRONG_HERE, now)?;
        self.0.take(wrong_in_game(game), WRONG_IN_GAME, now).inspect_err(|_| self.0.give_back(&wrong_here(from)))
    }

    /// The code was right: it costs nothing.
    pub fn guessed_right(&self, from: IpAddr, game: Uuid) {
        self.0.give_back(&wrong_here(from));
        self.0.give_back(&wrong_in_game(game));
    }
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
        assert!((0..1500).all(|_| doors.pass(ip("10.0.0.1"), 0).is_ok()));
        assert!(matches!(doors.pass(ip("10.0.0.1"), 0), Err(base::Error::TooMany(1))));
        assert!(doors.pass(ip("10.0.0.2"), 0).is_ok(), "others are not kept out");
        assert_eq!((0..100).filter(|_| doors.pass(ip("10.0.0.1"), 1000).is_ok()).count(), 20);
    }

    #[test]
    fn a_line_with_many_addresses_is_one() {
        let doors = Doors::default();
        let passed = (0..3_000).filter(|n| doors.pass(ip(&format!("2001:db8:0:1::{n:x}")), 0).is_ok()).count();
        assert_eq!(passed, 1500);
        assert!(doors.pass(ip("2001:db8:0:2::1"), 0).is_ok(), "the neighbour's line");
    }

    #[test]
    fn wrong_codes_have_their_own_small_measure() {
        let (doors, game) = (Doors::default(), Uuid::from_u128(1));
        let tries = |from: &str, now: i64| doors.guess(ip(from), game, now).is_ok();
        for _ in 0..500 {
            assert!(tries("10.0.0.1", 0), "right codes cost nothing");
            doors.guessed_right(ip("10.0.0.1"), game);
        }
        assert_eq!((0..500).filter(|_| tries("10.0.0.1", 0)).count(), 30);
        assert_eq!((0..500).filter(|_| tries("10.0.0.1", 60_000)).count(), 10);
        assert!(doors.pass(ip("10.0.0.1"), 60_000).is_ok(), "others of the hall come in by nickname");
        let spread = (0..2_000).filter(|n| tries(&format!("10.1.{}.{}", n / 250, n % 250), 60_000)).count();
        assert!(spread <= 300, "{spread} wrong codes in one game, from many addresses");
        assert!(doors.guess(ip("10.0.0.9"), Uuid::from_u128(2), 60_000).is_ok(), "another game");
    }
}
