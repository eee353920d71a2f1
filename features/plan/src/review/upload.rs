//! `/ke-hoach/duyet`: open drafts and the upload of a plan.
use super::work::Work;
use super::{may, store};
use crate::{door, import, publish};
use askama::Template;
use axum::extract::{Multipart, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use base::{Actor, Error, Result, Site, Tx, Viewer};
use plan_reader::model::Reading;
use serde_json::json;
use ui::{Choice, Form, Frame, Link, Page};
use uuid::Uuid;

#[derive(Template)]
#[template(path = "review/list.html")]
struct List {
    page: Page,
    form: Form,
    targets: Vec<Choice>,
    drafts: Vec<(Link, String)>,
}

async fn page(site: &Site, frame: &Frame, viewer: &Viewer, form: Form, status: StatusCode) -> Result<Response> {
    let mut db = site.db.reader();
    let campaigns = door::campaigns(&mut db).await?;
    let drafts = store::open(&mut db).await?.into_iter().filter(|d| may(viewer, d.campaign));
    let entry = |d: store::Listed| {
        let changed = vietnamese::dates::date_and_time(vietnamese::dates::from_unix_ms(d.changed_at));
        (Link::new(d.file_name, format!("/ke-hoach/duyet/{}", d.id)), changed)
    };
    let mut targets = vec![Choice::new("auto", frame.t("plan-upload-auto")).hint(frame.t("plan-upload-auto-hint"))];
    if may(viewer, None) {
        targets.push(Choice::new("new", frame.t("plan-upload-new")));
    }
    let amend = campaigns.iter().filter(|c| may(viewer, Some(c.id)));
    targets.extend(amend.map(|c| Choice::new(c.id.to_string(), frame.t1("plan-upload-amend", "name", c.full_name()))));
    let page = frame.page(frame.t("plan-review")).active("/ke-hoach/duyet").noindex();
    let form = if form.value("target").is_empty() { form.with("target", "auto") } else { form };
    Ok(ui::with_status(status, &List { page, form, targets, drafts: drafts.map(entry).collect() }))
}

/// GET `/ke-hoach/duyet`.
pub(crate) async fn list(State(site): State<Site>, frame: Frame, viewer: Viewer) -> Result<Response> {
    page(&site, &frame, &viewer, Form::new(), StatusCode::OK).await
}

/// POST `/ke-hoach/duyet`: reads a file into a draft; a refused file leaves nothing behind.
pub(crate) async fn upload(State(site): State<Site>, frame: Frame, viewer: Viewer, body: Multipart) -> Result<Response> {
    let refuse = async |message: String, target: &str| {
        let form = Form::new().with("target", target).failing("file", message);
        page(&site, &frame, &viewer, form, StatusCode::UNPROCESSABLE_ENTITY).await
    };
    let (name, bytes, target) = match receive(body).await {
        Ok(parts) => parts,
        Err(Error::TooLarge) => {
            let limit = document_text::Limits::default().max_bytes;
            let message = document_text::Refusal::TooLarge { size: limit + 1, limit }.to_string();
            return refuse(message, "auto").await;
        }
        Err(error) => return Err(error),
    };
    if bytes.is_empty() && name.is_empty() {
        return refuse(frame.t("plan-error-file"), &target).await;
    }
    let read = match import::read(&name, bytes.clone()).await {
        Ok(read) => read,
        Err(Error::Invalid(message)) => return refuse(said(&frame, &message), &target).await,
        Err(error) => return Err(error),
    };
    let mut db = site.db.reader();
    let mut unsure = None;
    let campaign = match target.as_str() {
        "new" => None,
        "auto" | "" => match publish::version_of(&mut db, &read.reading).await? {
            publish::Version::Of(id) => Some(id),
            // Who may not bring a new plan can only mean the old one.
            publish::Version::Unsure(id) if !may(&viewer, None) && may(&viewer, Some(id)) => Some(id),
            publish::Version::Unsure(id) => {
                unsure = Some(id);
                None
            }
            publish::Version::New => None,
        },
        id => Some(id.parse::<Uuid>().map_err(|_| Error::NotFound)?),
    };
    if let Some(id) = campaign {
        door::campaign(&mut db, id).await?;
    }
    if !may(&viewer, campaign) {
        return Err(Error::Forbidden);
    }
    let sha256 = site.files.write(&bytes).await?;
    if crate::store::known_file(&mut db, &sha256).await?.is_some() {
        return refuse(frame.t("plan-already-published"), &target).await;
    }
    if let Some(id) = store::same(&mut db, &sha256).await? {
        return Ok(ui::warned(&format!("/ke-hoach/duyet/{id}"), &frame.t("plan-upload-known")));
    }
    let found = Found { sha256: &sha256, name: &name, bytes: &bytes, reading: &read.reading, campaign, unsure };
    let id = put(site.db.write().await?, &viewer.actor(), &found).await?;
    let path = format!("/ke-hoach/duyet/{id}");
    if read.notes.is_empty() { Ok(Redirect::to(&path).into_response()) } else { Ok(ui::warned(&path, &read.notes.join(" "))) }
}

/// A file that was read and is to be reviewed.
pub(crate) struct Found<'f> {
    /// Hash of its bytes, which are written.
    pub sha256: &'f str,
    pub name: &'f str,
    pub bytes: &'f [u8],
    pub reading: &'f Reading,
    /// The campaign that it amends.
    pub campaign: Option<Uuid>,
    /// The campaign that it may amend; a person must say.
    pub unsure: Option<Uuid>,
}

/// Puts it among the open drafts, with a person's earlier answers that hold; the draft of the same bytes, if there is one already.
pub(crate) async fn put(mut tx: Tx, actor: &Actor, found: &Found<'_>) -> Result<Uuid> {
    if let Some(id) = store::same(&mut tx, found.sha256).await? {
        return Ok(id);
    }
    let mut work = Work::new(found.reading);
    work.unsure = found.unsure;
    if let Some(id) = found.campaign {
        work.keep(publish::kept(&mut tx, id, found.reading).await?);
    }
    let file = base::files::record(&mut tx, actor, found.sha256, found.name, found.bytes, "plan").await?;
    let id = store::insert(&mut tx, actor, file, found, &work).await?;
    let detail = json!({ "sha256": found.sha256, "duties": found.reading.assignments.len() });
    tx.audit(actor, "plan.review.upload", "plan_draft", id, found.campaign, detail).await?;
    tx.commit().await?;
    Ok(id)
}

/// A message that is a sentence or a key of the catalogue.
fn said(frame: &Frame, message: &str) -> String {
    if frame.site.catalog.knows(message) { frame.t(message) } else { message.to_owned() }
}

/// Reads name, bytes and target of the upload form.
async fn receive(mut body: Multipart) -> Result<(String, Vec<u8>, String)> {
    let (mut name, mut bytes, mut target) = (String::new(), Vec::new(), String::new());
    let broken = |e: axum::extract::multipart::MultipartError| match e.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Error::TooLarge,
        _ => Error::Invalid("plan-error-file".into()),
    };
    while let Some(field) = body.next_field().await.map_err(broken)? {
        match field.name() {
            Some("file") => {
                name = field.file_name().unwrap_or_default().chars().take(200).collect();
                bytes = field.bytes().await.map_err(broken)?.to_vec();
            }
            Some("target") => target = field.text().await.map_err(broken)?,
            _ => {}
        }
    }
    Ok((name, bytes, target))
}
