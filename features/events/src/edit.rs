//! Soạn chương trình: officers add, change, withdraw and move items. Every change is audited (by the names of fields, never
//! their words, which may name people); what was withdrawn can be restored.
use crate::model::{self, Draft, ProgrammeItem};
use crate::{EDIT, store, view};
use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::Response;
use base::{Error, Result, Site, Viewer};
use plan::door::{Activity, Campaign, Stop};
use ui::{Choice, Frame, Page};
use uuid::Uuid;

/// Where officers write the programme.
pub const DESK: &str = "/su-kien/soan";

#[derive(Template)]
#[template(path = "edit_list.html")]
struct ListPage {
    page: Page,
    stops: Vec<view::StopView>,
    elsewhere: Vec<view::Day>,
    withdrawn: Vec<ProgrammeItem>,
    clashes: Vec<(String, String)>,
    shift: ui::Form,
    /// Whether this person may set the days of stops.
    sets_days: bool,
}

#[derive(Template)]
#[template(path = "edit_item.html")]
struct ItemPage {
    page: Page,
    form: ui::Form,
    action: String,
    withdraw: String,
    stops: Vec<Choice>,
    activities: Vec<Choice>,
}

/// What an officer who may edit works on.
struct Desk {
    campaign: Campaign,
    stops: Vec<Stop>,
    activities: Vec<Activity>,
    sets_days: bool,
}

async fn desk(site: &Site, viewer: &Viewer) -> Result<Desk> {
    let mut db = site.db.reader();
    let campaign = plan::door::working(&mut db, viewer).await?.ok_or_else(|| Error::Conflict("events-no-campaign".into()))?;
    if !viewer.can_in(EDIT, campaign.id) {
        return Err(Error::Forbidden);
    }
    let stops = plan::door::stops(&mut db, campaign.id).await?;
    let activities = plan::door::activities(&mut db, campaign.id).await?;
    let sets_days = viewer.can_in(plan::EDIT, campaign.id);
    Ok(Desk { campaign, stops, activities, sets_days })
}

/// The item, only if it belongs to the campaign that this person edits.
async fn own(site: &Site, desk: &Desk, id: Uuid) -> Result<ProgrammeItem> {
    let item = store::find(&mut site.db.reader(), id).await?;
    if item.campaign == desk.campaign.id { Ok(item) } else { Err(Error::NotFound) }
}

/// All items, with clashes and what was withdrawn.
pub async fn list(State(site): State<Site>, frame: Frame, viewer: Viewer) -> Result<Response> {
    let desk = desk(&site, &viewer).await?;
    Ok(ui::html(&list_page(&site, &frame, &desk, ui::Form::new()).await?))
}

async fn list_page(site: &Site, frame: &Frame, desk: &Desk, shift: ui::Form) -> Result<ListPage> {
    let mut db = site.db.reader();
    let items = store::list(&mut db, desk.campaign.id).await?;
    let withdrawn = store::withdrawn(&mut db, desk.campaign.id).await?;
    let mut timed: Vec<ProgrammeItem> = items.iter().filter(|i| i.starts_at.is_some()).cloned().collect();
    timed.sort_by_key(|i| i.starts_at);
    let clashes = model::clashes(&timed).into_iter().map(|(a, b)| (timed[a].title.clone(), timed[b].title.clone())).collect();
    let (stops, elsewhere) = view::by_stop(frame, &desk.stops, &items, &desk.activities, "");
    Ok(ListPage { page: frame.page(frame.t("events-edit-title")).noindex().working(desk.campaign.id), stops, elsewhere, withdrawn, clashes, shift, sets_days: desk.sets_days })
}

/// An empty form.
pub async fn new(State(site): State<Site>, frame: Frame, viewer: Viewer) -> Result<Response> {
    let desk = desk(&site, &viewer).await?;
    Ok(ui::html(&item_page(&frame, &desk, None, &Draft::default(), &[])))
}

/// Adds an item.
pub async fn create(State(site): State<Site>, frame: Frame, viewer: Viewer, Form(draft): Form<Draft>) -> Result<Response> {
    let desk = desk(&site, &viewer).await?;
    let checked = match check(&desk, &draft) {
        Ok(checked) => checked,
        Err(errors) => return Ok(ui::unprocessable(&item_page(&frame, &desk, None, &draft, &errors))),
    };
    let actor = viewer.actor();
    let mut tx = site.db.write().await?;
    let id = store::insert(&mut tx, &actor, desk.campaign.id, &draft, &checked, store::Origin::Person).await?;
    tx.audit(&actor, "programme.add", "programme_item", id, Some(desk.campaign.id), serde_json::json!({})).await?;
    tx.commit().await?;
    saved(&site, &frame, &desk, id).await
}

/// The form of an item.
pub async fn show(State(site): State<Site>, frame: Frame, viewer: Viewer, Path(id): Path<Uuid>) -> Result<Response> {
    let desk = desk(&site, &viewer).await?;
    let item = own(&site, &desk, id).await?;
    Ok(ui::html(&item_page(&frame, &desk, Some(id), &typed(&item), &[])))
}

/// Changes an item; if someone else did meanwhile, the form comes back with what was typed and their revision.
pub async fn update(State(site): State<Site>, frame: Frame, viewer: Viewer, Path(id): Path<Uuid>, Form(draft): Form<Draft>) -> Result<Response> {
    let desk = desk(&site, &viewer).await?;
    let was = own(&site, &desk, id).await?;
    let checked = match check(&desk, &draft) {
        Ok(checked) => checked,
        Err(errors) => return Ok(ui::unprocessable(&item_page(&frame, &desk, Some(id), &draft, &errors))),
    };
    let actor = viewer.actor();
    let mut tx = site.db.write().await?;
    match store::update(&mut tx, id, &draft, &checked, actor.at).await {
        Err(Error::Conflict(_)) => {
            drop(tx);
            let theirs = own(&site, &desk, id).await?;
            let kept = Draft { revision: theirs.revision, ..draft };
            let mut page = item_page(&frame, &desk, Some(id), &kept, &[("title", "events-conflict")]);
            let now = typed(&theirs);
            let facts = [&now.title, &now.date, &now.start, &now.end, &now.place, &now.performer, &now.note];
            let facts = facts.into_iter().filter(|fact| !fact.is_empty()).cloned().collect::<Vec<_>>().join(" · ");
            page.page = page.page.notice(ui::Tone::Warn, frame.t1("events-conflict-theirs", "facts", facts));
            return Ok(ui::with_status(axum::http::StatusCode::CONFLICT, &page));
        }
        other => other?,
    }
    let detail = serde_json::json!({ "fields": model::changed_fields(&was, &draft, &checked).join(", "), "revision": draft.revision + 1 });
    tx.audit(&actor, "programme.change", "programme_item", id, Some(desk.campaign.id), detail).await?;
    tx.commit().await?;
    saved(&site, &frame, &desk, id).await
}

/// After saving: back to the desk, warning of a clash.
async fn saved(site: &Site, frame: &Frame, desk: &Desk, id: Uuid) -> Result<Response> {
    let mut items = store::list(&mut site.db.reader(), desk.campaign.id).await?;
    items.retain(|i| i.starts_at.is_some());
    items.sort_by_key(|i| i.starts_at);
    let clash = model::clashes(&items).into_iter().find_map(|(a, b)| match (items[a].id == id, items[b].id == id) {
        (true, _) => Some(items[b].title.clone()),
        (_, true) => Some(items[a].title.clone()),
        _ => None,
    });
    Ok(match clash {
        Some(title) => ui::warned(DESK, &frame.t1("events-saved-clash", "title", title)),
        None => ui::done(DESK, &frame.t("events-saved")),
    })
}

/// Takes an item off the programme.
pub async fn withdraw(State(site): State<Site>, frame: Frame, viewer: Viewer, Path(id): Path<Uuid>) -> Result<Response> {
    let desk = desk(&site, &viewer).await?;
    own(&site, &desk, id).await?;
    let actor = viewer.actor();
    let mut tx = site.db.write().await?;
    store::withdraw(&mut tx, id, actor.at).await?;
    tx.audit(&actor, "programme.withdraw", "programme_item", id, Some(desk.campaign.id), serde_json::json!({})).await?;
    tx.commit().await?;
    Ok(ui::done(DESK, &frame.t("events-was-withdrawn")))
}

/// Puts it back.
pub async fn restore(State(site): State<Site>, frame: Frame, viewer: Viewer, Path(id): Path<Uuid>) -> Result<Response> {
    let desk = desk(&site, &viewer).await?;
    own(&site, &desk, id).await?;
    let actor = viewer.actor();
    let mut tx = site.db.write().await?;
    store::restore(&mut tx, id, actor.at).await?;
    tx.audit(&actor, "programme.restore", "programme_item", id, Some(desk.campaign.id), serde_json::json!({})).await?;
    tx.commit().await?;
    Ok(ui::done(DESK, &frame.t("events-was-restored")))
}

/// What is typed to move a day.
#[derive(serde::Deserialize, Default)]
#[serde(default)]
pub struct Shift {
    date: String,
    from: String,
    minutes: String,
}

/// Moves everything of a day from an hour on; refused whole if an item would leave the day.
pub async fn shift(State(site): State<Site>, frame: Frame, viewer: Viewer, Form(typed): Form<Shift>) -> Result<Response> {
    let desk = desk(&site, &viewer).await?;
    let date = model::parse_date(&typed.date);
    let from = if typed.from.trim().is_empty() { Some(jiff::civil::Time::midnight()) } else { model::parse_time(&typed.from) };
    let minutes = typed.minutes.trim().parse::<i64>().ok().filter(|m| *m != 0 && m.abs() <= 600);
    let (Some(date), Some(from), Some(minutes)) = (date, from, minutes) else {
        let mut form = ui::Form::from_pairs([("date", typed.date), ("from", typed.from), ("minutes", typed.minutes)]);
        for (field, ok, key) in [("date", date.is_some(), "events-error-date"), ("from", from.is_some(), "events-error-time"), ("minutes", minutes.is_some(), "events-error-minutes")] {
            if !ok {
                form.fail(field, frame.t(key));
            }
        }
        return Ok(ui::unprocessable(&list_page(&site, &frame, &desk, form).await?));
    };
    let (by, since) = (minutes * 60_000, model::millis(date, from));
    let actor = viewer.actor();
    let mut tx = site.db.write().await?;
    let items = store::list(&mut tx, desk.campaign.id).await?;
    if let Some(leaving) = model::shift_fault(&items, date, by, since) {
        let fault = frame.t1("events-error-shift-day", "title", &leaving.title);
        drop(tx);
        let form = ui::Form::from_pairs([("date", typed.date), ("from", typed.from), ("minutes", typed.minutes)]).failing("minutes", fault);
        return Ok(ui::unprocessable(&list_page(&site, &frame, &desk, form).await?));
    }
    let untimed = items.iter().filter(|i| i.on_date == Some(date.to_string()) && i.starts_at.is_none()).count();
    let moved = store::shift(&mut tx, desk.campaign.id, &date.to_string(), by, since, actor.at).await?;
    let detail = serde_json::json!({ "day": date.to_string(), "minutes": minutes, "items": moved });
    tx.audit(&actor, "programme.shift", "campaign", desk.campaign.id, Some(desk.campaign.id), detail).await?;
    tx.commit().await?;
    Ok(match untimed {
        0 => ui::done(DESK, &frame.t1("events-shift-done", "count", moved)),
        _ => ui::done(DESK, &frame.t2("events-shift-done-untimed", "count", moved, "untimed", untimed)),
    })
}

/// Checks a draft, and that its stop and activity belong to this campaign.
fn check(desk: &Desk, draft: &Draft) -> std::result::Result<model::Checked, Vec<(&'static str, &'static str)>> {
    let mut checked = model::check(draft)?;
    checked.stop = checked.stop.filter(|id| desk.stops.iter().any(|s| s.id == *id));
    checked.activity = checked.activity.filter(|id| desk.activities.iter().any(|a| a.id == *id));
    Ok(checked)
}

fn typed(item: &ProgrammeItem) -> Draft {
    let clock = |ms: Option<i64>| {
        ms.map(|ms| vietnamese::dates::time(vietnamese::dates::from_unix_ms(ms).time())).unwrap_or_default()
    };
    let key = |id: Option<Uuid>| id.map(|id| id.to_string()).unwrap_or_default();
    let date = item.on_date.as_deref().and_then(model::parse_date);
    Draft {
        stop: key(item.stop),
        activity: key(item.activity),
        date: date.map(|d| d.strftime("%d/%m/%Y").to_string()).unwrap_or_default(),
        start: clock(item.starts_at),
        end: clock(item.ends_at),
        title: item.title.clone(),
        place: item.place.clone(),
        performer: item.performer.clone(),
        note: item.note.clone(),
        revision: item.revision,
    }
}

fn item_page(frame: &Frame, desk: &Desk, id: Option<Uuid>, d: &Draft, errors: &[(&'static str, &'static str)]) -> ItemPage {
    let mut form = ui::Form::from_pairs([
        ("stop", d.stop.clone()),
        ("activity", d.activity.clone()),
        ("date", d.date.clone()),
        ("start", d.start.clone()),
        ("end", d.end.clone()),
        ("title", d.title.clone()),
        ("place", d.place.clone()),
        ("performer", d.performer.clone()),
        ("note", d.note.clone()),
        ("revision", d.revision.to_string()),
    ]);
    for (field, key) in errors {
        form.fail(field, frame.t(key));
    }
    let none = || std::iter::once(Choice::new("", frame.t("events-none")));
    let title = frame.t(if id.is_some() { "events-change-title" } else { "events-new-title" });
    let page = frame.page(title).crumb(frame.t("events-edit-title"), DESK).noindex();
    ItemPage {
        page: if id.is_some() { page } else { page.working(desk.campaign.id) },
        form,
        action: id.map_or_else(|| format!("{DESK}/moi"), |id| format!("{DESK}/{id}")),
        withdraw: id.map(|id| format!("{DESK}/{id}/rut")).unwrap_or_default(),
        stops: none().chain(desk.stops.iter().map(|s| Choice::new(s.id.to_string(), s.name.clone()))).collect(),
        activities: none().chain(desk.activities.iter().map(|a| Choice::new(a.id.to_string(), a.short_name.clone()))).collect(),
    }
}
