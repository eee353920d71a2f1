//! Kiểu của kế hoạch: campaign, document, stop, activity and duty as the rest of the program reads them. No IO.
mod document;
mod duties;
mod journey;

pub use document::{Document, Section};
pub use duties::{Activity, Assignment, Question};
pub use journey::{Milestone, Stop};

use jiff::ToSpan;
use jiff::civil::Date;
use base::FromRow;
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
    /// Whether its work goes on: until sixty days after its end, or its year where the plan names no end.
    pub fn runs_on(&self, day: Date) -> bool {
        match self.end().or(self.main()) {
            Some(end) => end.saturating_add(60.days()) >= day,
            None => self.year >= i64::from(day.year()),
        }
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
