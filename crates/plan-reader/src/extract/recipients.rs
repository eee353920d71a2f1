//! Recipients (nơi nhận) with their purpose; the signature may stand between them in text drawn from a PDF.

use super::Ctx;
use super::document::{capacity, unweave};
use crate::model::Recipient;
use crate::text::words::{collapse, fold, trim_end};

const PURPOSE: &[&str] = &["b/c", "bao cao", "t/h", "th/h", "thuc hien", "p/h", "ph/h", "phoi hop", "c/d", "chi dao", "de biet", "biet", "theo doi", "dang", "gui", "de ", "k/t", "kiem tra", "giam sat", "tuyen truyen", "dua tin", "cong khai"];

fn purpose(inner: &str) -> bool {
    let f = fold(inner);
    inner.split_whitespace().count() <= 8 && PURPOSE.iter().any(|p| f.contains(p))
}

fn one(ctx: &Ctx, slice: &str) -> Option<Recipient> {
    let words = trim_end(slice, &['.', ';', ',', '/']);
    let name = words.trim_start_matches(['-', '–', '+', '•', ' ']);
    if name.is_empty() || !name.chars().any(char::is_alphabetic) {
        return None;
    }
    let (mut label, mut why) = (name, None);
    if name.ends_with(')') && let Some(i) = name.rfind('(') && purpose(&name[i + 1..name.len() - 1]) {
        label = trim_end(&name[..i], &[',', ';']);
        why = Some(collapse(&name[i + 1..name.len() - 1]));
    }
    Some(Recipient { name: collapse(label), purpose: why, span: ctx.span(name), confidence: 0.95, because: "Dòng dưới “Nơi nhận”".into() }).filter(|r| !r.name.is_empty())
}

/// Every line below "Nơi nhận".
pub fn read(ctx: &Ctx) -> Vec<Recipient> {
    let mut out = Vec::new();
    let mut inside = false;
    for p in ctx.tail {
        let parts: Vec<&str> = if p.row { p.text.split(['|', '\t']).flat_map(|c| c.split("<br>")).collect() } else { p.text.split("    ").collect() };
        for part in parts {
            let mut t = unweave(part.trim()).0;
            let f = fold(t);
            if f.starts_with("noi nhan") {
                inside = true;
                t = t.split_once(':').map_or("", |(_, r)| r.trim());
                if t.is_empty() || capacity(t) {
                    continue;
                }
                let Some(r) = one(ctx, t) else { continue };
                out.push(r);
                continue;
            }
            if !inside || t.is_empty() {
                continue;
            }
            let dashed = t.starts_with(['-', '–', '+', '•', '*']);
            if f.starts_with("luu") {
                out.extend(one(ctx, t));
            } else if dashed {
                let body = t.trim_start_matches(['-', '–', '+', '•', '*', ' ']);
                if !capacity(body) {
                    // "- A; - B" on one line.
                    for piece in body.split("; - ") {
                        out.extend(one(ctx, piece));
                    }
                }
            } else if (f.starts_with("nhu ") || f.starts_with("nhu dieu")) && t.len() < 60 {
                out.extend(one(ctx, t));
            } else if p.label.as_ref().is_some_and(|l| l.numbered()) && part.trim() == p.text {
                out.extend(one(ctx, p.body));
            }
        }
    }
    out
}
