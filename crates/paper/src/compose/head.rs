//! Phần đầu: issuer and number at the left, motto (or Party) and date at the right.
use super::{BOLD, ITALIC, PLAIN, even};
use crate::fonts::{Fonts, Look};
use crate::model::{Paper, Style};
use crate::pieces::{Align, Cell, Grid, GridRow, Par, sheet, twip};
use crate::rules;

/// Width of the left column; the right one holds the motto in 13 points on one line.
const LEFT: f32 = 188.0;
const RIGHT: f32 = sheet::TEXT - LEFT;
const SIZE: f32 = 13.0;

/// The two columns of the head.
pub fn letterhead(paper: &Paper, fonts: &Fonts) -> Grid {
    let (left, right) = match paper.style {
        Style::State => (issuer(paper, fonts), motto(fonts)),
        Style::Party => (party_issuer(paper), vec![line("ĐẢNG CỘNG SẢN VIỆT NAM", 15.0, BOLD).underlined()]),
    };
    let mut under = vec![line(&rules::number_line(paper.style, &paper.number, &paper.symbol), SIZE, PLAIN)];
    if !paper.kind.is_named() && !paper.title.trim().is_empty() {
        let about = format!("V/v {}", about(&paper.title));
        under.push(line(&even(&about, |words| fonts.width(words, 12.0, PLAIN), LEFT), 12.0, PLAIN));
    }
    let date = vec![line(&rules::date_line(&paper.place, paper.date), SIZE, ITALIC)];
    let rows = vec![row(left, right), row(under, date)];
    Grid { widths: vec![twip(LEFT), twip(RIGHT)], rows, ruled: false, together: true }
}

fn row(left: Vec<Par>, right: Vec<Par>) -> GridRow {
    GridRow { cells: vec![Cell::of(left), Cell::of(right)], head: false }
}

fn line(text: &str, size: f32, look: Look) -> Par {
    Par::new(text, size, look).align(Align::Centre)
}

/// "V/v" stands before; it is not doubled when it was typed.
fn about(title: &str) -> &str {
    let title = title.trim();
    ["V/v", "V/V", "v/v"].iter().find_map(|mark| title.strip_prefix(mark)).unwrap_or(title).trim_start_matches([':', ' '])
}

fn issuer(paper: &Paper, fonts: &Fonts) -> Vec<Par> {
    let mut left = Vec::new();
    if !paper.parent.trim().is_empty() {
        left.push(line(&balanced(&paper.parent, PLAIN, fonts), SIZE, PLAIN));
    }
    let name = balanced(&paper.issuer, BOLD, fonts);
    let width = (name.lines().map(|part| fonts.width(part.trim_end(), SIZE, BOLD)).fold(0.0, f32::max) * 0.4).clamp(40.0, 80.0);
    left.extend([line(&name, SIZE, BOLD), Par::rule(width, LEFT), Par::gap(6.0)]);
    left
}

fn motto(fonts: &Fonts) -> Vec<Par> {
    let words = "Độc lập - Tự do - Hạnh phúc";
    let rule = Par::rule(fonts.width(words, 14.0, BOLD), RIGHT);
    vec![line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", SIZE, BOLD), line(words, 14.0, BOLD), rule, Par::gap(6.0)]
}

fn party_issuer(paper: &Paper) -> Vec<Par> {
    let mut left = Vec::new();
    if !paper.parent.trim().is_empty() {
        left.push(line(&paper.parent.trim().to_uppercase(), 14.0, PLAIN));
    }
    left.extend([line(&paper.issuer.trim().to_uppercase(), 14.0, BOLD), line("*", 14.0, PLAIN)]);
    left
}

/// Capitals, on lines of like length when one is not enough.
fn balanced(name: &str, look: Look, fonts: &Fonts) -> String {
    even(&name.to_uppercase(), |words| fonts.width(words, SIZE, look), LEFT)
}
