//! Duties in brackets (giao trong ngoặc): "… (giao A chủ trì, phối hợp B thực hiện)"; brackets may stand inside brackets.

use crate::agencies;
use crate::extract::Ctx;
use crate::model::{Assignment, Basis, Deadline};
use crate::roles;
use crate::section::Section;
use crate::text::words::{count, key, unstop};
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
    let brackets = outer(n.body);
    for (k, &(start, end)) in brackets.iter().enumerate() {
        let inner = &n.body[start + 1..end];
        let inner = inner.strip_suffix(')').unwrap_or(inner);
        if count(inner) < 3 {
            continue;
        }
        let Some(r) = roles::bracket(inner) else { continue };
        let given = inner.trim_start().to_lowercase().starts_with("giao");
        // An aside in the middle of a sentence is no assignment unless it says "giao".
        let rest = n.body[end..].trim_start();
        let until = brackets.get(k + 1).map_or(n.body.len(), |b| b.0);
        let behind = behind(ctx, &n.body[end..until], until == n.body.len());
        if !given && behind.is_none() && !rest.is_empty() && !rest.starts_with(['.', ';', ',', '/']) {
            continue;
        }
        let before = n.body[from..start].trim_start_matches([' ', '.', ';', ',']);
        let (slice, owner) = if unstop(before).is_empty() { (title_of(ctx, at), true) } else { (before, false) };
        if slice.is_empty() {
            continue;
        }
        let taken = behind.as_ref().map_or(end, |b| end + b.1);
        let deadline = ctx.deadline(inner).or(behind.map(|b| b.0)).or_else(|| ctx.deadline(before));
        let because = if owner { "Trong ngoặc, giao cho cả đề mục" } else { "Giao trong ngoặc sau nội dung" };
        out.push(super::make(ctx, at, slice, r, Basis::Bracket, deadline, because.into(), if given { 0.97 } else { 0.85 }));
        from = taken;
        found = true;
    }
    found
}

/// The deadline in the clause right behind a bracket, and where that clause ends: "(giao A chủ trì), hoàn thành trước 15/9".
/// A sentence of its own counts only if it says nothing but when. `last`: nothing else is assigned behind it.
fn behind(ctx: &Ctx, rest: &str, last: bool) -> Option<(Deadline, usize)> {
    let clause = rest.trim_start_matches([' ', ',', ';', '.', ':', '-', '–', '—', '/']);
    let at = rest.len() - clause.len();
    let stop = |(i, c): (usize, char)| {
        let next = clause[i + c.len_utf8()..].chars().next();
        (c == ';' || c == '.' && next.is_none_or(char::is_whitespace)).then_some(i)
    };
    let end = clause.char_indices().find_map(stop);
    // Words that run into the next bracket are the next duty's.
    if end.is_none() && !last {
        return None;
    }
    let clause = &clause[..end.unwrap_or(clause.len())];
    let joined = rest.trim_start().starts_with(',');
    let deadline = if joined || only_time(clause) { ctx.deadline(clause)? } else { return None };
    Some((deadline, at + clause.len()))
}

/// "Hoàn thành trước ngày 01/10/2026": a few words that lead to a day, and nothing behind it.
fn only_time(clause: &str) -> bool {
    let Some(digit) = clause.find(|c: char| c.is_ascii_digit()) else { return false };
    let lead = key(&clause[..digit]);
    const LEADS: [&str; 14] = ["hoan thanh", "xong", "thoi han", "thoi gian", "han", "cham nhat", "truoc", "trong", "den", "vao", "ket thuc", "tu", "du kien", "ngay"];
    let opens = LEADS.iter().any(|w| lead == *w || lead.strip_prefix(w).is_some_and(|r| r.starts_with(' ')));
    opens && count(&lead) <= 7 && count(clause) <= 14
}

fn title_of<'a>(ctx: &Ctx<'a>, at: usize) -> &'a str {
    ctx.tree.heading_of(at).map_or("", |h| ctx.tree.nodes[h].title)
}
