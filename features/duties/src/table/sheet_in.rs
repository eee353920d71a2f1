//! Nhập bảng tính: a downloaded sheet comes back with other deadlines, followers or days of reports. Every line is checked against the
//! duty's revision; one fault stops all, and nothing is stored before the preview was confirmed.
use super::bulk;
use super::change::{Do, LONGEST, MOST, Wanted};
use super::preview::{self, Fault, Origin};
use super::{show, store};
use crate::list::Asked;
use crate::staff::Staff;
use crate::store::Duty;
use axum::extract::Multipart;
use axum::http::StatusCode;
use axum::response::Response;
use base::{Error, Result, Viewer};
use jiff::civil::Date;
use std::collections::{HashMap, HashSet};
use ui::{Form, Frame};
use uuid::Uuid;

/// Largest file, bytes.
const LIMIT: usize = 4 << 20;

/// Columns that are read.
const READ: [&str; 7] = ["Mã", "Phiên bản", "Hạn duyệt", "Ngày báo cáo", "Người theo dõi", "Lý do", "Kết quả"];

/// A line: its number, and a cell for each of [`READ`]; None where the file has no such column.
type Line = (u32, [Option<String>; 7]);

/// `POST /nhiem-vu/bang/nhap`
pub(crate) async fn upload(frame: Frame, viewer: Viewer, mut body: Multipart) -> Result<Response> {
    let (campaign, scope) = bulk::desk(&frame, &viewer).await?;
    let mut bytes = Vec::new();
    while let Some(field) = body.next_field().await.map_err(|_| Error::TooLarge)? {
        if field.name() == Some("file") {
            bytes = field.bytes().await.map_err(|_| Error::TooLarge)?.to_vec();
        }
    }
    let asked = Asked::default();
    let read = match bytes.len() {
        0 => Err("duties-sheet-missing"),
        n if n > LIMIT => Err("duties-sheet-large"),
        _ => tokio::task::spawn_blocking(move || read(&bytes)).await.map_err(Error::internal)?,
    };
    let lines = match read {
        Ok(lines) => lines,
        Err(key) => return show::refused(&frame, &viewer, asked, Form::new().failing("file", frame.t(key))).await,
    };
    let mut db = frame.site.db.reader();
    let keys: Vec<Uuid> = lines.iter().filter_map(|(_, cells)| cells[0].as_deref()?.parse().ok()).collect();
    let duties = store::of_keys(&mut db, &scope, &keys).await?;
    let staff = Staff::load(&mut db, campaign.id).await?;
    let (wanted, faults) = compare(&lines, &duties, &staff);
    let faults: Vec<Fault> = faults.into_iter().map(|(line, column, key)| (line, column.to_owned(), frame.t1(key, "most", LONGEST))).collect();
    if wanted.is_empty() && faults.is_empty() {
        return show::refused(&frame, &viewer, asked, Form::new().failing("file", frame.t("duties-sheet-nothing"))).await;
    }
    let chosen: HashSet<Uuid> = wanted.iter().map(|w| w.id).collect();
    let duties: Vec<Duty> = duties.into_iter().filter(|d| chosen.contains(&d.id)).collect();
    preview::show(&frame, &campaign, &duties, &wanted, faults, &asked, Origin::File, StatusCode::OK).await
}

/// Reads the first sheet with a heading "Mã"; errors are catalogue keys. Takes its time: not for async threads.
fn read(bytes: &[u8]) -> Result<Vec<Line>, &'static str> {
    let found = sheet::find(bytes, &sheet::Limits::lines(MOST + 20), |lines| {
        let head = lines.iter().take(15).position(|l| l.cells.iter().any(|c| c == READ[0]))?;
        let places = READ.map(|name| lines[head].cells.iter().position(|c| c == name));
        let rest = lines[head + 1..].iter();
        Some(rest.map(|l| (l.number, places.map(|p| p.map(|at| vietnamese::normalize_line(l.cell(at)))))).collect::<Vec<Line>>())
    });
    match found {
        Ok(Some(lines)) => Ok(lines),
        Ok(None) => Err("duties-sheet-heading"),
        Err(sheet::Refusal::Unreadable) => Err("duties-sheet-unreadable"),
        Err(sheet::Refusal::TooLarge | sheet::Refusal::TooLong) => Err("duties-sheet-large"),
    }
}

/// What a file wants of the duties as they stand, and what is wrong with it: line, column, catalogue key.
fn compare(lines: &[Line], duties: &[Duty], staff: &Staff) -> (Vec<Wanted>, Vec<(u32, &'static str, &'static str)>) {
    let by_key: HashMap<Uuid, &Duty> = duties.iter().map(|d| (d.id, d)).collect();
    let (mut wanted, mut faults, mut seen) = (Vec::new(), Vec::new(), HashSet::new());
    for (line, cells) in lines {
        let cell = |at: usize| cells[at].as_deref().unwrap_or_default();
        let Ok(id) = cell(0).parse::<Uuid>() else {
            faults.push((*line, READ[0], if cell(0).is_empty() { "duties-fault-no-key" } else { "duties-fault-key" }));
            continue;
        };
        let Some(duty) = by_key.get(&id) else {
            faults.push((*line, READ[0], "duties-fault-key"));
            continue;
        };
        if !seen.insert(id) {
            faults.push((*line, READ[0], "duties-fault-twice"));
            continue;
        }
        match changes(cells, duty, staff) {
            Err((column, key)) => faults.push((*line, column, key)),
            Ok(does) if does.is_empty() => {}
            Ok(does) if does.iter().any(|act| act.check(staff).is_err()) => faults.push((*line, READ[5], "duties-words-long")),
            // Only a line that changes something must be fresh
            Ok(_) if cell(1) != duty.revision.to_string() => faults.push((*line, READ[1], "duties-fault-revision")),
            Ok(does) => wanted.push(Wanted { id, revision: duty.revision, does }),
        }
    }
    (wanted, faults)
}

/// The acts that one line asks for. A missing column or an empty cell asks for nothing, except an emptied follower.
fn changes(cells: &[Option<String>; 7], duty: &Duty, staff: &Staff) -> Result<Vec<Do>, (&'static str, &'static str)> {
    let cell = |at: usize| cells[at].as_deref().unwrap_or_default();
    let day = |at: usize, was: Option<&str>| -> Result<Option<Date>, (&'static str, &'static str)> {
        match cell(at) {
            "" => Ok(None),
            typed => vietnamese::dates::parse_date(typed).map(|d| Some(d).filter(|d| Some(d.to_string().as_str()) != was)).map_err(|_| (READ[at], "duties-fault-day")),
        }
    };
    let mut does = Vec::new();
    if let Some(day) = day(2, duty.deadline.as_deref())? {
        if cell(5).is_empty() {
            return Err((READ[5], "duties-fault-reason"));
        }
        does.push(Do::Extend { day, words: cell(5).to_owned() });
    }
    if let Some(written) = cells[4].as_deref() {
        let account = match written {
            "" => None,
            // By address, or by a name that only one person bears
            name => {
                let folded = vietnamese::fold(name);
                let named: Vec<_> = staff.everybody().filter(|p| p.email.eq_ignore_ascii_case(name) || vietnamese::fold(&p.name) == folded).collect();
                match named.as_slice() {
                    [one] => Some(one.account),
                    _ => return Err((READ[4], "duties-fault-officer")),
                }
            }
        };
        if account != duty.officer {
            does.push(Do::Officer { account });
        }
    }
    if let Some(day) = day(3, duty.finished_on.as_deref())? {
        if cell(6).is_empty() {
            return Err((READ[6], "duties-fault-words"));
        }
        does.push(Do::Report { day, words: cell(6).to_owned() });
    }
    Ok(does)
}
