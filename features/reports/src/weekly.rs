//! Bảng tổng hợp tuần: a week on screen, as xlsx, DOCX and PDF, and as a paper in one click.
use crate::layout::{Part, blocks, weekly};
use crate::result::drawn;
use crate::view::{self, Sheet, Source};
use crate::{WEEK, read, scope, sheet};
use agencies::door::Directory;
use askama::Template;
use axum::Form as Body;
use axum::extract::{Path, Query};
use axum::response::Response;
use base::{Error, Fetch, Result, Viewer};
use duties::door::At;
use jiff::ToSpan;
use jiff::civil::Date;
use papers::door::{Kind, NewPaper};
use plan::door::Campaign;
use serde::Deserialize;
use ui::{Cell, Choice, Form, Frame, Page};
use uuid::Uuid;

#[derive(Template)]
#[template(path = "weekly.html")]
struct WeekPage {
    page: Page,
    form: Form,
    campaign: Uuid,
    sunday: Date,
    previous: Date,
    next: Option<Date>,
    span: String,
    moment: String,
    cells: Vec<Cell>,
    sheet: Sheet,
    agencies: Vec<Choice>,
    /// The paper of this week, if there is one: address and words of its state.
    paper: Option<(String, String)>,
    may_write: bool,
}

/// Which week.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Which {
    cd: String,
    den: String,
    #[serde(rename = "co-quan")]
    agency: String,
}

/// A week counted.
struct Week {
    campaign: Campaign,
    monday: Date,
    sunday: Date,
    figures: crate::figures::Figures,
    parts: Vec<Part>,
}

impl Week {
    /// The week of a day; one that is not over is counted to now.
    async fn of(frame: &Frame, viewer: &Viewer, db: &mut impl Fetch, which: &Which) -> Result<Week> {
        let campaign = scope::campaign(db, viewer, Some(&which.cd)).await?.ok_or(Error::NotFound)?;
        let clock = &frame.site.clock;
        let today = clock.today();
        let day = which.den.parse::<Date>().ok().or_else(|| vietnamese::dates::parse_date(&which.den).ok()).unwrap_or(today).min(today);
        let monday = day.checked_sub(i64::from(day.weekday().to_monday_zero_offset()).days()).unwrap_or(day);
        let sunday = monday.checked_add(6.days()).unwrap_or(monday);
        let last = monday.checked_sub(1.day()).unwrap_or(monday);
        let end = if sunday < today { At::end_of(sunday) } else { At::now(clock) };
        let mut both = read::figures_at(db, &campaign, &[end, At::end_of(last)]).await?;
        let (Some(before), Some(figures)) = (both.pop(), both.pop()) else { return Err(Error::NotFound) };
        let parts = weekly::parts(&figures, &before);
        Ok(Week { campaign, monday, sunday, figures, parts })
    }

    fn source(&self) -> String {
        format!("{WEEK}{}", self.sunday)
    }

    fn span(&self) -> String {
        vietnamese::dates::range(self.monday, self.sunday, vietnamese::dates::RangeStyle::Dash)
    }

    fn title(&self) -> String {
        format!("Tổng hợp tình hình thực hiện nhiệm vụ {} tuần từ {} đến {}", self.campaign.full_name(), vietnamese::dates::short(self.monday), vietnamese::dates::short(self.sunday))
    }

    fn new_paper(&self, agency: Option<Uuid>) -> NewPaper {
        NewPaper {
            campaign: Some(self.campaign.id), agency, kind: Kind::Report, title: self.title(), to: String::new(), addressee: String::new(),
            body: Some(blocks::body(&self.parts)), source: self.source(), batch: None,
        }
    }
}

/// `GET /bao-cao/tuan?den=2024-09-15`
pub async fn show(frame: Frame, viewer: Viewer, Query(which): Query<Which>) -> Result<Response> {
    let mut db = frame.site.db.reader();
    if scope::campaign(&mut db, &viewer, Some(&which.cd)).await?.is_none() {
        return Ok(ui::warned("/bao-cao", &frame.t("reports-no-campaign")));
    }
    let week = Week::of(&frame, &viewer, &mut db, &which).await?;
    let papers = papers::door::of_source(&mut db, week.campaign.id, &week.source()).await?;
    let paper = papers.first().map(|p| (format!("{}/{}", papers::door::ADDRESS, p.id), frame.t(crate::result::paper_state(Some(p)).1)));
    let directory = Directory::load(&mut db).await?;
    let source = Source::Moment(week.campaign.id, week.figures.at_ms);
    let today = frame.site.clock.today();
    let own = view::default_issuer(frame.site.db.reader(), &directory, &viewer, &week.campaign, today).await?;
    let page = frame.page(frame.t("reports-week")).noindex();
    let page = if which.cd.is_empty() { page.working(week.campaign.id).again("/bao-cao/tuan") } else { page };
    Ok(ui::html(&WeekPage {
        page: page.active("/bao-cao").crumb(frame.t("reports-nav"), format!("/bao-cao?cd={}", week.campaign.id)),
        form: Form::new().with("co-quan", own),
        campaign: week.campaign.id,
        previous: week.monday.checked_sub(1.day()).unwrap_or(week.monday),
        next: week.sunday.checked_add(1.day()).ok().filter(|d| *d <= today),
        span: week.span(),
        moment: frame.t1("reports-counted-at", "at", view::at_words(week.figures.at_ms)),
        cells: view::cells(&frame, &week.figures, &source),
        agencies: view::issuers(&directory, today, frame.t("reports-issuer-none")),
        may_write: scope::writes(&viewer, week.campaign.id),
        sunday: week.sunday,
        sheet: Sheet::new(frame.page(""), week.parts, source, String::new()),
        paper,
    }))
}

/// `GET /bao-cao/tuan/tai/{docx|pdf|xlsx}`
pub async fn download(frame: Frame, viewer: Viewer, Path(form): Path<String>, Query(which): Query<Which>) -> Result<Response> {
    let mut db = frame.site.db.reader();
    let week = Week::of(&frame, &viewer, &mut db, &which).await?;
    let name = drawn::file_name(&format!("tong hop tuan den {}", week.sunday), &form);
    if form == "xlsx" {
        let bytes = tokio::task::spawn_blocking(move || sheet::parts_book(&week.parts)).await.map_err(Error::internal)?;
        return Ok(view::attachment(&name, view::XLSX, bytes.map_err(Error::internal)?));
    }
    let directory = Directory::load(&mut db).await?;
    let facts = view::paper_facts(&mut db, &week.campaign).await?;
    let own = papers::door::default_issuer(&directory, &viewer.agencies(), Some(&facts), frame.site.clock.today());
    let paper = papers::door::look(&mut db, &directory, Some(&facts), frame.site.clock.today(), &week.new_paper(own)).await?;
    drawn::files(&frame, paper, &form, &name).await
}

/// `POST /bao-cao/tuan`: the week's paper, made once; while it is a draft its data are brought up to date.
pub async fn to_paper(frame: Frame, viewer: Viewer, Body(which): Body<Which>) -> Result<Response> {
    let mut db = frame.site.db.reader();
    let week = Week::of(&frame, &viewer, &mut db, &which).await?;
    if !scope::writes(&viewer, week.campaign.id) {
        return Err(Error::Forbidden);
    }
    let directory = Directory::load(&mut db).await?;
    let facts = view::paper_facts(&mut db, &week.campaign).await?;
    let agency: Option<Uuid> = which.agency.parse().ok().filter(|a| directory.get(*a).is_some());
    let actor = viewer.actor();
    let mut tx = frame.site.db.write().await?;
    tx.lock("reports").await?;
    let known = papers::door::of_source(&mut tx, week.campaign.id, &week.source()).await?.into_iter().next();
    let new = week.new_paper(agency);
    let id = match known {
        Some(paper) if !paper.is_draft() => {
            drop(tx);
            return Ok(ui::warned(&format!("{}/{}", papers::door::ADDRESS, paper.id), &frame.t("reports-paper-out")));
        }
        Some(paper) => {
            papers::door::refresh_body(&mut tx, &actor, paper.id, &new.body.unwrap_or_default()).await?;
            paper.id
        }
        None => papers::door::create_with(&mut tx, &actor, &directory, Some(&facts), frame.site.clock.today(), new).await?,
    };
    tx.commit().await?;
    Ok(ui::done(&format!("{}/{id}", papers::door::ADDRESS), &frame.t("reports-paper-done")))
}
