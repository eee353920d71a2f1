//! Trả lời nhiều nhất: what was given to questions without options to count: typed words, orders, estimates.
use super::parts::{Tile, letter, percent};
use quiz::question::{Kind, check};
use quiz::tally::Tally;
use quiz::{Answer, Question};

/// Words, words for a hall, how many, whether it is right.
type Line = (String, String, u32, bool);

/// Lines that a hall reads.
const SHOWN: usize = 5;

/// What was given, most often first, with what is right marked; of estimates in round steps from small to great.
pub(super) fn given(question: &Question, tally: &Tally, showing: bool) -> Vec<Tile> {
    let lines: Vec<Line> = match &question.kind {
        Kind::Typed { .. } => tally.top(SHOWN).into_iter().map(|(key, n)| typed(question, tally, key, n)).collect(),
        Kind::Order { .. } => tally.top(SHOWN).into_iter().map(|(key, n)| order(question, key, n)).collect(),
        Kind::Estimate { value, unit, .. } => {
            let step = |(from, to, n): (quiz::question::Number, quiz::question::Number, u32)| {
                let last = if to.is_year(unit) { to.plain(unit) } else { to.with_unit(unit) };
                let words = if from == to { from.with_unit(unit) } else { format!("{} – {last}", from.plain(unit)) };
                (words.clone(), words, n, (from..=to).contains(value))
            };
            tally.spread(SHOWN as i64).map(|spread| spread.steps.into_iter().map(step).collect()).unwrap_or_default()
        }
        _ => Vec::new(),
    };
    let most = lines.iter().map(|(_, _, n, _)| *n).max().unwrap_or(0).max(1);
    let tile = |(at, (text, short, count, right)): (usize, Line)| {
        let (percent, height) = (percent(count, tally.answered), count * 1000 / most);
        Tile { letter: letter(at), class: "", shape: "", text, short, count, percent, height, right: right && showing }
    };
    lines.into_iter().enumerate().map(tile).collect()
}

/// The median of the estimates, with its unit; empty for other questions.
pub(super) fn median(question: &Question, tally: &Tally) -> String {
    match &question.kind {
        Kind::Estimate { unit, .. } => tally.spread(1).map(|spread| spread.median.with_unit(unit)).unwrap_or_default(),
        _ => String::new(),
    }
}

fn typed(question: &Question, tally: &Tally, key: &str, n: u32) -> Line {
    let words = tally.written.get(key).cloned().unwrap_or_else(|| key.to_owned());
    let right = check(question, &Answer::Typed(words.clone())).0 > 0;
    (words.clone(), words, n, right)
}

fn order(question: &Question, key: &str, n: u32) -> Line {
    let places: Vec<usize> = key.split('-').filter_map(|place| place.parse().ok()).collect();
    let right = places == question.right_options();
    let letters: Vec<String> = places.iter().map(|at| letter(*at).to_string()).collect();
    (in_order(question, &places), letters.join(" → "), n, right)
}

/// The right answer in words; of an order with the letters that the hall saw.
pub(super) fn right_words(question: &Question) -> String {
    match &question.kind {
        Kind::Order { .. } => {
            let options = question.options();
            let named = |at: &usize| format!("{}. {}", letter(*at), options.get(*at).map_or("", String::as_str));
            question.right_options().iter().map(named).collect::<Vec<_>>().join(" → ")
        }
        _ => question.right_words(),
    }
}

/// Options in this order, as words.
pub(crate) fn in_order(question: &Question, places: &[usize]) -> String {
    let options = question.options();
    places.iter().filter_map(|at| options.get(*at).map(String::as_str)).collect::<Vec<_>>().join(" → ")
}
