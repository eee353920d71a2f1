//! document.xml: paragraphs, grids and the sheet.
use crate::pieces::{Align, Grid, GridRow, Mark, Par, Piece, Role, sheet};
use quick_xml::escape::escape;
use std::fmt::Write;

const OPEN: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><w:body>";

/// The part with the words.
pub fn document(pieces: &[Piece]) -> String {
    let mut out = String::from(OPEN);
    let mut breaks = false;
    for (n, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Break => breaks = true,
            Piece::Par(par) => paragraph(&mut out, par, std::mem::take(&mut breaks)),
            Piece::Grid(grid) => {
                if std::mem::take(&mut breaks) {
                    paragraph(&mut out, &Par::gap(1.0), true);
                }
                table(&mut out, grid);
                if !matches!(pieces.get(n + 1), Some(Piece::Par(_))) {
                    paragraph(&mut out, &Par::gap(1.0), false); // a table must be followed by a paragraph
                }
            }
        }
    }
    let t = |points: f32| twips(points);
    let _ = write!(
        out,
        "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"rId3\"/><w:pgSz w:w=\"{}\" w:h=\"{}\"/><w:pgMar w:top=\"{top}\" w:right=\"{}\" w:bottom=\"{top}\" w:left=\"{}\" w:header=\"{}\" w:footer=\"{}\" w:gutter=\"0\"/><w:titlePg/></w:sectPr></w:body></w:document>",
        t(sheet::WIDTH), t(sheet::HEIGHT), t(sheet::RIGHT), t(sheet::LEFT), t(sheet::HEADER), t(sheet::HEADER), top = t(sheet::TOP)
    );
    out
}

fn twips(points: f32) -> i32 {
    (points * 20.0).round() as i32
}

fn paragraph(out: &mut String, par: &Par, new_page: bool) {
    let style = match par.role {
        Role::Text => "",
        Role::Title => "<w:pStyle w:val=\"Title\"/>",
        Role::Heading(1) => "<w:pStyle w:val=\"Heading1\"/>",
        Role::Heading(2) => "<w:pStyle w:val=\"Heading2\"/>",
        Role::Heading(3) => "<w:pStyle w:val=\"Heading3\"/>",
        Role::Heading(_) => "<w:pStyle w:val=\"Heading4\"/>",
    };
    let _ = write!(out, "<w:p><w:pPr>{style}");
    if par.keep {
        out.push_str("<w:keepNext/>");
    }
    if new_page {
        out.push_str("<w:pageBreakBefore/>");
    }
    match par.mark {
        Mark::None => {}
        Mark::Rule => out.push_str("<w:pBdr><w:bottom w:val=\"single\" w:sz=\"5\" w:space=\"0\" w:color=\"000000\"/></w:pBdr>"),
        Mark::Fill => out.push_str("<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"808080\"/>"),
    }
    let empty = par.runs.iter().all(|run| run.text.is_empty());
    let rule = if empty { "exact" } else { "atLeast" };
    let _ = write!(out, "<w:spacing w:before=\"0\" w:after=\"{}\" w:line=\"{}\" w:lineRule=\"{rule}\"/>", twips(par.after), twips(par.line));
    if par.left != 0.0 || par.right != 0.0 || par.first != 0.0 {
        let _ = write!(out, "<w:ind w:left=\"{}\" w:right=\"{}\" w:firstLine=\"{}\"/>", twips(par.left), twips(par.right), twips(par.first));
    }
    out.push_str(match par.align {
        Align::Left => "",
        Align::Centre => "<w:jc w:val=\"center\"/>",
        Align::Right => "<w:jc w:val=\"right\"/>",
        Align::Justify => "<w:jc w:val=\"both\"/>",
    });
    let size = (par.size * 2.0).round() as i32;
    let _ = write!(out, "<w:rPr><w:sz w:val=\"{size}\"/><w:szCs w:val=\"{size}\"/></w:rPr></w:pPr>");
    for run in par.runs.iter().filter(|run| !run.text.is_empty()) {
        out.push_str("<w:r><w:rPr>");
        for (on, tag) in [(run.look.bold, "<w:b/><w:bCs/>"), (run.look.italic, "<w:i/><w:iCs/>")] {
            if on {
                out.push_str(tag);
            }
        }
        let _ = write!(out, "<w:sz w:val=\"{size}\"/><w:szCs w:val=\"{size}\"/>");
        if run.underline {
            out.push_str("<w:u w:val=\"single\"/>");
        }
        out.push_str("</w:rPr>");
        for (n, line) in run.text.split('\n').enumerate() {
            if n > 0 {
                out.push_str("<w:br/>");
            }
            let _ = write!(out, "<w:t xml:space=\"preserve\">{}</w:t>", escape(line));
        }
        out.push_str("</w:r>");
    }
    out.push_str("</w:p>");
}

fn table(out: &mut String, grid: &Grid) {
    let total: f32 = grid.widths.iter().sum();
    let (side, top) = grid.padding();
    let borders = if grid.ruled {
        ["top", "left", "bottom", "right", "insideH", "insideV"].map(|edge| format!("<w:{edge} w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"000000\"/>")).concat()
    } else {
        String::new()
    };
    let margins = [("top", top), ("left", side), ("bottom", top), ("right", side)].map(|(edge, points)| format!("<w:{edge} w:w=\"{}\" w:type=\"dxa\"/>", twips(points))).concat();
    let borders = if borders.is_empty() { borders } else { format!("<w:tblBorders>{borders}</w:tblBorders>") };
    let _ = write!(
        out,
        "<w:tbl><w:tblPr><w:tblW w:w=\"{}\" w:type=\"dxa\"/><w:tblInd w:w=\"0\" w:type=\"dxa\"/>{borders}<w:tblLayout w:type=\"fixed\"/><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr><w:tblGrid>",
        twips(total)
    );
    for width in &grid.widths {
        let _ = write!(out, "<w:gridCol w:w=\"{}\"/>", twips(*width));
    }
    out.push_str("</w:tblGrid>");
    for (n, one) in grid.rows.iter().enumerate() {
        row(out, grid, one, grid.together && n + 1 < grid.rows.len());
    }
    out.push_str("</w:tbl>");
}

fn row(out: &mut String, grid: &Grid, row: &GridRow, keep: bool) {
    out.push_str("<w:tr><w:trPr><w:cantSplit/>");
    if row.head {
        out.push_str("<w:tblHeader/>");
    }
    out.push_str("</w:trPr>");
    let mut at = 0;
    for cell in &row.cells {
        let width: f32 = grid.widths.iter().skip(at).take(cell.span).sum();
        at += cell.span;
        let _ = write!(out, "<w:tc><w:tcPr><w:tcW w:w=\"{}\" w:type=\"dxa\"/>", twips(width));
        if cell.span > 1 {
            let _ = write!(out, "<w:gridSpan w:val=\"{}\"/>", cell.span);
        }
        out.push_str("</w:tcPr>");
        for par in &cell.pars {
            let par = Par { keep: keep || par.keep, ..par.clone() };
            paragraph(out, &par, false);
        }
        if cell.pars.is_empty() {
            paragraph(out, &Par::gap(1.0), false);
        }
        out.push_str("</w:tc>");
    }
    out.push_str("</w:tr>");
}
