//! Trả lời nhiều nhất: what was given to questions without options to count: typed words, orders, estimates.
use super::parts::{Tile, letter, percent};
use quiz::question::{Kind, Number, check};
use quiz::tally::Tally;
use quiz::{Answer, Question};

/// Words, words for a hall, how many, whether it is right.
type Line = (String, String, u32, bool);

/// Lines that a hall reads.
const SHOWN: usize = 5;
/// So many typed answers are looked at for those lines: whoever floods a game with rude ones hides the rest, and no more.
const SEEN: usize = 60;
/// Letters of a typed answer that a hall reads; what is longer ends in "…".
const LETTERS: usize = 40;

/// What was given, most often first, with what is right marked; of estimates in round steps from small to great.
pub(super) fn given(question: &Question, tally: &Tally, showing: bool) -> Vec<Tile> {
    let lines: Vec<Line> = match &question.kind {
        Kind::Typed { .. } => typed(question, tally),
        Kind::Order { .. } => tally.top(SHOWN).into_iter().map(|(key, n)| order(question, key, n)).collect(),
        Kind::Estimate { value, min, max, unit } => {
            let whole = [value, min, max].iter().all(|n| n.0 % 1000 == 0);
            let step = |(from, to, n): (Number, Number, u32)| {
                let words = step_words(from, if whole { whole_end(to) } else { to }, unit);
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

/// A step of estimates in words.
fn step_words(from: Number, to: Number, unit: &str) -> String {
    let last = if to.is_year(unit) { to.plain(unit) } else { to.with_unit(unit) };
    if from == to { from.with_unit(unit) } else { format!("{} – {last}", from.plain(unit)) }
}

/// The end of a step of whole numbers: "499", though somebody wrote a number with decimals.
fn whole_end(to: Number) -> Number {
    if to.0.rem_euclid(1000) == 999 { Number(to.0 - 999) } else { to }
}

/// What was typed most often. Before a hall stands nothing rude: that, and what has no line of its own, is one line without words.
fn typed(question: &Question, tally: &Tally) -> Vec<Line> {
    let mut lines = Vec::new();
    for (key, n) in tally.top(SEEN) {
        let words = tally.written.get(key).cloned().unwrap_or_else(|| key.to_owned());
        let right = check(question, &Answer::Typed(words.clone())).0 > 0;
        if lines.len() < SHOWN && (right || !quiz::names::is_rude(&words)) {
            lines.push((words.clone(), cut(&words), n, right));
        }
    }
    let shown: u32 = lines.iter().map(|(_, _, n, _)| *n).sum();
    let others = tally.answered.saturating_sub(shown);
    if others > 0 {
        lines.push((String::new(), String::new(), others, false));
    }
    lines
}

/// As much of an answer as a hall reads.
fn cut(words: &str) -> String {
    if words.chars().count() <= LETTERS {
        return words.to_owned();
    }
    let begun: String = words.chars().take(LETTERS - 1).collect();
    format!("{}…", begun.trim_end())
}

fn order(question: &Question, key: &str, n: u32) -> Line {
    let places: Vec<usize> = key.split('-').filter_map(|place| place.parse().ok()).collect();
    let right = places == question.right_options();
    let letters: Vec<String> = places.iter().map(|at| letter(*at).to_string()).collect();
    (in_order(question, &places), letters.join(" → "), n, right)
}

/// The right answer in words; of an order with the letters that the hall saw.
pub(crate) fn right_words(question: &Question) -> String {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn typed_tally(question: &Question, given: &[(&str, u32)]) -> Tally {
        let mut tally = Tally::default();
        for (words, n) in given {
            for _ in 0..*n {
                let answer = Answer::Typed((*words).to_owned());
                tally.add(question, &answer, check(question, &answer).0);
            }
        }
        tally
    }

    #[test]
    fn rude_answers_are_counted_and_not_shown_and_long_ones_cut() {
        let question = Question { kind: Kind::Typed { accepted: vec!["Hà Nội".into()] }, ..Question::default() };
        let long = "rất dài ".repeat(25);
        let tally = typed_tally(&question, &[("địt mẹ", 9), ("Hà Nội", 5), (&long, 4), ("Huế", 3), ("vcl", 2), ("Vinh", 2), ("Cần Thơ", 1), ("Đà Lạt", 1)]);
        let lines = given(&question, &tally, true);
        let words: Vec<&str> = lines.iter().map(|line| line.short.as_str()).collect();
        assert_eq!((words.len(), words[0], words[2], words[3], words[5]), (6, "Hà Nội", "Huế", "Vinh", ""));
        assert!(words[1].chars().count() <= LETTERS && words[1].ends_with('…'), "{words:?}");
        assert_eq!((lines[5].count, lines[0].right, lines[5].right), (12, true, false), "9 + 2 that nobody may read, one that has no line");
        assert!(lines.iter().all(|line| !line.text.contains("địt") && !line.short.contains("vcl")));
        let decent = typed_tally(&question, &[("Hà Nội", 2), ("Huế", 1)]);
        assert_eq!(given(&question, &decent, true).len(), 2, "no line for nothing");
    }

    #[test]
    fn steps_of_whole_numbers_have_whole_ends() {
        let number = |n: i64| Number(n * 1000);
        let kind = Kind::Estimate { value: number(300), min: number(0), max: number(5000), unit: "tổ".into() };
        let question = Question { kind, ..Question::default() };
        let mut tally = Tally::default();
        for n in [Number(12_500), number(300), number(2300)] {
            tally.add(&question, &Answer::Estimate(n), 0);
        }
        let words: Vec<String> = given(&question, &tally, true).into_iter().map(|tile| tile.text).collect();
        assert_eq!(words[0], "0 – 499 tổ", "{words:?}");
        assert_eq!(whole_end(Number(5_999)), number(5));
    }
}
