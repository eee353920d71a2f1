//! Who does what: agencies, activities, duties with their deadlines.
use super::Span;
use serde::{Deserialize, Serialize};

fact!(
    /// An agency named in the plan.
    Unit {
        /// The fullest name found.
        name: String,
        /// See [`crate::agencies::kind_of`].
        kind: String,
        /// Other spellings and abbreviations found in this document.
        aliases: Vec<String>,
    }
);
fact!(
    /// An activity of the content section.
    Activity {
        /// Labels from the root.
        path: Vec<String>,
        /// Its own label.
        label: String,
        /// Its heading.
        title: String,
        /// exhibition, book_tour, drill, media_award, gameshow, esports, livestream_sale, creative_contest, arts, ceremony, communications, other.
        kind: String,
        /// Lead agencies.
        lead: Vec<String>,
        /// Coordinating agencies.
        coordinating: Vec<String>,
        /// Who may take part.
        audience: Option<String>,
        /// Where.
        venue: Option<String>,
        /// Everything said below the heading.
        text: String,
    }
);
fact!(
    /// A deadline: the words, and the days as far as they can be computed.
    Deadline {
        /// The words of the plan.
        text: String,
        /// First day, ISO.
        start: Option<String>,
        /// Last day, ISO (inclusive).
        end: Option<String>,
    }
);
/// How a duty was recognised.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// "Đơn vị chủ trì: …" lines.
    Label,
    /// "(giao … chủ trì, phối hợp …)".
    Bracket,
    /// A row of a table of duties.
    Table,
    /// A bullet below an agency's heading.
    #[default]
    Heading,
    /// A sentence with its actor.
    Prose,
}
fact!(
    /// One duty of the plan.
    Assignment {
        /// Labels from the root.
        path: Vec<String>,
        /// What is to be done.
        text: String,
        /// Lead agencies, one each.
        lead: Vec<String>,
        /// Coordinating agencies, one each.
        coordinating: Vec<String>,
        /// How it was recognised.
        basis: Basis,
        /// By when.
        deadline: Option<Deadline>,
    }
);
