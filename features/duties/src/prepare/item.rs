//! Một mục kiểm tra: its page, changing, adding, dropping with undo, and beginning a checklist by hand where the plan names nobody.
use super::access::{Desk, client_key};
use super::board::{self, Loaded};
use super::store::{self, Item, New};
use super::view::{self, Row};
use super::{BOARDS, files, model};
use crate::meanwhile::{self, Stored};
use crate::staff::{Names, Staff};
use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use base::{Error, Fetch, Result, Site, Viewer, args};
use plan::door::Stop;
use serde_json::json;
use ui::{Choice, Frame, Page};
use uuid::Uuid;

#[derive(Template)]
#[template(path = "prepare/item.html")]
struct ItemPage {
    page: Page,
    row: Row,
    form: ui::Form,
    stored: Vec<Stored>,
    people: Vec<Choice>,
    agencies: Vec<Choice>,
    states: Vec<Choice>,
    stops: Vec<Choice>,
    files: Vec<files::Shown>,
    events: Vec<Happened>,
    board: String,
    duty: Option<(String, String)>,
    dropped: bool,
}

struct Happened {
    when: String,
    who: String,
    what: String,
    words: String,
}

type Pairs = Form<Vec<(String, String)>>;
type EventRow = (i64, Option<Uuid>, String, String, String);

async fn stop_of(db: &mut impl Fetch, item: &Item) -> Result<(Stop, Vec<Stop>)> {
    let stops = plan::door::stops(db, item.campaign).await?;
    let stop = stops.iter().find(|s| s.id == item.stop).cloned().ok_or(Error::NotFound)?;
    Ok((stop, stops))
}

/// GET `/nhiem-vu/muc/{id}`.
pub(crate) async fn show(frame: Frame, viewer: Viewer, Path(id): Path<Uuid>) -> Result<Response> {
    let desk = Desk::of_item(&frame.site, &viewer, id).await?;
    let item = store::find(&mut frame.site.db.reader(), &desk.scope, id).await?;
    Ok(ui::html(&page(&frame, &desk, &item, as_stored(&item)).await?))
}

/// The form of an item as it is stored.
fn as_stored(item: &Item) -> ui::Form {
    ui::Form::new()
        .with("noi-dung", item.words.clone())
        .with("han", item.due_typed.as_deref().and_then(|d| plan::door::day(Some(d))).map(vietnamese::dates::short).unwrap_or_default())
        .with("co-quan", item.agency.map(|a| a.to_string()).unwrap_or_default())
        .with("tai-khoan", item.account.map(|a| a.to_string()).unwrap_or_default())
        .with("nguoi", item.person.clone())
        .with("ghi-chu", item.note.clone())
        .with("revision", item.revision.to_string())
}

/// What was typed, beside what somebody else stored meanwhile.
async fn conflict(frame: &Frame, desk: &Desk, id: Uuid, form: ui::Form) -> Result<Response> {
    let item = store::find(&mut frame.site.db.reader(), &desk.scope, id).await?;
    let form = form.with("revision", item.revision.to_string()).failing("noi-dung", frame.t("duties-check-conflict"));
    let mut page = page(frame, desk, &item, form).await?;
    let mut fields = vec![
        meanwhile::text("noi-dung", "duties-check-words"), meanwhile::text("han", "duties-check-due"),
        meanwhile::choice("tai-khoan", "duties-person-account", &page.people), meanwhile::text("nguoi", "duties-person-name"),
        meanwhile::text("ghi-chu", "duties-note"),
    ];
    if !page.agencies.is_empty() {
        fields.push(meanwhile::choice("co-quan", "duties-check-agency", &page.agencies));
    }
    page.stored = meanwhile::differing(frame, &page.form, &as_stored(&item), &fields);
    Ok(ui::with_status(StatusCode::CONFLICT, &page))
}

/// The name for those who may read it, else which side it was.
fn who(frame: &Frame, account: Option<Uuid>, names: &Names<'_>, staff: &Staff) -> String {
    let Some(account) = account else { return frame.t("duties-by-program") };
    if let Some(name) = names.of(account) {
        return name.to_owned();
    }
    frame.t(if staff.get(account).is_some_and(|p| p.coordinates) { "duties-by-coordinator" } else { "duties-by-somebody" })
}

async fn page(frame: &Frame, desk: &Desk, item: &Item, form: ui::Form) -> Result<ItemPage> {
    let mut db = frame.site.db.reader();
    let (stop, stops) = stop_of(&mut db, item).await?;
    let names = view::Names::load(&mut db, desk).await?;
    let events: Vec<EventRow> = db.all(store::EVENTS_OF, args![item.id]).await?;
    let readable = Names::load(&mut db, &desk.viewer, &desk.scope, item.campaign, item.duty.unwrap_or_default(), names.staff()).await?;
    let happened = events.into_iter().map(|(at, actor, kind, state, words)| Happened {
        when: vietnamese::dates::date_and_time(vietnamese::dates::from_unix_ms(at)),
        who: who(frame, actor, &readable, names.staff()),
        what: match kind.as_str() {
            "state" => model::Ready::of(&state).map(|s| frame.t(s.key())).unwrap_or_default(),
            other => frame.t(&format!("duties-check-event-{other}")),
        },
        words,
    });
    let duty = match item.duty {
        Some(id) => crate::store::find(&mut db, &desk.scope, id).await.ok(),
        None => None,
    };
    let row = view::row(frame, desk, &names, &stop, item);
    let people = item.agency.map(|a| names.staff().of_agency(a)).unwrap_or_default();
    let people = people.into_iter().map(|p| Choice::new(p.account.to_string(), p.name.clone()));
    let list = if item.duty.is_none() && desk.manages() { names.list() } else { Vec::new() };
    let agencies = list.into_iter().map(|(id, name)| Choice::new(id.to_string(), name));
    let board = format!("{BOARDS}/{}", stop.slug);
    Ok(ItemPage {
        page: frame
            .page(item.words.clone())
            .crumb(frame.t("duties-ready-title"), BOARDS)
            .crumb(plan::door::stop_title(&stop), board.clone())
            .noindex(),
        people: std::iter::once(Choice::new("", frame.t("duties-person-none"))).chain(people).collect(),
        agencies: agencies.collect(),
        states: view::states(frame),
        stops: stops.iter().filter(|s| s.id != stop.id).map(|s| Choice::new(s.slug.clone(), plan::door::stop_title(s))).collect(),
        files: files::of_item(&mut db, item.id).await?,
        events: happened.collect(),
        duty: duty.map(|d| (d.href(), frame.t1("duties-number", "number", d.number))),
        dropped: item.dropped_at.is_some(),
        board,
        row,
        form,
        stored: Vec::new(),
    })
}

/// What is typed of an item, checked.
struct Checked {
    words: String,
    due: Option<String>,
}

fn check(frame: &Frame, form: &mut ui::Form) -> Checked {
    let words: String = vietnamese::normalize_line(form.value("noi-dung")).chars().take(300).collect();
    if words.is_empty() {
        form.fail("noi-dung", frame.t("duties-check-words-missing"));
    }
    let due = super::tasks::day(frame, form, "han");
    Checked { words, due }
}

/// POST `/nhiem-vu/muc/{id}`.
pub(crate) async fn save(State(site): State<Site>, frame: Frame, viewer: Viewer, Path(id): Path<Uuid>, Form(pairs): Pairs) -> Result<Response> {
    let desk = Desk::of_item(&site, &viewer, id).await?;
    let mut form = ui::Form::from_pairs(pairs);
    let mut tx = site.db.write().await?;
    let item = desk.item(&mut tx, id).await?;
    let checked = check(&frame, &mut form);
    let agency = if item.duty.is_none() && desk.manages() { desk.chosen(form.value("co-quan"))? } else { item.agency };
    let staff = Staff::load(&mut tx, desk.campaign.id).await?;
    let account = form.value("tai-khoan").parse::<Uuid>().ok();
    let account = account.filter(|a| agency.is_some_and(|g| staff.of_agency(g).iter().any(|p| p.account == *a)));
    if !form.ok() {
        drop(tx);
        return Ok(ui::unprocessable(&page(&frame, &desk, &item, form).await?));
    }
    let (stop, _) = stop_of(&mut tx, &item).await?;
    let due_on = checked.due.clone().or_else(|| model::due(&stop, item.day_no, item.days_before).map(|d| d.to_string()));
    let edited = item.edited || checked.words != item.words;
    let note: String = vietnamese::normalize(form.value("ghi-chu")).chars().take(2000).collect();
    let person: String = vietnamese::normalize_line(form.value("nguoi")).chars().take(120).collect();
    let revision: i64 = form.value("revision").parse().unwrap_or(0);
    let values = args![id, revision, &checked.words, agency, checked.due.clone(), due_on, account, person, note, edited];
    if tx.exec(store::SAVE_ITEM, values).await? == 0 {
        drop(tx);
        return conflict(&frame, &desk, id, form).await;
    }
    let actor = viewer.actor();
    store::event(&mut tx, &actor, Uuid::now_v7(), id, "edit", &item.state, "").await?;
    tx.audit(&actor, "checklist.change", "checklist_item", id, Some(item.campaign), json!({ "due": checked.due, "words": edited })).await?;
    tx.commit().await?;
    Ok(ui::done(&format!("/nhiem-vu/muc/{id}"), &frame.t("duties-saved")))
}

/// POST `/nhiem-vu/san-sang/{stop}/them`.
pub(crate) async fn add(State(site): State<Site>, frame: Frame, viewer: Viewer, Path(slug): Path<String>, Form(pairs): Pairs) -> Result<Response> {
    let mut form = ui::Form::from_pairs(pairs);
    let l = Loaded::of(&frame, &viewer, &slug).await?;
    let checked = check(&frame, &mut form);
    let kinds = store::kinds(&mut site.db.reader()).await?;
    let kind = kinds.iter().find(|k| k.dropped_at.is_none() && k.id.to_string() == form.value("loai"));
    if kind.is_none() {
        form.fail("loai", frame.t("duties-check-kind-missing"));
    }
    let (Some(kind), true) = (kind, form.ok()) else { return board::refused(&frame, &viewer, &slug, form).await };
    let agency = l.desk.chosen(form.value("co-quan"))?;
    let day_no = form.value("ngay").parse::<i64>().unwrap_or(0).clamp(0, model::length(&l.stop));
    let id = client_key(form.value("khoa"));
    let due_on = checked.due.clone().or_else(|| model::due(&l.stop, day_no, 0).map(|d| d.to_string()));
    let new = New {
        id, campaign: l.desk.campaign.id, stop: l.stop.id, kind: kind.id, template: None, duty: None, agency, day_no, ordinal: 1000,
        words: &checked.words, days_before: 0, due_typed: checked.due, due_on, by_hand: true,
    };
    let actor = viewer.actor();
    let mut tx = site.db.write().await?;
    if store::insert(&mut tx, &actor, new).await? {
        store::event(&mut tx, &actor, Uuid::now_v7(), id, "add", "todo", "").await?;
        tx.audit(&actor, "checklist.add", "checklist_item", id, Some(l.desk.campaign.id), json!({ "kind": kind.code })).await?;
        tx.commit().await?;
    }
    Ok(ui::done(&format!("{BOARDS}/{slug}#tat-ca"), &frame.t("duties-check-added")))
}

/// POST `/nhiem-vu/san-sang/{stop}/theo-mau`: the ready-made checklist of a kind for an agency that the plan does not name.
pub(crate) async fn from_templates(State(site): State<Site>, frame: Frame, viewer: Viewer, Path(slug): Path<String>, Form(pairs): Pairs) -> Result<Response> {
    let form = ui::Form::from_pairs(pairs);
    let l = Loaded::of(&frame, &viewer, &slug).await?;
    let agency = l.desk.chosen(form.value("co-quan"))?;
    l.desk.must(agency)?;
    let (actor, mut born) = (viewer.actor(), 0);
    let mut tx = site.db.write().await?;
    tx.lock("duties-checklists").await?;
    let kind = store::kinds(&mut tx).await?.into_iter().find(|k| k.id.to_string() == form.value("loai")).ok_or(Error::NotFound)?;
    let there = store::of_stop(&mut tx, &l.desk.scope, l.stop.id).await?;
    for t in store::templates(&mut tx).await?.iter().filter(|t| t.kind == kind.id && t.dropped_at.is_none()) {
        for day_no in if t.every_day { 1..=model::length(&l.stop) } else { 0..=0 } {
            if there.iter().any(|i| i.template == Some(t.id) && i.day_no == day_no && i.agency == agency) {
                continue;
            }
            born += 1;
            let due_on = model::due(&l.stop, day_no, t.days_before).map(|d| d.to_string());
            let new = New {
                id: Uuid::now_v7(), campaign: l.desk.campaign.id, stop: l.stop.id, kind: kind.id, template: Some(t.id), duty: None, agency,
                day_no, ordinal: t.ordinal, words: &t.words, days_before: t.days_before, due_typed: None, due_on, by_hand: true,
            };
            store::insert(&mut tx, &actor, new).await?;
        }
    }
    tx.audit(&actor, "checklist.begin", "stop", l.stop.id, Some(l.desk.campaign.id), json!({ "kind": kind.code, "items": born })).await?;
    tx.commit().await?;
    Ok(ui::done(&format!("{BOARDS}/{slug}#tat-ca"), &frame.t1("duties-check-begun", "count", born)))
}

/// POST `/nhiem-vu/muc/{id}/bo`.
pub(crate) async fn take_away(frame: Frame, viewer: Viewer, Path(id): Path<Uuid>) -> Result<Response> {
    put(frame, viewer, id, true).await
}

/// POST `/nhiem-vu/muc/{id}/khoi-phuc`.
pub(crate) async fn restore(frame: Frame, viewer: Viewer, Path(id): Path<Uuid>) -> Result<Response> {
    put(frame, viewer, id, false).await
}

async fn put(frame: Frame, viewer: Viewer, id: Uuid, away: bool) -> Result<Response> {
    let desk = Desk::of_item(&frame.site, &viewer, id).await?;
    let actor = viewer.actor();
    let mut tx = frame.site.db.write().await?;
    let item = desk.item(&mut tx, id).await?;
    let (stop, _) = stop_of(&mut tx, &item).await?;
    let (kind, changed) = match away {
        true => ("drop", tx.exec(store::DROP_ITEM, args![id, actor.at]).await?),
        false => ("restore", tx.exec(store::RESTORE_ITEM, args![id]).await?),
    };
    if changed > 0 {
        store::event(&mut tx, &actor, Uuid::now_v7(), id, kind, &item.state, "").await?;
        let verb = if away { "checklist.drop" } else { "checklist.restore" };
        tx.audit(&actor, verb, "checklist_item", id, Some(item.campaign), json!({})).await?;
        tx.commit().await?;
    }
    let words = frame.t(if away { "duties-check-dropped" } else { "duties-check-restored" });
    Ok(ui::done(&format!("{BOARDS}/{}{}", stop.slug, if away { "#da-bo" } else { "#tat-ca" }), &words))
}
