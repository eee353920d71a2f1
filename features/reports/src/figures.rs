//! Số liệu của báo cáo (figures): everything that a report counts and lists, at one moment. The one value from which screen, DOCX, PDF
//! and xlsx are drawn; frozen versions keep it as JSON. No IO.
use crate::filter::{Filter, is_below};
use duties::door::{Cell, Cells, State};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use uuid::Uuid;

/// What a campaign's duties and papers were at a moment. New fields need a default: old versions are read again.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Figures {
    /// Unix milliseconds: standings of this moment were counted.
    pub at_ms: i64,
    /// Its ISO day: deadlines were judged by it.
    pub day: String,
    /// Campaign.
    pub campaign: Uuid,
    /// "Ngày Chuyển đổi số Bình An 2024".
    pub name: String,
    /// "Kế hoạch số 227/KH-UBND ngày …", as papers cite it.
    pub plan: String,
    /// How often the plan was published: 1 and more.
    pub texts: i64,
    /// Papers that went out.
    pub papers: Vec<SentPaper>,
    /// Headings of the plan that have duties, and those above them, in order.
    pub sections: Vec<SectionHead>,
    /// Every duty in the plan's order, withdrawn ones too.
    pub duties: Vec<DutyLine>,
    /// Difficulties that agencies sent up by the moment, oldest first.
    pub difficulties: Vec<Difficulty>,
    /// Requests for more time, one for each duty, oldest first.
    pub extensions: Vec<Extension>,
    /// How ready stops were; those for which nothing was to be ready are left out.
    pub stops: Vec<StopReady>,
}

/// How ready a stop was: items of its checklists.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct StopReady {
    /// The stop.
    pub id: Uuid,
    /// Its title.
    pub title: String,
    /// Address of its board, where its items stand.
    pub href: String,
    /// Items asked for.
    pub total: i64,
    /// Done or not needed.
    pub settled: i64,
    /// Not settled, and their day had passed.
    pub red: i64,
}

impl StopReady {
    /// Not settled, and their day had not passed.
    pub fn open(&self) -> i64 {
        self.total - self.settled - self.red
    }
}

/// A difficulty that an agency sent up.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Difficulty {
    /// Who has it.
    pub agency_name: String,
    /// In a few words.
    pub title: String,
    /// What is difficult.
    pub words: String,
    /// What the agency proposes.
    pub wish: String,
    /// The answer; empty while there is none.
    pub answer: String,
}

/// A request for more time for a duty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Extension {
    /// Number of the duty in the plan.
    pub number: i64,
    /// Its short name.
    pub short: String,
    /// Who asks.
    pub agency_name: String,
    /// Why.
    pub reason: String,
    /// Deadline when it was asked, ISO.
    pub was: String,
    /// Wanted deadline, ISO.
    pub asked_on: String,
    /// `open`, `approved`, `refused` or `withdrawn`.
    pub state: String,
    /// New deadline, ISO; only when approved.
    pub granted_on: Option<String>,
}

/// A paper that went out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SentPaper {
    /// Kind in words: "Công văn".
    pub kind: String,
    /// "05/KH-SKHCN", or empty.
    pub number: String,
    /// ISO day, if known.
    pub day: Option<String>,
    /// Trích yếu.
    pub title: String,
    /// How many like it went to one agency each; 1 for a paper of its own.
    pub count: i64,
}

/// A heading of the plan.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SectionHead {
    /// "III.1.2".
    pub path: String,
    /// As printed, without final dot: "1.2".
    pub label: String,
    /// Words.
    pub title: String,
    /// 0 for the highest.
    pub depth: i64,
}

/// A duty at the moment.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DutyLine {
    /// Key of the duty.
    pub id: Uuid,
    /// Public number in the plan.
    pub number: i64,
    /// Section.
    pub path: String,
    /// The plan's words.
    pub text: String,
    /// Short name: mostly up to 64 characters, 80 and what tells it from its like at most.
    pub short: String,
    /// Who answers.
    pub agency: Option<Uuid>,
    /// Its name on the plan's day; empty when nobody has it.
    pub agency_name: String,
    /// Further leads and coordinators, as the plan names them.
    pub with: Vec<String>,
    /// Code of [`State`].
    pub state: String,
    /// First deadline, ISO.
    pub first_deadline: Option<String>,
    /// Approved deadline, ISO.
    pub deadline: Option<String>,
    /// Day of the report, ISO.
    pub finished_on: Option<String>,
    /// Code of [`Cell`]; empty when withdrawn.
    pub cell: String,
    /// Words of the report; empty without one.
    pub words: String,
    /// Evidence in words.
    pub evidence: Vec<String>,
}

impl DutyLine {
    /// State.
    pub fn state(&self) -> State {
        State::of(&self.state).unwrap_or(State::Assigned)
    }
    /// Cell.
    pub fn cell(&self) -> Option<Cell> {
        Cell::of(&self.cell)
    }
    /// Whether a report says that it is done; what was sent back or taken back is no report.
    pub fn is_reported(&self) -> bool {
        self.state().is_finished()
    }
    /// Days past the deadline: until the report, else until `day`; 0 when in time.
    pub fn days_late(&self, day: Date) -> i64 {
        let on = |iso: &Option<String>| plan::door::day(iso.as_deref());
        let Some(last) = on(&self.deadline) else { return 0 };
        i64::from((on(&self.finished_on).unwrap_or(day) - last).get_days()).max(0)
    }
}

/// Cells of a group of duties.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group<K> {
    /// Whose.
    pub key: K,
    /// Its name.
    pub name: String,
    /// Its cells.
    pub cells: Cells,
    /// How many have no report.
    pub silent: i64,
}

/// What is counted from the duties.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// The four cells of all.
    pub cells: Cells,
    /// How many have no report.
    pub silent: i64,
    /// How many in each state, by the order of the flow.
    pub states: BTreeMap<State, i64>,
    /// By agency in Vietnamese order; duties of nobody last.
    pub agencies: Vec<Group<Option<Uuid>>>,
}

impl Figures {
    /// Its day.
    pub fn date(&self) -> Date {
        plan::door::day(Some(&self.day)).unwrap_or_else(|| vietnamese::dates::local(self.at_ms))
    }

    /// Up to when it was counted, as papers say it: the end of the day once it is over, the hour while it runs.
    pub fn until(&self) -> String {
        let day = self.date();
        if vietnamese::dates::local(self.at_ms) != day || self.at_ms >= vietnamese::dates::day_end(day) {
            return format!("hết {}", vietnamese::dates::long(day));
        }
        vietnamese::dates::moment_words(vietnamese::dates::from_unix_ms(self.at_ms))
    }

    /// The plan's words of a duty.
    pub fn text_of(&self, number: i64) -> Option<&str> {
        self.duties.iter().find(|d| d.number == number).map(|d| d.text.as_str()).filter(|text| !text.is_empty())
    }

    /// Duties of a filter, in the plan's order.
    pub fn of<'f>(&'f self, filter: &'f Filter) -> impl Iterator<Item = &'f DutyLine> {
        self.duties.iter().filter(|d| filter.takes(d))
    }

    /// How many duties a filter means.
    pub fn count(&self, filter: &Filter) -> i64 {
        i64::try_from(self.of(filter).count()).unwrap_or(i64::MAX)
    }

    /// Counts all once.
    pub fn tally(&self) -> Tally {
        let mut tally = Tally::default();
        let mut groups: BTreeMap<Option<Uuid>, Group<Option<Uuid>>> = BTreeMap::new();
        for duty in &self.duties {
            *tally.states.entry(duty.state()).or_default() += 1;
            let Some(cell) = duty.cell() else { continue };
            let group = groups.entry(duty.agency).or_insert_with(|| Group { key: duty.agency, name: duty.agency_name.clone(), cells: Cells::default(), silent: 0 });
            let silent = i64::from(!duty.is_reported());
            group.cells.add(cell, 1);
            group.silent += silent;
            tally.cells.add(cell, 1);
            tally.silent += silent;
        }
        tally.agencies = groups.into_values().collect();
        tally.agencies.sort_by(|a, b| a.key.is_none().cmp(&b.key.is_none()).then_with(|| vietnamese::collate::compare(&a.name, &b.name)).then(a.key.cmp(&b.key)));
        tally
    }

    /// The highest headings that have duties, each with the duties of its sections; duties whose heading is unknown come last.
    pub fn chapters(&self) -> Vec<(Option<&SectionHead>, Vec<&DutyLine>)> {
        let mut chapters: Vec<(Option<&SectionHead>, Vec<&DutyLine>)> = Vec::new();
        for duty in self.duties.iter().filter(|d| d.state() != State::Withdrawn) {
            let head = self.sections.iter().filter(|s| is_below(&duty.path, &s.path)).min_by_key(|s| s.path.len());
            match chapters.iter_mut().find(|(h, _)| h.map(|h| &h.path) == head.map(|h| &h.path)) {
                Some((_, duties)) => duties.push(duty),
                None => chapters.push((head, vec![duty])),
            }
        }
        chapters.sort_by_key(|(head, _)| head.is_none());
        chapters
    }

    /// The heading of a section.
    pub fn section(&self, path: &str) -> Option<&SectionHead> {
        self.sections.iter().find(|s| s.path == path)
    }
}

/// A rate in ten-thousandths as printed: "98,6%", "100%"; a dash before anything was due.
pub fn percent(rate: Option<i64>) -> String {
    match rate {
        None => "–".into(),
        Some(rate) if rate % 100 == 0 => format!("{}%", rate / 100),
        // Never rounded up to a whole that is not reached
        Some(rate) => format!("{}%", vietnamese::numbers::decimal(if rate >= 9_995 { 999 } else { (rate + 5) / 10 }, 1)),
    }
}

/// A share of items that are ready, as printed: never a whole while one is open.
pub fn ready(settled: i64, total: i64) -> String {
    percent((total > 0).then(|| settled * 10_000 / total))
}

/// A share of a whole in ten-thousandths; None of nothing.
pub fn share(part: i64, whole: i64) -> Option<i64> {
    (whole > 0).then(|| (part * 10_000 + whole / 2) / whole)
}

/// An ISO day as dd/mm/yyyy; empty without one.
pub fn shown(iso: Option<&str>) -> String {
    plan::door::day(iso).map(vietnamese::dates::short).unwrap_or_default()
}
