//! Names (tên): reads one named agency or one group from its head to its end.

use super::cursor::{Cursor, separator};
use super::heads::{Head, field, head};
use super::list::Mode;
use super::places::{place, proper};
use super::verbs;

impl Cursor<'_, '_> {
    /// Reads one named agency; returns the token after it.
    pub(super) fn named(&mut self, from: usize, len: usize, full: bool, fielded: bool) -> usize {
        let mut i = from + len;
        let mut complete = full;
        let mut known = false;
        if fielded && let Some(n) = field(&self.toks[i..]) {
            i += n;
            complete = true;
            // "Kinh tế số và Xã hội số" only begins like a known field.
            let longer = self.toks.get(i).is_some_and(|t| t.word && !t.cap)
                && !verbs::verb(&self.toks[i..])
                && !verbs::role(&self.toks[i..])
                && place(&self.toks[i..]).is_none()
                && self.qualifier(i) == i
                && !verbs::stop(&self.toks[i])
                && separator(self.toks, i).is_none()
                && (self.mode == Mode::Bounded || separator(self.toks, i + 1).is_some());
            known = !longer;
        }
        let mut short = None;
        // UBND, Công an, Thư viện, Phòng … followed by places.
        let mut end = i;
        let mut placed = false;
        while i < self.toks.len() {
            let t = &self.toks[i];
            if placed && self.mode == Mode::Open && t.word && !t.cap && separator(self.toks, i).is_none() && self.qualifier(i) == i && place(&self.toks[i..]).is_none() {
                break;
            }
            if (complete || full) && i > from && (t.f == "cac" || place(&self.toks[i..]).is_some()) && !t.cap_word_inside() {
                let before = self.out.len();
                if let Some(next) = self.places_checked(from, i) {
                    if self.out.len() > before {
                        return self.tail_bracket(next);
                    }
                    i = next;
                    end = i;
                    placed = true;
                    continue;
                }
            }
            if let Some(k) = self.bracket(i) {
                short = short.or_else(|| self.short(i, k));
                i = k;
                complete = true;
                // Words after a bracket belong to the name no more, but a place may.
                continue;
            }
            if verbs::role(&self.toks[i..]) && complete {
                break;
            }
            if self.mode == Mode::Open && complete && (verbs::verb(&self.toks[i..]) || verbs::stop(t)) && self.qualifier(i) == i {
                break;
            }
            if let Some(sep) = separator(self.toks, i) {
                if !self.inside(from, i, sep, fielded && !known) {
                    break;
                }
                i += sep;
                continue;
            }
            if !t.word && !matches!(t.s, "-" | "–" | "&" | "“" | "”" | "\"" | "." | "’") || t.s == "." && self.toks.get(i + 1).is_none_or(|n| n.at > t.end()) {
                break;
            }
            if known && self.mode == Mode::Open && t.word && !t.cap && self.qualifier(i) == i && !matches!(t.f.as_str(), "uy" | "doan") {
                break;
            }
            let q = self.qualifier(i);
            i = if q > i { q } else { i + 1 };
            end = i;
            complete = true;
        }
        if self.mode == Mode::Open && end - from > 14 {
            end = (from + 1..end).rev().find(|k| self.toks[*k].cap).map_or(end, |k| k + 1).min(from + 14);
            i = end;
        }
        let name = self.slice(from, end).to_owned();
        self.push(name, from, end, short);
        self.prefix.clear();
        self.kind.clear();
        i
    }

    /// The separator at i stands inside the name that began at `from`.
    pub(super) fn inside(&self, from: usize, i: usize, sep: usize, fielded: bool) -> bool {
        let mark = self.toks[i].s;
        let rest = &self.toks[(i + sep).min(self.toks.len())..];
        let Some(next) = rest.first() else { return false };
        if matches!(mark, ";" | "/") || mark.starts_with("<br") || head(rest).is_some() || !next.word {
            return false;
        }
        if place(rest).is_some() && !next.cap {
            return false;
        }
        if verbs::verb(rest) || verbs::role(rest) || verbs::stop(next) {
            return false;
        }
        if next.cap {
            return fielded && i - from < 16;
        }
        // "Nông nghiệp và phát triển …" in small letters.
        fielded && matches!(mark, "và" | "&")
    }

    /// "Các Sở: Công Thương, Y tế" and "các sở Công Thương, Y tế": one department for each field.
    fn fields(&mut self, from: usize, len: usize) -> Option<usize> {
        let noun = &self.toks[from + len - 1];
        if len != 2 || !matches!(noun.s.to_lowercase().as_str(), "sở" | "bộ") {
            return None;
        }
        let head = if noun.s.to_lowercase() == "sở" { "Sở" } else { "Bộ" };
        let mut i = from + len + usize::from(self.toks.get(from + len).is_some_and(|t| t.s == ":"));
        let mut done = None;
        while self.toks.get(i).is_some_and(|t| t.cap) {
            let Some(n) = field(&self.toks[i..]) else { break };
            let name = format!("{head} {}", self.slice(i, i + n));
            self.push(name, i, i + n, None);
            i += n;
            done = Some(i);
            let Some(sep) = separator(self.toks, i) else { break };
            if !self.toks.get(i + sep).is_some_and(|t| t.cap) || field(&self.toks[i + sep..]).is_none() {
                break;
            }
            i += sep;
        }
        done
    }

    /// Reads a group; returns the token after it.
    pub(super) fn group(&mut self, from: usize, len: usize, opened: bool) -> usize {
        if let Some(next) = self.fields(from, len) {
            return next;
        }
        let mut i = from + len;
        let mut end = i;
        let mut words = 0;
        while i < self.toks.len() {
            let t = &self.toks[i];
            if let Some(k) = self.bracket(i) {
                i = k;
                continue;
            }
            let q = self.qualifier(i);
            if q > i {
                i = q;
                end = i;
                continue;
            }
            if verbs::role(&self.toks[i..]) {
                break;
            }
            let advises = t.s == "tham" && i > 1 && self.toks[i - 1].f == "quan" && self.toks[i - 2].f == "co";
            if self.mode == Mode::Open && !advises && (verbs::verb(&self.toks[i..]) || verbs::stop(t)) {
                break;
            }
            if let Some(sep) = separator(self.toks, i) {
                let rest = &self.toks[(i + sep).min(self.toks.len())..];
                let Some(next) = rest.first() else { break };
                if matches!(t.s, ";") || t.s.starts_with("<br") || !next.word {
                    break;
                }
                let new = match head(rest) {
                    Some(Head::Named { .. }) => true,
                    Some(Head::Group { opened, .. }) => opened,
                    None => false,
                };
                let verb = verbs::verb(rest) || verbs::stop(next) && self.mode == Mode::Open;
                if new || verb && self.mode == Mode::Open {
                    break;
                }
                if place(rest).is_some_and(|n| proper(rest.get(n))) && self.last_place(from, i) {
                    break;
                }
                if next.cap && !opened && self.mode == Mode::Open {
                    break;
                }
                i += sep;
                continue;
            }
            if !t.word && !matches!(t.s, "-" | "–" | "“" | "”" | "\"") {
                break;
            }
            words += 1;
            if self.mode == Mode::Open && words > 16 {
                break;
            }
            i += 1;
            end = i;
        }
        let name = self.slice(from, end).to_owned();
        self.push(name, from, end, None);
        self.prefix.clear();
        self.kind.clear();
        i
    }
}
