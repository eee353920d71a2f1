//! Đăng xuất (sign-out): ends the session; whoever could not come in again is told first how to keep a way back.
use super::Pairs;
use crate::store;
use askama::Template;
use axum::http::header;
use axum::response::Response;
use base::{Result, session};
use ui::{Form, Frame, Page};

#[derive(Template)]
#[template(path = "sign_in/no_return.html")]
struct NoReturnPage {
    page: Page,
    administers: bool,
}

pub(super) async fn sign_out(frame: Frame, axum::Form(pairs): Pairs) -> Result<Response> {
    let site = &frame.site;
    if let Some(viewer) = &frame.viewer {
        let sure = !Form::from_pairs(pairs).value("chac").is_empty();
        if !sure && !store::can_return(site, &mut site.db.reader(), viewer.account, &viewer.email).await? {
            let page = frame.page(frame.t("people-no-return")).noindex();
            return Ok(ui::html(&NoReturnPage { page, administers: viewer.is_administrator() }));
        }
        let mut tx = site.db.write().await?;
        session::revoke(&mut tx, &viewer.actor(), viewer.session).await?;
        tx.commit().await?;
    }
    let mut response = ui::done("/", &frame.t("people-signed-out"));
    response.headers_mut().append(header::SET_COOKIE, session::cookie(site, None));
    // The next person at this device begins anew
    super::set_cookie(&mut response, &format!("{}=; Path=/; SameSite=Lax; Max-Age=0", session::WORKING));
    Ok(response)
}
