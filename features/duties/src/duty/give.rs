//! Giao và theo dõi: notes, who follows a duty, and giving it to another agency (also one that nobody has). Giving takes the duty from
//! the one and begins it at the other; both keep their history.
use super::acts::LONGEST;
use super::seen::Seen;
use super::told::{self, Telling};
use super::{show, store};
use crate::model::State;
use crate::notices::To;
use crate::staff;
use crate::store::{Move, step};
use crate::{live, sync};
use agencies::door::Succession;
use axum::Form as Body;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use base::{Error, Fetch, Result, Viewer, args};
use serde_json::json;
use ui::{Form, Frame};
use uuid::Uuid;

type Pairs = Body<Vec<(String, String)>>;

/// `POST /nhiem-vu/{id}/ghi-chu`: changes nothing, so it asks for no revision; the form's key keeps it from being written twice.
pub(crate) async fn note(frame: Frame, viewer: Viewer, Path(id): Path<Uuid>, Body(pairs): Pairs) -> Result<Response> {
    let seen = Seen::load(&frame, &viewer, id).await?;
    let mut form = Form::from_pairs(pairs);
    let said = vietnamese::normalize(form.value("words-note")).trim().to_owned();
    let telling = Telling::load(&frame, &seen).await?;
    let partner = telling.parts.iter().any(|p| seen.scope.own.contains(&p.agency));
    if !(seen.works || partner) {
        return Err(Error::Forbidden);
    }
    if said.is_empty() {
        form.fail("words-note", frame.t("duties-note-missing"));
    } else if said.chars().count() > LONGEST {
        form.fail("words-note", frame.t1("duties-words-long", "most", LONGEST));
    }
    if !form.ok() {
        return show::refused(&frame, &viewer, id, form, StatusCode::UNPROCESSABLE_ENTITY, None).await;
    }
    let key: Uuid = form.value("key").parse().unwrap_or_else(|_| Uuid::now_v7());
    let actor = viewer.actor();
    let mut tx = frame.site.db.write().await?;
    if store::knows_event(&mut tx, id, key).await? {
        return Ok(ui::done(&told::address(&seen), &frame.t("duties-already")));
    }
    match store::note(&mut tx, &actor, id, key, &said).await {
        Err(e) if e.is_unique() => return Ok(ui::done(&told::address(&seen), &frame.t("duties-already"))),
        other => other?,
    }
    // The agency tells the department; the department and agencies with a part tell the agency
    let to: Vec<To> = if seen.works && !seen.manages { vec![To::Coordinators] } else { seen.duty.agency.map(To::Agency).into_iter().collect() };
    telling.mail(&frame, &mut tx, &actor, &seen, &to, "note", &said).await?;
    tx.audit(&actor, "duty.note", "duty", id, Some(seen.duty.campaign), json!({})).await?;
    tx.commit().await?;
    telling.publish(&frame, &seen, &viewer).await;
    Ok(ui::done(&told::address(&seen), &frame.t("duties-noted")))
}

/// `POST /nhiem-vu/{id}/nguoi-theo-doi`
pub(crate) async fn officer(frame: Frame, viewer: Viewer, Path(id): Path<Uuid>, Body(pairs): Pairs) -> Result<Response> {
    let seen = Seen::load(&frame, &viewer, id).await?;
    seen.demand_work()?;
    let form = Form::from_pairs(pairs);
    let wanted: Option<Uuid> = form.value("officer").parse().ok();
    let telling = Telling::load(&frame, &seen).await?;
    if wanted == seen.duty.officer {
        return Ok(ui::done(&told::address(&seen), &frame.t("duties-already")));
    }
    let succession = Succession::load(&mut frame.site.db.reader()).await?;
    let of = seen.duty.agency.map(|a| staff::heirs(&telling.post.directory, &succession, a)).unwrap_or_default();
    if let Some(account) = wanted
        && !telling.post.staff.officers(&of).into_iter().chain(telling.post.staff.coordinators().filter(|_| seen.manages)).any(|p| p.account == account)
    {
        return Err(Error::NotFound);
    }
    let saw: i64 = form.value("revision").parse().unwrap_or(0);
    let actor = viewer.actor();
    let mut tx = frame.site.db.write().await?;
    if tx.exec(store::OFFICER, args![id, saw, wanted]).await? == 0 {
        drop(tx);
        return show::refused(&frame, &viewer, id, form, StatusCode::CONFLICT, None).await;
    }
    crate::store::event(&mut tx, &actor, id, "officer", "", &json!({ "account": wanted })).await?;
    tx.audit(&actor, "duty.officer", "duty", id, Some(seen.duty.campaign), json!({ "account": wanted })).await?;
    let to: Vec<To> = wanted.map(To::Person).into_iter().collect();
    telling.mail(&frame, &mut tx, &actor, &seen, &to, "officer", "").await?;
    tx.commit().await?;
    telling.publish(&frame, &seen, &viewer).await;
    Ok(ui::done(&told::address(&seen), &frame.t("duties-officer-set")))
}

/// `POST /nhiem-vu/{id}/giao`
pub(crate) async fn reassign(frame: Frame, viewer: Viewer, Path(id): Path<Uuid>, Body(pairs): Pairs) -> Result<Response> {
    let seen = Seen::load(&frame, &viewer, id).await?;
    seen.demand_manage()?;
    let mut form = Form::from_pairs(pairs);
    let said = vietnamese::normalize(form.value("words-reassign")).trim().to_owned();
    let saw: i64 = form.value("revision").parse().unwrap_or(0);
    if saw != seen.duty.revision || seen.duty.state() == State::Withdrawn {
        return told::late(&frame, &viewer, id, form, "reassign", &said).await;
    }
    let telling = Telling::load(&frame, &seen).await?;
    let directory = &telling.post.directory;
    let wanted: Option<Uuid> = form.value("agency").parse().ok().map(|a| directory.canonical(a));
    let known = wanted.filter(|a| directory.get(*a).is_some_and(|one| !one.is_group));
    let line_duties = store::of_line(&mut frame.site.db.reader(), seen.duty.assignment).await?;
    let there = line_duties.iter().find(|d| d.agency.is_some() && d.agency == known);
    if known.is_none() {
        form.fail("agency", frame.t("duties-agency-missing"));
    } else if there.is_some_and(|d| d.state() != State::Withdrawn) {
        form.fail("agency", frame.t("duties-agency-has-it"));
    }
    if said.is_empty() && seen.duty.agency.is_some() {
        form.fail("words-reassign", frame.t("duties-reason-missing"));
    }
    let (Some(agency), true) = (known, form.ok()) else {
        return show::refused(&frame, &viewer, id, form, StatusCode::UNPROCESSABLE_ENTITY, None).await;
    };
    let actor = viewer.actor();
    let mut tx = frame.site.db.write().await?;
    crate::store::lock(&mut tx, seen.duty.campaign).await?;
    // Nobody gives a duty of this campaign while this transaction lives; what was read before it may be old
    let line_duties = store::of_line(&mut tx, seen.duty.assignment).await?;
    let there = line_duties.iter().find(|d| d.agency == Some(agency));
    if there.is_some_and(|d| d.state() != State::Withdrawn) {
        drop(tx);
        return told::late(&frame, &viewer, id, form, "reassign", &said).await;
    }
    match sync::withdraw(&mut tx, &actor, &seen.duty, "reassign", &said).await {
        Err(Error::Conflict(_)) => {
            drop(tx);
            return told::late(&frame, &viewer, id, form, "reassign", &said).await;
        }
        other => other?,
    }
    let detail = json!({ "agency": agency });
    let new = match there {
        Some(back) => {
            let to = Move { kind: "reassign", state: State::Assigned, deadline: back.deadline.clone(), finished_on: None, words: &said, detail };
            step(&mut tx, &actor, back, to).await?;
            back.id
        }
        None => {
            let new = sync::insert(&mut tx, &actor, &telling.line, Some(agency), &seen.campaign).await?;
            crate::store::event(&mut tx, &actor, new, "reassign", &said, &detail).await?;
            tx.audit(&actor, "duty.reassign", "duty", new, Some(seen.duty.campaign), json!({ "from": seen.duty.id, "agency": agency })).await?;
            new
        }
    };
    // Who answers has no part besides
    if let Some(part) = telling.parts.iter().find(|p| p.agency == agency) {
        tx.exec(crate::store::PART_GONE, args![part.id]).await?;
    }
    // Only what this line changes: the whole campaign is brought in line when its plan or a group changes
    crate::prepare::line_given(&mut tx, &actor, &seen.campaign, seen.duty.assignment).await?;
    crate::sent_up::close(&mut tx, &actor, seen.duty.campaign).await?;
    let given: crate::store::Duty = tx.one(crate::store::FIND, args!["*", new]).await?;
    let (subject, body) = crate::words::message(&frame.site, &given, &telling.line, &telling.agency(&seen, Some(agency)), "reassign", &said);
    let to: Vec<To> = seen.duty.agency.into_iter().chain([agency]).map(To::Agency).collect();
    let count = telling.post.send(&mut tx, &actor, &to, &subject, &body).await?;
    tx.commit().await?;
    telling.publish(&frame, &seen, &viewer).await;
    live::changed(&frame.site, seen.duty.campaign, new, [agency], Some(viewer.account)).await;
    let words = super::acts::and_mailed(&frame, frame.t("duties-done-reassign"), count);
    Ok(ui::done(&format!("/nhiem-vu/{new}"), &words))
}
