//! Chữ để sao chép: the words of a paper in plain lines, for a message. Columns follow one another; rows of data become
//! lines with " | " between cells.
use crate::pieces::{Grid, Par, Piece};

/// The whole paper; blank lines between parts.
pub fn write(pieces: &[Piece]) -> String {
    let mut lines: Vec<String> = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Par(par) => push(&mut lines, par),
            Piece::Grid(grid) => rows(&mut lines, grid),
            Piece::Break => lines.push(String::new()),
        }
    }
    let mut out = String::new();
    for line in lines {
        if !(line.is_empty() && (out.is_empty() || out.ends_with("\n\n"))) {
            out.push_str(&line);
            out.push('\n');
        }
    }
    out.trim_end().to_owned() + "\n"
}

fn words(par: &Par) -> String {
    par.words().replace(" \n", " ").replace(['\u{a0}', '\n'], " ").trim().to_owned()
}

fn push(lines: &mut Vec<String>, par: &Par) {
    let words = words(par);
    match words.as_str() {
        "" | "-----" => lines.push(String::new()),
        _ => lines.push(words),
    }
}

fn rows(lines: &mut Vec<String>, grid: &Grid) {
    for row in &grid.rows {
        let is_line = grid.ruled || row.cells.len() == 3;
        if is_line {
            let cells = row.cells.iter().map(|cell| cell.pars.iter().map(words).filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" "));
            lines.push(cells.filter(|cell| grid.ruled || !cell.is_empty()).collect::<Vec<_>>().join(" | "));
            continue;
        }
        for cell in &row.cells {
            cell.pars.iter().for_each(|par| push(lines, par));
            lines.push(String::new());
        }
    }
    lines.push(String::new());
}
