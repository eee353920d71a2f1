//! Tệp bộ câu hỏi (TOML): one file is one set: `title`, `category`, `description`, then `[[question]]`. Unknown words are refused, so
//! that a mistyped one is not silently lost.
use super::{Choice, Fault, Kind, Number, Question};
use serde::{Deserialize, Serialize};
use std::fmt;

/// A set of questions as a file has it.
#[derive(Clone, Debug, PartialEq)]
pub struct Set {
    /// What it is called.
    pub title: String,
    /// Subject, as an address word.
    pub category: String,
    /// What it is about.
    pub description: String,
    /// Its questions in order.
    pub questions: Vec<Question>,
}

/// Why a file is not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileError {
    /// No TOML of this shape; the reader's words, with the line.
    Syntax(String),
    /// A top-level word is missing or too long.
    Head(&'static str),
    /// Something is wrong with a question (from 1).
    Question(usize, Fault),
    /// Something is wrong with a card of a lesson (from 1).
    Card(usize, &'static str),
}

impl fmt::Display for FileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            FileError::Syntax(words) => f.write_str(words),
            FileError::Head(word) => write!(f, "{word}: missing or too long"),
            FileError::Question(n, fault) => write!(f, "question {n}: {}: {} ({})", fault.field, fault.code, fault.limit),
            FileError::Card(n, word) => write!(f, "card {n}: {word}"),
        }
    }
}

impl std::error::Error for FileError {}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct SetFile {
    title: String,
    category: String,
    #[serde(default)]
    description: String,
    #[serde(default, rename = "question")]
    questions: Vec<Written>,
}

/// A question as files have it.
#[derive(Deserialize, Serialize, Default)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Written {
    kind: String,
    text: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    choices: Vec<Choice>,
    #[serde(skip_serializing_if = "Option::is_none")]
    right: Option<bool>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    accepted: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    items: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    estimate: Option<Estimate>,
    explanation: String,
    source: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    source_url: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    category: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    difficulty: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    seconds: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    weight: Option<u16>,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Estimate {
    value: f64,
    min: f64,
    max: f64,
    #[serde(default)]
    unit: String,
}

/// Reads the file of a set and checks every question.
///
/// # Errors
/// The first thing that is wrong.
pub fn read_set(text: &str) -> Result<Set, FileError> {
    let file: SetFile = toml::from_str(text).map_err(|e| FileError::Syntax(e.to_string()))?;
    for (word, value, least, most) in [("title", &file.title, 1, 120), ("category", &file.category, 1, 60), ("description", &file.description, 0, 500)] {
        let length = value.trim().chars().count();
        if length < least || length > most {
            return Err(FileError::Head(word));
        }
    }
    let questions = questions(file.questions, &file.category)?;
    Ok(Set { title: file.title, category: file.category, description: file.description, questions })
}

/// Writes a set as a file that [`read_set`] reads back (media are left out).
pub fn write_set(set: &Set) -> String {
    let questions = set.questions.iter().map(|q| written(q, &set.category)).collect();
    let file = SetFile { title: set.title.clone(), category: set.category.clone(), description: set.description.clone(), questions };
    toml::to_string_pretty(&file).unwrap_or_default()
}

/// Turns written questions into questions, checked; `category` stands in where a question names none.
pub(super) fn questions(written: Vec<Written>, category: &str) -> Result<Vec<Question>, FileError> {
    let mut out = Vec::with_capacity(written.len());
    for (n, one) in (1..).zip(written) {
        let question = one.question(category).map_err(|fault| FileError::Question(n, fault))?;
        if let Some(fault) = question.faults().into_iter().next() {
            return Err(FileError::Question(n, fault));
        }
        out.push(question);
    }
    Ok(out)
}

impl Written {
    fn question(self, category: &str) -> Result<Question, Fault> {
        let fault = |field, code| Fault { field, code, limit: 0 };
        let kind = match self.kind.as_str() {
            "one" => Kind::One { choices: self.choices },
            "many" => Kind::Many { choices: self.choices },
            "true_false" => {
                // `right = true`, or two choices of which one is marked
                let first = || self.choices.iter().position(|c| c.right).map(|at| at == 0);
                Kind::TrueFalse { right: self.right.or_else(first).ok_or(fault("choices", "no-right"))? }
            }
            "typed" => Kind::Typed { accepted: self.accepted },
            "order" => Kind::Order { items: self.items },
            "estimate" => {
                let e = self.estimate.ok_or(fault("value", "missing"))?;
                let read = |n, field| Number::from_float(n).ok_or(fault(field, "number"));
                Kind::Estimate { value: read(e.value, "value")?, min: read(e.min, "min")?, max: read(e.max, "max")?, unit: e.unit }
            }
            _ => return Err(fault("kind", "unknown")),
        };
        Ok(Question {
            id: String::new(),
            text: self.text,
            kind,
            media: None,
            explanation: self.explanation,
            source: self.source,
            source_url: self.source_url,
            category: if self.category.is_empty() { category.to_owned() } else { self.category },
            difficulty: self.difficulty.unwrap_or(1),
            seconds: self.seconds,
            weight: self.weight.unwrap_or(1).saturating_mul(1000),
        })
    }
}

fn written(q: &Question, category: &str) -> Written {
    let mut w = Written {
        kind: q.kind_code().into(),
        text: q.text.clone(),
        explanation: q.explanation.clone(),
        source: q.source.clone(),
        source_url: q.source_url.clone(),
        category: if q.category == category { String::new() } else { q.category.clone() },
        difficulty: Some(q.difficulty),
        seconds: q.seconds,
        weight: (q.weight != 1000).then_some(q.weight / 1000),
        ..Written::default()
    };
    #[expect(clippy::cast_precision_loss, reason = "numbers of questions are far below 2^53 thousandths")]
    let float = |n: &Number| n.0 as f64 / 1000.0;
    match &q.kind {
        Kind::One { choices } | Kind::Many { choices } => w.choices = choices.clone(),
        Kind::TrueFalse { right } => w.right = Some(*right),
        Kind::Typed { accepted } => w.accepted = accepted.clone(),
        Kind::Order { items } => w.items = items.clone(),
        Kind::Estimate { value, min, max, unit } => {
            w.estimate = Some(Estimate { value: float(value), min: float(min), max: float(max), unit: unit.clone() });
        }
    }
    w
}
