//! Programme (lịch, kịch bản): rows whose time column holds clock times, under the day and stop that stand above them.

use super::Ctx;
use super::duties::table;
use crate::dates;
use crate::model::{Period, ProgrammeItem};
use crate::text::words::{collapse, key};
use regex::Regex;
use std::sync::LazyLock;

static CLOCK: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(?i)\b(?P<h>[01]?\d|2[0-4])\s*(?:giờ|h|g|:)\s*(?P<m>[0-5]\d)?\s*(?:phút|['’′])?").expect("fixed"));
static STOP: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(?i)\b((?:cụm|chặng|khu vực|tuyến|liên cụm)\s+(?:số\s+)?(?:\d{1,2}|[IVX]{1,4}\b|\p{Lu}[\p{L}]*))").expect("fixed"));

fn clock(text: &str) -> (Option<String>, Option<String>) {
    let mut times = CLOCK.captures_iter(text).filter_map(|c| {
        let h: u8 = c["h"].parse().ok()?;
        let m: u8 = c.name("m").map_or(Some(0), |m| m.as_str().parse().ok())?;
        (h < 24 || m == 0).then(|| format!("{h:02}:{m:02}"))
    });
    (times.next(), times.next())
}

struct Place {
    stop: Option<String>,
    date: Option<String>,
}

fn above(ctx: &Ctx, at: usize) -> Place {
    let nodes = &ctx.tree.nodes;
    let mut out = Place { stop: None, date: None };
    let look = |text: &str, out: &mut Place| {
        // "(Kèm theo Kế hoạch số … ngày …)" dates the paper, not the day.
        if text.to_lowercase().contains("kèm theo") {
            return;
        }
        if out.stop.is_none() {
            out.stop = STOP.captures(text).map(|c| collapse(&c[1]));
        }
        if out.date.is_none() {
            out.date = dates::all(text, ctx.clock).into_iter().find(|f| f.first.is_some() && f.first == f.last).and_then(|f| f.first);
        }
    };
    // The line right before the table, then the headings above.
    if let Some(prev) = at.checked_sub(1).map(|i| &nodes[i]).filter(|n| n.rows.is_empty()) {
        look(prev.text, &mut out);
    }
    let mut cur = nodes[at].parent;
    while let Some(i) = cur {
        look(nodes[i].text, &mut out);
        cur = nodes[i].parent;
    }
    out
}

/// Every row with a clock time.
pub fn read(ctx: &Ctx, period: Option<&Period>) -> Vec<ProgrammeItem> {
    // A plan of one day need not repeat it above its timetable.
    let only = period.filter(|p| p.start == p.end).and_then(|p| p.start.clone());
    let mut out = Vec::new();
    for (at, n) in ctx.tree.nodes.iter().enumerate() {
        if n.rows.is_empty() {
            continue;
        }
        let all = table::rows(&n.rows);
        let Some(head) = all.first() else { continue };
        let find = |words: &[&str]| head.iter().position(|c| words.iter().any(|w| key(c).contains(w)));
        let time = find(&["thoi gian", "gio"]).or_else(|| (0..head.len()).find(|i| head.get(*i).is_some_and(|c| clock(c).0.is_some())));
        let Some(time) = time else { continue };
        if !all.iter().any(|r| r.get(time).is_some_and(|c| clock(c).0.is_some())) {
            continue;
        }
        let headed = clock(head[time]).0.is_none();
        let named = |words: &[&str]| if headed { find(words) } else { None };
        let title = named(&["noi dung", "hoat dong", "chuong trinh", "cong viec", "tiet muc"]).unwrap_or(time + 1);
        let performer = named(&["thuc hien", "phu trach", "nguoi", "chu tri", "don vi", "trinh bay"]);
        let venue = named(&["dia diem", "noi to chuc", "noi dien ra"]);
        let place = above(ctx, at);
        let mut date = place.date.clone().or_else(|| only.clone());
        for r in all.iter().skip(usize::from(headed)) {
            let cell = |i: Option<usize>| i.and_then(|i| r.get(i)).map(|c| collapse(&c.replace("<br>", " "))).filter(|c| !c.is_empty());
            let when = r.get(time).copied().unwrap_or("");
            let joined = r.join(" ");
            if let Some(d) = dates::all(&joined, ctx.clock).into_iter().find(|f| f.first.is_some() && f.first == f.last).and_then(|f| f.first)
                && (when.contains("gày") || clock(when).0.is_none())
            {
                date = Some(d);
            }
            let (start, end) = clock(when);
            let Some(words) = cell(Some(title)).filter(|_| start.is_some()) else { continue };
            let span = r.first().zip(r.last()).map_or(ctx.span(when), |(a, b)| ctx.src.span_to(a, b));
            out.push(ProgrammeItem { stop: place.stop.clone(), date: date.clone(), start, end, title: words, performer: cell(performer), venue: cell(venue), span, confidence: 0.9, because: "Dòng có giờ trong bảng chương trình".into() });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::clock;

    #[test]
    fn clock_times() {
        for (s, a, b) in [("07 giờ 30 - 08 giờ 00", "07:30", "08:00"), ("8h00’ – 8h15’", "08:00", "08:15"), ("14h30 phút", "14:30", ""), ("7:05-7:10", "07:05", "07:10")] {
            let some = |s: &str| (!s.is_empty()).then(|| s.to_owned());
            assert_eq!(clock(s), (some(a), some(b)), "{s}");
        }
    }
}
