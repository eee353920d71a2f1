//! Agencies (cơ quan, đơn vị): finding names, cutting lists into one name each, telling kinds apart, matching abbreviations.

mod alias;
mod cursor;
mod heads;
mod kind;
mod list;
mod names;
mod places;
mod verbs;

pub(crate) use alias::name_key;
pub use alias::{same, short_of};
pub use heads::{Head, head};
pub use kind::kind_of;
pub use list::{Agency, List, Mode, parse, parse_tokens};
pub use verbs::{verb, verb_any_case};

use crate::text::words::{fold, key};

/// Cuts a list of agencies into one name each: "UBND các huyện, thành phố A và thành phố B" is three, each with its UBND;
/// "Sở Văn hóa, Thể thao và Du lịch" is one; an unnamed tail is one entry.
pub fn split_list(text: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut rest = text.trim();
    // A bounded list may go on behind a full stop or an odd mark: take all of it, lose nothing.
    for _ in 0..400 {
        let list = parse(rest, Mode::Bounded);
        out.extend(list.agencies.into_iter().map(|a| a.name).filter(|n| !person(n)));
        let next = rest[list.end.min(rest.len())..].trim_start_matches(|c: char| c.is_whitespace() || ",;.:-–/|)".contains(c));
        if next.is_empty() || list.end == 0 || next.len() >= rest.len() {
            break;
        }
        rest = next;
        // Role words that close a bracket are no names.
        if verb(&crate::text::words::tokens(rest)) {
            break;
        }
    }
    let mut seen: Vec<String> = Vec::new();
    out.retain(|n| {
        let k = key(n);
        !k.is_empty() && !seen.contains(&k) && {
            seen.push(k);
            true
        }
    });
    out
}

/// A person, never an agency: "Đồng chí …", "ông …".
pub fn person(text: &str) -> bool {
    let text = text.trim();
    let front = text.char_indices().nth(30).map_or(text, |(i, _)| &text[..i]);
    if ["Thầy ", "Cô ", "Ông ", "Bà ", "Anh ", "Chị ", "thầy ", "cô ", "ông ", "bà ", "Đ/c", "đ/c"].iter().any(|p| front.starts_with(p)) {
        return true;
    }
    let f = fold(front);
    ["dong chi", "d/c", "dc.", "pho chu tich", "chu tich", "giam doc", "truong ban ", "pho truong ban ", "bi thu", "pho bi thu", "pho giam doc", "lanh dao tinh", "lanh dao ubnd"]
        .iter()
        .any(|p| f.starts_with(p))
}

/// The whole text is a list of agencies (a heading such as "5. UBND các huyện, thành phố X"). Leading courtesies are cut.
pub fn whole_list(text: &str) -> Option<Vec<String>> {
    let t = courtesy(text.trim().trim_end_matches([':', '.', ';', ' ']));
    if t.is_empty() || t.len() > 700 || person(t) {
        return None;
    }
    // "Đơn vị tổ chức", "Cơ quan chỉ đạo" are labels, no names.
    let k = key(t);
    let label = ["don vi ", "co quan ", "dia phuong "].iter().filter_map(|p| k.strip_prefix(p)).any(|r| ["chu tri", "to chuc", "phoi hop", "chi dao", "thuc hien", "tham gia", "dang cai", "dau moi", "phu trach", "tham muu", "dong hanh", "tai tro", "ho tro", "chu quan", "bao tro"].iter().any(|w| r.starts_with(w)));
    if label {
        return None;
    }
    let list = parse(t, Mode::Bounded);
    let done = t[list.end.min(t.len())..].trim().is_empty();
    let names: Vec<String> = list.agencies.into_iter().map(|a| a.name).collect();
    // "Đảng ủy X lãnh đạo …" is a sentence: a verb follows the names without a mark between.
    let open = parse(t, Mode::Open);
    let rest = t.get(open.end..).unwrap_or("");
    let sentence = !open.agencies.is_empty() && rest.split_whitespace().count() > 2 && verb(&crate::text::words::tokens(rest));
    (list.sure && done && !sentence && !names.is_empty()).then_some(names)
}

/// Cuts "Đề nghị", "Giao", "Trách nhiệm của", "Đối với" from the front of a heading.
pub fn courtesy(text: &str) -> &str {
    let mut t = text.trim();
    for p in ["Đề nghị các đồng chí ", "Đề nghị ", "Giao ", "giao ", "Trách nhiệm của ", "Nhiệm vụ của ", "Đối với ", "Yêu cầu ", "Về phía ", "Thủ trưởng ", "Lãnh đạo ", "Người đứng đầu "] {
        if let Some(r) = t.strip_prefix(p) {
            t = r.trim_start();
        }
    }
    t
}

#[cfg(test)]
mod tests;
