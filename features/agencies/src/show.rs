//! Trang của một cơ quan (show): its names over time, who it came from and who took over, contact, group, and what other
//! features know of it.
use crate::directory::{Agency, Directory};
use crate::sections::{Asked, Block, Sections};
use crate::store::{self, Details};
use crate::succession::Succession;
use crate::{door, groups};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use base::{Error, Result, Site};
use jiff::civil::Date;
use ui::{Frame, Link, Page, Step, StepState};
use uuid::Uuid;

#[derive(Template)]
#[template(path = "show.html")]
struct ShowPage {
    page: Page,
    kind: String,
    ended: String,
    today_by: Vec<Link>,
    phone: String,
    phone_href: String,
    email: String,
    address: String,
    note: String,
    parent: Option<Link>,
    children: Vec<Link>,
    names: Vec<Step>,
    aliases: String,
    has_facts: bool,
    before: Vec<Handed>,
    after: Vec<Handed>,
    is_group: bool,
    members: Vec<Link>,
    members_confirmed: bool,
    member_of: Vec<Link>,
    blocks: Vec<Block>,
    staff: Option<Staff>,
}

/// One hand-over as shown.
struct Handed {
    agency: Link,
    words: String,
}

/// What an editor may do here.
struct Staff {
    base: String,
    revision: i64,
    has_ended: bool,
    is_group: bool,
    removable: Vec<(Uuid, String)>,
    duplicates: Vec<Link>,
}

/// `GET /co-quan/{slug}`: a constant number of statements.
pub(crate) async fn show(frame: Frame, State(site): State<Site>, Path(slug): Path<String>) -> Result<Response> {
    let mut db = site.db.reader();
    let directory = Directory::load(&mut db).await?;
    let agency = directory.by_slug(&slug).ok_or(Error::NotFound)?;
    let may_edit = frame.viewer.as_ref().is_some_and(|v| v.can(crate::EDIT));
    if agency.merged_into.is_some() && !may_edit {
        let into = directory.get(directory.canonical(agency.id)).ok_or(Error::NotFound)?;
        return Ok(Redirect::permanent(&format!("/co-quan/{}", into.slug)).into_response());
    }
    if agency.merged_into.is_some() {
        return Ok(Redirect::to(&format!("/co-quan/{slug}/gop")).into_response());
    }
    let details = store::details(&mut db, agency.id).await?;
    let succession = Succession::load(&mut db).await?;
    let groups = groups::all(&mut db).await?;
    let today = site.clock.today();
    let line = succession.line_of(&directory, agency.id);
    let asked = Asked { agency: agency.id, line, today, lang: frame.preferences.lang };
    let blocks = Sections::of(&site, &asked).await?;
    let view = View { frame: &frame, directory: &directory, today };
    let name = view.name(agency.id, today);
    let members = groups.get(&agency.id).map(Vec::as_slice).unwrap_or_default();
    let has_ended = agency.span.to.is_some_and(|to| to < today);
    let heirs = if has_ended { succession.today_of(&directory, agency.id, today) } else { Vec::new() };
    let page = frame.page(&name).active("/co-quan").crumb(frame.t("agencies-title"), "/co-quan");
    let number = vietnamese::phone::Phone::parse(&details.phone).ok();
    let parent = agency.parent.map(|p| view.link(p, today));
    let aliases = view.aliases(agency);
    let member_of = groups.iter().filter(|(_, list)| list.iter().any(|m| m.confirmed && directory.canonical(m.agency) == agency.id));
    let member_of = view.links(member_of.map(|(g, _)| *g), today);
    let contact = [&details.phone, &details.email, &details.address];
    let has_facts = contact.iter().any(|c| !c.is_empty()) || parent.is_some() || !aliases.is_empty() || !member_of.is_empty();
    Ok(ui::public(&ShowPage {
        has_facts,
        kind: if agency.is_group { frame.t("agencies-group") } else { frame.t(agency.kind.key()) },
        ended: agency.span.to.filter(|_| has_ended).map(|to| frame.t1("agencies-ended", "day", vietnamese::dates::short(to))).unwrap_or_default(),
        today_by: view.links(heirs, today),
        phone_href: number.map(|n| n.link()).unwrap_or_default(),
        parent,
        children: view.links(directory.list(today).into_iter().filter(|a| directory.get(a.id).is_some_and(|r| r.parent == Some(agency.id))).map(|a| a.id), today),
        names: view.names(agency),
        aliases,
        before: view.handed(&succession, agency.id, false),
        after: view.handed(&succession, agency.id, true),
        is_group: agency.is_group,
        members: view.links(members.iter().filter(|m| m.confirmed || may_edit).map(|m| m.agency), today),
        members_confirmed: members.iter().all(|m| m.confirmed),
        member_of,
        blocks,
        staff: may_edit.then(|| view.staff(agency, &details, has_ended)),
        page,
        phone: details.phone,
        email: details.email,
        address: details.address,
        note: details.note,
    }))
}

struct View<'v> {
    frame: &'v Frame,
    directory: &'v Directory,
    today: Date,
}

impl View<'_> {
    fn name(&self, id: Uuid, on: Date) -> String {
        self.directory.name_on(id, on).map(|n| n.name).unwrap_or_default()
    }

    fn link(&self, id: Uuid, on: Date) -> Link {
        self.directory.name_on(id, on).map(|n| Link::new(n.name.clone(), n.href())).unwrap_or_default()
    }

    fn links(&self, ids: impl IntoIterator<Item = Uuid>, on: Date) -> Vec<Link> {
        let mut links: Vec<Link> = ids.into_iter().map(|id| self.link(id, on)).collect();
        links.sort_by_cached_key(|l| vietnamese::collate::sort_key(&l.label));
        links
    }

    /// The names over time; nothing when there was only one and no day is known.
    fn names(&self, agency: &Agency) -> Vec<Step> {
        let short = vietnamese::dates::short;
        let own: Vec<_> = agency.own_names().collect();
        if own.len() < 2 && agency.span == door::Span::default() {
            return Vec::new();
        }
        let mut steps: Vec<_> = own
            .iter()
            .map(|n| {
                let to = n.span.to.or(agency.span.to);
                let when = match (n.span.from.or(if own.len() == 1 { agency.span.from } else { None }), to) {
                    (Some(from), Some(to)) => self.frame.t2("agencies-from-to", "from", short(from), "to", short(to)),
                    (Some(from), None) => self.frame.t1("agencies-from", "day", short(from)),
                    (None, Some(to)) => self.frame.t1("agencies-until", "day", short(to)),
                    (None, None) => String::new(),
                };
                let state = match () {
                    () if n.span.holds(self.today) && agency.span.holds(self.today) => StepState::Now,
                    () if to.is_some_and(|to| to < self.today) => StepState::Done,
                    () => StepState::Next,
                };
                (n.span.to.is_none(), n.span.to, Step::new(&n.name, state).when(when, ""))
            })
            .collect();
        steps.sort_by_key(|(open, to, _)| (*open, *to));
        steps.into_iter().map(|(.., step)| step).collect()
    }

    /// Other spellings, also those of merged duplicates.
    fn aliases(&self, agency: &Agency) -> String {
        let shown = self.name(agency.id, self.today);
        let mut names: Vec<&str> = Vec::new();
        for record in self.directory.same_as(agency.id).into_iter().filter_map(|id| self.directory.get(id)) {
            let other = record.names.iter().filter(|n| n.is_alias || record.id != agency.id);
            names.extend(other.map(|n| n.name.as_str()).filter(|n| *n != shown));
        }
        names.dedup();
        names.join("; ")
    }

    fn handed(&self, succession: &Succession, id: Uuid, onward: bool) -> Vec<Handed> {
        let links = succession.links().iter().filter(|l| {
            let (from, to) = (self.directory.canonical(l.predecessor), self.directory.canonical(l.successor));
            from != to && if onward { from == id } else { to == id }
        });
        links
            .map(|l| {
                let day = vietnamese::dates::short(l.on);
                let words = match l.note.as_str() {
                    "" => self.frame.t1("agencies-handed-on", "day", day),
                    note => self.frame.t2("agencies-handed-on-by", "day", day, "note", note),
                };
                let agency = if onward { self.link(l.successor, l.on) } else { self.link(l.predecessor, l.on.yesterday().unwrap_or(l.on)) };
                Handed { agency, words }
            })
            .collect()
    }

    fn staff(&self, agency: &Agency, details: &Details, has_ended: bool) -> Staff {
        let latest = agency.latest_name().map(|n| n.id);
        let several = agency.own_names().count() > 1;
        let removable = agency.names.iter().filter(|n| !n.is_alias && several && Some(n.id) == latest);
        let same = self.directory.same_as(agency.id).into_iter().filter(|id| *id != agency.id);
        let duplicates = same.filter_map(|id| self.directory.get(id)).map(|a| {
            Link::new(a.latest_name().map(|n| n.name.clone()).unwrap_or_default(), format!("/co-quan/{}/gop", a.slug))
        });
        Staff {
            base: format!("/co-quan/{}", agency.slug),
            revision: details.revision,
            has_ended: has_ended || agency.span.to.is_some(),
            is_group: agency.is_group,
            removable: removable.map(|n| (n.id, n.name.clone())).collect(),
            duplicates: duplicates.collect(),
        }
    }
}
