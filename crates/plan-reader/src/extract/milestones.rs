//! Milestones (tiến độ): steps of the timeline section, as lines or table rows. A step without a date keeps its words.

use super::Ctx;
use super::duties::table;
use crate::dates;
use crate::model::Milestone;
use crate::section::Section;
use crate::text::words::{collapse, count, key, trim_end, unstop};

/// Every step.
pub fn read(ctx: &Ctx) -> Vec<Milestone> {
    let mut out = Vec::new();
    for (at, n) in ctx.tree.nodes.iter().enumerate() {
        if !n.rows.is_empty() {
            rows(ctx, at, &mut out);
            continue;
        }
        let heading = n.heading && (n.own.is_some() || n.run_in.is_empty());
        if n.annex || heading || !timeline(ctx, at) {
            continue;
        }
        if n.body.ends_with(':') && !n.children.is_empty() && dates::all(n.body, ctx.clock).is_empty() {
            continue;
        }
        out.push(line(ctx, n.body));
    }
    out
}

fn timeline(ctx: &Ctx, at: usize) -> bool {
    let n = &ctx.tree.nodes[at];
    if n.section == Section::Timeline {
        return true;
    }
    // "4. Thời gian thực hiện" followed by several dated lines is a timeline too.
    let Some(p) = n.parent.map(|p| &ctx.tree.nodes[p]) else { return false };
    let k = key(p.title);
    let named = p.heading && p.section == Section::Frame && p.run_in.is_empty() && (k.starts_with("thoi gian") || k.starts_with("ke hoach")) && !k.contains("dia diem");
    named && p.children.len() >= 3 && p.children.iter().filter(|c| !dates::all(ctx.tree.nodes[**c].body, ctx.clock).is_empty()).count() >= 3
}

fn line(ctx: &Ctx, body: &str) -> Milestone {
    let whole = unstop(body);
    let mut text = whole;
    let mut when = "";
    let only_time = |s: &str| {
        let found = dates::all(s, ctx.clock);
        let covered: usize = found.iter().map(|f| f.end - f.at).sum();
        !found.is_empty() && (covered * 2 >= s.trim().len() || count(s) <= 14)
    };
    let periodic = |s: &str| matches!(key(s).as_str(), "thuong xuyen" | "hang nam" | "hang thang" | "hang tuan" | "hang quy" | "sau khi ket thuc" | "lien tuc") || key(s).starts_with("thuong xuyen") || key(s).starts_with("ngay sau");
    if let Some(i) = whole.rfind(": ") {
        let (a, b) = (&whole[..i], whole[i + 1..].trim());
        if only_time(b) || periodic(b) {
            (text, when) = (a, b);
        }
    }
    if when.is_empty() && let Some(i) = whole.find(':') {
        let (a, b) = (&whole[..i], whole[i + 1..].trim());
        if (only_time(a) || periodic(a)) && !b.is_empty() {
            (text, when) = (b, a);
        }
    }
    let mut found = (!when.is_empty()).then(|| dates::whole(when, ctx.clock)).flatten();
    if when.is_empty() {
        let all = dates::all(whole, ctx.clock);
        let best = all.iter().find(|f| f.marked && !f.year_only).or_else(|| all.iter().find(|f| !f.year_only)).cloned();
        if let Some(f) = best {
            when = whole[f.at..f.end].trim();
            if f.at < 3 {
                text = whole[f.end..].trim_start_matches([',', ' ', ':', '-', '–']);
            } else if whole.len() - f.end < 3 {
                text = trim_end(&whole[..f.at], &[',', ':', '-', '–', '(', ';']);
            }
            if text.is_empty() {
                text = whole;
            }
            found = Some(f);
        }
    }
    let (start, end) = found.map_or((None, None), |f| (f.first, f.last));
    let dated = start.is_some() || end.is_some();
    Milestone {
        text: collapse(unstop(text)),
        start,
        end,
        when: collapse(when),
        span: ctx.span(whole),
        confidence: if dated { 0.95 } else { 0.6 },
        because: if dated { "Mốc trong phần tiến độ".into() } else { "Việc trong phần tiến độ, không có ngày cụ thể".into() },
    }
}

fn rows(ctx: &Ctx, at: usize, out: &mut Vec<Milestone>) {
    let n = &ctx.tree.nodes[at];
    if n.section != Section::Timeline {
        return;
    }
    let all = table::rows(&n.rows);
    let Some(head) = all.first() else { return };
    let find = |words: &[&str]| head.iter().position(|c| words.iter().any(|w| key(c).contains(w)));
    let Some(time) = find(&["thoi gian", "thoi han", "ngay", "moc"]) else { return };
    let Some(text) = find(&["noi dung", "cong viec", "hoat dong", "nhiem vu", "viec"]).or_else(|| (0..head.len()).rev().find(|i| *i != time)) else { return };
    for r in all.iter().skip(1) {
        let (Some(words), Some(when)) = (r.get(text).copied(), r.get(time).copied()) else { continue };
        if words.is_empty() || words == when {
            continue;
        }
        let d = ctx.when(when);
        let (start, end) = d.as_ref().map_or((None, None), |d| (d.start.clone(), d.end.clone()));
        out.push(Milestone { text: collapse(&unstop(words).replace("<br>", " ")), start, end, when: collapse(when), span: ctx.span(words), confidence: 0.9, because: "Dòng của bảng tiến độ".into() });
    }
}
