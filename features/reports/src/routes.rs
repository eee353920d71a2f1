//! Trang (pages): extract → model → store → page.
use crate::model::{Draft, Entry};
use crate::{EDIT, store};
use askama::Template;
use axum::Form as Body;
use axum::response::Response;
use base::{Result, Viewer};
use ui::{Form, Frame, Page};

#[derive(Template)]
#[template(path = "list.html")]
struct ListPage {
    page: Page,
    entries: Vec<Entry>,
    form: Form,
    may_edit: bool,
}

async fn page(frame: &Frame, form: Form) -> Result<ListPage> {
    let entries = store::list(&mut frame.site.db.reader()).await?;
    let may_edit = frame.viewer.as_ref().is_some_and(|viewer| viewer.can(EDIT));
    Ok(ListPage { page: frame.page(frame.t("reports-nav")), entries, form, may_edit })
}

/// `GET /bao-cao`: everybody sees the entries; those who may write get a form.
pub async fn list(frame: Frame) -> Result<Response> {
    Ok(ui::public(&page(&frame, Form::new()).await?))
}

/// `POST /bao-cao`: adds an entry, or shows the form again with what was typed.
pub async fn add(frame: Frame, viewer: Viewer, Body(draft): Body<Draft>) -> Result<Response> {
    let title = match draft.check() {
        Ok(title) => title,
        Err(message) => {
            let mut form = Form::new().with("title", draft.title.clone());
            form.fail("title", frame.t(message));
            return Ok(ui::unprocessable(&page(&frame, form).await?));
        }
    };
    let mut tx = frame.site.db.write().await?;
    store::add(&mut tx, &viewer.actor(), title).await?;
    tx.commit().await?;
    Ok(ui::done("/bao-cao", &frame.t("reports-added")))
}
