//! What the tree is made of, and the ways through it.
use crate::section::Section;

/// A paragraph in the tree.
#[derive(Debug, Clone)]
pub struct Node<'a> {
    /// Printed label without its final mark; empty for prose.
    pub label: &'a str,
    /// Numbered or lettered.
    pub numbered: bool,
    /// It is a bullet.
    pub bullet: bool,
    /// It is a heading.
    pub heading: bool,
    /// Words of the heading, or of the paragraph.
    pub title: &'a str,
    /// What follows "key:" on the same line.
    pub run_in: &'a str,
    /// The paragraph without its label.
    pub body: &'a str,
    /// The whole paragraph.
    pub text: &'a str,
    /// Rows of a table, if it is one.
    pub rows: Vec<&'a str>,
    /// What it is about, inherited.
    pub section: Section,
    /// Section told by its own words.
    pub own: Option<Section>,
    /// Parent.
    pub parent: Option<usize>,
    /// Children in order.
    pub children: Vec<usize>,
    /// Depth rank, smaller is nearer to the root.
    pub level: u8,
    /// Agencies, if the heading is a list of them.
    pub owner: Vec<String>,
    /// It belongs to an annex.
    pub annex: bool,
}

/// All nodes in order of the text.
#[derive(Debug, Default)]
pub struct Tree<'a> {
    /// Nodes.
    pub nodes: Vec<Node<'a>>,
    /// Those without a parent.
    pub roots: Vec<usize>,
}

impl Tree<'_> {
    /// Labels from the root to a node, headings and items alike.
    pub fn path(&self, at: usize) -> Vec<String> {
        let mut out = Vec::new();
        let mut cur = Some(at);
        while let Some(i) = cur {
            let n = &self.nodes[i];
            if n.numbered && !n.label.is_empty() {
                out.push(n.label.to_owned());
            } else if n.level == 0 {
                out.push(n.title.to_owned());
            }
            cur = n.parent;
        }
        out.reverse();
        out
    }

    /// Nearest heading at or above a node.
    pub fn heading_of(&self, at: usize) -> Option<usize> {
        let mut cur = Some(at);
        while let Some(i) = cur {
            if self.nodes[i].heading {
                return Some(i);
            }
            cur = self.nodes[i].parent;
        }
        None
    }

    /// Agencies of the nearest heading that names some.
    pub fn owner_of(&self, at: usize) -> Option<usize> {
        let mut cur = self.nodes[at].parent;
        while let Some(i) = cur {
            if !self.nodes[i].owner.is_empty() {
                return Some(i);
            }
            cur = self.nodes[i].parent;
        }
        None
    }

    /// Last descendant of a node (or the node itself).
    pub fn last(&self, at: usize) -> usize {
        let mut cur = at;
        while let Some(&c) = self.nodes[cur].children.last() {
            cur = c;
        }
        cur
    }
}
