//! Đổi tên, kết thúc, gộp (life of an agency): what happens to it on a day. The past keeps what it was called.
use crate::changes;
use crate::edit::{Loaded, settle};
use crate::form::{self, Sent};
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use base::{Result, Site, Viewer};
use ui::{Choice, Form, Frame, Page};
use uuid::Uuid;

#[derive(Template)]
#[template(path = "life.html")]
struct LifePage {
    page: Page,
    form: Form,
    /// `rename`, `dissolve`, `merge` or `merged`.
    what: &'static str,
    name: String,
    base: String,
    targets: Vec<Choice>,
    merged_into: String,
}

fn life(frame: &Frame, loaded: &Loaded, what: &'static str, form: Form) -> LifePage {
    let title = match what {
        "rename" => "agencies-rename",
        "dissolve" => "agencies-dissolve",
        _ => "agencies-merge",
    };
    let today = frame.site.clock.today();
    let merged = loaded.details.merged_into.and_then(|id| loaded.directory.name_on(id, today));
    let targets = match what {
        "merge" => {
            let same_sort = |id: Uuid| loaded.directory.get(id).is_some_and(|a| a.is_group == loaded.details.is_group);
            let list = loaded.directory.list(today).into_iter().filter(|a| a.id != loaded.details.id && same_sort(a.id));
            std::iter::once(Choice::new("", frame.t("agencies-choose"))).chain(list.map(|a| Choice::new(a.id.to_string(), a.name))).collect()
        }
        _ => Vec::new(),
    };
    LifePage {
        page: loaded.page(frame, title),
        form: form.with("lan", loaded.details.revision.to_string()),
        what: if what == "merge" && merged.is_some() { "merged" } else { what },
        name: loaded.name(),
        base: loaded.href(),
        targets,
        merged_into: merged.map(|m| m.name).unwrap_or_default(),
    }
}

/// `GET /co-quan/{slug}/doi-ten`
pub(crate) async fn rename_form(frame: Frame, State(site): State<Site>, Path(slug): Path<String>) -> Result<Response> {
    Ok(ui::html(&life(&frame, &Loaded::by_slug(&site, &slug).await?, "rename", Form::new())))
}

/// `GET /co-quan/{slug}/ket-thuc`
pub(crate) async fn dissolve_form(frame: Frame, State(site): State<Site>, Path(slug): Path<String>) -> Result<Response> {
    Ok(ui::html(&life(&frame, &Loaded::by_slug(&site, &slug).await?, "dissolve", Form::new())))
}

/// `GET /co-quan/{slug}/gop`
pub(crate) async fn merge_form(frame: Frame, State(site): State<Site>, Path(slug): Path<String>) -> Result<Response> {
    Ok(ui::html(&life(&frame, &Loaded::by_slug(&site, &slug).await?, "merge", Form::new())))
}

/// `POST /co-quan/{slug}/doi-ten`
pub(crate) async fn rename(frame: Frame, viewer: Viewer, State(site): State<Site>, Path(slug): Path<String>, axum::Form(sent): Sent) -> Result<Response> {
    let loaded = Loaded::by_slug(&site, &slug).await?;
    let mut form = Form::from_pairs(sent);
    let name = form::name(&frame, &mut form, "ten-moi");
    let from = required_day(&frame, &mut form, "tu-ngay");
    let (true, Some(from)) = (form.ok(), from) else {
        return Ok(ui::unprocessable(&life(&frame, &loaded, "rename", form)));
    };
    let mut tx = site.db.write().await?;
    let changed = changes::rename(&mut tx, &viewer.actor(), loaded.details.id, form::revision(&form), &name, from).await;
    match settle(changed, &frame, &mut form)? {
        Ok(()) => {
            tx.commit().await?;
            Ok(ui::done(&loaded.href(), &frame.t2("agencies-renamed", "name", name, "day", vietnamese::dates::short(from))))
        }
        Err(status) => again(&frame, &site, &slug, "rename", form, status).await,
    }
}

/// `POST /co-quan/{slug}/ket-thuc`
pub(crate) async fn dissolve(frame: Frame, viewer: Viewer, State(site): State<Site>, Path(slug): Path<String>, axum::Form(sent): Sent) -> Result<Response> {
    let loaded = Loaded::by_slug(&site, &slug).await?;
    let mut form = Form::from_pairs(sent);
    let on = required_day(&frame, &mut form, "tu-ngay");
    let heirs = on.map(|on| form::agencies(&frame, &mut form, "ke-thua", &loaded.directory, on)).unwrap_or_default();
    let note = vietnamese::normalize_line(form.value("can-cu"));
    if note.chars().count() > 300 {
        form.fail("can-cu", frame.t1("agencies-too-long", "most", 300));
    }
    let (true, Some(on)) = (form.ok(), on) else {
        return Ok(ui::unprocessable(&life(&frame, &loaded, "dissolve", form)));
    };
    let mut tx = site.db.write().await?;
    let changed = changes::dissolve(&mut tx, &viewer.actor(), loaded.details.id, form::revision(&form), on, &heirs, &note).await;
    match settle(changed, &frame, &mut form)? {
        Ok(()) => {
            tx.commit().await?;
            Ok(ui::done(&loaded.href(), &frame.t1("agencies-dissolved", "day", vietnamese::dates::short(on))))
        }
        Err(status) => again(&frame, &site, &slug, "dissolve", form, status).await,
    }
}

/// `POST /co-quan/{slug}/gop`
pub(crate) async fn merge(frame: Frame, viewer: Viewer, State(site): State<Site>, Path(slug): Path<String>, axum::Form(sent): Sent) -> Result<Response> {
    let loaded = Loaded::by_slug(&site, &slug).await?;
    let mut form = Form::from_pairs(sent);
    let into = form.value("vao").parse::<Uuid>().ok().and_then(|id| loaded.directory.get(id));
    let Some(into) = into else {
        form.fail("vao", frame.t("agencies-merge-choose"));
        return Ok(ui::unprocessable(&life(&frame, &loaded, "merge", form)));
    };
    let mut tx = site.db.write().await?;
    let changed = changes::merge(&mut tx, &viewer.actor(), loaded.details.id, form::revision(&form), into.id).await;
    match settle(changed, &frame, &mut form)? {
        Ok(()) => {
            tx.commit().await?;
            Ok(ui::done(&format!("/co-quan/{}", into.slug), &frame.t1("agencies-merged", "name", loaded.name())))
        }
        Err(status) => again(&frame, &site, &slug, "merge", form, status).await,
    }
}

/// `POST /co-quan/{slug}/tach`: takes a merge back.
pub(crate) async fn split(frame: Frame, viewer: Viewer, State(site): State<Site>, Path(slug): Path<String>, axum::Form(sent): Sent) -> Result<Response> {
    let (loaded, form) = (Loaded::by_slug(&site, &slug).await?, Form::from_pairs(sent));
    let mut tx = site.db.write().await?;
    changes::split(&mut tx, &viewer.actor(), loaded.details.id, form::revision(&form)).await?;
    tx.commit().await?;
    Ok(ui::done(&loaded.href(), &frame.t("agencies-split-done")))
}

/// `POST /co-quan/{slug}/khoi-phuc`: takes an ending back.
pub(crate) async fn revive(frame: Frame, viewer: Viewer, State(site): State<Site>, Path(slug): Path<String>, axum::Form(sent): Sent) -> Result<Response> {
    let (loaded, form) = (Loaded::by_slug(&site, &slug).await?, Form::from_pairs(sent));
    let mut tx = site.db.write().await?;
    changes::revive(&mut tx, &viewer.actor(), loaded.details.id, form::revision(&form)).await?;
    tx.commit().await?;
    Ok(ui::done(&loaded.href(), &frame.t("agencies-revived")))
}

/// `POST /co-quan/{slug}/ten/{name}/xoa`: takes a renaming back.
pub(crate) async fn remove_name(
    frame: Frame,
    viewer: Viewer,
    State(site): State<Site>,
    Path((slug, name)): Path<(String, Uuid)>,
    axum::Form(sent): Sent,
) -> Result<Response> {
    let (loaded, form) = (Loaded::by_slug(&site, &slug).await?, Form::from_pairs(sent));
    let mut tx = site.db.write().await?;
    changes::remove_name(&mut tx, &viewer.actor(), loaded.details.id, form::revision(&form), name).await?;
    tx.commit().await?;
    Ok(ui::done(&loaded.href(), &frame.t("agencies-name-removed")))
}

fn required_day(frame: &Frame, form: &mut Form, field: &str) -> Option<jiff::civil::Date> {
    let day = form::day(form, field);
    if day.is_none() && form.error(field).is_empty() {
        form.fail(field, frame.t("agencies-day-needed"));
    }
    day
}

/// The same form again, on the newest state.
async fn again(frame: &Frame, site: &Site, slug: &str, what: &'static str, form: Form, status: StatusCode) -> Result<Response> {
    Ok(ui::with_status(status, &life(frame, &Loaded::by_slug(site, slug).await?, what, form)))
}
