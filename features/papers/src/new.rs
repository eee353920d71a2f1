//! Soạn mới: a draft from the template of its kind, with what is known of campaign and agency already in it.
use crate::facts::{self, Facts};
use crate::fill::{self, Values};
use crate::model::{Content, KINDS};
use crate::{letterhead, office, scope, store, templates, view};
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
    /// Whom it goes to, if to one.
    addressee: String,
}

/// Longest name of whom a paper goes to, in characters.
const NAME_MOST: usize = 200;

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
    let campaign = Facts::working(&frame.site, &viewer).await?;
    let directory = Directory::load(&mut frame.site.db.reader()).await?;
    let issuer = office::default_issuer(&directory, &viewer.agencies(), campaign.as_ref(), frame.site.clock.today()).map(|id| id.to_string());
    let agency = issuer.filter(|id| agencies.iter().any(|one| one.value == *id)).unwrap_or_default();
    let form = Form::new().with("kind", Kind::Letter.code()).with("agency", agency).with("style", "state");
    Ok(ui::html(&page(&frame, campaign.map(|c| c.id), form, agencies)))
}

fn page(frame: &Frame, campaign: Option<Uuid>, form: Form, agencies: Vec<Choice>) -> NewPage {
    let page = frame.page(frame.t("papers-new")).working(campaign).noindex().active("/van-ban").crumb(frame.t("papers-nav"), "/van-ban");
    NewPage { page, form, kinds: view::kinds(), agencies }
}

/// Agencies for which this person may write; coordinators may also write for a body outside the directory.
async fn issuers(site: &Site, viewer: &Viewer) -> Result<Vec<Choice>> {
    let campaign = Facts::working(site, viewer).await?.map(|c| c.id);
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
    let campaign = Facts::working(site, &viewer).await?;
    let agency: Option<Uuid> = chosen.agency.parse().ok();
    let kind = Kind::from_code(&chosen.kind).filter(|kind| KINDS.contains(kind));
    let mut db = site.db.reader();
    let directory = Directory::load(&mut db).await?;
    let known = agency.is_none_or(|id| directory.get(id).is_some());
    let may = known && scope::may(&viewer, campaign.as_ref().map(|c| c.id), agency);
    let addressee = vietnamese::normalize_line(&chosen.addressee);
    let fits = addressee.chars().count() <= NAME_MOST;
    let (Some(kind), true) = (kind, may && fits) else {
        let mut form = Form::from_pairs([("kind", chosen.kind), ("agency", chosen.agency), ("style", chosen.style), ("addressee", chosen.addressee)]);
        if kind.is_none() {
            form.fail("kind", frame.t("papers-error-kind"));
        }
        if !may {
            form.fail("agency", frame.t("papers-error-agency"));
        }
        if !fits {
            form.fail("addressee", frame.t1("papers-error-long", "words", NAME_MOST));
        }
        return Ok(ui::unprocessable(&page(&frame, campaign.map(|c| c.id), form, issuers(site, &viewer).await?)));
    };
    let content = start(&mut db, &directory, campaign.as_ref(), agency, kind, site.clock.today()).await?;
    let content = to_one(content, addressee);
    let content = Content { style: if chosen.style == "party" { "party".into() } else { "state".into() }, ..content };
    let actor = viewer.actor();
    let mut tx = site.db.write().await?;
    let new = store::New { campaign: campaign.map(|c| c.id), agency, kind, content: &content, blocks: "", source: "", batch: None };
    let id = store::insert(&mut tx, &new, actor.at).await?;
    tx.audit(&actor, "paper.create", "paper", id, new.campaign, serde_json::json!({ "kind": kind.code() })).await?;
    tx.commit().await?;
    Ok(ui::done(&format!("/van-ban/{id}"), &frame.t("papers-created")))
}

/// A draft to one recipient: its name stands wherever the template asks for it. A template that does not ask has none.
fn to_one(content: Content, name: String) -> Content {
    if name.is_empty() || !content.asks_recipient() {
        return content;
    }
    let named = content.filled(&Values::from([(fill::RECIPIENT, name.clone())]));
    Content { addressee: name, ..named }
}

/// The template of a kind with the facts of campaign, agency and day; those that nobody knows are dots. Two statements.
pub async fn start(
    db: &mut impl Fetch, directory: &Directory, campaign: Option<&facts::Campaign>, agency: Option<Uuid>, kind: Kind, today: Date,
) -> Result<Content> {
    let (words, _) = templates::in_force(db, kind).await?;
    let head = match agency {
        Some(id) => letterhead::in_force(db, directory, campaign, id, today).await?.0,
        None => Content { place: campaign.map(|c| c.place.clone()).unwrap_or_default(), ..Content::default() },
    };
    let content = headed(words.filled(&facts_of(campaign, &head, today)).opened(), &head, kind);
    Ok(Content { month: today.month().to_string(), year: today.year().to_string(), ..content })
}

/// Words of a template under what is the same in every paper of an agency. Who signs is the template's own where it says so: minutes have
/// chair and secretary. A decision is the head's own, so no collective stands over it.
pub fn headed(words: Content, head: &Content, kind: Kind) -> Content {
    let h = head.clone();
    let recipients = both(&words.recipients, &h.recipients);
    let own = !words.signer.is_empty() || !(matches!(words.office.as_str(), "" | "Thủ trưởng") || words.office == h.office);
    let words = Content { parent: h.parent, issuer: h.issuer, body_sign: h.body_sign, unit_sign: h.unit_sign, place: h.place, recipients, ..words };
    if own {
        return words;
    }
    let collective = if kind == Kind::Decision { String::new() } else { h.collective };
    Content { collective, stands: h.stands, head: h.head, office: h.office, signer: h.signer, ..words }
}

/// The recipients of a template and of the letterhead, each once.
fn both(template: &str, letterhead: &str) -> String {
    let mut all: Vec<&str> = Vec::new();
    for line in template.lines().chain(letterhead.lines()).map(str::trim).filter(|line| !line.is_empty()) {
        let bare = |one: &str| one.trim_start_matches('-').trim_end_matches([';', '.', ',']).trim().to_lowercase();
        if !all.iter().any(|known| bare(known) == bare(line)) {
            all.push(line);
        }
    }
    all.join("\n")
}

/// The facts for blanks.
pub fn facts_of(campaign: Option<&facts::Campaign>, head: &Content, today: Date) -> Values {
    let parent = office::in_full(&head.parent);
    let chief = [&head.head, &head.office].into_iter().find(|one| !one.is_empty()).filter(|_| !head.issuer.is_empty());
    let chief = chief.map(|office| format!("{office} {}", head.issuer)).unwrap_or_default();
    fill::values(campaign, &head.issuer, &parent, &chief, &vietnamese::dates::long(today))
}
