//! Phát hành: freezes what a draft says as a version with both files; it can be taken back to be changed, and the version stays.
use crate::model::Record;
use crate::scope::{self, Scope};
use crate::{edit, press, store};
use axum::Form as Body;
use axum::extract::Path;
use axum::response::Response;
use base::{Actor, Error, Result, Site, Viewer, args};
use serde::Deserialize;
use ui::Frame;
use uuid::Uuid;

/// Which state of the draft the person has seen, and whether it shall go out with blanks.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Seen {
    revision: i64,
    sure: String,
}

/// `POST /van-ban/{id}/phat-hanh`: a draft with blanks is asked about first.
pub async fn issue(frame: Frame, viewer: Viewer, Path(id): Path<Uuid>, Body(seen): Body<Seen>) -> Result<Response> {
    let record = own(&frame, &viewer, id).await?;
    let path = format!("/van-ban/{id}");
    if !record.is_draft() || record.revision != seen.revision {
        return Ok(ui::warned(&path, &frame.t("papers-conflict")));
    }
    if let Some((_, key, words)) = record.content().faults().into_iter().next() {
        return Ok(ui::warned(&path, &frame.t1(key, "words", words)));
    }
    let open = record.content().open_lines(record.given().is_some());
    if !open.is_empty() && seen.sure.is_empty() {
        return edit::ask(&frame, &viewer, record, &open).await;
    }
    freeze(&frame.site, &viewer.actor(), &record).await?;
    Ok(ui::done(&path, &frame.t("papers-issued")))
}

/// Writes the version with its files. The caller has checked who asks and that the draft is whole.
pub async fn freeze(site: &Site, actor: &Actor, record: &Record) -> Result<()> {
    let paper = record.content().paper(record.kind(), record.given().as_ref());
    let document = store::json(&paper)?;
    let files = press::files(paper, site.clock.today()).await?;
    let (docx, pdf) = (site.files.write(&files.docx).await?, site.files.write(&files.pdf).await?);
    let version = record.version + 1;
    let mut tx = site.db.write().await?;
    store::changed(tx.exec(store::ISSUE, args![record.id, record.revision, actor.at]).await?)?;
    let docx_file = base::files::record(&mut tx, actor, &docx, &crate::view::file_name(record, "docx"), &files.docx, "paper").await?;
    let pdf_file = base::files::record(&mut tx, actor, &pdf, &crate::view::file_name(record, "pdf"), &files.pdf, "paper").await?;
    tx.exec(store::VERSION, args![record.id, version, document, docx_file, pdf_file, actor.account, actor.at]).await?;
    let detail = serde_json::json!({ "version": version, "docx": docx, "pdf": pdf });
    tx.audit(actor, "paper.issue", "paper", record.id, record.campaign, detail).await?;
    tx.commit().await
}

async fn own(frame: &Frame, viewer: &Viewer, id: Uuid) -> Result<Record> {
    let record = store::find(&mut frame.site.db.reader(), &Scope::of(viewer), id).await?;
    scope::demand(viewer, &record)?;
    Ok(record)
}

/// `POST /van-ban/{id}/sua-lai`: back to a draft; versions and signed copies stay.
pub async fn reopen(frame: Frame, viewer: Viewer, Path(id): Path<Uuid>) -> Result<Response> {
    let record = own(&frame, &viewer, id).await?;
    if record.state != "issued" && record.state != "signed" {
        return Err(Error::Conflict("papers-conflict".into()));
    }
    let actor = viewer.actor();
    let mut tx = frame.site.db.write().await?;
    store::set_state(&mut tx, id, &record.state, "draft", actor.at).await?;
    tx.audit(&actor, "paper.reopen", "paper", id, record.campaign, serde_json::json!({ "version": record.version })).await?;
    tx.commit().await?;
    Ok(ui::done(&format!("/van-ban/{id}"), &frame.t("papers-reopened")))
}

/// `POST /van-ban/{id}/bo`
pub async fn drop_draft(frame: Frame, viewer: Viewer, Path(id): Path<Uuid>) -> Result<Response> {
    let record = own(&frame, &viewer, id).await?;
    let actor = viewer.actor();
    let mut tx = frame.site.db.write().await?;
    store::set_state(&mut tx, id, "draft", "dropped", actor.at).await?;
    tx.audit(&actor, "paper.drop", "paper", id, record.campaign, serde_json::json!({})).await?;
    tx.commit().await?;
    Ok(ui::done(&format!("/van-ban/{id}"), &frame.t("papers-was-dropped")))
}

/// `POST /van-ban/{id}/khoi-phuc`
pub async fn restore(frame: Frame, viewer: Viewer, Path(id): Path<Uuid>) -> Result<Response> {
    let record = own(&frame, &viewer, id).await?;
    let actor = viewer.actor();
    let mut tx = frame.site.db.write().await?;
    store::set_state(&mut tx, id, "dropped", "draft", actor.at).await?;
    tx.audit(&actor, "paper.restore", "paper", id, record.campaign, serde_json::json!({})).await?;
    tx.commit().await?;
    Ok(ui::done(&format!("/van-ban/{id}"), &frame.t("papers-was-restored")))
}
