//! Soạn mới: a draft from the template of its kind, with what is known of campaign and agency already in it.
use crate::facts::{self, Facts};
use crate::fill::{self, Values};
use crate::model::{self, Content, KINDS};
use crate::{scope, store, templates, view};
use agencies::door::Directory;
use askama::Template;
use axum::Form as Body;
use axum::response::Response;
use base::{Fetch, Result, Site, Viewer};
use jiff::civil::Date;
use paper::Kind;
use serde::Deserialize;
use ui::{Choice, Form, Frame, Page};
use uuid::Uuid;

/// What is chosen.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Chosen {
    kind: String,
    agency: String,
    style: String,
}

#[derive(Template)]
#[template(path = "new.html")]
struct NewPage {
    page: Page,
    form: Form,
    kinds: Vec<Choice>,
    agencies: Vec<Choice>,
}

/// `GET /van-ban/moi`
pub async fn form(frame: Frame, viewer: Viewer) -> Result<Response> {
    let agencies = issuers(&frame.site, &viewer).await?;
    let agency = if agencies.len() == 1 { agencies[0].value.clone() } else { String::new() };
    let form = Form::new().with("kind", Kind::Letter.code()).with("agency", agency).with("style", "state");
    Ok(ui::html(&page(&frame, form, agencies)))
}

fn page(frame: &Frame, form: Form, agencies: Vec<Choice>) -> NewPage {
    let page = frame.page(frame.t("papers-new")).noindex().active("/van-ban").crumb(frame.t("papers-nav"), "/van-ban");
    NewPage { page, form, kinds: view::kinds(), agencies }
}

/// Agencies for which this person may write; coordinators may also write for a body outside the directory.
async fn issuers(site: &Site, viewer: &Viewer) -> Result<Vec<Choice>> {
    let campaign = Facts::current(site).await?.map(|c| c.id);
    let directory = Directory::load(&mut site.db.reader()).await?;
    let may = directory.list(site.clock.today()).into_iter().filter(|a| !a.is_group && scope::may(viewer, campaign, Some(a.id)));
    let mut all: Vec<Choice> = may.map(|a| Choice::new(a.id.to_string(), a.name)).collect();
    if scope::coordinates(viewer, campaign) {
        all.insert(0, Choice::new("", site.catalog.text(base::Lang::Vi, "papers-agency-none", &[])));
    }
    Ok(all)
}

/// `POST /van-ban/moi`
pub async fn create(frame: Frame, viewer: Viewer, Body(chosen): Body<Chosen>) -> Result<Response> {
    let site = &frame.site;
    let campaign = Facts::current(site).await?;
    let agency: Option<Uuid> = chosen.agency.parse().ok();
    let kind = Kind::from_code(&chosen.kind).filter(|kind| KINDS.contains(kind));
    let mut db = site.db.reader();
    let directory = Directory::load(&mut db).await?;
    let known = agency.is_none_or(|id| directory.get(id).is_some());
    let may = known && scope::may(&viewer, campaign.as_ref().map(|c| c.id), agency);
    let (Some(kind), true) = (kind, may) else {
        let mut form = Form::from_pairs([("kind", chosen.kind), ("agency", chosen.agency), ("style", chosen.style)]);
        if kind.is_none() {
            form.fail("kind", frame.t("papers-error-kind"));
        }
        if !may {
            form.fail("agency", frame.t("papers-error-agency"));
        }
        return Ok(ui::unprocessable(&page(&frame, form, issuers(site, &viewer).await?)));
    };
    let content = start(&mut db, &directory, campaign.as_ref(), agency, kind, site.clock.today()).await?;
    let content = Content { style: if chosen.style == "party" { "party".into() } else { "state".into() }, ..content };
    let actor = viewer.actor();
    let mut tx = site.db.write().await?;
    let new = store::New { campaign: campaign.map(|c| c.id), agency, kind, content: &content, blocks: "", source: "", batch: None };
    let id = store::insert(&mut tx, &new, actor.at).await?;
    tx.audit(&actor, "paper.create", "paper", id, new.campaign, serde_json::json!({ "kind": kind.code() })).await?;
    tx.commit().await?;
    Ok(ui::done(&format!("/van-ban/{id}"), &frame.t("papers-created")))
}

/// The template of a kind with the facts of campaign, agency and day. One statement.
pub async fn start(
    db: &mut impl Fetch, directory: &Directory, campaign: Option<&facts::Campaign>, agency: Option<Uuid>, kind: Kind, today: Date,
) -> Result<Content> {
    let (words, _) = templates::in_force(db, kind).await?;
    let name = |id: Uuid| directory.name_on(id, today).map(|a| a.name).unwrap_or_default();
    let issuer = agency.map(name).unwrap_or_default();
    let parent = agency.and_then(|id| directory.get(directory.canonical(id))).and_then(|a| a.parent).map(name).unwrap_or_default();
    let values = facts_of(campaign, &issuer, &parent, today);
    let content = words.filled(&values);
    Ok(Content {
        body_sign: model::sign_of(&issuer),
        place: campaign.map(|c| c.place.clone()).unwrap_or_default(),
        month: today.month().to_string(),
        year: today.year().to_string(),
        issuer,
        parent,
        ..content
    })
}

/// The facts for blanks.
pub fn facts_of(campaign: Option<&facts::Campaign>, issuer: &str, parent: &str, today: Date) -> Values {
    fill::values(campaign, issuer, parent, &vietnamese::dates::long(today))
}
