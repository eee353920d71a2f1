//! Bảng sẵn sàng: per stop, what still lacks, red first, by agency and by kind; and the list of all stops.
use super::access::Desk;
use super::view::{self, Group, Names, Row};
use super::{BOARDS, model, store};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use base::{Error, Result, Site, Viewer};
use plan::door::Stop;
use std::collections::HashMap;
use ui::{Cell, Choice, Frame, Page, Tone};
use uuid::Uuid;

#[derive(Template)]
#[template(path = "prepare/index.html")]
struct IndexPage {
    page: Page,
    stops: Vec<Line>,
    manages: bool,
}

struct Line {
    ready: model::Readiness,
    when: String,
    days: String,
    /// Where this person may set its days, while it has none.
    days_form: String,
}

#[derive(Template)]
#[template(path = "prepare/board.html")]
struct BoardPage {
    page: Page,
    facts: Facts,
    cells: Vec<Cell>,
    lacking: Vec<Row>,
    groups: Vec<Group>,
    sorts: Vec<(String, String, bool)>,
    agencies: Vec<Group>,
    kinds: Vec<Group>,
    nobody: Vec<String>,
    dropped: Vec<Row>,
    form: ui::Form,
    choices: Choices,
    may_add: bool,
    manages: bool,
}

/// A stop as every page of this part heads it.
pub(super) struct Facts {
    pub slug: String,
    pub title: String,
    pub when: String,
    pub t_minus: String,
    pub percent: i64,
    pub total: i64,
    pub settled: i64,
    pub red: i64,
    pub undated: bool,
    /// Where this person may set its days; empty for others.
    pub days_form: String,
}

/// What the form of a new item offers.
#[derive(Default)]
pub(super) struct Choices {
    pub kinds: Vec<Choice>,
    pub agencies: Vec<Choice>,
    pub days: Vec<Choice>,
    pub stops: Vec<Choice>,
}

/// What the address chooses.
#[derive(serde::Deserialize, Default)]
#[serde(default)]
pub(crate) struct Asked {
    nhom: String,
}

/// Everything that a page about one stop needs. [10]
pub(super) struct Loaded {
    pub desk: Desk,
    pub stop: Stop,
    pub stops: Vec<Stop>,
    pub names: Names,
    pub items: Vec<store::Item>,
}

impl Loaded {
    pub async fn of(frame: &Frame, viewer: &Viewer, slug: &str) -> Result<Loaded> {
        let desk = Desk::of(&frame.site, viewer).await?;
        let mut db = frame.site.db.reader();
        let stops = plan::door::stops(&mut db, desk.campaign.id).await?;
        let stop = stops.iter().find(|s| s.slug == slug).cloned().ok_or(base::Error::NotFound)?;
        let names = Names::load(&mut db, &desk).await?;
        let items = store::of_stop(&mut db, &desk.scope, stop.id).await?;
        Ok(Loaded { desk, stop, stops, names, items })
    }

    pub fn rows(&self, frame: &Frame) -> Vec<Row> {
        self.items.iter().map(|i| view::row(frame, &self.desk, &self.names, &self.stop, i)).collect()
    }

    pub fn facts(&self, frame: &Frame, rows: &[Row]) -> Facts {
        let count = |test: fn(&Row) -> bool| i64::try_from(rows.iter().filter(|r| test(r)).count()).unwrap_or(0);
        let counts = (count(|_| true), count(|r| r.settled), count(|r| r.tone == Tone::Bad));
        let ready = view::readiness(&self.stop, counts, frame.site.clock.today());
        Facts {
            slug: self.stop.slug.clone(),
            when: days(&self.stop),
            t_minus: view::t_minus(frame, &self.stop, frame.site.clock.today()),
            percent: ready.percent(),
            total: ready.total,
            settled: ready.settled,
            red: ready.red,
            title: ready.title,
            undated: self.stop.start_on.is_none(),
            days_form: self.desk.days_form(&self.stop, &format!("{BOARDS}/{}", self.stop.slug)),
        }
    }
}

/// "14/09/2024 – 15/09/2024"; empty without dates.
pub(super) fn days(stop: &Stop) -> String {
    let (start, end) = (plan::door::day(stop.start_on.as_deref()), plan::door::day(stop.end_on.as_deref()));
    start.map(|s| vietnamese::dates::range(s, end.unwrap_or(s), vietnamese::dates::RangeStyle::Dash)).unwrap_or_default()
}

/// GET `/nhiem-vu/san-sang`.
pub(crate) async fn index(State(site): State<Site>, frame: Frame, viewer: Viewer) -> Result<Response> {
    let mut db = site.db.reader();
    let page = frame.page(frame.t("duties-ready-title")).noindex();
    let desk = match Desk::of(&site, &viewer).await {
        Err(Error::Conflict(_)) => return Ok(ui::html(&IndexPage { page, stops: Vec::new(), manages: false })),
        found => found?,
    };
    let page = page.working(desk.campaign.id);
    let (stops, today) = (plan::door::stops(&mut db, desk.campaign.id).await?, site.clock.today());
    let counts = store::counts(&mut db, &desk.scope.agencies, desk.campaign.id, today).await?;
    let counted: HashMap<Uuid, (i64, i64, i64)> = counts.into_iter().map(|(s, a, b, c)| (s, (a, b, c))).collect();
    let line = |stop: &Stop| Line {
        ready: view::readiness(stop, counted.get(&stop.id).copied().unwrap_or_default(), today),
        when: view::t_minus(&frame, stop, today),
        days: days(stop),
        days_form: if stop.start_on.is_none() { desk.days_form(stop, BOARDS) } else { String::new() },
    };
    Ok(ui::html(&IndexPage { page, stops: stops.iter().map(line).collect(), manages: desk.manages() }))
}

/// GET `/nhiem-vu/san-sang/{stop}`.
pub(crate) async fn show(frame: Frame, viewer: Viewer, Path(slug): Path<String>, Query(asked): Query<Asked>) -> Result<Response> {
    let loaded = Loaded::of(&frame, &viewer, &slug).await?;
    Ok(ui::html(&page(&frame, &loaded, &asked, ui::Form::new()).await?))
}

/// The board again, with what was typed and what is wrong with it.
pub(super) async fn refused(frame: &Frame, viewer: &Viewer, slug: &str, form: ui::Form) -> Result<Response> {
    let loaded = Loaded::of(frame, viewer, slug).await?;
    Ok(ui::unprocessable(&page(frame, &loaded, &Asked::default(), form).await?))
}

async fn page(frame: &Frame, l: &Loaded, asked: &Asked, form: ui::Form) -> Result<BoardPage> {
    let mut db = frame.site.db.reader();
    let (desk, rows) = (&l.desk, l.rows(frame));
    let facts = l.facts(frame, &rows);
    let kinds: Vec<store::Kind> = store::kinds(&mut db).await?.into_iter().filter(|k| k.dropped_at.is_none()).collect();
    let dropped = store::dropped(&mut db, &desk.scope, l.stop.id).await?;
    let here = format!("{BOARDS}/{}", l.stop.slug);
    let sort = match asked.nhom.as_str() {
        "co-quan" => "co-quan",
        "loai" => "loai",
        _ => "ngay",
    };
    let nobody = |k: &&store::Kind| desk.manages() && !l.items.iter().any(|i| i.kind == k.id && i.agency.is_some());
    let nameless = frame.t("duties-check-nobody");
    let by_agency = |r: &Row| if r.agency.is_empty() { nameless.clone() } else { r.agency.clone() };
    let cell = |figure: i64, key: &str, anchor: &str, tone: Tone| Cell { figure: figure.to_string(), label: frame.t(key), href: format!("{here}#{anchor}"), tone };
    let percent = Cell { figure: format!("{}%", facts.percent), label: frame.t("duties-ready-percent"), href: format!("{here}#tat-ca"), tone: Tone::Plain };
    let cells = vec![
        cell(facts.red, "duties-ready-red", "con-thieu", if facts.red > 0 { Tone::Bad } else { Tone::Plain }),
        cell(facts.total - facts.settled - facts.red, "duties-ready-open", "con-thieu", Tone::Plain),
        cell(facts.settled, "duties-ready-settled", "tat-ca", if facts.settled > 0 { Tone::Ok } else { Tone::Plain }),
        percent,
    ];
    let choices = choices(frame, l, &kinds);
    let form = if form.value("khoa").is_empty() { form.with("khoa", Uuid::now_v7().to_string()) } else { form };
    Ok(BoardPage {
        page: frame.page(facts.title.clone()).crumb(frame.t("duties-ready-title"), BOARDS).noindex().working(desk.campaign.id).again(BOARDS),
        cells,
        lacking: view::lacking(l.rows(frame)),
        agencies: view::groups(l.rows(frame), by_agency),
        kinds: view::groups(l.rows(frame), |r| r.kind.clone()),
        groups: match sort {
            "co-quan" => view::groups(rows, by_agency),
            "loai" => view::groups(rows, |r| r.kind.clone()),
            _ => view::groups(rows, |r| format!("{} · {}", r.day, r.kind)),
        },
        sorts: ["ngay", "loai", "co-quan"].iter().map(|s| (format!("{here}?nhom={s}#tat-ca"), frame.t(&format!("duties-ready-by-{s}")), *s == sort)).collect(),
        nobody: kinds.iter().filter(nobody).map(|k| k.name.clone()).collect(),
        dropped: dropped.iter().map(|i| view::row(frame, desk, &l.names, &l.stop, i)).collect(),
        may_add: desk.manages() || desk.may(desk.scope.own.first().copied()),
        manages: desk.manages(),
        form,
        choices,
        facts,
    })
}

pub(super) fn choices(frame: &Frame, l: &Loaded, kinds: &[store::Kind]) -> Choices {
    let own = &l.desk.scope;
    let agencies = l.names.list().into_iter().filter(|(id, _)| own.is_all() || own.own.contains(id));
    let none = l.desk.manages().then(|| Choice::new("", frame.t("duties-check-nobody")));
    Choices {
        kinds: kinds.iter().map(|k| Choice::new(k.id.to_string(), k.name.clone())).collect(),
        agencies: none.into_iter().chain(agencies.map(|(id, name)| Choice::new(id.to_string(), name))).collect(),
        days: (0..=model::length(&l.stop)).map(|n| Choice::new(n.to_string(), view::day_title(frame, &l.stop, n))).collect(),
        stops: l.stops.iter().filter(|s| s.id != l.stop.id).map(|s| Choice::new(s.slug.clone(), plan::door::stop_title(s))).collect(),
    }
}
