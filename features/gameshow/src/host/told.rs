//! Đáp án cho người dẫn: a question with its options and its answer, as only the host reads it, before and while it is out. Nothing of
//! this is in a scene, so that neither the big screen nor a phone can have it.
use crate::scene::{self, letter, sign};
use quiz::Question;
use quiz::question::Kind;
use ui::Page;

/// A question with its answer.
pub(super) struct Told {
    /// Number, from 1.
    pub q: usize,
    /// What is asked.
    pub text: String,
    /// Options as they are shown.
    pub options: Vec<Told1>,
    /// The answer in words, where options do not mark it.
    pub answer: String,
    /// Why.
    pub why: String,
}

/// An option.
pub(super) struct Told1 {
    /// A, B, C …
    pub letter: char,
    /// Its colour.
    pub class: &'static str,
    /// Words.
    pub text: String,
    /// Whether it is right.
    pub right: bool,
}

impl Told {
    /// The question at this place, from 0.
    pub(super) fn of(page: &Page, questions: &[Question], at: usize) -> Option<Told> {
        let question = questions.get(at)?;
        let (rights, is_order) = (question.right_options(), matches!(question.kind, Kind::Order { .. }));
        let words = match question.kind {
            Kind::TrueFalse { .. } => ["gameshow-true", "gameshow-false"].map(|key| page.t(key)).to_vec(),
            _ => question.options(),
        };
        let option = |(at, text): (usize, String)| Told1 { letter: letter(at), class: sign(at).0, text, right: !is_order && rights.contains(&at) };
        let options: Vec<Told1> = words.into_iter().enumerate().map(option).collect();
        let answer = match &question.kind {
            Kind::Typed { accepted } => accepted.join("; "),
            Kind::Order { .. } | Kind::Estimate { .. } => scene::right_words(question),
            _ => String::new(),
        };
        Some(Told { q: at + 1, text: question.text.clone(), options, answer, why: question.explanation.clone() })
    }
}
