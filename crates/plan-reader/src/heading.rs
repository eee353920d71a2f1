//! What makes a line a heading (nhận đề mục): keys in front of a colon, titles, annexes, items in full sentences.

use crate::agencies;
use crate::text::label::Kind;
use crate::text::words::{all_caps, count, starts_upper, tokens, unstop};

/// A line that opens an annex.
pub fn annex(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let first = words.next().unwrap_or("").to_lowercase();
    let second = words.next().unwrap_or("").to_lowercase();
    first == "phụ" && (second.trim_end_matches([':', '.']) == "lục") && (all_caps(text) || count(text) <= 4 || starts_upper(text) && count(text) <= 12 && !text.ends_with(['.', ';', ',']))
}

/// Splits "key: value" when the key is one that plans put in front of a value.
pub fn key_value(body: &str) -> Option<(&str, &str)> {
    let colon = body.find(':')?;
    let key = body[..colon].trim();
    if key.is_empty() {
        return None;
    }
    // A long key, or one with marks inside, is a key only when it is a list of agencies.
    let words = count(key);
    let odd = words > 14 || (key.contains(['(', ';']) && !key.ends_with(')'));
    if odd && (words > 90 || agencies::whole_list(agencies::courtesy(key)).is_none()) {
        return None;
    }
    // "Các sở: Công Thương, Y tế: Xây dựng …": the first colon stands inside the names.
    if (key.starts_with("Các ") || key.starts_with("UBND các")) && words <= 4 {
        let rest = &body[colon + 1..];
        if let Some(second) = rest.find(':').map(|i| colon + 1 + i)
            && agencies::whole_list(&body[..second]).is_some()
        {
            return Some((body[..second].trim(), body[second + 1..].trim()));
        }
    }
    Some((key, body[colon + 1..].trim()))
}

const RUN_IN: &[&str] = &[
    "chủ đề", "thời gian", "địa điểm", "đơn vị", "cơ quan", "đối tượng", "thành phần", "kinh phí", "mục đích", "yêu cầu", "hình thức", "nội dung", "chủ trì", "phối hợp", "quy mô", "phạm vi", "số lượng", "khẩu hiệu", "thông điệp",
    "nguồn kinh phí", "cơ cấu", "lưu ý", "sản phẩm", "mục tiêu", "tên gọi", "thời lượng", "nguồn",
];

/// The key is one of the usual words before a value ("Thời gian dự kiến tổ chức").
pub fn known_key(key: &str) -> bool {
    let k = key.to_lowercase();
    RUN_IN.iter().any(|w| k.starts_with(w))
}

pub(crate) fn heading_text(body: &str) -> (&str, &str) {
    if let Some((key, value)) = key_value(body)
        && !value.is_empty()
    {
        let sentence = value.ends_with(['.', ';']) || count(value) > 14;
        if known_key(key) || agencies::whole_list(agencies::courtesy(key)).is_some() || (sentence && count(key) <= 8 && starts_upper(key) && !timed(key)) {
            return (key, value);
        }
    }
    if let Some(parted) = agency_first(body) {
        return parted;
    }
    (unstop(body), "")
}

/// "Công an tỉnh. Bảo đảm trật tự …" and "Sở Y tế – bố trí xe": agencies, a mark, and their duty on the same line.
fn agency_first(body: &str) -> Option<(&str, &str)> {
    let part = |mark: &str| {
        let at = body.find(mark)?;
        let (names, duty) = (body[..at].trim(), body[at + mark.len()..].trim());
        let told = count(duty) >= 2 && agencies::verb_any_case(&tokens(duty));
        (told && count(names) <= 30 && agencies::whole_list(agencies::courtesy(names)).is_some()).then_some((names, duty))
    };
    part(". ").or_else(|| part(" – ")).or_else(|| part(" — ")).or_else(|| part(" - "))
}

/// "Trước ngày 15/8/2026": a step of a timetable, not the words of a heading.
fn timed(key: &str) -> bool {
    let l = key.to_lowercase();
    ["ngày", "tháng", "trước", "từ ", "đến", "cuối", "đầu", "giữa", "quý", "sáng", "chiều", "tối", "tuần", "năm "].iter().any(|w| l.starts_with(w)) && key.contains(|c: char| c.is_ascii_digit())
}

/// A numbered or lettered line is a heading, not an item in full sentences.
pub(crate) fn is_heading(kind: Kind, body: &str, title: &str, run_in: &str, content: bool) -> bool {
    if body.is_empty() {
        return false;
    }
    if matches!(kind, Kind::Part | Kind::Roman | Kind::Upper | Kind::Article) {
        return count(title) <= 60;
    }
    let assigns = ["(giao ", "(Giao ", "(GIAO ", "thực hiện)", "chủ trì)", "phối hợp)"].iter().any(|w| body.contains(w));
    if assigns {
        return false;
    }
    if !run_in.is_empty() {
        return count(title) <= 14 || agencies::whole_list(agencies::courtesy(title)).is_some();
    }
    let n = count(body);
    let stop = body.ends_with(['.', ';']) || body.ends_with("./");
    let sentences = body.trim_end_matches('.').contains(". ");
    if agencies::whole_list(title).is_some() {
        return true;
    }
    if sentences && n > 20 {
        return false;
    }
    match (stop, content) {
        (false, true) => n <= 45,
        (false, false) => n <= 22 && !matches!(kind, Kind::Lower | Kind::Bracketed),
        (true, true) => n <= 16 && !body.ends_with(';'),
        (true, false) => false,
    }
}

/// A closing paragraph is nobody's content.
pub(crate) fn last_word(text: &str) -> bool {
    ["Trên đây", "Trong quá trình", "Quá trình", "Yêu cầu ", "Căn cứ Kế hoạch", "Đề nghị "].iter().any(|p| text.starts_with(p))
}
