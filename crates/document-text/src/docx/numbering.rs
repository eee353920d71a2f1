//! List numbers of Word (đánh số tự động): definitions from numbering.xml and the running counters of one document.

use std::collections::{HashMap, HashSet};

use super::label;
use super::styles::Styles;
use super::xml::Node;

/// Levels of a list in Word.
const LEVELS: usize = 9;

/// One level of a list.
#[derive(Debug, Clone, Default)]
struct Level {
    start: i64,
    format: String,
    text: String,
    /// Nothing between number and text.
    tight: bool,
    /// Legal style: all numbers decimal.
    legal: bool,
    /// Restarts after this level (1-based), 0 never; `None` after any higher level.
    restart: Option<usize>,
    style: Option<String>,
    width: usize,
}

#[derive(Debug, Default)]
struct AbstractList {
    levels: HashMap<usize, Level>,
    style_link: Option<String>,
}

#[derive(Debug, Default)]
struct List {
    abstract_id: String,
    starts: HashMap<usize, i64>,
    levels: HashMap<usize, Level>,
}

/// All lists of a document.
#[derive(Debug, Default)]
pub(crate) struct Numbering {
    abstracts: HashMap<String, AbstractList>,
    lists: HashMap<String, List>,
}

impl Numbering {
    /// Reads numbering.xml.
    pub(crate) fn read(root: &Node) -> Self {
        let mut numbering = Self::default();
        for node in root.children.iter().flat_map(|root| &root.children) {
            match node.name {
                "abstractNum" => {
                    let Some(id) = node.attr("abstractNumId") else {
                        continue;
                    };
                    let list = AbstractList {
                        levels: levels(node),
                        style_link: node.value("numStyleLink").map(str::to_owned),
                    };
                    numbering.abstracts.insert(id.to_owned(), list);
                }
                "num" => {
                    let (Some(id), Some(abstract_id)) =
                        (node.attr("numId"), node.value("abstractNumId"))
                    else {
                        continue;
                    };
                    let mut list = List {
                        abstract_id: abstract_id.to_owned(),
                        ..List::default()
                    };
                    for change in node
                        .children
                        .iter()
                        .filter(|child| child.name == "lvlOverride")
                    {
                        let Some(at) = level_index(change) else {
                            continue;
                        };
                        if let Some(start) = change
                            .value("startOverride")
                            .and_then(|start| start.parse().ok())
                        {
                            list.starts.insert(at, start);
                        }
                        if let Some(level) = change.child("lvl") {
                            list.levels.insert(at, read_level(level));
                        }
                    }
                    numbering.lists.insert(id.to_owned(), list);
                }
                _ => {}
            }
        }
        numbering
    }

    /// The definition behind a list, through a list style where the document uses one.
    fn definition(&self, list: &List, styles: &Styles) -> Option<(&str, &AbstractList)> {
        let (id, found) = self.abstracts.get_key_value(&list.abstract_id)?;
        if let (true, Some(link)) = (found.levels.is_empty(), &found.style_link)
            && let Some((num_id, _, _)) = styles.numbering(link)
            && let Some(other) = self.lists.get(num_id)
            && let Some((id, found)) = self.abstracts.get_key_value(&other.abstract_id)
        {
            return Some((id, found));
        }
        Some((id, found))
    }

    /// Level of a list that belongs to a paragraph style.
    pub(crate) fn level_of_style(
        &self,
        num_id: &str,
        style: &str,
        styles: &Styles,
    ) -> Option<usize> {
        let list = self.lists.get(num_id)?;
        let (_, found) = self.definition(list, styles)?;
        found
            .levels
            .iter()
            .find(|(_, level)| level.style.as_deref() == Some(style))
            .map(|(at, _)| *at)
    }
}

fn level_index(node: &Node) -> Option<usize> {
    node.attr("ilvl")
        .and_then(|at| at.parse().ok())
        .filter(|at| *at < LEVELS)
}

fn levels(node: &Node) -> HashMap<usize, Level> {
    node.children
        .iter()
        .filter(|child| child.name == "lvl")
        .filter_map(|level| Some((level_index(level)?, read_level(level))))
        .collect()
}

fn read_level(node: &Node) -> Level {
    // Newer Word wraps own formats ("01, 02, 03") in AlternateContent with a plain one beside it.
    let choice = node
        .child("AlternateContent")
        .and_then(|alternate| alternate.child("Choice"));
    let format = choice
        .and_then(|choice| choice.child("numFmt"))
        .or_else(|| node.child("numFmt"));
    let custom = format
        .and_then(|format| format.attr("format"))
        .and_then(|example| example.split(',').next())
        .map(str::trim);
    let width = custom
        .filter(|example| example.starts_with('0') && example.bytes().all(|b| b.is_ascii_digit()))
        .map_or(0, str::len);
    Level {
        start: node
            .value("start")
            .and_then(|start| start.parse().ok())
            .unwrap_or(0),
        format: format
            .and_then(|format| format.attr("val"))
            .unwrap_or("decimal")
            .to_owned(),
        text: node.value("lvlText").unwrap_or_default().to_owned(),
        tight: node.value("suff") == Some("nothing"),
        legal: node.is_on("isLgl"),
        restart: node
            .value("lvlRestart")
            .and_then(|restart| restart.parse().ok()),
        style: node.value("pStyle").map(str::to_owned),
        width: width.min(6),
    }
}

/// Running counters; one per document, asked paragraph by paragraph in order.
pub(crate) struct Counters<'a> {
    numbering: &'a Numbering,
    styles: &'a Styles,
    values: HashMap<&'a str, [Option<i64>; LEVELS]>,
    started: HashSet<(&'a str, usize)>,
}

impl<'a> Counters<'a> {
    /// Counters before the first paragraph.
    pub(crate) fn new(numbering: &'a Numbering, styles: &'a Styles) -> Self {
        Self {
            numbering,
            styles,
            values: HashMap::new(),
            started: HashSet::new(),
        }
    }

    /// Counts one paragraph and returns its label with the space after it, `None` when the list prints nothing.
    pub(crate) fn next(&mut self, num_id: &str, level: usize) -> Option<String> {
        let numbering = self.numbering;
        let level = level.min(LEVELS - 1);
        let (num_id, list) = numbering.lists.get_key_value(num_id)?;
        let (abstract_id, found) = numbering.definition(list, self.styles)?;
        let level_at = |at: usize| list.levels.get(&at).or_else(|| found.levels.get(&at));
        let this = level_at(level)?;
        let values = self.values.entry(abstract_id).or_default();
        let first_override = list
            .starts
            .get(&level)
            .filter(|_| self.started.insert((num_id, level)));
        values[level] = Some(match (first_override, values[level]) {
            (Some(start), _) => *start,
            (None, Some(value)) => value.saturating_add(1),
            (None, None) => list.starts.get(&level).copied().unwrap_or(this.start),
        });
        for (deeper, value) in values.iter_mut().enumerate().skip(level + 1) {
            let restarts = match level_at(deeper).and_then(|other| other.restart) {
                Some(0) => false,
                // lvlRestart n: only a paragraph of level n (1-based) or above restarts it.
                Some(after) => level < after,
                None => true,
            };
            if restarts {
                *value = None;
            }
        }
        let values = *values;
        if this.format == "bullet" {
            return Some(format!("{} ", label::bullet(&this.text)));
        }
        let mut out = String::new();
        let mut signs = this.text.chars().peekable();
        while let Some(sign) = signs.next() {
            let digit = signs
                .peek()
                .and_then(|next| next.to_digit(10))
                .filter(|digit| (1..=9).contains(digit));
            let (true, Some(digit)) = (sign == '%', digit) else {
                out.push(sign);
                continue;
            };
            signs.next();
            let at = digit as usize - 1;
            let Some(other) = level_at(at) else { continue };
            let value =
                values[at].unwrap_or_else(|| list.starts.get(&at).copied().unwrap_or(other.start));
            let format = if this.legal {
                "decimal"
            } else {
                other.format.as_str()
            };
            if other.width > 0 && !this.legal {
                out.push_str(&format!("{value:0width$}", width = other.width));
            } else {
                out.push_str(&label::number(value, format).unwrap_or_default());
            }
        }
        let out = out.trim();
        if out.is_empty() {
            return None;
        }
        Some(if this.tight {
            out.to_owned()
        } else {
            format!("{out} ")
        })
    }
}
