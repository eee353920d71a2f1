//! Phần nội dung: headings, paragraphs, lists, tables and bars.
use super::{BOLD, ITALIC, PLAIN, centred, justified, run};
use crate::fonts::{Fonts, Look};
use crate::model::{Bars, Block, Column, Row, Stand, Style, Table, Text};
use crate::pieces::{Align, BODY, Cell, Grid, GridRow, Mark, Par, Piece, Role, Run, sheet, twip};

/// Size of words in tables.
const SMALL: f32 = 12.0;
/// Line of words in tables.
const SMALL_LINE: f32 = 15.0;
/// What a cell needs beside its longest word: padding, rules, and the point that other programs round away.
const ROOM: f32 = 11.0;

/// All blocks in order.
pub fn blocks(blocks: &[Block], style: Style, fonts: &Fonts, out: &mut Vec<Piece>) {
    for block in blocks {
        match block {
            Block::Heading { level, label, text } => out.push(Piece::Par(heading(*level, label, text, style))),
            Block::Paragraph(text) => out.push(Piece::Par(justified(runs(text, PLAIN)))),
            Block::Item { mark, text, .. } => out.push(Piece::Par(item(mark, text))),
            Block::Centre(text) => out.push(Piece::Par(centred(text, BOLD).after(6.0).keep())),
            Block::Table(table) if !table.columns.is_empty() => self::table(table, fonts, out),
            Block::Table(_) => {}
            Block::Bars(bars) => self::bars(bars, out),
            Block::PageBreak => out.push(Piece::Break),
        }
    }
}

/// Bold for two levels, then bold italic, then italic; the Party writes "I-" for "I.".
fn heading(level: u8, label: &str, text: &str, style: Style) -> Par {
    let look = match level {
        0..=2 => BOLD,
        3 => Look { bold: true, italic: true },
        _ => ITALIC,
    };
    let label = match (style, level) {
        (Style::Party, 1) if !label.is_empty() => format!("{}-", label.trim_end_matches(['.', '-'])),
        _ => label.to_owned(),
    };
    let words = format!("{label} {text}");
    Par { keep: true, role: Role::Heading(level.clamp(1, 4)), ..justified(vec![run(words.trim(), look)]) }
}

fn item(mark: &str, text: &Text) -> Par {
    let is_article = mark.starts_with("Điều") || mark.starts_with("Phần") || mark.starts_with("Chương");
    let mut all = if mark.is_empty() { Vec::new() } else { vec![run(format!("{mark} "), if is_article { BOLD } else { PLAIN })] };
    all.extend(runs(text, PLAIN));
    justified(all)
}

fn runs(text: &Text, base: Look) -> Vec<Run> {
    text.iter().map(|span| run(span.text.clone(), Look { bold: span.bold || base.bold, italic: span.italic || base.italic })).collect()
}

fn caption(words: &str, out: &mut Vec<Piece>) {
    if !words.trim().is_empty() {
        out.push(Piece::Par(centred(words, BOLD).after(4.0).keep()));
    }
}

fn small(runs: Vec<Run>, align: Align) -> Par {
    Par { runs, size: SMALL, line: SMALL_LINE, align, ..Par::default() }
}

fn table(table: &Table, fonts: &Fonts, out: &mut Vec<Piece>) {
    caption(&table.caption, out);
    let widths = widths(table, fonts);
    let head = table.columns.iter().map(|column| Cell::of(vec![small(vec![run(column.head.as_str(), BOLD)], Align::Centre)])).collect();
    let mut rows = vec![GridRow { cells: head, head: true }];
    rows.extend(table.rows.iter().map(|row| cells(row, table)));
    out.push(Piece::Grid(Grid { widths, rows, ruled: true, together: false }));
    out.push(Piece::Par(Par::gap(8.0)));
}

fn cells(row: &Row, table: &Table) -> GridRow {
    let base = if row.bold { BOLD } else { PLAIN };
    let columns = table.columns.len();
    if row.cells.len() == 1 && columns > 1 {
        // It heads the rows below it and must not end a page
        let words = small(runs(&row.cells[0], BOLD), Align::Left).keep();
        return GridRow { cells: vec![Cell { span: columns, pars: vec![words] }], head: false };
    }
    let nothing = Vec::new();
    let cells = table.columns.iter().enumerate().map(|(n, column)| {
        let align = match column.stand {
            Stand::Left => Align::Left,
            Stand::Centre => Align::Centre,
            Stand::Right => Align::Right,
        };
        Cell::of(vec![small(runs(row.cells.get(n).unwrap_or(&nothing), base), align)])
    });
    GridRow { cells: cells.collect(), head: false }
}

/// Widths by weight, in whole twentieths of a point; no column is narrower than its longest word, so that no date or name is
/// cut, as long as all fit.
fn widths(table: &Table, fonts: &Fonts) -> Vec<f32> {
    let longest = |text: &str, look: Look| text.split([' ', '\n']).map(|word| fonts.width(word, SMALL, look)).fold(0.0, f32::max);
    let cell = |n: usize, row: &Row| row.cells.get(n).filter(|_| row.cells.len() > 1).map_or(0.0, |text| text.iter().map(|span| longest(&span.text, BOLD)).fold(0.0, f32::max));
    let least = |n: usize, column: &Column| {
        let words = table.rows.iter().map(|row| cell(n, row)).fold(longest(&column.head, BOLD), f32::max);
        words.min(150.0) + ROOM
    };
    let least: Vec<f32> = table.columns.iter().enumerate().map(|(n, column)| least(n, column)).collect();
    let short: f32 = least.iter().sum();
    if short >= sheet::TEXT {
        // Columns of figures and dates keep what they need; those of long words give way
        let most = cap(&least, sheet::TEXT);
        return least.iter().map(|one| twip(one.min(most))).collect();
    }
    let total: f32 = table.columns.iter().map(|column| column.weight.max(0.01)).sum();
    let wanted: Vec<f32> = table.columns.iter().zip(&least).map(|(column, least)| (column.weight.max(0.01) / total * sheet::TEXT - least).max(0.0)).collect();
    let (all, free) = (wanted.iter().sum::<f32>().max(0.01), sheet::TEXT - short);
    wanted.iter().zip(&least).map(|(more, least)| twip(least + more / all * free)).collect()
}

/// The width that no column may pass so that all together have `room`: the widest are cut first.
fn cap(least: &[f32], room: f32) -> f32 {
    let mut sorted = least.to_vec();
    sorted.sort_by(f32::total_cmp);
    let mut rest = room;
    for (n, one) in sorted.iter().enumerate() {
        let share = rest / (sorted.len() - n) as f32;
        if *one >= share {
            return share;
        }
        rest -= one;
    }
    room
}

fn bars(bars: &Bars, out: &mut Vec<Piece>) {
    caption(&bars.caption, out);
    let most = bars.rows.iter().map(|bar| bar.value).fold(0.0, f32::max);
    let widths = vec![twip(sheet::TEXT * 0.36), twip(sheet::TEXT * 0.44), twip(sheet::TEXT * 0.2)];
    let rows = bars.rows.iter().map(|bar| {
        let share = if most > 0.0 { (bar.value / most).clamp(0.0, 1.0) } else { 0.0 };
        let length = twip(share * (widths[1] - 12.0));
        let line = Par { size: 8.0, line: 15.0, right: twip(widths[1] - length), mark: if length > 0.0 { Mark::Fill } else { Mark::None }, ..Par::default() };
        let label = Par { right: 8.0, ..small(vec![run(bar.label.as_str(), PLAIN)], Align::Left) };
        GridRow { cells: vec![Cell::of(vec![label, Par::gap(3.0)]), Cell::of(vec![line]), Cell::of(vec![small(vec![run(bar.shown.as_str(), BOLD)], Align::Left)])], head: false }
    });
    let rows: Vec<GridRow> = rows.collect();
    if !rows.is_empty() {
        let together = rows.len() <= 12;
        out.push(Piece::Grid(Grid { widths, rows, ruled: false, together }));
        out.push(Piece::Par(Par::gap(BODY - 6.0)));
    }
}
