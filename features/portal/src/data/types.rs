//! Kiểu của dữ liệu mở (open data): what each row holds, with its meaning; the OpenAPI description is made from these.
use serde::Serialize;
use utoipa::ToSchema;

/// A row that can be written as JSON and as a line of CSV.
pub trait Row: Serialize {
    /// Names of the columns.
    const HEAD: &'static [&'static str];
    /// Key, for paging.
    fn key(&self) -> &str;
    /// The line.
    fn cells(&self) -> Vec<String>;
}

/// An agency as the plan of its day names it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AgencyRef {
    /// Name.
    pub name: String,
    /// Address word; null when the plan's words name no agency in particular.
    pub slug: Option<String>,
}

/// A plan being run (chiến dịch).
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CampaignRow {
    /// Key.
    #[schema(format = "uuid")]
    pub id: String,
    /// Address word, value of the parameter `campaign`.
    pub slug: String,
    /// Name with place and year.
    pub name: String,
    /// Place.
    pub place: String,
    /// Theme; empty when the plan states none.
    pub theme: String,
    /// Year.
    pub year: i64,
    /// Issuing body.
    pub issuer: String,
    /// First day.
    #[schema(format = "date")]
    pub start_on: Option<String>,
    /// Last day.
    #[schema(format = "date")]
    pub end_on: Option<String>,
    /// Main day.
    #[schema(format = "date")]
    pub main_day: Option<String>,
    /// `published` or `closed`.
    pub state: String,
    /// Whether it is the one that the site shows first.
    pub current: bool,
}

/// A stop of the journey (cụm, chặng, lễ).
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct StopRow {
    /// Key.
    #[schema(format = "uuid")]
    pub id: String,
    /// Address word within the campaign.
    pub slug: String,
    /// `cluster` or `closing`.
    pub kind: String,
    /// Name.
    pub name: String,
    /// Place.
    pub place: String,
    /// Venue; empty while nobody has said.
    pub venue: String,
    /// First day; null until it is published.
    #[schema(format = "date")]
    pub start_on: Option<String>,
    /// Last day.
    #[schema(format = "date")]
    pub end_on: Option<String>,
    /// Host.
    pub host: Option<AgencyRef>,
    /// Agencies that take part.
    pub members: Vec<AgencyRef>,
}

/// An activity (hoạt động).
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ActivityRow {
    /// Key.
    #[schema(format = "uuid")]
    pub id: String,
    /// Address word within the campaign.
    pub slug: String,
    /// Kind: `exhibition`, `book_tour`, `drill`, `media_award`, `gameshow`, `esports`, `livestream_sale`,
    /// `creative_contest`, `arts`, `ceremony`, `communications` or `other`.
    pub kind: String,
    /// Place in the plan, such as `III.1.2`.
    pub path: String,
    /// Title.
    pub title: String,
    /// First sentence.
    pub summary: String,
    /// Who may take part; empty when the plan does not say.
    pub audience: String,
    /// Where; empty when the plan does not say.
    pub venue: String,
    /// Lead agencies.
    pub lead: Vec<AgencyRef>,
    /// Coordinating agencies.
    pub coordinating: Vec<AgencyRef>,
}

/// A duty in the words of the plan (nhiệm vụ).
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AssignmentRow {
    /// Key.
    #[schema(format = "uuid")]
    pub id: String,
    /// Public number, kept for ever.
    pub number: i64,
    /// Place in the plan.
    pub path: String,
    /// What is to be done.
    pub text: String,
    /// The plan's words about the deadline; empty when it names none.
    pub deadline_text: String,
    /// First day.
    #[schema(format = "date")]
    pub deadline_start: Option<String>,
    /// Last day, inclusive.
    #[schema(format = "date")]
    pub deadline_end: Option<String>,
    /// `done`, `done_late`, `reported`, `working`, `overdue`, `in_term`, `upcoming`, `unreported` or `no_deadline`; by dates alone until the
    /// agencies report through the site.
    pub state: String,
    /// Address word of the activity that it belongs to.
    pub activity: Option<String>,
    /// Lead agencies.
    pub lead: Vec<AgencyRef>,
    /// Coordinating agencies.
    pub coordinating: Vec<AgencyRef>,
}

/// An agency that a campaign names (cơ quan).
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AgencyRow {
    /// Key.
    #[schema(format = "uuid")]
    pub id: String,
    /// Address word, value of the parameter `agency`.
    pub slug: String,
    /// Name on the day of the plan.
    pub name: String,
    /// Code of its kind.
    pub kind: String,
    /// Whether the name stands for several agencies.
    pub is_group: bool,
    /// Duties that it leads.
    pub leads: usize,
    /// Duties that it helps with.
    pub coordinates: usize,
}

/// A line of the programme (mục chương trình).
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ProgrammeRow {
    /// Key.
    #[schema(format = "uuid")]
    pub id: String,
    /// Address word of its stop.
    pub stop: Option<String>,
    /// Address word of its activity.
    pub activity: Option<String>,
    /// Day.
    #[schema(format = "date")]
    pub on_date: Option<String>,
    /// Start in UTC.
    #[schema(format = "date-time")]
    pub starts_at: Option<String>,
    /// End in UTC.
    #[schema(format = "date-time")]
    pub ends_at: Option<String>,
    /// What happens.
    pub title: String,
    /// Where within the venue.
    pub place: String,
    /// Who does it.
    pub performer: String,
    /// For the public.
    pub note: String,
}

/// A step of the timetable (mốc).
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct MilestoneRow {
    /// Key.
    #[schema(format = "uuid")]
    pub id: String,
    /// What happens.
    pub text: String,
    /// First day.
    #[schema(format = "date")]
    pub start_on: Option<String>,
    /// Last day.
    #[schema(format = "date")]
    pub end_on: Option<String>,
}

/// A value as the text of a CSV cell.
trait Cell {
    fn cell(&self) -> String;
}
impl Cell for String {
    fn cell(&self) -> String {
        self.clone()
    }
}
impl Cell for Option<String> {
    fn cell(&self) -> String {
        self.clone().unwrap_or_default()
    }
}
impl Cell for bool {
    fn cell(&self) -> String {
        self.to_string()
    }
}
impl Cell for i64 {
    fn cell(&self) -> String {
        self.to_string()
    }
}
impl Cell for usize {
    fn cell(&self) -> String {
        self.to_string()
    }
}
impl Cell for Option<AgencyRef> {
    fn cell(&self) -> String {
        self.as_ref().map(|a| a.name.clone()).unwrap_or_default()
    }
}
impl Cell for Vec<AgencyRef> {
    fn cell(&self) -> String {
        self.iter().map(|a| a.name.as_str()).collect::<Vec<_>>().join("; ")
    }
}

macro_rules! rows {
    ($($name:ident { $($field:ident),* })*) => { $(
        impl Row for $name {
            const HEAD: &'static [&'static str] = &[$(stringify!($field)),*];
            fn key(&self) -> &str { &self.id }
            fn cells(&self) -> Vec<String> { vec![$(self.$field.cell()),*] }
        }
    )* };
}
rows! {
    CampaignRow { id, slug, name, place, theme, year, issuer, start_on, end_on, main_day, state, current }
    StopRow { id, slug, kind, name, place, venue, start_on, end_on, host, members }
    ActivityRow { id, slug, kind, path, title, summary, audience, venue, lead, coordinating }
    AssignmentRow { id, number, path, text, deadline_text, deadline_start, deadline_end, state, activity, lead, coordinating }
    AgencyRow { id, slug, name, kind, is_group, leads, coordinates }
    ProgrammeRow { id, stop, activity, on_date, starts_at, ends_at, title, place, performer, note }
    MilestoneRow { id, text, start_on, end_on }
}
