//! Báo cáo trên màn hình: as it stands now or at a past day, each figure with its rows; beside it versions, files and the paper.
use super::list::paper_state;
use super::{draft, said};
use crate::figures::{Figures, shown};
use crate::layout::result;
use crate::store::{self, Report};
use crate::view::{self, Sheet, Source};
use crate::words::Words;
use crate::{read, scope};
use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use base::{Result, Viewer};
use duties::door::At;
use papers::door::Record;
use plan::door::Campaign;
use serde::Deserialize;
use ui::{Beat, Cell, Form, Frame, Page, Tone};
use uuid::Uuid;

#[derive(Template)]
#[template(path = "result/show.html")]
struct ShowPage {
    page: Page,
    report: Report,
    /// The frozen version that is shown; None for the draft.
    number: Option<i64>,
    /// Name of the frozen version.
    version_name: String,
    /// What `?ngay=` shows instead of the report's own day, and whether it differs.
    form: Form,
    is_other_day: bool,
    moment: String,
    cells: Vec<Cell>,
    beat: Beat,
    sheet: Sheet,
    versions: Vec<VersionLine>,
    paper: PaperLine,
    may_write: bool,
    next_number: i64,
    /// `?ban=n` of downloads, or empty.
    of: String,
}

struct VersionLine {
    number: i64,
    name: String,
    at: String,
    is_on: bool,
}

struct PaperLine {
    href: String,
    tone: Tone,
    state: String,
    number: String,
    is_draft: bool,
}

/// Another day to look at.
#[derive(Deserialize, Default)]
pub struct Seen {
    ngay: Option<String>,
}

/// `GET /bao-cao/{id}`
pub async fn show(frame: Frame, viewer: Viewer, Path(id): Path<Uuid>, Query(seen): Query<Seen>) -> Result<Response> {
    let mut db = frame.site.db.reader();
    let (report, campaign) = scope::report(&mut db, &viewer, id).await?;
    let typed = seen.ngay.unwrap_or_default();
    let other = vietnamese::dates::parse_date(&typed).ok().filter(|d| *d <= frame.site.clock.today());
    let mut form = Form::new().with("ngay", &typed);
    if !typed.trim().is_empty() && other.is_none() {
        form.fail("ngay", frame.t("reports-error-day"));
    }
    let (figures, words) = match other {
        Some(day) => {
            let at = if day == frame.site.clock.today() { At::now(&frame.site.clock) } else { At::end_of(day) };
            (read::figures(&mut db, &campaign, &at).await?, store::words(&mut db, id).await?.0)
        }
        None => draft(&frame, &mut db, &report, &campaign).await?,
    };
    let source = Source::Moment(campaign.id, figures.at_ms);
    let drawn = Drawn { figures, words, source, version: None, form, is_other_day: other.is_some() };
    page(&frame, &viewer, report, &campaign, drawn).await
}

/// What is shown.
pub struct Drawn {
    figures: Figures,
    words: Words,
    source: Source,
    version: Option<store::Frozen>,
    form: Form,
    is_other_day: bool,
}

/// A frozen version as a page.
pub async fn frozen(frame: &Frame, viewer: &Viewer, report: Report, campaign: &Campaign, version: store::Frozen) -> Result<Response> {
    let (figures, words) = said(frame, &mut frame.site.db.reader(), &report, campaign, Some(version.number)).await?;
    let source = Source::Version(version.id);
    page(frame, viewer, report, campaign, Drawn { figures, words, source, version: Some(version), form: Form::new(), is_other_day: false }).await
}

async fn page(frame: &Frame, viewer: &Viewer, report: Report, campaign: &Campaign, drawn: Drawn) -> Result<Response> {
    let mut db = frame.site.db.reader();
    let Drawn { figures, words, source, version, form, is_other_day } = drawn;
    let number = version.as_ref().map(|v| v.number);
    let versions = store::versions(&mut db, report.id).await?;
    let next_number = versions.first().map_or(0, |v| v.number) + 1;
    let versions = versions.into_iter().map(|v| VersionLine { is_on: Some(v.number) == number, at: view::at_words(v.created_at), name: v.name, number: v.number }).collect();
    let may_write = scope::writes(viewer, report.campaign) && !report.dropped;
    let paper = paper_line(frame, papers::door::find(&mut db, report.paper).await?);
    let name = if report.name.chars().count() > 60 { report.name.chars().take(59).chain(['…']).collect() } else { report.name.clone() };
    let own = format!("/bao-cao/{}", report.id);
    let mut page = frame.page(name.clone()).noindex().active("/bao-cao").crumb(frame.t("reports-nav"), format!("/bao-cao?cd={}", campaign.id));
    if let Some(v) = &version {
        page = page.title(frame.t1("reports-version", "number", v.number)).crumb(name, own.clone());
    }
    let words_at = if may_write && version.is_none() { format!("{own}/phan") } else { String::new() };
    let moment = match &version {
        Some(v) => frame.t2("reports-frozen-at", "day", shown(Some(&v.day)), "at", view::at_words(v.created_at)),
        None => frame.t1("reports-counted-at", "at", view::at_words(figures.at_ms)),
    };
    Ok(ui::html(&ShowPage {
        cells: view::cells(frame, &figures, &source),
        beat: view::beat(&figures),
        sheet: Sheet::new(frame.page(""), result::parts(&figures, &words), source, words_at),
        version_name: version.map(|v| v.name).unwrap_or_default(),
        of: number.map(|n| format!("?ban={n}")).unwrap_or_default(),
        page, report, number, form, is_other_day, moment, versions, paper, may_write, next_number,
    }))
}

fn paper_line(frame: &Frame, paper: Record) -> PaperLine {
    let (tone, key) = paper_state(Some(&paper));
    PaperLine { href: format!("{}/{}", papers::door::ADDRESS, paper.id), tone, state: frame.t(key), is_draft: paper.is_draft(), number: paper.number }
}
