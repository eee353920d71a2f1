//! Scoring a reading against a gold annotation: names are compared without case, marks, punctuation and spacing; duties are
//! paired best overlap first; unnamed tails are all alike.

use regex::Regex;
use serde_json::Value;
use std::collections::{HashMap, HashSet};
use unicode_normalization::UnicodeNormalization;

type Set = HashSet<(usize, &'static str, String)>;

fn said(v: &Value) -> String {
    match v {
        Value::Object(o) => ["text", "name", "title"].iter().find_map(|k| o.get(*k).and_then(Value::as_str)).unwrap_or("").to_owned(),
        Value::String(s) => s.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

fn listed(v: &Value) -> Vec<Value> {
    match v {
        Value::Array(a) => a.clone(),
        Value::Null => Vec::new(),
        Value::String(s) if s.is_empty() => Vec::new(),
        other => vec![other.clone()],
    }
}

/// Comparison form of words.
pub fn norm(s: &str) -> String {
    let flat: String = s.replace('đ', "d").replace('Đ', "D").nfd().filter(|c| !('\u{300}'..='\u{36f}').contains(c)).collect::<String>().to_lowercase();
    flat.split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" ")
}

fn norm_value(v: &Value) -> String {
    norm(&said(v))
}

/// One key per agency.
pub struct Units {
    key: HashMap<String, String>,
    tail: Regex,
    opens: Regex,
}

impl Units {
    /// From the gold's aliases.
    pub fn new(aliases: &Value) -> Self {
        let mut u = Self {
            key: HashMap::new(),
            tail: Regex::new(r"\b(cac|don vi|co quan|dia phuong|so|ban|nganh|to chuc|chinh tri|xa hoi|doan the|lien quan|khac|va)\b").expect("fixed"),
            opens: Regex::new(r"^(cac|so ban nganh)\b").expect("fixed"),
        };
        for names in listed(aliases) {
            let names = listed(&names);
            let Some(first) = names.first().map(|n| u.of(&said(n))) else { continue };
            for n in &names {
                let k = u.of(&said(n));
                u.key.insert(k, first.clone());
            }
        }
        u
    }

    /// Key of a name.
    pub fn of(&self, name: &str) -> String {
        let n = norm(name).replace("uy ban nhan dan", "ubnd");
        if (n.contains("lien quan") || self.opens.is_match(&n)) && self.tail.replace_all(&n, "").trim().is_empty() {
            return "(unnamed)".into();
        }
        self.key.get(&n).cloned().unwrap_or(n)
    }

    fn set(&self, v: &Value) -> HashSet<String> {
        listed(v).iter().map(|x| self.of(&said(x))).collect()
    }
}

/// Overlap and token F1.
fn overlaps(a: &str, b: &str) -> (f64, f64) {
    let (a, b) = (norm(a), norm(b));
    let (a, b): (Vec<&str>, Vec<&str>) = (a.split_whitespace().collect(), b.split_whitespace().collect());
    if a.is_empty() || b.is_empty() {
        return (0.0, 0.0);
    }
    let mut rest = b.clone();
    let mut hit = 0usize;
    for t in &a {
        if let Some(i) = rest.iter().position(|r| r == t) {
            rest.remove(i);
            hit += 1;
        }
    }
    let dice = 2.0 * hit as f64 / (a.len() + b.len()) as f64;
    let least = a.len().min(b.len());
    (if least >= 6 { hit as f64 / least as f64 } else { dice }, dice)
}

fn f1<T: Eq + std::hash::Hash>(found: &HashSet<T>, gold: &HashSet<T>) -> f64 {
    2.0 * found.intersection(gold).count() as f64 / (found.len() + gold.len()) as f64
}

fn flat(nodes: &Value, out: &mut Vec<(String, String)>) {
    for n in listed(nodes) {
        match &n {
            Value::Object(o) => {
                out.push((said(&o["label"]), said(&o["title"])));
                flat(o.get("children").unwrap_or(&Value::Null), out);
            }
            Value::Array(a) => out.push((said(&a[0]), said(&a[1]))),
            _ => {}
        }
    }
}

fn outline(p: &Value, g: &Value) -> Option<f64> {
    let pairs = |v: &Value| {
        let mut out = Vec::new();
        flat(v, &mut out);
        out
    };
    let want: HashSet<(String, String)> = pairs(&g["outline"]).iter().map(|(l, t)| (norm(l), norm(t))).collect();
    if want.is_empty() {
        return None;
    }
    let optional: Vec<(String, String)> = pairs(&g["outline_optional"]).iter().map(|(l, t)| (norm(l), norm(t))).collect();
    let found = pairs(&p["outline"])
        .into_iter()
        .filter_map(|(l, t)| {
            let node = (norm(&l), norm(&t));
            let bullet = node.0.is_empty() && ["-", "+", "*", "–", "•"].contains(&l.trim());
            let may = bullet || optional.iter().any(|(ol, ot)| *ol == node.0 && node.1.starts_with(ot));
            (want.contains(&node) || !may).then_some(node)
        })
        .collect();
    Some(f1(&found, &want))
}

fn texts(gold: &Value) -> Vec<String> {
    std::iter::once(said(&gold["text"])).chain(listed(&gold["also"]).iter().map(said)).collect()
}

fn assignments(parsed: &Value, gold: &Value, unit: &Units) -> Option<f64> {
    let gold = listed(gold);
    if gold.is_empty() {
        return None;
    }
    let parsed: Vec<Value> = listed(parsed).into_iter().filter(|p| !listed(&p["lead"]).is_empty() || !listed(&p["coordinating"]).is_empty()).collect();
    let units = |a: &Value, i: usize| -> Set { ["lead", "coordinating"].iter().flat_map(|role| listed(&a[*role]).into_iter().filter(|u| !norm_value(u).is_empty()).map(|u| (i, *role, unit.of(&said(&u)))).collect::<Vec<_>>()).collect() };
    let want: Set = gold.iter().enumerate().flat_map(|(i, g)| units(g, i)).collect();
    let mut pairs: Vec<((f64, f64), usize, usize)> = Vec::new();
    for (i, g) in gold.iter().enumerate() {
        for (j, p) in parsed.iter().enumerate() {
            let best = texts(g).iter().map(|t| overlaps(&said(p), t)).fold((0.0, 0.0), |a, b| if b > a { b } else { a });
            pairs.push((best, i, j));
        }
    }
    pairs.sort_by(|a, b| b.0.partial_cmp(&a.0).expect("numbers").then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
    let (mut gs, mut ps, mut found) = (HashSet::new(), HashSet::new(), Set::new());
    for ((o, _), i, j) in pairs {
        if o < 0.5 {
            break;
        }
        if gs.contains(&i) || ps.contains(&j) {
            continue;
        }
        gs.insert(i);
        ps.insert(j);
        found.extend(units(&parsed[j], i));
    }
    Some(f1(&found, &want))
}

fn share<T>(gold: &[T], has: impl Fn(&T) -> bool) -> Option<f64> {
    (!gold.is_empty()).then(|| gold.iter().filter(|g| has(g)).count() as f64 / gold.len() as f64)
}

/// Score of every part that the gold file annotates.
pub fn score(p: &Value, g: &Value) -> Vec<(&'static str, f64)> {
    let unit = Units::new(&g["aliases"]);
    let doc = &p["document"];
    let bases = norm(&p["legal_bases"].to_string());
    let recipients: Vec<String> = listed(&p["recipients"]).iter().map(norm_value).collect();
    let clusters: HashMap<String, Value> = listed(&p["clusters"]).into_iter().map(|c| (norm_value(&c["name"]), c)).collect();
    let fields: Vec<(String, Value)> = g["document"].as_object().map(|o| o.iter().map(|(k, v)| (k.clone(), v.clone())).collect()).unwrap_or_default();
    let document = share(&fields, |(k, v)| {
        let v = norm_value(v);
        if k == "number" {
            let (n, s) = (said(&doc["number"]), said(&doc["symbol"]));
            return [norm(&n), norm(&s), norm(&format!("{n}/{s}"))].contains(&v);
        }
        norm_value(&doc[k.as_str()]) == v
    });
    let theme = share(&listed(&g["theme"]), |t| norm_value(&p["theme"]) == norm_value(t));
    let period = share(&listed(&g["period"]), |t| ["start", "end"].iter().all(|k| p["period"][*k] == t[*k]));
    let cluster = share(&listed(&g["clusters"]), |c| {
        clusters.get(&norm_value(&c["name"])).is_some_and(|m| unit.of(&said(&m["host"])) == unit.of(&said(&c["host"])) && unit.set(&m["members"]) == unit.set(&c["members"]))
    });
    let milestone = share(&listed(&g["milestones"]), |m| listed(&p["milestones"]).iter().any(|x| overlaps(&said(x), &said(m)).0 >= 0.5 && x["start"] == m["start"] && x["end"] == m["end"]));
    let recipient = share(&listed(&g["recipients"]), |r| {
        let r = norm_value(r);
        recipients.iter().any(|x| !x.is_empty() && (*x == r || (x.contains(&r) && x.len() <= r.len() + 40) || (r.contains(x.as_str()) && 2 * x.len() >= r.len())))
    });
    [
        ("document", document),
        ("theme", theme),
        ("period", period),
        ("legal_bases", share(&listed(&g["legal_bases"]), |n| bases.contains(&norm_value(n)))),
        ("outline", outline(p, g)),
        ("clusters", cluster),
        ("assignments", assignments(&p["assignments"], &g["assignments"], &unit)),
        ("milestones", milestone),
        ("recipients", recipient),
    ]
    .into_iter()
    .filter_map(|(k, v)| v.map(|v| (k, v)))
    .collect()
}

fn best<'a>(duties: &'a [Value], text: &str) -> Option<&'a Value> {
    duties.iter().map(|d| (overlaps(&said(d), text), d)).filter(|((o, _), _)| *o >= 0.5).max_by(|a, b| a.0.partial_cmp(&b.0).expect("numbers")).map(|x| x.1)
}

/// What else the gold file says and the reading does not.
pub fn further(p: &Value, g: &Value) -> Vec<String> {
    let unit = Units::new(&g["aliases"]);
    let mut out = Vec::new();
    let duties = listed(&p["assignments"]);
    for d in listed(&g["deadlines"]) {
        let Some(a) = best(&duties, &said(&d)) else {
            out.push(format!("no duty “{}”", said(&d)));
            continue;
        };
        let got = &a["deadline"];
        if got["start"] != d["start"] || got["end"] != d["end"] {
            out.push(format!("deadline of “{}”: {got}", said(&d)));
        }
    }
    for a in listed(&g["activities"]) {
        let got = listed(&p["activities"]).into_iter().find(|x| norm_value(&x["title"]) == norm_value(&a["title"]));
        if got.as_ref().is_none_or(|x| x["kind"] != a["kind"]) {
            out.push(format!("activity {a}: {got:?}"));
        }
    }
    for c in listed(&g["clusters"]) {
        let got = listed(&p["clusters"]).into_iter().find(|x| norm_value(&x["name"]) == norm_value(&c["name"])).unwrap_or_default();
        for k in ["days", "start", "end", "venue"] {
            if c.get(k).is_some() && norm_value(&got[k]) != norm_value(&c[k]) {
                out.push(format!("cluster {} {k}: {}", said(&c["name"]), got[k]));
            }
        }
    }
    for k in ["to", "decided_by"] {
        if g["escalation"].get(k).is_some() && unit.of(&said(&g["escalation"][k])) != unit.of(&said(&p["escalation"][k])) {
            out.push(format!("escalation {k}: {}", p["escalation"][k]));
        }
    }
    for k in ["lead", "organising", "coordinating"] {
        if g["organisers"].get(k).is_some() && unit.set(&g["organisers"][k]) != unit.set(&p["organisers"][k]) {
            out.push(format!("organisers {k}: {}", p["organisers"][k]));
        }
    }
    for w in listed(&g["warnings"]) {
        if !listed(&p["warnings"]).iter().any(|x| norm_value(x).contains(&norm_value(&w))) {
            out.push(format!("no warning of {w}"));
        }
    }
    for n in listed(&g["never_units"]) {
        let named = duties.iter().flat_map(|d| listed(&d["lead"]).into_iter().chain(listed(&d["coordinating"]))).chain(listed(&p["units"])).any(|u| norm_value(&u) == norm_value(&n));
        if named {
            out.push(format!("{n} is no agency"));
        }
    }
    for x in listed(&g["programme"]) {
        let same = |y: &Value| {
            ["date", "start", "end"].iter().all(|k| y[*k] == x[*k]) && norm_value(&y["title"]) == norm_value(&x["text"]) && norm_value(&y["venue"]) == norm_value(&x["venue"]) && listed(&x["units"]).iter().all(|u| norm_value(&y["performer"]).contains(&norm_value(u)))
        };
        if !listed(&p["programme"]).iter().any(same) {
            out.push(format!("programme {x}"));
        }
    }
    out
}
