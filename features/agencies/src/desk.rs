//! Bàn quản lý cơ quan (desk): all records for those who keep the directory, with what waits for them.
use crate::directory::Directory;
use crate::groups;
use crate::list::rank;
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use base::{Result, Site};
use serde::Deserialize;
use ui::{Frame, Page, Pager, Tone};

const PER_PAGE: u32 = 50;

/// What the address may say.
#[derive(Deserialize, Default)]
pub(crate) struct Asked {
    #[serde(default)]
    q: String,
    #[serde(default)]
    loc: String,
    #[serde(default)]
    trang: String,
}

#[derive(Template)]
#[template(path = "desk.html")]
struct DeskPage {
    page: Page,
    q: String,
    rows: Vec<Row>,
    pager: Pager,
    waiting: usize,
    only_waiting: bool,
}

struct Row {
    name: String,
    href: String,
    kind: String,
    parent: String,
    state: String,
    tone: Tone,
    members_href: String,
}

/// `GET /co-quan/quan-ly`: two statements.
pub(crate) async fn desk(frame: Frame, State(site): State<Site>, Query(asked): Query<Asked>) -> Result<Response> {
    let mut db = site.db.reader();
    let directory = Directory::load(&mut db).await?;
    let groups = groups::all(&mut db).await?;
    let today = site.clock.today();
    let q: String = vietnamese::normalize_line(&asked.q).chars().take(100).collect();
    let only_waiting = asked.loc == "cho";
    let waits = |id| groups.get(&id).is_none_or(|m| m.is_empty() || m.iter().any(|m| !m.confirmed));
    let mut rows: Vec<(bool, Row)> = Vec::new();
    for agency in directory.agencies() {
        if !q.is_empty() && !agency.names.iter().any(|n| rank(&n.name, &q).is_some()) {
            continue;
        }
        let merged = agency.merged_into.and_then(|_| directory.name_on(agency.id, today));
        let waiting = agency.is_group && merged.is_none() && waits(agency.id);
        let (tone, state) = match (&merged, agency.span.to) {
            (Some(into), _) => (Tone::Plain, frame.t1("agencies-state-merged", "name", &into.name)),
            (None, Some(to)) if to < today => (Tone::Plain, frame.t1("agencies-ended", "day", vietnamese::dates::short(to))),
            _ if waiting => (Tone::Warn, frame.t("agencies-state-waiting")),
            _ => (Tone::Plain, String::new()),
        };
        let name = if merged.is_some() { agency.latest_name().map(|n| n.name.clone()) } else { directory.name_on(agency.id, today).map(|n| n.name) };
        let href = format!("/co-quan/{}", agency.slug);
        let row = Row {
            name: name.unwrap_or_default(),
            kind: if agency.is_group { frame.t("agencies-group") } else { frame.t(agency.kind.key()) },
            parent: agency.parent.and_then(|p| directory.name_on(p, today)).map(|p| p.name).unwrap_or_default(),
            state,
            tone,
            members_href: if waiting { format!("{href}/thanh-vien") } else { String::new() },
            href,
        };
        rows.push((waiting, row));
    }
    let waiting = rows.iter().filter(|(waiting, _)| *waiting).count();
    rows.retain(|(waiting, _)| *waiting || !only_waiting);
    rows.sort_by_cached_key(|(waiting, row)| (!*waiting, vietnamese::collate::sort_key(&row.name)));
    let base = match (q.is_empty(), only_waiting) {
        (true, false) => "/co-quan/quan-ly".to_owned(),
        (true, true) => "/co-quan/quan-ly?loc=cho".to_owned(),
        (false, waiting) => format!("/co-quan/quan-ly?q={}{}", ui::page::encode(&q), if waiting { "&loc=cho" } else { "" }),
    };
    let pager = Pager::new(asked.trang.parse().unwrap_or(1), PER_PAGE, rows.len() as u64, &base);
    let rows = rows.into_iter().skip(((pager.page - 1) * PER_PAGE) as usize).take(PER_PAGE as usize).map(|(_, row)| row).collect();
    let page = frame.page(frame.t("agencies-desk")).noindex().active("/co-quan/quan-ly");
    Ok(ui::html(&DeskPage { page, q, rows, pager, waiting, only_waiting }))
}
