//! Hoạt động (activities): all of a campaign by kind, and a page for each with what the plan says of it.
use crate::home::Which;
use crate::home::sections::{self, Kind};
use crate::model::groups::icon;
use crate::snapshot::{self, Snapshot};
use crate::{home::now, words};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use base::{Error, Result, Site};
use plan::door::{Activity, AgencyRef, Assignment, tone};
use ui::live::Slot;
use ui::parts::{Link, Task};
use ui::{Frame, Page};
use vietnamese::dates;

#[derive(Template)]
#[template(path = "activities/list.html")]
struct ListPage {
    page: Page,
    halves: [Vec<Kind>; 2],
    suffix: String,
}

#[derive(Template)]
#[template(path = "activities/activity.html")]
struct ActivityPage {
    page: Page,
    above: String,
    icon: &'static str,
    lead: String,
    audience: String,
    venue: String,
    leads: Vec<Link>,
    helpers: Vec<Link>,
    slots: Vec<DayOf>,
    paragraphs: Vec<String>,
    citation: String,
    section_href: String,
    duties: Vec<Task>,
    calendar: String,
    others: Vec<Link>,
}

/// Programme items of one day.
struct DayOf {
    label: String,
    slots: Vec<Slot>,
}

/// `/hoat-dong`.
pub async fn list(State(site): State<Site>, frame: Frame, Query(which): Query<Which>) -> Result<Response> {
    let snap = snapshot::of(&site, which.nam.as_deref()).await?;
    let (halves, suffix) = snap.as_deref().map(|s| (sections::activities(&frame, s), s.query())).unwrap_or_default();
    let page = frame.page(frame.t("portal-nav-activities")).description(frame.t("portal-activities-lead")).active("/hoat-dong");
    Ok(ui::public(&ListPage { page, halves, suffix }))
}

/// `/hoat-dong/{slug}`.
pub async fn show(State(site): State<Site>, frame: Frame, Path(slug): Path<String>, Query(which): Query<Which>) -> Result<Response> {
    let snap = snapshot::must(&site, which.nam.as_deref()).await?;
    let activity = snap.activities.iter().find(|a| a.slug == slug).ok_or(Error::NotFound)?;
    Ok(ui::public(&build(&frame, &snap, activity)))
}

fn build(frame: &Frame, snap: &Snapshot, activity: &Activity) -> ActivityPage {
    let group = crate::model::groups::group_of(plan::door::kind(&activity.kind));
    let mine: Vec<usize> = (0..snap.items.len()).filter(|at| snap.items[*at].activity == Some(activity.id)).collect();
    let duties = snap.assignments.iter().filter(|d| d.activity == Some(activity.id));
    let page = frame
        .page(activity.title.clone())
        .description(words::cut(&activity.summary, 200))
        .active("/hoat-dong")
        .crumb(frame.t("portal-nav-activities"), snap.at("/hoat-dong"));
    let siblings = snap.activities.iter().filter(|a| a.id != activity.id && crate::model::groups::group_of(plan::door::kind(&a.kind)) == group);
    let paragraphs = paragraphs(&activity.text);
    let opening = activity.summary.trim_end_matches('…').to_owned();
    let says_it = paragraphs.first().is_some_and(|first| first.contains(opening.trim()));
    ActivityPage {
        above: frame.t(&format!("portal-group-{}", group.code)),
        icon: icon(activity),
        lead: if says_it { String::new() } else { activity.summary.clone() },
        audience: words::capital(&activity.audience),
        venue: words::capital(&activity.venue),
        leads: activity.lead.iter().map(agency).collect(),
        helpers: activity.coordinating.iter().map(agency).collect(),
        slots: days(frame, snap, &mine),
        paragraphs,
        citation: activity.path.clone(),
        section_href: snap.at(&format!("/ke-hoach#{}", activity.path)),
        duties: duties.map(|d| task(frame, snap, d)).collect(),
        calendar: if mine.is_empty() { String::new() } else { snap.at(&format!("/lich/hoat-dong/{}.ics", activity.slug)) },
        others: siblings.take(6).map(|a| Link::new(a.short_name.as_str(), snap.activity_href(a)).icon(icon(a))).collect(),
        page,
    }
}

fn agency(agency: &AgencyRef) -> Link {
    Link::new(agency.name.as_str(), agency.href())
}

fn days(frame: &Frame, snap: &Snapshot, items: &[usize]) -> Vec<DayOf> {
    let mut days: Vec<(Option<String>, DayOf)> = Vec::new();
    for at in items {
        let item = &snap.items[*at];
        if days.last().is_none_or(|(day, _)| *day != item.on_date) {
            let label = plan::door::day(item.on_date.as_deref()).map_or_else(|| frame.t("portal-day-later"), |d| words::weekday(frame, d));
            days.push((item.on_date.clone(), DayOf { label, slots: Vec::new() }));
        }
        if let Some((_, day)) = days.last_mut() {
            let mut slot = now::slot(frame, snap, *at, true);
            slot.href = snap.stop(item.stop).map(|s| snap.stop_href(s)).unwrap_or_default();
            day.slots.push(slot);
        }
    }
    days.into_iter().map(|(_, day)| day).collect()
}

/// A duty as a row.
pub fn task(frame: &Frame, snap: &Snapshot, duty: &Assignment) -> Task {
    let stand = snap.progress(duty, frame.site.clock.today());
    let names = |list: &[AgencyRef]| list.iter().map(|a| a.name.clone()).collect::<Vec<_>>().join(", ");
    Task {
        title: duty.short_name.clone(),
        href: snap.at(&duty.href()),
        number: duty.path.clone(),
        lead: names(&duty.lead),
        with: names(&duty.coordinating),
        due: stand.due.filter(|_| !stand.from_campaign).map(dates::short).unwrap_or_default(),
        tone: tone(stand.state),
        state: frame.t(stand.state.key()),
    }
}

/// The plan's words in paragraphs, list marks taken off.
fn paragraphs(text: &str) -> Vec<String> {
    let lines = text.lines().map(|l| l.trim().trim_start_matches(['-', '+', '*', '•', '–']).trim());
    lines.filter(|l| !l.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn paragraphs_lose_their_list_marks() {
        assert_eq!(super::paragraphs("- Một.\n\n+ Hai\n3. Ba"), ["Một.", "Hai", "3. Ba"]);
    }
}
