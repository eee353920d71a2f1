//! Xem thử, ban hành, bỏ: the end of a review.
use super::facts_view::{self, Unseen};
use super::{amends, names, open, store};
use crate::model::KINDS;
use crate::naming;
use crate::publish::{self, Home, Source};
use agencies::door::Directory;
use askama::Template;
use axum::Form as Body;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use base::{Error, Result, Site, Viewer};
use serde_json::json;
use ui::{Frame, Page};
use uuid::Uuid;

#[derive(Template)]
#[template(path = "review/preview.html")]
struct Preview {
    page: Page,
    back: String,
    facts: Vec<(String, String)>,
    stops: Vec<(String, String)>,
    activities: Vec<(String, String)>,
    duties: Vec<Row>,
    /// Of older versions, with their public numbers.
    kept: Vec<Row>,
}

struct Row {
    number: usize,
    path: String,
    name: String,
    text: String,
    lead: String,
    with: String,
    due: String,
}

/// What a person chose for the home page; an error's catalogue key for a choice without a day.
fn home(pairs: &[(String, String)]) -> std::result::Result<Option<Home>, &'static str> {
    let value = |name: &str| pairs.iter().find(|(n, _)| n == name).map_or("", |(_, v)| v.trim());
    match value("home") {
        "now" => Ok(Some(Home::Now)),
        "no" => Ok(Some(Home::No)),
        "from" => vietnamese::dates::parse_date(value("home_day")).map(|d| Some(Home::From(d))).map_err(|_| "plan-error-home-day"),
        _ => Ok(None),
    }
}

/// GET `…/xem-thu`: what would be created.
pub(crate) async fn preview(State(site): State<Site>, frame: Frame, viewer: Viewer, Path(id): Path<Uuid>) -> Result<Response> {
    let mut db = site.db.reader();
    let draft = open(&mut db, &viewer, id).await?;
    let (reading, _) = draft.work.apply(&draft.reading);
    let before = amends::before(&mut db, draft.campaign).await?;
    let kept = before.as_ref().map(|b| amends::kept(b, &draft.work, &reading)).unwrap_or_default();
    let shorts = publish::duties::short_names(&reading, &kept, &publish::resolve::everybody(&reading));
    let due = |d: &plan_reader::model::Assignment| d.deadline.as_ref().map(|d| d.text.clone()).unwrap_or_else(|| frame.t("plan-deadline-none"));
    let row = |(at, d): (usize, &plan_reader::model::Assignment)| Row {
        number: at + 1,
        path: naming::citation(&d.path),
        name: shorts[at].clone(),
        text: d.text.clone(),
        lead: d.lead.join(", "),
        with: d.coordinating.join(", "),
        due: due(d),
    };
    let names = |list: &[crate::model::AgencyRef]| list.iter().map(|a| a.name.clone()).collect::<Vec<_>>().join(", ");
    let older = |(at, d): (usize, &&crate::model::Assignment)| Row {
        number: usize::try_from(d.number).unwrap_or(0),
        path: d.path.clone(),
        name: shorts[reading.assignments.len() + at].clone(),
        text: d.text.clone(),
        lead: names(&d.lead),
        with: names(&d.coordinating),
        due: if d.deadline_text.is_empty() { frame.t("plan-deadline-none") } else { d.deadline_text.clone() },
    };
    let day = |iso: &Option<String>| crate::model::day(iso.as_deref()).map(crate::words::date).unwrap_or_default();
    let when = |a: &Option<String>, b: &Option<String>| if a.is_none() { frame.t("plan-stop-no-date") } else { format!("{} – {}", day(a), day(b)) };
    let mut stops: Vec<(String, String)> = reading.clusters.iter().map(|c| (c.name.clone(), format!("{} · {}", c.host.as_deref().unwrap_or("…"), when(&c.start, &c.end)))).collect();
    stops.extend(reading.closing.iter().map(|c| (frame.t("plan-stop-closing"), when(&c.start, &c.end))));
    let kind = |k: &str| frame.t(&format!("plan-kind-{}", if KINDS.contains(&k) { k } else { "other" }));
    let template = Preview {
        page: frame.page(frame.t("plan-preview")).active("/ke-hoach/duyet").noindex().crumb(frame.t("plan-review"), format!("/ke-hoach/duyet/{id}")),
        back: format!("/ke-hoach/duyet/{id}"),
        facts: publish::facts_shown(&reading).into_iter().map(|(key, value)| (frame.t(key), value)).collect(),
        stops,
        activities: reading.activities.iter().map(|a| (naming::activity_name(&a.title), kind(&a.kind))).collect(),
        duties: reading.assignments.iter().enumerate().map(row).collect(),
        kept: kept.iter().enumerate().map(older).collect(),
    };
    Ok(ui::html(&template))
}

/// POST `…/ban-hanh`: everything in one transaction. Refused while something must still be seen; of facts that the reader was not sure
/// of, and of lines that it read nothing from, a person must say that they were seen.
pub(crate) async fn publish(State(site): State<Site>, frame: Frame, viewer: Viewer, Path(id): Path<Uuid>, Body(pairs): Body<super::actions::Pairs>) -> Result<Response> {
    let home = match home(&pairs) {
        Ok(home) => home,
        Err(key) => {
            let opened = super::screen::Opened { notice: Some(key), home: Some(ui::Form::from_pairs(pairs)), ..Default::default() };
            return super::screen::render(&site, &frame, &viewer, id, opened, StatusCode::UNPROCESSABLE_ENTITY).await;
        }
    };
    let mut tx = site.db.write().await?;
    tx.lock("plan").await?;
    let draft = open(&mut tx, &viewer, id).await?;
    if draft.work.unsure.is_some() {
        drop(tx);
        let opened = super::screen::Opened { notice: Some("plan-review-unsure"), ..Default::default() };
        return super::screen::render(&site, &frame, &viewer, id, opened, StatusCode::CONFLICT).await;
    }
    let on = publish::names_on(&draft.reading);
    let directory = Directory::load(&mut tx).await?;
    let confirmed = names::confirmed(&mut tx, draft.campaign).await?;
    let unknown = names::unknown(&draft.work, &draft.reading, &directory, &confirmed, on, &[], &[]);
    if draft.work.waiting() + unknown.iter().filter(|u| u.waits()).count() > 0 {
        drop(tx);
        let opened = super::screen::Opened { notice: Some("plan-review-locked"), ..Default::default() };
        return super::screen::render(&site, &frame, &viewer, id, opened, StatusCode::CONFLICT).await;
    }
    let lines = crate::source::lines(&draft.reading.source.text);
    let unseen = Unseen::of(&facts_view::groups(&draft.reading, &draft.work, None, &lines), &facts_view::unread(&draft.reading, &draft.work, &lines));
    if unseen.any() && !pairs.iter().any(|(n, v)| n == "seen" && *v == unseen.code()) {
        drop(tx);
        let opened = super::screen::Opened { notice: Some("plan-review-unseen"), asks: true, home: Some(ui::Form::from_pairs(pairs)), ..Default::default() };
        return super::screen::render(&site, &frame, &viewer, id, opened, StatusCode::CONFLICT).await;
    }
    let actor = viewer.actor();
    let (reading, answers) = draft.work.apply(&draft.reading);
    let source = Source {
        file: draft.file,
        sha256: draft.sha256.clone(),
        file_name: draft.file_name.clone(),
        notes: String::new(),
        amends: draft.campaign,
        home,
    };
    let campaign = publish::publish(&site, &mut tx, &actor, &reading, &source, &answers).await?;
    store::end(&mut tx, &draft, "published", Some(campaign), actor.at).await?;
    tx.commit().await?;
    crate::refresh(&site).await?;
    let slug = crate::store::campaign(&mut site.db.reader(), campaign).await?.slug;
    Ok(ui::done(&format!("/ke-hoach?nam={slug}"), &frame.t("plan-published")))
}

/// POST `…/la-ban`: a person says whether the text is a new plan (`new`) or the next version of the one in doubt.
pub(crate) async fn version(State(site): State<Site>, frame: Frame, viewer: Viewer, Path(id): Path<Uuid>, Body(pairs): Body<super::actions::Pairs>) -> Result<Response> {
    let amends = pairs.iter().any(|(n, v)| n == "version" && v == "amends");
    let mut tx = site.db.write().await?;
    let mut draft = open(&mut tx, &viewer, id).await?;
    let Some(other) = draft.work.unsure.take() else { return Ok(super::actions::back_at(&frame, id, "", Some(super::work::Refused::Changed))) };
    if amends {
        if !super::may(&viewer, Some(other)) {
            return Err(Error::Forbidden);
        }
        store::aim(&mut tx, id, Some(other)).await?;
        let kept = publish::kept(&mut tx, other, &draft.reading).await?;
        draft.work.keep(kept);
    }
    let actor = viewer.actor();
    if !store::save(&mut tx, &draft, actor.at).await? {
        return Err(Error::Conflict("plan-review-changed".into()));
    }
    tx.audit(&actor, "plan.review.version", "plan_draft", id, Some(other).filter(|_| amends), json!({ "amends": amends })).await?;
    tx.commit().await?;
    Ok(super::actions::back_at(&frame, id, "", None))
}

/// POST `…/huy`: puts a draft away; its file and history stay.
pub(crate) async fn drop_draft(State(site): State<Site>, frame: Frame, viewer: Viewer, Path(id): Path<Uuid>) -> Result<Response> {
    let mut tx = site.db.write().await?;
    let draft = open(&mut tx, &viewer, id).await?;
    let actor = viewer.actor();
    store::end(&mut tx, &draft, "dropped", None, actor.at).await?;
    tx.audit(&actor, "plan.review.drop", "plan_draft", id, draft.campaign, json!({})).await?;
    tx.commit().await.map_err(|e| if e.is_constraint() { Error::Conflict("plan-review-changed".into()) } else { e })?;
    Ok(ui::done("/ke-hoach/duyet", &frame.t("plan-review-dropped")))
}
