//! Cài đặt: the coordinating department sets the terms of each step, the office hours, and who decides extensions. New terms hold for
//! steps that begin afterwards; clocks that run keep theirs.
use super::desk::Desk;
use super::extension::decide::Typed;
use super::matter::HOME;
use super::matter::acts::value;
use super::rules::Rules;
use askama::Template;
use axum::Form as Body;
use axum::http::StatusCode;
use axum::response::Response;
use base::{Error, Result, Viewer};
use jiff::civil::Date;
use serde_json::json;
use ui::{Choice, Form, Frame, Page};

#[derive(Template)]
#[template(path = "sent_up/rules.html")]
struct RulesPage {
    page: Page,
    form: Form,
    terms: Vec<(&'static str, String)>,
    who: Vec<Choice>,
}

/// This page.
const SETTINGS: &str = "/nhiem-vu/vuong-mac/cai-dat";

const TERMS: [&str; 6] = ["extend", "take", "propose", "answer", "decide", "acknowledge"];

fn page(frame: &Frame, desk: &Desk, form: Form) -> RulesPage {
    RulesPage {
        page: frame.page(frame.t("sentup-rules")).noindex().working(desk.campaign.id).again(SETTINGS).crumb(frame.t("sentup-matters"), HOME),
        terms: TERMS.map(|t| (t, frame.t(&format!("sentup-term-{t}")))).to_vec(),
        who: vec![Choice::new("office", frame.t("sentup-by-office")), Choice::new("leader", frame.t("sentup-by-leader"))],
        form,
    }
}

fn form_of(r: &Rules, revision: i64) -> Form {
    let days = |list: &[String]| {
        list.iter().filter_map(|d| d.parse::<Date>().ok()).map(vietnamese::dates::short).collect::<Vec<_>>().join("\n")
    };
    let mut form = Form::new()
        .with("who", if r.leader_extends { "leader" } else { "office" })
        .with("closed", days(&r.closed))
        .with("extra", days(&r.extra))
        .with("revision", revision.to_string());
    for (name, hours) in TERMS.into_iter().zip([r.extend, r.take, r.propose, r.answer, r.decide, r.acknowledge]) {
        form = form.with(name, hours.to_string());
    }
    for (n, hour) in r.hours.iter().enumerate() {
        form = form.with(&format!("hour-{n}"), hour.as_str());
    }
    form
}

/// `GET /nhiem-vu/vuong-mac/cai-dat`
pub async fn show(frame: Frame, viewer: Viewer) -> Result<Response> {
    let desk = Desk::working(&frame, &viewer).await?;
    desk.demand_office(&viewer)?;
    Ok(ui::html(&page(&frame, &desk, form_of(&desk.rules, desk.rules_revision))))
}

/// Days, one a line.
fn days(frame: &Frame, form: &mut Form, name: &str) -> Vec<String> {
    let mut found = Vec::new();
    for line in form.value(name).to_owned().lines().map(str::trim).filter(|l| !l.is_empty()) {
        match vietnamese::dates::parse_date(line) {
            Ok(day) => found.push(day.to_string()),
            Err(_) => form.fail(name, frame.t1("sentup-error-days", "line", line)),
        }
    }
    found.sort();
    found.dedup();
    found
}

fn read(frame: &Frame, form: &mut Form) -> Rules {
    let mut terms = [0_i64; 6];
    for (n, name) in TERMS.into_iter().enumerate() {
        match form.value(name).trim().parse::<i64>() {
            Ok(hours @ 1..=400) => terms[n] = hours,
            _ => form.fail(name, frame.t("sentup-error-hours")),
        }
    }
    let hours: [String; 4] = std::array::from_fn(|n| form.value(&format!("hour-{n}")).trim().to_owned());
    let times: Vec<_> = hours.iter().filter_map(|h| vietnamese::dates::parse_time(h).ok()).collect();
    if !matches!(times.as_slice(), [a, b, c, d] if a < b && b <= c && c < d) {
        form.fail("hour-0", frame.t("sentup-error-office"));
    }
    let [extend, take, propose, answer, decide, acknowledge] = terms;
    let (closed, extra) = (days(frame, form, "closed"), days(frame, form, "extra"));
    Rules { leader_extends: form.value("who") == "leader", extend, take, propose, answer, decide, acknowledge, hours, closed, extra }
}

/// `POST /nhiem-vu/vuong-mac/cai-dat`
pub async fn save(frame: Frame, viewer: Viewer, Body(typed): Body<Typed>) -> Result<Response> {
    let desk = Desk::working(&frame, &viewer).await?;
    desk.demand_office(&viewer)?;
    let revision = value(&typed, "revision").parse().unwrap_or(0);
    let mut form = Form::from_pairs(typed);
    let rules = read(&frame, &mut form);
    if !form.ok() {
        return Ok(ui::unprocessable(&page(&frame, &desk, form)));
    }
    let actor = viewer.actor();
    let mut tx = frame.site.db.write().await?;
    match rules.save(&mut tx, desk.campaign.id, revision).await {
        Err(Error::Conflict(key)) => {
            drop(tx);
            let (_, now) = Rules::load(&mut frame.site.db.reader(), desk.campaign.id).await?;
            let form = form.with("revision", now.to_string()).failing("", frame.t(&key));
            return Ok(ui::with_status(StatusCode::CONFLICT, &page(&frame, &desk, form)));
        }
        other => other?,
    }
    tx.audit(&actor, "sent-up.rules", "sent_up_rules", desk.campaign.id, Some(desk.campaign.id), json!({ "rules": rules })).await?;
    tx.commit().await?;
    Ok(ui::done(HOME, &frame.t("sentup-rules-kept")))
}
