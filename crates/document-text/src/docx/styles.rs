//! Paragraph styles (kiểu đoạn), as far as they number paragraphs, hide text or set an old Vietnamese font.

use std::collections::HashMap;

use super::xml::Node;

/// What one style says itself.
#[derive(Debug, Default)]
struct Style {
    based_on: Option<String>,
    num_id: Option<String>,
    level: Option<usize>,
    font: Option<String>,
    hidden: Option<bool>,
    bordered: Option<bool>,
}

/// All styles by id.
#[derive(Debug, Default)]
pub(crate) struct Styles {
    by_id: HashMap<String, Style>,
    default_paragraph: Option<String>,
}

/// Longest chain of styles based on each other.
const MAX_CHAIN: usize = 20;

impl Styles {
    /// Reads styles.xml.
    pub(crate) fn read(root: &Node) -> Self {
        let mut styles = Self::default();
        let list = root
            .children
            .iter()
            .flat_map(|root| &root.children)
            .filter(|node| node.name == "style");
        for node in list {
            let Some(id) = node.attr("styleId") else {
                continue;
            };
            let number = node
                .child("pPr")
                .and_then(|properties| properties.child("numPr"));
            let run = node.child("rPr");
            let style = Style {
                based_on: node.value("basedOn").map(str::to_owned),
                num_id: number.and_then(|n| n.value("numId")).map(str::to_owned),
                level: number
                    .and_then(|n| n.value("ilvl"))
                    .and_then(|level| level.parse().ok()),
                font: run.and_then(font_of),
                hidden: run
                    .filter(|run| run.child("vanish").is_some())
                    .map(|run| run.is_on("vanish")),
                bordered: node
                    .child("tblPr")
                    .and_then(|table| table.child("tblBorders"))
                    .map(super::table::draws),
            };
            if node.attr("type") == Some("paragraph")
                && matches!(node.attr("default"), Some("1" | "true" | "on"))
            {
                styles.default_paragraph = Some(id.to_owned());
            }
            styles.by_id.insert(id.to_owned(), style);
        }
        styles
    }

    /// Style of a paragraph that names none.
    pub(crate) fn default_paragraph(&self) -> Option<&str> {
        self.default_paragraph.as_deref()
    }

    /// Numbering that a style gives: its list, the level that it names, and the id of the style that says so.
    pub(crate) fn numbering(&self, id: &str) -> Option<(&str, Option<usize>, &str)> {
        let mut level = None;
        self.chain(id).find_map(|(name, style)| {
            level = level.or(style.level);
            style.num_id.as_deref().map(|num_id| (num_id, level, name))
        })
    }

    /// Font that a style sets.
    pub(crate) fn font(&self, id: &str) -> Option<&str> {
        self.chain(id).find_map(|(_, style)| style.font.as_deref())
    }

    /// Whether a style hides its text.
    pub(crate) fn hidden(&self, id: &str) -> bool {
        self.chain(id)
            .find_map(|(_, style)| style.hidden)
            .unwrap_or(false)
    }

    /// Whether a table style draws lines.
    pub(crate) fn bordered(&self, id: &str) -> bool {
        self.chain(id)
            .find_map(|(_, style)| style.bordered)
            .unwrap_or(false)
    }

    fn chain<'a>(&'a self, id: &str) -> impl Iterator<Item = (&'a str, &'a Style)> {
        let mut next = self.by_id.get_key_value(id);
        std::iter::from_fn(move || {
            let (name, style) = next?;
            next = style
                .based_on
                .as_deref()
                .and_then(|base| self.by_id.get_key_value(base));
            Some((name.as_str(), style))
        })
        .take(MAX_CHAIN)
    }
}

/// Font named by run properties.
pub(crate) fn font_of(run: &Node) -> Option<String> {
    let fonts = run.child("rFonts")?;
    fonts
        .attr("ascii")
        .or_else(|| fonts.attr("hAnsi"))
        .map(str::to_owned)
}
