//! Soạn thảo: the form of a draft beside its pages; what went out is shown as it went, with its files and its signed copy.
use crate::content::Typed;
use crate::model::{Content, Record};
use crate::scope::{self, Scope};
use crate::store::{self, Signed};
use crate::{door, letterhead};
use agencies::door::Directory;
use crate::view::{self, Preview};
use askama::Template;
use axum::Form as Body;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use base::{Error, Result, Viewer};
use paper::Paper;
use ui::{Choice, Form, Frame, Page, Tone};
use uuid::Uuid;

#[derive(Template)]
#[template(path = "edit.html")]
struct EditPage {
    page: Page,
    form: Form,
    id: Uuid,
    record: Record,
    facts: Facts,
    preview: Preview,
    versions: Vec<(i64, String)>,
    valid: Option<Valid>,
    signing: Form,
    /// Lines with blanks, while the person is asked whether it shall go out with them.
    unfilled: Vec<String>,
}

/// Most lines with blanks that are named, and their most characters.
const NAMED: (usize, usize) = (10, 140);

/// What the page asks about a paper.
struct Facts {
    state: String,
    tone: Tone,
    may_write: bool,
    is_minutes: bool,
    is_decision: bool,
    is_given: bool,
    /// Whether the recipient's name is asked for, to stand wherever the words have its blank.
    asks_recipient: bool,
    /// Where the issuing agency's letterhead is written down, while this is a draft.
    letterhead: String,
    /// Whether it is.
    is_written: bool,
    /// Whether this paper's head and signer are those of others too.
    is_usual: bool,
    /// Places still open in a draft.
    blanks: usize,
    stands: Vec<Choice>,
}

/// The signed copy of what went out last.
struct Valid {
    number: String,
    on: String,
    at: String,
    hash: String,
    size: String,
}

impl Valid {
    fn of(signed: &Signed) -> Valid {
        Valid {
            number: signed.number.clone(),
            on: signed.issued_on.parse().map(vietnamese::dates::short).unwrap_or_default(),
            at: at(signed.created_at),
            hash: signed.sha256.clone(),
            size: format!("{} kB", vietnamese::numbers::group(signed.size.div_euclid(1000) + 1)),
        }
    }
}

/// Day and hour of a moment.
fn at(ms: i64) -> String {
    vietnamese::dates::date_and_time(vietnamese::dates::from_unix_ms(ms))
}

/// `GET /van-ban/{id}`
pub async fn show(frame: Frame, viewer: Viewer, Path(id): Path<Uuid>) -> Result<Response> {
    let record = store::find(&mut frame.site.db.reader(), &Scope::of(&viewer), id).await?;
    let content = record.content();
    let form = form_of(&content, record.revision);
    Ok(ui::html(&page(&frame, &viewer, record, &content, form, Form::new()).await?))
}

/// The same page with the upload form refused.
pub async fn refused(frame: &Frame, viewer: &Viewer, record: Record, status: StatusCode, signing: Form) -> Result<Response> {
    let content = record.content();
    let form = form_of(&content, record.revision);
    Ok(ui::with_status(status, &page(frame, viewer, record, &content, form, signing).await?))
}

/// The page of a draft that would go out with blanks: names their lines, and lets it go out all the same.
pub async fn ask(frame: &Frame, viewer: &Viewer, record: Record, open: &[String]) -> Result<Response> {
    let content = record.content();
    let form = form_of(&content, record.revision);
    let mut asked = page(frame, viewer, record, &content, form, Form::new()).await?;
    asked.unfilled = open.iter().take(NAMED.0).map(|line| shortened(line, NAMED.1)).collect();
    Ok(ui::unprocessable(&asked))
}

/// The beginning of a text that is too long to show.
fn shortened(text: &str, most: usize) -> String {
    if text.chars().count() > most { text.chars().take(most - 1).chain(['…']).collect() } else { text.to_owned() }
}

fn form_of(content: &Content, revision: i64) -> Form {
    Form::from_pairs(content.pairs()).with("revision", revision.to_string())
}

async fn page(frame: &Frame, viewer: &Viewer, record: Record, content: &Content, form: Form, signing: Form) -> Result<EditPage> {
    let mut db = frame.site.db.reader();
    let versions = store::versions(&mut db, record.id).await?;
    let signed = store::signed(&mut db, record.id).await?;
    let given = record.given();
    let frozen = versions.first().filter(|_| !record.is_draft()).and_then(|v| serde_json::from_str::<Paper>(&v.document).ok());
    let paper = frozen.unwrap_or_else(|| content.paper(record.kind(), given.as_ref()));
    let (tone, state) = view::state(&record.state);
    let (letterhead, is_written) = match record.agency.filter(|_| record.is_draft()) {
        Some(agency) => {
            let directory = Directory::load(&mut db).await?;
            door::letterhead(&mut db, &directory, agency).await?
        }
        None => (String::new(), false),
    };
    let facts = Facts {
        state: frame.t(state),
        tone,
        may_write: scope::demand(viewer, &record).is_ok(),
        is_minutes: record.kind() == paper::Kind::Minutes,
        is_decision: record.kind() == paper::Kind::Decision,
        is_given: given.is_some(),
        asks_recipient: content.asks_recipient(),
        letterhead,
        is_written,
        is_usual: is_usual(record.kind()),
        blanks: if record.is_draft() { record.content().blanks(given.is_some()) } else { 0 },
        stands: stands(frame),
    };
    let name = if record.title.is_empty() { view::name(&record) } else { format!("{}: {}", view::name(&record), record.title) };
    Ok(EditPage {
        page: frame.page(shortened(&name, 48)).noindex().active("/van-ban").crumb(frame.t("papers-nav"), "/van-ban"),
        id: record.id,
        preview: Preview::of(frame, paper).await?,
        versions: versions.iter().map(|v| (v.version, at(v.created_at))).collect(),
        valid: signed.first().filter(|s| s.version == record.version).map(Valid::of),
        facts,
        record,
        form,
        signing,
        unfilled: Vec::new(),
    })
}

/// Whether papers of a kind are signed as most are: minutes by chair and secretary of one meeting, a decision without its collective.
fn is_usual(kind: paper::Kind) -> bool {
    !matches!(kind, paper::Kind::Minutes | paper::Kind::Decision)
}

/// How a signer may stand to the head, to choose from.
pub fn stands(frame: &Frame) -> Vec<Choice> {
    ["own", "for", "acting", "order", "delegated"].map(|word| Choice::new(word, frame.t(&format!("papers-stands-{word}")))).to_vec()
}

/// What is wrong, put at its field.
pub fn fail(frame: &Frame, form: &mut Form, faults: Vec<(&'static str, &'static str, String)>) {
    for (field, key, words) in faults {
        form.fail(field, frame.t1(key, "words", words));
    }
}

/// `POST /van-ban/{id}`: keeps the draft, or shows it as it would look.
pub async fn save(frame: Frame, viewer: Viewer, Path(id): Path<Uuid>, Body(typed): Body<Typed>) -> Result<Response> {
    let record = store::find(&mut frame.site.db.reader(), &Scope::of(&viewer), id).await?;
    scope::demand(&viewer, &record)?;
    if !record.is_draft() {
        return Err(Error::Conflict("papers-error-not-draft".into()));
    }
    let revision = typed.revision;
    let content = typed.content.tidy();
    let mut form = form_of(&content, revision);
    fail(&frame, &mut form, content.faults());
    if !form.ok() {
        return Ok(ui::unprocessable(&page(&frame, &viewer, record, &content, form, Form::new()).await?));
    }
    if typed.button == "preview" {
        let mut answer = page(&frame, &viewer, record, &content, form, Form::new()).await?;
        answer.page = answer.page.notice(Tone::Go, frame.t("papers-preview-unsaved"));
        return Ok(ui::html(&answer));
    }
    let actor = viewer.actor();
    let mut tx = frame.site.db.write().await?;
    match store::update(&mut tx, id, record.kind(), revision, &content, actor.at).await {
        Err(Error::Conflict(_)) => {
            drop(tx);
            let theirs = store::find(&mut frame.site.db.reader(), &Scope::of(&viewer), id).await?;
            let form = form_of(&content, theirs.revision).failing("title", frame.t("papers-conflict"));
            return Ok(ui::with_status(StatusCode::CONFLICT, &page(&frame, &viewer, theirs, &content, form, Form::new()).await?));
        }
        other => other?,
    }
    let was = record.content().pairs();
    let fields: Vec<&str> = content.pairs().into_iter().zip(was).filter(|((_, now), (_, was))| now != was).map(|((name, _), _)| name).collect();
    tx.audit(&actor, "paper.change", "paper", id, record.campaign, serde_json::json!({ "fields": fields.join(", ") })).await?;
    let kept = match record.agency.filter(|_| typed.button == "head" && is_usual(record.kind())) {
        Some(agency) => {
            let agency = Directory::load(&mut tx).await?.canonical(agency);
            letterhead::keep_first(&mut tx, &actor, agency, &content).await?
        }
        None => true,
    };
    tx.commit().await?;
    let address = format!("/van-ban/{id}");
    Ok(if kept { ui::done(&address, &frame.t("papers-saved")) } else { ui::warned(&address, &frame.t("papers-letterhead-known")) })
}

/// `POST /van-ban/{id}/xem-truoc`: the pages of what is typed, for the live preview; nothing is kept.
pub async fn preview(frame: Frame, viewer: Viewer, Path(id): Path<Uuid>, Body(typed): Body<Typed>) -> Result<Response> {
    let record = store::find(&mut frame.site.db.reader(), &Scope::of(&viewer), id).await?;
    scope::demand(&viewer, &record)?;
    let paper = typed.content.tidy().paper(record.kind(), record.given().as_ref());
    Ok(ui::html(&Preview::of(&frame, paper).await?))
}
