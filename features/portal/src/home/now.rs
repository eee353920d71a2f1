//! Bây giờ và tiếp theo trên trang chủ: from the programme; where there is none, from the plan's own timetable.
use crate::model::now_next::{self, now_next};
use crate::snapshot::Snapshot;
use crate::words;
use jiff::civil::Date;
use ui::Frame;
use ui::live::Slot;
use ui::parts::{Step, StepState, Tone};
use vietnamese::dates;

/// Steps of the timetable shown on the home page.
const STEPS: usize = 6;

/// What is on and what comes, as shown.
pub struct Now {
    /// Heading.
    pub title: String,
    /// On now.
    pub now: Vec<Slot>,
    /// Next.
    pub next: Vec<Slot>,
    /// Heading of what comes: "Tiếp theo" with its day when that is not today.
    pub next_title: String,
    /// "09:42".
    pub updated: String,
}

impl Now {
    /// Whether the programme says nothing.
    pub fn is_empty(&self) -> bool {
        self.now.is_empty() && self.next.is_empty()
    }
}

/// Computes it at the clock's now.
pub fn of(frame: &Frame, snap: &Snapshot) -> Now {
    let clock = &frame.site.clock;
    let (now_ms, today) = (clock.now_ms(), clock.today());
    let found = now_next(&snap.items, now_ms, today);
    let places: Vec<_> = found.now.iter().map(|at| snap.items[*at].stop).collect();
    let one_place = places.first().copied().flatten().filter(|first| places.iter().all(|p| *p == Some(*first)));
    let place = one_place.and_then(|id| snap.stop(Some(id))).map(words::stop_place).filter(|p| !p.is_empty());
    let title = match (found.now.is_empty(), place) {
        (true, _) => frame.t("portal-next-title"),
        (false, Some(place)) => frame.t1("portal-now-in", "place", place),
        (false, None) => frame.t("portal-now-title"),
    };
    let next_day = found.next.first().and_then(|at| plan::door::day(snap.items[*at].on_date.as_deref())).filter(|day| *day != today);
    Now {
        title,
        now: found.now.iter().map(|at| slot(frame, snap, *at, one_place.is_none())).collect(),
        next: found.next.iter().map(|at| slot(frame, snap, *at, one_place.is_none())).collect(),
        next_title: match next_day {
            Some(day) => words::weekday(frame, day),
            None => frame.t("portal-later-today"),
        },
        updated: words::clock(now_ms),
    }
}

/// One item; with its stop when the page does not say it already.
pub fn slot(frame: &Frame, snap: &Snapshot, at: usize, with_stop: bool) -> Slot {
    let item = &snap.items[at];
    let activity = snap.activity(item.activity);
    let stop = snap.stop(item.stop);
    let href = match (activity, stop) {
        (Some(activity), _) => snap.activity_href(activity),
        (None, Some(stop)) => snap.stop_href(stop),
        (None, None) => snap.at("/su-kien"),
    };
    let mut text: Vec<String> = Vec::new();
    if with_stop {
        text.extend(stop.map(words::stop_title));
    }
    text.extend(activity.map(|a| a.short_name.clone()).filter(|name| vietnamese::fold(name) != vietnamese::fold(&item.title)));
    text.push(words::cut(&item.performer, 90));
    text.retain(|t| !t.trim().is_empty());
    Slot {
        time: words::hours(frame, item.starts_at, item.ends_at),
        iso: item.starts_at.map(words::iso).or_else(|| item.on_date.clone()).unwrap_or_default(),
        title: item.title.clone(),
        href,
        text: text.join(" · "),
        chip: words::cut(&item.place, 32),
        chip_icon: "pin".into(),
        tone: Tone::Plain,
    }
}

/// What the plan itself says comes next: milestones, stops and the main day, with the last one that is over.
pub fn timetable(frame: &Frame, snap: &Snapshot) -> Vec<Step> {
    let today = frame.site.clock.today();
    let mut all: Vec<(Date, Date, String, String)> = Vec::new();
    for stop in &snap.stops {
        if let Some((first, last)) = Snapshot::days(stop) {
            all.push((first, last, words::stop_title(stop), snap.stop_href(stop)));
        }
    }
    for step in &snap.milestones {
        let (first, last) = (plan::door::day(step.start_on.as_deref()), plan::door::day(step.end_on.as_deref()));
        if let Some(day) = last.or(first) {
            all.push((first.unwrap_or(day), day, words::cut(&step.text, 110), String::new()));
        }
    }
    if let Some(day) = snap.campaign.main().filter(|day| !all.iter().any(|(first, last, _, _)| first <= day && day <= last)) {
        all.push((day, day, frame.t("portal-main-day"), String::new()));
    }
    all.sort_by_key(|a| (a.1, a.0));
    let over = all.iter().filter(|(_, last, _, _)| *last < today).count();
    let shown = all.into_iter().skip(over.saturating_sub(1)).take(STEPS);
    shown.map(|(first, last, title, href)| {
        let state = match (first <= today, last < today) {
            (_, true) => StepState::Done,
            (true, false) => StepState::Now,
            _ => StepState::Next,
        };
        Step::new(title, state).when(words::span(first, last), last.to_string()).href(href)
    })
    .collect()
}

/// What an activity's programme says on a day, for its chip: on now, today at, or its next day.
pub fn chip(frame: &Frame, snap: &Snapshot, activity: uuid::Uuid) -> Option<(Tone, String)> {
    let clock = &frame.site.clock;
    let (now, today) = (clock.now_ms(), clock.today());
    let mine = || snap.items.iter().enumerate().filter(|(_, i)| i.activity == Some(activity));
    let on = |(at, i): &(usize, &events::door::ProgrammeItem)| i.starts_at.is_some_and(|s| s <= now) && now_next::end_of(&snap.items, *at).is_some_and(|e| now < e);
    if mine().any(|one| on(&one)) {
        return Some((Tone::Go, frame.t("ui-now")));
    }
    if let Some(start) = mine().filter_map(|(_, i)| i.starts_at).filter(|s| *s > now).min() {
        let day = dates::local(start);
        let time = words::clock(start);
        return Some(if day == today { (Tone::Go, frame.t1("portal-today-at", "time", time)) } else { (Tone::Plain, format!("{} · {time}", dates::short(day))) });
    }
    let day = mine().filter_map(|(_, i)| plan::door::day(i.on_date.as_deref())).filter(|day| *day >= today).min()?;
    let state = if day == today { Tone::Go } else { Tone::Plain };
    Some((state, dates::short(day)))
}
