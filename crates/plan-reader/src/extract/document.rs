//! The paper itself (thể thức): number, issuer, place and day, title, signer. A blank number or day stays null.

use super::Ctx;
use crate::dates::Clock;
use crate::dates::iso;
use crate::model::{Document, Span};
use crate::text::source::{Para, Source};
use crate::text::words::{all_caps, collapse, count, key, unstop};
use jiff::civil::Date;
use regex::Regex;
use std::sync::LazyLock;

const KINDS: &[(&str, &str)] = &[
    ("KẾ HOẠCH", "Kế hoạch"), ("CHƯƠNG TRÌNH", "Chương trình"), ("ĐỀ ÁN", "Đề án"), ("PHƯƠNG ÁN", "Phương án"), ("THÔNG BÁO", "Thông báo"), ("QUYẾT ĐỊNH", "Quyết định"), ("HƯỚNG DẪN", "Hướng dẫn"),
    ("CHỈ THỊ", "Chỉ thị"), ("NGHỊ QUYẾT", "Nghị quyết"), ("THỂ LỆ", "Thể lệ"), ("DỰ ÁN", "Dự án"), ("KỊCH BẢN", "Kịch bản"), ("TỜ TRÌNH", "Tờ trình"), ("BÁO CÁO", "Báo cáo"), ("CÔNG VĂN", "Công văn"),
];

static SYMBOL: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(?i)^\(?\s*số\s*:?\s*(?P<n>\d{1,5})?\s*[.…_]*\s*(?P<s>[/-]\s*[\p{Lu}][\p{L}\d&/.-]*(?:\s*-\s*[\p{Lu}][\p{Lu}\d&/-]*)?)").expect("fixed"));
static DATELINE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?i)(?P<p>[\p{Lu}][\p{L}.\s-]{1,60}?)\s*,\s*ngày\s*(?P<d>\d{1,2})?[\s.…_]*tháng\s*(?P<m>\d{1,2})?[\s.…_]*năm\s*(?P<y>\d{4})?").expect("fixed"));

/// The line that names the type of paper: index and type, and the title on the same line.
pub fn kind_line<'a>(paras: &[Para<'a>]) -> Option<(usize, &'static str, &'a str)> {
    for (i, p) in paras.iter().enumerate().take(60) {
        if p.row {
            continue;
        }
        let t = p.body.trim();
        let joined = if t.split_whitespace().all(|w| w.chars().count() == 1) { t.split_whitespace().collect::<String>() } else { t.to_owned() };
        for (caps, name) in KINDS {
            if joined == caps.replace(' ', "") {
                return Some((i, name, ""));
            }
            if let Some(rest) = t.strip_prefix(caps)
                && (rest.is_empty() || rest.starts_with(|c: char| c.is_whitespace() || c == ':'))
                && p.label.is_none()
            {
                return Some((i, name, rest.trim_start_matches([':', ' '])));
            }
        }
        if p.label.is_some() && i > 25 {
            break;
        }
    }
    None
}

/// Year of the plan: of the signing, else of the title, else the commonest of the text.
pub fn year(doc: &Document, text: &str) -> Clock {
    let from = |s: &Option<String>| s.as_deref().and_then(|d| d.get(..4)).and_then(|y| y.parse().ok());
    if let Some(y) = from(&doc.issued_on) {
        return Clock { year: Some(y) };
    }
    static YEAR: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(?i)năm\s+(20\d{2})\b").expect("fixed"));
    let titled = doc.title.as_deref().and_then(|t| YEAR.captures_iter(t).last()).and_then(|c| c[1].parse().ok());
    if titled.is_some() {
        return Clock { year: titled };
    }
    static ANY: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\b\d{1,2}/(20\d{2})\b|năm\s+(20\d{2})\b").expect("fixed"));
    let mut seen = std::collections::BTreeMap::<i16, usize>::new();
    for c in ANY.captures_iter(text) {
        if let Some(y) = c.get(1).or(c.get(2)).and_then(|m| m.as_str().parse().ok()) {
            *seen.entry(y).or_default() += 1;
        }
    }
    Clock { year: seen.into_iter().max_by_key(|(y, n)| (*n, *y)).map(|(y, _)| y) }
}

fn columns<'a>(head: &[Para<'a>]) -> Vec<&'a str> {
    let mut out = Vec::new();
    for p in head {
        let cut = p.text.trim_matches('|');
        let sep = if p.row && p.text.contains('|') { "|" } else if p.row { "\t" } else { "    " };
        let mut from = 0;
        let pieces: Vec<(usize, usize)> = cut.match_indices(sep).map(|(i, m)| (i, i + m.len())).chain(std::iter::once((cut.len(), cut.len()))).collect();
        for (stop, next) in pieces {
            // A blank for the number or the day is no border of columns.
            if blank(&cut[from..stop], cut[next..].trim_start()) {
                continue;
            }
            for part in cut[from..stop].split("<br>") {
                let part = part.trim();
                if !part.is_empty() && !part.chars().all(|c| "-:*_ ".contains(c)) {
                    out.push(part);
                }
            }
            from = next;
        }
    }
    out
}

fn blank(before: &str, after: &str) -> bool {
    let b = before.trim_end().to_lowercase();
    let a = after.to_lowercase();
    (b.ends_with("số:") || b.ends_with("số") || b.ends_with("ngày") || b.ends_with("tháng")) && (a.starts_with(['/', '-']) || a.starts_with("tháng") || a.starts_with("năm"))
}

fn motto(t: &str) -> bool {
    let k = key(t);
    k.contains("cong hoa xa hoi chu nghia") || k.starts_with("doc lap tu do") || k.starts_with("dang cong san viet nam") || k == "doan tncs ho chi minh" || k.starts_with("doan thanh nien cong san ho chi minh")
}

fn issuer(parts: &[&str]) -> Option<String> {
    let mut left: Vec<String> = Vec::new();
    for p in parts {
        if motto(p) || SYMBOL.is_match(p) || DATELINE.is_match(p) || !all_caps(p) || p.len() < 3 {
            continue;
        }
        // "ỦY BAN NHÂN DÂN TỈNH X CỘNG HÒA …" on one line.
        let cut = p.find("CỘNG H").or_else(|| p.find("ĐẢNG CỘNG SẢN")).map_or(*p, |i| p[..i].trim());
        if !cut.is_empty() {
            left.push(collapse(cut));
        }
    }
    let mut name = left.pop()?;
    let place = ["TỈNH ", "THÀNH PHỐ ", "TP. ", "QUẬN ", "HUYỆN ", "XÃ ", "PHƯỜNG ", "THỊ XÃ ", "THỊ TRẤN ", "ĐẶC KHU "];
    let cut_off = |n: &str| (place.iter().any(|p| n.starts_with(p)) && !n.starts_with("TỈNH ỦY") && !n.starts_with("TỈNH ĐOÀN")) || ["VÀ ", "THỂ THAO", "CÔNG NGHỆ", "TRUYỀN THÔNG", "MÔI TRƯỜNG"].iter().any(|p| n.starts_with(p));
    while cut_off(&name) {
        let Some(before) = left.pop() else { break };
        name = format!("{before} {name}");
    }
    if matches!(name.as_str(), "BAN THƯỜNG VỤ" | "BAN CHẤP HÀNH" | "ỦY BAN NHÂN DÂN" | "VĂN PHÒNG")
        && let Some(parent) = left.pop()
    {
        name = format!("{name} {parent}");
    }
    Some(name)
}

/// Reads head and title; returns the document and the number of paragraphs up to the title's end.
pub fn head(src: &Source, paras: &[Para]) -> (Document, usize) {
    let mut doc = Document { confidence: 0.4, because: "Không thấy tên loại văn bản".into(), ..Document::default() };
    let found = kind_line(paras);
    let top = found.as_ref().map_or(paras.len().min(14), |f| f.0);
    let parts = columns(&paras[..top]);
    for p in &parts {
        if doc.symbol.is_none()
            && let Some(c) = SYMBOL.captures(p)
        {
            let sign: String = c["s"].chars().filter(|c| !c.is_whitespace()).collect();
            let sign = sign.trim_end_matches(['.', '-']).to_owned();
            doc.number = c.name("n").map(|m| m.as_str().to_owned());
            doc.symbol = Some(format!("{}{sign}", doc.number.as_deref().unwrap_or("")));
        }
        let after_symbol = SYMBOL.find(p).map_or(*p, |m| &p[m.end()..]);
        if doc.place.is_none()
            && let Some(c) = DATELINE.captures(after_symbol.trim())
        {
            doc.place = Some(collapse(&c["p"]));
            let n = |k: &str| c.name(k).and_then(|m| m.as_str().parse::<i16>().ok());
            if let (Some(d), Some(m), Some(y)) = (n("d"), n("m"), n("y")) {
                let day = i8::try_from(d).ok().zip(i8::try_from(m).ok()).and_then(|(d, m)| Date::new(y, m, d).ok());
                doc.issued_on = day.map(iso);
            }
        }
    }
    doc.issuer = issuer(&parts);
    let Some((at, kind, inline)) = found else {
        doc.span = paras.first().map_or(Span::default(), |p| src.span(p.text));
        return (doc, 0);
    };
    doc.kind = Some(kind.to_owned());
    let mut words: Vec<&str> = Vec::new();
    if !inline.is_empty() {
        words.push(inline);
    }
    let mut end = at + 1;
    while let Some(p) = paras.get(end) {
        let k = key(p.text);
        let body = ["can cu", "thuc hien", "theo de nghi", "kinh gui", "nham", "kem theo", "ban hanh kem theo", "xet de nghi", "tiep tuc", "de "].iter().any(|w| k.starts_with(w)) && !words.is_empty();
        let stop = p.row || p.label.is_some() || p.text.starts_with('(') || body || (p.gap && !words.is_empty() && !inline.is_empty() && end > at + 1) || words.len() >= 5;
        if stop || (p.gap && !words.is_empty() && (end > at + 1 || !inline.is_empty()) && !words.is_empty()) || count(p.text) > 60 || (p.text.ends_with([';', ':']) && !words.is_empty()) {
            break;
        }
        words.push(p.text);
        end += 1;
    }
    let title = collapse(&words.join(" "));
    doc.title = Some(unstop(&title).to_owned()).filter(|t| !t.is_empty());
    let last = words.last().copied().unwrap_or(paras[at].text);
    doc.span = src.span_to(paras[0].text, last);
    doc.confidence = if doc.title.is_some() { 0.95 } else { 0.6 };
    doc.because = format!("Tên loại “{kind}” và trích yếu đứng dưới");
    (doc, end)
}

const CAPACITY: &[&str] = &["CHỦ TỊCH", "GIÁM ĐỐC", "TRƯỞNG", "BÍ THƯ", "HIỆU TRƯỞNG", "CHÁNH VĂN PHÒNG", "PHÓ", "ỦY BAN NHÂN DÂN", "UBND", "BAN THƯỜNG VỤ", "BỘ TRƯỞNG", "CỤC TRƯỞNG", "TỔNG", "VIỆN TRƯỞNG", "BAN CHỈ ĐẠO", "CHỈ HUY", "BAN TỔ CHỨC", "BAN CHẤP HÀNH", "THỦ TRƯỞNG", "HỘI ĐỒNG", "CHÁNH", "KẾ TOÁN", "CHỦ NHIỆM"];
const PREFIX: &[&str] = &["TM.", "KT.", "TL.", "TUQ.", "Q.", "T/M", "K/T", "T/L", "TM ", "KT ", "TL "];

/// A line of a signer's capacity: "KT. CHỦ TỊCH", "HIỆU TRƯỞNG".
pub fn capacity(t: &str) -> bool {
    let t = t.trim();
    (all_caps(t) && count(t) <= 14 && !t.contains(|c: char| c.is_ascii_digit())) && (PREFIX.iter().any(|p| t.starts_with(p)) || CAPACITY.iter().any(|c| t.starts_with(c)) || t.starts_with("QUYỀN "))
}

fn person(t: &str) -> bool {
    let t = t.trim();
    let words: Vec<&str> = t.split_whitespace().collect();
    (2..=6).contains(&words.len()) && !all_caps(t) && words.iter().all(|w| w.chars().next().is_some_and(char::is_uppercase) && w.chars().all(|c| c.is_alphabetic() || c == '\'' || c == '’' || c == '-' || c == '.'))
}

/// Parts a recipient from the signature's line that a PDF put behind it: "- UBND tỉnh (để b/c); KT. CHỦ TỊCH".
pub fn unweave(part: &str) -> (&str, Option<&str>) {
    if !part.starts_with(['-', '–', '+', '•']) && !fold_starts(part, "luu") {
        return (part, None);
    }
    for (i, m) in part.match_indices("; ").chain(part.match_indices(". ")).chain(part.match_indices(", ")) {
        let rest = part[i + m.len()..].trim();
        if capacity(rest) || (m == ". " && fold_starts(part, "luu") && person(rest)) {
            return (&part[..i], Some(rest));
        }
    }
    (part, None)
}

fn fold_starts(part: &str, word: &str) -> bool {
    crate::text::words::fold(part.trim_start_matches(['-', '–', ' '])).starts_with(word)
}

/// Reads the signature from the closing.
pub fn signature(ctx: &Ctx, doc: &mut Document) {
    let mut titles: Vec<&str> = Vec::new();
    let mut name = None;
    for p in ctx.tail {
        let t = p.text;
        let parts: Vec<&str> = if p.row { t.split(['|', '\t']).flat_map(|c| c.split("<br>")).collect() } else { t.split("    ").collect() };
        for (column, part) in parts.into_iter().enumerate() {
            let part = part.trim();
            let part = part.strip_prefix("Nơi nhận:").map_or(part, str::trim);
            let woven = unweave(part).1;
            let part = woven.unwrap_or(part);
            let inner = part.trim_matches(|c: char| c == '(' || c == ')');
            if capacity(part) && name.is_none() {
                if titles.contains(&part) {
                    continue;
                }
                titles.push(part);
            } else if name.is_none() && !titles.is_empty() && person(part) && !["Đã ký", "Ký tên", "Đã Ký"].contains(&inner) && (p.label.is_none() || woven.is_some() || column > 0) {
                name = Some(part);
            }
        }
    }
    if !titles.is_empty() {
        doc.signer_title = Some(collapse(&titles.join(" ")));
    }
    doc.signer = name.map(|n| collapse(n.trim_start_matches("TS. ").trim_start_matches("ThS. ")));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn party_and_state_heads() {
        let s = Source::new("TỈNH ỦY NINH BÌNH\nBAN TUYÊN GIÁO\n*\nSố 27-KH/BTG\n\nĐẢNG CỘNG SẢN VIỆT NAM\nNinh Bình, ngày 05 tháng 9 năm 2023\n\nKẾ HOẠCH\ntuyên truyền Tuần lễ\n-----\n\nThực hiện Nghị quyết");
        let (d, _) = head(&s, &s.paras());
        assert_eq!((d.number.as_deref(), d.symbol.as_deref(), d.issuer.as_deref()), (Some("27"), Some("27-KH/BTG"), Some("BAN TUYÊN GIÁO")));
        assert_eq!((d.issued_on.as_deref(), d.title.as_deref()), (Some("2023-09-05"), Some("tuyên truyền Tuần lễ")));
    }

    #[test]
    fn blanks_stay_null() {
        let s = Source::new("ỦY BAN NHÂN DÂN            CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nTỈNH A                          Độc lập - Tự do - Hạnh phúc\n\nSố:          /KH-UBND            An Bình, ngày      tháng      năm 2025\n\nKẾ HOẠCH\nTổ chức ngày hội\n");
        let (d, _) = head(&s, &s.paras());
        assert_eq!((d.number, d.issued_on, d.symbol.as_deref()), (None, None, Some("/KH-UBND")));
        assert_eq!((d.place.as_deref(), d.issuer.as_deref()), (Some("An Bình"), Some("ỦY BAN NHÂN DÂN TỈNH A")));
    }
}
