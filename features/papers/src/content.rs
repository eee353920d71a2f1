//! Điều đã gõ (content): what a person types of a paper, and when it may be kept.
use crate::fill::{self, Values};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// What a person types. Lists are lines.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[allow(missing_docs)]
pub struct Content {
    pub style: String,
    pub parent: String,
    pub issuer: String,
    pub body_sign: String,
    pub unit_sign: String,
    pub number: String,
    pub place: String,
    pub day: String,
    pub month: String,
    pub year: String,
    pub title: String,
    pub to: String,
    pub authority: String,
    pub bases: String,
    pub body: String,
    pub collective: String,
    pub stands: String,
    pub head: String,
    pub office: String,
    pub signer: String,
    pub second_office: String,
    pub second_signer: String,
    pub recipients: String,
    pub addressee: String,
}

/// What is sent: the fields and which button.
#[derive(Deserialize, Default)]
pub struct Typed {
    /// The fields.
    #[serde(flatten)]
    pub content: Content,
    /// The state of the row that was seen.
    #[serde(default)]
    pub revision: i64,
    /// The button.
    #[serde(default, rename = "do")]
    pub button: String,
}

impl Content {
    /// Fields by name, for forms.
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        [
            ("style", &self.style), ("parent", &self.parent), ("issuer", &self.issuer), ("body_sign", &self.body_sign), ("unit_sign", &self.unit_sign),
            ("number", &self.number), ("place", &self.place), ("day", &self.day), ("month", &self.month), ("year", &self.year), ("title", &self.title),
            ("to", &self.to), ("authority", &self.authority), ("bases", &self.bases), ("body", &self.body), ("collective", &self.collective),
            ("stands", &self.stands), ("head", &self.head), ("office", &self.office), ("signer", &self.signer), ("second_office", &self.second_office),
            ("second_signer", &self.second_signer), ("recipients", &self.recipients), ("addressee", &self.addressee),
        ]
        .map(|(name, value)| (name, value.clone()))
        .to_vec()
    }

    /// Every typed field, to be changed.
    pub(super) fn fields_mut(&mut self) -> [&mut String; 14] {
        [
            &mut self.parent, &mut self.issuer, &mut self.place, &mut self.title, &mut self.to, &mut self.authority, &mut self.bases, &mut self.body,
            &mut self.collective, &mut self.head, &mut self.office, &mut self.signer, &mut self.recipients, &mut self.addressee,
        ]
    }

    /// Puts known facts into its blanks and leaves the others.
    pub fn filled(mut self, values: &Values) -> Content {
        for field in self.fields_mut() {
            *field = fill::fill(field, values, true);
        }
        self
    }

    /// Shows as dots what no fact has filled; only the recipient may still come.
    pub fn opened(mut self) -> Content {
        for field in self.fields_mut() {
            *field = fill::open(field);
        }
        self
    }

    /// Whether its words name the recipient by the blank.
    pub fn asks_recipient(&self) -> bool {
        [&self.title, &self.to, &self.body].into_iter().any(|text| fill::asks(text, fill::RECIPIENT))
    }

    /// Normalises what was typed: composed letters, no stray spaces, bounded length.
    pub fn tidy(mut self) -> Content {
        self.body = cut(&lines(&self.body), BODY_MAX);
        for field in [&mut self.to, &mut self.bases, &mut self.recipients] {
            *field = cut(&lines(field), 20_000);
        }
        let one_line = [
            &mut self.parent, &mut self.issuer, &mut self.body_sign, &mut self.unit_sign, &mut self.number, &mut self.place, &mut self.day, &mut self.month,
            &mut self.year, &mut self.title, &mut self.authority, &mut self.collective, &mut self.head, &mut self.office, &mut self.signer,
            &mut self.second_office, &mut self.second_signer, &mut self.addressee,
        ];
        for field in one_line {
            *field = vietnamese::normalize_line(field);
        }
        self
    }

    /// What is wrong, as `(field, catalogue key, words of the message)`.
    pub fn faults(&self) -> Vec<(&'static str, &'static str, String)> {
        let mut faults = Vec::new();
        let long = |text: &str, most: usize| text.chars().count() > most;
        if self.title.is_empty() {
            faults.push(("title", "papers-error-title", String::new()));
        } else if long(&self.title, 400) {
            faults.push(("title", "papers-error-long", "400".into()));
        }
        if self.issuer.is_empty() {
            faults.push(("issuer", "papers-error-issuer", String::new()));
        }
        for (field, text) in [("parent", &self.parent), ("issuer", &self.issuer), ("office", &self.office), ("head", &self.head), ("signer", &self.signer), ("place", &self.place), ("addressee", &self.addressee)] {
            if long(text, 200) {
                faults.push((field, "papers-error-long", "200".into()));
            }
        }
        if long(&self.number, 10) || self.number.contains('/') {
            faults.push(("number", "papers-error-number", String::new()));
        }
        faults.extend(self.date_fault());
        for (field, text) in [
            ("title", &self.title), ("to", &self.to), ("authority", &self.authority), ("bases", &self.bases), ("body", &self.body), ("recipients", &self.recipients),
            ("parent", &self.parent), ("issuer", &self.issuer), ("place", &self.place), ("collective", &self.collective), ("head", &self.head), ("office", &self.office), ("signer", &self.signer),
        ] {
            if let Some(name) = fill::unknown(text).into_iter().next() {
                faults.push((field, "papers-error-blank", name));
            }
        }
        faults
    }

    /// Places that are still open: blanks of the template that no fact fills, and runs of dots. They go out as dots to be filled by hand.
    /// A body that a feature gave (`is_given`) stands in place of the typed one.
    pub fn blanks(&self, is_given: bool) -> usize {
        self.printed(is_given).iter().map(|text| dots(text)).sum()
    }

    /// The lines in which they stand, as they would be printed.
    pub fn open_lines(&self, is_given: bool) -> Vec<String> {
        let printed = self.printed(is_given);
        printed.iter().flat_map(|text| text.lines()).filter(|line| dots(line) > 0).map(|line| line.trim().to_owned()).collect()
    }

    /// The words that may hold blanks, with the recipient in them and other blanks as dots.
    fn printed(&self, is_given: bool) -> Vec<String> {
        let values = Values::from([(fill::RECIPIENT, self.addressee.clone())]);
        let body = Some(&self.body).filter(|_| !is_given);
        let texts = [&self.title, &self.to, &self.authority, &self.bases].into_iter().chain(body).chain([&self.head, &self.office, &self.signer]);
        texts.map(|text| fill::fill(text, &values, false)).collect()
    }

    fn date_fault(&self) -> Option<(&'static str, &'static str, String)> {
        let part = |text: &str, range: std::ops::RangeInclusive<i16>| text.is_empty() || text.parse::<i16>().is_ok_and(|n| range.contains(&n));
        if !part(&self.day, 1..=31) {
            return Some(("day", "papers-error-day", String::new()));
        }
        if !part(&self.month, 1..=12) {
            return Some(("month", "papers-error-month", String::new()));
        }
        if !part(&self.year, 1990..=2200) {
            return Some(("year", "papers-error-year", String::new()));
        }
        let date = self.date();
        match (date.day, date.month) {
            (Some(day), Some(month)) => {
                let year = date.year.unwrap_or(2024);
                let exists = Date::new(year, i8::try_from(month).unwrap_or(0), i8::try_from(day).unwrap_or(0)).is_ok();
                (!exists).then(|| ("day", "papers-error-day", String::new()))
            }
            (Some(_), None) => Some(("month", "papers-error-month", String::new())),
            _ => None,
        }
    }
}

/// Runs of dots that stand for words.
fn dots(text: &str) -> usize {
    text.split(|c| c != '…' && c != '.').filter(|run| run.contains("……") || run.contains("....")).count()
}

/// Longest body, in characters.
const BODY_MAX: usize = 200_000;

fn lines(text: &str) -> String {
    vietnamese::normalize(text).trim().to_owned()
}

fn cut(text: &str, most: usize) -> String {
    text.chars().take(most).collect()
}
