//! The whole walk (toàn bộ lượt đọc): text, paragraphs, head, body and closing, tree, extractors. Linear in the text.

use crate::extract::{Ctx, activities, budget, closing, clusters, document, duties, escalation, frame, legal, milestones, outline, programme, recipients, units, unread, warnings};
use crate::model::{Reading, SourceText};
use crate::text::label::Kind;
use crate::text::source::{Para, Source};
use crate::text::words::{all_caps, count, fold};
use crate::tree;

/// First paragraph of the body: the first heading behind title and legal bases.
fn body_start(paras: &[Para], from: usize) -> usize {
    for (i, p) in paras.iter().enumerate().skip(from) {
        let labelled = p.label.as_ref().is_some_and(|l| match l.kind {
            Kind::Part | Kind::Roman | Kind::Article | Kind::Decimal(_) => true,
            Kind::Upper => all_caps(p.body),
            _ => false,
        });
        let plain = p.label.is_none() && !p.row && (p.md > 0 || all_caps(p.text) && count(p.text) >= 2 && i > from);
        if labelled || plain || fold(p.text).starts_with("noi nhan") {
            return i;
        }
    }
    from.min(paras.len())
}

/// Paragraphs of the closing: signature and recipients.
fn closing_range(paras: &[Para], from: usize) -> (usize, usize) {
    let annex_from = |i: usize| (i..paras.len()).find(|k| paras[*k].label.is_none() && !paras[*k].row && crate::heading::annex(paras[*k].text)).unwrap_or(paras.len());
    let noi_nhan = |p: &Para| {
        let f = fold(p.text.trim_start_matches(['|', ' ']));
        f.starts_with("noi nhan")
    };
    let sign = |p: &Para| p.label.is_none() && p.text.split(['|', '\t']).flat_map(|c| c.split("    ")).any(|c| document::capacity(c.trim()));
    if let Some(at) = (from..paras.len()).find(|i| noi_nhan(&paras[*i])) {
        let mut start = at;
        while start > from.max(at.saturating_sub(8)) && (sign(&paras[start - 1]) || (count(paras[start - 1].text) <= 6 && paras[start - 1].label.is_none() && (from..start - 1).rev().take(5).any(|k| sign(&paras[k])))) {
            start -= 1;
        }
        return (start, annex_from(at));
    }
    let end = annex_from(from);
    let low = end.saturating_sub(14).max(from);
    let start = (low..end).find(|i| sign(&paras[*i]) && !paras[*i..end].iter().any(|p| p.label.as_ref().is_some_and(|l| l.numbered()))).unwrap_or(end);
    (start, end)
}

/// Reads a plan. Any text gives a reading; [`crate::is_plan`] tells whether it was one.
pub fn read(text: &str) -> Reading {
    let src = Source::new(text);
    let mut out = Reading::default();
    {
        let paras = src.paras();
        let (mut doc, title_end) = document::head(&src, &paras);
        let start = body_start(&paras, title_end);
        let (tail_start, tail_end) = closing_range(&paras, start);
        let clock = document::year(&doc, src.text());
        let mut body: Vec<Para> = paras[start.min(tail_start)..tail_start].to_vec();
        body.extend_from_slice(&paras[tail_end..]);
        let ctx = Ctx { src: &src, head: &paras[title_end.min(start)..start], tail: &paras[tail_start..tail_end], tree: tree::build(&body), clock };
        document::signature(&ctx, &mut doc);
        out.document = doc;
        out.theme = frame::theme(&ctx);
        out.period = frame::period(&ctx);
        out.legal_bases = legal::read(&ctx);
        out.outline = outline::read(&ctx);
        out.clusters = clusters::read(&ctx);
        out.assignments = duties::read(&ctx);
        out.activities = activities::read(&ctx, &out.assignments);
        out.milestones = milestones::read(&ctx);
        out.organisers = frame::organisers(&ctx);
        out.budget_sources = budget::read(&ctx);
        out.escalation = escalation::read(&ctx);
        out.recipients = recipients::read(&ctx);
        out.programme = programme::read(&ctx, out.period.as_ref());
        out.closing = closing::read(&ctx);
        out.warnings = warnings::read(&ctx);
        out.units = units::read(&ctx, &out);
        out.unread = unread::read(&ctx, &out);
    }
    out.source = SourceText { text: src.into_text() };
    out
}
