//! Dàn bài (layout): a report as parts, pieces and bits, between the figures and their four drawings. A figure in it carries the filter
//! that it was counted by. No IO; it must never count by itself what it prints.
pub mod blocks;
pub mod result;
mod sent_up;
pub mod tables;
pub mod weekly;

use crate::filter::Filter;

/// A numbered part.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Part {
    /// 1 to 5; 0 for one that people write nothing around.
    pub number: i64,
    /// "I.".
    pub label: String,
    /// Heading.
    pub title: String,
    /// What it says.
    pub pieces: Vec<Piece>,
}

/// One thing of a part.
#[derive(Clone, Debug, PartialEq)]
pub enum Piece {
    /// A heading below that of the part.
    Heading {
        /// 2 to 4, as papers count.
        level: u8,
        /// Printed label, with its final mark; may be empty.
        label: String,
        /// Words.
        text: String,
    },
    /// A paragraph.
    Words(Vec<Bit>),
    /// A line of an enumeration, with its mark.
    Item(String, Vec<Bit>),
    /// A table.
    Table(Table),
    /// Bars with their figures.
    Bars {
        /// Caption.
        caption: String,
        /// One bar each.
        rows: Vec<Bar>,
    },
    /// A centred bold line.
    Centre(String),
    /// Continues on a new page of the paper.
    Break,
    /// Room that people have not filled yet: dots in the paper, an invitation on screen.
    Blank,
}

/// A piece of a sentence or cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Bit {
    /// Words.
    Text(String),
    /// Words in bold.
    Bold(String),
    /// Words in italics.
    Italic(String),
    /// Words that open a duty.
    Duty(String, uuid::Uuid),
    /// A figure with the rows that it was counted from.
    Figure(String, Box<Filter>),
    /// A figure whose rows stand further down on the same page.
    Below(String, &'static str),
    /// A figure whose rows stand on another page.
    Rows(String, String),
}

impl Bit {
    /// Words.
    pub fn text(words: impl Into<String>) -> Bit {
        Bit::Text(words.into())
    }
    /// A count in a sentence: below ten with a leading zero, as papers write.
    pub fn counted(n: i64, filter: Filter) -> Bit {
        Bit::Figure(in_words(n), Box::new(filter))
    }
    /// A count in a table.
    pub fn cell(n: i64, filter: Filter) -> Bit {
        Bit::Figure(vietnamese::numbers::group(n), Box::new(filter))
    }
    /// As it reads.
    pub fn words(&self) -> &str {
        match self {
            Bit::Text(words) | Bit::Bold(words) | Bit::Italic(words) | Bit::Duty(words, _) | Bit::Figure(words, _) | Bit::Below(words, _) | Bit::Rows(words, _) => words,
        }
    }
}

/// A count as papers write it in a sentence: "02", "15", "1.234"; none is "0".
pub fn in_words(n: i64) -> String {
    match n {
        1..=9 => format!("0{n}"),
        _ => vietnamese::numbers::group(n),
    }
}

/// The parts of an enumeration that count something, with a mark between them: what is none is not said.
pub fn what_there_is(parts: impl IntoIterator<Item = (i64, Vec<Bit>)>, between: &str) -> Vec<Bit> {
    let mut all = Vec::new();
    for (_, part) in parts.into_iter().filter(|(n, _)| *n > 0) {
        if !all.is_empty() {
            all.push(Bit::text(between));
        }
        all.extend(part);
    }
    all
}

/// Words as they begin a sentence.
pub fn sentence(words: &str) -> String {
    vietnamese::upper_first(words.trim_start())
}

/// A table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// Caption; may be empty.
    pub caption: String,
    /// Columns: words of the head, relative width, how cells stand.
    pub columns: Vec<paper::Column>,
    /// Rows.
    pub rows: Vec<Line>,
}

/// A row; one with a single cell heads those that follow.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Line {
    /// Cells.
    pub cells: Vec<Vec<Bit>>,
    /// Sums.
    pub bold: bool,
}

impl Line {
    /// A row that heads those below it.
    pub fn head(words: impl Into<String>) -> Line {
        Line { cells: vec![vec![Bit::text(words)]], bold: true }
    }
}

/// One bar.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// What it counts.
    pub label: String,
    /// Its length.
    pub value: i64,
    /// The figure as printed.
    pub shown: String,
    /// The rows behind it.
    pub filter: Filter,
}

impl Bar {
    /// Whether it counts what is overdue, which is red wherever it is drawn.
    pub fn is_overdue(&self) -> bool {
        self.filter.cells == [duties::door::Cell::Overdue]
    }
}
