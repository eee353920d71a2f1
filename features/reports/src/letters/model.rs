//! Luật của công văn đôn đốc: who gets a letter, with which duties, and what it says. No IO.
use crate::figures::{DutyLine, Figures, shown};
use crate::layout::result::sort_by_urgency;
use crate::layout::{blocks, in_words, tables};
use agencies::door::{Directory, Succession};
use duties::door::Cell;
use jiff::ToSpan;
use jiff::civil::Date;
use papers::door::{Block, Body, Column, Row, Span, Stand, Table};
use std::collections::BTreeMap;
use uuid::Uuid;

/// An agency with what it still has to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pressed {
    /// Who does the work today.
    pub agency: Uuid,
    /// Its name today.
    pub name: String,
    /// Open duties without a report, overdue first.
    pub duties: Vec<DutyLine>,
}

impl Pressed {
    /// How many are overdue.
    pub fn overdue(&self) -> usize {
        self.duties.iter().filter(|d| d.cell() == Some(Cell::Overdue)).count()
    }
    /// How many fall due within seven days.
    pub fn soon(&self, today: Date) -> usize {
        let last = today.checked_add(7.days()).unwrap_or(today).to_string();
        self.duties.iter().filter(|d| d.cell() == Some(Cell::InTerm) && d.deadline.as_ref().is_some_and(|day| *day <= last)).count()
    }
    /// Whether a letter is proposed.
    pub fn is_urgent(&self, today: Date) -> bool {
        self.overdue() > 0 || self.soon(today) > 0
    }
}

/// Every agency that has an open duty without a report, in Vietnamese order; where one other agency took over its work, that one gets
/// the letter. What waits for confirmation is not pressed.
pub fn pressed(figures: &Figures, directory: &Directory, succession: &Succession, today: Date) -> Vec<Pressed> {
    let mut groups: BTreeMap<Uuid, Vec<&DutyLine>> = BTreeMap::new();
    for duty in &figures.duties {
        let open = matches!(duty.cell(), Some(Cell::InTerm | Cell::Overdue)) && !duty.is_reported();
        let Some(agency) = duty.agency.filter(|_| open) else { continue };
        let holder = match succession.today_of(directory, agency, today).as_slice() {
            [one] => *one,
            _ => directory.canonical(agency),
        };
        groups.entry(holder).or_default().push(duty);
    }
    let mut all: Vec<Pressed> = groups.into_iter().map(|(agency, mut duties)| {
        sort_by_urgency(&mut duties);
        let name = directory.name_on(agency, today).map_or_else(|| duties[0].agency_name.clone(), |a| a.name);
        Pressed { agency, name, duties: duties.into_iter().cloned().collect() }
    }).collect();
    all.sort_by(|a, b| vietnamese::collate::compare(&a.name, &b.name).then(a.agency.cmp(&b.agency)));
    all
}

/// The words that ask, to be changed before the letters are made. They are the same in every letter, so they say nothing of what is overdue
/// and name nobody; where a person types `{{noi_nhan}}`, the agency is put in.
pub fn asking(today: Date) -> String {
    let by = today.checked_add(5.days()).unwrap_or(today);
    format!(
        "Để bảo đảm tiến độ và chất lượng, đề nghị quý cơ quan:\n1. Tập trung thực hiện các nhiệm vụ nêu trên.\n2. Báo cáo kết quả thực hiện kèm minh chứng trước {}; nhiệm vụ cần gia hạn thì nêu rõ lý do và thời hạn đề nghị.\nTrong quá trình thực hiện, nếu có khó khăn, vướng mắc, đề nghị phản ánh kịp thời để được xem xét, giải quyết.",
        vietnamese::dates::long(by)
    )
}

/// What a letter says: how many, the duties, what is asked.
pub fn body(figures: &Figures, one: &Pressed, asking: &str) -> Body {
    let n = |count: usize| in_words(i64::try_from(count).unwrap_or(i64::MAX));
    let (open, late) = (one.duties.len(), one.overdue());
    let mut intro = format!("Thực hiện {}, theo số liệu tổng hợp đến {}, {} còn {} nhiệm vụ chưa hoàn thành", plan(figures), figures.until(), one.name, n(open));
    intro.push_str(&if late > 0 { format!(", trong đó {} nhiệm vụ đã quá hạn cần thực hiện trước, cụ thể như sau:", n(late)) } else { ", cụ thể như sau:".into() });
    let mut body = vec![Block::Paragraph(vec![Span::plain(intro)]), Block::Table(table(figures, one))];
    let typed = papers::door::for_recipient(asking, &one.name);
    let part = crate::layout::Part { pieces: blocks::typed(&typed), ..crate::layout::Part::default() };
    body.extend(blocks::body(&[part]).body.into_iter().skip(1));
    Body { body, annexes: Vec::new() }
}

fn plan(figures: &Figures) -> &str {
    if figures.plan.is_empty() { "kế hoạch" } else { &figures.plan }
}

fn table(figures: &Figures, one: &Pressed) -> Table {
    let columns = vec![
        Column::new("TT", 4.0).stand(Stand::Centre), Column::new("Mục", 8.0), Column::new("Nhiệm vụ", 42.0),
        Column::new("Thời hạn", 11.0).stand(Stand::Centre), Column::new("Tình trạng", 22.0),
    ];
    let row = |(n, d): (usize, &DutyLine)| {
        let deadline = shown(d.deadline.as_deref());
        Row::plain([(n + 1).to_string(), d.path.clone(), d.text.clone(), if deadline.is_empty() { "Không nêu".into() } else { deadline }, tables::standing(d, figures.date())])
    };
    Table { caption: String::new(), columns, rows: one.duties.iter().enumerate().map(row).collect() }
}
