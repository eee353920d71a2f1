//! Chấm (check): how much of an answer is right, in thousandths. The rules are printed in the regulation of a game:
//! several answers: (right ones chosen − wrong ones chosen) of all right ones; order: pairs in the right order less pairs in the
//! wrong one; estimate: falls in a straight line to nothing at a quarter of the range away.
use super::{Answer, Kind, Number, Question};

/// How much of an answer is right: 0 nothing, 1000 all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Share(pub u16);

/// All of it.
const WHOLE: i64 = 1000;

/// Checks an answer. One that does not fit the question is worth nothing.
pub fn check(question: &Question, answer: &Answer) -> Share {
    if !question.fits(answer) {
        return Share(0);
    }
    let share = match (&question.kind, answer) {
        (Kind::One { .. } | Kind::TrueFalse { .. }, Answer::One(at)) => yes(question.right_options().contains(&usize::from(*at))),
        (Kind::Many { .. }, Answer::Many(places)) => many(&question.right_options(), places),
        (Kind::Typed { accepted }, Answer::Typed(text)) => {
            let given = vietnamese::fold_loose(text);
            yes(accepted.iter().any(|word| vietnamese::fold_loose(word) == given))
        }
        (Kind::Order { .. }, Answer::Order(places)) => order(&question.right_options(), places),
        (Kind::Estimate { value, min, max, .. }, Answer::Estimate(given)) => estimate(*value, *min, *max, *given),
        _ => 0,
    };
    Share(u16::try_from(share.clamp(0, WHOLE)).unwrap_or(0))
}

fn yes(right: bool) -> i64 {
    if right { WHOLE } else { 0 }
}

fn many(right: &[usize], chosen: &[u8]) -> i64 {
    let hits = chosen.iter().filter(|at| right.contains(&usize::from(**at))).count();
    part(hits as i64 - (chosen.len() - hits) as i64, right.len() as i64)
}

fn order(right: &[usize], given: &[u8]) -> i64 {
    let rank = |option: u8| right.iter().position(|at| *at == usize::from(option));
    let (mut well, mut pairs) = (0, 0);
    for (n, first) in given.iter().enumerate() {
        for second in &given[n + 1..] {
            pairs += 1;
            well += i64::from(rank(*first) < rank(*second));
        }
    }
    part(2 * well - pairs, pairs)
}

fn estimate(value: Number, min: Number, max: Number, given: Number) -> i64 {
    let reach = (i128::from(max.0) - i128::from(min.0)).max(1);
    let away = (i128::from(given.0) - i128::from(value.0)).abs() * 4;
    let left = (reach - away).max(0);
    i64::try_from((i128::from(WHOLE) * left + reach / 2) / reach).unwrap_or(0).min(if away == 0 { WHOLE } else { WHOLE - 1 })
}

/// `of` thousandths, rounded, never below zero.
fn part(of: i64, all: i64) -> i64 {
    if all == 0 { WHOLE } else { (WHOLE * of.max(0) + all / 2) / all }
}
