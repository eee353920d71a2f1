//! `GET /nhiem-vu/lich/{secret}.ics`: deadlines, stops and milestones for a calendar program. What it holds is decided at each reading
//! by what its owner may see now.
use super::store::{self, Due};
use super::{address, view};
use crate::ground::{Ground, line_rows, titled};
use crate::scope::Scope;
use agencies::door::{Directory, Succession};
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use base::identity::{self, ADMINISTRATOR};
use base::{Error, Fetch, Result, Site};
use icalendar::{Calendar, Component, Event, Property};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use ui::Frame;
use uuid::Uuid;

/// The feed of a secret address.
pub async fn feed(frame: Frame, State(site): State<Site>, Path(file): Path<String>) -> Result<Response> {
    let secret = address::secret(&file).ok_or(Error::NotFound)?;
    let mut db = site.db.reader();
    let owner = store::by_token(&mut db, &address::hash(&secret)).await?.ok_or(Error::NotFound)?;
    let mut grounds = Vec::new();
    for campaign in plan::door::running(&mut db, site.clock.today()).await? {
        let scope = match (owner.account, owner.agency) {
            (Some(account), _) => of_account(&mut db, &site, account, campaign.id).await?,
            (None, Some(agency)) => Some(Scope::only(campaign.id, line(&mut db, &[agency]).await?)),
            (None, None) => None,
        };
        if let Some(scope) = scope {
            grounds.push(Ground::of(&mut db, &site, campaign, scope).await?);
        }
    }
    if grounds.is_empty() {
        return Err(Error::NotFound);
    }
    let mut calendar = Calendar::empty();
    for (key, value) in [("VERSION", "2.0"), ("PRODID", "-//Nhip So//Nhiem vu//VI"), ("CALSCALE", "GREGORIAN"), ("METHOD", "PUBLISH")] {
        calendar.append_property(Property::new(key, value));
    }
    let names: Vec<String> = grounds.iter().map(|g| g.campaign.full_name()).collect();
    calendar.name(&frame.t1("duties-calendar-feed", "name", names.join("; ")));
    calendar.append_property(Property::new("REFRESH-INTERVAL", "PT1H").add_parameter("VALUE", "DURATION").done());
    for ground in &grounds {
        add(&mut db, &frame, ground, grounds.len() > 1, &mut calendar).await?;
    }
    let headers = [
        (header::CONTENT_TYPE, "text/calendar; charset=utf-8"),
        (header::CACHE_CONTROL, "private, no-store"),
        (header::HeaderName::from_static("x-robots-tag"), "noindex"),
        (header::REFERRER_POLICY, "no-referrer"),
    ];
    Ok((headers, calendar.to_string()).into_response())
}

/// What one campaign has. Beside others a deadline leads to the public page of its duty: the table shows only the campaign that its
/// reader works in.
async fn add(db: &mut impl Fetch, frame: &Frame, ground: &Ground, beside_others: bool, calendar: &mut Calendar) -> Result<()> {
    let (site, campaign) = (&frame.site, &ground.campaign);
    let due = store::deadlines(db, &ground.scope, campaign.id, ground.today(), ("0000", "9999-12-31"), i64::MAX).await?;
    let stops = plan::door::stops(db, campaign.id).await?;
    let milestones = plan::door::milestones(db, campaign.id).await?;
    let mut add = |id: String, first: Date, last: Date, title: String, text: String, path: String| {
        let mut event = Event::with_uid(&format!("{id}@{}", host(site)));
        event.add_property("DTSTAMP", Timestamp::from_millisecond(ground.at.ms).unwrap_or_default().strftime("%Y%m%dT%H%M%SZ").to_string());
        event.append_property(whole_day("DTSTART", first));
        event.append_property(whole_day("DTEND", last.checked_add(1.day()).unwrap_or(last)));
        event.add_property("TRANSP", "TRANSPARENT").summary(&title);
        if !text.is_empty() {
            event.description(&text);
        }
        event.append_property(Property::new("URL", format!("{}{path}", site.config.public_url())).add_parameter("VALUE", "URI").done());
        calendar.push(event.done());
    };
    for one in &due {
        let Some(day) = plan::door::day(Some(&one.deadline)) else { continue };
        let (id, title, text, path) = deadline(frame, ground, one);
        let path = if beside_others { ground.public(&format!("/ke-hoach/nhiem-vu/{}", one.number)) } else { path };
        add(id, day, day, title, text, path);
    }
    let days = |start: &Option<String>, end: &Option<String>| {
        let first = plan::door::day(start.as_deref())?;
        Some((first, plan::door::day(end.as_deref()).filter(|last| *last >= first).unwrap_or(first)))
    };
    for stop in &stops {
        if let Some((first, last)) = days(&stop.start_on, &stop.end_on) {
            add(stop.id.to_string(), first, last, plan::door::stop_title(stop), stop.venue.clone(), ground.public(&format!("/su-kien/{}", stop.slug)));
        }
    }
    for mark in &milestones {
        if let Some((first, last)) = days(&mark.start_on, &mark.end_on) {
            add(mark.id.to_string(), first, last, mark.text.clone(), String::new(), ground.public("/ke-hoach"));
        }
    }
    Ok(())
}

/// Id, title, text and address of a deadline. The id holds line and first agency, so that a moved deadline moves its entry.
fn deadline(frame: &Frame, ground: &Ground, due: &Due) -> (String, String, String, String) {
    let path = line_rows(due.number, &[("tu", due.deadline.as_str()), ("den", due.deadline.as_str())]);
    let agency = ground.agency(frame, view::agency_key(&due.agency_key)).name;
    let who = if due.n == 1 { agency } else { frame.t2("duties-calendar-done-of", "done", due.done, "n", due.n) };
    let state = if due.done == due.n { frame.t("duties-calendar-all-done") } else { String::new() };
    let text = [due.text.clone(), who, state].into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>().join("\n");
    let title = frame.t1("duties-calendar-due", "title", titled(due.number, &due.short_name));
    (format!("{}-{}", due.assignment, due.agency_key), title, text, path)
}

/// What a person may see now, as [`Scope::of`] says for a signed-in one; None when the account is no longer in use or sees nothing.
async fn of_account(db: &mut impl Fetch, site: &Site, account: Uuid, campaign: Uuid) -> Result<Option<Scope>> {
    let Some(person) = identity::account(db, account).await?.filter(|a| a.state == "active") else { return Ok(None) };
    let sees = |role: &str| role == ADMINISTRATOR || site.permissions_of(role).contains(&crate::VIEW);
    let mut grants = identity::grants(db, person.id).await?;
    grants.retain(|g| sees(&g.role) && g.campaign.is_none_or(|c| c == campaign));
    if grants.is_empty() {
        return Ok(None);
    }
    if grants.iter().any(|g| g.reaches(Uuid::nil())) {
        return Ok(Some(Scope::all(campaign)));
    }
    let own: Vec<Uuid> = grants.iter().filter_map(|g| g.agency).collect();
    Ok(Some(Scope::only(campaign, line(db, &own).await?)))
}

/// These agencies and those whose work they took over.
async fn line(db: &mut impl Fetch, agencies: &[Uuid]) -> Result<Vec<Uuid>> {
    let (directory, succession) = (Directory::load(db).await?, Succession::load(db).await?);
    let mut all: Vec<Uuid> = agencies.iter().flat_map(|a| succession.line_of(&directory, *a)).collect();
    all.sort_unstable();
    all.dedup();
    Ok(all)
}

fn whole_day(key: &str, date: Date) -> Property {
    Property::new(key, date.strftime("%Y%m%d").to_string()).add_parameter("VALUE", "DATE").done()
}

fn host(site: &Site) -> String {
    let url = site.config.public_url();
    let rest = url.split_once("://").map_or(url.as_str(), |(_, rest)| rest);
    rest.split(['/', ':']).next().unwrap_or("nhipso").to_owned()
}
