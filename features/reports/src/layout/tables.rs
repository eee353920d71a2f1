//! Các bảng (tables) of reports: duties with their results, the four cells, agencies.
use super::{Bar, Bit, Line, Piece, Table, in_words, sentence, what_there_is};
use crate::figures::{DutyLine, Figures, Group, StopReady, Tally, percent, ready, share, shown};
use crate::filter::Filter;
use duties::door::{Cell, Cells, State};
use jiff::civil::Date;
use paper::{Column, Stand};
use uuid::Uuid;

/// What papers print for a duty without a report.
pub const SILENT: &str = "chưa có báo cáo";

/// A cell in the words of the Government's statistics.
pub fn cell_words(cell: Cell) -> &'static str {
    match cell {
        Cell::OnTime => "Hoàn thành đúng hạn",
        Cell::Late => "Hoàn thành quá hạn",
        Cell::InTerm => "Chưa hoàn thành, trong hạn",
        Cell::Overdue => "Chưa hoàn thành, quá hạn",
    }
}

/// A state in words.
pub fn state_words(state: State) -> &'static str {
    match state {
        State::Assigned => "đã giao, chưa tiếp nhận",
        State::Returned => "trả lại",
        State::Accepted => "đã tiếp nhận",
        State::Working => "đang thực hiện",
        State::Reported => "đã báo cáo, chờ xác nhận",
        State::Confirmed => "đã xác nhận hoàn thành",
        State::Withdrawn => "đã rút",
    }
}

/// How a duty stands, in a few words: cell, state, days.
pub fn standing(duty: &DutyLine, day: Date) -> String {
    let state = state_words(duty.state());
    let late = duty.days_late(day);
    match duty.cell() {
        Some(Cell::Late) => format!("{} {} ngày", cell_words(Cell::Late), in_words(late)),
        Some(Cell::Overdue) => format!("Quá hạn {} ngày, {state}", in_words(late)),
        Some(Cell::InTerm) => format!("Trong hạn, {state}"),
        Some(cell) => cell_words(cell).to_owned(),
        None => state.to_owned(),
    }
}

/// The deadline as printed: the approved one, and the first where it was another.
pub fn deadline(duty: &DutyLine) -> Vec<Bit> {
    let now = shown(duty.deadline.as_deref());
    let mut bits = vec![Bit::Text(if now.is_empty() { "Không nêu".into() } else { now })];
    if duty.first_deadline != duty.deadline && duty.first_deadline.is_some() {
        bits.push(Bit::Italic(format!(" (hạn đầu {})", shown(duty.first_deadline.as_deref()))));
    }
    bits
}

/// Result and evidence of a duty, or that there is no report.
pub fn result(duty: &DutyLine, day: Date) -> Vec<Bit> {
    let stands = sentence(&standing(duty, day));
    if !duty.is_reported() {
        return vec![Bit::Bold(format!("{stands}; ")), Bit::Italic(SILENT.into())];
    }
    let mut bits = vec![Bit::Bold(format!("{stands}. "))];
    let on = shown(duty.finished_on.as_deref());
    let words = duty.words.split_whitespace().collect::<Vec<_>>().join(" ");
    let end = if words.ends_with(['.', '!', '?', ';']) { "" } else { "." };
    bits.push(Bit::Text(if words.is_empty() { format!("Báo cáo ngày {on}, không kèm lời.") } else { format!("Báo cáo ngày {on}: {words}{end}") }));
    if !duty.evidence.is_empty() {
        bits.push(Bit::Text(format!(" Minh chứng: {}.", duty.evidence.join("; "))));
    }
    bits
}

/// Who answers and who helps.
fn who(duty: &DutyLine) -> Vec<Bit> {
    let name = if duty.agency_name.is_empty() { "Chưa có cơ quan" } else { &duty.agency_name };
    let mut bits = vec![Bit::text(name)];
    if !duty.with.is_empty() {
        bits.push(Bit::Italic(format!(" (phối hợp: {})", duty.with.join(", "))));
    }
    bits
}

/// Duties of a chapter with rows that name the plan's sections.
pub fn duties(figures: &Figures, lines: &[&DutyLine], chapter: &str) -> Piece {
    let day = figures.date();
    let columns = vec![
        Column::new("Số", 4.0).stand(Stand::Centre), Column::new("Nhiệm vụ", 30.0), Column::new("Cơ quan", 17.0),
        Column::new("Thời hạn", 9.0).stand(Stand::Centre), Column::new("Kết quả, minh chứng", 32.0),
    ];
    let mut table = Table { caption: String::new(), columns, rows: Vec::new() };
    let mut section = chapter.to_owned();
    for duty in lines {
        if duty.path != section {
            section.clone_from(&duty.path);
            table.rows.push(Line::head(section_words(figures, &section)));
        }
        let cells = vec![vec![Bit::Text(duty.number.to_string())], vec![Bit::Duty(duty.text.clone(), duty.id)], who(duty), deadline(duty), result(duty, day)];
        table.rows.push(Line { cells, bold: false });
    }
    Piece::Table(table)
}

/// "Mục III.1.2. Gameshow “Đấu trường số”".
fn section_words(figures: &Figures, path: &str) -> String {
    let title = figures.section(path).map(|s| s.title.as_str()).unwrap_or_default();
    format!("Mục {path}. {title}").trim_end_matches([' ', '.']).to_owned()
}

/// The four cells with their shares; they always add up to the whole.
pub fn four_cells(tally: &Tally) -> Piece {
    let columns = vec![Column::new("Nhóm", 30.0), Column::new("Số nhiệm vụ", 12.0).stand(Stand::Right), Column::new("Tỷ lệ", 10.0).stand(Stand::Right)];
    let whole = tally.cells.total();
    let mut rows: Vec<Line> = Cell::ALL.into_iter().map(|cell| cell_line(cell, tally.cells.of(cell), whole)).collect();
    rows.push(Line { cells: vec![vec![Bit::text("Tổng số")], vec![Bit::cell(whole, Filter::default())], vec![Bit::Text(percent(share(whole, whole)))]], bold: true });
    Piece::Table(Table { caption: "Kết quả theo bốn nhóm".into(), columns, rows })
}

fn cell_line(cell: Cell, n: i64, whole: i64) -> Line {
    Line { cells: vec![vec![Bit::text(cell_words(cell))], vec![Bit::cell(n, Filter::cells(&[cell]))], vec![Bit::Text(percent(share(n, whole)))]], bold: false }
}

/// Bars of the four cells.
pub fn four_bars(tally: &Tally) -> Piece {
    let whole = tally.cells.total();
    let bar = |cell: Cell| {
        let n = tally.cells.of(cell);
        Bar { label: cell_words(cell).into(), value: n, shown: format!("{} ({})", vietnamese::numbers::group(n), percent(share(n, whole))), filter: Filter::cells(&[cell]) }
    };
    Piece::Bars { caption: "Biểu đồ: nhiệm vụ theo bốn nhóm".into(), rows: Cell::ALL.map(bar).to_vec() }
}

/// Columns of the four cells, for tables of agencies.
pub fn cell_columns() -> Vec<Column> {
    [("Tổng số", 7.0), ("HT đúng hạn", 8.0), ("HT quá hạn", 8.0), ("Trong hạn", 8.0), ("Quá hạn", 8.0), ("Chưa báo cáo", 8.0)].map(|(head, weight)| Column::new(head, weight).stand(Stand::Right)).to_vec()
}

/// The figures of those columns.
pub fn cell_bits(cells: Cells, silent: i64, base: &Filter) -> Vec<Vec<Bit>> {
    let mut bits = vec![vec![Bit::cell(cells.total(), base.clone())]];
    bits.extend(Cell::ALL.map(|cell| vec![Bit::cell(cells.of(cell), Filter { cells: vec![cell], ..base.clone() })]));
    bits.push(vec![Bit::cell(silent, base.clone().reported(false))]);
    bits
}

/// Name of an agency, or that nobody has the duties.
pub fn agency_words(group: &Group<Option<Uuid>>) -> &str {
    if group.key.is_none() { "Chưa có cơ quan" } else { &group.name }
}

/// All agencies with their cells and rate, and the sum.
pub fn agencies(tally: &Tally) -> Piece {
    let mut columns = vec![Column::new("TT", 4.0).stand(Stand::Centre), Column::new("Cơ quan, đơn vị", 26.0)];
    columns.extend(cell_columns());
    columns.push(Column::new("Tỷ lệ HT", 8.0).stand(Stand::Right));
    let mut rows: Vec<Line> = Vec::with_capacity(tally.agencies.len() + 1);
    for (n, group) in tally.agencies.iter().enumerate() {
        let mut cells = vec![vec![Bit::Text((n + 1).to_string())], vec![Bit::text(agency_words(group))]];
        cells.extend(cell_bits(group.cells, group.silent, &Filter::default().of(group.key)));
        cells.push(vec![Bit::Text(percent(group.cells.rate()))]);
        rows.push(Line { cells, bold: false });
    }
    let mut sum = vec![vec![], vec![Bit::text("Tổng số")]];
    sum.extend(cell_bits(tally.cells, tally.silent, &Filter::default()));
    sum.push(vec![Bit::Text(percent(tally.cells.rate()))]);
    rows.push(Line { cells: sum, bold: true });
    Piece::Table(Table { caption: "Kết quả theo cơ quan, đơn vị".into(), columns, rows })
}

/// How ready stops are: a sentence with the sums, then a row for each.
pub fn readiness(stops: &[StopReady]) -> Vec<Piece> {
    let sum = |of: fn(&StopReady) -> i64| stops.iter().map(of).sum::<i64>();
    let (total, settled, open, red) = (sum(|s| s.total), sum(|s| s.settled), sum(StopReady::open), sum(|s| s.red));
    let mut words = vec![Bit::Text(format!("Danh mục kiểm tra của {} cụm, chặng có {} mục: ", in_words(i64::try_from(stops.len()).unwrap_or(0)), in_words(total)))];
    let part = |n: i64, words: &str| (n, vec![Bit::Text(format!("{} mục {words}", in_words(n)))]);
    let done = format!("đã xong hoặc không cần ({})", ready(settled, total));
    words.extend(what_there_is([part(settled, &done), part(open, "chưa xong nhưng còn hạn"), part(red, "đã quá hạn")], ", "));
    words.push(Bit::text("."));
    let mut columns = vec![Column::new("TT", 4.0).stand(Stand::Centre), Column::new("Cụm, chặng", 34.0)];
    columns.extend(["Số mục", "Đã xong", "Còn hạn", "Quá hạn", "Tỷ lệ"].map(|head| Column::new(head, 9.0).stand(Stand::Right)));
    let n = vietnamese::numbers::group;
    let row = |(at, s): (usize, &StopReady)| {
        let rows = |count: i64, part: &str| vec![Bit::Rows(n(count), format!("{}#{part}", s.href))];
        Line { cells: vec![
            vec![Bit::Text((at + 1).to_string())], vec![Bit::text(&s.title)], rows(s.total, "tat-ca"), rows(s.settled, "tat-ca"), rows(s.open(), "con-thieu"),
            rows(s.red, "con-thieu"), vec![Bit::Text(ready(s.settled, s.total))],
        ], bold: false }
    };
    let mut rows: Vec<Line> = stops.iter().enumerate().map(row).collect();
    if stops.len() > 1 {
        let sums = [String::new(), "Tổng số".into(), n(total), n(settled), n(open), n(red), ready(settled, total)];
        rows.push(Line { cells: sums.map(|w| vec![Bit::Text(w)]).to_vec(), bold: true });
    }
    vec![Piece::Words(words), Piece::Table(Table { caption: "Mức độ sẵn sàng theo cụm, chặng".into(), columns, rows })]
}
