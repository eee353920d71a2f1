//! Trả lời nhiều nhất: what was given to questions without options to count: typed words, orders, estimates.
use super::parts::{Tile, letter};
use quiz::question::{Kind, check};
use quiz::tally::Tally;
use quiz::{Answer, Question};

/// Lines that a hall reads.
const SHOWN: usize = 5;

/// What was given, most often first, with what is right marked; of estimates in round steps from small to great.
pub(super) fn given(question: &Question, tally: &Tally, showing: bool) -> Vec<Tile> {
    let lines: Vec<(String, u32, bool)> = match &question.kind {
        Kind::Typed { .. } => tally.top(SHOWN).into_iter().map(|(key, n)| typed(question, tally, key, n)).collect(),
        Kind::Order { .. } => tally.top(SHOWN).into_iter().map(|(key, n)| order(question, key, n)).collect(),
        Kind::Estimate { value, unit, .. } => {
            let step = |(from, to, n): (quiz::question::Number, quiz::question::Number, u32)| {
                let span = if from == to { from.to_string() } else { format!("{from} – {to}") };
                (format!("{span} {unit}").trim_end().to_owned(), n, (from..=to).contains(value))
            };
            tally.spread(SHOWN as i64).map(|spread| spread.steps.into_iter().map(step).collect()).unwrap_or_default()
        }
        _ => Vec::new(),
    };
    let most = lines.iter().map(|(_, n, _)| *n).max().unwrap_or(0).max(1);
    let tile = |(at, (text, count, right)): (usize, (String, u32, bool))| {
        let (percent, height) = (count * 100 / tally.answered.max(1), count * 1000 / most);
        Tile { letter: letter(at), class: "", shape: "", text, count, percent, height, right: right && showing }
    };
    lines.into_iter().enumerate().map(tile).collect()
}

/// The median of the estimates, with its unit; empty for other questions.
pub(super) fn median(question: &Question, tally: &Tally) -> String {
    match &question.kind {
        Kind::Estimate { unit, .. } => tally.spread(1).map(|spread| format!("{} {unit}", spread.median).trim_end().to_owned()).unwrap_or_default(),
        _ => String::new(),
    }
}

fn typed(question: &Question, tally: &Tally, key: &str, n: u32) -> (String, u32, bool) {
    let words = tally.written.get(key).cloned().unwrap_or_else(|| key.to_owned());
    let right = check(question, &Answer::Typed(words.clone())).0 > 0;
    (words, n, right)
}

fn order(question: &Question, key: &str, n: u32) -> (String, u32, bool) {
    let places: Vec<usize> = key.split('-').filter_map(|place| place.parse().ok()).collect();
    let right = places == question.right_options();
    (in_order(question, &places), n, right)
}

/// Options in this order, as words.
pub(crate) fn in_order(question: &Question, places: &[usize]) -> String {
    let options = question.options();
    places.iter().filter_map(|at| options.get(*at).map(String::as_str)).collect::<Vec<_>>().join(" → ")
}
