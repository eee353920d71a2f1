//! Phrases around dates (cụm thời gian): "trước ngày", "chậm nhất", "từ … đến …", "đến hết". A day named only in the name of
//! an event ("Ngày 10/10 chuyển đổi số") must not become a deadline, so [`deadline`] asks for a word that makes it one.

use super::Clock;
use super::atom::{Atom, Day, iso, scan};
use regex::Regex;
use std::sync::LazyLock;

/// A phrase with its days.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// Byte offsets of the words.
    pub at: usize,
    /// One past the words.
    pub end: usize,
    /// First day, ISO.
    pub first: Option<String>,
    /// Last day, ISO.
    pub last: Option<String>,
    /// A word such as "trước" or "từ" stands with it.
    pub marked: bool,
    /// Only a year.
    pub year_only: bool,
}

static LEAD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?xi)(?:^|[\s,;:(])(
          (?:(?:chậm|muộn)\s+nhất(?:\s+(?:là|vào|đến|trong))*\s+(?:hết\s+)?(?P<latebefore>trước)?(?:\s+ngày)?)
        | (?P<late>(?:(?:chậm|muộn)\s+nhất|không\s+(?:muộn|chậm)\s+(?:hơn|quá)|không\s+quá)(?:\s+(?:là|vào|đến|trong|hết))*)
        | (?P<before>trước(?:\s+(?:hết|thời\s+điểm))?)
        | (?P<after>sau(?:\s+khi)?|kể\s+từ|bắt\s+đầu\s+từ)
        | (?P<until>(?:(?:từ\s+nay|thời\s+gian|kéo\s+dài)\s+)?(?:cho\s+)?(?:đến|tới)(?:\s+hết)?|hết)
        | (?P<from>từ)
        | (?P<inside>trong(?:\s+hai|\s+các|\s+những)?|vào(?:\s+lúc)?|hoàn\s+thành|xong|tổ\s+chức|dự\s+kiến|thời\s+(?:gian|hạn)(?:\s+hoàn\s+thành)?:?|hạn(?:\s+(?:cuối|chót|hoàn\s+thành))?:?|diễn\s+ra)
        )\s*(?:vào\s+)?(?:(?:khoảng|sáng|chiều|tối|cuối\s+ngày)\s+)?$",
    )
    .expect("the lead pattern is fixed")
});
static RECURRING: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(?i)^\s*(?:,\s*\d+\s*)*(?:hằng|hàng|mỗi|tháng\s+liền\s+kề|của\s+tháng|liền\s+kề|tháng\s+sau)").expect("fixed"));
static BRIDGE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^\s*(?:\(?\s*(?:thứ\s+\S+|chủ\s+nhật)\s*\)?)?\s*,?\s*(?:đến\s+hết|tới\s+hết|cho\s+đến|kéo\s+dài\s+đến|đến|tới|[-–—])(?:\s+(?:hết|khoảng|ngày))*\s*(?:\d{1,2}\s*(?:giờ|h|g)\s*\d{0,2}\s*(?:phút|’|')?\s*,?\s*)?$")
        .expect("fixed")
});

#[derive(Clone, Copy, PartialEq)]
enum Role {
    Plain,
    Inside,
    Late,
    Before,
    After,
    Until,
    From,
}

fn tail(text: &str, end: usize, max: usize) -> (usize, &str) {
    let mut from = end.saturating_sub(max);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    (from, &text[from..end])
}

fn lead(text: &str, at: usize) -> (Role, usize) {
    let (from, before) = tail(text, at, 64);
    let Some(c) = LEAD.captures(before) else { return (Role::Plain, at) };
    let Some(m) = c.get(1) else { return (Role::Plain, at) };
    let start = from + m.start();
    let role = if c.name("latebefore").is_some() || c.name("before").is_some() {
        Role::Before
    } else if c.name("late").is_some() || m.as_str().to_lowercase().contains("nhất") {
        Role::Late
    } else if c.name("after").is_some() {
        Role::After
    } else if c.name("until").is_some() {
        Role::Until
    } else if c.name("from").is_some() {
        Role::From
    } else {
        Role::Inside
    };
    (role, start)
}

fn recurring(text: &str, a: &Atom) -> bool {
    a.day.is_some() && a.month.is_none() && RECURRING.is_match(&text[a.end..])
}

/// Every phrase of a text.
pub fn all(text: &str, clock: Clock) -> Vec<Found> {
    let atoms = scan(text);
    let mut out = Vec::new();
    let mut i = 0;
    while i < atoms.len() {
        let a = &atoms[i];
        let (role, mut at) = lead(text, a.at);
        let next = atoms.get(i + 1).filter(|b| b.at >= a.end && BRIDGE.is_match(&text[a.end..b.at]));
        // "chậm nhất trước ngày": the words before "trước" belong to the phrase too.
        if role == Role::Before {
            let (wider, start) = lead(text, at);
            if wider == Role::Late {
                at = start;
            }
        }
        if let Some(b) = next {
            let year = a.year.or(b.year).or(clock.year);
            let first = a.range(year, b.month).map(|r| r.0);
            let last = b.range(b.year.or(year), a.month).map(|r| r.1);
            let ok = !matches!((first, last), (Some(f), Some(l)) if f > l);
            push(&mut out, at, b.end, first.filter(|_| ok), last.filter(|_| ok), true, false);
            i += 2;
            continue;
        }
        let year = a.year.or(clock.year);
        let range = if recurring(text, a) || a.impossible() { None } else { a.range(year, None) };
        let (first, last) = match (role, range) {
            (_, None) => (None, None),
            (Role::Before, Some((f, _))) => (None, f.yesterday().ok()),
            (Role::Late | Role::Until, Some((_, l))) => (None, Some(l)),
            (Role::From, Some((f, l))) if a.part.is_some() || a.last_day.is_some() => (Some(f), Some(l)),
            (Role::After | Role::From, Some((f, _))) => (Some(f), None),
            (_, Some((f, l))) => (Some(f), Some(l)),
        };
        push(&mut out, at, a.end, first, last, role != Role::Plain || a.part.is_some(), a.bare_year());
        i += 1;
    }
    out
}

fn push(out: &mut Vec<Found>, at: usize, end: usize, first: Option<Day>, last: Option<Day>, marked: bool, year_only: bool) {
    out.push(Found { at, end, first: first.map(iso), last: last.map(iso), marked, year_only });
}

/// The first phrase, whatever its words.
pub fn first(text: &str, clock: Clock) -> Option<Found> {
    let found = all(text, clock);
    found.iter().find(|f| !f.year_only).or(found.first()).cloned()
}

/// The phrase of a cell or label that holds nothing but a time.
pub fn whole(text: &str, clock: Clock) -> Option<Found> {
    let found = all(text, clock);
    let best = found.iter().find(|f| !f.year_only).or(found.first())?;
    Some(best.clone())
}

/// The deadline in a sentence: a phrase with a word that makes it one.
pub fn deadline(text: &str, clock: Clock) -> Option<Found> {
    let found = all(text, clock);
    let strong = |f: &&Found| f.marked && !f.year_only && !titled(text, f);
    found.iter().filter(strong).max_by_key(|f| (f.last.is_some() && f.first.is_none(), f.last.is_some(), f.at)).cloned()
}

/// "Kế hoạch số … ngày …": the day of a paper, not a deadline.
fn titled(text: &str, f: &Found) -> bool {
    let (_, before) = tail(text, f.at, 40);
    let slash = before.rsplit(char::is_whitespace).nth(usize::from(before.ends_with(' '))).unwrap_or("");
    slash.contains('/') && slash.contains('-')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(s: &str) -> (Option<String>, Option<String>) {
        let f = first(s, Clock { year: Some(2024) }).expect(s);
        (f.first, f.last)
    }

    #[test]
    fn forms_of_the_grammar() {
        for (s, a, b) in [
            ("từ tháng 8/2024 đến ngày 10/10/2024", "2024-08-01", "2024-10-10"),
            ("Từ tháng 4 đến tháng 12 năm 2020", "2020-04-01", "2020-12-31"),
            ("tháng 8/2024 đến tháng 10/2024", "2024-08-01", "2024-10-31"),
            ("cuối tháng 10/2024", "2024-10-21", "2024-10-31"),
            ("đầu tháng 11/2024", "2024-11-01", "2024-11-10"),
            ("giữa tháng 2", "2024-02-11", "2024-02-20"),
            ("trước ngày 10/8/2024", "-", "2024-08-09"),
            ("Trước 20/5/2026", "-", "2026-05-19"),
            ("chậm nhất vào ngày 31/8/2025", "-", "2025-08-31"),
            ("chậm nhất ngày 30-9-2023", "-", "2023-09-30"),
            ("chậm nhất trước ngày 26/9/2024", "-", "2024-09-25"),
            ("đến hết ngày 15/3/2025", "-", "2025-03-15"),
            ("Từ nay đến hết tháng 01/2021", "-", "2021-01-31"),
            ("Quý I-II/2026", "2026-01-01", "2026-06-30"),
            ("quý III năm 2025", "2025-07-01", "2025-09-30"),
            ("Năm 2026", "2026-01-01", "2026-12-31"),
            ("2026–2027", "2026-01-01", "2027-12-31"),
            ("ngày 05 và 06/9/2024", "2024-09-05", "2024-09-06"),
            ("từ ngày 07/02 đến ngày 08/02/2026", "2026-02-07", "2026-02-08"),
            ("từ ngày 15/8 đến ngày 15/9", "2024-08-15", "2024-09-15"),
            ("20/9/2025 - 21/9/2025", "2025-09-20", "2025-09-21"),
            ("từ 20 đến 22/9", "2024-09-20", "2024-09-22"),
            ("20–21/9", "2024-09-20", "2024-09-21"),
            ("19 - 20/9", "2024-09-19", "2024-09-20"),
            ("ngày 20 và 21/9/2026", "2026-09-20", "2026-09-21"),
            ("từ 9/10 – 11/10", "2024-10-09", "2024-10-11"),
            ("thời hạn: 20/9/2026", "2026-09-20", "2026-09-20"),
            ("từ ngày 16 đến ngày 17/5/2026", "2026-05-16", "2026-05-17"),
            ("7 giờ 30 phút, ngày 04/10/2023", "2023-10-04", "2023-10-04"),
            ("08 giờ 00, ngày 09/10/2026", "2026-10-09", "2026-10-09"),
            ("ngày 10 tháng 10 năm 2024", "2024-10-10", "2024-10-10"),
            ("Tháng 5/2026 - tháng 8/2026", "2026-05-01", "2026-08-31"),
            ("ngày 05 hằng tháng", "-", "-"),
            ("trước ngày 10 tháng liền kề trước tháng mở lớp", "-", "-"),
            ("ngày 31/6/2024", "-", "-"),
            ("xong trước ngày 15/9/2024", "-", "2024-09-14"),
            ("ngay từ đầu tháng 3/2024", "2024-03-01", "2024-03-10"),
            ("cần hỗ trợ trong tháng 4/2026", "2026-04-01", "2026-04-30"),
            ("6 tháng cuối năm 2024", "2024-07-01", "2024-12-31"),
        ] {
            let some = |s: &str| (s != "-").then(|| s.to_owned());
            assert_eq!(read(s), (some(a), some(b)), "{s}");
        }
    }

    #[test]
    fn an_event_day_is_no_deadline() {
        let clock = Clock { year: Some(2024) };
        assert_eq!(deadline("hưởng ứng Ngày 10/10 chuyển đổi số năm 2024", clock), None);
        assert_eq!(deadline("thực hiện theo quy định", clock), None);
        assert_eq!(deadline("theo Kế hoạch số 12/KH-UBND ngày 3/4/2024", clock), None);
        let f = deadline("gửi về Sở trước ngày 10/8/2024 để tổng hợp", clock).expect("found");
        assert_eq!(f.last.as_deref(), Some("2024-08-09"));
    }
}
