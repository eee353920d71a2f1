//! Mảnh (pieces): a paper brought to paragraphs and grids with measures in points. DOCX, PDF and preview all draw these, so
//! that none of them can say or measure something else.
use crate::fonts::Look;

/// A4 and the margins of the decree (left 30 mm, right 15 mm, top and bottom 20 mm), in whole twentieths of a point.
pub mod sheet {
    /// Width of the page.
    pub const WIDTH: f32 = 595.3;
    /// Height of the page.
    pub const HEIGHT: f32 = 841.9;
    /// Left margin.
    pub const LEFT: f32 = 85.05;
    /// Right margin.
    pub const RIGHT: f32 = 42.55;
    /// Top and bottom margin.
    pub const TOP: f32 = 56.7;
    /// Distance of the page number from the upper edge.
    pub const HEADER: f32 = 28.35;
    /// Width of the words.
    pub const TEXT: f32 = WIDTH - LEFT - RIGHT;
    /// Height of the words.
    pub const TALL: f32 = HEIGHT - 2.0 * TOP;
}

/// Size of the body.
pub const BODY: f32 = 14.0;
/// Line of the body: 1.12 of single spacing, so that stacked marks (Ế, Ỗ) never touch the line above.
pub const LINE: f32 = 18.0;
/// Space after a paragraph.
pub const AFTER: f32 = 6.0;
/// First-line indent: 1.27 cm.
pub const INDENT: f32 = 36.0;

/// A part of a paper in print order.
#[derive(Clone, Debug)]
pub enum Piece {
    /// Paragraph.
    Par(Par),
    /// Table or layout in columns.
    Grid(Grid),
    /// New page.
    Break,
}

/// How words stand between the edges.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Align {
    /// Left.
    #[default]
    Left,
    /// Centre.
    Centre,
    /// Right.
    Right,
    /// Both edges.
    Justify,
}

/// What a paragraph is for readers of the structure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Role {
    /// Words.
    #[default]
    Text,
    /// Kind and title.
    Title,
    /// Heading of a level.
    Heading(u8),
}

/// What is drawn besides words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mark {
    /// Nothing.
    #[default]
    None,
    /// A rule across the paragraph.
    Rule,
    /// A grey bar across the paragraph.
    Fill,
}

/// Words of one look.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Run {
    /// Words.
    pub text: String,
    /// Face.
    pub look: Look,
    /// Gạch chân.
    pub underline: bool,
}

/// A paragraph.
#[derive(Clone, Debug, Default)]
pub struct Par {
    /// Words.
    pub runs: Vec<Run>,
    /// Size of the letters.
    pub size: f32,
    /// Height of a line.
    pub line: f32,
    /// Between the edges.
    pub align: Align,
    /// First-line indent.
    pub first: f32,
    /// Left indent.
    pub left: f32,
    /// Right indent.
    pub right: f32,
    /// Space after.
    pub after: f32,
    /// Stays with what follows.
    pub keep: bool,
    /// For readers of the structure.
    pub role: Role,
    /// Rule or bar.
    pub mark: Mark,
}

impl Par {
    /// A paragraph of one run.
    pub fn new(text: impl Into<String>, size: f32, look: Look) -> Par {
        Par { runs: vec![Run { text: text.into(), look, underline: false }], size, line: line_of(size), ..Par::default() }
    }
    /// Empty height.
    pub fn gap(height: f32) -> Par {
        Par { size: 1.0, line: height, ..Par::default() }
    }
    /// A rule of `width` in the middle of a column of `column`.
    pub fn rule(width: f32, column: f32) -> Par {
        let side = twip((column - width.min(column)) / 2.0);
        Par { size: 1.0, line: 3.0, left: side, right: side, mark: Mark::Rule, ..Par::default() }
    }
    /// Sets how the words stand.
    #[must_use]
    pub fn align(mut self, align: Align) -> Par {
        self.align = align;
        self
    }
    /// Sets the space after.
    #[must_use]
    pub fn after(mut self, after: f32) -> Par {
        self.after = after;
        self
    }
    /// Keeps it with what follows.
    #[must_use]
    pub fn keep(mut self) -> Par {
        self.keep = true;
        self
    }
    /// Sets the role.
    #[must_use]
    pub fn role(mut self, role: Role) -> Par {
        self.role = role;
        self
    }
    /// Underlines all words.
    #[must_use]
    pub fn underlined(mut self) -> Par {
        for run in &mut self.runs {
            run.underline = true;
        }
        self
    }
    /// All words.
    pub fn words(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }
}

/// Columns with rows.
#[derive(Clone, Debug, Default)]
pub struct Grid {
    /// Widths of the columns.
    pub widths: Vec<f32>,
    /// Rows.
    pub rows: Vec<GridRow>,
    /// Thin rules around every cell: a table of data. Without: words side by side.
    pub ruled: bool,
    /// Stays whole.
    pub together: bool,
}

/// One row.
#[derive(Clone, Debug, Default)]
pub struct GridRow {
    /// Cells.
    pub cells: Vec<Cell>,
    /// Repeats on every page.
    pub head: bool,
}

/// One cell.
#[derive(Clone, Debug, Default)]
pub struct Cell {
    /// How many columns it takes.
    pub span: usize,
    /// Paragraphs.
    pub pars: Vec<Par>,
}

impl Cell {
    /// A cell of one column.
    pub fn of(pars: Vec<Par>) -> Cell {
        Cell { span: 1, pars }
    }
}

impl Grid {
    /// Room between rule and words: `(sides, top and bottom)`.
    pub fn padding(&self) -> (f32, f32) {
        if self.ruled { (4.0, 2.0) } else { (0.0, 0.0) }
    }
    /// Left edge and width of the words of a row's cells.
    pub fn columns(&self, row: &GridRow) -> Vec<(f32, f32)> {
        let (mut x, mut at, side) = (0.0, 0, self.padding().0);
        let mut out = Vec::with_capacity(row.cells.len());
        for cell in &row.cells {
            let width: f32 = self.widths.iter().skip(at).take(cell.span).sum();
            out.push((x + side, (width - 2.0 * side).max(1.0)));
            x += width;
            at += cell.span;
        }
        out
    }
}

/// Height of a line for a size.
pub fn line_of(size: f32) -> f32 {
    if size == BODY { LINE } else { (size * 1.25 * 2.0).round() / 2.0 }
}

/// Whole twentieths of a point, so that Word and we mean the same length.
pub fn twip(points: f32) -> f32 {
    (points * 20.0).round() / 20.0
}
