//! Nhịp gửi: how often one device may send. A finger is quick enough with it; a program that floods is not.
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use uuid::Uuid;

/// So many in a row.
const BURST: i64 = 12;
/// Then one each so many milliseconds.
const EACH: i64 = 500;
/// Devices that are remembered; those that have rested are forgotten first.
const MOST: usize = 50_000;

/// For each device the moment at which it has rested.
#[derive(Default)]
pub(super) struct Pace(Mutex<HashMap<Uuid, i64>>);

impl Pace {
    /// Whether this device may send one more at `now` (unix milliseconds).
    pub fn pass(&self, device: Uuid, now: i64) -> bool {
        let mut rested = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if rested.len() >= MOST {
            rested.retain(|_, at| *at > now);
        }
        let at = rested.entry(device).or_insert(now);
        let next = (*at).max(now) + EACH;
        if next - now > BURST * EACH {
            return false;
        }
        *at = next;
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_finger_passes_and_a_flood_does_not() {
        let pace = Pace::default();
        let (a, b) = (Uuid::from_u128(1), Uuid::from_u128(2));
        assert_eq!((0..100).filter(|_| pace.pass(a, 0)).count(), 12);
        assert!(pace.pass(b, 0), "others are not kept out");
        assert_eq!((0..100).filter(|_| pace.pass(a, 2000)).count(), 4, "two a second");
    }
}
