//! Duties below an agency's heading (nhiệm vụ dưới tên cơ quan): the heading leads; "Phối hợp (với) X" makes X coordinate; a
//! bullet that opens with names and a colon narrows the heading.

use crate::agencies;
use crate::extract::{Ctx, escalation};
use crate::model::{Assignment, Basis};
use crate::roles::{self, Roles};
use crate::text::words::{collapse, count, fold, key, tokens};
use crate::heading::key_value;

/// Names in front of a colon and the duty behind it.
fn narrowed(body: &str) -> Option<(Vec<String>, &str)> {
    let (k, v) = key_value(body)?;
    let names = agencies::whole_list(agencies::courtesy(k))?;
    Some((names, v))
}

/// A closing paragraph belongs to nobody's list.
pub(in crate::extract) fn closing(body: &str) -> bool {
    let front = body.char_indices().nth(60).map_or(body, |(i, _)| &body[..i]);
    let k = key(front);
    ["tren day la", "qua trinh", "trong qua trinh", "yeu cau cac", "yeu cau thu truong", "de nghi cac", "de nghi thu truong", "can cu ke hoach nay", "can cu vao ke hoach", "can cu noi dung ke hoach", "ke hoach nay", "can cu chuc nang"].iter().any(|p| k.starts_with(p)) || escalation::speaks(body)
}

/// Duty on the line of the heading itself: "1. Sở Y tế: bố trí xe".
pub fn run_in(ctx: &Ctx, at: usize, out: &mut Vec<Assignment>) {
    let n = &ctx.tree.nodes[at];
    if n.owner.is_empty() {
        by_somebody(ctx, at, out);
        return;
    }
    if n.run_in.is_empty() || n.body.trim_end().ends_with(':') && !n.children.is_empty() && count(n.run_in) < 4 {
        return;
    }
    push(ctx, at, n.run_in, n.owner.clone(), n.title, 0.95, out);
}

/// "7. Trưởng các thôn: mời từng hộ": a numbered line of the organising section whose front is no known agency.
fn by_somebody(ctx: &Ctx, at: usize, out: &mut Vec<Assignment>) {
    let n = &ctx.tree.nodes[at];
    let (k, v) = (n.title, n.run_in);
    if n.section != crate::section::Section::Organise || n.own.is_some() || !names_somebody(k, v) {
        return;
    }
    push(ctx, at, v, actors(k), k, 0.6, out);
}

/// A short name in front of a colon, a verb of duty behind it.
fn names_somebody(k: &str, v: &str) -> bool {
    !v.is_empty() && count(k) <= 10 && k.starts_with(char::is_uppercase) && !agencies::person(k) && !crate::heading::known_key(k) && agencies::verb_any_case(&tokens(v)) && !agencies::verb_any_case(&tokens(k)) && !k.split('(').next().unwrap_or(k).contains(|c: char| c.is_ascii_digit())
}

/// Names as far as the list is sure; else the words stay together, for a person to tell.
fn actors(k: &str) -> Vec<String> {
    let list = agencies::parse(k, agencies::Mode::Bounded);
    if list.sure { list.agencies.into_iter().map(|a| a.name).collect() } else { vec![collapse(k)] }
}

fn push(ctx: &Ctx, at: usize, slice: &str, lead: Vec<String>, title: &str, confidence: f64, out: &mut Vec<Assignment>) {
    let roles = Roles { lead, coordinating: roles::partners(slice) };
    let because = format!("Ghi dưới đề mục “{}”", collapse(title));
    out.push(super::make(ctx, at, slice, roles, Basis::Heading, None, because, confidence));
}

/// Reads a bullet or paragraph below an agency's heading; true if it is one.
pub fn read(ctx: &Ctx, at: usize, out: &mut Vec<Assignment>) -> bool {
    let n = &ctx.tree.nodes[at];
    let parent_list = n.parent.map(|p| &ctx.tree.nodes[p]).filter(|p| !p.heading).and_then(|p| narrowed(p.body)).filter(|(_, v)| v.is_empty());
    let Some(h) = ctx.tree.owner_of(at) else {
        if n.section != crate::section::Section::Organise && n.section != crate::section::Section::Report {
            return false;
        }
        // "- Sở Y tế: bố trí xe" without a heading above.
        if let Some((names, v)) = narrowed(n.body) {
            if !v.is_empty() {
                push(ctx, at, v, names, n.body.split(':').next().unwrap_or(""), 0.93, out);
            }
            return true;
        }
        // "Tổng phụ trách: Xây dựng kịch bản": a short name and a verb.
        if let Some((k, v)) = key_value(n.body)
            && names_somebody(k, v)
        {
            push(ctx, at, v, actors(k), k, 0.6, out);
            return true;
        }
        if let Some((names, _)) = parent_list {
            push(ctx, at, n.body, names, ctx.tree.nodes[n.parent.unwrap_or(at)].title, 0.9, out);
            return true;
        }
        return false;
    };
    if !n.bullet && !n.numbered && closing(n.body) {
        super::prose::given(ctx, at, out);
        return true;
    }
    if super::label::is_label(n.body) && count(n.body) < 40 && !fold(n.body).starts_with("chu tri") {
        return true;
    }
    let owner = &ctx.tree.nodes[h];
    // "Chủ trì:" alone above its items is no duty of its own.
    if n.body.ends_with(':') && count(n.body) <= 6 && !n.children.is_empty() && narrowed(n.body).is_none() {
        return true;
    }
    if let Some((names, _)) = parent_list {
        push(ctx, at, n.body, names, owner.title, 0.9, out);
        return true;
    }
    if let Some((names, v)) = narrowed(n.body) {
        if !v.is_empty() {
            push(ctx, at, v, names, n.body.split(':').next().unwrap_or(owner.title), 0.93, out);
        }
        return true;
    }
    let plural = owner.owner.len() > 1 || owner.owner.iter().any(|o| agencies::kind_of(o) == "group");
    let actor = roles::actor(n.body).map(|a| a.0);
    // The first paragraph below a heading is the heading's own.
    let unlabelled = !n.bullet && !n.numbered && owner.children.first() != Some(&at);
    let lead = match actor {
        Some(names) if plural && names.iter().all(|a| agencies::kind_of(a) != "group") => names,
        // A last paragraph with an actor of its own is the plan's, not the last heading's.
        Some(names) if unlabelled && last_words(ctx, at) && !names.iter().any(|a| owner.owner.iter().any(|o| agencies::same(a, o))) => {
            push(ctx, at, n.body, names, "đoạn kết", 0.6, out);
            return true;
        }
        _ if unlabelled && last_words(ctx, at) && names_other(n.body, &owner.owner) => return true,
        _ => owner.owner.clone(),
    };
    push(ctx, at, n.body, lead, owner.title, 0.95, out);
    true
}

fn last_words(ctx: &Ctx, at: usize) -> bool {
    let nodes = &ctx.tree.nodes;
    !nodes[at + 1..].iter().take_while(|m| !m.annex || nodes[at].annex).any(|m| m.bullet || m.numbered)
}

/// The paragraph opens with agencies other than the heading's.
fn names_other(body: &str, owner: &[String]) -> bool {
    let list = agencies::parse(body, agencies::Mode::Open);
    !list.agencies.is_empty() && !list.agencies.iter().any(|a| owner.iter().any(|o| agencies::same(&a.name, o)))
}
