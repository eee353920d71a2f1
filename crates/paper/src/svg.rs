//! Hình xem trước: a page as SVG. Attributes only, no style, so that the strictest page policy shows it.
use crate::layout::{Page, Shape};
use crate::pieces::sheet;
use quick_xml::escape::escape;
use std::fmt::Write;

/// One page; `number` of `many` is what a screen reader hears before its words.
pub fn page(page: &Page, number: usize, many: usize) -> String {
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {:.1} {:.1}\" font-family=\"Paper, 'Times New Roman', 'Liberation Serif', Tinos, serif\" role=\"group\" aria-label=\"{number}/{many}\">\
         <rect width=\"{0:.1}\" height=\"{1:.1}\" fill=\"white\"/>",
        sheet::WIDTH, sheet::HEIGHT
    );
    for item in &page.items {
        match &item.shape {
            Shape::Words { x, y, size, look, text, stretch } => {
                let weight = if look.bold { " font-weight=\"700\"" } else { "" };
                let slant = if look.italic { " font-style=\"italic\"" } else { "" };
                let gap = if *stretch > 0.0 { format!(" word-spacing=\"{stretch:.3}\"") } else { String::new() };
                let words = escape(text.trim_end_matches(' '));
                let _ = write!(out, "<text x=\"{x:.2}\" y=\"{y:.2}\" font-size=\"{size}\"{weight}{slant}{gap} xml:space=\"preserve\">{words} </text>");
            }
            Shape::Rule { from, to } => {
                let _ = write!(out, "<path d=\"M{:.2} {:.2}L{:.2} {:.2}\" stroke=\"black\" stroke-width=\".6\"/>", from.0, from.1, to.0, to.1);
            }
            Shape::Fill { x, y, width, height } => {
                let _ = write!(out, "<rect x=\"{x:.2}\" y=\"{y:.2}\" width=\"{width:.2}\" height=\"{height:.2}\" fill=\"gray\"/>");
            }
        }
    }
    out.push_str("</svg>");
    out
}
