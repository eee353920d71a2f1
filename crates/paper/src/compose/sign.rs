//! Chữ ký và nơi nhận: room for the signature, which only a person or the state's signing service fills.
use super::{BOLD, PLAIN, centred, run};
use crate::fonts::Look;
use crate::model::{Paper, Signature, Style};
use crate::pieces::{Cell, Grid, GridRow, Par, Piece, sheet, twip};
use crate::rules;

/// Height left free for a signature and a seal.
const ROOM: f32 = 76.0;
const LEFT: f32 = 208.0;

/// Recipients and one signer side by side; two signers side by side with the recipients below.
pub fn block(paper: &Paper, out: &mut Vec<Piece>) {
    let recipients = recipients(paper);
    let (left, right) = match paper.signatures.as_slice() {
        [] if recipients.is_empty() => return,
        [] => (recipients.clone(), Vec::new()),
        [one] => (recipients.clone(), signature(one)),
        [first, second, ..] => (signature(first), signature(second)),
    };
    if let Some(Piece::Par(last)) = out.last_mut() {
        last.keep = true; // no signature stands alone on a page
    }
    let left_width = if paper.signatures.len() > 1 { sheet::TEXT / 2.0 } else { LEFT };
    let widths = vec![twip(left_width), twip(sheet::TEXT - left_width)];
    let rows = vec![GridRow { cells: vec![Cell::of(left), Cell::of(right)], head: false }];
    out.push(Piece::Par(Par::gap(6.0).keep()));
    out.push(Piece::Grid(Grid { widths, rows, ruled: false, together: true }));
    if paper.signatures.len() > 1 {
        out.push(Piece::Par(Par::gap(6.0)));
        out.extend(recipients.into_iter().map(Piece::Par));
    }
}

fn signature(one: &Signature) -> Vec<Par> {
    let mut pars: Vec<Par> = one.capacity.iter().map(|line| centred(line, BOLD)).collect();
    pars.push(Par::gap(ROOM));
    if !one.name.trim().is_empty() {
        pars.push(centred(&one.name, BOLD));
    }
    pars
}

fn recipients(paper: &Paper) -> Vec<Par> {
    let Some(recipients) = &paper.recipients else { return Vec::new() };
    let head = match paper.style {
        Style::State => Par::new("Nơi nhận:", 12.0, Look { bold: true, italic: true }),
        Style::Party => Par::new("Nơi nhận:", 14.0, PLAIN).underlined(),
    };
    let size = if paper.style == Style::Party { 12.0 } else { 11.0 };
    let lines = rules::recipient_lines(paper.style, recipients);
    let line = |text: String| Par { runs: vec![run(text, PLAIN)], right: 8.0, ..Par::new("", size, PLAIN) };
    std::iter::once(head).chain(lines.into_iter().map(line)).collect()
}
