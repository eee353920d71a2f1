//! Danh sách cơ quan (list): everybody's list, grouped by kind, and its search with or without marks.
use crate::directory::{Agency, Directory};
use crate::model::Kind;
use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use base::Result;
use jiff::civil::Date;
use serde::Deserialize;
use ui::{Frame, Page};
use vietnamese::{MatchRank, collate, match_rank};

/// What the address may say.
#[derive(Deserialize, Default)]
pub(crate) struct Asked {
    #[serde(default)]
    q: String,
    #[serde(default)]
    cu: String,
}

#[derive(Template)]
#[template(path = "list.html")]
struct ListPage {
    page: Page,
    q: String,
    groups: Vec<Group>,
    found: Vec<Item>,
    total: usize,
    with_ended: bool,
    may_edit: bool,
}

struct Group {
    code: &'static str,
    title: String,
    items: Vec<Item>,
}

/// One agency of a list.
pub(crate) struct Item {
    pub name: String,
    pub href: String,
    /// Another name by which it was found; empty hides it.
    pub known_as: String,
    /// Words of the state; empty while it lives.
    pub ended: String,
}

/// `GET /co-quan`: one statement, however many agencies there are.
pub(crate) async fn list(frame: Frame, Query(asked): Query<Asked>) -> Result<Response> {
    let today = frame.site.clock.today();
    let directory = Directory::load(&mut frame.site.db.reader()).await?;
    let q: String = vietnamese::normalize_line(&asked.q).chars().take(100).collect();
    let (found, groups) = if q.is_empty() {
        (Vec::new(), grouped(&frame, &directory, today, asked.cu == "1"))
    } else {
        (search(&frame, &directory, &q, today), Vec::new())
    };
    let total = found.len() + groups.iter().map(|g| g.items.len()).sum::<usize>();
    let page = frame.page(frame.t("agencies-title")).description(frame.t("agencies-lead")).active("/co-quan");
    let may_edit = frame.viewer.as_ref().is_some_and(|v| v.can(crate::EDIT));
    let with_ended = asked.cu == "1";
    Ok(ui::public(&ListPage { page, q, groups, found, total, with_ended, may_edit }))
}

fn item(frame: &Frame, directory: &Directory, agency: &Agency, today: Date) -> Item {
    let name = directory.name_on(agency.id, today);
    let ended = agency.span.to.filter(|to| *to < today);
    Item {
        name: name.as_ref().map(|n| n.name.clone()).unwrap_or_default(),
        href: name.map(|n| n.href()).unwrap_or_default(),
        known_as: String::new(),
        ended: ended.map(|to| frame.t1("agencies-ended", "day", vietnamese::dates::short(to))).unwrap_or_default(),
    }
}

fn grouped(frame: &Frame, directory: &Directory, today: Date, with_ended: bool) -> Vec<Group> {
    let shown = |a: &&Agency| a.merged_into.is_none() && (with_ended || a.span.holds(today));
    let of = |fits: &dyn Fn(&Agency) -> bool| {
        let mut items: Vec<Item> =
            directory.agencies().iter().filter(shown).filter(|a| fits(a)).map(|a| item(frame, directory, a, today)).collect();
        items.sort_by_cached_key(|i| collate::sort_key(&i.name));
        items
    };
    let kinds = Kind::ALL.into_iter().map(|k| Group {
        code: k.code(),
        title: frame.t(k.key()),
        items: of(&|a| a.kind == k && !a.is_group),
    });
    let groups = Group { code: "group", title: frame.t("agencies-groups"), items: of(&|a| a.is_group) };
    kinds.chain([groups]).filter(|g| !g.items.is_empty()).collect()
}

/// Every agency, living or ended, that one of its names finds; the best first.
fn search(frame: &Frame, directory: &Directory, q: &str, today: Date) -> Vec<Item> {
    let by_short = directory.find(q, today);
    let mut found: Vec<(MatchRank, bool, Item)> = Vec::new();
    for agency in directory.agencies().iter().filter(|a| a.merged_into.is_none()) {
        let shown = directory.name_on(agency.id, today).map(|n| n.name).unwrap_or_default();
        let names = directory.same_as(agency.id).into_iter().filter_map(|id| directory.get(id)).flat_map(|a| &a.names);
        let best = names.filter_map(|n| Some((rank(&n.name, q)?, n.name != shown, &n.name))).min_by_key(|(rank, other, _)| (*rank, *other));
        let best = match best {
            Some((rank, other, name)) => Some((rank, if other { name.clone() } else { String::new() })),
            None => (by_short == Some(agency.id)).then_some((MatchRank::Whole, String::new())),
        };
        if let Some((rank, known_as)) = best {
            let item = Item { known_as, ..item(frame, directory, agency, today) };
            found.push((rank, !item.ended.is_empty(), item));
        }
    }
    found.sort_by_cached_key(|(rank, ended, item)| (*rank, *ended, collate::sort_key(&item.name)));
    found.into_iter().map(|(.., item)| item).collect()
}

/// As written, or with its abbreviations written out on both sides ("ubnd ninh hải").
pub(crate) fn rank(name: &str, q: &str) -> Option<MatchRank> {
    match_rank(name, q).or_else(|| match_rank(&crate::matching::expand(name), &crate::matching::expand(q)))
}
