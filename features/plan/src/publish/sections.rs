//! Đề mục: the headings of a text with anchors that are unique within it.
use super::{Ctx, write};
use crate::naming::citation;
use base::{Result, Tx, args};
use plan_reader::model::{OutlineNode, Span};
use uuid::Uuid;

/// A heading as written: labels from the root, anchor, where it stands.
pub(crate) struct Heading {
    pub labels: Vec<String>,
    pub path: String,
    pub title: String,
    pub span: Span,
}

/// All headings in the order of the text.
pub(crate) fn flatten(outline: &[OutlineNode]) -> Vec<Heading> {
    fn walk(nodes: &[OutlineNode], labels: &[String], out: &mut Vec<Heading>) {
        for node in nodes {
            let mut own = labels.to_vec();
            own.push(node.label.clone());
            let base = citation(&own);
            let path = std::iter::once(base.clone())
                .chain((2..).map(|n| format!("{base}-{n}")))
                .find(|p| !out.iter().any(|h| h.path == *p))
                .unwrap_or(base);
            let heading = Heading { labels: own.clone(), path, title: node.title.clone(), span: node.span };
            out.push(heading);
            walk(&node.children, &own, out);
        }
    }
    let mut out = Vec::new();
    walk(outline, &[], &mut out);
    out
}

/// The anchor of the heading that a path of labels means at this place of the text.
pub(crate) fn anchor(headings: &[Heading], labels: &[String], at: usize) -> String {
    let before = headings.iter().filter(|h| h.span.start <= at);
    let same = before.clone().rfind(|h| h.labels == labels);
    let parent = || before.clone().rfind(|h| labels.starts_with(&h.labels));
    same.or_else(parent).map_or_else(|| citation(labels), |h| h.path.clone())
}

pub(super) async fn write(tx: &mut Tx, ctx: &Ctx<'_>) -> Result<Vec<Heading>> {
    let headings = flatten(&ctx.reading.outline);
    for (ordinal, h) in headings.iter().enumerate() {
        let label = h.labels.last().map_or("", |l| l.trim_end_matches('.'));
        let values = args![
            Uuid::now_v7(), ctx.document, ordinal, h.labels.len() - 1, &h.path, label, vietnamese::normalize_line(&h.title), h.span.start, h.span.end
        ];
        tx.exec(write::INSERT_SECTION, values).await?;
    }
    Ok(headings)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn node(label: &str, at: usize, children: Vec<OutlineNode>) -> OutlineNode {
        OutlineNode { label: label.into(), title: "T".into(), children, span: Span { start: at, end: at + 5 }, ..OutlineNode::default() }
    }

    #[test]
    fn two_sections_of_one_label_have_two_anchors() {
        let headings = flatten(&[node("I", 0, vec![node("1", 10, vec![])]), node("I", 20, vec![node("1", 30, vec![])])]);
        let paths: Vec<&str> = headings.iter().map(|h| h.path.as_str()).collect();
        assert_eq!(paths, ["I", "I.1", "I-2", "I.1-2"]);
        let labels = ["I".to_owned(), "1".to_owned()];
        assert_eq!(anchor(&headings, &labels, 15), "I.1");
        assert_eq!(anchor(&headings, &labels, 35), "I.1-2");
        assert_eq!(anchor(&headings, &["I".into(), "1".into(), "a".into()], 35), "I.1-2");
    }
}
