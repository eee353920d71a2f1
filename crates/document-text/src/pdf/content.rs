//! Page contents cut down to text (chỉ giữ phần chữ): drawing, colours and pictures go, so that what the PDF library does
//! not know about them cannot cost a page its text; forms that run in circles go too.

use std::collections::{HashMap, HashSet};

use pdf_extract::content::{Content, Operation};
use pdf_extract::{Dictionary, Document, Object, ObjectId};

use super::guard::empty;
use crate::{Limits, Refusal};

/// Operators that one page may run through, forms inside forms counted each time.
const MAX_WORK: u64 = 5_000_000;
/// Forms inside forms.
const MAX_DEPTH: usize = 12;

/// Rewrites every page and form so that only text remains.
///
/// # Errors
/// [`Refusal::Bomb`] when the contents of the pages grow beyond the limit together.
pub(super) fn keep_text_only(doc: &mut Document, limits: &Limits) -> Result<(), Refusal> {
    let mut forms: HashMap<ObjectId, Form> = HashMap::new();
    for (id, object) in &doc.objects {
        let Object::Stream(stream) = object else {
            continue;
        };
        if !stream
            .dict
            .get(b"Subtype")
            .and_then(Object::as_name)
            .is_ok_and(|kind| kind == b"Form")
        {
            continue;
        }
        let raw = if stream.filters().is_ok() {
            stream.decompressed_content().unwrap_or_default()
        } else {
            stream.content.clone()
        };
        let targets = stream
            .dict
            .get_deref(b"Resources", doc)
            .and_then(Object::as_dict)
            .map(|r| x_objects(doc, r))
            .unwrap_or_default();
        forms.insert(
            *id,
            Form {
                operations: text_operations(&raw, &targets),
                targets,
            },
        );
    }
    let ids: HashSet<ObjectId> = forms.keys().copied().collect();
    for form in forms.values_mut() {
        form.keep_forms(&ids);
    }
    let mut work = HashMap::new();
    for id in &ids {
        cost(*id, &forms, &mut work, &mut Vec::new());
    }
    for (id, form) in &forms {
        let Some(Object::Stream(stream)) = doc.objects.get_mut(id) else {
            continue;
        };
        let fits = work.get(id).copied().flatten().is_some();
        empty(stream);
        if fits && let Some(bytes) = encode(&form.operations) {
            stream.set_content(bytes);
        }
    }
    let mut left = limits.max_inflated;
    for page in doc.get_pages().into_values() {
        rewrite_page(doc, page, &ids, &work, &mut left)?;
    }
    Ok(())
}

/// Puts the text of a page into one new stream.
fn rewrite_page(
    doc: &mut Document,
    page: ObjectId,
    ids: &HashSet<ObjectId>,
    work: &HashMap<ObjectId, Option<u64>>,
    left: &mut u64,
) -> Result<(), Refusal> {
    let mut raw = Vec::new();
    for id in doc.get_page_contents(page) {
        if let Some(Object::Stream(stream)) = doc.objects.get(&id) {
            let part = if stream.filters().is_ok() {
                stream.decompressed_content().unwrap_or_default()
            } else {
                stream.content.clone()
            };
            *left = left.checked_sub(part.len() as u64).ok_or(Refusal::Bomb)?;
            raw.extend_from_slice(&part);
            raw.push(b'\n');
        }
    }
    let targets = inherited_resources(doc, page)
        .map(|r| x_objects(doc, r))
        .unwrap_or_default();
    let mut form = Form {
        operations: text_operations(&raw, &targets),
        targets,
    };
    form.keep_forms(ids);
    let mut total = 0u64;
    let targets = &form.targets;
    form.operations.retain(|operation| {
        let Some(id) = called(operation, targets) else {
            return true;
        };
        total = total.saturating_add(work.get(&id).copied().flatten().unwrap_or(0));
        total <= MAX_WORK
    });
    let stream = pdf_extract::Stream::new(
        Dictionary::new(),
        encode(&form.operations).unwrap_or_default(),
    );
    let id = doc.add_object(Object::Stream(stream));
    if let Some(Object::Dictionary(dict)) = doc.objects.get_mut(&page) {
        dict.set("Contents", Object::Reference(id));
    }
    Ok(())
}

struct Form {
    operations: Vec<Operation>,
    targets: HashMap<Vec<u8>, ObjectId>,
}

impl Form {
    /// Leaves out calls of anything but forms.
    fn keep_forms(&mut self, ids: &HashSet<ObjectId>) {
        let targets = &self.targets;
        self.operations.retain(|operation| {
            operation.operator != "Do"
                || called(operation, targets).is_some_and(|id| ids.contains(&id))
        });
    }
}

fn called(operation: &Operation, targets: &HashMap<Vec<u8>, ObjectId>) -> Option<ObjectId> {
    if operation.operator != "Do" {
        return None;
    }
    let name = operation.operands.first()?.as_name().ok()?;
    targets.get(name).copied()
}

/// Operators that a form runs through with all forms inside; `None` when it runs in circles or too far.
fn cost(
    id: ObjectId,
    forms: &HashMap<ObjectId, Form>,
    known: &mut HashMap<ObjectId, Option<u64>>,
    path: &mut Vec<ObjectId>,
) -> Option<u64> {
    if let Some(done) = known.get(&id) {
        return *done;
    }
    if path.contains(&id) || path.len() >= MAX_DEPTH {
        return None;
    }
    let form = forms.get(&id)?;
    path.push(id);
    let mut total = Some(form.operations.len() as u64 + 1);
    for target in form
        .operations
        .iter()
        .filter_map(|operation| called(operation, &form.targets))
    {
        let inner = cost(target, forms, known, path);
        total = total
            .zip(inner)
            .map(|(a, b)| a.saturating_add(b))
            .filter(|sum| *sum <= MAX_WORK);
        if total.is_none() {
            break;
        }
    }
    path.pop();
    known.insert(id, total);
    total
}

/// Names under XObject in resources, as references.
fn x_objects(doc: &Document, resources: &Dictionary) -> HashMap<Vec<u8>, ObjectId> {
    let Ok(list) = resources
        .get_deref(b"XObject", doc)
        .and_then(Object::as_dict)
    else {
        return HashMap::new();
    };
    list.iter()
        .filter_map(|(name, value)| Some((name.clone(), value.as_reference().ok()?)))
        .collect()
}

fn inherited_resources(doc: &Document, page: ObjectId) -> Option<&Dictionary> {
    let mut at = page;
    for _ in 0..64 {
        let dict = doc.get_dictionary(at).ok()?;
        if let Ok(resources) = dict.get_deref(b"Resources", doc).and_then(Object::as_dict) {
            return Some(resources);
        }
        at = dict.get(b"Parent").and_then(Object::as_reference).ok()?;
    }
    None
}

fn encode(operations: &[Operation]) -> Option<Vec<u8>> {
    Content {
        operations: operations.to_vec(),
    }
    .encode()
    .ok()
}

/// The operators that place and show text, with operands of the right kind; the shorthand ' and " spelt out.
fn text_operations(raw: &[u8], targets: &HashMap<Vec<u8>, ObjectId>) -> Vec<Operation> {
    let Ok(content) = Content::decode(raw) else {
        return Vec::new();
    };
    let mut out = Vec::with_capacity(content.operations.len());
    let mut font = false;
    for operation in content.operations {
        let Operation { operator, operands } = operation;
        let numbers =
            |count: usize| operands.len() == count && operands.iter().all(|o| o.as_float().is_ok());
        let string = |at: usize| operands.get(at).is_some_and(|o| o.as_str().is_ok());
        match operator.as_str() {
            "BT" | "ET" | "q" | "Q" | "T*" => out.push(Operation::new(&operator, vec![])),
            "Tc" | "Tw" | "Tz" | "TL" | "Ts" if numbers(1) => {
                out.push(Operation { operator, operands })
            }
            "Td" | "TD" if numbers(2) => out.push(Operation { operator, operands }),
            "Tm" | "cm" if numbers(6) => out.push(Operation { operator, operands }),
            "Tf" if operands.len() == 2
                && operands[0].as_name().is_ok()
                && operands[1].as_float().is_ok() =>
            {
                font = true;
                out.push(Operation { operator, operands });
            }
            "Tj" if font && string(0) => out.push(Operation { operator, operands }),
            "TJ" if font && operands.first().is_some_and(|o| o.as_array().is_ok()) => {
                out.push(Operation { operator, operands })
            }
            "'" if font && string(0) => {
                out.push(Operation::new("T*", vec![]));
                out.push(Operation::new("Tj", operands));
            }
            "\"" if font && operands.len() == 3 && string(2) => {
                out.push(Operation::new("Tw", vec![operands[0].clone()]));
                out.push(Operation::new("Tc", vec![operands[1].clone()]));
                out.push(Operation::new("T*", vec![]));
                out.push(Operation::new("Tj", vec![operands[2].clone()]));
            }
            "Do" if operands
                .first()
                .and_then(|o| o.as_name().ok())
                .is_some_and(|name| targets.contains_key(name)) =>
            {
                out.push(Operation { operator, operands });
            }
            _ => {}
        }
    }
    out
}
