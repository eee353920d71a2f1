//! Cài đặt nhắc việc của chiến dịch: on or off, the hour, quiet hours, days per rung, and from which day deadlines count.
use super::store::{self, Setting};
use super::{PAGE, coordinated, model};
use askama::Template;
use axum::Form;
use axum::http::StatusCode;
use axum::response::Response;
use base::{Result, Viewer, args};
use plan::door::Campaign;
use serde_json::json;
use ui::{Frame, Page};

#[derive(Template)]
#[template(path = "remind/settings.html")]
struct SettingsPage {
    page: Page,
    form: ui::Form,
}

fn page(frame: &Frame, campaign: &Campaign, form: ui::Form) -> SettingsPage {
    SettingsPage { page: frame.page(frame.t("duties-remind-settings")).crumb(frame.t("duties-remind-title"), PAGE).noindex().working(campaign.id), form }
}

fn shown(iso: &str) -> String {
    plan::door::day(Some(iso)).map(vietnamese::dates::short).unwrap_or_default()
}

/// GET `/nhiem-vu/nhac/cai-dat`.
pub(crate) async fn show(frame: Frame, viewer: Viewer) -> Result<Response> {
    let mut db = frame.site.db.reader();
    let campaign = coordinated(&mut db, &viewer).await?;
    let s = store::setting(&mut db, campaign.id).await?;
    let form = ui::Form::new()
        .with("bat", if s.enabled { "1" } else { "" })
        .with("gio", s.hour.to_string())
        .with("yen-tu", s.quiet_from.to_string())
        .with("yen-den", s.quiet_to.to_string())
        .with("thu-truong", s.head_after.to_string())
        .with("dau-moi", s.coordinator_after.to_string())
        .with("van-phong", s.office_after.to_string())
        .with("tinh-tu", shown(&s.counts_from))
        .with("revision", s.revision.to_string());
    Ok(ui::html(&page(&frame, &campaign, form)))
}

/// POST `/nhiem-vu/nhac/cai-dat`.
pub(crate) async fn save(frame: Frame, viewer: Viewer, Form(pairs): Form<Vec<(String, String)>>) -> Result<Response> {
    let mut form = ui::Form::from_pairs(pairs);
    let site = &frame.site;
    let campaign = coordinated(&mut site.db.reader(), &viewer).await?;
    let mut number = |field: &str, least: i64, most: i64| {
        let read = form.value(field).trim().parse::<i64>().ok().filter(|n| (least..=most).contains(n));
        if read.is_none() {
            form.fail(field, frame.t2("duties-error-number", "least", least, "most", most));
        }
        read.unwrap_or(least)
    };
    let (hour, quiet_from, quiet_to) = (number("gio", 0, 23), number("yen-tu", 0, 23), number("yen-den", 0, 23));
    let (head, coordinator, office) = (number("thu-truong", 1, 90), number("dau-moi", 1, 90), number("van-phong", 1, 90));
    if form.ok() && !(head <= coordinator && coordinator <= office) {
        form.fail("van-phong", frame.t("duties-remind-ladder-order"));
    }
    if form.ok() && model::is_quiet(hour, quiet_from, quiet_to) {
        form.fail("gio", frame.t("duties-remind-hour-quiet"));
    }
    let typed_from = crate::prepare::day_field(&frame, &mut form, "tinh-tu");
    if !form.ok() {
        return Ok(ui::unprocessable(&page(&frame, &campaign, form)));
    }
    let actor = viewer.actor();
    let mut tx = site.db.write().await?;
    let was = store::setting(&mut tx, campaign.id).await?;
    let enabled = form.has("bat", "1");
    // Switched on again: what passed meanwhile reminds nobody
    let counts_from = match (enabled && !was.enabled, typed_from) {
        (true, None) => site.clock.today().to_string(),
        (_, typed) => typed.unwrap_or_default(),
    };
    let revision: i64 = form.value("revision").parse().unwrap_or(-1);
    let new = Setting { enabled, hour, quiet_from, quiet_to, head_after: head, coordinator_after: coordinator, office_after: office, counts_from, revision };
    let values = |second: Option<i64>| {
        let mut all = args![campaign.id];
        all.extend(second.map(base::Arg::from));
        all.extend(args![new.enabled, new.hour, new.quiet_from, new.quiet_to, new.head_after, new.coordinator_after, new.office_after, &new.counts_from]);
        all
    };
    let written = match revision {
        0 => tx.exec(store::INSERT_SETTING, values(None)).await?,
        _ => tx.exec(store::SAVE_SETTING, values(Some(revision))).await?,
    };
    if written == 0 {
        drop(tx);
        let form = form.with("revision", was.revision.to_string()).failing("gio", frame.t("duties-check-conflict"));
        return Ok(ui::with_status(StatusCode::CONFLICT, &page(&frame, &campaign, form)));
    }
    let detail = json!({ "enabled": new.enabled, "hour": hour, "quiet": [quiet_from, quiet_to], "ladder": [head, coordinator, office], "from": new.counts_from });
    tx.audit(&actor, "reminder.settings", "campaign", campaign.id, Some(campaign.id), detail).await?;
    tx.commit().await?;
    Ok(ui::done(PAGE, &frame.t("duties-saved")))
}
