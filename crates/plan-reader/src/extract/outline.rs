//! Outline (đề cương): numbered and lettered headings, as printed, repeated labels too.

use super::Ctx;
use crate::model::OutlineNode;
use crate::text::words::collapse;

/// The tree of headings.
pub fn read(ctx: &Ctx) -> Vec<OutlineNode> {
    let mut out = Vec::new();
    for &r in &ctx.tree.roots {
        visit(ctx, r, &mut out);
    }
    out
}

fn visit(ctx: &Ctx, at: usize, into: &mut Vec<OutlineNode>) {
    let n = &ctx.tree.nodes[at];
    if n.heading && n.numbered && !n.label.is_empty() {
        let mut children = Vec::new();
        for &c in &n.children {
            visit(ctx, c, &mut children);
        }
        into.push(OutlineNode {
            label: n.label.to_owned(),
            title: collapse(n.title),
            children,
            span: ctx.span(n.text),
            confidence: if n.run_in.is_empty() { 0.95 } else { 0.8 },
            because: format!("Đề mục “{}”", n.label),
        });
        return;
    }
    for &c in &n.children {
        visit(ctx, c, into);
    }
}
