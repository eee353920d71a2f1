//! Quản trị: what this person may administer, each place with a word on what it is for.
use askama::Template;
use axum::response::Response;
use base::{Error, Result, Viewer};
use ui::{Frame, Page};

/// A place of the administration.
struct Place {
    href: &'static str,
    icon: &'static str,
    name: String,
    purpose: String,
}

#[derive(Template)]
#[template(path = "admin/index.html")]
struct IndexPage {
    page: Page,
    places: Vec<Place>,
}

/// Refused to whoever may open none of the places.
pub(super) async fn show(frame: Frame, viewer: Viewer) -> Result<Response> {
    let may = crate::MENU.iter().filter(|(_, _, _, permission, _)| viewer.can(permission));
    let places: Vec<Place> = may
        .map(|&(label, href, icon, _, _)| Place { href, icon, name: frame.t(label), purpose: frame.t(&format!("{label}-purpose")) })
        .collect();
    if places.is_empty() {
        return Err(Error::Forbidden);
    }
    Ok(ui::html(&IndexPage { page: frame.page(frame.t("people-admin")).noindex(), places }))
}
