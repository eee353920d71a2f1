//! Luật của văn bản (rules): a paper as it is kept, and the words that are made of names. No IO.
pub use crate::content::Content;
use paper::{Block, Kind};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The kinds that can be made here, in the order of the choice.
pub const KINDS: [Kind; 9] = [
    Kind::Invitation, Kind::Letter, Kind::Submission, Kind::Notice, Kind::Minutes, Kind::Decision, Kind::Report, Kind::Scheme, Kind::Programme,
];

/// A paper as the database has it.
#[derive(Clone, Debug, base::FromRow)]
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
