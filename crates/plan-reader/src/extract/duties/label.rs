//! Label lines (dòng nhãn): "Đơn vị chủ trì: A", "Đơn vị phối hợp: B" below an activity give a duty with the activity's title.

use crate::agencies;
use crate::extract::Ctx;
use crate::model::{Assignment, Basis};
use crate::roles::{self, Roles};
use crate::section::Section;
use crate::text::words::{fold, unstop};
use crate::heading::key_value;
use regex::Regex;
use std::sync::LazyLock;

/// What the label lines below one heading say.
#[derive(Debug, Clone, Default)]
pub struct Lines<'a> {
    /// Who.
    pub roles: Roles,
    /// When, as written.
    pub time: Option<&'a str>,
    /// Where.
    pub venue: Option<&'a str>,
    /// For whom.
    pub audience: Option<&'a str>,
    /// A line names a lead or coordinating agency.
    pub assigned: bool,
}

static ALSO: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(?i)[;,.]\s*(?:các\s+)?(?:(?:đơn vị|cơ quan)\s+)?phối hợp(?:\s+thực hiện)?\s*(?::|với|cùng)?\s*").expect("fixed"));

#[derive(PartialEq, Clone, Copy)]
enum Key {
    Lead,
    Partner,
    Time,
    Venue,
    Audience,
}

fn key_of(words: &str) -> Option<Key> {
    let f = fold(words);
    let starts = |list: &[&str]| list.iter().any(|w| f.starts_with(w));
    if starts(&["don vi phoi hop", "co quan phoi hop", "phoi hop", "cac don vi phoi hop", "cac co quan phoi hop", "don vi tham gia phoi hop", "co quan, don vi phoi hop", "don vi dong hanh", "don vi tham gia", "cac don vi tham gia", "don vi ho tro"]) {
        return Some(Key::Partner);
    }
    if starts(&["don vi chu tri", "co quan chu tri", "chu tri", "don vi thuc hien", "co quan thuc hien", "don vi phu trach", "co quan phu trach", "don vi chiu trach nhiem", "co quan chiu trach nhiem", "don vi dau moi", "dau moi", "don vi to chuc", "co quan to chuc", "phan cong", "giao thuc hien", "don vi duoc giao", "co quan, don vi chu tri", "don vi tham muu", "don vi chu quan", "bo phan phu trach", "bo phan thuc hien", "phu trach", "thuc hien", "don vi dang cai"]) {
        return Some(Key::Lead);
    }
    if starts(&["thoi gian", "thoi han", "han hoan thanh", "tien do"]) {
        return Some(Key::Time);
    }
    if starts(&["dia diem"]) {
        return Some(Key::Venue);
    }
    if starts(&["doi tuong"]) || f == "thanh phan" || f.starts_with("thanh phan tham") {
        return Some(Key::Audience);
    }
    None
}

/// Reads the label lines right below a heading.
pub fn lines<'a>(ctx: &Ctx<'a>, at: usize) -> Lines<'a> {
    let mut out = Lines::default();
    let nodes = &ctx.tree.nodes;
    for &c in &nodes[at].children {
        let n = &nodes[c];
        if n.heading && n.run_in.is_empty() && n.children.is_empty() && !n.title.contains(':') {
            continue;
        }
        let (words, value) = if n.heading {
            (n.title, n.run_in)
        } else if let Some(kv) = key_value(n.body) {
            kv
        } else if let Some(rest) = n.body.strip_prefix("Địa điểm ") {
            ("Địa điểm", rest.trim_start_matches("tại ").trim_start())
        } else {
            continue;
        };
        let Some(kind) = key_of(words) else { continue };
        let says_units = ["don vi", "co quan", "cac don vi", "cac co quan", "thoi gian", "dia diem", "doi tuong", "thanh phan"].iter().any(|w| fold(words).starts_with(w));
        if value.is_empty() && n.heading && !says_units {
            continue;
        }
        // "4. Đơn vị tổ chức" above label lines of its own.
        if value.is_empty() && n.children.iter().any(|k| key_value(nodes[*k].body).is_some_and(|(w, _)| key_of(w).is_some())) {
            let inner = lines(ctx, c);
            out.assigned |= inner.assigned;
            out.roles.lead.extend(inner.roles.lead);
            out.roles.coordinating.extend(inner.roles.coordinating);
            out.time = out.time.or(inner.time);
            out.venue = out.venue.or(inner.venue);
            continue;
        }
        let children = || n.children.iter().map(|k| nodes[*k].body.trim_end_matches([';', '.', ','])).collect::<Vec<_>>().join("; ");
        match kind {
            Key::Lead | Key::Partner => {
                let owned = if value.is_empty() { children() } else { value.to_owned() };
                if owned.is_empty() || agencies::person(&owned) {
                    continue;
                }
                // "A; B phối hợp" and "A chủ trì, B phối hợp".
                if kind == Key::Lead && owned.trim_end_matches(['.', ';']).ends_with("phối hợp") {
                    let trailing = |s: &&str| s.trim_end_matches(['.', ' ']).ends_with("phối hợp");
                    let parts: Vec<&str> = owned.split(';').collect();
                    let found = if parts.len() > 1 {
                        let join = |want: bool| parts.iter().filter(|p| trailing(p) == want).map(|p| p.trim().trim_end_matches(['.', ' ']).trim_end_matches("phối hợp")).collect::<Vec<_>>().join("; ");
                        Some(Roles { lead: agencies::split_list(&join(false)), coordinating: agencies::split_list(&join(true)) })
                    } else {
                        roles::bracket(&owned)
                    };
                    if let Some(r) = found.filter(|r| !r.lead.is_empty()) {
                        out.assigned = true;
                        out.roles.lead.extend(r.lead);
                        out.roles.coordinating.extend(r.coordinating);
                        continue;
                    }
                }
                let cut = ALSO.find(&owned).filter(|_| kind == Key::Lead);
                let (first, second) = cut.map_or((owned.as_str(), ""), |m| (&owned[..m.start()], &owned[m.end()..]));
                let names = agencies::split_list(first);
                if names.is_empty() {
                    continue;
                }
                out.assigned = true;
                if kind == Key::Lead {
                    out.roles.lead.extend(names);
                    out.roles.coordinating.extend(agencies::split_list(second));
                } else {
                    out.roles.coordinating.extend(names);
                }
            }
            Key::Time => out.time = out.time.or(Some(value).filter(|v| !v.is_empty())),
            Key::Venue => out.venue = out.venue.or(Some(unstop(value)).filter(|v| !v.is_empty())),
            Key::Audience => out.audience = out.audience.or(Some(unstop(value)).filter(|v| !v.is_empty())),
        }
    }
    out.roles = std::mem::take(&mut out.roles).tidy();
    out
}

/// The words before a colon are a label.
pub(in crate::extract) fn is_key(words: &str) -> bool {
    key_of(words).is_some()
}

/// A line that is a label, not a duty.
pub(in crate::extract) fn is_label(body: &str) -> bool {
    key_value(body).is_some_and(|(k, _)| key_of(k).is_some())
}

/// The duty of a heading with label lines.
pub fn read(ctx: &Ctx, at: usize, out: &mut Vec<Assignment>) {
    let n = &ctx.tree.nodes[at];
    if matches!(n.section, Section::Frame | Section::Purpose) || !n.owner.is_empty() || is_key(n.title) {
        return;
    }
    let l = lines(ctx, at);
    if !l.assigned {
        return;
    }
    let deadline = l.time.and_then(|t| ctx.when(t));
    let named = if l.roles.lead.is_empty() { "đơn vị phối hợp" } else { "đơn vị chủ trì" };
    let confidence = if l.roles.lead.is_empty() { 0.7 } else { 0.97 };
    out.push(super::make(ctx, at, n.title, l.roles, Basis::Label, deadline, format!("Dòng “{named}” dưới đề mục"), confidence));
}
