//! Ảnh chụp dữ liệu (snapshot): all that the public site shows of one campaign, read through the doors once for each
//! version of the database. Derived and dropped at will; it must never be the only place of a fact.
use agencies::door::Directory;
use base::{Error, Result, Site};
use events::door::ProgrammeItem;
use jiff::civil::Date;
use plan::door::{Activity, AgencyRef, Assignment, Campaign, Desk, Known, Milestone, Progress, Section, Stop, progress};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use uuid::Uuid;

/// One campaign with everything that is public about it, in the plan's order.
pub struct Snapshot {
    /// The campaign.
    pub campaign: Campaign,
    /// Whether it is the one that `/` shows.
    pub is_current: bool,
    /// All campaigns, newest first: address word and full name.
    pub others: Vec<(String, String)>,
    /// Stops.
    pub stops: Vec<Stop>,
    /// Activities in force.
    pub activities: Vec<Activity>,
    /// Duties in force.
    pub assignments: Vec<Assignment>,
    /// Programme on show, by day and time.
    pub items: Vec<ProgrammeItem>,
    /// Timetable.
    pub milestones: Vec<Milestone>,
    /// Headings of the newest text.
    pub sections: Vec<Section>,
    /// What the duties desk knows of the lines; empty while it is not in use.
    pub known: HashMap<Uuid, Known>,
    /// Agencies that the campaign names, each once, with all their names.
    pub agencies: Vec<Named>,
}

/// An agency that a campaign names.
#[derive(Clone, Debug)]
pub struct Named {
    /// Key.
    pub id: Uuid,
    /// Name on the campaign's day.
    pub name: String,
    /// Address word.
    pub slug: String,
    /// Code of its kind.
    pub kind: &'static str,
    /// Whether it stands for several.
    pub is_group: bool,
    /// Other names and spellings, for the search.
    pub aliases: Vec<String>,
    /// Duties that it leads.
    pub leads: usize,
    /// Duties that it helps with.
    pub helps: usize,
    /// Stops that it hosts (positions in [`Snapshot::stops`]).
    pub hosts: Vec<usize>,
}

impl Named {
    /// Address of its page.
    pub fn href(&self) -> String {
        format!("/co-quan/{}", self.slug)
    }
}

impl Snapshot {
    /// Query that keeps links within this campaign: empty for the current one, else `?nam=…`.
    pub fn query(&self) -> String {
        if self.is_current { String::new() } else { format!("?nam={}", self.campaign.slug) }
    }

    /// An address of this campaign: adds [`Snapshot::query`] before an anchor.
    pub fn at(&self, path: &str) -> String {
        match path.split_once('#') {
            Some((before, anchor)) => format!("{before}{}#{anchor}", self.query()),
            None => format!("{path}{}", self.query()),
        }
    }

    /// Where a line stands on a day.
    pub fn progress(&self, line: &Assignment, today: Date) -> Progress {
        progress(line, &self.campaign, today, self.known.get(&line.id))
    }

    /// The activity with this key.
    pub fn activity(&self, id: Option<Uuid>) -> Option<&Activity> {
        self.activities.iter().find(|a| Some(a.id) == id)
    }

    /// The stop with this key.
    pub fn stop(&self, id: Option<Uuid>) -> Option<&Stop> {
        self.stops.iter().find(|s| Some(s.id) == id)
    }

    /// Address of an activity.
    pub fn activity_href(&self, activity: &Activity) -> String {
        self.at(&format!("/hoat-dong/{}", activity.slug))
    }

    /// Address of a stop.
    pub fn stop_href(&self, stop: &Stop) -> String {
        self.at(&format!("/su-kien/{}", stop.slug))
    }

    /// First and last day of a stop, if known.
    pub fn days(stop: &Stop) -> Option<(Date, Date)> {
        let first = plan::door::day(stop.start_on.as_deref())?;
        Some((first, plan::door::day(stop.end_on.as_deref()).filter(|last| *last >= first).unwrap_or(first)))
    }
}

/// The snapshots of one version of the database; a slot of the [`Site`].
struct Kept {
    version: u64,
    all: Mutex<HashMap<Uuid, Arc<Snapshot>>>,
}

/// The campaign that `?nam=` names, else the current one; None before the first plan.
///
/// # Errors
/// [`Error::NotFound`] for a campaign that does not exist.
pub async fn of(site: &Site, slug: Option<&str>) -> Result<Option<Arc<Snapshot>>> {
    let version = site.db.version();
    let mut db = site.db.reader();
    let Some(current) = plan::door::current(&mut db).await? else {
        return if slug.is_some() { Err(Error::NotFound) } else { Ok(None) };
    };
    let campaign = match slug {
        Some(slug) if slug != current.slug => plan::door::by_slug(&mut db, slug).await?.ok_or(Error::NotFound)?,
        _ => current.clone(),
    };
    let kept = match site.get::<Kept>().filter(|kept| kept.version == version) {
        Some(kept) => kept,
        None => {
            let fresh = Arc::new(Kept { version, all: Mutex::default() });
            site.put(fresh.clone());
            fresh
        }
    };
    let found = kept.all.lock().unwrap_or_else(PoisonError::into_inner).get(&campaign.id).cloned();
    if let Some(found) = found {
        return Ok(Some(found));
    }
    let is_current = campaign.id == current.id;
    let loaded = Arc::new(load(site, campaign, is_current).await?);
    kept.all.lock().unwrap_or_else(PoisonError::into_inner).insert(loaded.campaign.id, loaded.clone());
    Ok(Some(loaded))
}

/// As [`of`], but a site without any campaign is "not found".
pub async fn must(site: &Site, slug: Option<&str>) -> Result<Arc<Snapshot>> {
    of(site, slug).await?.ok_or(Error::NotFound)
}

async fn load(site: &Site, campaign: Campaign, is_current: bool) -> Result<Snapshot> {
    let (db, id) = (&mut site.db.reader(), campaign.id);
    let stops = plan::door::stops(db, id).await?;
    let mut activities = plan::door::activities(db, id).await?;
    activities.retain(|a| a.withdrawn_at.is_none());
    let assignments = plan::door::assignments(db, id).await?;
    let directory = Directory::load(db).await?;
    let agencies = named(&directory, campaign.names_day(), &stops, &activities, &assignments);
    Ok(Snapshot {
        others: plan::door::campaigns(db).await?.iter().map(|c| (c.slug.clone(), c.full_name())).collect(),
        items: events::door::items(db, id).await?,
        milestones: plan::door::milestones(db, id).await?,
        known: Desk::known(site, id, None).await?,
        sections: plan::door::sections(db, id).await?,
        campaign,
        is_current,
        stops,
        activities,
        assignments,
        agencies,
    })
}

fn named(directory: &Directory, on: Date, stops: &[Stop], activities: &[Activity], duties: &[Assignment]) -> Vec<Named> {
    let mut found: Vec<Named> = Vec::new();
    let mut at: HashMap<Uuid, usize> = HashMap::new();
    let mut count = |agency: &AgencyRef, add: &mut dyn FnMut(&mut Named)| {
        let Some(id) = agency.id else { return };
        let id = directory.canonical(id);
        let position = match at.get(&id) {
            Some(position) => *position,
            None => {
                let Some(name) = directory.name_on(id, on) else { return };
                let names = directory.get(id).map(|a| a.names.as_slice()).unwrap_or_default();
                let aliases = names.iter().map(|n| n.name.clone()).filter(|n| *n != name.name).collect();
                let kind = name.kind.code();
                let one = Named { id, name: name.name, slug: name.slug, kind, is_group: name.is_group, aliases, leads: 0, helps: 0, hosts: vec![] };
                found.push(one);
                at.insert(id, found.len() - 1);
                found.len() - 1
            }
        };
        add(&mut found[position]);
    };
    for duty in duties {
        duty.lead.iter().for_each(|a| count(a, &mut |n| n.leads += 1));
        duty.coordinating.iter().for_each(|a| count(a, &mut |n| n.helps += 1));
    }
    for activity in activities {
        activity.lead.iter().chain(&activity.coordinating).for_each(|a| count(a, &mut |_| {}));
    }
    for (position, stop) in stops.iter().enumerate() {
        stop.host.iter().for_each(|a| count(a, &mut |n| n.hosts.push(position)));
        stop.members.iter().for_each(|a| count(a, &mut |_| {}));
    }
    found
}
