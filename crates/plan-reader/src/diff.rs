//! Differences (so sánh hai bản): which duties were added, dropped or changed, field by field. Duties are paired by the words
//! they share, nearer paths first; a duty is never paired twice.

use crate::agencies::name_key;
use crate::model::{Assignment, Reading};
use crate::text::words::key;
use serde::Serialize;
use std::collections::{HashMap, HashSet};

/// A field that differs.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Change {
    /// "text", "lead", "coordinating", "deadline" or "path"; of the document also "title", "period" ….
    pub field: &'static str,
    /// Before.
    pub before: String,
    /// After.
    pub after: String,
}

/// A duty found in both with differences.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ChangedDuty {
    /// Before.
    pub before: Assignment,
    /// After.
    pub after: Assignment,
    /// What differs.
    pub changes: Vec<Change>,
}

/// What changed from one plan to another.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Diff {
    /// Only in the second.
    pub added: Vec<Assignment>,
    /// Only in the first.
    pub dropped: Vec<Assignment>,
    /// In both, different.
    pub changed: Vec<ChangedDuty>,
    /// In both, equal.
    pub same: usize,
    /// Differences of title, theme, period and milestones.
    pub document: Vec<Change>,
}

fn words(text: &str) -> Vec<String> {
    let mut w: Vec<String> = key(text).split(' ').filter(|w| !w.is_empty()).map(str::to_owned).collect();
    w.sort_unstable();
    w
}

/// Shared words of two sorted lists, 0 to 1.
fn dice(a: &[String], b: &[String]) -> f64 {
    if a.is_empty() || b.is_empty() {
        return 0.0;
    }
    let (mut i, mut j, mut hit) = (0, 0, 0usize);
    while i < a.len() && j < b.len() {
        match a[i].cmp(&b[j]) {
            std::cmp::Ordering::Equal => {
                hit += 1;
                i += 1;
                j += 1;
            }
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
        }
    }
    2.0 * hit as f64 / (a.len() + b.len()) as f64
}

fn units(list: &[String]) -> Vec<String> {
    let mut k: Vec<String> = list.iter().map(|n| name_key(n)).collect();
    k.sort_unstable();
    k
}

fn changes(a: &Assignment, b: &Assignment) -> Vec<Change> {
    let mut out = Vec::new();
    let mut put = |field, before: String, after: String| out.push(Change { field, before, after });
    if key(&a.text) != key(&b.text) {
        put("text", a.text.clone(), b.text.clone());
    }
    if units(&a.lead) != units(&b.lead) {
        put("lead", a.lead.join("; "), b.lead.join("; "));
    }
    if units(&a.coordinating) != units(&b.coordinating) {
        put("coordinating", a.coordinating.join("; "), b.coordinating.join("; "));
    }
    let when = |x: &Assignment| x.deadline.as_ref().map(|d| (d.start.clone(), d.end.clone()));
    if when(a) != when(b) {
        let said = |x: &Assignment| x.deadline.as_ref().map_or(String::new(), |d| d.text.clone());
        put("deadline", said(a), said(b));
    }
    if a.path != b.path {
        put("path", a.path.join(" › "), b.path.join(" › "));
    }
    out
}

/// Pairs duties: equal texts first, then the most alike that share an uncommon word.
fn pair(a: &[Assignment], b: &[Assignment]) -> Vec<(usize, usize)> {
    let wa: Vec<_> = a.iter().map(|x| words(&x.text)).collect();
    let wb: Vec<_> = b.iter().map(|x| words(&x.text)).collect();
    let mut by_word: HashMap<&str, Vec<usize>> = HashMap::new();
    for (j, w) in wb.iter().enumerate() {
        for t in w.iter().collect::<HashSet<_>>() {
            by_word.entry(t.as_str()).or_default().push(j);
        }
    }
    let mut scored: Vec<(u32, usize, usize)> = Vec::new();
    for (i, w) in wa.iter().enumerate() {
        // Rare words find the candidates, so that the work stays near linear.
        let mut lists: Vec<&Vec<usize>> = w.iter().filter_map(|t| by_word.get(t.as_str())).collect();
        lists.sort_by_key(|l| l.len());
        let near: HashSet<usize> = lists.iter().take(8).flat_map(|l| l.iter().take(200).copied()).collect();
        for j in near {
            let mut s = dice(w, &wb[j]);
            if s < 0.5 {
                continue;
            }
            s = s * 100.0 + if a[i].path == b[j].path { 3.0 } else { 0.0 } + if units(&a[i].lead) == units(&b[j].lead) { 5.0 } else { 0.0 };
            scored.push(((s * 100.0) as u32, i, j));
        }
    }
    scored.sort_unstable_by_key(|(s, i, j)| (std::cmp::Reverse(*s), i.abs_diff(*j), *i, *j));
    let (mut da, mut db) = (HashSet::new(), HashSet::new());
    let mut out = Vec::new();
    for (_, i, j) in scored {
        if !da.contains(&i) && !db.contains(&j) {
            da.insert(i);
            db.insert(j);
            out.push((i, j));
        }
    }
    out.sort_unstable_by_key(|p| p.1);
    out
}

/// Compares two readings, the first being the older.
pub fn diff(a: &Reading, b: &Reading) -> Diff {
    let pairs = pair(&a.assignments, &b.assignments);
    let mut out = Diff::default();
    let (left, right): (HashSet<usize>, HashSet<usize>) = pairs.iter().copied().unzip();
    for (i, j) in pairs {
        let (x, y) = (&a.assignments[i], &b.assignments[j]);
        let c = changes(x, y);
        if c.is_empty() {
            out.same += 1;
        } else {
            out.changed.push(ChangedDuty { before: x.clone(), after: y.clone(), changes: c });
        }
    }
    out.dropped = a.assignments.iter().enumerate().filter(|(i, _)| !left.contains(i)).map(|(_, x)| x.clone()).collect();
    out.added = b.assignments.iter().enumerate().filter(|(j, _)| !right.contains(j)).map(|(_, y)| y.clone()).collect();
    let mut said = |field, before: Option<&str>, after: Option<&str>| {
        let (x, y) = (before.unwrap_or(""), after.unwrap_or(""));
        if key(x) != key(y) {
            out.document.push(Change { field, before: x.to_owned(), after: y.to_owned() });
        }
    };
    said("title", a.document.title.as_deref(), b.document.title.as_deref());
    said("symbol", a.document.symbol.as_deref(), b.document.symbol.as_deref());
    said("theme", a.theme.as_ref().map(|t| t.text.as_str()), b.theme.as_ref().map(|t| t.text.as_str()));
    said("period", a.period.as_ref().map(|t| t.text.as_str()), b.period.as_ref().map(|t| t.text.as_str()));
    let steps = |r: &Reading| r.milestones.iter().map(|m| format!("{}: {}", m.text, m.when)).collect::<Vec<_>>().join("\n");
    said("milestones", Some(&steps(a)), Some(&steps(b)));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(bullets: &str) -> Reading {
        crate::read(&format!("KẾ HOẠCH\nTổ chức ngày hội\n\nI. TỔ CHỨC THỰC HIỆN\n\n1. Sở Y tế\n\n{bullets}"))
    }

    #[test]
    fn added_dropped_and_changed() {
        let a = plan("- Bố trí xe cứu thương tại sân vận động trước ngày 01/8/2026.\n- Kiểm tra an toàn thực phẩm các gian hàng.");
        let b = plan("- Bố trí xe cứu thương tại sân vận động trước ngày 10/8/2026.\n- Mở đường dây nóng tư vấn sức khỏe.");
        let d = diff(&a, &b);
        assert_eq!((d.added.len(), d.dropped.len(), d.changed.len(), d.same), (1, 1, 1, 0));
        assert!(d.changed[0].changes.iter().any(|c| c.field == "deadline"));
        assert_eq!(diff(&a, &a), Diff { same: 2, ..Diff::default() });
    }
}
