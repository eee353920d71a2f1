//! Halls, homes, strangers with many addresses.
use super::*;

const fn v4(a: u8, b: u8, c: u8, d: u8) -> Origin {
    Origin::Address(IpAddr::V4(std::net::Ipv4Addr::new(a, b, c, d)))
}

const HALL: Origin = v4(203, 0, 113, 5);
const HOME: Origin = v4(198, 51, 100, 7);
const OWN: Origin = Origin::Known(Uuid::from_u128(7));

#[test]
fn a_hall_of_hundreds_passes_and_a_flood_does_not() {
    let limits = Limits::default();
    assert!((0..600).all(|_| limits.attempt(HALL, 0).is_ok()));
    assert!(matches!(limits.attempt(HALL, 0), Err(Error::TooMany(1))));
    assert!(limits.attempt(HOME, 0).is_ok());
    assert!(limits.attempt(OWN, 0).is_ok(), "a device known before passes the crowd at its address");
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
fn many_addresses_cannot_share_the_guessing_nor_keep_the_owner_out() {
    let limits = Limits::default();
    for n in 0..40 {
        assert!(limits.guess("a@b.vn", v4(10, 0, 0, n), 0).is_ok());
    }
    assert!(matches!(limits.guess("a@b.vn", HOME, 0), Err(Error::TooMany(60))));
    assert!(limits.guess("a@b.vn", OWN, 0).is_ok(), "her own browser has a bucket of its own");
    assert!(limits.guess("a@b.vn", HOME, 61_000).is_ok(), "never for good");
    assert!((0..3).all(|_| limits.guess("a@b.vn", OWN, 0).is_ok()), "three wrong ones cost nothing, the fourth does");
    assert!(limits.guess("a@b.vn", OWN, 0).is_err(), "a stolen device guesses no faster");
}

#[test]
fn one_line_of_ipv6_is_one_origin() {
    let limits = Limits::default();
    let at = |n: u128| Origin::Address(IpAddr::V6(Ipv6Addr::from_bits((0x2001_0db8_u128 << 96) + n)));
    assert!((0..4).all(|n| limits.guess("a@b.vn", at(n), 0).is_ok()));
    assert!(limits.guess("a@b.vn", at(99), 0).is_err(), "another address of the same line");
    assert!(limits.guess("a@b.vn", at(1 << 64), 0).is_ok(), "the next line");
    assert!((0..600).all(|n| limits.attempt(at(n), 0).is_ok()));
    assert!(limits.attempt(at(9_999), 0).is_err());
    let mapped = Origin::Address("::ffff:203.0.113.5".parse().unwrap());
    assert!((0..4).all(|_| limits.guess("m@b.vn", HALL, 0).is_ok()) && limits.guess("m@b.vn", mapped, 0).is_err(), "IPv4 in IPv6 is IPv4");
}

#[test]
fn a_mailbox_is_not_flooded_and_stays_open_to_its_owner() {
    let limits = Limits::default();
    assert_eq!((0..9).filter(|_| limits.mail("a@b.vn", HALL, 0)).count(), 5);
    assert!(limits.mail("a@b.vn", OWN, 0));
    assert!(limits.mail("a@b.vn", HOME, 181_000));
}

#[test]
fn keys_cost_the_same_however_long_the_words_are() {
    let limits = Limits::default();
    let long = "x".repeat(1 << 20);
    for n in 0..200_u8 {
        limits.guess(&long, v4(10, 0, 1, n), 0).ok();
    }
    limits.with(|s| assert!(s.failures.keys().all(|k| k.len() == 32)));
}
