//! Văn bản của kế hoạch: the text in one version, and its headings.
use base::FromRow;
use uuid::Uuid;

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
