//! `/ke-hoach/nhiem-vu/{n}`: one duty with the plan's words, who, by when and why it was read so; and its calendar entry.
use super::Of;
use super::changes::{self, Line};
use super::show::DutyView;
use crate::model::{Assignment, Campaign, Section};
use crate::known::Desk;
use crate::progress::progress;
use crate::publish::history;
use crate::{source, store, words};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use base::{Error, Fetch, Result, Site, args};
use icalendar::{Calendar, Component, Event};
use ui::{Frame, Link, Page};

#[derive(Template)]
#[template(path = "document/duty.html")]
struct DutyPage {
    page: Page,
    duty: Assignment,
    view: DutyView,
    section: Option<Section>,
    section_href: String,
    plan_href: String,
    calendar_href: String,
    understood: String,
    line: usize,
    around: Vec<String>,
    activity: Option<Link>,
    before: Option<Link>,
    after: Option<Link>,
    confidence: String,
    /// What versions did to it.
    happened: Vec<Line>,
    /// The older version that its words stand in; 0 for the newest.
    from_version: i64,
    original_href: String,
}

struct Found {
    campaign: Campaign,
    duties: Vec<Assignment>,
    at: usize,
}

async fn find(db: &mut impl Fetch, of: &Of, number: i64) -> Result<Found> {
    let campaign = of.campaign(db).await?;
    let duties = store::duties(db, campaign.id, campaign.names_day()).await?;
    let at = duties.iter().position(|d| d.number == number).ok_or(Error::NotFound)?;
    Ok(Found { campaign, duties, at })
}

/// GET `/ke-hoach/nhiem-vu/{n}`.
pub(crate) async fn duty(State(site): State<Site>, frame: Frame, Path(number): Path<i64>, Query(of): Query<Of>) -> Result<Response> {
    let mut db = site.db.reader();
    let Found { campaign, duties, at } = find(&mut db, &of, number).await?;
    let duty = duties[at].clone();
    let known = Desk::known(&site, campaign.id, None).await?;
    let document = store::document_of(&mut db, duty.id).await?;
    let sections = store::sections_of(&mut db, document.id).await?;
    let from_version = document.superseded_at.map_or(0, |_| document.version);
    let happened = history::of_duty(&mut db, duty.id).await?.iter().map(|h| changes::line(&frame, h, &of.query())).collect();
    let query = of.query();
    let section = sections.into_iter().find(|s| s.path == duty.path);
    let activity: Option<(String, String)> = match duty.activity {
        Some(id) => db.maybe(store::ACTIVITY_LINK, args![id]).await?,
        None => None,
    };
    let lines = source::lines(&document.source_text);
    let start = usize::try_from(duty.span_start).unwrap_or(0);
    let line = source::line_of(&lines, start);
    let around = lines[line.saturating_sub(1)..].iter().take_while(|l| l.start < usize::try_from(duty.span_end).unwrap_or(0).max(start + 1));
    let link = |d: &Assignment| Link::new(format!("{}. {}", d.number, d.short_name), format!("{}{query}", d.href()));
    let page = frame.page(duty.short_name.clone()).active("/ke-hoach").description(duty.text.clone());
    let page = page.crumb(frame.t("plan-title"), format!("/ke-hoach{query}"));
    let template = DutyPage {
        view: DutyView::of(&frame, &campaign, &duty, &query, known.get(&duty.id)),
        section_href: format!("/ke-hoach{query}#{}", duty.path),
        plan_href: format!("/ke-hoach{query}#nv-{}", duty.number),
        calendar_href: format!("/ke-hoach/nhiem-vu/{}/lich.ics{query}", duty.number),
        understood: words::understood(&frame, &duty),
        around: around.map(|l| l.text.trim().to_owned()).filter(|t| !t.is_empty()).collect(),
        activity: activity.map(|(name, slug)| Link::new(name, format!("/hoat-dong/{slug}"))),
        before: at.checked_sub(1).and_then(|i| duties.get(i)).map(link),
        after: duties.get(at + 1).map(link),
        confidence: vietnamese::numbers::decimal((duty.confidence * 100.0).round() as i64, 2),
        happened,
        original_href: format!("/ke-hoach/ban-goc?nam={}&ban={}", campaign.slug, document.version),
        from_version,
        section,
        line,
        page,
        duty,
    };
    Ok(ui::public(&template))
}

/// GET `/ke-hoach/nhiem-vu/{n}/lich.ics`: the deadline as an all-day entry.
pub(crate) async fn calendar(State(site): State<Site>, frame: Frame, Path(number): Path<i64>, Query(of): Query<Of>) -> Result<Response> {
    let mut db = site.db.reader();
    let Found { campaign, duties, at } = find(&mut db, &of, number).await?;
    let duty = &duties[at];
    let known = Desk::known(&site, campaign.id, None).await?;
    let due = progress(duty, &campaign, site.clock.today(), known.get(&duty.id)).due.ok_or(Error::NotFound)?;
    let link = format!("{}{}?nam={}", site.config.public_url(), duty.href(), campaign.slug);
    let mut event = Event::new();
    event.uid(&format!("nv-{}@nhip-so", duty.id)).summary(&duty.short_name).description(&format!("{}\n{link}", duty.text)).url(&link);
    event.add_property("DTSTART;VALUE=DATE", due.strftime("%Y%m%d").to_string());
    event.add_property("DTSTAMP", stamp(campaign.created_at));
    let calendar = Calendar::new().name(&frame.t1("plan-duty-number", "number", duty.number)).push(event.done()).done();
    let name = format!("attachment; filename=\"nhiem-vu-{number}.ics\"");
    let headers = [(header::CONTENT_TYPE, "text/calendar; charset=utf-8"), (header::CONTENT_DISPOSITION, name.as_str())];
    Ok((headers, calendar.to_string()).into_response())
}

fn stamp(ms: i64) -> String {
    jiff::Timestamp::from_millisecond(ms).map(|t| t.strftime("%Y%m%dT%H%M%SZ").to_string()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    #[test]
    fn stamps_are_utc() {
        assert_eq!(super::stamp(0), "19700101T000000Z");
    }
}
