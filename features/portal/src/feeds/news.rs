//! Tin (RSS 2.0): publication and new versions of the plan, changes of the programme, milestones that have come.
//! Made from public data and from the kinds of audit lines; it names no person.
use super::{home_of, xml};
use crate::snapshot::Snapshot;
use crate::words;
use base::{Lang, Result, Site};
use jiff::Timestamp;
use std::collections::BTreeMap;
use vietnamese::dates;

/// Entries in the feed.
const MOST: usize = 50;
/// Newest audit lines that are looked at for changes of the programme.
const LINES: i64 = 1000;

/// One entry.
struct Entry {
    id: String,
    at: i64,
    title: String,
    text: String,
    href: String,
}

/// The feed.
pub async fn feed(site: &Site, snap: &Snapshot) -> Result<String> {
    let now = site.clock.now_ms();
    let mut entries = Vec::new();
    entries.extend(versions(site, snap).await?);
    entries.extend(programme(site, snap).await?);
    entries.extend(milestones(site, snap, now));
    entries.retain(|e| e.at <= now);
    entries.sort_by(|a, b| b.at.cmp(&a.at).then_with(|| a.id.cmp(&b.id)));
    entries.truncate(MOST);
    Ok(write(site, snap, &entries))
}

fn t(site: &Site, key: &str, args: &[(&str, String)]) -> String {
    site.catalog.text(Lang::Vi, key, args)
}

async fn versions(site: &Site, snap: &Snapshot) -> Result<Vec<Entry>> {
    let documents = plan::door::documents(&mut site.db.reader(), snap.campaign.id).await?;
    let entry = |d: plan::door::Document| {
        let symbol = d.symbol.clone().unwrap_or_default();
        // The first version is no amendment
        let args = [("symbol", symbol), ("version", (d.version - 1).to_string())];
        let key = if d.version <= 1 { "portal-news-published" } else { "portal-news-amended" };
        Entry { id: d.id.to_string(), at: d.published_at, title: t(site, key, &args).replace("  ", " ").trim().to_owned(), text: d.title, href: snap.at("/ke-hoach") }
    };
    Ok(documents.into_iter().map(entry).collect())
}

/// One entry for each day on which the programme changed.
async fn programme(site: &Site, snap: &Snapshot) -> Result<Vec<Entry>> {
    let newest = base::audit::newest(&site.db).await?;
    let lines = base::audit::page(&site.db, (newest - LINES).max(0), LINES).await?;
    let mut days: BTreeMap<jiff::civil::Date, (usize, i64)> = BTreeMap::new();
    for line in lines.iter().filter(|l| l.campaign == Some(snap.campaign.id) && l.action.starts_with("programme.") && l.action != "programme.adopt") {
        let day = days.entry(dates::local(line.at)).or_insert((0, line.at));
        *day = (day.0 + 1, day.1.max(line.at));
    }
    let entry = |(day, (count, at)): (jiff::civil::Date, (usize, i64))| Entry {
        id: format!("{}-programme-{day}", snap.campaign.id),
        at,
        title: t(site, "portal-news-programme", &[("day", dates::short(day))]),
        text: t(site, "portal-news-programme-text", &[("count", count.to_string())]),
        href: snap.at("/su-kien"),
    };
    Ok(days.into_iter().map(entry).collect())
}

fn milestones(site: &Site, snap: &Snapshot, now: i64) -> Vec<Entry> {
    let day_of = |iso: &Option<String>| plan::door::day(iso.as_deref());
    let mut entries = Vec::new();
    for step in &snap.milestones {
        let Some(day) = day_of(&step.start_on).or_else(|| day_of(&step.end_on)) else { continue };
        let last = day_of(&step.end_on).unwrap_or(day);
        entries.push(Entry { id: step.id.to_string(), at: dates::day_start(day), title: words::cut(&step.text, 140), text: words::span(day, last), href: snap.at("/ke-hoach") });
    }
    for stop in &snap.stops {
        if let Some((first, last)) = Snapshot::days(stop) {
            let title = t(site, "portal-news-stop", &[("stop", words::stop_title(stop))]);
            entries.push(Entry { id: format!("{}-begins", stop.id), at: dates::day_start(first), title, text: words::span(first, last), href: snap.stop_href(stop) });
        }
    }
    entries.retain(|e| e.at <= now);
    entries
}

fn write(site: &Site, snap: &Snapshot, entries: &[Entry]) -> String {
    let (title, home) = home_of(snap, site);
    let root = site.config.public_url();
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\" xmlns:atom=\"http://www.w3.org/2005/Atom\"><channel>\n");
    out.push_str(&format!(
        "<title>{}</title><link>{}</link><description>{}</description><language>vi</language><ttl>60</ttl>\n<atom:link href=\"{}\" rel=\"self\" type=\"application/rss+xml\"/>\n",
        xml(&title),
        xml(&home),
        xml(&t(site, "portal-news-about", &[("campaign", title.clone())])),
        xml(&format!("{root}{}", snap.at("/tin.rss")))
    ));
    if let Some(newest) = entries.first() {
        out.push_str(&format!("<lastBuildDate>{}</lastBuildDate>\n", rfc2822(newest.at)));
    }
    for e in entries {
        out.push_str(&format!(
            "<item><title>{}</title><link>{}</link><guid isPermaLink=\"false\">urn:nhipso:{}</guid><pubDate>{}</pubDate><description>{}</description></item>\n",
            xml(&e.title),
            xml(&format!("{root}{}", e.href)),
            xml(&e.id),
            rfc2822(e.at),
            xml(&e.text)
        ));
    }
    out.push_str("</channel></rss>\n");
    out
}

fn rfc2822(ms: i64) -> String {
    Timestamp::from_millisecond(ms).unwrap_or(Timestamp::UNIX_EPOCH).strftime("%a, %d %b %Y %H:%M:%S +0000").to_string()
}

#[cfg(test)]
mod tests {
    #[test]
    fn days_are_written_as_mail_does() {
        assert_eq!(super::rfc2822(1_726_884_000_000), "Sat, 21 Sep 2024 02:00:00 +0000");
    }
}
