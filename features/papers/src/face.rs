//! Chữ của bản xem trước (face): the type of papers, for browsers without Times New Roman. Its address holds no hash, so a browser
//! asks again after a day, and is told in a line that nothing changed.
use crate::press::fonts;
use axum::body::Bytes;
use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base::{Error, Result};
use paper::Look;
use sha2::{Digest, Sha256};
use std::sync::LazyLock;

/// Names of the faces, as the style sheet has them.
const FACES: [(&str, Look); 4] = [
    ("thuong.ttf", Look { bold: false, italic: false }),
    ("dam.ttf", Look { bold: true, italic: false }),
    ("nghieng.ttf", Look { bold: false, italic: true }),
    ("dam-nghieng.ttf", Look { bold: true, italic: true }),
];

/// A mark of each face, in the same order.
static TAGS: LazyLock<[String; 4]> = LazyLock::new(|| FACES.map(|(_, look)| format!("\"{}\"", hex::encode(&Sha256::digest(fonts().bytes(look))[..8]))));

/// `GET /van-ban/chu/{name}`
pub async fn serve(Path(name): Path<String>, headers: HeaderMap) -> Result<Response> {
    let at = FACES.iter().position(|(known, _)| *known == name).ok_or(Error::NotFound)?;
    let tag = TAGS[at].as_str();
    let fixed = [(header::ETAG, tag), (header::CACHE_CONTROL, "public, max-age=86400")];
    if headers.get(header::IF_NONE_MATCH).and_then(|v| v.to_str().ok()).is_some_and(|known| known.split(',').any(|one| one.trim().trim_start_matches("W/") == tag)) {
        return Ok((StatusCode::NOT_MODIFIED, fixed).into_response());
    }
    let bytes = Bytes::from_static(fonts().bytes(FACES[at].1));
    Ok((fixed, [(header::CONTENT_TYPE, "font/ttf")], bytes).into_response())
}
