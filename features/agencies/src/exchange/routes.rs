//! Trang nhập, xuất (routes of the exchange): upload, preview, confirm. Until the confirmation nothing is stored, not
//! even the file: the preview carries the rows itself and they are compared afresh when they come back.
use super::apply;
use super::compare::{Comparison, compare};
use super::read::{self, Sheet};
use super::write;
use crate::model::Kind;
use askama::Template;
use axum::extract::{DefaultBodyLimit, Multipart, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base::{Error, Result, Site, Viewer};
use std::hash::{DefaultHasher, Hash, Hasher};
use ui::{Form, Frame, Page};

/// Largest file, and largest preview that comes back.
const FILE_LIMIT: usize = 4 << 20;
const BODY_LIMIT: usize = 24 << 20;

#[derive(Template)]
#[template(path = "exchange/import.html")]
struct ImportPage {
    page: Page,
    form: Form,
    preview: Option<Preview>,
}

struct Preview {
    added: usize,
    changed: usize,
    same: usize,
    problems: Vec<(u32, &'static str, String)>,
    rows: Vec<PreviewRow>,
    sheet: String,
    digest: String,
}

struct PreviewRow {
    line: u32,
    is_new: bool,
    name: String,
    changes: Vec<(&'static str, String, String)>,
}

/// Upload and preview bodies are larger than other forms.
pub(crate) fn limit() -> DefaultBodyLimit {
    DefaultBodyLimit::max(BODY_LIMIT)
}

fn kinds(frame: &Frame) -> impl Fn(Kind) -> String + use<> {
    // The words of the file are Vietnamese whoever works with it, since files go from hand to hand.
    let words: Vec<String> = Kind::ALL.iter().map(|k| frame.site.catalog.text(base::Lang::Vi, k.key(), &[])).collect();
    move |kind| words[kind as usize].clone()
}

/// `GET /co-quan/xuat`
pub(crate) async fn export(frame: Frame, State(site): State<Site>) -> Result<Response> {
    let whole = apply::load(&mut site.db.reader()).await?;
    let today = site.clock.today();
    let sheet = write::sheet(&whole, today, &kinds(&frame));
    let vi = |key: &str| site.catalog.text(base::Lang::Vi, key, &[]);
    let kinds_line = Kind::ALL.iter().map(|k| vi(k.key())).collect::<Vec<_>>().join("; ");
    let mut help: Vec<String> = (1..=7).map(|n| vi(&format!("agencies-sheet-help-{n}"))).collect();
    help.push(format!("{} {kinds_line}", vi("agencies-sheet-help-kinds")));
    let bytes = write::xlsx(&sheet, &help).map_err(|e| Error::internal(format!("writing xlsx: {e}")))?;
    let name = format!("attachment; filename=\"co-quan-{}.xlsx\"", vietnamese::dates::iso(today));
    let name = HeaderValue::from_str(&name).map_err(Error::internal)?;
    let kind = HeaderValue::from_static("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
    Ok(([(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, name)], bytes).into_response())
}

fn page(frame: &Frame) -> Page {
    let crumb = frame.t("agencies-title");
    frame.page(frame.t("agencies-import")).noindex().active("/co-quan/quan-ly").crumb(crumb, "/co-quan/quan-ly")
}

/// `GET /co-quan/nhap`
pub(crate) async fn upload_form(frame: Frame) -> Response {
    ui::html(&ImportPage { page: page(&frame), form: Form::new(), preview: None })
}

/// `POST /co-quan/nhap`: reads the file and shows what it would change.
pub(crate) async fn preview(frame: Frame, State(site): State<Site>, mut body: Multipart) -> Result<Response> {
    let refuse = |frame: &Frame, key: &str| {
        let form = Form::new().failing("file", frame.t(key));
        Ok(ui::unprocessable(&ImportPage { page: page(frame), form, preview: None }))
    };
    let mut file = None;
    while let Some(field) = body.next_field().await.map_err(|_| Error::TooLarge)? {
        if field.name() == Some("file") {
            file = Some(field.bytes().await.map_err(|_| Error::TooLarge)?);
        }
    }
    let bytes = match file {
        Some(bytes) if bytes.is_empty() => return refuse(&frame, "agencies-sheet-missing"),
        None => return refuse(&frame, "agencies-sheet-missing"),
        Some(bytes) if bytes.len() > FILE_LIMIT => return refuse(&frame, "agencies-sheet-huge"),
        Some(bytes) => bytes,
    };
    match tokio::task::spawn_blocking(move || read::read(&bytes)).await.map_err(Error::internal)? {
        Err(key) => refuse(&frame, key),
        Ok(sheet) => show(&frame, &site, &sheet, Form::new(), StatusCode::OK).await,
    }
}

/// Compares and shows; with problems the status is 422 and nothing can be confirmed.
async fn show(frame: &Frame, site: &Site, sheet: &Sheet, form: Form, status: StatusCode) -> Result<Response> {
    let whole = apply::load(&mut site.db.reader()).await?;
    let comparison = compare(whole, sheet, site.clock.today(), &kinds(frame));
    let status = if comparison.problems.is_empty() { status } else { StatusCode::UNPROCESSABLE_ENTITY };
    let preview = Some(preview_of(frame, sheet, &comparison)?);
    Ok(ui::with_status(status, &ImportPage { page: page(frame), form, preview }))
}

fn preview_of(frame: &Frame, sheet: &Sheet, comparison: &Comparison) -> Result<Preview> {
    let planned = &comparison.planned;
    let changed = planned.iter().filter(|p| p.is_new || !p.changes.is_empty());
    let rows = changed.map(|p| PreviewRow {
        line: p.line,
        is_new: p.is_new,
        name: p.name.clone(),
        changes: p.changes.iter().map(|(c, before, after)| (c.heading(), before.clone(), after.clone())).collect(),
    });
    Ok(Preview {
        added: planned.iter().filter(|p| p.is_new).count(),
        changed: planned.iter().filter(|p| !p.is_new && !p.changes.is_empty()).count(),
        same: planned.iter().filter(|p| !p.is_new && p.changes.is_empty()).count(),
        problems: comparison.problems.iter().map(|p| (p.line, p.column.heading(), frame.t1(p.key, "value", &p.value))).collect(),
        rows: rows.collect(),
        sheet: serde_json::to_string(sheet).map_err(Error::internal)?,
        digest: digest(comparison),
    })
}

/// Changes when anything that the preview shows changes.
fn digest(comparison: &Comparison) -> String {
    let mut hash = DefaultHasher::new();
    for planned in &comparison.planned {
        (planned.line, planned.is_new, &planned.name).hash(&mut hash);
        for (column, before, after) in &planned.changes {
            (*column as u8, before, after).hash(&mut hash);
        }
    }
    format!("{:016x}", hash.finish())
}

/// `POST /co-quan/nhap/ghi`: stores what was previewed, if it would still do exactly that.
pub(crate) async fn confirm(frame: Frame, viewer: Viewer, State(site): State<Site>, mut body: Multipart) -> Result<Response> {
    let (mut sheet, mut seen) = (String::new(), String::new());
    while let Some(field) = body.next_field().await.map_err(|_| Error::TooLarge)? {
        match field.name().map(str::to_owned).as_deref() {
            Some("bang") => sheet = field.text().await.map_err(|_| Error::TooLarge)?,
            Some("dau") => seen = field.text().await.map_err(|_| Error::TooLarge)?,
            _ => {}
        }
    }
    let sheet: Sheet = serde_json::from_str(&sheet).ok().filter(Sheet::is_sound).ok_or_else(|| Error::Invalid("agencies-sheet-lost".into()))?;
    let mut tx = site.db.write().await?;
    tx.lock("agencies").await?;
    let whole = apply::load(&mut tx).await?;
    let comparison = compare(whole, &sheet, site.clock.today(), &kinds(&frame));
    if !comparison.problems.is_empty() || digest(&comparison) != seen {
        drop(tx);
        let form = Form::new().failing("", frame.t("agencies-import-moved"));
        return show(&frame, &site, &sheet, form, StatusCode::CONFLICT).await;
    }
    let added = comparison.planned.iter().filter(|p| p.is_new).count();
    let changed = comparison.planned.iter().filter(|p| !p.is_new && !p.changes.is_empty()).count();
    if added + changed > 0 {
        apply::apply(&mut tx, &viewer.actor(), &comparison).await?;
        for group in apply::groups(&comparison) {
            site.announce(&mut tx, &viewer.actor(), "agencies.group-confirmed", group).await?;
        }
        tx.commit().await?;
    }
    Ok(ui::done("/co-quan/quan-ly", &frame.t2("agencies-imported", "added", added, "changed", changed)))
}
