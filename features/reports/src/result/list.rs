//! Danh sách báo cáo: reports of a campaign, and a new one.
use crate::figures::shown;
use crate::layout::{blocks, result};
use crate::store::{self, Report};
use crate::words::Words;
use crate::{RESULT, read, scope, view};
use agencies::door::Directory;
use askama::Template;
use axum::Form as Body;
use axum::extract::Query;
use axum::response::Response;
use base::{Error, Result, Viewer};
use papers::door::{Kind, NewPaper, Record};
use plan::door::Campaign;
use serde::Deserialize;
use std::collections::HashMap;
use ui::{Choice, Form, Frame, Page, Tone};
use uuid::Uuid;

#[derive(Template)]
#[template(path = "result/list.html")]
struct ListPage {
    page: Page,
    campaign: String,
    others: Vec<(String, Uuid)>,
    rows: Vec<Row>,
    aside: Vec<Row>,
    may_write: bool,
}

struct Row {
    id: Uuid,
    name: String,
    day: String,
    versions: i64,
    tone: Tone,
    state: String,
    number: String,
    changed: String,
}

/// Which campaign.
#[derive(Deserialize, Default)]
pub struct Chosen {
    cd: Option<String>,
}

/// `GET /bao-cao`
pub async fn list(frame: Frame, viewer: Viewer, Query(chosen): Query<Chosen>) -> Result<Response> {
    let mut db = frame.site.db.reader();
    let campaign = scope::campaign(&mut db, &viewer, chosen.cd.as_deref()).await?;
    let page = frame.page(frame.t("reports-nav")).noindex().active("/bao-cao");
    let Some(campaign) = campaign else {
        return Ok(ui::html(&ListPage { page, campaign: String::new(), others: Vec::new(), rows: Vec::new(), aside: Vec::new(), may_write: false }));
    };
    let working = scope::campaign(&mut db, &viewer, None).await.ok().flatten().is_some_and(|c| c.id == campaign.id);
    let papers: HashMap<Uuid, Record> = papers::door::of_source(&mut db, campaign.id, RESULT).await?.into_iter().map(|p| (p.id, p)).collect();
    let others = plan::door::campaigns(&mut db).await?.into_iter().filter(|c| c.id != campaign.id && scope::sees(&viewer, c.id));
    let others = others.map(|c| (c.full_name(), c.id)).collect();
    let (aside, rows): (Vec<Report>, Vec<Report>) = store::list(&mut db, campaign.id).await?.into_iter().partition(|r| r.dropped);
    let row = |r: Report| {
        let paper = papers.get(&r.paper);
        let (tone, key) = paper_state(paper);
        Row {
            day: r.day.as_deref().map_or_else(|| frame.t("reports-live"), |d| shown(Some(d))),
            number: paper.map(|p| p.number.clone()).unwrap_or_default(),
            changed: view::at_words(r.updated_at),
            state: frame.t(key),
            id: r.id, name: r.name, versions: r.versions, tone,
        }
    };
    Ok(ui::html(&ListPage {
        page: if working { page.working(campaign.id).again("/bao-cao") } else { page },
        campaign: campaign.full_name(),
        others,
        rows: rows.into_iter().map(row).collect(),
        aside: aside.into_iter().map(row).collect(),
        // Making one follows the campaign that this person works in
        may_write: working && scope::writes(&viewer, campaign.id),
    }))
}

/// How the paper of a report stands: tone and catalogue key.
pub fn paper_state(paper: Option<&Record>) -> (Tone, &'static str) {
    match paper.map(|p| p.state.as_str()) {
        Some("signed") => (Tone::Ok, "reports-paper-signed"),
        Some("issued") => (Tone::Warn, "reports-paper-issued"),
        Some("draft") => (Tone::Go, "reports-paper-draft"),
        _ => (Tone::Plain, "reports-paper-none"),
    }
}

#[derive(Template)]
#[template(path = "result/new.html")]
struct NewReport {
    page: Page,
    form: Form,
    agencies: Vec<Choice>,
}

/// `GET /bao-cao/moi`
pub async fn form(frame: Frame, viewer: Viewer) -> Result<Response> {
    let mut db = frame.site.db.reader();
    let campaign = scope::campaign(&mut db, &viewer, None).await?.ok_or_else(|| Error::Conflict("reports-no-campaign".into()))?;
    let directory = Directory::load(&mut db).await?;
    let own = view::default_issuer(db, &directory, &viewer, &campaign, frame.site.clock.today()).await?;
    // The key comes with the form: sending it twice makes one report
    let form = Form::new().with("khoa", Uuid::now_v7().to_string()).with("ten", frame.t1("reports-name-default", "name", campaign.full_name())).with("co-quan", own);
    Ok(ui::html(&page(&frame, &campaign, form, &directory)))
}

fn page(frame: &Frame, campaign: &Campaign, form: Form, directory: &Directory) -> NewReport {
    let page = frame.page(frame.t("reports-new")).noindex().working(campaign.id).active("/bao-cao").crumb(frame.t("reports-nav"), "/bao-cao");
    NewReport { page, form, agencies: view::issuers(directory, frame.site.clock.today(), frame.t("reports-issuer-none")) }
}

/// What is typed about a report.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Typed {
    khoa: String,
    ten: String,
    ngay: String,
    #[serde(rename = "co-quan")]
    agency: String,
}

/// Name and day as they may be kept; says in the form what is wrong.
pub fn check(frame: &Frame, form: &mut Form, name: &str, day: &str) -> (String, Option<String>) {
    let name = vietnamese::normalize_line(name);
    if name.is_empty() || name.chars().count() > 200 {
        form.fail("ten", frame.t("reports-error-name"));
    }
    let day = match day.trim() {
        "" => None,
        typed => match vietnamese::dates::parse_date(typed) {
            Ok(day) if day <= frame.site.clock.today() => Some(day.to_string()),
            Ok(_) => {
                form.fail("ngay", frame.t("reports-error-future"));
                None
            }
            Err(_) => {
                form.fail("ngay", frame.t("reports-error-day"));
                None
            }
        },
    };
    (name, day)
}

/// `POST /bao-cao/moi`: a report with its paper.
pub async fn create(frame: Frame, viewer: Viewer, Body(typed): Body<Typed>) -> Result<Response> {
    let mut db = frame.site.db.reader();
    let campaign = scope::campaign(&mut db, &viewer, None).await?.ok_or_else(|| Error::Conflict("reports-no-campaign".into()))?;
    if !scope::writes(&viewer, campaign.id) {
        return Err(Error::Forbidden);
    }
    let directory = Directory::load(&mut db).await?;
    let mut form = Form::from_pairs([("khoa", &typed.khoa), ("ten", &typed.ten), ("ngay", &typed.ngay), ("co-quan", &typed.agency)]);
    let (name, day) = check(&frame, &mut form, &typed.ten, &typed.ngay);
    let agency: Option<Uuid> = typed.agency.parse().ok();
    if !typed.agency.is_empty() && agency.is_none_or(|a| directory.get(a).is_none()) {
        form.fail("co-quan", frame.t("reports-error-agency"));
    }
    if !form.ok() {
        return Ok(ui::unprocessable(&page(&frame, &campaign, form, &directory)));
    }
    let id: Uuid = typed.khoa.parse().unwrap_or_else(|_| Uuid::now_v7());
    if store::find(&mut db, id).await?.is_some() {
        scope::report(&mut db, &viewer, id).await?;
        return Ok(ui::done(&format!("/bao-cao/{id}"), &frame.t("reports-created")));
    }
    let figures = read::figures(&mut db, &campaign, &scope::moment(&frame, day.as_deref())).await?;
    let facts = view::paper_facts(&mut db, &campaign).await?;
    let new = NewPaper {
        campaign: Some(campaign.id),
        agency,
        kind: Kind::Report,
        title: name.clone(),
        to: String::new(),
        addressee: String::new(),
        body: Some(blocks::body(&result::parts(&figures, &Words::default()))),
        source: RESULT.into(),
        batch: None,
    };
    let actor = viewer.actor();
    let mut tx = frame.site.db.write().await?;
    tx.lock("reports").await?;
    if store::find(&mut tx, id).await?.is_some() {
        drop(tx);
        return Ok(ui::done(&format!("/bao-cao/{id}"), &frame.t("reports-created")));
    }
    let paper = papers::door::create_with(&mut tx, &actor, &directory, Some(&facts), frame.site.clock.today(), new).await?;
    store::insert(&mut tx, id, campaign.id, paper, &name, day.clone(), actor.at).await?;
    tx.audit(&actor, "report.create", "report", id, Some(campaign.id), serde_json::json!({ "day": day, "paper": paper })).await?;
    tx.commit().await?;
    Ok(ui::done(&format!("/bao-cao/{id}"), &frame.t("reports-created")))
}
