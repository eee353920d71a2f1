//! Dữ liệu mở (open data): everything public as JSON and CSV, described by OpenAPI, open to every origin, without a key.
mod csv;
mod openapi;
mod query;
mod rows;
mod types;

use crate::snapshot;
use askama::Template;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base::http::cache::Public;
use base::{Error, Site};
use query::{Asked, Problem, problem};
use serde::Serialize;
use types::Row;
use ui::{Frame, Page};

/// A set of rows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Dataset {
    /// Part of its address.
    pub name: &'static str,
    /// Whether `campaign` chooses.
    pub by_campaign: bool,
    /// Whether `agency` chooses.
    pub by_agency: bool,
}

const fn set(name: &'static str, by_campaign: bool, by_agency: bool) -> Dataset {
    Dataset { name, by_campaign, by_agency }
}

/// All of them.
pub(crate) const DATASETS: [Dataset; 7] = [
    set("campaigns", false, false),
    set("stops", true, true),
    set("activities", true, true),
    set("assignments", true, true),
    set("agencies", true, true),
    set("programme", true, false),
    set("milestones", true, false),
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Format {
    Json,
    Csv,
}

#[derive(Template)]
#[template(path = "data/data.html")]
struct DataPage {
    page: Page,
    sets: [Dataset; 7],
    issuer: String,
}

/// `/du-lieu`.
pub async fn page(frame: Frame) -> Response {
    let page = frame.page(frame.t("portal-data-title")).description(frame.t("portal-data-lead"));
    let issuer = page.shell.issuer_full.clone();
    ui::public(&DataPage { page, sets: DATASETS, issuer })
}

/// `/du-lieu/openapi.json`.
pub async fn openapi(State(site): State<Site>) -> Response {
    let body = openapi::document(&site.config.public_url());
    finished(StatusCode::OK, "application/json", body, true)
}

/// `/du-lieu/{set}.json` and `.csv`.
pub async fn data(State(site): State<Site>, Path(file): Path<String>, RawQuery(query): RawQuery) -> Response {
    match answer(&site, &file, query.as_deref().unwrap_or_default()).await {
        Ok(response) => response,
        Err(refused) => refused.response(),
    }
}

enum Refused {
    Invalid(Problem),
    Missing(Problem),
    Fault(Error),
}

impl From<Error> for Refused {
    fn from(error: Error) -> Refused {
        Refused::Fault(error)
    }
}

impl Refused {
    fn response(self) -> Response {
        let (status, problem) = match self {
            Refused::Invalid(problem) => (StatusCode::UNPROCESSABLE_ENTITY, problem),
            Refused::Missing(problem) => (StatusCode::NOT_FOUND, problem),
            Refused::Fault(error) => return error.into_response(),
        };
        finished(status, "application/json", serde_json::to_string(&problem).unwrap_or_default(), false)
    }
}

async fn answer(site: &Site, file: &str, query: &str) -> Result<Response, Refused> {
    let parts = file.rsplit_once('.').and_then(|(name, ending)| {
        let format = if ending == "json" { Format::Json } else if ending == "csv" { Format::Csv } else { return None };
        Some((DATASETS.into_iter().find(|s| s.name == name)?, format))
    });
    let (set, format) = parts.ok_or_else(|| Refused::Missing(problem("Không có bộ dữ liệu này", None)))?;
    let asked = query::read(query).map_err(Refused::Invalid)?;
    for (given, taken, field) in [(asked.campaign.is_some(), set.by_campaign, "campaign"), (asked.agency.is_some(), set.by_agency, "agency")] {
        if given && !taken {
            return Err(Refused::Invalid(problem("Bộ dữ liệu này không có tham số này", Some(field))));
        }
    }
    let snap = match snapshot::of(site, asked.campaign.as_deref()).await {
        Err(Error::NotFound) => return Err(Refused::Missing(problem("Không có chiến dịch này", Some("campaign")))),
        other => other?,
    };
    if set.name == "campaigns" {
        return cut(rows::campaigns(site, snap.map(|s| s.campaign.id)).await?, &asked, format);
    }
    let Some(snap) = snap else { return cut(Vec::<types::StopRow>::new(), &asked, format) };
    let agency = asked.agency.as_deref();
    if agency.is_some_and(|slug| !snap.agencies.iter().any(|a| a.slug == slug)) {
        return Err(Refused::Missing(problem("Kế hoạch này không nêu cơ quan này", Some("agency"))));
    }
    match set.name {
        "stops" => cut(rows::stops(&snap, agency), &asked, format),
        "activities" => cut(rows::activities(&snap, agency), &asked, format),
        "assignments" => cut(rows::assignments(&snap, agency, site.clock.today()), &asked, format),
        "agencies" => cut(rows::agencies(&snap, agency), &asked, format),
        "programme" => cut(rows::programme(&snap), &asked, format),
        _ => cut(rows::milestones(&snap), &asked, format),
    }
}

#[derive(Serialize)]
struct Slice<'a, T> {
    data: &'a [T],
    next: Option<&'a str>,
    total: usize,
}

fn cut<T: Row>(rows: Vec<T>, asked: &Asked, format: Format) -> Result<Response, Refused> {
    let begin = match asked.after {
        None => 0,
        Some(key) => {
            let key = key.to_string();
            let at = rows.iter().position(|r| r.key() == key);
            at.ok_or_else(|| Refused::Missing(problem("Không có hàng nào mang khóa này", Some("after"))))? + 1
        }
    };
    let end = (begin + asked.limit).min(rows.len());
    let data = &rows[begin..end];
    let next = data.last().filter(|_| end < rows.len()).map(|r| r.key());
    Ok(match format {
        Format::Json => {
            let body = serde_json::to_string(&Slice { data, next, total: rows.len() }).map_err(Error::internal)?;
            finished(StatusCode::OK, "application/json", body, true)
        }
        Format::Csv => {
            let lines: Vec<Vec<String>> = data.iter().map(Row::cells).collect();
            let mut response = finished(StatusCode::OK, "text/csv; charset=utf-8", csv::table(T::HEAD, &lines), true);
            if let Some(value) = next.and_then(|key| HeaderValue::from_str(key).ok()) {
                response.headers_mut().insert("x-next", value);
            }
            response
        }
    })
}

/// A body that pages of every origin may read.
fn finished(status: StatusCode, kind: &'static str, body: String, public: bool) -> Response {
    let mut response = (status, body).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static("x-next, etag"));
    headers.insert("cross-origin-resource-policy", HeaderValue::from_static("cross-origin"));
    if public {
        response.extensions_mut().insert(Public);
    }
    response
}
