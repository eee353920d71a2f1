//! Từ ảnh chụp đến hàng dữ liệu: fills the rows of the open data from a campaign's snapshot.
use super::types::{ActivityRow, AgencyRef, AgencyRow, AssignmentRow, CampaignRow, MilestoneRow, ProgrammeRow, StopRow};
use crate::snapshot::Snapshot;
use base::{Result, Site};
use jiff::Timestamp;
use jiff::civil::Date;
use plan::door;

fn one(agency: &door::AgencyRef) -> AgencyRef {
    AgencyRef { name: agency.name.clone(), slug: (!agency.slug.is_empty()).then(|| agency.slug.clone()) }
}

fn many(agencies: &[door::AgencyRef]) -> Vec<AgencyRef> {
    agencies.iter().map(one).collect()
}

/// Whether one of these is the asked agency; everything fits when none is asked for.
fn names<'a>(slug: Option<&str>, mut agencies: impl Iterator<Item = &'a door::AgencyRef>) -> bool {
    slug.is_none_or(|slug| agencies.any(|a| a.slug == slug))
}

/// All campaigns, newest first.
pub async fn campaigns(site: &Site, current: Option<uuid::Uuid>) -> Result<Vec<CampaignRow>> {
    let row = |c: door::Campaign| CampaignRow {
        current: current == Some(c.id),
        id: c.id.to_string(),
        name: c.full_name(),
        slug: c.slug,
        place: c.place,
        theme: c.theme,
        year: c.year,
        issuer: c.issuer,
        start_on: c.start_on,
        end_on: c.end_on,
        main_day: c.main_day,
        state: c.state,
    };
    Ok(door::campaigns(&mut site.db.reader()).await?.into_iter().map(row).collect())
}

pub fn stops(snap: &Snapshot, agency: Option<&str>) -> Vec<StopRow> {
    let of = snap.stops.iter().filter(|s| names(agency, s.host.iter().chain(&s.members)));
    of.map(|s| StopRow {
        id: s.id.to_string(),
        slug: s.slug.clone(),
        kind: s.kind.clone(),
        name: s.name.clone(),
        place: s.place.clone(),
        venue: s.venue.clone(),
        start_on: s.start_on.clone(),
        end_on: s.end_on.clone(),
        host: s.host.as_ref().map(one),
        members: many(&s.members),
    })
    .collect()
}

pub fn activities(snap: &Snapshot, agency: Option<&str>) -> Vec<ActivityRow> {
    let of = snap.activities.iter().filter(|a| names(agency, a.lead.iter().chain(&a.coordinating)));
    of.map(|a| ActivityRow {
        id: a.id.to_string(),
        slug: a.slug.clone(),
        kind: door::kind(&a.kind).to_owned(),
        path: a.path.clone(),
        title: a.title.clone(),
        summary: a.summary.clone(),
        audience: a.audience.clone(),
        venue: a.venue.clone(),
        lead: many(&a.lead),
        coordinating: many(&a.coordinating),
    })
    .collect()
}

pub fn assignments(snap: &Snapshot, agency: Option<&str>, today: Date) -> Vec<AssignmentRow> {
    let of = snap.assignments.iter().filter(|a| names(agency, a.lead.iter().chain(&a.coordinating)));
    of.map(|a| AssignmentRow {
        id: a.id.to_string(),
        number: a.number,
        path: a.path.clone(),
        text: a.text.clone(),
        deadline_text: a.deadline_text.clone(),
        deadline_start: a.deadline_start.clone(),
        deadline_end: a.deadline_end.clone(),
        state: snap.progress(a, today).state.code().to_owned(),
        activity: snap.activity(a.activity).map(|a| a.slug.clone()),
        lead: many(&a.lead),
        coordinating: many(&a.coordinating),
    })
    .collect()
}

pub fn agencies(snap: &Snapshot, agency: Option<&str>) -> Vec<AgencyRow> {
    let of = snap.agencies.iter().filter(|a| agency.is_none_or(|slug| a.slug == slug));
    of.map(|a| AgencyRow {
        id: a.id.to_string(),
        slug: a.slug.clone(),
        name: a.name.clone(),
        kind: a.kind.to_owned(),
        is_group: a.is_group,
        leads: a.leads,
        coordinates: a.helps,
    })
    .collect()
}

pub fn programme(snap: &Snapshot) -> Vec<ProgrammeRow> {
    let utc = |ms: Option<i64>| ms.and_then(|ms| Timestamp::from_millisecond(ms).ok()).map(|t| t.strftime("%Y-%m-%dT%H:%M:%SZ").to_string());
    let row = |i: &events::door::ProgrammeItem| ProgrammeRow {
        id: i.id.to_string(),
        stop: snap.stop(i.stop).map(|s| s.slug.clone()),
        activity: snap.activity(i.activity).map(|a| a.slug.clone()),
        on_date: i.on_date.clone(),
        starts_at: utc(i.starts_at),
        ends_at: utc(i.ends_at),
        title: i.title.clone(),
        place: i.place.clone(),
        performer: i.performer.clone(),
        note: i.note.clone(),
    };
    snap.items.iter().map(row).collect()
}

pub fn milestones(snap: &Snapshot) -> Vec<MilestoneRow> {
    let row = |m: &door::Milestone| MilestoneRow { id: m.id.to_string(), text: m.text.clone(), start_on: m.start_on.clone(), end_on: m.end_on.clone() };
    snap.milestones.iter().map(row).collect()
}
