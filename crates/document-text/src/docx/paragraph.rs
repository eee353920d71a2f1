//! One paragraph (một đoạn): the text of its runs as printed, with text boxes handed back apart.

use super::styles::{Styles, font_of};
use super::xml::Node;
use crate::charset;

/// What a paragraph holds.
#[derive(Debug, Default)]
pub(crate) struct Content<'a> {
    /// Text with `\n` for soft breaks and tabs as they are.
    pub text: String,
    /// Text boxes anchored in it.
    pub boxes: Vec<&'a Node>,
    /// Tracked changes were met.
    pub tracked: bool,
    /// Letters of an old Vietnamese font were converted; its name.
    pub old_font: bool,
    fields: Vec<bool>,
}

/// Reads the runs of a paragraph.
pub(crate) fn content<'a>(paragraph: &'a Node, styles: &Styles) -> Content<'a> {
    let mut content = Content::default();
    let style = paragraph
        .child("pPr")
        .and_then(|properties| properties.value("pStyle"))
        .or(styles.default_paragraph());
    for child in &paragraph.children {
        walk(child, style, styles, &mut content);
    }
    content
}

fn walk<'a>(node: &'a Node, style: Option<&str>, styles: &Styles, out: &mut Content<'a>) {
    match node.name {
        "pPr" | "rPr" | "instrText" | "rt" | "tblPr" => {}
        "del" | "moveFrom" => out.tracked = true,
        "txbxContent" => out.boxes.push(node),
        "AlternateContent" => {
            // The same drawing in a new and an old form: take one, the one that holds text.
            let best = node
                .children
                .iter()
                .find(|child| child.contains("txbxContent") || child.contains("t"))
                .or(node.children.first());
            if let Some(best) = best {
                walk(best, style, styles, out);
            }
        }
        "r" => run(node, style, styles, out),
        _ => node
            .children
            .iter()
            .for_each(|child| walk(child, style, styles, out)),
    }
}

fn run<'a>(node: &'a Node, style: Option<&str>, styles: &Styles, out: &mut Content<'a>) {
    let properties = node.child("rPr");
    let own_style = properties.and_then(|run| run.value("rStyle"));
    let hidden = match properties {
        Some(run) if run.child("vanish").is_some() => run.is_on("vanish"),
        _ => own_style.or(style).is_some_and(|id| styles.hidden(id)),
    };
    if hidden {
        return;
    }
    let font = properties
        .and_then(font_of)
        .or_else(|| own_style.and_then(|id| styles.font(id)).map(str::to_owned))
        .or_else(|| style.and_then(|id| styles.font(id)).map(str::to_owned))
        .unwrap_or_default();
    for child in &node.children {
        match child.name {
            "fldChar" => match child.attr("fldCharType") {
                Some("begin") => out.fields.push(true),
                Some("separate") => {
                    if let Some(code) = out.fields.last_mut() {
                        *code = false;
                    }
                }
                Some("end") => {
                    out.fields.pop();
                }
                _ => {}
            },
            // Between "begin" and "separate" stands the code of a field, not its result.
            _ if out.fields.contains(&true) => {}
            "t" => push_text(&child.text, &font, out),
            "tab" => out.text.push('\t'),
            "br" if matches!(child.attr("type"), None | Some("textWrapping")) => {
                out.text.push('\n')
            }
            "cr" => out.text.push('\n'),
            "noBreakHyphen" => out.text.push('-'),
            "sym" => out
                .text
                .push_str(symbol(child.attr("char").unwrap_or_default())),
            "rPr" => {}
            _ => walk(child, style, styles, out),
        }
    }
}

/// Text of a run, converted when its font is one of the old Vietnamese ones.
fn push_text(text: &str, font: &str, out: &mut Content<'_>) {
    let old = !text.is_ascii()
        && !text
            .chars()
            .any(|c| c > '\u{2FF}' && !matches!(c, '\u{2000}'..='\u{206F}' | '€' | '™'));
    let lower = font.to_lowercase();
    if lower.starts_with(".vn") {
        let converted = if old {
            charset::tcvn3_from_latin(text)
        } else {
            text.to_owned()
        };
        out.old_font |= old;
        out.text.push_str(&if font.ends_with('H') {
            converted.to_uppercase()
        } else {
            converted
        });
    } else if old && lower.starts_with("vni") {
        out.old_font = true;
        out.text.push_str(&charset::vni_from_latin(text));
    } else {
        out.text.push_str(text);
    }
}

/// Characters of symbol fonts that carry a meaning in plans.
fn symbol(code: &str) -> &'static str {
    match code.to_uppercase().as_str() {
        "F0A8" | "F06F" | "F071" => "□",
        "F0FE" | "F0FC" | "F052" => "☑",
        "F0E0" | "F0AE" => "→",
        "F0B7" | "F0A7" | "F076" | "F02D" => "-",
        "F0B0" => "°",
        "F0B3" => "≥",
        "F0A3" => "≤",
        "F0B4" => "×",
        _ => " ",
    }
}
