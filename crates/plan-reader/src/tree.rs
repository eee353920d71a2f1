//! The block tree (cây đề mục): paragraphs under their headings, by the order of labels rather than by any one layout.
//! Repeated and skipped labels are kept as printed. It must never drop a paragraph.

mod node;

pub use node::{Node, Tree};

use crate::agencies;
use crate::heading::{annex, heading_text, is_heading, last_word};
use crate::section::{self, Section};
use crate::text::source::Para;
use crate::text::words::{all_caps, count, unstop};

const CAPS: u8 = 4;
const OWNER: u8 = 12;
const PROSE: u8 = 90;

struct Open {
    node: usize,
    level: u8,
    sep: char,
    number: Option<u32>,
    nested: bool,
}

/// Builds the tree of the body paragraphs.
pub fn build<'a>(paras: &[Para<'a>]) -> Tree<'a> {
    let mut tree = Tree::default();
    let mut stack: Vec<Open> = Vec::new();
    let mut in_annex = false;
    let mut i = 0;
    while i < paras.len() {
        let p = &paras[i];
        if p.row {
            let mut rows = Vec::new();
            while i < paras.len() && paras[i].row {
                rows.push(paras[i].text);
                i += 1;
            }
            stack.retain(|o| o.level < 13);
            let node = leaf(p, in_annex, rows);
            attach(&mut tree, &stack, node);
            continue;
        }
        let opens_annex = p.label.is_none() && annex(p.text);
        if opens_annex {
            in_annex = true;
            stack.clear();
        }
        let next = paras.get(i + 1);
        let mut node = leaf(p, in_annex, Vec::new());
        let mut sep = ' ';
        let mut number = None;
        let mut nested = false;
        if let Some(l) = &p.label {
            sep = l.sep;
            number = l.number;
            node.level = l.level();
            node.numbered = l.numbered();
            node.bullet = !node.numbered;
            node.label = p.text.get(..p.text.len().min(l.text.len())).filter(|s| *s == l.text).unwrap_or(if node.bullet { "-" } else { "" });
            nested = nests(&tree, &stack, l.level(), sep, number);
            if nested {
                node.level = 15;
            }
            if node.numbered {
                let (title, run_in) = heading_text(p.body);
                let content = next.is_some_and(|n| n.row || deeper(n, node.level, sep));
                node.heading = !nested && is_heading(l.kind, p.body, title, run_in, content);
                (node.title, node.run_in) = if node.heading { (title, run_in) } else { (unstop(p.body), "") };
            }
        } else if opens_annex {
            node.level = 0;
            node.heading = true;
        } else if let Some(level) = unlabelled(p, next) {
            node.level = level;
            node.heading = true;
            node.title = unstop(p.body);
        }
        if node.level < PROSE {
            while stack.last().is_some_and(|o| o.level >= node.level) {
                stack.pop();
            }
        } else {
            close_for_prose(&tree, &mut stack);
        }
        let level = node.level;
        let at = attach(&mut tree, &stack, node);
        if level < PROSE {
            stack.push(Open { node: at, level, sep, number, nested });
        }
        i += 1;
    }
    tree
}

fn leaf<'a>(p: &Para<'a>, annex: bool, rows: Vec<&'a str>) -> Node<'a> {
    Node {
        label: "",
        numbered: false,
        bullet: false,
        heading: false,
        title: unstop(p.body),
        run_in: "",
        body: p.body,
        text: p.text,
        rows,
        section: Section::Unknown,
        own: None,
        parent: None,
        children: Vec::new(),
        level: PROSE,
        owner: Vec::new(),
        annex,
    }
}

fn deeper(n: &Para, level: u8, sep: char) -> bool {
    match &n.label {
        None => !all_caps(n.text) && !last_word(n.text),
        Some(l) => l.level() > level || (l.level() == level && l.number == Some(1) && l.sep != sep),
    }
}

/// "1." below a bullet that ends with a colon is a list inside the bullet.
fn nests(tree: &Tree, stack: &[Open], level: u8, sep: char, number: Option<u32>) -> bool {
    if level != 6 || number.is_none() {
        return false;
    }
    let Some(top) = stack.last() else { return false };
    let outer = stack.iter().rev().find(|o| o.level == 6 && !o.nested);
    if top.nested {
        let runs = top.sep == sep && number == top.number.map(|n| n + 1);
        let outer_runs = outer.is_some_and(|o| o.sep == sep && number == o.number.map(|n| n + 1));
        return runs && !outer_runs;
    }
    let colon = tree.nodes[top.node].bullet && tree.nodes[top.node].body.ends_with(':');
    colon && number == Some(1) && outer.is_some()
}

fn unlabelled(p: &Para, next: Option<&Para>) -> Option<u8> {
    let n = count(p.text);
    if p.md > 0 {
        return Some(2 + p.md.min(6));
    }
    if all_caps(p.text) && (2..=30).contains(&n) && !p.text.ends_with(';') {
        return Some(CAPS);
    }
    let lower = p.text.to_lowercase();
    if lower.starts_with("ngày ") && n <= 14 && p.text.chars().filter(char::is_ascii_digit).count() >= 1 && (p.text.contains(':') || p.text.ends_with(|c: char| c.is_ascii_digit())) && next.is_some_and(|n| n.row) {
        return Some(OWNER);
    }
    let listed = next.is_some_and(|n| n.label.as_ref().is_some_and(|l| !l.numbered() || l.level() >= 10) || (n.label.is_none() && n.body.len() > 60));
    let short = n <= 24 && !p.text.ends_with(['.', ';', ',']) && listed;
    (short && agencies::whole_list(p.text).is_some()).then_some(OWNER)
}

fn close_for_prose(tree: &Tree, stack: &mut Vec<Open>) {
    while let Some(top) = stack.last() {
        let node = &tree.nodes[top.node];
        let keeps = node.heading || (node.bullet && node.body.ends_with(':') && node.children.is_empty()) || (node.numbered && top.level < 13 && !top.nested);
        if keeps {
            break;
        }
        stack.pop();
    }
}

fn attach<'a>(tree: &mut Tree<'a>, stack: &[Open], mut node: Node<'a>) -> usize {
    let at = tree.nodes.len();
    node.parent = stack.last().map(|o| o.node);
    let inherited = node.parent.map_or(Section::Unknown, |p| tree.nodes[p].section);
    node.section = inherited;
    if node.heading {
        let parent_owner = node.parent.is_some_and(|p| !tree.nodes[p].owner.is_empty());
        let org = matches!(inherited, Section::Organise | Section::Unknown | Section::Report);
        if !parent_owner || node.level >= OWNER || node.level > 6 {
            let top = matches!(node.level, 0..=4) && !node.numbered;
            if !top && node.level > 4 && (org || inherited == Section::Content || inherited == Section::Budget) {
                node.owner = agencies::whole_list(agencies::courtesy(node.title)).unwrap_or_default();
            }
        }
        if node.owner.is_empty() {
            node.own = section::of(node.title);
            if inherited == Section::Organise && matches!(node.own, Some(Section::Content | Section::Frame | Section::Purpose)) && node.level > 4 {
                node.own = None;
            }
            if inherited == Section::Frame && node.own == Some(Section::Content) && node.level > 6 {
                node.own = None;
            }
            let opened = node.parent.is_some_and(|p| tree.nodes[p].own == Some(Section::Content));
            if inherited == Section::Content && !opened && node.own == Some(Section::Frame) {
                node.own = None;
            }
            if inherited == Section::Content && node.level > 5 && matches!(node.own, Some(Section::Purpose | Section::Content)) {
                node.own = None;
            }
            node.section = node.own.unwrap_or(inherited);
        } else if inherited != Section::Content {
            node.section = Section::Organise;
        }
    }
    match node.parent {
        Some(p) => tree.nodes[p].children.push(at),
        None => tree.roots.push(at),
    }
    tree.nodes.push(node);
    at
}
