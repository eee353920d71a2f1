//! Lỗi của câu hỏi: what is wrong with a question, by field, so that the message can stand where the mistake is.
use super::{Kind, Question};

/// Longest question, in characters.
pub const MAX_TEXT: usize = 300;
/// Longest option, accepted answer or item, in characters.
pub const MAX_OPTION: usize = 120;
/// Most options: the screen has four signs.
pub const MAX_CHOICES: usize = 4;
/// Most items to order.
pub const MAX_ITEMS: usize = 6;
/// Most accepted variants.
pub const MAX_ACCEPTED: usize = 20;
const MAX_EXPLANATION: usize = 800;
const MAX_SOURCE: usize = 300;

/// One mistake.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Field: `text`, `choices`, `accepted`, `items`, `value`, `min`, `max`, `unit`, `explanation`, `source`, `source_url`, `difficulty`,
    /// `seconds`, `weight`, `category`.
    pub field: &'static str,
    /// What is wrong, as a word: `missing`, `long`, `few`, `many`, `twice`, `no-right`, `one-right`, `marks-only`, `range`, `outside`,
    /// `address`, `number`.
    pub code: &'static str,
    /// The bound that was crossed, where there is one.
    pub limit: usize,
}

impl Question {
    /// Everything that is wrong with this question; nothing when it may be asked.
    pub fn faults(&self) -> Vec<Fault> {
        let mut found = Found(Vec::new());
        found.words("text", &self.text, 1, MAX_TEXT);
        match &self.kind {
            Kind::One { choices } | Kind::Many { choices } => {
                let words: Vec<&str> = choices.iter().map(|c| c.text.as_str()).collect();
                found.list("choices", &words, 2, MAX_CHOICES);
                let right = choices.iter().filter(|c| c.right).count();
                if right == 0 {
                    found.add("choices", "no-right", 0);
                } else if right > 1 && matches!(self.kind, Kind::One { .. }) {
                    found.add("choices", "one-right", 0);
                }
            }
            Kind::TrueFalse { .. } => {}
            Kind::Typed { accepted } => {
                let words: Vec<&str> = accepted.iter().map(String::as_str).collect();
                found.list("accepted", &words, 1, MAX_ACCEPTED);
                if words.iter().any(|w| !w.trim().is_empty() && vietnamese::fold_loose(w).is_empty()) {
                    found.add("accepted", "marks-only", 0);
                }
            }
            Kind::Order { items } => {
                let words: Vec<&str> = items.iter().map(String::as_str).collect();
                found.list("items", &words, 3, MAX_ITEMS);
            }
            Kind::Estimate { value, min, max, unit } => {
                if min >= max {
                    found.add("max", "range", 0);
                } else if value < min || value > max {
                    found.add("value", "outside", 0);
                }
                found.words("unit", unit, 0, 30);
            }
        }
        found.words("explanation", &self.explanation, 0, MAX_EXPLANATION);
        found.words("source", &self.source, 0, MAX_SOURCE);
        let url = &self.source_url;
        if !url.is_empty() && (!(url.starts_with("https://") || url.starts_with("http://")) || url.len() > 500 || url.contains(char::is_whitespace)) {
            found.add("source_url", "address", 0);
        }
        found.words("category", &self.category, 0, 60);
        if !(1..=3).contains(&self.difficulty) {
            found.add("difficulty", "number", 3);
        }
        if self.seconds.is_some_and(|s| !(5..=300).contains(&s)) {
            found.add("seconds", "number", 300);
        }
        if self.weight > 3000 {
            found.add("weight", "number", 3);
        }
        found.0
    }
}

struct Found(Vec<Fault>);

impl Found {
    fn add(&mut self, field: &'static str, code: &'static str, limit: usize) {
        self.0.push(Fault { field, code, limit });
    }

    fn words(&mut self, field: &'static str, text: &str, least: usize, most: usize) {
        let length = text.trim().chars().count();
        if length < least {
            self.add(field, "missing", least);
        } else if length > most {
            self.add(field, "long", most);
        }
    }

    fn list(&mut self, field: &'static str, words: &[&str], least: usize, most: usize) {
        if words.len() < least {
            self.add(field, "few", least);
        } else if words.len() > most {
            self.add(field, "many", most);
        }
        if words.iter().any(|w| w.trim().is_empty()) {
            self.add(field, "missing", 1);
        }
        if words.iter().any(|w| w.chars().count() > MAX_OPTION) {
            self.add(field, "long", MAX_OPTION);
        }
        let plain: Vec<String> = words.iter().map(|w| vietnamese::normalize_line(w).to_lowercase()).collect();
        if plain.iter().enumerate().any(|(n, w)| !w.is_empty() && plain[..n].contains(w)) {
            self.add(field, "twice", 0);
        }
    }
}
