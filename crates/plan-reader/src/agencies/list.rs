//! Lists of agencies (danh sách cơ quan): cuts "UBND các huyện, thành phố A và B" into one name each. Splits at a comma, "và",
//! "cùng" or ";" only where the next words begin a name, so commas inside a name stay. Adds no name that is not written.

use super::heads::{Head, field, head};
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

fn place(toks: &[Tok]) -> Option<usize> {
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

fn proper(t: Option<&Tok>) -> bool {
    t.is_some_and(|t| t.word && (t.cap || t.s.starts_with(|c: char| c.is_ascii_digit())))
}

struct Cursor<'t, 'a> {
    text: &'a str,
    toks: &'t [Tok<'a>],
    mode: Mode,
    out: Vec<Agency>,
    sure: bool,
    /// Head words ("UBND") shared by places that follow.
    prefix: String,
    /// Kind of place ("thị xã") shared by bare names that follow.
    kind: String,
}

/// A separator at i: number of its tokens.
fn separator(toks: &[Tok], i: usize) -> Option<usize> {
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
    fn slice(&self, from: usize, to: usize) -> &'a str {
        if from >= to || to > self.toks.len() {
            return "";
        }
        &self.text[self.toks[from].at..self.toks[to - 1].end()]
    }

    fn push(&mut self, name: String, from: usize, to: usize, short: Option<String>) {
        if name.is_empty() || from >= to {
            return;
        }
        let (at, end) = (self.toks[from].at, self.toks[to - 1].end());
        self.out.push(Agency { name, at, end, short });
    }

    fn bracket(&self, i: usize) -> Option<usize> {
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

    fn short(&self, from: usize, to: usize) -> Option<String> {
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

    /// The place list after a head: "các huyện, thành phố A và B". Returns the token after it.
    fn places(&mut self, name_from: usize, mut i: usize) -> Option<usize> {
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
    fn qualifier(&self, mut i: usize) -> usize {
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
            if let Some(m) = place(&self.toks[i.min(self.toks.len())..]) {
                i += m;
                if proper(self.toks.get(i)) {
                    i = self.proper_end(i);
                }
            }
        }
    }

    /// "đăng cai" behind a group says which ones, unless something is hosted: the list or the sentence goes on behind it.
    fn host_attribute(&self, i: usize) -> bool {
        self.toks.get(i).is_none_or(|t| !t.word) || separator(self.toks, i).is_some() || verbs::verb(&self.toks[i..])
    }

    /// End of a run of capitals: "Xuân Hương - Đà Lạt", "Phường 1", "Bà Rịa–Vũng Tàu".
    fn proper_end(&self, mut i: usize) -> usize {
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

    fn after_mark(&self, i: usize) -> bool {
        i > 0 && !self.toks[i - 1].word
    }

    /// Reads one named agency; returns the token after it.
    fn named(&mut self, from: usize, len: usize, full: bool, fielded: bool) -> usize {
        let mut i = from + len;
        let mut complete = full;
        let mut known = false;
        if fielded && let Some(n) = field(&self.toks[i..]) {
            i += n;
            complete = true;
            known = true;
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

    fn places_checked(&mut self, from: usize, i: usize) -> Option<usize> {
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

    fn tail_bracket(&self, i: usize) -> usize {
        self.bracket(i).unwrap_or(i)
    }

    /// The separator at i stands inside the name that began at `from`.
    fn inside(&self, from: usize, i: usize, sep: usize, fielded: bool) -> bool {
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

    /// Reads a group; returns the token after it.
    fn group(&mut self, from: usize, len: usize, opened: bool) -> usize {
        let mut i = from + len;
        let mut end = i;
        let mut words = 0;
        while i < self.toks.len() {
            let t = &self.toks[i];
            if let Some(k) = self.bracket(i) {
                i = k;
                continue;
            }
            if verbs::role(&self.toks[i..]) {
                break;
            }
            let q = self.qualifier(i);
            if q > i {
                i = q;
                end = i;
                continue;
            }
            if self.mode == Mode::Open && (verbs::verb(&self.toks[i..]) || verbs::stop(t)) {
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

    fn last_place(&self, from: usize, i: usize) -> bool {
        (from..i).any(|k| place(&self.toks[k..]).is_some())
    }

    /// A place that shares the head before it: ", thành phố Vinh", ", Trảng Bom".
    fn shared(&mut self, from: usize) -> Option<usize> {
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
            if separator(self.toks, i).is_some() && !(matches!(self.toks[i].s, "và" | "&") && !self.toks.get(i + 1).is_some_and(|t| head(&self.toks[i + 1..]).is_some() || t.cap && place(&self.toks[i + 1..]).is_some())) {
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

impl Tok<'_> {
    /// "Thành phố Cảng" inside a title is no place word of a list.
    fn cap_word_inside(&self) -> bool {
        self.cap && matches!(self.f.as_str(), "thi" | "xa" | "tinh" | "dac")
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
