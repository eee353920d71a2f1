//! Khung trang của chiến dịch hiện tại: name, issuer, help line and pictures that surround every page.
use crate::model::Campaign;
use crate::door;
use agencies::door::Directory;
use base::{Fetch, Result, Site};
use ui::campaign::Choosable;
use ui::parts::Link;
use ui::{LinkGroup, Shell, install_shell};

/// Builds the frame of all pages from the database again; call it after every committed change of a campaign.
pub async fn refresh(site: &Site) -> Result<()> {
    let mut db = site.db.reader();
    let Some(campaign) = door::current(&mut db).await? else {
        site.catalog.set_example(site.clock.today());
        install_shell(site, Shell::default());
        return Ok(());
    };
    site.catalog.set_example(campaign.start().or(campaign.main()).unwrap_or(site.clock.today()));
    let all = door::current_first(&mut db).await?;
    let mut shell = of(&campaign);
    shell.campaigns = all.iter().map(|c| Choosable { key: c.id, name: c.full_name() }).collect();
    shell.other_campaigns = all.into_iter().skip(1).map(|c| Link::new(c.full_name(), format!("/ke-hoach?nam={}", c.slug))).collect();
    if shell.hotline.is_none() {
        shell.hotline = help(&mut db, &campaign).await?;
    }
    install_shell(site, shell);
    Ok(())
}

/// Without a help line: the agency to which the plan sends difficulties.
async fn help(db: &mut impl Fetch, campaign: &Campaign) -> Result<Option<Link>> {
    let Some(to) = door::reading(db, campaign.id).await?.escalation.and_then(|e| e.to) else { return Ok(None) };
    let directory = Directory::load(db).await?;
    let agency = directory.find(&to, campaign.names_day()).and_then(|id| directory.name_on(id, campaign.names_day()));
    Ok(agency.map(|a| Link::new(a.name, format!("/co-quan/{}", a.slug))))
}

fn of(c: &Campaign) -> Shell {
    let mark = c.main().map_or_else(|| ["".into(), "".into()], |d| [format!("{:02}", d.day()), format!("{:02}", d.month())]);
    Shell {
        name: c.name.clone(),
        subtitle: format!("{} {}", c.place, c.year).trim().to_owned(),
        mark,
        issuer: c.issuer.clone(),
        issuer_full: c.issuer.clone(),
        organisers: c.organisers.lines().map(str::to_owned).collect(),
        hotline: hotline(&c.hotline),
        footer: vec![
            group("plan-footer-take", &[("plan-footer-calendar", "/lich.ics"), ("plan-footer-news", "/tin.rss"), ("plan-footer-data", "/du-lieu")]),
            group("plan-footer-site", &[("plan-footer-accessible", "/tiep-can"), ("plan-footer-official", "/nhan-biet")]),
        ],
        share_image: Some("/xem-truoc.png".into()),
        accent_hue: c.accent_hue.and_then(|h| u16::try_from(h).ok()),
        ..Shell::default()
    }
}

fn group(heading: &str, links: &[(&str, &str)]) -> LinkGroup {
    LinkGroup { heading: heading.into(), links: links.iter().map(|(label, href)| Link::new(*label, *href)).collect() }
}

/// A telephone number becomes a link to call it; other words are shown as they are.
fn hotline(text: &str) -> Option<Link> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    let href = vietnamese::phone::Phone::parse(text).map(|p| p.link()).unwrap_or_else(|_| "/ke-hoach".into());
    Some(Link::new(text, href))
}
