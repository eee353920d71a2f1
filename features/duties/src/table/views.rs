//! Bộ lọc đã lưu: a person keeps the table's address under a name; coordinators may share it with the department.
use super::store::{self, View};
use crate::list::Asked;
use crate::scope;
use axum::Form as Body;
use axum::extract::Path;
use axum::response::Response;
use base::{Error, Fetch, PersonalData, Result, Viewer, args};
use serde_json::json;
use ui::{Form, Frame};
use uuid::Uuid;

/// What is kept of a person here: saved views, and what an act on many duties changed, so that it can be undone. A year.
pub(crate) const PERSONAL: PersonalData = PersonalData {
    what: "duties-data-views",
    purpose: "duties-data-views-purpose",
    retention_days: 365,
    export: |db, account| {
        Box::pin(async move {
            let views: Vec<View> = db.all(store::VIEWS_OF, args![account]).await?;
            let acts: Vec<(i64, String, Option<i64>)> = db.all(store::BULKS_OF, args![account]).await?;
            let views = views.into_iter().map(|v| json!({ "kind": "view", "name": v.name, "query": v.query, "shared": v.shared }));
            let acts = acts.into_iter().map(|(at, items, undone)| json!({ "kind": "act_on_many", "at": at, "items": items, "undone_at": undone }));
            Ok(views.chain(acts).collect())
        })
    },
    erase: |tx, account| Box::pin(async move { Ok(tx.exec(store::VIEWS_ERASE, args![account]).await? + tx.exec(store::BULKS_ERASE, args![account]).await?) }),
};

async fn campaign(frame: &Frame, viewer: &Viewer) -> Result<Uuid> {
    Ok(plan::door::working(&mut frame.site.db.reader(), viewer).await?.ok_or(Error::NotFound)?.id)
}

/// `POST /nhiem-vu/bang/luu`
pub(crate) async fn save(frame: Frame, viewer: Viewer, Body(pairs): Body<Vec<(String, String)>>) -> Result<Response> {
    let form = Form::from_pairs(pairs);
    let asked = Asked { trang: String::new(), ..Asked::from_query(form.value("loc")) };
    let name: String = vietnamese::normalize_line(form.value("view-name")).chars().take(60).collect();
    if name.is_empty() {
        return Ok(ui::warned(&asked.table(), &frame.t("duties-view-name-missing")));
    }
    let campaign = campaign(&frame, &viewer).await?;
    let shared = form.value("view-shared") == "1" && scope::manages(&viewer, campaign);
    let actor = viewer.actor();
    let mut db = frame.site.db.reader();
    let known = store::views(&mut db, campaign, viewer.account, false).await?;
    if known.iter().any(|v| v.name == name && v.query == asked.query()) {
        return Ok(ui::done(&asked.table(), &frame.t("duties-already")));
    }
    if known.len() >= 40 {
        return Ok(ui::warned(&asked.table(), &frame.t("duties-view-many")));
    }
    let mut tx = frame.site.db.write().await?;
    let id = Uuid::now_v7();
    tx.exec(store::VIEW_INSERT, args![id, campaign, viewer.account, &name, asked.query(), shared, actor.at]).await?;
    tx.audit(&actor, "duty.view", "duty_view", id, Some(campaign), json!({ "shared": shared })).await?;
    tx.commit().await?;
    Ok(ui::done(&asked.table(), &frame.t("duties-view-saved")))
}

/// `POST /nhiem-vu/bang/luu/{view}/bo`
pub(crate) async fn drop_view(frame: Frame, viewer: Viewer, Path(id): Path<Uuid>) -> Result<Response> {
    change(&frame, &viewer, id, None, "duties-view-dropped").await
}

/// `POST /nhiem-vu/bang/luu/{view}/chia-se`: shares it, or keeps it to oneself again.
pub(crate) async fn share(frame: Frame, viewer: Viewer, Path(id): Path<Uuid>, Body(pairs): Body<Vec<(String, String)>>) -> Result<Response> {
    let campaign = campaign(&frame, &viewer).await?;
    if !scope::manages(&viewer, campaign) {
        return Err(Error::Forbidden);
    }
    let shared = Form::from_pairs(pairs).value("shared") == "1";
    change(&frame, &viewer, id, Some((shared, campaign)), "duties-view-saved").await
}

/// Only one's own: another's view does not exist.
async fn change(frame: &Frame, viewer: &Viewer, id: Uuid, shared: Option<(bool, Uuid)>, said: &str) -> Result<Response> {
    let actor = viewer.actor();
    let mut tx = frame.site.db.write().await?;
    let rows = match shared {
        Some((shared, campaign)) => tx.exec(store::VIEW_SHARE, args![id, viewer.account, shared, campaign]).await?,
        None => tx.exec(store::VIEW_DELETE, args![id, viewer.account]).await?,
    };
    if rows == 0 {
        return Err(Error::NotFound);
    }
    tx.audit(&actor, "duty.view", "duty_view", id, None, json!({ "shared": shared.map(|(shared, _)| shared) })).await?;
    tx.commit().await?;
    Ok(ui::done("/nhiem-vu/bang", &frame.t(said)))
}
