//! The closing event (tổng kết) of the campaign, where the general section names it.

use super::Ctx;
use crate::dates;
use crate::model::Closing;
use crate::section::Section;
use crate::text::words::{collapse, fold, unstop};
use regex::Regex;
use std::sync::LazyLock;

static AT: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\b[Tt]ại\s+(.+?)(?:\s+(?:vào|từ)\s+ngày\b|\s+ngày\s+\d|[;.(]|,\s*(?:từ|vào|ngày)|$)").expect("fixed"));

/// The line "Tổng kết … tại …" of the general section.
pub fn read(ctx: &Ctx) -> Option<Closing> {
    let n = ctx.tree.nodes.iter().filter(|n| !n.annex && n.section == Section::Frame && !n.heading && n.rows.is_empty()).find(|n| {
        let f = fold(n.body);
        ["tong ket", "le tong ket", "be mac", "chuong trinh tong ket", "le be mac", "hoi nghi tong ket"].iter().any(|w| f.starts_with(w))
    })?;
    let words = unstop(n.body);
    let when = dates::first(words, ctx.clock).filter(|f| !f.year_only);
    let (start, end) = when.map_or((None, None), |f| (f.first, f.last));
    let venue = AT.captures(words).and_then(|c| c.get(1)).map(|m| collapse(unstop(m.as_str())));
    Some(Closing { text: collapse(words), venue, start, end, span: ctx.span(words), confidence: 0.85, because: "Dòng tổng kết trong phần thời gian, địa điểm".into() })
}
