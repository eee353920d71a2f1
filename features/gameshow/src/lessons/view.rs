//! What pages show of lessons: cards in the list, the steps of a lesson, options after an answer.
use super::model::{Listed, Stored};
use super::progress::Progress;
use crate::sets::view::{Phone, category_words};
use quiz::question::{Answer, Card, Kind, check};
use quiz::Question;
use ui::Frame;

/// A lesson in the list.
pub(super) struct Tile {
    pub href: String,
    pub title: String,
    pub summary: String,
    pub minutes: i64,
    pub cards: i64,
    pub questions: i64,
    pub finished: bool,
    pub begun: bool,
}

/// Lessons of one subject.
pub(super) struct Group {
    pub title: String,
    pub lessons: Vec<Tile>,
}

/// The list by subject, in the order of the lessons.
pub(super) fn groups(frame: &Frame, all: &[Listed], progress: &Progress) -> Vec<Group> {
    let mut groups: Vec<(String, Group)> = Vec::new();
    for lesson in all {
        let questions = usize::try_from(lesson.questions).unwrap_or(0);
        let tile = Tile {
            href: format!("/bai-hoc/{}", lesson.slug),
            title: lesson.title.clone(),
            summary: lesson.summary.clone(),
            minutes: lesson.minutes,
            cards: lesson.cards,
            questions: lesson.questions,
            finished: progress.is_finished(&lesson.slug, questions),
            begun: progress.furthest(&lesson.slug) > 0,
        };
        match groups.iter_mut().find(|(category, _)| *category == lesson.category) {
            Some((_, group)) => group.lessons.push(tile),
            None => groups.push((lesson.category.clone(), Group { title: category_words(frame, &lesson.category), lessons: vec![tile] })),
        }
    }
    groups.into_iter().map(|(_, group)| group).collect()
}

/// One step of the bar on top: `d` done, `n` here, empty ahead.
pub(super) fn dots(stored: &Stored, progress: &Progress, here: usize) -> Vec<&'static str> {
    let cards = stored.lesson.cards.len();
    let steps = cards + stored.lesson.questions.len();
    let done = |step: usize| {
        if step <= cards { progress.furthest(&stored.slug) >= step } else { progress.of(&stored.slug, step - cards - 1).is_some() }
    };
    (1..=steps).map(|step| if step == here { "n" } else if done(step) { "d" } else { "" }).collect()
}

/// What a step shows.
pub(super) enum Step {
    /// Something to read.
    Card(Card),
    /// Something to answer.
    Ask(Box<Ask>),
}

/// A question, perhaps with what was answered.
pub(super) struct Ask {
    pub question: Phone,
    /// For an order question: places to fill.
    pub places: Vec<usize>,
    pub options: Vec<Opt>,
    pub answered: bool,
    /// Thousandths.
    pub share: u16,
    /// What was typed, or the order that was given, in words.
    pub given: String,
    pub explanation: String,
    pub source: String,
    pub source_url: String,
}

/// One option.
pub(super) struct Opt {
    pub letter: String,
    pub value: String,
    pub text: String,
    pub right: bool,
    pub mine: bool,
}

/// A question as a step, with an answer if one was given.
pub(super) fn ask(q: &Question, answer: Option<&Answer>) -> Ask {
    let question = Phone::of(q);
    let mine: Vec<usize> = match answer {
        Some(Answer::One(at)) => vec![usize::from(*at)],
        Some(Answer::Many(places)) => places.iter().map(|p| usize::from(*p)).collect(),
        _ => Vec::new(),
    };
    let words = q.options();
    let given = match answer {
        Some(Answer::Typed(text)) => text.clone(),
        Some(Answer::Estimate(n)) => format!("{n} {}", question.unit).trim_end().to_owned(),
        Some(Answer::Order(places)) => places.iter().filter_map(|p| words.get(usize::from(*p))).cloned().collect::<Vec<_>>().join(" → "),
        _ => String::new(),
    };
    let options = question.tiles.iter().enumerate().map(|(n, tile)| Opt {
        letter: tile.letter.clone(),
        value: n.to_string(),
        text: tile.text.clone(),
        right: tile.right,
        mine: mine.contains(&n),
    });
    Ask {
        options: options.collect(),
        places: if matches!(q.kind, Kind::Order { .. }) { (1..=words.len()).collect() } else { Vec::new() },
        answered: answer.is_some(),
        share: answer.map_or(0, |a| check(q, a).0),
        given,
        explanation: q.explanation.clone(),
        source: q.source.clone(),
        source_url: q.source_url.clone(),
        question,
    }
}
