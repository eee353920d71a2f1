//! Dàn trang thể thức: what each part of a paper looks like after Decree 30/2020 or the Party's own rules.
mod body;
mod head;
mod sign;

use crate::fonts::{Fonts, Look};
use crate::model::{Paper, Style};
use crate::pieces::{AFTER, Align, BODY, INDENT, Par, Piece, Role, Run, sheet};
use crate::rules;

/// The whole paper in print order.
pub fn pieces(paper: &Paper, fonts: &Fonts) -> Vec<Piece> {
    let mut out = vec![Piece::Grid(head::letterhead(paper, fonts)), Piece::Par(Par::gap(12.0))];
    title(paper, fonts, &mut out);
    addressees(paper, &mut out);
    if !paper.authority.trim().is_empty() {
        out.push(Piece::Par(centred(&paper.authority.to_uppercase(), BOLD).after(10.0).keep()));
    }
    for base in rules::bases(&paper.bases, '.') {
        out.push(Piece::Par(justified(vec![run(base, ITALIC)])));
    }
    let mut words = paper.body.clone();
    rules::close(&mut words);
    body::blocks(&words, paper.style, fonts, &mut out);
    sign::block(paper, &mut out);
    for (n, annex) in paper.annexes.iter().enumerate() {
        out.push(Piece::Break);
        let label = if paper.annexes.len() > 1 { format!("Phụ lục {}", rules::roman(n + 1)) } else { "Phụ lục".into() };
        out.push(Piece::Par(centred(&label, BOLD).keep().role(Role::Heading(1))));
        out.push(Piece::Par(centred(&annex.title.to_uppercase(), BOLD).keep().role(Role::Title)));
        out.push(Piece::Par(centred(&attached_to(paper), ITALIC).after(2.0).keep()));
        out.push(Piece::Par(Par::rule(120.0, sheet::TEXT)));
        out.push(Piece::Par(Par::gap(10.0)));
        body::blocks(&annex.body, paper.style, fonts, &mut out);
    }
    clean(&mut out, fonts);
    out
}

const PLAIN: Look = Look { bold: false, italic: false };
const BOLD: Look = Look { bold: true, italic: false };
const ITALIC: Look = Look { bold: false, italic: true };

fn run(text: impl Into<String>, look: Look) -> Run {
    Run { text: text.into(), look, underline: false }
}

fn centred(text: &str, look: Look) -> Par {
    Par::new(text.trim(), BODY, look).align(Align::Centre)
}

fn justified(runs: Vec<Run>) -> Par {
    Par { runs, first: INDENT, align: Align::Justify, after: AFTER, ..Par::new("", BODY, PLAIN) }
}

fn title(paper: &Paper, fonts: &Fonts, out: &mut Vec<Piece>) {
    if !paper.kind.is_named() {
        return;
    }
    out.push(Piece::Par(centred(&paper.kind.words().to_uppercase(), BOLD).keep().role(Role::Title)));
    let title = &even(&paper.title, |words| fonts.width(words, BODY, BOLD), sheet::TEXT);
    if !title.is_empty() {
        out.push(Piece::Par(centred(title, BOLD).after(2.0).keep().role(Role::Title)));
    }
    match paper.style {
        Style::State => {
            let longest = title.lines().map(|line| fonts.width(line.trim_end(), BODY, BOLD)).fold(0.0, f32::max);
            let width = (longest * 0.4).clamp(60.0, 180.0);
            out.push(Piece::Par(Par::rule(width, sheet::TEXT)));
        }
        Style::Party => out.push(Piece::Par(centred("-----", PLAIN))),
    }
    out.push(Piece::Par(Par::gap(10.0)));
}

/// Words on as few lines as the room allows, of like length, so that no year stands alone on the last.
fn even(words: &str, width: impl Fn(&str) -> f32, room: f32) -> String {
    let all: Vec<&str> = words.split_whitespace().collect();
    let fill = |limit: f32| {
        let mut lines: Vec<String> = Vec::new();
        for word in &all {
            match lines.last_mut() {
                Some(line) if width(&format!("{line} {word}")) <= limit => *line = format!("{line} {word}"),
                _ => lines.push((*word).to_owned()),
            }
        }
        lines
    };
    let room = room * 0.95; // letters of other programs are a little wider
    let few = fill(room);
    let (mut low, mut high) = (0.0, room);
    for _ in 0..10 {
        let middle = (low + high) / 2.0;
        let lines = fill(middle);
        let fits = lines.len() <= few.len() && lines.iter().all(|line| width(line) <= middle);
        if fits { high = middle } else { low = middle }
    }
    if few.len() < 2 { few.concat() } else { fill(high).join(" \n") }
}

fn addressees(paper: &Paper, out: &mut Vec<Piece>) {
    let to: Vec<&str> = paper.to.iter().map(|one| one.trim().trim_start_matches(['-', '–']).trim().trim_end_matches(['.', ';', ','])).filter(|one| !one.is_empty()).collect();
    match to.as_slice() {
        [] => {}
        [one] => {
            let par = Par { left: 72.0, right: 36.0, ..centred(&format!("Kính gửi: {one}."), PLAIN) };
            out.push(Piece::Par(par.after(12.0).keep()));
        }
        many => {
            out.push(Piece::Par(Par { left: 108.0, ..Par::new("Kính gửi:", BODY, PLAIN) }.after(2.0).keep()));
            for (n, one) in many.iter().enumerate() {
                let last = n + 1 == many.len();
                let par = Par::new(format!("- {one}{}", if last { '.' } else { ';' }), BODY, PLAIN);
                out.push(Piece::Par(Par { left: 144.0, ..par }.after(if last { 12.0 } else { 2.0 }).keep()));
            }
        }
    }
}

/// "(Kèm theo Kế hoạch số 15/KH-UBND ngày 05 tháng 02 năm 2026 của Ủy ban nhân dân …)".
fn attached_to(paper: &Paper) -> String {
    let number = rules::number_line(paper.style, &paper.number, &paper.symbol).replacen("Số:", "số", 1).replacen("Số", "số", 1);
    let date = rules::date_line("", paper.date);
    format!("(Kèm theo {} {number} {date} của {})", paper.kind.words(), paper.issuer.trim())
}

/// Composes letters and shows a box for those that the type lacks.
fn clean(pieces: &mut [Piece], fonts: &Fonts) {
    let par = |par: &mut Par| {
        for run in &mut par.runs {
            run.text = fonts.clean(&run.text, run.look);
        }
    };
    for piece in pieces {
        match piece {
            Piece::Par(one) => par(one),
            Piece::Grid(grid) => grid.rows.iter_mut().flat_map(|row| &mut row.cells).flat_map(|cell| &mut cell.pars).for_each(par),
            Piece::Break => {}
        }
    }
}
