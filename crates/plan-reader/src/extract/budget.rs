//! Sources of money (nguồn kinh phí): the sentences of the budget section that name one.

use super::Ctx;
use crate::model::BudgetSource;
use crate::section::Section;
use crate::text::words::{collapse, fold, unstop};

const WORDS: &[&str] = &["nguon", "ngan sach", "xa hoi hoa", "su nghiep", "tai tro", "long ghep", "kinh phi thuong xuyen", "du toan", "chi thuong xuyen", "dong gop", "van dong", "kinh phi tu", "nsnn", "huy dong"];

/// Every source.
pub fn read(ctx: &Ctx) -> Vec<BudgetSource> {
    let mut out = Vec::new();
    for n in &ctx.tree.nodes {
        if n.annex || n.section != Section::Budget || !n.rows.is_empty() {
            continue;
        }
        let body = if n.heading { n.run_in } else { n.body };
        let words = unstop(body);
        let f = fold(words);
        if words.is_empty() || body.ends_with(':') || !WORDS.iter().any(|w| f.contains(w)) {
            continue;
        }
        out.push(BudgetSource { text: collapse(words), span: ctx.span(words), confidence: 0.85, because: "Nói tới nguồn tiền trong phần kinh phí".into() });
    }
    out
}
