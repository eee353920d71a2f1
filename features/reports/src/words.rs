//! Lời của người viết (words): what people write before and after the data of each part. Kept apart from the data, so that neither
//! touches the other. No IO.
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The usual five parts.
pub const PARTS: std::ops::RangeInclusive<i64> = 1..=5;
/// Longest words of one place, in characters.
pub const LONGEST: usize = 20_000;

/// Words of a part.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PartWords {
    /// Before the data.
    pub before: String,
    /// After the data.
    pub after: String,
}

impl PartWords {
    /// As it may be kept: composed letters, bounded.
    pub fn tidy(self) -> PartWords {
        let tidy = |text: &str| vietnamese::normalize(text).trim().chars().take(LONGEST).collect();
        PartWords { before: tidy(&self.before), after: tidy(&self.after) }
    }
    /// Whether nothing was written.
    pub fn is_empty(&self) -> bool {
        self.before.is_empty() && self.after.is_empty()
    }
}

/// Words of all parts by number.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Words(pub BTreeMap<i64, PartWords>);

impl Words {
    /// Of one part.
    pub fn of(&self, part: i64) -> PartWords {
        self.0.get(&part).cloned().unwrap_or_default()
    }
}
