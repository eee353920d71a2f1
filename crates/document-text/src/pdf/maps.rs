//! Number ranges in fonts (dải mã trong phông chữ): a range of billions of codes, which no font has, would be unrolled by
//! the library; such maps are emptied.

use pdf_extract::{Document, Object};

use super::guard::empty;

/// Codes that the ranges of one map may cover together; a whole plane of two-byte codes fits many times.
const MAX_CODES: u64 = 1 << 20;
/// Largest map, bytes.
const MAX_MAP: usize = 2 << 20;

/// Empties oversized maps of character codes and oversized width tables.
pub(super) fn sanitize(doc: &mut Document) {
    let mut wide = Vec::new();
    for (id, object) in &doc.objects {
        if let Ok(dict) = object.as_dict()
            && let Ok(Object::Array(widths)) = dict.get_deref(b"W", doc)
            && too_wide(widths)
        {
            wide.push(*id);
        }
    }
    for id in wide {
        if let Some(Object::Dictionary(dict)) = doc.objects.get_mut(&id) {
            dict.remove(b"W");
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

/// `first last width` triples of a W array that span too much.
fn too_wide(widths: &[Object]) -> bool {
    let mut codes = 0u64;
    let mut at = 0;
    while at < widths.len() {
        match widths.get(at + 1) {
            Some(Object::Array(list)) => {
                codes += list.len() as u64;
                at += 2;
            }
            Some(last) => {
                let number = |object: &Object| object.as_i64().unwrap_or(0);
                codes = codes.saturating_add(
                    number(last)
                        .saturating_sub(number(&widths[at]))
                        .unsigned_abs(),
                );
                at += 3;
            }
            None => break,
        }
    }
    codes > MAX_CODES
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
