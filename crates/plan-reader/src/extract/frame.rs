//! The frame (khung): theme, period, organisers. Values come from "key: value" lines of the general section, never from the
//! lines of one activity.

use super::Ctx;
use crate::agencies;
use crate::dates;
use crate::model::{Organisers, Period, Theme};
use crate::section::Section;
use crate::text::words::{collapse, fold, unstop};
use crate::heading::key_value;
use crate::tree::Node;

/// Key and value of a node: from the heading's run-in, or from the paragraph.
pub fn pair<'a>(n: &Node<'a>) -> Option<(&'a str, &'a str)> {
    if n.heading {
        return Some((n.title, n.run_in));
    }
    key_value(n.body)
}

fn general(ctx: &Ctx, at: usize) -> bool {
    let n = &ctx.tree.nodes[at];
    if n.annex {
        return false;
    }
    let section = if n.heading { n.section } else { n.parent.map_or(Section::Unknown, |p| ctx.tree.nodes[p].section) };
    section == Section::Frame || n.parent.is_none()
}

fn value<'a>(ctx: &Ctx<'a>, at: usize, run: &'a str) -> Option<&'a str> {
    if !run.is_empty() {
        return Some(run);
    }
    let first = *ctx.tree.nodes[at].children.first()?;
    Some(ctx.tree.nodes[first].body)
}

/// Chủ đề.
pub fn theme(ctx: &Ctx) -> Option<Theme> {
    for (i, n) in ctx.tree.nodes.iter().enumerate() {
        if n.annex || matches!(n.section, Section::Timeline | Section::Organise) {
            continue;
        }
        let Some((k, run)) = pair(n) else { continue };
        let f = fold(k);
        if !(f.starts_with("chu de") || f.starts_with("thong diep") && general(ctx, i) || f.contains("voi chu de")) || f.contains("thoi gian") {
            continue;
        }
        let Some(v) = value(ctx, i, run) else { continue };
        let words = quoted(v).unwrap_or_else(|| unstop(v));
        if words.is_empty() || pair(n).is_some_and(|p| p.1.is_empty()) && key_value(v).is_some() && quoted(v).is_none() {
            continue;
        }
        return Some(Theme { text: collapse(words), span: ctx.span(words), confidence: 0.95, because: format!("Đứng sau “{}”", collapse(k)) });
    }
    let with = ctx.tree.nodes.iter().filter(|n| !n.annex && matches!(n.section, Section::Frame | Section::Unknown | Section::Content)).find_map(|n| {
        let at = n.body.find("với chủ đề").or_else(|| n.body.find("Với chủ đề"))?;
        quoted(&n.body[at..])
    })?;
    Some(Theme { text: collapse(with), span: ctx.span(with), confidence: 0.75, because: "Lời trong ngoặc kép sau “với chủ đề”".into() })
}

fn quoted(v: &str) -> Option<&str> {
    for (a, b) in [('“', '”'), ('"', '"'), ('«', '»'), ('‘', '’')] {
        if let Some(s) = v.find(a) {
            let from = s + a.len_utf8();
            if let Some(e) = v[from..].rfind(b).filter(|e| *e > 0) {
                return Some(v[from..from + e].trim().trim_end_matches(['.', ',']));
            }
        }
    }
    None
}

/// Thời gian of the whole plan.
pub fn period(ctx: &Ctx) -> Option<Period> {
    let make = |words: &str, confidence: f64, because: String| {
        let all = dates::all(words, ctx.clock);
        let f = all.iter().find(|f| f.first.is_some() && f.last.is_some() && !f.year_only).or_else(|| all.iter().find(|f| f.last.is_some() || f.first.is_some()))?;
        let text = unstop(words);
        Some(Period { start: f.first.clone(), end: f.last.clone(), text: collapse(text), span: ctx.span(text), confidence, because })
    };
    for (i, n) in ctx.tree.nodes.iter().enumerate() {
        if !general(ctx, i) {
            continue;
        }
        let Some((k, run)) = pair(n) else { continue };
        if !fold(k).starts_with("thoi gian") {
            continue;
        }
        let mut tries = vec![run];
        if n.heading {
            tries.extend(n.children.iter().map(|c| ctx.tree.nodes[*c].body).take(4));
        }
        for t in tries.into_iter().filter(|t| !t.is_empty()) {
            if let Some(p) = make(t, 0.95, format!("Đứng sau “{}”", collapse(k))) {
                return Some(p);
            }
        }
    }
    let prose = ctx.tree.nodes.iter().filter(|n| !n.annex && n.section == Section::Frame && !n.heading && n.rows.is_empty()).find_map(|n| make(n.body, 0.7, "Câu có mốc thời gian trong phần chung".into()));
    let alone = || {
        // A plan of one event says the time once, below that event.
        let mut said = ctx.tree.nodes.iter().filter(|n| !n.annex && n.section == Section::Content).filter_map(|n| {
            let (k, run) = pair(n)?;
            (fold(k).starts_with("thoi gian") && !run.is_empty()).then_some(run)
        });
        let only = said.next()?;
        if said.next().is_some() { None } else { make(only, 0.5, "Thời gian của hoạt động duy nhất có ghi".into()) }
    };
    prose.or_else(alone).or_else(|| {
        let title = ctx.head.iter().find(|p| p.text.contains("từ ngày") || p.text.contains("từ tháng"))?;
        make(title.text, 0.5, "Khoảng thời gian trong phần mở đầu".into())
    })
}

/// Đơn vị chủ trì, tổ chức, phối hợp of the whole plan.
pub fn organisers(ctx: &Ctx) -> Organisers {
    let mut out = Organisers::default();
    let mut first: Option<&str> = None;
    let mut last: Option<&str> = None;
    for (i, n) in ctx.tree.nodes.iter().enumerate() {
        if !general(ctx, i) {
            continue;
        }
        let Some((k, run)) = pair(n) else { continue };
        let f = fold(k);
        let unit = ["don vi", "co quan", "chu tri", "phoi hop", "ban to chuc", "chi dao"].iter().any(|w| f.starts_with(w));
        if !unit || f.contains("tham gia") || f.contains("dang cai") {
            continue;
        }
        if run.is_empty() && n.children.iter().any(|c| pair(&ctx.tree.nodes[*c]).is_some()) {
            continue;
        }
        let v = if run.is_empty() { n.children.iter().map(|c| ctx.tree.nodes[*c].body).collect::<Vec<_>>().join("; ") } else { run.to_owned() };
        let names = if agencies::person(&v) { Vec::new() } else { agencies::split_list(&v) };
        if names.is_empty() {
            continue;
        }
        let list = if f.contains("phoi hop") {
            &mut out.coordinating
        } else if f.contains("chu tri") || f.contains("chi dao") {
            &mut out.lead
        } else {
            &mut out.organising
        };
        list.extend(names);
        first = first.or(Some(n.text));
        last = Some(n.text);
    }
    if let (Some(a), Some(b)) = (first, last) {
        out.span = ctx.src.span_to(a, b);
        out.confidence = 0.9;
        out.because = "Các dòng đơn vị chủ trì, tổ chức, phối hợp ở phần chung".into();
    } else {
        out.because = "Kế hoạch không nêu".into();
    }
    out
}
