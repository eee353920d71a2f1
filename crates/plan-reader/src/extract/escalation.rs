//! Escalation (vướng mắc gửi về đâu): the sentence that says where difficulties go and who decides.

use super::Ctx;
use crate::agencies::{self, Mode, parse};
use crate::model::Escalation;
use crate::text::words::{collapse, fold, unstop};
use regex::Regex;
use std::sync::LazyLock;

static TO: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?i)\b(?:gửi|phản ánh|phản hồi|liên hệ|báo cáo|thông tin|trao đổi|kiến nghị|đề nghị phản ánh|thông báo)(?:\s+(?:kịp thời|ngay|ý kiến|báo cáo|bằng văn bản|trực tiếp|phản ánh|thông tin|lại))*(?:\s*,\s*(?:phản ánh|báo cáo))?(?:\s+(?:về|đến|tới|với|cho|qua))?\s+").expect("fixed"));
static BY: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(?i)\b(?:đề xuất|trình|báo cáo|tham mưu|kiến nghị)(?:\s*,\s*(?:đề xuất|trình|báo cáo|tham mưu))*(?:\s+(?:với|cho|lên))?\s+").expect("fixed"));

/// The paragraph speaks of difficulties and where to send them.
pub fn speaks(body: &str) -> bool {
    if !["ướng mắc", "hó khăn", "hát sinh"].iter().any(|w| body.contains(w)) {
        return false;
    }
    let f = fold(body);
    (f.contains("vuong mac") || f.contains("kho khan") || f.contains("phat sinh")) && ["gui", "phan anh", "lien he", "bao cao", "trao doi", "kien nghi", "thong tin ve"].iter().any(|w| f.contains(w)) && ["qua trinh", "neu co", "truong hop"].iter().any(|w| f.contains(w))
}

/// The escalation sentence, the last one that fits.
pub fn read(ctx: &Ctx) -> Option<Escalation> {
    let n = ctx.tree.nodes.iter().rev().filter(|n| !n.annex).find(|n| n.rows.is_empty() && speaks(n.body))?;
    let mut from = 0;
    let mut best = n.body;
    for (i, _) in n.body.match_indices(". ").chain(std::iter::once((n.body.len(), ""))) {
        let s = &n.body[from..i];
        if speaks(s) {
            best = s.trim();
        }
        from = (i + 2).min(n.body.len());
    }
    let sentence = unstop(best);
    let worry = ["vướng mắc", "khó khăn", "phát sinh"].iter().filter_map(|w| sentence.rfind(w).map(|i| i + w.len())).max().unwrap_or(0);
    let after = sentence.get(worry..).unwrap_or(sentence);
    let mut to = None;
    let mut rest = after;
    for m in TO.find_iter(after) {
        let tail = &after[m.end()..];
        if let Some(a) = parse(tail, Mode::Open).agencies.into_iter().next().filter(|a| agencies::kind_of(&a.name) != "group") {
            rest = &tail[a.end..];
            to = Some(a.name);
            break;
        }
    }
    if to.is_none() {
        // "gửi về Sở (qua Phòng …)": the bare word is all the paper says.
        to = TO.find_iter(after).find_map(|m| {
            let words = after[m.end()..].split(['(', ',', ';', '.']).next().unwrap_or("").split(" để ").next().unwrap_or("").trim();
            (words.starts_with(char::is_uppercase) && words.split_whitespace().count() <= 8).then(|| words.to_owned())
        });
    }
    let mut decided_by = None;
    for m in BY.find_iter(rest) {
        let tail = &rest[m.end()..];
        let chief = ["Chủ tịch ", "Lãnh đạo "].iter().find(|p| tail.starts_with(**p));
        let tail = chief.map_or(tail, |p| &tail[p.len()..]);
        let Some(a) = parse(tail, Mode::Open).agencies.into_iter().next() else { continue };
        decided_by = Some(format!("{}{}", chief.map_or("", |p| *p), a.name));
        break;
    }
    let found = to.is_some();
    Some(Escalation { to, decided_by, text: collapse(sentence), span: ctx.span(sentence), confidence: if found { 0.9 } else { 0.5 }, because: "Câu về khó khăn, vướng mắc trong quá trình thực hiện".into() })
}
