//! Tiến độ công khai (public progress): where a line of the plan stands, as everybody may read it. No IO, no names of people. While the
//! duties desk is not in use it is computed from dates alone; then from what the agencies reported. A line whose day has passed without a
//! report is "chưa có báo cáo", never "not done": nobody has said so.
use crate::model::{Assignment, Campaign, day};
use jiff::civil::Date;

/// Where a line stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// Its time has not begun (chưa đến lượt).
    Upcoming,
    /// Its time runs (trong hạn); nobody has said whether work has begun.
    InTerm,
    /// Its last day has passed and no report exists, the desk is not in use (chưa có báo cáo).
    Unreported,
    /// Neither the plan nor the campaign names a last day (không nêu hạn).
    NoDeadline,
    /// Agencies have taken it over (đang thực hiện).
    Working,
    /// All have reported, not all reports are confirmed (đã báo cáo).
    Reported,
    /// All reports are confirmed (đã hoàn thành).
    Done,
    /// All reports are confirmed, at least one came after its deadline (đã hoàn thành, trễ hạn).
    DoneLate,
    /// The deadline of an agency that has not reported has passed (quá hạn, chưa có báo cáo).
    Overdue,
}

impl State {
    /// All, in the order of a legend.
    pub const ALL: [State; 9] = [
        State::Done, State::DoneLate, State::Reported, State::Working, State::InTerm, State::Upcoming, State::Unreported, State::Overdue,
        State::NoDeadline,
    ];

    /// Word for data and addresses.
    pub fn code(self) -> &'static str {
        match self {
            State::Upcoming => "upcoming",
            State::InTerm => "in_term",
            State::Unreported => "unreported",
            State::NoDeadline => "no_deadline",
            State::Working => "working",
            State::Reported => "reported",
            State::Done => "done",
            State::DoneLate => "done_late",
            State::Overdue => "overdue",
        }
    }

    /// Catalogue key of its words.
    pub fn key(self) -> &'static str {
        match self {
            State::Upcoming => "plan-state-upcoming",
            State::InTerm => "plan-state-in-term",
            State::Unreported => "plan-state-unreported",
            State::NoDeadline => "plan-state-no-deadline",
            State::Working => "plan-state-working",
            State::Reported => "plan-state-reported",
            State::Done => "plan-state-done",
            State::DoneLate => "plan-state-done-late",
            State::Overdue => "plan-state-overdue",
        }
    }
}

/// What the duties desk knows of a line, over all agencies that answer for it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// How many agencies answer for it.
    pub agencies: i64,
    /// How many of them have neither taken it over nor reported.
    pub silent: i64,
    /// How many are at work.
    pub working: i64,
    /// How many have reported and wait for the confirmation.
    pub reported: i64,
    /// How many are confirmed …
    pub confirmed: i64,
    /// … and of those, how many came after their deadline.
    pub late: i64,
    /// Earliest approved deadline of those that have not reported.
    pub first_open: Option<Date>,
    /// Latest approved deadline of all.
    pub last: Option<Date>,
}

/// Where a line stands, and the last day that this was computed from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Where it stands.
    pub state: State,
    /// Last day, inclusive: the approved one once the desk is in use.
    pub due: Option<Date>,
    /// Whether the plan names no deadline and the campaign's last day stands in ("theo thời gian của kế hoạch").
    pub from_campaign: bool,
    /// Days from today to the last day: 0 today, negative when past; None when nothing is left to do.
    pub days_left: Option<i32>,
    /// How many agencies have reported or are confirmed, of how many; None while the desk is not in use.
    pub reported: Option<(i64, i64)>,
}

/// Computes it: from what is known once the desk is in use, else from dates alone.
pub fn progress(line: &Assignment, campaign: &Campaign, today: Date, known: Option<&Known>) -> Progress {
    let own = day(line.deadline_end.as_deref());
    let known = known.filter(|k| k.agencies > 0);
    let due = known.and_then(|k| k.first_open.or(k.last)).or(own).or_else(|| campaign.end());
    let from_campaign = own.is_none() && due == campaign.end();
    let begin = match (day(line.deadline_start.as_deref()), from_campaign) {
        (Some(start), _) => Some(start),
        (None, true) => campaign.start(),
        (None, false) => None,
    };
    let by_dates = match (due, begin) {
        (None, _) => State::NoDeadline,
        (Some(due), _) if due < today => State::Unreported,
        (Some(_), Some(begin)) if today < begin => State::Upcoming,
        _ => State::InTerm,
    };
    let state = known.map_or(by_dates, |k| match k {
        k if k.confirmed == k.agencies => if k.late > 0 { State::DoneLate } else { State::Done },
        k if k.confirmed + k.reported == k.agencies => State::Reported,
        k if k.first_open.is_some_and(|last| last < today) => State::Overdue,
        k if k.silent < k.agencies => State::Working,
        _ => by_dates,
    });
    let over = matches!(state, State::Done | State::DoneLate | State::Reported);
    let days_left = due.filter(|_| !over).and_then(|d| today.until(d).ok()).map(|span| span.get_days());
    Progress { state, due, from_campaign, days_left, reported: known.map(|k| (k.confirmed + k.reported, k.agencies)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use uuid::Uuid;

    fn campaign() -> Campaign {
        Campaign {
            id: Uuid::nil(), slug: "x-2024".into(), name: "Ngày".into(), place: "X".into(), theme: String::new(),
            theme_lines: String::new(), intro: String::new(), year: 2024, issuer: String::new(), start_on: Some("2024-08-01".into()),
            end_on: Some("2024-10-31".into()), main_day: None, period_text: String::new(), names_on: "2024-08-01".into(),
            escalation: String::new(), organisers: String::new(), hotline: String::new(), accent_hue: None, visual_file: None,
            state: "published".into(), revision: 1, created_at: 0,
        }
    }

    fn duty(start: Option<&str>, end: Option<&str>) -> Assignment {
        Assignment {
            id: Uuid::nil(), campaign: Uuid::nil(), number: 1, ordinal: 1, activity: None, kind: "other".into(), path: "I".into(),
            text: "Việc".into(), short_name: "Việc".into(), basis: "heading".into(), deadline_text: String::new(),
            deadline_start: start.map(Into::into), deadline_end: end.map(Into::into), span_start: 0, span_end: 0, confidence: 1.0,
            because: String::new(), confirmed_at: None, revision: 1, withdrawn_at: None, lead: vec![], coordinating: vec![],
        }
    }

    #[test]
    fn a_duty_stands_by_its_dates() {
        let c = campaign();
        let at = |d: &Assignment, today| progress(d, &c, today, None).state;
        let own = duty(Some("2024-09-10"), Some("2024-09-20"));
        assert_eq!(at(&own, date(2024, 9, 9)), State::Upcoming);
        assert_eq!(at(&own, date(2024, 9, 20)), State::InTerm);
        assert_eq!(at(&own, date(2024, 9, 21)), State::Unreported);
        let only_end = duty(None, Some("2024-09-20"));
        assert_eq!(at(&only_end, date(2024, 7, 1)), State::InTerm);
        let none = duty(None, None);
        let p = progress(&none, &c, date(2024, 10, 30), None);
        assert_eq!((p.state, p.from_campaign, p.days_left), (State::InTerm, true, Some(1)));
        assert_eq!(at(&none, date(2024, 7, 1)), State::Upcoming);
        let open = Campaign { end_on: None, ..campaign() };
        assert_eq!(progress(&none, &open, date(2024, 9, 1), None).state, State::NoDeadline);
        assert_eq!(progress(&own, &c, date(2024, 9, 25), None).days_left, Some(-5));
    }
    #[test]
    fn what_agencies_reported_comes_before_dates() {
        let c = campaign();
        let line = duty(None, Some("2024-09-20"));
        let day = |d| Some(date(2024, 9, d));
        let of = |known: Known, today| progress(&line, &c, date(2024, 9, today), Some(&known));
        let silent = Known { agencies: 2, silent: 2, first_open: day(20), last: day(20), ..Known::default() };
        assert_eq!(of(silent, 15).state, State::InTerm, "given, nobody has accepted: its time runs");
        assert_eq!(of(silent, 20).state, State::InTerm, "the last day belongs to the term");
        assert_eq!(of(silent, 21).state, State::Overdue);
        let one = Known { silent: 1, working: 1, ..silent };
        assert_eq!((of(one, 15).state, of(one, 21).state), (State::Working, State::Overdue));
        let half = Known { agencies: 2, silent: 0, working: 1, confirmed: 1, first_open: day(25), last: day(25), ..Known::default() };
        assert_eq!((of(half, 21).state, of(half, 21).due, of(half, 21).reported), (State::Working, day(25), Some((1, 2))), "an extension counts");
        let told = Known { agencies: 2, reported: 1, confirmed: 1, last: day(20), ..Known::default() };
        assert_eq!((of(told, 25).state, of(told, 25).days_left), (State::Reported, None), "waiting for the confirmation is nobody's delay");
        let done = Known { agencies: 2, confirmed: 2, last: day(20), ..Known::default() };
        assert_eq!((of(done, 25).state, of(Known { late: 1, ..done }, 25).state), (State::Done, State::DoneLate));
        assert_eq!(of(Known::default(), 21).state, State::Unreported, "no agency answers for it: dates alone");
    }
}
