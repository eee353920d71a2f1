//! Mẫu khối (block model): what an official paper says, free of any layout. It is plain data that can be stored as JSON and
//! drawn again later. It must never hold a picture of a signature or a seal: there is no place for one.
use crate::kind::Kind;
use serde::{Deserialize, Serialize};

/// Whose layout: Decree 30/2020 for state bodies, the Party's own for its committees (thể thức).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Style {
    /// Quốc hiệu and tiêu ngữ; "Số: 15/KH-SKHCN".
    #[default]
    State,
    /// "ĐẢNG CỘNG SẢN VIỆT NAM"; "Số 07-KH/BTC".
    Party,
}

/// A whole paper. Empty parts are left out of the print.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Paper {
    /// State or Party.
    pub style: Style,
    /// What sort of paper.
    pub kind: Kind,
    /// Parent body, e.g. "UBND tỉnh Đồng Nai"; capitals are made when printing.
    pub parent: String,
    /// Issuing body, e.g. "Sở Khoa học và Công nghệ"; capitals are made when printing.
    pub issuer: String,
    /// Number as the records office gave it ("15", "227a"); empty prints a gap.
    pub number: String,
    /// What follows the number: "/KH-SKHCN", made by [`crate::rules::symbol`].
    pub symbol: String,
    /// Place of the date line: "Đồng Nai".
    pub place: String,
    /// Day, month and year, each of which may still be unknown.
    pub date: PartialDate,
    /// Trích yếu; in a công văn what follows "V/v".
    pub title: String,
    /// Kính gửi: addressees.
    pub to: Vec<String>,
    /// Who decides, over the legal bases of a decision: "Chủ tịch Ủy ban nhân dân tỉnh"; printed in capitals.
    pub authority: String,
    /// Căn cứ: legal bases without their last mark; printed in italics, ";" after each, "." or "," after the last.
    pub bases: Vec<String>,
    /// Body. The closing "./." is set by the print, once.
    pub body: Vec<Block>,
    /// One signer at the right; two (minutes) side by side.
    pub signatures: Vec<Signature>,
    /// Nơi nhận; none prints no block.
    pub recipients: Option<Recipients>,
    /// Annexes, each on a new page.
    pub annexes: Vec<Annex>,
}

/// A date of which parts may be blank for the records office.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartialDate {
    /// 1 to 31.
    pub day: Option<u8>,
    /// 1 to 12.
    pub month: Option<u8>,
    /// e.g. 2026.
    pub year: Option<i16>,
}

/// One part of the body.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Block {
    /// A heading with its printed label: level 1 "I.", 2 "1.", 3 "1.1.", 4 "a)".
    Heading {
        /// 1 to 4.
        level: u8,
        /// "I.", "1.", "a)"; may be empty.
        label: String,
        /// Words.
        text: String,
    },
    /// A justified paragraph with first-line indent.
    Paragraph(Text),
    /// One line of an enumeration: "-", "+", "1.", "a)", "Điều 1." before its words, justified like a paragraph.
    Item {
        /// 0 for "-" and labels, 1 for "+": no further indent, as papers print them.
        level: u8,
        /// The printed mark.
        mark: String,
        /// Words.
        text: Text,
    },
    /// A centred bold line such as "QUYẾT ĐỊNH:".
    Centre(String),
    /// A table; its head repeats on every page, its rows do not break.
    Table(Table),
    /// Bars with their figures.
    Bars(Bars),
    /// Continues on a new page.
    PageBreak,
}

/// Words with emphasis.
pub type Text = Vec<Span>;

/// Words of one look.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Span {
    /// Words.
    pub text: String,
    /// Đậm.
    pub bold: bool,
    /// Nghiêng.
    pub italic: bool,
}

impl Span {
    /// Plain words.
    pub fn plain(text: impl Into<String>) -> Span {
        Span { text: text.into(), ..Span::default() }
    }
    /// Bold words.
    pub fn bold(text: impl Into<String>) -> Span {
        Span { text: text.into(), bold: true, italic: false }
    }
    /// Italic words.
    pub fn italic(text: impl Into<String>) -> Span {
        Span { text: text.into(), bold: false, italic: true }
    }
}

/// How a column stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stand {
    /// Words.
    #[default]
    Left,
    /// Marks and ordinals.
    Centre,
    /// Figures.
    Right,
}

/// A column of a table.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Column {
    /// Head.
    pub head: String,
    /// Width relative to the other columns; must be above 0.
    pub weight: f32,
    /// Of its cells; heads are always centred.
    pub stand: Stand,
}

impl Column {
    /// A column of words.
    pub fn new(head: impl Into<String>, weight: f32) -> Column {
        Column { head: head.into(), weight, stand: Stand::Left }
    }
    /// Sets how its cells stand.
    #[must_use]
    pub fn stand(mut self, stand: Stand) -> Column {
        self.stand = stand;
        self
    }
}

/// A table with thin rules.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Table {
    /// Caption over it, bold and centred; may be empty.
    pub caption: String,
    /// Columns.
    pub columns: Vec<Column>,
    /// Rows.
    pub rows: Vec<Row>,
}

/// A row of a table.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// One text a column; a row with a single cell spans all columns and heads what follows.
    pub cells: Vec<Text>,
    /// Sums and headings.
    pub bold: bool,
}

impl Row {
    /// A row of plain words.
    pub fn plain<S: Into<String>>(cells: impl IntoIterator<Item = S>) -> Row {
        Row { cells: cells.into_iter().map(|cell| vec![Span::plain(cell)]).collect(), bold: false }
    }
    /// The same in bold.
    #[must_use]
    pub fn bold(mut self) -> Row {
        self.bold = true;
        self
    }
}

/// A bar chart in words, bars and figures; readable without the bars.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Bars {
    /// Caption.
    pub caption: String,
    /// One bar each.
    pub rows: Vec<Bar>,
}

/// One bar.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Bar {
    /// What it counts.
    pub label: String,
    /// Its length.
    pub value: f32,
    /// The figure as printed: "12 (30%)".
    pub shown: String,
}

/// Who signs. Above the name stays room for hand or device; the program never fills it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Signature {
    /// Lines of the capacity, made by [`crate::rules::Capacity::lines`].
    pub capacity: Vec<String>,
    /// Name of the signer; may be empty.
    pub name: String,
}

/// Nơi nhận.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Recipients {
    /// One a line, without dash and last mark: "Như trên", "Sở Tài chính (phối hợp)".
    pub lines: Vec<String>,
    /// Unit that drafted, after "Lưu: VT"; may be empty.
    pub unit: String,
}

/// Phụ lục. Labels "Phụ lục", or "Phụ lục I", "II" … when there are several, are made by the print.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Annex {
    /// Title, printed in capitals.
    pub title: String,
    /// Body.
    pub body: Vec<Block>,
}
