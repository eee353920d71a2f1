//! Duties (nhiệm vụ): every form of the grammar, each in its own file, gathered in the order of the text.

mod bracket;
pub mod heading;
pub mod label;
mod prose;
pub mod table;

pub use label::lines;

use super::Ctx;
use crate::agencies;
use crate::model::{Assignment, Basis, Deadline, Span};
use crate::roles::Roles;
use crate::section::Section;
use crate::text::words::{collapse, unstop};

/// Every duty, in the order of the text.
pub fn read(ctx: &Ctx) -> Vec<Assignment> {
    let mut out = Vec::new();
    for at in 0..ctx.tree.nodes.len() {
        let n = &ctx.tree.nodes[at];
        if !n.rows.is_empty() {
            table::read(ctx, at, &mut out);
            continue;
        }
        if n.heading {
            label::read(ctx, at, &mut out);
            if bracket::behind_colon(ctx, at, &mut out) {
                continue;
            }
            heading::run_in(ctx, at, &mut out);
            prose::run_in(ctx, at, &mut out);
            continue;
        }
        if bracket::read(ctx, at, &mut out) || bracket::behind_colon(ctx, at, &mut out) {
            continue;
        }
        if matches!(n.section, Section::Purpose | Section::Frame | Section::Timeline) {
            continue;
        }
        if heading::read(ctx, at, &mut out) {
            continue;
        }
        prose::read(ctx, at, &mut out);
    }
    out.retain(|a: &Assignment| a.text.chars().any(char::is_alphabetic));
    out
}

/// Builds an assignment from its parts.
#[expect(clippy::too_many_arguments, reason = "one constructor for all forms keeps them alike")]
pub(super) fn make(ctx: &Ctx, at: usize, slice: &str, roles: Roles, basis: Basis, deadline: Option<Deadline>, because: String, confidence: f64) -> Assignment {
    let roles = roles.tidy();
    let words = unstop(slice);
    let confidence = if roles.lead.iter().any(|l| agencies::kind_of(l) == "group") { confidence - 0.1 } else { confidence };
    Assignment {
        path: ctx.tree.path(at),
        text: collapse(&words.replace("<br>", " ")),
        lead: roles.lead,
        coordinating: roles.coordinating,
        basis,
        deadline: deadline.or_else(|| ctx.deadline(slice)),
        span: if words.is_empty() { Span::default() } else { ctx.span(words) },
        confidence,
        because,
    }
}
