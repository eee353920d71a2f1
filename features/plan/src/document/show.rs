//! `/ke-hoach`: the whole plan.
use super::{Of, blocks};
use crate::model::{Assignment, Campaign, Document, Section};
use crate::known::Desk;
use crate::progress::{Known, progress};
use crate::{door, store, words};
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use base::{Result, Site};
use std::collections::HashMap;
use ui::{Beat, BeatBar, Frame, Link, Page};
use uuid::Uuid;

#[derive(Template)]
#[template(path = "document/show.html")]
struct Show {
    page: Page,
    document: Document,
    head: Head,
    contents: Vec<Entry>,
    blocks: Vec<blocks::Block>,
    duties: Vec<DutyView>,
    /// Of older versions, still in force.
    kept: Vec<DutyView>,
    withdrawn: Vec<DutyView>,
    beat: Beat,
    compared: String,
    /// Each with the page of what it changed.
    versions: Vec<(Link, Option<Link>)>,
    others: Vec<Link>,
    query: String,
}

impl Show {
    fn duty(&self, at: &usize) -> &DutyView {
        &self.duties[*at]
    }
}

/// The head of the paper.
struct Head {
    issuer: Vec<String>,
    motto: bool,
    number: String,
    dated: String,
}

/// One line of the contents.
struct Entry {
    path: String,
    label: String,
    title: String,
    sub: bool,
    count: usize,
}

/// A duty of more leads than this ("UBND các xã") names [`NAMED`] of them in the margin; its own page names all.
const MARGIN: usize = 6;
const NAMED: usize = 3;

/// What stands in the margin of a duty.
pub(crate) struct DutyView {
    pub number: i64,
    pub href: String,
    pub short_name: String,
    pub tone: &'static str,
    pub icon: &'static str,
    pub state: String,
    pub leads: Vec<Link>,
    /// "và 92 cơ quan khác"; empty when all are named.
    pub more: String,
    pub due: String,
    pub left: String,
}

impl DutyView {
    pub fn of(frame: &Frame, campaign: &Campaign, duty: &Assignment, query: &str, known: Option<&Known>) -> DutyView {
        let p = progress(duty, campaign, frame.site.clock.today(), known);
        let named = if duty.lead.len() > MARGIN { NAMED } else { duty.lead.len() };
        let more = duty.lead.len() - named;
        DutyView {
            number: duty.number,
            href: format!("{}{query}", duty.href()),
            short_name: duty.short_name.clone(),
            tone: words::tone(p.state).class(),
            icon: words::icon(p.state),
            state: frame.t(p.state.key()),
            more: if more > 0 { frame.t1("plan-leads-more", "count", more) } else { String::new() },
            leads: duty.lead.iter().take(named).map(|a| Link::new(a.name.clone(), a.href())).collect(),
            due: words::due(frame, &p),
            left: words::left(frame, &p),
        }
    }
}

/// GET `/ke-hoach`.
pub(crate) async fn show(State(site): State<Site>, frame: Frame, Query(of): Query<Of>) -> Result<Response> {
    let mut db = site.db.reader();
    let Some(_) = door::current(&mut db).await? else {
        let page = frame.page(frame.t("plan-title")).active("/ke-hoach");
        return Ok(ui::public(&Nothing { page }));
    };
    let campaign = of.campaign(&mut db).await?;
    let document = store::document(&mut db, campaign.id).await?;
    let sections = store::sections(&mut db, campaign.id).await?;
    let (duties, gone): (Vec<_>, Vec<_>) =
        store::duties(&mut db, campaign.id, campaign.names_day()).await?.into_iter().partition(|d| d.withdrawn_at.is_none());
    // A kept duty has no place in this text; it stands behind those that have
    let kept = duties.iter().position(Assignment::is_kept).unwrap_or(duties.len());
    let known = Desk::known(&site, campaign.id, None).await?;
    let query = of.query();
    let from = blocks::body_start(&document.source_text, &document.title);
    let mut views: Vec<DutyView> = duties.iter().map(|d| DutyView::of(&frame, &campaign, d, &query, known.get(&d.id))).collect();
    let title = format!("{} {}", document.kind, campaign.full_name());
    let now = vietnamese::dates::date_and_time(vietnamese::dates::from_unix_ms(site.clock.now_ms()));
    let page = frame.page(title).active("/ke-hoach").description(document.title.clone());
    Ok(ui::public(&Show {
        blocks: blocks::blocks(&document.source_text, from, &sections, &duties[..kept]),
        head: head(&document, from > 0),
        contents: contents(&sections, &duties[..kept]),
        beat: beat(&frame, &campaign, &duties, &query, &known),
        kept: views.split_off(kept),
        withdrawn: gone.iter().map(|d| DutyView::of(&frame, &campaign, d, &query, None)).collect(),
        compared: frame.t1("plan-living", "when", now),
        versions: versions(&frame, &store::versions(&mut db, campaign.id).await?, &campaign),
        others: others(&door::campaigns(&mut db).await?, &campaign),
        duties: views,
        query,
        page,
        document,
    }))
}

#[derive(Template)]
#[template(path = "document/nothing.html")]
struct Nothing {
    page: Page,
}

fn head(d: &Document, cut: bool) -> Head {
    let issued = crate::model::day(d.issued_on.as_deref()).map(vietnamese::dates::long);
    let start: String = d.source_text.chars().take(1500).collect::<String>().to_uppercase();
    let place = d.place.clone().unwrap_or_default();
    let dated = match (issued, place.is_empty()) {
        (Some(day), false) => format!("{place}, {day}"),
        (Some(day), true) => day,
        (None, _) => place,
    };
    let words = d.issuer.clone();
    let at = [" tỉnh ", " thành phố ", " huyện ", " quận ", " xã ", " phường ", " đặc khu "].iter().filter_map(|l| words.find(l)).min();
    let issuer = match at {
        Some(at) => vec![words[..at].to_uppercase(), words[at..].trim().to_uppercase()],
        None => vec![words.to_uppercase()],
    };
    Head { issuer: if cut { issuer } else { vec![] }, motto: cut && !d.issuer.is_empty() && start.contains("CỘNG H"), number: d.symbol.clone().unwrap_or_default(), dated }
}

/// Headings of two levels, with the number of duties at or below each.
fn contents(sections: &[Section], duties: &[Assignment]) -> Vec<Entry> {
    let top: Vec<(usize, &Section)> = sections.iter().enumerate().filter(|(_, s)| s.depth < 2).collect();
    let end = |at: usize| {
        let own = &sections[at];
        sections[at + 1..].iter().find(|s| s.depth <= own.depth).map_or(i64::MAX, |s| s.span_start)
    };
    let entry = |(at, s): &(usize, &Section)| Entry {
        path: s.path.clone(),
        label: s.label.clone(),
        title: sentence(&s.title),
        sub: s.depth > 0,
        count: duties.iter().filter(|d| s.span_start <= d.span_start && d.span_start < end(*at)).count(),
    };
    top.iter().map(entry).collect()
}

/// "NỘI DUNG THỰC HIỆN" as "Nội dung thực hiện": a contents list in capitals is hard to read.
fn sentence(title: &str) -> String {
    let title = title.trim_end_matches([':', '.']);
    if title.chars().any(char::is_lowercase) {
        return title.to_owned();
    }
    vietnamese::upper_first(&title.to_lowercase())
}

fn beat(frame: &Frame, campaign: &Campaign, duties: &[Assignment], query: &str, known: &HashMap<Uuid, Known>) -> Beat {
    let today = frame.site.clock.today();
    let bar = |d: &Assignment| BeatBar {
        label: format!("{}. {}", d.number, d.short_name),
        href: if query.is_empty() { format!("#nv-{}", d.number) } else { format!("/ke-hoach{query}#nv-{}", d.number) },
        state: words::beat(progress(d, campaign, today, known.get(&d.id)).state),
    };
    Beat { bars: duties.iter().map(bar).collect() }
}

fn versions(frame: &Frame, all: &[Document], campaign: &Campaign) -> Vec<(Link, Option<Link>)> {
    let link = |d: &Document| {
        let day = words::date(vietnamese::dates::local(d.published_at));
        let words = frame.t2("plan-version", "version", d.version, "day", day);
        let changes = || Link::new(frame.t1("plan-changes-of", "version", d.version), super::changes::href(campaign, d.version));
        let original = Link::new(words, format!("/ke-hoach/ban-goc?nam={}&ban={}", campaign.slug, d.version)).icon("file");
        (original, (d.version > 1).then(changes))
    };
    if all.len() < 2 { vec![] } else { all.iter().rev().map(link).collect() }
}

fn others(all: &[Campaign], campaign: &Campaign) -> Vec<Link> {
    all.iter().filter(|c| c.id != campaign.id).map(|c| Link::new(c.full_name(), format!("/ke-hoach?nam={}", c.slug))).collect()
}
