//! `/nhiem-vu/bang`: filter, cells, rows; for the coordinating department the form of acts on many. A constant number of statements,
//! whatever the number of duties and agencies.
use super::store::{self, View};
use crate::desk::cells;
use crate::list::{Asked, Filter, Order, Row, row, store as list};
use crate::model::{Cell, State};
use crate::scope::{self, Scope};
use crate::staff::Staff;
use crate::words;
use agencies::door::Directory;
use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use base::{Result, Viewer};
use plan::door::Campaign;
use serde::Deserialize;
use ui::{Choice, Form, Frame, Page, Pager};
use uuid::Uuid;

/// Rows of a page: the plan's words for them come in one load.
const PER_PAGE: u32 = 50;

#[derive(Template)]
#[template(path = "table/show.html")]
struct TablePage {
    page: Page,
    form: Form,
    bulk: Form,
    query: String,
    cells: Vec<ui::Cell>,
    total: i64,
    agencies: Vec<Choice>,
    kinds: Vec<Choice>,
    sections: Vec<Choice>,
    states: Vec<Choice>,
    cell_choices: Vec<Choice>,
    orders: Vec<Choice>,
    followed: Vec<Choice>,
    acts: Vec<Choice>,
    officers: Vec<Choice>,
    rows: Vec<Row>,
    pager: Pager,
    past: String,
    filtered: bool,
    more_open: bool,
    manages: bool,
    views: Vec<ViewRow>,
    undo: String,
    none: bool,
    live: String,
}

struct ViewRow {
    id: Uuid,
    name: String,
    href: String,
    own: bool,
    shared: bool,
}

/// The act that may be taken back.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Done {
    lui: String,
}

/// `GET /nhiem-vu/bang`
pub(crate) async fn show(frame: Frame, viewer: Viewer, Query(asked): Query<Asked>, Query(done): Query<Done>) -> Result<Response> {
    let undo = done.lui.parse::<Uuid>().map(|id| id.to_string()).unwrap_or_default();
    Ok(ui::html(&page(&frame, &viewer, asked, Form::new(), undo).await?))
}

/// The table with the form of acts refused: everything typed and chosen is still there.
pub(crate) async fn refused(frame: &Frame, viewer: &Viewer, asked: Asked, bulk: Form) -> Result<Response> {
    Ok(ui::unprocessable(&page(frame, viewer, asked, bulk, String::new()).await?))
}

async fn page(frame: &Frame, viewer: &Viewer, asked: Asked, bulk: Form, undo: String) -> Result<TablePage> {
    let mut db = frame.site.db.reader();
    let (today, clock) = (frame.site.clock.today(), &frame.site.clock);
    let filter = Filter::of(&asked, viewer.account, today);
    let base_page = frame.page(frame.t("duties-table-title")).noindex().active("/nhiem-vu/bang");
    let campaign = plan::door::working(&mut db, viewer).await?;
    let Some(campaign) = campaign else { return Ok(nothing(base_page)) };
    let base_page = base_page.working(campaign.id);
    let scope = Scope::of(&mut db, viewer, campaign.id).await?;
    let manages = scope::manages(viewer, campaign.id);
    let counts = list::counts(&mut db, &scope, campaign.id, &filter, clock).await?;
    let total = counts.total();
    let number: u32 = asked.trang.parse().unwrap_or(1);
    let pager = Pager::new(number, PER_PAGE, u64::try_from(total).unwrap_or(0), &asked.table());
    let offset = i64::from(pager.page - 1) * i64::from(PER_PAGE);
    let duties = list::page(&mut db, &scope, campaign.id, &filter, clock, i64::from(PER_PAGE), offset).await?;
    let lines = row::lines(&mut db, &campaign, &duties).await?;
    let directory = Directory::load(&mut db).await?;
    let sections = plan::door::sections(&mut db, campaign.id).await?;
    let staff = if manages { Staff::load(&mut db, campaign.id).await? } else { Staff::default() };
    let views = store::views(&mut db, campaign.id, viewer.account, scope.is_all()).await?;
    let rows = row::rows(frame, &duties, &lines, &directory, campaign.names_day(), filter.past.unwrap_or(today));
    Ok(TablePage {
        cells: cells(frame, counts.cells, &Asked { o: String::new(), ..asked.clone() }),
        agencies: agencies(frame, &scope, &campaign, &directory),
        kinds: kinds(frame),
        sections: std::iter::once(Choice::new("", frame.t("duties-any"))).chain(sections.into_iter().map(|s| Choice::new(s.path.clone(), short(&format!("{} {}", s.path, s.title))))).collect(),
        states: states(frame),
        cell_choices: cell_choices(frame),
        orders: [(Order::Plan, "duties-order-plan"), (Order::Deadline, "duties-order-deadline"), (Order::DeadlineDown, "duties-order-deadline-down"), (Order::Since, "duties-order-since"), (Order::Newest, "duties-order-newest")]
            .map(|(o, key)| Choice::new(o.word(), frame.t(key))).to_vec(),
        followed: vec![Choice::new("", frame.t("duties-any")), Choice::new("toi", frame.t("duties-followed-me")), Choice::new("-", frame.t("duties-followed-nobody"))],
        acts: ["confirm", "remind", "extend", "officer", "send_back"].map(|a| Choice::new(a, frame.t(&format!("duties-bulk-{}", a.replace('_', "-"))))).to_vec(),
        officers: officers(frame, &staff, &filter),
        past: filter.past.map(vietnamese::dates::short).unwrap_or_default(),
        filtered: !asked.query().is_empty(),
        more_open: [&asked.so, &asked.loai, &asked.muc, &asked.tu, &asked.den, &asked.theo_doi, &asked.ngay].iter().any(|v| !v.is_empty()),
        views: views.into_iter().map(|v: View| ViewRow { id: v.id, href: format!("/nhiem-vu/bang{}", v.query), own: v.account == viewer.account, shared: v.shared, name: v.name }).collect(),
        live: crate::live::address(&frame.site, "/nhiem-vu/dong-thoi", &asked.table()),
        query: asked.query(),
        form: asked.no_days().fold(asked.form(), |form, field| form.failing(field, frame.t("duties-no-day"))),
        page: base_page,
        bulk, total, rows, pager, manages, undo,
        none: false,
    })
}

/// The page before the first plan.
fn nothing(page: Page) -> TablePage {
    TablePage {
        page, form: Form::new(), bulk: Form::new(), query: String::new(), cells: Vec::new(), total: 0, agencies: Vec::new(), kinds: Vec::new(),
        sections: Vec::new(), states: Vec::new(), cell_choices: Vec::new(), orders: Vec::new(), followed: Vec::new(), acts: Vec::new(), officers: Vec::new(),
        rows: Vec::new(), pager: Pager::new(1, PER_PAGE, 0, "/nhiem-vu/bang"), past: String::new(), filtered: false, more_open: false, manages: false,
        views: Vec::new(), undo: String::new(), none: true, live: String::new(),
    }
}

fn short(text: &str) -> String {
    if text.chars().count() > 70 { text.chars().take(69).chain(['…']).collect() } else { text.to_owned() }
}

fn agencies(frame: &Frame, scope: &Scope, campaign: &Campaign, directory: &Directory) -> Vec<Choice> {
    let living = directory.list(campaign.names_day()).into_iter().filter(|a| scope.is_all() || scope.own.contains(&a.id));
    let nobody = scope.is_all().then(|| Choice::new("-", frame.t("duties-nobody")));
    std::iter::once(Choice::new("", frame.t("duties-any"))).chain(nobody).chain(living.map(|a| Choice::new(a.id.to_string(), a.name))).collect()
}

fn kinds(frame: &Frame) -> Vec<Choice> {
    let known = plan::door::KINDS.iter().map(|code| Choice::new(*code, frame.t(&format!("plan-kind-{code}"))));
    std::iter::once(Choice::new("", frame.t("duties-any"))).chain(known).collect()
}

fn states(frame: &Frame) -> Vec<Choice> {
    std::iter::once(Choice::new("", frame.t("duties-any"))).chain(State::ALL.map(|s| Choice::new(s.code(), frame.t(words::state_key(s))))).collect()
}

fn cell_choices(frame: &Frame) -> Vec<Choice> {
    std::iter::once(Choice::new("", frame.t("duties-any"))).chain(Cell::ALL.map(|c| Choice::new(c.code(), frame.t(words::cell_key(c))))).collect()
}

/// The department's own people, and the officers of the agency that is filtered by.
fn officers(frame: &Frame, staff: &Staff, filter: &Filter) -> Vec<Choice> {
    let own = staff.everybody().filter(|p| p.coordinates || p.agencies.iter().any(|a| scope::key(a) == filter.agency));
    std::iter::once(Choice::new("", frame.t("duties-officer-none"))).chain(own.map(|p| Choice::new(p.account.to_string(), p.name.clone()))).collect()
}
