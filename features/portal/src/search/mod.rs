//! Tìm kiếm (search): over everything public, with or without marks, grouped, with what was found marked.
pub mod index;

use crate::home::sections;
use crate::snapshot::{self, Snapshot};
use crate::words;
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use base::{Result, Site};
use index::{Index, Kind, Row};
use serde::Deserialize;
use std::sync::Arc;
use ui::parts::Link;
use ui::{Frame, Page};

/// Hits shown of each kind before one asks for more.
const FEW: usize = 6;
/// Hits shown of one kind.
const MANY: usize = 200;
/// Longest question.
const LONGEST: usize = 100;

/// The index of one version of the database; a slot of the [`Site`].
struct Kept {
    version: u64,
    index: Arc<Index>,
}

/// What is asked.
#[derive(Deserialize, Default)]
pub struct Asked {
    q: Option<String>,
    loai: Option<String>,
}

/// A stretch of text, marked or not.
pub struct Piece {
    text: String,
    hit: bool,
}

struct Hit {
    title: Vec<Piece>,
    text: Vec<Piece>,
    href: String,
    campaign: String,
}

struct Group {
    title: String,
    hits: Vec<Hit>,
    total: usize,
    more: String,
}

#[derive(Template)]
#[template(path = "search/search.html")]
struct SearchPage {
    page: Page,
    question: String,
    placeholder: String,
    total: usize,
    groups: Vec<Group>,
    examples: Vec<Link>,
    back: String,
}

/// `/tim?q=…`.
pub async fn search(State(site): State<Site>, frame: Frame, Query(asked): Query<Asked>) -> Result<Response> {
    let question: String = vietnamese::normalize_line(asked.q.as_deref().unwrap_or_default()).chars().take(LONGEST).collect();
    let only = asked.loai.as_deref().and_then(Kind::from_code);
    let current = snapshot::of(&site, None).await?;
    let index = index_of(&site).await?;
    let found = index.find(&question);
    let address = |kind: Kind| format!("/tim?q={}&loai={}", ui::page::encode(&question), kind.code());
    let mut groups = Vec::new();
    for kind in Kind::ALL.into_iter().filter(|k| only.is_none_or(|only| only == *k)) {
        let of_kind: Vec<&&Row> = found.iter().filter(|r| r.kind == kind).collect();
        if of_kind.is_empty() {
            continue;
        }
        let most = if only.is_some() { MANY } else { FEW };
        groups.push((found.iter().position(|r| r.kind == kind), Group {
            title: frame.t(&format!("portal-found-{}", kind.code())),
            total: of_kind.len(),
            more: if of_kind.len() > most && only.is_none() { address(kind) } else { String::new() },
            hits: of_kind.into_iter().take(most).map(|row| hit(row, &question)).collect(),
        }));
    }
    // the group with the best hit comes first
    groups.sort_by_key(|(best, _)| *best);
    let title = if question.is_empty() { frame.t("portal-search-title") } else { frame.t1("portal-search-for", "words", &question) };
    let page = frame.page(title).noindex();
    let current = current.as_deref();
    let view = SearchPage {
        page,
        placeholder: current.map(|s| sections::placeholder(&frame, s)).unwrap_or_default(),
        total: found.len(),
        examples: if found.is_empty() { current.map(sections::examples).unwrap_or_default() } else { Vec::new() },
        back: if only.is_some() { format!("/tim?q={}", ui::page::encode(&question)) } else { String::new() },
        groups: groups.into_iter().map(|(_, group)| group).collect(),
        question,
    };
    Ok(ui::public(&view))
}

fn hit(row: &Row, question: &str) -> Hit {
    let says = |text: &str| vietnamese::contains_folded(text, question);
    let text = if !says(&row.title) && !says(&row.text) && says(&row.hidden) { &row.hidden } else { &row.text };
    Hit { title: marked(&row.title, question), text: marked(&around(text, question), question), href: row.href.clone(), campaign: row.campaign.clone() }
}

/// About 200 characters around the first hit.
fn around(text: &str, question: &str) -> String {
    let first = vietnamese::highlight(text, question).first().map_or(0, |r| r.start);
    let before = text[..first].chars().count();
    if before < 120 {
        return words::cut(text, 200);
    }
    let rest: String = text.chars().skip(before - 60).collect();
    let rest = rest.split_once(' ').map_or(rest.as_str(), |(_, r)| r);
    format!("…{}", words::cut(rest, 200))
}

fn marked(text: &str, question: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut end = 0;
    for range in vietnamese::highlight(text, question) {
        pieces.push(Piece { text: text[end..range.start].to_owned(), hit: false });
        pieces.push(Piece { text: text[range.clone()].to_owned(), hit: true });
        end = range.end;
    }
    pieces.push(Piece { text: text[end..].to_owned(), hit: false });
    pieces.retain(|p| !p.text.is_empty());
    pieces
}

/// The index of the present version of the database, built when it is first asked.
async fn index_of(site: &Site) -> Result<Arc<Index>> {
    let version = site.db.version();
    if let Some(kept) = site.get::<Kept>().filter(|kept| kept.version == version) {
        return Ok(kept.index.clone());
    }
    let mut rows = Vec::new();
    if let Some(current) = snapshot::of(site, None).await? {
        for (slug, _) in &current.others {
            let snap = snapshot::must(site, Some(slug)).await?;
            rows.extend(rows_of(&snap));
        }
    }
    let lessons = gameshow::door::lessons(&mut site.db.reader()).await?;
    rows.extend(lessons.into_iter().map(|l| Row::new(Kind::Lesson, &l.title, &l.summary, "", l.href, "")));
    rows.sort_by_key(|row: &Row| !row.campaign.is_empty());
    let index = Arc::new(Index::new(rows));
    site.put(Arc::new(Kept { version, index: index.clone() }));
    Ok(index)
}

fn rows_of(snap: &Snapshot) -> Vec<Row> {
    let campaign = if snap.is_current { String::new() } else { snap.campaign.full_name() };
    let mut rows = Vec::new();
    let mut push = |kind, title: &str, text: &str, hidden: &str, href: String| rows.push(Row::new(kind, title, text, hidden, href, &campaign));
    for a in &snap.activities {
        push(Kind::Activity, &a.title, &a.summary, &format!("{} {} {} {}", a.short_name, a.audience, a.venue, a.text), snap.activity_href(a));
    }
    for s in &snap.stops {
        let members = s.members.iter().map(|m| m.name.as_str()).collect::<Vec<_>>().join(", ");
        push(Kind::Programme, &words::stop_title(s), &format!("{} {} {members}", s.venue, s.summary), "", snap.stop_href(s));
    }
    for i in &snap.items {
        let href = snap.stop(i.stop).map_or_else(|| snap.at("/su-kien"), |s| snap.stop_href(s));
        push(Kind::Programme, &i.title, [&i.place, &i.performer, &i.note].iter().filter(|t| !t.is_empty()).map(|t| t.as_str()).collect::<Vec<_>>().join(" · ").as_str(), "", href);
    }
    for a in &snap.agencies {
        push(Kind::Agency, &a.name, "", &a.aliases.join(" "), a.href());
    }
    for d in &snap.assignments {
        let who = d.lead.iter().chain(&d.coordinating).map(|a| a.name.as_str()).collect::<Vec<_>>().join(", ");
        push(Kind::Duty, &d.short_name, &d.text, &who, snap.at(&d.href()));
    }
    for m in &snap.milestones {
        let day = plan::door::day(m.end_on.as_deref().or(m.start_on.as_deref())).map(vietnamese::dates::short).unwrap_or_default();
        push(Kind::Milestone, &m.text, &day, "", snap.at("/ke-hoach"));
    }
    for s in &snap.sections {
        push(Kind::Section, &format!("{}. {}", s.label, s.title), "", "", snap.at(&format!("/ke-hoach#{}", s.path)));
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_found_is_marked_and_stands_in_the_middle() {
        let shown: Vec<(String, bool)> = marked("Thi vẽ tranh", "ve").into_iter().map(|p| (p.text, p.hit)).collect();
        assert_eq!(shown, [("Thi ".into(), false), ("vẽ".into(), true), (" tranh".into(), false)]);
        let long = format!("{} cứu hộ", "chữ đầu ".repeat(40));
        assert!(around(&long, "cứu hộ").starts_with('…') && around(&long, "cuu ho").ends_with("cứu hộ"));
    }
}
