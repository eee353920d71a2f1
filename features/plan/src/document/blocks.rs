//! Khối của văn bản: the plan's text as headings, paragraphs and table rows with their duties. Pure.
use crate::model::{Assignment, Section};
use crate::source::{Line, Mark, Marked, Run, lines, runs};

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A heading; 2 is the highest.
    Heading(u8),
    Paragraph,
    /// A lettered line that says something itself ("c) Đơn vị chủ trì: …"): an anchor, not a headline.
    Item,
    /// A cited paper.
    Basis,
    /// A row of a table.
    Row,
}

/// One line of the plan as it is shown.
#[derive(Clone, Debug)]
pub(crate) struct Block {
    pub kind: Kind,
    /// Anchor of a heading; empty otherwise.
    pub anchor: String,
    pub runs: Vec<Run>,
    /// Cells of a row.
    pub cells: Vec<String>,
    /// Indices of the duties that begin here.
    pub duties: Vec<usize>,
    /// Rows that its margin may take: itself and what follows until the next block with duties, four at most.
    pub rows: usize,
}

impl Block {
    pub fn is_heading(&self) -> bool {
        matches!(self.kind, Kind::Heading(_))
    }
    pub fn level(&self) -> u8 {
        if let Kind::Heading(level) = self.kind { level } else { 0 }
    }
    pub fn is_row(&self) -> bool {
        self.kind == Kind::Row
    }
    pub fn is_basis(&self) -> bool {
        self.kind == Kind::Basis
    }
}

/// Cuts the text from position `from` on. Headings that the outline holds get their anchors; empty lines, rules and page
/// furniture are left out.
pub(crate) fn blocks(text: &str, from: usize, sections: &[Section], duties: &[Assignment]) -> Vec<Block> {
    let all = lines(text);
    let marks: Vec<Marked> = duties
        .iter()
        .enumerate()
        .map(|(of, d)| Marked { start: position(d.span_start), end: position(d.span_end), mark: Mark::Duty, of })
        .collect();
    let first_heading = sections.iter().map(|s| position(s.span_start)).min().unwrap_or(usize::MAX);
    let shown = all.iter().filter(|l| l.start >= from && !is_furniture(l));
    let mut blocks: Vec<Block> = shown.map(|line| block(line, &marks, sections, first_heading)).collect();
    for at in 0..blocks.len() {
        blocks[at].rows = 1 + blocks[at + 1..].iter().take(3).take_while(|b| b.duties.is_empty()).count();
    }
    blocks
}

fn block(line: &Line<'_>, marks: &[Marked], sections: &[Section], first_heading: usize) -> Block {
    let here = |at: usize| line.start <= at && at <= line.end;
    let section = sections.iter().find(|s| here(position(s.span_start)));
    let duties = marks.iter().filter(|m| here(m.start)).map(|m| m.of).collect();
    let trimmed = line.text.trim();
    let is_row = trimmed.starts_with('|') && trimmed.ends_with('|') && trimmed.len() > 2;
    let cells = trimmed.trim_matches('|').split('|').map(|c| c.trim().to_owned());
    let kind = match section {
        Some(s) if s.depth > 1 && says_itself(&s.label, trimmed) => Kind::Item,
        Some(s) => Kind::Heading(u8::try_from(s.depth.clamp(0, 3)).unwrap_or(0) + 2),
        None if is_row => Kind::Row,
        None if line.end < first_heading && is_basis(trimmed) => Kind::Basis,
        None => Kind::Paragraph,
    };
    Block {
        anchor: section.map(|s| s.path.clone()).unwrap_or_default(),
        runs: runs(line, marks),
        cells: if kind == Kind::Row { cells.collect() } else { Vec::new() },
        duties,
        kind,
        rows: 1,
    }
}

/// A lettered line with its own answer, or a whole sentence behind a number, is no headline.
fn says_itself(label: &str, text: &str) -> bool {
    let lettered = label.chars().next().is_some_and(|c| c.is_lowercase() || !c.is_alphanumeric());
    (lettered && text.contains(": ")) || text.chars().count() > 160
}

fn position(value: i64) -> usize {
    usize::try_from(value).unwrap_or(0)
}

fn is_furniture(line: &Line<'_>) -> bool {
    let text = line.text.trim();
    text.is_empty() || !text.chars().any(char::is_alphanumeric)
}

fn is_basis(text: &str) -> bool {
    ["Căn cứ", "Thực hiện", "Theo đề nghị", "Xét đề nghị", "- Căn cứ", "Triển khai"].iter().any(|w| text.starts_with(w)) && text.ends_with([';', '.'])
}

/// Where the body begins: behind the line that ends the title, so that the head can be shown in its own form.
pub(crate) fn body_start(text: &str, title: &str) -> usize {
    let key = |t: &str| vietnamese::fold(t);
    let wanted = key(title);
    if wanted.is_empty() {
        return 0;
    }
    let all = lines(text);
    let mut gathered = String::new();
    let first = wanted.split(' ').take(3).collect::<Vec<_>>().join(" ");
    for line in all.iter().take(80) {
        let words = key(line.text);
        if words.is_empty() {
            continue;
        }
        if gathered.is_empty() && !words.starts_with(&first) {
            continue;
        }
        gathered = format!("{gathered} {words}").trim().to_owned();
        if gathered.ends_with(&wanted) || gathered.len() >= wanted.len() {
            return line.end + 1;
        }
    }
    0
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    const TEXT: &str = "KẾ HOẠCH\nTổ chức ngày hội\nnăm 2024\n-----\nCăn cứ Luật số 1;\n\nI. NỘI DUNG\n- Mở bàn giúp dân.\n| Việc | Ai |";

    fn section(path: &str, start: i64) -> Section {
        Section { id: Uuid::nil(), ordinal: 0, depth: 0, path: path.into(), label: path.into(), title: "NỘI DUNG".into(), span_start: start, span_end: start + 8 }
    }

    #[test]
    fn the_head_is_cut_off_behind_the_title() {
        let from = body_start(TEXT, "Tổ chức ngày hội năm 2024");
        assert_eq!(TEXT.chars().skip(from).take(5).collect::<String>(), "-----");
        assert_eq!(body_start(TEXT, "Không có"), 0);
    }

    #[test]
    fn every_line_becomes_what_it_is() {
        let at = i64::try_from(TEXT[..TEXT.find("I. NỘI").unwrap()].chars().count()).unwrap();
        let blocks = blocks(TEXT, body_start(TEXT, "Tổ chức ngày hội năm 2024"), &[section("I", at)], &[]);
        let kinds: Vec<Kind> = blocks.iter().map(|b| b.kind).collect();
        assert_eq!(kinds, [Kind::Basis, Kind::Heading(2), Kind::Paragraph, Kind::Row]);
        assert_eq!(blocks[1].anchor, "I");
        assert_eq!(blocks[3].cells, ["Việc", "Ai"]);
    }
}
