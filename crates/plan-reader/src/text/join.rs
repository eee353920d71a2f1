//! Joining (nối dòng): drops page numbers, joins lines broken by the page or the wrap, sets footnotes behind their paragraph.
//! It must never join two items of a list or a heading with what follows it.

use super::clean::{RawLine, rule};
use super::label;
use super::words::{all_caps, starts_lower, tokens};
use crate::agencies;

/// A paragraph in one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Joined {
    /// Its text.
    pub text: String,
    /// Markdown heading depth.
    pub md: u8,
    /// A blank line or rule stood before it.
    pub gap: bool,
}

fn page_number(t: &str) -> bool {
    let inner = t.trim_matches(|c: char| c == '-' || c == '–' || c == ' ');
    let inner = inner.strip_prefix("Trang ").unwrap_or(inner);
    let inner = inner.split_once('/').filter(|_| t.starts_with("Trang")).map_or(inner, |(a, _)| a);
    !inner.is_empty() && inner.len() <= 3 && inner.bytes().all(|b| b.is_ascii_digit())
}

fn footnote(t: &str) -> bool {
    t.starts_with(['¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'])
}

fn row(t: &str) -> bool {
    t.starts_with('|') || t.contains('\t')
}

fn stopped(t: &str) -> bool {
    t.ends_with(['.', ';', ':', '!', '?', '|']) || t.ends_with("./") || t.ends_with(". /")
}

/// Wrap width if the text was broken into lines by a page, else none.
fn wrap_width(lines: &[RawLine]) -> Option<usize> {
    let mut lengths: Vec<usize> = Vec::new();
    let mut broken = 0;
    for pair in lines.windows(2) {
        let (a, b) = (&pair[0].text, &pair[1].text);
        if a.is_empty() || row(a) {
            continue;
        }
        lengths.push(a.chars().count());
        if starts_lower(b) && !stopped(a) && label::parse(b).is_none() && !all_caps(a) {
            broken += 1;
        }
    }
    if broken < 2 {
        return None;
    }
    lengths.sort_unstable();
    let at = |percent: usize| lengths[(lengths.len() - 1) * percent / 100];
    let many = broken >= 3 && broken * 14 >= lengths.len() && at(98) <= 150;
    // No line longer than a page is wide: the page cut them.
    let narrow = at(100) <= 110 && at(98) >= 60;
    (many || narrow).then(|| at(if many { 85 } else { 98 }))
}

fn open_bracket(t: &str) -> bool {
    let mut depth = 0i32;
    for c in t.chars() {
        match c {
            '(' => depth += 1,
            ')' => depth = (depth - 1).max(0),
            _ => {}
        }
    }
    depth > 0
}

/// What to put between two lines of one paragraph, or none if they are two paragraphs.
fn glue(para: &str, open: bool, last_len: usize, next: &str, gap: bool, width: Option<usize>) -> Option<&'static str> {
    if row(para) || row(next) || label::parse(next).is_some() {
        return None;
    }
    if para.ends_with('-') && !gap && para.trim_end_matches('-').ends_with(char::is_alphanumeric) && next.starts_with(char::is_alphanumeric) {
        return Some("");
    }
    let stop = stopped(para);
    if all_caps(para) {
        let labelled = label::parse(para).is_some_and(|l| l.numbered());
        return (labelled && !gap && !stop && all_caps(next) && !capacity(next)).then_some(" ");
    }
    let full = !gap && width.is_some_and(|w| last_len * 100 >= w * 72);
    // In wrapped text a line may end after any mark.
    if full && (para.ends_with(';') && starts_lower(next) || para.ends_with(':') && !OPENING.iter().any(|o| next.starts_with(o))) && label::parse(para).is_some() {
        return Some(" ");
    }
    if starts_lower(next) {
        let colon = para.ends_with(':') && gap;
        let ended = stop && !para.ends_with(':');
        return (!ended && !colon).then_some(" ");
    }
    if stop || gap && !open || (para.starts_with('(') && para.ends_with(')')) {
        return None;
    }
    let word = para.rsplit(char::is_whitespace).next().unwrap_or("").to_lowercase();
    if next.starts_with(|c: char| c.is_ascii_digit()) && matches!(word.as_str(), "ngày" | "tháng" | "năm" | "số" | "khoản") {
        return Some(" ");
    }
    if open && !gap {
        return Some(" ");
    }
    if OPENING.iter().any(|o| next.starts_with(o)) {
        return None;
    }
    (full && !capacity(next) && !all_caps(next) && !agency_heading(para, next)).then_some(" ")
}

/// "6. Đề nghị Ủy ban … xã hội" and below it the duty, "Vận động …": a full line, but a heading.
fn agency_heading(para: &str, next: &str) -> bool {
    label::parse(para).filter(label::Label::numbered).is_some_and(|l| agencies::verb_any_case(&tokens(next)) && agencies::whole_list(agencies::courtesy(&para[l.end..])).is_some())
}

/// Words that open a paragraph of their own even where the line above is full.
const OPENING: &[&str] = &["Căn cứ ", "Theo đề nghị ", "Xét đề nghị ", "Thực hiện Kế hoạch", "Thực hiện Quyết định", "Thực hiện Nghị quyết", "Thực hiện Công văn", "Nơi nhận", "Trên đây ", "Quá trình ", "Trong quá trình ", "Phụ lục "];

fn capacity(t: &str) -> bool {
    ["TM.", "KT.", "TL.", "TUQ.", "Q.", "T/M", "K/T", "T/L"].iter().any(|c| t.starts_with(c))
}

/// Joins cleaned lines into paragraphs.
pub fn join(lines: &[RawLine]) -> Vec<Joined> {
    let width = wrap_width(lines);
    let mut out: Vec<Joined> = Vec::new();
    let mut notes: Vec<Joined> = Vec::new();
    let mut gap = false;
    let mut paged = false;
    let mut last_len = 0;
    let mut open = false;
    for l in lines {
        let t = l.text.as_str();
        if t.is_empty() || rule(t) {
            gap = true;
            continue;
        }
        if page_number(t) {
            paged = true;
            continue;
        }
        if footnote(t) {
            notes.push(Joined { text: t.to_owned(), md: 0, gap: false });
            continue;
        }
        // A page break inside a sentence leaves blank lines that mean nothing.
        let real_gap = gap && !paged;
        let glued = match out.last() {
            Some(p) if p.md == 0 && l.md == 0 => glue(&p.text, open, last_len, t, real_gap, width),
            _ => None,
        };
        match (glued, out.last_mut()) {
            (Some(g), Some(p)) => {
                p.text.push_str(g);
                p.text.push_str(t);
                if open || t.contains('(') {
                    open = p.text.len() < 20_000 && open_bracket(&p.text);
                }
            }
            _ => {
                out.append(&mut notes);
                open = open_bracket(t);
                out.push(Joined { text: t.to_owned(), md: l.md, gap: gap || paged });
            }
        }
        last_len = t.chars().count();
        gap = false;
        paged = false;
    }
    out.append(&mut notes);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::clean;

    fn joined(s: &str) -> Vec<String> {
        let lines: Vec<_> = s.lines().map(clean::line).collect();
        join(&lines).into_iter().map(|j| j.text).collect()
    }

    #[test]
    fn page_numbers_inside_a_sentence_vanish() {
        assert_eq!(joined("bảo đảm\nđúng\n\n2\n\nquy định."), ["bảo đảm đúng quy định."]);
        assert_eq!(joined("Kế hoạch số 157/KH-\nUBND ngày"), ["Kế hoạch số 157/KH-UBND ngày"]);
    }

    #[test]
    fn headings_and_items_stay_apart() {
        assert_eq!(joined("KẾ HOẠCH\ntuyên truyền\n\nI. MỤC ĐÍCH\na) một\nb) hai"), ["KẾ HOẠCH", "tuyên truyền", "I. MỤC ĐÍCH", "a) một", "b) hai"]);
        assert_eq!(joined("II. CHỦ ĐỀ VÀ THỜI GIAN\nTHỰC HIỆN\nTM. UBND"), ["II. CHỦ ĐỀ VÀ THỜI GIAN THỰC HIỆN", "TM. UBND"]);
    }
}
