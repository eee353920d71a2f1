//! Minh chứng (evidence): a paper's number, a link, a figure with its unit, or a file. What was taken back stays in the history and
//! can be put back, as a new piece, so that what was true at a past moment stays true; a file always comes as a download, so that nothing of a stranger runs in a reader's browser.
use super::seen::Seen;
use super::store::{self, Evidence};
use super::told::{self, Telling};
use super::show;
use axum::extract::Path;
use axum::extract::multipart::{Multipart, MultipartError};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base::{Actor, Error, Result, Tx, Viewer};
use serde_json::json;
use ui::{Form, Frame};
use uuid::Uuid;

/// Largest file.
pub(crate) const LIMIT: usize = 20 << 20;
/// Most pieces of one duty, so that its page stays readable.
const MOST: usize = 100;

/// A piece that was typed, checked.
pub(crate) struct New {
    kind: &'static str,
    label: String,
    value: String,
    file: Option<(String, Vec<u8>)>,
}

/// What came with a form.
#[derive(Default)]
pub(crate) struct Received {
    /// Fields.
    pub form: Form,
    name: String,
    bytes: Vec<u8>,
}

/// Reads a form that may hold a file.
pub(crate) async fn receive(mut body: Multipart) -> Result<Received> {
    let broken = |e: MultipartError| match e.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Error::TooLarge,
        _ => Error::Invalid("duties-form-broken".into()),
    };
    let (mut got, mut pairs) = (Received::default(), Vec::new());
    while let Some(field) = body.next_field().await.map_err(broken)? {
        let name = field.name().unwrap_or_default().to_owned();
        if let Some(file) = field.file_name().map(str::to_owned) {
            got.name = file.chars().filter(|c| !c.is_control() && !"/\\\"".contains(*c)).take(200).collect();
            got.bytes = field.bytes().await.map_err(broken)?.to_vec();
        } else {
            pairs.push((name, field.text().await.map_err(broken)?));
        }
    }
    got.form = Form::from_pairs(pairs);
    Ok(got)
}

/// The pieces of a form whose fields begin with `prefix`; what is wrong is put at its field.
pub(crate) fn typed(frame: &Frame, got: &mut Received, prefix: &str) -> Vec<New> {
    let line = |name: &str| vietnamese::normalize_line(got.form.value(&format!("{prefix}{name}"))).chars().take(500).collect::<String>();
    let (label, paper, link, figure) = (line("label"), line("paper"), line("link"), line("figure"));
    let mut found = Vec::new();
    // What the words are about is the figure beside them; without a figure, whatever was given.
    let of_figure = !figure.is_empty();
    let mut take = |kind: &'static str, value: String, file: Option<(String, Vec<u8>)>| {
        let label = if kind == "figure" || !of_figure { label.clone() } else { String::new() };
        found.push(New { kind, label, value, file });
    };
    if !paper.is_empty() {
        take("paper", paper, None);
    }
    if !link.is_empty() {
        if !(link.starts_with("https://") || link.starts_with("http://")) || link.contains(char::is_whitespace) {
            got.form.fail(&format!("{prefix}link"), frame.t("duties-evidence-link-wrong"));
        }
        take("link", link, None);
    }
    if !figure.is_empty() {
        if !figure.starts_with(|c: char| c.is_ascii_digit()) {
            got.form.fail(&format!("{prefix}figure"), frame.t("duties-evidence-figure-wrong"));
        }
        take("figure", figure, None);
    }
    let bytes = std::mem::take(&mut got.bytes);
    if bytes.len() > LIMIT {
        got.form.fail(&format!("{prefix}file"), frame.t1("duties-evidence-file-large", "most", LIMIT >> 20));
    } else if bytes.is_empty() && !got.name.is_empty() {
        got.form.fail(&format!("{prefix}file"), frame.t1("duties-evidence-file-empty", "name", &got.name));
    } else if !bytes.is_empty() && !is_taken(&got.name, &bytes) {
        got.form.fail(&format!("{prefix}file"), frame.t1("duties-evidence-file-kind", "name", &got.name));
    } else if !bytes.is_empty() {
        take("file", String::new(), Some((got.name.clone(), bytes)));
    }
    found
}

/// Endings of files that are taken.
const ENDINGS: [&str; 29] = [
    "jpg", "jpeg", "png", "webp", "gif", "heic", "bmp", "tif", "tiff", "pdf", "doc", "docx", "odt", "rtf", "xls", "xlsx", "ods", "csv", "txt", "ppt", "pptx",
    "odp", "mp3", "m4a", "wav", "ogg", "mp4", "mov", "zip",
];

/// Whether a file is of a kind that is taken: pictures, sound, video, PDF, documents, tables, archives and plain text. Both its ending and
/// its content must be: a program called `.pdf` is refused, and so is a page whose first letters look like a picture.
fn is_taken(name: &str, bytes: &[u8]) -> bool {
    use infer::MatcherType::{Audio, Doc, Image, Video};
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).unwrap_or_default();
    let content = match infer::get(bytes) {
        Some(kind) if matches!(kind.matcher_type(), Audio | Doc | Image | Video) => true,
        Some(kind) => ["application/pdf", "application/zip", "application/rtf", "application/x-ole-storage"].contains(&kind.mime_type()),
        None => ["txt", "csv"].contains(&ending.as_str()),
    };
    content && ENDINGS.contains(&ending.as_str())
}

/// A form that comes back cannot hold its file: says so where one had been chosen.
pub(crate) fn choose_again(frame: &Frame, form: &mut Form, prefix: &str, pieces: &[New]) {
    if let Some((name, _)) = pieces.iter().find_map(|p| p.file.as_ref()) {
        form.fail(&format!("{prefix}file"), frame.t1("duties-evidence-file-again", "name", name));
    }
}

/// Stores the pieces; the caller audits. Content is written before it is named.
pub(crate) async fn insert(frame: &Frame, tx: &mut Tx, actor: &Actor, duty: Uuid, pieces: Vec<New>) -> Result<usize> {
    let count = pieces.len();
    for New { kind, label, mut value, file } in pieces {
        let mut stored = None;
        if let Some((name, bytes)) = file {
            value = frame.site.files.write(&bytes).await?;
            stored = Some(base::files::record(tx, actor, &value, &name, &bytes, "duty-evidence").await?);
        }
        tx.exec(store::EVIDENCE_INSERT, base::args![Uuid::now_v7(), duty, kind, label, value, stored, actor.account, actor.at]).await?;
    }
    Ok(count)
}

/// `POST /nhiem-vu/{id}/minh-chung`
pub(crate) async fn add(frame: Frame, viewer: Viewer, Path(id): Path<Uuid>, body: Multipart) -> Result<Response> {
    let seen = Seen::load(&frame, &viewer, id).await?;
    seen.demand_work()?;
    let mut got = receive(body).await?;
    let pieces = typed(&frame, &mut got, "e-");
    let known = store::evidence(&mut frame.site.db.reader(), id).await?;
    let (mut form, key) = (got.form, got_key(&known));
    if pieces.is_empty() && form.ok() {
        form.fail("e-paper", frame.t("duties-evidence-missing"));
    }
    if known.len() + pieces.len() > MOST {
        form.fail("e-paper", frame.t1("duties-evidence-many", "most", MOST));
    }
    if !form.ok() {
        choose_again(&frame, &mut form, "e-", &pieces);
        return show::refused(&frame, &viewer, id, form, StatusCode::UNPROCESSABLE_ENTITY, None).await;
    }
    if form.value("evidence-key") != key {
        // The same form twice, or somebody else's piece meanwhile: only what is new is stored
        if pieces.iter().all(|piece| known.iter().any(|k| is_same(k, piece))) {
            return Ok(ui::done(&told::address(&seen), &frame.t("duties-already")));
        }
    }
    let telling = Telling::load(&frame, &seen).await?;
    let actor = viewer.actor();
    let mut tx = frame.site.db.write().await?;
    let label = pieces.iter().map(|p| if p.label.is_empty() { p.file.as_ref().map_or(p.value.as_str(), |(name, _)| name) } else { p.label.as_str() }).collect::<Vec<_>>().join("; ");
    let count = insert(&frame, &mut tx, &actor, id, pieces).await?;
    crate::store::event(&mut tx, &actor, id, "evidence", "", &json!({ "label": label })).await?;
    tx.audit(&actor, "duty.evidence", "duty", id, Some(seen.duty.campaign), json!({ "added": count })).await?;
    tx.commit().await?;
    telling.publish(&frame, &seen, &viewer).await;
    Ok(ui::done(&told::address(&seen), &frame.t("duties-evidence-added")))
}

fn is_same(known: &Evidence, new: &New) -> bool {
    let content = match &new.file {
        Some((name, bytes)) => known.file_name.as_ref() == Some(name) && known.file_size == i64::try_from(bytes.len()).ok(),
        None => known.value == new.value,
    };
    known.kind == new.kind && known.label == new.label && content
}

/// Changes when a piece comes.
pub(crate) fn got_key(known: &[Evidence]) -> String {
    known.len().to_string()
}

/// `POST /nhiem-vu/{id}/minh-chung/{evidence}/bo`
pub(crate) async fn remove(frame: Frame, viewer: Viewer, Path((id, piece)): Path<(Uuid, Uuid)>) -> Result<Response> {
    change(&frame, &viewer, id, piece, true).await
}

/// `POST /nhiem-vu/{id}/minh-chung/{evidence}/lay-lai`
pub(crate) async fn restore(frame: Frame, viewer: Viewer, Path((id, piece)): Path<(Uuid, Uuid)>) -> Result<Response> {
    change(&frame, &viewer, id, piece, false).await
}

async fn change(frame: &Frame, viewer: &Viewer, id: Uuid, piece: Uuid, away: bool) -> Result<Response> {
    let seen = Seen::load(frame, viewer, id).await?;
    seen.demand_work()?;
    let found = store::one_evidence(&mut frame.site.db.reader(), id, piece).await?;
    let telling = Telling::load(frame, &seen).await?;
    let actor = viewer.actor();
    let mut tx = frame.site.db.write().await?;
    let rows = match away {
        true => tx.exec(store::EVIDENCE_REMOVE, base::args![id, piece, actor.at]).await?,
        false => tx.exec(store::EVIDENCE_RESTORE, base::args![id, piece, Uuid::now_v7(), actor.account, actor.at]).await?,
    };
    if rows == 0 {
        return Ok(ui::done(&told::address(&seen), &frame.t("duties-already")));
    }
    let kind = if away { "evidence_removed" } else { "evidence_restored" };
    let label = if found.label.is_empty() { found.file_name.unwrap_or(found.value) } else { found.label };
    crate::store::event(&mut tx, &actor, id, kind, "", &json!({ "label": label })).await?;
    tx.audit(&actor, "duty.evidence", "duty", id, Some(seen.duty.campaign), json!({ "evidence": piece, "removed": away })).await?;
    tx.commit().await?;
    telling.publish(frame, &seen, viewer).await;
    Ok(ui::done(&told::address(&seen), &frame.t(if away { "duties-evidence-removed" } else { "duties-evidence-restored" })))
}

/// `GET /nhiem-vu/{id}/minh-chung/{evidence}`
pub(crate) async fn download(frame: Frame, viewer: Viewer, Path((id, piece)): Path<(Uuid, Uuid)>) -> Result<Response> {
    let seen = Seen::load(&frame, &viewer, id).await?;
    let found = store::one_evidence(&mut frame.site.db.reader(), seen.duty.id, piece).await?;
    let file = base::files::find(&mut frame.site.db.reader(), found.file.ok_or(Error::NotFound)?).await?;
    let bytes = frame.site.files.read(&file.sha256).await?;
    let name = format!("attachment; filename*=UTF-8''{}", ui::page::encode(&file.name));
    let name = HeaderValue::from_str(&name).map_err(Error::internal)?;
    let kind = HeaderValue::from_str(&file.media_type).unwrap_or(HeaderValue::from_static("application/octet-stream"));
    Ok(([(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, name)], bytes).into_response())
}
