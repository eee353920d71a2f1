//! Đầu văn bản và người ký (letterhead): what is the same in every paper of an agency, written once: superior body, symbols, place, who
//! signs in which capacity, whom papers always go to. Papers that are begun later take it; those that exist stay as they are.
use crate::content::Typed;
use crate::facts::{self, Facts, Which};
use crate::model::Content;
use crate::view::Preview;
use crate::{edit, new, office, scope, shipped, store};
use agencies::door::Directory;
use askama::Template;
use axum::Form as Body;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use base::{Actor, Error, Fetch, Result, Tx, Viewer};
use jiff::civil::Date;
use paper::Kind;
use ui::{Choice, Form, Frame, Page, Tone};
use uuid::Uuid;

#[derive(Template)]
#[template(path = "letterheads.html")]
struct ListPage {
    page: Page,
    /// Address, name, whether it is written down.
    rows: Vec<(String, String, bool)>,
}

#[derive(Template)]
#[template(path = "letterhead.html")]
struct LetterheadPage {
    page: Page,
    id: Uuid,
    form: Form,
    stands: Vec<Choice>,
    preview: Preview,
}

/// What papers of an agency begin with, and its revision; 0 while nobody has written it down. One statement.
pub async fn in_force(db: &mut impl Fetch, directory: &Directory, campaign: Option<&facts::Campaign>, agency: Uuid, today: Date) -> Result<(Content, i64)> {
    Ok(match store::letterhead(db, directory.canonical(agency)).await? {
        Some((json, revision)) => (serde_json::from_str(&json).map_err(Error::internal)?, revision),
        None => (office::proposed(directory, campaign, agency, today), 0),
    })
}

/// Keeps what is the same in every paper of an agency; the rest of the content is left out. Writes its own audit entry.
pub async fn keep(tx: &mut Tx, actor: &Actor, agency: Uuid, revision: i64, content: &Content) -> Result<()> {
    let c = content.clone();
    let same = Content {
        parent: c.parent, issuer: c.issuer, body_sign: c.body_sign, unit_sign: c.unit_sign, place: c.place, collective: c.collective, stands: c.stands,
        head: c.head, office: c.office, signer: c.signer, recipients: c.recipients, ..Content::default()
    };
    store::set_letterhead(tx, agency, &same, revision, actor.at).await?;
    tx.audit(actor, "paper.letterhead", "paper_letterhead", agency, None, serde_json::json!({})).await
}

/// Keeps a draft's head and signer for later papers while nobody has written them down; whether that was so. Whom this one paper goes to
/// is left out: the template of each kind says it.
pub async fn keep_first(tx: &mut Tx, actor: &Actor, agency: Uuid, content: &Content) -> Result<bool> {
    match keep(tx, actor, agency, 0, &Content { recipients: String::new(), ..content.clone() }).await {
        Err(Error::Conflict(_)) => Ok(false),
        other => other.map(|()| true),
    }
}

/// The campaigns by whose roles one may write letterheads: they hold for all years, so a coordinator may in the one that the site shows,
/// an agency's own people also in the one that they work in.
struct Campaigns {
    shown: Option<Uuid>,
    working: Option<Uuid>,
}

impl Campaigns {
    async fn of(frame: &Frame, viewer: &Viewer) -> Result<Campaigns> {
        let (shown, working) = (Facts::of(&frame.site, Which::Shown).await?, Facts::working(&frame.site, viewer).await?);
        Ok(Campaigns { shown: shown.map(|c| c.id), working: working.map(|c| c.id) })
    }

    fn let_write(&self, viewer: &Viewer, agency: Uuid) -> bool {
        scope::may(viewer, self.shown, Some(agency)) || (viewer.agencies().contains(&agency) && scope::may(viewer, self.working, Some(agency)))
    }
}

/// `GET /van-ban/dau`
pub async fn list(frame: Frame, viewer: Viewer) -> Result<Response> {
    let campaigns = Campaigns::of(&frame, &viewer).await?;
    let mut db = frame.site.db.reader();
    let directory = Directory::load(&mut db).await?;
    let written = store::letterheads(&mut db).await?;
    let own = directory.list(frame.site.clock.today()).into_iter().filter(|a| !a.is_group && campaigns.let_write(&viewer, a.id));
    let mut rows: Vec<(String, String, bool)> = own.map(|a| (format!("/van-ban/dau/{}", a.id), a.name, written.contains(&a.id))).collect();
    rows.sort_by_key(|(_, _, is_written)| !is_written);
    let page = frame.page(frame.t("papers-letterheads")).noindex().active("/van-ban").crumb(frame.t("papers-nav"), "/van-ban");
    Ok(ui::html(&ListPage { page, rows }))
}

/// The agency with what is in force for it, for those who may write its papers.
struct Own {
    id: Uuid,
    name: String,
    content: Content,
    revision: i64,
    campaign: Option<facts::Campaign>,
    today: Date,
}

async fn own(frame: &Frame, viewer: &Viewer, agency: Uuid) -> Result<Own> {
    let campaign = Facts::working(&frame.site, viewer).await?;
    let today = frame.site.clock.today();
    let mut db = frame.site.db.reader();
    let directory = Directory::load(&mut db).await?;
    let known = directory.name_on(agency, today).filter(|a| !a.is_group).ok_or(Error::NotFound)?;
    if !Campaigns::of(frame, viewer).await?.let_write(viewer, known.id) {
        return Err(Error::NotFound);
    }
    let (content, revision) = in_force(&mut db, &directory, campaign.as_ref(), known.id, today).await?;
    Ok(Own { id: known.id, name: known.name, content, revision, campaign, today })
}

/// `GET /van-ban/dau/{agency}`
pub async fn show(frame: Frame, viewer: Viewer, Path(agency): Path<Uuid>) -> Result<Response> {
    let own = own(&frame, &viewer, agency).await?;
    let form = form_of(&own.content, own.revision);
    Ok(ui::html(&page(&frame, &own, &own.content, form).await?))
}

fn form_of(content: &Content, revision: i64) -> Form {
    Form::from_pairs(content.pairs()).with("revision", revision.to_string())
}

async fn page(frame: &Frame, own: &Own, content: &Content, form: Form) -> Result<LetterheadPage> {
    Ok(LetterheadPage {
        page: frame.page(own.name.clone()).noindex().active("/van-ban").crumb(frame.t("papers-letterheads"), "/van-ban/dau"),
        id: own.id,
        stands: edit::stands(frame),
        preview: Preview::of(frame, example(frame, own, content)).await?,
        form,
    })
}

/// A letter as it would begin and end.
fn example(frame: &Frame, own: &Own, head: &Content) -> paper::Paper {
    let values = new::facts_of(own.campaign.as_ref(), head, own.today);
    let words = new::headed(shipped::template(Kind::Letter).filled(&values), head, Kind::Letter);
    Content { year: own.today.year().to_string(), addressee: frame.t("papers-example-recipient"), ..words }.paper(Kind::Letter, None)
}

/// `POST /van-ban/dau/{agency}`
pub async fn save(frame: Frame, viewer: Viewer, Path(agency): Path<Uuid>, Body(typed): Body<Typed>) -> Result<Response> {
    let own = own(&frame, &viewer, agency).await?;
    let content = typed.content.tidy();
    let mut form = form_of(&content, typed.revision);
    edit::fail(&frame, &mut form, content.faults().into_iter().filter(|(field, ..)| *field != "title").collect());
    if !form.ok() {
        return Ok(ui::unprocessable(&page(&frame, &own, &content, form).await?));
    }
    if typed.button == "preview" {
        let mut answer = page(&frame, &own, &content, form).await?;
        answer.page = answer.page.notice(Tone::Go, frame.t("papers-preview-unsaved"));
        return Ok(ui::html(&answer));
    }
    let mut tx = frame.site.db.write().await?;
    match keep(&mut tx, &viewer.actor(), own.id, typed.revision, &content).await {
        Err(Error::Conflict(_)) => {
            drop(tx);
            let form = form_of(&content, own.revision).failing("issuer", frame.t("papers-conflict"));
            return Ok(ui::with_status(StatusCode::CONFLICT, &page(&frame, &own, &content, form).await?));
        }
        other => other?,
    }
    tx.commit().await?;
    Ok(ui::done(&format!("/van-ban/dau/{agency}"), &frame.t("papers-letterhead-saved")))
}

/// `POST /van-ban/dau/{agency}/xem-truoc`: for the live preview; nothing is kept.
pub async fn preview(frame: Frame, viewer: Viewer, Path(agency): Path<Uuid>, Body(typed): Body<Typed>) -> Result<Response> {
    let own = own(&frame, &viewer, agency).await?;
    let paper = example(&frame, &own, &typed.content.tidy());
    Ok(ui::html(&Preview::of(&frame, paper).await?))
}
