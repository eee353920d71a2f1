//! Tiến độ (`/nhiem-vu/tien-do`): duties as bars from their start to the approved deadline, by agency or by section, with stops,
//! milestones and today. Drawn by the server; a table says the same. It must never draw what the filter leaves out.
mod model;
pub(crate) mod store;
mod view;

use crate::ground::{self, Ground, address};
use crate::model::Cell;
use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use base::{Result, Viewer};
use model::Axis;
use serde::Deserialize;
use store::{Filter, Group};
use ui::{Choice, Form, Frame, Link, Page, Pager};

const PATH: &str = "/nhiem-vu/tien-do";
const PER_PAGE: u32 = 80;

/// What the address may say.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Asked {
    co_quan: String,
    o: String,
    loai: String,
    q: String,
    /// `co_quan`, or by section.
    nhom: String,
    /// `tuan`, or months.
    thu_phong: String,
    /// `a3`, or A4.
    giay: String,
    trang: String,
}

#[derive(Template)]
#[template(path = "timeline/page.html")]
struct Screen {
    page: Page,
    form: Form,
    cells: Vec<Choice>,
    kinds: Vec<Choice>,
    agencies: Vec<Choice>,
    groupings: Vec<Choice>,
    zooms: Vec<Link>,
    papers: Vec<Link>,
    class: String,
    days: i32,
    ticks: Vec<view::Tick>,
    bands: Vec<view::Band>,
    groups: Vec<view::Section>,
    rows: usize,
    total: i64,
    filtered: bool,
    pager: Pager,
    links: Vec<Link>,
}

/// `GET /nhiem-vu/tien-do`: a constant number of statements.
pub async fn show(frame: Frame, viewer: Viewer, Query(asked): Query<Asked>) -> Result<Response> {
    let site = &frame.site;
    let mut db = site.db.reader();
    let title = frame.t("duties-timeline-title");
    let Some(ground) = Ground::load(&mut db, site, &viewer).await? else { return Ok(ground::nothing(&frame, &title)) };
    let id = ground.campaign.id;
    let filter = filter(&asked, &ground);
    let mut groups = store::groups(&mut db, &ground.scope, id, &ground.at, &filter).await?;
    groups.sort_by_cached_key(|g| (g.agency.is_none(), vietnamese::collate::sort_key(&ground.agency(&frame, g.agency).name)));
    let total: i64 = groups.iter().map(|g| g.n).sum();
    let pages = Pager::new(asked.trang.parse().unwrap_or(1), PER_PAGE, u64::try_from(total).unwrap_or(0), &here(&asked, &[]));
    let (per, offset) = (i64::from(PER_PAGE), i64::from((pages.page - 1) * PER_PAGE));
    let by_agency = asked.nhom == "co_quan";
    let rows = if by_agency {
        let sizes: Vec<i64> = groups.iter().map(|g| g.n).collect();
        let (first, last, skip) = model::window(&sizes, offset, per);
        let shown = &groups[first..last];
        let keys: String = shown.iter().map(|g| g.agency.map(|a| crate::scope::key(&a)).unwrap_or_default() + ",").collect();
        let most = shown.iter().map(|g| g.n).sum();
        let mut rows = store::page(&mut db, &ground.scope, id, &ground.at, &filter, &format!(",{keys}"), most, 0).await?;
        // The plan's order stays within each agency.
        rows.sort_by_key(|row| shown.iter().position(|g| g.agency == row.agency));
        rows.into_iter().skip(usize::try_from(skip).unwrap_or(0)).take(PER_PAGE as usize).collect()
    } else {
        store::page(&mut db, &ground.scope, id, &ground.at, &filter, "*", per, offset).await?
    };
    let stops = plan::door::stops(&mut db, id).await?;
    let milestones = plan::door::milestones(&mut db, id).await?;
    let sections = if by_agency { Vec::new() } else { plan::door::sections(&mut db, id).await? };
    let axis = axis(&ground, &groups);
    let week = asked.thu_phong == "tuan";
    let all = |key: &str| std::iter::once(Choice::new("", frame.t(key)));
    let form = [("co_quan", &asked.co_quan), ("o", &asked.o), ("loai", &asked.loai), ("q", &asked.q), ("nhom", &asked.nhom), ("thu_phong", &asked.thu_phong)];
    Ok(ui::html(&Screen {
        page: frame.page(title).noindex().working(ground.campaign.id).active(PATH),
        form: Form::from_pairs(form.map(|(k, v)| (k.to_owned(), v.clone()))),
        cells: all("duties-view-all-cells").chain(Cell::ALL.map(|c| Choice::new(c.code(), frame.t(crate::words::cell_key(c))))).collect(),
        kinds: all("duties-view-all-kinds").chain(plan::door::KINDS.map(|k| Choice::new(k, frame.t(&format!("plan-kind-{k}"))))).collect(),
        agencies: all("duties-view-all-agencies").chain(view::agencies(&frame, &ground, &groups, &asked.co_quan)).collect(),
        groupings: vec![Choice::new("", frame.t("duties-timeline-by-section")), Choice::new("co_quan", frame.t("duties-timeline-by-agency"))],
        zooms: switch(&frame, &asked, "thu_phong", &[("", "duties-timeline-months"), ("tuan", "duties-timeline-weeks")], &asked.thu_phong),
        papers: switch(&frame, &asked, "giay", &[("", "duties-timeline-a4"), ("a3", "duties-timeline-a3")], &asked.giay),
        class: format!("{} {}", if week { "by-week" } else { "by-month" }, if asked.giay == "a3" { "on-a3" } else { "on-a4" }),
        days: axis.days(),
        ticks: view::ticks(axis, week),
        bands: view::bands(&frame, axis, &ground, &stops, &milestones),
        rows: rows.len(),
        groups: view::groups(&frame, &ground, axis, &sections, rows, by_agency),
        total,
        filtered: here(&asked, &[("thu_phong", ""), ("giay", ""), ("nhom", "")]) != PATH,
        pager: pages,
        links: ground::ways(&frame, ground.scope.is_all(), PATH),
    }))
}

fn filter(asked: &Asked, ground: &Ground) -> Filter {
    let words = vietnamese::fold(&vietnamese::normalize_line(&asked.q)).chars().filter(|c| !"%_".contains(*c)).take(100).collect();
    let agency = match asked.co_quan.as_str() {
        "" | "-" => asked.co_quan.clone(),
        other => ground.agency_of(other).map_or_else(|| "?".into(), |id| crate::scope::key(&id)),
    };
    let kind = if asked.loai.is_empty() { String::new() } else { plan::door::kind(&asked.loai).to_owned() };
    Filter { cell: Cell::of(&asked.o).map(|c| c.code().to_owned()).unwrap_or_default(), agency, kind, words }
}

/// This page with some parameters changed.
fn here(asked: &Asked, changed: &[(&str, &str)]) -> String {
    let own = [
        ("co_quan", asked.co_quan.as_str()), ("o", &asked.o), ("loai", &asked.loai), ("q", &asked.q), ("nhom", &asked.nhom),
        ("thu_phong", &asked.thu_phong), ("giay", &asked.giay),
    ];
    address(PATH, &own.map(|(name, value)| (name, changed.iter().find(|(n, _)| *n == name).map_or(value, |(_, v)| *v))))
}

/// Links between the values of one parameter; the one in use without address.
fn switch(frame: &Frame, asked: &Asked, name: &str, values: &[(&str, &str)], now: &str) -> Vec<Link> {
    let known = values.iter().any(|(v, _)| *v == now);
    let is_now = |value: &str| value == now || (!known && value.is_empty());
    values.iter().map(|(v, key)| Link::new(frame.t(key), if is_now(v) { String::new() } else { here(asked, &[(name, v)]) })).collect()
}

/// From the campaign's first day, or an earlier one of a duty, to its last, or a later one.
fn axis(ground: &Ground, groups: &[Group]) -> Axis {
    let day = |iso: &Option<String>| plan::door::day(iso.as_deref());
    let first = groups.iter().filter_map(|g| day(&g.first_on)).chain(ground.campaign.start()).min().unwrap_or(ground.today());
    let last = groups.iter().filter_map(|g| day(&g.last_on)).chain(ground.campaign.end()).max().unwrap_or(ground.today());
    Axis::new(first, last)
}
