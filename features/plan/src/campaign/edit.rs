//! `/ke-hoach/chien-dich/{id}`: the facts that people add to a campaign.
use super::{mine, store};
use crate::model::Campaign;
use crate::review::form::date;
use crate::{door, words};
use askama::Template;
use axum::Form as Body;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use base::{Result, Site, Viewer};
use serde_json::json;
use ui::{Form, Frame, Link, Page};
use uuid::Uuid;

#[derive(Template)]
#[template(path = "campaign/edit.html")]
struct Edit {
    page: Page,
    campaign: Campaign,
    form: Form,
    picture: Form,
    stops: Vec<(Link, String)>,
    conflict: bool,
}

pub(super) fn of(c: &Campaign) -> Form {
    Form::new()
        .with("name", c.name.clone())
        .with("place", c.place.clone())
        .with("theme_lines", c.theme_lines.clone())
        .with("intro", c.intro.clone())
        .with("hotline", c.hotline.clone())
        .with("main_day", c.main().map(words::date).unwrap_or_default())
        .with("accent_hue", c.accent_hue.map(|h| h.to_string()).unwrap_or_default())
        .with("revision", c.revision.to_string())
}

/// GET `/ke-hoach/chien-dich/{id}`.
pub(super) async fn show(State(site): State<Site>, frame: Frame, viewer: Viewer, Path(id): Path<Uuid>) -> Result<Response> {
    let campaign = mine(&mut site.db.reader(), &viewer, id).await?;
    let form = of(&campaign);
    render(&site, &frame, campaign, form, Form::new(), StatusCode::OK).await
}

pub(super) async fn render(site: &Site, frame: &Frame, campaign: Campaign, form: Form, picture: Form, status: StatusCode) -> Result<Response> {
    let stops = door::stops(&mut site.db.reader(), campaign.id).await?;
    let entry = |s: &door::Stop| {
        let day = |iso: &Option<String>| iso.as_deref().map(words::shown).unwrap_or_else(|| "…".into());
        let when = if s.start_on.is_none() { frame.t("plan-stop-no-date") } else { format!("{} – {}", day(&s.start_on), day(&s.end_on)) };
        (Link::new(s.name.clone(), door::stop_form(s, "")), if s.venue.is_empty() { when } else { format!("{when} · {}", s.venue) })
    };
    let page = frame.page(campaign.full_name()).active("/ke-hoach/chien-dich").noindex().crumb(frame.t("plan-campaigns"), "/ke-hoach/chien-dich");
    let stops = stops.iter().map(entry).collect();
    Ok(ui::with_status(status, &Edit { page, campaign, form, picture, stops, conflict: status == StatusCode::CONFLICT }))
}

/// POST `/ke-hoach/chien-dich/{id}`.
pub(super) async fn save(
    State(site): State<Site>,
    frame: Frame,
    viewer: Viewer,
    Path(id): Path<Uuid>,
    Body(pairs): Body<Vec<(String, String)>>,
) -> Result<Response> {
    let campaign = mine(&mut site.db.reader(), &viewer, id).await?;
    let mut form = Form::from_pairs(pairs);
    let Some(facts) = read(&mut form, |k| frame.t(k)) else {
        return render(&site, &frame, campaign, form, Form::new(), StatusCode::UNPROCESSABLE_ENTITY).await;
    };
    let revision = form.value("revision").parse().unwrap_or(0);
    let actor = viewer.actor();
    let mut tx = site.db.write().await?;
    if !store::update(&mut tx, id, revision, &facts).await? {
        drop(tx);
        let form = form.with("revision", campaign.revision.to_string()).failing("name", frame.t("plan-campaign-other"));
        return render(&site, &frame, campaign, form, Form::new(), StatusCode::CONFLICT).await;
    }
    let detail = json!({ "name": facts.name, "place": facts.place, "main_day": facts.main_day, "accent_hue": facts.accent_hue });
    tx.audit(&actor, "campaign.edit", "campaign", id, Some(id), detail).await?;
    tx.commit().await?;
    crate::refresh(&site).await?;
    Ok(ui::done(&format!("/ke-hoach/chien-dich/{id}"), &frame.t("plan-saved")))
}

fn read(form: &mut Form, t: impl Fn(&str) -> String) -> Option<store::Facts> {
    let line = |form: &Form, name: &str| vietnamese::normalize_line(form.value(name));
    let (name, place) = (line(form, "name"), line(form, "place"));
    if name.is_empty() {
        form.fail("name", t("plan-error-name"));
    } else if name.chars().count() > 60 {
        form.fail("name", t("plan-error-name-long"));
    }
    if place.chars().count() > 60 {
        form.fail("place", t("plan-error-name-long"));
    }
    let hue = form.value("accent_hue").trim().to_owned();
    let accent_hue = hue.parse::<i64>().ok().filter(|h| (0..360).contains(h));
    if !hue.is_empty() && accent_hue.is_none() {
        form.fail("accent_hue", t("plan-error-hue"));
    }
    if form.value("intro").chars().count() > 2000 {
        form.fail("intro", t("plan-error-intro"));
    }
    if form.value("hotline").chars().count() > 80 {
        form.fail("hotline", t("plan-error-hotline"));
    }
    let main_day = date(form, "main_day", &t);
    let theme = form.value("theme_lines").lines().map(vietnamese::normalize_line).filter(|l| !l.is_empty()).take(3).collect::<Vec<_>>().join("\n");
    let (intro, hotline) = (vietnamese::normalize(form.value("intro")).trim().to_owned(), line(form, "hotline"));
    form.ok().then_some(store::Facts { name, place, intro, hotline, main_day, accent_hue, theme_lines: theme })
}
