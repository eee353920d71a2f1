//! Agencies of the plan (danh sách cơ quan): one entry per agency with the other spellings found in this document.

use super::Ctx;
use crate::agencies;
use crate::model::{Reading, Span, Unit};
use crate::text::words::{count, fold};
use std::collections::HashMap;

/// Names with the span of the first fact that holds them.
fn names(r: &Reading) -> Vec<(&str, Span)> {
    let mut out: Vec<(&str, Span)> = Vec::new();
    let o = &r.organisers;
    out.extend(o.lead.iter().chain(&o.organising).chain(&o.coordinating).map(|n| (n.as_str(), o.span)));
    for c in &r.clusters {
        out.extend(c.host.iter().chain(&c.members).map(|n| (n.as_str(), c.span)));
    }
    for a in &r.assignments {
        out.extend(a.lead.iter().chain(&a.coordinating).map(|n| (n.as_str(), a.span)));
    }
    if let Some(e) = &r.escalation {
        out.extend(e.to.iter().chain(&e.decided_by).map(|n| (n.as_str(), e.span)));
    }
    out
}

/// " tinh x" when all names that carry a province carry the same.
fn province(all: &[(&str, Span)]) -> Option<String> {
    let mut found: Option<String> = None;
    for (n, _) in all {
        let key = agencies::name_key(n);
        let Some(i) = key.find(" tinh ") else { continue };
        let tail = &key[i..];
        if tail.split(' ').count() > 5 || tail.starts_with(" tinh doan") || tail.starts_with(" tinh uy") {
            continue;
        }
        match &found {
            Some(f) if f != tail => return None,
            Some(_) => {}
            None => found = Some(tail.to_owned()),
        }
    }
    found
}

/// Collects every name the reading holds.
pub fn read(ctx: &Ctx, r: &Reading) -> Vec<Unit> {
    let all = names(r);
    let province = province(&all);
    let mut spellings: Vec<(String, Vec<&str>)> = Vec::new();
    let mut index: HashMap<String, usize> = HashMap::new();
    let mut seen: HashMap<&str, Span> = HashMap::new();
    for (n, span) in all {
        if seen.contains_key(n) {
            continue;
        }
        seen.insert(n, span);
        let mut key = agencies::name_key(n);
        // "Công an tỉnh" and "Công an tỉnh X" are one where the plan knows one province only.
        if let Some(bare) = province.as_deref().and_then(|p| key.strip_suffix(p)) {
            key.truncate(bare.len() + " tinh".len());
        }
        if key.is_empty() {
            continue;
        }
        let at = *index.entry(key.clone()).or_insert_with(|| {
            spellings.push((key, Vec::new()));
            spellings.len() - 1
        });
        spellings[at].1.push(n);
    }
    let short = shorts(ctx);
    let text = ctx.src.text();
    // Looking for first mentions stays linear: beyond a few passes over the text, the fact's own place must do.
    let mut budget = text.len() * 8 + 1_000_000;
    merge(spellings)
        .into_iter()
        .map(|names| {
            let longest = names.iter().map(|n| count(n)).max().unwrap_or(0);
            let name = names.iter().copied().find(|n| count(n) == longest).unwrap_or("");
            let mut aliases: Vec<String> = names.iter().filter(|n| **n != name).map(|n| (*n).to_owned()).collect();
            for (long, s) in &short {
                if agencies::same(long, name) && !aliases.contains(s) && s != name {
                    aliases.push(s.clone());
                }
            }
            let mut span = seen.get(names[0]).copied().unwrap_or_default();
            if let Some(left) = budget.checked_sub(1) {
                let hit = text.find(names[0]);
                budget = left.saturating_sub(hit.unwrap_or(text.len()));
                if let Some(i) = hit {
                    span = ctx.span(&text[i..i + names[0].len()]);
                }
            }
            let kind = agencies::kind_of(name).to_owned();
            let confidence = if kind == "group" { 0.6 } else if kind == "other" { 0.7 } else { 0.9 };
            let because = if kind == "group" { "Nhóm chưa nêu tên từng cơ quan".into() } else { "Tên cơ quan được nhắc trong kế hoạch".into() };
            Unit { name: name.to_owned(), kind, aliases, span, confidence, because }
        })
        .collect()
}

/// Joins abbreviations to their full names.
fn merge(spellings: Vec<(String, Vec<&str>)>) -> Vec<Vec<&str>> {
    let mut groups: Vec<Vec<&str>> = Vec::new();
    let mut long: Vec<Vec<&str>> = Vec::new();
    let mut short: Vec<Vec<&str>> = Vec::new();
    for (_, names) in spellings {
        let abbreviated = names[0].split_whitespace().any(|w| w.chars().filter(|c| c.is_uppercase()).count() >= 2 && !matches!(w, "UBND" | "HĐND" | "MTTQ"));
        if abbreviated {
            short.push(names);
        } else {
            long.push(names);
        }
    }
    let mut budget = 400_000usize;
    for s in short {
        let first = fold(s[0]).chars().next();
        budget = budget.saturating_sub(long.len());
        let home = if budget > 0 { long.iter_mut().find(|l| l.iter().any(|n| fold(&n[..n.chars().next().map_or(0, char::len_utf8)]).chars().next() == first && agencies::short_of(s[0], n))) } else { None };
        match home {
            Some(l) => l.extend(s),
            None => groups.push(s),
        }
    }
    long.extend(groups);
    long
}

/// "Sở X (sau đây gọi tắt là SX)" pairs of the document.
fn shorts(ctx: &Ctx) -> Vec<(String, String)> {
    let mut out = Vec::new();
    let text = ctx.src.text();
    for (i, _) in text.match_indices("gọi tắt") {
        let Some(open) = text[..i].rfind('(') else { continue };
        if i - open > 60 {
            continue;
        }
        let close = text[i..].find(')').map_or(text.len(), |c| i + c);
        let line = text[..open].rfind(['\n', ';']).map_or(0, |l| l + 1);
        let toks = crate::text::words::tokens(&text[line..open]);
        for k in 0..toks.len() {
            let from = &text[line + toks[k].at..(close + 1).min(text.len())];
            let list = agencies::parse(from, agencies::Mode::Bounded);
            if !list.sure || agencies::head(&toks[k..]).is_none() {
                continue;
            }
            if let Some((a, s)) = list.agencies.into_iter().find_map(|a| a.short.clone().map(|s| (a, s))) {
                out.push((a.name, s));
                break;
            }
        }
    }
    out
}
