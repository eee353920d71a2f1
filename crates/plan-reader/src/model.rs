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

fact!(
    /// The paper itself (thể thức văn bản).
    Document {
        /// "Kế hoạch".
        kind: Option<String>,
        /// "227"; null while the records office has not numbered it.
        number: Option<String>,
        /// "227/KH-UBND", or "/KH-UBND" without its number.
        symbol: Option<String>,
        /// Issuing body as printed.
        issuer: Option<String>,
        /// ISO day of signing.
        issued_on: Option<String>,
        /// Place in the date line.
        place: Option<String>,
        /// Trích yếu.
        title: Option<String>,
        /// Name of the signer.
        signer: Option<String>,
        /// Capacity lines, joined by spaces.
        signer_title: Option<String>,
    }
);
fact!(
    /// The theme (chủ đề) without its quotation marks.
    Theme {
        /// Words of the theme.
        text: String,
    }
);
fact!(
    /// When the campaign runs.
    Period {
        /// First day, ISO.
        start: Option<String>,
        /// Last day, ISO.
        end: Option<String>,
        /// The words of the plan.
        text: String,
    }
);
fact!(
    /// One cited paper (căn cứ).
    LegalBasis {
        /// The words that cite it.
        text: String,
        /// "Quyết định", "Nghị quyết" ….
        kind: Option<String>,
        /// "505/QĐ-TTg".
        number: Option<String>,
        /// ISO day.
        date: Option<String>,
        /// Who issued it.
        issuer: Option<String>,
    }
);
fact!(
    /// A numbered or lettered heading with those below it.
    OutlineNode {
        /// Printed label without its final dot.
        label: String,
        /// Words of the heading.
        title: String,
        /// Headings below.
        children: Vec<OutlineNode>,
    }
);
fact!(
    /// A cluster, stop or leg of the campaign (cụm, chặng, điểm).
    Cluster {
        /// "Cụm 1".
        name: String,
        /// Host agency (đơn vị đăng cai).
        host: Option<String>,
        /// Taking part, one agency each.
        members: Vec<String>,
        /// Number of days.
        days: Option<u32>,
        /// First day, when the plan says.
        start: Option<String>,
        /// Last day, when the plan says.
        end: Option<String>,
        /// Place, when the plan says.
        venue: Option<String>,
    }
);
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
fact!(
    /// A step of the timetable (tiến độ).
    Milestone {
        /// What happens.
        text: String,
        /// First day, ISO.
        start: Option<String>,
        /// Last day, ISO.
        end: Option<String>,
        /// The words that say when.
        when: String,
    }
);
fact!(
    /// Who organises the whole campaign.
    Organisers {
        /// Đơn vị chủ trì.
        lead: Vec<String>,
        /// Đơn vị tổ chức.
        organising: Vec<String>,
        /// Đơn vị phối hợp.
        coordinating: Vec<String>,
    }
);
fact!(
    /// A source of money.
    BudgetSource {
        /// Words of the plan.
        text: String,
    }
);
fact!(
    /// Where difficulties go.
    Escalation {
        /// Who gathers them.
        to: Option<String>,
        /// Who decides.
        decided_by: Option<String>,
        /// The sentence.
        text: String,
    }
);
fact!(
    /// A line of "Nơi nhận".
    Recipient {
        /// Who receives.
        name: String,
        /// "để b/c", "phối hợp" … without brackets.
        purpose: Option<String>,
    }
);
fact!(
    /// A row of a timetable or run-of-show.
    ProgrammeItem {
        /// Cluster or stop it belongs to.
        stop: Option<String>,
        /// ISO day.
        date: Option<String>,
        /// "07:30".
        start: Option<String>,
        /// "08:00".
        end: Option<String>,
        /// What happens.
        title: String,
        /// Who performs or is in charge.
        performer: Option<String>,
        /// Where.
        venue: Option<String>,
    }
);
fact!(
    /// The closing event of the campaign (tổng kết).
    Closing {
        /// The words of the plan.
        text: String,
        /// Where.
        venue: Option<String>,
        /// First day.
        start: Option<String>,
        /// Last day.
        end: Option<String>,
    }
);

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
