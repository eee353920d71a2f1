//! Tập lệnh: the small modules of phone and big screen, served under the hash of their content so that they may be kept.
use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};
use std::sync::LazyLock;

/// The phone's module.
pub const PLAY: &str = "choi";
/// The big screen's module.
pub const STAGE: &str = "man-hinh";

struct Module {
    name: String,
    text: &'static str,
}

static MODULES: LazyLock<[(&'static str, Module); 2]> = LazyLock::new(|| {
    // one module in three parts, sent as one
    let play = concat!(include_str!("seal.js"), "\n", include_str!("play.js"), "\n", include_str!("net.js"));
    [(PLAY, play), (STAGE, include_str!("../stage/stage.js"))].map(|(name, text)| {
        let hash = hex::encode(&Sha256::digest(text)[..8]);
        (name, Module { name: format!("{name}.{hash}.js"), text })
    })
});

/// Where a module lies.
pub fn address(name: &str) -> String {
    let file = MODULES.iter().find(|(known, _)| *known == name).map_or("", |(_, module)| module.name.as_str());
    format!("/dau-truong/tap-lenh/{file}")
}

/// `GET /dau-truong/tap-lenh/{name}`.
pub async fn serve(Path(name): Path<String>) -> Response {
    match MODULES.iter().find(|(_, module)| module.name == name) {
        Some((_, module)) => (
            [(header::CONTENT_TYPE, "text/javascript; charset=utf-8"), (header::CACHE_CONTROL, "public, max-age=31536000, immutable")],
            module.text,
        )
            .into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
