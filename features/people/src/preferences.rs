//! Giao diện và ngôn ngữ: two addresses that keep the reader's choice for a year and go back to a page of this site.
use crate::sign_in::set_cookie;
use crate::visit::local;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use base::http::Theme;
use base::{Lang, Routes, Site, Who};

#[derive(serde::Deserialize, Default)]
#[serde(default)]
struct Asked {
    #[serde(rename = "che-do")]
    theme: String,
    lang: String,
    ve: String,
}

pub(crate) fn routes() -> Routes {
    Routes::new().get("/giao-dien", Who::Public, theme).get("/ngon-ngu", Who::Public, language)
}

/// Keeps what a person chose on this device for a year, where the page's script may read it.
pub fn keep(site: &Site, response: &mut Response, name: &str, value: &str) {
    let secure = if site.config.is_https() { "; Secure" } else { "" };
    set_cookie(response, &format!("{name}={value}; Path=/; SameSite=Lax; Max-Age=31536000{secure}"));
}

fn back(site: &Site, asked: &Asked, name: &str, value: &str) -> Response {
    let mut response = Redirect::to(&local(&asked.ve, "/")).into_response();
    keep(site, &mut response, name, value);
    response
}

async fn theme(State(site): State<Site>, Query(asked): Query<Asked>) -> Response {
    back(&site, &asked, "theme", Theme::from_code(&asked.theme).code())
}

async fn language(State(site): State<Site>, Query(asked): Query<Asked>) -> Response {
    back(&site, &asked, "lang", Lang::from_code(&asked.lang).code())
}
