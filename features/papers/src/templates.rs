//! Mẫu văn bản: the coordinator's own words for each kind, with a preview; the shipped ones stay to go back to.
use crate::content::Typed;
use crate::facts::{Facts, Which};
use crate::fill::NAMES;
use crate::model::{Content, KINDS};
use crate::view::Preview;
use crate::{edit, new, office, shipped, store};
use askama::Template;
use axum::Form as Body;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use base::{Error, Fetch, Result, Site, Viewer, args};
use paper::Kind;
use ui::{Choice, Form, Frame, Page, Tone};

#[derive(Template)]
#[template(path = "templates.html")]
struct ListPage {
    page: Page,
    rows: Vec<(&'static str, &'static str, bool)>,
}

#[derive(Template)]
#[template(path = "template.html")]
struct TemplatePage {
    page: Page,
    kind: Kind,
    form: Form,
    changed: bool,
    stands: Vec<Choice>,
    blanks: Vec<(String, String)>,
    preview: Preview,
}

fn kind(code: &str) -> Result<Kind> {
    Kind::from_code(code).filter(|kind| KINDS.contains(kind)).ok_or(Error::NotFound)
}

/// Templates hold for all agencies: only who coordinates everywhere or in the campaign that the site shows may change them.
async fn demand(site: &Site, viewer: &Viewer) -> Result<()> {
    let campaign = Facts::of(site, Which::Shown).await?.map(|c| c.id).unwrap_or_default();
    if viewer.can_for(crate::TEMPLATES, campaign, uuid::Uuid::nil()) { Ok(()) } else { Err(Error::Forbidden) }
}

/// `GET /van-ban/mau`
pub async fn list(frame: Frame, viewer: Viewer) -> Result<Response> {
    demand(&frame.site, &viewer).await?;
    let changed = store::templates(&mut frame.site.db.reader()).await?;
    let rows = KINDS.iter().map(|kind| (kind.code(), kind.words(), changed.iter().any(|(code, ..)| code == kind.code()))).collect();
    let page = frame.page(frame.t("papers-templates")).noindex().active("/van-ban").crumb(frame.t("papers-nav"), "/van-ban");
    Ok(ui::html(&ListPage { page, rows }))
}

/// The template of a kind in force, and the revision of a changed one (0: shipped). One statement.
pub async fn in_force(db: &mut impl Fetch, kind: Kind) -> Result<(Content, i64)> {
    Ok(match store::template(db, kind.code()).await? {
        Some((_, json, revision)) => (serde_json::from_str(&json).map_err(Error::internal)?, revision),
        None => (shipped::template(kind), 0),
    })
}

/// `GET /van-ban/mau/{kind}`
pub async fn show(frame: Frame, viewer: Viewer, Path(code): Path<String>) -> Result<Response> {
    demand(&frame.site, &viewer).await?;
    let kind = kind(&code)?;
    let (content, revision) = in_force(&mut frame.site.db.reader(), kind).await?;
    let form = Form::from_pairs(content.pairs()).with("revision", revision.to_string());
    Ok(ui::html(&page(&frame, &viewer, kind, &content, form, revision > 0).await?))
}

async fn page(frame: &Frame, viewer: &Viewer, kind: Kind, content: &Content, form: Form, changed: bool) -> Result<TemplatePage> {
    let title = format!("{}: {}", frame.t("papers-template"), kind.words());
    Ok(TemplatePage {
        page: frame.page(title).noindex().active("/van-ban").crumb(frame.t("papers-templates"), "/van-ban/mau"),
        kind,
        form,
        changed,
        stands: edit::stands(frame),
        blanks: NAMES.iter().map(|(name, key)| (format!("{{{{{name}}}}}"), frame.t(key))).collect(),
        preview: Preview::of(frame, example(frame, viewer, kind, content).await?).await?,
    })
}

/// The template as a paper of the campaign that this person works in would look, with invented names where none is known.
async fn example(frame: &Frame, viewer: &Viewer, kind: Kind, content: &Content) -> Result<paper::Paper> {
    let campaign = Facts::working(&frame.site, viewer).await?;
    let (issuer, parent) = (frame.t("papers-example-agency"), frame.t("papers-example-parent"));
    let today = frame.site.clock.today();
    let place = campaign.as_ref().map(|c| c.place.clone()).unwrap_or_default();
    let head = Content { office: office::head_of(&issuer).into(), parent: office::in_short(&parent), issuer, place, ..Content::default() };
    let words = new::headed(content.clone().filled(&new::facts_of(campaign.as_ref(), &head, today)), &head, kind);
    Ok(Content { year: today.year().to_string(), addressee: frame.t("papers-example-recipient"), ..words }.paper(kind, None))
}

/// A template has no issuer of its own: that field is not asked.
fn faults(content: &Content) -> Vec<(&'static str, &'static str, String)> {
    content.faults().into_iter().filter(|(field, ..)| *field != "issuer").collect()
}

/// `POST /van-ban/mau/{kind}`
pub async fn save(frame: Frame, viewer: Viewer, Path(code): Path<String>, Body(typed): Body<Typed>) -> Result<Response> {
    demand(&frame.site, &viewer).await?;
    let kind = kind(&code)?;
    let content = typed.content.tidy();
    let mut form = Form::from_pairs(content.pairs()).with("revision", typed.revision.to_string());
    edit::fail(&frame, &mut form, faults(&content));
    let changed = typed.revision > 0;
    if !form.ok() {
        return Ok(ui::unprocessable(&page(&frame, &viewer, kind, &content, form, changed).await?));
    }
    if typed.button == "preview" {
        let mut answer = page(&frame, &viewer, kind, &content, form, changed).await?;
        answer.page = answer.page.notice(Tone::Go, frame.t("papers-preview-unsaved"));
        return Ok(ui::html(&answer));
    }
    let actor = viewer.actor();
    let json = store::json(&content)?;
    let mut tx = frame.site.db.write().await?;
    let written = match typed.revision {
        0 => tx.exec(store::TEMPLATE_INSERT, args![kind.code(), json, actor.at]).await,
        revision => tx.exec(store::TEMPLATE_UPDATE, args![kind.code(), revision, json, actor.at]).await,
    };
    let conflict = match written {
        Ok(rows) => rows == 0,
        Err(error) if error.is_unique() => true,
        Err(error) => return Err(error),
    };
    if conflict {
        drop(tx);
        let (_, theirs) = in_force(&mut frame.site.db.reader(), kind).await?;
        let form = Form::from_pairs(content.pairs()).with("revision", theirs.to_string()).failing("title", frame.t("papers-conflict"));
        return Ok(ui::with_status(StatusCode::CONFLICT, &page(&frame, &viewer, kind, &content, form, theirs > 0).await?));
    }
    tx.audit(&actor, "paper.template", "paper_template", kind.code(), None, serde_json::json!({})).await?;
    tx.commit().await?;
    Ok(ui::done(&format!("/van-ban/mau/{code}"), &frame.t("papers-template-saved")))
}

/// `POST /van-ban/mau/{kind}/xem-truoc`
pub async fn preview(frame: Frame, viewer: Viewer, Path(code): Path<String>, Body(typed): Body<Typed>) -> Result<Response> {
    demand(&frame.site, &viewer).await?;
    let paper = example(&frame, &viewer, kind(&code)?, &typed.content.tidy()).await?;
    Ok(ui::html(&Preview::of(&frame, paper).await?))
}

/// `POST /van-ban/mau/{kind}/ban-goc`: back to the shipped words.
pub async fn reset(frame: Frame, viewer: Viewer, Path(code): Path<String>) -> Result<Response> {
    demand(&frame.site, &viewer).await?;
    let kind = kind(&code)?;
    let actor = viewer.actor();
    let mut tx = frame.site.db.write().await?;
    tx.exec(store::TEMPLATE_DELETE, args![kind.code()]).await?;
    tx.audit(&actor, "paper.template-reset", "paper_template", kind.code(), None, serde_json::json!({})).await?;
    tx.commit().await?;
    Ok(ui::done(&format!("/van-ban/mau/{code}"), &frame.t("papers-template-reset-done")))
}
