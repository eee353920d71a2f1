//! Trang giới thiệu: accessibility, and how to tell the official site from a copy. Both say only what is true everywhere.
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use base::Site;
use ui::{Frame, Page};

#[derive(Template)]
#[template(path = "accessible.html")]
struct AccessiblePage {
    page: Page,
}

#[derive(Template)]
#[template(path = "recognise.html")]
struct RecognisePage {
    page: Page,
    address: String,
    https: bool,
    issuer: String,
}

/// `/tiep-can`.
pub async fn accessible(frame: Frame) -> Response {
    let page = frame.page(frame.t("portal-accessible")).description(frame.t("portal-accessible-lead"));
    ui::public(&AccessiblePage { page })
}

/// `/nhan-biet`.
pub async fn recognise(State(site): State<Site>, frame: Frame) -> Response {
    let page = frame.page(frame.t("portal-recognise")).description(frame.t("portal-recognise-lead"));
    let url = site.config.public_url();
    let address = url.split_once("://").map_or(url.clone(), |(_, rest)| rest.to_owned());
    let issuer = page.shell.issuer_full.clone();
    ui::public(&RecognisePage { page, address, https: site.config.is_https(), issuer })
}
