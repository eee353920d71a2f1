//! Gửi các cơ quan: one draft becomes a letter to each chosen agency, in one click; all of them print into one file and go out
//! together.
use crate::model::{Content, Record};
use crate::scope::{self, Scope};
use crate::{copy, issue, press, store, view};
use agencies::door::Directory;
use askama::Template;
use axum::Form as Body;
use axum::extract::Path;
use axum::response::Response;
use base::{Error, Result, Viewer};
use ui::{Choice, Form, Frame, Page};
use uuid::Uuid;

/// Most letters made at once.
const MOST: usize = 500;

#[derive(Template)]
#[template(path = "merge.html")]
struct MergePage {
    page: Page,
    id: Uuid,
    title: String,
    form: Form,
    groups: Vec<Group>,
    has_blank: bool,
    /// Whether all are ticked.
    is_all: bool,
}

struct Group {
    name: String,
    choices: Vec<Choice>,
}

async fn source(frame: &Frame, viewer: &Viewer, id: Uuid) -> Result<Record> {
    let record = store::find(&mut frame.site.db.reader(), &Scope::of(viewer), id).await?;
    scope::demand(viewer, &record)?;
    if record.is_draft() { Ok(record) } else { Err(Error::Conflict("papers-error-not-draft".into())) }
}

/// `GET /van-ban/{id}/gui`
pub async fn form(frame: Frame, viewer: Viewer, Path(id): Path<Uuid>) -> Result<Response> {
    let record = match source(&frame, &viewer, id).await {
        Err(Error::Conflict(key)) => return Ok(ui::warned(&format!("/van-ban/{id}"), &frame.t(&key))),
        other => other?,
    };
    Ok(ui::html(&page(&frame, &record, Form::new(), true).await?))
}

async fn page(frame: &Frame, record: &Record, form: Form, is_all: bool) -> Result<MergePage> {
    let directory = Directory::load(&mut frame.site.db.reader()).await?;
    let mut groups: Vec<(agencies::door::Kind, Group)> = Vec::new();
    for agency in directory.list(frame.site.clock.today()).into_iter().filter(|a| !a.is_group && Some(a.id) != record.agency) {
        let choice = Choice::new(agency.id.to_string(), agency.name);
        match groups.iter_mut().find(|(kind, _)| *kind == agency.kind) {
            Some((_, group)) => group.choices.push(choice),
            None => groups.push((agency.kind, Group { name: frame.t(agency.kind.key()), choices: vec![choice] })),
        }
    }
    groups.sort_by_key(|(kind, _)| *kind);
    let path = format!("/van-ban/{}", record.id);
    let page = frame.page(frame.t("papers-merge")).noindex().active("/van-ban").crumb(view::name(record), path);
    let content = record.content();
    let has_blank = content.asks_recipient();
    Ok(MergePage { page, id: record.id, title: record.title.clone(), form, groups: groups.into_iter().map(|(_, group)| group).collect(), has_blank, is_all })
}

/// `POST /van-ban/{id}/gui`: one draft an agency; the source stays. `chon` ticks all or none and makes nothing.
pub async fn create(frame: Frame, viewer: Viewer, Path(id): Path<Uuid>, Body(pairs): Body<Vec<(String, String)>>) -> Result<Response> {
    let record = source(&frame, &viewer, id).await?;
    if let Some((_, which)) = pairs.iter().find(|(name, _)| name == "chon") {
        return Ok(ui::html(&page(&frame, &record, Form::new(), which == "tat-ca").await?));
    }
    let directory = Directory::load(&mut frame.site.db.reader()).await?;
    let today = frame.site.clock.today();
    let mut names: Vec<String> = Vec::new();
    for (name, value) in &pairs {
        let agency = (name == "co_quan").then(|| value.parse().ok().and_then(|id| directory.name_on(id, today))).flatten();
        if let Some(agency) = agency.filter(|a| !names.contains(&a.name)) {
            names.push(agency.name);
        }
    }
    if names.is_empty() || names.len() > MOST {
        let mut form = Form::from_pairs(pairs);
        form.fail("co_quan", frame.t("papers-error-merge"));
        return Ok(ui::unprocessable(&page(&frame, &record, form, false).await?));
    }
    let actor = viewer.actor();
    let (batch, content) = (Uuid::now_v7(), record.content());
    let mut tx = frame.site.db.write().await?;
    for name in &names {
        let letter = addressed(&content, name);
        let new = store::New {
            campaign: record.campaign, agency: record.agency, kind: record.kind(), content: &letter, blocks: &record.blocks, source: &record.source, batch: Some(batch),
        };
        store::insert(&mut tx, &new, actor.at).await?;
    }
    tx.audit(&actor, "paper.merge", "paper", id, record.campaign, serde_json::json!({ "letters": names.len(), "batch": batch.to_string() })).await?;
    tx.commit().await?;
    Ok(ui::done(&format!("/van-ban?dot={batch}"), &frame.t1("papers-merged", "count", names.len())))
}

/// The letter to one agency: the blank names it, and it is the addressee where none is given.
pub fn addressed(content: &Content, name: &str) -> Content {
    let names_it = content.to.contains("{{noi_nhan}}") || content.body.contains("{{noi_nhan}}");
    let to = if names_it || !content.to.is_empty() { content.to.clone() } else { name.to_owned() };
    Content { addressee: name.to_owned(), to, ..content.clone() }
}

async fn letters(frame: &Frame, viewer: &Viewer, batch: Uuid) -> Result<Vec<Record>> {
    let letters = store::batch(&mut frame.site.db.reader(), &Scope::of(viewer), batch).await?;
    if letters.is_empty() { Err(Error::NotFound) } else { Ok(letters) }
}

/// `GET /van-ban/dot/{batch}/pdf`: all letters in one file.
pub async fn one_file(frame: Frame, viewer: Viewer, Path(batch): Path<Uuid>) -> Result<Response> {
    let letters = letters(&frame, &viewer, batch).await?;
    let mut papers = Vec::with_capacity(letters.len());
    for letter in &letters {
        papers.push(copy::current(&frame, letter).await?.0);
    }
    let name = view::file_name(&letters[0], &format!("{}-ban.pdf", letters.len()));
    let bytes = press::one_pdf(papers, frame.site.clock.today()).await?;
    Ok(copy::attachment(&name, "application/pdf", bytes))
}

/// `GET /van-ban/dot/{batch}/zip`: each letter as a DOCX and a PDF of its own, in one archive; what went out as it went.
pub async fn all_files(frame: Frame, viewer: Viewer, Path(batch): Path<Uuid>) -> Result<Response> {
    let letters = letters(&frame, &viewer, batch).await?;
    let mut files = Vec::with_capacity(2 * letters.len());
    for (n, letter) in letters.iter().enumerate() {
        let (paper, frozen) = copy::current(&frame, letter).await?;
        let to: String = vietnamese::slug(&letter.content().addressee).chars().take(60).collect();
        for form in ["docx", "pdf"] {
            let bytes = copy::bytes(&frame, form, frozen.as_ref(), Some(paper.clone())).await?;
            files.push((format!("{:02}-{to}.{form}", n + 1), bytes));
        }
    }
    let name = view::file_name(&letters[0], &format!("{}-ban.zip", letters.len()));
    Ok(copy::attachment(&name, "application/zip", press::archive(files).await?))
}

/// `POST /van-ban/dot/{batch}/phat-hanh`: freezes every letter that is still a draft and whole.
pub async fn issue_all(frame: Frame, viewer: Viewer, Path(batch): Path<Uuid>) -> Result<Response> {
    let (mut issued, mut left) = (0, 0);
    for letter in letters(&frame, &viewer, batch).await?.iter().filter(|letter| letter.is_draft()) {
        scope::demand(&viewer, letter)?;
        if letter.content().faults().is_empty() {
            issue::freeze(&frame.site, &viewer.actor(), letter).await?;
            issued += 1;
        } else {
            left += 1;
        }
    }
    let path = format!("/van-ban?dot={batch}");
    Ok(match left {
        0 => ui::done(&path, &frame.t1("papers-batch-issued", "count", issued)),
        _ => ui::warned(&path, &frame.t2("papers-batch-issued-left", "count", issued, "left", left)),
    })
}
