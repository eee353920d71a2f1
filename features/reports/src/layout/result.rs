//! Báo cáo kết quả (result report): the usual five parts from figures and words. Its words are those of a Vietnamese paper whatever the
//! language of the screen.
use super::blocks::typed;
use super::sent_up;
use super::tables::{self, SILENT, agency_words};
use super::{Bar, Bit, Line, Part, Piece, Table, in_words, what_there_is};
use crate::figures::{DutyLine, Figures, Tally, percent, shown};
use crate::filter::Filter;
use crate::words::Words;
use duties::door::{Cell, State};
use paper::{Column, Stand};

/// Titles of the five parts.
pub const TITLES: [(&str, &str); 5] = [
    ("I.", "CÔNG TÁC LÃNH ĐẠO, CHỈ ĐẠO, TRIỂN KHAI"),
    ("II.", "KẾT QUẢ THỰC HIỆN"),
    ("III.", "ĐÁNH GIÁ CHUNG"),
    ("IV.", "KHÓ KHĂN, VƯỚNG MẮC VÀ NGUYÊN NHÂN"),
    ("V.", "KIẾN NGHỊ, ĐỀ XUẤT VÀ NHIỆM VỤ TIẾP THEO"),
];
/// Most bars in a chart of agencies; the table beside it has all.
const BARS: usize = 12;

/// The five parts.
pub fn parts(figures: &Figures, words: &Words) -> Vec<Part> {
    let tally = figures.tally();
    let data = [guidance(figures, &tally), results(figures, &tally), judgement(figures, &tally), sent_up::pieces(figures), next(figures, &tally)];
    (1..).zip(TITLES).zip(data).map(|((number, (label, title)), data)| {
        let own = words.of(number);
        let mut pieces = typed(&own.before);
        // What only people can write stays an open room, before data that do not answer for it
        if own.is_empty() && matches!(number, 4 | 5) {
            pieces.push(Piece::Blank);
        }
        pieces.extend(data);
        pieces.extend(typed(&own.after));
        if number == 5 {
            pieces.push(closing(figures));
        }
        Part { number, label: label.into(), title: title.into(), pieces }
    }).collect()
}

fn sum(tally: &Tally, states: &[State]) -> i64 {
    states.iter().map(|s| tally.states.get(s).copied().unwrap_or(0)).sum()
}

/// I: the plan, how its duties were given, papers that went out.
fn guidance(f: &Figures, tally: &Tally) -> Vec<Piece> {
    let holders = tally.agencies.iter().filter(|g| g.key.is_some()).count();
    let taken = [State::Accepted, State::Working, State::Reported, State::Confirmed];
    let mut given = vec![
        Bit::Text(format!("Thực hiện {}, tính đến {}, đã giao ", if f.plan.is_empty() { "kế hoạch" } else { &f.plan }, f.until())),
        Bit::counted(tally.cells.total(), Filter::default()),
        Bit::text(" nhiệm vụ"),
    ];
    if holders > 0 {
        given.push(Bit::Text(format!(" cho {} cơ quan, đơn vị", in_words(i64::try_from(holders).unwrap_or(0)))));
    }
    let part = |words: &str, states: &[State]| {
        let n = sum(tally, states);
        (n, vec![Bit::text(words), Bit::counted(n, Filter::states(states)), Bit::text(" nhiệm vụ")])
    };
    let answers = what_there_is([part("đã tiếp nhận ", &taken), part("chưa trả lời ", &[State::Assigned]), part("đề nghị trả lại ", &[State::Returned])], ", ");
    if !answers.is_empty() {
        given.push(Bit::text("; các cơ quan "));
        given.extend(answers);
    }
    given.push(Bit::text("."));
    if let Some(nobody) = tally.agencies.iter().find(|g| g.key.is_none()) {
        given.push(Bit::text(" Có "));
        given.push(Bit::counted(nobody.cells.total(), Filter::default().of(None)));
        given.push(Bit::text(" nhiệm vụ chưa xác định cơ quan chủ trì."));
    }
    let mut pieces = vec![Piece::Words(given)];
    let (texts, gone) = ((f.texts - 1).max(0), sum(tally, &[State::Withdrawn]));
    if texts > 0 || gone > 0 {
        let mut changed = vec![Bit::text("Kế hoạch đã được điều chỉnh: ")];
        let withdrawn = vec![Bit::text("rút "), Bit::counted(gone, Filter::states(&[State::Withdrawn])), Bit::text(" nhiệm vụ")];
        changed.extend(what_there_is([(texts, vec![Bit::Text(format!("bổ sung {} lần", in_words(texts)))]), (gone, withdrawn)], "; "));
        changed.push(Bit::text("."));
        pieces.push(Piece::Words(changed));
    }
    let sent: i64 = f.papers.iter().map(|p| p.count).sum();
    if sent > 0 {
        pieces.push(Piece::Words(vec![Bit::text("Đã ban hành "), Bit::Below(in_words(sent), "phan-1"), Bit::text(" văn bản phục vụ chỉ đạo, tổ chức thực hiện:")]));
        let last = f.papers.len() - 1;
        pieces.extend(f.papers.iter().enumerate().map(|(n, p)| Piece::Item("-".into(), vec![Bit::Text(format!("{}{}", sent_words(p), if n == last { '.' } else { ';' }))])));
    }
    pieces
}

/// "Công văn số 05/SKHCN-CNTT ngày 05/9/2024 về việc …".
fn sent_words(p: &crate::figures::SentPaper) -> String {
    let mut words = p.kind.clone();
    if !p.number.is_empty() {
        words.push_str(&format!(" số {}", p.number));
    }
    if let Some(day) = plan::door::day(p.day.as_deref()) {
        words.push_str(&format!(" {}", vietnamese::dates::long(day)));
    }
    words.push_str(&format!(": {}", p.title));
    if p.count > 1 {
        words.push_str(&format!(" ({} văn bản gửi từng cơ quan)", in_words(p.count)));
    }
    words.trim_end_matches([';', '.']).to_owned()
}

/// II: every duty under the plan's own numbering.
fn results(f: &Figures, tally: &Tally) -> Vec<Piece> {
    let c = tally.cells;
    let cell = |cell, words: &str| (c.of(cell), vec![Bit::counted(c.of(cell), Filter::cells(&[cell])), Bit::text(words)]);
    let mut pieces = Vec::new();
    if c.total() == 0 {
        pieces.push(Piece::Words(vec![Bit::text("Chưa có nhiệm vụ nào được giao.")]));
    } else {
        let mut all = vec![Bit::text("Trong tổng số "), Bit::counted(c.total(), Filter::default())];
        if c.done() > 0 {
            all.extend([Bit::text(" nhiệm vụ có "), Bit::counted(c.done(), Filter::cells(&[Cell::OnTime, Cell::Late])), Bit::text(" nhiệm vụ hoàn thành (")]);
            all.extend(what_there_is([cell(Cell::OnTime, " đúng hạn"), cell(Cell::Late, " quá hạn")], ", "));
            all.push(Bit::text(")"));
        } else {
            all.push(Bit::text(" nhiệm vụ, chưa có nhiệm vụ nào hoàn thành"));
        }
        let silent = vec![Bit::counted(tally.silent, Filter::default().reported(false)), Bit::Text(format!(" nhiệm vụ {SILENT}"))];
        let open = [cell(Cell::InTerm, " chưa hoàn thành nhưng còn trong hạn"), cell(Cell::Overdue, " quá hạn chưa hoàn thành"), (tally.silent, silent)];
        let open = what_there_is(open, "; ");
        if !open.is_empty() {
            all.push(Bit::text("; "));
            all.extend(open);
        }
        all.push(Bit::text("."));
        pieces.push(Piece::Words(all));
        pieces.push(Piece::Words(vec![Bit::text("Kết quả từng nhiệm vụ theo thứ tự các mục của Kế hoạch như sau:")]));
    }
    for (head, lines) in f.chapters() {
        let path = head.map(|h| h.path.clone()).unwrap_or_default();
        let base = if path.is_empty() { Filter::default() } else { Filter::default().within(&path) };
        let text = head.map_or_else(|| "Nhiệm vụ ngoài các mục của Kế hoạch".to_owned(), |h| format!("Mục {}. {}", h.path, h.title));
        pieces.push(Piece::Heading { level: 2, label: String::new(), text });
        if head.is_some() {
            let n = |cells: &[Cell], words: &str| {
                let filter = Filter { cells: cells.to_vec(), ..base.clone() };
                let count = f.count(&filter);
                (count, vec![Bit::counted(count, filter), Bit::text(words)])
            };
            let mut all = n(&[], " nhiệm vụ: ").1;
            all.extend(what_there_is([n(&[Cell::OnTime, Cell::Late], " hoàn thành"), n(&[Cell::InTerm], " trong hạn"), n(&[Cell::Overdue], " quá hạn")], ", "));
            all.push(Bit::text("."));
            pieces.push(Piece::Words(all));
        }
        pieces.push(tables::duties(f, &lines, &path));
    }
    pieces
}

/// III: four cells with the formula, by agency, charts, how ready stops are.
fn judgement(f: &Figures, tally: &Tally) -> Vec<Piece> {
    let c = tally.cells;
    let heading = |label: &str, text: &str| Piece::Heading { level: 2, label: label.into(), text: text.into() };
    let done = || Filter::cells(&[Cell::OnTime, Cell::Late]);
    let mut formula = vec![
        Bit::text("Tỷ lệ hoàn thành = số nhiệm vụ hoàn thành / (số nhiệm vụ hoàn thành + số nhiệm vụ quá hạn chưa hoàn thành) = "), Bit::cell(c.done(), done()),
        Bit::text(" / ("), Bit::cell(c.done(), done()), Bit::text(" + "), Bit::cell(c.overdue, Filter::cells(&[Cell::Overdue])), Bit::text(") = "),
    ];
    formula.push(Bit::Bold(percent(c.rate())));
    formula.push(Bit::text(if c.rate().is_some() { ". " } else { " (chưa có nhiệm vụ hoàn thành hoặc đến hạn). " }));
    if c.in_term > 0 {
        // The Government's ratio counts only what is done or overdue: 100 % of little must not pass for all.
        formula.extend([Bit::text("Tính trên tổng số nhiệm vụ được giao: "), Bit::cell(c.done(), done()), Bit::text(" / "), Bit::cell(c.total(), Filter::default())]);
        formula.extend([Bit::text(" = "), Bit::Bold(percent(c.done_of_all())), Bit::text(". ")]);
    }
    formula.push(Bit::text("Nhiệm vụ được coi là hoàn thành khi báo cáo đã được xác nhận; đúng hạn hay quá hạn xét theo ngày báo cáo và thời hạn được duyệt."));
    let mut pieces = vec![heading("1.", "Kết quả chung"), tables::four_cells(tally), Piece::Words(formula)];
    if c.total() > 0 {
        pieces.push(tables::four_bars(tally));
        pieces.push(heading("2.", "Kết quả theo cơ quan, đơn vị"));
        pieces.push(tables::agencies(tally));
        pieces.extend(late_bars(tally));
    }
    if !f.stops.is_empty() {
        pieces.push(heading(if c.total() > 0 { "3." } else { "2." }, "Mức độ sẵn sàng của các cụm, chặng"));
        pieces.extend(tables::readiness(&f.stops));
    }
    pieces
}

/// Agencies with most overdue duties.
fn late_bars(tally: &Tally) -> Option<Piece> {
    let mut late: Vec<_> = tally.agencies.iter().filter(|g| g.cells.overdue > 0).collect();
    late.sort_by_key(|g| std::cmp::Reverse(g.cells.overdue));
    let caption = if late.len() > BARS { format!("Biểu đồ: {BARS} cơ quan có nhiều nhiệm vụ quá hạn nhất") } else { "Biểu đồ: nhiệm vụ quá hạn theo cơ quan".into() };
    let rows: Vec<Bar> = late.into_iter().take(BARS).map(|g| Bar {
        label: agency_words(g).to_owned(),
        value: g.cells.overdue,
        shown: vietnamese::numbers::group(g.cells.overdue),
        filter: Filter::cells(&[Cell::Overdue]).of(g.key),
    }).collect();
    (!rows.is_empty()).then_some(Piece::Bars { caption, rows })
}

/// V: what remains, overdue first.
fn next(f: &Figures, tally: &Tally) -> Vec<Piece> {
    let open = [Cell::Overdue, Cell::InTerm];
    let mut lines: Vec<&DutyLine> = f.duties.iter().filter(|d| d.cell().is_some_and(|c| open.contains(&c))).collect();
    if lines.is_empty() {
        return Vec::new();
    }
    sort_by_urgency(&mut lines);
    let day = f.date();
    let mut intro = vec![
        Bit::text("Thời gian tới tiếp tục thực hiện "), Bit::counted(tally.cells.in_term + tally.cells.overdue, Filter::cells(&open)), Bit::text(" nhiệm vụ chưa hoàn thành"),
    ];
    if tally.cells.overdue > 0 {
        intro.extend([Bit::text(", trước hết là "), Bit::counted(tally.cells.overdue, Filter::cells(&[Cell::Overdue])), Bit::text(" nhiệm vụ đã quá hạn")]);
    }
    intro.push(Bit::text(":"));
    let columns = vec![
        Column::new("Số", 4.0).stand(Stand::Centre), Column::new("Nhiệm vụ", 38.0), Column::new("Cơ quan", 20.0),
        Column::new("Thời hạn", 10.0).stand(Stand::Centre), Column::new("Tình trạng", 18.0),
    ];
    let rows = lines.into_iter().map(|d| Line { cells: vec![
        vec![Bit::Text(d.number.to_string())], vec![Bit::Duty(d.text.clone(), d.id)], vec![Bit::text(if d.agency_name.is_empty() { "Chưa có cơ quan" } else { &d.agency_name })],
        vec![Bit::Text(shown(d.deadline.as_deref()))], vec![Bit::Text(tables::standing(d, day))],
    ], bold: false });
    vec![Piece::Words(intro), Piece::Table(Table { caption: "Nhiệm vụ tiếp tục thực hiện".into(), columns, rows: rows.collect() })]
}

/// The last sentence, which the paper closes with "./.".
pub fn closing(f: &Figures) -> Piece {
    let plan = if f.plan.is_empty() { "kế hoạch" } else { &f.plan };
    Piece::Words(vec![Bit::Text(format!("Trên đây là kết quả thực hiện {plan}, số liệu đến {}.", f.until()))])
}

/// Overdue first, then by deadline; those without one last.
pub fn sort_by_urgency(lines: &mut [&DutyLine]) {
    lines.sort_by_key(|d| (d.cell() != Some(Cell::Overdue), d.deadline.is_none(), d.deadline.clone()));
}
