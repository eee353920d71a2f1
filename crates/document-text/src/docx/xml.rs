//! A small tree of the elements that matter (cây XML): names are known ones or nothing, text is unescaped.
//!
//! Elements of WordprocessingML keep their local name; drawing text (a:t), which repeats what a text box holds, does not
//! count. Unknown elements are kept as nameless containers, so that what they wrap is found.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::Refusal;

/// Elements known by name; every other one is `""`.
const KNOWN: &[&str] = &[
    "AlternateContent",
    "Choice",
    "Fallback",
    "abstractNum",
    "abstractNumId",
    "basedOn",
    "body",
    "br",
    "cr",
    "del",
    "document",
    "fldChar",
    "gridAfter",
    "gridBefore",
    "gridSpan",
    "hMerge",
    "ilvl",
    "instrText",
    "isLgl",
    "lvl",
    "lvlOverride",
    "lvlRestart",
    "lvlText",
    "moveFrom",
    "noBreakHyphen",
    "num",
    "numFmt",
    "numId",
    "numPr",
    "numStyleLink",
    "p",
    "pPr",
    "pStyle",
    "r",
    "rFonts",
    "rPr",
    "rStyle",
    "rt",
    "start",
    "startOverride",
    "style",
    "styleLink",
    "suff",
    "sym",
    "t",
    "tab",
    "tbl",
    "tblBorders",
    "tblPr",
    "tblStyle",
    "tc",
    "tcBorders",
    "tcPr",
    "top",
    "bottom",
    "left",
    "right",
    "insideH",
    "insideV",
    "tr",
    "trPr",
    "txbxContent",
    "vMerge",
    "vanish",
];
/// Subtrees that hold nothing to read.
const SKIPPED: &[&str] = &[
    "sectPr",
    "tblGrid",
    "delText",
    "delInstrText",
    "footnoteReference",
    "pPrChange",
    "rPrChange",
    "tblPrChange",
    "tcPrChange",
    "trPrChange",
    "sectPrChange",
    "numberingChange",
    "binData",
    "footnotePr",
];
/// Attributes kept, by local name.
const ATTRIBUTES: &[&str] = &[
    "abstractNumId",
    "ascii",
    "char",
    "default",
    "fldCharType",
    "format",
    "hAnsi",
    "ilvl",
    "numId",
    "styleId",
    "type",
    "val",
];

/// One element.
#[derive(Debug, Default)]
pub(crate) struct Node {
    pub name: &'static str,
    attributes: Vec<(&'static str, String)>,
    pub children: Vec<Node>,
    /// Text of a `t` element.
    pub text: String,
}

impl Node {
    /// Value of an attribute by its local name.
    pub(crate) fn attr(&self, name: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|(key, _)| *key == name)
            .map(|(_, value)| value.as_str())
    }

    /// First child of a name.
    pub(crate) fn child(&self, name: &str) -> Option<&Node> {
        self.children.iter().find(|child| child.name == name)
    }

    /// The `val` of a child.
    pub(crate) fn value(&self, name: &str) -> Option<&str> {
        self.child(name)?.attr("val")
    }

    /// True for an on/off child that is on: present, and not "0", "false" or "off".
    pub(crate) fn is_on(&self, name: &str) -> bool {
        self.child(name)
            .is_some_and(|child| !matches!(child.attr("val"), Some("0" | "false" | "off" | "none")))
    }

    /// Whether any element below has the name.
    pub(crate) fn contains(&self, name: &str) -> bool {
        self.children
            .iter()
            .any(|child| child.name == name || child.contains(name))
    }
}

const DAMAGED: Refusal = Refusal::Damaged {
    what: "Word (.docx)",
};

/// Reads a part into a tree.
///
/// # Errors
/// [`Refusal::Damaged`] for XML that is broken or nested beyond `max_depth`.
pub(crate) fn parse(xml: &str, max_depth: usize) -> Result<Node, Refusal> {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().allow_dangling_amp = true;
    let mut stack: Vec<Node> = vec![Node::default()];
    loop {
        match reader.read_event().map_err(|_| DAMAGED)? {
            Event::Start(tag) => {
                if SKIPPED.contains(&local(&tag)) {
                    reader.read_to_end(tag.name()).map_err(|_| DAMAGED)?;
                    continue;
                }
                if stack.len() >= max_depth {
                    return Err(DAMAGED);
                }
                stack.push(node(&tag));
            }
            Event::Empty(tag) => {
                if !SKIPPED.contains(&local(&tag))
                    && let Some(parent) = stack.last_mut()
                {
                    parent.children.push(node(&tag));
                }
            }
            Event::End(_) => {
                let done = stack.pop().ok_or(DAMAGED)?;
                stack.last_mut().ok_or(DAMAGED)?.children.push(done);
            }
            Event::Text(text) => add_text(&mut stack, &text.xml10_content()),
            Event::CData(text) => add_text(&mut stack, &text.xml10_content()),
            Event::GeneralRef(entity) => {
                let known = match entity.resolve_char_ref() {
                    Ok(Some(c)) => Some(c),
                    _ => predefined(&entity.xml10_content()),
                };
                if let Some(c) = known {
                    add_text(&mut stack, c.encode_utf8(&mut [0; 4]));
                }
            }
            Event::Eof => break,
            _ => {}
        }
    }
    if stack.len() != 1 {
        return Err(DAMAGED);
    }
    stack.pop().ok_or(DAMAGED)
}

fn predefined(name: &str) -> Option<char> {
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        _ => return None,
    })
}

fn add_text(stack: &mut [Node], text: &str) {
    if let Some(node) = stack.last_mut()
        && node.name == "t"
    {
        node.text.push_str(text);
    }
}

fn local<'a>(tag: &'a BytesStart<'_>) -> &'a str {
    let name = tag.name().0;
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

fn node(tag: &BytesStart<'_>) -> Node {
    let full = tag.name().0;
    // DrawingML (prefix a) uses the names p, r and t too, for text that text boxes hold as w:txbxContent.
    let name = if full.starts_with("a:") {
        ""
    } else {
        KNOWN
            .iter()
            .copied()
            .find(|known| *known == local(tag))
            .unwrap_or("")
    };
    let mut attributes = Vec::new();
    if !name.is_empty() {
        for attribute in tag.attributes().with_checks(false).flatten() {
            let key = attribute.key.0;
            let key = key.rsplit_once(':').map_or(key, |(_, local)| local);
            if let Some(key) = ATTRIBUTES.iter().copied().find(|known| *known == key) {
                let value: Cow<'_, str> =
                    quick_xml::escape::unescape(&attribute.value).unwrap_or_default();
                attributes.push((key, value.into_owned()));
            }
        }
    }
    Node {
        name,
        attributes,
        ..Node::default()
    }
}
