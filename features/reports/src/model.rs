//! Luật (rules): what an entry is and when it may be kept. No IO.
use uuid::Uuid;

/// Longest title, in characters.
pub const TITLE_MAX: usize = 200;

/// One entry.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Entry {
    /// Key.
    pub id: Uuid,
    /// What it is called.
    pub title: String,
}

/// What a person typed; kept as typed until it is right.
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct Draft {
    /// What it is called.
    pub title: String,
}

impl Draft {
    /// The title as it may be kept, or the message that says what to do.
    pub fn check(&self) -> Result<&str, &'static str> {
        let title = self.title.trim();
        match title.chars().count() {
            0 => Err("reports-title-missing"),
            n if n > TITLE_MAX => Err("reports-title-long"),
            _ => Ok(title),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_neither_empty_nor_endless() {
        let check = |title: &str| Draft { title: title.to_owned() }.check().map(str::to_owned);
        assert_eq!(check("  Một mục "), Ok("Một mục".to_owned()));
        assert_eq!(check(" "), Err("reports-title-missing"));
        assert_eq!(check(&"ẳ".repeat(TITLE_MAX)), Ok("ẳ".repeat(TITLE_MAX)));
        assert_eq!(check(&"ẳ".repeat(TITLE_MAX + 1)), Err("reports-title-long"));
    }
}
