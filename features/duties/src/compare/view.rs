//! What the comparison says, each number with the address of its rows.
use super::PATH;
use super::model::Kind;
use super::store::{Change, Share};
use crate::ground::{Ground, address, percent, rows, shown};
use crate::words::cell_key;
use crate::model::{Cell, Cells, State};
use ui::Frame;

/// The two days, ISO, and today.
pub(super) struct Days {
    pub from: String,
    pub to: String,
    pub today: String,
}

impl Days {
    /// The table of a day; today needs no word.
    fn table(&self, day: &str, parameters: &[(&str, &str)]) -> String {
        let day = if day == self.today { "" } else { day };
        let with_day: Vec<(&str, &str)> = parameters.iter().copied().chain([("ngay", day)]).collect();
        rows(&with_day)
    }

    fn changes(&self, kind: Kind, agency: &str) -> String {
        address(PATH, &[("tu", &self.from), ("den", &self.to), ("thay_doi", kind.code()), ("co_quan", agency)]) + "#rows"
    }
}

/// A figure on both days.
pub(super) struct Beside {
    pub label: String,
    pub was: i64,
    pub was_href: String,
    pub now: i64,
    pub now_href: String,
    pub difference: String,
}

/// How many duties changed in one way.
pub(super) struct Happened {
    pub label: String,
    pub n: i64,
    pub href: String,
}

/// One agency on both days.
pub(super) struct Agency {
    pub name: String,
    pub cells: Vec<Beside>,
    pub changed: Vec<Happened>,
}

/// One duty that changed.
pub(super) struct Row {
    pub title: String,
    pub href: String,
    pub agency: String,
    pub gone: bool,
    pub is_new: bool,
    pub parts: Vec<Part>,
}

/// One thing of it: what it was and what it is.
pub(super) struct Part {
    pub label: String,
    pub was: String,
    pub now: String,
}

pub(super) fn rate(cells: Cells) -> String {
    cells.rate().map_or_else(|| "–".into(), percent)
}

fn signed(n: i64) -> String {
    match n {
        0 => "0".into(),
        n if n > 0 => format!("+{n}"),
        n => format!("−{}", -n),
    }
}

pub(super) fn cells(frame: &Frame, was: Cells, now: Cells, days: &Days) -> Vec<Beside> {
    Cell::ALL.into_iter().map(|cell| beside(frame, was, now, days, cell, "")).collect()
}

fn beside(frame: &Frame, was: Cells, now: Cells, days: &Days, cell: Cell, agency: &str) -> Beside {
    let at = |day: &str| days.table(day, &[("co_quan", agency), ("o", cell.code())]);
    Beside {
        label: frame.t(cell_key(cell)),
        was: was.of(cell),
        was_href: at(&days.from),
        now: now.of(cell),
        now_href: at(&days.to),
        difference: signed(now.of(cell) - was.of(cell)),
    }
}

pub(super) fn happened(frame: &Frame, all: &Share, days: &Days) -> Vec<Happened> {
    counted(frame, all, days, "")
}

fn counted(frame: &Frame, share: &Share, days: &Days, agency: &str) -> Vec<Happened> {
    let one = |kind: Kind| Happened { label: frame.t(kind.key()), n: share.count(kind), href: days.changes(kind, agency) };
    Kind::ALL.into_iter().map(one).filter(|h| h.n > 0).collect()
}

/// Agencies shown before one asks for all.
pub(super) const HEAD: usize = 30;

/// The agencies in which something changed, most new overdue ones first, at most `most`; and how many there are.
pub(super) fn agencies(frame: &Frame, ground: &Ground, shares: &[Share], days: &Days, most: usize) -> (Vec<Agency>, usize) {
    let changed = |share: &&Share| Kind::ALL.into_iter().any(|k| share.count(k) > 0);
    let mut order: Vec<(&Share, crate::ground::Named)> = shares.iter().filter(changed).map(|s| (s, ground.agency(frame, s.agency))).collect();
    order.sort_by_cached_key(|(s, named)| (s.then().overdue - s.now().overdue, vietnamese::collate::sort_key(&named.name)));
    let one = |(share, named): (&Share, crate::ground::Named)| Agency {
        cells: Cell::ALL.into_iter().map(|cell| beside(frame, share.then(), share.now(), days, cell, &named.filter)).collect(),
        changed: counted(frame, share, days, &named.filter),
        name: named.name,
    };
    let count = order.len();
    (order.into_iter().take(most).map(one).collect(), count)
}

pub(super) fn rows_title(frame: &Frame, ground: &Ground, kind: Kind, agency: &str, total: i64) -> String {
    let words = frame.t2("duties-compare-rows", "kind", frame.t(kind.key()), "n", total);
    match agency {
        "" => words,
        "-" => format!("{words} · {}", frame.t("duties-view-nobody")),
        other => format!("{words} · {}", ground.agency(frame, ground.agency_of(other)).name),
    }
}

pub(super) fn row(frame: &Frame, ground: &Ground, change: &Change) -> Row {
    let state = |code: &str| State::of(code).map(|s| frame.t(crate::words::state_key(s))).unwrap_or_default();
    let cell = |code: &str| Cell::of(code).map(|c| frame.t(cell_key(c))).unwrap_or_default();
    let day = |iso: &Option<String>| iso.as_deref().map_or_else(|| frame.t("duties-view-no-deadline"), shown);
    let gone = change.now == "withdrawn";
    let is_new = matches!(change.was.as_str(), "none" | "withdrawn") && !gone;
    let mut parts = Vec::new();
    let mut add = |key: &str, was: String, now: String| parts.push(Part { label: frame.t(key), was, now });
    if !gone && !is_new {
        if change.state_was.as_deref() != Some(&change.state_now) {
            add("duties-view-state", state(change.state_was.as_deref().unwrap_or_default()), state(&change.state_now));
        }
        if change.deadline_was != change.deadline_now {
            add("duties-view-deadline", day(&change.deadline_was), day(&change.deadline_now));
        }
        if change.was != change.now {
            add("duties-view-cell", cell(&change.was), cell(&change.now));
        }
    } else if is_new {
        add("duties-view-state", String::new(), state(&change.state_now));
        add("duties-view-deadline", String::new(), day(&change.deadline_now));
    } else {
        add("duties-view-state", state(change.state_was.as_deref().unwrap_or_default()), state(&change.state_now));
    }
    Row {
        title: format!("{}. {}", change.number, change.short_name),
        href: format!("/nhiem-vu/{}", change.id),
        agency: ground.agency(frame, change.agency).name,
        gone,
        is_new,
        parts,
    }
}
