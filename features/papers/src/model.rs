//! Luật của văn bản (rules): what is typed, when it may be kept, and the paper that it makes. No IO.
use crate::fill::{self, Values};
use jiff::civil::Date;
use paper::{Block, Kind, Paper, PartialDate, Recipients, Signature, Style, markup, rules};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The kinds that can be made here, in the order of the choice.
pub const KINDS: [Kind; 9] = [
    Kind::Invitation, Kind::Letter, Kind::Submission, Kind::Notice, Kind::Minutes, Kind::Decision, Kind::Report, Kind::Scheme, Kind::Programme,
];

/// A paper as the database has it.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Record {
    /// Key.
    pub id: Uuid,
    /// Campaign, if there was one.
    pub campaign: Option<Uuid>,
    /// Issuing agency in the directory.
    pub agency: Option<Uuid>,
    /// [`Kind::code`].
    pub kind: String,
    /// `draft`, `issued`, `signed` or `dropped`.
    pub state: String,
    /// Trích yếu.
    pub title: String,
    /// "05/KH-SKHCN" once known.
    pub number: String,
    /// ISO day once known.
    pub issued_on: Option<String>,
    /// JSON of [`Content`].
    pub content: String,
    /// JSON of the blocks that a feature gave, or empty.
    pub blocks: String,
    /// Who made it: "" for a person, else what the feature says.
    pub source: String,
    /// Letters to many that were made together.
    pub batch: Option<Uuid>,
    /// How often it went out.
    pub version: i64,
    /// Grows with every change.
    pub revision: i64,
    /// Unix milliseconds.
    pub created_at: i64,
    /// Unix milliseconds.
    pub updated_at: i64,
}

impl Record {
    /// Its kind.
    pub fn kind(&self) -> Kind {
        Kind::from_code(&self.kind).unwrap_or_default()
    }
    /// What was typed.
    pub fn content(&self) -> Content {
        serde_json::from_str(&self.content).unwrap_or_default()
    }
    /// The body that a feature gave.
    pub fn given(&self) -> Option<Given> {
        serde_json::from_str(&self.blocks).ok()
    }
    /// Whether it can still be changed.
    pub fn is_draft(&self) -> bool {
        self.state == "draft"
    }
}

/// A body made from data; its words cannot be edited here, so that its figures stay those of the data.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Given {
    /// Body.
    pub body: Vec<Block>,
    /// Annexes.
    pub annexes: Vec<paper::Annex>,
}

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
    fn fields_mut(&mut self) -> [&mut String; 14] {
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
        for (field, text) in [("parent", &self.parent), ("issuer", &self.issuer), ("office", &self.office), ("head", &self.head), ("signer", &self.signer), ("place", &self.place)] {
            if long(text, 200) {
                faults.push((field, "papers-error-long", "200".into()));
            }
        }
        if long(&self.number, 20) || self.number.contains('/') {
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

    /// The date as far as it is known.
    pub fn date(&self) -> PartialDate {
        PartialDate { day: self.day.parse().ok(), month: self.month.parse().ok(), year: self.year.parse().ok() }
    }

    /// The whole date, once known.
    pub fn whole_date(&self) -> Option<Date> {
        let date = self.date();
        Date::new(date.year?, i8::try_from(date.month?).ok()?, i8::try_from(date.day?).ok()?).ok()
    }

    /// State or Party.
    pub fn style(&self) -> Style {
        if self.style == "party" { Style::Party } else { Style::State }
    }

    /// "/KH-SKHCN".
    pub fn symbol(&self, kind: Kind) -> String {
        rules::symbol(self.style(), kind, &self.body_sign, &self.unit_sign)
    }

    /// "05/KH-SKHCN", or empty while there is no number.
    pub fn full_number(&self, kind: Kind) -> String {
        if self.number.is_empty() { String::new() } else { format!("{}{}", rules::padded(&self.number), self.symbol(kind)) }
    }

    /// The paper to print; blanks that are still open show as dots.
    pub fn paper(&self, kind: Kind, given: Option<&Given>) -> Paper {
        let values = Values::from([("noi_nhan", self.addressee.clone())]);
        let mut c = self.clone();
        for field in c.fields_mut() {
            *field = fill::fill(field, &values, false);
        }
        let (body, annexes) = match given {
            Some(given) => (given.body.clone(), given.annexes.clone()),
            None => markup::read(&c.body),
        };
        let list = |text: &str| text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect::<Vec<_>>();
        let recipients = list(&c.recipients);
        Paper {
            style: c.style(),
            kind,
            symbol: c.symbol(kind),
            date: c.date(),
            to: list(&c.to),
            bases: list(&c.bases),
            body,
            signatures: c.signatures(),
            recipients: (!recipients.is_empty() || !c.unit_sign.is_empty()).then(|| Recipients { lines: recipients, unit: c.unit_sign.clone() }),
            annexes,
            parent: c.parent,
            issuer: c.issuer,
            number: c.number,
            place: c.place,
            title: c.title,
            authority: c.authority,
        }
    }

    /// The signers: of minutes the secretary at the left, the chair at the right.
    fn signatures(&self) -> Vec<Signature> {
        let capacity = rules::Capacity { collective: self.collective.clone(), stands: stands(&self.stands), head: self.head.clone(), office: self.office.clone() };
        let main = Signature { capacity: capacity.lines(), name: self.signer.clone() };
        let second = rules::Capacity { office: self.second_office.clone(), ..rules::Capacity::default() };
        let mut all = Vec::new();
        if !self.second_office.is_empty() {
            all.push(Signature { capacity: second.lines(), name: self.second_signer.clone() });
        }
        if !(main.capacity.is_empty() && main.name.is_empty()) {
            all.push(main);
        }
        all
    }
}

/// Longest body, in characters.
const BODY_MAX: usize = 200_000;

/// Reads the word of the form.
pub fn stands(word: &str) -> rules::Stands {
    match word {
        "for" => rules::Stands::For,
        "acting" => rules::Stands::Acting,
        "order" => rules::Stands::Order,
        "delegated" => rules::Stands::Delegated,
        _ => rules::Stands::Own,
    }
}

fn lines(text: &str) -> String {
    vietnamese::normalize(text).trim().to_owned()
}

fn cut(text: &str, most: usize) -> String {
    text.chars().take(most).collect()
}

/// Letters of an agency in symbols: "SKHCN" for "Sở Khoa học và Công nghệ", "UBND" for a People's Committee.
pub fn sign_of(agency: &str) -> String {
    if vietnamese::fold(agency).starts_with("uy ban nhan dan") {
        return "UBND".into();
    }
    let small = ["và", "của", "các"];
    let body = agency.split([',', '-', '(']).next().unwrap_or_default();
    let place = [" tỉnh", " thành phố", " huyện", " xã", " phường"].iter().filter_map(|word| body.find(word)).min().unwrap_or(body.len());
    let words = body[..place].split_whitespace().filter(|word| !small.contains(word));
    words.filter_map(|word| if word.chars().count() > 1 && word.chars().all(char::is_uppercase) { Some(word.to_owned()) } else { word.chars().next().map(|c| c.to_uppercase().collect()) }).collect()
}

/// What the list finds a paper by: without marks, in small letters.
pub fn search_key(title: &str, issuer: &str, number: &str) -> String {
    vietnamese::fold(&format!("{title} {issuer} {number}"))
}

#[cfg(test)]
#[path = "tests/model_tests.rs"]
mod tests;
