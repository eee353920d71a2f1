//! Câu hỏi: kinds of questions, answers, and how much of an answer is right. The places of the items of an order question
//! are those of [`Question::options`], never those of the right order: what phones get must not tell the answer.
mod answer;
mod check;
mod fault;
mod file;
mod lesson;
mod number;
mod shuffle;
#[cfg(test)]
mod tests;

pub use answer::Answer;
pub use check::{Share, check};
pub use fault::{Fault, MAX_ACCEPTED, MAX_CHOICES, MAX_ITEMS, MAX_OPTION, MAX_TEXT};
pub use file::{FileError, Set, read_set, write_set};
pub use lesson::{Card, Lesson, read_lesson};
pub use number::Number;

use serde::{Deserialize, Serialize};

/// One question. What a game asks is a copy: later edits of the set change nothing in a game.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Question {
    /// Key in its set, in text; statistics over several games find the question by it.
    pub id: String,
    /// What is asked.
    pub text: String,
    /// Kind, with what it needs.
    pub kind: Kind,
    /// Picture, sound or video.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub media: Option<Media>,
    /// Why the answer is right; shown after it.
    pub explanation: String,
    /// Named public source of the facts.
    pub source: String,
    /// Its address, or empty.
    pub source_url: String,
    /// Subject, as an address word.
    pub category: String,
    /// 1 easy, 2 middling, 3 hard.
    pub difficulty: u8,
    /// Seconds to answer; None: as the game says.
    pub seconds: Option<u16>,
    /// Thousandths of the game's points: 1000 once, 2000 twice, 0 a rehearsal question.
    pub weight: u16,
}

/// Kind of a question, with its answers (loại câu hỏi).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Kind {
    /// One right answer of several.
    One {
        /// In the order shown.
        choices: Vec<Choice>,
    },
    /// Several right answers.
    Many {
        /// In the order shown.
        choices: Vec<Choice>,
    },
    /// Right or wrong.
    TrueFalse {
        /// Whether the sentence is true.
        right: bool,
    },
    /// Typed words; marks, case and spaces do not matter.
    Typed {
        /// What is taken; the first is shown as the answer.
        accepted: Vec<String>,
    },
    /// To be put in order.
    Order {
        /// In the right order.
        items: Vec<String>,
    },
    /// A number; the closer, the better.
    Estimate {
        /// The right number.
        value: Number,
        /// Least that can be said.
        min: Number,
        /// Most that can be said.
        max: Number,
        /// Unit in words, or empty.
        unit: String,
    },
}

impl Default for Kind {
    fn default() -> Kind {
        Kind::One { choices: Vec::new() }
    }
}

/// One option.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// Words.
    pub text: String,
    /// Whether it is right.
    #[serde(default)]
    pub right: bool,
}

/// Picture, sound or video of a question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Media {
    /// What it is.
    pub kind: MediaKind,
    /// Key of the file.
    pub file: String,
    /// What it shows, for those who do not see or hear it.
    pub alt: String,
}

/// What a media file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MediaKind {
    /// A picture.
    Picture,
    /// A sound.
    Sound,
    /// A video.
    Video,
}

impl MediaKind {
    /// The word for templates.
    pub fn code(self) -> &'static str {
        match self {
            MediaKind::Picture => "picture",
            MediaKind::Sound => "sound",
            MediaKind::Video => "video",
        }
    }
}

/// All codes of kinds, in the order in which they are offered.
pub const KINDS: [&str; 6] = ["one", "many", "true_false", "typed", "order", "estimate"];
/// Words of the two options of a true-false question.
pub const TRUE_FALSE: [&str; 2] = ["Đúng", "Sai"];

impl Question {
    /// The word for its kind: one of [`KINDS`].
    pub fn kind_code(&self) -> &'static str {
        match self.kind {
            Kind::One { .. } => "one",
            Kind::Many { .. } => "many",
            Kind::TrueFalse { .. } => "true_false",
            Kind::Typed { .. } => "typed",
            Kind::Order { .. } => "order",
            Kind::Estimate { .. } => "estimate",
        }
    }

    /// Words of the options as they are shown; none where one types. Items to order come in a fixed, shuffled order.
    pub fn options(&self) -> Vec<String> {
        match &self.kind {
            Kind::One { choices } | Kind::Many { choices } => choices.iter().map(|c| c.text.clone()).collect(),
            Kind::TrueFalse { .. } => TRUE_FALSE.map(str::to_owned).to_vec(),
            Kind::Order { items } => shuffle::places(items).into_iter().map(|at| items[at].clone()).collect(),
            Kind::Typed { .. } | Kind::Estimate { .. } => Vec::new(),
        }
    }

    /// Places of the right options; of an order question all places in the right order.
    pub fn right_options(&self) -> Vec<usize> {
        match &self.kind {
            Kind::One { choices } | Kind::Many { choices } => {
                choices.iter().enumerate().filter(|(_, c)| c.right).map(|(at, _)| at).collect()
            }
            Kind::TrueFalse { right } => vec![usize::from(!right)],
            Kind::Order { items } => {
                let shown = shuffle::places(items);
                (0..items.len()).filter_map(|item| shown.iter().position(|at| *at == item)).collect()
            }
            Kind::Typed { .. } | Kind::Estimate { .. } => Vec::new(),
        }
    }

    /// The right answer in words.
    pub fn right_words(&self) -> String {
        match &self.kind {
            Kind::One { choices } | Kind::Many { choices } => {
                choices.iter().filter(|c| c.right).map(|c| c.text.as_str()).collect::<Vec<_>>().join("; ")
            }
            Kind::TrueFalse { right } => TRUE_FALSE[usize::from(!right)].to_owned(),
            Kind::Typed { accepted } => accepted.first().cloned().unwrap_or_default(),
            Kind::Order { items } => items.join(" → "),
            Kind::Estimate { value, unit, .. } => value.with_unit(unit),
        }
    }

    /// Whether it is worth nothing, to try out how one plays.
    pub fn is_rehearsal(&self) -> bool {
        self.weight == 0
    }
}
// And from features/gameshow/src/sets (for the form of a new game; scope by what the viewer may see):
//   pub(crate) async fn choices(db: &mut impl Fetch, viewer: &Viewer) -> Result<Vec<ui::Choice>>       // value = set id
//   pub(crate) async fn questions(db: &mut impl Fetch, viewer: &Viewer, set: Uuid) -> Result<Vec<quiz::Question>>   // in order; NotFound for a foreign set
