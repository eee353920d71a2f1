//! Thêm, sửa cơ quan (edit). A form that meets someone else's change shows theirs beside what was typed; nothing is lost.
use crate::directory::Directory;
use crate::form::{self, Sent};
use crate::store::{self, Details};
use crate::{changes, matching};
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use base::{Error, Result, Site, Viewer};
use ui::{Choice, Form, Frame, Page};

#[derive(Template)]
#[template(path = "edit.html")]
struct EditPage {
    page: Page,
    form: Form,
    kinds: Vec<Choice>,
    parents: Vec<Choice>,
    is_new: bool,
    theirs: Vec<(String, String)>,
}

/// An agency that an editor works on.
pub(crate) struct Loaded {
    pub directory: Directory,
    pub details: Details,
}

impl Loaded {
    pub async fn by_slug(site: &Site, slug: &str) -> Result<Loaded> {
        let mut db = site.db.reader();
        let directory = Directory::load(&mut db).await?;
        let id = directory.by_slug(slug).ok_or(Error::NotFound)?.id;
        let details = store::details(&mut db, id).await?;
        Ok(Loaded { directory, details })
    }

    pub fn agency(&self) -> Result<&crate::directory::Agency> {
        self.directory.get(self.details.id).ok_or(Error::NotFound)
    }

    /// The name that it has now or had last.
    pub fn name(&self) -> String {
        self.agency().ok().and_then(|a| a.latest_name()).map(|n| n.name.clone()).unwrap_or_default()
    }

    pub fn href(&self) -> String {
        format!("/co-quan/{}", self.details.slug)
    }

    /// A page about this agency with the way back.
    pub fn page(&self, frame: &Frame, title: &str) -> Page {
        frame
            .page(frame.t(title))
            .noindex()
            .active("/co-quan/quan-ly")
            .crumb(frame.t("agencies-title"), "/co-quan/quan-ly")
            .crumb(self.name(), self.href())
    }
}

/// Sorts the outcome of a change: done, or a form to show again with this status, or an error page.
pub(crate) fn settle<T>(outcome: Result<T>, frame: &Frame, form: &mut Form) -> Result<Result<T, StatusCode>> {
    match outcome {
        Ok(done) => Ok(Ok(done)),
        Err(Error::Invalid(key)) => {
            form.fail("", frame.t(&key));
            Ok(Err(StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(Error::Conflict(key)) => {
            form.fail("", frame.t(&key));
            Ok(Err(StatusCode::CONFLICT))
        }
        Err(other) => Err(other),
    }
}

/// `GET /co-quan/moi`
pub(crate) async fn new(frame: Frame, State(site): State<Site>) -> Result<Response> {
    let directory = Directory::load(&mut site.db.reader()).await?;
    Ok(ui::html(&new_page(&frame, &directory, Form::new())))
}

fn new_page(frame: &Frame, directory: &Directory, form: Form) -> EditPage {
    let page = frame.page(frame.t("agencies-new")).noindex().active("/co-quan/quan-ly").crumb(frame.t("agencies-title"), "/co-quan/quan-ly");
    let parents = form::choices(frame, directory, frame.site.clock.today(), None);
    EditPage { page, form, kinds: form::kinds(frame), parents, is_new: true, theirs: Vec::new() }
}

/// `POST /co-quan/moi`
pub(crate) async fn create(frame: Frame, viewer: Viewer, State(site): State<Site>, axum::Form(sent): Sent) -> Result<Response> {
    let mut form = Form::from_pairs(sent);
    let mut tx = site.db.write().await?;
    tx.lock("agencies").await?;
    let directory = Directory::load(&mut tx).await?;
    let entered = form::read(&frame, &mut form, &directory);
    let twin = directory.agencies().iter().find(|a| a.merged_into.is_none() && a.names.iter().any(|n| matching::same_name(&n.name, &entered.name)));
    if let Some(twin) = twin.filter(|_| form.value("trung") != "1") {
        let name = twin.latest_name().map(|n| n.name.clone()).unwrap_or_default();
        form.fail("ten", frame.t1("agencies-name-known", "name", name));
    }
    if !form.ok() {
        return Ok(ui::unprocessable(&new_page(&frame, &directory, form)));
    }
    let (_, slug) = changes::create(&mut tx, &viewer.actor(), &entered.name, &entered.aliases, &entered.fields).await?;
    tx.commit().await?;
    Ok(ui::done(&format!("/co-quan/{slug}"), &frame.t1("agencies-created", "name", entered.name)))
}

/// `GET /co-quan/{slug}/sua`
pub(crate) async fn edit(frame: Frame, State(site): State<Site>, Path(slug): Path<String>) -> Result<Response> {
    let loaded = Loaded::by_slug(&site, &slug).await?;
    let form = form::filled(loaded.agency()?, &loaded.details);
    Ok(ui::html(&edit_page(&frame, &loaded, form, Vec::new())))
}

fn edit_page(frame: &Frame, loaded: &Loaded, form: Form, theirs: Vec<(String, String)>) -> EditPage {
    let today = frame.site.clock.today();
    let mut parents = form::choices(frame, &loaded.directory, today, Some(loaded.details.id));
    // A superior that has ended stays choosable, so that saving does not silently drop it.
    if let Some(name) = loaded.details.parent.and_then(|p| loaded.directory.name_on(p, today))
        && !parents.iter().any(|c| c.value == name.id.to_string())
    {
        parents.push(Choice::new(name.id.to_string(), name.name));
    }
    EditPage { page: loaded.page(frame, "agencies-edit"), form, kinds: form::kinds(frame), parents, is_new: false, theirs }
}

/// `POST /co-quan/{slug}/sua`
pub(crate) async fn update(frame: Frame, viewer: Viewer, State(site): State<Site>, Path(slug): Path<String>, axum::Form(sent): Sent) -> Result<Response> {
    let mut form = Form::from_pairs(sent);
    let loaded = Loaded::by_slug(&site, &slug).await?;
    let entered = form::read(&frame, &mut form, &loaded.directory);
    if !form.ok() {
        return Ok(ui::unprocessable(&edit_page(&frame, &loaded, form, Vec::new())));
    }
    let (id, seen) = (loaded.details.id, form::revision(&form));
    let mut tx = site.db.write().await?;
    let saved = changes::edit(&mut tx, &viewer.actor(), id, seen, &entered.name, &entered.aliases, &entered.fields).await;
    match settle(saved, &frame, &mut form)? {
        Ok(()) => {
            tx.commit().await?;
            Ok(ui::done(&loaded.href(), &frame.t("agencies-saved")))
        }
        Err(status) => {
            drop(tx);
            let loaded = Loaded::by_slug(&site, &slug).await?;
            let theirs = if status == StatusCode::CONFLICT { differences(&frame, &loaded, &form)? } else { Vec::new() };
            let form = if status == StatusCode::CONFLICT { form.with("lan", loaded.details.revision.to_string()) } else { form };
            Ok(ui::with_status(status, &edit_page(&frame, &loaded, form, theirs)))
        }
    }
}

/// What is stored now where it differs from what was typed: label and stored words.
fn differences(frame: &Frame, loaded: &Loaded, form: &Form) -> Result<Vec<(String, String)>> {
    let stored = form::filled(loaded.agency()?, &loaded.details);
    let fields = [
        ("ten", "agencies-name"),
        ("loai", "agencies-kind"),
        ("ten-khac", "agencies-aliases"),
        ("cap-tren", "agencies-parent"),
        ("tu-ngay", "agencies-valid-from"),
        ("dien-thoai", "agencies-phone"),
        ("email", "agencies-email"),
        ("dia-chi", "agencies-address"),
        ("ghi-chu", "agencies-note"),
    ];
    let differs = fields.iter().filter(|(field, _)| stored.value(field).trim() != form.value(field).replace('\r', "").trim());
    let words = |field: &str| match (field, stored.value(field)) {
        (_, "") => frame.t("agencies-blank"),
        ("loai", code) => crate::model::Kind::from_code(code).map(|k| frame.t(k.key())).unwrap_or_default(),
        ("cap-tren", _) => {
            let parent = loaded.details.parent.and_then(|p| loaded.directory.name_on(p, frame.site.clock.today()));
            parent.map(|p| p.name).unwrap_or_default()
        }
        (_, text) => text.to_owned(),
    };
    Ok(differs.map(|(field, label)| (frame.t(label), words(field))).collect())
}
