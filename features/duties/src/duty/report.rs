//! Báo cáo kết quả: the day on which it was done, words and evidence. At least one of words and evidence: a bare "done" is no report.
use super::acts::{LONGEST, done, may, to};
use super::evidence;
use super::seen::Seen;
use super::told::{self, Telling};
use super::{show, store};
use crate::model::{Act, may_finish};
use crate::store::{Move, step};
use axum::extract::{Multipart, Path};
use axum::http::StatusCode;
use axum::response::Response;
use base::{Error, Result, Viewer};
use serde_json::json;
use ui::{Form, Frame};
use uuid::Uuid;

/// `POST /nhiem-vu/{id}/bao-cao`
pub(crate) async fn report(frame: Frame, viewer: Viewer, Path(id): Path<Uuid>, body: Multipart) -> Result<Response> {
    let seen = Seen::load(&frame, &viewer, id).await?;
    if !may(&seen, Act::Report) {
        return Err(Error::Forbidden);
    }
    let mut got = evidence::receive(body).await?;
    let pieces = evidence::typed(&frame, &mut got, "r-");
    let mut form = got.form;
    let said = vietnamese::normalize(form.value("words-report")).trim().to_owned();
    let saw: i64 = form.value("revision").parse().unwrap_or(0);
    let Some(state) = Act::Report.from(seen.duty.state()).filter(|_| saw == seen.duty.revision) else {
        evidence::choose_again(&frame, &mut form, "r-", &pieces);
        return told::late(&frame, &viewer, id, form, Act::Report.code(), &said).await;
    };
    let known = store::evidence(&mut frame.site.db.reader(), id).await?;
    if said.is_empty() && pieces.is_empty() && !known.iter().any(|e| e.removed_at.is_none()) {
        form.fail("words-report", frame.t("duties-report-empty"));
    }
    if said.chars().count() > LONGEST {
        form.fail("words-report", frame.t1("duties-words-long", "most", LONGEST));
    }
    let day = finished(&frame, &mut form, &seen);
    let (Some(day), true) = (day, form.ok()) else {
        evidence::choose_again(&frame, &mut form, "r-", &pieces);
        return show::refused(&frame, &viewer, id, form, StatusCode::UNPROCESSABLE_ENTITY, None).await;
    };
    let telling = Telling::load(&frame, &seen).await?;
    let actor = viewer.actor();
    let mut tx = frame.site.db.write().await?;
    crate::store::lock(&mut tx, seen.duty.campaign).await?;
    let detail = json!({ "finished_on": day, "evidence": pieces.len() });
    let to_state = Move { kind: Act::Report.code(), state, deadline: seen.duty.deadline.clone(), finished_on: Some(day), words: &said, detail };
    match step(&mut tx, &actor, &seen.duty, to_state).await {
        Err(Error::Conflict(_)) => {
            drop(tx);
            evidence::choose_again(&frame, &mut form, "r-", &pieces);
            return told::late(&frame, &viewer, id, form, Act::Report.code(), &said).await;
        }
        other => other?,
    }
    evidence::insert(&frame, &mut tx, &actor, id, pieces).await?;
    let concerned = to(&seen.duty, Act::Report, seen.manages && !seen.scope.own.iter().any(|a| Some(*a) == seen.duty.agency));
    let count = telling.mail(&frame, &mut tx, &actor, &seen, &concerned, Act::Report.code(), &said).await?;
    tx.commit().await?;
    telling.publish(&frame, &seen, &viewer).await;
    Ok(ui::done(&told::address(&seen), &done(&frame, Act::Report, count)))
}

/// The typed day on which it was done, ISO: from the day of the plan, or of the giving if that was earlier, until today. Who confirms sees it beside the day on
/// which the report arrived, and may correct it.
fn finished(frame: &Frame, form: &mut Form, seen: &Seen) -> Option<String> {
    let day = vietnamese::dates::parse_date(form.value("finished")).map_err(|_| "duties-day-wrong");
    let from = seen.duty.earliest(seen.campaign.names_day());
    match day.and_then(|day| may_finish(day, from, frame.site.clock.today()).map(|()| day)) {
        Ok(day) => Some(day.to_string()),
        Err(key) => {
            form.fail("finished", frame.t1(key, "day", vietnamese::dates::short(from)));
            None
        }
    }
}
