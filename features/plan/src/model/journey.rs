//! Hành trình: stops and the steps of the timetable.
use super::AgencyRef;
use base::FromRow;
use uuid::Uuid;

/// A stop of the journey: a cluster's days, or the closing.
#[derive(Clone, Debug, FromRow, PartialEq, Eq)]
pub struct Stop {
    /// Key.
    pub id: Uuid,
    /// Campaign.
    pub campaign: Uuid,
    /// Order.
    pub ordinal: i64,
    /// Address word within the campaign: `cum-1`.
    pub slug: String,
    /// `cluster` or `closing`.
    pub kind: String,
    /// "Cụm 1".
    pub name: String,
    /// Place in words: "huyện Định Quán".
    pub place: String,
    /// Venue; empty while nobody has said.
    pub venue: String,
    /// One or two sentences; may be empty.
    pub summary: String,
    /// Number of days that the plan gives it.
    pub days: Option<i64>,
    /// First day, ISO.
    pub start_on: Option<String>,
    /// Last day, ISO.
    pub end_on: Option<String>,
    /// Key of its drawing in the key visual; empty leaves the choice to the generator.
    pub drawing: String,
    /// Grows with every change.
    pub revision: i64,
    pub(crate) host_id: Option<Uuid>,
    pub(crate) host_words: String,
    /// What the plan calls it, whatever officers have named it since.
    pub plan_name: String,
    pub(crate) withdrawn_at: Option<i64>,
    /// Host agency.
    #[sqlx(skip)]
    pub host: Option<AgencyRef>,
    /// Agencies that take part.
    #[sqlx(skip)]
    pub members: Vec<AgencyRef>,
}

/// A step of the timetable (mốc).
#[derive(Clone, Debug, FromRow, PartialEq, Eq)]
pub struct Milestone {
    /// Key.
    pub id: Uuid,
    /// Order.
    pub ordinal: i64,
    /// What happens.
    pub text: String,
    /// First day, ISO.
    pub start_on: Option<String>,
    /// Last day, ISO.
    pub end_on: Option<String>,
    /// First scalar value.
    pub span_start: i64,
    /// One past the last.
    pub span_end: i64,
}
