//! Thống kê câu: what a hall answered to one question, for the histogram and for the question's difficulty.
use crate::question::{Answer, Number, Question};
use std::collections::BTreeMap;

/// Counts of one question.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Answers.
    pub answered: u32,
    /// Wholly right ones.
    pub right: u32,
    /// Sum of the shares, thousandths.
    pub share: u64,
    /// How often each option was chosen, in the order of the options; for questions without options, by what was given.
    pub chosen: BTreeMap<String, u32>,
    /// Typed answers as they were first written, by what they count under.
    pub written: BTreeMap<String, String>,
}

/// How estimates lie.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spread {
    /// Half of them are not above it.
    pub median: Number,
    /// Steps of one width: first number, last number, how many.
    pub steps: Vec<(Number, Number, u32)>,
}

impl Tally {
    /// Adds an answer.
    pub fn add(&mut self, question: &Question, answer: &Answer, share: u16) {
        self.answered += 1;
        self.right += u32::from(share == crate::score::WHOLE);
        self.share += u64::from(share);
        for key in question.keys(answer) {
            if let Answer::Typed(text) = answer {
                self.written.entry(key.clone()).or_insert_with(|| vietnamese::normalize_line(text));
            }
            *self.chosen.entry(key).or_default() += 1;
        }
    }

    /// How often an option was chosen, by its place.
    pub fn option(&self, at: usize) -> u32 {
        self.chosen.get(&at.to_string()).copied().unwrap_or(0)
    }

    /// What was given most often, at most `most` of it.
    pub fn top(&self, most: usize) -> Vec<(&str, u32)> {
        let mut all: Vec<(&str, u32)> = self.chosen.iter().map(|(k, n)| (k.as_str(), *n)).collect();
        all.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
        all.truncate(most);
        all
    }

    /// How the estimates lie, in about so many steps; None while there is none.
    pub fn spread(&self, about: i64) -> Option<Spread> {
        let mut given: Vec<(i64, u32)> = self.chosen.iter().filter_map(|(key, n)| Some((Number::parse(key)?.0, *n))).collect();
        given.sort_unstable();
        let (least, most) = (given.first()?.0, given.last()?.0);
        // whole numbers are not cut
        let unit = if given.iter().all(|(n, _)| n % 1000 == 0) { 1000 } else { 1 };
        let wide = round_up((most - least) / about.max(1) + 1).max(unit);
        let place = |n: i64| n.div_euclid(wide);
        let mut steps: Vec<(Number, Number, u32)> =
            (place(least)..=place(most)).map(|at| (Number(at * wide), Number(at * wide + wide - unit), 0)).collect();
        for (n, count) in &given {
            let at = usize::try_from(place(*n) - place(least)).ok()?;
            steps.get_mut(at)?.2 += count;
        }
        let half = given.iter().map(|(_, n)| u64::from(*n)).sum::<u64>().div_ceil(2);
        let mut below = 0;
        let median = given.iter().find(|(_, n)| {
            below += u64::from(*n);
            below >= half
        });
        Some(Spread { median: Number(median?.0), steps })
    }
}

/// The next of 1, 2, 5, 10, 20, 50 …
fn round_up(n: i64) -> i64 {
    let mut ten = 1;
    loop {
        if let Some(round) = [1, 2, 5].into_iter().map(|step| step * ten).find(|round| *round >= n) {
            return round;
        }
        ten *= 10;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::question::Kind;

    #[test]
    fn estimates_lie_in_round_steps_with_their_median() {
        let number = |n: i64| Number(n * 1000);
        let question = Question { kind: Kind::Estimate { value: number(63), min: number(0), max: number(1000), unit: String::new() }, ..Question::default() };
        let mut tally = Tally::default();
        assert_eq!(tally.spread(5), None);
        for n in [10, 63, 63, 64, 240] {
            tally.add(&question, &Answer::Estimate(number(n)), 0);
        }
        let spread = tally.spread(5).unwrap();
        assert_eq!(spread.median, number(63));
        assert_eq!(spread.steps.iter().map(|s| s.2).collect::<Vec<_>>(), [1, 3, 0, 0, 1]);
        assert_eq!((spread.steps[1].0.to_string(), spread.steps[1].1.to_string()), ("50".into(), "99".into()));
    }

    #[test]
    fn typed_words_are_shown_as_they_were_first_written() {
        let question = Question { kind: Kind::Typed { accepted: vec!["Hà Nội".into()] }, ..Question::default() };
        let mut tally = Tally::default();
        for text in ["Hà  Nội", "hà nội"] {
            tally.add(&question, &Answer::Typed(text.into()), 1000);
        }
        let (key, n) = tally.top(3)[0];
        assert_eq!((tally.written[key].as_str(), n), ("Hà Nội", 2));
    }
}
