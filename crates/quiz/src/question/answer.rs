//! Câu trả lời: what a player gave, small in the journal; its shape is checked before it is taken.
use super::{Kind, Number, Question};
use serde::{Deserialize, Serialize};

/// Longest typed answer, in characters.
pub const TYPED_MAX: usize = 200;

/// An answer. Places are those of [`Question::options`], from 0.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// One option; for true-false 0 says true.
    One(u8),
    /// Several options.
    Many(Vec<u8>),
    /// Typed words.
    Typed(String),
    /// All options in the order in which the player put them.
    Order(Vec<u8>),
    /// A number.
    Estimate(Number),
}

impl Question {
    /// Whether an answer has the shape that this question asks for.
    pub fn fits(&self, answer: &Answer) -> bool {
        let distinct = |places: &[u8], most: usize| {
            places.iter().enumerate().all(|(n, p)| usize::from(*p) < most && !places[..n].contains(p))
        };
        match (&self.kind, answer) {
            (Kind::One { choices }, Answer::One(at)) => usize::from(*at) < choices.len(),
            (Kind::TrueFalse { .. }, Answer::One(at)) => *at < 2,
            (Kind::Many { choices }, Answer::Many(places)) => !places.is_empty() && distinct(places, choices.len()),
            (Kind::Order { items }, Answer::Order(places)) => places.len() == items.len() && distinct(places, items.len()),
            (Kind::Typed { .. }, Answer::Typed(text)) => !text.trim().is_empty() && text.chars().count() <= TYPED_MAX,
            (Kind::Estimate { min, max, .. }, Answer::Estimate(n)) => min <= n && n <= max,
            _ => false,
        }
    }

    /// What an answer counts under in the histogram: places of options, folded words, or the number.
    pub fn keys(&self, answer: &Answer) -> Vec<String> {
        match answer {
            Answer::One(at) => vec![at.to_string()],
            Answer::Many(places) => places.iter().map(u8::to_string).collect(),
            Answer::Order(places) => vec![places.iter().map(u8::to_string).collect::<Vec<_>>().join("-")],
            Answer::Typed(text) => vec![vietnamese::fold(text)],
            Answer::Estimate(n) => vec![n.to_string()],
        }
    }

    /// Reads the values of a form field that came once or more often; None when they are no answer to this question.
    pub fn parse(&self, values: &[String]) -> Option<Answer> {
        let place = |text: &String| text.trim().parse::<u8>().ok();
        let places = || values.iter().map(place).collect::<Option<Vec<u8>>>();
        let answer = match &self.kind {
            Kind::One { .. } | Kind::TrueFalse { .. } => Answer::One(values.first().and_then(place)?),
            Kind::Many { .. } => Answer::Many(places()?),
            Kind::Order { .. } => Answer::Order(places()?),
            Kind::Typed { .. } => Answer::Typed(vietnamese::normalize_line(values.first()?)),
            Kind::Estimate { .. } => Answer::Estimate(Number::parse(values.first()?)?),
        };
        self.fits(&answer).then_some(answer)
    }
}
