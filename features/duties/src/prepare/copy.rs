//! Chép (copy): an own plan to another duty, a checklist item or a whole kind to another stop. What is copied begins as not done;
//! what is there already is not written twice.
use super::access::Desk;
use super::board::Loaded;
use super::store::{self, Item, New};
use super::{BOARDS, model, task_store};
use axum::Form;
use axum::extract::Path;
use axum::response::Response;
use base::{Error, Fetch, Result, Tx, Viewer, args};
use plan::door::Stop;
use serde_json::json;
use std::collections::HashSet;
use ui::Frame;
use uuid::Uuid;

type Pairs = Form<Vec<(String, String)>>;

/// POST `/nhiem-vu/{id}/ke-hoach/chep`: to the duty with the number that was typed, among those that this person may work on.
pub(crate) async fn tasks(frame: Frame, viewer: Viewer, Path(id): Path<Uuid>, Form(pairs): Pairs) -> Result<Response> {
    let form = ui::Form::from_pairs(pairs);
    let (desk, duty) = Desk::duty(&frame.site, &viewer, id).await?;
    let number: i64 = form.value("so").trim().trim_start_matches('#').parse().unwrap_or(0);
    let mut tx = frame.site.db.write().await?;
    let found: Vec<(Uuid, Option<Uuid>)> = tx.all(task_store::BY_NUMBER, args![&desk.scope.agencies, duty.campaign, number]).await?;
    let mut found: Vec<_> = found.into_iter().filter(|(other, agency)| *other != id && desk.may(*agency)).collect();
    found.sort_by_key(|(_, agency)| *agency != duty.agency);
    let Some((target, _)) = found.first().copied() else {
        drop(tx);
        let form = form.failing("so", frame.t("duties-task-no-such-duty"));
        return super::tasks::refused(&frame, &viewer, id, form).await;
    };
    let actor = viewer.actor();
    tx.lock("duties-own-tasks").await?;
    let there = task_store::of_duty(&mut tx, target).await?;
    let mut copied = 0;
    for task in task_store::of_duty(&mut tx, id).await?.into_iter().filter(|t| t.dropped_at.is_none()) {
        if there.iter().any(|t| t.title == task.title && t.dropped_at.is_none()) {
            continue;
        }
        let fields = task_store::Fields { account: None, person: String::new(), ..task_store::Fields::of(&task) };
        task_store::insert(&mut tx, &actor, Uuid::now_v7(), target, &fields).await?;
        copied += 1;
    }
    tx.audit(&actor, "own-plan.copy", "duty", target, Some(duty.campaign), json!({ "from": id, "tasks": copied })).await?;
    tx.commit().await?;
    Ok(ui::done(&format!("/nhiem-vu/{target}/ke-hoach"), &frame.t1("duties-task-copied", "count", copied)))
}

/// POST `/nhiem-vu/muc/{id}/chep`.
pub(crate) async fn item(frame: Frame, viewer: Viewer, Path(id): Path<Uuid>, Form(pairs): Pairs) -> Result<Response> {
    let form = ui::Form::from_pairs(pairs);
    let desk = Desk::of_item(&frame.site, &viewer, id).await?;
    let to = desk.stop(&mut frame.site.db.reader(), form.value("den")).await?;
    let mut tx = frame.site.db.write().await?;
    let item = desk.item(&mut tx, id).await?;
    finish(&frame, &viewer, tx, &desk, &[item], &to).await
}

/// POST `/nhiem-vu/san-sang/{stop}/chep`: all of a kind that this person may change.
pub(crate) async fn kind(frame: Frame, viewer: Viewer, Path(slug): Path<String>, Form(pairs): Pairs) -> Result<Response> {
    let form = ui::Form::from_pairs(pairs);
    let l = Loaded::of(&frame, &viewer, &slug).await?;
    let to = l.stops.iter().find(|s| s.slug == form.value("den") && s.id != l.stop.id).ok_or(Error::NotFound)?;
    let kind = form.value("loai");
    let items: Vec<Item> = l.items.iter().filter(|i| (kind.is_empty() || i.kind.to_string() == kind) && l.desk.may(i.agency)).cloned().collect();
    let tx = frame.site.db.write().await?;
    finish(&frame, &viewer, tx, &l.desk, &items, to).await
}

async fn finish(frame: &Frame, viewer: &Viewer, mut tx: Tx, desk: &Desk, items: &[Item], to: &Stop) -> Result<Response> {
    let actor = viewer.actor();
    tx.lock("duties-checklists").await?;
    let (mut copied, longest) = (0, model::length(to));
    let mut there: HashSet<(Uuid, i64, Option<Uuid>, String)> =
        store::of_stop(&mut tx, &desk.scope, to.id).await?.into_iter().map(|t| (t.kind, t.day_no, t.agency, t.words)).collect();
    for i in items {
        // A stop of one day has no second: its last day takes what was asked on a later one, once.
        let day_no = i.day_no.min(longest);
        if !there.insert((i.kind, day_no, i.agency, i.words.clone())) {
            continue;
        }
        let due_on = model::due(to, day_no, i.days_before).map(|d| d.to_string());
        let new = New {
            id: Uuid::now_v7(), campaign: i.campaign, stop: to.id, kind: i.kind, template: None, duty: None, agency: i.agency, day_no,
            ordinal: i.ordinal, words: &i.words, days_before: i.days_before, due_typed: None, due_on, by_hand: true,
        };
        store::insert(&mut tx, &actor, new).await?;
        copied += 1;
    }
    tx.audit(&actor, "checklist.copy", "stop", to.id, Some(desk.campaign.id), json!({ "items": copied })).await?;
    tx.commit().await?;
    Ok(ui::done(&format!("{BOARDS}/{}#tat-ca", to.slug), &frame.t1("duties-check-copied", "count", copied)))
}
