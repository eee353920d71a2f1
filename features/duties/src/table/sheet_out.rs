//! Tải bảng tính: the rows of the filter with the same columns, order and digits as on the screen, the cells on a second sheet, and the key
//! and revision of each duty, so that the file can come back.
use crate::list::{Asked, Filter, row, store as list};
use crate::model::{Cell, Cells};
use crate::scope::{self, Scope};
use crate::staff::Staff;
use crate::store::Duty;
use crate::words;
use agencies::door::Directory;
use axum::extract::Query;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use base::{Error, Result, Viewer};
use rust_xlsxwriter::{ExcelDateTime, Format, FormatAlign, Workbook, XlsxError};
use ui::Frame;

/// Columns of the sheet, in order: heading and width. `sheet_in` finds them by their headings.
pub(crate) const COLUMNS: [(&str, f64); 15] = [
    ("Số", 6.0), ("Mục", 12.0), ("Nhiệm vụ", 38.0), ("Nội dung", 60.0), ("Cơ quan chủ trì", 32.0), ("Bước", 16.0), ("Ô thống kê", 16.0),
    ("Hạn đầu", 12.0), ("Hạn duyệt", 12.0), ("Ngày báo cáo", 13.0), ("Người theo dõi", 28.0), ("Lý do", 30.0), ("Kết quả", 30.0), ("Phiên bản", 10.0), ("Mã", 38.0),
];

/// Most rows of a file.
const MOST: i64 = 50_000;

/// `GET /nhiem-vu/bang/tai`
pub(crate) async fn download(frame: Frame, viewer: Viewer, Query(asked): Query<Asked>) -> Result<Response> {
    let mut db = frame.site.db.reader();
    let (today, clock) = (frame.site.clock.today(), &frame.site.clock);
    let campaign = plan::door::working(&mut db, &viewer).await?.ok_or(Error::NotFound)?;
    let scope = Scope::of(&mut db, &viewer, campaign.id).await?;
    let filter = Filter::of(&asked, viewer.account, today);
    let counts = list::counts(&mut db, &scope, campaign.id, &filter, clock).await?;
    let duties = list::page(&mut db, &scope, campaign.id, &filter, clock, MOST, 0).await?;
    let lines = match duties.len() {
        0..=50 => row::lines(&mut db, &campaign, &duties).await?,
        // One load of all is cheaper than many of fifty
        _ => plan::door::all_assignments(&mut db, campaign.id).await?.into_iter().map(|a| (a.id, a)).collect(),
    };
    let directory = Directory::load(&mut db).await?;
    let staff = if scope::manages(&viewer, campaign.id) { Staff::load(&mut db, campaign.id).await? } else { Staff::default() };
    let day = filter.past.unwrap_or(today);
    let on = campaign.names_day();
    // The file's words are Vietnamese whoever loads it: files go from hand to hand
    let vi = |key: &str| words::vi(&frame.site, key, &[]);
    let rows: Vec<[String; 15]> = duties.iter().map(|d: &Duty| {
        let line = lines.get(&d.assignment);
        let officer = d.officer.and_then(|o| staff.get(o)).map(|p| if p.email.is_empty() { p.name.clone() } else { p.email.clone() });
        [
            d.number.to_string(),
            d.path.clone(),
            line.map(|l| l.short_name.clone()).unwrap_or_default(),
            line.map(|l| l.text.clone()).unwrap_or_default(),
            d.agency.and_then(|a| directory.name_on(a, on)).map(|a| a.name).unwrap_or_default(),
            vi(words::state_key(d.state())),
            d.cell(day).map(|c| vi(words::cell_key(c))).unwrap_or_default(),
            words::day(d.first_deadline.as_deref()),
            words::day(d.deadline.as_deref()),
            words::day(d.finished_on.as_deref()),
            officer.unwrap_or_default(),
            String::new(),
            String::new(),
            d.revision.to_string(),
            d.id.to_string(),
        ]
    }).collect();
    let summary: Vec<(String, i64)> = summary(counts.cells).into_iter().map(|(key, n)| (vi(key), n)).collect();
    let bytes = tokio::task::spawn_blocking(move || xlsx(&rows, &summary)).await.map_err(Error::internal)?;
    let bytes = bytes.map_err(|e| Error::internal(format!("writing xlsx: {e}")))?;
    let name = HeaderValue::from_str(&format!("attachment; filename=\"nhiem-vu-{day}.xlsx\"")).map_err(Error::internal)?;
    let kind = HeaderValue::from_static("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
    Ok(([(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, name)], bytes).into_response())
}

/// The cells and their sum, as the second sheet has them.
fn summary(cells: Cells) -> Vec<(&'static str, i64)> {
    let each = Cell::ALL.into_iter().map(|c| (words::cell_key(c), cells.of(c)));
    each.chain([("duties-sheet-total", cells.total())]).collect()
}

fn xlsx(rows: &[[String; 15]], summary: &[(String, i64)]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let text = Format::new().set_num_format("@").set_text_wrap().set_align(FormatAlign::Top);
    let bold = text.clone().set_bold();
    // Numbers and days as such, so that a sheet sorts them
    let (number, date) = (text.clone().set_num_format("0"), text.clone().set_num_format("dd/mm/yyyy"));
    let page = book.add_worksheet().set_name("Nhiệm vụ")?;
    for (at, (heading, width)) in (0_u16..).zip(COLUMNS) {
        page.set_column_width(at, width)?.set_column_format(at, &text)?;
        page.write_string_with_format(0, at, heading, &bold)?;
        for (line, row) in (1_u32..).zip(rows) {
            let cell = &row[usize::from(at)];
            match (heading, cell.parse::<u32>(), vietnamese::dates::parse_date(cell)) {
                _ if cell.is_empty() => continue,
                ("Số" | "Phiên bản", Ok(n), _) => page.write_number_with_format(line, at, n, &number)?,
                ("Hạn đầu" | "Hạn duyệt" | "Ngày báo cáo", _, Ok(day)) => {
                    let day = ExcelDateTime::from_ymd(day.year().unsigned_abs(), day.month().unsigned_abs(), day.day().unsigned_abs())?;
                    page.write_datetime_with_format(line, at, day, &date)?
                }
                _ => page.write_string_with_format(line, at, cell, &text)?,
            };
        }
    }
    page.set_freeze_panes(1, 3)?;
    let page = book.add_worksheet().set_name("Thống kê")?;
    page.set_column_width(0, 30.0)?;
    for (line, (name, n)) in (0_u32..).zip(summary) {
        page.write_string(line, 0, name)?;
        // Counts are far below 2^53
        page.write_number(line, 1, i32::try_from(*n).map_or(0.0, f64::from))?;
    }
    book.save_to_buffer()
}
