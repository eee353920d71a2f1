//! What pages show of sets and questions: words in the reader's language.
use super::model::{Asked, CATEGORIES, Complaint, category_key};
use quiz::Question;
use quiz::question::{KINDS, Kind};
use ui::{Choice, Form, Frame};

/// A question as a phone shows it, and what is right of it.
pub(crate) struct Phone {
    /// What is asked.
    pub text: String,
    /// `one`, `many`, `true_false`, `typed`, `order`, `estimate`.
    pub kind: &'static str,
    /// Options with sign, letter, words, and whether right.
    pub tiles: Vec<Tile>,
    /// Right answer in words.
    pub right: String,
    /// Unit of an estimate.
    pub unit: String,
    /// `picture`, `sound`, `video` or empty.
    pub media: &'static str,
    /// Address of the media file.
    pub file: String,
    /// What it shows.
    pub alt: String,
}

/// One option.
pub(crate) struct Tile {
    /// Class: a, b, c, d.
    pub class: &'static str,
    /// A, B, C, D, or 1, 2, 3 for what is put in order.
    pub letter: String,
    /// Words.
    pub text: String,
    /// Whether it is right.
    pub right: bool,
}

const CLASSES: [&str; 4] = ["a", "b", "c", "d"];
const LETTERS: [&str; 6] = ["A", "B", "C", "D", "E", "F"];

impl Phone {
    /// Of a question.
    pub fn of(q: &Question) -> Phone {
        let right = q.right_options();
        let order = matches!(q.kind, Kind::Order { .. });
        let tile = |(n, text): (usize, String)| Tile {
            class: if order { "" } else { CLASSES[n % 4] },
            letter: LETTERS[n % 6].to_owned(),
            text,
            right: !order && right.contains(&n),
        };
        let unit = if let Kind::Estimate { unit, .. } = &q.kind { unit.clone() } else { String::new() };
        let media = q.media.as_ref();
        Phone {
            text: q.text.clone(),
            kind: q.kind_code(),
            tiles: q.options().into_iter().enumerate().map(tile).collect(),
            right: q.right_words(),
            unit,
            media: media.map_or("", |m| m.kind.code()),
            file: media.map(|m| format!("/dau-truong/tep/{}", m.file)).unwrap_or_default(),
            alt: media.map(|m| m.alt.clone()).unwrap_or_default(),
        }
    }
}

/// A question as a line of its set.
pub(crate) struct Line {
    pub id: String,
    pub number: usize,
    pub text: String,
    pub kind: String,
    pub right: String,
    pub difficulty_words: String,
    pub category: String,
    pub rehearsal: bool,
    pub media: &'static str,
}

impl Line {
    /// Of a question at its place.
    pub fn of(frame: &Frame, number: usize, asked: &Asked) -> Line {
        let q = &asked.question;
        Line {
            id: asked.id.to_string(),
            number,
            text: q.text.clone(),
            kind: kind_words(frame, q.kind_code()),
            right: q.right_words(),
            difficulty_words: frame.t(&format!("gameshow-sets-difficulty-{}", q.difficulty)),
            category: category_words(frame, &q.category),
            rehearsal: q.is_rehearsal(),
            media: q.media.as_ref().map_or("", |m| m.kind.code()),
        }
    }
}

/// Words of a kind.
pub(crate) fn kind_words(frame: &Frame, kind: &str) -> String {
    frame.t(&format!("gameshow-sets-kind-{}", kind.replace('_', "-")))
}

/// Words of a category; one that no catalogue knows is shown as it is.
pub(crate) fn category_words(frame: &Frame, category: &str) -> String {
    let key = category_key(category);
    if frame.site.catalog.knows(&key) { frame.t(&key) } else { category.to_owned() }
}

/// Categories to choose from, with `also` if it is another one.
pub(crate) fn categories(frame: &Frame, also: &str) -> Vec<Choice> {
    let mut all: Vec<&str> = CATEGORIES.to_vec();
    if !also.is_empty() && !all.contains(&also) {
        all.push(also);
    }
    all.into_iter().map(|c| Choice::new(c, category_words(frame, c))).collect()
}

/// Kinds to choose from.
pub(crate) fn kinds(frame: &Frame) -> Vec<Choice> {
    KINDS.iter().map(|k| Choice::new(*k, kind_words(frame, k))).collect()
}

/// Levels to choose from.
pub(crate) fn difficulties(frame: &Frame) -> Vec<Choice> {
    (1..=3).map(|n| Choice::new(n.to_string(), frame.t(&format!("gameshow-sets-difficulty-{n}")))).collect()
}

/// Writes complaints into a form.
pub(crate) fn complain(frame: &Frame, form: &mut Form, wrong: &[Complaint]) {
    for c in wrong {
        let words = frame.t1(&c.key, "limit", c.limit);
        // Numbers stand side by side and are wrong in the same words: which one is meant must be in them.
        let label = match c.field.as_str() {
            "value" => "gameshow-sets-value",
            "min" => "gameshow-sets-column-min",
            "max" => "gameshow-sets-column-max",
            "seconds" => "gameshow-sets-column-seconds",
            _ => "",
        };
        form.fail(&c.field, if label.is_empty() { vietnamese::upper_first(&words) } else { format!("{}: {words}", frame.t(label)) });
    }
}
