//! Cách bày của bảng sẵn sàng: items as rows with due days, tones and who answers; what lacks first.
use super::access::Desk;
use super::model::{self, Readiness, Ready};
use super::store::Item;
use crate::staff::Staff;
use agencies::door::Directory;
use jiff::civil::Date;
use plan::door::Stop;
use ui::{Frame, Tone};
use uuid::Uuid;

/// An item as a row.
pub(super) struct Row {
    pub id: Uuid,
    pub words: String,
    pub kind: String,
    pub agency: String,
    pub day: String,
    pub due: String,
    /// "Quá hạn 2 ngày", "hôm nay", empty when settled or without a day.
    pub when: String,
    pub state: &'static str,
    pub word: String,
    pub tone: Tone,
    pub reason: String,
    pub note: String,
    pub person: String,
    pub files: i64,
    pub may: bool,
    pub settled: bool,
    /// Key of the form that ticks it.
    pub key: Uuid,
    pub(super) day_no: i64,
    pub(super) due_on: Option<Date>,
}

impl Row {
    /// Place among what lacks: red, then soon, then the rest; within each by day.
    fn rank(&self) -> (u8, Option<Date>) {
        let loud = match self.tone {
            Tone::Bad => 0,
            Tone::Warn => 1,
            _ => 2,
        };
        (loud, self.due_on.or(Some(Date::MAX)))
    }
}

/// Rows under a heading with their share.
pub(super) struct Group {
    pub title: String,
    pub rows: Vec<Row>,
    pub total: usize,
    pub settled: usize,
    pub red: usize,
}

/// Names that rows need.
pub(super) struct Names {
    directory: Directory,
    on: Date,
    staff: Staff,
}

impl Names {
    /// Loads them, in two statements.
    pub async fn load(db: &mut impl base::Fetch, desk: &Desk) -> base::Result<Names> {
        let staff = Staff::load(db, desk.campaign.id).await?;
        Ok(Names { directory: Directory::load(db).await?, on: desk.campaign.names_day(), staff })
    }
    /// Name of an agency as the plan writes it.
    pub fn agency(&self, id: Option<Uuid>) -> String {
        id.and_then(|id| self.directory.name_on(id, self.on)).map(|a| a.name).unwrap_or_default()
    }
    /// Name of a person.
    pub fn person(&self, account: Option<Uuid>, typed: &str) -> String {
        account.and_then(|id| self.staff.name(id)).unwrap_or(typed).to_owned()
    }
    /// People with roles in the campaign.
    pub fn staff(&self) -> &Staff {
        &self.staff
    }
    /// Agencies of the campaign's day, in Vietnamese order, without groups.
    pub fn list(&self) -> Vec<(Uuid, String)> {
        self.directory.list(self.on).into_iter().filter(|a| !a.is_group).map(|a| (a.id, a.name)).collect()
    }
}

/// How far a day is, in words.
pub(super) fn distance(frame: &Frame, due: Option<Date>, today: Date) -> String {
    match due.map(|d| model::days(today, d)) {
        None => String::new(),
        Some(0) => frame.t("duties-due-today"),
        Some(n) if n < 0 => frame.t1("duties-overdue-by", "days", -n),
        Some(n) => frame.t1("duties-due-in", "days", n),
    }
}

/// "Trước ngày đầu", "Ngày 1 · 14/09/2024".
pub(super) fn day_title(frame: &Frame, stop: &Stop, day_no: i64) -> String {
    match (day_no, model::day_of(stop, day_no)) {
        (0, _) => frame.t("duties-check-before"),
        (n, Some(day)) => frame.t2("duties-check-day-on", "n", n, "day", vietnamese::dates::short(day)),
        (n, None) => frame.t1("duties-check-day", "n", n),
    }
}

/// An item as a row.
pub(super) fn row(frame: &Frame, desk: &Desk, names: &Names, stop: &Stop, item: &Item) -> Row {
    let today = frame.site.clock.today();
    let (ready, due) = (item.ready(), item.due());
    Row {
        id: item.id,
        words: item.words.clone(),
        kind: item.kind_name.clone(),
        agency: names.agency(item.agency),
        day: day_title(frame, stop, item.day_no),
        due: due.map(vietnamese::dates::short).unwrap_or_default(),
        when: if ready.is_settled() { String::new() } else { distance(frame, due, today) },
        state: ready.code(),
        word: frame.t(ready.key()),
        tone: model::tone(ready, due, today),
        reason: item.reason.clone(),
        note: item.note.clone(),
        person: names.person(item.account, &item.person),
        files: item.files,
        may: desk.may(item.agency) && item.dropped_at.is_none(),
        settled: ready.is_settled(),
        key: Uuid::now_v7(),
        day_no: item.day_no,
        due_on: due,
    }
}

/// Rows under headings, in the order in which the headings come first.
pub(super) fn groups(rows: Vec<Row>, title: impl Fn(&Row) -> String) -> Vec<Group> {
    let mut all: Vec<Group> = Vec::new();
    for row in rows {
        let heading = title(&row);
        let at = all.iter().position(|g| g.title == heading).unwrap_or_else(|| {
            all.push(Group { title: heading, rows: Vec::new(), total: 0, settled: 0, red: 0 });
            all.len() - 1
        });
        let group = &mut all[at];
        group.total += 1;
        group.settled += usize::from(row.settled);
        group.red += usize::from(row.tone == Tone::Bad);
        group.rows.push(row);
    }
    all
}

/// What still lacks, red first.
pub(super) fn lacking(rows: impl IntoIterator<Item = Row>) -> Vec<Row> {
    let mut rest: Vec<Row> = rows.into_iter().filter(|r| !r.settled).collect();
    rest.sort_by_key(Row::rank);
    rest
}

/// How ready a stop is, from its counts `(items, settled, red)`.
pub(super) fn readiness(stop: &Stop, counts: (i64, i64, i64), today: Date) -> Readiness {
    let start = plan::door::day(stop.start_on.as_deref());
    Readiness {
        stop: stop.id,
        title: plan::door::stop_title(stop),
        href: format!("{}/{}", super::BOARDS, stop.slug),
        total: counts.0,
        settled: counts.1,
        red: counts.2,
        days_left: start.map(|d| model::days(today, d)),
    }
}

/// "Còn 5 ngày", "Bắt đầu hôm nay", "Đã qua".
pub(super) fn t_minus(frame: &Frame, stop: &Stop, today: Date) -> String {
    let (start, end) = (plan::door::day(stop.start_on.as_deref()), plan::door::day(stop.end_on.as_deref()));
    match (start, end.or(start)) {
        (None, _) => frame.t("duties-stop-undated"),
        (_, Some(end)) if end < today => frame.t("duties-stop-over"),
        (Some(start), _) if start <= today => frame.t("duties-stop-on"),
        (Some(start), _) => frame.t1("duties-stop-in", "days", model::days(today, start)),
    }
}

/// Words of a state, for forms.
pub(super) fn states(frame: &Frame) -> Vec<ui::Choice> {
    Ready::ALL.into_iter().map(|s| ui::Choice::new(s.code(), frame.t(s.key()))).collect()
}
