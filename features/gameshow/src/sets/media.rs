//! Ảnh, âm thanh, video của câu hỏi: uploaded with limits, known by content and never by name, served to phones and screens.
use super::{DESK, edit, store};
use axum::extract::{Multipart, Path, Request};
use axum::http::{HeaderValue, header};
use axum::response::Response;
use base::{Error, Result, Viewer};
use quiz::Question;
use quiz::question::{Media, MediaKind};
use serde_json::json;
use ui::{Form, Frame};
use uuid::Uuid;

/// Largest request with a file.
pub(super) const UPLOAD: usize = VIDEO + (1 << 20);
const PICTURE: usize = 3 << 20;
const SOUND: usize = 8 << 20;
pub(super) const VIDEO: usize = 30 << 20;
/// Why these files are kept; only files of this purpose are served here.
pub(super) const PURPOSE: &str = "quiz-media";
/// What the field takes.
pub(super) const ACCEPT: &str = ".png,.jpg,.jpeg,.webp,.mp3,.m4a,.ogg,.mp4,.webm";

/// Kinds of files that are taken: none that can hold a program.
const KINDS: [(&str, MediaKind); 9] = [
    ("image/png", MediaKind::Picture),
    ("image/jpeg", MediaKind::Picture),
    ("image/webp", MediaKind::Picture),
    ("audio/mpeg", MediaKind::Sound),
    ("audio/m4a", MediaKind::Sound),
    ("audio/mp4", MediaKind::Sound),
    ("audio/ogg", MediaKind::Sound),
    ("video/mp4", MediaKind::Video),
    ("video/webm", MediaKind::Video),
];

/// What a file of this media type is for a question; None when it is not taken.
pub(super) fn kind_of(media_type: &str) -> Option<MediaKind> {
    KINDS.iter().find(|(name, _)| *name == media_type).map(|(_, kind)| *kind)
}

/// What content is, with its media type.
///
/// # Errors
/// The key of the message: it is too large, or of a kind that is not taken.
pub(super) fn judge(bytes: &[u8]) -> Result<(MediaKind, &'static str), &'static str> {
    let found = infer::get(bytes).and_then(|found| Some((kind_of(found.mime_type())?, found.mime_type())));
    let (kind, media_type) = found.ok_or("gameshow-sets-media-kind")?;
    let most = match kind {
        MediaKind::Picture => PICTURE,
        MediaKind::Sound => SOUND,
        MediaKind::Video => VIDEO,
    };
    if bytes.len() > most { Err("gameshow-sets-media-large") } else { Ok((kind, media_type)) }
}

/// POST `…/tep`: gives the question a picture, a sound or a video.
pub(super) async fn upload(frame: Frame, viewer: Viewer, Path((set, id)): Path<(Uuid, Uuid)>, mut body: Multipart) -> Result<Response> {
    let site = &frame.site;
    let mut db = site.db.reader();
    let row = store::find(&mut db, set).await?;
    let asked = store::question(&mut db, set, id).await?;
    let (mut name, mut bytes, mut alt, mut too_large) = (String::new(), Vec::new(), String::new(), false);
    while let Ok(Some(field)) = body.next_field().await {
        match field.name() {
            Some("file") => {
                name = field.file_name().unwrap_or_default().chars().take(200).collect();
                match field.bytes().await {
                    Ok(read) => bytes = read.to_vec(),
                    Err(_) => too_large = true,
                }
            }
            Some("mo-ta") => alt = vietnamese::normalize_line(&field.text().await.unwrap_or_default()).chars().take(200).collect(),
            _ => {}
        }
    }
    let judged = if too_large { Err("gameshow-sets-media-large") } else { judge(&bytes) };
    let kind = match judged {
        Ok((kind, _)) => kind,
        Err(key) => {
            let form = Form::new().with("mo-ta", alt).failing("file", frame.t(key));
            return Ok(edit::refused(&frame, &row, &asked, form));
        }
    };
    let sha256 = site.files.write(&bytes).await?;
    let actor = viewer.actor();
    let mut tx = site.db.write().await?;
    store::touch(&mut tx, set, actor.at).await?;
    let file = base::files::record(&mut tx, &actor, &sha256, &name, &bytes, PURPOSE).await?;
    let question = Question { media: Some(Media { kind, file: file.to_string(), alt }), ..asked.question };
    store::change(&mut tx, set, id, asked.revision, &question).await?;
    tx.audit(&actor, "quiz-question.media", "quiz_question", id, None, json!({ "set": set, "sha256": sha256 })).await?;
    tx.commit().await?;
    Ok(ui::done(&format!("{DESK}/{set}/cau/{id}"), &frame.t("gameshow-sets-question-saved")))
}

/// POST `…/tep/bo`: takes it away again.
pub(super) async fn remove(frame: Frame, viewer: Viewer, Path((set, id)): Path<(Uuid, Uuid)>) -> Result<Response> {
    let actor = viewer.actor();
    let mut tx = frame.site.db.write().await?;
    let asked = store::question(&mut tx, set, id).await?;
    store::touch(&mut tx, set, actor.at).await?;
    store::change(&mut tx, set, id, asked.revision, &Question { media: None, ..asked.question }).await?;
    tx.audit(&actor, "quiz-question.media", "quiz_question", id, None, json!({ "set": set, "sha256": null })).await?;
    tx.commit().await?;
    Ok(ui::done(&format!("{DESK}/{set}/cau/{id}"), &frame.t("gameshow-sets-question-saved")))
}

/// GET `/dau-truong/tep/{file}`: a file of a question and no other; players that seek in it ask for ranges.
pub(super) async fn serve(frame: Frame, Path(file): Path<Uuid>, request: Request) -> Result<Response> {
    let stored = base::files::find(&mut frame.site.db.reader(), file).await?;
    if stored.purpose != PURPOSE || kind_of(&stored.media_type).is_none() {
        return Err(Error::NotFound);
    }
    let mut response = frame.site.files.serve(&stored, request).await?;
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
    Ok(response)
}
