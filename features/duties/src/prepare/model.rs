//! Luật của chuẩn bị: states of a checklist item, which duty asks for which kind, at which stops, and by when. No IO.
use jiff::civil::Date;
use plan::door::Stop;
use ui::Tone;
use uuid::Uuid;

/// Where an item stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ready {
    /// Chưa.
    Todo,
    /// Đang làm.
    Doing,
    /// Xong.
    Done,
    /// Không cần, with a reason.
    NotNeeded,
}

impl Ready {
    /// All, in the order of a choice.
    pub const ALL: [Ready; 4] = [Ready::Todo, Ready::Doing, Ready::Done, Ready::NotNeeded];
    /// Word of the database and of forms.
    pub fn code(self) -> &'static str {
        match self {
            Ready::Todo => "todo",
            Ready::Doing => "doing",
            Ready::Done => "done",
            Ready::NotNeeded => "not_needed",
        }
    }
    /// The state with this code.
    pub fn of(code: &str) -> Option<Ready> {
        Ready::ALL.into_iter().find(|s| s.code() == code)
    }
    /// Catalogue key of its word.
    pub fn key(self) -> &'static str {
        match self {
            Ready::Todo => "duties-ready-todo",
            Ready::Doing => "duties-ready-doing",
            Ready::Done => "duties-ready-done",
            Ready::NotNeeded => "duties-ready-not-needed",
        }
    }
    /// Whether nothing is lacking any more.
    pub fn is_settled(self) -> bool {
        matches!(self, Ready::Done | Ready::NotNeeded)
    }
}

/// How loud an item speaks: red when its day has passed, then what is due within two days.
pub fn tone(state: Ready, due: Option<Date>, today: Date) -> Tone {
    match (state, due) {
        (Ready::Done | Ready::NotNeeded, _) => Tone::Ok,
        (_, Some(due)) if due < today => Tone::Bad,
        (_, Some(due)) if days(today, due) <= 2 => Tone::Warn,
        (Ready::Doing, _) => Tone::Go,
        _ => Tone::Plain,
    }
}

/// Days from one day to another; negative when it has passed.
pub fn days(from: Date, to: Date) -> i64 {
    from.until(to).map_or(0, |span| i64::from(span.get_days()))
}

/// How many days a stop has; one while nobody has said.
pub fn length(stop: &Stop) -> i64 {
    let (start, end) = (plan::door::day(stop.start_on.as_deref()), plan::door::day(stop.end_on.as_deref()));
    let said = match (start, end) {
        (Some(start), Some(end)) => days(start, end) + 1,
        _ => stop.days.unwrap_or(1),
    };
    said.clamp(1, 31)
}

/// The day of a stop: 1 is its first; 0 (before it) counts from the first too. None while the stop has no date.
pub fn day_of(stop: &Stop, day_no: i64) -> Option<Date> {
    let start = plan::door::day(stop.start_on.as_deref())?;
    start.checked_add(jiff::Span::new().days(day_no.max(1) - 1)).ok()
}

/// When an item is due.
pub fn due(stop: &Stop, day_no: i64, days_before: i64) -> Option<Date> {
    day_of(stop, day_no)?.checked_sub(jiff::Span::new().days(days_before)).ok()
}

/// Words without marks and commas, a space on either side: made once for each line and phrase, looked through often.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plain(String);

impl Plain {
    /// Makes it.
    pub fn of(words: &str) -> Plain {
        let folded = vietnamese::fold(words);
        let words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
        Plain(format!(" {} ", words.join(" ")))
    }

    /// The phrases of a kind, one a line.
    pub fn phrases(lines: &str) -> Vec<Plain> {
        lines.lines().map(Plain::of).filter(|p| !p.0.trim().is_empty()).collect()
    }

    /// Whether one of the phrases is in these words.
    pub fn speaks_of(&self, phrases: &[Plain]) -> bool {
        phrases.iter().any(|p| self.0.contains(&p.0))
    }
}

/// At which stops an agency prepares for a duty. A host at its own; otherwise where the words name a stop; a line that many share
/// (a group of districts) only at stops of those who host or take part; else everywhere.
pub fn stops_for<'a>(words: &Plain, agency: Option<Uuid>, sharing: &[Uuid], stops: &'a [Stop]) -> Vec<&'a Stop> {
    let of = |stop: &Stop, who: Uuid| stop.host.as_ref().is_some_and(|h| h.id == Some(who));
    let hosted: Vec<&Stop> = stops.iter().filter(|s| agency.is_some_and(|a| of(s, a))).collect();
    if !hosted.is_empty() {
        return hosted;
    }
    let named: Vec<&Stop> = stops.iter().filter(|s| words.speaks_of(&[Plain::of(&s.name), Plain::of(&s.plan_name)])).collect();
    if !named.is_empty() {
        return named;
    }
    if sharing.len() > 1 {
        let free = |s: &&Stop| !sharing.iter().any(|other| of(s, *other));
        let joins = |s: &&Stop| s.members.iter().any(|m| m.id.is_some() && m.id == agency);
        return stops.iter().filter(free).filter(joins).collect();
    }
    stops.iter().collect()
}

/// How ready a stop is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Readiness {
    /// The stop.
    pub stop: Uuid,
    /// Its title.
    pub title: String,
    /// Address of its board.
    pub href: String,
    /// Items asked for.
    pub total: i64,
    /// Done or not needed.
    pub settled: i64,
    /// Not settled, and their day has passed.
    pub red: i64,
    /// Days until it begins: 0 today, negative after; None without a date.
    pub days_left: Option<i64>,
}

impl Readiness {
    /// Share of settled items in percent, rounded down so that 100 means all.
    pub fn percent(&self) -> i64 {
        if self.total == 0 { 0 } else { self.settled * 100 / self.total }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_recognised_without_marks_and_commas() {
        let speaks_of = |words: &str, phrases: &str| Plain::of(words).speaks_of(&Plain::phrases(phrases));
        assert!(speaks_of("Bảo đảm an ninh, trật tự tại các điểm tổ chức", "an ninh trật tự"));
        assert!(speaks_of("Hỗ trợ WiFi miễn phí", "wi fi\nwifi"));
        assert!(!speaks_of("Diễn tập an ninh mạng", "an ninh trật tự\nbảo đảm an ninh"));
        assert!(!speaks_of("Sản phẩm số", "\n"), "an empty line recognises nothing");
    }

    #[test]
    fn red_begins_the_day_after() {
        let today = jiff::civil::date(2024, 9, 15);
        let on = |d| Some(jiff::civil::date(2024, 9, d));
        assert_eq!(tone(Ready::Todo, on(15), today), Tone::Warn);
        assert_eq!(tone(Ready::Doing, on(14), today), Tone::Bad);
        assert_eq!(tone(Ready::NotNeeded, on(1), today), Tone::Ok);
        assert_eq!(tone(Ready::Todo, None, today), Tone::Plain);
    }
}
