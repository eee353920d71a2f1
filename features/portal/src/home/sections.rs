//! Các phần của trang chủ: search examples, the nearest deadline, activities, the beat of the plan, who leads.
use super::now;
use crate::model::groups::{grouped, halves, icon};
use crate::snapshot::Snapshot;
use crate::words;
use ui::Frame;
use ui::live::{Beat, BeatBar};
use ui::parts::{Activity, Link, Tone};
use vietnamese::dates;

/// Agencies named on the home page.
const WHO: usize = 8;

/// Activities of one group.
pub struct Kind {
    /// Heading.
    pub title: String,
    /// Words beside it.
    pub note: String,
    /// Activities.
    pub list: Vec<Activity>,
}

/// An agency and its share.
pub struct Who {
    /// Name.
    pub name: String,
    /// Page.
    pub href: String,
    /// "18 nhiệm vụ".
    pub share: String,
}

/// The nearest deadline.
pub struct Due {
    /// What and until when.
    pub title: String,
    /// Who.
    pub text: String,
    /// Where to read on.
    pub href: String,
}

/// Example queries from the campaign's own data.
pub fn examples(snap: &Snapshot) -> Vec<Link> {
    let name = |text: &str| text.trim_end_matches('…').trim().to_owned();
    let activities = snap.activities.iter().filter(|a| a.short_name.chars().count() <= 36).take(3).map(|a| name(&a.short_name));
    let places = snap.stops.iter().map(words::stop_place).filter(|p| !p.is_empty()).take(1);
    let agencies = snap.agencies.iter().filter(|a| !a.is_group && a.leads > 0).take(1).map(|a| a.name.clone());
    let mut seen: Vec<String> = Vec::new();
    for text in activities.chain(places).chain(agencies) {
        if !text.is_empty() && !seen.contains(&text) {
            seen.push(text);
        }
    }
    let amp = if snap.is_current { String::new() } else { format!("&nam={}", snap.campaign.slug) };
    seen.into_iter().map(|text| Link::new(text.clone(), format!("/tim?q={}{amp}", ui::page::encode(&text)))).collect()
}

/// "Ví dụ: ve tranh": words of an activity without marks, to show that these work.
pub fn placeholder(frame: &Frame, snap: &Snapshot) -> String {
    let Some(activity) = snap.activities.iter().min_by_key(|a| a.short_name.chars().count()) else { return String::new() };
    let folded = vietnamese::fold(&activity.short_name);
    let words: Vec<&str> = folded.split(' ').take(4).collect();
    frame.t1("portal-search-example", "words", words.join(" "))
}

/// The duty or milestone whose last day comes next, within six weeks.
pub fn due(frame: &Frame, snap: &Snapshot) -> Option<Due> {
    let today = frame.site.clock.today();
    let soon = |day: jiff::civil::Date| today.until(day).ok().map(|s| s.get_days()).filter(|days| (0..=42).contains(days));
    let duties = snap.assignments.iter().filter_map(|a| {
        let stand = snap.progress(a, today);
        let day = stand.due.filter(|_| !stand.from_campaign && stand.days_left.is_some())?;
        let leads: Vec<String> = a.lead.iter().map(|l| l.name.clone()).collect();
        soon(day).map(|days| (days, 1, day, a.short_name.clone(), words::join(frame, &leads), snap.at(&a.href())))
    });
    // a milestone that is a stop's own days is no deadline
    let is_stop = |m: &plan::door::Milestone| snap.stops.iter().any(|s| s.start_on.is_some() && s.start_on == m.start_on && s.end_on == m.end_on);
    let steps = snap.milestones.iter().filter(|m| !is_stop(m)).filter_map(|m| {
        let day = plan::door::day(m.end_on.as_deref().or(m.start_on.as_deref()))?;
        soon(day).map(|days| (days, 0, day, words::cut(&m.text, 90), String::new(), snap.at("/ke-hoach")))
    });
    let (days, _, day, what, who, href) = duties.chain(steps).min_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)))?;
    let left = match days {
        0 => frame.t("portal-due-today"),
        days => frame.t1("portal-due-left", "days", days),
    };
    let text = if who.is_empty() { left } else { format!("{left} · {who}") };
    Some(Due { title: frame.t2("portal-due", "what", what, "day", dates::short(day)), text, href })
}

/// Activities in two columns.
pub fn activities(frame: &Frame, snap: &Snapshot) -> [Vec<Kind>; 2] {
    halves(kinds(frame, snap).into_iter().map(|kind| (kind.list.len(), kind)).collect())
}

/// Activities by group, in the order of the page.
pub fn kinds(frame: &Frame, snap: &Snapshot) -> Vec<Kind> {
    let show = |a: &plan::door::Activity| {
        let (tone, state) = now::chip(frame, snap, a.id).unwrap_or((Tone::Plain, String::new()));
        // Who may come says more to a citizen than who organises it.
        let text = if a.audience.trim().is_empty() { a.summary.clone() } else { a.audience.clone() };
        let title = if a.title.chars().count() <= 70 { a.title.clone() } else { a.short_name.clone() };
        Activity { icon: icon(a).into(), title, href: snap.activity_href(a), text: words::capital(&words::cut(&text, 110)), state, tone }
    };
    grouped(&snap.activities)
        .into_iter()
        .map(|(group, list)| Kind {
            title: frame.t(&format!("portal-group-{}", group.code)),
            note: frame.t1("portal-group-count", "count", list.len()),
            list: list.into_iter().map(show).collect(),
        })
        .collect()
}

/// The beat: one bar for each duty, in the plan's order; none where they would be too many to tell apart.
pub fn beat(frame: &Frame, snap: &Snapshot) -> Beat {
    if snap.assignments.len() > usize::from(Beat::MOST) {
        return Beat { bars: Vec::new() };
    }
    let today = frame.site.clock.today();
    let bar = |a: &plan::door::Assignment| BeatBar {
        label: a.short_name.clone(),
        href: snap.at(&a.href()),
        state: plan::door::beat(snap.progress(a, today).state),
    };
    Beat { bars: snap.assignments.iter().map(bar).collect() }
}

/// Who leads most, then who hosts.
pub fn who(frame: &Frame, snap: &Snapshot) -> Vec<Who> {
    let mut order: Vec<_> = snap.agencies.iter().filter(|a| a.leads > 0 || !a.hosts.is_empty()).collect();
    order.sort_by_key(|a| (std::cmp::Reverse((!a.hosts.is_empty(), a.leads)), vietnamese::collate::sort_key(&a.name)));
    let hosts = order.iter().filter(|a| !a.hosts.is_empty()).count().min(WHO / 2);
    let mut shown: Vec<_> = order.iter().filter(|a| a.hosts.is_empty()).take(WHO - hosts).collect();
    shown.extend(order.iter().filter(|a| !a.hosts.is_empty()).take(hosts));
    shown.sort_by_key(|a| (std::cmp::Reverse(a.leads), vietnamese::collate::sort_key(&a.name)));
    let share = |a: &crate::snapshot::Named| match (a.hosts.first().and_then(|at| snap.stops.get(*at)), a.leads) {
        (Some(stop), leads) if leads < 3 => frame.t1("portal-hosts", "stop", stop.name.to_lowercase()),
        (_, leads) => frame.t1("portal-duties", "count", leads),
    };
    shown.into_iter().map(|a| Who { name: a.name.clone(), href: a.href(), share: share(a) }).collect()
}
