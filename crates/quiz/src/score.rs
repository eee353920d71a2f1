//! Cách tính điểm: what one answer is worth. Whole points only; time in microseconds, so that ties are rare.
use crate::{Micros, SECOND};
use serde::{Deserialize, Serialize};

/// How points fall with time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Curve {
    /// Down to half at the end; full within the first half second.
    #[default]
    Half,
    /// Down to nothing at the end.
    Linear,
    /// Time does not count.
    Flat,
}

impl Curve {
    /// All, in the order of the form.
    pub const ALL: [Curve; 3] = [Curve::Half, Curve::Linear, Curve::Flat];

    /// The word in forms and in the journal.
    pub fn code(self) -> &'static str {
        match self {
            Curve::Half => "half",
            Curve::Linear => "linear",
            Curve::Flat => "flat",
        }
    }

    /// Reads a word.
    pub fn from_code(code: &str) -> Option<Curve> {
        Curve::ALL.into_iter().find(|curve| curve.code() == code)
    }
}

/// The rule of a game, printed in its regulation and written into its journal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    /// How points fall with time.
    pub curve: Curve,
    /// Points of a right answer given at once, weight 1.
    pub points: u32,
    /// Points taken for a wrong answer, weight 1 (not for none).
    pub minus: u32,
    /// Points added for each right answer in a row from the second on, at most [`STREAK_STEPS`] times; 0: no streak.
    pub streak: u32,
}

impl Default for Rule {
    fn default() -> Rule {
        Rule { curve: Curve::Half, points: 1000, minus: 0, streak: 0 }
    }
}

/// The streak grows for so many steps.
pub const STREAK_STEPS: u32 = 5;
/// Within this time from opening the curve [`Curve::Half`] pays in full.
const AT_ONCE: Micros = SECOND / 2;
/// Wholly right.
pub const WHOLE: u16 = 1000;

/// What an answer earns. `share` is how much of it is right (0..=1000), `weight` the question's weight (1000 = once; 0 =
/// rehearsal), `taken` of `given` time, `streak` the right answers in a row before it.
pub fn points(rule: &Rule, weight: u16, share: u16, taken: Micros, given: Micros, streak: u32) -> i64 {
    let weight = i128::from(weight);
    if weight == 0 {
        return 0;
    }
    if share == 0 {
        return to_points(-i128::from(rule.minus) * weight, 1000);
    }
    let (given, share) = (i128::from(given.max(1)), i128::from(share.min(WHOLE)));
    let taken = i128::from(taken).clamp(0, given);
    let full = i128::from(rule.points) * weight * share;
    // full · factor / (1000 · 1000), factor as a fraction of time
    let paid = match rule.curve {
        Curve::Flat => to_points(full, 1_000_000),
        Curve::Half if taken < i128::from(AT_ONCE) => to_points(full, 1_000_000),
        Curve::Half => to_points(full * (2 * given - taken), 2 * given * 1_000_000),
        Curve::Linear => to_points(full * (given - taken), given * 1_000_000),
    };
    let steps = if share == i128::from(WHOLE) { streak.min(STREAK_STEPS) } else { 0 };
    paid + to_points(i128::from(rule.streak) * i128::from(steps) * weight, 1000)
}

/// Rounds to the nearest whole point, halves away from zero.
fn to_points(above: i128, below: i128) -> i64 {
    let half = if above < 0 { -below / 2 } else { below / 2 };
    i64::try_from((above + half) / below).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rule(curve: Curve) -> Rule {
        Rule { curve, ..Rule::default() }
    }

    #[test]
    fn the_published_examples_hold() {
        let t = 20 * SECOND;
        assert_eq!(points(&rule(Curve::Half), 1000, 1000, 0, t, 0), 1000);
        assert_eq!(points(&rule(Curve::Half), 1000, 1000, 499_999, t, 0), 1000, "at once");
        assert_eq!(points(&rule(Curve::Half), 1000, 1000, 10 * SECOND, t, 0), 750);
        assert_eq!(points(&rule(Curve::Half), 2000, 1000, t, t, 0), 1000, "half of twice");
        assert_eq!(points(&rule(Curve::Linear), 1000, 1000, 5 * SECOND, t, 0), 750);
        assert_eq!(points(&rule(Curve::Flat), 1000, 500, t, t, 0), 500, "half right");
        assert_eq!(points(&rule(Curve::Half), 0, 1000, 0, t, 3), 0, "a rehearsal pays nothing");
        let strict = Rule { minus: 250, streak: 100, ..rule(Curve::Flat) };
        assert_eq!(points(&strict, 1000, 0, t, t, 4), -250);
        assert_eq!(points(&strict, 1000, 1000, t, t, 1), 1100);
        assert_eq!(points(&strict, 1000, 1000, t, t, 9), 1500, "the streak stops growing");
        assert_eq!(points(&strict, 1000, 900, t, t, 9), 900, "a streak needs whole answers");
    }

    proptest! {
        #[test]
        fn later_never_pays_more_and_nothing_pays_more_than_full(
            a in 0..60_000_000_i64, b in 0..60_000_000_i64, share in 1..=1000_u16, weight in 0..=3000_u16, which in 0..3_usize,
        ) {
            let rule = rule(Curve::ALL[which]);
            let given = 60 * SECOND;
            let (early, late) = (a.min(b), a.max(b));
            let (p, q) = (points(&rule, weight, share, early, given, 0), points(&rule, weight, share, late, given, 0));
            prop_assert!(p >= q && q >= 0);
            prop_assert!(p <= i64::from(rule.points) * i64::from(weight) / 1000 + 1);
        }
    }
}
