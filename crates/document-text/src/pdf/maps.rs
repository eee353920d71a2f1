//! Number ranges in fonts (dải mã trong phông chữ): a range of billions of codes, which no font has, would be unrolled by
//! the library; such maps are emptied. Width tables are written in the one form that the library reads rightly.

use pdf_extract::{Document, Object};

use super::guard::empty;

/// Codes that the ranges of one map or table may cover together; all two-byte codes fit four times.
const MAX_CODES: u64 = 1 << 18;
/// Largest map, bytes.
const MAX_MAP: usize = 2 << 20;

/// Empties oversized maps of character codes and rewrites width tables.
pub(super) fn sanitize(doc: &mut Document) {
    let mut rewritten = Vec::new();
    for (id, object) in &doc.objects {
        if let Ok(dict) = object.as_dict()
            && let Ok(Object::Array(widths)) = dict.get_deref(b"W", doc)
            && dict.has(b"CIDSystemInfo")
        {
            rewritten.push((*id, listed_widths(widths, doc)));
        }
    }
    for (id, widths) in rewritten {
        if let Some(Object::Dictionary(dict)) = doc.objects.get_mut(&id) {
            dict.set("W", Object::Array(widths));
        }
    }
    for object in doc.objects.values_mut() {
        let Object::Stream(stream) = object else {
            continue;
        };
        let content = if stream.filters().is_ok() {
            stream.decompressed_content().unwrap_or_default()
        } else {
            stream.content.clone()
        };
        let is_map = crate::detect::find(&content[..content.len().min(4096)], b"begincmap")
            .is_some()
            || crate::detect::find(&content[..content.len().min(4096)], b"codespacerange")
                .is_some();
        if is_map && (content.len() > MAX_MAP || covered(&content) > MAX_CODES) {
            empty(stream);
        }
    }
}

/// A W array with a list of widths per run of codes. The library misreads the other form, `first last width`, and every
/// letter in such a run would get the default width, hence wrong spaces.
fn listed_widths(widths: &[Object], doc: &Document) -> Vec<Object> {
    let plain = |object: &Object| {
        doc.dereference(object)
            .map_or(Object::Null, |(_, plain)| plain.clone())
    };
    let is_number = |object: &Object| object.as_float().is_ok();
    let mut out = Vec::new();
    let mut left = MAX_CODES;
    let mut at = 0;
    while at + 1 < widths.len() {
        let (Ok(first), next) = (plain(&widths[at]).as_i64(), plain(&widths[at + 1])) else {
            break;
        };
        let list = match (next, widths.get(at + 2).map(plain)) {
            (Object::Array(list), _) => {
                at += 2;
                list.iter()
                    .map(plain)
                    .map(|w| if is_number(&w) { w } else { Object::Integer(0) })
                    .collect::<Vec<_>>()
            }
            (Object::Integer(last), Some(width)) if is_number(&width) => {
                at += 3;
                let span = u64::try_from(last.saturating_sub(first).saturating_add(1)).unwrap_or(0);
                vec![width; usize::try_from(span.min(left)).unwrap_or(0)]
            }
            _ => break,
        };
        let Some(rest) = left.checked_sub(list.len() as u64) else {
            break;
        };
        left = rest;
        out.push(Object::Integer(first.clamp(0, 0xFF_FFFF)));
        out.push(Object::Array(list));
    }
    out
}

/// How many codes the ranges of a character map cover.
fn covered(map: &[u8]) -> u64 {
    let text = String::from_utf8_lossy(map);
    let mut total = 0u64;
    for keyword in ["beginbfrange", "begincidrange", "beginnotdefrange"] {
        for section in text.split(keyword).skip(1) {
            let section = section.split("end").next().unwrap_or_default();
            total = total.saturating_add(spans(section, keyword == "beginbfrange"));
        }
    }
    total
}

/// Sum of the spans of `<first> <last>` pairs; with targets, a third code or a list in brackets follows each pair.
fn spans(section: &str, targets: bool) -> u64 {
    let mut total = 0u64;
    let mut pending = Vec::with_capacity(2);
    let mut rest = section;
    while let Some(at) = rest.find(['<', '[']) {
        let list = rest[at..].starts_with('[');
        let end = rest[at..]
            .find(if list { ']' } else { '>' })
            .map_or(rest.len(), |end| at + end);
        if list || (targets && pending.len() == 2) {
            pending.clear();
        } else {
            let digits: String = rest[at + 1..end]
                .chars()
                .filter(|c| !c.is_whitespace())
                .collect();
            if !targets && pending.len() == 2 {
                pending.clear();
            }
            pending.push(u64::from_str_radix(&digits, 16).unwrap_or(u64::MAX));
            if let [first, last] = pending.as_slice() {
                total = total.saturating_add(last.saturating_sub(*first));
            }
        }
        rest = rest.get(end + 1..).unwrap_or_default();
    }
    total
}
