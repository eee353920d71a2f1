//! Tệp và ảnh: what is attached to an own task or a checklist item, known by content and served only to who may see what it hangs on.
use super::access::{Desk, client_key};
use super::{store, task_store};
use crate::scope::Scope;
use axum::extract::{Multipart, Path};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use base::{Error, Fetch, Result, Viewer, args};
use serde_json::json;
use ui::Frame;
use uuid::Uuid;

/// Largest request with a file.
pub(super) const REQUEST: usize = LARGEST + (1 << 20);
const LARGEST: usize = 15 << 20;
const PURPOSE: &str = "prepare";
const KINDS: [&str; 7] = [
    "image/png", "image/jpeg", "image/webp", "image/heif", "application/pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
];

/// A file as a page shows it.
pub(super) struct Shown {
    pub id: Uuid,
    pub name: String,
    pub size: String,
    pub is_picture: bool,
}

type Row = (Uuid, String, String, i64);
type Found = (Uuid, Option<Uuid>, Option<Uuid>, Uuid);

fn shown((id, name, media_type, size): Row) -> Shown {
    let is_picture = media_type.starts_with("image/") && media_type != "image/heif";
    Shown { id, name, size: format!("{} KB", (size + 1023) / 1024), is_picture }
}

/// Files of an item.
pub(super) async fn of_item(db: &mut impl Fetch, item: Uuid) -> Result<Vec<Shown>> {
    Ok(db.all::<Row>(store::FILES_OF_ITEM, args![item]).await?.into_iter().map(shown).collect())
}

/// Files of a task.
pub(super) async fn of_task(db: &mut impl Fetch, task: Uuid) -> Result<Vec<Shown>> {
    Ok(db.all::<Row>(task_store::FILES_OF_TASK, args![task]).await?.into_iter().map(shown).collect())
}

struct Sent {
    key: Uuid,
    name: String,
    bytes: Vec<u8>,
}

/// The file of a form; the words say what is wrong with it.
async fn read(mut body: Multipart) -> std::result::Result<Sent, &'static str> {
    let mut sent = Sent { key: Uuid::now_v7(), name: String::new(), bytes: Vec::new() };
    while let Ok(Some(field)) = body.next_field().await {
        match field.name() {
            Some("khoa") => sent.key = client_key(&field.text().await.unwrap_or_default()),
            Some("file") => {
                sent.name = field.file_name().unwrap_or_default().chars().take(200).collect();
                sent.bytes = field.bytes().await.map_err(|_| "duties-file-large")?.to_vec();
            }
            _ => {}
        }
    }
    match infer::get(&sent.bytes) {
        _ if sent.bytes.is_empty() => Err("duties-file-missing"),
        _ if sent.bytes.len() > LARGEST => Err("duties-file-large"),
        Some(kind) if KINDS.contains(&kind.mime_type()) => Ok(sent),
        _ => Err("duties-file-kind"),
    }
}

/// POST `/nhiem-vu/viec/{id}/tep`.
pub(crate) async fn to_task(frame: Frame, viewer: Viewer, Path(id): Path<Uuid>, body: Multipart) -> Result<Response> {
    let (_, duty, _) = super::tasks::own(&frame, &viewer, id).await?;
    keep(&frame, &viewer, duty.campaign, Some(id), None, body).await?;
    Ok(ui::done(&format!("/nhiem-vu/viec/{id}"), &frame.t("duties-file-kept")))
}

/// POST `/nhiem-vu/muc/{id}/tep`.
pub(crate) async fn to_item(frame: Frame, viewer: Viewer, Path(id): Path<Uuid>, body: Multipart) -> Result<Response> {
    let desk = Desk::of_item(&frame.site, &viewer, id).await?;
    let item = desk.item(&mut frame.site.db.reader(), id).await?;
    keep(&frame, &viewer, item.campaign, None, Some(id), body).await?;
    Ok(ui::done(&format!("/nhiem-vu/muc/{id}"), &frame.t("duties-file-kept")))
}

async fn keep(frame: &Frame, viewer: &Viewer, campaign: Uuid, task: Option<Uuid>, item: Option<Uuid>, body: Multipart) -> Result<()> {
    let sent = read(body).await.map_err(|key| Error::Invalid(key.into()))?;
    let sha256 = frame.site.files.write(&sent.bytes).await?;
    let actor = viewer.actor();
    let mut tx = frame.site.db.write().await?;
    let file = base::files::record(&mut tx, &actor, &sha256, &sent.name, &sent.bytes, PURPOSE).await?;
    if tx.exec(store::INSERT_FILE, args![sent.key, task, item, file, actor.at, actor.account]).await? > 0 {
        let noun = task.or(item).unwrap_or_default();
        tx.audit(&actor, "prepare.file", "prepare_file", sent.key, Some(campaign), json!({ "of": noun, "sha256": sha256 })).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// The file, if this person may see what it hangs on; whose agency that is.
async fn find(frame: &Frame, viewer: &Viewer, id: Uuid) -> Result<(Found, Desk, Option<Uuid>, String)> {
    let mut db = frame.site.db.reader();
    let found: Found = db.one(store::FIND_FILE, args![id]).await?;
    if let Some(task) = found.1 {
        let (desk, duty, _) = super::tasks::seen(frame, viewer, task).await?;
        return Ok((found, desk, duty.agency, format!("/nhiem-vu/viec/{task}")));
    }
    let any = Scope::anywhere();
    let item = store::find(&mut db, &any, found.2.unwrap_or_default()).await?;
    let campaign = plan::door::campaign(&mut db, item.campaign).await?;
    let scope = Scope::of(&mut db, viewer, campaign.id).await?;
    let item = store::find(&mut db, &scope, item.id).await?;
    Ok((found, Desk { campaign, scope, viewer: viewer.clone() }, item.agency, format!("/nhiem-vu/muc/{}", item.id)))
}

/// GET `/nhiem-vu/tep-chuan-bi/{id}`.
pub(crate) async fn serve(frame: Frame, viewer: Viewer, Path(id): Path<Uuid>) -> Result<Response> {
    let (found, ..) = find(&frame, &viewer, id).await?;
    let stored = base::files::find(&mut frame.site.db.reader(), found.3).await?;
    let bytes = frame.site.files.read(&stored.sha256).await?;
    let how = if stored.media_type.starts_with("image/") { "inline" } else { "attachment" };
    let fixed = [
        (header::CONTENT_TYPE, stored.media_type),
        (header::CONTENT_DISPOSITION, format!("{how}; filename*=UTF-8''{}", ui::page::encode(&stored.name).replace('/', "%2F"))),
        (header::CACHE_CONTROL, "private, max-age=3600".to_owned()),
    ];
    Ok((fixed, bytes).into_response())
}

/// POST `/nhiem-vu/tep-chuan-bi/{id}/bo`.
pub(crate) async fn remove(frame: Frame, viewer: Viewer, Path(id): Path<Uuid>) -> Result<Response> {
    let (_, desk, agency, page) = find(&frame, &viewer, id).await?;
    desk.must(agency)?;
    let actor = viewer.actor();
    let mut tx = frame.site.db.write().await?;
    if tx.exec(store::REMOVE_FILE, args![id, actor.at]).await? > 0 {
        tx.audit(&actor, "prepare.file-remove", "prepare_file", id, Some(desk.campaign.id), json!({})).await?;
        tx.commit().await?;
    }
    Ok(ui::done(&page, &frame.t("duties-file-removed")))
}
