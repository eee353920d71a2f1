//! What the leaders' screen says, in the reader's language, each number with the address of its rows.
use super::model::{self, Share};
use super::store::{LineShare, Waiting};
use crate::door::At;
use crate::ground::{Ground, address, line_rows, percent, rows, shown};
use crate::words::cell_key;
use crate::model::{Cell, Cells};
use plan::door::Stop as PlanStop;
use std::collections::HashMap;
use ui::{Beat, BeatBar, Cell as Figure, Frame, Tone};
use vietnamese::dates;

/// How many agencies the ranking shows before one asks for all.
pub(super) const HEAD: usize = 8;

/// Something that waits for the reader.
pub(super) struct Need {
    pub title: String,
    pub note: String,
    pub href: String,
    pub count: i64,
}

/// One agency in the ranking.
pub(super) struct Rank {
    pub place: usize,
    pub name: String,
    pub href: String,
    pub days: String,
    pub cells: Vec<Figure>,
    pub rate: String,
}

/// One kind of activity.
pub(super) struct Kind {
    pub name: String,
    pub href: String,
    pub done: i64,
    pub total: i64,
    pub overdue: i64,
    pub overdue_href: String,
}

/// One stop.
pub(super) struct Stop {
    pub name: String,
    pub href: String,
    pub when: String,
    pub left: String,
    pub open: i64,
    pub open_href: String,
    pub overdue: i64,
    pub overdue_href: String,
}

/// What changed since a past day.
pub(super) struct Since {
    pub title: String,
    pub href: String,
    pub parts: Vec<(String, String)>,
}

/// Red first, as a leader reads.
const ORDER: [Cell; 4] = [Cell::Overdue, Cell::InTerm, Cell::OnTime, Cell::Late];

pub(super) fn cells(frame: &Frame, cells: Cells) -> Vec<Figure> {
    ORDER.into_iter().map(|cell| figure(frame, cells, cell, &[])).collect()
}

fn figure(frame: &Frame, cells: Cells, cell: Cell, more: &[(&str, &str)]) -> Figure {
    let n = cells.of(cell);
    let tone = match cell {
        Cell::Overdue if n > 0 => Tone::Bad,
        Cell::OnTime if n > 0 => Tone::Ok,
        _ => Tone::Plain,
    };
    let parameters: Vec<(&str, &str)> = more.iter().copied().chain([("o", cell.code())]).collect();
    Figure { figure: n.to_string(), label: frame.t(cell_key(cell)), href: rows(&parameters), tone }
}

/// "20 đã hoàn thành / (20 đã hoàn thành + 3 quá hạn)"; empty before anything was due or done.
pub(super) fn formula(frame: &Frame, cells: Cells) -> String {
    match cells.rate() {
        Some(_) => frame.t2("duties-leader-formula", "done", cells.done(), "overdue", cells.overdue),
        None => String::new(),
    }
}

pub(super) fn beat(ground: &Ground, lines: &[LineShare]) -> Beat {
    let mut of: HashMap<_, Cells> = HashMap::new();
    for line in lines {
        let cells = of.entry(line.assignment).or_default();
        Cell::ALL.into_iter().for_each(|c| cells.add(c, line.cells.of(c)));
    }
    let bar = |line: &plan::door::Assignment| BeatBar {
        label: format!("{}. {}", line.number, line.short_name),
        href: line_rows(line, &[]),
        state: model::beat(of.get(&line.id).copied().unwrap_or_default()),
    };
    Beat { bars: ground.in_order().into_iter().map(bar).collect() }
}

/// What waits for the coordinating department; a count of nothing is not said.
pub(super) fn needs(frame: &Frame, waiting: Waiting, questions: i64, manages: bool) -> Vec<Need> {
    let mut needs = Vec::new();
    let mut add = |count: i64, key: &str, href: String| {
        if count > 0 {
            needs.push(Need { title: frame.t(key), note: frame.t(&format!("{key}-note")), href, count });
        }
    };
    if manages {
        add(waiting.reported, "duties-need-confirm", rows(&[("trang_thai", "reported")]));
        add(waiting.returned, "duties-need-returned", rows(&[("trang_thai", "returned")]));
        add(waiting.of_nobody, "duties-need-nobody", rows(&[("co_quan", "-")]));
        add(questions, "duties-need-questions", "/ke-hoach/can-xac-nhan".into());
    }
    needs
}

pub(super) fn rank(frame: &Frame, ground: &Ground, at: usize, share: &Share) -> Rank {
    let agency = ground.agency(frame, share.agency);
    let mine = [("co_quan", agency.filter.as_str())];
    let late = share.oldest.as_deref().and_then(|d| plan::door::day(Some(d))).and_then(|d| d.until(ground.today()).ok()).map(|s| s.get_days());
    Rank {
        place: at + 1,
        name: agency.name.clone(),
        href: rows(&mine),
        days: late.map(|days| frame.t1("duties-leader-oldest", "days", days)).unwrap_or_default(),
        cells: ORDER.into_iter().map(|cell| figure(frame, share.cells, cell, &mine)).collect(),
        rate: share.cells.rate().map_or_else(|| "–".into(), percent),
    }
}

pub(super) fn kinds(frame: &Frame, ground: &Ground, lines: &[LineShare]) -> Vec<Kind> {
    let mut of: HashMap<&str, Cells> = HashMap::new();
    for line in lines {
        let kind = ground.line(line.assignment).map_or("other", |l| plan::door::kind(&l.kind));
        let cells = of.entry(kind).or_default();
        Cell::ALL.into_iter().for_each(|c| cells.add(c, line.cells.of(c)));
    }
    let mut kinds: Vec<(&str, Cells)> = plan::door::KINDS.into_iter().filter_map(|k| Some((k, *of.get(k)?))).collect();
    kinds.sort_by_key(|(_, c)| -c.overdue);
    let show = |(kind, cells): (&str, Cells)| Kind {
        name: frame.t(&format!("plan-kind-{kind}")),
        href: rows(&[("loai", kind)]),
        done: cells.done(),
        total: cells.total(),
        overdue: cells.overdue,
        overdue_href: rows(&[("loai", kind), ("o", Cell::Overdue.code())]),
    };
    kinds.into_iter().map(show).collect()
}

/// For each stop that is not over: what is due by its first day and still open, and what is overdue already.
pub(super) fn stops(frame: &Frame, ground: &Ground, stops: &[PlanStop], lines: &[LineShare]) -> Vec<Stop> {
    let today = ground.today();
    let overdue: i64 = lines.iter().map(|l| l.cells.overdue).sum();
    let mut shown_stops = Vec::new();
    for stop in stops {
        let Some(first) = plan::door::day(stop.start_on.as_deref()) else { continue };
        let last = plan::door::day(stop.end_on.as_deref()).unwrap_or(first);
        if last < today {
            continue;
        }
        let (iso, from) = (first.to_string(), today.to_string());
        let open: i64 = lines.iter().filter(|l| !l.due.is_empty() && l.due <= iso && l.due >= from).map(|l| l.cells.in_term).sum();
        let days = today.until(first).map_or(0, |s| s.get_days());
        shown_stops.push(Stop {
            name: plan::door::stop_title(stop),
            href: format!("/su-kien/{}", stop.slug),
            when: dates::range(first, last, dates::RangeStyle::Dash),
            left: if days > 0 { frame.t1("duties-leader-stop-in", "days", days) } else { frame.t("duties-leader-stop-on") },
            open,
            open_href: rows(&[("o", Cell::InTerm.code()), ("tu", &from), ("den", &iso)]),
            overdue,
            overdue_href: rows(&[("o", Cell::Overdue.code())]),
        });
    }
    shown_stops
}

/// "Từ hôm qua": what became done or overdue, was given, withdrawn, moved; only what is not nothing.
pub(super) fn since(frame: &Frame, moment: &At, since: model::Since, which: usize) -> Since {
    let day = moment.day.to_string();
    let all = |kind: &str| address("/nhiem-vu/so-sanh", &[("tu", &day), ("thay_doi", kind)]);
    let said = [
        (since.done, "duties-since-done", "xong"),
        (since.overdue, "duties-since-overdue", "qua-han"),
        (since.relieved, "duties-since-relieved", "het-qua-han"),
        (since.added, "duties-since-added", "them"),
        (since.withdrawn, "duties-since-withdrawn", "rut"),
        (since.moved, "duties-since-moved", "han"),
    ];
    Since {
        title: frame.t1(["duties-since-yesterday", "duties-since-week"][which], "day", shown(&day)),
        href: all(""),
        parts: said.into_iter().filter(|(n, ..)| *n > 0).map(|(n, key, kind)| (frame.t1(key, "n", n), all(kind))).collect(),
    }
}
