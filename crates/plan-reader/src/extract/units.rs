//! Agencies of the plan (danh sách cơ quan): one entry per agency with the other spellings found in this document.

use super::Ctx;
use crate::agencies;
use crate::model::{Reading, Span, Unit};
use crate::text::words::count;
use std::collections::{HashMap, HashSet};

/// Collects every name the reading holds.
pub fn read(ctx: &Ctx, r: &Reading) -> Vec<Unit> {
    let mut names: Vec<&str> = Vec::new();
    let mut add = |n: &'_ String, names: &mut Vec<&str>| {
        let _ = (n, names);
    };
    let _ = &mut add;
    for o in [&r.organisers.lead, &r.organisers.organising, &r.organisers.coordinating] {
        names.extend(o.iter().map(String::as_str));
    }
    for c in &r.clusters {
        names.extend(c.host.as_deref());
        names.extend(c.members.iter().map(String::as_str));
    }
    for a in &r.assignments {
        names.extend(a.lead.iter().chain(&a.coordinating).map(String::as_str));
    }
    if let Some(e) = &r.escalation {
        names.extend(e.to.as_deref());
        names.extend(e.decided_by.as_deref());
    }
    let mut spellings: Vec<(String, Vec<&str>)> = Vec::new();
    let mut index: HashMap<String, usize> = HashMap::new();
    let mut seen: HashSet<&str> = HashSet::new();
    for n in names {
        if !seen.insert(n) {
            continue;
        }
        let key = agencies::name_key(n);
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
    let merged = merge(spellings);
    merged
        .into_iter()
        .map(|names| {
            let name = names.iter().copied().max_by_key(|n| (count(n), std::cmp::Reverse(n.chars().filter(|c| c.is_uppercase()).count()))).unwrap_or("");
            let name = names.iter().copied().find(|n| count(n) == count(name)).unwrap_or(name);
            let mut aliases: Vec<String> = names.iter().filter(|n| **n != name).map(|n| (*n).to_owned()).collect();
            for (long, s) in &short {
                if agencies::same(long, name) && !aliases.contains(s) && s != name {
                    aliases.push(s.clone());
                }
            }
            let span = names.iter().find_map(|n| ctx.src.text().find(*n).map(|i| ctx.span(&ctx.src.text()[i..i + n.len()]))).unwrap_or_else(Span::default);
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
    for s in short {
        let home = if long.len() <= 2_000 { long.iter_mut().find(|l| l.iter().any(|n| agencies::short_of(s[0], n))) } else { None };
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
