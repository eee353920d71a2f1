//! Bản ký: the number, the day and the signed PDF as the records office gives them back. The file is stored by its hash; the
//! newest is the valid text. The program never signs.
use crate::model::{Record, search_key};
use crate::scope::{self, Scope};
use crate::{copy, edit, store, view};
use axum::extract::multipart::{Multipart, MultipartError};
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use base::{Error, Result, Viewer, args};
use paper::rules;
use ui::{Form, Frame};
use uuid::Uuid;

/// Largest signed file.
pub const LIMIT: usize = 30 << 20;

#[derive(Default)]
struct Received {
    number: String,
    day: String,
    /// Which version lay before the person, as the form has it.
    version: String,
    name: String,
    bytes: Vec<u8>,
}

async fn receive(mut body: Multipart) -> Result<Received> {
    let broken = |e: MultipartError| match e.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Error::TooLarge,
        _ => Error::Invalid("papers-error-file".into()),
    };
    let mut got = Received::default();
    while let Some(field) = body.next_field().await.map_err(broken)? {
        match field.name() {
            Some("so") => got.number = vietnamese::normalize_line(&field.text().await.map_err(broken)?),
            Some("ngay") => got.day = vietnamese::normalize_line(&field.text().await.map_err(broken)?),
            Some("version") => got.version = field.text().await.map_err(broken)?,
            Some("file") => {
                got.name = field.file_name().unwrap_or_default().chars().take(200).collect();
                got.bytes = field.bytes().await.map_err(broken)?.to_vec();
            }
            _ => {}
        }
    }
    Ok(got)
}

/// `POST /van-ban/{id}/ban-ky`
pub async fn upload(frame: Frame, viewer: Viewer, Path(id): Path<Uuid>, body: Multipart) -> Result<Response> {
    let site = &frame.site;
    let record = store::find(&mut site.db.reader(), &Scope::of(&viewer), id).await?;
    scope::demand(&viewer, &record)?;
    let got = receive(body).await?;
    if record.state != "issued" && record.state != "signed" {
        return Err(Error::Conflict("papers-error-not-issued".into()));
    }
    let mut form = Form::from_pairs([("so", got.number.clone()), ("ngay", got.day.clone())]);
    if got.version.parse() != Ok(record.version) {
        return other_version(&frame, &viewer, record, form).await;
    }
    let number = number(&got.number);
    if number.is_none() {
        form.fail("so", frame.t("papers-error-sign-number"));
    }
    let day = vietnamese::dates::parse_date(&got.day).ok();
    if day.is_none() {
        form.fail("ngay", frame.t("papers-error-sign-day"));
    }
    if !got.bytes.starts_with(b"%PDF-") || got.bytes.len() > LIMIT {
        form.fail("file", frame.t("papers-error-sign-file"));
    }
    let (Some(number), Some(day), true) = (number, day, form.ok()) else {
        return edit::refused(&frame, &viewer, record, StatusCode::UNPROCESSABLE_ENTITY, form).await;
    };
    let content = record.content();
    let full = if number.contains(['/', '-']) { number } else { format!("{}{}", rules::padded(&number), content.symbol(record.kind())) };
    let sha256 = site.files.write(&got.bytes).await?;
    let actor = viewer.actor();
    let mut tx = site.db.write().await?;
    let file = base::files::record(&mut tx, &actor, &sha256, &got.name, &got.bytes, "paper-signed").await?;
    let search = search_key(&record.title, &format!("{} {}", content.issuer, content.addressee), &full);
    if tx.exec(store::SIGN, args![id, &full, day.to_string(), search, actor.at, record.version]).await? == 0 {
        drop(tx); // between the check above and now
        let record = store::find(&mut site.db.reader(), &Scope::of(&viewer), id).await?;
        return other_version(&frame, &viewer, record, form).await;
    }
    tx.exec(store::SIGNED, args![Uuid::now_v7(), id, record.version, file, &full, day.to_string(), actor.account, actor.at]).await?;
    let detail = serde_json::json!({ "version": record.version, "number": full, "sha256": sha256 });
    tx.audit(&actor, "paper.sign", "paper", id, record.campaign, detail).await?;
    tx.commit().await?;
    Ok(ui::done(&format!("/van-ban/{id}"), &frame.t("papers-signed")))
}

/// The paper went out again meanwhile: what was signed says something else than what is valid now. The form comes back with what was
/// typed, beside the version of now.
async fn other_version(frame: &Frame, viewer: &Viewer, record: Record, mut form: Form) -> Result<Response> {
    form.fail("file", frame.t1("papers-error-sign-version", "version", record.version));
    edit::refused(frame, viewer, record, StatusCode::CONFLICT, form).await
}

/// "15" or "15/KH-SKHCN": begins with a digit.
fn number(typed: &str) -> Option<String> {
    let fits = typed.starts_with(|c: char| c.is_ascii_digit()) && typed.chars().count() <= 40;
    fits.then(|| typed.to_owned())
}

/// `GET /van-ban/{id}/ban-ky`: always as a download, so that no file of a stranger runs in a reader's browser.
pub async fn download(frame: Frame, viewer: Viewer, Path(id): Path<Uuid>) -> Result<Response> {
    let mut db = frame.site.db.reader();
    let record = store::find(&mut db, &Scope::of(&viewer), id).await?;
    let newest = store::signed(&mut db, id).await?.into_iter().next().ok_or(Error::NotFound)?;
    let bytes = frame.site.files.read(&newest.sha256).await?;
    Ok(copy::attachment(&view::file_name(&record, "ban-ky.pdf"), "application/pdf", bytes))
}
