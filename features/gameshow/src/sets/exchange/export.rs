//! Xuất bộ câu hỏi: as a table, as a table with its files, as the file in which the program brings its own sets.
use super::{XLSX, bundle, sheet, words};
use crate::sets::model::SetRow;
use crate::sets::store;
use axum::extract::{Path, Request};
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use base::{Error, Result};
use quiz::Question;
use ui::Frame;
use uuid::Uuid;

/// GET `mau.xlsx`: headings, one example of each kind, explanations.
pub(in crate::sets) async fn template(frame: Frame) -> Result<Response> {
    let examples = quiz::question::read_set(include_str!("examples.toml")).map_err(Error::internal)?;
    let notes: Vec<String> = (1..=11).map(|n| frame.t(&format!("gameshow-sets-sheet-note-{n}"))).collect();
    let bytes = sheet::write(&words(&frame), &examples.questions, &Default::default(), &notes).map_err(Error::internal)?;
    Ok(download("mau-bo-cau-hoi.xlsx", XLSX, bytes))
}

/// GET `{set}/xuat.xlsx`: what [`super::preview`] reads back; files are named.
pub(in crate::sets) async fn table(frame: Frame, Path(set): Path<Uuid>) -> Result<Response> {
    let (set, questions) = load(&frame, set).await?;
    let kept = bundle::kept(&mut frame.site.db.reader(), &questions).await?;
    let bytes = sheet::write(&words(&frame), &questions, &bundle::names(&kept), &[]).map_err(Error::internal)?;
    Ok(download(&format!("{}.xlsx", name(&set)), XLSX, bytes))
}

/// GET `{set}/xuat.zip`: the same table with the files beside it.
pub(in crate::sets) async fn archive(frame: Frame, Path(set): Path<Uuid>, request: Request) -> Result<Response> {
    let (set, questions) = load(&frame, set).await?;
    let files = &frame.site.files;
    let kept = bundle::kept(&mut frame.site.db.reader(), &questions).await?;
    let whole: u64 = kept.iter().map(|k| u64::try_from(k.stored.size).unwrap_or(0)).sum();
    if whole > bundle::MOST {
        let size = vietnamese::numbers::group(i64::try_from(whole >> 20).unwrap_or(i64::MAX));
        return Ok(ui::warned(&format!("{}/{}", super::DESK, set.id), &frame.t1("gameshow-sets-export-zip-large", "size", size)));
    }
    let table = sheet::write(&words(&frame), &questions, &bundle::names(&kept), &[]).map_err(Error::internal)?;
    let mut zip = tokio::task::spawn_blocking(move || bundle::begin(&table)).await.map_err(Error::internal)??;
    for k in kept {
        let content = files.open(&k.stored.sha256).await?.into_std().await;
        zip = tokio::task::spawn_blocking(move || bundle::add(&mut zip, &k.name, content).map(|()| zip)).await.map_err(Error::internal)??;
    }
    let file = tokio::task::spawn_blocking(move || zip.finish()).await.map_err(Error::internal)?.map_err(Error::internal)?;
    let mut response = base::files::stream(file.path(), "application/zip", request).await?; // open now: its name may go
    let shown = HeaderValue::from_str(&attachment(&format!("{}.zip", name(&set)))).map_err(Error::internal)?;
    response.headers_mut().insert(header::CONTENT_DISPOSITION, shown);
    Ok(response)
}

/// GET `{set}/xuat.toml`: the form in which the program brings its own sets; it has no files.
pub(in crate::sets) async fn toml(frame: Frame, Path(set): Path<Uuid>) -> Result<Response> {
    let (set, questions) = load(&frame, set).await?;
    let file = quiz::question::Set { title: set.title.clone(), category: set.category.clone(), description: set.description.clone(), questions };
    Ok(download(&format!("{}.toml", name(&set)), "application/toml; charset=utf-8", quiz::question::write_set(&file).into_bytes()))
}

async fn load(frame: &Frame, set: Uuid) -> Result<(SetRow, Vec<Question>)> {
    let mut db = frame.site.db.reader();
    let row = store::find(&mut db, set).await?;
    let questions = store::questions(&mut db, set).await?.into_iter().map(|asked| Question { id: String::new(), ..asked.question }).collect();
    Ok((row, questions))
}

fn name(set: &SetRow) -> String {
    let slug = vietnamese::slug(&set.title);
    if slug.is_empty() { "bo-cau-hoi".into() } else { slug }
}

fn attachment(name: &str) -> String {
    format!("attachment; filename=\"{name}\"")
}

fn download(name: &str, kind: &str, bytes: Vec<u8>) -> Response {
    let headers: [(HeaderName, String); 2] = [(header::CONTENT_TYPE, kind.into()), (header::CONTENT_DISPOSITION, attachment(name))];
    (headers, bytes).into_response()
}
