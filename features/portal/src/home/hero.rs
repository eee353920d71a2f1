//! Mở đầu trang chủ (hero): theme, one sentence of what it is, countdown, and the picture that is the timeline.
use super::phase;
use crate::model::journey::{self, Phase, Target};
use crate::snapshot::Snapshot;
use crate::{pictures, words};
use ui::Frame;
use ui::live::Countdown;
use ui::parts::Step;
use vietnamese::dates;

/// The hero as shown.
pub struct Hero {
    /// "Đồng Nai".
    pub place: String,
    /// When it runs.
    pub period: String,
    /// The theme in lines.
    pub lines: Vec<String>,
    /// One or two sentences.
    pub lead: String,
    /// Countdown, if something comes.
    pub countdown: Option<Countdown>,
    /// Words above it, or in its place.
    pub count_title: String,
    /// Words below it.
    pub count_note: String,
    /// Whether the campaign ended.
    pub over: bool,
    /// Address of the wide picture.
    pub picture: String,
    /// What it shows.
    pub picture_words: String,
    /// The stops.
    pub stops: Vec<Step>,
}

/// Builds it.
pub fn of(frame: &Frame, snap: &Snapshot) -> Hero {
    let campaign = &snap.campaign;
    let today = frame.site.clock.today();
    let theme = words::theme(campaign);
    let lines = if theme.is_empty() { vec![campaign.name.clone(), format!("{} {}", campaign.place, campaign.year)] } else { theme };
    let phase = phase(frame, snap);
    let (count_title, count_note) = count_words(frame, snap, &phase);
    Hero {
        place: campaign.place.clone(),
        period: words::period(frame, campaign),
        lines,
        lead: lead(frame, snap),
        countdown: match &phase {
            Phase::Ahead { at, .. } => Some(Countdown::new(frame.site.clock.now_ms(), *at)),
            _ => None,
        },
        count_title,
        count_note,
        over: matches!(phase, Phase::Over(_)),
        picture: pictures::wide_href(snap, today),
        picture_words: pictures::words(frame, snap, today),
        stops: steps(frame, snap),
    }
}

fn count_words(frame: &Frame, snap: &Snapshot, phase: &Phase) -> (String, String) {
    match phase {
        Phase::Ahead { target, at, timed } => {
            let what = match target {
                Target::Stop(position) => snap.stops.get(*position).map(words::stop_title).unwrap_or_default(),
                Target::MainDay => frame.t1("portal-on-day", "day", dates::local(*at).strftime("%d/%m").to_string()),
                Target::Start => frame.t("portal-start"),
            };
            let day = words::weekday(frame, dates::local(*at));
            let note = if *timed { frame.t2("portal-begins-at", "time", words::clock(*at), "day", day) } else { frame.t1("portal-begins", "day", day) };
            (frame.t1("portal-count-to", "what", what), note)
        }
        Phase::Running => (frame.t("portal-running"), String::new()),
        Phase::Over(day) => (frame.t("portal-over"), frame.t1("portal-over-on", "day", dates::short(*day))),
        Phase::Undated => (frame.t("portal-day-later"), frame.t("portal-undated")),
    }
}

/// Words of welcome if a person wrote some, else a sentence made of stops and activities.
fn lead(frame: &Frame, snap: &Snapshot) -> String {
    if !snap.campaign.intro.trim().is_empty() {
        return snap.campaign.intro.trim().to_owned();
    }
    let places = |kind: &str| -> Vec<String> {
        let mut places: Vec<String> = snap.stops.iter().filter(|s| s.kind == kind).map(words::stop_place).filter(|p| !p.is_empty()).collect();
        places.dedup();
        places
    };
    let clusters = snap.stops.iter().filter(|s| s.kind == "cluster").count();
    let (around, end) = (places("cluster"), places("closing"));
    let mut parts = Vec::new();
    if clusters > 0 {
        let number = words::count(frame, clusters);
        parts.push(if around.is_empty() {
            frame.t1("portal-lead-stops", "count", number)
        } else {
            frame.t2("portal-lead-stops-at", "count", number, "places", words::join(frame, &around))
        });
    }
    if let Some(place) = end.first() {
        parts.push(frame.t1("portal-lead-closing", "place", place));
    }
    let mut sentence = parts.join(", ");
    if !sentence.is_empty() {
        sentence.push('.');
    }
    // one of each kind, those whose name was not cut first
    let whole = |a: &&plan::door::Activity| a.title.contains(a.short_name.as_str()) && a.title.chars().count() <= 48;
    let (mut kinds, mut names): (Vec<&str>, Vec<String>) = (Vec::new(), Vec::new());
    for activity in snap.activities.iter().filter(whole).chain(&snap.activities) {
        if names.len() < 3 && !kinds.contains(&activity.kind.as_str()) {
            kinds.push(&activity.kind);
            names.push(activity.short_name.trim_end_matches('…').trim().to_owned());
        }
    }
    let rest = snap.activities.len() - names.len();
    if !names.is_empty() {
        let list = if rest > 0 { frame.t2("portal-lead-more", "list", names.join("; "), "count", rest) } else { names.join("; ") };
        sentence = format!("{sentence} {}", frame.t1("portal-lead-activities", "list", list));
    }
    sentence.trim().to_owned()
}

fn steps(frame: &Frame, snap: &Snapshot) -> Vec<Step> {
    let today = frame.site.clock.today();
    let mut steps = Vec::with_capacity(snap.stops.len());
    for (position, stop) in snap.stops.iter().enumerate() {
        let mut step = Step::new(words::stop_title(stop), journey::state_of(stop, today)).href(snap.stop_href(stop));
        let iso = stop.start_on.clone().unwrap_or_default();
        step = step.when(words::stop_days(frame, stop), iso).note(stop_note(frame, stop));
        step.picture = pictures::tile_href(snap, position, today);
        steps.push(step);
    }
    steps
}

fn stop_note(frame: &Frame, stop: &plan::door::Stop) -> String {
    let mut members: Vec<String> = stop.members.iter().map(|m| words::short_place(&m.name)).filter(|m| !m.is_empty()).collect();
    let rest = members.len().saturating_sub(6);
    members.truncate(6);
    let with = if rest > 0 {
        frame.t2("portal-with-more", "names", members.join(", "), "count", rest)
    } else {
        frame.t1("portal-with", "names", words::join(frame, &members))
    };
    let summary = words::cut(&stop.summary, 120);
    match (members.is_empty(), summary.is_empty()) {
        (false, _) => with,
        (true, false) => summary,
        (true, true) => words::cut(&stop.venue, 120),
    }
}
