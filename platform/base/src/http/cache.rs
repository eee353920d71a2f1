//! Bộ nhớ trang công khai: rendered public pages, kept compressed until anything visible changes or the minute turns.
//! Only what a handler marked with [`Public`] is kept, and only for people who are not signed in.
use super::Preferences;
use crate::{Site, session};
use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http_body_util::BodyExt;
use moka::sync::Cache;
use sha2::{Digest, Sha256};
use std::io::Write;
use std::sync::Arc;

/// Response extension: this page is the same for everybody who is not signed in.
#[derive(Clone, Copy, Debug)]
pub struct Public;

const MAX_PAGE: usize = 1024 * 1024;
const MAX_QUERY: usize = 120;

#[derive(PartialEq, Eq, Hash)]
struct Key {
    target: String,
    preferences: Preferences,
    version: u64,
    minute: i64,
}

struct Page {
    headers: HeaderMap,
    etag: HeaderValue,
    plain: Bytes,
    gzip: Bytes,
    brotli: Bytes,
}

/// The kept pages, at most 64 MB of them.
pub struct PageCache {
    pages: Cache<Key, Arc<Page>>,
}

impl PageCache {
    pub(crate) fn new() -> PageCache {
        let weigh = |_: &Key, page: &Arc<Page>| u32::try_from(page.plain.len() + page.gzip.len() + page.brotli.len()).unwrap_or(u32::MAX);
        PageCache { pages: Cache::builder().weigher(weigh).max_capacity(64 << 20).time_to_live(std::time::Duration::from_secs(90)).build() }
    }
}

impl Default for PageCache {
    fn default() -> Self {
        PageCache::new()
    }
}

pub(super) async fn serve(State(site): State<Site>, request: Request, next: Next) -> Response {
    let headers = request.headers();
    let query = request.uri().query();
    let eligible = request.method() == Method::GET
        && !is_file(request.uri().path())
        && query.is_none_or(|q| q.len() <= MAX_QUERY)
        && session::cookie_value(headers, session::COOKIE).is_none()
        && session::cookie_value(headers, "flash").is_none();
    if !eligible {
        return next.run(request).await;
    }
    let key = Key {
        target: request.uri().path_and_query().map(|t| t.as_str().to_owned()).unwrap_or_default(),
        preferences: Preferences::of(headers, query),
        version: site.db.version(),
        minute: site.clock.now().as_second().div_euclid(60),
    };
    let asked = Asked::of(headers);
    if let Some(page) = site.cache.pages.get(&key) {
        return answer(&page, &asked);
    }
    let response = next.run(strip_encoding(request)).await;
    if response.status() != StatusCode::OK || response.extensions().get::<Public>().is_none() {
        return response;
    }
    match keep(response).await {
        Ok(page) => {
            site.cache.pages.insert(key, page.clone());
            answer(&page, &asked)
        }
        Err(response) => *response,
    }
}

/// Files are kept by browsers, not here; they go on with their `Accept-Encoding`, so that they are sent compressed.
fn is_file(path: &str) -> bool {
    let ending = path.rsplit('/').next().and_then(|name| name.rsplit_once('.')).map(|(_, ending)| ending);
    matches!(ending, Some("css" | "js" | "svg" | "png" | "jpg" | "webp" | "woff2"))
}

/// What the browser asked for, read before the request is handed on.
struct Asked {
    encoding: &'static str,
    etag: Option<HeaderValue>,
}

impl Asked {
    fn of(headers: &HeaderMap) -> Asked {
        let accepts = headers.get(header::ACCEPT_ENCODING).and_then(|v| v.to_str().ok()).unwrap_or("");
        let encoding = if accepts.contains("br") { "br" } else if accepts.contains("gzip") { "gzip" } else { "" };
        Asked { encoding, etag: headers.get(header::IF_NONE_MATCH).cloned() }
    }
}

fn strip_encoding(mut request: Request) -> Request {
    request.headers_mut().remove(header::ACCEPT_ENCODING);
    request
}

async fn keep(response: Response) -> Result<Arc<Page>, Box<Response>> {
    let (parts, body) = response.into_parts();
    let plain = match body.collect().await {
        Ok(body) => body.to_bytes(),
        Err(error) => return Err(Box::new(crate::Error::internal(error).into_response())),
    };
    if plain.len() > MAX_PAGE {
        return Err(Box::new(Response::from_parts(parts, Body::from(plain))));
    }
    let mut headers = parts.headers;
    headers.remove(header::CONTENT_LENGTH);
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=0, must-revalidate"));
    headers.insert(header::VARY, HeaderValue::from_static("Accept-Encoding, Cookie"));
    let digest = hex::encode(&Sha256::digest(&plain)[..12]);
    let etag = HeaderValue::from_str(&format!("W/\"{digest}\"")).unwrap_or(HeaderValue::from_static("W/\"0\""));
    headers.insert(header::ETAG, etag.clone());
    Ok(Arc::new(Page { gzip: gzip(&plain), brotli: brotli(&plain), plain, headers, etag }))
}

fn answer(page: &Page, asked: &Asked) -> Response {
    let mut headers = page.headers.clone();
    if asked.etag.as_ref() == Some(&page.etag) {
        headers.remove(header::CONTENT_TYPE);
        return (StatusCode::NOT_MODIFIED, headers).into_response();
    }
    let body = match asked.encoding {
        "br" => page.brotli.clone(),
        "gzip" => page.gzip.clone(),
        _ => page.plain.clone(),
    };
    if !asked.encoding.is_empty() {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(asked.encoding));
    }
    let mut response = Response::new(Body::from(body));
    *response.headers_mut() = headers;
    response
}

fn gzip(bytes: &[u8]) -> Bytes {
    let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::new(6));
    out.write_all(bytes).and_then(|()| out.finish()).map(Bytes::from).unwrap_or_default()
}

fn brotli(bytes: &[u8]) -> Bytes {
    let mut out = Vec::new();
    {
        let mut writer = brotli::CompressorWriter::new(&mut out, 4096, 6, 20);
        if writer.write_all(bytes).is_err() {
            return Bytes::new();
        }
    }
    Bytes::from(out)
}
