//! Nhắc việc của tôi: a person's own hour, and kinds that the digest leaves out.
use super::{PAGE, model, store};
use askama::Template;
use axum::Form;
use axum::response::Response;
use base::{Fetch, Result, Viewer, args};
use serde_json::json;
use ui::{Choice, Frame, Page};
use uuid::Uuid;

#[derive(Template)]
#[template(path = "remind/mine.html")]
struct MinePage {
    page: Page,
    form: ui::Form,
    kinds: Vec<Choice>,
}

fn page(frame: &Frame, form: ui::Form) -> MinePage {
    let kinds = model::MUTES.iter().map(|m| Choice::new(*m, frame.t(&format!("duties-remind-kind-{m}"))));
    MinePage { page: frame.page(frame.t("duties-remind-mine")).noindex(), form, kinds: kinds.collect() }
}

/// GET `/nhiem-vu/nhac/cua-toi`.
pub(crate) async fn show(frame: Frame, viewer: Viewer) -> Result<Response> {
    let chosen: Option<(Uuid, Option<i64>, String)> = frame.site.db.reader().maybe(store::PERSON, args![viewer.account]).await?;
    let (_, hour, muted) = chosen.unwrap_or_default();
    let mut form = ui::Form::new().with("gio", hour.map(|h| h.to_string()).unwrap_or_default());
    for kind in model::MUTES.iter().filter(|m| !muted.split(',').any(|one| one == **m)) {
        form = form.and("nhan", *kind);
    }
    Ok(ui::html(&page(&frame, form)))
}

/// POST `/nhiem-vu/nhac/cua-toi`: what is not ticked is muted.
pub(crate) async fn save(frame: Frame, viewer: Viewer, Form(pairs): Form<Vec<(String, String)>>) -> Result<Response> {
    let mut form = ui::Form::from_pairs(pairs);
    let typed = form.value("gio").trim().to_owned();
    let hour = typed.parse::<i64>().ok().filter(|h| (0..24).contains(h));
    if hour.is_none() && !typed.is_empty() {
        form.fail("gio", frame.t2("duties-error-number", "least", 0, "most", 23));
        return Ok(ui::unprocessable(&page(&frame, form)));
    }
    let muted = model::MUTES.into_iter().filter(|m| !form.has("nhan", m)).collect::<Vec<_>>().join(",");
    let actor = viewer.actor();
    let mut tx = frame.site.db.write().await?;
    tx.exec(store::SAVE_PERSON, args![viewer.account, hour, &muted]).await?;
    tx.audit(&actor, "reminder.mine", "account", viewer.account, None, json!({ "muted": muted })).await?;
    tx.commit().await?;
    Ok(ui::done(&format!("{PAGE}/cua-toi"), &frame.t("duties-saved")))
}
