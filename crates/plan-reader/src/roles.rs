//! Roles in words (vai trò): who leads and who coordinates, from "(giao A chủ trì, phối hợp B thực hiện)", "Chủ trì, phối hợp với B
//! …" and sentences with their actor. A person is never an agency.

use crate::agencies::{self, Mode, parse};
use crate::text::words::{fold, key, tokens};
use regex::Regex;
use std::sync::LazyLock;

/// Who leads and who coordinates.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Roles {
    /// Leads.
    pub lead: Vec<String>,
    /// Coordinates.
    pub coordinating: Vec<String>,
}

impl Roles {
    /// Drops repetitions and coordinators that lead as well.
    pub fn tidy(mut self) -> Self {
        let mut seen: Vec<String> = Vec::new();
        for list in [&mut self.lead, &mut self.coordinating] {
            list.retain(|n| {
                let k = agencies::name_key(n);
                let fresh = !k.is_empty() && !seen.contains(&k) && !agencies::person(n);
                if fresh {
                    seen.push(k);
                }
                fresh
            });
        }
        self
    }

    /// Nobody is named.
    pub fn is_empty(&self) -> bool {
        self.lead.is_empty() && self.coordinating.is_empty()
    }
}

static KEYED: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(?i)^(?:đơn vị|cơ quan|bộ phận)?\s*(?:chủ trì|thực hiện|phụ trách|tổ chức|chịu trách nhiệm)(?: thực hiện)?\s*:\s*(.*?)(?:[;,.]\s*(?:đơn vị|cơ quan)?\s*phối hợp(?: thực hiện)?\s*:\s*(.*))?$").expect("fixed"));
static LEAD_WORD: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?i)^(?:là (?:đơn vị|cơ quan) )?(?:(?:đồng|cùng) chủ trì|chủ trì|làm đầu mối|là đầu mối|phụ trách|chịu trách nhiệm|đăng cai|đảm nhiệm|đảm nhận|thực hiện|tổ chức thực hiện|triển khai(?: thực hiện)?|tổ chức|tham mưu)(?:[ ,]*(?:thực hiện|tổ chức(?: thực hiện)?|triển khai(?: thực hiện)?|chính|chung))?[ ,;]*").expect("fixed"));
static WITH: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(?i)^[ ,;]*(?:và\s+)?(?:các đơn vị\s+)?(?:tham gia\s+)?phối hợp(?:\s+(?:chặt chẽ|thực hiện|tổ chức|triển khai))*(?:\s*[:,]?\s*(?:cùng với|với|cùng|gồm|giữa))?\s*:?\s+").expect("fixed"));
static ASIDE: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^(?:Lãnh đạo|lãnh đạo|Sinh viên|sinh viên|Học sinh|học sinh|Đại diện|đại diện|Đoàn viên|Cán bộ|Chuyên gia|Thiếu nhi|Đội văn nghệ|Diễn viên)\s+(?:của\s+)?").expect("fixed"));

/// Roles in the inside of a bracket; none if it assigns nothing.
pub fn bracket(inner: &str) -> Option<Roles> {
    let mut t = inner.trim().trim_end_matches(['.', ';', ',', ' ']);
    if let Some(c) = KEYED.captures(t) {
        let lead = agencies::split_list(c.get(1).map_or("", |m| m.as_str()));
        let coordinating = agencies::split_list(c.get(2).map_or("", |m| m.as_str()));
        return Some(Roles { lead, coordinating }.tidy()).filter(|r| !r.is_empty());
    }
    let mut given = false;
    for p in ["giao cho ", "Giao cho ", "giao ", "Giao ", "do ", "Do ", "GIAO ", "phân công ", "Phân công "] {
        if let Some(r) = t.strip_prefix(p) {
            given = true;
            t = r.trim_start();
            break;
        }
    }
    if agencies::person(t) {
        return None;
    }
    if let Some(m) = ASIDE.find(t) {
        t = &t[m.end()..];
    }
    if !given && !matches!(agencies::head(&tokens(t)), Some(agencies::Head::Named { .. } | agencies::Head::Group { opened: true, .. })) {
        return None;
    }
    let mut roles = Roles::default();
    let list = parse(t, Mode::Bounded);
    let first: Vec<String> = list.agencies.into_iter().map(|a| a.name).collect();
    if first.is_empty() || (!given && !list.sure) {
        return None;
    }
    let mut rest = t[list.end.min(t.len())..].trim_start();
    let mut named = false;
    if let Some(m) = LEAD_WORD.find(rest) {
        named = true;
        rest = &rest[m.end()..];
    }
    roles.lead = first;
    for _ in 0..6 {
        rest = rest.trim_start_matches([' ', ',', ';']);
        if rest.is_empty() {
            break;
        }
        if let Some(m) = WITH.find(&format!("{rest} ")) {
            named = true;
            let from = m.end().min(rest.len());
            let list = parse(&rest[from..], Mode::Bounded);
            roles.coordinating.extend(list.agencies.into_iter().map(|a| a.name));
            rest = &rest[(from + list.end).min(rest.len())..];
            continue;
        }
        if let Some(m) = LEAD_WORD.find(rest) {
            named = true;
            rest = &rest[m.end()..];
            continue;
        }
        let list = parse(rest, Mode::Bounded);
        let after = rest[list.end.min(rest.len())..].trim_start();
        if !list.agencies.is_empty() && fold(after).starts_with("phoi hop") {
            named = true;
            roles.coordinating.extend(list.agencies.into_iter().map(|a| a.name));
            rest = after.get("phối hợp".len()..).unwrap_or("");
            continue;
        }
        break;
    }
    roles.lead = roles.lead.into_iter().flat_map(clip).collect();
    roles.coordinating = roles.coordinating.into_iter().flat_map(clip).collect();
    (named || given).then(|| roles.tidy())
}

/// A bounded name may have taken the verb behind it: "các sở, ngành xây dựng gian hàng".
fn clip(name: String) -> Vec<String> {
    let open = parse(&name, Mode::Open);
    let rest = name.get(open.end..).unwrap_or("");
    let group = matches!(agencies::head(&tokens(&name)), Some(agencies::Head::Group { .. }));
    if group && !open.agencies.is_empty() && agencies::verb(&tokens(rest)) {
        return open.agencies.into_iter().map(|a| a.name).collect();
    }
    vec![name]
}

/// "Giao A chủ trì, phối hợp với B thực hiện" says who and not what: the heading above says what.
pub fn whole_assignment(text: &str) -> Option<Roles> {
    if !text.starts_with("Giao ") && !text.starts_with("giao ") {
        return None;
    }
    whole_roles(text)
}

/// The text says who with which role, and nothing else: "Sở Y tế phụ trách".
pub fn whole_roles(text: &str) -> Option<Roles> {
    let text = text.trim_end_matches(['.', ';', ' ']);
    let r = bracket(text)?;
    let last = r.coordinating.last().or(r.lead.last())?;
    let words = last.split_whitespace().last()?;
    let tail = &text[text.rfind(words)? + words.len()..];
    matches!(key(tail).as_str(), "" | "thuc hien" | "to chuc thuc hien" | "trien khai thuc hien" | "trien khai" | "chu tri thuc hien" | "chu tri" | "to chuc" | "chu tri to chuc" | "chu tri to chuc thuc hien" | "phu trach" | "chiu trach nhiem" | "dam nhiem" | "lam dau moi" | "phoi hop").then_some(r)
}

static PARTNER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)(?:^|[,;.:–-]\s*|(?:^|\s)(?:chủ trì|chủ động|và|tích cực|để|đồng thời|thường xuyên)\s+)(?:và\s+|đồng thời,?\s+|chủ động,?\s+|tích cực\s+|thường xuyên\s+)?phối hợp(?:\s+(?:chặt chẽ|tốt|kịp thời|thường xuyên|hiệu quả))*(?:\s*(?:cùng với|với|cùng|giữa))?\s+").expect("fixed")
});

/// Agencies that a sentence says to work with: "phối hợp (với) X, Y <verb>" at the start of a clause.
pub fn partners(text: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    if !text.contains("hối hợp") {
        return out;
    }
    let mut from = 0;
    while let Some(m) = PARTNER.find_at(text, from) {
        from = m.end();
        let rest = &text[m.end()..];
        let list = parse(rest, Mode::Open);
        for a in list.agencies {
            let k = agencies::name_key(&a.name);
            if !out.iter().any(|o| agencies::name_key(o) == k) && !agencies::person(&a.name) {
                out.push(a.name);
            }
        }
    }
    out
}

static MODAL: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(?i)^[ ,]*(?:có trách nhiệm|chủ động|tích cực|kịp thời|nghiêm túc|khẩn trương|tự|trực tiếp|căn cứ|phải|cần|được giao|chịu trách nhiệm|làm đầu mối|là (?:đầu mối|cơ quan|đơn vị|thường trực)|thường xuyên)\b").expect("fixed"));

/// The actor at the front of a sentence: names, and the sentence from its verb on.
pub fn actor(text: &str) -> Option<(Vec<String>, &str)> {
    let mut t = text.trim_start();
    for p in ["Giao cho ", "Giao ", "giao ", "Đề nghị ", "Yêu cầu "] {
        if let Some(r) = t.strip_prefix(p) {
            t = r.trim_start();
            break;
        }
    }
    if agencies::person(t) {
        return None;
    }
    let toks = tokens(t.get(..floor(t, 900)).unwrap_or(t));
    let head = agencies::head(&toks)?;
    if matches!(head, agencies::Head::Group { opened: false, .. }) {
        return None;
    }
    let list = agencies::parse_tokens(t, &toks, Mode::Open);
    if list.agencies.is_empty() {
        return None;
    }
    let rest = t.get(list.end..)?;
    let rest = rest.trim_start_matches([' ', ',']);
    let acts = agencies::verb(&tokens(rest.get(..floor(rest, 60)).unwrap_or(rest))) || MODAL.is_match(rest);
    let told = acts && !key(rest).is_empty();
    told.then(|| (list.agencies.into_iter().map(|a| a.name).collect(), rest))
}

fn floor(s: &str, mut n: usize) -> usize {
    n = n.min(s.len());
    while !s.is_char_boundary(n) {
        n -= 1;
    }
    n
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(r: Option<Roles>) -> String {
        r.map_or("none".into(), |r| format!("{} / {}", r.lead.join(" | "), r.coordinating.join(" | ")))
    }

    #[test]
    fn brackets() {
        for (s, want) in [
            ("giao Công an tỉnh chủ trì thực hiện", "Công an tỉnh / "),
            ("giao Văn phòng UBND tỉnh phối hợp Công an tỉnh và các đơn vị liên quan thực hiện", "Văn phòng UBND tỉnh / Công an tỉnh | các đơn vị liên quan"),
            ("Giao Đoàn TNCS HCM tỉnh chủ trì phối hợp với Thư viện tỉnh và Thư viện các huyện, thành phố thực hiện hoạt động Book Tour", "Đoàn TNCS HCM tỉnh / Thư viện tỉnh | Thư viện các huyện, thành phố"),
            ("giao Sở Du lịch chủ trì, phối hợp các Ngân hàng (để hỗ trợ các hộ, về việc mở tài khoản), Sở Công thương và các đơn vị liên quan thực hiện", "Sở Du lịch / các Ngân hàng | Sở Công thương | các đơn vị liên quan"),
            ("Lãnh đạo Văn phòng UBND tỉnh thực hiện", "Văn phòng UBND tỉnh / "),
            ("Chủ trì: Sở Y tế; phối hợp: Công an tỉnh, Sở Nội vụ", "Sở Y tế / Công an tỉnh | Sở Nội vụ"),
            ("Sở Y tế chủ trì, Công an tỉnh phối hợp", "Sở Y tế / Công an tỉnh"),
            ("để hỗ trợ các hộ cá thể", "none"),
            ("đơn vị chủ trì thực hiện Kế hoạch", "none"),
            ("WiFi", "none"),
            ("theo mẫu", "none"),
            ("Chủ trì: Đồng chí Nguyễn Văn A", "none"),
        ] {
            assert_eq!(show(bracket(s)), want, "{s}");
        }
    }

    #[test]
    fn sentences() {
        let (who, rest) = actor("Sở Tài chính chủ trì, phối hợp với Sở Nội vụ thẩm định dự toán").expect("actor");
        assert_eq!(who, ["Sở Tài chính"]);
        assert!(rest.starts_with("chủ trì, phối hợp"));
        assert_eq!(partners("Chủ trì, phối hợp với Sở Nội vụ thẩm định; phối hợp Sở Y tế đón đoàn"), ["Sở Nội vụ", "Sở Y tế"]);
        assert!(partners("Phối hợp tổ chức các hoạt động").is_empty());
        assert!(actor("Các hoạt động được tổ chức đa dạng").is_none());
        assert!(actor("Đồng chí Giám đốc chủ trì").is_none());
    }
}
