//! Lists of agencies (danh sách cơ quan): cuts "UBND các huyện, thành phố A và B" into one name each. Splits at a comma, "và",
//! "cùng" or ";" only where the next words begin a name, so commas inside a name stay. Adds no name that is not written.

use super::cursor::{Cursor, separator};
use super::heads::{Head, head};
use super::places::place;
use super::verbs;
use crate::text::words::{Tok, tokens};

/// A name with the bytes it was read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agency {
    /// The name, with the head of its list ("UBND") where the text leaves it out.
    pub name: String,
    /// Byte offset in the parsed text.
    pub at: usize,
    /// One past its last byte.
    pub end: usize,
    /// "(sau đây gọi tắt là …)" or "(SKHCN)" right behind it.
    pub short: Option<String>,
}

/// Where a list may end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// The text is nothing but the list (label, cell, heading).
    Bounded,
    /// A sentence goes on after the list.
    Open,
}

/// A parsed list and the byte offset of what follows it.
#[derive(Debug, Clone, Default)]
pub struct List {
    /// Names in order.
    pub agencies: Vec<Agency>,
    /// Offset of the rest.
    pub end: usize,
    /// Every part began like a name; false when a bounded list had to take words as they were.
    pub sure: bool,
}

impl Cursor<'_, '_> {
    fn run(&mut self) -> usize {
        let mut i = 0;
        let mut done = 0;
        loop {
            if i >= self.toks.len() {
                return self.toks.len();
            }
            let before = self.out.len();
            let next = if let Some(n) = (before > 0).then(|| self.shared(i)).flatten() {
                n
            } else {
                match head(&self.toks[i..]) {
                    Some(Head::Named { len, full, field }) => self.named(i, len, full, field),
                    Some(Head::Group { len, opened }) => self.group(i, len, opened),
                    None if self.mode == Mode::Bounded => self.plain(i),
                    None => return done,
                }
            };
            if self.out.len() == before {
                return done;
            }
            done = next;
            i = next;
            if let Some(k) = self.bracket(i) {
                i = k;
                done = k;
            }
            let Some(sep) = separator(self.toks, i) else { return done };
            let rest = &self.toks[(i + sep).min(self.toks.len())..];
            if rest.is_empty() {
                return self.toks.len();
            }
            let verb = verbs::verb(rest) || verbs::role(rest);
            if verb && head(rest).is_none() {
                return done;
            }
            i += sep;
        }
    }

    /// Bounded text that begins like no known name: taken up to the next separator.
    fn plain(&mut self, from: usize) -> usize {
        self.sure = false;
        let mut i = from;
        while i < self.toks.len() && self.bracket(i).is_none() {
            if verbs::role(&self.toks[i..]) {
                break;
            }
            let joint = matches!(self.toks[i].s, "và" | "&");
            let opens = self.toks.get(i + 1).is_some_and(|t| head(&self.toks[i + 1..]).is_some() || t.cap && place(&self.toks[i + 1..]).is_some());
            if separator(self.toks, i).is_some() && (!joint || opens) {
                break;
            }
            if matches!(self.toks[i].s, "." | ":") && self.toks.get(i + 1).is_none_or(|t| t.at > self.toks[i].end()) {
                break;
            }
            i += 1;
        }
        let name = self.slice(from, i).to_owned();
        self.push(name, from, i, None);
        i
    }
}

/// Parses the list at the front of a text.
pub fn parse(text: &str, mode: Mode) -> List {
    let toks = tokens(text);
    parse_tokens(text, &toks, mode)
}

/// Parses the list at the front of tokens cut from `text`.
pub fn parse_tokens(text: &str, toks: &[Tok], mode: Mode) -> List {
    let mut c = Cursor { text, toks, mode, out: Vec::new(), sure: true, prefix: String::new(), kind: String::new() };
    let n = c.run();
    let end = toks.get(n).map_or(text.len(), |t| t.at);
    let agencies = c.out.into_iter().map(|mut a| {
        a.name = tidy(&a.name);
        a
    });
    List { agencies: agencies.filter(|a| !a.name.is_empty()).collect(), end, sure: c.sure }
}

fn tidy(name: &str) -> String {
    if !name.contains(['(', '<']) {
        let s = crate::text::words::collapse(name);
        return s.trim_matches(|c: char| ",;:.–- \"“”".contains(c)).to_owned();
    }
    let mut s = String::new();
    let mut depth = 0;
    for ch in name.replace("<br>", " ").chars() {
        match ch {
            '(' => depth += 1,
            ')' => depth = (depth - 1).max(0),
            c if depth == 0 => s.push(c),
            _ => {}
        }
    }
    let s = crate::text::words::collapse(&s);
    s.trim_matches(|c: char| ",;:.–- \"“”".contains(c)).to_owned()
}
