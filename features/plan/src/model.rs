//! Kiểu của kế hoạch: campaign, document, stop, activity and duty as the rest of the program reads them. No IO.
use jiff::civil::Date;
use sqlx::FromRow;
use uuid::Uuid;

/// One plan being run, usually one year (chiến dịch).
#[derive(Clone, Debug, FromRow, PartialEq, Eq)]
pub struct Campaign {
    /// Key.
    pub id: Uuid,
    /// Address word from place and year: `dong-nai-2024`.
    pub slug: String,
    /// Short name: "Ngày Chuyển đổi số".
    pub name: String,
    /// Place: "Đồng Nai".
    pub place: String,
    /// Theme of the plan; empty when it states none.
    pub theme: String,
    /// The theme in lines for display, separated by line breaks.
    pub theme_lines: String,
    /// Words of welcome, written by a person; may be empty.
    pub intro: String,
    /// Year.
    pub year: i64,
    /// Issuing body as printed.
    pub issuer: String,
    /// First day, ISO.
    pub start_on: Option<String>,
    /// Last day, ISO.
    pub end_on: Option<String>,
    /// The day that the countdown runs to, ISO.
    pub main_day: Option<String>,
    /// The plan's words about the period.
    pub period_text: String,
    /// ISO day whose agency names are shown: the plan's own day.
    pub names_on: String,
    /// The plan's sentence on where difficulties go.
    pub escalation: String,
    /// Organising bodies, one a line.
    pub organisers: String,
    /// Help line: telephone or words; may be empty.
    pub hotline: String,
    /// Accent hue 0–359.
    pub accent_hue: Option<i64>,
    /// Uploaded key visual.
    pub visual_file: Option<Uuid>,
    /// `published` or `closed`.
    pub state: String,
    /// Grows with every change.
    pub revision: i64,
    /// Unix milliseconds.
    pub created_at: i64,
}

impl Campaign {
    /// First day.
    pub fn start(&self) -> Option<Date> {
        day(self.start_on.as_deref())
    }
    /// Last day.
    pub fn end(&self) -> Option<Date> {
        day(self.end_on.as_deref())
    }
    /// The day that the countdown runs to.
    pub fn main(&self) -> Option<Date> {
        day(self.main_day.as_deref())
    }
    /// The day whose agency names are shown.
    pub fn names_day(&self) -> Date {
        day(Some(&self.names_on)).unwrap_or(Date::new(i16::try_from(self.year).unwrap_or(2024), 1, 1).unwrap_or(Date::ZERO))
    }
    /// "Ngày Chuyển đổi số Đồng Nai 2024".
    pub fn full_name(&self) -> String {
        format!("{} {} {}", self.name, self.place, self.year).split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// Reads an ISO day of the database.
pub fn day(iso: Option<&str>) -> Option<Date> {
    iso.and_then(|text| text.parse().ok())
}

/// The plan's text in one version, as published.
#[derive(Clone, Debug, FromRow)]
pub struct Document {
    /// Key.
    pub id: Uuid,
    /// Campaign.
    pub campaign: Uuid,
    /// 1, 2, … with every amendment.
    pub version: i64,
    /// "Kế hoạch".
    pub kind: String,
    /// "227"; None while the records office has not numbered it.
    pub number: Option<String>,
    /// "227/KH-UBND".
    pub symbol: Option<String>,
    /// Trích yếu.
    pub title: String,
    /// Issuing body as printed.
    pub issuer: String,
    /// ISO day of signing.
    pub issued_on: Option<String>,
    /// Place in the date line.
    pub place: Option<String>,
    /// Signer.
    pub signer: Option<String>,
    /// Capacity of the signer.
    pub signer_title: Option<String>,
    /// The original file.
    pub file: Option<Uuid>,
    /// Its name.
    pub file_name: String,
    /// Text that all spans index (Unicode scalar values).
    pub source_text: String,
    /// Unix milliseconds.
    pub published_at: i64,
    /// Unix milliseconds at which a newer version took its place.
    pub superseded_at: Option<i64>,
}

/// A heading of the document.
#[derive(Clone, Debug, FromRow, PartialEq, Eq)]
pub struct Section {
    /// Key.
    pub id: Uuid,
    /// Order in the document.
    pub ordinal: i64,
    /// 0 for the highest.
    pub depth: i64,
    /// Anchor and citation: `III.1.2`; unique within the document.
    pub path: String,
    /// Printed label without its final dot.
    pub label: String,
    /// Words of the heading.
    pub title: String,
    /// First scalar value.
    pub span_start: i64,
    /// One past the last.
    pub span_end: i64,
}

/// An agency as the plan of that day names it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AgencyRef {
    /// The agency; None for words that stand for nobody in particular.
    pub id: Option<Uuid>,
    /// Name valid at the campaign's day; the plan's words where there is no agency.
    pub name: String,
    /// Last part of `/co-quan/{slug}`; empty without agency.
    pub slug: String,
    /// Whether it stands for several agencies.
    pub is_group: bool,
    /// The words of the plan.
    pub words: String,
}

impl AgencyRef {
    /// Address of the agency's page; empty without agency.
    pub fn href(&self) -> String {
        if self.slug.is_empty() { String::new() } else { format!("/co-quan/{}", self.slug) }
    }
}

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
    /// At most 40 characters.
    pub short_name: String,
    /// How it was recognised: `label`, `bracket`, `table`, `heading`, `prose`, or `person`.
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

/// Codes of activity kinds, in the order of the plan of 2024; catalogue keys are `plan-kind-…`.
pub const KINDS: [&str; 12] = [
    "exhibition", "book_tour", "drill", "media_award", "gameshow", "esports", "livestream_sale", "creative_contest", "arts",
    "ceremony", "communications", "other",
];

/// A kind that is known; anything else is `other`.
pub fn kind(code: &str) -> &'static str {
    KINDS.into_iter().find(|k| *k == code).unwrap_or("other")
}

/// Name of the icon of a kind in the sprite.
pub fn kind_icon(code: &str) -> &'static str {
    match code {
        "exhibition" => "building",
        "book_tour" => "book",
        "drill" => "shield",
        "media_award" => "star",
        "gameshow" => "target",
        "esports" => "gamepad",
        "livestream_sale" => "basket",
        "creative_contest" => "brush",
        "arts" => "music",
        "ceremony" => "drum",
        "communications" => "broadcast",
        _ => "flag",
    }
}
