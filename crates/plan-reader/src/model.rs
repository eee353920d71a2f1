//! What a reading holds (kết quả đọc): one serialisable object, every fact with the span of source text it came from,
//! how sure the reader is (`confidence`, 0 to 1) and why (`because`, Vietnamese). It must never hold a fact without a span.

use serde::{Deserialize, Serialize};

/// A stretch of `source.text`, counted in Unicode scalar values; `end` is exclusive.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Span {
    /// First scalar value.
    pub start: usize,
    /// One past the last scalar value.
    pub end: usize,
}

/// The normalised text that all spans index.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct SourceText {
    /// NFC, broken lines joined, page numbers and Markdown marks removed.
    pub text: String,
}

macro_rules! fact {
    ($(#[$m:meta])* $name:ident { $($(#[$fm:meta])* $f:ident : $t:ty),* $(,)? }) => {
        $(#[$m])*
        #[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
        pub struct $name {
            $($(#[$fm])* pub $f: $t,)*
            /// Where it stands in the source text.
            pub span: Span,
            /// How sure the reader is, 0 to 1.
            pub confidence: f64,
            /// Why it was read so, in Vietnamese.
            pub because: String,
        }
    };
}

mod duties;
mod paper;
mod stops;

pub use duties::{Activity, Assignment, Basis, Deadline, Unit};
pub use paper::{BudgetSource, Document, Escalation, LegalBasis, Organisers, OutlineNode, Period, Recipient, Theme};
pub use stops::{Closing, Cluster, Milestone, ProgrammeItem};

fact!(
    /// A line of the content or of the organising sections that no duty, stop, step or label was read from: the reader says
    /// so instead of passing over it in silence.
    Unread {
        /// Words of the line.
        text: String,
        /// It stays as the description of an activity; nothing else was understood of it.
        described: bool,
    }
);

/// Something an officer should look at; never corrected silently.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Warning {
    /// Vietnamese.
    pub text: String,
    /// Where.
    pub span: Span,
}

/// Everything read from one plan.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    /// Text that spans index.
    pub source: SourceText,
    /// The paper.
    pub document: Document,
    /// Theme, if stated.
    pub theme: Option<Theme>,
    /// Period, if stated.
    pub period: Option<Period>,
    /// Cited papers.
    pub legal_bases: Vec<LegalBasis>,
    /// Headings.
    pub outline: Vec<OutlineNode>,
    /// Clusters.
    pub clusters: Vec<Cluster>,
    /// Agencies.
    pub units: Vec<Unit>,
    /// Activities.
    pub activities: Vec<Activity>,
    /// Duties.
    pub assignments: Vec<Assignment>,
    /// Timetable.
    pub milestones: Vec<Milestone>,
    /// Organisers.
    pub organisers: Organisers,
    /// Money.
    pub budget_sources: Vec<BudgetSource>,
    /// Where difficulties go.
    pub escalation: Option<Escalation>,
    /// Nơi nhận.
    pub recipients: Vec<Recipient>,
    /// Rows of timetables.
    #[serde(default)]
    pub programme: Vec<ProgrammeItem>,
    /// Closing event.
    #[serde(default)]
    pub closing: Option<Closing>,
    /// Things to look at.
    #[serde(default)]
    pub warnings: Vec<Warning>,
    /// Lines that nothing was read from.
    #[serde(default)]
    pub unread: Vec<Unread>,
}
