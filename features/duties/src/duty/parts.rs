//! Phần phối hợp: another agency's own part in a duty: the lead writes what it is and by when, the agency accepts it, sends it back with a
//! reason, or says that it is done. Every step is an event of the duty.
use super::seen::Seen;
use super::told::{self, Telling};
use super::{show, store};
use crate::notices::To;
use crate::store::Part;
use axum::Form as Body;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use base::{Error, Result, Viewer, args};
use serde_json::json;
use ui::{Form, Frame};
use uuid::Uuid;

type Pairs = Body<Vec<(String, String)>>;

/// What the agency of a part may do with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PartAct {
    Accept,
    Return,
    Done,
    Reopen,
}

impl PartAct {
    /// All.
    pub(crate) const ALL: [PartAct; 4] = [PartAct::Accept, PartAct::Return, PartAct::Done, PartAct::Reopen];

    /// Last part of its address.
    pub(crate) fn code(self) -> &'static str {
        match self {
            PartAct::Accept => "accept",
            PartAct::Return => "return",
            PartAct::Done => "done",
            PartAct::Reopen => "reopen",
        }
    }

    /// Kind of its event.
    fn event(self) -> &'static str {
        match self {
            PartAct::Accept => "part_accept",
            PartAct::Return => "part_return",
            PartAct::Done => "part_done",
            PartAct::Reopen => "part_reopen",
        }
    }

    /// The state that it leads to; None where it is not possible.
    pub(crate) fn from(self, state: &str) -> Option<&'static str> {
        match (self, state) {
            (PartAct::Accept, "assigned" | "returned") => Some("accepted"),
            (PartAct::Return, "assigned" | "accepted") => Some("returned"),
            (PartAct::Done, "accepted") => Some("done"),
            (PartAct::Reopen, "done") => Some("accepted"),
            _ => None,
        }
    }

    /// Whether words must be given.
    pub(crate) fn needs_words(self) -> bool {
        matches!(self, PartAct::Return | PartAct::Done)
    }
}

/// Field of a part's words; every form of the page has its own.
pub(crate) fn field(act: PartAct, part: Uuid) -> String {
    format!("words-part-{}-{}", act.code(), part.simple())
}

/// Whether this person acts for a part's agency.
pub(crate) fn owns(seen: &Seen, viewer: &Viewer, part: &Part) -> bool {
    seen.scope.acts_for(viewer, part.campaign, Some(part.agency))
}

fn find(telling: &Telling, id: Uuid) -> Result<&Part> {
    telling.parts.iter().find(|p| p.id == id).ok_or(Error::NotFound)
}

/// `POST /nhiem-vu/{id}/phan/{part}/viec/{act}`
pub(crate) async fn act(frame: Frame, viewer: Viewer, Path((id, part, act)): Path<(Uuid, Uuid, String)>, Body(pairs): Pairs) -> Result<Response> {
    let act = PartAct::ALL.into_iter().find(|a| a.code() == act).ok_or(Error::NotFound)?;
    let seen = Seen::load(&frame, &viewer, id).await?;
    let telling = Telling::load(&frame, &seen).await?;
    let part = find(&telling, part)?;
    if !(owns(&seen, &viewer, part) || act == PartAct::Reopen && seen.works) {
        return Err(Error::Forbidden);
    }
    let mut form = Form::from_pairs(pairs);
    let field = field(act, part.id);
    let said = vietnamese::normalize(form.value(&field)).trim().chars().take(super::acts::LONGEST).collect::<String>();
    let saw: i64 = form.value("revision").parse().unwrap_or(0);
    let Some(state) = act.from(&part.state).filter(|_| saw == part.revision) else {
        return told::late(&frame, &viewer, id, form, act.event(), &said).await;
    };
    if act.needs_words() && said.is_empty() {
        form.fail(&field, frame.t(if act == PartAct::Done { "duties-report-empty" } else { "duties-reason-missing" }));
        return show::refused(&frame, &viewer, id, form, StatusCode::UNPROCESSABLE_ENTITY, None).await;
    }
    let done_on = (act == PartAct::Done).then(|| frame.site.clock.today().to_string());
    let actor = viewer.actor();
    let mut tx = frame.site.db.write().await?;
    if tx.exec(store::PART_STEP, args![part.id, part.revision, state, &said, done_on]).await? == 0 {
        drop(tx);
        return told::late(&frame, &viewer, id, form, act.event(), &said).await;
    }
    crate::store::event(&mut tx, &actor, id, act.event(), &said, &json!({ "agency": part.agency })).await?;
    tx.audit(&actor, "duty.part", "duty_part", part.id, Some(part.campaign), json!({ "from": part.state, "to": state })).await?;
    // The part's agency tells who answers, and the other way round
    let to = if owns(&seen, &viewer, part) { seen.duty.agency } else { Some(part.agency) };
    let to: Vec<To> = to.map(To::Agency).into_iter().collect();
    telling.mail(&frame, &mut tx, &actor, &seen, &to, act.event(), &said).await?;
    tx.commit().await?;
    telling.publish(&frame, &seen, &viewer).await;
    Ok(ui::done(&format!("{}#phan", told::address(&seen)), &frame.t("duties-part-saved")))
}

/// `POST /nhiem-vu/{id}/phan/{part}/viec-cua-phan`: what the part is and by when, as the lead says.
pub(crate) async fn task(frame: Frame, viewer: Viewer, Path((id, part)): Path<(Uuid, Uuid)>, Body(pairs): Pairs) -> Result<Response> {
    let seen = Seen::load(&frame, &viewer, id).await?;
    seen.demand_work()?;
    let telling = Telling::load(&frame, &seen).await?;
    let part = find(&telling, part)?;
    let mut form = Form::from_pairs(pairs);
    let (task_field, due_field) = (format!("task-{}", part.id.simple()), format!("due-{}", part.id.simple()));
    let task: String = vietnamese::normalize(form.value(&task_field)).trim().chars().take(super::acts::LONGEST).collect();
    let typed = form.value(&due_field).trim().to_owned();
    let due = if typed.is_empty() { None } else { vietnamese::dates::parse_date(&typed).ok() };
    if task.is_empty() {
        form.fail(&task_field, frame.t("duties-part-task-missing"));
    }
    if due.is_none() && !typed.is_empty() {
        form.fail(&due_field, frame.t("duties-day-wrong"));
    }
    if !form.ok() {
        return show::refused(&frame, &viewer, id, form, StatusCode::UNPROCESSABLE_ENTITY, None).await;
    }
    let due = due.map(|d| d.to_string());
    let saw: i64 = form.value("revision").parse().unwrap_or(0);
    if task == part.task && due == part.due_on {
        return Ok(ui::done(&format!("{}#phan", told::address(&seen)), &frame.t("duties-already")));
    }
    // A part that was taken over or sent back as something else is asked again
    let state = if part.state == "done" { "done" } else { "assigned" };
    let actor = viewer.actor();
    let mut tx = frame.site.db.write().await?;
    if tx.exec(store::PART_TASK, args![part.id, saw, &task, due.clone(), state]).await? == 0 {
        drop(tx);
        return told::late(&frame, &viewer, id, form, "part_task", &task).await;
    }
    crate::store::event(&mut tx, &actor, id, "part_task", &task, &json!({ "agency": part.agency })).await?;
    tx.audit(&actor, "duty.part", "duty_part", part.id, Some(part.campaign), json!({ "due_on": due })).await?;
    telling.mail(&frame, &mut tx, &actor, &seen, &[To::Agency(part.agency)], "part_task", &task).await?;
    tx.commit().await?;
    telling.publish(&frame, &seen, &viewer).await;
    Ok(ui::done(&format!("{}#phan", told::address(&seen)), &frame.t("duties-part-saved")))
}
