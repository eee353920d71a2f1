//! Kế hoạch riêng (own plan): an agency's tasks below a duty, with people, days, order, files; a dropped one can be taken back.
use super::access::{Desk, client_key};
use super::task_store::{self as store, Fields, Task};
use super::{files, view};
use crate::meanwhile::{self, Stored};
use crate::staff::Staff;
use crate::store::Duty;
use askama::Template;
use axum::Form;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use base::{Fetch, Result, Viewer, args};
use serde_json::json;
use ui::{Choice, Frame, Page, Tone};
use uuid::Uuid;

#[derive(Template)]
#[template(path = "prepare/tasks.html")]
struct TasksPage {
    page: Page,
    duty: String,
    words: String,
    deadline: String,
    rows: Vec<Line>,
    dropped: Vec<Line>,
    form: ui::Form,
    people: Vec<Choice>,
    may: bool,
    done: usize,
}

#[derive(Template)]
#[template(path = "prepare/task.html")]
struct TaskPage {
    page: Page,
    line: Line,
    form: ui::Form,
    stored: Vec<Stored>,
    people: Vec<Choice>,
    files: Vec<files::Shown>,
    may: bool,
    key: Uuid,
}

/// A task as a row.
pub(super) struct Line {
    pub id: Uuid,
    pub title: String,
    pub person: String,
    pub start: String,
    pub due: String,
    pub when: String,
    pub tone: Tone,
    pub note: String,
    pub files: i64,
    pub done: bool,
}

type Pairs = Form<Vec<(String, String)>>;

/// A task as a row.
pub(super) fn line(frame: &Frame, task: &Task) -> Line {
    let (today, due, done) = (frame.site.clock.today(), plan::door::day(task.due_on.as_deref()), task.done_at.is_some());
    let ready = if done { super::model::Ready::Done } else { super::model::Ready::Todo };
    let short = |iso: &Option<String>| plan::door::day(iso.as_deref()).map(vietnamese::dates::short).unwrap_or_default();
    Line {
        id: task.id,
        title: task.title.clone(),
        person: task.person.clone(),
        start: short(&task.start_on),
        due: short(&task.due_on),
        when: if done { String::new() } else { view::distance(frame, due, today) },
        tone: super::model::tone(ready, due, today),
        note: task.note.clone(),
        files: task.files,
        done,
    }
}

/// Task, its duty and desk, if this person may see them.
pub(super) async fn seen(frame: &Frame, viewer: &Viewer, id: Uuid) -> Result<(Desk, Duty, Task)> {
    let task = store::find(&mut frame.site.db.reader(), id).await?;
    let (desk, duty) = Desk::duty(&frame.site, viewer, task.duty).await?;
    Ok((desk, duty, task))
}

/// The same, if this person may change them.
pub(super) async fn own(frame: &Frame, viewer: &Viewer, id: Uuid) -> Result<(Desk, Duty, Task)> {
    let found = seen(frame, viewer, id).await?;
    found.0.must(found.1.agency).map(|()| found)
}

/// Reads a day as people type it; None for an empty field.
pub(crate) fn day(frame: &Frame, form: &mut ui::Form, field: &str) -> Option<String> {
    let typed = form.value(field).trim().to_owned();
    if typed.is_empty() {
        return None;
    }
    match vietnamese::dates::parse_date(&typed) {
        Ok(day) => Some(day.to_string()),
        Err(_) => {
            form.fail(field, frame.t("duties-error-day"));
            None
        }
    }
}

async fn people(db: &mut impl Fetch, desk: &Desk, duty: &Duty) -> Result<Vec<Uuid>> {
    let all = Staff::load(db, desk.campaign.id).await?;
    Ok(duty.agency.map(|a| all.of_agency(a).into_iter().map(|p| p.account).collect()).unwrap_or_default())
}

fn read(frame: &Frame, form: &mut ui::Form, people: &[Uuid]) -> Fields {
    let title: String = vietnamese::normalize_line(form.value("viec")).chars().take(300).collect();
    if title.is_empty() {
        form.fail("viec", frame.t("duties-task-title-missing"));
    }
    let (start_on, due_on) = (day(frame, form, "tu-ngay"), day(frame, form, "den-ngay"));
    if let (Some(a), Some(b)) = (&start_on, &due_on)
        && a > b
    {
        form.fail("den-ngay", frame.t("duties-error-order"));
    }
    Fields {
        title,
        account: form.value("tai-khoan").parse().ok().filter(|a| people.contains(a)),
        person: vietnamese::normalize_line(form.value("nguoi")).chars().take(120).collect(),
        start_on,
        due_on,
        note: vietnamese::normalize(form.value("ghi-chu")).chars().take(2000).collect(),
    }
}

async fn choices(frame: &Frame, desk: &Desk, duty: &Duty) -> Result<Vec<Choice>> {
    let all = Staff::load(&mut frame.site.db.reader(), desk.campaign.id).await?;
    let own = duty.agency.map(|a| all.of_agency(a)).unwrap_or_default();
    let own = own.into_iter().map(|p| Choice::new(p.account.to_string(), p.name.clone()));
    Ok(std::iter::once(Choice::new("", frame.t("duties-person-none"))).chain(own).collect())
}

/// GET `/nhiem-vu/{id}/ke-hoach`.
pub(crate) async fn list(frame: Frame, viewer: Viewer, Path(id): Path<Uuid>) -> Result<Response> {
    let (desk, duty) = Desk::duty(&frame.site, &viewer, id).await?;
    Ok(ui::html(&page(&frame, &desk, &duty, ui::Form::new()).await?))
}

/// The page again with what is wrong.
pub(super) async fn refused(frame: &Frame, viewer: &Viewer, id: Uuid, form: ui::Form) -> Result<Response> {
    let (desk, duty) = Desk::duty(&frame.site, viewer, id).await?;
    Ok(ui::unprocessable(&page(frame, &desk, &duty, form).await?))
}

/// Short name and words of a duty's line.
pub(super) async fn words_of(db: &mut impl Fetch, desk: &Desk, duty: &Duty) -> Result<(String, String)> {
    let lines = plan::door::assignments_numbered(db, &desk.campaign, &[duty.number]).await?;
    Ok(lines.into_iter().find(|a| a.id == duty.assignment).map(|a| (a.short_name, a.text)).unwrap_or_default())
}

async fn page(frame: &Frame, desk: &Desk, duty: &Duty, form: ui::Form) -> Result<TasksPage> {
    let mut db = frame.site.db.reader();
    let (name, words) = words_of(&mut db, desk, duty).await?;
    let (dropped, tasks): (Vec<Task>, Vec<Task>) = store::of_duty(&mut db, duty.id).await?.into_iter().partition(|t| t.dropped_at.is_some());
    let form = if form.value("khoa").is_empty() { form.with("khoa", Uuid::now_v7().to_string()) } else { form };
    Ok(TasksPage {
        page: frame.page(frame.t("duties-task-title")).crumb(name, duty.href()).noindex(),
        duty: duty.id.to_string(),
        words,
        deadline: duty.deadline().map(vietnamese::dates::short).unwrap_or_default(),
        done: tasks.iter().filter(|t| t.done_at.is_some()).count(),
        rows: tasks.iter().map(|t| line(frame, t)).collect(),
        dropped: dropped.iter().map(|t| line(frame, t)).collect(),
        form,
        people: choices(frame, desk, duty).await?,
        may: desk.may(duty.agency),
    })
}

/// POST `/nhiem-vu/{id}/ke-hoach`.
pub(crate) async fn add(frame: Frame, viewer: Viewer, Path(id): Path<Uuid>, Form(pairs): Pairs) -> Result<Response> {
    let (desk, duty) = Desk::duty(&frame.site, &viewer, id).await?;
    desk.must(duty.agency)?;
    let mut form = ui::Form::from_pairs(pairs);
    let known = people(&mut frame.site.db.reader(), &desk, &duty).await?;
    let fields = read(&frame, &mut form, &known);
    if !form.ok() {
        return refused(&frame, &viewer, id, form).await;
    }
    let (actor, key) = (viewer.actor(), client_key(form.value("khoa")));
    let mut tx = frame.site.db.write().await?;
    tx.lock("duties-own-tasks").await?;
    if store::insert(&mut tx, &actor, key, id, &fields).await? {
        tx.audit(&actor, "own-plan.add", "own_task", key, Some(duty.campaign), json!({ "duty": id, "due": fields.due_on })).await?;
        tx.commit().await?;
    }
    Ok(ui::done(&format!("/nhiem-vu/{id}/ke-hoach"), &frame.t("duties-task-added")))
}

/// GET `/nhiem-vu/viec/{id}`.
pub(crate) async fn show(frame: Frame, viewer: Viewer, Path(id): Path<Uuid>) -> Result<Response> {
    let (desk, duty, task) = seen(&frame, &viewer, id).await?;
    Ok(ui::html(&one(&frame, &desk, &duty, &task, typed(&task)).await?))
}

fn typed(task: &Task) -> ui::Form {
    let short = |iso: &Option<String>| plan::door::day(iso.as_deref()).map(vietnamese::dates::short).unwrap_or_default();
    ui::Form::new()
        .with("viec", task.title.clone())
        .with("tai-khoan", task.account.map(|a| a.to_string()).unwrap_or_default())
        .with("nguoi", if task.account.is_some() { String::new() } else { task.person.clone() })
        .with("tu-ngay", short(&task.start_on))
        .with("den-ngay", short(&task.due_on))
        .with("ghi-chu", task.note.clone())
        .with("revision", task.revision.to_string())
}

async fn one(frame: &Frame, desk: &Desk, duty: &Duty, task: &Task, form: ui::Form) -> Result<TaskPage> {
    Ok(TaskPage {
        page: frame.page(task.title.clone()).crumb(frame.t("duties-task-title"), format!("/nhiem-vu/{}/ke-hoach", duty.id)).noindex(),
        line: line(frame, task),
        form,
        stored: Vec::new(),
        people: choices(frame, desk, duty).await?,
        files: files::of_task(&mut frame.site.db.reader(), task.id).await?,
        may: desk.may(duty.agency) && task.dropped_at.is_none(),
        key: Uuid::now_v7(),
    })
}

/// What was typed, beside what somebody else stored meanwhile.
async fn conflict(frame: &Frame, viewer: &Viewer, id: Uuid, form: ui::Form) -> Result<Response> {
    let (desk, duty, task) = seen(frame, viewer, id).await?;
    let form = form.with("revision", task.revision.to_string()).failing("viec", frame.t("duties-check-conflict"));
    let mut page = one(frame, &desk, &duty, &task, form).await?;
    let fields = [
        meanwhile::text("viec", "duties-task-what"), meanwhile::choice("tai-khoan", "duties-person-account", &page.people),
        meanwhile::text("nguoi", "duties-person-name"), meanwhile::text("tu-ngay", "duties-task-from"),
        meanwhile::text("den-ngay", "duties-task-to"), meanwhile::text("ghi-chu", "duties-note"),
    ];
    page.stored = meanwhile::differing(frame, &page.form, &typed(&task), &fields);
    Ok(ui::with_status(StatusCode::CONFLICT, &page))
}

/// POST `/nhiem-vu/viec/{id}`.
pub(crate) async fn save(frame: Frame, viewer: Viewer, Path(id): Path<Uuid>, Form(pairs): Pairs) -> Result<Response> {
    let (desk, duty, task) = own(&frame, &viewer, id).await?;
    let mut form = ui::Form::from_pairs(pairs);
    let known = people(&mut frame.site.db.reader(), &desk, &duty).await?;
    let f = read(&frame, &mut form, &known);
    if !form.ok() {
        return Ok(ui::unprocessable(&one(&frame, &desk, &duty, &task, form).await?));
    }
    let actor = viewer.actor();
    let mut tx = frame.site.db.write().await?;
    let revision: i64 = form.value("revision").parse().unwrap_or(0);
    let values = args![id, revision, &f.title, f.account, &f.person, f.start_on, f.due_on.clone(), &f.note];
    if tx.exec(store::SAVE_TASK, values).await? == 0 {
        drop(tx);
        return conflict(&frame, &viewer, id, form).await;
    }
    tx.audit(&actor, "own-plan.change", "own_task", id, Some(duty.campaign), json!({ "due": f.due_on })).await?;
    tx.commit().await?;
    Ok(ui::done(&format!("/nhiem-vu/{}/ke-hoach", duty.id), &frame.t("duties-saved")))
}
