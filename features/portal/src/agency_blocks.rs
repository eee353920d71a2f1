//! Mục trên trang cơ quan: what an agency leads, helps with and hosts in the current campaign.
use crate::snapshot::{self, Snapshot};
use crate::words;
use agencies::sections::{Asked, Block, Row};
use base::feature::BoxFuture;
use base::{Result, Site};
use plan::door::{AgencyRef, Assignment, Desk, Known, progress, tone};
use vietnamese::dates;

/// The blocks of one agency; registered at start.
pub fn blocks<'a>(site: &'a Site, asked: &'a Asked) -> BoxFuture<'a, Result<Vec<Block>>> {
    Box::pin(async move {
        let Some(snap) = snapshot::of(site, None).await? else { return Ok(Vec::new()) };
        let t = |key: &str| site.catalog.text(asked.lang, key, &[]);
        let is_it = |a: &AgencyRef| a.id.is_some_and(|id| asked.line.contains(&id));
        // Of lines given to a group, this agency's own share.
        let own = Desk::known(site, snap.campaign.id, Some(&asked.line)).await?;
        let duties = |pick: &dyn Fn(&Assignment) -> bool| snap.assignments.iter().filter(|d| pick(d)).map(|d| duty(site, asked, &snap, d, own.get(&d.id).or_else(|| snap.known.get(&d.id)))).collect();
        let hosted = snap.stops.iter().filter(|s| s.host.as_ref().is_some_and(is_it));
        let joined = snap.stops.iter().filter(|s| s.members.iter().any(is_it));
        let stop = |s: &plan::door::Stop| Row {
            title: words::stop_title(s),
            href: snap.stop_href(s),
            note: Snapshot::days(s).map_or_else(|| t("portal-day-later"), |(first, last)| words::span(first, last)),
            ..Row::default()
        };
        Ok(vec![
            Block { title: t("portal-agency-hosts"), rows: hosted.map(stop).collect(), more: None },
            Block { title: t("portal-agency-leads"), rows: duties(&|d| d.lead.iter().any(is_it)), more: None },
            Block { title: t("portal-agency-helps"), rows: duties(&|d| d.coordinating.iter().any(is_it)), more: None },
            Block { title: t("portal-agency-joins"), rows: joined.map(stop).collect(), more: None },
        ])
    })
}

fn duty(site: &Site, asked: &Asked, snap: &Snapshot, d: &Assignment, known: Option<&Known>) -> Row {
    let stand = progress(d, &snap.campaign, asked.today, known);
    let due = stand.due.filter(|_| !stand.from_campaign).map(dates::short);
    let due = due.map(|day| site.catalog.text(asked.lang, "portal-agency-due", &[("day", day)]));
    let note = [Some(d.path.clone()), due].into_iter().flatten().filter(|t| !t.is_empty()).collect::<Vec<_>>().join(" · ");
    Row { title: d.short_name.clone(), href: snap.at(&d.href()), note, state: site.catalog.text(asked.lang, stand.state.key(), &[]), tone: tone(stand.state) }
}
