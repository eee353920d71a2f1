//! `/nhiem-vu`: the desk. Without a campaign, an agency or a duty it says what to do.
use super::groups::{self, Group, MOST};
use super::store;
use crate::list::{Asked, Filter, store as list};
use crate::model::{Cell, State};
use crate::scope::{self, Scope};
use crate::sent_up::desk::Desk;
use crate::sent_up::news::{self, News, Pile};
use crate::words;
use agencies::door::Directory;
use askama::Template;
use axum::response::Response;
use base::{Result, Viewer};
use ui::{Beat, BeatBar, Frame, Page, Tone};

/// Deadlines within so many days are near.
const NEAR: i64 = 7;
/// Most bars of a beat; more would say nothing.
const BARS: i64 = 240;

#[derive(Template)]
#[template(path = "desk/show.html")]
struct DeskPage {
    page: Page,
    day: String,
    campaign: String,
    cells: Vec<ui::Cell>,
    total: i64,
    news: Vec<News>,
    sent_up: Vec<Pile>,
    hours: String,
    groups: Vec<Group>,
    parts: Vec<PartRow>,
    parts_open: usize,
    beat: Beat,
    empty: Option<(String, String)>,
    coordinates: bool,
    shown: usize,
    mine: String,
    next: Option<Next>,
    live: String,
}

struct PartRow {
    id: String,
    href: String,
    number: i64,
    path: String,
    name: String,
    task: String,
    lead: String,
    due: String,
    tone: Tone,
    state: String,
    waits: bool,
}

/// The duty that comes first, beside the list.
struct Next {
    href: String,
    name: String,
    path: String,
    text: String,
    plan_href: String,
    first: String,
    deadline: String,
    tone: Tone,
    state: String,
    act: String,
}

/// `GET /nhiem-vu`: a constant number of statements.
pub(crate) async fn show(frame: Frame, viewer: Viewer) -> Result<Response> {
    let mut db = frame.site.db.reader();
    let today = frame.site.clock.today();
    let title = frame.t("duties-desk-title");
    let page = frame.page(title).noindex().active("/nhiem-vu");
    let day = if frame.lang() == "en" { today.strftime("%A, %d/%m/%Y").to_string() } else { vietnamese::dates::long_words(today) };
    let mut template = DeskPage {
        page, day, campaign: String::new(), cells: Vec::new(), total: 0, news: Vec::new(), sent_up: Vec::new(), hours: String::new(), groups: Vec::new(), parts: Vec::new(), parts_open: 0, beat: Beat::default(),
        empty: None, coordinates: false, shown: 0, mine: Asked { theo_doi: "toi".into(), ..Asked::default() }.table(), next: None,
        live: crate::live::address(&frame.site, "/nhiem-vu/dong-thoi", "/nhiem-vu"),
    };
    let Some(campaign) = plan::door::working(&mut db, &viewer).await? else {
        template.empty = Some((frame.t("duties-no-plan"), frame.t("duties-no-plan-text")));
        return Ok(ui::html(&template));
    };
    template.page = template.page.working(campaign.id);
    template.campaign = campaign.full_name();
    let scope = Scope::of(&mut db, &viewer, campaign.id).await?;
    if !scope.is_all() && scope.own.is_empty() {
        template.empty = Some((frame.t("duties-no-agency"), frame.t("duties-no-agency-text")));
        return Ok(ui::html(&template));
    }
    let counts = list::counts(&mut db, &scope, campaign.id, &Filter::default(), &frame.site.clock).await?;
    template.total = counts.total();
    template.cells = cells(&frame, counts.cells, &Asked::default());
    template.coordinates = scope::manages(&viewer, campaign.id) || scope.is_all();
    let directory = Directory::load(&mut db).await?;
    let on = campaign.names_day();
    let desk = Desk::on(&frame, campaign.clone(), scope.clone(), directory).await?;
    let directory = &desk.directory;
    template.hours = desk.hours(&frame);
    if scope.is_all() {
        template.sent_up = news::office(&frame, &viewer, &desk).await?;
        template.groups = groups::coordinator(&frame, &scope, &campaign, directory, today).await?;
    } else {
        let near = today.saturating_add(jiff::Span::new().days(NEAR)).to_string();
        let piled = store::urgent(&mut db, &scope, campaign.id, &today.to_string(), &near, i64::try_from(MOST).unwrap_or(50)).await?;
        template.news = news::own(&frame, &viewer, &desk).await?;
        template.groups = groups::own(&frame, &campaign, directory, today, &piled).await?;
        let own = store::parts(&mut db, &scope, campaign.id, 100).await?;
        template.parts = own.into_iter().map(|p| part(&frame, p, directory, on)).collect();
        template.parts_open = template.parts.iter().filter(|p| p.waits).count();
    }
    template.shown = template.groups.iter().map(|g| g.rows.len()).sum();
    if template.total <= BARS {
        let bars = store::beat(&mut db, &scope, campaign.id, BARS).await?;
        let name = |number: i64| frame.t1("duties-number", "number", number);
        template.beat.bars = bars.iter().map(|d| BeatBar { label: name(d.number), href: d.href(), state: words::beat(d, today) }).collect();
    }
    if template.total == 0 && template.parts.is_empty() {
        template.empty = Some((frame.t("duties-none"), frame.t("duties-none-text")));
    }
    template.next = next(&frame, &scope, &campaign, &template.groups, today).await?;
    Ok(ui::html(&template))
}

/// The four cells as links to their rows in the table.
pub(crate) fn cells(frame: &Frame, cells: crate::model::Cells, asked: &Asked) -> Vec<ui::Cell> {
    let order = [Cell::Overdue, Cell::InTerm, Cell::OnTime, Cell::Late];
    order.into_iter().map(|cell| {
        let n = cells.of(cell);
        let href = Asked { o: cell.code().into(), trang: String::new(), ..asked.clone() }.table();
        let tone = if n == 0 { Tone::Plain } else { words::cell_tone(cell) };
        ui::Cell { figure: vietnamese::numbers::group(n), label: frame.t(words::cell_key(cell)), href, tone }
    }).collect()
}

fn part(frame: &Frame, p: store::OwnPart, directory: &Directory, on: jiff::civil::Date) -> PartRow {
    let (tone, key) = match p.state.as_str() {
        "accepted" => (Tone::Go, "duties-part-accepted"),
        "returned" => (Tone::Warn, "duties-part-returned"),
        "done" => (Tone::Ok, "duties-part-is-done"),
        _ => (Tone::Plain, "duties-part-assigned"),
    };
    PartRow {
        id: p.id.simple().to_string(),
        href: format!("/nhiem-vu/{}#phan", p.duty),
        number: p.number,
        path: p.path,
        name: p.name,
        task: if p.task.is_empty() { frame.t("duties-part-no-task") } else { p.task },
        lead: p.lead.and_then(|a| directory.name_on(a, on)).map(|a| a.name).unwrap_or_default(),
        due: words::day(p.due_on.as_deref()),
        tone,
        state: frame.t(key),
        waits: matches!(p.state.as_str(), "assigned" | "accepted"),
    }
}

async fn next(frame: &Frame, scope: &Scope, campaign: &plan::door::Campaign, groups: &[Group], today: jiff::civil::Date) -> Result<Option<Next>> {
    let Some(row) = groups.iter().find(|g| g.waits).and_then(|g| g.rows.first()) else { return Ok(None) };
    let mut db = frame.site.db.reader();
    let duty = crate::store::find(&mut db, scope, row.id).await?;
    let Some(line) = plan::door::assignments_numbered(&mut db, campaign, &[duty.number]).await?.into_iter().next() else { return Ok(None) };
    let (tone, state) = words::chip(frame, &duty, today);
    let act = match duty.state() {
        _ if duty.agency.is_none() => "duties-reassign-save",
        State::Assigned => "duties-act-accept",
        State::Returned => "duties-act-insist",
        State::Reported => "duties-act-confirm",
        _ => "duties-act-report",
    };
    Ok(Some(Next {
        href: duty.href(),
        name: line.short_name,
        path: duty.path.clone(),
        text: line.text,
        plan_href: format!("/ke-hoach?nam={}#nv-{}", campaign.slug, duty.number),
        first: words::day(duty.first_deadline.as_deref()),
        deadline: words::day(duty.deadline.as_deref()),
        tone,
        state,
        act: frame.t(act),
    }))
}
