//! Bảng tổng hợp tuần (weekly table): how agencies stand at the end of a week beside the week before, what was finished, what is late,
//! what falls due next.
use super::result::{closing, sort_by_urgency};
use super::tables::{self, agency_words};
use super::{Bit, Line, Part, Piece, Table, in_words};
use crate::figures::{DutyLine, Figures, percent, shown};
use crate::filter::Filter;
use duties::door::{Cell, Cells};
use jiff::ToSpan;
use paper::{Column, Stand};
use std::collections::HashMap;
use uuid::Uuid;

const DONE: [Cell; 2] = [Cell::OnTime, Cell::Late];
const OPEN: [Cell; 2] = [Cell::InTerm, Cell::Overdue];

/// The table of a week: `now` at its end, `before` at the end of the week before.
pub fn parts(now: &Figures, before: &Figures) -> Vec<Part> {
    let old: HashMap<Uuid, &DutyLine> = before.duties.iter().map(|d| (d.id, d)).collect();
    let was = |d: &DutyLine, cells: &[Cell]| old.get(&d.id).and_then(|o| o.cell()).is_some_and(|c| cells.contains(&c));
    let is = |d: &DutyLine, cells: &[Cell]| d.cell().is_some_and(|c| cells.contains(&c));
    let due = upcoming(now);
    let finished: Vec<&DutyLine> = now.duties.iter().filter(|d| is(d, &DONE) && !was(d, &DONE)).collect();
    let mut overdue: Vec<&DutyLine> = now.duties.iter().filter(|d| is(d, &[Cell::Overdue])).collect();
    let mut coming: Vec<&DutyLine> = now.of(&due).collect();
    sort_by_urgency(&mut overdue);
    sort_by_urgency(&mut coming);
    let fresh = overdue.iter().filter(|d| !was(d, &[Cell::Overdue])).count();
    let mut late = list(now, &overdue, "Không có nhiệm vụ quá hạn.");
    if fresh > 0 {
        late.insert(0, Piece::Words(vec![Bit::Text(format!("Trong đó có {} nhiệm vụ mới quá hạn trong tuần.", in_words(i64::try_from(fresh).unwrap_or(0))))]));
    }
    vec![
        part("I.", "KẾT QUẢ THEO CƠ QUAN, ĐƠN VỊ", vec![summary(now, before), table(now, before, &due)]),
        part("II.", "NHIỆM VỤ HOÀN THÀNH TRONG TUẦN", list(now, &finished, "Không có nhiệm vụ được xác nhận hoàn thành trong tuần.")),
        part("III.", "NHIỆM VỤ QUÁ HẠN", late),
        part("IV.", "NHIỆM VỤ ĐẾN HẠN TRONG 7 NGÀY TỚI", last(list(now, &coming, "Không có nhiệm vụ đến hạn trong 7 ngày tới."), now)),
    ]
}

fn last(mut pieces: Vec<Piece>, now: &Figures) -> Vec<Piece> {
    pieces.push(closing(now));
    pieces
}

fn part(label: &str, title: &str, pieces: Vec<Piece>) -> Part {
    Part { number: 0, label: label.into(), title: title.into(), pieces }
}

/// Open duties that fall due in the seven days after the week.
fn upcoming(now: &Figures) -> Filter {
    let day = now.date();
    let plus = |days: i64| day.checked_add(days.days()).unwrap_or(day).to_string();
    Filter { due: Some((plus(1), plus(7))), ..Filter::cells(&OPEN) }
}

fn summary(now: &Figures, before: &Figures) -> Piece {
    let (a, b) = (now.tally().cells, before.tally().cells);
    let pair = |n: i64, m: i64, cells: &[Cell]| [Bit::counted(n, Filter::cells(cells)), Bit::text(" (tuần trước "), Bit::counted(m, Filter::cells(cells).at(before.at_ms)), Bit::text(")")];
    let mut bits = vec![Bit::Text(format!("Tính đến {}, trong tổng số ", now.until())), Bit::counted(a.total(), Filter::default()), Bit::text(" nhiệm vụ đã hoàn thành ")];
    bits.extend(pair(a.done(), b.done(), &DONE));
    bits.push(Bit::text("; còn trong hạn "));
    bits.extend(pair(a.in_term, b.in_term, &[Cell::InTerm]));
    bits.push(Bit::text("; quá hạn chưa hoàn thành "));
    bits.extend(pair(a.overdue, b.overdue, &[Cell::Overdue]));
    bits.push(Bit::Text(match (a.rate(), b.rate()) {
        (None, _) => ".".into(),
        (now, None) => format!(". Trên số nhiệm vụ đã hoàn thành hoặc quá hạn, tỷ lệ hoàn thành {}.", percent(now)),
        (now, was) => format!(". Trên số nhiệm vụ đã hoàn thành hoặc quá hạn, tỷ lệ hoàn thành {}, tuần trước {}.", percent(now), percent(was)),
    }));
    Piece::Words(bits)
}

fn table(now: &Figures, before: &Figures, due: &Filter) -> Piece {
    let mut columns = vec![Column::new("TT", 4.0).stand(Stand::Centre), Column::new("Cơ quan, đơn vị", 26.0)];
    let heads = ["Tổng số", "Hoàn thành", "Hoàn thành tuần trước", "Trong hạn", "Quá hạn", "Quá hạn tuần trước", "Sắp đến hạn", "Tỷ lệ HT"];
    columns.extend(heads.map(|head| Column::new(head, 8.0).stand(Stand::Right)));
    let tally = now.tally();
    let old: HashMap<Option<Uuid>, Cells> = before.tally().agencies.into_iter().map(|g| (g.key, g.cells)).collect();
    let mut coming: HashMap<Option<Uuid>, i64> = HashMap::new();
    for duty in now.of(due) {
        *coming.entry(duty.agency).or_default() += 1;
    }
    let line = |name: &str, place: String, now_cells: Cells, was: Cells, coming: i64, base: &Filter, bold: bool| {
        let filter = |cells: &[Cell]| Filter { cells: cells.to_vec(), ..base.clone() };
        Line { bold, cells: vec![
            vec![Bit::Text(place)], vec![Bit::text(name)], vec![Bit::cell(now_cells.total(), base.clone())], vec![Bit::cell(now_cells.done(), filter(&DONE))],
            vec![Bit::cell(was.done(), filter(&DONE).at(before.at_ms))], vec![Bit::cell(now_cells.in_term, filter(&[Cell::InTerm]))],
            vec![Bit::cell(now_cells.overdue, filter(&[Cell::Overdue]))], vec![Bit::cell(was.overdue, filter(&[Cell::Overdue]).at(before.at_ms))],
            vec![Bit::cell(coming, Filter { agency: base.agency, ..due.clone() })], vec![Bit::Text(percent(now_cells.rate()))],
        ] }
    };
    let mut rows: Vec<Line> = (1..).zip(&tally.agencies).map(|(n, g)| {
        let was = old.get(&g.key).copied().unwrap_or_default();
        line(agency_words(g), format!("{n}"), g.cells, was, coming.get(&g.key).copied().unwrap_or(0), &Filter::default().of(g.key), false)
    }).collect();
    rows.push(line("Tổng số", String::new(), tally.cells, before.tally().cells, coming.values().sum(), &Filter::default(), true));
    Piece::Table(Table { caption: String::new(), columns, rows })
}

fn list(f: &Figures, lines: &[&DutyLine], none: &str) -> Vec<Piece> {
    if lines.is_empty() {
        return vec![Piece::Words(vec![Bit::text(none)])];
    }
    let day = f.date();
    let columns = vec![
        Column::new("Số", 4.0).stand(Stand::Centre), Column::new("Nhiệm vụ", 34.0), Column::new("Cơ quan", 20.0),
        Column::new("Thời hạn", 10.0).stand(Stand::Centre), Column::new("Tình trạng", 20.0),
    ];
    let rows = lines.iter().map(|d| Line { cells: vec![
        vec![Bit::Text(d.number.to_string())], vec![Bit::Duty(d.text.clone(), d.id)], vec![Bit::text(d.agency_name.clone())],
        vec![Bit::Text(shown(d.deadline.as_deref()))], vec![Bit::Text(tables::standing(d, day))],
    ], bold: false });
    vec![Piece::Table(Table { caption: String::new(), columns, rows: rows.collect() })]
}
