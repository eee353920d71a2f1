//! Clusters (cụm, chặng, điểm): host, members, days and dates, from lines, nested lines and tables.

use super::Ctx;
use super::duties::table;
use super::frame::pair;
use crate::agencies;
use crate::dates;
use crate::model::Cluster;
use crate::section::Section;
use crate::text::words::{collapse, count, fold, key, unstop};
use jiff::civil::Date;
use regex::Regex;
use std::sync::LazyLock;

static NAME: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^(?P<name>(?:Cụm|CỤM|Chặng|CHẶNG|Khu vực|KHU VỰC|Vùng|Điểm cầu|Điểm|ĐIỂM|Tuyến|Đợt|Trạm|Liên cụm)\s+(?:số\s+)?(?:\d{1,2}|[IVX]{1,5}|[\p{Lu}][\p{L}]*(?:\s+\p{L}+){0,4}?))\s*(?P<mark>[:(–-]|,|gồm|tổ chức|diễn ra|được|do\s|tại\s|từ\s|$)").expect("fixed"));
static HOST: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(?i)(?:(?:đơn vị|địa phương|cơ quan)\s+)?(?:đăng\s*cai|chủ nhà)(?:\s+tổ chức)?\s*(?::|là\b|gồm\b)?\s*").expect("fixed"));
static HOSTED: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(?i)(?:do|giao)\s+(?P<h>.+?)\s+(?:làm\s+)?(?:đăng cai|chủ trì|làm đơn vị đăng cai)").expect("fixed"));
static MEMBERS: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(?i)(?:(?:các|những)\s+)?(?:đơn vị|địa phương|thành viên)?\s*(?:cùng\s+)?(?:tham gia|thành viên|phối hợp)(?:\s+(?:gồm|có))?\s*(?::|là\b|gồm\b)?\s*").expect("fixed"));
static GOM: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(?i)\b(?:bao gồm|gồm)(?:\s+có)?\s*:?\s*").expect("fixed"));
static DAYS: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(?i)(?:mỗi\s+(?:cụm|chặng|điểm|khu vực|tuyến)[^.;]{0,40}?|trong\s+|thời lượng\s*:?\s*)?(?P<n>\d{1,2}|một|hai|ba|bốn|năm)\s+ngày\b").expect("fixed"));
static VENUE: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(?i)(?:địa điểm\s*:?\s*(?:tại\s+)?|\btại\s+)(?P<v>[^;.:]+)").expect("fixed"));

/// Every cluster of the plan.
pub fn read(ctx: &Ctx) -> Vec<Cluster> {
    let mut out: Vec<Cluster> = Vec::new();
    let each = each_days(ctx);
    for (i, n) in ctx.tree.nodes.iter().enumerate() {
        if !n.rows.is_empty() {
            from_table(ctx, i, &mut out);
            continue;
        }
        if n.section == Section::Timeline || n.section == Section::Organise {
            continue;
        }
        let Some(c) = NAME.captures(n.body) else { continue };
        let name = c.name("name").map_or("", |m| m.as_str());
        let known = key(name);
        if out.iter().any(|o| key(&o.name) == known) {
            continue;
        }
        let mark = c.name("mark").map_or("", |m| m.as_str());
        if mark.is_empty() && n.children.is_empty() || count(name) > 6 {
            continue;
        }
        let mut rest = n.body[c.name("name").map_or(0, |m| m.end())..].to_owned();
        for k in descendants(ctx, i) {
            rest.push_str(" ; ");
            rest.push_str(ctx.tree.nodes[k].body.trim_end_matches(['.', ';']));
        }
        if let Some(mut cl) = one(ctx, name, &rest, of_journey(ctx, i)) {
            cl.days = cl.days.or(each);
            cl.span = ctx.src.span_to(n.text, ctx.tree.nodes[ctx.tree.last(i)].text);
            out.push(cl);
        }
    }
    places(ctx, &mut out);
    out
}

/// "- Phường A: 20–21/9" below "Địa điểm": stops that have no name but their place. One line alone is no journey.
fn places(ctx: &Ctx, out: &mut Vec<Cluster>) {
    if !out.is_empty() {
        return;
    }
    let nodes = &ctx.tree.nodes;
    for n in nodes.iter().filter(|n| n.heading && !n.annex && n.section == Section::Frame && key(n.title).split(' ').any(|w| matches!(w, "dia" | "diem"))) {
        let found: Vec<Cluster> = n.children.iter().filter_map(|c| placed(ctx, *c)).collect();
        if found.len() >= 2 {
            out.extend(found);
            return;
        }
    }
}

fn placed(ctx: &Ctx, at: usize) -> Option<Cluster> {
    let n = &ctx.tree.nodes[at];
    let (name, when) = super::frame::pair(n)?;
    let place = ["phuong ", "xa ", "dac khu ", "thi tran ", "thi xa ", "thanh pho ", "huyen ", "quan ", "thon ", "to dan pho ", "khu pho ", "truong ", "nha ", "san ", "quang truong ", "trung tam "];
    let named = place.iter().any(|p| key(name).starts_with(p)) && count(name) <= 10;
    let mut cl = Cluster { name: collapse(name), confidence: 0.75, because: "Dòng nêu nơi và ngày dưới “địa điểm”".into(), span: ctx.span(n.text), ..Cluster::default() };
    schedule(ctx, &mut cl, when);
    (named && !n.heading && cl.start.is_some() && count(when) <= 12).then_some(cl)
}

/// It stands where the plan tells where and when it is on: only there a place with days and without a host is a stop.
fn of_journey(ctx: &Ctx, at: usize) -> bool {
    let n = &ctx.tree.nodes[at];
    let wave = fold(n.body).starts_with("dot");
    let above = n.parent.map_or(String::new(), |p| key(ctx.tree.nodes[p].title));
    let named = above.split(' ').any(|w| matches!(w, "chang" | "cum" | "diem" | "tuyen" | "tram"));
    !wave && (n.section == Section::Frame || named)
}

fn descendants(ctx: &Ctx, at: usize) -> Vec<usize> {
    let mut out = Vec::new();
    let mut stack: Vec<usize> = ctx.tree.nodes[at].children.iter().rev().copied().collect();
    while let Some(k) = stack.pop() {
        if out.len() > 12 {
            break;
        }
        out.push(k);
        stack.extend(ctx.tree.nodes[k].children.iter().rev());
    }
    out
}

fn each_days(ctx: &Ctx) -> Option<u32> {
    ctx.tree.nodes.iter().filter(|n| !n.annex).find_map(|n| {
        if !n.body.contains("ỗi ") {
            return None;
        }
        let l = fold(n.body);
        if !l.contains("moi cum") && !l.contains("moi chang") && !l.contains("moi diem") && !l.contains("moi khu vuc") {
            return None;
        }
        let at = ["mỗi cụm", "mỗi chặng", "mỗi điểm", "mỗi khu vực", "Mỗi cụm", "Mỗi chặng", "Mỗi điểm"].iter().find_map(|w| n.body.find(w))?;
        let tail = &n.body[at..];
        let c = DAYS.captures(tail).filter(|c| c.get(0).is_some_and(|m| m.start() < 60))?;
        number(&c["n"])
    })
}

fn number(s: &str) -> Option<u32> {
    match s.to_lowercase().as_str() {
        "một" => Some(1),
        "hai" => Some(2),
        "ba" => Some(3),
        "bốn" => Some(4),
        "năm" => Some(5),
        n => n.parse().ok().filter(|n| (1..=60).contains(n)),
    }
}

fn one(ctx: &Ctx, name: &str, rest: &str, of_journey: bool) -> Option<Cluster> {
    let mut cl = Cluster { name: collapse(name), confidence: 0.9, because: "Dòng bắt đầu bằng tên cụm, chặng hoặc điểm".into(), ..Cluster::default() };
    // A bracket in front holds dates or days.
    let body = rest.trim_start_matches([' ', ':', '-', '–', ',']);
    let (mut host_text, mut member_text) = (None, None);
    if let Some(h) = HOST.find(body) {
        let tail = &body[h.end()..];
        let cut = MEMBERS.find(tail).or_else(|| GOM.find(tail));
        host_text = Some(cut.map_or(tail, |m| &tail[..m.start()]).to_owned());
        member_text = cut.map(|m| tail[m.end()..].to_owned());
    }
    let bare = |h: &str| h.trim_start().starts_with([';', ',', ')', '.']) || h.trim().is_empty();
    if host_text.as_deref().is_some_and(bare)
        && let Some(h) = HOST.find(body)
    {
        // "UBND phường A đăng cai; …": the name stands before the word.
        let before = body[..h.start()].rsplit([';', ':', '(', '.']).next().unwrap_or("");
        host_text = Some(before.trim_start_matches("do ").to_owned());
    }
    if host_text.as_deref().is_none_or(|h| unstop(h).trim_matches([')', '(']).is_empty())
        && let Some(h) = HOSTED.captures(body)
    {
        host_text = Some(h["h"].to_owned());
    }
    if member_text.is_none() {
        member_text = MEMBERS.find(body).or_else(|| GOM.find(body)).map(|m| body[m.end()..].to_owned());
    }
    let clip = |t: &str| -> String {
        let lower = t.to_lowercase();
        let stop = [";", "thời gian", "địa điểm", "tổ chức từ", "tổ chức ngày", "; đơn vị", " từ ngày", "(ngày", ". "].iter().filter_map(|s| lower.find(s)).filter(|i| *i > 3 && t.is_char_boundary(*i)).min();
        stop.map_or(t, |i| &t[..i]).to_owned()
    };
    if let Some(h) = host_text {
        let lower = h.trim_start_matches([':', ' ', '-', ')']).to_owned();
        cl.host = agencies::split_list(&clip(&lower)).into_iter().next();
    }
    if let Some(m) = member_text {
        let end = ["thời gian", "địa điểm", "Thời gian", "Địa điểm", "đơn vị đăng cai", "Đơn vị đăng cai", "; tổ chức", ". "].iter().filter_map(|s| m.find(s)).min();
        let cut = end.map_or(m.as_str(), |i| &m[..i]);
        cl.members = agencies::split_list(unstop(cut));
        if let Some(h) = &cl.host {
            cl.members.retain(|x| !agencies::same(x, h));
        }
    }
    schedule(ctx, &mut cl, body);
    if cl.host.is_none() && cl.members.is_empty() {
        if !of_journey || cl.start.is_none() {
            return None;
        }
        cl.confidence = 0.8;
        cl.because = "Dòng nêu tên, nơi và ngày của điểm; không nêu đơn vị đăng cai".into();
        cl.venue = before_the_days(ctx, body);
    }
    if let Some(v) = VENUE.captures(body) {
        let words = v.name("v").map_or("", |m| m.as_str());
        let words = words.split(" từ ngày").next().unwrap_or(words);
        if agencies::whole_list(words).is_none_or(|l| !l.iter().any(|u| cl.members.contains(u))) {
            cl.venue = Some(collapse(unstop(words))).filter(|v| !v.is_empty() && count(v) <= 30);
        }
    }
    Some(cl)
}

/// "Điểm 1: Nhà văn hóa thôn A, ngày 12 và 13/9": the place stands in front of the days.
fn before_the_days(ctx: &Ctx, body: &str) -> Option<String> {
    let first = dates::all(body, ctx.clock).into_iter().find(|f| f.first.is_some() && !f.year_only)?;
    let words = body[..first.at].trim_matches(|c: char| c.is_whitespace() || ",;:(–-.".contains(c));
    (words.starts_with(char::is_uppercase) && count(words) <= 14).then(|| collapse(words))
}

fn schedule(ctx: &Ctx, cl: &mut Cluster, text: &str) {
    if let Some(f) = dates::all(text, ctx.clock).into_iter().find(|f| f.first.is_some() && f.last.is_some() && !f.year_only) {
        cl.days = span_days(f.first.as_deref(), f.last.as_deref()).filter(|d| *d <= 20);
        cl.start = f.first;
        cl.end = f.last;
    }
    if let Some(n) = DAYS.captures(text).filter(|c| !c.get(0).is_some_and(|m| m.as_str().to_lowercase().starts_with("năm"))).and_then(|c| number(&c["n"])) {
        cl.days = Some(n);
    }
}

fn span_days(a: Option<&str>, b: Option<&str>) -> Option<u32> {
    let (a, b): (Date, Date) = (a?.parse().ok()?, b?.parse().ok()?);
    u32::try_from((b - a).get_days() + 1).ok().filter(|d| *d > 0)
}

fn from_table(ctx: &Ctx, at: usize, out: &mut Vec<Cluster>) {
    let rows = table::rows(&ctx.tree.nodes[at].rows);
    let Some(head) = rows.first() else { return };
    let find = |words: &[&str]| head.iter().position(|c| words.iter().any(|w| key(c).starts_with(w) || key(c).contains(&format!(" {w}"))));
    let Some(name) = head.iter().position(|c| matches!(key(c).split(' ').next().unwrap_or(""), "cum" | "chang" | "diem" | "khu" | "tuyen" | "vung")).or_else(|| find(&["ten cum", "ten chang"])) else { return };
    let host = find(&["dang cai", "don vi dang cai", "chu nha"]);
    let members = find(&["don vi tham gia", "tham gia", "thanh vien", "cac xa", "cac don vi", "dia phuong tham gia"]).filter(|m| Some(*m) != host && *m != name);
    if host.is_none() && members.is_none() {
        return;
    }
    let time = find(&["thoi gian", "ngay"]);
    let venue = find(&["dia diem", "noi to chuc"]);
    for r in rows.iter().skip(1) {
        let cell = |i: Option<usize>| i.and_then(|i| r.get(i)).copied().unwrap_or("");
        let title = cell(Some(name));
        if title.is_empty() || (cell(host).is_empty() && cell(members).is_empty()) {
            continue;
        }
        let prefix = key(head[name]);
        let full = if title.chars().all(|c| c.is_ascii_digit()) { format!("{} {title}", head[name].split_whitespace().next().unwrap_or("Cụm")) } else { collapse(title) };
        let _ = prefix;
        let mut cl = Cluster { name: full, host: agencies::split_list(cell(host)).into_iter().next(), members: agencies::split_list(cell(members)), ..Cluster::default() };
        schedule(ctx, &mut cl, cell(time));
        cl.venue = Some(collapse(&cell(venue).replace("<br>", " "))).filter(|v| !v.is_empty());
        cl.span = r.first().zip(r.last()).map_or(ctx.span(title), |(a, b)| ctx.src.span_to(a, b));
        cl.confidence = 0.9;
        cl.because = "Dòng của bảng cụm".into();
        if !out.iter().any(|o| key(&o.name) == key(&cl.name)) {
            out.push(cl);
        }
    }
    let _ = pair;
}
