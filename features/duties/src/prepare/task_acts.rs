//! Việc riêng, từng bước: an own task is done, undone, dropped, taken back or moved; each is harmless when it is sent twice.
use super::access::back;
use super::task_store::{self as store, Task};
use super::tasks::own;
use axum::Form;
use axum::extract::Path;
use axum::response::Response;
use base::{Error, Result, Viewer, args};
use serde_json::json;
use ui::Frame;
use uuid::Uuid;

type Pairs = Form<Vec<(String, String)>>;

/// POST `/nhiem-vu/viec/{id}/xong`: `den=1` done, else not. Sent twice it says the same.
pub(crate) async fn done(frame: Frame, viewer: Viewer, Path(id): Path<Uuid>, Form(pairs): Pairs) -> Result<Response> {
    let form = ui::Form::from_pairs(pairs);
    let done = form.value("den") == "1";
    let sql = if done { store::DONE_TASK } else { store::UNDONE_TASK };
    let at = viewer.actor().at;
    let values = if done { args![id, at, viewer.account] } else { args![id] };
    change(&frame, &viewer, id, if done { "own-plan.done" } else { "own-plan.undone" }, sql, values, form.value("ve")).await
}

/// POST `/nhiem-vu/viec/{id}/bo`.
pub(crate) async fn take_away(frame: Frame, viewer: Viewer, Path(id): Path<Uuid>) -> Result<Response> {
    let at = viewer.actor().at;
    change(&frame, &viewer, id, "own-plan.drop", store::DROP_TASK, args![id, at], "").await
}

/// POST `/nhiem-vu/viec/{id}/khoi-phuc`.
pub(crate) async fn restore(frame: Frame, viewer: Viewer, Path(id): Path<Uuid>) -> Result<Response> {
    change(&frame, &viewer, id, "own-plan.restore", store::RESTORE_TASK, args![id], "").await
}

async fn change(frame: &Frame, viewer: &Viewer, id: Uuid, verb: &str, sql: &'static str, values: Vec<base::Arg>, to: &str) -> Result<Response> {
    let (_, duty, _) = own(frame, viewer, id).await?;
    let actor = viewer.actor();
    let mut tx = frame.site.db.write().await?;
    if tx.exec(sql, values).await? > 0 {
        tx.audit(&actor, verb, "own_task", id, Some(duty.campaign), json!({ "duty": duty.id })).await?;
        tx.commit().await?;
    }
    let key = format!("duties-did-{}", verb.replace('.', "-"));
    Ok(ui::done(&back(to, format!("/nhiem-vu/{}/ke-hoach", duty.id)), &frame.t(&key)))
}

/// POST `/nhiem-vu/viec/{id}/thu-tu`: `huong=len` or `xuong`.
pub(crate) async fn order(frame: Frame, viewer: Viewer, Path(id): Path<Uuid>, Form(pairs): Pairs) -> Result<Response> {
    let form = ui::Form::from_pairs(pairs);
    let (_, duty, _) = own(&frame, &viewer, id).await?;
    let actor = viewer.actor();
    let mut tx = frame.site.db.write().await?;
    tx.lock("duties-own-tasks").await?;
    let mut all: Vec<Task> = store::of_duty(&mut tx, duty.id).await?.into_iter().filter(|t| t.dropped_at.is_none()).collect();
    let at = all.iter().position(|t| t.id == id).ok_or(Error::NotFound)?;
    let to = if form.value("huong") == "len" { at.checked_sub(1) } else { Some(at + 1).filter(|n| *n < all.len()) };
    if let Some(to) = to {
        all.swap(at, to);
        for (n, task) in all.iter().enumerate().filter(|(n, t)| usize::try_from(t.ordinal) != Ok(n + 1)) {
            tx.exec(store::PLACE_TASK, args![task.id, n + 1]).await?;
        }
        tx.audit(&actor, "own-plan.order", "own_task", id, Some(duty.campaign), json!({ "place": to + 1 })).await?;
        tx.commit().await?;
    }
    Ok(ui::done(&format!("/nhiem-vu/{}/ke-hoach#viec-{id}", duty.id), &frame.t("duties-saved")))
}
