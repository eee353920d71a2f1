//! Việc của kế hoạch: activities, duties, and questions that are still open about what was published.
use super::AgencyRef;
use base::FromRow;
use uuid::Uuid;

/// An activity of the content section.
#[derive(Clone, Debug, FromRow, PartialEq, Eq)]
pub struct Activity {
    /// Key.
    pub id: Uuid,
    /// Campaign.
    pub campaign: Uuid,
    /// Order in the plan.
    pub ordinal: i64,
    /// Address word within the campaign.
    pub slug: String,
    /// Code of the kind, one of [`KINDS`].
    pub kind: String,
    /// Anchor of its section.
    pub path: String,
    /// Printed label.
    pub label: String,
    /// Heading in full.
    pub title: String,
    /// At most 40 characters.
    pub short_name: String,
    /// First sentence of what is said about it.
    pub summary: String,
    /// Who may take part; empty when the plan does not say.
    pub audience: String,
    /// Where; empty when the plan does not say.
    pub venue: String,
    /// Everything said below the heading.
    pub text: String,
    /// First scalar value.
    pub span_start: i64,
    /// One past the last.
    pub span_end: i64,
    /// Grows with every change.
    pub revision: i64,
    /// Unix milliseconds at which an amendment dropped it.
    pub withdrawn_at: Option<i64>,
    /// Lead agencies.
    #[sqlx(skip)]
    pub lead: Vec<AgencyRef>,
    /// Coordinating agencies.
    #[sqlx(skip)]
    pub coordinating: Vec<AgencyRef>,
}

/// A duty in the words of the plan (nhiệm vụ).
#[derive(Clone, Debug, FromRow, PartialEq)]
pub struct Assignment {
    /// Key.
    pub id: Uuid,
    /// Campaign.
    pub campaign: Uuid,
    /// Public number, kept for ever: `#nv-14`.
    pub number: i64,
    /// Place in the newest text.
    pub ordinal: i64,
    /// The activity that it belongs to.
    pub activity: Option<Uuid>,
    /// Code of the kind, one of [`KINDS`].
    pub kind: String,
    /// Anchor of its section.
    pub path: String,
    /// What is to be done, in the plan's words.
    pub text: String,
    /// Tells it from all other duties of the plan; at most 80 characters and what names its section.
    pub short_name: String,
    /// How it was recognised: `label`, `bracket`, `table`, `heading`, `prose`, or `person`; `kept`: a person keeps
    /// it in force though the newest text does not name it, and its span is a place in the older text.
    pub basis: String,
    /// The plan's words about the deadline; empty when it names none.
    pub deadline_text: String,
    /// First day, ISO.
    pub deadline_start: Option<String>,
    /// Last day, ISO, inclusive.
    pub deadline_end: Option<String>,
    /// First scalar value in the document.
    pub span_start: i64,
    /// One past the last.
    pub span_end: i64,
    /// How sure the reader was, 0 to 1.
    pub confidence: f64,
    /// Why it was read so.
    pub because: String,
    /// Unix milliseconds at which a person confirmed it.
    pub confirmed_at: Option<i64>,
    /// Grows with every change.
    pub revision: i64,
    /// Unix milliseconds at which an amendment dropped it.
    pub withdrawn_at: Option<i64>,
    /// Lead agencies.
    #[sqlx(skip)]
    pub lead: Vec<AgencyRef>,
    /// Coordinating agencies.
    #[sqlx(skip)]
    pub coordinating: Vec<AgencyRef>,
}

impl Assignment {
    /// Whether this agency leads it.
    pub fn is_led_by(&self, agency: Uuid) -> bool {
        self.lead.iter().any(|a| a.id == Some(agency))
    }
    /// Whether it stays in force with the words of an older version.
    pub fn is_kept(&self) -> bool {
        self.basis == crate::publish::compare::KEPT
    }
    /// Address of its page.
    pub fn href(&self) -> String {
        format!("/ke-hoach/nhiem-vu/{}", self.number)
    }
}

/// An open question about what was published with the reader's own answers.
#[derive(Clone, Debug, FromRow, PartialEq, Eq)]
pub struct Question {
    /// Key.
    pub id: Uuid,
    /// Campaign.
    pub campaign: Uuid,
    /// `duty`, `agency`, `group` or `stop_date`.
    pub kind: String,
    /// What it is about: duty, agency or stop.
    pub entity: Option<Uuid>,
    /// The plan's words.
    pub words: String,
    /// Why a person should look.
    pub because: String,
}
