//! Lựa chọn của người đọc: language and light or dark, from cookies; `?lang=en` overrides for one page (share links).
use crate::{Lang, session::cookie_value};
use axum::extract::{FromRequestParts, Request};
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::Response;
use std::convert::Infallible;

/// Light, dark or as the device says.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Theme {
    /// As the device says.
    #[default]
    Auto,
    /// Sáng.
    Light,
    /// Tối.
    Dark,
}

impl Theme {
    /// Value of the cookie and of `<html data-theme>`.
    pub fn code(self) -> &'static str {
        match self {
            Theme::Auto => "auto",
            Theme::Light => "light",
            Theme::Dark => "dark",
        }
    }

    /// Reads a code.
    pub fn from_code(code: &str) -> Theme {
        match code {
            "light" | "sang" => Theme::Light,
            "dark" | "toi" => Theme::Dark,
            _ => Theme::Auto,
        }
    }
}

/// What the reader chose; an extractor of every handler.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct Preferences {
    /// Language.
    pub lang: Lang,
    /// Theme.
    pub theme: Theme,
}

impl Preferences {
    /// Reads them from a request.
    pub fn of(headers: &axum::http::HeaderMap, query: Option<&str>) -> Preferences {
        let asked = query.and_then(|q| q.split('&').find_map(|pair| pair.strip_prefix("lang=")));
        let lang = asked.or_else(|| cookie_value(headers, "lang")).map_or(Lang::Vi, Lang::from_code);
        Preferences { lang, theme: cookie_value(headers, "theme").map_or(Theme::Auto, Theme::from_code) }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Preferences {
    type Rejection = Infallible;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(parts.extensions.get::<Preferences>().copied().unwrap_or_default())
    }
}

pub(super) async fn read(mut request: Request, next: Next) -> Response {
    let preferences = Preferences::of(request.headers(), request.uri().query());
    request.extensions_mut().insert(preferences);
    next.run(request).await
}
