//! Lời của nhiệm vụ: the words in which every page and notice speaks of a duty's state, cell and deadline. One place, so that the desk,
//! the table, papers and mails say the same.
use crate::model::{Cell, State};
use crate::store::Duty;
use base::{Lang, Site};
use jiff::civil::Date;
use plan::door::Assignment;
use ui::{Frame, Tone};

/// Catalogue key of a state.
pub fn state_key(state: State) -> &'static str {
    match state {
        State::Assigned => "duties-state-assigned",
        State::Returned => "duties-state-returned",
        State::Accepted => "duties-state-accepted",
        State::Working => "duties-state-working",
        State::Reported => "duties-state-reported",
        State::Confirmed => "duties-state-confirmed",
        State::Withdrawn => "duties-state-withdrawn",
    }
}

/// Tone of a state by itself.
pub fn state_tone(state: State) -> Tone {
    match state {
        State::Assigned | State::Withdrawn => Tone::Plain,
        State::Returned | State::Reported => Tone::Warn,
        State::Accepted | State::Working => Tone::Go,
        State::Confirmed => Tone::Ok,
    }
}

/// Catalogue key of a cell.
pub fn cell_key(cell: Cell) -> &'static str {
    match cell {
        Cell::OnTime => "duties-cell-on-time",
        Cell::Late => "duties-cell-late",
        Cell::InTerm => "duties-cell-in-term",
        Cell::Overdue => "duties-cell-overdue",
    }
}

/// Tone of a cell's figure.
pub fn cell_tone(cell: Cell) -> Tone {
    match cell {
        Cell::OnTime => Tone::Ok,
        Cell::Overdue => Tone::Bad,
        Cell::Late | Cell::InTerm => Tone::Plain,
    }
}

/// Catalogue key of what happened; `kind` as `duty_event` has it.
pub fn event_key(kind: &str) -> String {
    format!("duties-event-{}", kind.replace('_', "-"))
}

/// Days from `from` to `to`.
pub fn days(from: Date, to: Date) -> i32 {
    from.until(to).map_or(0, |span| span.get_days())
}

/// How it stands, for a chip: lateness comes before the step.
pub fn chip(frame: &Frame, duty: &Duty, today: Date) -> (Tone, String) {
    let (state, last) = (duty.state(), duty.deadline());
    match (duty.cell(today), last) {
        (Some(Cell::Late), Some(last)) => {
            let late = days(last, duty.finished().unwrap_or(last));
            (Tone::Ok, frame.t1("duties-chip-late", "days", late))
        }
        (Some(Cell::Overdue), Some(last)) if !state.is_finished() => (Tone::Bad, frame.t1("duties-chip-overdue", "days", days(last, today))),
        _ => (state_tone(state), frame.t(state_key(state))),
    }
}

/// Which bar of the beat it is.
pub fn beat(duty: &Duty, today: Date) -> ui::BeatState {
    use ui::BeatState;
    match (duty.state(), duty.cell(today)) {
        (_, Some(Cell::OnTime)) => BeatState::Done,
        (_, Some(Cell::Late)) => BeatState::DoneLate,
        (_, Some(Cell::Overdue)) => BeatState::Overdue,
        (State::Accepted | State::Working | State::Reported, _) => BeatState::Working,
        (_, _) if duty.deadline.is_none() => BeatState::NoDeadline,
        _ => BeatState::Waiting,
    }
}

/// A day that is stored as ISO, as people read it; empty for none.
pub fn day(iso: Option<&str>) -> String {
    plan::door::day(iso).map(vietnamese::dates::short).unwrap_or_default()
}

/// Hour and day of a moment.
pub fn moment(ms: i64) -> String {
    vietnamese::dates::date_and_time(vietnamese::dates::from_unix_ms(ms))
}

/// How far a deadline is, in words: "còn 3 ngày", "hôm nay", "quá 2 ngày".
pub fn left(frame: &Frame, last: Date, today: Date) -> String {
    match days(today, last) {
        0 => frame.t("duties-left-today"),
        1.. => frame.t1("duties-left", "days", days(today, last)),
        _ => frame.t1("duties-past", "days", days(last, today)),
    }
}

/// A Vietnamese text for those who are not on the page: mails and messages to copy.
pub fn vi(site: &Site, key: &str, args: &[(&str, String)]) -> String {
    site.catalog.text(Lang::Vi, key, args)
}

/// Subject and body of a message about one duty, for mail, Zalo or the telephone. `agency` is the name of who answers for it.
pub fn message(site: &Site, duty: &Duty, line: &Assignment, agency: &str, kind: &str, words: &str) -> (String, String) {
    let what = vi(site, &event_key(kind), &[]);
    let number = duty.number.to_string();
    let subject = vi(site, "duties-mail-subject", &[("what", what.clone()), ("number", number.clone()), ("name", line.short_name.clone())]);
    let mut lines = vec![
        format!("{what}."),
        vi(site, "duties-mail-duty", &[("number", number), ("path", duty.path.clone()), ("name", line.short_name.clone())]),
    ];
    if !agency.is_empty() {
        lines.push(vi(site, "duties-mail-agency", &[("agency", agency.to_owned())]));
    }
    if duty.deadline.is_some() {
        lines.push(vi(site, "duties-mail-deadline", &[("day", day(duty.deadline.as_deref()))]));
    }
    if !words.trim().is_empty() {
        lines.push(vi(site, "duties-mail-words", &[("words", words.trim().to_owned())]));
    }
    lines.push(vi(site, "duties-mail-link", &[("link", format!("{}{}", site.config.public_url(), duty.href()))]));
    (subject, lines.join("\n"))
}

/// One sentence of a mail about many duties: "Nhắc việc: nhiệm vụ 12, Xe cứu thương, hạn 20/09/2024. …"
pub fn news(site: &Site, duty: &Duty, name: &str, kind: &str, day: &str, said: &str) -> String {
    let values = [
        ("what", vi(site, &event_key(kind), &[])), ("number", duty.number.to_string()), ("name", name.to_owned()), ("day", day.to_owned()),
        ("words", said.to_owned()),
    ];
    vi(site, "duties-mail-line", &values).trim().to_owned()
}
