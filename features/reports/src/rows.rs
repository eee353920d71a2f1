//! Các dòng của một con số (rows): the duties behind a figure of a report, from the same figures and by the same filter.
use crate::figures::{DutyLine, shown};
use crate::filter::Filter;
use crate::{read, scope, store, view};
use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use base::{Error, Result, Viewer};
use duties::door::At;
use ui::{Frame, Page, Tone};
use uuid::Uuid;

#[derive(Template)]
#[template(path = "rows.html")]
struct RowsPage {
    page: Page,
    said: Vec<String>,
    moment: String,
    rows: Vec<Row>,
    table: Option<String>,
}

struct Row {
    number: i64,
    href: String,
    text: String,
    path: String,
    agency: String,
    deadline: String,
    tone: Tone,
    standing: String,
    result: String,
}

/// `GET /bao-cao/dong`: by moment (`cd`, `luc`) or of a frozen version (`ban`).
pub async fn show(frame: Frame, viewer: Viewer, Query(pairs): Query<Vec<(String, String)>>) -> Result<Response> {
    let word = |name: &str| pairs.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str());
    let filter = Filter::read(&pairs);
    let mut db = frame.site.db.reader();
    let figures = match word("ban") {
        Some(id) => {
            let version = store::version_by_id(&mut db, id.parse().map_err(|_| Error::NotFound)?).await?;
            scope::report(&mut db, &viewer, version.about.report).await?;
            version.figures()?
        }
        None => {
            let campaign = scope::campaign(&mut db, &viewer, word("cd")).await?.ok_or(Error::NotFound)?;
            let now = At::now(&frame.site.clock);
            let at = filter.at_ms.filter(|ms| *ms < now.ms && *ms > 0).map_or(now, At::past);
            read::figures(&mut db, &campaign, &at).await?
        }
    };
    let row = |d: &DutyLine| Row {
        number: d.number,
        href: format!("/nhiem-vu/{}", d.id),
        text: d.text.clone(),
        path: d.path.clone(),
        agency: d.agency_name.clone(),
        deadline: shown(d.deadline.as_deref()),
        tone: view::tone(d),
        standing: view::standing(&frame, d, &figures),
        result: if d.is_reported() { d.words.clone() } else if d.cell().is_some() { frame.t("reports-silent") } else { String::new() },
    };
    let rows: Vec<Row> = figures.of(&filter).map(row).collect();
    let title = frame.t1("reports-rows", "count", vietnamese::numbers::group(i64::try_from(rows.len()).unwrap_or(0)));
    Ok(ui::html(&RowsPage {
        page: frame.page(title).noindex().active("/bao-cao").crumb(frame.t("reports-nav"), "/bao-cao"),
        said: said(&frame, &filter, &figures),
        moment: frame.t1("reports-counted-at", "at", view::at_words(figures.at_ms)),
        table: if word("ban").is_some() { None } else { filter.in_table(&figures.day) },
        rows,
    }))
}

/// The filter in words.
fn said(frame: &Frame, filter: &Filter, figures: &crate::figures::Figures) -> Vec<String> {
    let mut said = Vec::new();
    if let Some(agency) = filter.agency {
        let name = |a: Uuid| figures.duties.iter().find(|d| d.agency == Some(a)).map(|d| d.agency_name.clone()).unwrap_or_default();
        said.push(agency.map_or_else(|| frame.t("reports-nobody"), name));
    }
    if !filter.section.is_empty() {
        said.push(frame.t1("reports-in-section", "path", &filter.section));
    }
    said.extend(filter.cells.iter().map(|c| view::cell_words(frame, *c)));
    said.extend(filter.states.iter().map(|s| view::state_words(frame, *s)));
    said.extend(filter.reported.map(|yes| frame.t(if yes { "reports-reported" } else { "reports-silent" })));
    if let Some((from, to)) = &filter.due {
        said.push(frame.t2("reports-due-within", "from", shown(Some(from)), "to", shown(Some(to))));
    }
    said
}
