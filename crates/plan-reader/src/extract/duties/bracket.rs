//! Duties in brackets (giao trong ngoặc): "… (giao A chủ trì, phối hợp B thực hiện)"; brackets may stand inside brackets.

use crate::agencies;
use crate::extract::Ctx;
use crate::model::{Assignment, Basis};
use crate::roles;
use crate::section::Section;
use crate::text::words::{count, unstop};
use crate::heading::key_value;

/// Outermost brackets of a text: byte offsets of "(" and of one past ")".
fn outer(text: &str) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let mut depth = 0;
    let mut start = 0;
    for (i, c) in text.char_indices() {
        match c {
            '(' => {
                if depth == 0 {
                    start = i;
                }
                depth += 1;
            }
            ')' if depth > 0 => {
                depth -= 1;
                if depth == 0 {
                    out.push((start, i + 1));
                }
            }
            _ => {}
        }
    }
    if depth > 0 {
        out.push((start, text.len()));
    }
    out
}

/// "Triển lãm sản phẩm số: giao A chủ trì, phối hợp B": an assignment behind a colon.
pub fn behind_colon(ctx: &Ctx, at: usize, out: &mut Vec<Assignment>) -> bool {
    let n = &ctx.tree.nodes[at];
    let (what, who) = if n.heading { (n.title, n.run_in) } else { key_value(n.body).unwrap_or((n.body, "")) };
    if who.is_empty() || matches!(n.section, Section::Purpose | Section::Frame | Section::Timeline) || super::label::is_key(what) || agencies::whole_list(agencies::courtesy(what)).is_some() {
        return false;
    }
    let clause = who.split(';').next().unwrap_or(who);
    let given = who.starts_with("giao ") || who.starts_with("Giao ");
    let found = if given { roles::bracket(clause) } else { roles::whole_roles(who) };
    let Some(r) = found.filter(|r| !r.lead.is_empty()) else { return false };
    out.push(super::make(ctx, at, what, r, Basis::Bracket, ctx.deadline(who), "Giao sau dấu hai chấm".into(), 0.9));
    true
}

/// Reads the brackets of a paragraph; true if one assigned a duty.
pub fn read(ctx: &Ctx, at: usize, out: &mut Vec<Assignment>) -> bool {
    let n = &ctx.tree.nodes[at];
    if !n.body.contains('(') {
        return false;
    }
    let mut from = 0;
    let mut found = false;
    for (start, end) in outer(n.body) {
        let inner = &n.body[start + 1..end];
        let inner = inner.strip_suffix(')').unwrap_or(inner);
        if count(inner) < 3 {
            continue;
        }
        let Some(r) = roles::bracket(inner) else { continue };
        let given = inner.trim_start().to_lowercase().starts_with("giao");
        // An aside in the middle of a sentence is no assignment unless it says "giao".
        let rest = n.body[end..].trim_start();
        if !given && !rest.is_empty() && !rest.starts_with(['.', ';', ',', '/']) {
            continue;
        }
        let before = n.body[from..start].trim_start_matches([' ', '.', ';', ',']);
        let (slice, owner) = if unstop(before).is_empty() { (title_of(ctx, at), true) } else { (before, false) };
        if slice.is_empty() {
            continue;
        }
        let deadline = ctx.deadline(inner).or_else(|| ctx.deadline(before));
        let because = if owner { "Trong ngoặc, giao cho cả đề mục" } else { "Giao trong ngoặc sau nội dung" };
        out.push(super::make(ctx, at, slice, r, Basis::Bracket, deadline, because.into(), if given { 0.97 } else { 0.85 }));
        from = end;
        found = true;
    }
    found
}

fn title_of<'a>(ctx: &Ctx<'a>, at: usize) -> &'a str {
    ctx.tree.heading_of(at).map_or("", |h| ctx.tree.nodes[h].title)
}
