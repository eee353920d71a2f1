//! Chữ đã gõ khi phiên đã hết: what was typed into a form whose session ended meanwhile, so that the page that says so gives
//! it back to be sent again. It must never give back a password or a code.
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Form, FromRequest, Request};
use axum::http::{Method, header};

/// Larger forms are not kept: nobody types that much.
const LIMIT: usize = 256 << 10;
/// Parts of names of fields that hold secrets.
const SECRET: [&str; 4] = ["mat-khau", "chung-minh", "password", "ma-"];

/// Reads the body of a stranger's form so that it is still there when the answer is "sign in first".
pub(crate) async fn keep(request: Request, stranger: bool) -> (Request, Option<Bytes>) {
    let headers = request.headers();
    let form = headers.get(header::CONTENT_TYPE).is_some_and(|t| t.as_bytes().starts_with(b"application/x-www-form-urlencoded"));
    let length = headers.get(header::CONTENT_LENGTH).and_then(|v| v.to_str().ok()).and_then(|v| v.parse::<usize>().ok());
    if !stranger || request.method() != Method::POST || !form || length.is_none_or(|length| length > LIMIT) {
        return (request, None);
    }
    let (parts, body) = request.into_parts();
    match to_bytes(body, LIMIT).await {
        Ok(bytes) => (Request::from_parts(parts, Body::from(bytes.clone())), Some(bytes)),
        Err(_) => (Request::from_parts(parts, Body::empty()), None),
    }
}

/// Names and values in the order of the form, without secrets.
pub(crate) async fn fields(bytes: Bytes) -> Vec<(String, String)> {
    let request = Request::post("/").header(header::CONTENT_TYPE, "application/x-www-form-urlencoded").body(Body::from(bytes));
    let Ok(request) = request else { return Vec::new() };
    let Ok(Form(pairs)) = Form::<Vec<(String, String)>>::from_request(request, &()).await else { return Vec::new() };
    pairs.into_iter().filter(|(name, _)| !SECRET.iter().any(|secret| name.contains(secret))).collect()
}
