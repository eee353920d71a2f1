//! Tờ báo cáo (view): parts as a page whose figures open their rows; what pages of reports share.
use crate::figures::Figures;
use crate::filter::Filter;
use crate::layout::{Bit, Line, Part, Piece};
use askama::Template;
use duties::door::Cell;
use ui::{Beat, BeatBar, BeatState};
use ui::{Frame, Page, Tone};
use uuid::Uuid;

/// Parts on screen.
#[derive(Template)]
#[template(path = "sheet.html")]
pub struct Sheet {
    page: Page,
    parts: Vec<Part>,
    source: Source,
    /// Where the words of a part are written: `/bao-cao/{id}/phan`; empty for those who only read.
    words_at: String,
}

/// Where the figures of a page come from, so that each can open its rows.
#[derive(Clone, Debug)]
pub enum Source {
    /// Counted now or at a past moment (unix ms).
    Moment(Uuid, i64),
    /// Of a frozen version.
    Version(Uuid),
}

impl Source {
    /// Address of the rows of a filter.
    pub fn href(&self, filter: &Filter) -> String {
        let query = filter.query();
        let more = if query.is_empty() { String::new() } else { format!("&{query}") };
        match self {
            Source::Moment(campaign, _) if filter.at_ms.is_some() => format!("/bao-cao/dong?cd={campaign}{more}"),
            Source::Moment(campaign, ms) => format!("/bao-cao/dong?cd={campaign}&luc={ms}{more}"),
            Source::Version(id) => format!("/bao-cao/dong?ban={id}{more}"),
        }
    }
}

impl Sheet {
    /// A page's parts.
    pub fn new(page: Page, parts: Vec<Part>, source: Source, words_at: String) -> Sheet {
        Sheet { page, parts, source, words_at }
    }

    /// Length of a bar beside the longest, in hundredths.
    fn length(&self, value: &i64, rows: &[crate::layout::Bar]) -> i64 {
        let most = rows.iter().map(|r| r.value).max().unwrap_or(0).max(1);
        (value * 100 / most).clamp(i64::from(*value > 0), 100)
    }

    /// Whether a row heads those below it.
    fn heads(&self, line: &Line, columns: usize) -> bool {
        line.cells.len() == 1 && columns > 1
    }

    fn is_right(&self, column: &paper::Column) -> bool {
        column.stand == paper::Stand::Right
    }
}

/// The four cells as large figures.
pub fn cells(frame: &Frame, figures: &Figures, source: &Source) -> Vec<ui::Cell> {
    let cells = figures.tally().cells;
    let tone = |cell| match cell {
        _ if cells.of(cell) == 0 => Tone::Plain,
        Cell::OnTime => Tone::Ok,
        Cell::Overdue => Tone::Bad,
        Cell::Late | Cell::InTerm => Tone::Plain,
    };
    Cell::ALL
        .map(|cell| ui::Cell {
            figure: vietnamese::numbers::group(cells.of(cell)),
            label: cell_name(frame, cell),
            href: source.href(&Filter::cells(&[cell])),
            tone: tone(cell),
        })
        .to_vec()
}

/// A cell in the reader's language; papers have [`crate::layout::tables::cell_words`].
pub fn cell_name(frame: &Frame, cell: Cell) -> String {
    frame.t(&format!("reports-cell-{}", cell.code().replace('_', "-")))
}

/// One bar per duty in the plan's order.
pub fn beat(figures: &Figures) -> Beat {
    let bars = figures.duties.iter().filter_map(|d| {
        let state = match d.cell()? {
            Cell::OnTime => BeatState::Done,
            Cell::Late => BeatState::DoneLate,
            Cell::Overdue => BeatState::Overdue,
            Cell::InTerm => BeatState::InTerm,
        };
        Some(BeatBar { label: format!("{}. {}", d.number, d.short), href: format!("/nhiem-vu/{}", d.id), state })
    });
    Beat { bars: bars.collect() }
}

/// A moment in words: "09:00 15/09/2024".
pub fn at_words(ms: i64) -> String {
    vietnamese::dates::date_and_time(vietnamese::dates::from_unix_ms(ms))
}

/// Tone of a duty in lists.
pub fn tone(duty: &crate::figures::DutyLine) -> Tone {
    match duty.cell() {
        Some(Cell::OnTime | Cell::Late) => Tone::Ok,
        Some(Cell::Overdue) => Tone::Bad,
        Some(Cell::InTerm) if duty.is_reported() => Tone::Go,
        _ => Tone::Plain,
    }
}

/// How a duty stands, in the reader's language; papers have [`crate::layout::tables::standing`].
pub fn standing(frame: &Frame, duty: &crate::figures::DutyLine, figures: &Figures) -> String {
    let state = frame.t(&format!("duties-state-{}", duty.state().code()));
    let late = duty.days_late(figures.date());
    match duty.cell() {
        Some(Cell::Late) => frame.t1("reports-standing-late", "days", late),
        Some(Cell::Overdue) => frame.t2("reports-standing-overdue", "days", late, "state", state),
        Some(Cell::InTerm) => frame.t1("reports-standing-in-term", "state", state),
        Some(Cell::OnTime) => cell_name(frame, Cell::OnTime),
        None => state,
    }
}

/// A file to keep.
pub fn attachment(name: &str, kind: &'static str, bytes: Vec<u8>) -> axum::response::Response {
    use axum::http::header;
    use axum::response::IntoResponse;
    let disposition = format!("attachment; filename=\"{name}\"");
    ([(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, disposition)], bytes).into_response()
}

/// Types of files.
pub const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
/// Word.
pub const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
/// PDF.
pub const PDF: &str = "application/pdf";

/// Agencies of today that may issue a paper, to choose from; the empty choice leaves the head open.
pub fn issuers(directory: &agencies::door::Directory, today: jiff::civil::Date, none: String) -> Vec<ui::Choice> {
    let mut all = vec![ui::Choice::new("", none)];
    all.extend(directory.list(today).into_iter().filter(|a| !a.is_group).map(|a| ui::Choice::new(a.id.to_string(), a.name)));
    all
}

/// The agency for which papers of a campaign begin, as the choice of a form.
pub async fn default_issuer(
    mut db: impl base::Fetch, directory: &agencies::door::Directory, viewer: &base::Viewer, campaign: &plan::door::Campaign, today: jiff::civil::Date,
) -> base::Result<String> {
    let facts = paper_facts(&mut db, campaign).await?;
    Ok(papers::door::default_issuer(directory, &viewer.agencies(), Some(&facts), today).map(|id| id.to_string()).unwrap_or_default())
}

/// The campaign of the papers' blanks, as the plan provides it.
pub async fn paper_facts(db: &mut impl base::Fetch, campaign: &plan::door::Campaign) -> base::Result<papers::Campaign> {
    let document = plan::door::document(db, campaign.id).await.ok();
    Ok(papers::Campaign {
        id: campaign.id,
        name: campaign.full_name(),
        place: campaign.place.clone(),
        year: if campaign.year > 0 { campaign.year.to_string() } else { String::new() },
        theme: campaign.theme.clone(),
        period: campaign.period_text.clone(),
        plan: document.map(|d| plan::door::cited(&d)).unwrap_or_default(),
        issuer: campaign.issuer.clone(),
        organisers: campaign.organisers.clone(),
    })
}
