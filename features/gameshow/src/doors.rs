//! Cửa vào: how often one address may come into games. A hall behind one address gets in within a minute; a flood does not.
use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

/// So many come in at once from one address: more than any hall holds.
const BURST: f64 = 1500.0;
/// So many more each second after that.
const PER_SECOND: f64 = 20.0;
/// Addresses that are remembered; the fullest buckets are forgotten first.
const MOST: usize = 20_000;

/// Buckets by address.
#[derive(Default)]
pub struct Doors(Mutex<HashMap<IpAddr, (f64, i64)>>);

impl Doors {
    /// Whether one more may come in from here at `now` (unix milliseconds).
    pub fn pass(&self, from: IpAddr, now: i64) -> bool {
        let mut map = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if map.len() >= MOST {
            map.retain(|_, (left, since)| *left + seconds(now - *since) * PER_SECOND < BURST);
        }
        let (left, since) = map.entry(from).or_insert((BURST, now));
        *left = (*left + seconds(now - *since) * PER_SECOND).min(BURST);
        *since = now;
        if *left < 1.0 {
            return false;
        }
        *left -= 1.0;
        true
    }
}

fn seconds(ms: i64) -> f64 {
    f64::from(i32::try_from(ms.max(0)).unwrap_or(i32::MAX)) / 1000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hall_gets_in_and_a_flood_does_not() {
        let doors = Doors::default();
        let hall: IpAddr = "10.0.0.1".parse().expect("an address");
        assert!((0..1500).all(|_| doors.pass(hall, 0)));
        assert!(!doors.pass(hall, 0));
        assert!(doors.pass("10.0.0.2".parse().expect("an address"), 0), "others are not kept out");
        assert_eq!((0..100).filter(|_| doors.pass(hall, 1000)).count(), 20);
    }
}
