//! Tables of duties (bảng phân công): columns are known by the words of their headings, in any order.

use crate::agencies;
use crate::extract::Ctx;
use crate::model::{Assignment, Basis};
use crate::roles::Roles;
use crate::text::words::{collapse, key};

/// Cells of table rows; separator rows are dropped, every cell is a slice of the source.
pub fn rows<'a>(lines: &[&'a str]) -> Vec<Vec<&'a str>> {
    lines
        .iter()
        .filter(|l| !l.chars().all(|c| "|-: \t".contains(c)))
        .map(|l| {
            if l.starts_with('|') {
                let inner = l.strip_prefix('|').unwrap_or(l);
                inner.strip_suffix('|').unwrap_or(inner).split('|').map(str::trim).collect()
            } else {
                l.split('\t').map(str::trim).collect()
            }
        })
        .collect()
}

/// Columns of a table of duties.
#[derive(Debug, Clone, Copy, Default)]
pub struct Columns {
    /// Ordinal.
    pub number: Option<usize>,
    /// What.
    pub text: Option<usize>,
    /// Lead.
    pub lead: Option<usize>,
    /// Coordinating.
    pub partner: Option<usize>,
    /// When.
    pub time: Option<usize>,
}

/// Knows the columns by their headings; none if it is no table of duties.
pub fn columns(head: &[&str]) -> Option<Columns> {
    let mut c = Columns::default();
    for (i, cell) in head.iter().enumerate() {
        let k = key(&cell.replace("<br>", " "));
        let has = |words: &[&str]| words.iter().any(|w| k.contains(w));
        let set = |slot: &mut Option<usize>| {
            if slot.is_none() {
                *slot = Some(i);
            }
        };
        if matches!(k.as_str(), "stt" | "tt" | "so tt" | "so thu tu") {
            set(&mut c.number);
        } else if has(&["phoi hop"]) && !has(&["chu tri"]) {
            set(&mut c.partner);
        } else if has(&["chu tri", "phu trach", "don vi thuc hien", "co quan thuc hien", "chiu trach nhiem", "dau moi", "don vi duoc giao", "bo phan thuc hien", "don vi to chuc", "phan cong"]) || matches!(k.as_str(), "don vi" | "co quan" | "thuc hien") {
            set(&mut c.lead);
        } else if has(&["thoi gian", "thoi han", "tien do", "hoan thanh", "han "]) {
            set(&mut c.time);
        } else if has(&["noi dung", "nhiem vu", "hoat dong", "cong viec", "hang muc", "dau viec", "ten viec", "giai phap", "chi tieu", "viec"]) {
            set(&mut c.text);
        }
    }
    if c.text.is_none() && c.lead.is_some() {
        c.text = head.iter().enumerate().position(|(i, h)| Some(i) != c.number && Some(i) != c.lead && Some(i) != c.partner && Some(i) != c.time && !h.is_empty());
    }
    (c.text.is_some() && (c.lead.is_some() || c.partner.is_some())).then_some(c)
}

/// Reads every row that names somebody.
pub fn read(ctx: &Ctx, at: usize, out: &mut Vec<Assignment>) {
    let all = rows(&ctx.tree.nodes[at].rows);
    let mut cols: Option<Columns> = None;
    let mut group: Option<Vec<String>> = None;
    let base = ctx.tree.path(at);
    for r in &all {
        let short = r.iter().all(|c| c.chars().count() < 60);
        let again = cols.is_none() || r.iter().any(|c| key(c) == "stt" || key(c) == "tt");
        if let Some(c) = columns(r).filter(|_| short && again) {
            cols = Some(c);
            continue;
        }
        let Some(c) = cols else { continue };
        let cell = |i: Option<usize>| i.and_then(|i| r.get(i)).copied().unwrap_or("");
        let text = cell(c.text);
        let names = |s: &str| if agencies::person(s) { Vec::new() } else { agencies::split_list(s) };
        let (mut lead, mut coordinating) = (names(cell(c.lead)), names(cell(c.partner)));
        if lead.is_empty() && coordinating.is_empty() {
            // A row that holds an agency's name only opens the rows of that agency.
            let filled: Vec<&str> = r.iter().enumerate().filter(|(i, x)| !x.is_empty() && Some(*i) != c.number).map(|(_, x)| *x).collect();
            if let [only] = filled[..] {
                group = agencies::whole_list(only).filter(|_| !agencies::person(only));
                continue;
            }
            let Some(g) = &group else { continue };
            lead.clone_from(g);
        }
        if text.is_empty() {
            continue;
        }
        if c.partner.is_none()
            && let Some(r) = crate::roles::bracket(cell(c.lead)).filter(|r| !r.coordinating.is_empty())
        {
            lead = r.lead;
            coordinating = r.coordinating;
        }
        let deadline = ctx.when(cell(c.time));
        let mut a = super::make(ctx, at, text, Roles { lead, coordinating }, Basis::Table, deadline, "Dòng của bảng phân công".into(), 0.95);
        a.path = base.clone();
        let number = collapse(cell(c.number)).trim_end_matches('.').to_owned();
        if !number.is_empty() {
            a.path.push(number);
        }
        out.push(a);
    }
}
