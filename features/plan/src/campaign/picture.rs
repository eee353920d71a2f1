//! Tranh chủ đề: uploading a key visual, serving it, and the drawings to pick from.
use super::{edit, mine, store};
use axum::extract::{Multipart, Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use base::{Error, Result, Site, Viewer, args};
use key_visual::{Drawing, Spec, Stop, StopState};
use serde_json::json;
use ui::{Form, Frame};
use uuid::Uuid;

/// Kinds of pictures that are taken: none that can hold a program.
const KINDS: [&str; 3] = ["image/png", "image/jpeg", "image/webp"];

/// POST `…/tranh`.
pub(super) async fn upload(State(site): State<Site>, frame: Frame, viewer: Viewer, Path(id): Path<Uuid>, mut body: Multipart) -> Result<Response> {
    let campaign = mine(&mut site.db.reader(), &viewer, id).await?;
    let (mut name, mut bytes) = (String::new(), Vec::new());
    let mut too_large = false;
    while let Ok(Some(field)) = body.next_field().await {
        if field.name() == Some("file") {
            name = field.file_name().unwrap_or_default().chars().take(200).collect();
            match field.bytes().await {
                Ok(read) => bytes = read.to_vec(),
                Err(_) => too_large = true,
            }
        }
    }
    let kind = infer(&bytes);
    if too_large || bytes.len() > super::PICTURE || kind.is_none() {
        let key = if too_large || bytes.len() > super::PICTURE { "plan-error-picture-large" } else { "plan-error-picture" };
        let form = edit::of(&campaign);
        let picture = Form::new().failing("file", frame.t(key));
        return edit::render(&site, &frame, campaign, form, picture, StatusCode::UNPROCESSABLE_ENTITY).await;
    }
    let sha256 = site.files.write(&bytes).await?;
    let actor = viewer.actor();
    let mut tx = site.db.write().await?;
    let file = base::files::record(&mut tx, &actor, &sha256, &name, &bytes, "key-visual").await?;
    tx.exec(store::PICTURE, args![id, file]).await?;
    tx.audit(&actor, "campaign.picture", "campaign", id, Some(id), json!({ "sha256": sha256 })).await?;
    tx.commit().await?;
    crate::refresh(&site).await?;
    Ok(ui::done(&format!("/ke-hoach/chien-dich/{id}"), &frame.t("plan-saved")))
}

/// The media type by content, if it is one that is taken.
fn infer(bytes: &[u8]) -> Option<&'static str> {
    let starts = |magic: &[u8]| bytes.starts_with(magic);
    if starts(b"\x89PNG\r\n\x1a\n") {
        Some("image/png")
    } else if starts(b"\xff\xd8\xff") {
        Some("image/jpeg")
    } else if starts(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        Some("image/webp")
    } else {
        None
    }
}

/// POST `…/tranh/bo`: back to the generated one.
pub(super) async fn remove(State(site): State<Site>, frame: Frame, viewer: Viewer, Path(id): Path<Uuid>) -> Result<Response> {
    let actor = viewer.actor();
    let mut tx = site.db.write().await?;
    mine(&mut tx, &viewer, id).await?;
    tx.exec(store::PICTURE, args![id, None::<Uuid>]).await?;
    tx.audit(&actor, "campaign.picture", "campaign", id, Some(id), json!({ "sha256": null })).await?;
    tx.commit().await?;
    crate::refresh(&site).await?;
    Ok(ui::done(&format!("/ke-hoach/chien-dich/{id}"), &frame.t("plan-saved")))
}

/// GET `/tep/{file}`: the uploaded key visual of a campaign, and no other file.
pub(super) async fn serve(State(site): State<Site>, Path(file): Path<Uuid>) -> Result<Response> {
    let mut db = site.db.reader();
    if base::feature::count(&mut db, store::IS_PICTURE, args![file]).await? == 0 {
        return Err(Error::NotFound);
    }
    let stored = base::files::find(&mut db, file).await?;
    let kind = KINDS.into_iter().find(|k| *k == stored.media_type).ok_or(Error::NotFound)?;
    let bytes = site.files.read(&stored.sha256).await?;
    Ok(([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "public, max-age=31536000, immutable")], bytes).into_response())
}

/// GET `/hinh-anh/net-ve/{name}.svg`: one drawing, as it stands in the picture.
pub(super) async fn drawing(Path(name): Path<String>) -> Result<Response> {
    let drawing = name.strip_suffix(".svg").and_then(Drawing::from_name).ok_or(Error::NotFound)?;
    let stop = Stop { label: drawing.words().to_owned(), drawing, state: StopState::Next };
    let spec = Spec { seed: name.clone(), title: drawing.words().to_owned(), subtitle: String::new(), stops: vec![stop], palette: ui::tokens::palette() };
    let svg = key_visual::tile(&spec, 0).ok_or(Error::NotFound)?;
    Ok(([(header::CONTENT_TYPE, "image/svg+xml"), (header::CACHE_CONTROL, "public, max-age=86400")], svg).into_response())
}
