//! Lời nhắc (text): the digest as a mail, and the same facts as words for Zalo or the telephone.
use super::compose::Told;
use super::send::Part;
use base::{Lang, Site};

fn t(site: &Site, key: &str, args: &[(&str, String)]) -> String {
    site.catalog.text(Lang::Vi, key, args)
}

/// How far the deadline is, in words.
pub fn distance(site: &Site, days_left: i64) -> String {
    match days_left {
        0 => t(site, "duties-due-today", &[]),
        n if n < 0 => t(site, "duties-overdue-by", &[("days", (-n).to_string())]),
        n => t(site, "duties-due-in", &[("days", n.to_string())]),
    }
}

fn day(iso: &str) -> String {
    plan::door::day(Some(iso)).map(vietnamese::dates::short).unwrap_or_default()
}

/// "- Bố trí xe cứu thương (Sở Y tế): hạn 21/09/2024, còn 3 ngày".
fn line(site: &Site, told: &Told, with_agency: bool) -> String {
    let agency = if with_agency && !told.agency.is_empty() { format!(" ({})", told.agency) } else { String::new() };
    let due = t(site, "duties-due", &[("day", day(&told.deadline))]);
    format!("- {}{agency}: {due}, {}", told.words, lower(&distance(site, told.days_left)))
}

fn lower(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

/// Subject of a digest.
pub fn subject(site: &Site, parts: &[Part<'_>]) -> String {
    let lines = || parts.iter().flat_map(|(_, digest)| &digest.lines);
    let late = lines().filter(|l| l.days_left < 0).count();
    let names: Vec<String> = parts.iter().map(|(campaign, _)| campaign.full_name()).collect();
    let args = [("count", lines().count().to_string()), ("late", late.to_string()), ("campaign", names.join("; "))];
    t(site, if late > 0 { "duties-remind-subject-late" } else { "duties-remind-subject" }, &args)
}

/// Body of a digest: greeting, for each campaign its lines by urgency with their addresses, where to mute.
pub fn body(site: &Site, parts: &[Part<'_>]) -> String {
    let origin = site.config.public_url();
    let name = parts.first().map(|(_, digest)| digest.person.name.clone()).unwrap_or_default();
    let mut out = vec![t(site, "duties-remind-greeting", &[("name", name)])];
    for (campaign, digest) in parts {
        out.push(String::new());
        out.push(t(site, "duties-remind-about", &[("campaign", campaign.full_name())]));
        for (key, late) in [("duties-remind-late", true), ("duties-remind-soon", false)] {
            let lines: Vec<&Told> = digest.lines.iter().filter(|l| (l.days_left < 0) == late).collect();
            if lines.is_empty() {
                continue;
            }
            out.push(String::new());
            out.push(t(site, key, &[("count", lines.len().to_string())]));
            for told in lines {
                out.push(line(site, told, told.mute == "ladder"));
                out.push(format!("  {origin}{}", told.path));
            }
        }
    }
    out.push(String::new());
    out.push(t(site, "duties-remind-foot", &[("href", format!("{origin}/nhiem-vu/nhac/cua-toi"))]));
    out.join("\n")
}

/// The open lines of one agency, to be sent by telephone.
pub fn agency(site: &Site, campaign: &str, name: &str, lines: &[Told]) -> String {
    let name = if name.is_empty() { t(site, "duties-check-nobody", &[]) } else { name.to_owned() };
    let mut out = vec![t(site, "duties-remind-agency", &[("agency", name), ("campaign", campaign.to_owned()), ("count", lines.len().to_string())])];
    out.extend(lines.iter().map(|l| line(site, l, false)));
    out.join("\n")
}
