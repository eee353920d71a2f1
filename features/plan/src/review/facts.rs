//! Dữ kiện đang duyệt: theme, period, organisers, stops, closing, milestones and recipients as a person left them, and the
//! lines that a person passed over. Pure; what the plan's text says is never changed, only what was read from it.
use plan_reader::model::{Cluster, Closing, Milestone, Period, Reading, Recipient, Span, Theme};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a person decided about one fact.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct FactEdit {
    /// Grows with every change: a form made from an older state is refused.
    pub revision: u32,
    /// By field; None while the reader's own stand.
    pub values: Option<Values>,
    pub removed: bool,
    pub confirmed: bool,
}

/// Fields of a fact; days as ISO, lists one a line.
pub(crate) type Values = BTreeMap<String, String>;

/// By code of the fact.
pub(crate) type Facts = BTreeMap<String, FactEdit>;

/// What sort of fact it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    Theme,
    Period,
    Organisers,
    Stop,
    Closing,
    Milestone,
    Recipient,
    /// A line that nothing was read from; it can only be passed over.
    Line,
}

/// A fact: its sort and its place in the reading's list (of a line: where it begins). Places behind the reading's own
/// are those that a person added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Key {
    pub kind: Kind,
    pub at: usize,
}

const CODES: [(Kind, &str); 8] = [
    (Kind::Theme, "chu-de"), (Kind::Period, "thoi-gian"), (Kind::Organisers, "don-vi"), (Kind::Stop, "chang"),
    (Kind::Closing, "tong-ket"), (Kind::Milestone, "moc"), (Kind::Recipient, "noi-nhan"), (Kind::Line, "dong"),
];

/// Most facts of one sort that a person may add.
const ADDED: usize = 60;

impl Kind {
    /// Last words of the catalogue key `plan-fact-kind-…` and of addresses.
    pub fn code(self) -> &'static str {
        CODES.iter().find(|(k, _)| *k == self).map_or("dong", |(_, c)| c)
    }

    /// Fields in the order of the form.
    pub fn fields(self) -> &'static [&'static str] {
        match self {
            Kind::Theme => &["words"],
            Kind::Period | Kind::Milestone => &["words", "from", "until"],
            Kind::Organisers => &["lead", "organising", "coordinating"],
            Kind::Stop => &["name", "host", "members", "venue", "from", "until"],
            Kind::Closing => &["words", "venue", "from", "until"],
            Kind::Recipient => &["name", "purpose"],
            Kind::Line => &[],
        }
    }

    /// Whether a plan may have several.
    pub fn many(self) -> bool {
        matches!(self, Kind::Stop | Kind::Milestone | Kind::Recipient)
    }
}

impl Key {
    pub fn code(self) -> String {
        if self.kind.many() || self.kind == Kind::Line { format!("{}-{}", self.kind.code(), self.at) } else { self.kind.code().to_owned() }
    }

    pub fn parse(code: &str) -> Option<Key> {
        if let Some((kind, _)) = CODES.iter().find(|(k, c)| *c == code && !k.many() && *k != Kind::Line) {
            return Some(Key { kind: *kind, at: 0 });
        }
        let (word, at) = code.rsplit_once('-')?;
        let kind = CODES.iter().find(|(k, c)| *c == word && (k.many() || *k == Kind::Line))?.0;
        at.parse().ok().map(|at| Key { kind, at })
    }
}

/// How many of a sort the reading has.
fn read(r: &Reading, kind: Kind) -> usize {
    match kind {
        Kind::Theme => usize::from(r.theme.is_some()),
        Kind::Period => usize::from(r.period.is_some()),
        Kind::Organisers => usize::from(!r.organisers.lead.is_empty() || !r.organisers.organising.is_empty() || !r.organisers.coordinating.is_empty()),
        Kind::Stop => r.clusters.len(),
        Kind::Closing => usize::from(r.closing.is_some()),
        Kind::Milestone => r.milestones.len(),
        Kind::Recipient => r.recipients.len(),
        Kind::Line => 0,
    }
}

/// Every fact of the reading and every one that a person added, removed ones too, in the order of the screen.
pub(crate) fn keys(r: &Reading, facts: &Facts) -> Vec<Key> {
    let mut all: Vec<Key> = CODES.iter().flat_map(|(kind, _)| (0..read(r, *kind)).map(|at| Key { kind: *kind, at })).collect();
    all.extend(facts.iter().filter(|(_, f)| f.values.is_some()).filter_map(|(code, _)| Key::parse(code)));
    all.retain(|k| k.kind != Kind::Line);
    all.sort_unstable();
    all.dedup();
    all
}

/// Whether a form may be for this fact: it is there, or it is the next that can be added.
pub(crate) fn fits(r: &Reading, facts: &Facts, key: Key) -> bool {
    match key.kind {
        Kind::Line => r.unread.iter().any(|u| u.span.start == key.at),
        kind if kind.many() => key.at <= next(r, facts, kind) && key.at < read(r, kind) + ADDED,
        _ => key.at == 0,
    }
}

/// The place of one more fact of a sort.
pub(crate) fn next(r: &Reading, facts: &Facts, kind: Kind) -> usize {
    keys(r, facts).iter().filter(|k| k.kind == kind).map(|k| k.at + 1).max().unwrap_or(0)
}

/// Where a fact stands, how sure the reader was and why; None for one that a person added.
pub(crate) fn seen(r: &Reading, key: Key) -> Option<(Span, f64, String)> {
    macro_rules! of {
        ($fact:expr) => {
            $fact.map(|x| (x.span, x.confidence, x.because.clone()))
        };
    }
    match key.kind {
        Kind::Theme => of!(r.theme.as_ref()),
        Kind::Period => of!(r.period.as_ref()),
        Kind::Organisers => of!((read(r, Kind::Organisers) > 0).then_some(&r.organisers)),
        Kind::Stop => of!(r.clusters.get(key.at)),
        Kind::Closing => of!(r.closing.as_ref()),
        Kind::Milestone => of!(r.milestones.get(key.at)),
        Kind::Recipient => of!(r.recipients.get(key.at)),
        Kind::Line => None,
    }
}

/// The fields as they stand: a person's, else the reader's.
pub(crate) fn values(r: &Reading, facts: &Facts, key: Key) -> Values {
    facts.get(&key.code()).and_then(|f| f.values.clone()).unwrap_or_else(|| as_read(r, key))
}

fn as_read(r: &Reading, key: Key) -> Values {
    let day = |d: &Option<String>| d.clone().unwrap_or_default();
    let list: Vec<(&str, String)> = match key.kind {
        Kind::Theme => r.theme.iter().map(|t| ("words", t.text.clone())).collect(),
        Kind::Period => r.period.iter().flat_map(|p| [("words", p.text.clone()), ("from", day(&p.start)), ("until", day(&p.end))]).collect(),
        Kind::Organisers => vec![
            ("lead", r.organisers.lead.join("\n")), ("organising", r.organisers.organising.join("\n")), ("coordinating", r.organisers.coordinating.join("\n")),
        ],
        Kind::Stop => r.clusters.get(key.at).into_iter().flat_map(|c| {
            [("name", c.name.clone()), ("host", day(&c.host)), ("members", c.members.join("\n")), ("venue", day(&c.venue)), ("from", day(&c.start)), ("until", day(&c.end))]
        }).collect(),
        Kind::Closing => r.closing.iter().flat_map(|c| [("words", c.text.clone()), ("venue", day(&c.venue)), ("from", day(&c.start)), ("until", day(&c.end))]).collect(),
        Kind::Milestone => r.milestones.get(key.at).into_iter().flat_map(|m| [("words", m.text.clone()), ("from", day(&m.start)), ("until", day(&m.end))]).collect(),
        Kind::Recipient => r.recipients.get(key.at).into_iter().flat_map(|x| [("name", x.name.clone()), ("purpose", day(&x.purpose))]).collect(),
        Kind::Line => vec![],
    };
    list.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// Writes what a person decided into a reading; `by` is the reason then given.
pub(crate) fn apply(r: &mut Reading, facts: &Facts, by: &str) {
    let before = r.clone();
    for key in keys(&before, facts) {
        if let Some(v) = facts.get(&key.code()).and_then(|f| f.values.as_ref()) {
            write(r, &before, key, v, by);
        }
    }
    let gone = |kind: Kind, at: usize| facts.get(&Key { kind, at }.code()).is_some_and(|f| f.removed);
    fn keep<T>(list: &mut Vec<T>, gone: impl Fn(usize) -> bool) {
        let mut at = 0;
        list.retain(|_| {
            at += 1;
            !gone(at - 1)
        });
    }
    keep(&mut r.clusters, |at| gone(Kind::Stop, at));
    keep(&mut r.milestones, |at| gone(Kind::Milestone, at));
    keep(&mut r.recipients, |at| gone(Kind::Recipient, at));
    r.theme.take_if(|_| gone(Kind::Theme, 0));
    r.period.take_if(|_| gone(Kind::Period, 0));
    r.closing.take_if(|_| gone(Kind::Closing, 0));
    if gone(Kind::Organisers, 0) {
        r.organisers = Default::default();
    }
}

fn write(r: &mut Reading, before: &Reading, key: Key, v: &Values, by: &str) {
    let text = |name: &str| v.get(name).cloned().unwrap_or_default();
    let some = |name: &str| v.get(name).filter(|t| !t.is_empty()).cloned();
    let list = |name: &str| text(name).lines().map(str::to_owned).filter(|l| !l.is_empty()).collect::<Vec<_>>();
    let (confidence, because) = (1.0, by.to_owned());
    let span = seen(before, key).map(|s| s.0).unwrap_or_default();
    match key.kind {
        Kind::Theme => r.theme = Some(Theme { text: text("words"), span, confidence, because }),
        Kind::Period => r.period = Some(Period { start: some("from"), end: some("until"), text: text("words"), span, confidence, because }),
        Kind::Organisers => {
            let o = &mut r.organisers;
            (o.lead, o.organising, o.coordinating, o.confidence, o.because) = (list("lead"), list("organising"), list("coordinating"), confidence, because);
        }
        Kind::Stop => {
            let (start, end) = (some("from"), some("until").or_else(|| some("from")));
            let days = days(start.as_deref(), end.as_deref()).or_else(|| before.clusters.get(key.at).and_then(|c| c.days));
            put(&mut r.clusters, key.at, Cluster { name: text("name"), host: some("host"), members: list("members"), days, start, end, venue: some("venue"), span, confidence, because });
        }
        Kind::Closing => r.closing = Some(Closing { text: text("words"), venue: some("venue"), start: some("from"), end: some("until").or_else(|| some("from")), span, confidence, because }),
        Kind::Milestone => {
            let when = before.milestones.get(key.at).map(|m| m.when.clone()).unwrap_or_default();
            put(&mut r.milestones, key.at, Milestone { text: text("words"), start: some("from"), end: some("until"), when, span, confidence, because });
        }
        Kind::Recipient => put(&mut r.recipients, key.at, Recipient { name: text("name"), purpose: some("purpose"), span, confidence, because }),
        Kind::Line => {}
    }
}

fn put<T>(list: &mut Vec<T>, at: usize, one: T) {
    match list.get_mut(at) {
        Some(old) => *old = one,
        None => list.push(one),
    }
}

fn days(from: Option<&str>, until: Option<&str>) -> Option<u32> {
    let (a, b) = (crate::model::day(from)?, crate::model::day(until)?);
    u32::try_from((b - a).get_days() + 1).ok().filter(|n| (1..=60).contains(n))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reading() -> Reading {
        let stop = |name: &str| Cluster { name: name.into(), host: Some("UBND xã A".into()), span: Span { start: 3, end: 9 }, confidence: 0.9, ..Cluster::default() };
        Reading { clusters: vec![stop("Cụm 1"), stop("Cụm 2")], theme: Some(Theme { text: "Số".into(), ..Theme::default() }), ..Reading::default() }
    }

    fn edit(pairs: &[(&str, &str)]) -> FactEdit {
        FactEdit { values: Some(pairs.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect()), confirmed: true, ..FactEdit::default() }
    }

    #[test]
    fn a_persons_words_replace_add_and_remove() {
        let mut r = reading();
        let mut facts = Facts::from([("chang-0".to_owned(), edit(&[("name", "Cụm 1"), ("from", "2026-09-20"), ("until", "2026-09-22"), ("members", "UBND xã B\nUBND xã C")]))]);
        facts.insert("chang-2".into(), edit(&[("name", "Cụm 3")]));
        facts.insert("chang-1".into(), FactEdit { removed: true, ..FactEdit::default() });
        facts.insert("thoi-gian".into(), edit(&[("from", "2026-09-01")]));
        apply(&mut r, &facts, "người sửa");
        let names: Vec<&str> = r.clusters.iter().map(|c| c.name.as_str()).collect();
        assert_eq!(names, ["Cụm 1", "Cụm 3"]);
        assert_eq!((r.clusters[0].days, r.clusters[0].members.len(), r.clusters[0].span.end), (Some(3), 2, 9));
        assert_eq!(r.period.unwrap().start.as_deref(), Some("2026-09-01"));
    }

    #[test]
    fn codes_lead_back_and_strange_ones_nowhere() {
        for code in ["chu-de", "thoi-gian", "don-vi", "chang-0", "tong-ket", "moc-12", "noi-nhan-3", "dong-77"] {
            assert_eq!(Key::parse(code).unwrap().code(), code);
        }
        for code in ["", "chang", "chang-x", "la-gi", "chu-de-1", "noi-nhan"] {
            assert_eq!(Key::parse(code), None, "{code}");
        }
        let r = reading();
        let fit = |code: &str| fits(&r, &Facts::new(), Key::parse(code).unwrap());
        assert!(fit("chang-2") && !fit("chang-3") && fit("moc-0") && !fit("dong-5") && fit("tong-ket"));
    }
}
