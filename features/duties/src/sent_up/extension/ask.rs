//! Xin gia hạn: the form, prefilled with the duty that one came from. All chosen duties are of one agency; the coordinating department
//! may ask in an agency's name (asked for by telephone).
use super::store::{self, New};
use super::{HOME, href};
use crate::model::{Hand, State, may_extend};
use crate::scope::Scope;
use crate::sent_up::desk::{self, Desk};
use crate::sent_up::notice::{self, Notice, To};
use crate::sent_up::store::{Note, Reach, note};
use crate::sent_up::upload::{ACCEPT, Received};
use askama::Template;
use axum::extract::{Multipart, Query};
use axum::http::StatusCode;
use axum::response::Response;
use base::{Error, Result, Viewer};
use serde::Deserialize;
use serde_json::json;
use ui::{Choice, Form, Frame, Page};
use uuid::Uuid;

/// What the address may say: the duty that one came from, or whose duties.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Asked {
    nv: String,
    co_quan: String,
}

#[derive(Template)]
#[template(path = "sent_up/extension/ask.html")]
struct AskPage {
    page: Page,
    form: Form,
    duties: Vec<Choice>,
    agencies: Vec<Choice>,
    agency: String,
    accept: &'static str,
}

/// `GET /nhiem-vu/gia-han/moi`
pub async fn form(frame: Frame, viewer: Viewer, Query(asked): Query<Asked>) -> Result<Response> {
    let duty: Option<Uuid> = asked.nv.parse().ok();
    let desk = Desk::about(&frame, &viewer, duty).await?;
    let agency = match duty {
        Some(id) => crate::store::find(&mut frame.site.db.reader(), &desk.scope, id).await?.agency,
        None => asked.co_quan.parse().ok(),
    };
    let form = Form::from_pairs(duty.map(|id| ("nv", id.to_string())));
    Ok(ui::html(&page(&frame, &viewer, &desk, agency, form).await?))
}

/// Whose duties can be chosen: the own ones, or for the coordinating department those of one agency.
fn scope_of(desk: &Desk, viewer: &Viewer, agency: Option<Uuid>) -> Option<Scope> {
    if !desk.manages(viewer) {
        return Some(Scope::only(desk.campaign.id, desk.scope.own.clone()));
    }
    agency.map(|a| Scope::only(desk.campaign.id, vec![a]))
}

async fn page(frame: &Frame, viewer: &Viewer, desk: &Desk, agency: Option<Uuid>, form: Form) -> Result<AskPage> {
    let mut found = match scope_of(desk, viewer, agency) {
        Some(scope) => store::choices(&mut frame.site.db.reader(), &scope, desk.campaign.id).await?,
        None => Vec::new(),
    };
    // What one came for stands first
    found.sort_by_key(|c| !form.has("nv", &c.id.to_string()));
    let several = found.iter().any(|c| c.agency != found[0].agency);
    let choice = |c: &store::Choice| {
        let due = frame.t1("sentup-due", "day", desk::day(Some(&c.deadline)));
        let hint = if several { format!("{due} · {}", desk.name(c.agency)) } else { due };
        Choice::new(c.id.to_string(), format!("{}. {}", c.number, c.short_name)).hint(hint)
    };
    Ok(AskPage {
        page: frame.page(frame.t("sentup-ask")).noindex().working(desk.campaign.id).again(format!("{HOME}/moi")).crumb(frame.t("sentup-extensions"), HOME),
        duties: found.iter().map(choice).collect(),
        agencies: if desk.manages(viewer) { desk.agencies(viewer) } else { Vec::new() },
        agency: agency.map(|a| a.to_string()).unwrap_or_default(),
        accept: ACCEPT,
        form,
    })
}

/// `POST /nhiem-vu/gia-han/moi`
pub async fn create(frame: Frame, viewer: Viewer, body: Multipart) -> Result<Response> {
    let got = Received::read(body).await?;
    let desk = Desk::about(&frame, &viewer, got.keys("nv").first().copied()).await?;
    let agency: Option<Uuid> = got.keys("co_quan").first().copied();
    let scope = scope_of(&desk, &viewer, agency).ok_or_else(|| Error::Invalid("sentup-error-agency".into()))?;
    let choices = store::choices(&mut frame.site.db.reader(), &scope, desk.campaign.id).await?;
    let wanted = got.keys("nv");
    let chosen: Vec<&store::Choice> = choices.iter().filter(|c| wanted.contains(&c.id)).collect();
    let (day, reason) = (vietnamese::dates::parse_date(&got.line("ngay")).ok(), got.words("ly-do"));
    let mut form = got.form();
    let first = chosen.first().map(|c| c.agency);
    if first.is_none_or(|a| !desk.acts_for(&viewer, a)) {
        form.fail("nv", frame.t("sentup-extension-error-duties"));
    } else if chosen.len() != wanted.len() {
        form.fail("nv", frame.t("sentup-extension-error-open"));
    } else if chosen.iter().any(|c| Some(c.agency) != first) {
        form.fail("nv", frame.t("sentup-extension-error-agencies"));
    }
    match day {
        None => form.fail("ngay", frame.t("sentup-extension-error-day")),
        // Choices are open duties with a deadline; without any, the day is judged by itself
        Some(day) => {
            let each = chosen.iter().map(|c| plan::door::day(Some(&c.deadline))).chain(chosen.is_empty().then_some(None));
            let mut faults = each.filter_map(|last| may_extend(Hand::Asks, desk.rules.leader_extends, State::Assigned, last, day, desk.today).err());
            if let Some(key) = faults.next() {
                form.fail("ngay", frame.t(key));
            }
        }
    }
    if reason.is_empty() {
        form.fail("ly-do", frame.t("sentup-extension-error-reason"));
    }
    if !got.file_fits() {
        form.fail("file", frame.t("sentup-error-file"));
    }
    let (Some(agency), Some(day), true) = (first, day, form.ok()) else {
        return Ok(ui::unprocessable(&page(&frame, &viewer, &desk, agency, form).await?));
    };
    let stored = got.store(&frame.site).await?;
    let actor = viewer.actor();
    let mut tx = frame.site.db.write().await?;
    let file = got.record(&mut tx, &actor, stored.as_ref()).await?;
    let day = day.to_string();
    let due_at = desk.rules.due(desk.now, desk.rules.extend);
    let duties = chosen.iter().map(|c| (c.id, c.deadline.as_str())).collect();
    let new = New { campaign: desk.campaign.id, agency, reason: &reason, file, duties, asked_on: &day, due_at };
    let id = match store::insert(&mut tx, &actor, &new).await {
        Err(Error::Conflict(key)) => {
            drop(tx);
            let again = page(&frame, &viewer, &desk, Some(agency), form.failing("nv", frame.t(&key))).await?;
            return Ok(ui::with_status(StatusCode::CONFLICT, &again));
        }
        other => other?,
    };
    let detail = json!({ "wanted": day, "duties": chosen.len() });
    note(&mut tx, &actor, Note { subject: id, slip: None, kind: "ask_time", reach: Reach::All, words: &reason, detail: detail.clone() }).await?;
    tx.audit(&actor, "extension.ask", "extension", id, Some(desk.campaign.id), detail).await?;
    let title = title(&frame, &desk, agency, &chosen);
    let told = Notice { campaign: desk.campaign.id, to: To::Office, kind: "extension-asked", title: &title, words: &reason, href: &href(id) };
    notice::send(&frame.site, &mut tx, &actor, &told).await?;
    tx.commit().await?;
    frame.site.mail_waiting.notify_one();
    Ok(ui::done(&href(id), &frame.t("sentup-extension-sent")))
}

fn title(frame: &Frame, desk: &Desk, agency: Uuid, chosen: &[&store::Choice]) -> String {
    let what = match chosen {
        [one] => one.short_name.clone(),
        many => frame.t1("sentup-duties-count", "count", many.len()),
    };
    format!("{}: {what}", desk.name(agency))
}
