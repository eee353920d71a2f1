//! Legal bases (căn cứ): every cited paper before the first heading, several in one paragraph included.

use super::Ctx;
use crate::dates::first;
use crate::model::LegalBasis;
use crate::text::words::{collapse, trim_end};
use regex::Regex;
use std::sync::LazyLock;

static NUMBER: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\b\d{1,5}(?:/\d{4})?\s?[/-]\s?[\p{Lu}][\p{L}\d&]*(?:\s?[-/]\s?[\p{Lu}\d][\p{L}\d&]*)*").expect("fixed"));
static KIND: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)(quyết định|nghị quyết|kế hoạch|công văn|chỉ thị|nghị định|thông tư(?: liên tịch)?|luật|pháp lệnh|hiến pháp|chương trình(?: hành động)?|tờ trình|thông báo|kết luận|hướng dẫn|đề án|công điện|quy định|văn bản|báo cáo)(?:[^;()]{0,90}?)\bsố\s*:?\s*$").expect("fixed")
});
static ISSUER: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^[\s,]*(?:ngày\s+[^,;]{4,32}?\s+)?của\s+(.+?)(?:\s+(?:về|ban hành|phê duyệt|triển khai|thực hiện|trong|tại|quy định|hướng dẫn|và định hướng|do)\b|[;,.]|$)").expect("fixed"));

fn basis(line: &str) -> bool {
    let l = line.to_lowercase();
    ["căn cứ", "thực hiện", "theo đề nghị", "xét đề nghị", "thi hành", "tiếp tục thực hiện", "triển khai", "theo ", "trên cơ sở", "nghị quyết", "quyết định", "kế hoạch", "công văn", "luật", "chỉ thị", "nghị định", "chương trình", "để triển khai"].iter().any(|w| l.starts_with(w))
}

static WORD: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(?i)^(?:bộ luật|luật|nghị quyết|nghị định|quyết định|kế hoạch|chỉ thị|thông tư|kết luận|công văn|hiến pháp|pháp lệnh|chương trình)").expect("fixed"));

/// Every cited paper of the head.
pub fn read(ctx: &Ctx) -> Vec<LegalBasis> {
    let mut out: Vec<LegalBasis> = Vec::new();
    for p in ctx.head.iter().filter(|p| !p.row) {
        let body = p.body;
        if !basis(body) && !body.contains(" số ") {
            continue;
        }
        let lead = basis(body);
        let mut from = 0;
        for m in NUMBER.find_iter(body) {
            let before = &body[from..m.start()];
            let kind = KIND.captures(before).and_then(|c| c.get(1));
            if kind.is_none() && !(lead && before.trim_end().to_lowercase().ends_with("số")) {
                continue;
            }
            let after = &body[m.end()..];
            let segment_end = after.find(';').map_or(body.len(), |i| m.end() + i);
            let start = kind.map_or(from, |k| from + k.start());
            let words = trim_end(&body[start..segment_end], &['.', ';', ',']);
            let head = &after[..after.char_indices().nth(60).map_or(after.len(), |(i, _)| i)];
            let dated = head.split(" của ").next().unwrap_or("");
            let date = first(dated, ctx.clock).filter(|f| f.first.is_some() && f.first == f.last && dated.to_lowercase().contains("ngày")).and_then(|f| f.first);
            let number: String = m.as_str().chars().filter(|c| !c.is_whitespace()).collect();
            out.push(LegalBasis {
                text: collapse(words),
                kind: kind.map(|k| capitalise(k.as_str())),
                number: Some(number),
                date,
                issuer: ISSUER.captures(after).and_then(|c| c.get(1)).map(|m| collapse(m.as_str())),
                span: ctx.span(words),
                confidence: 0.95,
                because: "Số, ký hiệu văn bản trong phần căn cứ".into(),
            });
            from = m.end();
        }
        if from == 0 && body.to_lowercase().starts_with("căn cứ") {
            let words = trim_end(&body["căn cứ".len().min(body.len())..], &['.', ';', ',']).trim();
            let date = first(words, ctx.clock).filter(|f| !f.year_only && f.first == f.last).and_then(|f| f.first);
            out.push(LegalBasis { text: collapse(words), kind: WORD.find(words).map(|m| capitalise(m.as_str())), number: None, date, issuer: None, span: ctx.span(words), confidence: 0.7, because: "Dòng căn cứ không có số, ký hiệu".into() });
        }
    }
    out
}

fn capitalise(s: &str) -> String {
    let l = s.to_lowercase();
    let mut c = l.chars();
    c.next().map_or(String::new(), |f| f.to_uppercase().chain(c).collect())
}
