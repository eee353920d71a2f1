//! Ảnh, âm thanh, video của câu hỏi: uploaded with limits, known by content and never by name, served to phones and screens.
use super::{DESK, edit, store};
use axum::extract::{Multipart, Path};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
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
const VIDEO: usize = 30 << 20;
/// Why these files are kept; only files of this purpose are served here.
const PURPOSE: &str = "quiz-media";
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

fn kind_of(media_type: &str) -> Option<MediaKind> {
    KINDS.iter().find(|(name, _)| *name == media_type).map(|(_, kind)| *kind)
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
    let kind = infer::get(&bytes).and_then(|found| kind_of(found.mime_type()));
    let most = match kind {
        Some(MediaKind::Picture) | None => PICTURE,
        Some(MediaKind::Sound) => SOUND,
        Some(MediaKind::Video) => VIDEO,
    };
    let (Some(kind), false) = (kind, too_large || bytes.len() > most) else {
        let key = if too_large || (kind.is_some() && bytes.len() > most) { "gameshow-sets-media-large" } else { "gameshow-sets-media-kind" };
        let form = Form::new().with("mo-ta", alt).failing("file", frame.t(key));
        return Ok(edit::refused(&frame, &row, &asked, form));
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
pub(super) async fn serve(frame: Frame, Path(file): Path<Uuid>, headers: HeaderMap) -> Result<Response> {
    let stored = base::files::find(&mut frame.site.db.reader(), file).await?;
    if stored.purpose != PURPOSE || kind_of(&stored.media_type).is_none() {
        return Err(Error::NotFound);
    }
    let bytes = frame.site.files.read(&stored.sha256).await?;
    let fixed = [
        (header::CONTENT_TYPE, stored.media_type.clone()),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable".to_owned()),
        (header::ACCEPT_RANGES, "bytes".to_owned()),
    ];
    let Some(range) = headers.get(header::RANGE).and_then(|v| v.to_str().ok()) else { return Ok((fixed, bytes).into_response()) };
    Ok(match part(range, bytes.len()) {
        Some((from, to)) => {
            let about = format!("bytes {from}-{to}/{}", bytes.len());
            (StatusCode::PARTIAL_CONTENT, fixed, [(header::CONTENT_RANGE, about)], bytes[from..=to].to_vec()).into_response()
        }
        None => (StatusCode::RANGE_NOT_SATISFIABLE, [(header::CONTENT_RANGE, format!("bytes */{}", bytes.len()))]).into_response(),
    })
}

/// First and last byte of `bytes=a-b`, `bytes=a-` or `bytes=-n`.
fn part(range: &str, length: usize) -> Option<(usize, usize)> {
    let (from, to) = range.trim().strip_prefix("bytes=")?.split_once('-')?;
    let last = length.checked_sub(1)?;
    let (from, to) = match (from.trim(), to.trim()) {
        ("", n) => (length.saturating_sub(n.parse().ok()?), last),
        (a, "") => (a.parse().ok()?, last),
        (a, b) => (a.parse().ok()?, b.parse::<usize>().ok()?.min(last)),
    };
    (from <= to && to <= last).then_some((from, to))
}

#[cfg(test)]
mod tests {
    use super::part;

    #[test]
    fn ranges_stay_within_the_file() {
        assert_eq!(part("bytes=0-1", 10), Some((0, 1)));
        assert_eq!(part("bytes=4-", 10), Some((4, 9)));
        assert_eq!(part("bytes=-3", 10), Some((7, 9)));
        assert_eq!(part("bytes=5-99", 10), Some((5, 9)));
        for wrong in ["bytes=10-", "bytes=3-2", "bytes=-0", "bytes=a-b", "items=0-1", "bytes=0-1"] {
            assert_eq!(part(wrong, if wrong == "bytes=0-1" { 0 } else { 10 }), None, "{wrong}");
        }
    }
}
