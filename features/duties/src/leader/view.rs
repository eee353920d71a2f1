//! What the leaders' screen says, in the reader's language, each number with the address of its rows.
use super::figures::Figures;
use super::model::{self, Share};
use super::store::{LineShare, Waiting};
use crate::door::At;
use crate::ground::{Ground, address, line_rows, percent, rows, shown};
use crate::model::{Cell, Cells};
use crate::sent_up::{self, report::Count};
use crate::words::cell_key;
use jiff::civil::Date;
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
    /// "2 quá hạn trả lời"; empty when none is.
    pub late: String,
}

/// What the reader may do in the campaign.
#[derive(Clone, Copy)]
pub(super) struct Reader {
    /// Acts for the coordinating department.
    pub manages: bool,
    /// Decides what is sent up.
    pub decides: bool,
}

/// One agency in the ranking.
pub(super) struct Rank {
    pub place: usize,
    pub name: String,
    pub href: String,
    pub days: String,
    pub cells: Vec<Figure>,
    /// "1/51 đã xong".
    pub done: String,
    /// Of what is due; empty before anything is.
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
    /// Due by its first day and still open; None while nobody has said when it begins.
    pub open: Option<i64>,
    pub open_href: String,
    pub overdue: i64,
    pub overdue_href: String,
    /// Its checklist; None while nothing is asked for.
    pub ready: Option<Ready>,
}

/// How ready a stop is.
pub(super) struct Ready {
    pub href: String,
    pub settled: i64,
    pub total: i64,
    pub red: i64,
    pub red_href: String,
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

/// One bar for each line of the plan that is in force, in its order.
pub(super) fn beat(lines: &[plan::door::Assignment], shares: &[LineShare]) -> Beat {
    let mut of: HashMap<_, Cells> = HashMap::new();
    for line in shares {
        let cells = of.entry(line.assignment).or_default();
        Cell::ALL.into_iter().for_each(|c| cells.add(c, line.cells.of(c)));
    }
    let bar = |line: &plan::door::Assignment| BeatBar {
        label: format!("{}. {}", line.number, line.short_name),
        href: line_rows(line.number, &[]),
        state: model::beat(of.get(&Some(line.id)).copied().unwrap_or_default()),
    };
    Beat { bars: lines.iter().filter(|l| l.withdrawn_at.is_none()).map(bar).collect() }
}

/// What waits for the reader; a count of nothing is not said. What lies before the leader is shown to all who see this screen, with its
/// rows where the reader may open them.
pub(super) fn needs(frame: &Frame, reader: Reader, waiting: Waiting, gone_up: &sent_up::report::Waiting, questions: i64) -> Vec<Need> {
    let mut needs = Vec::new();
    let mut add = |count: Count, key: &str, href: String| {
        if count.all > 0 {
            let late = if count.late > 0 { frame.t1("duties-need-late", "n", count.late) } else { String::new() };
            needs.push(Need { title: frame.t(key), note: frame.t(&format!("{key}-note")), href, count: count.all, late });
        }
    };
    let matters = |step: &str| format!("{}#cot-{step}", sent_up::matter::HOME);
    let extensions = |which: &str| format!("{}?xem={which}", sent_up::extension::HOME);
    let before = if reader.decides { format!("{}/cho-quyet?xem=vuong-mac", sent_up::matter::HOME) } else { matters("proposed") };
    add(gone_up.proposed, "duties-need-decide", before);
    add(gone_up.extensions_up, "duties-need-extensions-up", extensions("trinh"));
    if reader.manages {
        let all = |all: i64| Count { all, late: 0 };
        add(gone_up.filed, "duties-need-filed", matters("filed"));
        add(gone_up.taken, "duties-need-taken", matters("taken"));
        add(gone_up.extensions, "duties-need-extensions", extensions("cho"));
        add(all(waiting.reported), "duties-need-confirm", rows(&[("trang_thai", "reported")]));
        add(all(waiting.returned), "duties-need-returned", rows(&[("trang_thai", "returned")]));
        add(all(waiting.of_nobody), "duties-need-nobody", rows(&[("co_quan", "-")]));
        add(all(questions), "duties-need-questions", "/ke-hoach/can-xac-nhan".into());
    }
    needs
}

pub(super) fn rank(frame: &Frame, ground: &Ground, place: usize, share: &Share) -> Rank {
    let agency = ground.agency(frame, share.agency);
    let mine = [("co_quan", agency.filter.as_str())];
    let late = share.oldest.as_deref().and_then(|d| plan::door::day(Some(d))).and_then(|d| d.until(ground.today()).ok()).map(|s| s.get_days());
    Rank {
        place,
        name: agency.name.clone(),
        href: rows(&mine),
        days: late.map(|days| frame.t1("duties-leader-oldest", "days", days)).unwrap_or_default(),
        cells: ORDER.into_iter().map(|cell| figure(frame, share.cells, cell, &mine)).collect(),
        done: done_of(frame, share.cells),
        rate: share.cells.rate().map(|rate| frame.t1("duties-leader-of-due", "rate", percent(rate))).unwrap_or_default(),
    }
}

/// "2/51 đã xong": beside a rate of what is due, so that nobody takes 100 % for all.
pub(super) fn done_of(frame: &Frame, cells: Cells) -> String {
    frame.t2("duties-leader-done-of", "done", cells.done(), "total", cells.total())
}

pub(super) fn kinds(frame: &Frame, lines: &[LineShare]) -> Vec<Kind> {
    let mut of: HashMap<&str, Cells> = HashMap::new();
    for line in lines {
        let cells = of.entry(plan::door::kind(&line.kind)).or_default();
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

/// For each stop that is not over: what is due by its first day and still open, what is overdue already, how ready it is. Stops whose
/// checklist is red come first, then by their days; those without days only when something is to be ready there.
pub(super) fn stops(frame: &Frame, ground: &Ground, figures: &Figures) -> Vec<Stop> {
    let today = ground.today();
    let overdue: i64 = figures.lines.iter().map(|l| l.cells.overdue).sum();
    let mut found: Vec<((bool, Date), Stop)> = Vec::new();
    for (stop, ready) in figures.stops.iter().zip(&figures.ready) {
        let first = plan::door::day(stop.start_on.as_deref());
        let last = plan::door::day(stop.end_on.as_deref()).or(first);
        if last.is_some_and(|last| last < today) || (first.is_none() && ready.total == 0) {
            continue;
        }
        let iso = first.map(|day| day.to_string()).unwrap_or_default();
        let from = today.to_string();
        let open = first.map(|_| figures.lines.iter().filter(|l| !l.due.is_empty() && l.due <= iso && l.due >= from).map(|l| l.cells.in_term).sum());
        let days = first.and_then(|day| today.until(day).ok()).map(|s| s.get_days());
        let shown = Stop {
            name: plan::door::stop_title(stop),
            href: ground.public(&format!("/su-kien/{}", stop.slug)),
            when: first.map(|day| dates::range(day, last.unwrap_or(day), dates::RangeStyle::Dash)).unwrap_or_default(),
            left: match days {
                None => frame.t("duties-stop-undated"),
                Some(days) if days > 0 => frame.t1("duties-leader-stop-in", "days", days),
                Some(_) => frame.t("duties-leader-stop-on"),
            },
            open,
            open_href: rows(&[("o", Cell::InTerm.code()), ("tu", &from), ("den", &iso)]),
            overdue,
            overdue_href: rows(&[("o", Cell::Overdue.code())]),
            ready: (ready.total > 0).then(|| Ready {
                href: format!("{}#tat-ca", ready.href),
                settled: ready.settled,
                total: ready.total,
                red: ready.red,
                red_href: format!("{}#con-thieu", ready.href),
            }),
        };
        found.push(((ready.red == 0, first.unwrap_or(Date::MAX)), shown));
    }
    found.sort_by_key(|(order, _)| *order);
    found.into_iter().map(|(_, stop)| stop).collect()
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
