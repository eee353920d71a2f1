//! Trả lời: how a template becomes a response, and how a problem becomes a page.
use crate::frame::{FLASH, Frame};
use crate::page::{Page, encode};
use crate::typed;
use askama::Template;
use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{Html, IntoResponse, Redirect, Response};
use base::error::{Problem, SECOND_FACTOR};
use base::http::cache::Public;
use base::{Error, Site};

/// A page.
pub fn html(template: &impl Template) -> Response {
    match template.render() {
        Ok(text) => Html(text).into_response(),
        Err(error) => Error::internal(format!("rendering a page: {error}")).into_response(),
    }
}

/// A page that is the same for everybody who is not signed in: it may be kept until something changes.
pub fn public(template: &impl Template) -> Response {
    let mut response = html(template);
    response.extensions_mut().insert(Public);
    response
}

/// A form with errors: status 422, everything typed still in it.
pub fn unprocessable(template: &impl Template) -> Response {
    (StatusCode::UNPROCESSABLE_ENTITY, html(template)).into_response()
}

/// A page with a status of its own.
pub fn with_status(status: StatusCode, template: &impl Template) -> Response {
    (status, html(template)).into_response()
}

/// After a change: 303 to `path`, with a message shown there once.
pub fn done(path: &str, message: &str) -> Response {
    flash(path, "ok", message)
}

/// As [`done`], for a message that warns.
pub fn warned(path: &str, message: &str) -> Response {
    flash(path, "warn", message)
}

fn flash(path: &str, tone: &str, message: &str) -> Response {
    let mut response = Redirect::to(path).into_response();
    let cookie = format!("{FLASH}={tone}:{}; Path=/; HttpOnly; SameSite=Lax; Max-Age=60", encode(message));
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

type Typed = Option<(String, Vec<(String, String)>)>;

/// Adds the layer that turns problems into pages, sends strangers to sign in, and ends shown messages.
pub fn error_pages(site: &Site, router: Router<Site>) -> Router<Site> {
    router.layer(from_fn_with_state(site.clone(), finish))
}

#[derive(Template)]
#[template(path = "layout/problem.html")]
struct ProblemPage {
    page: Page,
    detail: String,
    advice: &'static str,
    /// What a person typed whose session had ended: where it goes, and the fields.
    typed: Typed,
}

async fn finish(State(site): State<Site>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let frame = Frame::of(&site, &parts);
    let is_get = parts.method == Method::GET;
    let flashed = base::session::cookie_value(&parts.headers, FLASH).is_some();
    let wants_page = parts.headers.get(header::ACCEPT).and_then(|v| v.to_str().ok()).is_none_or(|a| a.contains("html") || a.contains("*/*"));
    let is_data = parts.uri.path().starts_with("/du-lieu");
    let (request, typed) = typed::keep(Request::from_parts(parts, body), frame.viewer.is_none()).await;
    let mut response = next.run(request).await;
    let problem = response.extensions().get::<Problem>().cloned().or_else(|| rejected(&response));
    if let Some(problem) = problem {
        if problem.status == StatusCode::UNAUTHORIZED && is_get && wants_page && !is_data {
            return Redirect::to(&format!("/dang-nhap?ve={}", encode(&frame.path))).into_response();
        }
        if problem.key == SECOND_FACTOR && is_get && wants_page && !is_data {
            return Redirect::to("/tai-khoan/hai-lop").into_response();
        }
        let typed = match typed {
            Some(bytes) if problem.status == StatusCode::UNAUTHORIZED => Some((frame.path.clone(), typed::fields(bytes).await)),
            _ => None,
        };
        return problem_response(&frame, problem, wants_page && !is_data, response, typed);
    }
    if flashed && is_get && response.status() == StatusCode::OK {
        let over = HeaderValue::from_static("flash=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0");
        response.headers_mut().append(header::SET_COOKIE, over);
    }
    response
}

/// Refusals that axum's own extractors made in plain English text: a body too large, an unreadable form, a wrong id.
fn rejected(response: &Response) -> Option<Problem> {
    let plain = response.headers().get(header::CONTENT_TYPE).is_none_or(|t| t.as_bytes().starts_with(b"text/plain"));
    let (status, key) = match response.status() {
        StatusCode::PAYLOAD_TOO_LARGE => (StatusCode::PAYLOAD_TOO_LARGE, "base-problem-too-large"),
        StatusCode::BAD_REQUEST | StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED if plain => {
            (response.status(), "base-problem-not-found")
        }
        StatusCode::UNPROCESSABLE_ENTITY | StatusCode::UNSUPPORTED_MEDIA_TYPE if plain => (response.status(), "base-problem-invalid"),
        _ => return None,
    };
    Some(Problem { status, key, detail: None })
}

/// A page of the desk that this campaign does not open may be open in another one: offers the choice.
fn elsewhere(frame: &Frame, page: Page, status: StatusCode) -> Page {
    let refused = matches!(status, StatusCode::FORBIDDEN | StatusCode::NOT_FOUND);
    let of_desk = page.viewer.iter().flat_map(|v| &v.desk).flat_map(|group| &group.entries).any(|entry| entry.href == page.active);
    match &frame.viewer {
        Some(viewer) if refused && of_desk => {
            let at = viewer.working(page.shell.campaigns.iter().map(|c| c.key));
            page.working(at)
        }
        _ => page,
    }
}

fn problem_response(frame: &Frame, problem: Problem, as_page: bool, original: Response, typed: Typed) -> Response {
    let title = frame.t(problem.key);
    let detail = problem.detail.map(|d| if frame.site.catalog.knows(&d) { frame.t(&d) } else { d }).unwrap_or_default();
    let mut response = if as_page {
        let advice = match problem.status {
            StatusCode::UNAUTHORIZED if typed.is_some() => "base-advice-signed-out",
            StatusCode::NOT_FOUND => "base-advice-not-found",
            StatusCode::FORBIDDEN | StatusCode::UNAUTHORIZED => "base-advice-forbidden",
            StatusCode::TOO_MANY_REQUESTS => "base-advice-too-many",
            status if status.is_server_error() => "base-advice-internal",
            _ => "base-advice-back",
        };
        html(&ProblemPage { page: elsewhere(frame, frame.page(title).noindex(), problem.status), detail, advice, typed })
    } else {
        let text = if detail.is_empty() { title } else { format!("{title}: {detail}") };
        let body = format!("{{\"error\":\"{}\"}}", text.replace('\\', "").replace('"', "'"));
        ([(header::CONTENT_TYPE, "application/json")], body).into_response()
    };
    *response.status_mut() = problem.status;
    for (name, value) in original.headers() {
        if name == header::RETRY_AFTER || name == header::ALLOW {
            response.headers_mut().insert(name, value.clone());
        }
    }
    response
}
