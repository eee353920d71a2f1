//! Nhịp gửi: how often one device may send. A finger is quick enough with it; a program that floods is not. Each node counts for itself.
use base::Result;
use base::brake::{Brake, Rule, key};
use uuid::Uuid;

/// Twelve in a row, then two each second.
const DEVICE: Rule = Rule { burst: 12.0, per_second: 2.0 };

/// Buckets by device.
#[derive(Default)]
pub(super) struct Pace(Brake);

impl Pace {
    /// This device sends one more at `now` (unix milliseconds).
    ///
    /// # Errors
    /// [`base::Error::TooMany`] with the seconds to wait.
    pub fn pass(&self, device: Uuid, now: i64) -> Result<()> {
        self.0.take(key("device", device.as_bytes()), DEVICE, now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_finger_passes_and_a_flood_does_not() {
        let pace = Pace::default();
        let (a, b) = (Uuid::from_u128(1), Uuid::from_u128(2));
        assert_eq!((0..100).filter(|_| pace.pass(a, 0).is_ok()).count(), 12);
        assert!(pace.pass(b, 0).is_ok(), "others are not kept out");
        assert_eq!((0..100).filter(|_| pace.pass(a, 2000).is_ok()).count(), 4, "two a second");
    }
}
