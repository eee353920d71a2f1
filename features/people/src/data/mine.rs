//! Dữ liệu về tôi: everything held about the signed-in person, downloadable; consent, requests and erasure.
use super::{consent, erase as erasure, requests};
use crate::account::{page, proof};
use crate::visit::Visit;
use crate::sign_in::{Pairs, slow_down};
use crate::show;
use askama::Template;
use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use base::{Error, Result, Site, Viewer};
use serde_json::{Value, json};
use ui::{Choice, Form, Frame, Page};
use uuid::Uuid;

/// A kind of data with its rows, each row as "name: value" pairs.
struct Part {
    what: String,
    purpose: String,
    retention: String,
    rows: Vec<Vec<(String, String)>>,
}

struct ConsentRow {
    id: Uuid,
    purpose: String,
    given: String,
    withdrawn: String,
}

#[derive(Template)]
#[template(path = "data/mine.html")]
struct MinePage {
    page: Page,
    form: Form,
    parts: Vec<Part>,
    consents: Vec<ConsentRow>,
    requests: Vec<requests::Row>,
    kinds: Vec<Choice>,
    is_last: bool,
    proof: &'static str,
}

/// All rows about an account, by kind of data.
async fn all(site: &Site, account: Uuid) -> Result<Vec<(&base::PersonalData, Vec<Value>)>> {
    let mut parts = Vec::new();
    for data in &site.personal_data {
        parts.push((data, (data.export)(&mut site.db.reader(), account).await?));
    }
    Ok(parts)
}

fn words(frame: &Frame, value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(s) if s.is_empty() => None,
        Value::String(s) => Some(s.clone()),
        Value::Bool(b) => Some(frame.t(if *b { "people-yes" } else { "people-no" })),
        other => Some(other.to_string()),
    }
}

/// A stored name in words, where the catalogue knows it: `people-field-{name}`.
fn label(frame: &Frame, name: &str) -> String {
    let key = format!("people-field-{}", name.replace('_', "-"));
    if frame.site.catalog.knows(&key) { frame.t(&key) } else { name.replace('_', " ") }
}

fn pairs(frame: &Frame, row: &Value) -> Vec<(String, String)> {
    let Some(fields) = row.as_object() else { return vec![(String::new(), row.to_string())] };
    fields
        .iter()
        .filter_map(|(name, value)| {
            let mut value = words(frame, value)?;
            let key = format!("people-{name}-{value}");
            if matches!(name.as_str(), "kind" | "state" | "of") && frame.site.catalog.knows(&key) {
                value = frame.t(&key);
            }
            if name == "role" {
                value = frame.t(&format!("base-role-{value}"));
            }
            Some((label(frame, name), value))
        })
        .collect()
}

async fn mine(frame: &Frame, viewer: &Viewer, form: Form) -> Result<MinePage> {
    let site = &frame.site;
    let parts = all(site, viewer.account).await?.into_iter().map(|(data, rows)| Part {
        what: frame.t(data.what),
        purpose: frame.t(data.purpose),
        retention: if data.retention_days == base::PersonalData::ARCHIVED { frame.t("people-retention-archived") } else { frame.t1("people-retention", "days", data.retention_days) },
        rows: rows.iter().map(|row| pairs(frame, row)).collect(),
    });
    let mut db = site.db.reader();
    let consents = consent::of_account(&mut db, viewer.account).await?.into_iter().map(|c| {
        let key = format!("people-consent-{}", c.purpose);
        ConsentRow {
            id: c.id,
            purpose: if site.catalog.knows(&key) { frame.t(&key) } else { c.purpose.clone() } + " (" + &c.text_version + ")",
            given: show::moment(c.given_at),
            withdrawn: c.withdrawn_at.map(show::moment).unwrap_or_default(),
        }
    });
    let kinds = requests::KINDS.iter().map(|k| Choice::new(*k, frame.t(&format!("people-request-{k}")))).collect();
    Ok(MinePage {
        page: page(frame, "people-my-data"),
        parts: parts.collect(),
        consents: consents.collect(),
        requests: requests::of_account(frame, viewer.account).await?,
        kinds,
        proof: proof::Proof::of(&mut db, viewer).await?.name(),
        is_last: crate::store::is_last_administrator(&mut db, viewer.account).await?,
        form,
    })
}

pub(super) async fn show(frame: Frame, viewer: Viewer) -> Result<Response> {
    Ok(ui::html(&mine(&frame, &viewer, Form::new().with("loai", "know")).await?))
}

pub(super) async fn download(frame: Frame, viewer: Viewer) -> Result<Response> {
    let parts = all(&frame.site, viewer.account).await?;
    let parts: Vec<Value> = parts
        .into_iter()
        .map(|(d, rows)| json!({ "what": frame.t(d.what), "purpose": frame.t(d.purpose), "retention_days": (d.retention_days != base::PersonalData::ARCHIVED).then_some(d.retention_days), "rows": rows }))
        .collect();
    let body = serde_json::to_string_pretty(&json!({ "made": show::moment(frame.site.clock.now_ms()), "data": parts })).map_err(Error::internal)?;
    let headers = [(header::CONTENT_TYPE, "application/json; charset=utf-8"), (header::CONTENT_DISPOSITION, "attachment; filename=\"du-lieu-ve-toi.json\"")];
    Ok((headers, body).into_response())
}

pub(super) async fn request(frame: Frame, viewer: Viewer, axum::Form(pairs): Pairs) -> Result<Response> {
    let mut form = Form::from_pairs(pairs);
    let words = vietnamese::normalize(form.value("noi-dung"));
    if !requests::KINDS.contains(&form.value("loai")) {
        form.fail("loai", frame.t("people-request-kind-missing"));
    }
    if words.chars().count() < 5 || words.chars().count() > 4000 {
        form.fail("noi-dung", frame.t("people-request-words"));
    }
    if !form.ok() {
        return Ok(ui::unprocessable(&mine(&frame, &viewer, form).await?));
    }
    let mut tx = frame.site.db.write().await?;
    let due = requests::register(&mut tx, &viewer.actor(), viewer.account, form.value("loai"), &words).await?;
    tx.commit().await?;
    Ok(ui::done("/tai-khoan/du-lieu", &frame.t1("people-request-taken", "day", show::day(due))))
}

pub(super) async fn withdraw(frame: Frame, viewer: Viewer, Path(id): Path<Uuid>) -> Result<Response> {
    let mut tx = frame.site.db.write().await?;
    if !consent::withdraw_one(&mut tx, &viewer.actor(), id, viewer.account).await? {
        return Err(Error::NotFound);
    }
    tx.commit().await?;
    Ok(ui::done("/tai-khoan/du-lieu", &frame.t("people-consent-withdrawn")))
}

pub(super) async fn erase(frame: Frame, viewer: Viewer, visit: Visit, axum::Form(pairs): Pairs) -> Result<Response> {
    let site = &frame.site;
    let mut form = Form::from_pairs(pairs);
    if !form.has("chac-chan", "1") {
        form.fail("chac-chan", frame.t("people-erase-sure"));
    }
    let proof = match proof::ask(&frame, &viewer, &visit, &mut form).await {
        Ok(proof) => proof,
        Err(error) => return slow_down(&frame, error),
    };
    if !form.ok() {
        return Ok(ui::unprocessable(&mine(&frame, &viewer, form).await?));
    }
    let actor = viewer.actor();
    let mut tx = site.db.write().await?;
    match proof::take(proof, &frame, &mut tx, &viewer, &visit, &mut form).await {
        Err(error) => return slow_down(&frame, error),
        Ok(false) => {
            drop(tx);
            return Ok(ui::unprocessable(&mine(&frame, &viewer, form).await?));
        }
        Ok(true) => {}
    }
    requests::register_done(&mut tx, &actor, viewer.account).await?;
    erasure::person(site, &mut tx, &actor, viewer.account).await?;
    tx.commit().await?;
    let mut response = ui::done("/", &frame.t("people-erased"));
    response.headers_mut().append(header::SET_COOKIE, base::session::cookie(site, None));
    Ok(response)
}
