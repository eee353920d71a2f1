//! Bù độ trễ: how much of a phone's way to the server is not its owner's fault. Bounded, and taken from the quickest of
//! several round trips, so that whoever delays the echo gains at most [`MOST`] and loses nothing less.
use crate::Micros;

/// Largest credit.
pub const MOST: Micros = 250_000;
/// So many round trips must be known before there is any credit.
pub const LEAST_PINGS: usize = 3;
/// So many are kept; the oldest go.
const KEPT: usize = 8;

/// Round trips of one connection.
#[derive(Clone, Copy, Debug, Default)]
pub struct Pings {
    kept: [u32; KEPT],
    count: usize,
}

impl Pings {
    /// Notes a round trip.
    pub fn note(&mut self, round_trip: Micros) {
        let value = u32::try_from(round_trip.max(0)).unwrap_or(u32::MAX);
        self.kept[self.count % KEPT] = value;
        self.count += 1;
    }

    /// How many round trips were seen.
    pub fn count(&self) -> usize {
        self.count
    }

    /// Half the quickest round trip, at most [`MOST`]; nothing before [`LEAST_PINGS`] of them.
    pub fn credit(&self) -> Micros {
        if self.count < LEAST_PINGS {
            return 0;
        }
        let quickest = self.kept.iter().take(self.count).min().copied().unwrap_or(0);
        (Micros::from(quickest) / 2).min(MOST)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_delayed_echo_gains_nothing_and_all_delayed_gain_a_bounded_amount() {
        let mut pings = Pings::default();
        pings.note(40_000);
        pings.note(9_000_000);
        assert_eq!(pings.credit(), 0, "too few");
        pings.note(60_000);
        assert_eq!(pings.credit(), 20_000);
        let mut liar = Pings::default();
        (0..20).for_each(|_| liar.note(10_000_000));
        assert_eq!(liar.credit(), MOST);
    }
}
