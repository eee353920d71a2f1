//! Bài học (TOML): short cards with a quiz: `title`, `summary`, `category`, `minutes`, `source`, `source_url`, `[[card]]`, `[[question]]`.
use super::file::{FileError, Written, questions};
use super::Question;
use serde::{Deserialize, Serialize};

/// A lesson.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Lesson {
    /// What it is called.
    pub title: String,
    /// One or two sentences about it.
    pub summary: String,
    /// Subject, as an address word.
    pub category: String,
    /// How long it takes.
    pub minutes: u16,
    /// Named public source.
    pub source: String,
    /// Its address, or empty.
    pub source_url: String,
    /// Cards in order.
    pub cards: Vec<Card>,
    /// The quiz at the end.
    pub questions: Vec<Question>,
}

/// One card of a lesson.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    /// Heading.
    pub title: String,
    /// Paragraphs.
    pub text: Vec<String>,
    /// What to remember, point by point.
    pub points: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LessonFile {
    title: String,
    summary: String,
    category: String,
    minutes: u16,
    source: String,
    #[serde(default)]
    source_url: String,
    #[serde(default, rename = "card")]
    cards: Vec<WrittenCard>,
    #[serde(default, rename = "question")]
    questions: Vec<Written>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenCard {
    title: String,
    text: Paragraphs,
    #[serde(default)]
    points: Vec<String>,
}

/// One text whose paragraphs are parted by an empty line, or a list of them.
#[derive(Deserialize)]
#[serde(untagged)]
enum Paragraphs {
    Text(String),
    List(Vec<String>),
}

/// Reads the file of a lesson and checks cards and questions.
///
/// # Errors
/// The first thing that is wrong.
pub fn read_lesson(text: &str) -> Result<Lesson, FileError> {
    let file: LessonFile = toml::from_str(text).map_err(|e| FileError::Syntax(e.to_string()))?;
    for (word, value, most) in [("title", &file.title, 120), ("summary", &file.summary, 400), ("category", &file.category, 60), ("source", &file.source, 400)] {
        let length = value.trim().chars().count();
        if length == 0 || length > most {
            return Err(FileError::Head(word));
        }
    }
    if !(1..=60).contains(&file.minutes) {
        return Err(FileError::Head("minutes"));
    }
    if file.cards.is_empty() || file.cards.len() > 30 {
        return Err(FileError::Head("card"));
    }
    if file.questions.is_empty() || file.questions.len() > 30 {
        return Err(FileError::Head("question"));
    }
    let mut cards = Vec::new();
    for (n, card) in (1..).zip(file.cards) {
        cards.push(card.card().map_err(|word| FileError::Card(n, word))?);
    }
    let questions = questions(file.questions, &file.category)?;
    let (title, summary, category) = (file.title, file.summary, file.category);
    Ok(Lesson { title, summary, category, minutes: file.minutes, source: file.source, source_url: file.source_url, cards, questions })
}

impl WrittenCard {
    fn card(self) -> Result<Card, &'static str> {
        let paragraphs = match self.text {
            Paragraphs::Text(text) => text.split("\n\n").map(vietnamese::normalize_line).collect(),
            Paragraphs::List(list) => list,
        };
        let text: Vec<String> = paragraphs.into_iter().filter(|p: &String| !p.trim().is_empty()).collect();
        let card = Card { title: self.title, text, points: self.points };
        let length = card.title.trim().chars().count();
        if length == 0 || length > 120 {
            return Err("title");
        }
        if card.text.is_empty() && card.points.is_empty() || card.text.iter().any(|p| p.chars().count() > 1200) {
            return Err("text");
        }
        if card.points.len() > 10 || card.points.iter().any(|p| p.trim().is_empty() || p.chars().count() > 300) {
            return Err("points");
        }
        Ok(card)
    }
}
