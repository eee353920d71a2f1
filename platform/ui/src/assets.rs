//! Embedded files (tệp tĩnh): one style sheet, one script, fonts, icons; served under `/tai-nguyen/HASH/NAME`, where
//! HASH is of the content, so browsers may keep them for ever. Nothing is read from disk while running.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::sync::{LazyLock, OnceLock};

use axum::body::Bytes;
use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use sha2::{Digest as _, Sha256};

use crate::tokens;

/// Folder of all embedded files in the address space.
pub const ROOT: &str = "/tai-nguyen";

macro_rules! made {
    ($name:literal) => {
        ($name, include_bytes!(concat!(env!("OUT_DIR"), "/", $name)).as_slice())
    };
}
macro_rules! ours {
    ($name:literal) => {
        ($name, include_bytes!(concat!("../static/", $name)).as_slice())
    };
}

const FILES: [(&str, &[u8]); 10] = [
    made!("be-vietnam-pro-400.woff2"),
    made!("be-vietnam-pro-600.woff2"),
    made!("be-vietnam-pro-800.woff2"),
    made!("inter-digits-400.woff2"),
    made!("inter-digits-600.woff2"),
    made!("inter-digits-800.woff2"),
    ours!("icons.svg"),
    ours!("mark.svg"),
    ours!("drum.svg"),
    made!("ui.js"),
];
/// Be Vietnam Pro 600 as TrueType, for pictures that the server draws; not served.
pub const TEXT_600: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/be-vietnam-pro-600.ttf"));
/// Be Vietnam Pro 800 as TrueType, for pictures that the server draws; not served.
pub const TEXT_800: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/be-vietnam-pro-800.ttf"));
const CSS: &str = include_str!(concat!(env!("OUT_DIR"), "/ui.css"));

/// One embedded file.
pub struct File {
    kind: &'static str,
    hash: String,
    url: String,
    plain: Bytes,
    gzip: LazyLock<Option<Bytes>, Squeeze>,
    brotli: LazyLock<Option<Bytes>, Squeeze>,
}

type Squeeze = Box<dyn FnOnce() -> Option<Bytes> + Send>;

impl File {
    fn new(name: &str, content: Vec<u8>) -> Self {
        let hash = hex::encode(&Sha256::digest(&content)[..8]);
        let kind = match name.rsplit('.').next() {
            Some("css") => "text/css; charset=utf-8",
            Some("js") => "text/javascript; charset=utf-8",
            Some("svg") => "image/svg+xml",
            Some("woff2") => "font/woff2",
            _ => "application/octet-stream",
        };
        let plain = Bytes::from(content);
        let text = (kind != "font/woff2").then(|| plain.clone());
        let (for_gzip, for_brotli) = (text.clone(), text);
        Self {
            kind,
            url: format!("{ROOT}/{hash}/{name}"),
            hash,
            plain,
            gzip: LazyLock::new(Box::new(move || gzip(&for_gzip?))),
            brotli: LazyLock::new(Box::new(move || brotli(&for_brotli?))),
        }
    }
    /// The content as it is, not compressed.
    pub fn content(&self) -> &[u8] {
        &self.plain
    }
}

fn gzip(content: &[u8]) -> Option<Bytes> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(content).ok()?;
    encoder.finish().ok().map(Bytes::from)
}

fn brotli(content: &[u8]) -> Option<Bytes> {
    let parameters = brotli::enc::BrotliEncoderParams { quality: 10, ..Default::default() };
    let mut out = Vec::new();
    brotli::BrotliCompress(&mut &*content, &mut out, &parameters).ok()?;
    Some(Bytes::from(out))
}

/// All embedded files, with the style of the features behind ours.
pub struct Bundle {
    files: BTreeMap<String, File>,
}

impl Bundle {
    /// Joins the style sheets: `extra_css` is feature name and style; features write into `@layer screens`.
    pub fn new(extra_css: &[(&'static str, &'static str)]) -> Self {
        let coloured = |name: &str, content: &[u8]| match std::str::from_utf8(content) {
            Ok(text) if name.ends_with(".svg") => with_colours(text).into_bytes(),
            _ => content.to_vec(),
        };
        let mut files: BTreeMap<String, File> = FILES
            .iter()
            .map(|(name, content)| ((*name).to_owned(), File::new(name, coloured(name, content))))
            .collect();
        let mut css = CSS.to_owned();
        for (feature, style) in extra_css {
            css.push_str(&format!("/* {feature} */\n{style}\n"));
        }
        for (name, file) in &files {
            css = css.replace(&format!("asset:{name}"), &file.url);
        }
        files.insert("ui.css".to_owned(), File::new("ui.css", css.into_bytes()));
        Self { files }
    }
    /// A file by name.
    pub fn file(&self, name: &str) -> Option<&File> {
        self.files.get(name)
    }
    /// Address of a file; an unknown name gives an address that answers 404.
    pub fn url(&self, name: &str) -> &str {
        self.files.get(name).map_or("/tai-nguyen/khong-co", |file| file.url.as_str())
    }
}

/// `token:NAME` in our SVG files stands for a colour of `tokens.css` (light theme).
fn with_colours(svg: &str) -> String {
    let mut parts = svg.split("token:");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let end = part.find(|c: char| c != '-' && !c.is_ascii_alphanumeric()).unwrap_or(part.len());
        out.push_str(tokens::colour(&part[..end], false));
        out.push_str(&part[end..]);
    }
    out
}

static BUNDLE: OnceLock<Bundle> = OnceLock::new();

/// Hands in the bundle with the features' style; once, before the first page. Says whether it was the first.
pub fn install(bundle: Bundle) -> bool {
    BUNDLE.set(bundle).is_ok()
}

/// The bundle in use; without [`install`], our own files only.
pub fn bundle() -> &'static Bundle {
    BUNDLE.get_or_init(|| Bundle::new(&[]))
}

/// Address of an embedded file: `asset("ui.css")` → `/tai-nguyen/4f…/ui.css`.
pub fn asset(name: &str) -> &'static str {
    bundle().url(name)
}

/// Serves the embedded files. Mount it at the root, outside session and CSRF.
pub fn router<S: Clone + Send + Sync + 'static>() -> axum::Router<S> {
    axum::Router::new().route("/tai-nguyen/{hash}/{name}", get(serve))
}

async fn serve(Path((hash, name)): Path<(String, String)>, headers: HeaderMap) -> Response {
    match bundle().file(&name).filter(|file| file.hash == hash) {
        Some(file) => answer(file, &headers),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

fn answer(file: &File, asked: &HeaderMap) -> Response {
    let says = |name: header::HeaderName, word: &str| {
        asked.get(name).and_then(|value| value.to_str().ok()).is_some_and(|value| value.contains(word))
    };
    let etag = format!("\"{}\"", file.hash);
    let mut headers = HeaderMap::new();
    let mut set = |name: header::HeaderName, value: &str| {
        if let Ok(value) = value.parse() {
            headers.insert(name, value);
        }
    };
    set(header::CACHE_CONTROL, "public, max-age=31536000, immutable");
    set(header::ETAG, &etag);
    set(header::VARY, "accept-encoding");
    if says(header::IF_NONE_MATCH, &etag) {
        return (StatusCode::NOT_MODIFIED, headers).into_response();
    }
    set(header::CONTENT_TYPE, file.kind);
    let packed = if says(header::ACCEPT_ENCODING, "br") {
        file.brotli.as_ref().map(|bytes| ("br", bytes))
    } else if says(header::ACCEPT_ENCODING, "gzip") {
        file.gzip.as_ref().map(|bytes| ("gzip", bytes))
    } else {
        None
    };
    let body = match packed {
        Some((encoding, bytes)) => {
            set(header::CONTENT_ENCODING, encoding);
            bytes.clone()
        }
        None => file.plain.clone(),
    };
    (headers, body).into_response()
}

#[cfg(test)]
#[path = "assets_test.rs"]
mod tests;
