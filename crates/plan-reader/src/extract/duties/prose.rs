//! Duties in sentences (câu văn): "Các trường gửi hồ sơ về Phòng trước ngày …", "Giao Sở A chủ trì …", and the reports that a
//! named section asks of everybody. A sentence without a verb of duty assigns nothing.

use crate::extract::Ctx;
use crate::model::{Assignment, Basis};
use crate::roles::{self, Roles};
use crate::section::Section;
use crate::text::words::{count, fold};

/// Sentences of a paragraph; in a section of reports ";" parts them too.
fn sentences(body: &str, report: bool) -> Vec<&str> {
    let mut out = Vec::new();
    let mut from = 0;
    let bytes = body.as_bytes();
    for (i, c) in body.char_indices() {
        let next = body[i + c.len_utf8()..].trim_start();
        let gap = bytes.get(i + 1).is_some_and(u8::is_ascii_whitespace);
        let stop = c == '.' && gap && next.starts_with(char::is_uppercase) || report && c == ';' && gap;
        if stop {
            out.push(body[from..i].trim());
            from = i + 1;
        }
    }
    out.push(body[from..].trim());
    out.retain(|s| count(s) > 2);
    out
}

/// Reads the sentences of a paragraph outside any agency's heading.
pub fn read(ctx: &Ctx, at: usize, out: &mut Vec<Assignment>) {
    let n = &ctx.tree.nodes[at];
    if super::heading::closing(n.body) {
        given(ctx, at, out);
        return;
    }
    if super::label::is_label(n.body) {
        return;
    }
    text(ctx, at, n.body, out);
}

/// "Giao Sở A theo dõi, đôn đốc": the one kind of duty that a closing paragraph gives.
pub fn given(ctx: &Ctx, at: usize, out: &mut Vec<Assignment>) {
    for s in sentences(ctx.tree.nodes[at].body, false) {
        if !s.starts_with("Giao ") {
            continue;
        }
        if let Some((lead, rest)) = roles::actor(s) {
            let roles = Roles { lead, coordinating: roles::partners(rest) };
            out.push(super::make(ctx, at, s, roles, Basis::Prose, None, "Câu giao việc ở đoạn kết".into(), 0.8));
        }
    }
}

/// Reads sentences behind a heading's colon: "5. Chế độ báo cáo: các đơn vị gửi …".
pub fn run_in(ctx: &Ctx, at: usize, out: &mut Vec<Assignment>) {
    let n = &ctx.tree.nodes[at];
    let quiet = matches!(n.section, Section::Purpose | Section::Frame | Section::Timeline);
    // "3. Sở Y tế bố trí xe cứu thương", without a full stop, looks like a heading.
    if n.run_in.is_empty() && n.section == Section::Organise && n.numbered && n.own.is_none() && n.owner.is_empty() && n.children.is_empty() {
        if roles::actor(n.title).is_some() {
            text(ctx, at, n.title, out);
        }
        return;
    }
    if n.run_in.is_empty() || quiet || !n.owner.is_empty() || super::label::is_key(n.title) {
        return;
    }
    text(ctx, at, n.run_in, out);
}

fn text(ctx: &Ctx, at: usize, body: &str, out: &mut Vec<Assignment>) {
    let n = &ctx.tree.nodes[at];
    let report = n.section == Section::Report;
    for s in sentences(body, report) {
        if let Some(r) = roles::whole_assignment(s)
            && let Some(h) = ctx.tree.heading_of(at)
        {
            let when = super::label::lines(ctx, h).time.and_then(|t| ctx.when(t));
            out.push(super::make(ctx, h, ctx.tree.nodes[h].title, r, Basis::Prose, when, "Câu giao cả đề mục".into(), 0.9));
            continue;
        }
        if let Some((lead, rest)) = roles::actor(s) {
            let roles = Roles { lead, coordinating: roles::partners(rest) };
            let because = "Câu nêu tên cơ quan làm chủ thể".to_owned();
            out.push(super::make(ctx, at, s, roles, Basis::Prose, None, because, 0.8));
        } else if report && fold(s).contains("bao cao") {
            let because = "Mục báo cáo không nêu tên; chủ thể là các đơn vị được giao".to_owned();
            out.push(super::make(ctx, at, s, Roles::default(), Basis::Prose, None, because, 0.5));
        } else if n.section == Section::Organise && (n.bullet || n.numbered) {
            let partners = roles::partners(s);
            if !partners.is_empty() || ctx.deadline(s).is_some() {
                let roles = Roles { lead: Vec::new(), coordinating: partners };
                out.push(super::make(ctx, at, s, roles, Basis::Prose, None, "Việc trong phần tổ chức thực hiện, chưa rõ cơ quan chủ trì".into(), 0.4));
            }
        }
    }
}
