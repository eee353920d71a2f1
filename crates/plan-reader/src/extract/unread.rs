//! Lines nobody understood (dòng chưa đọc được): what stands in the sections of content and organisation and gave no duty,
//! stop, step or label. Told as it is, so that a person can look; it must never call a line read that nothing came of.

use super::Ctx;
use super::duties::{heading, label};
use crate::model::{Reading, Span, Unread};
use crate::section::Section;
use crate::text::words::{collapse, count};

/// Every line of those sections that no other fact covers, in the order of the text.
pub fn read(ctx: &Ctx, r: &Reading) -> Vec<Unread> {
    let covered = covered(r);
    let activities: Vec<(Span, &str)> = r.activities.iter().map(|a| (a.span, a.title.as_str())).collect();
    let mut out = Vec::new();
    for (at, n) in ctx.tree.nodes.iter().enumerate() {
        if n.annex || !matches!(n.section, Section::Content | Section::Organise | Section::Report) {
            continue;
        }
        let lines: Vec<&str> = if n.rows.is_empty() { said(ctx, at).into_iter().collect() } else { rows(&n.rows) };
        for line in lines {
            let span = ctx.span(line);
            if count(line) < 2 || span.start == span.end || hit(&covered, span) {
                continue;
            }
            let activity = activities.iter().find(|(a, _)| a.start <= span.start && span.end <= a.end);
            let because = match activity {
                Some((_, title)) => format!("Chỉ giữ làm lời mô tả của “{title}”"),
                None => "Không thấy cơ quan, việc hay ngày nào để đọc ra".to_owned(),
            };
            out.push(Unread { text: collapse(&line.replace("<br>", " ")), described: activity.is_some(), span, confidence: 0.0, because });
        }
    }
    out
}

/// What a paragraph says beyond being a heading, a label or a lead-in; None if nothing.
fn said<'a>(ctx: &Ctx<'a>, at: usize) -> Option<&'a str> {
    let n = &ctx.tree.nodes[at];
    if n.heading {
        let label = label::is_key(n.title) || n.own.is_some();
        let alone = n.children.iter().all(|c| heading::closing(ctx.tree.nodes[*c].body));
        return match (n.run_in.is_empty(), alone) {
            (false, _) if !label => Some(n.body),
            // The lowest heading of the organising section names nobody and asks nothing.
            (true, true) if n.section != Section::Content && n.numbered && n.own.is_none() => Some(n.body),
            _ => None,
        };
    }
    let lead_in = n.body.trim_end().ends_with(':') && !n.children.is_empty();
    (!lead_in && !label::is_label(n.body) && !heading::closing(n.body)).then_some(n.body)
}

/// Rows below the heading row of a table.
fn rows<'a>(all: &[&'a str]) -> Vec<&'a str> {
    all.iter().filter(|l| l.chars().any(char::is_alphanumeric)).skip(1).copied().collect()
}

/// Stretches that some fact was read from, in order.
fn covered(r: &Reading) -> Vec<Span> {
    let mut all: Vec<Span> = r.assignments.iter().flat_map(|a| std::iter::once(a.span).chain(a.deadline.iter().map(|d| d.span))).collect();
    all.extend(r.clusters.iter().map(|x| x.span));
    all.extend(r.milestones.iter().map(|x| x.span));
    all.extend(r.programme.iter().map(|x| x.span));
    all.extend(r.budget_sources.iter().map(|x| x.span));
    all.extend(r.closing.iter().map(|x| x.span));
    all.extend(r.escalation.iter().map(|x| x.span));
    all.extend(r.theme.iter().map(|x| x.span));
    all.extend(r.period.iter().map(|x| x.span));
    all.retain(|s| s.end > s.start);
    all.sort_unstable();
    // Joined where they meet, so that looking one up is a search and the whole stays linear.
    let mut out: Vec<Span> = Vec::new();
    for s in all {
        match out.last_mut() {
            Some(last) if s.start <= last.end => last.end = last.end.max(s.end),
            _ => out.push(s),
        }
    }
    out
}

fn hit(covered: &[Span], span: Span) -> bool {
    let at = covered.partition_point(|c| c.end <= span.start);
    covered.get(at).is_some_and(|c| c.start < span.end)
}
