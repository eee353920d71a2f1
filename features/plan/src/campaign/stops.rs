//! `/ke-hoach/chien-dich/{id}/chang/{stop}`: dates, venue and drawing of a stop.
use super::{mine, store};
use crate::model::Stop;
use crate::review::form::date;
use crate::{door, words};
use askama::Template;
use axum::Form as Body;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use base::{Error, Fetch, Result, Site, Viewer, args};
use key_visual::Drawing;
use serde_json::json;
use ui::{Form, Frame, Page};
use uuid::Uuid;

#[derive(Template)]
#[template(path = "campaign/stop.html")]
struct Edit {
    page: Page,
    action: String,
    host: String,
    form: Form,
    drawings: Vec<(String, &'static str)>,
}

async fn find(db: &mut impl Fetch, viewer: &Viewer, id: Uuid, stop: Uuid) -> Result<(door::Campaign, Stop)> {
    let campaign = mine(db, viewer, id).await?;
    let stops = crate::store::stops(db, id, campaign.names_day()).await?;
    let stop = stops.into_iter().find(|s| s.id == stop).ok_or(Error::NotFound)?;
    Ok((campaign, stop))
}

fn render(frame: &Frame, campaign: &door::Campaign, stop: &Stop, form: Form, status: StatusCode) -> Response {
    let page = frame
        .page(stop.name.clone())
        .active("/ke-hoach/chien-dich")
        .noindex()
        .crumb(frame.t("plan-campaigns"), "/ke-hoach/chien-dich")
        .crumb(campaign.full_name(), format!("/ke-hoach/chien-dich/{}", campaign.id));
    let template = Edit {
        action: door::stop_form(stop, ""),
        host: stop.host.as_ref().map(|h| h.name.clone()).unwrap_or_default(),
        drawings: Drawing::ALL.into_iter().map(|d| (d.name().to_owned(), d.words())).collect(),
        form,
        page,
    };
    ui::with_status(status, &template)
}

/// `?ve=/path`: the page that asked for this form.
#[derive(serde::Deserialize, Default)]
#[serde(default)]
pub(super) struct Back {
    ve: String,
}

/// GET.
pub(super) async fn show(
    State(site): State<Site>,
    frame: Frame,
    viewer: Viewer,
    Path((id, stop)): Path<(Uuid, Uuid)>,
    Query(back): Query<Back>,
) -> Result<Response> {
    let (campaign, stop) = find(&mut site.db.reader(), &viewer, id, stop).await?;
    let shown = |iso: &Option<String>| iso.as_deref().map(words::shown).unwrap_or_default();
    let form = Form::new()
        .with("name", stop.name.clone())
        .with("place", stop.place.clone())
        .with("venue", stop.venue.clone())
        .with("summary", stop.summary.clone())
        .with("start", shown(&stop.start_on))
        .with("end", shown(&stop.end_on))
        .with("drawing", stop.drawing.clone())
        .with("ve", people::local(&back.ve, ""))
        .with("revision", stop.revision.to_string());
    Ok(render(&frame, &campaign, &stop, form, StatusCode::OK))
}

/// POST.
pub(super) async fn save(
    State(site): State<Site>,
    frame: Frame,
    viewer: Viewer,
    Path((id, stop)): Path<(Uuid, Uuid)>,
    Body(pairs): Body<Vec<(String, String)>>,
) -> Result<Response> {
    let (campaign, stop) = find(&mut site.db.reader(), &viewer, id, stop).await?;
    let mut form = Form::from_pairs(pairs);
    let Some(facts) = read(&mut form, |k| frame.t(k)) else {
        return Ok(render(&frame, &campaign, &stop, form, StatusCode::UNPROCESSABLE_ENTITY));
    };
    let actor = viewer.actor();
    let mut tx = site.db.write().await?;
    if !store::update_stop(&mut tx, id, stop.id, form.value("revision").parse().unwrap_or(0), &facts).await? {
        drop(tx);
        let form = form.with("revision", stop.revision.to_string()).failing("name", frame.t("plan-stop-other"));
        return Ok(render(&frame, &campaign, &stop, form, StatusCode::CONFLICT));
    }
    if facts.start_on.is_some() {
        tx.exec(store::CLOSE_STOP_QUESTION, args![stop.id, actor.at, actor.account, facts.start_on.clone()]).await?;
    }
    let detail = json!({ "start": facts.start_on, "end": facts.end_on, "venue": facts.venue, "drawing": facts.drawing });
    tx.audit(&actor, "stop.edit", "stop", stop.id, Some(id), detail).await?;
    site.announce(&mut tx, &actor, "plan.stops", id).await?;
    tx.commit().await?;
    crate::refresh(&site).await?;
    let back = people::local(form.value("ve"), &format!("/ke-hoach/chien-dich/{id}"));
    Ok(ui::done(&back, &frame.t("plan-saved")))
}

fn read(form: &mut Form, t: impl Fn(&str) -> String) -> Option<store::StopFacts> {
    let line = |form: &Form, name: &str| vietnamese::normalize_line(form.value(name)).chars().take(300).collect::<String>();
    let name = line(form, "name");
    if name.is_empty() {
        form.fail("name", t("plan-error-name"));
    }
    let start_on = date(form, "start", &t);
    let mut end_on = date(form, "end", &t);
    if start_on.is_none() && end_on.is_some() && form.value("start").trim().is_empty() {
        form.fail("start", t("plan-error-start"));
    }
    if let (Some(a), Some(b)) = (&start_on, &end_on)
        && a > b
    {
        form.fail("end", t("plan-error-order"));
    }
    end_on = end_on.or_else(|| start_on.clone());
    let drawing = Drawing::from_name(form.value("drawing")).map(|d| d.name().to_owned()).unwrap_or_default();
    let facts = store::StopFacts { name, place: line(form, "place"), venue: line(form, "venue"), summary: line(form, "summary"), start_on, end_on, drawing };
    form.ok().then_some(facts)
}
