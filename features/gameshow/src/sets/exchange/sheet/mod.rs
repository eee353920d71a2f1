//! Bảng câu hỏi (xlsx): one line is one question; columns are known by their headings, in any order. It must never guess what a
//! line means: what is not clear is a fault of that line.
mod cells;
mod read;
#[cfg(test)]
mod tests;
mod write;

pub(in crate::sets::exchange) use read::read;
pub(in crate::sets::exchange) use write::write;

use quiz::Question;

/// Most questions of one file.
pub(super) const MAX_LINES: usize = 300;
/// Number of columns.
pub(super) const WIDE: usize = 21;

/// Columns in the order of the template; words: `gameshow-sets-column-…`.
pub(super) const COLUMNS: [&str; WIDE] = [
    "kind", "text", "option-a", "option-b", "option-c", "option-d", "option-e", "option-f", "answer", "min", "max", "unit",
    "explanation", "source", "source-url", "category", "difficulty", "seconds", "weight", "media", "media-alt",
];

/// Words of the table in one language.
pub(super) struct Words {
    pub headings: [String; WIDE],
    pub kinds: [String; 6],
    /// Category and its words.
    pub categories: Vec<(String, String)>,
}

/// What is wrong with a line: the column, the code of the fault and its bound.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct LineFault {
    pub column: &'static str,
    pub code: &'static str,
    pub limit: usize,
}

/// A line as read. Its question has no media yet: the table only names a file.
pub(super) struct Line {
    pub number: u32,
    pub question: Question,
    pub faults: Vec<LineFault>,
    /// Name of the file that it shows or plays, or empty.
    pub media: String,
    /// What that file shows, for those who do not see or hear it.
    pub alt: String,
}
