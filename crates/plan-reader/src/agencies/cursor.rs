//! The cursor (con trỏ) that walks over the tokens of a list: slices, brackets, separators and short names.

use super::list::{Agency, Mode};
use crate::text::words::Tok;

/// State of one walk.
pub(super) struct Cursor<'t, 'a> {
    pub(super) text: &'a str,
    pub(super) toks: &'t [Tok<'a>],
    pub(super) mode: Mode,
    pub(super) out: Vec<Agency>,
    pub(super) sure: bool,
    /// Head words ("UBND") shared by places that follow.
    pub(super) prefix: String,
    /// Kind of place ("thị xã") shared by bare names that follow.
    pub(super) kind: String,
}

/// A separator at i: number of its tokens.
pub(super) fn separator(toks: &[Tok], i: usize) -> Option<usize> {
    let t = toks.get(i)?;
    let joint = |t: &Tok| !t.cap && matches!(t.s, "và" | "cùng" | "với") || t.s == "&";
    if matches!(t.s, "," | ";" | "/" | "<br>" | "<br/>" | "<br />") {
        let more = toks.get(i + 1).filter(|n| joint(n) || n.s == "<br>").map_or(0, |_| 1);
        let with = toks.get(i + 2).filter(|n| more == 1 && n.s == "với").map_or(0, |_| 1);
        return Some(1 + more + with);
    }
    if joint(t) && t.s != "với" {
        return Some(1 + toks.get(i + 1).filter(|n| matches!(n.s, "với" | "cùng")).map_or(0, |_| 1));
    }
    None
}

impl<'a> Cursor<'_, 'a> {
    pub(super) fn slice(&self, from: usize, to: usize) -> &'a str {
        if from >= to || to > self.toks.len() {
            return "";
        }
        &self.text[self.toks[from].at..self.toks[to - 1].end()]
    }

    pub(super) fn push(&mut self, name: String, from: usize, to: usize, short: Option<String>) {
        if name.is_empty() || from >= to {
            return;
        }
        let (at, end) = (self.toks[from].at, self.toks[to - 1].end());
        self.out.push(Agency { name, at, end, short });
    }

    pub(super) fn bracket(&self, i: usize) -> Option<usize> {
        if self.toks.get(i)?.s != "(" {
            return None;
        }
        let mut depth = 0;
        for (k, t) in self.toks.iter().enumerate().skip(i) {
            match t.s {
                "(" => depth += 1,
                ")" => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                return Some(k + 1);
            }
        }
        Some(self.toks.len())
    }

    pub(super) fn short(&self, from: usize, to: usize) -> Option<String> {
        let inner = self.slice(from + 1, to.saturating_sub(1));
        let folded = crate::text::words::fold(inner);
        for key in ["goi tat la", "viet tat la", "goi tat", "viet tat", "goi chung la", "goi la"] {
            if let Some(at) = folded.find(key) {
                let words = folded[at..].split_whitespace().count() - key.split(' ').count();
                let all: Vec<&str> = inner.split_whitespace().collect();
                let name = all[all.len().saturating_sub(words)..].join(" ");
                return Some(name.trim_matches(|c: char| "“”\":.".contains(c) || c.is_whitespace()).to_owned()).filter(|s| !s.is_empty());
            }
        }
        (to - from == 3 && inner.chars().filter(|c| c.is_uppercase()).count() >= 3 && !inner.contains(' ')).then(|| inner.to_owned())
    }

    pub(super) fn tail_bracket(&self, i: usize) -> usize {
        self.bracket(i).unwrap_or(i)
    }
}
