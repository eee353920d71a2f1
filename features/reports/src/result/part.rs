//! Lời quanh số liệu: what people write before and after the data of one part; the data stay as they are counted.
use crate::layout::result::TITLES;
use crate::words::{LONGEST, PARTS, PartWords};
use crate::{scope, store};
use askama::Template;
use axum::Form as Body;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use base::{Error, Result, Viewer};
use serde::Deserialize;
use ui::{Form, Frame, Page};
use uuid::Uuid;

#[derive(Template)]
#[template(path = "result/part.html")]
struct PartPage {
    page: Page,
    id: Uuid,
    part: i64,
    form: Form,
    /// What somebody else kept meanwhile; empty without a conflict.
    theirs: Vec<(String, String)>,
}

fn page(frame: &Frame, report: &store::Report, part: i64, form: Form, theirs: Vec<(String, String)>) -> PartPage {
    let (label, title) = usize::try_from(part - 1).ok().and_then(|n| TITLES.get(n)).copied().unwrap_or_default();
    let page = frame.page(format!("{label} {title}")).noindex().active("/bao-cao").crumb(frame.t("reports-nav"), "/bao-cao");
    PartPage { page: page.crumb(report.name.clone(), format!("/bao-cao/{}", report.id)), id: report.id, part, form, theirs }
}

fn form_of(words: &PartWords, revision: i64) -> Form {
    Form::new().with("truoc", &words.before).with("sau", &words.after).with("revision", revision.to_string())
}

/// `GET /bao-cao/{id}/phan/{part}`
pub async fn form(frame: Frame, viewer: Viewer, Path((id, part)): Path<(Uuid, i64)>) -> Result<Response> {
    let mut db = frame.site.db.reader();
    let (report, _) = scope::own_report(&mut db, &viewer, id).await?;
    let (words, revision) = of(&mut db, id, part).await?;
    Ok(ui::html(&page(&frame, &report, part, form_of(&words, revision), Vec::new())))
}

async fn of(db: &mut impl base::Fetch, id: Uuid, part: i64) -> Result<(PartWords, i64)> {
    if !PARTS.contains(&part) {
        return Err(Error::NotFound);
    }
    let (words, revisions) = store::words(db, id).await?;
    Ok((words.of(part), revisions.iter().find(|(p, _)| *p == part).map_or(0, |(_, r)| *r)))
}

/// What is typed.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Typed {
    truoc: String,
    sau: String,
    revision: i64,
}

/// `POST /bao-cao/{id}/phan/{part}`
pub async fn save(frame: Frame, viewer: Viewer, Path((id, part)): Path<(Uuid, i64)>, Body(typed): Body<Typed>) -> Result<Response> {
    let mut db = frame.site.db.reader();
    let (report, _) = scope::own_report(&mut db, &viewer, id).await?;
    of(&mut db, id, part).await?;
    let raw = PartWords { before: typed.truoc, after: typed.sau };
    let mut form = form_of(&raw, typed.revision);
    for (field, text) in [("truoc", &raw.before), ("sau", &raw.after)] {
        if text.chars().count() > LONGEST {
            form.fail(field, frame.t1("reports-error-long", "count", vietnamese::numbers::group(20_000)));
        }
    }
    if !form.ok() {
        return Ok(ui::unprocessable(&page(&frame, &report, part, form, Vec::new())));
    }
    let words = raw.tidy();
    let actor = viewer.actor();
    let mut tx = frame.site.db.write().await?;
    match store::save_words(&mut tx, id, part, &words, typed.revision, actor.at).await {
        Err(Error::Conflict(_)) => {
            drop(tx);
            let (theirs, revision) = of(&mut frame.site.db.reader(), id, part).await?;
            let form = form_of(&words, revision).failing("truoc", frame.t("reports-conflict"));
            let theirs = vec![(frame.t("reports-before"), theirs.before), (frame.t("reports-after"), theirs.after)];
            return Ok(ui::with_status(StatusCode::CONFLICT, &page(&frame, &report, part, form, theirs)));
        }
        other => other?,
    }
    tx.audit(&actor, "report.words", "report", id, Some(report.campaign), serde_json::json!({ "part": part })).await?;
    tx.commit().await?;
    Ok(ui::done(&format!("/bao-cao/{id}#phan-{part}"), &frame.t("reports-saved")))
}
