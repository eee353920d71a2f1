//! Places in names (địa danh): "UBND các huyện, thành phố A và B", "phường Xuân Hương - Đà Lạt", "trên địa bàn tỉnh".

use super::cursor::{Cursor, separator};
use super::heads::{Head, head};
use super::verbs;
use crate::text::words::Tok;

/// A kind of place begins the tokens: number of its tokens.
pub(super) fn place(toks: &[Tok]) -> Option<usize> {
    let t = toks.first()?;
    match t.f.as_str() {
        "huyen" | "quan" | "phuong" | "xa" | "tinh" => {
            // "xã hội", "quân sự", "tỉnh đoàn" are no places.
            let next = toks.get(1).map_or("", |n| n.f.as_str());
            let marked = matches!(t.s.to_lowercase().as_str(), "huyện" | "quận" | "phường" | "xã" | "tỉnh");
            (marked && !matches!((t.f.as_str(), next), ("xa", "hoi" | "doan") | ("huyen" | "tinh" | "quan", "doan" | "uy") | ("phuong", "doan"))).then_some(1)
        }
        "tp." | "tp" | "tx." => Some(1),
        "thanh" => (toks.get(1)?.f == "pho").then_some(2),
        "thi" => matches!(toks.get(1)?.f.as_str(), "xa" | "tran").then_some(2),
        "dac" => (toks.get(1)?.f == "khu").then_some(2),
        _ => None,
    }
}

/// A capital or a number.
pub(super) fn proper(t: Option<&Tok>) -> bool {
    t.is_some_and(|t| t.word && (t.cap || t.s.starts_with(|c: char| c.is_ascii_digit())))
}

impl Cursor<'_, '_> {
    /// The place list after a head: "các huyện, thành phố A và B". Returns the token after it.
    pub(super) fn places(&mut self, name_from: usize, mut i: usize) -> Option<usize> {
        let prefix = self.slice(name_from, i).to_owned();
        let mut j = i;
        let opened = self.toks.get(j).is_some_and(|t| matches!(t.f.as_str(), "cac" | "nhung" | "moi" | "tung"));
        if opened {
            j += 1;
        }
        let counted = self.toks.get(j).is_some_and(|t| t.s.bytes().all(|b| b.is_ascii_digit()));
        if counted {
            j += 1;
        }
        let n = place(&self.toks[j.min(self.toks.len())..])?;
        let kind = self.slice(j, j + n).to_owned();
        let colon = self.toks.get(j + n).filter(|t| t.s == ":").map_or(0, |_| 1);
        if proper(self.toks.get(j + n + colon)) && (opened || !counted) {
            // "các huyện Sơn Tịnh, Trà Bồng" or "huyện Sơn Tịnh".
            let end = self.proper_end(j + n + colon);
            let name = format!("{prefix} {kind} {}", self.slice(j + n + colon, end));
            self.push(name, name_from, end, None);
            self.prefix = prefix;
            self.kind = kind;
            return Some(end);
        }
        // A group: "các huyện, thị xã, thành phố" up to the first named place.
        i = j + n;
        self.kind = String::new();
        loop {
            i = self.qualifier(i);
            let Some(sep) = separator(self.toks, i) else { break };
            let Some(m) = place(&self.toks[(i + sep).min(self.toks.len())..]) else { break };
            if proper(self.toks.get(i + sep + m)) {
                break;
            }
            i += sep + m;
        }
        let name = self.slice(name_from, i).to_owned();
        self.push(name, name_from, i, None);
        self.prefix = prefix;
        Some(i)
    }

    /// "trên địa bàn tỉnh", "trực thuộc", "liên quan" behind a group.
    pub(super) fn qualifier(&self, mut i: usize) -> usize {
        loop {
            let f = |k: usize| self.toks.get(i + k).map_or("", |t| t.f.as_str());
            let n = match (f(0), f(1), f(2)) {
                ("tren", "dia", "ban") => 3,
                ("trong", "tinh" | "huyen" | "xa" | "toan", _) | ("lien", "quan", _) | ("co", "lien", "quan") | ("truc", "thuoc", _) | ("co", "so", _) => 2,
                ("thuoc", ..) | ("khac", ..) => 1,
                ("cung", "cap", _) | ("con", "lai", _) => 2,
                ("dang", "cai", _) if i > 0 && self.host_attribute(i + 2) => 2,
                _ => 0,
            };
            if n == 0 {
                return i;
            }
            i += n + usize::from(f(0) == "co" && f(1) == "lien");
            let belongs = self.toks[i - 1].f == "thuoc";
            let at = |k: usize| self.toks.get(i + k).map_or("", |t| t.f.as_str());
            if belongs && at(0) == "trung" && at(1) == "uong" {
                i += 2;
            } else if belongs && place(&self.toks[i.min(self.toks.len())..]).is_none() && self.toks.get(i).is_some_and(|t| t.cap) {
                i += 1 + usize::from(matches!(at(1), "uy" | "doan" | "nhan"));
            }
            if let Some(m) = place(&self.toks[i.min(self.toks.len())..]) {
                i += m;
                if proper(self.toks.get(i)) {
                    i = self.proper_end(i);
                }
            }
        }
    }

    /// "đăng cai" behind a group says which ones, unless something is hosted: the list or the sentence goes on behind it.
    pub(super) fn host_attribute(&self, i: usize) -> bool {
        self.toks.get(i).is_none_or(|t| !t.word) || separator(self.toks, i).is_some() || verbs::verb(&self.toks[i..])
    }

    /// End of a run of capitals: "Xuân Hương - Đà Lạt", "Phường 1", "Bà Rịa–Vũng Tàu".
    pub(super) fn proper_end(&self, mut i: usize) -> usize {
        let start = i;
        while let Some(t) = self.toks.get(i) {
            if proper(Some(t)) && (i == start || head(&self.toks[i..]).is_none_or(|h| !matches!(h, Head::Named { .. })) || !self.after_mark(i)) {
                i += 1;
            } else if matches!(t.s, "-" | "–" | "’") && i > start && proper(self.toks.get(i + 1)) {
                i += 2;
            } else {
                break;
            }
        }
        i
    }

    pub(super) fn after_mark(&self, i: usize) -> bool {
        i > 0 && !self.toks[i - 1].word
    }

    pub(super) fn places_checked(&mut self, from: usize, i: usize) -> Option<usize> {
        let single = self.toks[i].f != "cac" && place(&self.toks[i..]).is_some_and(|n| !proper(self.toks.get(i + n)));
        if single {
            // "UBND tỉnh", "Công an thành phố": part of the name unless a list of kinds follows.
            let n = place(&self.toks[i..])?;
            let group = self.toks[i].f != "tinh" && separator(self.toks, i + n).is_some_and(|s| place(&self.toks[(i + n + s).min(self.toks.len())..]).is_some_and(|m| !proper(self.toks.get(i + n + s + m))));
            if !group {
                return Some(i + n);
            }
        }
        self.places(from, i)
    }

    pub(super) fn last_place(&self, from: usize, i: usize) -> bool {
        (from..i).any(|k| place(&self.toks[k..]).is_some())
    }

    /// A place that shares the head before it: ", thành phố Vinh", ", Trảng Bom".
    pub(super) fn shared(&mut self, from: usize) -> Option<usize> {
        if self.prefix.is_empty() {
            return None;
        }
        let rest = &self.toks[from..];
        if let Some(n) = place(rest) {
            if proper(rest.get(n)) {
                let end = self.proper_end(from + n);
                let kind = self.slice(from, from + n).to_owned();
                let name = format!("{} {}", self.prefix, self.slice(from, end));
                self.push(name, from, end, None);
                self.kind = kind;
                return Some(end);
            }
            return None;
        }
        if !self.kind.is_empty() && proper(rest.first()) && !matches!(head(rest), Some(Head::Named { .. })) {
            let end = self.proper_end(from);
            let name = format!("{} {} {}", self.prefix, self.kind, self.slice(from, end));
            self.push(name, from, end, None);
            return Some(end);
        }
        None
    }
}

impl Tok<'_> {
    /// "Thành phố Cảng" inside a title is no place word of a list.
    pub(super) fn cap_word_inside(&self) -> bool {
        self.cap && matches!(self.f.as_str(), "thi" | "xa" | "tinh" | "dac")
    }
}
