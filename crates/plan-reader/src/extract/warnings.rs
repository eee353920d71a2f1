//! Warnings (điều cần xem lại): impossible dates, years that do not fit, repeated or skipped labels. Nothing is corrected.

use super::Ctx;
use crate::dates::atoms;
use crate::model::Warning;
use crate::text::label::roman;
use crate::text::words::collapse;
use std::collections::HashSet;

/// Everything an officer should look at.
pub fn read(ctx: &Ctx) -> Vec<Warning> {
    let mut out = Vec::new();
    dates(ctx, &mut out);
    labels(ctx, &ctx.tree.roots, &mut out);
    out.sort_by_key(|w| w.span);
    out.truncate(500);
    out
}

fn dates(ctx: &Ctx, out: &mut Vec<Warning>) {
    for n in &ctx.tree.nodes {
        for line in if n.rows.is_empty() { vec![n.text] } else { n.rows.clone() } {
            for a in atoms(line) {
                let words = line[a.at..a.end].trim();
                if a.impossible() && a.day.is_some() | a.months.is_none() && dated(words) {
                    out.push(Warning { text: format!("Ngày tháng không có thật: “{words}”"), span: ctx.span(words) });
                } else if let (Some(y), Some(plan)) = (a.year, ctx.clock.year)
                    && (y + 2 <= plan || y > plan + 10)
                    && !a.bare_year()
                    && !cites(&line[..a.at])
                {
                    out.push(Warning { text: format!("“{words}” không khớp với năm {plan} của kế hoạch"), span: ctx.span(words) });
                }
            }
        }
    }
}

/// A bare "40/13" is a fraction more often than a day.
fn dated(words: &str) -> bool {
    let l = words.to_lowercase();
    l.contains("ngày") || l.contains("tháng") || words.matches('/').count() == 2
}

fn cites(before: &str) -> bool {
    let tail: String = before.chars().rev().take(60).collect::<String>().chars().rev().collect();
    let l = tail.to_lowercase();
    ["số ", "quyết định", "nghị quyết", "kế hoạch số", "luật", "nghị định", "/qđ", "/kh", "/nq", "-nq", "thông tư", "công văn", "từ năm", "giai đoạn"].iter().any(|w| l.contains(w))
}

fn ordinal(label: &str) -> Option<u32> {
    let last = label.rsplit(['.', ' ']).next().unwrap_or(label);
    roman(last).or_else(|| last.parse().ok())
}

/// Numbered siblings in order: a label that repeats or jumps.
fn labels(ctx: &Ctx, siblings: &[usize], out: &mut Vec<Warning>) {
    let mut seen: HashSet<&str> = HashSet::new();
    let mut last: Option<(u32, usize, bool)> = None;
    for &at in siblings {
        let n = &ctx.tree.nodes[at];
        if n.numbered && !n.label.is_empty() {
            if !seen.insert(n.label) {
                out.push(Warning { text: format!("Số đề mục “{}” lặp lại: “{}”", n.label, collapse(n.title)), span: ctx.span(n.text) });
            }
            if let Some(v) = ordinal(n.label) {
                let shape = (n.label.matches('.').count(), roman(n.label).is_some());
                if let Some((prev, dots, rom)) = last
                    && (dots, rom) == shape
                    && v > prev + 1
                {
                    out.push(Warning { text: format!("Số đề mục nhảy tới “{}”, thiếu đề mục trước đó", n.label), span: ctx.span(n.text) });
                }
                last = Some((v, shape.0, shape.1));
            }
        } else if n.level == 0 {
            seen.clear();
            last = None;
        }
        labels(ctx, &n.children, out);
    }
}
