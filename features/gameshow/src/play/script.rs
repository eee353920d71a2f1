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
    [(PLAY, include_str!(concat!(env!("OUT_DIR"), "/play.js"))), (STAGE, include_str!("../stage/stage.js"))].map(|(name, text)| {
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

#[cfg(test)]
mod tests {
    use crate::live::seal::{Sealed, seal};
    use std::process::Command;

    /// What the phone's own code makes of it, run by Node.js as the build bundled it.
    fn unseal(sealed: &Sealed) -> Result<String, String> {
        let module = concat!(env!("OUT_DIR"), "/seal.mjs");
        let script = format!("import {{ unseal }} from {module:?}; console.log(unseal({:?}, {:?}).text)", sealed.sealed, sealed.key);
        let done = Command::new("node").args(["--input-type=module", "-e", &script]).output().expect("Node.js, which the build needs too");
        if done.status.success() { Ok(String::from_utf8_lossy(&done.stdout).trim().to_owned()) } else { Err(String::from_utf8_lossy(&done.stderr).into_owned()) }
    }

    #[test]
    fn a_phone_opens_what_the_server_sealed_and_nothing_that_was_changed() {
        let words = "Câu hỏi dài hơn một khối của mật mã, để bộ đếm phải đi tiếp: ".repeat(4);
        let sealed = seal(&serde_json::json!({ "text": words.trim() }).to_string(), [7; 32], [9; 12]);
        assert_eq!(unseal(&sealed).expect("it opens"), words.trim());
        let mut changed = sealed.sealed.clone().into_bytes();
        changed[40] = if changed[40] == b'A' { b'B' } else { b'A' };
        let changed = Sealed { sealed: String::from_utf8(changed).expect("base64"), key: sealed.key.clone() };
        assert!(unseal(&changed).expect_err("a changed text").contains("tag"));
        let other = Sealed { key: seal("", [8; 32], [9; 12]).key, ..sealed };
        assert!(unseal(&other).is_err(), "another key");
    }
}
