//! Trả lời một mục: writes what a person confirmed, in one transaction with the closing of the question.
use super::asks::{self, Ask};
use super::{render, store};
use crate::EDIT;
use crate::model::Question;
use crate::publish::{resolve, write};
use crate::review::form::{date, lines};
use agencies::door::{self, Directory, Kind};
use axum::Form as Body;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use base::{Actor, Error, Result, Site, Tx, Viewer, args};
use jiff::civil::Date;
use serde_json::json;
use ui::{Form, Frame};
use uuid::Uuid;

/// What came of an answer: its words for the log, or a form with errors.
enum Outcome {
    Done(String),
    /// With the typed names to ask about.
    Wrong(Form, Vec<Ask>),
}

/// POST `/ke-hoach/can-xac-nhan/{id}`.
pub(super) async fn answer(
    State(site): State<Site>,
    frame: Frame,
    viewer: Viewer,
    Path(id): Path<Uuid>,
    Body(pairs): Body<Vec<(String, String)>>,
) -> Result<Response> {
    let actor = viewer.actor();
    let mut tx = site.db.write().await?;
    let question = store::get(&mut tx, id).await?;
    if !viewer.can_in(EDIT, question.campaign) {
        return Err(Error::NotFound);
    }
    let on = crate::store::campaign(&mut tx, question.campaign).await?.names_day();
    let form = Form::from_pairs(pairs);
    let t = |key: &str| frame.t(key);
    let outcome = match question.kind.as_str() {
        "duty" => duty(&mut tx, &actor, &question, form, on, t).await?,
        "group" => group(&mut tx, &actor, &question, form, on, t).await?,
        "stop_date" => stop(&mut tx, &question, form, t).await?,
        "agency" => agency(&mut tx, &actor, &question, form, t).await?,
        _ => Outcome::Done("confirmed".into()),
    };
    match outcome {
        Outcome::Wrong(form, asks) => {
            drop(tx);
            render(&site, &frame, &viewer, Some((id, form, asks)), StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Outcome::Done(words) => {
            store::close(&mut tx, &actor, id, &words).await?;
            let detail = json!({ "kind": question.kind, "entity": question.entity, "answer": words });
            tx.audit(&actor, "plan.question.answer", "plan_question", id, Some(question.campaign), detail).await?;
            // Who answers for which line, or when a stop is, may be another now.
            let announcement = match question.kind.as_str() {
                "group" => ("agencies.group-confirmed", question.entity),
                "stop_date" => ("plan.stops", Some(question.campaign)),
                _ => ("plan.duties", Some(question.campaign)),
            };
            if let (name, Some(about)) = announcement {
                site.announce(&mut tx, &actor, name, about).await?;
            }
            tx.commit().await?;
            crate::refresh(&site).await?;
            Ok(ui::done("/ke-hoach/can-xac-nhan", &frame.t("plan-question-done")))
        }
    }
}

/// A duty: who leads and who helps, as the person says.
async fn duty(tx: &mut Tx, actor: &Actor, q: &Question, mut form: Form, on: Date, t: impl Fn(&str) -> String) -> Result<Outcome> {
    let id = q.entity.ok_or(Error::NotFound)?;
    let lead = lines(form.value("lead"));
    if lead.is_empty() {
        form.fail("lead", t("plan-error-lead"));
        return Ok(Outcome::Wrong(form, vec![]));
    }
    let helpers = lines(form.value("coordinating"));
    let directory = Directory::load(tx).await?;
    let named: Vec<String> = lead.iter().chain(&helpers).filter(|w| !resolve::is_vague(w)).cloned().collect();
    let asked = asks::open(&form, &named, &directory, on);
    if !asked.is_empty() {
        form.fail("lead", t("plan-error-ask"));
        return Ok(Outcome::Wrong(form, asked));
    }
    let revision: i64 = form.value("revision").parse().unwrap_or(0);
    if tx.exec(store::CONFIRM_DUTY, args![id, revision, actor.at, actor.account]).await? == 0 {
        return Err(Error::Conflict("plan-review-other".into()));
    }
    tx.exec(write::DROP_DUTY_AGENCIES, args![id]).await?;
    for (role, names) in [("lead", lead), ("coordinating", helpers)] {
        for (at, words) in names.iter().enumerate() {
            let agency = match resolve::is_vague(words) {
                true => None,
                false => asks::agency(tx, actor, &form, words, &directory, on).await?,
            };
            tx.exec(write::INSERT_DUTY_AGENCY, args![id, role, at, agency, words]).await?;
        }
    }
    Ok(Outcome::Done("confirmed".into()))
}

/// A group: its members, ticked or written.
async fn group(tx: &mut Tx, actor: &Actor, q: &Question, mut form: Form, on: Date, t: impl Fn(&str) -> String) -> Result<Outcome> {
    let group = q.entity.ok_or(Error::NotFound)?;
    let directory = Directory::load(tx).await?;
    let mut members: Vec<Uuid> = form.values("member").iter().filter_map(|m| m.parse().ok()).filter(|id| directory.get(*id).is_some()).collect();
    let more = lines(form.value("more"));
    let asked = asks::open(&form, &more, &directory, on);
    if !asked.is_empty() {
        form.fail("more", t("plan-error-ask"));
        return Ok(Outcome::Wrong(form, asked));
    }
    for line in &more {
        if let Some(id) = asks::agency(tx, actor, &form, line, &directory, on).await?
            && !members.contains(&id)
        {
            members.push(id);
        }
    }
    // An empty group says something only if the person says so.
    if members.is_empty() && form.value("nobody") != "yes" {
        form.fail("more", t("plan-error-group-empty"));
        return Ok(Outcome::Wrong(form, vec![]));
    }
    door::confirm_group(tx, actor, group, &members).await?;
    Ok(Outcome::Done(format!("{} members", members.len())))
}

/// An agency that nobody could tell the kind of: its kind, or the agency that it is another spelling of.
async fn agency(tx: &mut Tx, actor: &Actor, q: &Question, mut form: Form, t: impl Fn(&str) -> String) -> Result<Outcome> {
    let id = q.entity.ok_or(Error::NotFound)?;
    if let Ok(other) = form.value("as").parse::<Uuid>() {
        return match door::merge(tx, actor, id, other).await {
            Ok(()) => Ok(Outcome::Done("merged".into())),
            Err(Error::Invalid(key)) => {
                form.fail("as", t(&key));
                Ok(Outcome::Wrong(form, vec![]))
            }
            Err(error) => Err(error),
        };
    }
    let Some(kind) = Kind::from_code(form.value("kind")) else {
        form.fail("kind", t("plan-error-kind"));
        return Ok(Outcome::Wrong(form, vec![]));
    };
    door::set_kind(tx, actor, id, kind).await?;
    Ok(Outcome::Done(kind.code().into()))
}

/// A stop: its days.
async fn stop(tx: &mut Tx, q: &Question, mut form: Form, t: impl Fn(&str) -> String) -> Result<Outcome> {
    let id = q.entity.ok_or(Error::NotFound)?;
    let start = date(&mut form, "start", &t);
    let end = date(&mut form, "end", &t).or_else(|| start.clone());
    if start.is_none() && form.error("start").is_empty() {
        form.fail("start", t("plan-error-start"));
    }
    if let (Some(a), Some(b)) = (&start, &end)
        && a > b
    {
        form.fail("end", t("plan-error-order"));
    }
    if !form.ok() {
        return Ok(Outcome::Wrong(form, vec![]));
    }
    let venue: String = vietnamese::normalize_line(form.value("venue")).chars().take(300).collect();
    tx.exec(store::DATE_STOP, args![id, start.clone(), end, venue]).await?;
    Ok(Outcome::Done(start.unwrap_or_default()))
}
