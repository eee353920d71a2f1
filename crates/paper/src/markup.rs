//! Chữ gõ thành khối: reads the body of a paper from the lines that a person typed, and blocks back to lines.
//!
//! | a line that begins with | becomes |
//! |---|---|
//! | `I.`, `IV.` and capitals | heading 1 |
//! | `1.` alone before a short line without closing mark | heading 2 |
//! | `Điều 1.`, `1.`, `1.1.`, `a)`, `-`, `+` | item |
//! | `##` | centred bold line |
//! | `#` | a new annex with this title |
//! | `\|` | row of a table; the first row is its head |
//! | `===` | new page |
//! | anything else | paragraph |
//!
//! `**đậm**` and `__nghiêng__` stand for emphasis within a line.
use crate::model::{Annex, Block, Column, Row, Span, Stand, Table, Text};

/// Longest line after "1." that counts as a heading.
const HEADING: usize = 70;

/// Body and annexes.
pub fn read(text: &str) -> (Vec<Block>, Vec<Annex>) {
    let mut body = Vec::new();
    let mut annexes: Vec<Annex> = Vec::new();
    let mut table: Vec<Vec<String>> = Vec::new();
    for line in text.lines().map(str::trim).chain(std::iter::once("")) {
        if let Some(row) = line.strip_prefix('|') {
            table.push(cells(row));
            continue;
        }
        let into = annexes.last_mut().map_or(&mut body, |annex| &mut annex.body);
        if !table.is_empty() {
            into.push(Block::Table(self::table(std::mem::take(&mut table))));
        }
        if line.is_empty() {
            continue;
        }
        if let Some(title) = line.strip_prefix("##") {
            into.push(Block::Centre(title.trim().to_owned()));
        } else if let Some(title) = line.strip_prefix('#') {
            annexes.push(Annex { title: title.trim().to_owned(), body: Vec::new() });
        } else if line.len() >= 3 && line.chars().all(|c| c == '=') {
            into.push(Block::PageBreak);
        } else {
            into.push(self::line(line));
        }
    }
    (body, annexes)
}

fn line(line: &str) -> Block {
    let Some((mark, rest)) = mark(line) else { return Block::Paragraph(spans(line)) };
    let rest = rest.trim();
    if is_roman(mark) {
        return Block::Heading { level: 1, label: mark.to_owned(), text: plain(rest) };
    }
    let is_number = mark.ends_with('.') && mark.starts_with(|c: char| c.is_ascii_digit());
    let is_short = rest.chars().count() <= HEADING && !rest.ends_with(['.', ';', ':', ',', '/']);
    if is_number && is_short {
        let level = if mark.trim_end_matches('.').contains('.') { 3 } else { 2 };
        return Block::Heading { level, label: mark.to_owned(), text: plain(rest) };
    }
    Block::Item { level: u8::from(mark == "+"), mark: mark.to_owned(), text: spans(rest) }
}

/// The mark that a line begins with, and the rest.
fn mark(line: &str) -> Option<(&str, &str)> {
    for dash in ["-", "–", "+"] {
        if let Some(rest) = line.strip_prefix(dash).filter(|rest| rest.starts_with(' ')) {
            return Some((if dash == "–" { "-" } else { &line[..1] }, rest));
        }
    }
    let (word, rest) = line.split_once(' ')?;
    let digits = |word: &str| !word.is_empty() && word.split('.').all(|part| !part.is_empty() && part.len() <= 3 && part.bytes().all(|b| b.is_ascii_digit()));
    if word == "Điều" {
        let (number, rest) = rest.split_once(' ')?;
        let mark = line.len() - rest.len() - 1;
        return number.strip_suffix('.').filter(|n| digits(n)).map(|_| (&line[..mark], rest));
    }
    if is_roman(word) && capitals(rest) {
        return Some((word, rest));
    }
    if word.strip_suffix('.').is_some_and(digits) || (digits(word) && word.contains('.')) {
        return Some((word, rest));
    }
    let letter = word.strip_suffix(')')?;
    (letter.chars().count() == 1 && letter.chars().all(char::is_lowercase)).then_some((word, rest))
}

/// "IV." or the Party's "IV-".
fn is_roman(mark: &str) -> bool {
    let bare = mark.trim_end_matches(['.', '-']);
    bare.len() < mark.len() && !bare.is_empty() && bare.chars().all(|c| "IVXLC".contains(c))
}

/// Whether a line is written in capitals.
fn capitals(text: &str) -> bool {
    let letters: Vec<char> = text.chars().filter(|c| c.is_alphabetic()).collect();
    !letters.is_empty() && letters.iter().filter(|c| c.is_uppercase()).count() * 10 >= letters.len() * 8
}

fn plain(text: &str) -> String {
    spans(text).into_iter().map(|span| span.text).collect()
}

/// Emphasis within a line; marks without a partner stay as they are.
pub fn spans(line: &str) -> Text {
    let mut out: Text = Vec::new();
    let mut rest = line;
    while !rest.is_empty() {
        let next = ["**", "__"].iter().filter_map(|mark| rest.find(mark).map(|at| (at, *mark))).min();
        let Some((at, mark)) = next else { break };
        let Some(length) = rest[at + 2..].find(mark).filter(|length| *length > 0) else { break };
        if at > 0 {
            out.push(Span::plain(&rest[..at]));
        }
        let words = &rest[at + 2..at + 2 + length];
        out.push(if mark == "**" { Span::bold(words) } else { Span::italic(words) });
        rest = &rest[at + 4 + length..];
    }
    if !rest.is_empty() {
        out.push(Span::plain(rest));
    }
    out
}

fn cells(row: &str) -> Vec<String> {
    row.trim_end().trim_end_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect()
}

fn table(mut rows: Vec<Vec<String>>) -> Table {
    let head = rows.remove(0);
    rows.retain(|row| !row.iter().all(|cell| !cell.is_empty() && cell.chars().all(|c| "-: ".contains(c))));
    let columns = head.iter().enumerate().map(|(n, head)| {
        let longest = rows.iter().filter_map(|row| row.get(n)).map(|cell| cell.chars().count()).max().unwrap_or(0);
        let is_ordinal = ["tt", "stt", "số tt"].contains(&head.to_lowercase().as_str());
        let is_figure = rows.iter().filter_map(|row| row.get(n)).all(|cell| cell.chars().all(|c| c.is_ascii_digit() || ".,% ".contains(c)));
        let stand = match (is_ordinal, is_figure && !rows.is_empty()) {
            (true, _) => Stand::Centre,
            (_, true) => Stand::Right,
            _ => Stand::Left,
        };
        Column::new(head.as_str(), longest.clamp(4, 60) as f32).stand(stand)
    });
    let columns = columns.collect();
    let rows = rows.iter().map(|row| Row { cells: row.iter().map(|cell| spans(cell)).collect(), bold: false }).collect();
    Table { caption: String::new(), columns, rows }
}

#[cfg(test)]
#[path = "tests/markup.rs"]
mod tests;
