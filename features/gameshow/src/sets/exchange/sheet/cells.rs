//! Một dòng thành một câu hỏi: what the cells of a line say, and what is wrong with them.
use super::{COLUMNS, Line, LineFault, WIDE, Words};
use quiz::Question;
use quiz::question::{Choice, Kind, KINDS, Number};
use vietnamese::{fold, fold_loose};

/// The cells of a line, by column.
pub(super) struct Cells<'l> {
    pub line: &'l ::sheet::Line,
    pub columns: &'l [Option<usize>; WIDE],
}

impl Cells<'_> {
    fn cell(&self, column: &str) -> String {
        let at = COLUMNS.iter().position(|c| *c == column).and_then(|n| self.columns[n]);
        at.map(|at| self.line.cell(at).split('\n').collect::<Vec<_>>().join(" ")).unwrap_or_default()
    }

    /// The line as a question, with what is wrong with it.
    pub(super) fn question(&self, words: &Words, category: &str) -> Line {
        let mut faults = Vec::new();
        let mut fault = |column, code| faults.push(LineFault { column, code, limit: 0 });
        let options: Vec<String> = ["a", "b", "c", "d", "e", "f"].iter().map(|l| self.cell(&format!("option-{l}"))).collect();
        let answer = self.cell("answer");
        let kind = match self.kind(words, &options, &answer) {
            Some("true_false") => match truth(&answer) {
                Some(right) => Kind::TrueFalse { right },
                None => {
                    fault("answer", "truth");
                    Kind::TrueFalse { right: true }
                }
            },
            Some("typed") => Kind::Typed { accepted: answer.split(';').map(|a| a.trim().to_owned()).filter(|a| !a.is_empty()).collect() },
            Some("order") => Kind::Order { items: options.into_iter().filter(|o| !o.is_empty()).collect() },
            Some("estimate") => {
                let mut number = |column, text: &str| Number::parse(text).unwrap_or_else(|| {
                    fault(column, "no-number");
                    Number::default()
                });
                let value = number("answer", &answer);
                let (min, max) = (number("min", &self.cell("min")), number("max", &self.cell("max")));
                Kind::Estimate { value, min, max, unit: self.cell("unit") }
            }
            Some(kind) => {
                let right = letters(&answer);
                let last = options.iter().rposition(|o| !o.is_empty()).map_or(0, |n| n + 1);
                if right.is_none() || right.as_ref().is_some_and(|r| r.iter().any(|at| *at >= last)) {
                    fault("answer", "letters");
                }
                let right = right.unwrap_or_default();
                let choices: Vec<Choice> = options.into_iter().take(last).enumerate().map(|(n, text)| Choice { text, right: right.contains(&n) }).collect();
                if kind == "one" { Kind::One { choices } } else { Kind::Many { choices } }
            }
            None => {
                fault("kind", "kind");
                Kind::TrueFalse { right: true }
            }
        };
        let mut whole = |column, least: u16, empty: u16| match self.cell(column).trim() {
            "" => empty,
            text => text.parse::<u16>().ok().filter(|n| *n >= least).unwrap_or_else(|| {
                fault(column, "no-number");
                empty
            }),
        };
        let (difficulty, seconds) = (whole("difficulty", 1, 1), whole("seconds", 1, 0));
        let weight = whole("weight", 0, 1);
        let written = self.cell("category");
        let own = words.categories.iter().find(|(code, label)| fold_loose(code) == fold_loose(&written) || fold_loose(label) == fold_loose(&written));
        if !written.is_empty() && own.is_none() {
            fault("category", "category");
        }
        let question = Question {
            text: self.cell("text"),
            kind,
            explanation: self.cell("explanation"),
            source: self.cell("source"),
            source_url: self.cell("source-url"),
            category: own.map_or_else(|| category.to_owned(), |(code, _)| code.clone()),
            difficulty: u8::try_from(difficulty).unwrap_or(u8::MAX),
            seconds: (seconds > 0).then_some(seconds),
            weight: weight.saturating_mul(1000),
            ..Question::default()
        };
        let told = !faults.is_empty();
        for f in question.faults() {
            let about_answer = matches!(f.field, "choices" | "value" | "min" | "max" | "accepted");
            if !(told && about_answer) {
                faults.push(LineFault { column: column_of(f.field, f.code), code: f.code, limit: f.limit });
            }
        }
        let alt = self.cell("media-alt").chars().take(200).collect();
        Line { number: self.line.number, question, faults, media: self.cell("media").trim().to_owned(), alt }
    }

    /// The kind that is written, or that the cells leave no doubt about.
    fn kind(&self, words: &Words, options: &[String], answer: &str) -> Option<&'static str> {
        let written = self.cell("kind");
        if !written.is_empty() {
            let fits = |n: &usize| fold_loose(KINDS[*n]) == fold_loose(&written) || fold_loose(&words.kinds[*n]) == fold_loose(&written);
            return (0..KINDS.len()).find(fits).map(|n| KINDS[n]);
        }
        let filled = options.iter().filter(|o| !o.is_empty()).count();
        match letters(answer) {
            Some(right) if filled >= 2 && right.len() == 1 => Some("one"),
            Some(right) if filled >= 2 && right.len() > 1 => Some("many"),
            _ if filled == 0 && truth(answer).is_some() => Some("true_false"),
            _ => None,
        }
    }
}

fn column_of(field: &str, code: &str) -> &'static str {
    match field {
        "choices" if code == "no-right" || code == "one-right" => "answer",
        "choices" | "items" => "option-a",
        "accepted" | "value" => "answer",
        "source_url" => "source-url",
        other => COLUMNS.into_iter().find(|c| *c == other).unwrap_or("text"),
    }
}

/// Places of "A, C"; None when it is anything else or names one twice.
fn letters(text: &str) -> Option<Vec<usize>> {
    let folded = fold(text);
    let mut places = Vec::new();
    for word in folded.split(' ').filter(|w| !w.is_empty()) {
        let at = ["a", "b", "c", "d", "e", "f"].iter().position(|l| *l == word)?;
        if places.contains(&at) {
            return None;
        }
        places.push(at);
    }
    (!places.is_empty()).then_some(places)
}

fn truth(text: &str) -> Option<bool> {
    match fold_loose(text).as_str() {
        "dung" | "true" | "yes" => Some(true),
        "sai" | "false" | "no" => Some(false),
        _ => None,
    }
}
