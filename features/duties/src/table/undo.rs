//! Lùi lại: an act on many is taken back duty by duty, where nobody changed the duty since; what was changed is left and said.
//! Those who were told of the act are told of this too.
use super::apply::moved;
use super::bulk;
use super::change::Before;
use super::store;
use crate::list::row;
use crate::model::State;
use crate::notices::{Letters, Post, To};
use crate::sent_up::extension::closing;
use crate::store::{Duty, Move, step};
use crate::words;
use axum::extract::Path;
use axum::response::Response;
use base::{Error, Fetch, Result, Viewer, args};
use serde_json::json;
use ui::Frame;
use uuid::Uuid;

/// `POST /nhiem-vu/bang/lui/{bulk}`
pub(crate) async fn undo(frame: Frame, viewer: Viewer, Path(id): Path<Uuid>) -> Result<Response> {
    let (campaign, scope) = bulk::desk(&frame, &viewer).await?;
    let actor = viewer.actor();
    let post = Post::load(&mut frame.site.db.reader(), campaign.id).await?;
    let mut tx = frame.site.db.write().await?;
    crate::store::lock(&mut tx, campaign.id).await?;
    let (of, _, items, undone): (Uuid, Uuid, String, Option<i64>) = tx.one(store::BULK, args![id]).await?;
    if of != campaign.id {
        return Err(Error::NotFound);
    }
    if undone.is_some() || tx.exec(store::BULK_UNDONE, args![id, actor.at]).await? == 0 {
        return Ok(ui::done("/nhiem-vu/bang", &frame.t("duties-already")));
    }
    let items: Vec<Before> = serde_json::from_str(&items).map_err(Error::internal)?;
    let keys: Vec<Uuid> = items.iter().map(|b| b.id).collect();
    let duties = store::of_keys(&mut tx, &scope, &keys).await?;
    let lines = row::lines(&mut tx, &campaign, &duties).await?;
    let (mut back, mut left, mut letters) = (Vec::new(), 0_usize, Letters::default());
    for was in &items {
        let Some(duty) = duties.iter().find(|d| d.id == was.id && d.revision == was.revision) else {
            left += 1;
            continue;
        };
        let mut duty = duty.clone();
        let name = lines.get(&duty.assignment).map(|l| l.short_name.as_str()).unwrap_or_default();
        let news = |duty: &Duty, kind: &str| words::news(&frame.site, duty, name, kind, &words::day(duty.deadline.as_deref()), "");
        let state = State::of(&was.state).unwrap_or(State::Assigned);
        if duty.state != was.state || duty.deadline != was.deadline || duty.finished_on != was.finished_on {
            let detail = json!({ "deadline_before": duty.deadline, "deadline": was.deadline });
            let to = Move { kind: "undo", state, deadline: was.deadline.clone(), finished_on: was.finished_on.clone(), words: "", detail };
            step(&mut tx, &actor, &duty, to).await?;
            moved(&mut duty, &actor, state, was.deadline.clone(), was.finished_on.clone());
            letters.add(duty.agency.map(To::Agency), news(&duty, "undo"));
        }
        if let Some(request) = &was.request {
            closing::reopen(&mut tx, &actor, campaign.id, request.line, request.extension, &request.state).await?;
        }
        if duty.officer != was.officer {
            store::set_officer(&mut tx, &duty, was.officer).await?;
            crate::store::event(&mut tx, &actor, duty.id, "officer", "", &json!({ "account": was.officer })).await?;
            letters.add(was.officer.map(To::Person), news(&duty, "officer"));
            letters.add(duty.officer.map(To::Person), news(&duty, "undo"));
        }
        back.push(duty);
    }
    tx.audit(&actor, "duty.undo", "duty", id, Some(campaign.id), json!({ "back": back.len(), "left": left })).await?;
    let count = letters.send(&frame.site, &mut tx, &actor, &post).await?;
    tx.commit().await?;
    frame.site.mail_waiting.notify_one();
    bulk::tell(&frame, &campaign, &back, viewer.account).await;
    let said = crate::duty::and_mailed(&frame, frame.t2("duties-undone", "back", back.len(), "left", left), count);
    Ok(ui::done("/nhiem-vu/bang", &said))
}
