//! Xác nhận nhóm (members): a person says which agencies "UBND các huyện, thành phố" stands for.
use crate::directory::Directory;
use crate::edit::{Loaded, settle};
use crate::form::{self, Sent};
use crate::{changes, groups};
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use base::{Error, Result, Site, Viewer};
use ui::{Choice, Form, Frame, Page};
use uuid::Uuid;

#[derive(Template)]
#[template(path = "members.html")]
struct MembersPage {
    page: Page,
    form: Form,
    group: String,
    choices: Vec<Choice>,
    confirmed: bool,
}

async fn members_page(frame: &Frame, site: &Site, loaded: &Loaded, form: Option<Form>) -> Result<MembersPage> {
    let today = site.clock.today();
    let known = groups::all(&mut site.db.reader()).await?.remove(&loaded.details.id).unwrap_or_default();
    let confirmed = !known.is_empty() && known.iter().all(|m| m.confirmed);
    let suggested = groups::suggest(&loaded.directory, &loaded.name(), today);
    let current: Vec<Uuid> = known.iter().map(|m| m.agency).collect();
    let first = form.is_none();
    let mut form = form.unwrap_or_default().with("lan", loaded.details.revision.to_string());
    if first {
        // What is known is ticked; for a group never touched the suggestion is.
        for id in if current.is_empty() { &suggested } else { &current } {
            form = form.and("co-quan", id.to_string());
        }
    }
    let mut shown: Vec<Uuid> = current.iter().chain(&suggested).copied().collect();
    shown.extend(form.values("co-quan").iter().filter_map(|v| v.parse::<Uuid>().ok()));
    let choices = choices(frame, &loaded.directory, shown, today);
    Ok(MembersPage { page: loaded.page(frame, "agencies-members-confirm"), form, group: loaded.name(), choices, confirmed })
}

fn choices(frame: &Frame, directory: &Directory, ids: Vec<Uuid>, today: jiff::civil::Date) -> Vec<Choice> {
    let mut names: Vec<_> = ids.into_iter().filter_map(|id| directory.name_on(id, today)).collect();
    names.sort_by_cached_key(|n| vietnamese::collate::sort_key(&n.name));
    names.dedup_by_key(|n| n.id);
    let ended = |n: &crate::model::AgencyName| if n.alive { String::new() } else { frame.t("agencies-member-ended") };
    names.into_iter().map(|n| Choice::new(n.id.to_string(), n.name.clone()).hint(ended(&n))).collect()
}

/// `GET /co-quan/{slug}/thanh-vien`
pub(crate) async fn members(frame: Frame, State(site): State<Site>, Path(slug): Path<String>) -> Result<Response> {
    let loaded = group(&site, &slug).await?;
    Ok(ui::html(&members_page(&frame, &site, &loaded, None).await?))
}

/// `POST /co-quan/{slug}/thanh-vien`
pub(crate) async fn confirm(frame: Frame, viewer: Viewer, State(site): State<Site>, Path(slug): Path<String>, axum::Form(sent): Sent) -> Result<Response> {
    let loaded = group(&site, &slug).await?;
    let mut form = Form::from_pairs(sent);
    let mut ids: Vec<Uuid> = form.values("co-quan").iter().filter_map(|v| v.parse().ok()).collect();
    for id in form::agencies(&frame, &mut form, "them", &loaded.directory, site.clock.today()) {
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    let status = if form.ok() {
        let mut tx = site.db.write().await?;
        let saved = changes::set_members(&mut tx, &viewer.actor(), loaded.details.id, form::revision(&form), &ids).await;
        match settle(saved, &frame, &mut form)? {
            Ok(()) => {
                site.announce(&mut tx, &viewer.actor(), "agencies.group-confirmed", loaded.details.id).await?;
                tx.commit().await?;
                return Ok(ui::done(&loaded.href(), &frame.t1("agencies-members-saved", "count", ids.len())));
            }
            Err(status) => status,
        }
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    Ok(ui::with_status(status, &members_page(&frame, &site, &group(&site, &slug).await?, Some(form)).await?))
}

async fn group(site: &Site, slug: &str) -> Result<Loaded> {
    let loaded = Loaded::by_slug(site, slug).await?;
    if loaded.details.is_group { Ok(loaded) } else { Err(Error::NotFound) }
}
