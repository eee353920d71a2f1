//! Tiến độ tính từ ngày tháng: where a duty stands by its dates alone. No IO. Reports come with the duties desk; until
//! then a duty whose day has passed is "chưa có báo cáo", never "not done": nobody has said so.
use crate::model::{Assignment, Campaign, day};
use jiff::civil::Date;

/// Where a duty stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// Its time has not begun (chưa đến lượt).
    Upcoming,
    /// Its time runs (trong hạn).
    InTerm,
    /// Its last day has passed and no report exists (chưa có báo cáo).
    Unreported,
    /// Neither the plan nor the campaign names a last day (không nêu hạn).
    NoDeadline,
}

impl State {
    /// All, in the order of a legend.
    pub const ALL: [State; 4] = [State::InTerm, State::Upcoming, State::Unreported, State::NoDeadline];

    /// Word for data and addresses.
    pub fn code(self) -> &'static str {
        match self {
            State::Upcoming => "upcoming",
            State::InTerm => "in_term",
            State::Unreported => "unreported",
            State::NoDeadline => "no_deadline",
        }
    }

    /// Catalogue key of its words.
    pub fn key(self) -> &'static str {
        match self {
            State::Upcoming => "plan-state-upcoming",
            State::InTerm => "plan-state-in-term",
            State::Unreported => "plan-state-unreported",
            State::NoDeadline => "plan-state-no-deadline",
        }
    }
}

/// Where a duty stands, and the last day that this was computed from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Where it stands.
    pub state: State,
    /// Last day, inclusive.
    pub due: Option<Date>,
    /// Whether the plan names no deadline and the campaign's last day stands in ("theo thời gian của kế hoạch").
    pub from_campaign: bool,
    /// Days from today to the last day: 0 today, negative when past.
    pub days_left: Option<i32>,
}

/// Computes it from dates alone.
pub fn progress(duty: &Assignment, campaign: &Campaign, today: Date) -> Progress {
    let own = day(duty.deadline_end.as_deref());
    let from_campaign = own.is_none();
    let due = own.or_else(|| campaign.end());
    let begin = match (day(duty.deadline_start.as_deref()), from_campaign) {
        (Some(start), _) => Some(start),
        (None, true) => campaign.start(),
        (None, false) => None,
    };
    let days_left = due.and_then(|d| today.until(d).ok()).map(|span| span.get_days());
    let state = match (due, begin) {
        (None, _) => State::NoDeadline,
        (Some(due), _) if due < today => State::Unreported,
        (Some(_), Some(begin)) if today < begin => State::Upcoming,
        _ => State::InTerm,
    };
    Progress { state, due, from_campaign, days_left }
}

/// How many duties stand where, in the order of [`State::ALL`], leaving out what does not occur.
pub fn tally<'a>(duties: impl IntoIterator<Item = &'a Assignment>, campaign: &Campaign, today: Date) -> Vec<(State, usize)> {
    let states: Vec<State> = duties.into_iter().map(|d| progress(d, campaign, today).state).collect();
    let count = |state: State| states.iter().filter(|s| **s == state).count();
    State::ALL.into_iter().map(|s| (s, count(s))).filter(|(_, n)| *n > 0).collect()
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
        let at = |d: &Assignment, today| progress(d, &c, today).state;
        let own = duty(Some("2024-09-10"), Some("2024-09-20"));
        assert_eq!(at(&own, date(2024, 9, 9)), State::Upcoming);
        assert_eq!(at(&own, date(2024, 9, 20)), State::InTerm);
        assert_eq!(at(&own, date(2024, 9, 21)), State::Unreported);
        let only_end = duty(None, Some("2024-09-20"));
        assert_eq!(at(&only_end, date(2024, 7, 1)), State::InTerm);
        let none = duty(None, None);
        let p = progress(&none, &c, date(2024, 10, 30));
        assert_eq!((p.state, p.from_campaign, p.days_left), (State::InTerm, true, Some(1)));
        assert_eq!(at(&none, date(2024, 7, 1)), State::Upcoming);
        let open = Campaign { end_on: None, ..campaign() };
        assert_eq!(progress(&none, &open, date(2024, 9, 1)).state, State::NoDeadline);
        assert_eq!(progress(&own, &c, date(2024, 9, 25)).days_left, Some(-5));
    }
}
