//! Đặt chữ: a laid paragraph or row as shapes relative to its top; pages collect them.
use super::lines::{Line, lines};
use crate::fonts::{Fonts, Look};
use crate::pieces::{Grid, GridRow, Mark, Par};

/// A page with what stands on it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// In the order of reading.
    pub items: Vec<Item>,
}

/// Something at a place; origin at the upper left of the page.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// Which piece it belongs to; `None` for what is not read: rules, page numbers, repeated heads.
    pub tag: Option<Tag>,
    /// What it is.
    pub shape: Shape,
}

/// The piece, row, cell and paragraph that something belongs to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tag {
    /// Piece.
    pub piece: usize,
    /// Row of a grid.
    pub row: usize,
    /// Cell of a row.
    pub cell: usize,
    /// Paragraph of a cell.
    pub par: usize,
}

/// What is drawn.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// Words from `x` on the line `y`.
    Words {
        /// Left edge.
        x: f32,
        /// Base line.
        y: f32,
        /// Size.
        size: f32,
        /// Face.
        look: Look,
        /// Words.
        text: String,
        /// What each space gets more.
        stretch: f32,
    },
    /// A thin rule.
    Rule {
        /// Start.
        from: (f32, f32),
        /// End.
        to: (f32, f32),
    },
    /// A grey rectangle.
    Fill {
        /// Left.
        x: f32,
        /// Top.
        y: f32,
        /// Width.
        width: f32,
        /// Height.
        height: f32,
    },
}

/// A line with its height and shapes relative to its own upper left.
#[derive(Clone, Debug)]
pub struct LaidLine {
    /// Height.
    pub height: f32,
    /// What stands on it.
    pub items: Vec<Item>,
}

/// Lays a paragraph in a column at `left` of `width`.
pub fn par(par: &Par, left: f32, width: f32, tag: Tag, fonts: &Fonts) -> Vec<LaidLine> {
    let mut laid: Vec<LaidLine> = lines(par, width, fonts).iter().map(|line| words(line, par, left, tag)).collect();
    let (from, to) = (left + par.left, left + width - par.right);
    if let Some(first) = laid.first_mut() {
        match par.mark {
            Mark::None => {}
            Mark::Rule => first.items.push(Item { tag: None, shape: Shape::Rule { from: (from, 2.0), to: (to, 2.0) } }),
            Mark::Fill => first.items.push(Item { tag: None, shape: Shape::Fill { x: from, y: 2.0, width: to - from, height: par.line - 4.0 } }),
        }
    }
    laid
}

fn words(line: &Line, par: &Par, left: f32, tag: Tag) -> LaidLine {
    let y = par.line - par.size * 0.27;
    let mut items = Vec::new();
    for s in &line.segments {
        items.push(Item {
            tag: Some(tag),
            shape: Shape::Words { x: left + s.x, y, size: par.size, look: s.look, text: s.text.clone(), stretch: s.stretch },
        });
        if s.underline {
            let under = y + par.size * 0.12;
            items.push(Item { tag: None, shape: Shape::Rule { from: (left + s.x, under), to: (left + s.x + s.width, under) } });
        }
    }
    LaidLine { height: par.line, items }
}

/// A laid row: for each cell its lines from top to bottom.
#[derive(Clone, Debug)]
pub struct LaidRow {
    /// Lines of each cell.
    pub cells: Vec<Vec<LaidLine>>,
    /// Left and right edges of the cells, for rules.
    pub edges: Vec<f32>,
}

impl LaidRow {
    /// Height of the tallest cell, without padding.
    pub fn height(&self) -> f32 {
        self.cells.iter().map(|lines| lines.iter().map(|line| line.height).sum::<f32>()).fold(0.0, f32::max)
    }
}

/// Lays a row of a grid.
pub fn row(grid: &Grid, row: &GridRow, piece: usize, number: usize, fonts: &Fonts) -> LaidRow {
    let columns = grid.columns(row);
    let side = grid.padding().0;
    let mut edges = vec![0.0];
    let mut cells = Vec::with_capacity(row.cells.len());
    for (n, (cell, (left, width))) in row.cells.iter().zip(&columns).enumerate() {
        let mut all = Vec::new();
        for (p, one) in cell.pars.iter().enumerate() {
            let mut laid = par(one, *left, *width, Tag { piece, row: number, cell: n, par: p }, fonts);
            if let Some(last) = laid.last_mut() {
                last.height += one.after;
            }
            all.extend(laid);
        }
        cells.push(all);
        edges.push(left + width + side);
    }
    LaidRow { cells, edges }
}

/// Moves items by an offset.
pub fn moved(items: &[Item], dx: f32, dy: f32, read: bool) -> impl Iterator<Item = Item> + '_ {
    items.iter().map(move |item| {
        let shape = match &item.shape {
            Shape::Words { x, y, size, look, text, stretch } => {
                Shape::Words { x: x + dx, y: y + dy, size: *size, look: *look, text: text.clone(), stretch: *stretch }
            }
            Shape::Rule { from, to } => Shape::Rule { from: (from.0 + dx, from.1 + dy), to: (to.0 + dx, to.1 + dy) },
            Shape::Fill { x, y, width, height } => Shape::Fill { x: x + dx, y: y + dy, width: *width, height: *height },
        };
        Item { tag: item.tag.filter(|_| read), shape }
    })
}
