//! Công văn đôn đốc (letters): in one click a letter to each agency that still has something to do, as one batch of papers. Who gets
//! which duties is seen before; sending the form twice makes them once.
mod model;

use crate::figures::Figures;
use crate::store::{self, Letters};
use crate::{LETTER, read, scope, view};
use agencies::door::{Directory, Succession};
use askama::Template;
use axum::Form as Body;
use axum::response::Response;
use base::{Error, Result, Viewer};
use duties::door::At;
use jiff::civil::Date;
use model::Pressed;
use papers::door::{Kind, NewPaper};
use plan::door::Campaign;
use ui::{Choice, Form, Frame, Page};
use uuid::Uuid;

#[derive(Template)]
#[template(path = "letters/form.html")]
struct LettersPage {
    page: Page,
    form: Form,
    campaign: String,
    rows: Vec<Row>,
    issuers: Vec<Choice>,
    made: Vec<(Uuid, String)>,
    nobody: i64,
    moment: String,
    preview: Option<Preview>,
    /// Where letterhead and signer of the issuer are written down, while they are not.
    letterhead: String,
}

struct Row {
    id: Uuid,
    name: String,
    overdue: usize,
    soon: usize,
    open: usize,
    duties: Vec<(i64, String, String)>,
}

struct Preview {
    agency: Uuid,
    name: String,
    pages: Vec<String>,
}

/// What the pages need of a campaign.
struct Now {
    campaign: Campaign,
    figures: Figures,
    directory: Directory,
    pressed: Vec<Pressed>,
}

async fn now(frame: &Frame, viewer: &Viewer) -> Result<Now> {
    let mut db = frame.site.db.reader();
    let campaign = scope::campaign(&mut db, viewer, None).await?.ok_or_else(|| Error::Conflict("reports-no-campaign".into()))?;
    if !scope::writes(viewer, campaign.id) {
        return Err(Error::Forbidden);
    }
    let figures = read::figures(&mut db, &campaign, &At::now(&frame.site.clock)).await?;
    let (directory, succession) = (Directory::load(&mut db).await?, Succession::load(&mut db).await?);
    let pressed = model::pressed(&figures, &directory, &succession, frame.site.clock.today());
    Ok(Now { campaign, figures, directory, pressed })
}

/// `GET /bao-cao/don-doc`
pub async fn form(frame: Frame, viewer: Viewer) -> Result<Response> {
    let now = now(&frame, &viewer).await?;
    let today = frame.site.clock.today();
    let issuer = view::default_issuer(frame.site.db.reader(), &now.directory, &viewer, &now.campaign, today).await?;
    let form = Form::new()
        .with("khoa", Uuid::now_v7().to_string())
        .with("ban-hanh", issuer)
        .with("ten", format!("đôn đốc thực hiện nhiệm vụ {}", now.campaign.full_name()))
        .with("loi", model::asking(today));
    Ok(ui::html(&page(&frame, &now, ticked(form, &now, "gap", today), None).await?))
}

/// Ticks all agencies, those whose duties press, or none: `tat-ca`, `gap`, anything else.
fn ticked(form: Form, now: &Now, which: &str, today: Date) -> Form {
    let wanted = now.pressed.iter().filter(|p| which == "tat-ca" || (which == "gap" && p.is_urgent(today)));
    wanted.fold(form, |form, one| form.and("co-quan", one.agency.to_string()))
}

async fn page(frame: &Frame, now: &Now, form: Form, preview: Option<Preview>) -> Result<LettersPage> {
    let today = frame.site.clock.today();
    let rows = now.pressed.iter().map(|p| Row {
        id: p.agency,
        name: p.name.clone(),
        overdue: p.overdue(),
        soon: p.soon(today),
        open: p.duties.len(),
        duties: p.duties.iter().map(|d| (d.number, d.short.clone(), view::standing(frame, d, &now.figures))).collect(),
    });
    let mut db = frame.site.db.reader();
    let made = store::letters_of(&mut db, now.campaign.id).await?;
    let letterhead = match form.value("ban-hanh").parse::<Uuid>().ok().filter(|id| now.directory.get(*id).is_some()) {
        Some(id) => papers::door::letterhead(&mut db, &now.directory, id).await?,
        None => (String::new(), true),
    };
    Ok(LettersPage {
        letterhead: if letterhead.1 { String::new() } else { letterhead.0 },
        page: frame.page(frame.t("reports-letters")).noindex().working(now.campaign.id).active("/bao-cao").crumb(frame.t("reports-nav"), "/bao-cao"),
        form,
        campaign: now.campaign.full_name(),
        rows: rows.collect(),
        issuers: view::issuers(&now.directory, today, frame.t("reports-issuer-none")),
        made: made.into_iter().map(|l| (l.batch, frame.t2("reports-letters-made-at", "count", l.letters, "at", view::at_words(l.created_at)))).collect(),
        nobody: now.figures.count(&crate::filter::Filter::default().of(None)),
        moment: frame.t1("reports-counted-at", "at", view::at_words(now.figures.at_ms)),
        preview,
    })
}

/// `POST /bao-cao/don-doc`: makes the letters, or shows one as it would look (`xem` names whose).
pub async fn create(frame: Frame, viewer: Viewer, Body(pairs): Body<Vec<(String, String)>>) -> Result<Response> {
    let tick = pairs.iter().find(|(name, _)| name == "chon").map(|(_, which)| which.clone());
    let kept = pairs.into_iter().filter(|(name, _)| tick.is_none() || name != "co-quan");
    let mut form = Form::from_pairs(kept);
    let key: Option<Uuid> = form.value("khoa").parse().ok();
    if let Some(known) = store::letters_by_id(&mut frame.site.db.reader(), key.unwrap_or_default()).await?.filter(|l| scope::writes(&viewer, l.campaign)) {
        return Ok(again(&frame, &known));
    }
    let now = now(&frame, &viewer).await?;
    if let Some(which) = tick {
        let form = ticked(form, &now, &which, frame.site.clock.today());
        return Ok(ui::html(&page(&frame, &now, form, None).await?));
    }
    let issuer: Option<Uuid> = form.value("ban-hanh").parse().ok().filter(|a| now.directory.get(*a).is_some());
    let title: String = vietnamese::normalize_line(form.value("ten"));
    let asking: String = vietnamese::normalize(form.value("loi")).trim().chars().take(crate::words::LONGEST).collect();
    let letter = Letter { now: &now, issuer, title: &title, asking: &asking };
    if let Some(one) = form.value("xem").parse::<Uuid>().ok().and_then(|id| now.pressed.iter().find(|p| p.agency == id)) {
        let facts = view::paper_facts(&mut frame.site.db.reader(), &now.campaign).await?;
        let paper = papers::door::look(&mut frame.site.db.reader(), &now.directory, Some(&facts), frame.site.clock.today(), &letter.to(one, None)).await?;
        let (pages, _) = papers::door::pictures(paper, 4).await?;
        let preview = Preview { agency: one.agency, name: one.name.clone(), pages };
        return Ok(ui::html(&page(&frame, &now, form, Some(preview)).await?));
    }
    let chosen: Vec<&Pressed> = now.pressed.iter().filter(|p| form.has("co-quan", &p.agency.to_string())).collect();
    if chosen.is_empty() {
        form.fail("co-quan", frame.t("reports-error-none"));
    }
    if title.is_empty() || title.chars().count() > 400 {
        form.fail("ten", frame.t("reports-error-title"));
    }
    if !form.ok() {
        return Ok(ui::unprocessable(&page(&frame, &now, form, None).await?));
    }
    let facts = view::paper_facts(&mut frame.site.db.reader(), &now.campaign).await?;
    let actor = viewer.actor();
    let mut tx = frame.site.db.write().await?;
    tx.lock("reports").await?;
    let count = i64::try_from(chosen.len()).unwrap_or(i64::MAX);
    let batch = Letters { id: key.unwrap_or_else(Uuid::now_v7), campaign: now.campaign.id, batch: Uuid::now_v7(), day: now.figures.day.clone(), letters: count, created_at: actor.at };
    if !store::begin_letters(&mut tx, &batch).await? {
        drop(tx);
        let known = store::letters_by_id(&mut frame.site.db.reader(), batch.id).await?.filter(|l| scope::writes(&viewer, l.campaign)).ok_or(Error::NotFound)?;
        return Ok(again(&frame, &known));
    }
    for one in &chosen {
        let paper = papers::door::create_with(&mut tx, &actor, &now.directory, Some(&facts), frame.site.clock.today(), letter.to(one, Some(batch.batch))).await?;
        store::insert_letter(&mut tx, batch.id, one.agency, paper, one.overdue(), one.duties.len()).await?;
    }
    tx.audit(&actor, "report.letters", "campaign", now.campaign.id, Some(now.campaign.id), serde_json::json!({ "letters": count, "batch": batch.batch })).await?;
    tx.commit().await?;
    Ok(ui::done(&address(&batch), &frame.t1("reports-letters-made", "count", count)))
}

/// What all letters of a batch share.
struct Letter<'a> {
    now: &'a Now,
    issuer: Option<Uuid>,
    title: &'a str,
    asking: &'a str,
}

impl Letter<'_> {
    fn to(&self, one: &Pressed, batch: Option<Uuid>) -> NewPaper {
        NewPaper {
            campaign: Some(self.now.campaign.id), agency: self.issuer, kind: Kind::Letter, title: self.title.to_owned(), to: one.name.clone(),
            addressee: one.name.clone(), body: Some(model::body(&self.now.figures, one, self.asking)), source: LETTER.into(), batch,
        }
    }
}

fn again(frame: &Frame, known: &Letters) -> Response {
    ui::done(&address(known), &frame.t1("reports-letters-already", "count", known.letters))
}

fn address(letters: &Letters) -> String {
    format!("{}?dot={}", papers::door::ADDRESS, letters.batch)
}
