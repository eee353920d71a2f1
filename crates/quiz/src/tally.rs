//! Thống kê câu: what a hall answered to one question, for the histogram and for the question's difficulty.
use crate::question::{Answer, Question};
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
}

impl Tally {
    /// Adds an answer.
    pub fn add(&mut self, question: &Question, answer: &Answer, share: u16) {
        self.answered += 1;
        self.right += u32::from(share == crate::score::WHOLE);
        self.share += u64::from(share);
        for key in question.keys(answer) {
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
}
