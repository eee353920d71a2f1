//! Lời cho người đọc: how dates, deadlines and states of duties are said on pages, in the reader's language.
use crate::model::Assignment;
use crate::progress::{Progress, State};
use jiff::civil::Date;
use ui::{BeatState, Frame, Tone};

/// `dd/mm/yyyy`.
pub(crate) fn date(day: Date) -> String {
    vietnamese::dates::short(day)
}

/// Tone of a state's chip.
pub fn tone(state: State) -> Tone {
    match state {
        State::InTerm | State::Working | State::Reported => Tone::Go,
        State::Done | State::DoneLate => Tone::Ok,
        State::Upcoming | State::NoDeadline => Tone::Plain,
        State::Unreported => Tone::Warn,
        State::Overdue => Tone::Bad,
    }
}

/// Icon of a state's chip.
pub(crate) fn icon(state: State) -> &'static str {
    match state {
        State::InTerm => "clock",
        State::Upcoming => "calendar",
        State::NoDeadline => "minus",
        State::Unreported => "talk",
        State::Working => "arrow",
        State::Reported => "send",
        State::Done | State::DoneLate => "check",
        State::Overdue => "alert",
    }
}

/// The bar of a duty in the beat.
pub fn beat(state: State) -> BeatState {
    match state {
        State::InTerm => BeatState::InTerm,
        State::Upcoming => BeatState::Waiting,
        State::NoDeadline => BeatState::NoDeadline,
        State::Unreported => BeatState::Unreported,
        State::Working | State::Reported => BeatState::Working,
        State::Done => BeatState::Done,
        State::DoneLate => BeatState::DoneLate,
        State::Overdue => BeatState::OverdueUnreported,
    }
}

/// "Hạn 22/09/2024", or that the plan names none and whose day stands in.
pub(crate) fn due(frame: &Frame, progress: &Progress) -> String {
    match progress.due {
        Some(day) if progress.from_campaign => frame.t1("plan-due-campaign", "day", date(day)),
        Some(day) => frame.t1("plan-due", "day", date(day)),
        None => frame.t("plan-due-none"),
    }
}

/// "còn 3 ngày", "hôm nay", "đã qua 2 ngày", and how many of several agencies have reported; empty when it says nothing.
pub(crate) fn left(frame: &Frame, progress: &Progress) -> String {
    let days = match progress.days_left {
        Some(0) => frame.t("plan-left-today"),
        Some(days) if days > 0 => frame.t1("plan-left", "days", days),
        Some(days) => frame.t1("plan-past", "days", -days),
        None => String::new(),
    };
    let of = progress.reported.filter(|(_, all)| *all > 1).map(|(done, all)| frame.t2("plan-reported-of", "done", done, "all", all));
    [Some(days), of].into_iter().flatten().filter(|words| !words.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// What the plan's words about a deadline are understood as: "hiểu là từ 01/09/2024 đến hết 20/09/2024".
pub(crate) fn understood(frame: &Frame, duty: &Assignment) -> String {
    let day = |iso: &Option<String>| crate::model::day(iso.as_deref()).map(date);
    match (day(&duty.deadline_start), day(&duty.deadline_end)) {
        (Some(a), Some(b)) if a == b => frame.t1("plan-understood-on", "day", a),
        (Some(a), Some(b)) => frame.t2("plan-understood-span", "from", a, "to", b),
        (None, Some(b)) => frame.t1("plan-understood-until", "day", b),
        (Some(a), None) => frame.t1("plan-understood-from", "day", a),
        (None, None) => frame.t("plan-understood-nothing"),
    }
}

/// An ISO day as shown; words that are no day stay as they are.
pub(crate) fn shown(iso: &str) -> String {
    crate::model::day(Some(iso)).map_or_else(|| iso.to_owned(), date)
}
