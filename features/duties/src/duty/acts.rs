//! Việc làm (acts): accept, return, start, recall, insist, confirm, send back, reopen. Each is one form with the revision that the person
//! saw. Reporting has evidence and its own handler.
use super::seen::Seen;
use super::told::{self, Telling};
use super::show;
use crate::model::{Act, Side, may_finish};
use crate::notices::To;
use crate::store::{self, Duty, Move};
use crate::words;
use axum::Form as Body;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use base::{Error, Result, Viewer};
use serde_json::json;
use ui::{Form, Frame};
use uuid::Uuid;

/// Longest reason, note or report, in characters.
pub(crate) const LONGEST: usize = 4_000;

/// Name of the field with the words of an act; every form of the page has its own.
pub(crate) fn field(act: Act) -> String {
    format!("words-{}", act.code().replace('_', "-"))
}

/// Who may do it.
pub(crate) fn may(seen: &Seen, act: Act) -> bool {
    match act.side() {
        Side::Agency => seen.works,
        Side::Coordinator => seen.manages,
    }
}

/// Whom an act concerns: the other side, and for a duty that nobody has only the coordinator.
pub(crate) fn to(duty: &Duty, act: Act, by_coordinator: bool) -> Vec<To> {
    match (act.side(), by_coordinator) {
        (Side::Agency, false) => vec![To::Coordinators],
        // A coordinator who acts for an agency tells it
        _ => duty.agency.map(To::Agency).into_iter().collect(),
    }
}

/// `POST /nhiem-vu/{id}/viec/{act}`
pub(crate) async fn act(frame: Frame, viewer: Viewer, Path((id, act)): Path<(Uuid, String)>, Body(pairs): Body<Vec<(String, String)>>) -> Result<Response> {
    let act = Act::of(&act).filter(|a| *a != Act::Report).ok_or(Error::NotFound)?;
    let seen = Seen::load(&frame, &viewer, id).await?;
    if !may(&seen, act) {
        return Err(Error::Forbidden);
    }
    let mut form = Form::from_pairs(pairs);
    let field = field(act);
    let said = vietnamese::normalize(form.value(&field)).trim().to_owned();
    let saw: i64 = form.value("revision").parse().unwrap_or(0);
    let Some(state) = act.from(seen.duty.state()).filter(|_| saw == seen.duty.revision) else {
        return told::late(&frame, &viewer, id, form, act.code(), &said).await;
    };
    if act.needs_reason() && said.is_empty() {
        form.fail(&field, frame.t("duties-reason-missing"));
    }
    if said.chars().count() > LONGEST {
        form.fail(&field, frame.t1("duties-words-long", "most", LONGEST));
    }
    let finished_on = corrected(&frame, &seen, act, &mut form);
    if !form.ok() {
        return show::refused(&frame, &viewer, id, form, StatusCode::UNPROCESSABLE_ENTITY, None).await;
    }
    let telling = Telling::load(&frame, &seen).await?;
    let actor = viewer.actor();
    let mut tx = frame.site.db.write().await?;
    store::lock(&mut tx, seen.duty.campaign).await?;
    let duty = &seen.duty;
    let changed = act == Act::Confirm && finished_on != duty.finished_on;
    let detail = if changed { json!({ "finished_before": duty.finished_on, "finished_on": finished_on }) } else { json!({}) };
    let fixed = changed.then(|| {
        let [before, after] = [&duty.finished_on, &finished_on].map(|day| words::day(day.as_deref()));
        words::vi(&frame.site, "duties-fact-corrected", &[("before", before), ("after", after)])
    });
    let to = Move { kind: act.code(), state, deadline: duty.deadline.clone(), finished_on, words: &said, detail };
    match store::step(&mut tx, &actor, duty, to).await {
        Err(Error::Conflict(_)) => {
            drop(tx);
            return told::late(&frame, &viewer, id, form, act.code(), &said).await;
        }
        other => other?,
    }
    let concerned = self::to(duty, act, seen.manages && !seen.scope.own.iter().any(|a| Some(*a) == duty.agency));
    let said = [said, fixed.unwrap_or_default()].join(" ");
    let count = telling.mail(&frame, &mut tx, &actor, &seen, &concerned, act.code(), said.trim()).await?;
    tx.commit().await?;
    telling.publish(&frame, &seen, &viewer).await;
    Ok(ui::done(&told::address(&seen), &done(&frame, act, count)))
}

/// The day of completion after an act, ISO. Who confirms may correct what the agency typed, within the same days. A form without the field leaves it.
fn corrected(frame: &Frame, seen: &Seen, act: Act, form: &mut Form) -> Option<String> {
    let typed = form.value("finished-confirm").trim().to_owned();
    if act != Act::Confirm || typed.is_empty() {
        return seen.duty.finished_on.clone();
    }
    let from = seen.duty.earliest(seen.campaign.names_day());
    let day = vietnamese::dates::parse_date(&typed).map_err(|_| "duties-day-wrong");
    match day.and_then(|day| may_finish(day, from, frame.site.clock.today()).map(|()| day)) {
        Ok(day) => Some(day.to_string()),
        Err(key) => {
            form.fail("finished-confirm", frame.t1(key, "day", vietnamese::dates::short(from)));
            None
        }
    }
}

/// What was done, and how many were told by mail.
pub(crate) fn done(frame: &Frame, act: Act, count: usize) -> String {
    and_mailed(frame, frame.t(&format!("duties-done-{}", act.code().replace('_', "-"))), count)
}

/// The same behind any words; nothing of mail where nobody gets one.
pub(crate) fn and_mailed(frame: &Frame, done: String, count: usize) -> String {
    if count == 0 { done } else { format!("{done} {}", frame.t1("duties-mailed", "count", count)) }
}
