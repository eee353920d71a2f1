//! Biên bản: the minutes of a game as an official paper (Decree 30/2020) with the journal's hash, so that paper and journal belong
//! together: seen page by page, printed, as DOCX and PDF, and handed to the papers' desk for number and signed copy.
use super::count::{Counted, load};
use super::pages::{rows, teams};
use super::{export, paper};
use crate::host;
use crate::play::rule_sentences;
use agencies::door::Directory;
use askama::Template;
use axum::Form as Body;
use axum::extract::{Path, Query};
use axum::response::Response;
use base::{Error, Fetch, Lang, Result, Viewer};
use papers::door::{ADDRESS, Kind, NewPaper, Record};
use plan::door::Campaign;
use ui::{Choice, Form, Frame, Page};
use uuid::Uuid;

/// Pages shown; the rest is in the files.
const SHOWN: usize = 12;

#[derive(Template)]
#[template(path = "results/minutes.html")]
struct MinutesPage {
    page: Page,
    form: Form,
    id: Uuid,
    title: String,
    /// Pictures of pages, made by our own press from escaped words.
    sheets: Vec<String>,
    count: usize,
    agencies: Vec<Choice>,
    issuer: String,
    /// Its paper at the papers' desk, once made, for those who write that agency's papers.
    made: Option<String>,
    /// Whether another agency made it.
    elsewhere: bool,
    may_write: bool,
    over: bool,
}

/// Who issues the minutes.
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct By {
    #[serde(rename = "co-quan")]
    agency: Option<String>,
}

/// The minutes, ready to be drawn or kept.
struct Minutes {
    counted: Counted,
    campaign: Option<Campaign>,
    directory: Directory,
    agency: Option<Uuid>,
    new: NewPaper,
}

impl Minutes {
    async fn of(frame: &Frame, viewer: &Viewer, db: &mut impl Fetch, id: Uuid, by: &By) -> Result<Minutes> {
        let row = host::own(&frame.site, viewer, id).await?;
        let counted = load(&frame.site.db, id).await?;
        let campaign = match row.campaign {
            Some(campaign) => Some(plan::door::campaign(db, campaign).await?),
            None => None,
        };
        let directory = Directory::load(db).await?;
        let may = |agency: &Uuid| papers::door::may(viewer, row.campaign, Some(*agency));
        let agency = match by.agency.as_deref() {
            Some("") => None,
            // Nobody writes, nor sees the head and the signer, in another agency's name.
            Some(chosen) => Some(chosen.parse().ok().filter(|agency| directory.get(*agency).is_some() && may(agency)).ok_or(Error::NotFound)?),
            None => {
                let own: Vec<Uuid> = viewer.agencies().into_iter().filter(may).collect();
                let organisers = campaign.as_ref().map(|c| papers::Campaign { organisers: c.organisers.clone(), ..papers::Campaign::default() });
                papers::door::default_issuer(&directory, &own, organisers.as_ref(), frame.site.clock.today()).filter(may)
            }
        };
        let body = paper::body(&facts(frame, &counted, id, campaign.as_ref()));
        let title = format!("Kết quả đấu trường “{}”", counted.row.title);
        let new = NewPaper { campaign: row.campaign, agency, kind: Kind::Minutes, title, to: String::new(), addressee: String::new(), body: Some(body), source: source(id), batch: None };
        Ok(Minutes { counted, campaign, directory, agency, new })
    }

    /// Whether this person may write papers of the chosen agency; a game of no campaign has none.
    fn may_write(&self, viewer: &Viewer) -> bool {
        self.campaign.as_ref().is_some_and(|campaign| papers::door::may(viewer, Some(campaign.id), self.agency))
    }

    /// The paper that was made of it before.
    async fn known(&self, db: &mut impl Fetch, id: Uuid) -> Result<Option<Record>> {
        match &self.campaign {
            Some(campaign) => Ok(papers::door::of_source(db, campaign.id, &source(id)).await?.into_iter().next()),
            None => Ok(None),
        }
    }

    async fn paper(&self, frame: &Frame, db: &mut impl Fetch) -> Result<papers::door::Paper> {
        let facts = papers::door::campaign(&frame.site, self.new.campaign).await?;
        let day = self.day(frame);
        let mut paper = papers::door::look(db, &self.directory, facts.as_ref(), day, &self.new).await?;
        paper.date.day = Some(day.day().unsigned_abs());
        Ok(paper)
    }

    /// Minutes are of the day on which the game ended.
    fn day(&self, frame: &Frame) -> jiff::civil::Date {
        let ended = self.counted.row.ended_at.and_then(|ms| jiff::Timestamp::from_millisecond(ms).ok());
        ended.map_or_else(|| frame.site.clock.today(), |at| at.to_zoned_datetime(base::clock::zone()).date())
    }
}

fn source(id: Uuid) -> String {
    format!("gameshow:minutes:{id}")
}

/// Whether this person writes papers of the agency that issues this one.
fn writes(viewer: &Viewer, paper: &Record) -> bool {
    papers::door::may(viewer, paper.campaign, paper.agency)
}

fn facts<'f>(frame: &Frame, counted: &'f Counted, id: Uuid, campaign: Option<&Campaign>) -> paper::Facts<'f> {
    let mut frame = frame.clone();
    frame.preferences.lang = Lang::Vi;
    let places = u32::from(counted.count.settings.podium.max(3));
    let mut people = rows(&frame, counted);
    people.retain(|row| row.rank > 0 && row.rank <= places);
    paper::Facts {
        counted,
        id,
        campaign: campaign.map(Campaign::full_name).unwrap_or_default(),
        rule: rule_sentences(&frame, &counted.count.settings),
        people,
        teams: teams(counted),
        ended: counted.row.ended_at,
    }
}

/// `GET /dau-truong/{id}/bien-ban?co-quan=`.
pub async fn show(frame: Frame, viewer: Viewer, Path(id): Path<Uuid>, Query(by): Query<By>) -> Result<Response> {
    let mut db = frame.site.db.reader();
    let minutes = Minutes::of(&frame, &viewer, &mut db, id, &by).await?;
    let known = minutes.known(&mut db, id).await?;
    let (sheets, count) = papers::door::pictures(minutes.paper(&frame, &mut db).await?, SHOWN).await?;
    let issuer = minutes.agency.map(|a| a.to_string()).unwrap_or_default();
    let may = |agency| papers::door::may(&viewer, minutes.new.campaign, agency);
    let mut agencies = Vec::new();
    if may(None) || minutes.agency.is_none() {
        agencies.push(Choice::new("", frame.t("gameshow-minutes-issuer-none")));
    }
    agencies.extend(minutes.directory.list(frame.site.clock.today()).into_iter().filter(|a| !a.is_group && may(Some(a.id))).map(|a| Choice::new(a.id.to_string(), a.name)));
    let title = minutes.counted.row.title.clone();
    let page = frame.page(frame.t("gameshow-minutes")).crumb(title.clone(), format!("/dau-truong/{id}/ket-qua")).noindex();
    let form = Form::new().with("co-quan", issuer.clone());
    let may_write = known.is_none() && minutes.may_write(&viewer);
    let made = known.as_ref().filter(|paper| writes(&viewer, paper)).map(|paper| format!("{ADDRESS}/{}", paper.id));
    let elsewhere = known.is_some() && made.is_none();
    Ok(ui::html(&MinutesPage { page, form, id, title, sheets, count, agencies, issuer, made, elsewhere, may_write, over: minutes.counted.row.ended_at.is_some() }))
}

/// `GET /dau-truong/{id}/bien-ban/tai/{docx|pdf}?co-quan=`.
pub async fn download(frame: Frame, viewer: Viewer, Path((id, form)): Path<(Uuid, String)>, Query(by): Query<By>) -> Result<Response> {
    let mut db = frame.site.db.reader();
    let minutes = Minutes::of(&frame, &viewer, &mut db, id, &by).await?;
    let bytes = papers::door::file(&frame.site, minutes.paper(&frame, &mut db).await?, &form).await?.ok_or(Error::NotFound)?;
    let name = format!("bien-ban-{}.{form}", vietnamese::slug(&minutes.counted.row.title));
    let kind = if form == "pdf" { "application/pdf" } else { "application/vnd.openxmlformats-officedocument.wordprocessingml.document" };
    Ok(export::file(bytes, kind, &name))
}

/// `POST /dau-truong/{id}/bien-ban`: the minutes of a game that is over become a draft at the papers' desk, once.
pub async fn to_paper(frame: Frame, viewer: Viewer, Path(id): Path<Uuid>, Body(by): Body<By>) -> Result<Response> {
    let mut db = frame.site.db.reader();
    let minutes = Minutes::of(&frame, &viewer, &mut db, id, &by).await?;
    if !minutes.may_write(&viewer) {
        return Err(Error::Forbidden);
    }
    if minutes.counted.row.ended_at.is_none() {
        return Err(Error::Conflict("gameshow-not-over".into()));
    }
    let facts = papers::door::campaign(&frame.site, minutes.new.campaign).await?;
    let mut tx = frame.site.db.write().await?;
    tx.lock(&source(id)).await?;
    if let Some(known) = minutes.known(&mut tx, id).await? {
        let address = format!("{ADDRESS}/{}", known.id);
        return if writes(&viewer, &known) { Ok(ui::done(&address, &frame.t("gameshow-minutes-known"))) } else { Err(Error::Conflict("gameshow-minutes-elsewhere".into())) };
    }
    let day = minutes.day(&frame);
    let made = papers::door::create_with(&mut tx, &viewer.actor(), &minutes.directory, facts.as_ref(), day, minutes.new).await?;
    tx.commit().await?;
    Ok(ui::done(&format!("{ADDRESS}/{made}"), &frame.t("gameshow-minutes-made")))
}
